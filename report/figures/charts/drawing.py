"""Rows of bars → places on the drawing, in units of which a phone shows one as about a pixel."""

import textwrap
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal

from report.figures.values import escape
from report.sources.tables import Cell
from report.text.templates import render

WIDTH = 360  # the content of a phone's page
SMALL_WIDTH = 240  # the content of a card
BAR_HEIGHT = 14
LINE_HEIGHT = 18
GAP = 12  # between rows
BAR_GAP = 4  # between the bars of a row
SPACE = 6  # between a bar and its value
LETTER = 7.8  # of a label: generous, so that no text is ever cut
DIGIT = 7.6  # of a value, which is bold and mostly digits

FILLED = "thanh"  # styles of bars, see report.css
OUTLINED = "vien"


@dataclass(frozen=True)
class Picture:
    """A chart before it is framed: plain texts, SVG, and the cells it shows.

    `note` tells a reader what the drawing does not; `rows` are those of the table that
    belong to it (all where None).
    """

    title: str
    description: str
    shapes: str
    height: int
    cells: tuple[Cell, ...]
    note: str = ""
    rows: Collection[str] | None = None


@dataclass(frozen=True)
class Bar:
    """One bar: `amount` on the scale of the chart and its written value.

    `track` is the amount of the whole that the bar is a part of, `target` one that it
    should reach, written as `target_text`.
    """

    amount: Decimal
    text: str
    style: str = FILLED
    track: Decimal | None = None
    target: Decimal | None = None
    target_text: str = ""

    @property
    def reach(self) -> Decimal:
        """The amount at which its longest mark ends."""
        return max(self.amount, self.track or Decimal(0), self.target or Decimal(0))


@dataclass(frozen=True)
class Row:
    """A name with the bars that stand below it."""

    label: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True)
class Key:
    """One line of the legend: a style of bars and its meaning."""

    style: str
    meaning: str


def draw_bars(rows: Sequence[Row], legend: Sequence[Key], width: int) -> tuple[str, int]:
    """The SVG of rows from top to bottom behind their legend, and its height."""
    bars = [bar for row in rows for bar in row.bars]
    value_space = max(len(bar.text) for bar in bars) * DIGIT + SPACE
    largest = max(bar.reach for bar in bars) or Decimal(1)
    scale = Decimal(width - value_space) / largest
    keys, top = place_legend(legend, width)
    placed = []
    for row in rows:
        lines = place_lines(row.label, top, 0, width)
        top += len(lines) * LINE_HEIGHT + 2
        views = []
        for bar in row.bars:
            views.append(place_bar(bar, top, scale, width))
            top += BAR_HEIGHT + BAR_GAP + (LINE_HEIGHT if bar.target_text else 0)
        placed.append({"lines": lines, "bars": views})
        top += GAP - BAR_GAP
    return render(
        "figures/templates/bars.html", legend=keys, rows=placed, bar_height=BAR_HEIGHT
    ), top - GAP + 2


def place_legend(legend: Sequence[Key], width: int) -> tuple[list[dict[str, object]], int]:
    """Each line of the legend in its place, and where the rows may begin."""
    views: list[dict[str, object]] = []
    top = 0
    for key in legend:
        lines = place_lines(key.meaning, top, 20, width)
        views.append({"style": key.style, "top": top + 4, "lines": lines})
        top += len(lines) * LINE_HEIGHT
    return views, top + SPACE if legend else 0


def place_lines(text: str, top: int, left: int, width: int) -> list[tuple[int, str]]:
    """The lines of a label that fit between `left` and `width`, each with its baseline."""
    lines = textwrap.wrap(text, int((width - left) / LETTER)) or [text]
    return [(top + 14 + index * LINE_HEIGHT, escape(line)) for index, line in enumerate(lines)]


def place_bar(bar: Bar, top: int, scale: Decimal, width: int) -> dict[str, object]:
    """What the template needs of a bar, its track, its target and their texts."""
    target = None
    if bar.target is not None:
        half = len(bar.target_text) * LETTER / 2
        x = float(bar.target * scale)
        target = {
            "x": short(x - 2),
            "text_x": short(min(max(x, half), width - half)),
            "baseline": top + BAR_HEIGHT + LINE_HEIGHT - 3,
            "text": escape(bar.target_text),
        }
    return {
        "style": bar.style,
        "top": top,
        "width": short(max(float(bar.amount * scale), 1)),
        "track": None if bar.track is None else short(float(bar.track * scale)),
        "target": target,
        "text": escape(bar.text),
        "text_x": short(max(float(bar.reach * scale), 1) + SPACE),
        "baseline": top + 12,
    }


def short(length: float) -> str:
    """A length with one decimal at most: each page has hundreds of them."""
    return f"{round(length, 1):g}"
