"""The tables of the draft: what a grid shows of one, and the cells and rows that an editor writes.

What is written is read as the table's file is; the file changes in the lines that change alone.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask import Blueprint, Response, jsonify
from werkzeug.exceptions import BadRequest, NotFound

from report.changes.rule_notes import is_acknowledged
from report.changes.setting import Decision, can_be_computed, verdicts_of
from report.changes.sightings import CellKey, key_of
from report.desk.answers import (
    Body,
    asked_entries,
    asked_entry,
    asked_text,
    asked_texts,
    body,
    place_in_table,
    problems_json,
    refused,
)
from report.desk.corrections import (
    ANY_DECISION,
    NO_DECISION,
    correcting_plan,
    decision_of,
    plan_json,
)
from report.desk.desk import Desk
from report.desk.table_edits import (
    CellEntry,
    RowEntry,
    TableEdits,
    TableTrial,
    edited,
    new_key,
    new_problems,
    typed_entry,
)
from report.desk.table_views import data_in, table_json
from report.desk.unsent import published_json, returns, without_empty_record
from report.figures.values import shown_value
from report.problems.problem import AlreadyReported, Mistake, Problem
from report.sources.rules import Verdict
from report.sources.tables import Dataset, Table

LACKS_REASON = "set-thieu-ly-do"  # the code of a correction without reason or who decided
NOTHING_FOLLOWS: Mapping[str, Any] = {"changes": [], "follows": [], "notes": []}


def table_routes(desk: Desk) -> Blueprint:
    """The routes of tables."""
    routes = Blueprint("tables", __name__, url_prefix="/ban/api/table/<folder>/<name>")

    @routes.get("")
    def show(folder: str, name: str) -> Response:
        with desk.lock:
            return jsonify(table_json(desk.examination(), *found_table(desk, folder, name)))

    @routes.post("/try")
    def try_out(folder: str, name: str) -> Response:
        with desk.lock:
            return try_cells(desk, *found_table(desk, folder, name), body())

    @routes.post("/cells")
    def write(folder: str, name: str) -> Response:
        with desk.lock:
            return write_cells(desk, *found_table(desk, folder, name), body())

    @routes.post("/rows")
    def write_and_remove(folder: str, name: str) -> Response:
        with desk.lock:
            return write_rows(desk, *found_table(desk, folder, name), body())

    return routes


def found_table(desk: Desk, folder: str, name: str) -> tuple[Dataset, Table]:
    """The table at an address, and the data it belongs to. Raises NotFound, AlreadyReported where
    the table cannot be read."""
    dataset = data_in(desk.examination().edition, folder)
    if dataset is None:
        raise NotFound
    if name in dataset.unreadable:
        raise AlreadyReported
    if name not in dataset.tables:
        raise NotFound
    return dataset, dataset.tables[name]


def read_entries(table: Table, asked: Sequence[Body]) -> list[CellEntry]:
    """What an editor typed into cells of a table, a cell by a unit that is typed with it. Raises
    NotFound where there is no such cell, BadRequest where one stands twice."""
    rows = {key: {name: cell.text for name, cell in row.items()} for key, row in table.rows.items()}
    typed: dict[tuple[str, str], str] = {}
    for one in asked:
        row, column = asked_text(one, "row"), asked_text(one, "column")
        if row not in rows or column not in table.columns:
            raise NotFound
        if column == table.key:
            raise BadRequest("khóa của dòng không sửa được ở đây")
        if (row, column) in typed:
            raise BadRequest("một ô ghi hai lần")
        typed[row, column] = asked_text(one, "text")
    for (row, column), text in typed.items():
        rows[row][column] = text
    return [
        typed_entry(table, rows[row], table.columns[column], text)
        for (row, column), text in typed.items()
    ]


def try_cells(desk: Desk, dataset: Dataset, table: Table, asked: Body) -> Response:
    """What cells would be read as, and what would be wrong with them; nothing is kept."""
    entries = read_entries(table, asked_entries(asked, "cells"))
    sound = [one for one in entries if not one.is_refused]
    trial = edited(desk, dataset, table, TableEdits(sound))
    return jsonify({"cells": [cell_json(desk, dataset, one, trial) for one in entries]})


def cell_json(desk: Desk, dataset: Dataset, entry: CellEntry, trial: TableTrial) -> dict[str, Any]:
    """A typed cell: what it is read as, what is wrong with it, and with what rules compute from
    it, and whether it needs a correction."""
    edition = desk.examination().edition
    found = [*entry.problems, *new_problems(desk.examination().problems, trial.problems)]
    mine = [one for one in found if is_of(one, entry, trial) or one in entry.problems]
    unpublished = [one for one in trial.unpublished if is_of(one, entry, trial)]
    cell = trial.table.rows[entry.row][entry.column]
    needs_correction = bool(unpublished) and not returns(desk, dataset, trial, unpublished)
    is_read = not (entry.is_refused or cell.damaged)
    if unpublished:
        address = f"{trial.table.name}.{entry.row}.{entry.column}"
        before = {rule_key(one): one for _, one in verdicts_of(edition)}
        mine = [
            one
            for one in mine
            if one not in trial.by_rules or not is_settled(trial.by_rules[one], before, address)
        ]
    return {
        "row": entry.row,
        "column": entry.column,
        "normal": entry.normal,
        "problems": problems_json(dict.fromkeys(mine), edition),
        "needs_correction": needs_correction,
        "shown": shown_value(cell) if is_read else entry.normal,
        "published": published_json(desk, dataset, cell),
    }


def rule_key(verdict: Verdict) -> tuple[str, CellKey]:
    """What tells a rule and its cell from all others, in the sources before a change and after."""
    return verdict.rule.id, key_of(verdict.stated)


def is_settled(
    verdict: Verdict, before: Mapping[tuple[str, CellKey], Verdict], address: str
) -> bool:
    """Whether a correction of a cell settles that a rule does not hold: what the rule computes is
    computed anew, or its note gets the numbers of now."""
    was = before.get(rule_key(verdict))
    if was is not None and is_acknowledged(was):
        return True
    held = was is None or was.holds
    return held and verdict.stated.address != address and can_be_computed(verdict)


def is_of(found: Problem, entry: CellEntry, trial: TableTrial) -> bool:
    """Whether a problem is of a cell, or of a rule that the cell takes part in."""
    address = f"{trial.table.name}.{entry.row}.{entry.column}"
    place = place_in_table(found, trial.table)
    return place == (entry.row, entry.column) or address in trial.problems.get(found, ())


def write_cells(desk: Desk, dataset: Dataset, table: Table, asked: Body) -> Response:
    """Write cells of a table as one step."""
    cells = asked_entries(asked, "cells")
    entries = read_entries(table, cells)
    if conflicts := conflicts_of(table, zip(cells, entries, strict=True)):
        return refused([], 409, conflicts=conflicts)
    label = asked_text(asked, "label", label_of_cells(table, entries))
    return write_table_edits(desk, dataset, table, TableEdits(entries), asked, label)


def conflicts_of(table: Table, entries: Iterable[tuple[Body, CellEntry]]) -> list[dict[str, str]]:
    """The cells that are no longer as the editor saw them, and not as they are to be either."""
    conflicts = []
    for asked, entry in entries:
        now = table.rows[entry.row][entry.column].text
        was = asked_text(asked, "was", now)
        if now not in (was, entry.normal):
            place = {"row": entry.row, "column": entry.column}
            conflicts.append({**place, "was": was, "now": now, "yours": entry.normal})
    return conflicts


def label_of_cells(table: Table, entries: Sequence[CellEntry]) -> str:
    """What a step is called that writes these cells."""
    if len(entries) == 1:
        column = table.columns[entries[0].column]
        return f"Sửa “{column.title}” ở bảng “{table.title}”"
    return f"Sửa {len(entries)} ô ở bảng “{table.title}”"


def write_rows(desk: Desk, dataset: Dataset, table: Table, asked: Body) -> Response:
    """Add rows to a table and take some out, as one step."""
    removed = asked_texts(asked, "remove")
    if set(removed) - table.rows.keys():
        raise NotFound
    entries: list[CellEntry] = []
    added: list[RowEntry] = []
    for one in asked_entries(asked, "add"):
        row, cells = read_row_entry(table, one, added)
        known = {"", *table.rows, *(other.key for other in added)}
        if row.after is not None and row.after not in known:
            raise NotFound
        added.append(row)
        entries += cells
    if wrong := [one for entry in entries if entry.is_refused for one in entry.problems]:
        return refused(wrong)
    label = asked_text(asked, "label", label_of_rows(table, added, removed))
    return write_table_edits(desk, dataset, table, TableEdits((), added, removed), asked, label)


def read_row_entry(
    table: Table, asked: Body, added: Sequence[RowEntry]
) -> tuple[RowEntry, list[CellEntry]]:
    """A new row that an editor typed, with a key of its own, and its cells."""
    cells = asked.get("cells", {})
    if not isinstance(cells, dict) or cells.keys() - table.columns.keys():
        raise BadRequest("dòng mới có cột mà bảng không có")
    typed = {name: asked_text(cells, name, "") for name in table.columns}
    taken = {*table.rows, *table.damaged, *(one.key for one in added)}
    typed[table.key] = typed[table.key].strip() or new_key(typed[table.label], taken)
    entries = [
        typed_entry(table, typed, column, typed[name]) for name, column in table.columns.items()
    ]
    after = asked.get("after")
    if after is not None and not isinstance(after, str):
        raise BadRequest("“after” phải là khóa của một dòng")
    return RowEntry(tuple(one.normal for one in entries), after), entries


def label_of_rows(table: Table, added: Sequence[RowEntry], removed: Sequence[str]) -> str:
    """What a step is called that adds these rows and takes those out."""
    what = [f"thêm {len(added)} dòng"] if added else []
    what += [f"xóa {len(removed)} dòng"] if removed else []
    words = ", ".join(what) or "không đổi"
    return f"{words[:1].upper()}{words[1:]} ở bảng “{table.title}”"


def write_table_edits(
    desk: Desk, dataset: Dataset, table: Table, edits: TableEdits, asked: Body, label: str
) -> Response:
    """Write edits of a table into the draft; the answer has the table as it is then. Nothing is
    written where a cell could not be read, or where readers have been told another figure and no
    decision is given."""
    edition = desk.examination().edition
    if any(one.is_refused for one in edits.cells):
        return refused_block(desk, dataset, table, edits.cells)
    trial = edited(desk, dataset, table, edits)
    files: dict[str, bytes | None] = {table.path: trial.content}
    told: Mapping[str, Any] = {}
    tries = asked.get("try") is True
    if trial.unpublished:
        decision = decision_for(asked, tries=tries)
        if decision is NO_DECISION and not returns(desk, dataset, trial, trial.unpublished):
            return refused(trial.unpublished, edition=edition, needs_correction=True)
        try:
            plan = correcting_plan(desk, table, edits, decision)
        except Mistake as mistake:
            if decision is NO_DECISION and mistake.code == LACKS_REASON:
                return refused(trial.unpublished, edition=edition, needs_correction=True)
            raise
        told = plan_json(desk, plan)
        if tries:
            return jsonify({**told, "problems": problems_json(plan.left, edition)})
        if plan.left:
            return refused(plan.left, edition=edition)
        files = without_empty_record(desk, {**(plan.files or {})})
    if tries:
        return jsonify({**NOTHING_FOLLOWS, "problems": []})
    step = desk.draft.write(files, label)
    examination = desk.examination()
    return jsonify(
        {
            "step": step,
            **told,
            "table": table_json(examination, *found_table(desk, table.folder, table.name)),
            "problems": problems_json(examination.problems, examination.edition),
        }
    )


def refused_block(
    desk: Desk, dataset: Dataset, table: Table, entries: Sequence[CellEntry]
) -> Response:
    """The answer to cells of which some could not be read: what is wrong with these, and what would
    be with the others; `unread` are the places of the former."""
    read = [one for one in entries if not one.is_refused]
    found = [problem for one in entries for problem in one.problems]
    if read:
        trial = edited(desk, dataset, table, TableEdits(read))
        new = new_problems(desk.examination().problems, trial.problems)
        found += [problem for problem in new if any(is_of(problem, one, trial) for one in read)]
    unread = [{"row": one.row, "column": one.column} for one in entries if one.is_refused]
    edition = desk.examination().edition
    return refused(dict.fromkeys(found), edition=edition, unread=unread)


def decision_for(asked: Body, *, tries: bool) -> Decision:
    """The decision of a request on published figures: none is needed where nothing is kept."""
    if tries:
        return ANY_DECISION
    return decision_of(asked_entry(asked, "decision")) if "decision" in asked else NO_DECISION
