"""A column over several years → a line for each row, all on one scale, from zero up.

Each line stands below its name in a strip of its own, with its values at the points: lines that
cross, colours and a legend are not needed to tell them apart.
"""

import itertools
from collections.abc import Iterator, Mapping
from decimal import Decimal

from report.figures.charts.drawing import (
    CENTRED,
    LINE_HEIGHT,
    SCALE,
    SMALL_WIDTH,
    SPACE,
    WIDTH,
    place_lines,
)
from report.figures.charts.values import row_label, unit_factors, value, written_value
from report.figures.plots import FILLED, Course, CoursePlot, CourseScale, YearPoint
from report.figures.results import Chart, Drawing, Label, Rect, Shape, SmallChart, Stroke
from report.figures.tables import Notes
from report.figures.values import MONEY, lower_first, shown_value
from report.figures.years import YearsAlike, source_of_years, years_in_words, years_view
from report.problems.problem import AlreadyReported, Mistake
from report.sources.tables import Cell, need
from report.text.slugs import slug

COURSE, POINT_VALUE = "duong", "gia-tri o-giua"  # styles of lines and of the values above them
STRIP, DOT = 40, 7  # height of a line with its values, width of a point
ROOM_ABOVE = 18  # of a strip, for a value above the highest point


def course_chart(
    alike: YearsAlike, small: bool, number: int, notes: Mapping[int, Notes], year: int
) -> Chart | SmallChart:
    """The chart of the one column that the years have alike, on a page of `year`; a small one is
    drawn alone.

    Raises Mistake where the column holds no numbers, or negative ones, or units that no scale can
    compare; StillOpen where a cell is to be filled.
    """
    table, column = alike.newest, alike.columns[0]
    if not column.is_number:
        raise Mistake("bieu-do-can-cot-so", column=column.name, path=table.path)
    plot, cells = course_plot(alike)
    title = f"{table.title}: {lower_first(column.title)}, các năm {years_in_words(alike.tables)}"
    width = SMALL_WIDTH if small else WIDTH
    shapes, height = draw_courses(plot, width)
    drawing = Drawing(title, description(plot), width, height, shapes, number)
    if small:
        return SmallChart(drawing, plot, cells)
    return Chart(
        slug(f"{table.name} {column.name} qua nam"),
        drawing,
        plot,
        alike.remark,
        source_of_years(alike.tables),
        years_view(alike, number, notes, year, source=False),
        cells,
    )


def course_plot(alike: YearsAlike) -> tuple[CoursePlot, tuple[Cell, ...]]:
    """The lines by their scales, money on one and counts of different things on one each, and the
    cells that they show, those of the newest year first."""
    table, name = alike.newest, alike.columns[0].name
    rows = {key: row[name] for key, row in alike.cells.items()}
    years = sorted(alike.tables)
    need(cell for row in rows.values() for cell in row.values())
    shown = [
        row[year]
        for year in reversed(years)
        for row in rows.values()
        if row[year].value is not None
    ]
    if not shown:
        raise Mistake("bieu-do-khong-co-so-lieu", column=name, path=table.path)
    if any(cell.readable is None for cell in shown):
        raise AlreadyReported
    if any(value(cell) < 0 for cell in shown):
        raise Mistake("bieu-do-so-am", column=name, path=table.path)
    factors = unit_factors(shown, counts_together=True)
    several = len(factors) > 1
    scales: dict[str, list[Course]] = {}
    for key, row in rows.items():
        cells = [row[year] for year in years if row[year].value is not None]
        if not cells:
            continue
        points = tuple(
            YearPoint(
                cell.table.year or 0,
                Decimal(value(cell)) * factors[cell.unit],
                written_value(cell, several),
                shown_value(cell),
            )
            for cell in cells
        )
        unit = "" if cells[-1].unit in MONEY else cells[-1].unit or ""
        scales.setdefault(unit, []).append(Course(row_label(table, key), points, cells[-1]))
    titled = len(scales) > 1
    plot = CoursePlot(
        tuple(years),
        tuple(
            CourseScale(f"Số {unit}" if titled and unit else "", tuple(courses))
            for unit, courses in scales.items()
        ),
    )
    return plot, tuple(shown)


def description(plot: CoursePlot) -> str:
    """Every value by its row and year, for those who do not see the drawing."""
    told = [
        f"{one.label}: " + ", ".join(f"năm {point.year} {point.said}" for point in one.points)
        for one in plot.courses
    ]
    return f"Biểu đồ đường gồm {len(told)} mục qua {len(plot.years)} năm. {'; '.join(told)}."


def draw_courses(plot: CoursePlot, width: int) -> tuple[tuple[Shape, ...], int]:
    """The years above the lines, each line below its name; and the height of it all."""
    shapes: list[Shape] = []
    for year in plot.named_years:
        shapes.append(Label(str(year), plot.place(year) * width, 14, CENTRED))
    top = LINE_HEIGHT + 2
    shapes.append(Rect(FILLED, 0, top, width, 2, round=0))
    top += 2 + SPACE
    for scale in plot.scales:
        if scale.title:
            shapes.append(Label(scale.title, 0, top + 14, SCALE))
            top += LINE_HEIGHT + SPACE
        for course in scale.courses:
            lines = place_lines(course.label, 0, top, width)
            top += len(lines) * LINE_HEIGHT
            shapes += [*lines, *strip(course, plot, scale.largest, top, width)]
            top += ROOM_ABOVE + STRIP
    return tuple(shapes), top


def strip(
    course: Course, plot: CoursePlot, largest: Decimal, top: int, width: int
) -> Iterator[Shape]:
    """A line in its strip that begins at `top`, its points, and the values above them."""
    places = [
        (
            plot.place(point.year) * width,
            top + ROOM_ABOVE + float(1 - point.amount / largest) * (STRIP - DOT - SPACE) + DOT / 2,
            point,
        )
        for point in course.points
    ]
    for (x1, y1, _), (x2, y2, _) in itertools.pairwise(places):
        yield Stroke(COURSE, x1, y1, x2, y2)
    for x, y, point in places:
        yield Rect(FILLED, x - DOT / 2, y - DOT / 2, DOT, DOT, round=DOT // 2)
        if point.year in plot.named_years:
            yield Label(point.text, x, y - SPACE - 1, POINT_VALUE)
