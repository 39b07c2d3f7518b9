"""Documents of the register → bars over the years, each from its first day in force to its last."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from report.figures.charts.drawing import (
    BAR_HEIGHT,
    CENTRED,
    DIGIT,
    FILLED,
    GAP,
    LINE_HEIGHT,
    OUTLINED,
    Key,
    place_legend,
    place_lines,
)
from report.figures.charts.request import Picture, Request
from report.figures.citations import cite
from report.figures.results import Label, Rect, Shape
from report.figures.validity import SINCE, UNTIL
from report.figures.values import lower_first
from report.problems.problem import AlreadyReported, Mistake
from report.sources.tables import Cell, need
from report.text.numbers import write_date

SHOWN = ("loai", "so_ky_hieu", SINCE, UNTIL, "ghi_chu")  # in the table below the drawing
LEGEND = (Key(FILLED, "chưa có ngày hết hiệu lực"), Key(OUTLINED, "đã có ngày hết hiệu lực"))
UNKNOWN_FIRST = "Thanh bắt đầu từ mép trái là của văn bản chưa rõ có hiệu lực từ ngày nào."
YEAR_WIDTH = 6 * DIGIT  # of a year below the axis, with room beside it
TICK_WIDTH, TICK_HEIGHT = 2, 6


@dataclass(frozen=True)
class DatedDocument:
    """A document and the days on which it holds, None where the register does not know them."""

    name: str
    first: date | None
    last: date | None

    @property
    def text(self) -> str:
        """The document with its days."""
        since, until = (write_date(day) if day else "" for day in (self.first, self.last))
        if since and until:
            return f"{self.name}: {since} – {until}"
        return f"{self.name}: {f'từ {since}' if since else f'đến hết {until}'}"


@dataclass(frozen=True)
class Axis:
    """Whole years over the width of a drawing; days are counted as `date.toordinal` does."""

    first_year: int
    last_year: int
    width: int

    def place(self, ordinal: int) -> float:
        """Where a day begins."""
        beginning = date(self.first_year, 1, 1).toordinal()
        end = date(self.last_year, 12, 31).toordinal() + 1
        return (ordinal - beginning) / (end - beginning) * self.width


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
    shapes, height = draw_documents(documents, request.width)
    return Picture(
        f"Thời gian có hiệu lực của văn bản: {lower_first(request.argument)}",
        f"Dòng thời gian gồm {len(documents)} văn bản. {'; '.join(one.text for one in documents)}.",
        shapes,
        height,
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
    return DatedDocument(name, day_of(row[SINCE]), day_of(row[UNTIL]))


def day_of(cell: Cell) -> date | None:
    """The day in a cell, None where it is empty. Raises AlreadyReported for another content."""
    if isinstance(cell.value, date):
        return cell.value
    if cell.text:
        raise AlreadyReported
    return None


def draw_documents(documents: Sequence[DatedDocument], width: int) -> tuple[tuple[Shape, ...], int]:
    """The legend, the years, and each document above its bar; and the height of it all."""
    years = [day.year for one in documents for day in (one.first, one.last) if day]
    axis = Axis(min(years), max(years), width)
    shapes, top = place_legend(LEGEND, width)
    shapes += years_of(axis, top)
    top += LINE_HEIGHT + TICK_HEIGHT + TICK_WIDTH + GAP
    for one in documents:
        lines = place_lines(one.text, 0, top, width)
        top += len(lines) * LINE_HEIGHT + 2
        start = axis.place(one.first.toordinal()) if one.first else 0
        end = axis.place(one.last.toordinal() + 1) if one.last else width
        style = OUTLINED if one.last else FILLED
        shapes += [*lines, Rect(style, start, top, max(end - start, 1), BAR_HEIGHT)]
        top += BAR_HEIGHT + GAP
    return tuple(shapes), top - GAP + 2


def years_of(axis: Axis, top: int) -> list[Shape]:
    """The axis: a tick where a year begins, its number in the middle of it, as far as they fit."""
    count = axis.last_year - axis.first_year + 1
    step = -int(-count * YEAR_WIDTH // axis.width)
    line = top + LINE_HEIGHT + TICK_HEIGHT
    shapes: list[Shape] = [Rect(FILLED, 0, line, axis.width, TICK_WIDTH, round=0)]
    for year in range(axis.first_year, axis.last_year + 1, step):
        left = axis.place(date(year, 1, 1).toordinal())
        right = axis.place(date(year, 12, 31).toordinal() + 1)
        shapes.append(Rect(FILLED, left, line - TICK_HEIGHT, TICK_WIDTH, TICK_HEIGHT, round=0))
        shapes.append(Label(str(year), (left + right) / 2, top + 14, CENTRED))
    return shapes
