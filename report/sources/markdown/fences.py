"""Fenced code, taken out of a page before it is parted into blocks.

It becomes a line with a *stand-in*, whose number leads back to it. The rules are those of
pymdownx.superfences: fences may stand in lists, boxes and quotes.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

STAND_IN = "\x02{}\x03"
STANDS_IN = re.compile("\x02([0-9]+)\x03")
SIGNS_OF_FENCES = ("```", "~~~")  # one of them is in each
FENCE = re.compile(
    r"(?P<fence>~{3,}+|`{3,}+)(?:[ ]*\.?[\w#.+-]+(?=[ ]|$))?"
    r"(?:[ ]*\{[^\n]*\}|(?:[ ]*[a-zA-Z][a-zA-Z0-9_]*(?:=(?:\"[^\"]*\"|'[^']*'))?(?=[ ]|$))+)?[ ]*$"
)


class SourceLine(NamedTuple):
    """A line of text and where it begins in the marked text."""

    text: str
    at: int

    def cut(self, start: int, end: int | None = None) -> "SourceLine":
        """A part of the line."""
        return SourceLine(self.text[start:end], self.at + start)


@dataclass(frozen=True)
class Fence:
    """Fenced code: where it stands and its lines, the fences included."""

    start: int
    end: int
    prefix: str
    lines: tuple[SourceLine, ...]

    def restored(self, prefix: str) -> list[SourceLine]:
        """The lines as they were, below a prefix of which something was taken already."""
        return [line.cut(len(self.prefix) - len(prefix)) for line in self.lines]


@dataclass
class OpenFence:
    """A fence that waits for its end."""

    prefix: str
    mark: str
    first: int
    empty_lines: int = 0

    @property
    def quotes(self) -> int:
        """How many quotes it stands in."""
        return self.prefix.count(">")


def without_fences(lines: Sequence[SourceLine]) -> tuple[list[SourceLine], list[Fence]]:
    """The lines with a stand-in for each fenced code, and these by the number of the stand-in."""
    result: list[SourceLine] = []
    taken: list[Fence] = []
    fence: OpenFence | None = None
    for number, line in enumerate(lines):
        result.append(line)
        if fence is None:
            fence = opening(line, number) if "```" in line.text or "~~~" in line.text else None
            continue
        prefix, content = parted(line.text, len(fence.prefix))
        if not belongs(fence, prefix, content):
            fence = None
        elif ends(fence, content):
            inner = tuple(lines[fence.first : number + 1])
            del result[-len(inner) :]
            result.append(SourceLine(fence.prefix + STAND_IN.format(len(taken)), inner[0].at))
            taken.append(Fence(inner[0].at, line.at + len(line.text), fence.prefix, inner))
            fence = None
        else:
            fence.empty_lines = 0 if content.strip() else fence.empty_lines + 1
    return result, taken


def opening(line: SourceLine, number: int) -> OpenFence | None:
    """The fence that a line opens."""
    prefix = quotes_before(line.text)
    found = FENCE.match(line.text, len(prefix))
    return OpenFence(prefix, found["fence"], number) if found else None


def restored(line: SourceLine, taken: Sequence[object]) -> list[SourceLine]:
    """A line, or the fenced code that it alone stands for, when that turns out to be none."""
    prefix = quotes_before(line.text)
    found = STANDS_IN.fullmatch(line.text, len(prefix))
    fence = taken[int(found[1])] if found else None
    return fence.restored(prefix) if isinstance(fence, Fence) else [line]


def quotes_before(text: str) -> str:
    """The quotes and indentation before a text."""
    return text[: len(text) - len(text.lstrip("> "))]


def parted(text: str, width: int) -> tuple[str, str]:
    """The quotes and indentation before a line of code, at most as wide as those of its fence."""
    prefix = quotes_before(text[:width])
    return prefix, text[len(prefix) :]


def belongs(fence: OpenFence, prefix: str, content: str) -> bool:
    """Whether a line is part of the code: indented and quoted as its fence is."""
    quotes = prefix.count(">")
    if not fence.quotes:
        indented = len(prefix) == len(fence.prefix) or not content
        return not (prefix + content).strip() or (quotes == 0 and indented)
    if quotes > fence.quotes:
        return False
    if not content:
        return True
    wide = len(prefix) >= len(fence.prefix)
    return wide and not (fence.empty_lines and quotes < fence.quotes)


def ends(fence: OpenFence, content: str) -> bool:
    """Whether a line of code is the closing fence."""
    return content.startswith(fence.mark) and not content[len(fence.mark) :].strip(" \t")
