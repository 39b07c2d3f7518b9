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
# What most elements have in them beside texts: figures as report/site/html.py writes them, whose
# element says nothing in another form, and links. A source of these alone is simple.
SIMPLE_FIGURE = r'<data class="so"(?: (?:value|data-nguon|data-nam)="[^"<>]*+")*+>[^<]*+</data>'
SIMPLE_LINK = r'<a(?: (?:class|href|title)="[^"<>]*+")*+>[^<]*+</a>'
# A tag or comment as the site writes it, what is simple behind a tag, and the end of the element
# where that comes next, and the text behind; or the `<` of anything else.
OWN_PIECE = re.compile(
    r'<(?:([a-z][a-z0-9]*+)((?: [a-z][a-z0-9-]*+(?:="[^"<>]*+")?+)*+) ?'
    rf"(?:(/)>|>([^<]*+(?:(?:{SIMPLE_FIGURE}|{SIMPLE_LINK})[^<]*+)*+)(</\1>)?+)"
    r"|/([a-z][a-z0-9]*+)>"
    r"|!--[^<>-](?:[^<>]*[^<>-])?-->)([^<]*+)|(<)"
)
SIMPLE_LINKS = re.compile(r"<a( [^>]*|)>([^<]*+)</a>")
FIGURE_TAG = re.compile("<[^>]*>")
OWN_ATTRIBUTE = re.compile(r' ([a-z0-9-]++)(?:="([^"]*+)")?+')


class TreeElement:
    """An element with what stands in it: elements and texts. `given` are its attributes, in a tag
    of the site as they stand there; `source` is the HTML in it where that is simple. Of most,
    neither is asked for otherwise."""

    __slots__ = ("given", "held", "name", "source")

    def __init__(
        self, name: str, given: Mapping[str, str] | str = "", source: str | None = None
    ) -> None:
        self.name = name
        self.given = given
        self.source = source
        self.held: list[TreeElement | str] | None = None

    @property
    def children(self) -> list["TreeElement | str"]:
        """The elements and texts in it."""
        if self.held is None:
            self.held = own_children(self.source or "")
        return self.held

    @property
    def attributes(self) -> Mapping[str, str]:
        """Its attributes."""
        return own_attributes(self.given) if isinstance(self.given, str) else self.given

    @property
    def is_hidden(self) -> bool:
        """Whether it says that it is not shown or not spoken."""
        if isinstance(self.given, str) and "hidden" not in self.given:
            return False
        return "hidden" in self.attributes or self.get("aria-hidden") == "true"

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
                elif child.source is None or "a" in names:  # there is no other in a simple source
                    yield from child.all(*names)


class TreeBuilder(HTMLParser):
    """Builds the tree; an end without its beginning is left out."""

    def __init__(self) -> None:
        super().__init__()
        self.open = [TreeElement("")]

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
    opened = [TreeElement("")]
    children = opened[0].children
    children += own_children(source.partition("<")[0])
    for name, given, empty, words, end, ended, behind, otherwise in OWN_PIECE.findall(source):
        if otherwise or name in OF_TEXT_ONLY:
            return None
        if name:
            is_void = empty or name in VOID_ELEMENTS
            if end and not is_void:
                children.append(TreeElement(name, given, words))
            else:
                children.append(element := TreeElement(name, given))
                if not is_void:
                    opened.append(element)
                    children = element.children
                children += own_children(words)
        elif ended:
            end_element(opened, ended)
            children = opened[-1].children
        if behind:
            children.append(unescape(behind))
    return opened[0]


def own_children(source: str) -> list[TreeElement | str]:
    """The texts and links of a simple source; a figure is its text."""
    if "<" not in source:  # most
        return [unescape(source)] if source else []
    parts = iter(SIMPLE_LINKS.split(source))
    children: list[TreeElement | str] = [*own_texts(next(parts))]
    for given, words, behind in zip(parts, parts, parts, strict=True):
        children.append(TreeElement("a", given, words))
        children += own_texts(behind)
    return children


def own_texts(source: str) -> list[str]:
    """The texts of a simple source without links."""
    if "<" in source:
        return [*map(unescape, FIGURE_TAG.split(source))]
    return [unescape(source)] if source else []


@lru_cache(maxsize=8192)
def own_attributes(source: str) -> Mapping[str, str]:
    """The attributes of a tag; of two with one name, the last, as the parser has it."""
    return {name: unescape(value) for name, value in OWN_ATTRIBUTE.findall(source)}
