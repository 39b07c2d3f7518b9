"""The HTML of a finished page as a tree of elements, to be written in another form.

The site's own HTML is read tag by tag: every `<` begins a tag, attributes stand between double
quotes. What is written otherwise is read by Python's parser, which takes five times as long.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser

VOID_ELEMENTS = {
    "area",
    "br",
    "col",
    "embed",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "wbr",
}
# Whose content is no markup.
OF_TEXT_ONLY = {"iframe", "noembed", "noframes", "plaintext", "script", "style", "textarea"}
OF_TEXT_ONLY |= {"title", "xmp"}
# A tag or a comment as the site writes it, and the text behind it.
OWN_PIECE = re.compile(
    r'<(?:([a-z][a-z0-9]*+)((?: [a-z][a-z0-9-]*+(?:="[^"<>]*+")?+)*+) ?(/?)'
    r"|/([a-z][a-z0-9]*+)"
    r"|!--[^<>-](?:[^<>]*[^<>-])?--)>([^<]*+)"
)
OWN_ATTRIBUTE = re.compile(r' ([a-z0-9-]++)(?:="([^"]*+)")?+')
NO_ATTRIBUTES: Mapping[str, str] = {}


class TreeElement:
    """An element with what stands in it: elements and texts."""

    __slots__ = ("attributes", "children", "name")

    def __init__(self, name: str, attributes: Mapping[str, str]) -> None:
        self.name = name
        self.attributes = attributes
        self.children: list[TreeElement | str] = []

    def get(self, name: str) -> str:
        """An attribute, empty where it is missing or has no value."""
        return self.attributes.get(name, "")

    @property
    def classes(self) -> list[str]:
        """Its classes."""
        return self.get("class").split()

    def all(self, *names: str) -> Iterator["TreeElement"]:
        """The elements of these names in it, not those within one of them."""
        for child in self.children:
            if isinstance(child, TreeElement):
                if child.name in names:
                    yield child
                else:
                    yield from child.all(*names)


class TreeBuilder(HTMLParser):
    """Builds the tree; an end without its beginning is left out."""

    def __init__(self) -> None:
        super().__init__()
        self.open = [TreeElement("", {})]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element begins."""
        self.begin(tag, {name: value or "" for name, value in attrs}, tag in VOID_ELEMENTS)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element of a drawing, which has nothing in it."""
        self.begin(tag, {name: value or "" for name, value in attrs}, is_empty=True)

    def begin(self, name: str, attributes: Mapping[str, str], is_empty: bool) -> None:
        """An element begins, and ends at once where it can have nothing in it."""
        element = TreeElement(name, attributes)
        self.open[-1].children.append(element)
        if not is_empty:
            self.open.append(element)

    def handle_endtag(self, tag: str) -> None:
        """An element ends, and with it those that it has open."""
        end_element(self.open, tag)

    def handle_data(self, data: str) -> None:
        """A text."""
        self.open[-1].children.append(data)


def end_element(open_elements: list[TreeElement], name: str) -> None:
    """End an element, and with it those that it has open; nothing where there is no such one."""
    if open_elements[-1].name == name:
        open_elements.pop()
    elif any(one.name == name for one in open_elements[1:]):
        while open_elements.pop().name != name:
            pass


def html_tree(source: str) -> TreeElement:
    """The element without a name that holds all of `source`."""
    return own_tree(source) or parsed_tree(source)


def parsed_tree(source: str) -> TreeElement:
    """The tree as Python's parser reads it."""
    builder = TreeBuilder()
    builder.feed(source)
    builder.close()
    return builder.open[0]


def own_tree(source: str) -> TreeElement | None:
    """The tree of HTML as the site writes it; None where it is written otherwise."""
    pieces = OWN_PIECE.findall(source)
    if len(pieces) != source.count("<"):
        return None
    opened = [top := TreeElement("", NO_ATTRIBUTES)]
    if before := source.partition("<")[0]:
        top.children.append(unescape(before))
    for name, attributes, closed, ended, text in pieces:
        if name:
            if name in OF_TEXT_ONLY:
                return None
            element = TreeElement(name, own_attributes(attributes) if attributes else NO_ATTRIBUTES)
            top.children.append(element)
            if not closed and name not in VOID_ELEMENTS:
                opened.append(element)
                top = element
        elif ended:
            end_element(opened, ended)
            top = opened[-1]
        if text:
            top.children.append(unescape(text) if "&" in text else text)
    return opened[0]


@lru_cache(maxsize=8192)
def own_attributes(source: str) -> Mapping[str, str]:
    """The attributes of a tag; of two with one name, the last, as the parser has it."""
    return {name: unescape(value) for name, value in OWN_ATTRIBUTE.findall(source)}
