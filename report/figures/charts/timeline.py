"""Documents of the register → bars over the years, each from its first day in force to its last."""

from collections.abc import Mapping
from datetime import date

from report.figures.charts.drawing import (
    BAR_HEIGHT,
    CENTRED,
    DIGIT,
    GAP,
    LINE_HEIGHT,
    place_legend,
    place_lines,
)
from report.figures.charts.request import Picture, Request
from report.figures.citations import cite
from report.figures.plots import FILLED, OUTLINED, Axis, DatedDocument, Key, TimePlot
from report.figures.results import Label, Rect, Shape
from report.figures.validity import SINCE, UNTIL
from report.figures.values import lower_first
from report.problems.problem import AlreadyReported, Mistake
from report.sources.tables import Cell, need

SHOWN = ("loai", "so_ky_hieu", SINCE, UNTIL, "ghi_chu")  # in the table below the drawing
LEGEND = (Key(FILLED, "chưa có ngày hết hiệu lực"), Key(OUTLINED, "đã có ngày hết hiệu lực"))
UNKNOWN_FIRST = "Thanh bắt đầu từ mép trái là của văn bản chưa rõ có hiệu lực từ ngày nào."
YEAR_WIDTH = 6 * DIGIT  # of a year below the axis, with room beside it
TICK_WIDTH, TICK_HEIGHT = 2, 6


def timeline(request: Request) -> Picture:
    """A bar for each document whose column says the argument, and of which a day is known.

    A bar without a first day begins at the edge, one without a last day ends there. Raises
    Mistake where there is nothing to draw, StillOpen where a day is still to be filled.
    """
    table = request.table
    for name in (request.column, *SHOWN):
        table.need_column(name)
    chosen = {
        key: row
        for key, row in table.rows.items()
        if row[request.column].text == request.argument and (row[SINCE].text or row[UNTIL].text)
    }
    if not chosen:
        raise Mistake("bieu-do-khong-co-so-lieu", column=request.column, path=table.path)
    documents = [dated_document(request, key, row) for key, row in chosen.items()]
    plot = TimePlot(tuple(documents), LEGEND)
    return Picture(
        f"Thời gian có hiệu lực của văn bản: {lower_first(request.argument)}",
        f"Dòng thời gian gồm {len(documents)} văn bản. {'; '.join(one.text for one in documents)}.",
        plot,
        tuple(row[name] for row in chosen.values() for name in (SINCE, UNTIL)),
        note="" if all(one.first for one in documents) else UNKNOWN_FIRST,
        rows=chosen.keys(),
        columns=SHOWN,
    )


def dated_document(request: Request, key: str, row: Mapping[str, Cell]) -> DatedDocument:
    """The document of a row. Raises StillOpen where a day is to be filled, AlreadyReported where
    one could not be read."""
    need([row[SINCE], row[UNTIL]])
    name = cite(request.dataset, key, full=False).plain
    return DatedDocument(key, name, day_of(row[SINCE]), day_of(row[UNTIL]))


def day_of(cell: Cell) -> date | None:
    """The day in a cell, None where it is empty. Raises AlreadyReported for another content."""
    if isinstance(cell.value, date):
        return cell.value
    if cell.text:
        raise AlreadyReported
    return None


def draw_documents(plot: TimePlot, width: int) -> tuple[tuple[Shape, ...], int]:
    """The legend, the years, and each document above its bar; and the height of it all."""
    shapes, top = place_legend(plot.legend, width)
    shapes += years_of(plot.axis, top, width)
    top += LINE_HEIGHT + TICK_HEIGHT + TICK_WIDTH + GAP
    for one in plot.documents:
        lines = place_lines(one.text, 0, top, width)
        top += len(lines) * LINE_HEIGHT + 2
        start, end = (share * width for share in plot.span(one))
        style = OUTLINED if one.last else FILLED
        shapes += [*lines, Rect(style, start, top, max(end - start, 1), BAR_HEIGHT)]
        top += BAR_HEIGHT + GAP
    return tuple(shapes), top - GAP + 2


def years_of(axis: Axis, top: int, width: int) -> list[Shape]:
    """The axis: a tick where a year begins, its number in the middle of it, as far as they fit."""
    count = axis.last_year - axis.first_year + 1
    step = -int(-count * YEAR_WIDTH // width)
    line = top + LINE_HEIGHT + TICK_HEIGHT
    shapes: list[Shape] = [Rect(FILLED, 0, line, width, TICK_WIDTH, round=0)]
    for year in range(axis.first_year, axis.last_year + 1, step):
        left = axis.share(date(year, 1, 1).toordinal()) * width
        right = axis.share(date(year, 12, 31).toordinal()) * width
        shapes.append(Rect(FILLED, left, line - TICK_HEIGHT, TICK_WIDTH, TICK_HEIGHT, round=0))
        shapes.append(Label(str(year), (left + right) / 2, top + 14, CENTRED))
    return shapes
