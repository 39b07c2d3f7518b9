"""figures.json: every figure of the year with value, unit, rendered text, source and pages."""

import datetime
import json
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal
from typing import Any

from report.downloads.release import Release
from report.edition.edition import FilledPage
from report.figures.values import machine_value, write_value
from report.sources.addresses import url_of
from report.sources.tables import Cell, Value

FIGURES = ("integer", "number", "date", "year")  # types of columns that hold figures


def figures_json(release: Release, pages: Iterable[FilledPage]) -> bytes:
    """The figures, sorted by address, behind what they have in common."""
    shown = shown_on(pages)
    figures = [describe(cell, shown[place(cell)]) for cell in figure_cells(release)]
    content = {
        "tieu_de": release.title,
        "nam": release.year,
        "co_quan": release.publisher,
        "nguon": release.source,
        "ngay": release.date and release.date.isoformat(),
        "so_luong": len(figures),
        "danh_sach": figures,
    }
    return json.dumps(content, ensure_ascii=False, indent=1).encode() + b"\n"


def figure_cells(release: Release) -> Iterator[Cell]:
    """The cells of the year that hold figures, in order of their addresses."""
    cells = (
        cell for table in release.tables for row in table.rows.values() for cell in row.values()
    )
    for cell in sorted(cells, key=lambda cell: cell.address):
        figure = cell.column.type in FIGURES and cell.column.name != cell.table.key
        if figure and machine_value(cell.value) is not None:
            yield cell


def describe(cell: Cell, pages: Iterable[str]) -> dict[str, Any]:
    """One figure, in words an editor knows."""
    table = cell.table
    return {
        "so_lieu": cell.address,
        "gia_tri": json_value(cell.value),
        "don_vi": cell.unit,
        "hien_thi": write_value(cell),
        "bang": table.title,
        "dong": write_value(table.rows[cell.row][table.label]),
        "cot": cell.column.title,
        "nguon": table.section,
        "co_quan": table.office,
        "ky": table.period,
        "ngay": table.date,
        "trang": sorted(pages),
    }


def json_value(value: Value) -> int | float | str | None:
    """A JSON number with the digits of the cell (up to 15, as in a spreadsheet); ISO dates."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    return value.isoformat() if isinstance(value, datetime.date) else value


def shown_on(pages: Iterable[FilledPage]) -> Mapping[tuple[str, str], set[str]]:
    """The addresses of the pages that show a cell, by the cell's place."""
    shown: dict[tuple[str, str], set[str]] = defaultdict(set)
    for filled in pages:
        for cell in filled.figures:
            shown[place(cell)].add(url_of(filled.page.uri) or "./")
    return shown


def place(cell: Cell) -> tuple[str, str]:
    """What tells a cell apart from those of other years."""
    return cell.table.path, cell.address
