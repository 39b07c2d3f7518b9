"""Headings of documents: their levels, looks and numbers."""

from dataclasses import dataclass
from typing import Any

from report.official.heading_numbers import HEADING_NUMBER
from report.official.pandoc import Node, attributes, inlines, may_have_nodes
from report.sources.outline import NUMBER_STYLES, SMALLEST
from report.text.numbers import roman

ANNEX = "phu-luc"
OPENING, SMALL = "mo-dau", len(NUMBER_STYLES)  # looks without a number
DEEPEST_HEADING = 6  # level of headings: PDF, HTML and EPUB know no other


@dataclass(frozen=True)
class Place:
    """Where headings of a page stand: level in the tree and style of its first-level heading."""

    level: int
    style: int
    below: int  # style of the headings below

    def of(self, depth: int) -> tuple[int, int]:
        """Level and style of a heading, `depth` levels below the page's own."""
        if not depth:
            return self.level, self.style
        style = self.below + depth - 1
        own = style + 1 if style >= SMALL > self.style else style  # SMALL: names of pages alone
        return self.level + depth, min(own, SMALLEST)


def section_look(block: Node) -> int:
    """The look of a heading of a page that stands by itself: no names of pages, SMALL, below it."""
    looks: tuple[int, ...] = (2, 3, *range(SMALL + 1, SMALLEST + 1))
    return looks[min(int(block["c"][0]) - 2, len(looks) - 1)]


def heading(level: int, look: int | str, number: str, text: list[Node], name: str = "") -> Node:
    """A heading with its number; the class says what it looks like."""
    gap = {"t": "LineBreak"} if look == 0 else {"t": "Space"}
    text = upper(text) if look in (0, 1) else text
    content = [*inlines(number), gap, *text] if number else text
    counted = {HEADING_NUMBER: number} if number else {}
    attr = attributes(name, [f"kieu-{look}"], **counted)
    return {"t": "Header", "c": [min(level, DEEPEST_HEADING), attr, content]}


def annex_title(number: int, count: int) -> str:
    """What an annex is called; a single one has no number."""
    return f"Phụ lục {roman(number)}" if count > 1 else "Phụ lục"


def annex_heading(title: str, text: list[Node], name: str) -> Node:
    """The heading of an annex."""
    content = [*inlines(title), {"t": "LineBreak"}, *upper(text)]
    return {"t": "Header", "c": [1, attributes(name, [f"kieu-{ANNEX}"]), content]}


def upper(content: Any) -> Any:
    """A title in upper case, as the decree has it."""
    match content:
        case {"t": "Str", "c": text}:
            return {"t": "Str", "c": text.upper()}
        case {"c": inner}:
            return {**content, "c": upper(inner)}
    return [*map(upper, content)] if may_have_nodes(content) else content
