"""The XML of a Word document: names of its elements, and what its styles say.

ECMA-376 part 1, chapter 17. A style takes over what it does not say itself from the one that it is
based on.
"""

from collections.abc import Iterator
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

from report.sources.office_package import Package

ECMA = "http://schemas.openxmlformats.org"
NAMESPACES = {
    "w": f"{ECMA}/wordprocessingml/2006/main",
    "r": f"{ECMA}/officeDocument/2006/relationships",
    "m": f"{ECMA}/officeDocument/2006/math",
    "a": f"{ECMA}/drawingml/2006/main",
    "c": f"{ECMA}/drawingml/2006/chart",
    "pic": f"{ECMA}/drawingml/2006/picture",
    "wp": f"{ECMA}/drawingml/2006/wordprocessingDrawing",
    "mc": f"{ECMA}/markup-compatibility/2006",
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
}
# How “Strict Open XML”, a choice of Word's “Save as”, calls the same names.
STRICT = {
    b"http://purl.oclc.org/ooxml/wordprocessingml/": b"%s/wordprocessingml/2006/" % ECMA.encode(),
    b"http://purl.oclc.org/ooxml/officeDocument/": b"%s/officeDocument/2006/" % ECMA.encode(),
    b"http://purl.oclc.org/ooxml/drawingml/": b"%s/drawingml/2006/" % ECMA.encode(),
}
for prefix, address in NAMESPACES.items():  # pandoc looks for elements by these prefixes
    ElementTree.register_namespace(prefix, address)

W = f"{{{NAMESPACES['w']}}}"
W_VALUE = f"{W}val"
OFF = ("0", "false", "off")
DEEPEST_STYLE = 20  # based on one another; a circle ends here


def tree_of(package: Package, part: str) -> Element:
    """The tree of a part in the names of the common form. Raises Mistake where it is broken."""
    package.refuse_broken(part)
    return ElementTree.fromstring(  # noqa: S314 - without a document type
        in_common_names(package.parts[part])
    )


def in_common_names(content: bytes) -> bytes:
    """A part whose names are those of the common form."""
    for strict, common in STRICT.items():
        content = content.replace(strict, common)
    return content


def local_name(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def w_value(element: Element | None) -> str:
    """What an element says in its `w:val`."""
    return element.get(W_VALUE, "") if element is not None else ""


def switch(properties: Element | None, name: str) -> bool | None:
    """Whether a property is on or off; None where nothing is said of it."""
    found = properties.find(f"{W}{name}") if properties is not None else None
    return None if found is None else found.get(W_VALUE, "true") not in OFF


def text_in(element: Element) -> str:
    """The letters in an element, deleted ones too."""
    pieces = []
    for one in element.iter():
        if one.tag in (f"{W}t", f"{W}delText"):
            pieces.append(one.text or "")
        elif one.tag in (f"{W}tab", f"{W}br", f"{W}cr") and one.get(W_VALUE) is None:
            pieces.append(" ")
        elif one.tag == f"{W}noBreakHyphen":
            pieces.append("-")
    return "".join(pieces)


class Styles:
    """The styles of a document by their ids."""

    def __init__(self, root: Element | None) -> None:
        found = root.iter(f"{W}style") if root is not None else ()
        self.by_id = {one.get(f"{W}styleId", ""): one for one in found}
        self.default = next(
            (
                name
                for name, one in self.by_id.items()
                if one.get(f"{W}default") in ("1", "true") and one.get(f"{W}type") == "paragraph"
            ),
            "",
        )

    def chain(self, name: str) -> Iterator[Element]:
        """A style and those that it is based on."""
        for _ in range(DEEPEST_STYLE):
            style = self.by_id.get(name)
            if style is None:
                return
            yield style
            name = w_value(style.find(f"{W}basedOn"))

    def names(self, name: str) -> list[str]:
        """The names of a style and of those that it is based on, in small letters."""
        return [w_value(style.find(f"{W}name")).lower() for style in self.chain(name)]

    def switch(self, name: str, option: str) -> bool | None:
        """Whether a style has an option of letters on or off; None where it does not say."""
        said = (switch(style.find(f"{W}rPr"), option) for style in self.chain(name))
        return next((one for one in said if one is not None), None)

    def numbering(self, name: str) -> Element | None:
        """The automatic number that a style gives its paragraphs."""
        found = (style.find(f"{W}pPr/{W}numPr") for style in self.chain(name))
        return next((one for one in found if one is not None), None)

    def outline(self, name: str) -> str:
        """How deep paragraphs of a style are in the outline, as it is written; "" for text."""
        said = (w_value(style.find(f"{W}pPr/{W}outlineLvl")) for style in self.chain(name))
        return next(filter(None, said), "")

    def is_on(self, run: Element, paragraph: str, option: str) -> bool:
        """Whether an option of letters is on for a run in a paragraph of that style."""
        properties = run.find(f"{W}rPr")
        own = properties.find(f"{W}rStyle") if properties is not None else None
        for said in (
            switch(properties, option),
            self.switch(w_value(own), option),
            self.switch(paragraph, option),
        ):
            if said is not None:
                return said
        return False


def style_of(paragraph: Element, styles: Styles) -> str:
    """The id of the style of a paragraph."""
    return w_value(paragraph.find(f"{W}pPr/{W}pStyle")) or styles.default
