"""A document for all formats: a tree of pandoc that every format is written from, so that no format
can say anything else.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from report.edition.letterhead import Letterhead
from report.edition.office_template import OfficeTemplate
from report.official.pandoc import (
    Node,
    nodes,
    rewritten,
)
from report.official.prints import Print
from report.sources.tables import Table


@dataclass(frozen=True)
class Imprint:
    """Whose website a reading copy comes from: its name, its address (empty where the build does
    not know it), and the licence as name and address."""

    site: str
    address: str
    licence: tuple[str, str]


@dataclass(frozen=True)
class Annex:
    """What follows the signature block, with page numbers of its own."""

    heading: Node
    blocks: list[Node]


@dataclass(frozen=True)
class Document:
    """A document for all formats. `images` are files that the tree names, `tables` the data of
    the report, to be attached. Only what is signed has a letterhead and closing words; only a
    reading copy has a `notice` of what it is, a `summary` before its text, `remarks` behind it
    and an imprint, and one of a single section no contents. `attached` stands below the title
    of each annex, `ending` says that the office has ended; a `draft` is not finished yet.
    `template` is the office's own, for Word."""

    kind: Print
    name: str
    title: str
    description: str
    office: str
    blocks: list[Node]
    images: Mapping[str, bytes]
    letterhead: Letterhead | None = None
    closing: str = ""
    annexes: tuple[Annex, ...] = ()
    attached: str = ""
    tables: tuple[Table, ...] = ()
    ending: str = ""
    notice: str = ""
    summary: tuple[Node, ...] = ()
    remarks: tuple[Node, ...] = ()
    imprint: Imprint | None = None
    is_section: bool = False
    draft: bool = False
    template: OfficeTemplate | None = None


def with_places(document: Document) -> Document:
    """The document with each name of a place once, and links to places that it has; others are
    their words: they lead to what only the website has, or to the very beginning."""
    parts = (document.blocks, *([one.heading, *one.blocks] for one in document.annexes))
    every = [[*document.summary], *parts, [*document.remarks]]
    names = {name_of_place(node) for node in nodes(every, "Header", "Span")} - {""}
    met: set[str] = set()

    def once(node: Node) -> list[Node] | None:
        match node:
            case {"t": "Link", "c": [_, words, [target, _]]}:
                return None if target[:1] != "#" or target[1:] in names else list(words)
            case {"t": "Header", "c": [level, [name, *more], content]} if name in met:
                return [{"t": "Header", "c": [level, ["", *more], content]}]
            case {"t": "Span", "c": [[name, *_], content]} if name in met:
                return list(content)
            case {"t": "Header" | "Span"} if name_of_place(node):
                met.add(name_of_place(node))
        return None

    summary, blocks, *annexes, remarks = (rewritten(part, once) for part in every)
    return replace(
        document,
        summary=tuple(summary),
        blocks=blocks,
        annexes=tuple(Annex(heading, below) for heading, *below in annexes),
        remarks=tuple(remarks),
    )


def name_of_place(node: Node) -> str:
    """The name of the place that a heading or a span is; empty where it has none."""
    return str(node["c"][1 if node["t"] == "Header" else 0][0])


def headings(document: Document) -> list[Node]:
    """Every heading of a document in order."""
    found = list(nodes([*document.summary, *document.blocks], "Header"))
    for annex in document.annexes:
        found += [annex.heading, *nodes(annex.blocks, "Header")]
    return [*found, *nodes([*document.remarks], "Header")]
