"""Parts the lines of a page into blocks: headings, paragraphs, lists, tables, quotes, boxes, code.

It goes the way of Python-Markdown's block processors, in their order and with the extensions of
mkdocs.yml; unlike there, every line knows its place in the page.
"""

import re

from report.sources.markdown.boxes import box, element
from report.sources.markdown.definitions import abbreviation, footnote, reference
from report.sources.markdown.fences import SIGNS_OF_FENCES, SourceLine, restored, without_fences
from report.sources.markdown.html_blocks import without_html
from report.sources.markdown.lists import definition_list, indented, plain_list
from report.sources.markdown.nodes import (
    TAB,
    BlockNode,
    SourceLines,
    detab,
    end_of,
    has_words,
    loose_detab,
    stripped,
)
from report.sources.markdown.rows import cells, is_table
from report.sources.markdown.scanner import BlockReading, Scanner

PAGE_END = "\n\n"  # as Python-Markdown has it: the last block ends without an empty line of its own
HEADING = re.compile(r"(#{1,6})((?:\\.|[^\\#]++|#+(?=[^#]))*?)#*$")
UNDERLINE = re.compile(r"(?:=+|-+) *$")
RULE = re.compile(r" {0,3}(?>(?:-+ {0,2}){3,}|(?:_+ {0,2}){3,}|(?:\*+ {0,2}){3,}) *$")
QUOTE = re.compile(r" {0,3}> ?(.*)")


def read_blocks(text: str) -> tuple[BlockNode, Scanner]:
    """The blocks of a page, the footnotes at its end, and what was defined in it."""
    page, scanner = BlockNode("page", 0), Scanner(BLOCK_KINDS, SHALLOW)
    lines = source_lines(f"{text}{PAGE_END}")
    if any(sign in text for sign in SIGNS_OF_FENCES):
        lines, fences = without_fences(lines)
        scanner.taken += fences
    scanner.chunk(page, without_html(lines, scanner.taken))
    scanner.shown_notes = len(scanner.all_notes)
    for note in list(scanner.notes.values()):
        scanner.chunk(page.add("note", note.at), note.lines)
    return page, scanner


def source_lines(text: str) -> SourceLines:
    """The lines of a text; one of spaces is empty."""
    lines, start = [], 0
    for piece in text.split("\n"):
        lines.append(SourceLine(piece if piece.strip(" ") else "", start))
        start += len(piece) + 1
    return lines


def empty(now: BlockReading) -> bool:
    """A block that begins with an empty line."""
    if now.block[0].text:
        return False
    now.read_from(1)
    return True


def indented_code(now: BlockReading) -> bool:
    """Indented code."""
    if not now.block[0].text.startswith(TAB):
        return False
    inner, after = detab(now.block)
    last = now.parent.last
    node = last if last and last.tag == "code" else now.parent.add("code", inner[0].at)
    node.end = end_of(inner)
    now.read_next([line for one in after for line in restored(one, now.scanner.taken)])
    return True


def table(now: BlockReading) -> bool:
    """A table: a head, a row of dashes, and the rows."""
    if len(now.block) < 2 or not is_table(line.text for line in now.block):
        return False
    head, dashes = now.block[0].text, now.block[1].text
    node = now.parent.add("table", now.block[0].at)
    node.end = end_of(now.block)
    for line in (now.block[0], *now.block[2:]):
        for start, end in cells(line.text, head, dashes):
            cell = line.cut(start, end)
            node.add("td", cell.at, [cell])
    return True


def hash_heading(now: BlockReading) -> bool:
    """`# Heading` on any line of a block, with or without the space."""
    found = now.first(HEADING)
    if not found:
        return False
    number, hashes = found
    now.read_first(now.block[:number])
    line = now.block[number]
    add_heading(now.parent, line.cut(*hashes.span(2)), len(hashes[1]), [line])
    if now.scanner.state == "looselist":
        now.read_next(loose_detab(now.block[number + 1 :]))
    else:
        now.read_from(number + 1)
    return True


def underlined(now: BlockReading) -> bool:
    """A heading with a line of = or - below it."""
    if len(now.block) < 2 or not UNDERLINE.match(now.block[1].text):
        return False
    level = 1 if now.block[1].text.startswith("=") else 2
    add_heading(now.parent, now.block[0], level, now.block[:2])
    now.read_from(2)
    return True


def add_heading(parent: BlockNode, words: SourceLine, level: int, lines: SourceLines) -> None:
    """Add a heading that takes whole lines."""
    left = len(words.text) - len(words.text.lstrip())
    node = parent.add("h", lines[0].at, [words.cut(left, max(left, len(words.text.rstrip())))])
    node.level, node.end = level, end_of(lines)


def rule(now: BlockReading) -> bool:
    """A line across the page."""
    found = now.first(RULE)
    if not found:
        return False
    now.read_first(now.block[: found[0]])
    now.parent.add("hr", now.block[found[0]].at)
    now.read_from(found[0] + 1)
    return True


def quote(now: BlockReading) -> bool:
    """`> ` before lines."""
    found = now.first(QUOTE)
    if not found:
        return False
    now.read_first(now.block[: found[0]])
    last, quoted = now.parent.last, now.block[found[0] :]
    node = last if last and last.tag == "blockquote" else None
    node = node or now.parent.add("blockquote", quoted[0].at)
    with now.scanner.within("blockquote"):
        now.scanner.chunk(node, [unquoted(line) for line in quoted])
    return True


def unquoted(line: SourceLine) -> SourceLine:
    """A line without its quotation mark."""
    if line.text.strip() == ">":
        return SourceLine("", line.at)
    found = QUOTE.match(line.text)
    return line.cut(found.start(1)) if found else line


def paragraph(now: BlockReading) -> bool:
    """What is nothing else; in a tight list, the words of the item."""
    parent, block = now.parent, now.block
    if not has_words(block):
        return True
    if now.scanner.state != "list":
        parent.add("p", block[0].at, stripped(block))
    elif parent.last:
        parent.last.tail += block
    else:
        parent.text += block if parent.text else stripped(block)
    return True


BLOCK_KINDS = (
    box,
    element,
    empty,
    indented,
    indented_code,
    table,
    hash_heading,
    underlined,
    rule,
    plain_list,
    definition_list,
    quote,
    footnote,
    abbreviation,
    reference,
    paragraph,
)
SHALLOW = (empty, paragraph)
