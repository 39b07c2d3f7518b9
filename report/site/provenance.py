"""The section "Số liệu trên trang này" at the end of a report page, and its switch."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache

from report.figures.tables import Notes
from report.figures.values import lower_first, row_title, shown_value
from report.sources.addresses import csv_file, relative_url, table_page
from report.sources.tables import Cell, Table
from report.text.markup import escape
from report.text.templates import render

# Below the heading, not added by a script, which would move the text while it is read. Of no
# use to who searches.
SWITCH = (
    '<button type="button" class="cong-tac-nguon" aria-pressed="false" data-search-exclude>'
    "Hiện nguồn số liệu</button>"
)


@dataclass(frozen=True)
class FigureText:
    """A figure in the section "Số liệu trên trang này": column and value, escaped for HTML."""

    address: str
    column: str
    value: str


def page_section(page: str, cells: Iterable[Cell], notes: Notes) -> str:
    """The section "Số liệu trên trang này": a closed `<details>`, tables in order of first use.

    Each row of a table is one line, with all its figures on the page. Empty where the page
    shows no figure.
    """
    by_table: dict[Table, dict[str, dict[str, Cell]]] = {}
    for cell in cells:
        by_table.setdefault(cell.table, {}).setdefault(cell.row, {})[cell.address] = cell
    if not by_table:
        return ""
    used = [cell for rows in by_table.values() for row in rows.values() for cell in row.values()]
    return render(
        "site/templates/provenance.html",
        tables=[
            {
                "title": escape(table.title),
                "url": relative_url(page, table_page(table)),
                "csv": relative_url(page, csv_file(table)),
                "source": escape(source_of(table)),
                "rows": [row_line(key, row) for key, row in rows.items()],
            }
            for table, rows in by_table.items()
        ],
        notes={
            cell.address: escape(notes[cell.address].text) for cell in used if cell.address in notes
        },
        count=len(used),
    )


def row_line(key: str, cells: Mapping[str, Cell]) -> dict[str, object]:
    """What the section says of a row of a table: its name, and the figures that stand in it."""
    title = row_title(next(iter(cells.values())))
    return {
        "key": key,
        "title": escape(title),
        "figures": [figure_text(cell) for cell in cells.values()],
    }


@lru_cache(maxsize=8192)
def figure_text(cell: Cell) -> FigureText:
    """What the section says of a cell, the same on every page that shows it."""
    column = escape(lower_first(cell.column.title))
    return FigureText(cell.address, column, escape(shown_value(cell)))


def source_of(table: Table) -> str:
    """Place in the report, office and date of a table, as one line."""
    return "; ".join(part for part in (table.section, table.office, table.date) if part)
