"""The document as an EPUB, which fits the screen of a phone and opens without a network."""

import datetime
import io
import uuid
import zipfile
from importlib.resources import files

from report.downloads.archive import pack
from report.official.document import Document
from report.official.frame import reading_blocks
from report.official.pandoc import (
    Node,
    dated,
    run_pandoc,
    tree,
    with_images,
)

NAMESPACE = uuid.uuid5(uuid.NAMESPACE_DNS, "bao-cao")
EPUB_STYLESHEET = "EPUB/styles/stylesheet1.css"
PACKAGE = "EPUB/content.opf"
OPTIONS = ("--split-level=1", "--toc-depth=3", "--epub-title-page=false")


def epub(document: Document, moment: datetime.datetime) -> bytes:
    """The EPUB of a reading copy; `moment` stands in the file."""
    written = write_epub(document, reading_blocks(document), moment)
    with zipfile.ZipFile(io.BytesIO(written)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[PACKAGE] = dated(parts[PACKAGE], moment)
    # In place of pandoc's own, which in its sandbox reads no file.
    parts[EPUB_STYLESHEET] = (files("report") / "official" / "templates" / "epub.css").read_bytes()
    return pack(parts, moment.date(), stored={"mimetype"})


def write_epub(document: Document, blocks: list[Node], moment: datetime.datetime) -> bytes:
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
    content = tree(with_images(blocks, document.images), meta)
    arguments = ["-f", "json", "-t", "epub3", "-o", "-", *OPTIONS]
    return run_pandoc(arguments, content)
