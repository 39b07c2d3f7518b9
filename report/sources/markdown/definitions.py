"""What a page defines: footnotes, abbreviations, targets of links by reference."""

import re

from report.sources.markdown.fences import SourceLine
from report.sources.markdown.nodes import TAB, SourceLines, has_words, loose_detab, without_edges
from report.sources.markdown.scanner import BlockReading, Definition, NoteText

FOOTNOTE = re.compile(r" {0,3}\[\^([^\]]*)\]: *(.*)$")
ABBREVIATION_LINE = re.compile(r"^\*\[[^\\\n]*?\] ?: *\n? *(?P<title>.*)$", re.M)
REFERENCE_LINES = re.compile(
    r"^ {0,3}\[([^\[\]]*)\]: *(?:\n *)?([^\s]+) *(?:\n *)?"
    r"((?P<quote>[\"'])(?P<title>.*)(?P=quote) *|\((?P<other>.*)\) *)?$",
    re.M,
)


def footnote(now: BlockReading) -> bool:
    """`[^1]: ` and the text of a note, with the indented blocks after it."""
    found = now.first(FOOTNOTE)
    if not found:
        return False
    number, label = found
    line, before = now.block[number], now.block[:number]
    lines = [line.cut(label.start(2)), *continuation(now, number + 1)]
    now.scanner.add_note(NoteText(label[1], line.at, without_edges(lines)))
    if has_words(before):
        now.read_next(before)
    return True


def continuation(now: BlockReading, number: int) -> SourceLines:
    """The lines of a note from a line on, with the indented blocks after it, up to another note."""
    lines, more = up_to_note(now, number)
    while not more and now.rest and now.rest[-1][0][0].text.startswith(TAB):
        block, known = now.rest.pop()
        following = BlockReading(now.scanner, now.parent, block, known, now.rest)
        inner, more = up_to_note(following, 0)
        lines += [SourceLine("", block[0].at), *inner]
    return lines


def up_to_note(now: BlockReading, number: int) -> tuple[SourceLines, bool]:
    """Lines up to another note, without their indentation; whether there is one, read next."""
    end = number
    while end < len(now.block) and not FOOTNOTE.match(now.block[end].text):
        end += 1
    now.read_from(end)
    return loose_detab(now.block[number:end]), end < len(now.block)


def abbreviation(now: BlockReading) -> bool:
    """`*[ABC]: what it means`."""
    text = text_of_lines(now.block) if any(line.text[:2] == "*[" for line in now.block) else ""
    found = ABBREVIATION_LINE.search(text)
    if not found or not found["title"].strip():
        return False
    place = places(now.block, text, found)
    now.scanner.define(Definition("", "", found["title"], *place))
    read_around(now, text, *found.span())
    return True


def reference(now: BlockReading) -> bool:
    """`[label]: address "title"`, one or more below each other."""
    text = text_of_lines(now.block) if any("]:" in line.text for line in now.block) else ""
    found = REFERENCE_LINES.search(text)
    if not found:
        return False
    start = end = found.start()
    for one in REFERENCE_LINES.finditer(text, start):
        if one.start() > start and (text[end : one.start()].strip("\n") or "\n" in one[0]):
            break
        title = one["title"] or one["other"] or ""
        label, target = one[1].strip().lower(), one[2].lstrip("<").rstrip(">")
        now.scanner.define(Definition(label, target, title, *places(now.block, text, one)))
        end = one.end()
    read_around(now, text, start, end)
    return True


def text_of_lines(block: SourceLines) -> str:
    """The text of a block."""
    return "\n".join(line.text for line in block)


def places(block: SourceLines, text: str, found: re.Match[str]) -> tuple[int, int]:
    """Where a match in the text of a block begins and ends in the page."""
    last = text.count("\n", 0, found.end())
    column = found.end() - text.rfind("\n", 0, found.end()) - 1
    return block[text.count("\n", 0, found.start())].at, block[last].at + column


def read_around(now: BlockReading, text: str, start: int, end: int) -> None:
    """Read the lines before and after a definition next."""
    before = now.block[: text.count("\n", 0, start)]
    after = now.block[text.count("\n", 0, end) + 1 :]
    for lines in (after, before):
        if has_words(lines):
            now.read_next(without_edges(lines))
