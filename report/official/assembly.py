"""The pages of a document put together: in order, numbered, with links that stay inside it;
what only a website needs is left out.
"""

import posixpath
import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import chain
from pathlib import Path
from urllib.parse import unquote

from report.edition.edition import Edition, FilledPage
from report.edition.guidance import OLD_RULES
from report.edition.print_checks import WEB_ONLY, picture
from report.edition.text_kind import TextKind
from report.figures.results import EDITORS_NOTE, Chart, Drawing, row_anchors
from report.official.document_headings import Place, heading
from report.official.elements import (
    CHART,
    PAGE_NUMBER,
    anchors_in,
    commas_between_notes,
    figure_block,
    headings_above,
    with_footnotes,
    without_sections,
)
from report.official.handbook_parts import lapsed_line, styled_part, with_boxes
from report.official.numbering import Numbering
from report.official.page_trees import PageReading, converter, read_trees, unfolded
from report.official.pandoc import (
    Node,
    attributes,
    div,
    inlines,
    nodes,
    para,
    rewritten,
)
from report.official.printing import EDITORS_BOX, Printing, keys_of, standalone
from report.official.prints import Print
from report.official.remarks import Remarks
from report.official.said import Said, said_in
from report.official.tables import table_by_hand
from report.official.web_only import SUMMARY, leave_out
from report.problems.problem import Mistake
from report.sources.addresses import REGISTER_PAGE, url_of
from report.sources.pictures import printed

ADDRESS_LINE = "Dia chi trang"  # the style of the address of a page


class Assembly:
    """Puts the pages of one document together; `uris` are all its pages in order.

    `pages` are their trees with the marks of `results` in them; `read` are those that another
    print of the same pages has read already; `address` is that of the website, empty where it is
    not known.
    """

    def __init__(
        self,
        root: Path,
        edition: Edition,
        uris: Iterable[str],
        kind: Print,
        read: dict[PageReading, list[Node]] | None = None,
        address: str = "",
    ) -> None:
        self.root = root
        self.address = address
        self.kind = kind
        self.labels = {uri: f"t{number}" for number, uri in enumerate(uris, 1)}
        self.images: dict[str, bytes] = {}
        self.remarks = Remarks()
        self.results = {uri: edition.pages[uri].results for uri in self.labels}
        kinds = {uri: edition.kind_of(edition.pages[uri].page) for uri in self.labels}
        self.edited = {uri for uri, text in kinds.items() if text is TextKind.EDITED}
        self.left_out = {WEB_ONLY, SUMMARY} if kind is Print.SIGNED else {WEB_ONLY}
        self.pages = self.convert(edition, {} if read is None else read)
        self.anchors = {
            f"{self.labels[uri]}.{anchor}"
            for uri, blocks in self.pages.items()
            for anchor in (*anchors_in(blocks), *chain(*map(row_anchors, self.results[uri])))
        }

    def convert(
        self, edition: Edition, read: dict[PageReading, list[Node]]
    ) -> dict[str, list[Node]]:
        """The tree of each page, as pandoc reads it with the marks of its results."""
        readings = {uri: self.reading(uri, edition.pages[uri].markdown) for uri in self.labels}
        new = [uri for uri, reading in readings.items() if reading not in read]
        trees = read_trees(
            [self.html(edition.pages[uri], uri) for uri in new], [self.labels[uri] for uri in new]
        )
        read.update(zip((readings[uri] for uri in new), trees, strict=True))
        return {uri: read[reading] for uri, reading in readings.items()}

    def reading(self, uri: str, text: str) -> PageReading:
        """What tells the tree of a page from those of other prints: what is left out of it."""
        return uri, self.labels[uri], frozenset(one for one in self.left_out if one in text)

    def html(self, filled: FilledPage, uri: str) -> str:
        """A page as the site converts it, without what is left out, in an element of its own."""
        page = leave_out(converter(filled.results), self.left_out).convert(filled.markdown)
        page = unfolded(page, EDITORS_NOTE if uri in self.edited else "")
        page = with_boxes(page) if self.kind is Print.HANDBOOK else page
        return f'<div class="{self.labels[uri]}">{page}</div>'

    def page(
        self, uri: str, shows: Callable[[str], bool] = bool, remarks: Remarks | None = None
    ) -> list[Node]:
        """The blocks of a page without what only the website needs; `shows` says which of its
        rows with anchors are printed, `remarks` collects those of the editors, if not with all
        others of the document."""
        blocks = without_sections(self.pages[uri], self.left_out)
        said = said_in(blocks, self.results[uri]) if uri in self.edited else Said()
        blocks = with_footnotes(rewritten(blocks, lambda node: self.for_print(node, uri)))
        blocks = headings_above(blocks)
        printing = replace(self.printing(uri, shows, remarks), said=said)
        return commas_between_notes(printing.placed(blocks))

    def printing(
        self, uri: str, shows: Callable[[str], bool] = bool, remarks: Remarks | None = None
    ) -> Printing:
        """What writes the results of a page."""
        return Printing(
            kind=self.kind,
            results=self.results[uri],
            label=lambda anchor: f"{self.labels[uri]}.{anchor}",
            lead=lambda key, words: self.leading(words, REGISTER_PAGE, key),
            picture=self.drawing,
            shows=shows,
            collected=self.remarks if remarks is None else remarks,
        )

    def drawing(self, drawing: Drawing, said: str) -> Node:
        """The image of a chart, which becomes a file of its own, with words for what it shows."""
        name = f"{CHART}{len(self.images) + 1}.svg"
        self.images[name] = standalone(drawing).encode()
        return {"t": "Image", "c": [attributes(), inlines(said), [name, ""]]}

    def for_print(self, node: Node, uri: str) -> list[Node] | None:
        """What stands in a document instead of a node of a page; None for the node itself."""
        match node["t"]:
            case "Span" | "Div":
                return self.unwrapped(node, uri)
            case "Figure":
                return figure_block(node)
            case "Table":
                return [table_by_hand(node, lambda anchor: f"{self.labels[uri]}.{anchor}")]
            case "Link":
                return self.link(node, uri)
            case "Image":
                return self.image(node, uri)
            case "Math":
                return inlines(node["c"][1])
            case "Code" | "CodeBlock":
                node["c"][0] = attributes()
            case "Header":
                name = node["c"][1][0]
                node["c"][1] = attributes(f"{self.labels[uri]}.{name}", node["c"][1][1])
        return None

    def unwrapped(self, node: Node, uri: str) -> list[Node] | None:
        """The content of a wrapper; notes and remarks keep theirs. A remark on an edited page is
        the editors': nothing of what is signed, for readers collected at the end."""
        (name, classes, _), content = node["c"]
        if "hidden" in dict(node["c"][0][2]):
            return []
        if node["t"] == "Div" and ("footnote" in classes or name.startswith("fn:")):
            return None
        if self.kind is Print.HANDBOOK:
            styled = styled_part(classes, content)
            if styled:
                return styled
        if "admonition" in classes and content and content[0]["t"] == "Para":
            title, *rest = content
            editors = uri in self.edited
            if editors and self.kind is Print.SIGNED:
                return []
            if editors and rest and self.kind is Print.READING:
                return [div(EDITORS_BOX, content)]
            whose = inlines(f"{EDITORS_NOTE}: ") if editors else []
            words = para([{"t": "Strong", "c": [*whose, *title["c"]]}])
            return [div("Ghi chu", [words, *rest])]
        return list(content)

    def link(self, node: Node, uri: str) -> list[Node] | None:
        """A link that leads to a place in the document, or out of the site; else its text.

        Links of notes stay until the notes are put in their places.
        """
        (_, classes, _), content, (target, title) = node["c"]
        if {"footnote-ref", "footnote-backref"} & set(classes):
            return None
        if re.match(r"[a-z]+:", target):
            return None
        return self.leading(content, *self.place(uri, target), title)

    def leading(self, words: list[Node], page: str, anchor: str, title: str = "") -> list[Node]:
        """Words that lead to a place in the document, or stay words where it has no such page, and
        where an office signs: a link to a section says on paper which page it is on."""
        if page not in self.labels or self.kind is Print.SIGNED:
            return list(words)
        label = f"{self.labels[page]}.{anchor}"
        place = label if label in self.anchors else self.labels[page]
        marks = [] if page == REGISTER_PAGE else [PAGE_NUMBER]
        return [{"t": "Link", "c": [attributes("", marks), words, [f"#{place}", title]]}]

    def image(self, node: Node, uri: str) -> list[Node] | None:
        """An image whose file is part of the document, under a name that says nothing; its words
        where the file cannot be shown, of which the check tells."""
        target = node["c"][2][0]
        content = picture(self.root, uri, target)
        if content is None:
            return list(node["c"][1])
        try:
            copy = printed(unquote(target), content)
        except Mistake:
            return list(node["c"][1])
        name = f"hinh-{len(self.images) + 1}{copy.ending}"
        self.images[name] = copy.content
        return [{"t": "Image", "c": [attributes(), node["c"][1], [name, ""]]}]

    def annex(self, uri: str) -> tuple[str, list[Node], list[Node]]:
        """A page of the website as an annex: label, title and its tables, with the rows that
        the document leads to."""
        label = self.labels[uri]
        title = self.printing(uri).placed(next(nodes(self.pages[uri], "Header"))["c"][2])
        wanted = self.targets()
        blocks = self.page(uri, lambda anchor: f"{label}.{anchor}" in wanted)
        return label, title, [block for block in blocks if block["t"] in ("Table", "Div")]

    def targets(self) -> set[str]:
        """The places that the links and citations of all pages lead to."""
        places = [
            self.place(uri, link["c"][2][0])
            for uri, blocks in self.pages.items()
            for link in nodes(blocks, "Link")
        ]
        cited = chain(*(keys_of(result) for results in self.results.values() for result in results))
        places += [(REGISTER_PAGE, key) for key in cited]
        return {f"{self.labels[page]}.{anchor}" for page, anchor in places if page in self.labels}

    def place(self, uri: str, target: str) -> tuple[str, str]:
        """The page and the anchor that a link on a page leads to."""
        path, _, anchor = unquote(target).partition("#")
        page = posixpath.normpath(posixpath.join(posixpath.dirname(uri), path)) if path else uri
        return page, anchor

    def headed(
        self,
        uri: str,
        blocks: Iterable[Node],
        title: str | None,
        place: Place,
        numbering: Numbering,
    ) -> list[Node]:
        """The blocks of a page under its heading in the document; with `title` instead of its
        own."""
        result = []
        for block in blocks:
            if block["t"] != "Header":
                result.append(block)
                continue
            depth = block["c"][0] - 1
            level, style = place.of(depth)
            name, text = block["c"][1][0], block["c"][2]
            if not depth:
                name, text = self.labels[uri], inlines(title) if title else text
            result.append(heading(level, style, numbering.next(style), text, name))
            if not depth and self.kind is Print.READING:
                result += self.web_address(uri)
            if OLD_RULES in block["c"][1][1] and self.kind is Print.HANDBOOK:
                result.append(lapsed_line())
        return result

    def web_address(self, uri: str) -> list[Node]:
        """The line with the address of a page of the website; none where it is not known."""
        if not self.address:
            return []
        address = f"{self.address.rstrip('/')}/{url_of(uri)}"
        words = inlines(address.partition("://")[2])
        link = {"t": "Link", "c": [attributes(), words, [address, ""]]}
        return [div(ADDRESS_LINE, [para([link])])]

    def first_chart(self, uri: str) -> list[Node]:
        """The first chart of a page with the lines below it; nothing where it has none."""
        charts = (one for one in self.results.get(uri, ()) if isinstance(one, Chart))
        return next((self.printing(uri).chart(one) for one in charts), [])
