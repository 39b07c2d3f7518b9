"""The numbers of a column side by side: what no axis can compare."""

from report.figures.charts.request import Request
from report.figures.charts.values import number_column, read_numbers, row_label
from report.figures.results import Panel, Panels
from report.figures.tables import notes_on, source_line
from report.figures.values import figure
from report.problems.problem import Mistake


def panels(request: Request) -> Panels:
    """Each number in large digits with its unit.

    Raises Mistake where the column holds no numbers, or the panels are to be small.
    """
    if request.small:
        raise Mistake("so-lon-mot-cot")
    table = request.table
    cells = tuple(read_numbers(table, number_column(table, request.column).name).values())
    return Panels(
        table.title,
        tuple(
            Panel(
                row_label(table, cell.row),
                figure(cell, notes=notes_on(cell, request.notes)),
                cell.unit or "",
            )
            for cell in cells
        ),
        source_line(table),
        cells,
    )
