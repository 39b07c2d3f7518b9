"""The document as an ODT: the rules ask for OpenDocument where a file is edited
(Thông tư 19/2011/TT-BTTTT).

pandoc writes the content; the styles are this project's own (templates/*_odt.xml).
"""

import datetime
import io
import re
import zipfile
from collections.abc import Mapping
from itertools import chain

from report.downloads.archive import pack
from report.edition.letterhead import Letterhead, filled
from report.official.document import Document, captions_above, headings
from report.official.elements import CHART, CHART_WIDTH
from report.official.frame import closing_style, in_frame
from report.official.pandoc import (
    Node,
    dated,
    nodes,
    rewritten,
    run_pandoc,
    tree,
    tree_text,
    with_images,
)
from report.text.markup import escape

# pandoc repeats title and author at the top; the letterhead says both.
TOP = re.compile(
    r'(<office:text>)\s*(?:<text:p text:style-name="(?:Title|Author)">.*?</text:p>\s*)+', re.S
)
HEADING_TAG = re.compile(r'<text:h text:style-name="[^"]*"')
BULLET = re.compile(r'text:bullet-char="[^"]*"')
SUFFIX = re.compile(r'(<text:list-level-style-bullet[^>]*) style:num-suffix="\."')
BORDER = 'fo:border="0.5pt solid #000000" fo:padding="0.1cm"'
LINK_STYLES = 'text:style-name="Internet_20_link" text:visited-style-name="Internet_20_link"'
RELATIVE_WIDTH = "style:rel-width="
STYLE_NAMES = {"Table Caption": "TableCaption", "Ghi chu": "Ghi_20_chu", "Loi ket": "Loi_20_ket"}


def odt(document: Document, moment: datetime.datetime) -> bytes:
    """The ODT of an official document; `moment` stands in the file."""
    head = document.letterhead
    assert head  # noqa: S101 - a handbook is a PDF alone
    blocks = rewritten(
        in_frame(document, head, "opendocument", "odt.xml", closing_style(document)),
        for_opendocument,
    )
    with zipfile.ZipFile(io.BytesIO(write_odt(document, blocks))) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    files["meta.xml"] = dated(files["meta.xml"], moment)
    files["styles.xml"] = filled("official/templates/styles_odt.xml", head).encode()
    content = files["content.xml"].decode()
    content = described(styled(content, headings(document), head), blocks)
    files["content.xml"] = content.encode()
    return pack(files, moment.date(), stored={"mimetype"})


def for_opendocument(node: Node) -> list[Node] | None:
    """Captions above charts; the first cells of rows in the style of the others; items of lists as
    paragraphs, which pandoc else sets without the 6 pt between them."""
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
    content = tree(with_images(blocks, document.images), dict(meta))
    return run_pandoc(["-f", "json", "-t", "odt", "-o", "-"], content)


def described(content: str, blocks: list[Node]) -> str:
    """The content with the alternative texts of images, which pandoc leaves out."""
    texts = iter([escape(tree_text(image["c"][1])) for image in nodes(blocks, "Image")])
    return re.sub(
        "</draw:frame>", lambda _: f"<svg:desc>{next(texts)}</svg:desc></draw:frame>", content
    )


def styled(content: str, found: list[Node], head: Letterhead) -> str:
    """The content with this project's styles: headings, letterhead, dashes, lines of tables."""
    looks = iter([node["c"][1][1][0] for node in found])
    content = HEADING_TAG.sub(lambda _: f'<text:h text:style-name="{next(looks)}"', content)
    content = TOP.sub(r"\1", content, count=1)
    content = content.replace(
        "style:rel-width=", 'table:border-model="collapsing" style:rel-width='
    )
    content = BULLET.sub('text:bullet-char="-"', SUFFIX.sub(r"\1", content))
    content = content.replace('fo:border="none"', BORDER)
    for name, written in STYLE_NAMES.items():
        content = content.replace(f'text:style-name="{name}"', f'text:style-name="{written}"')
    content = content.replace("<text:a ", f"<text:a {LINK_STYLES} ")
    styles = filled("official/templates/automatic_odt.xml", head)
    return content.replace("</office:automatic-styles>", f"{styles}</office:automatic-styles>")
