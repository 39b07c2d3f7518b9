"""The tables of a folder under data/, read-only, each cell with its file and line."""

import re
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from report.problems.problem import AlreadyReported, Mistake, Problem, near_miss, problem
from report.sources.csv_rows import in_column, write_csv
from report.sources.kinds import COLUMN_KINDS, WORDS, ColumnKind, Value
from report.sources.open_places import MARK
from report.sources.paths import year_of

DESCRIPTION = "datapackage.yaml"
ROW_KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
COMMON = "chung"  # the folder of tables that belong to no year

# What a new year begins with: all cells as they were; names and units of the rows, values
# to be filled; or nothing but the keys, where the rows themselves are news of their year.
COPY, FILL, REWRITE = NEXT_YEAR = ("chep", "dien", "viet_lai")


@dataclass(frozen=True)
class Column:
    """One column as datapackage.yaml describes it."""

    name: str
    title: str
    type: str
    line: int
    unit: str | None = None
    unit_field: str | None = None
    required: bool = False
    unique: bool = False
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    enum: tuple[str, ...] = ()
    decimals: int | None = None  # behind the comma, where the description says how many
    previous_of: str | None = None  # the column whose value of the year before it holds
    change_of: str | None = None  # the column whose change since the year before it holds
    other_since: str = ""  # why its values cannot be compared with those of the year before
    places: str | None = None  # the table of places that its cells name (report/sources/places.py)

    @cached_property
    def kind(self) -> ColumnKind:
        """What its type means; words where the type is unknown, which is reported."""
        return COLUMN_KINDS.get(self.type, WORDS)

    @property
    def is_number(self) -> bool:
        """Whether its values can be summed and drawn."""
        return self.kind.is_number


@dataclass(frozen=True, eq=False)  # a cell is itself, whatever others hold the same
class Cell:
    """One cell: what stands in the file, what it means and where it stands.

    `text` is in the normal form, however it is written in the file. `value` is None in an
    empty cell and in one that is still to be filled; in a cell that could not be read it is
    the text, and a Problem has been reported.
    """

    table: "Table"
    row: str
    column: Column
    text: str
    value: Value
    line: int
    damaged: bool = False  # a Problem of it has been reported: it is no value

    @property
    def address(self) -> str:
        """What an editor writes to show the cell: `table.row.column`."""
        return f"{self.table.name}.{self.row}.{self.column.name}"

    @property
    def is_open(self) -> bool:
        """Whether it is marked as still to be filled."""
        return self.value is None and self.text == MARK

    @property
    def readable(self) -> Value:
        """The value, None where it could not be read."""
        return None if self.damaged else self.value

    @property
    def unit(self) -> str | None:
        """The unit of the column, or the one that the row names in its unit column."""
        if self.column.unit_field:
            value = self.table.rows[self.row][self.column.unit_field].value
            return str(value) if value else None
        return self.column.unit

    def problem(self, code: str, /, *, guess: str | None = None, **fields: Any) -> Problem:
        """A Problem of the cell, which names its column."""
        place = in_column(self.column.name)
        return problem(self.table.path, self.line, code, place=place, guess=guess, **fields)


class StillOpen(AlreadyReported):
    """Something that cannot be shown or computed before a cell is filled."""

    def __init__(self, cell: Cell) -> None:
        super().__init__()
        self.cell = cell


def need(cells: Iterable[Cell]) -> None:
    """Raise StillOpen at the first cell that is still to be filled."""
    for cell in cells:
        if cell.is_open:
            raise StillOpen(cell)


@dataclass(frozen=True, eq=False)
class Table:
    """One CSV with its description. `rows` maps a row's key to its cells by column."""

    name: str
    title: str
    description: str
    section: str
    period: str
    date: str
    office: str
    path: str
    line: int
    next_year: str
    columns: Mapping[str, Column]
    rows: Mapping[str, Mapping[str, Cell]] = field(repr=False)
    other_since: str = ""  # why its figures cannot be compared with those of the year before
    former_keys: Mapping[str, str] = field(default_factory=dict)  # of rows, the year before
    empty: str = ""  # what an empty cell says; by default that the report has nothing there
    damaged: Set[str] = frozenset()  # keys of rows that could not be read, each reported
    lost_keys: Set[int] = frozenset()  # lines of rows whose key is none: any that is missing

    @property
    def folder(self) -> str:
        """The folder under data/ it stands in: a year, or `chung`."""
        return self.path.split("/")[1]

    @property
    def year(self) -> int | None:
        """The year it belongs to; None for a table of all years."""
        return year_of(self.path)

    @property
    def key(self) -> str:
        """The name of the key column, the first one."""
        return next(iter(self.columns))

    @property
    def texts(self) -> Mapping[str, str]:
        """What the description says of the whole table, by the key it has there."""
        return {
            "title": self.title,
            "description": self.description,
            "muc": self.section,
            "ky": self.period,
            "thoi_diem": self.date,
            "co_quan": self.office,
        }

    @property
    def label(self) -> str:
        """The column that names a row for a reader: the first behind the key."""
        return list(self.columns)[1]

    def has_lost(self, row: str) -> bool:
        """Whether a row is missing because it, or its key, could not be read."""
        return row in self.damaged or bool(self.lost_keys and row not in self.rows)

    def need_column(self, name: str) -> None:
        """Raise Mistake with the near miss where the table has no column of that name."""
        if name not in self.columns:
            raise Mistake(
                "bang-khong-co-cot",
                guess=near_miss(name, self.columns),
                path=self.path,
                column=name,
                known=", ".join(self.columns),
            )

    @property
    def normal(self) -> str:
        """The CSV in the normal form, of the rows that could be read."""
        rows = ([cell.text for cell in row.values()] for row in self.rows.values())
        return write_csv([list(self.columns), *rows])


@dataclass(frozen=True)
class Dataset:
    """The tables of one folder under data/, those common to all years behind them, and the newest
    year before it, where there is one."""

    name: str
    path: str
    tables: Mapping[str, Table]
    unreadable: frozenset[str] = frozenset()
    common: "Dataset | None" = None
    problems: tuple[Problem, ...] = ()
    previous: "Dataset | None" = field(default=None, repr=False)

    def table(self, name: str) -> Table:
        """The table of that name. Raises Mistake with the near miss where there is none."""
        found = self.tables.get(name) or (self.common and self.common.tables.get(name))
        if found:
            return found
        if name in self.unreadable or (self.common and name in self.common.unreadable):
            raise AlreadyReported
        known = [*self.tables, *(self.common.tables if self.common else ())]
        guess = near_miss(name, known)
        raise Mistake("khong-co-bang", guess=guess, table=name, folder=self.path)

    def cell(self, address: str) -> Cell:
        """The cell at `table.row.column`. Raises Mistake that names the part not found."""
        cell = self.cells.get(address)
        return cell if cell else self.explain(address)

    @cached_property
    def cells(self) -> Mapping[str, Cell]:
        """Every cell by its address, so that a figure in the prose is one look-up."""
        inherited = self.common.cells if self.common else {}
        own = {
            f"{name}.{key}.{column}": cell
            for name, table in self.tables.items()
            for key, row in table.rows.items()
            for column, cell in row.items()
        }
        return {**inherited, **own}

    def explain(self, address: str) -> Cell:
        """Raise the Mistake that says which part of `address` is wrong."""
        parts = address.split(".")
        if len(parts) != 3:
            raise Mistake("khong-phai-dia-chi", address=address)
        table_name, row, column = parts
        table = self.table(table_name)
        known = [*table.rows, *sorted(table.damaged)]
        if row in table.damaged or (table.has_lost(row) and not near_miss(row, known)):
            raise AlreadyReported
        if row not in table.rows:
            raise Mistake(
                "khong-co-dong",
                guess=near_miss(row, known),
                table=table_name,
                row=row,
                path=table.path,
                known=", ".join(known),
            )
        raise Mistake(
            "khong-co-o",
            guess=near_miss(column, table.columns),
            address=address,
            path=table.path,
            column=column,
            known=", ".join(table.columns),
        )
