"""What a file is by its content, as its name may say something else.

Excel's “Save as” and many systems of offices give .xls to HTML, to text with commas and to XML;
people change the ending of a name to make a program take the file.
"""

import codecs
import re
from pathlib import PurePath

from report.sources.office_package import OLD_CONTAINER

WORD_ENDINGS = (".docx", ".docm", ".dotx", ".dotm")  # those with m have macros, which are left out
EXCEL_ENDINGS = (".xlsx", ".xlsm", ".xltx", ".xltm")
TEXT_ENDINGS = (".csv", ".tsv", ".txt", ".xls", *EXCEL_ENDINGS)
# Endings of one kind of content.
ONE_KIND = (
    WORD_ENDINGS,
    EXCEL_ENDINGS,
    (".doc", ".dot"),
    (".xls", ".xlt"),
    (".html", ".htm"),
    (".csv", ".tsv", ".txt"),
)
# Names of parts, which a ZIP holds uncompressed.
ZIPPED = {
    b"word/document": ".docx",
    b"xl/workbook.xml": ".xlsx",
    b"xl/workbook.bin": ".xlsb",
    b"mimetypeapplication/vnd.oasis.opendocument.text": ".odt",
    b"mimetypeapplication/vnd.oasis.opendocument.spreadsheet": ".ods",
    b"ppt/presentation": ".pptx",
}
# Names of streams in the container of the old formats.
STREAMS = {"WordDocument": ".doc", "Workbook": ".xls", "Book": ".xls"}
BYTES_OF_OPENING = 4096  # bytes of a text that tell what it is
HTML_OPENING = re.compile(
    r"(?:<\?xml[^>]*\?>|<!--.*?-->|\s)*<(?:!doctype\s+html|html|head|meta|title|style|body|table|div)\b",
    re.IGNORECASE | re.DOTALL,
)
XML_OF_WORD = ("schemas.microsoft.com/office/word/2003/wordml", "<pkg:package")
XML_OF_EXCEL = ("urn:schemas-microsoft-com:office:spreadsheet",)
LINE_OF_CELLS = re.compile(r"[^\n]*[;,\t|]")  # a line with cells beside each other


def ending_by_content(file: str, content: bytes) -> str:
    """The ending that fits what a file is; that of its name where that fits, or nothing tells."""
    own = PurePath(file).suffix.lower()
    found = kind_of(own, content)
    kinds = next((kinds for kinds in ONE_KIND if found in kinds), (found,))
    return own if not found or own in kinds else found


def kind_of(own: str, content: bytes) -> str:
    """The usual ending of a kind of content; "" where nothing tells it."""
    if content.startswith(b"PK"):
        return next((ending for name, ending in ZIPPED.items() if name in content), "")
    if content.startswith(OLD_CONTAINER):
        names = {name.encode("utf-16-le"): ending for name, ending in STREAMS.items()}
        return next((ending for name, ending in names.items() if name in content), "")
    if content.startswith(b"{\\rtf"):
        return ".rtf"
    return kind_of_text(own, opening_of(content))


def opening_of(content: bytes) -> str:
    """How a text begins; "" for what is no text."""
    part = content[:BYTES_OF_OPENING]
    if part.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return part.decode("utf-16", "replace")
    return "" if b"\0" in part else part.decode("utf-8", "replace").removeprefix("\ufeff")


def kind_of_text(own: str, opening: str) -> str:
    """The usual ending of a kind of text; "" where nothing tells it."""
    if opening.lstrip().startswith("<?xml") or "<pkg:package" in opening:
        for words, ending in ((XML_OF_EXCEL, ".xml-excel"), (XML_OF_WORD, ".xml-word")):
            if any(one in opening for one in words) and "<html" not in opening.lower():
                return ending
    if HTML_OPENING.match(opening):
        return ".html"
    if opening.lower().startswith("mime-version:"):
        return ".mht"
    return ".csv" if own in TEXT_ENDINGS and LINE_OF_CELLS.match(opening.strip()) else ""
