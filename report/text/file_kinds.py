"""What a file is by its first bytes, whatever its name says."""

import re

# https://en.wikipedia.org/wiki/List_of_file_signatures; the parts of an Office file are named in
# ECMA-376 and OpenDocument, those of the format before in [MS-CFB].
ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
IN_ZIP = {
    b"xl/": "sổ tính Excel (.xlsx)",
    b"word/": "văn bản Word (.docx)",
    b"ppt/": "trình chiếu PowerPoint (.pptx)",
    b"opendocument.spreadsheet": "sổ tính OpenDocument (.ods)",
    b"opendocument.text": "văn bản OpenDocument (.odt)",
}
IN_OLE = {
    "EncryptedPackage": "tệp Office có mật khẩu",
    "Workbook": "sổ tính Excel đời cũ (.xls)",
    "WordDocument": "văn bản Word đời cũ (.doc)",
}
OTHERS = {
    b"%PDF-": "tệp PDF",
    b"{\\rtf": "văn bản RTF",
    b"\x89PNG\r\n": "hình PNG",
    b"\xff\xd8\xff": "hình JPEG",
    b"GIF8": "hình GIF",
    b"\x1f\x8b\x08": "tệp nén GZIP",
    b"Rar!\x1a\x07": "tệp nén RAR",
    b"7z\xbc\xaf\x27\x1c": "tệp nén 7-Zip",
    b"SQLite format 3\0": "cơ sở dữ liệu SQLite",
    b"PK\x05\x06": "tệp nén ZIP",
}
WEB_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<!doctype html|<html|<head|<meta|<table)", re.I)
XML_OPENING = re.compile(rb"(?:\xef\xbb\xbf)?\s*<\?xml")
WORKBOOKS = "sổ tính", "tệp Office"


def binary_kind(content: bytes) -> str | None:
    """What a file is that no program for texts opens, in words; None where it may be a text."""
    if content.startswith(ZIP):
        return next((kind for mark, kind in IN_ZIP.items() if mark in content), "tệp nén ZIP")
    if content.startswith(OLE):
        kinds = (kind for mark, kind in IN_OLE.items() if mark.encode("utf-16-le") in content)
        return next(kinds, "tệp Office đời cũ (.xls, .doc)")
    return next((kind for mark, kind in OTHERS.items() if content.startswith(mark)), None)


def markup_kind(content: bytes) -> str | None:
    """Whether a file that should be a table is a web page, or another text for programs."""
    if WEB_PAGE.match(content):
        return "trang web (HTML)"
    if XML_OPENING.match(content):
        return (
            "sổ tính XML" if b"urn:schemas-microsoft-com:office:spreadsheet" in content else "XML"
        )
    return "trang web một tệp (MHT)" if content.startswith(b"MIME-Version:") else None


def is_workbook(kind: str) -> bool:
    """Whether a program for tables opens a file of that kind."""
    return kind.startswith(WORKBOOKS)
