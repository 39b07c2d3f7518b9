"""What an editor asks of a chart, and what a kind of chart gives for it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from report.figures.charts.drawing import SMALL_WIDTH, WIDTH
from report.figures.plots import YearPlot
from report.figures.results import ComputedNumber
from report.figures.tables import Notes
from report.sources.tables import Cell, Dataset, Table


@dataclass(frozen=True)
class Request:
    """A chart of `columns` of a table.

    `kind` is the keyword of its kind, `argument` what that says: a column, a row, the address
    of a cell, a table of `dataset`. A small chart stands on a card. `number` tells the charts of
    a page apart, `notes` are those on the cells of the table's year.
    """

    dataset: Dataset
    table: Table
    columns: tuple[str, ...]
    kind: str
    argument: str
    small: bool
    number: int
    notes: Notes

    @property
    def column(self) -> str:
        """The column of a kind that takes one."""
        return self.columns[0]

    @property
    def width(self) -> int:
        """How wide the drawing is."""
        return SMALL_WIDTH if self.small else WIDTH


@dataclass(frozen=True)
class Picture:
    """A plot before it is framed, and the cells it shows.

    `note` says what the plot does not; `rows` and `columns` are those of the table that
    belong to it (all where None); `computed` are the numbers in it that no cell has.
    """

    title: str
    description: str
    plot: YearPlot
    cells: tuple[Cell, ...]
    note: str = ""
    rows: Collection[str] | None = None
    columns: Sequence[str] | None = None
    computed: tuple[ComputedNumber, ...] = ()
