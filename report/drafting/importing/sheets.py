"""The sheets of a workbook, read from its XML: only cells that hold something.

openpyxl believes the used range that a file declares, so that one coloured cell in the last row
costs minutes, and it stops at styles that Excel opens. Here the values alone are read (ECMA-376
part 1, 18.3), with as much of their formats as tells dates and percentages from numbers.
"""

import datetime
import io
import math
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from xml.etree import ElementTree

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel

from report.problems.problem import Mistake
from report.sources.cells import clean
from report.sources.office_package import Package, printable

# What a table of a yearly report can have. A row is a row of the draft's CSV, which people read;
# more than these belong into a system, not into a report.
MOST_ROWS = 5_000
MOST_COLUMNS = 300
# Cells that hold something, of all sheets together: some twenty seconds of reading and checking.
MOST_CELLS = 100_000

CELL_NAME = re.compile(r"([A-Z]{1,3})([1-9][0-9]{0,6})")
AREA_NAME = re.compile(rf"{CELL_NAME.pattern}:{CELL_NAME.pattern}")
LAST_COLUMN = 18_278  # ZZZ, the last that three letters name
GENERAL = "General"
LONGEST_FORMAT = 255  # letters that Excel lets one have
TRUE = ("1", "true")  # as XML writes it

CellValue = str | bool | int | float | datetime.date | datetime.time | datetime.timedelta | None


@dataclass(frozen=True)
class SheetCell:
    """A cell that holds something: its value, the format that it is shown in, whether it is
    computed by a formula."""

    value: CellValue
    number_format: str = GENERAL
    is_computed: bool = False


@dataclass(frozen=True)
class Area:
    """A merged cell: its first and last row and column."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass
class Worksheet:
    """A sheet: its cells by row and column, the merged ones, which rows and columns with content
    are hidden, and which cells hold a number in a format that the file does not have."""

    title: str
    is_visible: bool
    cells: dict[tuple[int, int], SheetCell] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)
    without_format: list[str] = field(default_factory=list)


@dataclass
class Hidden:
    """The rows of a sheet that are hidden, and the first and last of columns that are."""

    rows: set[int] = field(default_factory=set)
    columns: list[tuple[int, int]] = field(default_factory=list)


@dataclass(frozen=True)
class Context:
    """What cells refer to: the texts and formats of the workbook, the day that dates count from.
    `file` is its name for messages."""

    file: str
    texts: Sequence[str]
    formats: Sequence[str]
    epoch: datetime.datetime


def read_sheets(package: Package) -> list[Worksheet]:
    """The sheets of a workbook in order, without those that hold charts only.

    Raises Mistake where one cannot be read or is over a bound.
    """
    main = package.main()
    book = package.tree(main)
    related = {name: (kind, other) for kind, name, other in package.relations(main)}
    by_kind = {kind: other for kind, other in related.values() if other in package.parts}
    context = Context(
        package.file,
        shared_texts(package, by_kind.get("sharedStrings")),
        cell_formats(package, by_kind.get("styles")),
        CALENDAR_MAC_1904 if counts_from_1904(book) else CALENDAR_WINDOWS_1900,
    )
    sheets: list[Worksheet] = []
    for entry in children(book, "sheets", "sheet"):
        name = next((value for key, value in entry.items() if local(key) == "id"), "")
        kind, part = related.get(name, ("", ""))
        if kind not in ("chartsheet", "dialogsheet"):
            sheet = Worksheet(
                printable(entry.get("name", "")), entry.get("state", "visible") == "visible"
            )
            fill_sheet(sheet, package, part, context)
            sheets.append(sheet)
            if sum(len(one.cells) for one in sheets) > MOST_CELLS:
                raise Mistake("qua-nhieu-o", file=package.file, limit=MOST_CELLS)
    return sheets


def fill_sheet(sheet: Worksheet, package: Package, part: str, context: Context) -> None:
    """Read the cells of a sheet."""
    if part not in package.parts or part in package.broken:
        raise broken(package.file, sheet.title)
    rows: set[int] = set()
    columns: set[int] = set()
    hidden = Hidden()
    for (row, column), element in cells_in(package.parts[part], sheet, hidden):
        cell = read_sheet_cell(sheet, (row, column), element, context)
        if cell is None:
            continue
        sheet.cells[row, column] = cell
        rows.add(row)
        columns.add(column)
        if len(rows) > MOST_ROWS or len(columns) > MOST_COLUMNS:
            raise Mistake(
                "trang-tinh-qua-lon",
                file=package.file,
                sheet=sheet.title,
                rows=MOST_ROWS,
                columns=MOST_COLUMNS,
            )
    sheet.hidden += [f"dòng {row}" for row in sorted(rows & hidden.rows)]
    sheet.hidden += [
        f"cột {get_column_letter(column)}"
        for column in sorted(columns)
        if any(first <= column <= last for first, last in hidden.columns)
    ]


def cells_in(
    part: bytes, sheet: Worksheet, hidden: Hidden
) -> Iterator[tuple[tuple[int, int], ElementTree.Element]]:
    """The cells of a sheet, each with its row and column; merged areas are added to the sheet.

    Where a file does not say the place of a row or cell, it is the next one. What has been read
    is dropped, so that a large sheet needs little memory.
    """
    row = column = 0
    holder: list[ElementTree.Element] = []  # of the rows
    for event, element in ElementTree.iterparse(io.BytesIO(part), ("start", "end")):  # noqa: S314
        kind = local(element.tag)
        if event == "start":
            if kind == "sheetData":
                holder = [element]
            elif kind == "row":
                row, column = number_of(element.get("r"), row + 1), 0
                if element.get("hidden") in TRUE:
                    hidden.rows.add(row)
            elif kind == "col" and element.get("hidden") in TRUE:
                first = number_of(element.get("min"), 1)
                hidden.columns.append((first, number_of(element.get("max"), first)))
        elif kind == "c":
            row, column = place_of_cell(element.get("r"), (row, column + 1))
            yield (row, column), element
            element.clear()
        elif kind == "row" and holder:
            holder[0].clear()
        elif kind == "mergeCell":
            add_area(sheet, element.get("ref", ""))


def number_of(text: str | None, otherwise: int) -> int:
    """The number of a row as a file says it."""
    return int(text) if text and re.fullmatch(r"[1-9][0-9]{0,6}", text) else otherwise


def place_of_cell(text: str | None, otherwise: tuple[int, int]) -> tuple[int, int]:
    """Row and column of a place such as B3."""
    found = CELL_NAME.fullmatch(text or "")
    return (int(found[2]), column_number(found[1])) if found else otherwise


def column_number(letters: str) -> int:
    """The number of a column: A is 1, Z is 26, AA is 27."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number


def add_area(sheet: Worksheet, text: str) -> None:
    """Add a merged area such as A2:C3."""
    found = AREA_NAME.fullmatch(text)
    if found:
        left, top, right, bottom = found.groups()
        sheet.merged.append(Area(int(top), column_number(left), int(bottom), column_number(right)))


def read_sheet_cell(
    sheet: Worksheet, place: tuple[int, int], element: ElementTree.Element, context: Context
) -> SheetCell | None:
    """What a cell holds; None for one that has a look only. Raises Mistake where it is broken."""
    computed = next(children(element, "f"), None) is not None
    kind = element.get("t", "n")
    written = "".join(one.text or "" for one in children(element, "v")).strip()
    if kind == "n" and written:
        number_format = format_of_number(sheet, place, element.get("s", "0"), context)
        try:
            return SheetCell(number_value(written, number_format, context), number_format, computed)
        except ValueError:
            raise broken(context.file, sheet.title) from None
    value: CellValue = written
    if kind == "inlineStr":
        value = "".join(map(shared_text, children(element, "is")))
    elif kind == "s" and written:
        if not is_index(written, context.texts):
            raise broken(context.file, sheet.title)
        value = context.texts[int(written)]
    elif kind == "b" and written:
        value = written != "0"
    elif kind == "d":
        value = iso_value(written)
    if isinstance(value, str) and not clean(value):
        return SheetCell(None, GENERAL, computed) if computed else None
    return SheetCell(value, GENERAL, computed)


def broken(file: str, title: str) -> Mistake:
    """What is said of a sheet whose XML is not what Excel writes."""
    return Mistake("trang-tinh-hong", file=file, sheet=title)


def is_index(text: str, known: Sequence[str]) -> bool:
    """Whether a text is the number of one of a list, counted from 0."""
    return bool(re.fullmatch(r"[0-9]{1,9}", text)) and int(text) < len(known)


def format_of_number(sheet: Worksheet, place: tuple[int, int], style: str, context: Context) -> str:
    """The format of a number; where the file does not have it, none, as in Excel, and a note of the
    cell: the number could be a date or a share."""
    if is_index(style, context.formats):
        return context.formats[int(style)]
    sheet.without_format.append(cell_name(*place))
    return GENERAL


def cell_name(row: int, column: int) -> str:
    """The place of a cell as Excel writes it: B3."""
    return f"{get_column_letter(column)}{row}" if column <= LAST_COLUMN else f"dòng {row}"


def number_value(written: str, number_format: str, context: Context) -> CellValue:
    """A number, or the date that its format makes of it, if it is one of the calendar. Raises
    ValueError for no number."""
    number = float(written) if re.search("[.eE]", written) else int(written)
    if not math.isfinite(number):
        raise ValueError(written)
    if is_date_format(number_format):
        with suppress(OverflowError, ValueError):
            is_duration = is_timedelta_format(number_format)
            value: CellValue = from_excel(number, context.epoch, timedelta=is_duration)
            return value
    return number


def iso_value(written: str) -> CellValue:
    """A moment or a time as ISO 8601 writes it; a text where it is none."""
    for read in (datetime.datetime.fromisoformat, datetime.time.fromisoformat):
        with suppress(ValueError):
            return read(written)
    return written


def shared_texts(package: Package, part: str | None) -> list[str]:
    """The texts that cells refer to by their number."""
    return [shared_text(item) for item in children(package.tree(part), "si")] if part else []


def shared_text(item: ElementTree.Element) -> str:
    """A text with the runs that have a look of their own; how to say it (rPh) and what is struck
    out are left out, or 120 and 125 became 120125."""
    runs = [*children(item, "t")]
    for run in children(item, "r"):
        if not any(one.get("val", "1") in TRUE for one in children(run, "rPr", "strike")):
            runs += children(run, "t")
    return "".join(run.text or "" for run in runs)


def cell_formats(package: Package, part: str | None) -> list[str]:
    """The number formats of the styles of cells, in order; a workbook without styles has one."""
    if not part:
        return [GENERAL]
    styles = package.tree(part)
    known = {str(number): code for number, code in BUILTIN_FORMATS.items()}
    for one in children(styles, "numFmts", "numFmt"):
        known[one.get("numFmtId", "")] = (one.get("formatCode") or GENERAL)[:LONGEST_FORMAT]
    return [
        known.get(one.get("numFmtId", "0"), GENERAL) for one in children(styles, "cellXfs", "xf")
    ] or [GENERAL]


def counts_from_1904(book: ElementTree.Element) -> bool:
    """Whether the dates of a workbook count from 1904, as those of old Macintoshes do."""
    return any(one.get("date1904") in TRUE for one in children(book, "workbookPr"))


def children(element: ElementTree.Element, *path: str) -> Iterator[ElementTree.Element]:
    """The elements at a path of names below another, whatever their namespace: Excel has two,
    by the edition of the standard."""
    for child in element:
        if local(child.tag) == path[0]:
            if path[1:]:
                yield from children(child, *path[1:])
            else:
                yield child


def local(tag: str) -> str:
    """A name without its namespace."""
    return tag.rpartition("}")[2]
