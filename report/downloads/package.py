"""datapackage.json: the description of the CSVs in the terms of Frictionless Data Package v1.

https://specs.frictionlessdata.io/tabular-data-package/. `period`, `date`, `office` of a
resource, `unit`, `unitField` of a field and `text` of the whole (edited, or the office's own) are
properties of this project. So is what tells how to compare with the year before: `previousOf`, the
column whose figure of that year a field has, `changeOf`, the one whose change it has,
`previousKeys`, the keys of rows that were others then, and `differsFromPrevious`, why figures of a
table or field cannot be compared with those of that year. They keep their English names here,
whatever the keys of the sources are called: readers of the file know them.
"""

import hashlib
import json
import math
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from report.downloads.csv_files import guard
from report.downloads.release import Release
from report.sources.open_places import MARK
from report.sources.tables import Column, Table
from report.text.numbers import write_normal

DIALECT = {
    "delimiter": ",",
    "lineTerminator": "\n",
    "quoteChar": '"',
    "doubleQuote": True,
    "header": True,
}


def package_json(release: Release, files: Mapping[str, bytes]) -> bytes:
    """The descriptor of the CSVs in `files`."""
    package = {
        "profile": "tabular-data-package",
        "name": release.name,
        "title": release.title,
        "description": " ".join(release.notes),
        "language": "vi",
        "text": release.text.value,
        "sources": [{"title": release.source}],
        "contributors": [{"title": name, "role": role} for name, role in release.contributors],
        "resources": [resource(table, files[f"{table.name}.csv"]) for table in release.tables],
    }
    if release.license:
        package["licenses"] = [
            {
                "name": release.license["ma"],
                "title": release.license["ten"],
                "path": release.license["dia_chi"],
            }
        ]
    if release.date:
        package["created"] = f"{release.date.isoformat()}T00:00:00Z"
    return json.dumps(package, ensure_ascii=False, indent=2).encode() + b"\n"


def resource(table: Table, content: bytes) -> dict[str, Any]:
    """The descriptor of one table, without properties on the year before that say nothing."""
    years = {"previousKeys": table.former_keys, "differsFromPrevious": table.other_since}
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": f"{table.name}.csv",
        "title": table.title,
        "description": table.description,
        "sources": [{"title": table.section}],
        "period": table.period,
        "date": table.date,
        "office": table.office,
        **{name: value for name, value in years.items() if value},
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{hashlib.sha256(content).hexdigest()}",
        "dialect": DIALECT,
        "schema": {
            "fields": [field(column) for column in table.columns.values()],
            "missingValues": missing_values(table),
            "primaryKey": table.key,
        },
    }


def missing_values(table: Table) -> list[str]:
    """What stands in a cell without a value: nothing, or the mark of what is still to be filled."""
    waits = any(cell.is_open for row in table.rows.values() for cell in row.values())
    return ["", MARK] if waits else [""]


def field(column: Column) -> dict[str, Any]:
    """The descriptor of one column, without properties that say nothing."""
    descriptor = {
        "name": column.name,
        "title": column.title,
        "type": column.type,
        **column.kind.format,
        "unit": column.unit,
        "unitField": column.unit_field,
        "previousOf": column.previous_of,
        "changeOf": column.change_of,
        "differsFromPrevious": column.other_since,
        "constraints": constraints(column),
    }
    return {name: value for name, value in descriptor.items() if value}


def constraints(column: Column) -> dict[str, Any]:
    """The limits of a column, written as its cells are."""
    limits = {
        "required": column.required or None,
        "unique": column.unique or None,
        "minimum": written_bound(column, column.minimum, math.ceil),
        "maximum": written_bound(column, column.maximum, math.floor),
        "enum": [guard(text) if column.kind.is_words else text for text in column.enum] or None,
    }
    return {name: value for name, value in limits.items() if value is not None}


def written_bound(
    column: Column, value: Decimal | None, inwards: Callable[[Decimal], int]
) -> int | str | None:
    """A bound in the form of the column: whole where its cells are, or with decimal comma."""
    if value is None:
        return None
    whole = inwards(value)
    return write_normal(value) if column.type == "number" and whole != value else whole
