"""An edited workbook → the state it was made from, and the cells of each table as they are now.

Sheets are known by the hidden row that names table and columns, whatever they are called and
wherever they stand. What the values mean is not decided here.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, replace

from report.drafting.importing.sheets import SheetCell, Worksheet, cell_name, read_sheets
from report.drafting.importing.workbook import MOST_PLACES
from report.drafting.year_workbook.escapes import out_of_cell_text
from report.drafting.year_workbook.state import STATE_MARK, WorkbookState, unpacked_state
from report.drafting.year_workbook.writing import (
    REMOVE_COLUMN,
    REMOVE_HEAD,
    SHEETS_BESIDE,
)
from report.problems.problem import Mistake
from report.sources.cells import clean
from report.sources.office_package import open_package

MARK_OF_ANY_VERSION = STATE_MARK.rpartition("-")[0]


@dataclass(frozen=True)
class CopyRow:
    """A row of a sheet: its line, its cells that hold something by column, and the columns in
    which it is covered by a merged cell."""

    line: int
    cells: Mapping[str, SheetCell]
    covered: frozenset[str] = frozenset()


@dataclass(frozen=True)
class CopySheet:
    """A sheet of a table: where its columns stand, its rows from top to bottom, and the places
    of what stands beside them."""

    title: str
    table: str
    columns: Mapping[str, int]
    rows: tuple[CopyRow, ...]
    beside: tuple[str, ...]

    def place(self, line: int, column: str) -> str:
        """The place of a cell for a message: Việc làm!C7."""
        return f"{self.title}!{cell_name(line, self.columns[column])}"


@dataclass(frozen=True)
class WorkbookCopy:
    """An edited workbook; `others` are the titles of sheets that somebody added."""

    file: str
    state: WorkbookState
    sheets: tuple[CopySheet, ...]
    others: tuple[str, ...]


def read_copy(file: str, content: bytes) -> WorkbookCopy:
    """What stands in an edited workbook; done in a process of its own (`confined`).

    Raises Mistake where it is no workbook of this project, or damaged.
    """
    package = open_package(file, content)
    if package.kind() != "workbook":
        raise Mistake("khong-phai-excel", file=file)
    sheets = read_sheets(package)
    state = carried_state(file, sheets)
    keys = {f"{name}.{one.columns[0]}": name for name, one in state.tables.items()}
    tables: list[CopySheet] = []
    others: list[str] = []
    for sheet in sheets:
        found = find_names(sheet, keys)
        if found:
            tables.append(copy_sheet(file, sheet, state, *found))
        elif sheet.title not in SHEETS_BESIDE and sheet.cells and not is_state(sheet):
            others.append(sheet.title)
    return WorkbookCopy(file, state, tuple(tables), tuple(others))


def is_state(sheet: Worksheet) -> bool:
    """Whether a sheet holds the state."""
    first = sheet.cells.get((1, 1))
    return first is not None and str(first.value).startswith(MARK_OF_ANY_VERSION)


def carried_state(file: str, sheets: list[Worksheet]) -> WorkbookState:
    """The state that a workbook carries. Raises Mistake where it has none."""
    for sheet in filter(is_state, sheets):
        lines = sorted(row for row, column in sheet.cells if column == 1)
        return unpacked_state(file, [str(sheet.cells[line, 1].value) for line in lines])
    raise Mistake("bang-tinh-khong-goc", file=file)


def find_names(sheet: Worksheet, keys: Mapping[str, str]) -> tuple[str, int] | None:
    """The table of a sheet, and the line that names its columns."""
    found = [
        (row, keys[cell.value])
        for (row, _), cell in sheet.cells.items()
        if isinstance(cell.value, str) and cell.value in keys
    ]
    if not found:
        return None
    line, table = min(found)
    return table, line


def copy_sheet(
    file: str, sheet: Worksheet, state: WorkbookState, table: str, names_line: int
) -> CopySheet:
    """The rows of a table in its sheet, without titles and the row of headings."""
    columns = find_columns(sheet, state, table, names_line)
    by_number = {number: name for name, number in columns.items()}
    lines: dict[int, dict[str, SheetCell]] = {}
    beside = []
    for (line, number), cell in sorted(sheet.cells.items()):
        if line <= names_line or (cell.value is None and not cell.is_computed):
            continue
        if number in by_number:
            lines.setdefault(line, {})[by_number[number]] = shown(cell)
        else:
            beside.append(cell_name(line, number))
    heading = heading_line(lines, names_line)
    lines.pop(heading, None)
    covered = covered_cells(file, sheet, sorted(lines), by_number)
    rows = (CopyRow(line, cells, covered.get(line, frozenset())) for line, cells in lines.items())
    return CopySheet(sheet.title, table, columns, tuple(rows), tuple(beside))


def find_columns(
    sheet: Worksheet, state: WorkbookState, table: str, names_line: int
) -> dict[str, int]:
    """Where the columns of a table stand; of a column that stands twice, the first."""
    known = {f"{table}.{name}": name for name in (*state.tables[table].columns, REMOVE_COLUMN)}
    columns: dict[str, int] = {}
    for (line, number), cell in sorted(sheet.cells.items()):
        if line == names_line and isinstance(cell.value, str) and cell.value in known:
            columns.setdefault(known[cell.value], number)
    return columns


def heading_line(lines: Mapping[int, Mapping[str, SheetCell]], names_line: int) -> int:
    """The line of the headings: below the names, or wherever sorting has put it."""
    for line, cells in lines.items():
        if REMOVE_COLUMN in cells and cells[REMOVE_COLUMN].value == REMOVE_HEAD:
            return line
    return names_line + 1


def shown(cell: SheetCell) -> SheetCell:
    """A cell with the text that a program shows."""
    if isinstance(cell.value, str):
        return replace(cell, value=clean(out_of_cell_text(cell.value)))
    return cell


def covered_cells(
    file: str, sheet: Worksheet, lines: list[int], columns: Mapping[int, str]
) -> dict[int, frozenset[str]]:
    """The columns by line of cells that are merged with others.

    Raises Mistake where merged cells overlap, by which few of them could cost hours.
    """
    numbers = sorted(columns)
    covered: dict[int, set[str]] = {}
    room = MOST_PLACES
    for area in sheet.merged:
        rows = lines[bisect_left(lines, area.top) : bisect_right(lines, area.bottom)]
        beside = numbers[bisect_left(numbers, area.left) : bisect_right(numbers, area.right)]
        room -= len(rows) * len(beside)
        if room < 0:
            raise Mistake("khong-phai-bang", file=file, sheet=sheet.title, limit=MOST_PLACES)
        for row in rows:
            covered.setdefault(row, set()).update(columns[number] for number in beside)
    return {row: frozenset(names) for row, names in covered.items()}
