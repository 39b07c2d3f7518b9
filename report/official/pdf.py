"""The document as a PDF: tagged, PDF/UA-1 and PDF/A-3a in one file, the CSVs attached.

pandoc writes the text as Typst source; tables, charts and headings are written here,
because its writer drops the alternative texts and has no captions above tables. Typst
refuses missing alternative texts, glyphs and targets of links.
"""

import datetime
import io
import json
import re
import secrets
from collections.abc import Callable, Mapping, Sequence
from functools import cache, partial
from importlib.resources import files
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import segno
import typst

from report.downloads.csv_files import csv_bytes
from report.edition.letterhead import COUNTRY, MOTTO, Letterhead
from report.official.document import Document, Imprint
from report.official.elements import PAGE_NUMBER
from report.official.frame import notice_blocks, original_blocks
from report.official.pandoc import (
    Node,
    attributes,
    holds,
    nodes,
    plain_block,
    raw,
    raw_block,
    rewritten,
    run_pandoc,
    tree,
    tree_text,
    with_long_words,
)
from report.official.prints import Print
from report.official.structure import SIGNATURE_ADDRESS, TableShape, finished
from report.official.summary import parts_of_item, summary_parts
from report.official.typst_tables import (
    TEXT,
    body_rows,
    inline,
    kept_together,
    string,
    typst_table,
)
from report.text.letters import font_folder

STANDARDS: list[Any] = ["a-3a", "ua-1"]
MAIN_FILE = "main.typ"
TEMPLATE = "report.typ"
TEXTS_FILE = "van-ban.json"
QR_FILE = "ma-qr.svg"
QR_MASK = 0  # any of the eight can be read; to try all would take longer than to typeset a section
FUNCTIONS = {
    "Ghi chu": "remark",
    "Nguon": "source",
    "Table Caption": "list-caption",
    "Dan ghi chu": "remark-line",
    "Mot ghi chu": "numbered-remark",
    "Dia chi trang": "web-address",
    "Hop": "nested",
    "Can cu": "basis",
    "Dong trong": "blank-line",
    "Kiem": "check-list",
    "Ve huong dan": "about-rules",
    "Het hieu luc": "lapsed",
    "Trang moi": "new-page",
}
PLAIN_NAME = re.compile(r"t[0-9]+(\.[A-Za-z0-9_-]+)?", re.ASCII)


def pdf(document: Document, moment: datetime.datetime) -> bytes:
    """The PDF of a document with its tables as CSV attached; `moment` stands in the file.

    Raises typst.TypstError where Typst refuses the document.
    """
    (write,) = pdfs([document])
    return write(moment)


def pdfs(documents: Sequence[Document]) -> list[Callable[[datetime.datetime], bytes]]:
    """What makes the PDF of each document, as `pdf` does: pandoc writes the texts of all in one
    run, as each run costs its time."""
    written = typst_texts([printed_parts(document) for document in documents])
    return [partial(typeset_document, *pair) for pair in zip(documents, written, strict=True)]


def typeset_document(document: Document, text: str, moment: datetime.datetime) -> bytes:
    """The PDF of a document whose text is there as Typst source. Raises typst.TypstError."""
    attached = {f"{table.name}.csv": csv_bytes(table) for table in document.tables}
    sources = {
        MAIN_FILE: "\n\n".join([*beginning(document), text]).encode(),
        TEMPLATE: (files("report") / "official" / "templates" / TEMPLATE).read_bytes(),
        TEXTS_FILE: json.dumps(texts(document, moment), ensure_ascii=False).encode(),
        **qr_file(document.imprint),
        **named_images(document),
        **attached,
    }
    result = typeset(
        sources, format="pdf", pdf_standards=STANDARDS, timestamp=int(moment.timestamp())
    )
    return finished(bytes(result), table_shapes(document), sign_here(document))


def named_images(document: Document) -> dict[str, bytes]:
    """The images that the document shows: it knows those of what its annexes leave out, too."""
    names = {image["c"][2][0] for image in nodes(printed_blocks(document), "Image")}
    return {name: content for name, content in document.images.items() if name in names}


def printed_blocks(document: Document) -> list[Node]:
    """The blocks of a document in the order of the file."""
    annexes = [block for annex in document.annexes for block in (annex.heading, *annex.blocks)]
    leading, items, charts = summary_parts(document.summary)
    summary = [*leading, *(block for item in items for block in item), *charts]
    return [*summary, *document.blocks, *annexes, *document.remarks]


def table_shapes(document: Document) -> list[TableShape]:
    """The columns of each table, and those that hold the headers of its rows, in the order of the
    file."""
    return [
        TableShape(len(table["c"][2]), [*map(header_columns, body_rows(table))])
        for table in nodes(printed_blocks(document), "Table")
    ]


def header_columns(row: list[Any]) -> set[int]:
    """Which cells of a row are its headers: those that say so, else the first of several."""
    named = {column for column, cell in enumerate(row[1]) if dict(cell[0][2]).get("scope") == "row"}
    return named or ({0} if len(row[1]) > 1 else set())


def sign_here(document: Document) -> str:
    """What the field of the signature is for, in a document that is signed; else empty."""
    head = document.letterhead
    if head is None or head.is_edited or document.draft:
        return ""
    return f"Chữ ký số của {head.post}: {head.signatory}"


def typeset(sources: Mapping[str, bytes], **options: Any) -> Any:
    """What Typst makes of files by their names, the source among them called MAIN_FILE.

    They lie in a folder of their own, as Typst takes pictures from no other place, and nothing
    else lies there that a document could name.
    """
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        for name, content in sources.items():
            (Path(folder) / name).write_bytes(content)
        main = Path(folder) / MAIN_FILE
        return typst.compile(main, root=folder, font_paths=fonts(), **options)


@cache
def fonts() -> typst.Fonts:
    """The fonts that the package brings along, and no others."""
    with font_folder() as folder:
        return typst.Fonts(
            include_system_fonts=False, include_embedded_fonts=False, font_paths=[folder]
        )


def qr_file(imprint: Imprint | None) -> dict[str, bytes]:
    """The address of a page as a picture that a phone reads; none where it is not known."""
    if imprint is None or not imprint.address:
        return {}
    drawn = io.BytesIO()
    segno.make(imprint.address, error="m", micro=False, mask=QR_MASK).save(
        drawn, kind="svg", border=0
    )
    return {QR_FILE: drawn.getvalue()}


def texts(document: Document, moment: datetime.datetime) -> dict[str, Any]:
    """What the template needs beside the text."""
    return {
        "kind": document.kind.value,
        "title": document.title,
        "description": document.description,
        "office": document.office,
        "closing": document.closing,
        "attached": document.attached,
        "ending": document.ending,
        "notice": document.notice,
        "draft": document.draft,
        "signature": SIGNATURE_ADDRESS if sign_here(document) else "",
        "section": document.is_section,
        "foot": document.imprint.site if document.imprint else document.title,
        "date": [moment.year, moment.month, moment.day],
        "head": head_texts(document.letterhead) if document.letterhead else None,
        "imprint": imprint_texts(document.imprint) if document.imprint else None,
    }


def imprint_texts(imprint: Imprint) -> dict[str, Any]:
    """Where a reading copy comes from, and the picture of its address."""
    return {
        "site": imprint.site,
        "address": imprint.address,
        "code": QR_FILE if imprint.address else "",
        "licence": [*imprint.licence],
    }


def head_texts(head: Letterhead) -> dict[str, Any]:
    """The texts of the letterhead and the signature block."""
    return {
        **vars(head),
        "text": head.text.value,
        "country": COUNTRY,
        "motto": MOTTO,
        "notice": head.foot_notice,
    }


def beginning(document: Document) -> list[str]:
    """The lines before the text: the template, and the tables that are attached."""
    return [
        f'#import "{TEMPLATE}": *',
        f'#let doc = json("{TEXTS_FILE}")',
        "#show: styled.with(doc)",
        *(
            f'#pdf.attach({string(table.name + ".csv")}, relationship: "data", '
            f'mime-type: "text/csv", description: {string(table.title)})'
            for table in document.tables
        ),
    ]


def printed_parts(document: Document) -> list[Node]:
    """The blocks of a document with calls of the template between them."""
    match document.kind:
        case Print.SIGNED:
            return signed_parts(document)
        case Print.READING:
            return section_parts(document) if document.is_section else reading_parts(document)
        case Print.HANDBOOK:
            return [call("handbook-title(doc)"), *document.blocks]


def call(code: str) -> Node:
    """A call of a function of the template between the blocks of a text."""
    return raw_block("typst", f"#{code}")


def signed_parts(document: Document) -> list[Node]:
    """What an office signs: letterhead, text, signature block, annexes. An edited text has who
    signed the original in place of the block."""
    head = document.letterhead
    assert head  # noqa: S101 - what is signed has one
    block = call("signature-block(doc.closing, doc.head, doc.signature)")
    edited = [call("par(doc.closing)"), *original_blocks(head)]
    return [
        call("copy-notice(doc.head.notice)"),
        *notice_blocks(head),
        call("letterhead(doc.head)"),
        *document.blocks,
        *(edited if head.is_edited else [block]),
        *annex_parts(document),
    ]


def reading_parts(document: Document) -> list[Node]:
    """What citizens read: the first page with its summary, contents, text, annexes, remarks."""
    return [
        call("reading-title(doc)"),
        *summary_page(document.summary),
        call("contents(doc)"),
        *document.blocks,
        *annex_parts(document),
        *document.remarks,
        call("imprint(doc)"),
    ]


def section_parts(document: Document) -> list[Node]:
    """A section by itself: its head, its text, the remarks on it."""
    return [call("section-title(doc)"), *document.blocks, *document.remarks, call("imprint(doc)")]


def annex_parts(document: Document) -> list[Node]:
    """The annexes, each on pages of its own."""
    return [
        part
        for number, annex in enumerate(document.annexes, 1)
        for part in (
            call(f"annex({number}, ["),
            annex.heading,
            raw_block("typst", "], doc)"),
            *annex.blocks,
        )
    ]


def summary_page(summary: Sequence[Node]) -> list[Node]:
    """The first page of a reading copy below its title: the key figures in large digits beside
    the charts."""
    leading, figures, charts = summary_parts(summary)
    cards = [node for item in figures for node in key_figure(item)]
    between = raw_block("typst", "], [")
    return [*leading, call("front(doc, ["), *cards, between, *charts, raw_block("typst", "])")]


def key_figure(item: Sequence[Node]) -> list[Node]:
    """An item of the summary with its number in large digits."""
    name, number, words = parts_of_item(item)
    shown = string(number) if number else "none"
    return [call(f"key-figure({string(name)}, {shown})["), *words, raw_block("typst", "]")]


def typst_texts(parts: Sequence[list[Node]]) -> list[str]:
    """Texts as Typst source, written in one run of pandoc. The line that stands behind each is
    drawn anew in each run: no text can have it."""
    end = f"// {secrets.token_hex(16)}"
    blocks = [block for part in parts for block in (*kept_together(part), raw_block("typst", end))]
    blocks = rewritten([*map(with_pictures_for_typst, blocks)], for_typst)
    content = tree(with_long_words(blocks))
    written = run_pandoc(["-f", "json", "-t", "typst", "--wrap=none"], content).decode()
    return [text.strip("\n") for text in written.split(end)[:-1]]


def with_pictures_for_typst(block: Node) -> Node:
    """A block with its charts and lone pictures in Typst's markup, from large to small."""
    if not holds(block, "Figure", "Image"):
        return block
    (block,) = rewritten(rewritten([block], figure_for_typst), lone_picture_for_typst)
    return block


def figure_for_typst(node: Node) -> list[Node] | None:
    """A chart, or a picture with its caption."""
    return [plain_block(captioned_chart(node))] if node["t"] == "Figure" else None


def lone_picture_for_typst(node: Node) -> list[Node] | None:
    """A picture that is all of its paragraph, in the middle of the line."""
    match node:
        case {"t": "Para" | "Plain", "c": [{"t": "Image"} as image]}:
            return [plain_block([raw("typst", f"#align(center, {picture_call(image)})")])]
    return None


def picture_call(image: Node) -> str:
    """The call that shows a picture and says what it shows."""
    _, alternative, (file, _) = image["c"]
    return f"image({string(file)}, alt: {string(tree_text(alternative))})"


def for_typst(node: Node) -> list[Node] | None:
    """A node in Typst's markup, where pandoc's own is not enough."""
    match node["t"]:
        case "Header":
            level, (name, classes, _), content = node["c"]
            place = f" <{label(name)}>" if name else ""
            begin = raw("typst", f"#heading(level: {level}, supplement: [{classes[0]}])[{TEXT}")
            return [plain_block([begin, *content, raw("typst", f"]{place}")])]
        case "Table":
            return [plain_block(typst_table(node))]
        case "DefinitionList":
            named = [[rewritten(term, break_in_line), texts] for term, texts in node["c"]]
            return [{"t": "DefinitionList", "c": named}]
        case "Image":
            return [raw("typst", f"#box({picture_call(node)})")]
        case "Link":
            (_, classes, _), words, (target, _) = node["c"]
            if target.startswith("#"):
                target = f"#{label(target[1:])}"
            link = {"t": "Link", "c": [attributes(), words, [target, ""]]}
            if PAGE_NUMBER in classes:
                return [link, raw("typst", f"#page-of(<{target[1:]}>)")]
            return [link]
        case "Div":
            function = FUNCTIONS.get(next(iter(node["c"][0][1]), ""))
            content = node["c"][1]
            if function:
                return [raw_block("typst", f"#{function}["), *content, raw_block("typst", "]")]
            return list(content)
        case "Span":
            (name, *_), content = node["c"]
            return [*content, raw("typst", f"#metadata(none) <{label(name)}>")] if name else content
    return None


def break_in_line(node: Node) -> list[Node] | None:
    """A line break that needs no line of its own in the source: a term is one line there."""
    return [raw("typst", "#linebreak() ")] if node["t"] == "LineBreak" else None


def label(name: str) -> str:
    """The name of a place as a label, which is code: letters that an editor may choose and that
    would end it are written as numbers."""
    return name if PLAIN_NAME.fullmatch(name) else f"n{name.encode().hex()}"


def captioned_chart(node: Node) -> list[Node]:
    """A chart with its caption above."""
    _, caption, blocks = node["c"]
    _, alternative, (file, _) = blocks[0]["c"][0]["c"]
    begin = f"#chart({string(file)}, {string(tree_text(alternative))}, ["
    return [raw("typst", begin), *inline(caption[1]), raw("typst", "])")]
