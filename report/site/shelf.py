"""Figures wait aside while Markdown is converted, and come back into the HTML.

A Markdown converter parses every piece of inline HTML twice. Twenty figures on each of
250 pages cost a tenth of a build that way, and nothing is gained: they are HTML already.
Headings keep theirs, because anchors and tables of contents are made from them.
"""

import re

# A heading, a figure as report.figures writes it, or a small chart of report.charts.
FIGURE = re.compile(
    r'^#{1,6} .*$|<(data|span) class="so".*?</\1>|<svg class="bieu-do-nho".*?</svg>', re.M
)
PLACE = re.compile("\ue000(\\d+)\ue001")  # characters for private use: no text has them


def put_aside(markdown: str) -> tuple[str, list[str]]:
    """The Markdown with a place in the stead of each figure, and the figures in order."""
    figures: list[str] = []

    def place(found: re.Match[str]) -> str:
        if found[0].startswith("#"):
            return found[0]
        figures.append(found[0])
        return f"\ue000{len(figures) - 1}\ue001"

    return FIGURE.sub(place, markdown), figures


def put_back(html: str, figures: list[str]) -> str:
    """The HTML with every figure in its place."""
    return PLACE.sub(lambda place: figures[int(place[1])], html)
