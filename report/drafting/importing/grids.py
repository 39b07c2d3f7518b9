"""Tables of an office's own document → CSV and description of proposed tables."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from report.drafting.importing.readings import Reading, read_name, read_value
from report.sources.csv_rows import clean, write_csv
from report.sources.kinds import COLUMN_KINDS
from report.sources.open_places import MARK
from report.text.slugs import slug

WORDS_OF_KEY = 6  # of a text in the name made of it
ROW_NUMBER = re.compile(r"[0-9]{1,3}|[IVXLC]{1,6}|[a-zđ]\)?", re.IGNORECASE)
UNIT_IN_TITLE = re.compile(
    r"(?<!\s)\s*+\((?:đvt:?\s*|đơn vị(?: tính)?:?\s*)?([^()]{1,20})\)\s*\Z", re.I
)


@dataclass(frozen=True)
class Grid:
    """A table as it stands in a document: texts row by row, the titles of the columns apart.

    `doubts` tell of cells that could not be read, by row and column.
    """

    title: str
    titles: list[str]
    rows: list[list[str]]
    doubts: dict[tuple[int, int], str] = field(default_factory=dict)
    units: dict[int, str] = field(default_factory=dict)


@dataclass(frozen=True)
class ProposedTable:
    """A table for data/: its CSV, its columns as the description has them, and the doubts about
    its cells by line of the CSV."""

    name: str
    title: str
    csv: str
    fields: list[dict[str, Any]]
    doubts: list[tuple[int, str]]


def proposed_table(grid: Grid, name: str, thousands: bool) -> ProposedTable:
    """The table for data/ that holds a grid: keys from the names of its rows, typed columns."""
    columns = range(len(grid.titles))
    readings = [
        [read_grid_cell(grid, row, column, thousands) for column in columns]
        for row in range(len(grid.rows))
    ]
    kinds = [column_kind([row[column] for row in readings]) for column in columns]
    label = label_column(grid, kinds)
    order = sorted(columns, key=lambda column: column != label)
    titles = [title_of(grid.titles[column], kinds[column]) for column in order]
    labels = ["" if label is None else row[label] for row in grid.rows]
    fields = [{"name": "khoa", "title": "Khóa", "type": "string"}]
    if label is None:
        fields.append({"name": "ten", "title": "Nội dung", "type": "string"})
    names = distinct(titles, "cot", "_", taken=[field["name"] for field in fields])
    for column, column_name, title in zip(order, names, titles, strict=True):
        unit = unit_of(grid, column) if COLUMN_KINDS[kinds[column]].is_number else None
        fields.append(column_field(column_name, title or MARK, kinds[column], unit))
    lines = [[field["name"] for field in fields]]
    doubts = []
    for number, (key, row) in enumerate(zip(distinct(labels, "dong", "-"), readings, strict=True)):
        final = [
            read_name(grid.rows[number][column])
            if kinds[column] == "string" and (number, column) not in grid.doubts
            else row[column]
            for column in order
        ]
        cells = [reading.text for reading in final]
        head = [key, MARK] if label is None else [key, cells.pop(0) or MARK]
        lines.append([*head, *cells])
        for column, reading in zip(order, final, strict=True):
            if reading.doubt:
                doubts.append((len(lines), f"{grid.titles[column]}: {reading.doubt}"))
    return ProposedTable(name, grid.title, write_csv(lines), fields, doubts)


def read_grid_cell(grid: Grid, row: int, column: int, thousands: bool) -> Reading:
    """The value of one cell of a grid."""
    if (row, column) in grid.doubts:
        return Reading("integer", MARK, grid.doubts[row, column])
    return read_value(grid.rows[row][column], thousands, unit_of(grid, column))


def unit_of(grid: Grid, column: int) -> str | None:
    """The unit of a column: known, or in parentheses at the end of its title."""
    found = UNIT_IN_TITLE.search(grid.titles[column])
    return grid.units.get(column) or (found[1] if found else None)


def column_kind(readings: Sequence[Reading]) -> str:
    """The type of a column: what all of its cells can be."""
    kinds = {reading.kind for reading in readings if reading.text}
    if not kinds:
        return "string"
    if kinds <= {"integer", "number"}:
        return "number" if "number" in kinds else "integer"
    return "date" if kinds == {"date"} else "string"


def label_column(grid: Grid, kinds: Sequence[str]) -> int | None:
    """The column that names the rows: the first of words that does not only number them."""
    for column, kind in enumerate(kinds):
        texts = [row[column] for row in grid.rows if row[column]]
        if kind == "string" and texts and not all(map(ROW_NUMBER.fullmatch, texts)):
            return column
    return None


def distinct(texts: Sequence[str], default: str, sign: str, taken: Sequence[str] = ()) -> list[str]:
    """A plain name for each text, none twice; `default` and its place where it has no letters."""
    names: list[str] = list(taken)
    for number, text in enumerate(texts, 1):
        plain = sign.join(slug(text).split("-")[:WORDS_OF_KEY]) or f"{default}{sign}{number}"
        if sign == "_" and not plain[0].isalpha():
            plain = f"{default}_{plain}"
        name, count = plain, 1
        while name in names:
            count += 1
            name = f"{plain}{sign}{count}"
        names.append(name)
    return names[len(taken) :]


def title_of(title: str, kind: str) -> str:
    """The title of a column; a unit at its end stands in the description."""
    return clean(UNIT_IN_TITLE.sub("", title)) if COLUMN_KINDS[kind].is_number else title


def column_field(name: str, title: str, kind: str, unit: str | None) -> dict[str, Any]:
    """A column for the description."""
    field = {"name": name, "title": title, "type": kind, **COLUMN_KINDS[kind].format}
    return field | ({"don_vi": unit} if unit else {})
