"""Rows of a table in Markdown, parted into cells as Python-Markdown's tables extension does."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from report.sources.markdown.brackets import Span

PIPES = re.compile(r"(\\\\)|(\\`+)|(`+)|(\\\|)|(\|)")
ROW_END = re.compile(r"(?<!\\)(?:\\\\)*\|$")


def is_table(lines: Iterator[str]) -> bool:
    """Whether the lines of a block, at least two, are a table: a head and as many dashes."""
    head, dashes = next(lines).strip(" "), next(lines).strip(" ")
    if not set(dashes) <= set("|:- "):
        return False
    columns = len(parted_at_pipes(head, has_border(head)))
    if columns == 1:
        rows = [dashes, *(line.strip(" ") for line in lines)]
        if not has_border(head) or not all(row[:1] == "|" or ROW_END.search(row) for row in rows):
            return False
    return len(parted_at_pipes(dashes, has_border(head))) == columns


def has_border(head: str) -> bool:
    """Whether a head begins or ends with a pipe; the other rows are read alike."""
    return head.startswith("|") or bool(ROW_END.search(head))


def cells(line: str, head: str, dashes: str) -> list[Span]:
    """Where the cells of a row begin and end, no more than the row of dashes has."""
    border = has_border(head.strip(" "))
    left = len(line) - len(line.lstrip(" "))
    found = parted_at_pipes(line.strip(" "), border)[
        : len(parted_at_pipes(dashes.strip(" "), border))
    ]
    return [trimmed_cell(line, start + left, end + left) for start, end in found]


def trimmed_cell(line: str, start: int, end: int) -> Span:
    """A cell without the spaces around its words."""
    cell = line[start:end]
    left = len(cell) - len(cell.lstrip(" "))
    return start + left, start + max(left, len(cell.rstrip(" ")))


def parted_at_pipes(row: str, border: bool) -> list[Span]:
    """The stretches of a row between its pipes, those in code and `\\|` apart."""
    start, end = 0, len(row)
    if border:
        start = int(row.startswith("|"))
        closing = ROW_END.search(row, start)
        end = closing.start() if closing else end
    pipes, ticks = [], []
    for found in PIPES.finditer(row, start, end):
        if found[2] or found[3]:
            escape = 1 if found[2] else 0
            ticks.append((len(found[0]) - escape, escape, found.start(), found.end() - 1))
        elif found[5]:
            pipes.append(found.start())
    edges = outside(pipes, code_regions(ticks))
    return list(zip([start, *(edge + 1 for edge in edges)], [*edges, end], strict=True))


def outside(pipes: Sequence[int], regions: Sequence[Span]) -> list[int]:
    """The pipes that do not stand in code."""
    starts = [start for start, _ in regions]
    return [
        pipe
        for pipe in pipes
        if not (number := bisect_right(starts, pipe)) or regions[number - 1][1] < pipe
    ]


def code_regions(ticks: Sequence[tuple[int, int, int, int]]) -> list[Span]:
    """Where code begins and ends: backticks and the next as many of them.

    Of each run: its length without the backslash, 1 where it has one, its first and last place.
    """
    by_length: dict[int, list[int]] = {}
    for number, (length, *_) in enumerate(ticks):
        by_length.setdefault(length, []).append(number)
    regions, number = [], 0
    while number < len(ticks):
        length, escaped, start, _ = ticks[number]
        same = by_length.get(length - escaped, [])
        following = bisect_right(same, number)
        if length > escaped and following < len(same):
            number = same[following]
            regions.append((start, ticks[number][3]))
        number += 1
    return regions
