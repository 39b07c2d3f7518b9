"""data/<year>/ → read-only tables, each cell with its file and line.

A folder holds CSV files and a `datapackage.yaml` in the terms of the Frictionless
Data Package (https://specs.frictionlessdata.io/data-package/): a resource for each
table, a field for each column. Custom properties: `section` (place in the source
report), `period`, `date`, `office` of a table; `unit`, `unitField` of a column.
"""

import csv
import io
import os
from collections.abc import Callable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # small tables; starting threads costs 0.1 s
import pandas as pd

from report.numbers import read_date, read_integer, read_number
from report.problems import AlreadyReported, Mistake, Problem, did_you_mean
from report.sources import ProblemFound, read_text, read_yaml

DESCRIPTION = "datapackage.yaml"
COMMON = "chung"  # the folder of tables that belong to no year

Value = int | Decimal | date | str | None

READERS: Mapping[str, Callable[[str], Value]] = {
    "string": str,
    "integer": read_integer,
    "number": read_number,
    "date": read_date,
    "year": read_integer,
}
DTYPES = {"string": "string", "integer": "Int64", "year": "Int64"}


@dataclass(frozen=True)
class Column:
    """One column as datapackage.yaml describes it."""

    name: str
    title: str
    type: str
    line: int
    unit: str | None = None
    unit_field: str | None = None
    required: bool = False
    unique: bool = False
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    enum: tuple[str, ...] = ()

    @property
    def is_number(self) -> bool:
        """Whether its values can be summed and drawn."""
        return self.type in ("integer", "number")


@dataclass(frozen=True)
class Cell:
    """One cell: what stands in the file, what it means and where it stands.

    `value` is None in an empty cell; in a cell that could not be read it is the text,
    and a Problem has been reported.
    """

    table: "Table"
    row: str
    column: Column
    text: str
    value: Value
    line: int

    @property
    def address(self) -> str:
        """What an editor writes to show the cell: `table.row.column`."""
        return f"{self.table.name}.{self.row}.{self.column.name}"

    @property
    def unit(self) -> str | None:
        """The unit of the column, or the one that the row names in its unit column."""
        if self.column.unit_field:
            return self.table.rows[self.row][self.column.unit_field].text or None
        return self.column.unit


@dataclass(frozen=True)
class Table:
    """One CSV with its description. `rows` maps a row's key to its cells by column."""

    name: str
    title: str
    description: str
    section: str
    period: str
    date: str
    office: str
    path: str
    line: int
    columns: Mapping[str, Column]
    rows: Mapping[str, Mapping[str, Cell]] = field(repr=False)
    damaged: Set[str] = frozenset()  # keys of rows that could not be read, each reported

    @property
    def key(self) -> str:
        """The name of the key column, the first one."""
        return next(iter(self.columns))

    @property
    def label(self) -> str:
        """The column that names a row for a reader: the first behind the key."""
        return list(self.columns)[1]

    @cached_property
    def frame(self) -> pd.DataFrame:
        """The typed table, indexed by row key; exact decimals stay Decimal objects."""
        columns = {
            column.name: pd.Series(
                [row[column.name].value for row in self.rows.values()],
                dtype=DTYPES.get(column.type, "object"),
            )
            for column in self.columns.values()
        }
        return pd.DataFrame(columns).set_index(self.key)

    def __hash__(self) -> int:
        return hash(self.path)


@dataclass(frozen=True)
class Dataset:
    """The tables of one folder under data/, and those common to all years behind them."""

    name: str
    path: str
    tables: Mapping[str, Table]
    unreadable: frozenset[str] = frozenset()
    common: "Dataset | None" = None

    def table(self, name: str) -> Table:
        """The table of that name. Raises Mistake with the near miss where there is none."""
        found = self.tables.get(name) or (self.common and self.common.tables.get(name))
        if found:
            return found
        if name in self.unreadable or (self.common and name in self.common.unreadable):
            raise AlreadyReported(f"bảng “{name}” không đọc được", "Sửa bảng trước")
        known = [*self.tables, *(self.common.tables if self.common else ())]
        raise Mistake(
            f"không có bảng “{name}” trong {self.path}",
            did_you_mean(name, known, f"Kiểm tra tên bảng trong {self.path}/{DESCRIPTION}"),
        )

    def cell(self, address: str) -> Cell:
        """The cell at `table.row.column`. Raises Mistake that names the part not found."""
        cell = self.cells.get(address)
        return cell if cell else self.explain(address)

    @cached_property
    def cells(self) -> Mapping[str, Cell]:
        """Every cell by its address, so that a figure in the prose is one look-up."""
        inherited = self.common.cells if self.common else {}
        own = {
            f"{name}.{key}.{column}": cell
            for name, table in self.tables.items()
            for key, row in table.rows.items()
            for column, cell in row.items()
        }
        return {**inherited, **own}

    def explain(self, address: str) -> Cell:
        """Raise the Mistake that says which part of `address` is wrong."""
        parts = address.split(".")
        if len(parts) != 3:
            raise Mistake(
                f"“{address}” không phải là địa chỉ số liệu",
                "Viết “bảng.dòng.cột”, ví dụ “viec-lam.giai-quyet.so_lao_dong”",
            )
        table_name, row, column = parts
        table = self.table(table_name)
        if row in table.damaged:
            raise AlreadyReported(f"dòng “{row}” của {table.path} không đọc được", "Sửa dòng đó")
        if row not in table.rows:
            raise Mistake(
                f"không có số liệu “{table_name}.{row}”: bảng {table.path} không có dòng “{row}”",
                did_you_mean(row, table.rows, f"Các dòng: {', '.join(table.rows)}"),
            )
        raise Mistake(
            f"không có số liệu “{address}”: bảng {table.path} không có cột “{column}”",
            did_you_mean(column, table.columns, f"Các cột: {', '.join(table.columns)}"),
        )


def read_dataset(
    root: Path, folder: str, problems: list[Problem], common: Dataset | None = None
) -> Dataset:
    """Read `root`/data/`folder`; what is wrong is added to `problems`."""
    path = f"data/{folder}"
    tables: dict[str, Table] = {}
    unreadable: set[str] = set()
    for resource in read_resources(root, path, problems):
        name = resource["name"]
        if name in tables:
            problems.append(
                Problem(
                    f"{path}/{DESCRIPTION}",
                    resource["__line__"],
                    f"bảng “{name}” được mô tả hai lần",
                    "Xóa một trong hai mục",
                )
            )
            continue
        try:
            tables[name] = read_table(root, path, resource, problems)
        except ProblemFound as found:
            problems.append(found.problem)
            unreadable.add(name)
    described = {*tables, *unreadable}
    for file in sorted((root / path).glob("*.csv")):
        if file.stem not in described:
            problems.append(
                Problem(
                    f"{path}/{file.name}",
                    1,
                    f"bảng chưa được mô tả trong {path}/{DESCRIPTION}",
                    did_you_mean(
                        file.stem, described, "Thêm một mục tên, tiêu đề và các cột của bảng"
                    ),
                )
            )
            unreadable.add(file.stem)
    return Dataset(folder, path, tables, frozenset(unreadable), common)


def read_resources(root: Path, path: str, problems: list[Problem]) -> Iterator[dict[str, Any]]:
    """The descriptions of the tables that are complete enough to read the CSV by."""
    name = f"{path}/{DESCRIPTION}"
    if not (root / name).is_file():
        problems.append(
            Problem(name, 1, "thiếu tệp mô tả số liệu", "Chép tệp này từ năm trước rồi sửa lại")
        )
        return
    try:
        package = read_yaml(root / name, name)
    except ProblemFound as found:
        problems.append(found.problem)
        return
    resources = package.get("resources")
    if not isinstance(resources, list):
        problems.append(Problem(name, 1, "thiếu mục “resources”", "Liệt kê các bảng dưới mục này"))
        return
    for resource in resources:
        if not isinstance(resource, dict) or not isinstance(resource.get("name"), str):
            line = resource.get("__line__", 1) if isinstance(resource, dict) else 1
            problems.append(
                Problem(name, line, "một bảng không có tên", "Ghi “name:” trùng tên tệp CSV")
            )
            continue
        yield resource


def read_table(root: Path, folder: str, resource: dict[str, Any], problems: list[Problem]) -> Table:
    """The table that `resource` describes, with its CSV.

    Mistakes in single cells are added to `problems`; raises ProblemFound where the
    description or the file cannot be used at all.
    """
    name = resource["name"]
    columns = read_columns(f"{folder}/{DESCRIPTION}", resource, problems)
    path = f"{folder}/{name}.csv"
    if not (root / path).is_file():
        raise ProblemFound(
            Problem(
                f"{folder}/{DESCRIPTION}",
                resource["__line__"],
                f"thiếu tệp {path}",
                "Thêm tệp CSV đó, hoặc xóa mục mô tả của bảng",
            )
        )
    rows: dict[str, Mapping[str, Cell]] = {}
    damaged: set[str] = set()
    table = Table(
        name=name,
        title=words(resource, "title"),
        description=words(resource, "description"),
        section=words(resource, "section"),
        period=words(resource, "period"),
        date=words(resource, "date"),
        office=words(resource, "office"),
        path=path,
        line=resource["__line__"],
        columns=columns,
        rows=rows,
        damaged=damaged,
    )
    lines = csv_rows(read_text(root / path, path), path)
    header = next(lines, (1, []))
    compare_header(path, header, columns)
    seen: dict[str, int] = {}
    for line, texts in lines:
        if len(texts) != len(columns):
            problems.append(wrong_width(path, line, len(texts), len(columns)))
            damaged.add(texts[0])
            continue
        key = texts[0]
        if not key or key in seen:
            problems.append(wrong_key(path, line, key, seen))
            continue
        seen[key] = line
        rows[key] = {
            column.name: read_cell(table, key, column, text, line, problems)
            for column, text in zip(columns.values(), texts, strict=True)
        }
    return table


def words(resource: dict[str, Any], key: str) -> str:
    """A property of a table as text; empty where it is missing (a check asks for it)."""
    value = resource.get(key)
    return "" if value is None else str(value)


def read_columns(name: str, resource: dict[str, Any], problems: list[Problem]) -> dict[str, Column]:
    """The columns that a resource describes. Raises ProblemFound where there are none."""
    schema = resource.get("schema")
    fields = schema.get("fields") if isinstance(schema, dict) else None
    if not isinstance(fields, list) or len(fields) < 2:
        raise ProblemFound(
            Problem(
                name,
                resource["__line__"],
                f"bảng “{resource['name']}” chưa mô tả đủ cột",
                "Liệt kê khóa và các cột dưới “schema: fields:”",
            )
        )
    columns = {}
    for entry in fields:
        if not isinstance(entry, dict) or not isinstance(entry.get("name"), str):
            raise ProblemFound(
                Problem(
                    name,
                    resource["__line__"],
                    f"bảng “{resource['name']}” có cột không có tên",
                    "Mỗi cột là một mục “- name: …”",
                )
            )
        column = read_column(entry)
        if column.type not in READERS:
            problems.append(
                Problem(
                    name,
                    column.line,
                    f"cột “{column.name}” có kiểu “{column.type}” không dùng được",
                    did_you_mean(column.type, READERS, f"Dùng một trong: {', '.join(READERS)}"),
                )
            )
        columns[column.name] = column
    for column in columns.values():
        if column.unit_field and column.unit_field not in columns:
            problems.append(
                Problem(
                    name,
                    column.line,
                    f"cột “{column.name}” lấy đơn vị ở cột “{column.unit_field}” không có",
                    did_you_mean(column.unit_field, columns, "Sửa “unitField”"),
                )
            )
            columns[column.name] = Column(column.name, column.title, column.type, column.line)
    return columns


def read_column(entry: dict[str, Any]) -> Column:
    """A Column from its Frictionless field descriptor."""
    limits = entry.get("constraints")
    limits = limits if isinstance(limits, dict) else {}
    return Column(
        name=entry["name"],
        title=words(entry, "title"),
        type=words(entry, "type") or "string",
        line=entry["__line__"],
        unit=entry.get("unit"),
        unit_field=entry.get("unitField"),
        required=limits.get("required") is True,
        unique=limits.get("unique") is True,
        minimum=limit(limits.get("minimum")),
        maximum=limit(limits.get("maximum")),
        enum=tuple(map(str, limits.get("enum") or ())),
    )


def limit(value: object) -> Decimal | None:
    """A bound of a column; only numbers bound numbers."""
    return Decimal(str(value)) if isinstance(value, int | float) else None


def csv_rows(text: str, path: str) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV with the line each begins on; blank lines are passed over.

    The csv module reads here and not pandas, because only it tells the line of a row
    when a cell before it has line breaks. Raises ProblemFound on a broken quote.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    begin = 1
    try:
        for cells in reader:
            if cells:
                yield begin, cells
            begin = reader.line_num + 1
    except csv.Error:
        raise ProblemFound(
            Problem(
                path,
                begin,
                "dấu nháy kép đặt sai chỗ",
                'Ô có dấu phẩy viết trong nháy kép: "27,568"; dấu nháy trong chữ dùng “ ”',
            )
        ) from None


def compare_header(path: str, header: tuple[int, list[str]], columns: dict[str, Column]) -> None:
    """Raise ProblemFound where the first row does not name the described columns in order."""
    line, names = header
    if names == list(columns):
        return
    strange = [name for name in names if name not in columns]
    missing = [name for name in columns if name not in names]
    if strange:
        message = f"cột “{strange[0]}” không có trong {DESCRIPTION}"
        fix = did_you_mean(strange[0], missing, f"Các cột đúng: {', '.join(columns)}")
    elif missing:
        message, fix = f"thiếu cột “{missing[0]}”", f"Dòng đầu phải là: {','.join(columns)}"
    else:
        message, fix = "các cột sai thứ tự", f"Dòng đầu phải là: {','.join(columns)}"
    raise ProblemFound(Problem(path, line, message, fix))


def wrong_width(path: str, line: int, cells: int, columns: int) -> Problem:
    """A row with too many or too few cells."""
    fix = (
        'Số thập phân và chữ có dấu phẩy phải đặt trong nháy kép, ví dụ "27,568"'
        if cells > columns
        else "Thêm dấu phẩy cho đủ ô; ô không có số liệu để trống"
    )
    return Problem(path, line, f"dòng có {cells} ô, bảng có {columns} cột", fix)


def wrong_key(path: str, line: int, key: str, seen: dict[str, int]) -> Problem:
    """A row whose key is empty or stands a second time."""
    if not key:
        return Problem(path, line, "dòng không có khóa", "Ghi khóa ở ô đầu, ví dụ “giai-quyet”")
    return Problem(
        path,
        line,
        f"khóa “{key}” đã có ở dòng {seen[key]}",
        "Mỗi dòng một khóa riêng: đổi khóa hoặc xóa dòng thừa",
    )


def read_cell(
    table: Table, key: str, column: Column, text: str, line: int, problems: list[Problem]
) -> Cell:
    """One typed cell; where it cannot be read, a Problem is added and the text is its value."""
    value: Value = None
    if text:
        try:
            value = READERS.get(column.type, str)(text)
        except Mistake as mistake:
            problems.append(
                Problem(table.path, line, f"cột “{column.name}”: {mistake.message}", mistake.fix)
            )
            value = text
    return Cell(table, key, column, text, value, line)
