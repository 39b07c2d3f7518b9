"""The pages of a year as one document: in order, numbered, with links that stay inside it.

The pages are taken after their macros ran and are converted with the extensions of the
site; what only a website needs is left out. The result is a tree of pandoc that every
format is written from, so that no format can say anything else.
"""

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

import markdown

from report.edition.edition import Edition, FilledPage
from report.edition.guidance import OLD_RULES
from report.edition.letterhead import Letterhead
from report.edition.office_template import OfficeTemplate, office_template
from report.edition.print_checks import WEB_ONLY, picture
from report.edition.text_kind import TextKind
from report.figures.results import EDITORS_NOTE, Chart, Drawing, Result, plain_text, row_anchors
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
from report.official.handbook_parts import NEW_PAGE, is_form, lapsed_line, styled_part, with_boxes
from report.official.heading_numbers import HEADING_NUMBER
from report.official.numbering import Numbering
from report.official.office_text import numbered_tables, office_text
from report.official.pandoc import (
    Node,
    attributes,
    div,
    inlines,
    nodes,
    para,
    read_html,
    rewritten,
    tree_text,
)
from report.official.printing import EDITORS_BOX, Printing, keys_of, standalone
from report.official.prints import Print
from report.official.remarks import Remarks
from report.official.said import Said, said_in
from report.official.tables import table_by_hand
from report.official.web_only import SUMMARY, leave_out
from report.problems.problem import Mistake
from report.sources.addresses import REGISTER_PAGE, url_of
from report.sources.outline import NUMBER_STYLES, SMALLEST, Outline, OutlineEntry
from report.sources.pictures import printed
from report.sources.tables import Dataset, Table
from report.text.numbers import roman
from report.text.slugs import slug

# As in mkdocs.yml; what changes the theme alone is not here.
EXTENSIONS = (
    *("abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html"),
    *("pymdownx.details", "pymdownx.superfences", "tables", "toc"),
)
ANNEX = "phu-luc"
BOX_NAME = re.compile(r"<summary\b[^>]*>(.*?)</summary>", re.DOTALL)
ADDRESS_LINE = "Dia chi trang"  # the style of the address of a page
OPENING, SMALL = "mo-dau", len(NUMBER_STYLES)  # looks without a number
DEEPEST_HEADING = 6  # level of headings: PDF, HTML and EPUB know no other
PageReading = tuple[str, str, frozenset[str]]  # a page, its label, the classes that are left out


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


@dataclass(frozen=True)
class Place:
    """Where headings of a page stand: level in the tree and style of its first-level heading."""

    level: int
    style: int
    below: int  # style of the headings below

    def of(self, depth: int) -> tuple[int, int]:
        """Level and style of a heading, `depth` levels below the page's own."""
        if not depth:
            return self.level, self.style
        style = self.below + depth - 1
        own = style + 1 if style >= SMALL > self.style else style  # SMALL: names of pages alone
        return self.level + depth, min(own, SMALLEST)


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
        placed: list[Node] = commas_between_notes(printing.placed(blocks))
        return placed

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


def read_trees(parts: Sequence[str], labels: Sequence[str]) -> list[list[Node]]:
    """The trees of pages, read in one run, as each costs its time; one by one where a tag that
    a page leaves open, or closes once too often, reaches into other pages."""
    blocks = read_html("\n".join(parts))
    found = [block["c"][0][1] if block["t"] == "Div" else [] for block in blocks]
    if found == [[label] for label in labels]:
        return [block["c"][1] for block in blocks]
    return [read_html(part) for part in parts]


def converter(results: Sequence[Result]) -> markdown.Markdown:
    """What converts a page as the site does; anchors of headings are made of their words."""

    def anchor(heading: str, separator: str) -> str:
        return slug(plain_text(heading, results), separator)

    return markdown.Markdown(extensions=EXTENSIONS, extension_configs={"toc": {"slugify": anchor}})


def unfolded(page: str, whose: str) -> str:
    """The HTML of a page with the name of each box that unfolds on a line of its own, behind
    `whose` box it is: pandoc takes it for the first words of what the box holds."""
    before = f"{whose}: " if whose else ""
    return BOX_NAME.sub(rf"<p><strong>{before}\1</strong></p>", page)


def signed_copy(
    assembly: Assembly, data: Dataset, outline: Outline, head: Letterhead, *, draft: bool
) -> Document:
    """The report of a year as an office signs it, in the order of its outline.

    Of the annexes it has those alone that the office wrote: none where the text is edited.
    """
    _, opening, annexes = opening_and_annexes(assembly, outline.opening)
    blocks = [*opening, *parts_of(assembly, outline)]
    blocks = office_text(blocks) if head.is_edited else blocks  # whose words are not the office's
    named = titled_annexes([] if head.is_edited else annexes)
    blocks, *attached = numbered_tables([blocks, *(one.blocks for one in named)])
    return with_places(
        Document(
            kind=Print.SIGNED,
            name=f"bao-cao-{data.name}",
            title=head.title,
            description=head.signed_about,
            office=head.office,
            letterhead=head,
            blocks=blocks,
            closing=f"{outline.closing}./." if outline.closing else "./.",
            annexes=tuple(
                replace(one, blocks=part) for one, part in zip(named, attached, strict=True)
            ),
            attached=head.attached_to,
            images=assembly.images,
            tables=tuple(data.tables.values()),
            draft=draft,
            template=office_template(assembly.root),
        )
    )


def reading_copy(
    assembly: Assembly,
    data: Dataset,
    outline: Outline,
    head: Letterhead,
    imprint: Imprint,
    *,
    draft: bool,
) -> Document:
    """The report of a year for citizens: a summary, the text with its charts, the annexes, the
    remarks of the editors."""
    summary, opening, annexes = opening_and_annexes(assembly, outline.opening)
    summary += [block for uri in outline.summary for block in assembly.first_chart(uri)]
    blocks = [*opening, *parts_of(assembly, outline)]
    annexes += [assembly.annex(uri) for uri in outline.annexes]
    return with_places(
        Document(
            kind=Print.READING,
            name=f"bao-cao-{data.name}-ban-doc",
            title=head.reading_title,
            description=head.about,
            office=head.office,
            summary=tuple(summary),
            blocks=blocks,
            annexes=titled_annexes(annexes),
            attached=head.attached_to,
            images=assembly.images,
            ending=head.ending,
            notice=head.edited_notice if head.is_edited else head.about,
            remarks=tuple(assembly.remarks.section()),
            imprint=imprint,
            draft=draft,
        )
    )


def section_copy(
    assembly: Assembly, uri: str, place: str, head: Letterhead, imprint: Imprint, *, draft: bool
) -> Document:
    """One page of a report by itself, for who needs two sheets; `place` is where it stands in the
    report. The places of other pages that it leads to are words in it."""
    remarks = Remarks()
    title, *blocks = assembly.page(uri, remarks=remarks)
    body = [
        heading(block["c"][0] - 1, section_look(block), "", block["c"][2], block["c"][1][0])
        if block["t"] == "Header"
        else block
        for block in blocks
    ]
    return with_places(
        Document(
            kind=Print.READING,
            name=PurePosixPath(uri).stem,
            title=tree_text(title["c"][2]),
            description=place,
            office=head.office,
            blocks=body,
            images=assembly.images,
            ending=head.ending,
            notice=head.edited_notice if head.is_edited else head.about,
            remarks=tuple(remarks.section()),
            imprint=imprint,
            is_section=True,
            draft=draft,
        )
    )


def section_look(block: Node) -> int:
    """The look of a heading of a page that stands by itself: no names of pages, SMALL, below it."""
    looks: tuple[int, ...] = (2, 3, *range(SMALL + 1, SMALLEST + 1))
    return looks[min(int(block["c"][0]) - 2, len(looks) - 1)]


def handbook(
    assembly: Assembly, publisher: str, uris: Sequence[str], title: str, ending: str, checked: str
) -> Document:
    """Guidance pages as one document, a chapter a page, those to be marked by hand last; `checked`
    says when they were compared with the law."""
    numbering = Numbering()
    blocks = []
    pages = {uri: assembly.page(uri) for uri in uris}
    for uri, page in sorted(pages.items(), key=lambda one: is_form(one[1])):
        blocks += [div(NEW_PAGE, [])] if is_form(page) else []
        blocks += assembly.headed(uri, page, None, Place(1, 1, 2), numbering)
    about = " ".join(filter(None, (f"{title} của {publisher}.", ending)))
    return with_places(
        Document(
            kind=Print.HANDBOOK,
            name="so-tay",
            title=title,
            description=about,
            office=publisher,
            blocks=blocks,
            images=assembly.images,
            ending=ending,
            notice=checked,
        )
    )


def parts_of(assembly: Assembly, outline: Outline) -> list[Node]:
    """The parts of a report with their headings and pages."""
    numbering = Numbering()
    return [
        block
        for part in outline.parts
        for block in entry_blocks(assembly, part, Place(1, 0, 1), numbering)
    ]


def titled_annexes(found: Sequence[tuple[str, list[Node], list[Node]]]) -> tuple[Annex, ...]:
    """Annexes by their places, names and blocks, under their numbers."""
    return tuple(
        Annex(annex_heading(annex_title(number, len(found)), text, name), blocks)
        for number, (name, text, blocks) in enumerate(found, 1)
    )


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


def captions_above(node: Node) -> list[Node]:
    """A chart with its caption in a paragraph above it, as the tables have theirs."""
    _, caption, blocks = node["c"]
    title = div("Table Caption", [para(block["c"]) for block in caption[1]])
    return [title, *(para(block["c"]) for block in blocks)]


def entry_blocks(
    assembly: Assembly, entry: OutlineEntry, place: Place, numbering: Numbering
) -> list[Node]:
    """A heading of the outline with its page and the headings below it."""
    below = NUMBER_STYLES.index(entry.below) if entry.below else place.style + 1
    place = Place(place.level, place.style, below)
    if entry.page:
        page = assembly.page(entry.page)
        blocks = assembly.headed(entry.page, page, entry.title, place, numbering)
    else:
        number = numbering.next(place.style)
        blocks = [heading(place.level, place.style, number, inlines(entry.title or ""))]
    for child in entry.entries:
        blocks += entry_blocks(assembly, child, Place(place.level + 1, below, below + 1), numbering)
    return blocks


def opening_and_annexes(
    assembly: Assembly, uri: str
) -> tuple[list[Node], list[Node], list[tuple[str, list[Node], list[Node]]]]:
    """The first page: what sums the report up, what stands before its first part, and sections
    that are annexes."""
    summary: list[Node] = []
    opening: list[Node] = []
    annexes: list[tuple[str, list[Node], list[Node]]] = []
    numbering = Numbering()
    target = summary if assembly.kind is Print.READING else opening
    for block in assembly.page(uri):
        if block["t"] != "Header":
            target.append(block)
            continue
        level, (name, classes, _), text = block["c"]
        if level == 1:
            continue  # the title of the document says it
        if level == 2:
            target, numbering = summary if SUMMARY in classes else opening, Numbering()
            if ANNEX in classes:
                target = []
                annexes.append((name, text, target))
                continue
        if target is opening or target is summary:
            look = OPENING if level == 2 else SMALL
            target.append(heading(level - 1, look, "", text, name))
        else:
            style = min(level - 1, SMALL)
            target.append(heading(level - 1, style, numbering.next(style), text, name))
    return summary, opening, annexes


def heading(level: int, look: int | str, number: str, text: list[Node], name: str = "") -> Node:
    """A heading with its number; the class says what it looks like."""
    gap = {"t": "LineBreak"} if look == 0 else {"t": "Space"}
    text = upper(text) if look in (0, 1) else text
    content = [*inlines(number), gap, *text] if number else text
    counted = {HEADING_NUMBER: number} if number else {}
    attr = attributes(name, [f"kieu-{look}"], **counted)
    return {"t": "Header", "c": [min(level, DEEPEST_HEADING), attr, content]}


def annex_title(number: int, count: int) -> str:
    """What an annex is called; a single one has no number."""
    return f"Phụ lục {roman(number)}" if count > 1 else "Phụ lục"


def annex_heading(title: str, text: list[Node], name: str) -> Node:
    """The heading of an annex."""
    content = [*inlines(title), {"t": "LineBreak"}, *upper(text)]
    return {"t": "Header", "c": [1, attributes(name, [f"kieu-{ANNEX}"]), content]}


def upper(text: list[Node]) -> list[Node]:
    """A title in upper case, as the decree has it."""

    def change(node: Node) -> list[Node] | None:
        return [{"t": "Str", "c": node["c"].upper()}] if node["t"] == "Str" else None

    result: list[Node] = rewritten(text, change)
    return result
