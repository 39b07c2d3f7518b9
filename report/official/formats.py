"""The formats of official documents: a new one is a module that writes it and an entry here."""

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from report.official.document import Document
from report.official.docx import word
from report.official.epub import epub
from report.official.odt import odt
from report.official.pdf import pdf
from report.official.plain_text import text_file


@dataclass(frozen=True)
class DocumentFormat:
    """What a file of this format is for, in words behind what the text is called, and what writes
    it: it takes the document and the moment that stands in the file."""

    purpose: str
    write: Callable[[Document, datetime.datetime], bytes]


# By the ending of the files, in the order of the list on the first page of a report.
FORMATS: Mapping[str, DocumentFormat] = {
    "pdf": DocumentFormat("để đọc và in", pdf),
    "docx": DocumentFormat("để sửa trong Word", word),
    "odt": DocumentFormat("để sửa trong LibreOffice", odt),
    "epub": DocumentFormat("để đọc trên điện thoại", epub),
    "txt": DocumentFormat("chỉ có chữ, cho thư điện tử và máy đọc", text_file),
}
