"""The document as an ODT: the rules ask for OpenDocument where a file is edited
(Thông tư 19/2011/TT-BTTTT).

pandoc writes the content; the styles are this project's own (templates/*_odt.xml).
"""

import datetime
import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from functools import partial
from itertools import chain
from mimetypes import guess_type
from pathlib import PurePosixPath

from report.downloads.archive import pack
from report.edition.letterhead import Letterhead, filled
from report.official.document import Document, headings
from report.official.docx_tables import NARROWEST, WHOLE, with_room_for_words
from report.official.elements import CHART, CHART_WIDTH, captions_above
from report.official.frame import closing_style, draft_word, in_frame
from report.official.heading_numbers import (
    HeadingNumber,
    heading_numbers,
    without_number,
)
from report.official.odt_numbers import list_styles, with_headings
from report.official.pandoc import (
    Node,
    dated,
    nodes,
    rewritten,
    run_pandoc,
    tree,
    tree_text,
    with_images,
    with_long_words,
)
from report.text.markup import escape

# pandoc repeats title and author at the top; the letterhead says both.
TOP = re.compile(
    r'(<office:text>)\s*(?:<text:p text:style-name="(?:Title|Author)">.*?</text:p>\s*)+', re.S
)
BULLET = re.compile(r'text:bullet-char="[^"]*"')
SUFFIX = re.compile(r'(<text:list-level-style-bullet[^>]*) style:num-suffix="\."')
BORDER = (
    'fo:border="0.5pt solid #000000" fo:padding-left="0.19cm" fo:padding-right="0.19cm" '
    'fo:padding-top="0.02cm" fo:padding-bottom="0.02cm"'
)
LINK_STYLES = 'text:style-name="Internet_20_link" text:visited-style-name="Internet_20_link"'
# pandoc's tables and their styles, both Table1…; the first column of each has the headers of rows.
ODT_TABLE = re.compile(r'<table:table table:name="(Table\d+)".*?</table:table>', re.S)
TABLE_LOOK = re.compile(
    r'(<style:style style:name="(Table\d+)" style:family="table">\s*)'
    r"<style:table-properties[^>]*/>"
)
ODT_COLUMN = re.compile(
    r'<style:style style:name="(Table\d+)\.\w+" style:family="table-column">\s*'
    r'<style:table-column-properties style:rel-column-width="(\d+)\*"'
)
FIRST_COLUMN = re.compile(
    r'(<table:table table:name="Table\d+"[^>]*>\s*)(<table:table-column [^>]*/>)'
)
ODT_TYPE = "application/vnd.oasis.opendocument.text"
ODF_MANIFEST = "META-INF/manifest.xml"
VERSION = ' manifest:version="1.3"'
MANIFEST_HEAD = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<manifest:manifest '
    f'xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"{VERSION}>'
)
STYLE_NAMES = {"Table Caption": "TableCaption", "Ghi chu": "Ghi_20_chu", "Loi ket": "Loi_20_ket"}


def odt(document: Document, moment: datetime.datetime) -> bytes:
    """The ODT of an official document; `moment` stands in the file."""
    head = document.letterhead
    assert head  # noqa: S101 - a handbook is a PDF alone
    found = headings(document)
    numbers = [*heading_numbers(found)]
    blocks = rewritten(
        in_frame(document, head, "opendocument", "odt.xml", closing_style(document)),
        partial(for_opendocument, numbers=iter(numbers)),
    )
    with zipfile.ZipFile(io.BytesIO(write_odt(document, blocks))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["meta.xml"] = dated(files["meta.xml"], moment)
    files["styles.xml"] = filled(
        "official/templates/styles_odt.xml", head, draft=draft_word(document)
    ).encode()
    content = files["content.xml"].decode()
    content = styled(with_headings(content, found, numbers), list_styles(numbers), head)
    files["content.xml"] = described(content, blocks).encode()
    files[ODF_MANIFEST] = odf_manifest(files)
    return pack(files, moment.date(), stored={"mimetype"})


def for_opendocument(node: Node, numbers: Iterator[HeadingNumber | None]) -> list[Node] | None:
    """Captions above charts; the first cells of rows in the style of the others; headings without
    their numbers, which LibreOffice counts; items of lists as paragraphs, which pandoc else sets
    without the 6 pt between them."""
    if node["t"] == "Header":
        level, attr, _ = node["c"]
        return [{"t": "Header", "c": [level, attr, without_number(node, next(numbers))]}]
    if node["t"] == "Figure":
        return captions_above(node)
    if node["t"] == "Image" and node["c"][2][0].startswith(CHART):  # other pictures say their size
        node["c"][0] = ["", [], [["width", CHART_WIDTH]]]
    if node["t"] == "Table":
        for body in node["c"][4]:
            body[1] = 0
    if node["t"] in ("BulletList", "OrderedList"):
        items = node["c"] if node["t"] == "BulletList" else node["c"][1]
        for block in chain.from_iterable(items):
            if block["t"] == "Plain":
                block["t"] = "Para"
    return None


def write_odt(document: Document, blocks: list[Node]) -> bytes:
    """What pandoc makes of the blocks."""
    meta: Mapping[str, Node] = {
        "title": {"t": "MetaString", "c": document.title},
        "author": {"t": "MetaString", "c": document.office},
        "description": {"t": "MetaString", "c": document.description},
        "lang": {"t": "MetaString", "c": "vi-VN"},
    }
    content = tree(with_long_words(with_images(blocks, document.images)), dict(meta))
    return run_pandoc(["-f", "json", "-t", "odt", "-o", "-"], content)


def described(content: str, blocks: list[Node]) -> str:
    """The content with the alternative texts of images, which pandoc leaves out."""
    texts = iter([escape(tree_text(image["c"][1])) for image in nodes(blocks, "Image")])
    return re.sub(
        "</draw:frame>", lambda _: f"<svg:desc>{next(texts)}</svg:desc></draw:frame>", content
    )


def styled(content: str, lists: str, head: Letterhead) -> str:
    """The content with this project's styles: letterhead, dashes, lines and widths of tables, whose
    first column has the headers of their rows."""
    content = TOP.sub(r"\1", content, count=1)
    content = with_table_looks(content)
    content = FIRST_COLUMN.sub(
        r"\1<table:table-header-columns>\2</table:table-header-columns>", content
    )
    content = content.replace("<table:table-row>", '<table:table-row table:style-name="PlainRow">')
    content = BULLET.sub('text:bullet-char="-"', SUFFIX.sub(r"\1", content))
    content = content.replace('fo:border="none"', BORDER)
    for name, written in STYLE_NAMES.items():
        content = content.replace(f'text:style-name="{name}"', f'text:style-name="{written}"')
    content = content.replace("<text:a ", f"<text:a {LINK_STYLES} ")
    if head.is_edited:  # the notice above the letterhead opens the first page
        content = content.replace('"Ghi_20_chu"', '"Notice_20_above"', 1)
    first = "Notice_20_above" if head.is_edited else "LetterheadTable"
    styles = filled("official/templates/automatic_odt.xml", head, first=first) + lists
    return content.replace("</office:automatic-styles>", f"{styles}</office:automatic-styles>")


def with_table_looks(content: str) -> str:
    """The content with tables of the width of the text; a small one stands on one page."""
    small = {
        table[1]
        for table in ODT_TABLE.finditer(content)
        if table[0].count("<table:table-row") <= WHOLE + 1
    }

    def look(match: re.Match[str]) -> str:
        whole = "false" if match[2] in small else "true"
        return (
            f'{match[1]}<style:table-properties style:width="16.5cm" style:rel-width="100%" '
            'table:align="margins" table:border-model="collapsing" fo:margin-bottom="8pt" '
            f'style:may-break-between-rows="{whole}"/>'
        )

    return with_column_widths(TABLE_LOOK.sub(look, content))


def with_column_widths(content: str) -> str:
    """The content with columns of tables that have room for a short word."""
    widths: dict[str, list[int]] = {}
    for name, width in ODT_COLUMN.findall(content):
        widths.setdefault(name, []).append(int(width))
    wanted = {
        name: iter(with_room_for_words(of_table, sum(of_table) // NARROWEST))
        for name, of_table in widths.items()
    }
    return ODT_COLUMN.sub(
        lambda match: match[0].replace(f'"{match[2]}*"', f'"{next(wanted[match[1]])}*"'), content
    )


def odf_manifest(files: Mapping[str, bytes]) -> bytes:
    """The list of the files with what each is; pandoc says nothing of some kinds of pictures."""
    entries = {"/": ODT_TYPE, **{name: odf_media_type(name) for name in sorted(files)}}
    lines = "".join(
        f'<manifest:file-entry manifest:full-path="{escape(name)}"'
        f'{VERSION if name == "/" else ""} manifest:media-type="{kind}"/>'
        for name, kind in entries.items()
        if name not in ("mimetype", ODF_MANIFEST)
    )
    return f"{MANIFEST_HEAD}{lines}</manifest:manifest>".encode()


def odf_media_type(name: str) -> str:
    """What a file is, by its name; the parts of a text are text/xml (OpenDocument 1.3, part 2)."""
    known = {".rdf": "application/rdf+xml", ".xml": "text/xml"}
    guessed = guess_type(name, strict=False)[0] or "application/octet-stream"
    return known.get(PurePosixPath(name).suffix, guessed)
