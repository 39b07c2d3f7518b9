"""Every cell of all years in one long table, one cell a line, as pandas holds it.

From it are made the index of figures, the workbook, figures.json and figures.parquet. Every column
is of objects, so that pandas neither rounds an exact decimal nor makes something else of a day or
of nothing.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from decimal import Decimal
from typing import NamedTuple

import pandas as pd

from report.edition.edition import OFFICE_CODE, Edition, FilledPage
from report.figures.values import cell_title, row_title, write_value
from report.sources.addresses import url_of
from report.sources.kinds import Value
from report.sources.places import place_of_row
from report.sources.tables import Cell, Dataset
from report.sources.years import course, has_number
from report.text.numbers import write_with_unit

Whose = tuple[str, str | None, str | None]
CellPlace = tuple[str, str]  # of a cell: the path of its table, its address


class Line(NamedTuple):
    """One cell: the columns of the long table."""

    office: str
    office_code: str | None  # of the office's own place, where it says one
    place_code: str | None  # of the place that the row is about; that of the office otherwise
    year: int
    table: str
    row: str
    column: str
    address: str
    type: str  # of the column
    is_key: bool  # whether it is the key of its row
    value: Value  # None where the cell is empty or still open
    unit: str | None
    text: str  # the value as a reader sees it; the mark where the cell is open
    title: str  # row and column in words
    row_title: str
    column_title: str
    table_title: str
    section: str  # place in the report
    agency: str  # that answers for the table
    period: str
    date: str
    pages: tuple[str, ...]  # addresses of those that show the cell, sorted
    course: str | None  # the same of all figures that say the same of their years; None of others


def long_table(edition: Edition) -> pd.DataFrame:
    """The cells of all years of an edition, in the order of tables, rows and columns."""
    shown = shown_on(edition.pages.values())
    office, code = str(edition.office.get("ten", "")), edition.office.get(OFFICE_CODE) or None
    places = {key: place.code for key, place in edition.places.items()}
    lines = [
        line_of_cell(cell, (office, code, places.get(about) or code), year, shown, dataset)
        for year, dataset in edition.years.items()
        for table in dataset.tables.values()
        for row in table.rows.values()
        for about in (place_of_row(row, edition.mentions[year]) or "",)
        for cell in row.values()
    ]
    return pd.DataFrame(lines, columns=list(Line._fields), dtype=object)


def line_of_cell(
    cell: Cell,
    whose: Whose,
    year: int,
    shown: Mapping[CellPlace, Iterable[str]],
    dataset: Dataset,
) -> Line:
    """What the long table says of a cell of a `dataset`; `whose` is its office, that one's code and
    the code of its place, `shown` are the pages by cell."""
    table = cell.table
    office, office_code, place_code = whose
    return Line(
        office=office,
        office_code=office_code,
        place_code=place_code,
        year=year,
        table=table.name,
        row=cell.row,
        column=cell.column.name,
        address=cell.address,
        type=cell.column.type,
        is_key=cell.column.name == table.key,
        value=cell.value,
        unit=cell.unit,
        text=cell.text if cell.is_open else write_value(cell),
        title=cell_title(cell),
        row_title=row_title(cell),
        column_title=cell.column.title,
        table_title=table.title,
        section=table.section,
        agency=table.office,
        period=table.period,
        date=table.date,
        pages=tuple(sorted(shown.get((table.path, cell.address), ()))),
        course=course_name(cell, dataset),
    )


def course_name(cell: Cell, dataset: Dataset) -> str | None:
    """The oldest figure that says the same as a cell, by its year and address; None where the cell
    holds no number."""
    if not has_number(cell) or cell.column.name == cell.table.key:
        return None
    oldest = course(cell, dataset)[0]
    return f"{oldest.table.year}/{oldest.address}"


def over_years(cells: pd.DataFrame, years: Collection[int]) -> pd.DataFrame:
    """The lines of figures that more than one of some years have, as far as they say the same."""
    mine = cells[cells["course"].notna() & cells["year"].isin([*years])]
    return mine[mine.groupby("course")["year"].transform("size") > 1]


def years_side_by_side(lines: pd.DataFrame, year: int, table: str) -> pd.DataFrame:
    """The figures of a table of a year that stand in `lines` of `over_years`: a row for each, named
    by its course, a column for each year with its lines as text and unit; empty where a year has
    none."""
    own = lines[(lines["year"] == year) & (lines["table"] == table)]
    all_of_them = lines[lines["course"].isin(own["course"])].copy()
    all_of_them["shown"] = [
        write_with_unit(text, unit) if unit else text
        for text, unit in zip(all_of_them["text"], all_of_them["unit"], strict=True)
    ]
    wide = all_of_them.pivot(index="course", columns="year", values="shown")
    return wide.reindex(own["course"]).fillna("")


def figures_of_year(cells: pd.DataFrame, year: int) -> pd.DataFrame:
    """The lines of a year that hold a number or a day; keys of rows are none."""
    mine = cells[cells["year"] == year]
    holds = mine["value"].map(lambda value: isinstance(value, int | Decimal | datetime.date))
    return mine[holds.astype(bool) & ~mine["is_key"].astype(bool)]


def lines_of(cells: pd.DataFrame) -> Iterator[Line]:
    """The lines one by one."""
    return map(Line._make, cells.itertuples(index=False, name=None))


def shown_on(pages: Iterable[FilledPage]) -> Mapping[CellPlace, set[str]]:
    """The addresses of the pages that show a cell, by the cell's place."""
    shown: dict[CellPlace, set[str]] = defaultdict(set)
    for filled in pages:
        for cell in filled.figures:
            shown[cell.table.path, cell.address].add(url_of(filled.page.uri) or "./")
    return shown
