"""Corrections: published figures that change, each with a reason and who decided it.

What they change besides, cells that rules compute and notes on rules, changes with them.
"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from flask import Blueprint, Response, jsonify
from werkzeug.exceptions import BadRequest

from report.changes.setting import (
    CellChange,
    CellRequest,
    ChangePlan,
    Decision,
    asked_cell,
    asked_value,
    changed_lines,
    copy_sources,
    tried,
)
from report.desk.answers import Body, address_of, asked_text, body, problems_json, refused
from report.desk.desk import Desk
from report.desk.table_edits import TableEdits
from report.desk.unsent import as_published, publication_before, without_empty_record
from report.figures.values import cell_title, shown_with
from report.problems.problem import errors
from report.sources.corrections import published_values
from report.sources.tables import Cell, Table
from report.text.numbers import read_date

if TYPE_CHECKING:
    from report.drafting.year_workbook.copy_plan import CopyPlan

NO_DECISION = Decision("", "", date.min)
ANY_DECISION = Decision("(thử)", "(thử)", date.max)  # of a correction that is only tried


def correction_routes(desk: Desk) -> Blueprint:
    """The route of corrections."""
    routes = Blueprint("corrections", __name__, url_prefix="/ban/api/correction")

    @routes.post("")
    def correct() -> Response:
        with desk.lock:
            return write_correction(desk, body())

    return routes


def write_correction(desk: Desk, asked: Body) -> Response:
    """Set a figure as `report set` does, as one step; where the request only tries, nothing is
    written, and the decision may be missing."""
    folder, _, address = asked_text(asked, "address").partition("/")
    if not folder.isdigit():
        raise BadRequest("chỉ số liệu của một năm mới có đính chính")
    tries = asked.get("try") is True
    decision = ANY_DECISION if tries else decision_of(asked)
    request = CellRequest(address, asked_text(asked, "value"), int(folder), decision)
    cell = asked_cell(desk.examination().edition, request)
    plan = plan_of_correction(desk, cell, request)
    if tries:
        return jsonify(
            {
                **plan_json(desk, plan),
                "problems": problems_json(plan.problems, desk.examination().edition),
            }
        )
    if plan.problems:
        return refused(plan.problems, edition=desk.examination().edition)
    label = asked_text(asked, "label", f"Đính chính “{cell_title(cell)}”")
    step = desk.draft.write(without_empty_record(desk, {**(plan.files or {})}), label)
    examination = desk.examination()
    return jsonify(
        {
            "step": step,
            **plan_json(desk, plan),
            "problems": problems_json(examination.problems, examination.edition),
        }
    )


def plan_of_correction(desk: Desk, cell: Cell, request: CellRequest) -> ChangePlan:
    """What a correction of a cell changes, from what readers have been told. Raises Mistake,
    OSError."""
    value, wrong = asked_value(cell, request.value)
    if errors(wrong):
        return ChangePlan(problems=tuple(wrong))
    with TemporaryDirectory() as folder, desk.office.remembering():
        copy = Path(folder)
        copy_sources(desk.draft.tree, copy)
        now = as_published(desk, copy, request.year or 0, [cell])
        told = now.edition.years[request.year or 0].cell(request.address)
        if told.text != cell.text and value == told.text:  # back from what was no correction
            return ChangePlan(files={cell.table.path: (copy / cell.table.path).read_bytes()})
        return tried(copy, now, CellChange(told, value), request)


def decision_of(asked: Body) -> Decision:
    """Why, by whom and when a figure is corrected. Raises Mistake where the day is none, or is to
    come."""
    written = asked_text(asked, "day", "").strip()
    day = read_date(written) if written else None
    reason, by = asked_text(asked, "reason", ""), asked_text(asked, "decided_by", "")
    return Decision.told(reason, by, day)


def correcting_plan(desk: Desk, table: Table, edits: TableEdits, decision: Decision) -> "CopyPlan":
    """What edits of a table of a frozen year write: with the corrections that these are from what
    readers have been told, and what rules compute anew. Raises Mistake where the decision lacks
    something, OSError."""
    from report.drafting.year_workbook.copy_plan import (  # openpyxl is slow to import
        CopyPlan,
        CopyRequest,
        tried_copy,
    )
    from report.drafting.year_workbook.merging import CellEdit, RowAddition, RowRemoval

    last, year = next(reversed([*table.rows]), None), table.year or 0
    cells = [table.rows[one.row][one.column] for one in edits.cells]
    request = CopyRequest(desk.draft.tree / table.path, year, decision)
    with TemporaryDirectory() as folder, desk.office.remembering():
        copy = Path(folder)
        copy_sources(desk.draft.tree, copy)
        now = as_published(desk, copy, year, cells)
        told = now.edition.years[year].tables[table.name]
        changes = CopyPlan(
            tuple(RowRemoval(told, key, "") for key in edits.removed),
            tuple(
                RowAddition(
                    told, one.texts, last if one.after is None else one.after or None, "", True
                )
                for one in edits.added
            ),
            tuple(CellEdit(told.rows[one.row][one.column], one.normal, "") for one in edits.cells),
        )
        plan = tried_copy(copy, now, changes, request)
    if plan.lacks:
        raise plan.lacks
    return plan


def plan_json(desk: Desk, plan: "ChangePlan | CopyPlan") -> Mapping[str, Any]:
    """What a correction changes: the figures asked for, those that follow from them by rules, and
    the notes on rules, for the editor to know; old values are those that readers know."""
    changes = (
        plan.changes
        if isinstance(plan, ChangePlan)
        else (*(CellChange(one.cell, one.new) for one in plan.edits), *plan.computed)
    )
    told: dict[int | None, Mapping[str, str]] = {}
    for cell in (one.cell for one in changes):
        if cell.table.year not in told and cell.table.year is not None:
            dataset = desk.examination().edition.years[cell.table.year]
            told[cell.table.year] = published_values(publication_before(desk, dataset))
    views = [(one, change_json(one, told.get(one.cell.table.year, {}))) for one in changes]
    return {
        "changes": [view for _, view in views],
        "follows": [view for one, view in views if one.by_rule],
        "notes": [
            {
                "path": one.path,
                "rule": one.rule,
                "title": one.sentence,
                "lines": changed_lines(one),
            }
            for one in plan.notes
        ],
    }


def change_json(change: CellChange, told: Mapping[str, str]) -> dict[str, Any]:
    """A figure that changes, from what readers know of it."""
    cell = change.cell
    old = told.get(cell.address, cell.text)
    return {
        "address": address_of(cell),
        "title": cell_title(cell),
        "old": old,
        "new": change.new,
        "old_shown": shown_with(cell, old),
        "new_shown": shown_with(cell, change.new),
        "rule": change.by_rule.rule.sentence if change.by_rule else None,
    }
