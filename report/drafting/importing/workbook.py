"""An Excel workbook → its tables: one a sheet, with the values computed last."""

import datetime
import zipfile
from collections.abc import Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException

from report.drafting.importing.grids import Grid
from report.problems.problem import Mistake
from report.sources.files import clean
from report.text.numbers import EXCEL_ERROR, write_date

EXACT_DIGITS = 15  # that a number in a workbook really has; what is behind them is rounding
WITHOUT_VALUE = "công thức chưa có kết quả trong tệp: mở bằng Excel, lưu lại rồi nhập lại"


def read_workbook(path: Path) -> tuple[list[Grid], list[str]]:
    """The tables of a .xlsx, and what somebody should know of it.

    Raises Mistake for other files.
    """
    try:
        values = load_workbook(path, data_only=True)
        formulas = load_workbook(path)
    except (InvalidFileException, zipfile.BadZipFile, KeyError, ValueError, OSError):
        raise Mistake("khong-phai-excel", file=path.name) from None
    grids: list[Grid] = []
    remarks: list[str] = []
    for sheet in values.worksheets:
        grid = grid_of_sheet(sheet, formulas[sheet.title])
        if grid:
            grids.append(grid)
        else:
            remarks.append(f"Trang tính “{sheet.title}” không có bảng.")
        if sheet.sheet_state != "visible":
            remarks.append(f"Trang tính “{sheet.title}” đang ẩn trong tệp Excel; vẫn được nhập.")
    return grids, remarks


def grid_of_sheet(sheet: Any, formulas: Any) -> Grid | None:
    """The table of a sheet; None where it has no two columns.

    The header is the first row that is filled as far as half of the widest; what stands above
    it is the title.
    """
    places = filled_places(sheet)
    texts = [[cell_text(sheet.cell(*place)) for place in row] for row in places]
    widest = max((len(set(row) - {""}) for row in texts), default=0)
    if widest < 2:
        return None
    head = next(i for i, row in enumerate(texts) if 2 * len(set(row) - {""}) > widest)
    below = next(
        (i for i in range(head + 1, len(places)) if not set(places[i]) & set(places[head])),
        len(places),
    )  # a cell of the header may be merged over several rows
    used = [c for c in range(sheet.max_column) if any(row[c] for row in texts[head:])]
    heads = [[row[c] for row in texts[head:below]] for c in used]
    above = clean(" ".join(dict.fromkeys(text for row in texts[:head] for text in row if text)))
    titles = [" – ".join(dict.fromkeys(filter(None, column))) for column in heads]
    grid = Grid(above or sheet.title, titles, [])
    for row in places[below:]:
        cells = [sheet.cell(*row[c]) for c in used]
        computed = [formulas.cell(*row[c]).data_type == "f" for c in used]
        if any(computed) or any(map(cell_text, cells)):
            add_row(grid, cells, computed)
    return grid


def filled_places(sheet: Any) -> list[list[tuple[int, int]]]:
    """Row and column of the cell that shows in each place: a merged cell in all that it covers."""
    merged = {
        (row, column): (area.min_row, area.min_col)
        for area in sheet.merged_cells.ranges
        for row in range(area.min_row, area.max_row + 1)
        for column in range(area.min_col, area.max_col + 1)
    }
    columns = range(1, sheet.max_column + 1)
    return [
        [merged.get((row, column), (row, column)) for column in columns]
        for row in range(1, sheet.max_row + 1)
    ]


def add_row(grid: Grid, cells: Sequence[Any], computed: Sequence[bool]) -> None:
    """Add a row, with what is not certain in its cells."""
    texts = list(map(cell_text, cells))
    for column, (cell, text) in enumerate(zip(cells, texts, strict=True)):
        if not text and computed[column]:
            grid.doubts[len(grid.rows), column] = WITHOUT_VALUE
        elif EXCEL_ERROR.fullmatch(text):
            grid.doubts[len(grid.rows), column] = f"“{text}” là lỗi của Excel"
        elif is_share(cell):
            grid.units[column] = "%"
    grid.rows.append(texts)


def is_share(cell: Any) -> bool:
    """Whether a cell shows its number as a percentage."""
    return isinstance(cell.value, int | float) and "%" in str(cell.number_format)


def cell_text(cell: Any) -> str:
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
        return write_date(value.date())
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return write_date(value)
    return clean(str(value))
