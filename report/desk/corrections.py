"""Corrections: published figures that change, each with a reason and who decided it.

What they change besides, cells that rules compute and notes on rules, changes with them.
"""

import datetime
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from flask import Blueprint, Response, jsonify
from werkzeug.exceptions import BadRequest

from report.changes.setting import CellRequest, ChangePlan, Decision, copy_sources, plan_of_change
from report.desk.answers import Body, Refused, asked_text, body, problems_json, refused
from report.desk.desk import Desk
from report.desk.table_edits import TableEdits
from report.figures.values import cell_title
from report.problems.problem import Mistake
from report.sources.cells import clean
from report.sources.tables import Table
from report.text.numbers import cell_date, read_date


def correction_routes(desk: Desk) -> Blueprint:
    """The route of corrections."""
    routes = Blueprint("corrections", __name__, url_prefix="/ban/api/correction")

    @routes.post("")
    def correct() -> Response:
        with desk.lock:
            return write_correction(desk, body())

    return routes


def write_correction(desk: Desk, asked: Body) -> Response:
    """Set a figure as `report set` does, as one step."""
    folder, _, address = asked_text(asked, "address").partition("/")
    if not folder.isdigit():
        raise BadRequest("chỉ số liệu của một năm mới có đính chính")
    request = CellRequest(address, asked_text(asked, "value"), int(folder), decision_of(asked))
    with desk.office.remembering():
        plan = plan_of_change(desk.draft.tree, request)
    if plan.problems:
        return refused(plan.problems)
    title = cell_title(plan.changes[0].cell) if plan.changes else address
    step = desk.draft.write(
        dict(plan.files or {}), asked_text(asked, "label", f"Đính chính “{title}”")
    )
    examination = desk.examination()
    return jsonify(
        {
            "step": step,
            **plan_json(plan),
            "problems": problems_json(examination.problems, examination.edition),
        }
    )


def decision_of(asked: Body) -> Decision:
    """Why, by whom and when a figure is corrected. Raises Mistake where the day is none, or is to
    come."""
    today = datetime.datetime.now().astimezone().date()
    written = asked_text(asked, "day", "").strip()
    day = read_date(written) if written else today
    if day > today:
        raise Mistake("set-ngay-chua-den", day=cell_date(day))
    reason, by = asked_text(asked, "reason", ""), asked_text(asked, "decided_by", "")
    return Decision(" ".join(clean(reason).split()), " ".join(clean(by).split()), day)


def correcting_files(
    desk: Desk, table: Table, edits: TableEdits, decision: Decision
) -> Mapping[str, bytes]:
    """The files with edits of a table of a frozen year, with the corrections that these are and
    what rules compute anew. Raises Mistake where the decision lacks something, Refused where a
    mistake would be left; OSError."""
    from report.drafting.year_workbook.copy_plan import (  # openpyxl is slow to import
        CopyPlan,
        CopyRequest,
        tried_copy,
    )
    from report.drafting.year_workbook.merging import CellEdit, RowAddition, RowRemoval

    last = next(reversed([*table.rows]), None)
    changes = CopyPlan(
        tuple(RowRemoval(table, key, "") for key in edits.removed),
        tuple(
            RowAddition(
                table, one.texts, last if one.after is None else one.after or None, "", True
            )
            for one in edits.added
        ),
        tuple(CellEdit(table.rows[one.row][one.column], one.normal, "") for one in edits.cells),
    )
    request = CopyRequest(desk.draft.tree / table.path, table.year or 0, decision)
    now = desk.examination()
    with TemporaryDirectory() as folder, desk.office.remembering():
        copy = Path(folder)
        copy_sources(desk.draft.tree, copy)
        plan = tried_copy(copy, now, changes, request)
    if plan.lacks:
        raise plan.lacks
    if plan.left:
        raise Refused(plan.left)
    return plan.files or {}


def plan_json(plan: ChangePlan) -> Mapping[str, Any]:
    """What a correction changed, for the editor to know."""
    return {
        "changes": [
            {
                "address": f"{one.cell.table.folder}/{one.cell.address}",
                "title": cell_title(one.cell),
                "old": one.cell.text,
                "new": one.new,
                "rule": one.by_rule.rule.sentence if one.by_rule else None,
            }
            for one in plan.changes
        ],
        "notes": [{"path": one.path, "rule": one.rule} for one in plan.notes],
    }
