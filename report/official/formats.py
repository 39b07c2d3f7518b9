"""The files of a report: a new one is a module that writes it and an entry here."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from report.official.document import Document
from report.official.docx import word
from report.official.epub import epub
from report.official.odt import odt
from report.official.pdf import pdf
from report.official.plain_text import text_file
from report.official.prints import Print
from report.sources.addresses import document_file, reading_file


@dataclass(frozen=True)
class DocumentFile:
    """A file of a year: the print it is of, the ending of its name, what it is for in words behind
    what the text is called, and what writes it from the document and the moment that stands in
    the file."""

    kind: Print
    ending: str
    purpose: str
    write: Callable[[Document, datetime.datetime], bytes]

    def path(self, year: int) -> str:
        """Where the file of a year stands in the site."""
        if (self.kind, self.ending) == (Print.READING, "pdf"):
            return reading_file(year)
        return document_file(year, self.ending)


# In the order of the list on the first page of a report.
DOCUMENT_FILES = (
    DocumentFile(Print.READING, "pdf", "để đọc, có tóm tắt và biểu đồ", pdf),
    DocumentFile(Print.READING, "epub", "để đọc trên điện thoại", epub),
    DocumentFile(Print.SIGNED, "pdf", "để in, trình bày theo thể thức văn bản", pdf),
    DocumentFile(Print.SIGNED, "docx", "để sửa trong Word", word),
    DocumentFile(Print.SIGNED, "odt", "để sửa trong LibreOffice", odt),
    DocumentFile(Print.SIGNED, "txt", "chỉ có chữ, cho thư điện tử và máy đọc", text_file),
)
FORMAT_ENDINGS = tuple(dict.fromkeys(file.ending for file in DOCUMENT_FILES))
