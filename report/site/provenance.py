"""The section "Số liệu trên trang này" at the end of a report page, and its switch."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from report.figures.results import ComputedNumber, Note
from report.figures.tables import Notes
from report.figures.values import cell_title, lower_first, row_title, shown_value
from report.sources.addresses import cell_url, relative_url, table_page
from report.sources.paths import year_of
from report.sources.tables import Cell, Table
from report.text.markup import escape
from report.text.templates import render

# Below the heading, not added by a script, which would move the text while it is read. Of no
# use to who searches.
SWITCH = (
    '<button type="button" class="cong-tac-nguon" aria-pressed="false" data-search-exclude>'
    "Hiện nguồn số liệu</button>"
)


def page_section(
    page: str, cells: Iterable[Cell], notes: Notes, computed: Sequence[ComputedNumber] = ()
) -> str:
    """The section "Số liệu trên trang này": a closed `<details>`, tables in order of first use.

    Each row of a table is one line, with all its figures on the page; what no cell has stands
    last, with its formula. Empty where the page shows no figure.
    """
    by_table: dict[Table, dict[str, dict[str, Cell]]] = {}
    for cell in cells:
        by_table.setdefault(cell.table, {}).setdefault(cell.row, {})[cell.address] = cell
    if not by_table:
        return ""
    count = sum(len(row) for rows in by_table.values() for row in rows.values())
    rows = {table: [row_line(row, notes) for row in by_table[table].values()] for table in by_table}
    names = Counter(line.title for lines in rows.values() for line in lines)
    names.update(table_line(table, page)["title"] for table in by_table)
    return render(
        "site/templates/provenance.html",
        tables=[
            {
                **table_line(table, page),
                "url": relative_url(page, table_page(table)),
                "rows": lines,
            }
            for table, lines in rows.items()
        ],
        shared_names={name for name, times in names.items() if times > 1},
        computed=[computed_line(page, number) for number in computed],
        count=count + len(computed),
    )


def computed_line(page: str, number: ComputedNumber) -> dict[str, object]:
    """What is said of a number that no cell has, with links to the rows of its cells."""
    return {
        "title": escape(number.title),
        "value": escape(number.text),
        "formula": escape(number.formula),
        "cells": [(escape(cell_title(cell)), cell_url(page, cell)) for cell in number.cells],
    }


class RowLine(NamedTuple):
    """What the section says of a row of a table, as HTML: its key, name and figures."""

    key: str
    title: str
    figures: str


def row_line(cells: Mapping[str, Cell], notes: Notes) -> RowLine:
    """The line of a row whose `cells` stand on the page."""
    first = next(iter(cells.values()))
    figures = (figure_words(cell, note_of(cell, notes)) for cell in cells.values())
    return RowLine(first.row, name_of_row(first), "; ".join(figures))


def note_of(cell: Cell, notes: Notes) -> Note | None:
    """The note on a cell; the same address in another year is another cell."""
    note = notes.get(cell.address)
    return note if note and note.folder == cell.table.folder else None


@lru_cache(maxsize=8192)
def figure_words(cell: Cell, note: Note | None) -> str:
    """Column and value of a cell and the note on it, the same on every page that shows it."""
    column = escape(lower_first(cell.column.title))
    words = f"{column} <b>{escape(shown_value(cell))}</b>"
    remark = f' <span class="nguon">(※ người biên tập: {escape(note.text)})</span>' if note else ""
    return words + remark


@lru_cache(maxsize=8192)
def name_of_row(cell: Cell) -> str:
    """The name of the row of a cell."""
    return escape(row_title(cell))


@lru_cache(maxsize=1024)
def table_line(table: Table, page: str) -> Mapping[str, str]:
    """Name and source of a table; one of another year than the page's says its year."""
    other = table.year is not None and table.year != year_of(page)
    title = f"{table.title}, năm {table.year}" if other else table.title
    return {"title": escape(title), "source": escape(source_of(table))}


def source_of(table: Table) -> str:
    """Place in the report, office and date of a table, as one line."""
    return "; ".join(part for part in (table.section, table.office, table.date) if part)
