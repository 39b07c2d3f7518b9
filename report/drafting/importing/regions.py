"""The tables of a sheet: where each begins and ends, above one another and side by side.

A table of an office has a title above it, titles of columns, rows, and notes or signatures below.
Nothing in a workbook says so: what tells is where rows and columns stay empty, and where words
stand in a column that had numbers.
"""

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from report.drafting.importing.grids import NO_VALUE, counts_up, numbers_columns
from report.drafting.importing.readings import NUMBER_CELL, WRITTEN_YEAR
from report.drafting.importing.sheets import SheetCell, cell_name
from report.text.numbers import EXCEL_ERROR

TITLE_OF_TABLE = re.compile(r"(?:bảng|biểu|phụ lục|phụ biểu|mẫu)\b", re.IGNORECASE)
# What stands above the titles of columns in a form of an office, beside its own title.
ABOVE_TABLE = re.compile(
    r"CỘNG H[ÒO][ÀA] XÃ HỘI CHỦ NGHĨA|Độc lập\b|(?:biểu|mẫu) số|ban hành (?:theo|kèm)|đvt\b"
    r"|đơn vị (?:tính|báo cáo|nhận|gửi)|ngày nhận báo cáo|kỳ báo cáo",
    re.IGNORECASE,
)
NOTE = re.compile(
    r"\*|ghi chú|chú thích|nguồn|lưu ý|nơi nhận|người (?:lập|ký|duyệt)|thủ trưởng|chủ tịch"
    r"|giám đốc|trưởng phòng|kế toán|tm\.|kt\.|tl\.|tuq\.|ngày\b.{0,40}\btháng\b|.{1,40}, ngày\b",
    re.IGNORECASE,
)


class SheetPlace(NamedTuple):
    """Row and column of a cell in its sheet."""

    row: int
    column: int


@dataclass(frozen=True)
class ShownCell:
    """A cell as it is seen: the place of the one that it shows, what that holds, and its text."""

    place: SheetPlace
    cell: SheetCell
    text: str

    @property
    def is_number(self) -> bool:
        """Whether it is a figure: a number or day, also as a text or not computed."""
        value = self.cell.value
        if value is None or EXCEL_ERROR.fullmatch(self.text):
            return self.cell.is_computed or bool(self.text)
        if isinstance(value, str):
            return bool(NUMBER_CELL.fullmatch(self.text))
        kinds = int | float | datetime.date | datetime.timedelta
        return isinstance(value, kinds) and not isinstance(value, bool)

    @property
    def is_words(self) -> bool:
        """Whether it holds words: no figure and no sign for none."""
        return bool(self.text) and not self.is_number and not NO_VALUE.fullmatch(self.text)


@dataclass(frozen=True)
class SheetBlock:
    """A part of a sheet: its rows from top to bottom, each with its number in the sheet, and the
    numbers of its columns."""

    lines: list[int]
    columns: list[int]
    rows: list[list[ShownCell]]

    def of_rows(self, first: int, last: int) -> "SheetBlock":
        """Some of its rows, with the columns that these use."""
        return without_empty(
            replace(self, lines=self.lines[first:last], rows=self.rows[first:last])
        )

    def has_gap_before(self, row: int) -> bool:
        """Whether rows stay empty above a row."""
        return row > 0 and self.lines[row] - self.lines[row - 1] > 1

    @cached_property
    def figure_columns(self) -> set[int]:
        """The columns that have figures and, from the first row with one on, hardly a word."""
        numbers, words = [0] * len(self.columns), [0] * len(self.columns)
        for row in self.rows[first_with_figures(self.rows) :]:
            for column, shown in enumerate(row):
                numbers[column] += shown.is_number
                words[column] += shown.is_words and len(texts_of_row(row)) > 1
        return {at for at, count in enumerate(numbers) if count > words[at]}


@dataclass
class TablePart:
    """A table of a sheet: rows of titles, rows of data, and what stands above and below it."""

    above: list[list[ShownCell]]
    heads: list[list[ShownCell]]
    body: list[list[ShownCell]]
    numbering: list[list[ShownCell]] = field(default_factory=list)
    below: list[list[ShownCell]] = field(default_factory=list)


def without_empty(block: SheetBlock) -> SheetBlock:
    """A block without the rows and columns that hold nothing in it."""
    lines = [at for at, row in enumerate(block.rows) if any(one.text for one in row)]
    kept = [
        column
        for column in range(len(block.columns))
        if any(block.rows[line][column].text for line in lines)
    ]
    return SheetBlock(
        [block.lines[line] for line in lines],
        [block.columns[column] for column in kept],
        [[block.rows[line][column] for column in kept] for line in lines],
    )


def texts_of_row(row: Iterable[ShownCell]) -> list[str]:
    """The texts in a row, a merged cell once."""
    return list({one.place: one.text for one in row if one.text}.values())


def first_with_figures(rows: Sequence[Sequence[ShownCell]]) -> int:
    """The first row that has a figure; years and numbers of columns are titles."""
    return next((at for at, row in enumerate(rows) if has_figures_in(row)), len(rows))


def has_figures_in(row: Sequence[ShownCell]) -> bool:
    """Whether a row has figures that are no titles of columns."""
    texts = [one.text for one in row if one.is_number and not WRITTEN_YEAR.fullmatch(one.text)]
    return bool(texts) and not numbers_columns([one.text for one in row])


def sheet_blocks(block: SheetBlock) -> list[SheetBlock]:
    """The tables in a sheet, and what stands alone in it, as blocks."""
    return [
        part
        for left in side_by_side(without_empty(block))
        for upper in stacked(left)
        for right in side_by_side(upper)
        for part in stacked(right)
    ]


def side_by_side(block: SheetBlock) -> Iterator[SheetBlock]:
    """The tables that stand beside one another: an empty column is between them, and each has
    names of rows and figures of its own."""
    begin = 0
    for at in range(1, len(block.columns)):
        is_gap = block.columns[at] - block.columns[at - 1] > 1
        if (
            is_gap
            and is_own(between(block, begin, at))
            and is_own(between(block, at))
            and not any(crosses(row, at) for row in block.rows)
        ):
            yield between(block, begin, at)
            begin = at
    yield between(block, begin) if begin else block


def between(block: SheetBlock, first: int, last: int | None = None) -> SheetBlock:
    """Some of the columns of a block."""
    rows = [row[first:last] for row in block.rows]
    return without_empty(SheetBlock(block.lines, block.columns[first:last], rows))


def crosses(row: Sequence[ShownCell], at: int) -> bool:
    """Whether one of several cells in a row is merged over the border before a column."""
    is_merged = bool(row[at].text) and row[at].place == row[at - 1].place
    return is_merged and len(texts_of_row(row)) > 1


def is_own(block: SheetBlock) -> bool:
    """Whether a block could be a table of its own: words that name its rows stand before
    figures, below a row of titles."""
    if len(block.columns) < 2 or not block.figure_columns:
        return False
    first = first_with_figures(block.rows)
    named = [row[0] for row in block.rows[first:] if has_figures_in(row)]
    names = [one.text for one in named if one.is_words]
    return first > 0 and 0 not in block.figure_columns and len(set(names)) == len(named)


def stacked(block: SheetBlock) -> Iterator[SheetBlock]:
    """The tables that stand below one another."""
    begin = 0
    seen = Columns()
    for at, row in enumerate(block.rows):
        if at > begin and seen.rows and begins_table(block, at, seen):
            top = first_of_titles(block, at)
            if top > begin:
                yield block.of_rows(begin, top)
                begin, seen = top, Columns()
        seen.add(row)
    yield block.of_rows(begin, len(block.rows)) if begin else block


@dataclass
class Columns:
    """What the rows of a table so far have in each column, from the first row with figures on."""

    rows: int = 0
    numbers: set[int] = field(default_factory=set)
    words: set[int] = field(default_factory=set)

    def add(self, row: Sequence[ShownCell]) -> None:
        """Take note of a row."""
        if self.rows or has_figures_in(row):
            self.rows += 1
            is_across = len(texts_of_row(row)) < 2
            for shown, column in zip(row, range(len(row)), strict=True):
                if shown.is_number:
                    self.numbers.add(column)
                elif shown.is_words and not is_across:
                    self.words.add(column)


def begins_table(block: SheetBlock, at: int, seen: Columns) -> bool:
    """Whether the titles of another table stand in a row: words, also where figures were, and
    an empty row or a title before them."""
    row = block.rows[at]
    if has_figures_in(row) or len(texts_of_row(row)) < 2:
        return False
    if is_note_row(row):
        return False
    top = first_of_titles(block, at)
    is_titled = any(TITLE_OF_TABLE.match(text) for text in texts_of_rows(block.rows[top:at]))
    if not (is_titled or block.has_gap_before(top) or block.has_gap_before(at)):
        return False
    figures = seen.numbers - seen.words
    told = [one.is_words for column, one in enumerate(row) if one.text and column in figures]
    has_rows = at + 1 < len(block.rows)
    return has_rows and (2 * sum(told) > len(told) or is_titled)


def first_of_titles(block: SheetBlock, at: int) -> int:
    """The first of the rows with one text each that stand right above a row."""
    while (
        at > 0
        and len(texts_of_row(block.rows[at - 1])) == 1
        and not has_figures_in(block.rows[at - 1])
        and not is_note_row(block.rows[at - 1])
    ):
        at -= 1
        if block.has_gap_before(at):
            break
    return at


def texts_of_rows(rows: Iterable[Sequence[ShownCell]]) -> list[str]:
    """The texts in rows, a merged cell once."""
    shown = {one.place: one.text for row in rows for one in row if one.text}
    return list(shown.values())


def is_note_row(row: Sequence[ShownCell]) -> bool:
    """Whether a row is a note, or the line of those who sign: each of its texts begins so."""
    texts = texts_of_row(row)
    return bool(texts) and all(map(NOTE.match, texts)) and not has_figures_in(row)


def table_part(block: SheetBlock) -> TablePart | None:
    """The table in a block; None where it has no two columns."""
    widest = max((sum(bool(one.text) for one in row) for row in block.rows), default=0)
    head = next((at for at, row in enumerate(block.rows) if is_head(row, widest)), None)
    if head is None:
        return None
    end = end_of_data(block, head)
    below = end_of_heads(block, head, end)
    first = head + first_with_figures(block.rows[head:end])
    numbering = [at for at in range(head + 1, first) if numbers_row(block.rows[at])]
    return TablePart(
        block.rows[:head],
        [block.rows[at] for at in range(head, below) if at not in numbering],
        [block.rows[at] for at in range(below, end) if at not in numbering],
        [block.rows[at] for at in numbering],
        block.rows[end:],
    )


def is_head(row: Sequence[ShownCell], widest: int) -> bool:
    """Whether a row can be the first of a table: filled beyond half of the widest, by several
    cells that are not those of a letterhead."""
    texts = texts_of_row(row)
    filled = sum(bool(one.text) for one in row)
    return len(set(texts)) > 1 and 2 * filled > widest and not any(map(ABOVE_TABLE.match, texts))


def numbers_row(row: Sequence[ShownCell]) -> bool:
    """Whether a row only numbers the columns."""
    return numbers_columns([one.text for one in row])


def end_of_heads(block: SheetBlock, head: int, end: int) -> int:
    """The first row below the titles of columns: of what is merged downwards from the first, and
    of rows with words where figures stand below. A table without titles begins with its figures."""
    numbers = [one.text for one in block.rows[head] if one.is_number]
    if any(not WRITTEN_YEAR.fullmatch(text) for text in numbers) and not counts_up(numbers):
        return head
    places = {one.place for one in block.rows[head] if one.text}
    below = head + 1
    while below < end and any(one.place in places for one in block.rows[below]):
        below += 1
    while below < end and is_title_row(block, below):
        below += 1
    return below


def is_title_row(block: SheetBlock, at: int) -> bool:
    """Whether a row below titles has more of them: words where figures stand below."""
    row = block.rows[at]
    told = [one.is_words for column, one in enumerate(row) if column in block.figure_columns]
    return any(told) and len(texts_of_row(row)) > 1 and not has_figures_in(row)


def end_of_data(block: SheetBlock, head: int) -> int:
    """The first row of the notes and signatures below a table.

    They stand below its last row with figures: behind an empty row, where no row has words, or
    seen to be notes. A table of words alone ends at signatures, or at notes behind an empty row.
    """
    rows = block.rows
    if not block.figure_columns:
        return next((at for at in range(head + 1, len(rows)) if ends_words(block, at)), len(rows))
    data = [at for at in range(head, len(rows)) if has_figures_in(rows[at])]
    last = data[-1] if data else head
    named = {at for row in data for at, one in enumerate(rows[row]) if one.is_words}
    for at in range(last + 1, len(rows)):
        used = {column for column, one in enumerate(rows[at]) if one.is_words}
        if block.has_gap_before(at) or is_note_row(rows[at]) or not used <= named:
            return at
    return len(rows)


def ends_words(block: SheetBlock, at: int) -> bool:
    """Whether a table of words alone ends above a row."""
    row = block.rows[at]
    return is_note_row(row) and (len(texts_of_row(row)) > 1 or block.has_gap_before(at))


def place_in_sheet(sheet: str, row: Sequence[ShownCell]) -> str:
    """Where a row begins, as Excel writes it: Việc làm!A5."""
    first = next(one.place for one in row if one.text)
    return f"{sheet}!{cell_name(first.row, first.column)}"
