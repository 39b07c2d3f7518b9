"""What a handbook keeps of the look of its pages: boxes that unfold, forms, lines of sources.

Functions of HTML and of pandoc's tree; the names are styles that report.typ has functions for.
"""

import re
from collections.abc import Sequence

from report.official.pandoc import Node, div, inlines, joined, para, tree_text
from report.official.tables import words_line_by_line

CHECK_LIST, BLANK_LINE = "Kiem", "Dong trong"  # what is to be marked, what is to be written on
ABOUT_RULES, LAPSED, NEW_PAGE = "Ve huong dan", "Het hieu luc", "Trang moi"
PART_STYLES = {  # class of a page → style in the handbook
    "hop": "Hop",
    "can-cu": "Can cu",
    "dong-trong": BLANK_LINE,
    "kiem": CHECK_LIST,
    "ve-huong-dan": ABOUT_RULES,
}
UNFOLDING = re.compile(r"<(/?)details\b[^>]*>")
MARKED = re.compile(r'<p class="(can-cu|dong-trong)">(.*?)</p>', re.DOTALL)
LAPSED_WORDS = "Phần này có quy định đã hết hiệu lực, không dùng cho hồ sơ mới."


def with_boxes(html: str) -> str:
    """The HTML of a page with its boxes that unfold, and its marked paragraphs, as wrappers that
    pandoc keeps."""
    boxed = UNFOLDING.sub(lambda found: "</div>" if found[1] else '<div class="hop">', html)
    return MARKED.sub(r'<div class="\1"><p>\2</p></div>', boxed)


def styled_part(classes: Sequence[str], content: list[Node]) -> list[Node] | None:
    """A wrapper of a page in its style; None where the handbook has none for it."""
    style = next((PART_STYLES[name] for name in classes if name in PART_STYLES), "")
    if not style:
        return None
    if style == ABOUT_RULES:
        content = [line for block in content for line in definitions_in_lines(block)]
    return [div(style, content)]


def definitions_in_lines(block: Node) -> list[Node]:
    """A definition list with a line for each term, its definitions between semicolons; another
    block as it is."""
    if block["t"] != "DefinitionList":
        return [block]
    lines = []
    for term, definitions in block["c"]:
        words = [{"t": "Strong", "c": [*term, *inlines(":")]}]
        for number, definition in enumerate(definitions):
            words += [*inlines(";" if number else ""), {"t": "Space"}]
            words += words_line_by_line(definition)
        end = "" if tree_text(words).endswith(".") else "."
        lines.append(para(joined([*words, *inlines(end)])))
    return lines


def lapsed_line() -> Node:
    """The line below the heading of rules that hold no more."""
    return div(LAPSED, [para(inlines(LAPSED_WORDS))])


def is_form(blocks: Sequence[Node]) -> bool:
    """Whether a page is to be printed alone and marked by hand."""
    return any(block["t"] == "Div" and block["c"][0][1][:1] == [CHECK_LIST] for block in blocks)
