"""The accessible workbook: a cover, then a sheet a table, made for people who read with
the eyes, a keyboard or a screen reader.

It follows the advice of the UK Government Analysis Function on accessible spreadsheets
(https://analysisfunction.civilservice.gov.uk/policy-store/releasing-statistics-in-spreadsheets/):
one table a sheet, marked as a table, no merged or blank cells for layout, a title in A1.
"""

import datetime
import io
import re
import textwrap
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from itertools import groupby
from operator import attrgetter
from typing import Any

import pandas as pd
from openpyxl import Workbook
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font
from openpyxl.utils import get_column_letter
from openpyxl.workbook.defined_name import DefinedName
from openpyxl.worksheet.hyperlink import Hyperlink
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.table import Table as SheetTable
from openpyxl.worksheet.table import TableStyleInfo
from openpyxl.worksheet.worksheet import Worksheet
from openpyxl.writer.excel import ExcelWriter

from report.downloads.archive import any_clock, pack
from report.downloads.cell_lines import Line
from report.downloads.csv_files import FORMULA
from report.downloads.long_table import lines_of
from report.downloads.release import NOTES, Release, blank_reason, source_sentence
from report.figures.results import EDITORS_NOTE
from report.sources.kinds import COLUMN_KINDS, Value
from report.sources.tables import Column, Table
from report.text.numbers import write_date

COVER = "Giới thiệu"
HEADER_ROW = 5  # behind title, description, source and the link to the cover
NAME_LENGTH = 31  # of a sheet; a limit of Excel
NARROW, WIDE = 10, 60  # of columns, in characters
FIRST_DAY = datetime.date(1900, 3, 1)  # programs disagree on the days before it

BOOK_FONT, BOOK_SIZE = "Times New Roman", 12  # of all cells: one that offices have
PLAIN = Font(name=BOOK_FONT, size=BOOK_SIZE)
TITLE_FONT = Font(name=BOOK_FONT, bold=True, size=16)
BOLD = Font(name=BOOK_FONT, size=BOOK_SIZE, bold=True)
LINK_FONT = Font(name=BOOK_FONT, size=BOOK_SIZE, underline="single", color="0563C1")
ROW_LINE = 16.5  # of a line of BOOK_SIZE, in points; of a wrapped text Excel does not ask for more
STYLES_PART = "xl/styles.xml"
FONT_MARKUP = re.compile(r"<font>(.*?)</font>", re.S)
FONT_ORDER = (
    *("b", "i", "strike", "condense", "extend", "outline", "shadow", "u", "vertAlign", "sz"),
    *("color", "name", "family", "charset", "scheme"),
)
FILTER = 4  # letters that the arrow of a filter takes in a header
WRAPPED = Alignment(vertical="top", wrap_text=True)
STYLE = TableStyleInfo(name="TableStyleLight1", showRowStripes=True)


def workbook(release: Release, cells: pd.DataFrame) -> bytes:
    """The workbook of a year, whose figures stand in the long table `cells`."""
    by_table = dict(list(cells[cells["year"] == release.year].groupby("table", sort=False)))
    book = Workbook()
    book._named_styles["Normal"].font = PLAIN  # type: ignore[attr-defined]
    names = sheet_names([table.name for table in release.tables])
    book.remove(book.worksheets[0])
    write_cover(book.create_sheet(COVER), release, names)
    for number, (name, table) in enumerate(zip(names, release.tables, strict=True), 1):
        mine = by_table.get(table.name, cells[:0])
        write_sheet(book.create_sheet(name), table, mine, number, release.remarks)
    set_book_properties(book, release)
    return xlsx_bytes(book, release.stamp)


def set_book_properties(book: Workbook, release: Release) -> None:
    """The properties that programs show of the document."""
    about = book.properties
    about.title = release.title
    about.subject = release.source
    about.description = " ".join(release.notes[len(NOTES) :])
    about.creator = about.lastModifiedBy = release.publisher
    about.language = "vi"
    about.created = about.modified = datetime.datetime.combine(release.stamp, datetime.time())


def xlsx_bytes(book: Workbook, stamp: datetime.date) -> bytes:
    """The file, with one timestamp everywhere instead of the time of writing."""
    draft = io.BytesIO()
    with any_clock(), zipfile.ZipFile(draft, "w") as archive:
        ExcelWriter(book, archive).write_data()
    with zipfile.ZipFile(draft) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[STYLES_PART] = FONT_MARKUP.sub(font_in_order, parts[STYLES_PART].decode()).encode()
    return pack(parts, stamp)


def font_in_order(font: re.Match[str]) -> str:
    """A font with its properties in the order of the standard, which openpyxl does not keep
    (ECMA-376 part 1, 18.8.22)."""
    properties = re.findall(r"<(\w+)\b[^>]*/>", font[1])
    markup = dict(zip(properties, re.findall(r"<\w+\b[^>]*/>", font[1]), strict=True))
    return f"<font>{''.join(markup[name] for name in FONT_ORDER if name in markup)}</font>"


def sheet_names(names: Iterable[str]) -> list[str]:
    """A name for each sheet: allowed in Excel, at most 31 characters, none twice."""
    taken = {COVER.casefold(), "history"}  # Excel keeps "History" for itself
    chosen = []
    for name in names:
        plain = re.sub(r"[\[\]:*?/\\']", "-", name)
        candidate, number = plain[:NAME_LENGTH], 1
        while candidate.casefold() in taken:
            number += 1
            candidate = f"{plain[: NAME_LENGTH - len(str(number)) - 1]}-{number}"
        taken.add(candidate.casefold())
        chosen.append(candidate)
    return chosen


def write_cover(sheet: Worksheet, release: Release, names: Sequence[str]) -> None:
    """The first sheet: what this is, notes, and the list of tables with links to them."""
    write_text(sheet, 1, 1, release.title, TITLE_FONT)
    row = 2
    for label, text in cover_lines(release):
        write_text(sheet, row, 1, label, BOLD).alignment = WRAPPED
        write_text(sheet, row, 2, text).alignment = WRAPPED
        row += 1
    heads = ("Trang tính", "Bảng", "Nguồn", "Kỳ số liệu", "Thời điểm", "Cơ quan")
    for column, head in enumerate(heads, 1):
        write_text(sheet, row, column, head, BOLD).alignment = WRAPPED
    for line, (name, table) in enumerate(zip(names, release.tables, strict=True), row + 1):
        texts = (name, table.title, table.section, table.period, table.date, table.office)
        for column, text in enumerate(texts, 1):
            write_text(sheet, line, column, text).alignment = WRAPPED
        link(sheet.cell(line, 1), name)
    mark_table(sheet, row, len(names), len(heads), "danh_muc_bang", "Danh mục các bảng")
    for column, width in enumerate((28, 70, 36, 28, 24, 36), 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    set_heights(sheet, 2)
    set_paper(sheet, row)


def cover_lines(release: Release) -> list[tuple[str, str]]:
    """Label and text of what the cover says of the whole."""
    lines = [
        ("Cơ quan báo cáo", release.reporter),
        ("Năm", str(release.year)),
        ("Nguồn", f"{release.source}."),
        ("Thời điểm số liệu", release.dates),
    ]
    if release.license:
        lines.append(("Giấy phép", f"{release.license['ten']}, {release.license['dia_chi']}"))
    if release.date:
        lines.append(("Ngày lập tệp này", write_date(release.date)))
    return lines + [(f"Ghi chú {number}", note) for number, note in enumerate(release.notes, 1)]


def write_sheet(
    sheet: Worksheet, table: Table, cells: pd.DataFrame, number: int, remarks: Mapping[str, str]
) -> None:
    """One table under its title, description and source; `cells` are its lines, `remarks` those
    of the editors by the addresses of cells. A last column says them, and why a cell is blank."""
    write_text(sheet, 1, 1, table.title, TITLE_FONT)
    write_text(sheet, 2, 1, table.description)
    write_text(sheet, 3, 1, source_sentence(table))
    link(write_text(sheet, 4, 1, f"Về trang tính {COVER}"), COVER)
    rows = [[*row] for _, row in groupby(lines_of(cells), attrgetter("row"))]
    notes = [note_on_row(row, table, remarks) for row in rows]
    heads = column_heads(table, [EDITORS_NOTE] if any(notes) else [])
    for column, head in enumerate(heads, 1):
        write_text(sheet, HEADER_ROW, column, head, BOLD).alignment = WRAPPED
    for line, (row, note) in enumerate(zip(rows, notes, strict=True), HEADER_ROW + 1):
        for column, cell in enumerate(row, 1):
            write_cell(sheet, line, column, cell)
        if note:
            write_text(sheet, line, len(heads), note).alignment = WRAPPED
    name = f"bang_{number}_{re.sub(r'[^A-Za-z0-9]', '_', table.name)}"
    mark_table(sheet, HEADER_ROW, len(table.rows), len(heads), name, table.description)
    name_headers(sheet)
    needed = [*widths(table, cells), *([WIDE] if any(notes) else [])]
    for column, (head, width) in enumerate(zip(heads, needed, strict=True), 1):
        letter = get_column_letter(column)
        sheet.column_dimensions[letter].width = max(width, NARROW, min(len(head) + FILTER, 24))
    set_heights(sheet, HEADER_ROW)
    sheet.freeze_panes = f"A{HEADER_ROW + 1}"
    set_paper(sheet, HEADER_ROW)


def note_on_row(row: Sequence[Line], table: Table, remarks: Mapping[str, str]) -> str:
    """What is to be known of the cells of a row: remarks of the editors, and why some are blank."""
    said = [
        f"{line.column_title}: {remarks[line.address]}" for line in row if line.address in remarks
    ]
    blank = ", ".join(line.column_title for line in row if not line.text)
    reason = blank_reason(table)
    said += [f"Ô trống ({blank}): {reason[:1].lower()}{reason[1:]}."] if blank else []
    return "\n".join(said)


def set_heights(sheet: Worksheet, first: int) -> None:
    """The height that the wrapped texts of each row from the `first` on need: programs open a
    file with one line for a row that says no height."""
    for number, row in enumerate(sheet.iter_rows(min_row=first), first):
        lines = max(map(lines_needed, row), default=1)
        if lines > 1:
            sheet.row_dimensions[number].height = lines * ROW_LINE


def lines_needed(cell: Any) -> int:
    """The lines of a wrapped text in the width of its column."""
    if not cell.alignment.wrap_text or not isinstance(cell.value, str):
        return 1
    narrow = 1 if cell.font.bold else 1.1  # widths are counted in digits, which are wider
    letters = int(cell.parent.column_dimensions[cell.column_letter].width * narrow) - 1
    letters -= FILTER if cell.font.bold and cell.parent.tables else 0
    wrapped = (textwrap.wrap(part, max(letters, 5)) for part in cell.value.split("\n"))
    return sum(max(len(part), 1) for part in wrapped)


def column_heads(table: Table, more: Sequence[str] = ()) -> list[str]:
    """The titles of the columns with their units, and `more` behind them; none twice, as Excel
    asks of a table."""
    heads: list[str] = []
    wanted = [(head_of(table, column), column.name) for column in table.columns.values()]
    for head, name in (*wanted, *((head, str(len(wanted) + 1)) for head in more)):
        taken = {other.casefold() for other in heads}
        heads.append(f"{head} [{name}]" if head.casefold() in taken else head)
    return heads


def head_of(table: Table, column: Column) -> str:
    """A column's title with its unit, or with the column where the unit of each row stands."""
    title = column.title or column.name
    if column.unit_field:
        return f"{title} (đơn vị: xem cột {table.columns[column.unit_field].title})"
    return f"{title} ({column.unit})" if column.unit else title


def widths(table: Table, cells: pd.DataFrame) -> list[int]:
    """The width that the values of each column need; longer texts are wrapped."""
    longest = cells["text"].map(len).groupby(cells["column"]).max()
    return [min(WIDE, 2 + int(longest.get(name, 0))) for name in table.columns]


def write_cell(sheet: Worksheet, row: int, column: int, cell: Line) -> None:
    """The value of a line as what it is: a number, a date or a text; nothing where it is empty."""
    shown = number_format(cell.value, cell.type)
    if shown:
        place = sheet.cell(row, column, cell.value)
        place.number_format = shown
        place.font = PLAIN
        place.alignment = Alignment(vertical="top")
    elif cell.text:
        write_text(sheet, row, column, cell.text).alignment = WRAPPED


def number_format(value: Value, type_of_column: str) -> str | None:
    """The format that keeps the decimals a value has; None for what is written as text."""
    if isinstance(value, int):
        return "#,##0" if COLUMN_KINDS[type_of_column].is_grouped else "0"
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        decimals = max(0, -exponent) if isinstance(exponent, int) else 0
        return "#,##0." + "0" * decimals if decimals else "#,##0"
    is_day = isinstance(value, datetime.date) and value >= FIRST_DAY
    return "dd/mm/yyyy" if is_day else None


def write_text(sheet: Worksheet, row: int, column: int, text: str, font: Font | None = None) -> Any:
    """A text that no program takes for a formula, not even when someone edits the cell."""
    place = sheet.cell(row, column)
    place.value = ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", text)
    place.data_type = "s"
    place.quotePrefix = bool(FORMULA.match(text))
    place.font = font or PLAIN
    return place


def link(place: Any, sheet_name: str) -> None:
    """Make a cell lead to the first cell of a sheet."""
    place.hyperlink = Hyperlink(ref=place.coordinate, location=f"'{sheet_name}'!A1")
    place.font = LINK_FONT


def mark_table(
    sheet: Worksheet, row: int, rows: int, columns: int, name: str, description: str
) -> None:
    """Tell programs that a table begins in `row`, with its header; it brings the filters."""
    last = f"{get_column_letter(columns)}{row + max(rows, 1)}"  # Excel wants a row below a header
    table = SheetTable(displayName=name, name=name, ref=f"A{row}:{last}", tableStyleInfo=STYLE)
    table.comment = description
    sheet.add_table(table)


def name_headers(sheet: Worksheet) -> None:
    """Name the header cell as screen readers look for it: titles above and, in B, beside."""
    place = f"'{sheet.title}'!$B${HEADER_ROW}"
    sheet.defined_names["Title"] = DefinedName("Title", attr_text=place)


def set_paper(sheet: Worksheet, header_row: int) -> None:
    """On paper: A4, landscape, all columns on one page, the header on each."""
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 9  # A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = f"{header_row}:{header_row}"
