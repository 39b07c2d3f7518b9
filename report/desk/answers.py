"""What requests ask and are answered: bodies of the shape that a route needs, problems as JSON."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from flask import Response, jsonify, request
from werkzeug.exceptions import BadRequest

from report.edition.edition import Edition
from report.problems.catalogue import Severity
from report.problems.problem import Problem
from report.sources.tables import Table

SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.OPEN: "open"}
IN_COLUMN = re.compile("cột “([^”]+)”")
Body = Mapping[str, Any]


def body() -> Body:
    """The object that a request brings. Raises BadRequest where it is none."""
    found = request.get_json()
    if not isinstance(found, dict):
        raise BadRequest("không phải là một đối tượng JSON")
    return found


def text_of(entry: Body, name: str, default: str | None = None) -> str:
    """A text of an object. Raises BadRequest where it is none, or no text that a file can hold."""
    found = entry.get(name, default)
    if not isinstance(found, str):
        raise BadRequest(f"“{name}” phải là chữ")
    try:
        found.encode()
    except UnicodeEncodeError:
        raise BadRequest(f"“{name}” có ký tự không viết được") from None
    return found


def entries_of(entry: Body, name: str) -> list[Body]:
    """A list of objects; none where it is missing. Raises BadRequest where it is another thing."""
    found = entry.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise BadRequest(f"“{name}” phải là một danh sách")
    return found


def problem_json(found: Problem, edition: Edition | None = None) -> dict[str, Any]:
    """A problem as the desk shows it; with the address of its cell, where it is one of a cell, and
    with the edit that mends it, where that is certain."""
    view: dict[str, Any] = {
        "path": found.path,
        "line": found.line,
        "code": found.code,
        "severity": SEVERITIES[found.severity],
        "text": f"{found.message}.",
        "mend": found.mend,
    }
    place = place_of_cell(found, edition) if edition else None
    if place:
        table, row, column = place
        view["address"] = f"{table.folder}/{table.name}.{row}.{column}"
        normal = dict(found.fields).get("normal")
        if found.code == "doc-la" and normal is not None:
            cell = {"table": f"{table.folder}/{table.name}", "row": row, "column": column}
            view["fix"] = {"kind": "cell", **cell, "text": normal}
    return view


def place_of_cell(found: Problem, edition: Edition) -> tuple[Table, str, str] | None:
    """Table, row and column of the cell that a problem is of; the column is empty where it is of
    the row."""
    if not found.path.endswith(".csv"):
        return None
    datasets = (edition.common, *edition.years.values())
    tables = (table for dataset in datasets for table in dataset.tables.values())
    table = next((one for one in tables if one.path == found.path), None)
    if table is None:
        return None
    named = IN_COLUMN.search(found.place)
    column = named[1] if named and named[1] in table.columns else ""
    address = dict(found.fields).get("address", "")
    if not column and address.startswith(f"{table.name}."):
        _, row, column = address.split(".", 2)
        return (table, row, column) if row in table.rows else None
    rows = (key for key, row in table.rows.items() if row[table.key].line == found.line)
    row = next(rows, "")
    return (table, row, column) if row and column else None


def problems_json(found: Iterable[Problem], edition: Edition | None = None) -> list[dict[str, Any]]:
    """Problems as the desk shows them."""
    return [problem_json(one, edition) for one in found]


def refused(problems: Iterable[Problem], status: int = 422, **more: Any) -> Response:
    """The answer to what cannot be done, with the reasons."""
    answer = jsonify({"problems": problems_json(problems), **more})
    answer.status_code = status
    return answer
