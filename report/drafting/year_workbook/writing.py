"""The workbook of a year for editing: a guide, then a sheet a table, then two hidden sheets with
the lists of allowed values and the state that it was made from.

Each sheet names its table and columns in a hidden row, `table.column`, so that a sheet may be
renamed, moved or sorted. Texts have the format of texts, so that no program makes dates or
formulas of them.
"""

import datetime
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from openpyxl import Workbook
from openpyxl.formatting.rule import Rule
from openpyxl.styles import Alignment, Font, PatternFill, Protection
from openpyxl.styles.differential import DifferentialStyle
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from report.downloads.release import Release, source_sentence
from report.downloads.workbook import (
    NARROW,
    WIDE,
    WRAPPED,
    column_heads,
    link,
    number_format,
    set_paper,
    sheet_names,
    write_text,
    xlsx_bytes,
)
from report.drafting.importing.workbook import EXACT_DIGITS
from report.drafting.year_workbook.escapes import in_cell_text
from report.drafting.year_workbook.state import packed_state, state_now
from report.sources.kinds import COLUMN_KINDS, Value
from report.sources.open_places import MARK
from report.sources.tables import Cell, Column, Table

GUIDE, LISTS_SHEET, STATE = SHEETS_BESIDE = ("Hướng dẫn", "Danh sách", "Bản gốc")
REMOVE_COLUMN, REMOVE_HEAD, REMOVE_WORD = "#bo", "Bỏ dòng", "bỏ"  # no column has such a name
NAMES_ROW = 5  # hidden, behind title, description, source and help
HEAD_ROW = NAMES_ROW + 1
NEW_ROWS = 20  # empty ones behind the last, prepared for new rows
LABEL_WIDTH = 40  # at most, as it stays in view
TEXT_FORMAT = "@"
SHEET_TITLE_LENGTH = 31

SHEET_FONT = "Calibri"  # named, or a program without a default takes any
SHEET_TITLE, SHEET_HEADING = Font(SHEET_FONT, 16, bold=True), Font(SHEET_FONT, 11, bold=True)
GREY, LINK_FONT_OF_CELL = (
    Font(SHEET_FONT, 11, color="595959"),
    Font(SHEET_FONT, 11, color="0563C1", u="single"),
)
SHEET_LINE = 15  # points
MOST_LINES_OF_ROW = 27  # a row is 409 points high at most
LOCKED_FILL = PatternFill("solid", start_color="EDEDED")
HEAD_FILL = PatternFill("solid", start_color="D9E2F3")
OPEN_FILL = PatternFill("solid", start_color="FFE699", end_color="FFE699")
NEW_FILL = PatternFill("solid", start_color="F2F9EE")
UNLOCKED = Protection(locked=False)
PROMPT_TITLE_LENGTH, PROMPT_LENGTH = 32, 255  # limits of Excel
VALIDATED: Mapping[str, Literal["whole", "decimal", "date"]] = {
    "integer": "whole",
    "number": "decimal",
    "year": "whole",
    "date": "date",
}
FAR = 10**15  # beyond what a workbook counts exactly
LAST_DAY = 2_958_465  # 31/12/9999
EMPTY_FORMATS = {"integer": "#,##0", "number": "General", "year": "0", "date": "dd/mm/yyyy"}
AT_TOP = Alignment(vertical="top")

GUIDE_WIDTHS = (32, 90, 40, 10, 12)
HELP = (
    f"Ô ghi “{MARK}” (vàng): điền số liệu. Cột xám: khóa của dòng, không sửa. "
    "Dòng xanh: ghi thêm dòng mới."
)
COLOUR_KEY = (
    (OPEN_FILL, f"Ô ghi “{MARK}”: còn chờ số liệu; điền xong thì hết màu"),
    (LOCKED_FILL, "Khóa của dòng: không sửa"),
    (NEW_FILL, "Dòng trống để ghi thêm"),
)
GUIDE_LINES = (
    (
        "Cách dùng",
        "Sửa thẳng vào ô, lưu lại (.xlsx hay .ods đều được), rồi nhập về dự án bằng lệnh:",
    ),
    ("", "python -m report workbook {year} --read TỆP"),
    (
        "",
        "Máy liệt kê ô nào đổi từ gì thành gì, ô nào không nhận và vì sao, rồi mới hỏi "
        "có ghi không. Ô không sửa thì giữ nguyên, kể cả khi người khác đã sửa nó trong dự án.",
    ),
    ("Số", "Gõ số như thường lệ trong Excel, không kèm đơn vị: đơn vị đã có ở tên cột."),
    ("Chữ", "Ô chữ mang định dạng Văn bản (Text), nên số điện thoại, mã số giữ nguyên số 0 ở đầu."),
    ("Danh sách", "Ô có mũi tên thả xuống chỉ nhận giá trị trong danh sách."),
    (
        "Thêm dòng",
        "Ghi vào dòng trống màu xanh ở cuối bảng, hoặc chèn một dòng. Cột Khóa để trống: "
        "máy đặt khóa theo tên dòng và cho xem trước khi ghi.",
    ),
    (
        "Bỏ dòng",
        f"Chọn “{REMOVE_WORD}” ở cột cuối “{REMOVE_HEAD}”. Dòng bị xóa hẳn khỏi trang tính "
        "cũng được hiểu là bỏ.",
    ),
    ("Khóa", "Cột Khóa bị khóa vì bài viết gọi con số bằng khóa. Trang tính không đặt mật khẩu."),
    ("Để trống", "Ô trống nghĩa là báo cáo không nêu số liệu."),
    (
        "Nhiều người",
        "Mỗi người sửa một bản của tệp này rồi lần lượt nhập về: máy gộp theo từng ô. Ô nào "
        "hai người ghi khác nhau thì máy hỏi lại.",
    ),
    ("Sau khi nhập", "Muốn sửa tiếp thì tạo sổ mới, vì sổ này ghi nhớ số liệu lúc nó được tạo."),
)


def editing_workbook(release: Release) -> bytes:
    """The workbook of a year for editing; equal sources give equal bytes."""
    book = Workbook()
    book.remove(book.worksheets[0])
    titles = [shortened(table.title or table.name) for table in release.tables]
    names = sheet_names([*SHEETS_BESIDE, *titles])[len(SHEETS_BESIDE) :]
    lists: dict[tuple[str, ...], str] = {}
    write_guide(book.create_sheet(GUIDE), release, names)
    for name, table in zip(names, release.tables, strict=True):
        write_table(book.create_sheet(name), table, lists)
    write_lists(book.create_sheet(LISTS_SHEET), lists)
    write_state(book.create_sheet(STATE), packed_state(state_now(release.year, release.dataset)))
    describe_book(book, release)
    return xlsx_bytes(book, release.stamp)


def shortened(title: str) -> str:
    """As many words of a title as the name of a sheet takes."""
    if len(title) <= SHEET_TITLE_LENGTH:
        return title
    return title[: SHEET_TITLE_LENGTH + 1].rpartition(" ")[0].rstrip(" ,;:–-") or title


def describe_book(book: Workbook, release: Release) -> None:
    """The properties that programs show of the document."""
    about = book.properties
    about.title = f"Sổ sửa số liệu năm {release.year}"
    about.creator = about.lastModifiedBy = release.publisher
    about.language = "vi"
    about.created = about.modified = datetime.datetime.combine(release.stamp, datetime.time())


def write_guide(sheet: Worksheet, release: Release, names: Sequence[str]) -> None:
    """The first sheet: how the workbook is used, what the colours say, and its tables."""
    write_text(sheet, 1, 1, f"Sổ sửa số liệu năm {release.year}", SHEET_TITLE)
    write_text(sheet, 2, 1, release.publisher)
    row = 4
    for label, text in GUIDE_LINES:
        write_text(sheet, row, 1, label, SHEET_HEADING).alignment = WRAPPED
        write_text(sheet, row, 2, text.format(year=release.year)).alignment = WRAPPED
        set_height(sheet, row, [(text, GUIDE_WIDTHS[1])])
        row += 1
    for fill, text in COLOUR_KEY:
        sheet.cell(row, 1).fill = fill
        write_text(sheet, row, 2, text).alignment = WRAPPED
        row += 1
    heads = ("Trang tính", "Bảng", "Mục trong báo cáo", "Số dòng", "Ô cần điền")
    row += 1
    for column, head in enumerate(heads, 1):
        place = write_text(sheet, row, column, head, SHEET_HEADING)
        place.fill, place.alignment = HEAD_FILL, WRAPPED
    for line, (name, table) in enumerate(zip(names, release.tables, strict=True), row + 1):
        texts = (name, table.title, table.section)
        for column, text in enumerate(map(in_cell_text, texts), 1):
            write_text(sheet, line, column, text).alignment = WRAPPED
        set_height(sheet, line, zip(texts, GUIDE_WIDTHS, strict=False))
        link(sheet.cell(line, 1), name)
        sheet.cell(line, 1).font = LINK_FONT_OF_CELL
        sheet.cell(line, 4, len(table.rows))
        waiting = open_cells(table)
        if waiting:
            sheet.cell(line, 5, waiting).fill = OPEN_FILL
    for column, width in enumerate(GUIDE_WIDTHS, 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    set_paper(sheet, row)


def open_cells(table: Table) -> int:
    """How many cells of a table are still to be filled."""
    return sum(cell.is_open for row in table.rows.values() for cell in row.values())


def write_table(sheet: Worksheet, table: Table, lists: dict[tuple[str, ...], str]) -> None:
    """One table under its title, description, source and help."""
    write_text(sheet, 1, 1, in_cell_text(table.title), SHEET_TITLE)
    write_text(sheet, 2, 1, in_cell_text(table.description))
    write_text(sheet, 3, 1, in_cell_text(source_sentence(table)), GREY)
    write_text(sheet, 4, 1, HELP, GREY)
    sheet.row_dimensions[NAMES_ROW].hidden = True
    heads = [*map(in_cell_text, column_heads(table)), REMOVE_HEAD]
    for column, (name, head) in enumerate(
        zip([*table.columns, REMOVE_COLUMN], heads, strict=True), 1
    ):
        write_text(sheet, NAMES_ROW, column, f"{table.name}.{name}")
        place = write_text(sheet, HEAD_ROW, column, head, SHEET_HEADING)
        place.alignment, place.fill = WRAPPED, HEAD_FILL
    last = HEAD_ROW + len(table.rows) + NEW_ROWS
    for line, row in enumerate(table.rows.values(), HEAD_ROW + 1):
        for column, cell in enumerate(row.values(), 1):
            write_editable(sheet, line, column, cell)
        sheet.cell(line, len(heads)).protection = UNLOCKED
    for line in range(last - NEW_ROWS + 1, last + 1):
        for number, one in enumerate([*table.columns.values(), None], 1):
            prepare_empty(sheet, line, number, one).fill = NEW_FILL
    for number, one in enumerate(table.columns.values(), 1):
        cells = f"{get_column_letter(number)}{HEAD_ROW + 1}:{get_column_letter(number)}{last}"
        allow(sheet, cells, one, lists)
    allow_removal(sheet, len(heads), last)
    mark_open_cells(sheet, len(table.columns), last)
    set_sizes(sheet, table, heads)
    protect(sheet)
    sheet.auto_filter.ref = f"A{HEAD_ROW}:{get_column_letter(len(heads))}{last}"
    sheet.freeze_panes = f"C{HEAD_ROW + 1}"
    if open_cells(table):
        sheet.sheet_properties.tabColor = "FFE699"
    set_paper(sheet, HEAD_ROW)


def write_editable(sheet: Worksheet, line: int, number: int, cell: Cell) -> None:
    """The value of a cell as what it is: a number, a date, or else a text."""
    shown = sheet_format(cell.value, cell.column)
    if shown:
        place = sheet.cell(line, number, cell.value)
        place.number_format = shown
    else:
        place = prepare_empty(sheet, line, number, cell.column)
        if cell.text:
            write_text(sheet, line, number, in_cell_text(cell.text))
    place.alignment = WRAPPED if cell.column.kind.is_words else AT_TOP
    place.protection = UNLOCKED
    if number == 1:
        place.protection, place.fill, place.font = Protection(locked=True), LOCKED_FILL, GREY


def sheet_format(value: Value, column: Column) -> str | None:
    """The format of a value that a workbook keeps as a number or date; None for what is text:
    words, days that programs disagree on, and numbers of more digits than a workbook has."""
    if column.kind.is_words or value is None or isinstance(value, str):
        return None
    if (
        not isinstance(value, datetime.date)
        and len(str(abs(value)).replace(".", "")) > EXACT_DIGITS
    ):
        return None
    return number_format(value, column.type)


def prepare_empty(sheet: Worksheet, line: int, number: int, column: Column | None) -> Any:
    """An empty cell in which what is typed becomes what its column holds."""
    place = sheet.cell(line, number)
    place.protection = UNLOCKED
    place.number_format = EMPTY_FORMATS.get(column.type, TEXT_FORMAT) if column else TEXT_FORMAT
    return place


def allow(sheet: Worksheet, cells: str, column: Column, lists: dict[tuple[str, ...], str]) -> None:
    """Say in cells what a column takes, and let a program look at what is typed."""
    if column.enum:
        rule = DataValidation(
            type="list", formula1=list_range(lists, column.enum), allow_blank=True
        )
        rule.error = "Chọn một giá trị trong danh sách."
    else:
        rule = typed_rule(column)
    rule.errorTitle, rule.errorStyle = "Chưa đúng", "warning"
    rule.promptTitle = in_cell_text(column.title or column.name)[:PROMPT_TITLE_LENGTH]
    rule.prompt = in_cell_text(prompt(column))[:PROMPT_LENGTH]
    rule.showErrorMessage = rule.showInputMessage = True
    rule.add(cells)
    sheet.add_data_validation(rule)


def typed_rule(column: Column) -> DataValidation:
    """What a program can tell of the values of a column without a list. It only warns: the words
    for a cell to be filled are allowed everywhere, and `--read` looks closer."""
    kind = VALIDATED.get(column.type)
    if kind is None:
        return DataValidation()
    low = column.minimum if column.minimum is not None else -FAR
    high = column.maximum if column.maximum is not None else FAR
    bounds = ("1", str(LAST_DAY)) if kind == "date" else (str(low), str(high))
    rule = DataValidation(
        type=kind, operator="between", formula1=bounds[0], formula2=bounds[1], allow_blank=True
    )
    rule.error = f"Cột này nhận {prompt(column)}"
    return rule


def prompt(column: Column) -> str:
    """What a column takes, as a sentence."""
    parts = [COLUMN_KINDS[column.type].title if column.type in COLUMN_KINDS else "chữ"]
    if column.unit:
        parts.append(f"đơn vị: {column.unit}")
    if column.minimum is not None:
        parts.append(f"từ {column.minimum}")
    if column.maximum is not None:
        parts.append(f"đến {column.maximum}")
    if column.required:
        parts.append("không để trống")
    return f"{', '.join(parts)}."


def allow_removal(sheet: Worksheet, number: int, last: int) -> None:
    """Let the last column take the word by which a row is removed, and no other."""
    rule = DataValidation(type="list", formula1=f'"{REMOVE_WORD}"', allow_blank=True)
    rule.error, rule.errorTitle = f"Chỉ ghi “{REMOVE_WORD}”, hoặc để trống.", "Chưa đúng"
    rule.showErrorMessage = True
    letter = get_column_letter(number)
    rule.add(f"{letter}{HEAD_ROW + 1}:{letter}{last}")
    sheet.add_data_validation(rule)


def list_range(lists: dict[tuple[str, ...], str], values: tuple[str, ...]) -> str:
    """Where a list of allowed values stands; a comma may be in them, so no list stands inline."""
    letter = get_column_letter(len(lists) + 1)
    return lists.setdefault(values, f"'{LISTS_SHEET}'!${letter}$1:${letter}${len(values)}")


def write_lists(sheet: Worksheet, lists: dict[tuple[str, ...], str]) -> None:
    """The lists of allowed values, a column each."""
    sheet.sheet_state = "hidden"
    for number, values in enumerate(lists, 1):
        for line, text in enumerate(values, 1):
            write_text(sheet, line, number, in_cell_text(text)).number_format = TEXT_FORMAT


def write_state(sheet: Worksheet, texts: Sequence[str]) -> None:
    """The state that the workbook was made from, in a sheet that programs do not offer to show."""
    sheet.sheet_state = "veryHidden"
    for line, text in enumerate(texts, 1):
        write_text(sheet, line, 1, text)


def mark_open_cells(sheet: Worksheet, columns: int, last: int) -> None:
    """Colour the cells to be filled for as long as they are."""
    first = f"A{HEAD_ROW + 1}"
    look = DifferentialStyle(fill=OPEN_FILL)
    rule = Rule("expression", dxf=look, formula=[f'{first}="{MARK}"'])
    sheet.conditional_formatting.add(f"{first}:{get_column_letter(columns)}{last}", rule)


def set_sizes(sheet: Worksheet, table: Table, heads: Sequence[str]) -> None:
    """Columns as wide as their texts need, within bounds; rows as high as then needed."""
    widths = []
    for number, name in enumerate([*table.columns, REMOVE_COLUMN]):
        texts = [row[name].text for row in table.rows.values()] if name in table.columns else []
        longest = max((len(line) for text in texts for line in text.splitlines()), default=0)
        most = LABEL_WIDTH if number < 2 else WIDE
        widths.append(max(NARROW, min(longest + 2, most), min(len(heads[number]) + 4, 24)))
        sheet.column_dimensions[get_column_letter(number + 1)].width = widths[number]
    set_height(sheet, HEAD_ROW, zip(heads, widths, strict=True))
    for line, row in enumerate(table.rows.values(), HEAD_ROW + 1):
        set_height(sheet, line, zip((cell.text for cell in row.values()), widths, strict=False))


def set_height(sheet: Worksheet, line: int, texts: Iterable[tuple[str, float]]) -> None:
    """A row as high as the longest of its texts needs in a column of its width."""
    needed = max(
        sum(1 + int(len(part) / (width - 1)) for part in text.split("\n")) for text, width in texts
    )
    if needed > 1:
        sheet.row_dimensions[line].height = SHEET_LINE * min(needed, MOST_LINES_OF_ROW)


def protect(sheet: Worksheet) -> None:
    """Lock keys and headings, without a password; rows may be added, and all be laid out anew."""
    protection = sheet.protection
    protection.sheet = True
    protection.formatCells = protection.formatColumns = protection.formatRows = False
    protection.insertRows = protection.deleteRows = False
    protection.sort = protection.autoFilter = False
