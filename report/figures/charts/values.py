"""Cells → amounts that share a scale, and how a chart writes and names them."""

from collections.abc import Sequence
from decimal import Decimal
from typing import cast

from report.figures.tables import chosen_columns, shown_unit
from report.figures.values import MONEY, lower_first, shown_value, write_value
from report.problems.problem import AlreadyReported, Mistake
from report.sources.tables import Cell, Column, Table, need
from report.text.numbers import write_count, write_decimal, write_with_unit


def number_column(table: Table, name: str) -> Column:
    """The column of that name. Raises Mistake where there is none or it holds no numbers."""
    (column,) = chosen_columns(table, [name])
    if not column.is_number:
        raise Mistake("bieu-do-can-cot-so", column=name, path=table.path)
    return column


def read_numbers(table: Table, name: str) -> dict[str, Cell]:
    """The cells of a number column that have a value, by their rows.

    Raises Mistake where there are none, AlreadyReported where one could not be read, StillOpen
    where one is still to be filled.
    """
    need(row[name] for row in table.rows.values())
    cells = {key: row[name] for key, row in table.rows.items() if row[name].value is not None}
    if not cells:
        raise Mistake("bieu-do-khong-co-so-lieu", column=name, path=table.path)
    for cell in cells.values():
        if cell.readable is None:
            raise AlreadyReported
    return cells


def numbers_in(table: Table, name: str) -> dict[str, Cell]:
    """What a bar can show of a number column, by row. Raises Mistake where it cannot be drawn."""
    cells = read_numbers(table, name)
    if any(value(cell) < 0 for cell in cells.values()):
        raise Mistake("bieu-do-so-am", column=name, path=table.path)
    return cells


def unit_factors(cells: Sequence[Cell], counts_together: bool = False) -> dict[str | None, int]:
    """What a number of each unit is multiplied by so that all can share a scale.

    Money of several units is counted in đồng. Raises Mistake where units cannot be
    compared; `counts_together` lets whole numbers of different things stand in one
    column, on scales of their own.
    """
    by_column: dict[str, set[str]] = {}
    for cell in cells:
        by_column.setdefault(cell.column.name, set()).add(cell.unit or "")
    units = {cell.unit for cell in cells}
    if len(units) > 1 and units <= set(MONEY):
        return {unit: MONEY[unit] for unit in units if unit}
    counts = not units & set(MONEY) and all(isinstance(cell.value, int) for cell in cells)
    path = cells[0].table.path
    for name, of_column in by_column.items():
        if len(of_column) > 1 and not (counts_together and counts):
            listed = ", ".join(sorted(of_column))
            raise Mistake("bieu-do-nhieu-don-vi", column=name, path=path, units=listed)
    return dict.fromkeys(units, 1)


def on_one_scale(cells: Sequence[Cell]) -> dict[Cell, Decimal]:
    """The amount of each cell on the scale of the chart. Raises what `unit_factors` raises."""
    factors = unit_factors(cells)
    return {cell: Decimal(value(cell)) * factors[cell.unit] for cell in cells}


def value(cell: Cell) -> int | Decimal:
    """The number of a cell that `read_numbers` gave."""
    return cast(int | Decimal, cell.value)


def row_label(table: Table, key: str) -> str:
    """What names a row for a reader; its key where it has no name.

    Raises StillOpen where the name is still to be filled.
    """
    name = table.rows[key][table.label]
    need([name])
    return name.text or key


def written_value(cell: Cell, unit: bool = False) -> str:
    """The value as the report writes it, with its unit where the title cannot say it."""
    return shown_value(cell) if unit else write_value(cell)


def write_number(number: Decimal, like: Cell, unit: bool) -> str:
    """A computed number, written as the cell that it was computed from, as far as it is whole
    like that: a number of the other cell may have decimals."""
    is_count = isinstance(like.value, int) and number == int(number)
    text = write_count(int(number)) if is_count else write_decimal(number)
    return write_with_unit(text, like.unit) if unit and like.unit else text


def chart_title(table: Table, column: Column, cells: Sequence[Cell]) -> str:
    """The title of the table with that of the column, and the unit that its cells share."""
    return f"{table.title}: {lower_first(titled(column, cells))}"


def titled(column: Column, cells: Sequence[Cell]) -> str:
    """The title of a column and the unit of its cells, where it is one and not yet said."""
    units = {cell.unit for cell in cells}
    unit = shown_unit(column.title, units.pop()) if len(units) == 1 else ""
    return f"{column.title} ({unit})" if unit else column.title
