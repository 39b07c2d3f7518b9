"""The list of a year's files on the first page of its report."""

import posixpath
from collections.abc import Mapping
from decimal import Decimal

from report.edition.edition import Edition
from report.edition.letterhead import copies_notice
from report.official.formats import DOCUMENT_FILES
from report.site.offline import offline_uri
from report.sources.addresses import HANDBOOK_FILE, relative_url
from report.sources.pages import REPORT
from report.text.markup import escape
from report.text.numbers import write_decimal
from report.text.templates import render

OFFLINE_PURPOSE = "Cả trang web, mở từ máy không cần mạng"


def front_page(year: int) -> str:
    """The path under docs/ of the first page of a report."""
    return f"{REPORT}/{year}/index.md"


def documents_of_page(page: str, sizes: Mapping[str, int], edition: Edition) -> str:
    """What the first page of a report has below its heading: the list of its files."""
    for year in edition.years:
        if page == front_page(year):
            return document_list(page, sizes, year, edition)
    return ""


def document_list(page: str, sizes: Mapping[str, int], year: int, edition: Edition) -> str:
    """HTML that links to the files of a year; `sizes` are those of the documents in bytes."""
    text = edition.text_kinds[year]
    files = [
        file_entry(page, one.path(year), f"{text.copy_name} {one.purpose}", sizes)
        for one in DOCUMENT_FILES
        if one.path(year) in sizes
    ]
    if not files:
        return ""
    files.append(
        file_entry(page, offline_uri(year), OFFLINE_PURPOSE, sizes) | {"class": "ngoai-tuyen"}
    )
    if HANDBOOK_FILE in sizes:
        files.append(
            file_entry(page, HANDBOOK_FILE, "Sổ tay hướng dẫn thi đua, khen thưởng", sizes)
        )
    return render(
        "site/templates/documents.html",
        notice=escape(copies_notice(edition, year)),
        files=files,
    )


def file_entry(page: str, uri: str, title: str, sizes: Mapping[str, int]) -> dict[str, str]:
    """What the list says of one file. The copy of the site has no size: it has this page in it."""
    return {
        "url": relative_url(page, uri),
        "title": title,
        "format": ending(uri).upper(),
        "size": write_size(sizes[uri]) if uri in sizes else "",
        "class": "",
    }


def ending(uri: str) -> str:
    """The ending of a file's name."""
    return posixpath.splitext(uri)[1].removeprefix(".")


def write_size(size: int) -> str:
    """A size as a person reads it: 46 KB, 1,2 MB."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))}\u00a0KB"
    return f"{write_decimal(round(Decimal(size) / 1_000_000, 1))}\u00a0MB"
