"""The long table of all cells, as pandas holds it.

From it are made the workbook, figures.json and figures.parquet. Every column is of objects, so
that pandas neither rounds an exact decimal nor makes something else of a day or of nothing.
"""

from collections.abc import Iterator

import pandas as pd

from report.downloads.cell_lines import Line, cell_lines, is_figure
from report.edition.edition import Edition


def long_table(edition: Edition) -> pd.DataFrame:
    """The cells of all years of an edition, in the order of tables, rows and columns."""
    return pd.DataFrame(cell_lines(edition), columns=list(Line._fields), dtype=object)


def figures_of_year(cells: pd.DataFrame, year: int) -> pd.DataFrame:
    """The lines of a year that hold a number or a day; keys of rows are none."""
    mine = cells[cells["year"] == year]
    holds = [*map(is_figure, mine["value"], mine["is_key"])]
    return mine[pd.Series(holds, mine.index, bool)]


def lines_of(cells: pd.DataFrame) -> Iterator[Line]:
    """The lines one by one."""
    return map(Line._make, cells.itertuples(index=False, name=None))
