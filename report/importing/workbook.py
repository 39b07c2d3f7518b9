"""An Excel workbook → its tables: one a sheet, with the values computed last."""

import datetime
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from report.importing.grids import Grid
from report.numbers import EXCEL_ERROR, write_date
from report.problems import Mistake
from report.sources import clean

DIGITS = 15  # that a number in a workbook really has; what is behind them is rounding
WITHOUT_VALUE = "công thức chưa có kết quả trong tệp: mở bằng Excel, lưu lại rồi nhập lại"


def read_workbook(path: Path) -> tuple[list[Grid], list[str]]:
    """The tables of a .xlsx, and what somebody should know of it.

    Raises Mistake for other files.
    """
    try:
        values = load_workbook(path, data_only=True)
        formulas = load_workbook(path)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError):
        raise Mistake(
            f"{path.name} không phải là tệp Excel (.xlsx)", "Mở bằng Excel, lưu lại kiểu .xlsx"
        ) from None
    grids: list[Grid] = []
    remarks: list[str] = []
    for sheet in values.worksheets:
        grid = grid_of(sheet, formulas[sheet.title])
        if grid:
            grids.append(grid)
        else:
            remarks.append(f"Trang tính “{sheet.title}” không có bảng.")
        if sheet.sheet_state != "visible":
            remarks.append(f"Trang tính “{sheet.title}” đang ẩn trong tệp Excel; vẫn được nhập.")
    return grids, remarks


def grid_of(sheet: Any, formulas: Any) -> Grid | None:
    """The table of a sheet; None where it has no two columns.

    The header is the first row with as many filled cells as a table has; what stands above
    it is the title. A merged cell stands in each place that it covers.
    """
    merged = {
        (row, column): (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }
    places = [
        [merged.get((row, column), (row, column)) for column in range(1, sheet.max_column + 1)]
        for row in range(1, sheet.max_row + 1)
    ]
    texts = [[text_of(sheet.cell(*place)) for place in row] for row in places]
    widest = max((len(set(row) - {""}) for row in texts), default=0)
    if widest < 2:
        return None
    head = next(i for i, row in enumerate(texts) if 2 * len(set(row) - {""}) > widest)
    last_head = max([head, *(place[0] - 1 for place in merged if merged[place][0] - 1 == head)])
    used = [c for c in range(sheet.max_column) if any(row[c] for row in texts[head:])]
    titles = [
        " – ".join(dict.fromkeys(filter(None, (texts[i][c] for i in range(head, last_head + 1)))))
        for c in used
    ]
    rows: list[list[str]] = []
    doubts: dict[tuple[int, int], str] = {}
    units: dict[int, str] = {}
    for line in range(last_head + 1, len(texts)):
        if not any(
            texts[line][c] or formulas.cell(*places[line][c]).data_type == "f" for c in used
        ):
            continue
        for position, c in enumerate(used):
            cell = sheet.cell(*places[line][c])
            if cell.value is None and formulas.cell(*places[line][c]).data_type == "f":
                doubts[len(rows), position] = WITHOUT_VALUE
            elif EXCEL_ERROR.fullmatch(texts[line][c]):
                doubts[len(rows), position] = "lỗi của Excel"
            elif is_share(cell):
                units[position] = "%"
        rows.append([texts[line][c] for c in used])
    above = clean(" ".join(dict.fromkeys(t for row in texts[:head] for t in row if t)))
    return Grid(above or sheet.title, titles, rows, doubts, units)


def is_share(cell: Any) -> bool:
    """Whether a cell shows its number as a percentage."""
    return isinstance(cell.value, int | float) and "%" in str(cell.number_format)


def text_of(cell: Any) -> str:
    """The value of a cell as a CSV of this project holds it."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "có" if value else "không"
    if isinstance(value, int | float):
        number = Decimal(f"{value:.{DIGITS}g}") * (100 if is_share(cell) else 1)
        text = f"{number:f}"
        return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",")
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return write_date(value.date())
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return write_date(value)
    return clean(str(value))
