"""The files of a draft: pages, tables with their description, and what is known of doubts."""

import csv
import io
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from report.drafting.importing.balance import letters_of, missing, words_and_numbers
from report.drafting.importing.grids import ProposedTable, proposed_table
from report.drafting.importing.left_out import LeftOut
from report.drafting.importing.nodes import placeholder
from report.drafting.importing.pages import dump, links_to, page_texts, pages_of
from report.drafting.importing.readings import dots_are_thousands
from report.drafting.importing.sentences import (
    FOUND,
    TITLES,
    Figures,
    Found,
    found_fields,
    found_rows,
)
from report.drafting.importing.sheet_balance import lost_texts
from report.drafting.importing.word import ImportedDocument, ImportedSection
from report.drafting.importing.workbook import SheetTables
from report.sources.csv_rows import write_csv
from report.sources.open_places import MARK
from report.sources.pages import REPORT
from report.sources.tables import DESCRIPTION
from report.text.numbers import DOUBTFUL_DECIMALS, THOUSANDTHS


@dataclass
class Draft:
    """What is written: files by path, by file and line what helps to decide, and the words of the
    original that are in none of the files."""

    year: int
    office: str
    files: dict[str, str] = field(default_factory=dict)
    contexts: dict[tuple[str, int], list[str]] = field(default_factory=dict)
    left_out: list[LeftOut] = field(default_factory=list)


def drafted(document: ImportedDocument, year: int, office: str) -> Draft:
    """The draft of a document for a year of an office."""
    draft = Draft(year, office)
    figures = Figures(year, dots_are_thousands(document.written))
    tables = [
        proposed_table(grid, f"bang-{number}", figures.thousands)
        for number, grid in enumerate(document.grids, 1)
    ]
    pages = pages_of(document.sections)
    written = page_texts(pages, figures, tables)
    texts = list(written.values())
    groups = [page.sections[0].title for page in pages if page.is_group]
    links = links_to(pages[1:], written, figures)
    written["index"] += f"\n{links}" if links else ""
    for name, text in written.items():
        draft.files[f"docs/{REPORT}/{year}/{name}.md"] = text
    places = {
        table.name: page.number
        for table in tables
        for page in pages
        if f'bang("{table.name}")' in written.get(page.name, "")
    }
    add_data(draft, tables, places, figures)
    draft.left_out += document.left_out
    draft.left_out += [one for table in tables for one in table.left_out]
    if document.passages:
        draft.left_out += not_in(draft, document, [*texts, *groups], figures)
    draft.left_out += lost_texts(document.cells, said_of_tables(draft, tables))
    return draft


def said_of_tables(draft: Draft, tables: Sequence[ProposedTable]) -> list[str]:
    """All that a draft says in its tables, in what describes them, and in its list of decisions."""
    said = [one.words for one in draft.left_out]
    said += [text for told in draft.contexts.values() for text in told]
    for table in tables:
        said.append(table.title)
        said += [f"{one['title']} {one.get('don_vi', '')}" for one in table.fields]
        said += cells_of_csv(table.csv)
    return said


def cells_of_csv(text: str) -> list[str]:
    """The cells of a table below its header and beside its keys; one can have several lines."""
    return [cell for row in list(csv.reader(io.StringIO(text)))[1:] for cell in row[1:]]


def not_in(
    draft: Draft, document: ImportedDocument, texts: list[str], figures: Figures
) -> list[LeftOut]:
    """What the original says by a reading of its own and nothing of the draft does."""
    plain = figures.plain(texts)
    counts = Counter(words_and_numbers("\n".join([*plain, *(one.words for one in draft.left_out)])))
    counts.update(words_and_numbers("\n".join(section.number for section in document.sections)))
    counts.subtract(words_and_numbers("\n".join(document.typed)))
    doubts: dict[str, list[str]] = {}
    for (path, _), told in draft.contexts.items():
        doubts.setdefault(path, []).extend(told)
    for number, grid in enumerate(document.grids, 1):
        path = f"data/{draft.year}/bang-{number}.csv"
        cells = cells_of_csv(draft.files[path])
        found = words_and_numbers(
            "\n".join([grid.title, *grid.titles, *cells, *doubts.get(path, [])])
        )
        counts.update(Counter(found) & Counter(words_and_numbers(grid.written)))
    joined = letters_of("\n".join(plain))
    return missing(document.passages, counts, joined, document.encoding)


def of_tables(title: str, found: SheetTables) -> ImportedDocument:
    """A document that has nothing but tables, each under its title."""
    places = [placeholder(f"bang {number}") for number in range(1, len(found.grids) + 1)]
    sections = [ImportedSection(1, "", title, places)]
    return ImportedDocument(
        sections, found.grids, found.remarks, left_out=found.left_out, cells=found.cells
    )


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
        fields = with_decimals(table.fields, table.csv)
        resources.append(draft_resource(draft, table.name, table.title, section, fields))
        for line, doubt in table.doubts:
            draft.contexts.setdefault((path, line), []).append(doubt)
    for kind, rows in figures.rows.items():
        if rows:
            name = FOUND[kind][0]
            draft.files[f"{folder}/{name}.csv"] = write_csv(found_rows(kind, rows))
            fields = with_decimals(found_fields(kind), draft.files[f"{folder}/{name}.csv"])
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


def with_decimals(fields: list[dict[str, Any]], csv_text: str) -> list[dict[str, Any]]:
    """The columns of a table; those with numbers such as 27,568 say that these are decimals: a
    document tells them from thousands, a CSV does not."""
    columns = zip(*csv.reader(io.StringIO(csv_text)), strict=True)
    return [
        column | {"thap_phan": THOUSANDTHS}
        if column["type"] == "number" and any(map(DOUBTFUL_DECIMALS.fullmatch, cells))
        else column
        for column, cells in zip(fields, columns, strict=True)
    ]


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
