"""The tables of the draft: what a grid needs of one, and the cells and rows that an editor writes.

What is written is read as the table's file is; the file changes in the lines that change alone.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, Response, jsonify
from werkzeug.exceptions import NotFound

from report.desk.answers import (
    Body,
    body,
    entries_of,
    problems_json,
    refused,
    text_of,
)
from report.desk.desk import Desk
from report.edition.edition import Edition
from report.figures.values import shown_value
from report.problems.problem import AlreadyReported, Problem, errors
from report.sources.addresses import url_of
from report.sources.cells import mended_cell
from report.sources.csv_edits import CsvEdits, edited_csv
from report.sources.descriptions import read_cell
from report.sources.tables import COMMON, Cell, Column, Dataset, Table


@dataclass(frozen=True)
class CellEntry:
    """What an editor typed into a cell: as it is kept, and what is wrong with it."""

    row: str
    column: str
    normal: str
    problems: tuple[Problem, ...] = ()


def tables_of(desk: Desk) -> Blueprint:
    """The routes of tables."""
    routes = Blueprint("tables", __name__, url_prefix="/ban/api/table/<folder>/<name>")

    @routes.get("")
    def show(folder: str, name: str) -> Response:
        with desk.lock:
            return jsonify(table_json(desk, *found_table(desk, folder, name)))

    @routes.post("/cells")
    def write(folder: str, name: str) -> Response:
        with desk.lock:
            return write_cells(desk, *found_table(desk, folder, name), body())

    return routes


def found_table(desk: Desk, folder: str, name: str) -> tuple[Dataset, Table]:
    """The table at an address, and the data it belongs to. Raises NotFound, AlreadyReported where
    the table cannot be read."""
    edition = desk.examination().edition
    dataset = edition.common if folder == COMMON else None
    if folder.isdigit():
        dataset = edition.years.get(int(folder))
    if dataset is None or dataset.name != folder:
        raise NotFound
    if name in dataset.unreadable:
        raise AlreadyReported
    if name not in dataset.tables:
        raise NotFound
    return dataset, dataset.tables[name]


def table_json(desk: Desk, dataset: Dataset, table: Table) -> dict[str, Any]:
    """All that a grid shows of a table."""
    examination = desk.examination()
    edition = examination.edition
    publication = edition.publications.get(table.year or 0)
    return {
        "name": table.name,
        "year": table.folder,
        "title": table.title,
        "description": table.description,
        "source": {
            "section": table.section,
            "period": table.period,
            "date": table.date,
            "office": table.office,
        },
        "path": table.path,
        "key": table.key,
        "label": table.label,
        "frozen": publication is not None and publication.frozen is not None,
        "columns": [column_json(column) for column in table.columns.values()],
        "rows": [row_json(key, row) for key, row in table.rows.items()],
        "rules": list(rules_json(edition, dataset, table)),
        "uses": uses_json(edition, table),
        "problems": problems_json(
            (one for one in examination.problems if one.path == table.path), edition
        ),
    }


def column_json(column: Column) -> dict[str, Any]:
    """A column as the description has it."""
    view = {
        "name": column.name,
        "title": column.title,
        "type": column.type,
        "kind": column.kind.title,
        "unit": column.unit,
        "unit_column": column.unit_field,
        "required": column.required,
        "unique": column.unique,
        "min": None if column.minimum is None else str(column.minimum),
        "max": None if column.maximum is None else str(column.maximum),
        "decimals": column.decimals,
        "number": column.is_number,
        "note": column.other_since,
    }
    return view | ({"values": list(column.enum)} if column.enum else {})


def row_json(key: str, row: Mapping[str, Cell]) -> dict[str, Any]:
    """A row with what stands in the file and what readers see."""
    cells = {name: {"text": one.text, "shown": shown_value(one)} for name, one in row.items()}
    return {"key": key, "line": next(iter(row.values())).line, "cells": cells}


def rules_json(edition: Edition, dataset: Dataset, table: Table) -> Iterator[dict[str, Any]]:
    """The rules that cells of a table take part in."""
    audit = edition.common_audit if dataset.name == COMMON else edition.audits[int(dataset.name)]
    for verdict in audit.verdicts:
        cells = (verdict.stated, *verdict.terms)
        if any(one.table is table for one in cells):
            yield {
                "id": verdict.rule.id,
                "title": verdict.rule.sentence,
                "cells": [address_of(one) for one in cells],
                "holds": verdict.holds,
                "text": verdict.rule.note,
            }


def uses_json(edition: Edition, table: Table) -> list[dict[str, Any]]:
    """On which pages each cell of a table stands."""
    uses: dict[str, dict[str, str]] = {}
    for uri, filled in edition.pages.items():
        for cell in dict.fromkeys(filled.used):
            if cell.table is table:
                uses.setdefault(address_of(cell), {})[f"/{url_of(uri)}"] = edition.titles[uri]
    return [
        {"address": address, "pages": [{"url": url, "title": pages[url]} for url in pages]}
        for address, pages in uses.items()
    ]


def address_of(cell: Cell) -> str:
    """The address of a cell with the folder of its table: two years have the same ones."""
    return f"{cell.table.folder}/{cell.address}"


def read_entry(table: Table, entry: Body) -> CellEntry:
    """What an editor typed into a cell of a table. Raises NotFound where there is no such cell."""
    row, column = text_of(entry, "row"), text_of(entry, "column")
    if row not in table.rows or column not in table.columns:
        raise NotFound
    text, odd = mended_cell(text_of(entry, "text"))
    cell = table.rows[row][column]
    if odd:
        found = odd.at(table.path, cell.line, f"cột “{column}”")
        if errors([found]):
            return CellEntry(row, column, text, (found,))
    texts = [one.text for one in table.rows[row].values()]
    read, wrong = read_cell(table, cell.column, text, cell.line, texts)
    kept = (wrong,) if wrong and errors([wrong]) else ()
    return CellEntry(row, column, read.text, kept)


def conflicts_of(table: Table, entries: Iterable[tuple[Body, CellEntry]]) -> list[dict[str, str]]:
    """The cells that are no longer as the editor saw them, and not as they are to be either."""
    conflicts = []
    for asked, entry in entries:
        now = table.rows[entry.row][entry.column].text
        was = text_of(asked, "was", now)
        if now not in (was, entry.normal):
            place = {"row": entry.row, "column": entry.column}
            conflicts.append({**place, "was": was, "now": now, "yours": entry.normal})
    return conflicts


def write_cells(desk: Desk, dataset: Dataset, table: Table, asked: Body) -> Response:
    """Write cells of a table as one step."""
    cells = entries_of(asked, "cells")
    entries = [read_entry(table, one) for one in cells]
    conflicts = conflicts_of(table, zip(cells, entries, strict=True))
    if conflicts:
        return refused([], 409, conflicts=conflicts)
    numbers = list(table.columns)
    edits = CsvEdits()
    for one in entries:
        cell = table.rows[one.row][one.column]
        if cell.text != one.normal:
            edits.cells.setdefault(cell.line, {})[numbers.index(one.column)] = one.normal
    label = text_of(asked, "label", label_of(table, entries))
    return written(desk, dataset, table, edits, label)


def label_of(table: Table, entries: Sequence[CellEntry]) -> str:
    """What a step is called that writes these cells."""
    if len(entries) == 1:
        column = table.columns[entries[0].column]
        return f"Sửa “{column.title}” ở bảng “{table.title}”"
    return f"Sửa {len(entries)} ô ở bảng “{table.title}”"


def written(desk: Desk, dataset: Dataset, table: Table, edits: CsvEdits, label: str) -> Response:
    """Write edits of a table into the draft; the answer has the table as it is then."""
    content = desk.draft.read(table.path) or b""
    new = edited_csv(content, list(table.columns), edits)
    step = desk.draft.write({table.path: new}, label)
    dataset, table = found_table(desk, table.folder, table.name)
    examination = desk.examination()
    return jsonify(
        {
            "step": step,
            "table": table_json(desk, dataset, table),
            "problems": problems_json(examination.problems, examination.edition),
        }
    )
