"""Which figures of two years are of the same thing, so that one can be held against the other.

They are where table, row and column have the same keys, the column holds numbers and the unit is
the same. What a description says comes first: `khoa_nam_truoc` tells what the key of a row was in
the year before, `khac_nam_truoc` (of a table or a column) that its figures cannot be compared with
those of the year before, and why.
"""

from collections.abc import Iterable, Iterator, Mapping

from report.sources.tables import Cell, Dataset, Table

YearRow = Mapping[str, Cell]  # the cells of a row by column


def table_before(table: Table, before: Dataset | None) -> Table | None:
    """The same table of the year before; None where there is none, or none to compare with."""
    found = before.tables.get(table.name) if before else None
    return None if table.other_since else found


def same_place(cell: Cell, before: Dataset | None) -> Cell | None:
    """The cell of the newest year before in the same place, whatever stands there; None where
    there is none, or nothing to compare with."""
    older = table_before(cell.table, before)
    if older is None or cell.column.other_since:
        return None
    key = cell.table.former_keys.get(cell.row, cell.row)
    return older.rows.get(key, {}).get(cell.column.name)


def cell_before(cell: Cell, before: Dataset | None) -> Cell | None:
    """The cell that says the same of the newest year before; None where nothing is to be compared:
    one of the two is empty, open, no number or in another unit."""
    other = same_place(cell, before)
    return other if other and are_comparable(cell, other) else None


def is_next_year(table: Table, before: Dataset | None) -> bool:
    """Whether a dataset is of the year just before that of a table."""
    return before is not None and before.name == str((table.year or 0) - 1)


def cell_last_year(cell: Cell, before: Dataset | None) -> Cell | None:
    """The same where the year before has data, and not only one further back."""
    return cell_before(cell, before) if is_next_year(cell.table, before) else None


def are_comparable(one: Cell, other: Cell) -> bool:
    """Whether two cells hold numbers in one unit."""
    return has_number(one) and has_number(other) and one.unit == other.unit


def has_number(cell: Cell) -> bool:
    """Whether a cell holds a number that could be read."""
    return cell.column.is_number and cell.readable is not None


def course(cell: Cell, dataset: Dataset) -> list[Cell]:
    """The cells with numbers that say the same of each year up to that of `cell`, itself last;
    `dataset` is of its year."""
    rows = rows_back(cell.table, cell.row, dataset)
    back = cells_back(rows, cell.column.name).values()
    return [one for one in back if has_number(one)][::-1]


def rows_back(table: Table, key: str, dataset: Dataset) -> Iterator[tuple[int, YearRow]]:
    """The row of a table and the same row of the years before, newest first, each with its year;
    the first year that has no such row, or none to compare with, ends them."""
    while True:
        yield table.year or 0, table.rows[key]
        before = dataset.previous
        older, key = table_before(table, before), table.former_keys.get(key, key)
        if before is None or older is None or key not in older.rows:
            return
        table, dataset = older, before


def cells_back(rows: Iterable[tuple[int, YearRow]], column: str) -> dict[int, Cell]:
    """The cells of a column in rows of `rows_back` by their years, as far as they are of the same
    kind and unit as the newest."""
    found: dict[int, Cell] = {}
    first: Cell | None = None
    for year, row in rows:
        cell = row.get(column)
        if cell is None or (first and not are_alike(first, cell)):
            break
        first = first or cell
        found[year] = cell
        if cell.column.other_since:
            break
    return found


def are_alike(one: Cell, other: Cell) -> bool:
    """Whether two cells may be compared: numbers with numbers, and of one unit where both hold
    something."""
    both = one.value is not None and other.value is not None
    kinds = (one.column.is_number, other.column.is_number)
    return kinds[0] == kinds[1] and (not both or one.unit == other.unit)
