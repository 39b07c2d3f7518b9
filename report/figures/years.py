"""A table over several years: what they have alike, side by side, and where they differ."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

from report.figures.results import (
    EDITORS_NOTE,
    Figure,
    Head,
    TableCell,
    TableRow,
    TableView,
    Words,
    numbers_and_dates,
)
from report.figures.tables import (
    LONG_TITLE,
    Notes,
    cell_content,
    chosen_columns,
    notes_on,
    shown_unit,
    with_units_beside,
)
from report.figures.values import lower_first
from report.problems.problem import Mistake
from report.sources.tables import Cell, Column, Dataset, Table
from report.sources.years import YearRow, cells_back, rows_back, table_before

ALL_YEARS = "tat-ca"  # how an editor asks for all of them


@dataclass(frozen=True)
class YearsAlike:
    """What several years of a table have alike: `cells` by row, column and year, the rows and
    columns as the newest year names them. `tables` are those of the years, oldest first;
    `differences` say in words what is left out, and why."""

    tables: Mapping[int, Table]
    columns: Sequence[Column]
    cells: Mapping[str, Mapping[str, Mapping[int, Cell]]]
    differences: tuple[str, ...]

    @property
    def newest(self) -> Table:
        """The table of the last year."""
        return [*self.tables.values()][-1]

    @property
    def remark(self) -> str:
        """The differences as a remark of the editors; empty where there are none."""
        return f"{EDITORS_NOTE}: {'; '.join(self.differences)}." if self.differences else ""


def years_back(dataset: Dataset, name: str) -> dict[int, Table]:
    """The table of a year and of those before it, newest first, as far as they can be compared.
    Raises Mistake where there is no such table."""
    table, found = dataset.table(name), {}
    here: Dataset | None = dataset
    while table.year is not None and here is not None:
        found[table.year] = table
        here = here.previous
        older = table_before(table, here)
        if older is None:
            break
        table = older
    return found


def years_alike(
    dataset: Dataset, name: str, names: Sequence[str] | None, years: Collection[int] | None
) -> YearsAlike:
    """What the table `name` of some years, or of all as far as they can be compared, has alike up
    to that of `dataset`: the columns `names`, or all with numbers.

    Raises Mistake for an unknown table or column, for a year that cannot be compared, and where
    the years have nothing alike.
    """
    newest, back = dataset.table(name), years_back(dataset, name)
    if newest.year is None:
        raise Mistake("bang-khong-thuoc-nam", path=newest.path)
    for year in sorted(years or ()):
        if year not in back:
            raise Mistake("nam-khong-so-duoc", path=newest.path, year=year, why=why_not(back))
    tables = {year: back[year] for year in sorted(back) if years is None or year in years}
    asked = chosen_columns(newest, names)
    columns = [one for one in with_units_beside(asked) if one.name != newest.label]
    if names is None:
        columns = [one for one in columns if not (one.kind.is_words or is_of_last_year(one))]
    rows = {key: [*rows_back(newest, key, dataset)] for key in newest.rows}
    cells = {
        key: {one.name: cells_back(back_of_row, one.name) for one in columns}
        for key, back_of_row in rows.items()
    }
    columns = [
        one
        for one in columns
        if any(tables.keys() <= row[one.name].keys() for row in cells.values())
    ]
    alike = {
        key: row
        for key, row in cells.items()
        if columns and all(tables.keys() <= row[one.name].keys() for one in columns)
    }
    if not alike:
        raise Mistake("khong-gi-giong-nhau-qua-nam", path=newest.path, years=years_in_words(tables))
    said = (*ended(back, years), *differences(tables, rows, alike, asked, columns))
    return YearsAlike(tables, columns, alike, said)


def is_of_last_year(column: Column) -> bool:
    """Whether a column says what the years side by side show anyway."""
    return bool(column.previous_of or column.change_of)


def why_not(back: Mapping[int, Table]) -> str:
    """Why there is no table to compare with before the oldest of some."""
    oldest = [*back.values()][-1]
    why = lower_first(oldest.other_since).removesuffix(".")
    return why or f"trước năm {oldest.year} không có bảng “{oldest.name}”"


def ended(back: Mapping[int, Table], years: Collection[int] | None) -> Iterator[str]:
    """What was said of the oldest table: that it cannot be compared with those before."""
    oldest = [*back.values()][-1]
    if years is None and oldest.other_since:
        yield words_of_break(oldest)


def words_of_break(table: Table) -> str:
    """That a table is not compared with those before, and why."""
    why = lower_first(table.other_since).removesuffix(".")
    return f"không so với các năm trước năm {table.year}: {why}"


def remark_on_break(table: Table) -> str:
    """The same as a remark of the editors; empty where nothing was said."""
    return f"{EDITORS_NOTE}: {words_of_break(table)}." if table.other_since else ""


def differences(
    tables: Mapping[int, Table],
    rows: Mapping[str, Sequence[tuple[int, YearRow]]],
    alike: Collection[str],
    asked: Sequence[Column],
    columns: Sequence[Column],
) -> Iterator[str]:
    """What not all of the years have, or have in another unit: it is left out."""
    newest = [*tables.values()][-1]
    new: list[str] = []
    other_unit: list[str] = []
    for key in newest.rows.keys() - alike:
        have = {year for year, _ in rows[key]}
        (other_unit if tables.keys() <= have else new).append(key)
    if new:
        yield f"không phải năm nào cũng có dòng {quoted_labels(newest, new)}"
    if other_unit:
        yield f"không cùng đơn vị qua các năm: {quoted_labels(newest, other_unit)}"
    known = {
        (year, row[next(iter(row))].text) for back in rows.values() for year, row in back
    }  # the keys of rows that the newest year still has
    for year, table in tables.items():
        gone = [key for key in table.rows if (year, key) not in known]
        if gone:
            yield f"năm {year} còn có dòng {quoted_labels(table, gone)}"
    for column in asked:
        if column.other_since:
            yield f"cột “{column.title}”: {lower_first(column.other_since).removesuffix('.')}"
        elif not (column.kind.is_words or is_of_last_year(column) or column in columns):
            yield f"cột “{column.title}” không giống nhau qua các năm"


def quoted_labels(table: Table, keys: Collection[str]) -> str:
    """The names of rows in the order of their table, in quotation marks."""
    return ", ".join(f"“{table.rows[key][table.label].text}”" for key in table.rows if key in keys)


def years_in_words(years: Collection[int]) -> str:
    """Years as a sentence has them: 2021, 2022 và 2023."""
    *others, last = map(str, sorted(years))
    return f"{', '.join(others)} và {last}" if others else last


def years_view(
    alike: YearsAlike, number: int, notes: Mapping[int, Notes], year: int, source: bool = True
) -> TableView:
    """The table of what the years have alike: a group of columns for each year, or one column
    where there is one to compare. `notes` are those of each year, `year` is that of the page."""
    table, columns = alike.newest, alike.columns
    single = len(columns) == 1
    places = [(of, column) for of in alike.tables for column in columns]
    cells = tuple(
        row[column.name][of]
        for of in sorted(alike.tables, reverse=True)
        for row in alike.cells.values()
        for column in columns
    )
    title = f"{table.title}: {lower_first(columns[0].title)}" if single else table.title
    label = table.columns[table.label]
    return TableView(
        name=f"{table.name}-qua-nam",
        title=f"{title}, các năm {years_in_words(alike.tables)}",
        number=number,
        heads=(
            Head(label.title, "", False, len(label.title) > LONG_TITLE),
            *(year_head(of, column, single) for of, column in places),
        ),
        rows=tuple(
            TableRow(
                key,
                (
                    TableCell(Words(table.rows[key][table.label].text), right=False),
                    *(year_cell(row[column.name][of], notes, year) for of, column in places),
                ),
            )
            for key, row in alike.cells.items()
        ),
        anchors=False,
        source=" ".join(filter(None, (source_of_years(alike.tables), alike.remark)))
        if source
        else "",
        empty=table.empty,
        cells=cells,
        figures=numbers_and_dates(cells),
        years=tuple(alike.tables),
    )


def year_head(year: int, column: Column, single: bool) -> Head:
    """The head of a column of a year."""
    right, unit = not column.kind.is_words, shown_unit(column.title, column.unit)
    if single:
        return Head(f"Năm {year}", unit, right, False)
    return Head(column.title, unit, right, len(column.title) > LONG_TITLE, f"Năm {year}")


def year_cell(cell: Cell, notes: Mapping[int, Notes], year: int) -> TableCell:
    """A cell of one of the years, which a figure says where it is not the page's."""
    right = not cell.column.kind.is_words
    if not cell.text:
        return TableCell(None, right)
    of = cell.table.year or 0
    content = cell_content(cell, notes_on(cell, notes.get(of, {})))
    if isinstance(content, Figure) and of != year:
        content = content._replace(other_year=of)
    return TableCell(content, right)


def source_of_years(tables: Mapping[int, Table]) -> str:
    """Where the figures of several years come from, as a sentence for readers."""
    sections = {table.section for table in tables.values()}
    if len(sections) == 1:
        office = [*tables.values()][-1].office
        parts = [f"báo cáo các năm {years_in_words(tables)}", *sections, office]
        return f"Nguồn: {', '.join(filter(None, parts))}."
    parts = [f"báo cáo năm {year}, {table.section}" for year, table in tables.items()]
    return f"Nguồn: {'; '.join(parts)}."
