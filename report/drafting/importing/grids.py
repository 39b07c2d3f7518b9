"""Tables of an office's own document → CSV and description of proposed tables."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from report.drafting.importing.left_out import LeftOut
from report.drafting.importing.readings import WRITTEN_YEAR, Reading, read_name, read_value
from report.sources.cells import clean
from report.sources.csv_rows import write_csv
from report.sources.kinds import COLUMN_KINDS
from report.sources.open_places import MARK
from report.text.slugs import slug

WORDS_OF_KEY = 6  # of a text in the name made of it
TITLE_OF_YEARS = re.compile(r"\bnăm\b", re.IGNORECASE)
# Columns of digits that nobody adds up.
TITLE_OF_CODES = re.compile(
    r"điện thoại|\bsđt\b|\bfax\b|tài khoản|\bcccd\b|\bcmnd\b|căn cước|định danh|biển số|số hiệu"
    r"|mã số|^mã\b",
    re.IGNORECASE,
)
# The row below the titles that numbers the columns: A, B, (1), (2), (3)=(1)+(2).
COLUMN_NUMBER = re.compile(r"(?P<open>\()?(?P<number>[0-9]{1,2})\)?(?:\s*[=:][^a-zđ]*)?\)?")
COLUMN_LETTER = re.compile(r"\(?[A-HĐa-hđ]\)?")
NO_VALUE = re.compile(r"[-–—−‑]{1,3}|…|\.{2,}")  # how a table says that there is none
COLUMN_NUMBERS, DASH_LEFT_EMPTY = "dòng đánh số các cột", "dấu trong cột số, ô được để trống"
ROW_NUMBER = re.compile(r"[0-9]{1,3}|[IVXLC]{1,6}|[a-zđ]\)?", re.IGNORECASE)
UNIT_IN_TITLE = re.compile(
    r"(?<!\s)\s*+\((?:đvt:?\s*|đơn vị(?: tính)?:?\s*)?([^()]{1,20})\)\s*\Z", re.I
)


@dataclass(frozen=True)
class Grid:
    """A table as it stands in a document: texts row by row, the titles of the columns apart.

    `doubts` tell of cells that could not be read, by row and column; `wide` are the places of
    cells that are merged sideways; `left_out` are rows that are no data; `written` is the text of
    all cells, each once.
    """

    title: str
    titles: list[str]
    rows: list[list[str]]
    doubts: dict[tuple[int, int], str] = field(default_factory=dict)
    units: dict[int, str] = field(default_factory=dict)
    wide: set[tuple[int, int]] = field(default_factory=set)
    left_out: list[str] = field(default_factory=list)
    written: str = ""


@dataclass(frozen=True)
class ProposedTable:
    """A table for data/: its CSV, its columns as the description has them, the doubts about its
    cells by line of the CSV, and what of the original is not in it."""

    name: str
    title: str
    csv: str
    fields: list[dict[str, Any]]
    doubts: list[tuple[int, str]]
    left_out: list[LeftOut] = field(default_factory=list)


@dataclass(frozen=True)
class ReadGrid:
    """A grid with each cell read, the kinds of its columns, and the one that names its rows.

    `across` are the cells of words that are merged sideways, which tell of rows and not of columns.
    """

    grid: Grid
    readings: list[list[Reading]]
    across: set[tuple[int, int]]
    kinds: list[str]
    label: int | None

    def name(self, row: int) -> str:
        """The words that name a row: its cell in that column, or those that go across all of it."""
        cells = self.grid.rows[row]
        if self.label is not None:
            return cells[self.label]
        is_across = all((row, column) in self.across for column, text in enumerate(cells) if text)
        texts = {text for text in cells if text}
        return texts.pop() if len(texts) == 1 and is_across else ""

    def final(self, row: int, column: int) -> Reading:
        """What stands in a cell of the CSV."""
        written, kind = self.grid.rows[row][column], self.kinds[column]
        if (row, column) in self.across and column != self.label:
            if written == self.name(row):
                return Reading(kind, "")
            if kind != "string":
                return Reading(kind, MARK, f"ô gộp ghi “{written}”")
        if kind == "string" and (row, column) not in self.grid.doubts:
            return read_name(written)
        if NO_VALUE.fullmatch(written):
            return Reading(kind, "")
        return self.readings[row][column]


def proposed_table(grid: Grid, name: str, thousands: bool) -> ProposedTable:
    """The table for data/ that holds a grid: keys from the names of its rows, typed columns."""
    left_out = [LeftOut(COLUMN_NUMBERS, words, f"bảng “{name}”") for words in grid.left_out]
    if len(grid.rows) > 1 and numbers_columns(grid.rows[0]):
        left_out.append(LeftOut(COLUMN_NUMBERS, " ".join(grid.rows[0]), f"bảng “{name}”"))
        grid = without_first_row(grid)
    read = read_grid(grid, thousands)
    kinds, label = read.kinds, read.label
    order = sorted(range(len(grid.titles)), key=lambda column: column != label)
    titles = [title_of(grid.titles[column], kinds[column]) for column in order]
    fields = [{"name": "khoa", "title": "Khóa", "type": "string"}]
    if label is None:
        fields.append({"name": "ten", "title": "Nội dung", "type": "string"})
    names = distinct(titles, "cot", "_", taken=[field["name"] for field in fields])
    for column, column_name, title in zip(order, names, titles, strict=True):
        unit = unit_of(grid, column) if COLUMN_KINDS[kinds[column]].is_number else None
        fields.append(column_field(column_name, title or MARK, kinds[column], unit))
    lines = [[field["name"] for field in fields]]
    doubts = []
    empty: dict[tuple[int, str], list[str]] = {}
    keys = distinct([read.name(row) for row in range(len(grid.rows))], "dong", "-")
    for row, key in enumerate(keys):
        final = {column: read.final(row, column) for column in order}
        cells = [reading.text for reading in final.values()]
        head = [key, read.name(row) or MARK] if label is None else [key, cells.pop(0) or MARK]
        lines.append([*head, *cells])
        for column, reading in final.items():
            if reading.doubt:
                doubts.append((len(lines), f"{grid.titles[column]}: {reading.doubt}"))
            if reading.text == "" and NO_VALUE.fullmatch(grid.rows[row][column]):
                empty.setdefault((column, grid.rows[row][column]), []).append(f"“{key}”")
    for (column, sign), rows in empty.items():
        place = f"bảng “{name}”, cột “{grid.titles[column]}”, dòng {', '.join(rows)}"
        left_out.append(LeftOut(DASH_LEFT_EMPTY, sign, place))
    return ProposedTable(name, grid.title, write_csv(lines), fields, doubts, left_out)


def read_grid(grid: Grid, thousands: bool) -> ReadGrid:
    """Read each cell of a grid, and what its columns are."""
    columns = range(len(grid.titles))
    readings = [
        [read_grid_cell(grid, row, column, thousands) for column in columns]
        for row in range(len(grid.rows))
    ]
    across = {(row, column) for row, column in grid.wide if readings[row][column].kind == "string"}
    kinds = []
    for column in columns:
        told = [
            row[column]
            for number, row in enumerate(readings)
            if (number, column) not in across and not NO_VALUE.fullmatch(grid.rows[number][column])
        ]
        kinds.append(column_kind(told, grid.titles[column]))
    return ReadGrid(grid, readings, across, kinds, label_column(grid, kinds))


def without_first_row(grid: Grid) -> Grid:
    """A grid without its first row, which only numbers the columns."""
    return replace(
        grid,
        rows=grid.rows[1:],
        doubts={(row - 1, column): doubt for (row, column), doubt in grid.doubts.items() if row},
        wide={(row - 1, column) for row, column in grid.wide if row},
    )


def numbers_columns(row: Sequence[str]) -> bool:
    """Whether a row only numbers the columns, as forms of offices do: A, B, 1, 2, 3=2+1."""
    texts = [text for text in row if text and not COLUMN_LETTER.fullmatch(text)]
    found = [COLUMN_NUMBER.fullmatch(text) for text in texts]
    in_brackets = any(one and one["open"] for one in found)
    enough = 2 if in_brackets or len(texts) < sum(map(bool, row)) else 3
    return len(texts) >= enough and counts_up(texts)


def counts_up(texts: Sequence[str]) -> bool:
    """Whether texts are the numbers of columns, from the first on; a merged one comes twice."""
    numbers = [int(one["number"]) for one in map(COLUMN_NUMBER.fullmatch, texts) if one]
    steps = [after - before for before, after in pairwise(numbers)]
    return len(numbers) == len(texts) and numbers[:1] == [1] and set(steps) <= {0, 1}


def read_grid_cell(grid: Grid, row: int, column: int, thousands: bool) -> Reading:
    """The value of one cell of a grid."""
    if (row, column) in grid.doubts:
        return Reading("integer", MARK, grid.doubts[row, column])
    return read_value(grid.rows[row][column], thousands, unit_of(grid, column))


def unit_of(grid: Grid, column: int) -> str | None:
    """The unit of a column: known, or in parentheses at the end of its title."""
    found = UNIT_IN_TITLE.search(grid.titles[column])
    return grid.units.get(column) or (found[1] if found else None)


def column_kind(readings: Sequence[Reading], title: str = "") -> str:
    """The type of a column: what all of its cells can be, and its title lets them be."""
    texts = [reading.text for reading in readings if reading.text]
    kinds = {reading.kind for reading in readings if reading.text}
    if not kinds or TITLE_OF_CODES.search(title):
        return "string"
    if TITLE_OF_YEARS.search(title) and all(map(WRITTEN_YEAR.fullmatch, texts)):
        return "year"
    if kinds <= {"integer", "number"}:
        return "number" if "number" in kinds else "integer"
    return "date" if kinds == {"date"} else "string"


def label_column(grid: Grid, kinds: Sequence[str]) -> int | None:
    """The column that names the rows: the first of words that does not only number them."""
    for column, kind in enumerate(kinds):
        texts = [
            row[column]
            for number, row in enumerate(grid.rows)
            if row[column] and (number, column) not in grid.wide
        ]
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
