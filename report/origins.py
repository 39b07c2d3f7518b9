"""What each page of the site is made from: the file to edit, and those that date it."""

from report.corrections import CORRECTIONS, FROZEN
from report.data import COMMON, DESCRIPTION, Table
from report.edition import Edition, FilledPage
from report.provenance import CORRECTED, FOLDER, audit_page, table_page

RULES = "doi-chieu.yaml"


def origins(edition: Edition) -> dict[str, tuple[str, ...]]:
    """The files behind each page, by its path under docs/; the first is the one to edit."""
    files = {uri: behind_page(filled) for uri, filled in edition.pages.items()}
    for year, dataset in edition.years.items():
        tables = tuple(table.path for table in dataset.tables.values())
        folder = dataset.path
        files |= {table_page(table): behind_table(table) for table in dataset.tables.values()}
        files[f"{FOLDER}/{year}/index.md"] = (f"{folder}/{DESCRIPTION}", *tables)
        files[audit_page(str(year))] = (f"{folder}/{RULES}", *tables)
        files[f"{FOLDER}/{year}/{CORRECTED}.md"] = (
            f"{folder}/{CORRECTIONS}",
            f"{folder}/{FROZEN}",
        )
    common = edition.common.tables.values()
    return files | {table_page(table): behind_table(table) for table in common}


def behind_page(filled: FilledPage) -> tuple[str, ...]:
    """A page's own text and the tables it shows.

    On a report page the tables of all years (documents, abbreviations) do not count: a new
    document in the register is no change of every page that cites another.
    """
    tables = dict.fromkeys(cell.table.path for cell in filled.used)
    if filled.page.in_report:
        tables = dict.fromkeys(path for path in tables if not path.startswith(f"data/{COMMON}/"))
    return (filled.page.path, *tables)


def behind_table(table: Table) -> tuple[str, ...]:
    """The file of a table; its description is shared with all others of the folder."""
    return (table.path,)
