"""A table as a grid needs it: its columns and rows, its rules, and where its cells stand."""

from collections.abc import Iterator, Mapping
from typing import Any

from report.changes.rule_notes import is_acknowledged
from report.desk.answers import address_of, problems_json
from report.edition.edition import Edition
from report.edition.examination import Examination
from report.figures.values import cell_title, shown_value
from report.sources.addresses import url_of
from report.sources.tables import COMMON, Cell, Column, Dataset, Table


def table_json(examination: Examination, dataset: Dataset, table: Table) -> dict[str, Any]:
    """All that a grid shows of a table."""
    edition = examination.edition
    mine = (one for one in examination.problems if one.path == table.path)
    return {
        "name": table.name,
        "year": table.folder,
        "title": table.title,
        "description": table.description,
        "source": {
            "section": table.section,
            "period": table.period,
            "date": table.date,
            "office": table.office,
        },
        "path": table.path,
        "key": table.key,
        "label": table.label,
        "frozen": is_frozen(edition, table),
        "columns": [column_json(column) for column in table.columns.values()],
        "rows": [row_json(key, row) for key, row in table.rows.items()],
        "rules": list(rules_json(edition, dataset, table)),
        "uses": uses_json(edition, table),
        "problems": problems_json(mine, edition),
    }


def data_in(edition: Edition, folder: str) -> Dataset | None:
    """The tables of a folder under data/, None where it is none of the edition's."""
    datasets = (edition.common, *edition.years.values())
    return next((one for one in datasets if one.name == folder), None)


def is_frozen(edition: Edition, table: Table) -> bool:
    """Whether readers have been told the figures of a table's year."""
    publication = edition.publications.get(table.year or 0)
    return publication is not None and publication.frozen is not None


def column_json(column: Column) -> dict[str, Any]:
    """A column as the description has it."""
    view = {
        "name": column.name,
        "title": column.title,
        "type": column.type,
        "kind": column.kind.title,
        "unit": column.unit,
        "unit_column": column.unit_field,
        "required": column.required,
        "unique": column.unique,
        "min": None if column.minimum is None else str(column.minimum),
        "max": None if column.maximum is None else str(column.maximum),
        "decimals": column.decimals,
        "number": column.is_number,
        "note": column.other_since,
    }
    return view | ({"values": list(column.enum)} if column.enum else {})


def row_json(key: str, row: Mapping[str, Cell]) -> dict[str, Any]:
    """A row with what stands in the file and what readers see."""
    cells = {name: {"text": one.text, "shown": shown_value(one)} for name, one in row.items()}
    return {"key": key, "line": next(iter(row.values())).line, "cells": cells}


def rules_json(edition: Edition, dataset: Dataset, table: Table) -> Iterator[dict[str, Any]]:
    """The rules that cells of a table take part in."""
    audit = edition.common_audit if dataset.name == COMMON else edition.audits[int(dataset.name)]
    for verdict in audit.verdicts:
        cells = (verdict.stated, *verdict.terms)
        if any(one.table is table for one in cells):
            yield {
                "id": verdict.rule.id,
                "title": verdict.rule.sentence,
                "cells": [address_of(one) for one in cells],
                "titles": [cell_title(one) for one in cells],
                "holds": verdict.holds,
                "noted": is_acknowledged(verdict),
                "text": verdict.rule.note,
            }


def uses_json(edition: Edition, table: Table) -> list[dict[str, Any]]:
    """On which pages each cell of a table stands."""
    uses: dict[str, dict[str, str]] = {}
    for uri, filled in edition.pages.items():
        for cell in dict.fromkeys(filled.used):
            if cell.table is table:
                uses.setdefault(address_of(cell), {})[f"/{url_of(uri)}"] = edition.titles[uri]
    return [
        {"address": address, "pages": [{"url": url, "title": pages[url]} for url in pages]}
        for address, pages in uses.items()
    ]
