"""The text of a page as Markdown sees it: calls as marks, and the way back to the file.

A call `{{ … }}` becomes a *mark*, two private characters around its number, so that nothing in
it is taken for Markdown; `{% raw %}` and `{% endraw %}` go, as the template engine drops them;
line ends are "\\n" and tabs are spaces, as Python-Markdown has them.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from report.text.markup import MARK_BEGIN, MARK_END

CALL_MARK = re.compile(f"{MARK_BEGIN}([0-9]+){MARK_END}")
TAB_STOP = 4
# A block of `{% raw %}` ends where Jinja ends one (jinja2.lexer), whatever signs stand there.
RAW = re.compile(r"\{%[-+]?\s*raw\s*-?%\}")
END_OF_RAW = re.compile(r"\{%[-+]?\s*endraw\s*[-+]?%\}")
TAG_START = re.compile(r"\{[{%#]|\}\}")
MADE_PLAIN = re.compile(rf"\r\n?|\t|[\x02\x03{MARK_BEGIN}{MARK_END}]")
REPLACEMENT = "\ufffd"  # instead of characters that are ours or Python-Markdown's


@dataclass(frozen=True)
class Tag:
    """A template tag and where it stands: "call" with what is between the braces, "raw" with
    the places between `{% raw %}` and `{% endraw %}`, or one that is none of these."""

    kind: str
    start: int
    end: int
    words: str = ""
    inner: tuple[int, int] = (0, 0)


@dataclass(frozen=True)
class Marked:
    """Text with marks. `calls` go by the number of their mark, `raw` are the places that stand
    between `{% raw %}` and `{% endraw %}`; all places are those of the file."""

    text: str
    calls: tuple[Tag, ...]
    strays: tuple[Tag, ...]
    raw: tuple[tuple[int, int], ...]
    positions: tuple[int, ...]  # from where in `text` …
    shifts: tuple[int, ...]  # … this much is to be added for the place in the file

    def origin(self, position: int) -> int:
        """The place in the file of a position in `text`."""
        return position + self.shifts[bisect_right(self.positions, position) - 1]


class Copy:
    """Text as it is copied piece by piece, with a note where its places begin to differ."""

    def __init__(self, start: int) -> None:
        """Nothing copied yet; the original begins at `start`."""
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


def with_marks(text: str, start: int) -> Marked:
    """The text of a file from `start` on, with marks."""
    copy, done = Copy(start), start
    calls: list[Tag] = []
    others: list[Tag] = []
    for tag in template_tags(text, start):
        copy_lines(copy, text, done, tag.start)
        done = tag.end
        (calls if tag.kind == "call" else others).append(tag)
        if tag.kind == "call":
            copy.add(f"{MARK_BEGIN}{len(calls) - 1}{MARK_END}", tag.start)
        elif tag.kind == "raw":
            copy_lines(copy, text, *tag.inner)
        else:
            copy.add(text[tag.start : tag.end], tag.start)
    copy_lines(copy, text, done, len(text))
    copy.positions.append(copy.length)
    copy.shifts.append(len(text) - copy.length)
    return Marked(
        "".join(copy.pieces),
        tuple(calls),
        tuple(tag for tag in others if tag.kind == "stray"),
        tuple((tag.start, tag.end) for tag in others if tag.kind == "raw"),
        tuple(copy.positions),
        tuple(copy.shifts),
    )


def template_tags(text: str, start: int, end: int | None = None) -> Iterator[Tag]:
    """The template tags of a text from `start` on."""
    position, ends = start, [found.span() for found in END_OF_RAW.finditer(text, start)]
    while found := TAG_START.search(text, position, len(text) if end is None else end):
        tag = call_at(text, found.start()) or raw_at(text, found.start(), ends)
        tag = tag or Tag("stray", *found.span())
        yield tag
        position = tag.end


def call_at(text: str, start: int) -> Tag | None:
    """The call that begins at a place; it ends in the same line."""
    if not text.startswith("{{", start):
        return None
    end = text.find("}}", start + 2)
    if text.find("\n", start, end) >= 0 or text.find("\r", start, end) >= 0:
        return None
    return Tag("call", start, end + 2, text[start + 2 : end]) if end >= 0 else None


def raw_at(text: str, start: int, ends: Sequence[tuple[int, int]]) -> Tag | None:
    """The raw text that begins at a place; `ends` are the places of all tags that end one."""
    opening = RAW.match(text, start)
    number = bisect_left(ends, (opening.end(), 0)) if opening else len(ends)
    if opening is None or number == len(ends):
        return None
    return Tag("raw", start, ends[number][1], inner=(opening.end(), ends[number][0]))


def copy_lines(copy: Copy, text: str, start: int, end: int) -> None:
    """Copy a stretch with its line ends, tabs and foreign characters made plain."""
    for odd in MADE_PLAIN.finditer(text, start, end):
        copy.add(text[start : odd.start()], start)
        start = odd.end()
        if odd[0][0] == "\r":
            copy.add("\n", odd.end() - 1)
        elif odd[0] == "\t":
            copy.add(" " * (TAB_STOP - (copy.length - copy.line_start) % TAB_STOP), odd.start())
        else:
            copy.add(REPLACEMENT, odd.start())
    copy.add(text[start:end], start)
