"""Every cell of all years as one line of a long table: what is said of it anywhere in the site."""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from decimal import Decimal
from typing import NamedTuple

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

    @property
    def shown(self) -> str:
        """The value with its unit."""
        return write_with_unit(self.text, self.unit) if self.unit else self.text


LinesByYear = Mapping[str, Mapping[int, Line]]  # the line of each year, by course


def cell_lines(edition: Edition) -> list[Line]:
    """The cells of all years of an edition, in the order of tables, rows and columns."""
    shown = shown_on(edition.pages.values())
    office, code = str(edition.office.get("ten", "")), edition.office.get(OFFICE_CODE) or None
    places = {key: place.code for key, place in edition.places.items()}
    return [
        line_of_cell(cell, (office, code, places.get(about) or code), year, shown, dataset)
        for year, dataset in edition.years.items()
        for table in dataset.tables.values()
        for row in table.rows.values()
        for about in (place_of_row(row, edition.mentions[year]) or "",)
        for cell in row.values()
    ]


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


def is_figure(value: Value, is_key: bool) -> bool:
    """Whether a cell holds a number or a day; the key of a row is none."""
    return not is_key and isinstance(value, int | Decimal | datetime.date)


def over_years(lines: Iterable[Line], years: Collection[int]) -> LinesByYear:
    """The figures that more than one of some years have, as far as they say the same."""
    found: dict[str, dict[int, Line]] = {}
    for line in lines:
        if line.course is not None and line.year in years:
            found.setdefault(line.course, {})[line.year] = line
    return {course: by_year for course, by_year in found.items() if len(by_year) > 1}


def shown_on(pages: Iterable[FilledPage]) -> Mapping[CellPlace, set[str]]:
    """The addresses of the pages that show a cell, by the cell's place."""
    shown: dict[CellPlace, set[str]] = defaultdict(set)
    for filled in pages:
        for cell in filled.figures:
            shown[cell.table.path, cell.address].add(url_of(filled.page.uri) or "./")
    return shown
