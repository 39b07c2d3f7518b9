"""A document for all formats: a tree of pandoc that every format is written from, so that no format
can say anything else.
"""

from collections.abc import Callable, Mapping
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
    names: set[str] = set()

    def named_once(node: Node) -> list[Node] | None:
        match node:
            case {"t": "Header", "c": [level, [name, *more], content]} if name in names:
                return [{"t": "Header", "c": [level, ["", *more], content]}]
            case {"t": "Span", "c": [[name, *_], content]} if name in names:
                return list(content)
            case {"t": "Header", "c": [_, [name, *_], _]} | {"t": "Span", "c": [[name, *_], _]}:
                names.update([name] if name else [])
        return None

    def leading(node: Node) -> list[Node] | None:
        if node["t"] != "Link":
            return None
        _, words, (target, _) = node["c"]
        return None if target[:1] != "#" or target[1:] in names else list(words)

    def changed(change: Callable[[Node], list[Node] | None], whole: Document) -> Document:
        summary = tuple(rewritten([*whole.summary], change))
        blocks = rewritten(whole.blocks, change)
        annexes = tuple(
            Annex(rewritten([one.heading], change)[0], rewritten(one.blocks, change))
            for one in whole.annexes
        )
        remarks = tuple(rewritten([*whole.remarks], change))
        return replace(whole, summary=summary, blocks=blocks, annexes=annexes, remarks=remarks)

    return changed(leading, changed(named_once, document))


def headings(document: Document) -> list[Node]:
    """Every heading of a document in order."""
    found = list(nodes([*document.summary, *document.blocks], "Header"))
    for annex in document.annexes:
        found += [annex.heading, *nodes(annex.blocks, "Header")]
    return [*found, *nodes([*document.remarks], "Header")]
