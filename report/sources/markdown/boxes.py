"""Boxes, `!!! note "Title"` and `??? note`, and HTML elements with Markdown in them."""

import re

from report.sources.markdown.fences import STANDS_IN
from report.sources.markdown.html_blocks import HtmlElement
from report.sources.markdown.nodes import TAB, BlockNode, SourceLines, detab
from report.sources.markdown.scanner import BlockReading

ADMONITION_START = re.compile(r'!!! ?[\w\-]+(?: +[\w\-]+)*(?: +"(.*?)")? *$')
DETAILS = re.compile(
    r"\?{3}\+? ?(?:(?:[\w\-]+(?: +[\w\-]+)*?)?(?: +\"(.*?)\")|[\w\-]+(?: +[\w\-]+)*?) *$"
)
SIGNS_OF_BOXES = ("!!!", "???")
BOXES = (("div", ADMONITION_START), ("details", DETAILS))
BOXED_LISTS = ("ul", "ol", "dl")


def box(now: BlockReading) -> bool:
    """A new box, or more of the content of one."""
    is_open = any(line.text.startswith(SIGNS_OF_BOXES) for line in now.block)
    return (is_open or now.block[0].text.startswith(TAB)) and any(
        opened_box(now, *kind) or continued(now, kind[0]) for kind in BOXES
    )


def opened_box(now: BlockReading, tag: str, pattern: re.Pattern[str]) -> bool:
    """A box that begins in this block."""
    found = now.first(pattern)
    if not found:
        return False
    number, title = found
    now.read_first(now.block[:number])
    node = now.parent.add(tag, now.block[number].at)
    if title[1]:
        words = now.block[number].cut(*title.span(1))
        node.add("summary", words.at, [words])
    fill_box(now, node, detab(now.block[number + 1 :]))
    return True


def continued(now: BlockReading, tag: str) -> bool:
    """A box above that an indented block belongs to, or a list at its end."""
    box_above = now.parent.last
    if box_above is None or box_above.tag != tag or box_above.taken is not None:
        return False
    node, width, text = box_above, len(TAB), now.block[0].text
    inner = node.last
    while inner and inner.tag in BOXED_LISTS and text.startswith(2 * TAB):
        if inner.last is None:
            return False
        node, inner = inner.last, inner.last.last
        text, width = text[len(TAB) :], width + len(TAB)
    if not text.startswith(TAB):
        return False
    if node.tag in ("li", "dd"):
        node.wrap_text()
    fill_box(now, node, detab(now.block, width))
    return True


def fill_box(now: BlockReading, node: BlockNode, parts: tuple[SourceLines, SourceLines]) -> None:
    """Read the content of a box; what is not indented comes next."""
    now.scanner.chunk(node, parts[0])
    now.read_next(parts[1])


def element(now: BlockReading) -> bool:
    """An HTML element whose content is Markdown."""
    found = STANDS_IN.match(now.block[0].text)
    taken = now.scanner.taken[int(found[1])] if found else None
    if not found or not isinstance(taken, HtmlElement) or not taken.tag:
        return False
    node = now.parent.add(taken.tag, taken.start)
    node.taken, node.end = taken, taken.end
    if taken.state == "block":
        now.scanner.chunk(node, taken.lines)
    elif taken.state == "span":
        node.text = taken.lines
    if now.block[0].text[found.end() :] or now.block[1:]:
        now.read_next([now.block[0].cut(found.end()), *now.block[1:]])
    return True
