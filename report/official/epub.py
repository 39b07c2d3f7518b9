"""The document as an EPUB, which fits the screen of a phone and opens without a network.

Each section of the report is a file of its own, which a reader opens on a new screen.
"""

import datetime
import io
import re
import uuid
import zipfile
from collections.abc import Mapping, Sequence
from importlib.resources import files

from report.downloads.archive import pack
from report.official.document import Document
from report.official.elements import CHART
from report.official.epub_contents import (
    CONTENTS,
    contents,
    entries_of,
    in_files,
    with_own_levels,
)
from report.official.frame import reading_blocks
from report.official.pandoc import (
    Node,
    dated,
    run_pandoc,
    tree,
    with_images,
    with_long_words,
)

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "bao-cao")
EPUB_STYLESHEET = "EPUB/styles/stylesheet1.css"
PACKAGE = "EPUB/content.opf"
CHAPTER = re.compile(r"EPUB/text/ch\d+\.xhtml")
OPTIONS = ("--split-level=1", "--toc-depth=1", "--epub-title-page=false")
CHART_SIZE = re.compile(rb'viewBox="0 0 (\d+) (\d+)" width="\d+"')
CHART_ROOM = (
    1.15  # of the width of a chart: a reader's letters are wider than those it was drawn for
)
# What the file has for who does not see it, beside what pandoc says of each EPUB.
ACCESSIBILITY = (
    '<meta property="schema:accessMode">visual</meta>\n'
    '    <meta property="schema:accessibilitySummary">Biểu đồ có mô tả bằng chữ với mọi giá trị; '
    "bảng có tiêu đề hàng và cột; mục lục dẫn đến từng mục.</meta>\n  </metadata>"
)


def epub(document: Document, moment: datetime.datetime) -> bytes:
    """The EPUB of a reading copy; `moment` stands in the file."""
    blocks = in_files(reading_blocks(document))
    written = write_epub(document, blocks, moment)
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    entries = entries_of(blocks)
    for name in filter(CHAPTER.fullmatch, parts):
        parts[name] = with_own_levels(parts[name].decode(), entries).encode()
    parts[PACKAGE] = accessible(dated(parts[PACKAGE], moment).decode()).encode()
    parts[CONTENTS] = contents(parts[CONTENTS].decode(), entries, files_of_places(parts)).encode()
    # In place of pandoc's own, which in its sandbox reads no file.
    parts[EPUB_STYLESHEET] = (files("report") / "official" / "templates" / "epub.css").read_bytes()
    return pack(parts, moment.date(), stored={"mimetype"})


def write_epub(document: Document, blocks: Sequence[Node], moment: datetime.datetime) -> bytes:
    """What pandoc makes of the blocks."""
    texts = {
        "title": document.title,
        "author": document.office,
        "publisher": document.office,
        "description": document.description,
        "lang": "vi",
        "date": moment.date().isoformat(),
        "identifier": f"urn:uuid:{uuid.uuid5(NAMESPACE, document.office + document.name)}",
        "toc-title": "Mục lục",
    }
    meta = {name: {"t": "MetaString", "c": text} for name, text in texts.items()}
    images = {
        name: with_chart_room(image) if name.startswith(CHART) else image
        for name, image in document.images.items()
    }
    content = tree(with_long_words(with_images([*blocks], images)), meta)
    arguments = ["-f", "json", "-t", "epub3", "-o", "-", *OPTIONS]
    return run_pandoc(arguments, content)


def with_chart_room(chart: bytes) -> bytes:
    """A chart with room at its right, where values stand, for the letters of any reader."""

    def wider(match: re.Match[bytes]) -> bytes:
        width, height = int(match[1]), int(match[2])
        return (
            f'viewBox="0 0 {width * CHART_ROOM:g} {height}" width="{width * CHART_ROOM:g}"'.encode()
        )

    return CHART_SIZE.sub(wider, chart, count=1)


def accessible(package: str) -> str:
    """The package with what it has for who does not see."""
    return package.replace("</metadata>", ACCESSIBILITY, 1)


def files_of_places(parts: Mapping[str, bytes]) -> dict[str, str]:
    """The file that has each named place, as the contents call it."""
    return {
        found: name.removeprefix("EPUB/")
        for name in sorted(filter(CHAPTER.fullmatch, parts))
        for found in re.findall(r'\bid="([^"]+)"', parts[name].decode())
    }
