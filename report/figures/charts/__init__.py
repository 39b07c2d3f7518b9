"""Data → accessible charts: shapes and words, readable in print and in the dark.

A new kind of chart is a function from a Request to a Picture, and a line in KINDS.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence

from report.figures.charts.bars import (
    against_target,
    part_of_whole,
    simple_bars,
    sorted_bars,
    year_on_year,
)
from report.figures.charts.drawing import draw_bars
from report.figures.charts.panels import panels
from report.figures.charts.request import Picture, Request
from report.figures.charts.tiles import draw_small_tiles, draw_tiles, tile_map
from report.figures.charts.timeline import draw_documents, timeline
from report.figures.plots import BarPlot, TilePlot, TimePlot, YearPlot
from report.figures.results import EDITORS_NOTE, Chart, Drawing, Panels, Shape, SmallChart
from report.figures.tables import Notes, source_line, table_view
from report.figures.values import lower_first
from report.problems.problem import Mistake
from report.sources.tables import Cell, Dataset, Table
from report.text.slugs import slug

# The keyword by which editors ask for a kind (docs/bien-tap/bieu-do.md) → what draws it.
NO_KEYWORD = ""
LONGEST_KEY = 120
SORTED = "giam_dan"
KINDS: Mapping[str, Callable[[Request], Picture | Panels]] = {
    NO_KEYWORD: simple_bars,
    SORTED: sorted_bars,
    "thay_doi": year_on_year,
    "toan_bo": part_of_whole,
    "thuc_hien": against_target,
    "xep_o": tile_map,
    "so_lon": panels,
    "dong_thoi_gian": timeline,
}


def chart(
    dataset: Dataset,
    table: Table,
    columns: str | Sequence[str],
    kinds: Mapping[str, object],
    small: bool,
    number: int,
    notes: Notes,
) -> Chart | SmallChart | Panels:
    """The chart of a column, or of two, with source and data table; a small one is drawn alone.

    `kinds` has the keywords of KINDS that the editor wrote. Raises TypeError where one is not
    known, Mistake where the chart cannot be drawn, StillOpen where a cell is to be filled.
    """
    names = (columns,) if isinstance(columns, str) else tuple(columns)
    if not names:
        raise Mistake("bieu-do-thieu-cot")
    kind, argument = asked_kind(kinds, names)
    request = Request(dataset, table, names, kind, argument, small, number, notes)
    picture = KINDS[kind](request)
    return picture if isinstance(picture, Panels) else framed(picture, request)


def asked_kind(kinds: Mapping[str, object], columns: Sequence[str]) -> tuple[str, str]:
    """The kind that is asked for and its argument. Raises Mistake for more than one, or for two
    columns where the kind takes one."""
    if unknown := kinds.keys() - KINDS.keys():
        raise TypeError(unknown)
    asked = {name: str(value) for name, value in kinds.items() if value not in (None, False)}
    if not asked:
        return NO_KEYWORD, ""
    if len(asked) > 1 or (len(columns) > 1 and SORTED not in asked):
        raise Mistake("bieu-do-mot-cach", kinds=", ".join(filter(None, KINDS)))
    ((kind, argument),) = asked.items()
    return kind, argument


def framed(picture: Picture, request: Request) -> Chart | SmallChart:
    """A picture with what stands around it."""
    shapes, height = placed(picture.plot, request)
    drawing = Drawing(
        picture.title, picture.description, request.width, height, shapes, request.number
    )
    if request.small:
        return SmallChart(drawing, picture.plot, picture.cells, computed=picture.computed)
    table = request.table
    view = table_view(
        table,
        picture.columns,
        request.number,
        False,
        request.notes,
        source=False,
        rows=picture.rows,
    )
    shown = cells_in_rows(table, [row.key for row in view.rows])
    cells = tuple(dict.fromkeys([*picture.cells, *shown]))
    note = f"{EDITORS_NOTE}: {lower_first(picture.note)}" if picture.note else ""
    return Chart(
        chart_key(request),
        drawing,
        picture.plot,
        note,
        source_line(table),
        view,
        cells,
        picture.computed,
    )


def placed(plot: YearPlot, request: Request) -> tuple[tuple[Shape, ...], int]:
    """A plot in fixed places, and its height."""
    match plot:
        case BarPlot():
            return draw_bars(plot, request.width)
        case TilePlot():
            return draw_small_tiles(plot) if request.small else draw_tiles(plot)
        case TimePlot():
            return draw_documents(plot, request.width)


def chart_key(request: Request) -> str:
    """What tells a chart apart: its table, its columns, its kind and what that says: the shares
    of one row are not those of another. It is the name of files."""
    argument = "" if request.argument == str(True) else request.argument
    words = (request.table.name, *request.columns, request.kind, argument)
    return slug(" ".join(words))[:LONGEST_KEY].strip("-")


def cells_in_rows(table: Table, keys: Sequence[str]) -> Iterator[Cell]:
    """The cells of some rows of a table."""
    for key in keys:
        yield from table.rows[key].values()
