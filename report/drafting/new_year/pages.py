"""The pages of a new year: headings and macro calls of the last one, text to be written."""

import re
from collections.abc import Iterable, Iterator

from report.drafting.new_year.years import Step
from report.figures.macros import CAN_VIET
from report.sources.keys import page_names, renamed
from report.sources.pages import Page

MARKDOWN_BLOCK = re.compile(
    r"^(?P<fence>`{3,}|~{3,})[^\n]*\n(?:.*?^(?P=fence)[^\n]*|.*\Z)"
    r"|^#{1,6} [^\n]*|(?:^(?!#{1,6} )[^\n]*\S[^\n]*(?:\n|\Z))+",
    re.M | re.S,
)
# What a part of these may match, no other part does: otherwise time doubles with each call.
CALL = r"\{\{(?:(?!\}\})[^\n])*\}\}"
MARKDOWN_LINK = rf"!?\[(?:{CALL}|(?!\{{\{{)[^\]])*\]\([^)\s]*\)(?:\{{[^{{}}\n]*\}})?"
PIECE = re.compile(rf"(?P<link>{MARKDOWN_LINK})|(?P<call>{CALL})")
YEAR_CALL = re.compile(r"\{\{\s*nam\b")
ONLY_CALLS = re.compile(rf"\s*(?:{CALL}\s*)+")
ONLY_TAGS = re.compile(r"\s*(?:</?[A-Za-z][^>]*>\s*)+")
LINK_LINE = re.compile(rf"\s*[-*+] {MARKDOWN_LINK}[.;,]?\s*")
CITATION = re.compile(r"(van_ban\([^)]*\))")


def new_page(page: Page, step: Step) -> str:
    """The page of the new year that stands where `page` stood.

    Headings, tables, charts and lists of links stay. Running text becomes one place to be
    written, with the line where it stood, followed by the figures, citations and links that
    it had.
    """
    head = step.text(renamed(page.text[: page.start], page_names(page.text)))
    body = "\n\n".join(moved_calls(block, step) for block in new_blocks(page))
    return f"{head.rstrip()}\n\n{body}\n".lstrip()


def new_blocks(page: Page) -> Iterator[str]:
    """The blocks of the page; each run of running text is one place."""
    prose: list[str] = []
    begin = 0
    for found in MARKDOWN_BLOCK.finditer(page.text, page.start):
        block = found[0].rstrip()
        if not stays(block):
            begin = begin if prose else page.line(found.start())
            prose.append(block)
            continue
        if prose:
            yield from place(page, begin, prose)
            prose = []
        yield block
    if prose:
        yield from place(page, begin, prose)


def stays(block: str) -> bool:
    """Whether a block is structure: a heading, a table or chart, a list of links, HTML tags."""
    lines = block.splitlines()
    links = sum(bool(LINK_LINE.fullmatch(line)) for line in lines)
    return (
        block.startswith("#")
        or bool(ONLY_CALLS.fullmatch(block) or ONLY_TAGS.fullmatch(block))
        or 2 * links >= len(lines)
    )


def place(page: Page, line: int, prose: Iterable[str]) -> Iterator[str]:
    """A place to be written, and what the text had that the new one may need."""
    yield f'{{{{ {CAN_VIET}("một đoạn (năm trước: {page.path}:{line})") }}}}'
    pieces = [
        found[0]
        for found in PIECE.finditer("\n".join(prose))
        if not found["call"] or not YEAR_CALL.match(found["call"])
    ]
    if pieces:
        yield "\n".join(f"- {piece}" for piece in dict.fromkeys(pieces))


def moved_calls(block: str, step: Step) -> str:
    """A block with its years moved on, but for the keys of documents: they stay what they are.

    The line of last year's text stays, too.
    """
    if block.startswith(f"{{{{ {CAN_VIET}"):
        return block
    parts = CITATION.split(block)
    return "".join(part if CITATION.fullmatch(part) else step.text(part) for part in parts)
