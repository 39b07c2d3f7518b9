"""The pages of a new year: headings and macro calls of the last one, text to be written."""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress

from report.drafting.new_year.years import Step
from report.figures.macros import CAN_VIET
from report.problems.problem import Mistake
from report.sources.keys import page_names, renamed
from report.sources.markdown import Element, Image, PageLink
from report.sources.markdown.brackets import Span
from report.sources.markdown.html_blocks import markups
from report.sources.markdown.marks import template_tags
from report.sources.markdown.reader import ElementKind
from report.sources.pages import Page, parse_call

LINES = re.compile(r"(?:^[^\n]*\S[^\n]*(?:\n|\Z))+", re.M)  # between two that are blank
LINE_JOINT = re.compile(r"\s*\n[\s>]*")
BEHIND_LINK = ("", ".", ",", ";")  # what else an item of a list of links has
# Macros whose words are the key of a document, or a line of last year: they stay what they are.
UNMOVED_CALLS = ("van_ban", CAN_VIET)


def new_page(page: Page, step: Step) -> str:
    """The page of the new year that stands where `page` stood.

    Headings, tables, charts, lists of links and what defines the addresses of links stay.
    Running text becomes one place to be written, with the line where it stood, followed by the
    figures, citations and links that it had.
    """
    head = step.text(renamed(page.text[: page.start], page_names(page.text)))
    body = "\n\n".join(moved_text(block, step) for block in new_blocks(page))
    return f"{head.rstrip()}\n\n{body}\n".lstrip()


def new_blocks(page: Page) -> Iterator[str]:
    """The blocks of the page; each run of running text is one place."""
    prose: list[Span] = []
    for span, stays in blocks(page):
        if not stays:
            prose.append(span)
            continue
        if prose:
            yield from place(page, prose)
            prose = []
        yield page.text[slice(*span)].rstrip()
    if prose:
        yield from place(page, prose)


def blocks(page: Page) -> Iterator[tuple[Span, bool]]:
    """Headings, code and runs of other lines in their order, and whether each stays."""
    headings = ((one, True) for one in page.content.headings if not sign_before(page, one))
    codes = ((one, False) for one in page.content.codes if one.kind != "span")
    position, size = page.start, len(page.text)
    whole = sorted((whole_lines(page, one), stays) for one, stays in (*headings, *codes))
    for span, stays in [*whole, ((size, size), False)]:
        for found in LINES.finditer(page.text, position, span[0]):
            yield found.span(), is_structure(page, found.span())
        if span[0] < span[1]:
            yield span, stays
        position = span[1]


def whole_lines(page: Page, element: Element) -> Span:
    """The lines that an element stands on."""
    end = page.text.find("\n", element.end)
    begin = page.text.rfind("\n", 0, element.offset) + 1
    return begin, len(page.text) if end < 0 else end


def sign_before(page: Page, element: Element) -> str:
    """What stands before an element in its line, as the sign of a list does."""
    return page.text[page.text.rfind("\n", 0, element.offset) + 1 : element.offset].strip()


def is_structure(page: Page, span: Span) -> bool:
    """Whether lines have no text: calls, HTML tags, definitions, for the most part links."""
    content, text = page.content, page.text[slice(*span)]
    paragraphs = within(content.paragraphs, span)
    overlapping = (one for one in content.html if one.offset < span[1] and one.end > span[0])
    if not paragraphs and not any(overlapping):
        return True
    text = blanked(text, ((one.offset, one.end) for one in within(content.calls, span)), span[0])
    text = blanked(text, [(one.start, one.end) for one in markups(text) if one.tag])
    links = sum(bool(sign_before(page, one)) and is_link(page, one) for one in paragraphs)
    return not text.strip() or 2 * links >= len(text.splitlines())


def is_link(page: Page, paragraph: Element) -> bool:
    """Whether a paragraph is a link or a picture and nothing else."""
    span = paragraph.offset, paragraph.end
    links = [(one.offset, one.end) for one in within(links_of(page), span)]
    lists = [(one.offset, one.end) for one in within(page.content.attribute_lists, span)]
    rest = blanked(page.text[slice(*span)], [*links, *lists], span[0])
    return len(links) == 1 and rest.strip() in BEHIND_LINK


def links_of(page: Page) -> list[PageLink | Image]:
    """The links and pictures of a page that are Markdown, in its order."""
    both: list[PageLink | Image] = [*page.content.links, *page.content.images]
    return sorted((one for one in both if not one.html), key=lambda one: (one.offset, -one.end))


def within(elements: Iterable[ElementKind], span: Span) -> list[ElementKind]:
    """The elements that begin in a stretch of the page."""
    return [one for one in elements if span[0] <= one.offset < span[1]]


def blanked(text: str, spans: Iterable[Span], offset: int = 0) -> str:
    """A text with spaces in stretches of it, which are counted from `offset` on."""
    for start, end in spans:
        start, end = start - offset, min(end - offset, len(text))
        text = f"{text[:start]}{' ' * (end - start)}{text[end:]}"
    return text


def place(page: Page, prose: Sequence[Span]) -> Iterator[str]:
    """A place to be written, and what the text had that the new one may need."""
    line = page.line(prose[0][0])
    yield f'{{{{ {CAN_VIET}("một đoạn (năm trước: {page.path}:{line})") }}}}'
    found = dict.fromkeys(piece for span in prose for piece in pieces(page, span))
    if found:
        yield "\n".join(f"- {piece}" for piece in found)


def pieces(page: Page, span: Span) -> Iterator[str]:
    """The links of running text, with the attributes behind them, and the calls elsewhere in it,
    but for those of the year."""
    lists = {one.offset: one.end for one in page.content.attribute_lists}
    calls = [one for one in page.content.calls if called(one.source) != "nam"]
    end = 0
    for one in sorted(within([*links_of(page), *calls], span), key=lambda one: one.offset):
        if one.offset >= end:
            end = lists.get(one.end, one.end)
            yield LINE_JOINT.sub(" ", page.text[one.offset : end])


def called(source: str) -> str:
    """The name of the macro that is called; none where the call cannot be read."""
    with suppress(Mistake):
        return parse_call(source).name
    return ""


def moved_text(block: str, step: Step) -> str:
    """A block with its years moved on, but for the calls of the macros that stay."""
    parts, done = [], 0
    for tag in template_tags(block, 0):
        if tag.kind == "call" and called(tag.words) in UNMOVED_CALLS:
            parts += [step.text(block[done : tag.start]), block[tag.start : tag.end]]
            done = tag.end
    return "".join([*parts, step.text(block[done:])])
