"""An Excel workbook → its tables: one a sheet, with the values computed last."""

import datetime
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from report.drafting.importing.grids import Grid
from report.drafting.importing.package import Package
from report.drafting.importing.sheets import Area, SheetCell, Worksheet, read_sheets
from report.problems.problem import Mistake
from report.sources.csv_rows import clean
from report.text.numbers import EXCEL_ERROR, cell_date

EXACT_DIGITS = 15  # that a number in a workbook really has; what is behind them is rounding
WITHOUT_VALUE = "công thức chưa có kết quả trong tệp: mở bằng Excel, lưu lại rồi nhập lại"
NOTHING = SheetCell(None)
# Places between cells that hold something: a table is full, a sheet with words here and there
# is none.
MOST_PLACES = 300_000


class SheetPlace(NamedTuple):
    """Row and column of a cell in its sheet."""

    row: int
    column: int


def read_workbook(package: Package) -> tuple[list[Grid], list[str]]:
    """The tables of a .xlsx, and what somebody should know of it.

    Raises Mistake where a sheet cannot be read or is over a bound.
    """
    grids: list[Grid] = []
    remarks: list[str] = []
    for sheet in read_sheets(package):
        grid = grid_of_sheet(package.file, sheet)
        if grid:
            grids.append(grid)
        else:
            remarks.append(f"Trang tính “{sheet.title}” không có bảng.")
        if not sheet.is_visible:
            remarks.append(f"Trang tính “{sheet.title}” đang ẩn trong tệp Excel; vẫn được nhập.")
    return grids, remarks


def grid_of_sheet(file: str, sheet: Worksheet) -> Grid | None:
    """The table of a sheet; None where it has no two columns.

    The header is the first row that is filled as far as half of the widest; what stands above
    it is the title.
    """
    places = filled_places(file, sheet)
    texts = [[cell_text(sheet.cells.get(place, NOTHING)) for place in row] for row in places]
    widest = max((len(set(row) - {""}) for row in texts), default=0)
    if widest < 2:
        return None
    head = next(i for i, row in enumerate(texts) if 2 * len(set(row) - {""}) > widest)
    below = next(
        (i for i in range(head + 1, len(places)) if not set(places[i]) & set(places[head])),
        len(places),
    )  # a cell of the header may be merged over several rows
    used = [c for c in range(len(places[0])) if any(row[c] for row in texts[head:])]
    heads = [[row[c] for row in texts[head:below]] for c in used]
    above = clean(" ".join(dict.fromkeys(text for row in texts[:head] for text in row if text)))
    titles = [" – ".join(dict.fromkeys(filter(None, column))) for column in heads]
    grid = Grid(above or sheet.title, titles, [])
    for row in places[below:]:
        add_row(grid, [sheet.cells.get(row[c], NOTHING) for c in used])
    return grid


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


def add_row(grid: Grid, cells: Sequence[SheetCell]) -> None:
    """Add a row, with what is not certain in its cells."""
    texts = list(map(cell_text, cells))
    for column, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        if not text and cell.is_computed:
            grid.doubts[len(grid.rows), column] = WITHOUT_VALUE
        elif EXCEL_ERROR.fullmatch(text):
            grid.doubts[len(grid.rows), column] = f"“{text}” là lỗi của Excel"
        elif is_share(cell):
            grid.units[column] = "%"
    grid.rows.append(texts)


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
    if isinstance(value, int) and not is_share(cell):
        return str(value)
    if isinstance(value, int | float):
        number = Decimal(f"{value:.{EXACT_DIGITS}g}") * (100 if is_share(cell) else 1)
        text = f"{number:f}"
        return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return cell_date(value.date())
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return cell_date(value)
    return clean(str(value))
