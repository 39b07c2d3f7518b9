"""The files of a draft: pages, tables with their description, and what is known of doubts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from report.drafting.importing.grids import Grid, ProposedTable, proposed_table
from report.drafting.importing.pages import dump, links_to, page_text, pages_of
from report.drafting.importing.readings import dots_are_thousands
from report.drafting.importing.sentences import (
    FOUND,
    TITLES,
    Figures,
    Found,
    found_fields,
    found_rows,
)
from report.drafting.importing.word import ImportedDocument, ImportedSection, placeholder
from report.sources.csv_rows import write_csv
from report.sources.open_places import MARK
from report.sources.pages import REPORT
from report.sources.tables import DESCRIPTION


@dataclass
class Draft:
    """What is written: files by path, and by file and line what helps to decide."""

    year: int
    office: str
    files: dict[str, str] = field(default_factory=dict)
    contexts: dict[tuple[str, int], list[str]] = field(default_factory=dict)


def drafted(document: ImportedDocument, year: int, office: str) -> Draft:
    """The draft of a document for a year of an office."""
    draft = Draft(year, office)
    figures = Figures(year, dots_are_thousands(document.written))
    tables = [
        proposed_table(grid, f"bang-{number}", figures.thousands)
        for number, grid in enumerate(document.grids, 1)
    ]
    pages = {page.name: page for page in pages_of(document.sections)}
    written = {name: page_text(page, figures, tables) for name, page in pages.items()}
    others = {name: text for name, text in written.items() if name != "index"}
    written["index"] += f"\n{links_to(others)}" if others else ""
    for name, text in written.items():
        draft.files[f"docs/{REPORT}/{year}/{name}.md"] = text
    places = {
        table.name: pages[name].number
        for table in tables
        for name, text in written.items()
        if f'bang("{table.name}")' in text
    }
    add_data(draft, tables, places, figures)
    return draft


def of_tables(title: str, grids: list[Grid], remarks: list[str]) -> ImportedDocument:
    """A document that has nothing but tables, each under its title."""
    places = [placeholder(f"bang {number}") for number in range(1, len(grids) + 1)]
    return ImportedDocument([ImportedSection(1, "", title, places)], grids, remarks)


def add_data(
    draft: Draft, tables: Sequence[ProposedTable], places: Mapping[str, str], figures: Figures
) -> None:
    """Add the tables of the document, and those of what its sentences say."""
    folder = f"data/{draft.year}"
    resources = []
    for table in tables:
        path = f"{folder}/{table.name}.csv"
        draft.files[path] = table.csv
        section = places.get(table.name) or MARK
        resources.append(draft_resource(draft, table.name, table.title, section, table.fields))
        for line, doubt in table.doubts:
            draft.contexts.setdefault((path, line), []).append(doubt)
    for kind, rows in figures.rows.items():
        if rows:
            name = FOUND[kind][0]
            draft.files[f"{folder}/{name}.csv"] = write_csv(found_rows(kind, rows))
            fields = found_fields(kind)
            resources.append(draft_resource(draft, name, TITLES[kind], "toàn bộ báo cáo", fields))
            add_contexts(draft, f"{folder}/{name}.csv", rows)
    package = {
        "name": f"bao-cao-{draft.year}",
        "title": f"Số liệu báo cáo năm {draft.year}",
        "resources": resources,
    }
    draft.files[f"{folder}/{DESCRIPTION}"] = dump(package)


def add_contexts(draft: Draft, path: str, rows: Sequence[Found]) -> None:
    """Add how each number was read, and the sentence it stands in."""
    for line, row in enumerate(rows, 2):
        read = row.reading.doubt or f"“{row.written}” đọc là {row.reading.text}"
        draft.contexts[path, line] = [read, f"Câu gốc: {row.sentence}"]


def draft_resource(
    draft: Draft, name: str, title: str, section: str, fields: list[dict[str, Any]]
) -> dict[str, Any]:
    """The description of a table; what the document does not say is marked."""
    return {
        "name": name,
        "path": f"{name}.csv",
        "title": title or MARK,
        "description": MARK,
        "muc": section,
        "ky": f"năm {draft.year}",
        "thoi_diem": MARK,
        "co_quan": draft.office or MARK,
        "schema": {"primaryKey": "khoa", "fields": fields},
    }
