"""data/<year>/ → Dataset, and what is wrong in its files.

A folder holds CSV files and a `datapackage.yaml` in the terms of the Frictionless
Data Package (https://specs.frictionlessdata.io/data-package/): a resource for each
table, a field for each column. Keys of this project: `muc` (place in the source report), `ky`
(period), `thoi_diem` (day), `co_quan` (office), `o_trong` (what an empty cell says), `nam_sau`
(see new_year/tables.py), `khoa_nam_truoc` (what the keys of rows were in the year before) of a
table; `don_vi` (unit), `cot_don_vi` (column of the units), `thap_phan` (decimals that its numbers
may have), `nam_truoc_cua` and `thay_doi_cua` (column whose value of the year before, or whose
change since then, it has), `dia_ban` (table of the places that its cells name, see places.py) of a
column; `khac_nam_truoc` (why there is no comparing with the year before, see years.py) of either.
"""

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from report.problems.problem import Mistake, Problem, near_miss, problem
from report.sources.csv_rows import Rows, in_column, read_csv
from report.sources.files import Text, parse_yaml, read_text
from report.sources.keys import (
    COLUMN_KEYS,
    TABLE_KEYS,
    Vocabulary,
    description_keys_are_known,
    present,
)
from report.sources.kinds import COLUMN_KINDS, Value
from report.sources.memory import remembered
from report.sources.odd_names import original_of_copy
from report.sources.open_places import MARK, is_mark
from report.sources.shapes import YamlShape, line_of, shaped
from report.sources.tables import DESCRIPTION, FILL, ROW_KEY, Cell, Column, Dataset, Table
from report.text.numbers import DOUBTFUL_DECIMALS, THOUSANDTHS, quoted, read_words

RECORDS = ("cong-bo.csv", "dinh-chinh.csv")  # of what was published, not of the report
TABLE_NAME = re.compile("[A-Za-z0-9_-]+")
# What the standard has that is no text; every other known key of a table or a column is one.
NOT_TEXT = {
    **dict.fromkeys(("schema", "dialect", "sources", "licenses", "data", "bytes"), None),
    **dict.fromkeys(("example", "missingValues", "trueValues", "falseValues"), None),
    **dict.fromkeys(("bareNumber", "rdfType"), None),
    "constraints": YamlShape.GROUP,
    "thap_phan": YamlShape.NUMBER,
    "khoa_nam_truoc": YamlShape.WORDS_GROUP,
}
ON_ONE_LINE = {"title", "muc", "ky", "thoi_diem", "co_quan", "o_trong", "don_vi", "description"}
LIMIT_SHAPES = {
    **dict.fromkeys(("required", "unique"), YamlShape.SWITCH),
    **dict.fromkeys(("minimum", "maximum"), YamlShape.NUMBER),
    "enum": YamlShape.WORDS_OR_LIST,
}


@dataclass(frozen=True, eq=False)  # a table is described by this, whatever others say the same
class DescribedTable:
    """A table as its description has it; without columns where these cannot be known, of which
    one of its `problems` tells."""

    resource: dict[str, Any]
    columns: Mapping[str, Column]
    problems: tuple[Problem, ...]

    @property
    def name(self) -> str:
        """What pages call it, and its CSV."""
        name: str = self.resource["name"]
        return name

    @property
    def line(self) -> int:
        """The line where its description begins."""
        line: int = self.resource["__line__"]
        return line


@dataclass(frozen=True)
class Description:
    """The tables that a datapackage.yaml describes well enough to read the CSV by."""

    path: str
    tables: tuple[DescribedTable, ...] = ()
    problems: tuple[Problem, ...] = ()


def read_dataset(root: Path, folder: str, common: Dataset | None = None) -> Dataset:
    """Read `root`/data/`folder`, and what is wrong in its files."""
    path = f"data/{folder}"
    description = read_description(root, path)
    tables: dict[str, Table] = {}
    unreadable: set[str] = set()
    problems = list(description.problems)
    for described in description.tables:
        name = described.name
        if name in tables:
            line = described.line
            problems.append(problem(description.path, line, "bang-mo-ta-hai-lan", name=name))
            continue
        table, wrong = read_table(root, path, described)
        problems += wrong
        if table:
            tables[name] = table
        else:
            unreadable.add(name)
    known = {*tables, *unreadable}
    files = [file for file in (root / path).glob("*.csv") if file.name not in RECORDS]
    strange = sorted({file.stem for file in files} - known)
    # Where the description as a whole cannot be read, that is the one thing to mend.
    if known or not problems:
        names = {file.name for file in files}
        problems += (
            not_described(description.path, path, name, known)
            for name in strange
            if original_of_copy(f"{name}.csv") not in names  # a copy is told of as such
        )
    return Dataset(
        folder, path, tables, frozenset({*unreadable, *strange}), common, tuple(problems)
    )


def not_described(description: str, folder: str, name: str, described: Set[str]) -> Problem:
    """A CSV that the description does not name."""
    guess = near_miss(name, described)
    return problem(f"{folder}/{name}.csv", 1, "bang-chua-mo-ta", guess=guess, path=description)


def read_description(root: Path, folder: str) -> Description:
    """The description of the tables of a folder."""
    path = f"{folder}/{DESCRIPTION}"
    if not (root / path).is_file():
        return Description(path, problems=(problem(path, 1, "thieu-tep-mo-ta"),))
    try:
        return description_in(path, read_text(root / path, path))
    except Mistake as mistake:
        return Description(path, problems=(mistake.at(path),))


@remembered
def description_in(path: str, read: Text) -> Description:
    """The description that the text of a file is. Raises Mistake where it is none."""
    settings = parse_yaml(read.text)
    resources = settings.content.get("resources")
    if not isinstance(resources, list):
        return Description(path, problems=(*read.problems, problem(path, 1, "thieu-resources")))
    wrong = {index: resource_problem(path, one) for index, one in enumerate(resources)}
    named = (one for index, one in enumerate(resources) if not wrong[index])
    sound = [with_shapes(path, one) for one in named]
    return Description(
        path,
        tuple(described_table(path, present(resource, TABLE_KEYS)) for resource, _ in sound),
        (
            *read.problems,
            *filter(None, wrong.values()),
            *(one for _, wrong_shapes in sound for one in wrong_shapes),
            *description_keys_are_known(path, settings.root),
        ),
    )


def described_table(path: str, resource: dict[str, Any]) -> DescribedTable:
    """The table that an entry of the description at `path` describes."""
    try:
        columns = read_columns(resource)
    except Mistake as mistake:
        return DescribedTable(resource, {}, (mistake.at(path),))
    return DescribedTable(resource, columns, tuple(columns_are_sound(path, columns)))


def with_shapes(path: str, resource: dict[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    """A table as it is described, with its columns, without values of a wrong shape; and these."""
    table, problems = with_texts(path, resource, TABLE_KEYS)
    schema = table.get("schema")
    fields = schema.get("fields") if isinstance(schema, dict) else None
    if not isinstance(schema, dict) or not isinstance(fields, list):
        return table, problems  # that the columns are missing is told where they are read
    columns = []
    for field in fields:
        column, wrong = with_column_shapes(path, field) if isinstance(field, dict) else (field, [])
        columns.append(column)
        problems += wrong
    return {**table, "schema": {**schema, "fields": columns}}, problems


def with_column_shapes(path: str, field: dict[str, Any]) -> tuple[dict[str, Any], list[Problem]]:
    """A column and its limits without values of a wrong shape; and these."""
    column, problems = with_texts(path, field, COLUMN_KEYS)
    if column.get("constraints"):
        column["constraints"], wrong = shaped(path, column["constraints"], LIMIT_SHAPES)
        problems += wrong
    return column, problems


def breaks_no_line(path: str, entry: Mapping[str, Any]) -> Iterator[Problem]:
    """What readers see of a table or column stands on one line: in headings, captions, lists."""
    for key, value in entry.items():
        if key in ON_ONE_LINE and isinstance(value, str) and len(value.strip().splitlines()) > 1:
            yield problem(path, line_of(key), "muc-nhieu-dong", key=key)


def with_texts(
    path: str, entry: dict[str, Any], words: Vocabulary
) -> tuple[dict[str, Any], list[Problem]]:
    """A table or a column whose known keys have text, but for those of NOT_TEXT; and what had
    not. A key that is not known is told of as such."""
    shapes = {key: NOT_TEXT.get(key, YamlShape.TEXT) for key in entry if key in words.known}
    sound, problems = shaped(path, entry, {key: shape for key, shape in shapes.items() if shape})
    return sound, [*problems, *breaks_no_line(path, sound)]


def resource_problem(path: str, resource: object) -> Problem | None:
    """What keeps a table from being read: it has no name, or none that a file can have."""
    if not isinstance(resource, dict):
        return problem(path, 1, "bang-khong-ten")
    name, line = resource.get("name"), resource["__line__"]
    if not isinstance(name, str):
        return problem(path, line, "bang-khong-ten")
    if not TABLE_NAME.fullmatch(name):
        return problem(path, line, "ten-bang-khong-dung-duoc", name=name)
    return None


def read_table(
    root: Path, folder: str, described: DescribedTable
) -> tuple[Table | None, tuple[Problem, ...]]:
    """The table that is described, with its CSV, and all that is wrong in both; None where the
    description or the file cannot be used at all."""
    description, path = f"{folder}/{DESCRIPTION}", f"{folder}/{described.name}.csv"
    if not described.columns:
        return None, described.problems
    if not (root / path).is_file():
        missing = problem(description, described.line, "thieu-tep-csv", path=path)
        return None, (*described.problems, missing)
    read = read_csv(root / path, path, list(described.columns))
    return table_of(described, path, read)


@remembered
def table_of(
    described: DescribedTable, path: str, read: Rows
) -> tuple[Table | None, tuple[Problem, ...]]:
    """The table of the rows of the CSV at `path`; what is wrong in it and its description."""
    problems = (*described.problems, *read.problems)
    if read.rows is None:
        return None, problems
    header, *lines = read.rows or [(1, [])]
    try:
        compare_header(header, described.columns)
    except Mistake as mistake:
        return None, (*problems, mistake.at(path))
    table, wrong = filled_table(described.resource, path, described.columns, lines, read.damaged)
    return table, (*problems, *wrong)


def filled_table(
    resource: dict[str, Any],
    path: str,
    columns: Mapping[str, Column],
    lines: Sequence[tuple[int, list[str]]],
    told: Set[tuple[int, int]],
) -> tuple[Table, list[Problem]]:
    """The table with the lines of its CSV, and what is wrong in these; `told` are the cells that
    are reported already, by line and number."""
    rows: dict[str, Mapping[str, Cell]] = {}
    damaged: set[str] = set()
    lost_keys: set[int] = set()
    table = Table(
        name=resource["name"],
        title=text_of_property(resource, "title"),
        description=text_of_property(resource, "description"),
        section=text_of_property(resource, "muc"),
        period=text_of_property(resource, "ky"),
        date=text_of_property(resource, "thoi_diem"),
        office=text_of_property(resource, "co_quan"),
        other_since=text_of_property(resource, "khac_nam_truoc"),
        former_keys={
            str(key): str(former)
            for key, former in (resource.get("khoa_nam_truoc") or {}).items()
            if key != "__line__"
        },
        empty=text_of_property(resource, "o_trong"),
        path=path,
        line=resource["__line__"],
        next_year=text_of_property(resource, "nam_sau") or FILL,
        columns={column.name: with_known_unit(column, columns) for column in columns.values()},
        rows=rows,
        damaged=damaged,
        lost_keys=lost_keys,
    )
    problems = []
    seen: dict[str, int] = {}
    for line, texts in lines:
        key = texts[0]
        if (line, 0) in told:
            lost_keys.add(line)
        elif len(texts) != len(columns):
            problems.append(wrong_width(path, line, len(texts), len(columns)))
            damaged.add(key)
        elif key in seen or not ROW_KEY.fullmatch(key):
            problems.append(wrong_key(path, line, key, seen))
            lost_keys.add(line)
        else:
            seen[key] = line
            rows[key], wrong = read_row(table, line, texts, told)
            problems += wrong
    return table, problems


def text_of_property(resource: dict[str, Any], key: str) -> str:
    """A property of a table; empty where it is missing (a check asks for it)."""
    value: str | None = resource.get(key)
    return value.strip() if value else ""


def read_columns(resource: dict[str, Any]) -> dict[str, Column]:
    """The columns that a resource describes. Raises Mistake where they cannot be known."""
    name, line = resource["name"], resource["__line__"]
    schema = resource.get("schema")
    fields = schema.get("fields") if isinstance(schema, dict) else None
    if not isinstance(fields, list) or len(fields) < 2:
        raise Mistake("bang-thieu-cot", line=line, name=name)
    columns = {}
    for entry in fields:
        if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
            raise Mistake("cot-khong-ten", line=line, name=name)
        columns[entry["name"]] = read_column(present(entry, COLUMN_KEYS))
    return columns


def columns_are_sound(path: str, columns: Mapping[str, Column]) -> Iterator[Problem]:
    """A column has a type that there is; what it says of other columns is true."""
    for column in columns.values():
        if column.type not in COLUMN_KINDS:
            yield problem(
                path,
                column.line,
                "kieu-cot-khong-dung-duoc",
                guess=near_miss(column.type, COLUMN_KINDS),
                column=column.name,
                type=column.type,
                known=", ".join(COLUMN_KINDS),
            )
        if column.previous_of and column.previous_of not in columns.keys() - {column.name}:
            yield problem(
                path,
                column.line,
                "nam-truoc-cua-cot-khong-co",
                guess=near_miss(column.previous_of, columns),
                column=column.name,
                other=column.previous_of,
            )
        if column.change_of and column.change_of not in columns.keys() - {column.name}:
            yield problem(
                path,
                column.line,
                "thay-doi-cua-cot-khong-co",
                guess=near_miss(column.change_of, columns),
                column=column.name,
                other=column.change_of,
            )
        if column.unit_field and column.unit_field not in columns:
            yield problem(
                path,
                column.line,
                "don-vi-o-cot-khong-co",
                guess=near_miss(column.unit_field, columns),
                column=column.name,
                other=column.unit_field,
            )


def with_known_unit(column: Column, columns: Mapping[str, Column]) -> Column:
    """The column; without limits and unit where these stand in a column that there is not."""
    if column.unit_field in (None, *columns):
        return column
    return Column(column.name, column.title, column.type, column.line)


def read_column(entry: dict[str, Any]) -> Column:
    """A Column from its Frictionless field descriptor."""
    limits = entry.get("constraints") or {}
    enum, decimals = limits.get("enum"), entry.get("thap_phan")
    return Column(
        name=entry["name"],
        title=text_of_property(entry, "title"),
        type=text_of_property(entry, "type") or "string",
        line=entry["__line__"],
        unit=text_of_property(entry, "don_vi") or None,
        unit_field=text_of_property(entry, "cot_don_vi") or None,
        required=limits.get("required") is True,
        unique=limits.get("unique") is True,
        minimum=limit(limits.get("minimum")),
        maximum=limit(limits.get("maximum")),
        enum=tuple(map(str, enum)) if isinstance(enum, list) else (),
        decimals=decimals if isinstance(decimals, int) else None,
        previous_of=text_of_property(entry, "nam_truoc_cua") or None,
        change_of=text_of_property(entry, "thay_doi_cua") or None,
        other_since=text_of_property(entry, "khac_nam_truoc"),
        places=text_of_property(entry, "dia_ban") or None,
    )


def limit(value: object) -> Decimal | None:
    """A bound of a column; only numbers bound numbers."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    bound = Decimal(value) if isinstance(value, int) else Decimal(repr(value))
    return bound if bound.is_finite() else None


def compare_header(header: tuple[int, list[str]], columns: Mapping[str, Column]) -> None:
    """Raise Mistake where the first row does not name the described columns in order."""
    line, names = header
    if names == list(columns):
        return
    strange = [name for name in names if name not in columns]
    missing = [name for name in columns if name not in names]
    right = ",".join(columns)
    if "" in names:
        raise Mistake("cot-thieu-ten", line=line, number=names.index("") + 1, header=right)
    if strange:
        guess, known = near_miss(strange[0], missing), ", ".join(columns)
        raise Mistake("cot-chua-mo-ta", line=line, guess=guess, column=strange[0], known=known)
    if missing:
        raise Mistake("thieu-cot", line=line, column=missing[0], header=right)
    raise Mistake("cot-sai-thu-tu", line=line, header=right)


def wrong_width(path: str, line: int, cells: int, columns: int) -> Problem:
    """A row with too many or too few cells."""
    if cells > columns:
        return problem(path, line, "dong-thua-o", cells=cells, columns=columns)
    return problem(path, line, "dong-thieu-o", cells=cells, columns=columns)


def wrong_key(path: str, line: int, key: str, seen: Mapping[str, int]) -> Problem:
    """A row whose key is empty, is none, or stands a second time."""
    if not key:
        return problem(path, line, "dong-khong-khoa")
    if key not in seen:
        try:
            read_words(key)
        except Mistake as mistake:
            return mistake.at(path, line)
        return problem(path, line, "khoa-viet-sai", key=key)
    return problem(path, line, "khoa-trung", key=key, first=seen[key])


def read_row(
    table: Table, line: int, texts: Sequence[str], told: Set[tuple[int, int]]
) -> tuple[dict[str, Cell], list[Problem]]:
    """The typed cells of a row by column, and what is wrong in them."""
    cells, problems = {}, []
    for number, (column, text) in enumerate(zip(table.columns.values(), texts, strict=True)):
        if (line, number) in told:
            cells[column.name] = Cell(table, texts[0], column, text, text, line, damaged=True)
            continue
        cells[column.name], wrong = read_cell(table, column, text, line, texts)
        problems += [wrong] if wrong else []
    return cells, problems


def read_cell(
    table: Table, column: Column, text: str, line: int, row: Sequence[str]
) -> tuple[Cell, Problem | None]:
    """One typed cell of `row`, and what is wrong with it.

    A value that can mean only one thing is taken, with a warning that shows the normal
    form; where it cannot be read, there is an error and the text is its value.
    """
    key, place = row[0], in_column(column.name)
    if not text:
        return Cell(table, key, column, text, None, line), None
    if is_mark(text):
        return Cell(table, key, column, MARK, None, line), None
    try:
        normal, value = normal_and_value(column, text, unit_in(table, column, row))
        if isinstance(value, Decimal):
            refuse_doubtful_decimals(column, text, normal)
    except Mistake as mistake:
        unread = Cell(table, key, column, text, text, line, damaged=True)
        return unread, mistake.at(table.path, line, place)
    if normal == text:
        return Cell(table, key, column, text, value, line), None
    cell = Cell(table, key, column, normal, value, line)
    return cell, cell.problem("doc-la", text=text, normal=normal, written=quoted(normal))


def normal_and_value(column: Column, text: str, unit: str | None) -> tuple[str, Value]:
    """A text of a column in the normal form, and its value. Raises Mistake where either is not
    certain."""
    kind = column.kind
    try:
        return text, kind.read(text)
    except Mistake:
        if kind.normalize is None:
            raise
    normal = kind.normalize(text, unit)
    return normal, kind.read(normal)


def refuse_doubtful_decimals(column: Column, text: str, normal: str) -> None:
    """Raise Mistake at a number such as 2,336, which English programs write for 2336: in a column
    that may have three decimals, and where its limits leave that reading, it has to be said."""
    if not DOUBTFUL_DECIMALS.fullmatch(normal) or (column.decimals or 0) >= THOUSANDTHS:
        return
    thousands = normal.replace(",", "")
    if column.maximum is None or Decimal(thousands) <= column.maximum:
        decimal = quoted(normal)
        raise Mistake(
            "so-phay-hai-nghia",
            text=text,
            thousands=thousands,
            decimal=decimal,
            column=column.name,
        )


def unit_in(table: Table, column: Column, row: Sequence[str]) -> str | None:
    """The unit of a column in one row, before the row's cells are made."""
    if column.unit_field:
        return row[list(table.columns).index(column.unit_field)]
    return column.unit
