"""data/<year>/ → Dataset, and what is wrong in its files.

A folder holds CSV files and a `datapackage.yaml` in the terms of the Frictionless
Data Package (https://specs.frictionlessdata.io/data-package/): a resource for each
table, a field for each column. Custom properties: `section` (place in the source
report), `period`, `date`, `office`, `empty` (what an empty cell says), `nextYear` (see
new_year/tables.py) of a table; `unit`, `unitField`, `previousOf` of a column.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from report.problems.problem import Mistake, Problem, did_you_mean
from report.sources.files import ProblemFound, read_csv, read_yaml
from report.sources.kinds import COLUMN_KINDS
from report.sources.open_places import MARK, is_mark
from report.sources.tables import DESCRIPTION, FILL, Cell, Column, Dataset, Table
from report.text.numbers import quoted

RECORDS = ("cong-bo.csv", "dinh-chinh.csv")  # of what was published, not of the report
TABLE_NAME = re.compile("[A-Za-z0-9_-]+")


def read_dataset(
    root: Path, folder: str, problems: list[Problem], common: Dataset | None = None
) -> Dataset:
    """Read `root`/data/`folder`; what is wrong is added to `problems`."""
    path = f"data/{folder}"
    tables: dict[str, Table] = {}
    unreadable: set[str] = set()
    before = len(problems)
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
    # Where the description as a whole cannot be read, that is the one thing to mend.
    describable = described or len(problems) == before
    for file in sorted((root / path).glob("*.csv")):
        if file.stem in described or file.name in RECORDS:
            continue
        unreadable.add(file.stem)
        if describable:
            message = f"bảng chưa được mô tả trong {path}/{DESCRIPTION}"
            near = did_you_mean(
                file.stem, described, "Thêm một mục tên, tiêu đề và các cột của bảng"
            )
            problems.append(Problem(f"{path}/{file.name}", 1, message, near))
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
        package = read_yaml(root / name, name, problems)
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
        if not TABLE_NAME.fullmatch(resource["name"]):
            message = f"tên bảng “{resource['name']}” không dùng được"
            fix = "Chỉ dùng chữ không dấu, chữ số và dấu gạch nối"
            problems.append(Problem(name, resource["__line__"], message, fix))
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
        empty=words(resource, "empty"),
        path=path,
        line=resource["__line__"],
        next_year=words(resource, "nextYear") or FILL,
        columns=columns,
        rows=rows,
        damaged=damaged,
    )
    lines = read_csv(root / path, path, list(columns), problems)
    compare_header(path, lines[0] if lines else (1, []), columns)
    seen: dict[str, int] = {}
    for line, texts in lines[1:]:
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
            column.name: read_cell(table, key, column, text, line, texts, problems)
            for column, text in zip(columns.values(), texts, strict=True)
        }
    return table


def words(resource: dict[str, Any], key: str) -> str:
    """A property of a table as text; empty where it is missing (a check asks for it)."""
    value = resource.get(key)
    try:
        return "" if value is None else str(value)
    except ValueError:  # a number of more than 4300 digits
        return ""


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
        if column.type not in COLUMN_KINDS:
            problems.append(
                Problem(
                    name,
                    column.line,
                    f"cột “{column.name}” có kiểu “{column.type}” không dùng được",
                    did_you_mean(
                        column.type, COLUMN_KINDS, f"Dùng một trong: {', '.join(COLUMN_KINDS)}"
                    ),
                )
            )
        columns[column.name] = column
    for column in columns.values():
        if column.previous_of and column.previous_of not in columns:
            problems.append(
                Problem(
                    name,
                    column.line,
                    f"cột “{column.name}” ghi năm trước của cột “{column.previous_of}” không có",
                    did_you_mean(column.previous_of, columns, "Sửa “previousOf”"),
                )
            )
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
    enum = limits.get("enum")
    return Column(
        name=entry["name"],
        title=words(entry, "title"),
        type=words(entry, "type") or "string",
        line=entry["__line__"],
        unit=words(entry, "unit") or None,
        unit_field=words(entry, "unitField") or None,
        required=limits.get("required") is True,
        unique=limits.get("unique") is True,
        minimum=limit(limits.get("minimum")),
        maximum=limit(limits.get("maximum")),
        enum=tuple(map(str, enum)) if isinstance(enum, list) else (),
        previous_of=words(entry, "previousOf") or None,
    )


def limit(value: object) -> Decimal | None:
    """A bound of a column; only numbers bound numbers."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    bound = Decimal(value) if isinstance(value, int) else Decimal(repr(value))
    return bound if bound.is_finite() else None


def compare_header(path: str, header: tuple[int, list[str]], columns: dict[str, Column]) -> None:
    """Raise ProblemFound where the first row does not name the described columns in order."""
    line, names = header
    if names == list(columns):
        return
    strange = [name for name in names if name not in columns]
    missing = [name for name in columns if name not in names]
    if "" in names:
        message = f"cột thứ {names.index('') + 1} không có tên"
        fix = f"Dòng đầu phải là: {','.join(columns)}"
    elif strange:
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
    table: Table,
    key: str,
    column: Column,
    text: str,
    line: int,
    row: Sequence[str],
    problems: list[Problem],
) -> Cell:
    """One typed cell of `row`.

    A value that can mean only one thing is taken, with a warning that shows the normal
    form; where it cannot be read, a Problem is added and the text is its value.
    """
    kind = column.kind
    if not text:
        return Cell(table, key, column, text, None, line)
    if is_mark(text):
        return Cell(table, key, column, MARK, None, line)
    try:
        return Cell(table, key, column, text, kind.read(text), line)
    except Mistake as mistake:
        reason = mistake
    try:
        if kind.normalize is None:
            raise reason
        normal = kind.normalize(text, unit_in(table, column, row))
        value = kind.read(normal)
    except Mistake as mistake:
        message = f"cột “{column.name}”: {mistake.message}"
        problems.append(Problem(table.path, line, message, mistake.fix))
        return Cell(table, key, column, text, text, line)
    message = f"cột “{column.name}”: “{text}” được đọc là {normal}"
    problems.append(Problem(table.path, line, message, f"Ghi {quoted(normal)}", warning=True))
    return Cell(table, key, column, normal, value, line)


def unit_in(table: Table, column: Column, row: Sequence[str]) -> str | None:
    """The unit of a column in one row, before the row's cells are made."""
    if column.unit_field:
        return row[list(table.columns).index(column.unit_field)]
    return column.unit
