"""Beside each CSV what a program must know to read it: CSV on the Web.

A reader that is given the CSV alone finds it by its name, `<table>.csv-metadata.json`:
https://www.w3.org/TR/tabular-data-model/#standard-file-metadata, and the vocabulary at
https://www.w3.org/TR/tabular-metadata/.
"""

import json
import math
from collections.abc import Mapping
from typing import Any
from urllib.parse import quote

from report.downloads.csv_files import guard
from report.downloads.package import missing_values, written_bound
from report.sources.kinds import COLUMN_KINDS
from report.sources.tables import Column, Table

CSVW_CONTEXT = ["http://www.w3.org/ns/csvw", {"@language": "vi"}]
DATATYPES: Mapping[str, Mapping[str, Any]] = {
    "string": {"base": "string"},
    "integer": {"base": "integer"},
    "number": {"base": "decimal", "format": {"decimalChar": ",", "groupChar": "."}},
    "date": {"base": "date", "format": "dd/MM/yyyy"},
    "year": {"base": "gYear"},
}


def csv_metadata(table: Table, license_url: str, creator: str) -> bytes:
    """The description of the CSV of a table; `creator` is the office whose figures it has."""
    description = {
        "@context": CSVW_CONTEXT,
        "url": f"{table.name}.csv",
        "dc:title": table.title,
        "dc:description": table.description,
        "dc:source": table.section,
        "dc:temporal": table.period,
        "dc:creator": creator,
        "dc:license": {"@id": license_url} if license_url else None,
        "null": missing_values(table),
        "tableSchema": {
            "columns": [column_metadata(column) for column in table.columns.values()],
            "primaryKey": variable(table.key),
            "aboutUrl": f"{table.name}/{{#{variable(table.key)}}}",
        },
    }
    known = {name: value for name, value in description.items() if value}
    return json.dumps(known, ensure_ascii=False, indent=1).encode() + b"\n"


def column_metadata(column: Column) -> dict[str, Any]:
    """The description of a column; its heading in the CSV is its name in our addresses."""
    described = {
        "name": variable(column.name),
        "titles": guard(column.name),
        "dc:title": column.title,
        "datatype": datatype(column),
        "required": column.required,
        "schema:unitText": column.unit,
        "dc:description": f"Đơn vị ghi ở cột “{column.unit_field}”" if column.unit_field else None,
    }
    return {name: value for name, value in described.items() if value}


def datatype(column: Column) -> dict[str, Any]:
    """The type of a column with its limits; words where the kind is unknown."""
    limits = {
        "minimum": written_bound(column, column.minimum, math.ceil),
        "maximum": written_bound(column, column.maximum, math.floor),
    }
    known = {name: str(one).replace(",", ".") for name, one in limits.items() if one is not None}
    kind = column.type if column.type in COLUMN_KINDS else "string"
    return {**DATATYPES[kind], **known}


def variable(name: str) -> str:
    """A name as the templates of addresses take one: letters, digits, `_` and percent signs."""
    return quote(name, safe="").replace("-", "%2D").replace(".", "%2E").replace("~", "%7E")
