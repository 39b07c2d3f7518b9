"""Where brackets and backticks in a text close, each found in one pass over it."""

import re
from bisect import bisect_right
from collections.abc import Iterator

LONGEST_TARGET = 1000  # characters of an address with its title; what is longer is no link
TICKS = re.compile("`+")
ANGLE = re.compile(r"\(\s*<([^<>]*)>\s*(?:('[^']*'|\"[^\"]*\")\s*)?\)")
END_OF_TITLE = re.compile(r"[\"'] *\)")
PARENTHESIS = re.compile(r"[()\"']")
Span = tuple[int, int]


def closings(text: str) -> dict[int, int]:
    """The place of the `]` for each `[` that has one."""
    pairs: dict[int, int] = {}
    opened: list[int] = []
    for found in re.finditer(r"[\[\]]", text):
        if found[0] == "[":
            opened.append(found.start())
        elif opened:
            pairs[opened.pop()] = found.start()
    return pairs


def code_spans(text: str) -> Iterator[tuple[int, int, int]]:
    """Code between backticks: where it begins and ends, and how many backticks are around it.

    Where there are not as many again, fewer of them may open code; see Python-Markdown.
    """
    runs = [(found.start(), found.end()) for found in TICKS.finditer(text)]
    later = longest_after(runs)
    by_length: dict[int, list[int]] = {}
    for number, (start, end) in enumerate(runs):
        by_length.setdefault(end - start, []).append(number)
    done = 0
    for number, (start, end) in enumerate(runs):
        if start < done:
            continue
        start += escapes(text, start) % 2
        if start == end:
            continue
        size, last = end - start, None
        same = by_length.get(size, [])
        following = bisect_right(same, number)
        if following < len(same):
            last = same[following]
        elif (longest := later[number]) is not None:
            length = runs[longest][1] - runs[longest][0]
            if length < size:
                size, start, last = length, end - length, longest
        if last is not None:
            done = runs[last][1]
            yield start, done, size


def longest_after(runs: list[tuple[int, int]]) -> list[int | None]:
    """For each run of backticks, the number of the longest one after it."""
    result: list[int | None] = []
    longest: int | None = None
    for number in range(len(runs) - 1, -1, -1):
        result.append(longest)
        length = runs[number][1] - runs[number][0]
        if longest is None or length >= runs[longest][1] - runs[longest][0]:
            longest = number
    return result[::-1]


def escapes(text: str, position: int) -> int:
    """How many backslashes stand right before a position."""
    return position - len(text[:position].rstrip("\\")) if text[:position][-1:] == "\\" else 0


class Targets:
    """The addresses of links and pictures in a text, `(address "title")`.

    Parentheses in an address go by pairs; a quotation mark begins a title where another one
    stands before a closing parenthesis.
    """

    def __init__(self, text: str) -> None:
        """Find where titles may end."""
        self.text = text
        self.ends: dict[str, list[Span]] = {'"': [], "'": []}
        for found in END_OF_TITLE.finditer(text) if "](" in text else ():
            self.ends[found[0][0]].append(found.span())

    def at(self, start: int) -> tuple[Span, Span | None, int] | None:
        """Address, title and end of what begins at a place; None where it is no address."""
        if self.text[start : start + 1] != "(":
            return None
        angle = ANGLE.match(self.text, start)
        if angle:
            title = (angle.start(2) + 1, angle.end(2) - 1) if angle[2] else None
            return angle.span(1), title, angle.end()
        depth = 1
        for found in PARENTHESIS.finditer(self.text, start + 1, start + LONGEST_TARGET):
            place = found.start()
            if found[0] in self.ends:
                title_end = self.title_end(found[0], place)
                if title_end:
                    return (start + 1, place), (place + 1, title_end[0]), title_end[1]
                continue
            depth += 1 if found[0] == "(" else -1
            if not depth:
                return (start + 1, place), None, place + 1
        return None

    def title_end(self, quote: str, start: int) -> Span | None:
        """Where a title ends that begins at a place, and the parentheses with it."""
        ends = self.ends[quote]
        number = bisect_right(ends, (start + 1, 0))
        found = ends[number] if number < len(ends) else None
        return found if found and found[1] - start < LONGEST_TARGET else None
