"""The numbers of headings as word processors count them: which they find by themselves.

A word processor counts on from the heading before, in its own letters. Where the document counts
anew, or in letters that a program does not know (đ, thứ nhất), it is told so.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from report.official.numbering import Numbering
from report.official.pandoc import Node, inlines
from report.sources.outline import NUMBER_STYLES

HEADING_NUMBER = "so-de-muc"  # the attribute of a heading that has its number
LATIN = "abcdefghijklmnopqrstuvwxyz"  # what programs count in
MOST_COUNTED = 400  # headings of one kind below one heading; no document has so many


@dataclass(frozen=True)
class HeadingNumber:
    """The number of a heading: the place of its style in NUMBER_STYLES, how many it is, as it is
    written, and whether it does not follow from the heading before."""

    style: int
    count: int
    text: str
    is_anew: bool

    @property
    def is_plain(self) -> bool:
        """Whether any word processor writes it by itself: I., 1. and the letters up to d)."""
        if self.style == len(NUMBER_STYLES) - 1:
            return self.text == f"{LATIN[self.count - 1 : self.count]})"
        return self.style > 0


def heading_numbers(headings: Sequence[Node]) -> Iterator[HeadingNumber | None]:
    """The number of each heading in order; None where it has none.

    `headings` are all of a document: a number that does not follow begins a count of its own.
    """
    numbering = Numbering()
    for heading in headings:
        written = written_number(heading)
        style = number_style(heading)
        if not written or style is None:
            yield None
            continue
        is_anew = numbering.next(style) != written
        if is_anew:
            numbering = counted_to(style, written)
        yield HeadingNumber(style, numbering.counts[style], written, is_anew)


def counted_to(style: int, written: str) -> Numbering:
    """A count whose last number is the written one."""
    numbering = Numbering()
    for _ in range(MOST_COUNTED):
        if numbering.next(style) == written:
            break
    return numbering


def written_number(heading: Node) -> str:
    """The number of a heading as it is written; empty where it has none."""
    return str(dict(heading["c"][1][2]).get(HEADING_NUMBER, ""))


def number_style(heading: Node) -> int | None:
    """The place of a heading's look in NUMBER_STYLES; None where the look has no number."""
    look = heading["c"][1][1][0]
    names = [f"kieu-{number}" for number in range(len(NUMBER_STYLES))]
    return names.index(look) if look in names else None


def without_number(heading: Node, number: HeadingNumber | None) -> list[Node]:
    """The words of a heading behind its number; a line break between them stays."""
    words: list[Node] = heading["c"][2]
    if number is None:
        return words
    rest = words[len(inlines(number.text)) :]
    return rest[1:] if rest and rest[0]["t"] == "Space" else rest
