"""What each page of the site is made from: the file to edit, and those that date it."""

from urllib.parse import quote, urljoin

from report.edition.edition import Edition, FilledPage
from report.sources.addresses import (
    PLACES_PAGE,
    audit_page,
    corrections_page,
    data_index,
    place_page,
    table_page,
)
from report.sources.corrections import CORRECTIONS, FROZEN
from report.sources.places import tables_with_places
from report.sources.rules import FILE as RULES
from report.sources.tables import COMMON, DESCRIPTION


def origins(edition: Edition) -> dict[str, tuple[str, ...]]:
    """The files behind each page, by its path under docs/; the first is the one to edit."""
    files = {uri: behind_page(filled) for uri, filled in edition.pages.items()}
    for year, dataset in edition.years.items():
        tables = tuple(table.path for table in dataset.tables.values())
        folder = dataset.path
        files |= {table_page(table): (table.path,) for table in dataset.tables.values()}
        files[data_index(year)] = (f"{folder}/{DESCRIPTION}", *tables)
        files[audit_page(str(year))] = (f"{folder}/{RULES}", *tables)
        published = (f"{folder}/{CORRECTIONS}", f"{folder}/{FROZEN}")
        files[corrections_page(year)] = published
    files |= behind_places(edition)
    common = edition.common.tables.values()
    return files | {table_page(table): (table.path,) for table in common}


def behind_places(edition: Edition) -> dict[str, tuple[str, ...]]:
    """The table of places, and the tables that name them, behind the page of each place and the
    list of them."""
    naming = (
        table.path for data in edition.years.values() for table, _, _ in tables_with_places(data)
    )
    tables = tuple(dict.fromkeys(naming))
    pages = {place_page(key): (one.table.path, *tables) for key, one in edition.places.items()}
    listed = {
        PLACES_PAGE: (*dict.fromkeys(one.table.path for one in edition.places.values()), *tables)
    }
    return pages | listed if pages else {}


def behind_page(filled: FilledPage) -> tuple[str, ...]:
    """A page's own text and the tables it shows.

    On a report page the tables of all years (documents, abbreviations) do not count: a new
    document in the register is no change of every page that cites another.
    """
    tables = dict.fromkeys(cell.table.path for cell in filled.used)
    if filled.page.in_report:
        tables = dict.fromkeys(path for path in tables if not path.startswith(f"data/{COMMON}/"))
    return (filled.page.path, *tables)


def edit_url(editor: str | None, path: str) -> str | None:
    """Where a file is edited; `editor` is the address of the editor for the folder docs/."""
    return urljoin(editor, quote(f"../{path}")) if editor else None
