"""Plots → HTML whose text has the size of the page's; bars are SVG, as a page may have no styles
of its own (figures.css says how they look)."""

import itertools
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from decimal import Decimal

from report.figures.plots import (
    FILLED,
    OUTLINED,
    Bar,
    BarPlot,
    Course,
    CoursePlot,
    CourseScale,
    DatedDocument,
    Key,
    Plot,
    Row,
    Scale,
    TilePlot,
    TimePlot,
)
from report.sources.addresses import REGISTER_PAGE, place_page, table_page
from report.sources.tables import Cell
from report.text.markup import escape

ROOMS = (4, 8, 12)  # characters behind a bar; a longer value stands above it
MOST_YEARS = 5  # numbers on an axis: they fit a phone with letters twice as large
HIGHEST_POINT, LOWEST_POINT = 0.45, 0.88  # of a line, in parts of its height
WHOLE_WIDTH = 'width="100%" height="100%" rx="2"'


def plot_html(plot: Plot, link: Callable[[str], str]) -> str:
    """A plot as a block; each of its rows and documents leads to where it comes from, a tile to
    its place."""
    match plot:
        case BarPlot():
            parts = [legend(plot.legend), *(scale_html(scale, link) for scale in plot.scales)]
            classes = f"cac-thanh {room(plot)}"
        case TilePlot():
            parts, classes = [levels(plot), tiles(plot, link)], "cac-o"
        case TimePlot():
            parts = [legend(plot.legend), axis_html(plot), documents(plot, link)]
            classes = "cac-thanh thoi-gian"
        case CoursePlot():
            parts = [years_html(plot), *(courses_html(plot, one, link) for one in plot.scales)]
            classes = "cac-thanh thoi-gian"
    return "\n".join(
        [f'<div class="{classes}" data-search-exclude>', *filter(None, parts), "</div>"]
    )


def small_plot(plot: Plot) -> str:
    """A plot within a sentence or on a card, without links, in one line."""
    match plot:
        case BarPlot():
            parts = [key_html(key) for key in plot.legend]
            parts += [small_row(row, scale) for scale in plot.scales for row in scale.rows]
            classes = f"cac-thanh {room(plot)}"
        case TilePlot():
            drawn = "".join(f'<span class="{tile.level.style}"></span>' for tile in plot.tiles)
            heading = f"<span>{escape(plot.heading)}:</span>"
            parts = [f'<span class="o-nho">{drawn}</span>', heading, *level_keys(plot)]
            classes = "cac-o"
        case TimePlot():
            rows = (f"<span>{escape(one.text)}{bar}</span>" for one, bar in time_bars(plot))
            parts, classes = [*map(key_html, plot.legend), *rows], "cac-thanh thoi-gian"
        case CoursePlot():
            drawn_rows = (
                f"<span>{escape(course.label)}{course_svg(course, plot, scale)}</span>"
                for scale in plot.scales
                for course in scale.courses
            )
            parts, classes = [years_html(plot), *drawn_rows], "cac-thanh thoi-gian"
    return f'<span class="bieu-do-nho {classes}" data-search-exclude>{"".join(parts)}</span>'


def room(plot: BarPlot) -> str:
    """The class of a plot that keeps room for its values behind the bars, or above them."""
    longest = max(len(bar.text) for row in plot.rows for bar in row.bars)
    return next((f"cho-{most}" for most in ROOMS if longest <= most), "cho-tren")


def row_link(cell: Cell, link: Callable[[str], str]) -> str:
    """Where the row of a cell stands."""
    return f"{link(table_page(cell.table))}#{cell.row}"


def legend(keys: Iterable[Key]) -> str:
    """What the styles of bars mean; empty where there is one."""
    shown = " ".join(map(key_html, keys))
    return f'<p class="chu-giai">{shown}</p>' if shown else ""


def key_html(key: Key) -> str:
    """One meaning behind a patch of its style."""
    return f'<span class="khoa {key.style}">{escape(key.meaning)}</span>'


def scale_html(scale: Scale, link: Callable[[str], str]) -> str:
    """The rows of a scale as a list, below its title."""
    title = f'<p class="thuoc">{escape(scale.title)}</p>\n' if scale.title else ""
    rows = "\n".join(row_html(row, scale, link) for row in scale.rows)
    return f"{title}<ul>\n{rows}\n</ul>"


def row_html(row: Row, scale: Scale, link: Callable[[str], str]) -> str:
    """A name that leads to its row, its bars, and the words of targets; the title has the values
    with their units."""
    said = escape("; ".join(bar.said for bar in row.bars))
    name = f'<a href="{row_link(row.cell, link)}" title="{said}">{escape(row.label)}</a>'
    return f"<li>{name}<span>{bars_html(row, scale)}</span></li>"


def small_row(row: Row, scale: Scale) -> str:
    """A row of a small plot."""
    return f"<span>{escape(row.label)}{bars_html(row, scale)}</span>"


def bars_html(row: Row, scale: Scale) -> str:
    """The bars of a row, each with its value behind it, and the words of targets below."""
    bars = "".join(
        f'<span class="hang">{bar_svg(bar, scale)}<b>{escape(bar.text)}</b></span>'
        for bar in row.bars
    )
    targets = (target for bar in row.bars for target in bar.targets)
    return bars + "".join(f'<span class="dich">{escape(one.text)}</span>' for one in targets)


def bar_svg(bar: Bar, scale: Scale) -> str:
    """A bar as long as its part of the scale, with its track and marks."""
    width = percent(bar.reach / scale.largest)
    reach = bar.reach or 1
    if bar.track is None and not bar.targets:
        return f'<svg width="{width}"><rect class="{bar.style}" {WHOLE_WIDTH}/></svg>'
    track = f'<rect class="{OUTLINED}" {WHOLE_WIDTH}/>' if bar.track is not None else ""
    inner = percent(bar.amount / reach)
    own = f'<rect class="{bar.style}" {WHOLE_WIDTH.replace("100%", inner, 1)}/>'
    marks = "".join(target_mark(percent(target.amount / reach)) for target in bar.targets)
    return f'<svg width="{width}">{track}{own}{marks}</svg>'


def target_mark(place: str) -> str:
    """The mark of a target across its bar."""
    return f'<line class="moc" x1="{place}" x2="{place}" y1="-20%" y2="120%"/>'


def percent(share: float | Decimal) -> str:
    """A part of a width, as SVG writes it."""
    return f"{round(float(share) * 100, 1):g}%"


def levels(plot: TilePlot) -> str:
    """What the tiles are of, and how many are of each level."""
    return f'<p class="chu-giai">{escape(plot.heading)}: {" ".join(level_keys(plot))}</p>'


def level_keys(plot: TilePlot) -> list[str]:
    """The levels with their number of tiles."""
    return [
        f'<span class="khoa {one.style}">{escape(one.name)} <b>({one.size})</b></span>'
        for one in plot.levels
    ]


def tiles(plot: TilePlot, link: Callable[[str], str]) -> str:
    """The tiles as a list, each leading to the page of its place, or to its row."""
    items = []
    for tile in plot.tiles:
        now = f"<small>{escape(tile.now)}</small>" if tile.now else ""
        level = escape(tile.level.name)
        inner = f"{escape(tile.label)} <b>{level}</b>{now}"
        target = link(place_page(tile.place)) if tile.place else row_link(tile.cell, link)
        items.append(f'<li class="{tile.level.style}"><a href="{target}">{inner}</a></li>')
    return "<ol>\n" + "\n".join(items) + "\n</ol>"


def time_bars(plot: TimePlot) -> Iterator[tuple[DatedDocument, str]]:
    """Each document with its bar over the years."""
    for one in plot.documents:
        start, end = plot.span(one)
        style = OUTLINED if one.last else FILLED
        place = f'x="{percent(start)}" width="{percent(end - start)}" height="100%" rx="2"'
        bar = f'<svg width="100%"><rect class="{style}" {place}/></svg>'
        yield one, f'<span class="hang">{bar}</span>'


def documents(plot: TimePlot, link: Callable[[str], str]) -> str:
    """The documents as a list, each leading to its row in the register."""
    register = link(REGISTER_PAGE)
    items = (
        f'<li><a href="{register}#{one.key}">{escape(one.text)}</a>{bar}</li>'
        for one, bar in time_bars(plot)
    )
    return "<ul>\n" + "\n".join(items) + "\n</ul>"


def axis_html(plot: TimePlot) -> str:
    """The years over the bars, as many as fit."""
    axis = plot.axis
    step = -(-(axis.last_year - axis.first_year + 1) // MOST_YEARS)
    years = "".join(
        f'<text x="{percent(axis.share(date(year, 7, 2).toordinal()))}" y="1em">{year}</text>'
        for year in range(axis.first_year, axis.last_year + 1, step)
    )
    return f'<svg class="truc" aria-hidden="true" width="100%">{years}</svg>'


def years_html(plot: CoursePlot) -> str:
    """The years over the lines, as many as fit."""
    years = "".join(
        f'<text x="{percent(plot.place(year))}" y="1em">{year}</text>' for year in plot.named_years
    )
    return f'<svg class="truc" aria-hidden="true" width="100%">{years}</svg>'


def courses_html(plot: CoursePlot, scale: CourseScale, link: Callable[[str], str]) -> str:
    """The lines of a scale as a list, below its title; each name leads to its row, and its title
    has the values with years and units."""
    title = f'<p class="thuoc">{escape(scale.title)}</p>\n' if scale.title else ""
    items = []
    for one in scale.courses:
        said = escape("; ".join(f"năm {point.year}: {point.said}" for point in one.points))
        name = f'<a href="{row_link(one.cell, link)}" title="{said}">{escape(one.label)}</a>'
        items.append(f"<li>{name}{course_svg(one, plot, scale)}</li>")
    return f"{title}<ul>\n{chr(10).join(items)}\n</ul>"


def course_svg(course: Course, plot: CoursePlot, scale: CourseScale) -> str:
    """A line with its points, and the values above them."""
    places = [
        (percent(plot.place(one.year)), percent(height_at(one.amount / scale.largest)), one)
        for one in course.points
    ]
    strokes = "".join(
        f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}"/>'
        for (x1, y1, _), (x2, y2, _) in itertools.pairwise(places)
    )
    points = "".join(
        f'<circle cx="{x}" cy="{y}" r="4"/>'
        + (
            f'<text x="{x}" y="{y}" dy="-0.55em">{escape(one.text)}</text>'
            if one.year in plot.named_years
            else ""
        )
        for x, y, one in places
    )
    return f'<svg class="duong" width="100%">{strokes}{points}</svg>'


def height_at(share: Decimal) -> float:
    """Where an amount stands in its strip, from its top: values have room above the highest."""
    return LOWEST_POINT - float(share) * (LOWEST_POINT - HIGHEST_POINT)
