"""An Excel workbook → its tables, with the values computed last, and what is in none of them."""

import datetime
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from openpyxl.styles.numbers import is_date_format

from report.drafting.importing.grids import COLUMN_NUMBERS, Grid
from report.drafting.importing.left_out import LeftOut
from report.drafting.importing.number_formats import (
    code_of,
    is_plain_number,
    shows_otherwise,
    unit_in_format,
)
from report.drafting.importing.regions import (
    SheetBlock,
    SheetPlace,
    ShownCell,
    TablePart,
    place_in_sheet,
    sheet_blocks,
    table_part,
    texts_of_row,
    texts_of_rows,
)
from report.drafting.importing.sheet_balance import SheetText, beside_cells, cell_texts
from report.drafting.importing.sheets import (
    Area,
    SheetCell,
    Worksheet,
    cell_name,
    read_sheets,
)
from report.problems.problem import Mistake
from report.sources.cells import clean
from report.sources.office_package import Package
from report.text.numbers import EXCEL_ERROR, cell_date

EXACT_DIGITS = 15  # that a number in a workbook really has; what is behind them is rounding
WITHOUT_VALUE = "công thức chưa có kết quả trong tệp: mở bằng Excel, lưu lại rồi nhập lại"
NO_CELL = SheetCell(None)
LETTERHEAD_LINE = re.compile("CỘNG H[ÒO][ÀA] XÃ HỘI CHỦ NGHĨA|Độc lập", re.IGNORECASE)
OUTSIDE_TABLES, BELOW_TABLE, AS_LETTERHEAD = "chữ ngoài bảng", "ghi chú dưới bảng", "đầu văn bản"
MOST_NAMED = 10  # places of a sheet that a remark names
# Places between cells that hold something: a table is full, a sheet with words here and there
# is none.
MOST_PLACES = 300_000


@dataclass
class SheetTables:
    """The tables of a workbook, what somebody should know of it, what is in none of them, and
    what its cells say by a reading of its own."""

    grids: list[Grid] = field(default_factory=list)
    remarks: list[str] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    cells: list[SheetText] = field(default_factory=list)


def read_workbook(package: Package) -> SheetTables:
    """The tables of a .xlsx. Raises Mistake where a sheet cannot be read or is over a bound."""
    sheets = read_sheets(package)  # first, as it ends at a bound and the others read all
    found = SheetTables(left_out=beside_cells(package), cells=cell_texts(package))
    for sheet in sheets:
        count = len(found.grids)
        add_tables(found, package.file, sheet)
        number = len(found.grids) - count
        if not number:
            found.remarks.append(f"Trang tính “{sheet.title}” không có bảng.")
        if number > 1:
            found.remarks.append(
                f"Trang tính “{sheet.title}” có {number} bảng đứng cạnh nhau hoặc nối nhau: "
                f"xem lại từ bang-{count + 1} đến bang-{count + number} đã tách đúng chưa."
            )
        if not sheet.is_visible:
            found.remarks.append(
                f"Trang tính “{sheet.title}” đang ẩn trong tệp Excel; vẫn được nhập."
            )
        if sheet.hidden:
            hidden = first_places(sheet.hidden)
            found.remarks.append(f"Trang tính “{sheet.title}” có {hidden} đang ẩn; vẫn được nhập.")
        otherwise = [cell_name(*at) for at, one in sheet.cells.items() if shows_otherwise(one)]
        if otherwise:
            cells = first_places(otherwise)
            found.remarks.append(
                f"Trang tính “{sheet.title}”: kiểu số của ô {cells} rút gọn, thay bằng chữ hay ẩn "
                "số; bản thảo ghi số có trong ô."
            )
        if sheet.without_format:
            cells = first_places(sheet.without_format)
            found.remarks.append(
                f"Trang tính “{sheet.title}”: kiểu của ô {cells} không có trong tệp, số được đọc "
                "như số thường: xem lại nếu đó là ngày hoặc tỷ lệ."
            )
    return found


def first_places(places: Sequence[str]) -> str:
    """Places of a sheet in a remark, the first of many."""
    more = f" và {len(places) - MOST_NAMED} chỗ nữa" if len(places) > MOST_NAMED else ""
    return ", ".join(places[:MOST_NAMED]) + more


def add_tables(found: SheetTables, file: str, sheet: Worksheet) -> None:
    """Add the tables of a sheet, and what stands beside them."""
    for block in sheet_blocks(shown_block(file, sheet)):
        part = table_part(block)
        if part is None:
            found.left_out += left_out_rows(OUTSIDE_TABLES, sheet, block.rows)
            continue
        heading = [row for row in part.above if any(map(LETTERHEAD_LINE.match, texts_of_row(row)))]
        found.left_out += left_out_rows(AS_LETTERHEAD, sheet, heading)
        found.left_out += left_out_rows(COLUMN_NUMBERS, sheet, part.numbering)
        found.left_out += left_out_rows(BELOW_TABLE, sheet, part.below)
        above = [row for row in part.above if row not in heading]
        found.grids.append(grid_of_part(sheet.title, above, part))


def left_out_rows(
    why: str, sheet: Worksheet, rows: Sequence[Sequence[ShownCell]]
) -> Iterator[LeftOut]:
    """What stands in rows of a sheet that become no part of a table."""
    for row in rows:
        if any(one.text for one in row):
            yield LeftOut(why, " | ".join(texts_of_row(row)), place_in_sheet(sheet.title, row))


def grid_of_part(title: str, above: Sequence[Sequence[ShownCell]], part: TablePart) -> Grid:
    """The grid of a table; it is called as the rows above it do, otherwise as its sheet."""
    width = len((part.heads or part.body)[0])
    heads = [[row[column].text for row in part.heads] for column in range(width)]
    titles = [" – ".join(dict.fromkeys(filter(None, column))) for column in heads]
    grid = Grid(clean(" ".join(dict.fromkeys(texts_of_rows(above)))) or title, titles, [])
    for row in part.body:
        add_row(grid, across(row))
    add_strays(grid, part.body)
    return grid


def across(row: Sequence[ShownCell]) -> Sequence[ShownCell]:
    """A row; where words stand alone in it, not in its first cells, they go across all of it."""
    alone = [one for one in row if one.text]
    if len(texts_of_row(row)) == 1 and alone[0].is_words and alone[0] not in row[:2]:
        return [alone[0]] * len(row)
    return row


def add_strays(grid: Grid, rows: Sequence[Sequence[ShownCell]]) -> None:
    """Doubt the words without digits that stand in a column of numbers."""
    for column in range(len(grid.titles)):
        numbers = sum(one[column].is_number and bool(one[column].text) for one in rows)
        words = [at for at, one in enumerate(rows) if one[column].is_words]
        plain = [at for at in words if not re.search("[0-9]", rows[at][column].text)]
        if numbers > 1 and numbers > len(words) and words == plain:
            for at in plain:
                if (at, column) not in grid.wide:
                    grid.doubts[at, column] = f"“{rows[at][column].text}” trong cột số"


def shown_block(file: str, sheet: Worksheet) -> SheetBlock:
    """The cells of a sheet as they are seen."""
    places = filled_places(file, sheet)
    cells = {place: shown_cell(sheet, place) for row in places for place in row}
    columns = sorted({column for _, column in sheet.cells})
    lines = sorted({row for row, _ in sheet.cells})
    return SheetBlock(lines, columns, [[cells[place] for place in row] for row in places])


def shown_cell(sheet: Worksheet, place: SheetPlace) -> ShownCell:
    """A cell with its text."""
    cell = sheet.cells.get(place, NO_CELL)
    return ShownCell(place, cell, cell_text(cell))


def filled_places(file: str, sheet: Worksheet) -> list[list[SheetPlace]]:
    """Row and column of the cell that shows in each place: a merged cell in all that it covers.

    Only rows and columns that hold something are there. Raises Mistake where these are no table.
    """
    rows = sorted({row for row, _ in sheet.cells})
    columns = sorted({column for _, column in sheet.cells})
    areas = [covered(area, rows, columns) for area in sheet.merged]
    room = len(rows) * len(columns)
    # Merged cells that do not overlap cover each place once.
    if room > MOST_PLACES or sum(len(lines) * len(beside) for _, lines, beside in areas) > room:
        raise Mistake("khong-phai-bang", file=file, sheet=sheet.title, limit=MOST_PLACES)
    places = [[SheetPlace(row, column) for column in columns] for row in rows]
    for first, lines, beside in areas:
        for line in lines:
            for at in beside:
                places[line][at] = first
    return places


def covered(
    area: Area, rows: Sequence[int], columns: Sequence[int]
) -> tuple[SheetPlace, range, range]:
    """The first place of a merged cell, and which of the rows and columns it covers."""
    return (
        SheetPlace(area.top, area.left),
        range(bisect_left(rows, area.top), bisect_right(rows, area.bottom)),
        range(bisect_left(columns, area.left), bisect_right(columns, area.right)),
    )


def add_row(grid: Grid, row: Sequence[ShownCell]) -> None:
    """Add a row, with what is not certain in its cells and which of them are merged sideways."""
    line = len(grid.rows)
    places = Counter(one.place for one in row)
    for column, one in enumerate(row):
        if not one.text and one.cell.is_computed:
            grid.doubts[line, column] = WITHOUT_VALUE
        elif EXCEL_ERROR.fullmatch(one.text):
            grid.doubts[line, column] = f"“{one.text}” là lỗi của Excel"
        elif is_plain_number(one.cell) and is_date_format(one.cell.number_format):
            grid.doubts[line, column] = f"“{one.text}” ở kiểu ngày, nhưng không phải ngày nào"
        elif is_share(one.cell):
            grid.units[column] = "%"
        elif (unit := unit_in_format(one.cell)) and grid.units.setdefault(column, unit) != unit:
            grid.doubts[line, column] = f"“{one.text}” hiện với đơn vị khác: “{unit}”"
        if one.text and places[one.place] > 1:
            grid.wide.add((line, column))
    grid.rows.append([one.text for one in row])


def is_share(cell: SheetCell) -> bool:
    """Whether a cell shows its number as a percentage."""
    return isinstance(cell.value, int | float) and "%" in cell.number_format


def cell_text(cell: SheetCell) -> str:
    """The value of a cell as a CSV of this project holds it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if code := code_of(cell):
        return code
    if isinstance(value, int) and not is_share(cell):
        return str(value)
    if isinstance(value, int | float):
        number = Decimal(f"{value:.{EXACT_DIGITS}g}") * (100 if is_share(cell) else 1)
        text = f"{number:f}"
        return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
    if isinstance(value, datetime.datetime):
        day = cell_date(value.date())
        return day if value.time() == datetime.time() else f"{day} {value.time()}"
    if isinstance(value, datetime.date):
        return cell_date(value)
    return length_of_time(value) if isinstance(value, datetime.timedelta) else clean(str(value))


def length_of_time(length: datetime.timedelta) -> str:
    """A length of time in hours, minutes and seconds, as a sheet shows it: 36:00:00."""
    sign = "-" if length < datetime.timedelta() else ""
    hours, rest = divmod(abs(length), datetime.timedelta(hours=1))
    return sign + str(rest).replace("0:", f"{hours}:", 1)
