"""Where things stand in the site: the paths of pages under docs/ and of files, and their URLs."""

import posixpath
from functools import lru_cache

from report.sources.tables import Cell, Table

DATA = "so-lieu"  # the folder of data pages and downloads
AUDIT = "doi-chieu"
CORRECTED = "dinh-chinh"
FOLDER_PAGE = "index"  # of a folder
TABLE_NAMES_TAKEN = frozenset({FOLDER_PAGE, AUDIT, CORRECTED})  # by other pages beside table_page
PLACE_KEYS_TAKEN = frozenset({FOLDER_PAGE})  # by the page beside place_page
PLACES_FOLDER = "dia-ban"  # the folder of the pages of places
PLACES_PAGE = f"{PLACES_FOLDER}/index.md"
DOCUMENTS_FOLDER = "tai-ve"
PICTURES = "hinh"  # of tables and charts
SOURCES = "nguon.html"  # beside a page of a report: where its figures come from
FRAMES = "nhung"  # tables and charts for frames of other sites
HANDBOOK_FILE = f"{DOCUMENTS_FOLDER}/so-tay.pdf"
DOCUMENT_ENDINGS = ("pdf", "docx", "odt", "epub", "txt")  # what official/formats.py writes
CSV_METADATA = ".csv-metadata.json"  # where readers of CSV on the Web look for it
FIGURES_FILE = f"{DATA}/figures.parquet"  # every figure of all finished years
FIGURES_DESCRIPTION = f"{DATA}/datapackage.json"  # what its columns mean
FIGURES_SCHEMA = "figures.schema.json"  # of the list of figures of a year
TWIN = "index.md"  # a page as Markdown, beside its index.html
REGISTER_PAGE = "van-ban/index.md"  # the register of documents, each row with its key as anchor


def data_index(year: int | str) -> str:
    """The path under docs/ of the page that lists all tables and figures of a year."""
    return f"{DATA}/{year}/index.md"


def table_page(table: Table) -> str:
    """The path under docs/ of the page of a table."""
    return f"{DATA}/{table.folder}/{table.name}.md"


def place_page(key: str) -> str:
    """The path under docs/ of the page of a place, whatever the year."""
    return f"{PLACES_FOLDER}/{key}.md"


def csv_file(table: Table) -> str:
    """The path in the site of the CSV to download."""
    return f"{DATA}/{table.folder}/{table.name}.csv"


def chart_place(key: str) -> str:
    """The name that a chart has on its page, so that links lead to it."""
    return f"bieu-do-{key}"


def picture_file(table: Table, key: str, ending: str) -> str:
    """The path in the site of a picture of a table or of one of its charts."""
    return f"{PICTURES}/{table.folder}/{key}.{ending}"


def embed_file(table: Table, key: str) -> str:
    """The path in the site of a table, or of one of its charts, as a page for frames."""
    return f"{FRAMES}/{table.folder}/{key}/index.html"


def csv_metadata_file(table: Table) -> str:
    """The path in the site of the description of a table's CSV."""
    return f"{DATA}/{table.folder}/{table.name}{CSV_METADATA}"


def workbook_file(year: int | str) -> str:
    """The path in the site of the workbook of a year."""
    return f"{DATA}/{year}/so-lieu-{year}.xlsx"


def release_file(year: int | str, name: str) -> str:
    """The path in the site of a file about all tables of a year."""
    return f"{DATA}/{year}/{name}"


def document_file(year: int, ending: str) -> str:
    """The path in the site of the report of a year as a document."""
    return f"{DOCUMENTS_FOLDER}/{year}/bao-cao-{year}.{ending}"


def reading_file(year: int) -> str:
    """The path in the site of the copy of a year's report for readers."""
    return f"{DOCUMENTS_FOLDER}/{year}/bao-cao-{year}-ban-doc.pdf"


def section_file(page: str) -> str:
    """The path in the site of a page of a report by itself: bao-cao/2022/hoi-dong.md →
    tai-ve/2022/muc/hoi-dong.pdf; empty for a page of no year."""
    _, year, name = (*page.split("/", 2), "", "")[:3]
    return f"{DOCUMENTS_FOLDER}/{year}/muc/{posixpath.splitext(name)[0]}.pdf" if name else ""


def audit_page(folder: str) -> str:
    """The path under docs/ of the page of rules and remarks of a folder under data/."""
    return f"{DATA}/{folder}/{AUDIT}.md"


def corrections_page(year: int | str) -> str:
    """The path under docs/ of the page of corrections of a year."""
    return f"{DATA}/{year}/{CORRECTED}.md"


def cell_url(page: str, cell: Cell) -> str:
    """How a page links to the row of a cell."""
    return f"{relative_url(page, table_page(cell.table))}#{cell.row}"


@lru_cache(maxsize=4096)
def url_of(uri: str) -> str:
    """The address of a page from the root of the site: bao-cao/2022/index.md → bao-cao/2022/."""
    folder, name = posixpath.split(uri)
    stem = posixpath.splitext(name)[0]
    parts = [folder] if stem == "index" else [folder, stem]
    return "".join(f"{part}/" for part in parts if part)


@lru_cache(maxsize=4096)
def relative_url(page: str, target: str) -> str:
    """How the page at `page` links to `target`, a page under docs/ or another file of the site.

    The way leads over the root of the site: thousands of links are written in a build, and
    the shortest way costs ten times as much to find.
    """
    root = "../" * url_of(page).count("/") or "./"
    return root + (url_of(target) if target.endswith(".md") else target)
