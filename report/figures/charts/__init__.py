"""Data → accessible charts in inline SVG: no script, readable in print and in the dark."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from report.figures.charts.bars import against_target, part_of_whole, simple_bars, year_on_year
from report.figures.charts.drawing import SMALL_WIDTH, WIDTH, Picture
from report.figures.charts.tiles import tile_map
from report.figures.charts.values import number_column, read_numbers, row_label
from report.figures.tables import html_table, no_mark, source_line
from report.figures.values import escape, figure
from report.problems.problem import Mistake
from report.sources.tables import Cell, Table
from report.text.templates import render


@dataclass(frozen=True)
class Chart:
    """A finished chart: its HTML, and the cells that a reader sees in it."""

    html: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True)
class Wish:
    """What an editor asks of a chart, beside its columns; at most one of the first four.

    `change` names the column of changes since last year, `whole` the row of the whole,
    `result` is the cell to hold against targets, `places` the table of tiles.
    """

    change: str | None = None
    whole: str | None = None
    result: Cell | None = None
    places: Table | None = None
    small: bool = False


def html_chart(
    table: Table,
    columns: str | Sequence[str],
    number: int,
    wish: Wish = Wish(),
    mark: Callable[[Cell], str] = no_mark,
) -> Chart:
    """The chart of a column, or of two, as a figure with caption, source and the data table.

    A small one is the drawing alone, on one line, to stand in a sentence or a card.
    Raises Mistake where it cannot be drawn, StillOpen where a cell is still to be filled.
    """
    names = [columns] if isinstance(columns, str) else list(columns)
    if not names:
        raise Mistake("bieu-do-thieu-cot")
    picture = draw(table, names, wish)
    drawing = render(
        "figures/templates/drawing.html",
        id=f"bieu-do-{number}",
        title=escape(picture.title),
        description=escape(picture.description),
        shapes=picture.shapes,
        width=SMALL_WIDTH if wish.small else WIDTH,
        height=picture.height,
        small=wish.small,
    )
    if wish.small:
        return Chart(drawing.replace("\n", ""), picture.cells)
    html = render(
        "figures/templates/chart.html",
        title=escape(picture.title),
        drawing=drawing,
        note=escape(picture.note),
        source=source_line(table),
        table=html_table(table, None, number, False, mark, source=False, rows=picture.rows),
    )
    shown = [
        cell
        for key, row in table.rows.items()
        if picture.rows is None or key in picture.rows
        for cell in row.values()
    ]
    return Chart(html, tuple(dict.fromkeys([*picture.cells, *shown])))


def draw(table: Table, names: Sequence[str], wish: Wish) -> Picture:
    """The picture that is asked for. Raises Mistake for more than one kind, or two columns
    where the kind takes one."""
    width = SMALL_WIDTH if wish.small else WIDTH
    kinds = [one for one in (wish.change, wish.whole, wish.result, wish.places) if one is not None]
    if len(kinds) > 1 or (kinds and len(names) > 1):
        raise Mistake("bieu-do-mot-cach")
    if wish.change is not None:
        return year_on_year(table, names[0], wish.change, width)
    if wish.whole is not None:
        return part_of_whole(table, names[0], wish.whole, width)
    if wish.result is not None:
        return against_target(table, names[0], wish.result, width)
    if wish.places is not None:
        if wish.small:
            raise Mistake("so-do-o-ban-nho")
        return tile_map(table, names[0], wish.places)
    return simple_bars(table, names, width)


def html_panels(table: Table, name: str, mark: Callable[[Cell], str] = no_mark) -> Chart:
    """The numbers of a column side by side, each with its unit: what no axis can compare.

    Raises Mistake where the column holds no numbers.
    """
    column = number_column(table, name)
    cells = tuple(read_numbers(table, column.name).values())
    panels = [
        {
            "label": escape(row_label(table, cell.row)),
            "value": figure(cell).html() + mark(cell),
            "unit": escape(cell.unit or ""),
        }
        for cell in cells
    ]
    html = render(
        "figures/templates/panels.html",
        title=escape(table.title),
        panels=panels,
        source=source_line(table),
    )
    return Chart(html, cells)
