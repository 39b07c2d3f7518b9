"""The HTML of a finished page as a tree of elements, to be written in another form.

The site's own HTML is read tag by tag: every `<` begins a tag, attributes stand between double
quotes. What is written otherwise is read by Python's parser, which takes five times as long.
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from html import unescape
from html.parser import HTMLParser
from typing import NamedTuple

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
OWN_TAG = re.compile(r'([a-z][a-z0-9]*+)((?: [a-z][a-z0-9-]*+(?:="[^"]*+")?+)*+) ?(/?)')
OWN_END = re.compile(r"/([a-z][a-z0-9]*+)")
OWN_COMMENT = re.compile(r"!--[^<>-](?:[^<>]*[^<>-])?--")
OWN_ATTRIBUTE = re.compile(r' ([a-z0-9-]++)(?:="([^"]*+)")?+')


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
        if self.open[-1].name == tag:
            self.open.pop()
        elif any(one.name == tag for one in self.open[1:]):
            while self.open.pop().name != tag:
                pass

    def handle_data(self, data: str) -> None:
        """A text."""
        self.open[-1].children.append(data)


class OwnTag(NamedTuple):
    """A tag as it is read: the end of an element, or its beginning; a comment has no `name`."""

    name: str
    ends: bool
    is_empty: bool
    attributes: Mapping[str, str]


LEFT_OUT_COMMENT = OwnTag("", ends=False, is_empty=True, attributes={})


@lru_cache(maxsize=8192)
def own_tag(source: str) -> OwnTag | None:
    """What stands between `<` and `>`; None where it takes a parser to tell."""
    found = OWN_TAG.fullmatch(source)
    if found:
        name, attributes, closed = found.groups()
        if name in OF_TEXT_ONLY:
            return None
        known: dict[str, str] = {}
        for key, value in OWN_ATTRIBUTE.findall(attributes):
            known[key] = unescape(value)  # of two with one name, the last, as the parser has it
        return OwnTag(name, False, bool(closed) or name in VOID_ELEMENTS, known)
    end = OWN_END.fullmatch(source)
    if end:
        return OwnTag(end[1], ends=True, is_empty=False, attributes={})
    return LEFT_OUT_COMMENT if OWN_COMMENT.fullmatch(source) else None


def html_tree(source: str) -> TreeElement:
    """The element without a name that holds all of `source`."""
    builder = TreeBuilder()
    if not is_built(builder, source):
        builder = TreeBuilder()
        builder.feed(source)
        builder.close()
    return builder.open[0]


def is_built(builder: TreeBuilder, source: str) -> bool:
    """Build the tree of HTML as the site writes it; False where it is written otherwise."""
    text, *pieces = source.split("<")
    if text:
        builder.handle_data(unescape(text))
    for piece in pieces:
        tag, end, text = piece.partition(">")
        read = own_tag(tag)
        if read is None or not end:
            return False
        if read.ends:
            builder.handle_endtag(read.name)
        elif read.name:
            builder.begin(read.name, read.attributes, read.is_empty)
        if text:
            builder.handle_data(unescape(text) if "&" in text else text)
    return True
