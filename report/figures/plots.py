"""What a chart shows: names, amounts and written values, before an output gives them places."""

from datetime import date
from decimal import Decimal
from typing import NamedTuple

from report.sources.tables import Cell
from report.text.numbers import write_date

FILLED = "thanh"  # styles of bars, see figures.css
OUTLINED = "vien"
NO_LEVEL = "o-trong"  # the style of a tile without a group


class Target(NamedTuple):
    """An amount that a bar should reach, and the words below its mark."""

    amount: Decimal
    text: str


class Bar(NamedTuple):
    """One bar: `amount` on its scale, its written value, and `said`, that with its unit.

    `track` is the amount of the whole that the bar is a part of, `targets` those that it should
    reach.
    """

    amount: Decimal
    text: str
    style: str = FILLED
    track: Decimal | None = None
    targets: tuple[Target, ...] = ()
    said: str = ""

    @property
    def reach(self) -> Decimal:
        """The amount at which its longest mark ends."""
        marks = (target.amount for target in self.targets)
        return max(self.amount, self.track or Decimal(0), *marks)


class Row(NamedTuple):
    """A name with its bars; `cell` is one of the row that they come from."""

    label: str
    bars: tuple[Bar, ...]
    cell: Cell


class Scale(NamedTuple):
    """Rows that one scale can compare, below a title where a chart has several scales."""

    title: str
    rows: tuple[Row, ...]

    @property
    def largest(self) -> Decimal:
        """The amount at its end, never zero."""
        return max(bar.reach for row in self.rows for bar in row.bars) or Decimal(1)


class Key(NamedTuple):
    """One line of the legend: a style of bars and its meaning; `spoken` is a shorter one, for
    the description."""

    style: str
    meaning: str
    spoken: str = ""


class BarPlot(NamedTuple):
    """Rows of bars, one scale below the other."""

    scales: tuple[Scale, ...]
    legend: tuple[Key, ...] = ()

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows of all scales."""
        return tuple(row for scale in self.scales for row in scale.rows)


class TileLevel(NamedTuple):
    """A group of tiles: its name, its style, how many tiles are of it."""

    name: str
    style: str
    size: int


class Tile(NamedTuple):
    """A place, its level, and what it belongs to now, in words; `cell` is one of its row, `place`
    its key where it has a page of its own."""

    label: str
    level: TileLevel
    now: str
    cell: Cell
    place: str = ""


class TilePlot(NamedTuple):
    """A tile for each place; `heading` says what the levels are of."""

    heading: str
    levels: tuple[TileLevel, ...]
    tiles: tuple[Tile, ...]


class DatedDocument(NamedTuple):
    """A document and the days on which it holds, None where the register does not know them."""

    key: str
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


class Axis(NamedTuple):
    """Whole years; days are counted as `date.toordinal` does."""

    first_year: int
    last_year: int

    def share(self, ordinal: int) -> float:
        """At which part of the axis a day begins."""
        beginning = date(self.first_year, 1, 1).toordinal()
        end = date(self.last_year, 12, 31).toordinal() + 1
        return (ordinal - beginning) / (end - beginning)


class TimePlot(NamedTuple):
    """Documents over the years; a style for those that hold, and one for those that ended."""

    documents: tuple[DatedDocument, ...]
    legend: tuple[Key, ...]

    @property
    def axis(self) -> Axis:
        """The years of all known days."""
        days = [day for one in self.documents for day in (one.first, one.last) if day]
        return Axis(min(day.year for day in days), max(day.year for day in days))

    def span(self, document: DatedDocument) -> tuple[float, float]:
        """The parts of the axis at which the bar of a document begins and ends: its edges where
        a day is not known."""
        first, last, axis = document.first, document.last, self.axis
        start = axis.share(first.toordinal()) if first else 0.0
        return start, axis.share(last.toordinal() + 1) if last else 1.0


MOST_NAMED_YEARS = 5  # values that fit a phone side by side, with letters twice as large


class YearPoint(NamedTuple):
    """An amount of a year on its scale, its written value, and that with its unit."""

    year: int
    amount: Decimal
    text: str
    said: str


class Course(NamedTuple):
    """A name and its amounts over the years, oldest first; `cell` is the newest of them."""

    label: str
    points: tuple[YearPoint, ...]
    cell: Cell


class CourseScale(NamedTuple):
    """Courses that one scale can compare, below a title where there are several scales."""

    title: str
    courses: tuple[Course, ...]

    @property
    def largest(self) -> Decimal:
        """The amount at its end, never zero."""
        return max(one.amount for course in self.courses for one in course.points) or Decimal(1)


class CoursePlot(NamedTuple):
    """Lines over the years, oldest first."""

    years: tuple[int, ...]
    scales: tuple[CourseScale, ...]

    @property
    def courses(self) -> tuple[Course, ...]:
        """The courses of all scales."""
        return tuple(course for scale in self.scales for course in scale.courses)

    @property
    def named_years(self) -> tuple[int, ...]:
        """The years that are written, with their values: as many as fit, the last among them."""
        step = -(-len(self.years) // MOST_NAMED_YEARS)
        return self.years[::-1][::step][::-1]

    def place(self, year: int) -> float:
        """At which part of the width a year stands: each has room of the same width."""
        first, last = self.years[0], self.years[-1]
        return (year - first + 0.5) / (last - first + 1)


YearPlot = BarPlot | TilePlot | TimePlot  # of one year, or of none
Plot = YearPlot | CoursePlot
