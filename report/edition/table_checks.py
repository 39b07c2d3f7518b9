"""Checks of tables, their descriptions and their cells: generators of Problem.

Each check's docstring is its rule.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from decimal import Decimal

from report.edition import abbreviations
from report.edition.guidance import FORM_TABLE
from report.edition.synonyms import SYNONYM_COLUMNS, SYNONYMS
from report.figures.citations import CITATION_COLUMNS, REGISTER
from report.figures.validity import SINCE, UNTIL
from report.problems.problem import Problem, near_miss, problem
from report.sources.addresses import PLACE_KEYS_TAKEN, TABLE_NAMES_TAKEN
from report.sources.places import PLACE_TYPE, place_tables
from report.sources.tables import (
    COMMON,
    DESCRIPTION,
    NEXT_YEAR,
    REWRITE,
    ROW_KEY,
    Cell,
    Dataset,
    Table,
)

KEY_YEAR = re.compile(r"(?<![0-9])(?<![0-9]{4}-)[0-9]{4}(?![0-9]|-[0-9]{4})")
COLUMN = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
TABLE_PROPERTIES = {
    "title": "tiêu đề",
    "description": "mô tả",
    "muc": "mục trong báo cáo",
    "ky": "kỳ số liệu",
    "thoi_diem": "ngày số liệu",
    "co_quan": "cơ quan phụ trách",
}
REGISTER_DAYS = ("ngay", SINCE, UNTIL)
# What the site itself reads of common tables, beside what pages ask for.
COMMON_COLUMNS = {
    REGISTER: CITATION_COLUMNS,
    abbreviations.TABLE: abbreviations.COLUMNS,
    SYNONYMS: SYNONYM_COLUMNS,
    abbreviations.CONCEPTS: abbreviations.CONCEPT_COLUMNS,
    FORM_TABLE: ("ten", "goi_y", "so_dong"),
}


def names_are_plain(table: Table) -> Iterator[Problem]:
    """Names are ASCII, lower case: hyphens in tables, underscores in columns; none is that of a
    page that the site makes beside those of tables.

    They are typed in pages, and stand in addresses of the site and in downloaded files.
    """
    path = f"data/{table.folder}/{DESCRIPTION}"
    if table.name in TABLE_NAMES_TAKEN:
        yield problem(path, table.line, "ten-cua-trang-web", name=table.name)
    if not ROW_KEY.fullmatch(table.name):
        yield problem(path, table.line, "ten-bang-viet-sai", name=table.name)
    for column in table.columns.values():
        if not COLUMN.fullmatch(column.name):
            yield problem(path, column.line, "ten-cot-viet-sai", name=column.name)


def keys_name_no_year(table: Table) -> Iterator[Problem]:
    """A row that each year has again is called alike in each: only so are the years compared,
    and pages that show the newest one find it. Spans of years (2021-2025) are names of plans."""
    if table.year is None or table.next_year == REWRITE:
        return
    own = {str(table.year), str(table.year - 1)}
    for key, row in table.rows.items():
        if own & set(KEY_YEAR.findall(key)):
            yield problem(table.path, row[table.key].line, "khoa-co-nam", key=key)


def former_keys_are_known(data: Dataset) -> Iterator[Problem]:
    """`khoa_nam_truoc` names rows of the table, and rows that it had in the year before, each
    once: a slip there would part a figure from its past without a word."""
    for table in data.tables.values():
        path = f"{table.path.rpartition('/')[0]}/{DESCRIPTION}"
        older = data.previous.tables.get(table.name) if data.previous else None
        known = [(key, table) for key in table.former_keys]
        known += [(key, older) for key in table.former_keys.values() if older]
        for key, of in known:
            if key not in of.rows and key not in of.damaged and not of.lost_keys:
                yield problem(
                    path,
                    table.line,
                    "khoa-nam-truoc-khong-co",
                    guess=near_miss(key, of.rows),
                    key=key,
                    path=of.path,
                )
        for key, count in Counter(table.former_keys.values()).items():
            if count > 1:
                yield problem(path, table.line, "khoa-nam-truoc-trung", key=key)


def table_is_described(table: Table) -> Iterator[Problem]:
    """A table has title, description, place in the report, period, date and office."""
    path = f"{table.path.rpartition('/')[0]}/{DESCRIPTION}"
    needed = TABLE_PROPERTIES if f"/{COMMON}/" not in table.path else ("title", "description")
    for key in needed:
        if not table.texts[key]:
            what = TABLE_PROPERTIES[key]
            yield problem(path, table.line, "bang-thieu-muc", name=table.name, what=what, key=key)
    if table.next_year not in NEXT_YEAR:
        yield problem(
            path,
            table.line,
            "nam-sau-khong-dung-duoc",
            name=table.name,
            value=table.next_year,
            known=", ".join(NEXT_YEAR),
        )
    for column in table.columns.values():
        if not column.title:
            yield problem(path, column.line, "cot-thieu-tieu-de", column=column.name)


def common_tables_are_whole(common: Dataset) -> Iterator[Problem]:
    """A common table that the site makes something of has the columns that it needs for that."""
    for name, needed in COMMON_COLUMNS.items():
        table = common.tables.get(name)
        missing = [column for column in needed if table and column not in table.columns]
        if table and missing:
            path = f"data/{COMMON}/{DESCRIPTION}"
            fields = {"path": table.path, "column": missing[0], "needed": ", ".join(needed)}
            yield problem(path, table.line, "danh-muc-thieu-cot", **fields)


def days_of_the_register_are_days(common: Dataset) -> Iterator[Problem]:
    """The days of a document are dates: of words nothing can be told before and after."""
    table = common.tables.get(REGISTER)
    for name in REGISTER_DAYS if table else ():
        column = table.columns.get(name) if table else None
        if column and column.type != "date":
            path = f"data/{COMMON}/{DESCRIPTION}"
            yield problem(path, column.line, "cot-phai-la-ngay", column=name, type=column.type)


def places_are_known(data: Dataset, known: Mapping[str, Table]) -> Iterator[Problem]:
    """A column that names places names those of a table that there is among the `known` ones; in
    a key column each key is that of a place there. No place has the name of their list."""
    for table in data.tables.values():
        for column in table.columns.values():
            if not column.places or column.places in data.unreadable:
                continue
            places = known.get(column.places)
            if not places:
                yield problem(
                    f"{data.path}/{DESCRIPTION}",
                    column.line,
                    "dia-ban-khong-co-bang",
                    guess=near_miss(column.places, known),
                    column=column.name,
                    name=column.places,
                )
                continue
            for key in PLACE_KEYS_TAKEN & places.rows.keys():
                line = places.rows[key][places.key].line
                yield problem(places.path, line, "ten-cua-trang-web", name=key)
            if column.name == table.key:
                yield from keys_are_places(table, places)


def places_have_their_own_keys(data: Dataset) -> Iterator[Problem]:
    """A key is that of one place, whatever table has it: its page says of one place alone."""
    first: dict[str, Table] = {}
    for table in place_tables(data).values():
        for key, row in table.rows.items():
            other = first.setdefault(key, table)
            if other is not table:
                line = row[table.key].line
                yield problem(table.path, line, "noi-trung-khoa", key=key, other=other.path)


def keys_are_places(table: Table, places: Table) -> Iterator[Problem]:
    """Each row of a table has the key of a place."""
    for key in table.rows.keys() - places.rows.keys() - places.damaged:
        cell = table.rows[key][table.key]
        guess = near_miss(key, places.rows)
        yield cell.problem("dia-ban-khong-co-noi", guess=guess, key=key, path=places.path)


def rows_are_sound(table: Table) -> Iterator[Problem]:
    """All that holds for the rows of a table by itself, once they are read."""
    yield from keys_name_no_year(table)
    yield from cells_keep_their_limits(table)
    yield from names_stand_on_one_line(table)
    yield from columns_are_unique(table)


def cells_keep_their_limits(table: Table) -> Iterator[Problem]:
    """A cell is filled where it must be, within its bounds, and one of the listed values."""
    for row in table.rows.values():
        for cell in row.values():
            yield from cell_keeps_its_limits(cell)


def cell_keeps_its_limits(cell: Cell) -> Iterator[Problem]:
    """The limits that the description sets for one cell."""
    column, value = cell.column, cell.value
    if cell.is_open or cell.damaged:
        return
    if value is None:
        if column.required:
            yield cell.problem("o-bat-buoc")
        return
    if column.enum and cell.text not in column.enum:
        guess, known = near_miss(cell.text, column.enum), ", ".join(column.enum)
        yield cell.problem("gia-tri-ngoai-danh-sach", guess=guess, text=cell.text, known=known)
    if isinstance(value, int | Decimal):
        if column.minimum is not None and value < column.minimum:
            yield cell.problem("nho-hon-muc", text=cell.text, minimum=column.minimum)
        if column.maximum is not None and value > column.maximum:
            yield cell.problem("lon-hon-muc", text=cell.text, maximum=column.maximum)


def names_stand_on_one_line(table: Table) -> Iterator[Problem]:
    """What names a row, and what says of a place what it is and belongs to, has no line break: it
    stands in headings, titles of pages and sentences."""
    of_places = table.columns[table.key].places is not None
    for row in table.rows.values():
        for name, cell in row.items():
            is_name = of_places or name in (table.label, PLACE_TYPE)
            if is_name and not cell.damaged and len(cell.text.splitlines()) > 1:
                yield cell.problem("o-nhieu-dong", text=cell.text.splitlines()[0])


def columns_are_unique(table: Table) -> Iterator[Problem]:
    """No value stands twice in a column described as unique (keys are compared on reading)."""
    for column in table.columns.values():
        if not column.unique or column.name == table.key:
            continue
        seen: dict[str, int] = {}
        for row in table.rows.values():
            cell = row[column.name]
            if cell.text in seen:
                yield cell.problem("gia-tri-trung", text=cell.text, first=seen[cell.text])
            elif cell.value is not None:
                seen[cell.text] = cell.line
