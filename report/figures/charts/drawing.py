"""Rows of bars → places on the drawing, in units of which a phone shows one as about a pixel."""

import textwrap
from collections.abc import Iterator, Sequence
from decimal import Decimal

from report.figures.plots import OUTLINED, Bar, BarPlot, Key, Row
from report.figures.results import Label, Rect, Shape

WIDTH = 360  # the content of a phone's page
SMALL_WIDTH = 240  # the content of a card
BAR_HEIGHT = 14
LINE_HEIGHT = 18
GAP = 12  # between rows
BAR_GAP = 4  # between the bars of a row
SPACE = 6  # between a bar and its value
LETTER = 7.8  # of a label: generous, so that no text is ever cut
DIGIT = 7.6  # of a value, which is bold and mostly digits
KEY_SIZE = 11  # of the square before a line of the legend
KEY_TEXT = 20  # where that line begins

TARGET, VALUE, CENTRED, SCALE = "moc", "gia-tri", "o-giua", "thuoc"


def draw_bars(plot: BarPlot, width: int) -> tuple[tuple[Shape, ...], int]:
    """The shapes of rows from top to bottom behind their legend, and their height."""
    bars = [bar for row in plot.rows for bar in row.bars]
    value_space = max(len(bar.text) for bar in bars) * DIGIT + SPACE
    shapes, top = place_legend(plot.legend, width)
    for scale in plot.scales:
        if scale.title:
            lines = place_lines(scale.title, 0, top, width)
            shapes += [line._replace(style=SCALE) for line in lines]
            top += len(lines) * LINE_HEIGHT + SPACE
        for row in scale.rows:
            shapes += place_row(row, top, Decimal(width - value_space) / scale.largest, width)
            top += row_height(row, width)
    return tuple(shapes), top - GAP + 2


def place_row(row: Row, top: int, scale: Decimal, width: int) -> Iterator[Shape]:
    """The shapes of a row: its name, and its bars below."""
    lines = place_lines(row.label, 0, top, width)
    yield from lines
    top += len(lines) * LINE_HEIGHT + 2
    for bar in row.bars:
        yield from place_bar(bar, top, scale, width)
        top += bar_height(bar)


def row_height(row: Row, width: int) -> int:
    """How high a row is, with the gap below it."""
    lines = len(place_lines(row.label, 0, 0, width))
    return lines * LINE_HEIGHT + 2 + sum(map(bar_height, row.bars)) + GAP - BAR_GAP


def bar_height(bar: Bar) -> int:
    """How high a bar is with the texts of its targets, and the gap below it."""
    return BAR_HEIGHT + BAR_GAP + LINE_HEIGHT * len(bar.targets)


def place_legend(legend: Sequence[Key], width: int) -> tuple[list[Shape], int]:
    """Each line of the legend in its place, and where the rows may begin."""
    shapes: list[Shape] = []
    top = 0
    for key in legend:
        lines = place_lines(key.meaning, KEY_TEXT, top, width - KEY_TEXT)
        shapes += [Rect(key.style, 1, top + 4, KEY_SIZE, KEY_SIZE), *lines]
        top += len(lines) * LINE_HEIGHT
    return shapes, top + SPACE if legend else 0


def place_lines(text: str, left: float, top: int, width: float) -> list[Label]:
    """The lines of a label that are at most `width` long, one below the other."""
    lines = textwrap.wrap(text, int(width / LETTER)) or [text]
    return [Label(line, left, top + 14 + index * LINE_HEIGHT) for index, line in enumerate(lines)]


def place_bar(bar: Bar, top: int, scale: Decimal, width: int) -> Iterator[Shape]:
    """A bar before its track, its targets, and their texts, a line for each."""
    if bar.track is not None:
        yield Rect(OUTLINED, 0, top, float(bar.track * scale), BAR_HEIGHT)
    yield Rect(bar.style, 0, top, max(float(bar.amount * scale), 1), BAR_HEIGHT)
    for line, target in enumerate(bar.targets):
        x, half = float(target.amount * scale), len(target.text) * LETTER / 2
        yield Rect(TARGET, x - 2, top - 3, 4, BAR_HEIGHT + 6, round=0)
        baseline = top + BAR_HEIGHT + LINE_HEIGHT * (line + 1) - 3
        yield Label(target.text, min(max(x, half), width - half), baseline, CENTRED)
    yield Label(bar.text, max(float(bar.reach * scale), 1) + SPACE, top + 12, VALUE)
