"""What requests ask and are answered: bodies of the shape that a route needs, problems as JSON."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from flask import Response, jsonify, make_response, request
from werkzeug.exceptions import BadRequest

from report.desk.readings import readings
from report.edition.edition import Edition
from report.figures.values import cell_title, shown_with
from report.problems.catalogue import Severity
from report.problems.problem import Problem
from report.sources.csv_rows import in_column
from report.sources.tables import Cell, Table

SEVERITIES = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.OPEN: "open"}
Body = Mapping[str, Any]


class Refused(Exception):
    """What keeps a request from being done."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__()
        self.problems = tuple(problems)


def body() -> Body:
    """The object that a request brings. Raises BadRequest where it is none."""
    try:
        found = request.get_json()
    except RecursionError:
        raise BadRequest("lồng quá sâu") from None
    if not isinstance(found, dict):
        raise BadRequest("không phải là một đối tượng JSON")
    return found


def asked_text(entry: Body, name: str, default: str | None = None) -> str:
    """A text of an object. Raises BadRequest where it is none, or no text that a file can hold."""
    found = entry.get(name, default)
    if not isinstance(found, str):
        raise BadRequest(f"“{name}” phải là chữ")
    try:
        found.encode()
    except UnicodeEncodeError:
        raise BadRequest(f"“{name}” có ký tự không viết được") from None
    return found


def asked_entry(entry: Body, name: str) -> Body:
    """An object of an object. Raises BadRequest where it is none."""
    found = entry.get(name)
    if not isinstance(found, dict):
        raise BadRequest(f"“{name}” phải là một đối tượng")
    return found


def asked_texts(entry: Body, name: str) -> list[str]:
    """A list of texts; none where it is missing. Raises BadRequest where it is another thing."""
    found = entry.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, str) for one in found):
        raise BadRequest(f"“{name}” phải là một danh sách chữ")
    return found


def asked_entries(entry: Body, name: str) -> list[Body]:
    """A list of objects; none where it is missing. Raises BadRequest where it is another thing."""
    found = entry.get(name, [])
    if not isinstance(found, list) or not all(isinstance(one, dict) for one in found):
        raise BadRequest(f"“{name}” phải là một danh sách")
    return found


def problem_json(found: Problem, edition: Edition | None = None) -> dict[str, Any]:
    """A problem as the desk shows it; with the address of its cell, where it is one of a cell, and
    with the edit that mends it, where that is certain, or those of which one is meant."""
    view: dict[str, Any] = {
        "path": found.path,
        "line": found.line,
        "code": found.code,
        "severity": SEVERITIES[found.severity],
        "text": f"{found.message}.",
        "mend": found.mend,
    }
    tables = edition.tables if edition and found.path.endswith(".csv") else ()
    table = next((one for one in tables if one.path == found.path), None)
    place = place_in_table(found, table) if table else None
    if table and place:
        row, column = place
        mine = table.rows[row][column]
        view |= {"address": address_of(mine), "title": cell_title(mine)}
        cell = {"table": table_address(table), "row": row, "column": column}
        if found.code == "doc-la":
            view["fix"] = {"kind": "cell", **cell, "text": dict(found.fields)["normal"]}
        if texts := readings(found, mine):
            view["choices"] = [
                {"kind": "cell", **cell, "text": text, "shown": shown_with(mine, text)}
                for text in texts
            ]
    return view


def address_of(cell: Cell) -> str:
    """The address of a cell with the folder of its table: two years have the same ones."""
    return f"{cell.table.folder}/{cell.address}"


def table_address(table: Table) -> str:
    """The address of a table with its folder."""
    return f"{table.folder}/{table.name}"


def place_in_table(found: Problem, table: Table) -> tuple[str, str] | None:
    """Row and column of the cell of a table that a problem is of, None where it is of none."""
    if found.path != table.path:
        return None
    parts = dict(found.fields).get("address", "").split(".")
    if len(parts) == 3 and parts[0] == table.name and parts[1] in table.rows:
        return parts[1], parts[2]
    rows = (key for key, row in table.rows.items() if row[table.key].line == found.line)
    columns = (name for name in table.columns if in_column(name) == found.place)
    row, column = next(rows, None), next(columns, None)
    return None if row is None or column is None else (row, column)


def problems_json(found: Iterable[Problem], edition: Edition | None = None) -> list[dict[str, Any]]:
    """Problems as the desk shows them."""
    return [problem_json(one, edition) for one in found]


def refused(
    problems: Iterable[Problem], status: int = 422, edition: Edition | None = None, **more: Any
) -> Response:
    """The answer to what cannot be done, with the reasons; where the edition is given, with what
    mends them."""
    return not_done(problems_json(problems, edition), status, **more)


def not_done(views: Sequence[Mapping[str, Any]], status: int = 422, **more: Any) -> Response:
    """The answer to what cannot be done, with the reasons as the desk shows them."""
    return make_response(jsonify({"problems": views, **more}), status)
