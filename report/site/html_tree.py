"""The HTML of a finished page as a tree of elements, to be written in another form."""

from collections.abc import Iterator
from dataclasses import dataclass, field
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


@dataclass
class TreeElement:
    """An element with what stands in it: elements and texts."""

    name: str
    attributes: dict[str, str]
    children: list["TreeElement | str"] = field(default_factory=list)

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
        element = TreeElement(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)
        if tag not in VOID_ELEMENTS:
            self.open.append(element)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """An element of a drawing, which has nothing in it."""
        element = TreeElement(tag, {name: value or "" for name, value in attrs})
        self.open[-1].children.append(element)

    def handle_endtag(self, tag: str) -> None:
        """An element ends, and with it those that it has open."""
        if any(one.name == tag for one in self.open[1:]):
            while self.open.pop().name != tag:
                pass

    def handle_data(self, data: str) -> None:
        """A text."""
        self.open[-1].children.append(data)


def html_tree(source: str) -> TreeElement:
    """The element without a name that holds all of `source`."""
    builder = TreeBuilder()
    builder.feed(source)
    builder.close()
    return builder.open[0]
