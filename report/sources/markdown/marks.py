"""The text of a page as Markdown sees it: calls as marks, and the way back to the file.

A call `{{ … }}` becomes a *mark*, two private characters around its number, so that nothing in
it is taken for Markdown; `{% raw %}` and `{% endraw %}` go, as the template engine drops them;
line ends are "\\n" and tabs are spaces, as Python-Markdown has them.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from report.text.markup import MARK_BEGIN, MARK_END

LINE_BREAK = re.compile(r"\r\n|\r|\n")
CALL_MARK = re.compile(f"{MARK_BEGIN}([0-9]+){MARK_END}")
TAB_STOP = 4
# A block of `{% raw %}` ends where Jinja ends one (jinja2.lexer), whatever signs stand there.
RAW = re.compile(r"\{%[-+]?\s*raw\s*-?%\}")
END_OF_RAW = re.compile(r"\{%[-+]?\s*endraw\s*[-+]?%\}")
# A call, which ends in the same line, with what is between its braces; or the signs of a tag.
TAG = re.compile(r"\{\{([^\r\n}]*+(?:\}(?!\})[^\r\n}]*+)*+)\}\}|\{[{%#]|\}\}")
NOT_PLAIN = ("\r", "\t", "\x02", "\x03", MARK_BEGIN, MARK_END)
MADE_PLAIN = re.compile(rf"\r\n?|[{''.join(NOT_PLAIN[1:])}]")
REPLACEMENT = "\ufffd"  # instead of characters that are ours or Python-Markdown's


def line_ends(text: str) -> list[int]:
    """The offsets behind all line breaks of a text, as an editor's program counts lines."""
    if "\r" in text:
        return [found.end() for found in LINE_BREAK.finditer(text)]
    lengths = (len(line) + 1 for line in text.split("\n")[:-1])
    return [*accumulate(lengths)]


class Tag(NamedTuple):
    """A template tag and where it stands: "call" with what is between the braces, "raw" with
    the places between `{% raw %}` and `{% endraw %}`, or one that is none of these."""

    kind: str
    start: int
    end: int
    words: str = ""
    inner: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Marked:
    """Text with marks, and all template tags in it; those of a kind "call" go by the number of
    their mark. All places are those of the file."""

    text: str
    tags: tuple[Tag, ...]
    positions: tuple[int, ...]  # from where in `text` …
    shifts: tuple[int, ...]  # … this much is to be added for the place in the file

    def of_kind(self, kind: str) -> list[Tag]:
        """The tags of a kind."""
        return [tag for tag in self.tags if tag.kind == kind]

    def origin(self, position: int) -> int:
        """The place in the file of a position in `text`."""
        return position + self.shifts[bisect_right(self.positions, position) - 1]


class Copy:
    """A text as it is copied piece by piece, with a note where its places begin to differ."""

    def __init__(self, text: str, start: int) -> None:
        """Nothing copied yet of the text, from `start` on."""
        self.text = text
        self.is_plain = not any(sign in text for sign in NOT_PLAIN)
        self.pieces: list[str] = []
        self.length = self.line_start = 0
        self.positions, self.shifts = [0], [start]

    def add(self, piece: str, start: int) -> None:
        """Add what stands from `start` on in the original."""
        if not piece:
            return
        shift = start - self.length
        if shift != self.shifts[-1]:
            self.positions.append(self.length)
            self.shifts.append(shift)
        self.pieces.append(piece)
        if "\n" in piece:
            self.line_start = self.length + piece.rfind("\n") + 1
        self.length += len(piece)

    def lines(self, start: int, end: int) -> None:
        """Copy a stretch with its line ends, tabs and foreign characters made plain."""
        for odd in () if self.is_plain else MADE_PLAIN.finditer(self.text, start, end):
            self.add(self.text[start : odd.start()], start)
            start = odd.end()
            if odd[0][0] == "\r":
                self.add("\n", odd.end() - 1)
            elif odd[0] == "\t":
                columns = self.length - self.line_start
                self.add(" " * (TAB_STOP - columns % TAB_STOP), odd.start())
            else:
                self.add(REPLACEMENT, odd.start())
        self.add(self.text[start:end], start)


def with_marks(text: str, start: int) -> Marked:
    """The text of a file from `start` on, with marks."""
    copy, done, number = Copy(text, start), start, 0
    tags = tuple(template_tags(text, start))
    for tag in tags:
        copy.lines(done, tag.start)
        done = tag.end
        if tag.kind == "call":
            copy.add(f"{MARK_BEGIN}{number}{MARK_END}", tag.start)
            number += 1
        elif tag.kind == "raw":
            copy.lines(*tag.inner)
        else:
            copy.add(text[tag.start : tag.end], tag.start)
    copy.lines(done, len(text))
    copy.positions.append(copy.length)
    copy.shifts.append(len(text) - copy.length)
    return Marked("".join(copy.pieces), tags, tuple(copy.positions), tuple(copy.shifts))


def template_tags(text: str, start: int, end: int | None = None) -> Iterator[Tag]:
    """The template tags of a text from `start` on."""
    position, end = start, len(text) if end is None else end
    ends = [found.span() for found in END_OF_RAW.finditer(text, start)] if "{%" in text else []
    while found := TAG.search(text, position, end):
        if found[1] is not None:
            tag = Tag("call", *found.span(), found[1])
        else:
            tag = raw_at(text, found.start(), ends) or Tag("stray", *found.span())
        yield tag
        position = tag.end


def raw_at(text: str, start: int, ends: Sequence[tuple[int, int]]) -> Tag | None:
    """The raw text that begins at a place; `ends` are the places of all tags that end one."""
    opening = RAW.match(text, start)
    number = bisect_left(ends, (opening.end(), 0)) if opening else len(ends)
    if opening is None or number == len(ends):
        return None
    return Tag("raw", start, ends[number][1], inner=(opening.end(), ends[number][0]))
