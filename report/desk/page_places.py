"""Where something new can go on a page: behind a paragraph, behind a word, to its end."""

import re

from report.edition.edition import FilledPage
from report.figures.results import plain_text

WORDS_OF_NOTE = re.compile(r"\[\^[^\]]+\]:")  # of a note, at the end of a page


def with_block(text: str, line: int | None, block: str) -> str:
    """A text with a block by itself behind the paragraph that has a line, counted from 1; None is
    the end of the page, above the notes."""
    lines = text.rstrip("\n").split("\n")
    at = end_of_text(lines) if line is None else paragraph_end(lines, line)
    before, behind = lines[:at], lines[at:]
    while before and not before[-1].strip():
        before.pop()
    while behind and not behind[0].strip():
        behind.pop(0)
    return "\n".join([*before, "", block, *([""] if behind else []), *behind, ""])


def end_of_text(lines: list[str]) -> int:
    """The number of lines above the notes that a page ends with."""
    at = len(lines)
    for number in range(len(lines) - 1, -1, -1):
        line = lines[number]
        if WORDS_OF_NOTE.match(line):
            at = number
        elif line.strip() and not line.startswith("    "):
            break
    return at


def paragraph_end(lines: list[str], line: int) -> int:
    """The number of lines down to the end of the paragraph that has a line, and of the list or
    box that it stands in: what is indented below it."""
    at = max(0, min(line, len(lines)) - 1)
    while at < len(lines):
        if not lines[at].strip():
            following = next((one for one in lines[at:] if one.strip()), "")
            if not following.startswith(("    ", "\t")):
                break
        at += 1
    return at


def with_note(text: str, line: int, label: str, words: str) -> str:
    """A text with the mark of a note at the end of a line, and its words at the end."""
    lines = text.rstrip("\n").split("\n")
    sentence = lines[line - 1].rstrip(" \t")
    lines[line - 1] = f"{sentence}[^{label}]"
    gap = [] if WORDS_OF_NOTE.match(lines[-1]) else [""]
    return "\n".join([*lines, *gap, f"[^{label}]: {words}", ""])


def sections_json(filled: FilledPage) -> list[dict[str, object]]:
    """The headings of a page with the last line of the part of each; none of the last part."""
    page = filled.page
    headings = sorted(page.content.headings, key=lambda one: one.offset)
    ends = [page.line(one.offset) - 1 for one in headings[1:]]
    return [
        {"title": plain_text(one.text, filled.results), "level": one.level, "line": end}
        for one, end in zip(headings, [*ends, None], strict=True)
    ]
