"""What readers will see otherwise than before the draft, as `report diff` finds it."""

import difflib
from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, jsonify

from report.changes.comparison import Changes, FigureChange, compare
from report.changes.summary import FIGURES, PAGES, RULES, markdown
from report.desk.answers import problems_json
from report.desk.desk import Desk
from report.edition.edition import Edition, FilledPage
from report.problems.problem import errors
from report.sources.addresses import url_of
from report.sources.paths import year_of
from report.text.today import today

PUBLISHED_NAME = "bản đã công bố"


def difference_routes(desk: Desk) -> Blueprint:
    """The route of what changes."""
    routes = Blueprint("differences", __name__)

    @routes.get("/ban/api/changes")
    def show() -> Response:
        with desk.lock:
            return jsonify(changes_json(desk))

    return routes


def changes_json(desk: Desk) -> dict[str, Any]:
    """Figures, names, pages and rules that change, each as readers meet it; and all as text."""
    examination, old = desk.examination(), desk.sources_before().edition
    new = examination.edition
    changes = changes_of(desk)
    return {
        "figures": [figure_json(one) for one in changes.figures],
        "names": [{"old": one.old, "new": one.new} for one in changes.renamed],
        "pages": list(pages_json(changes, old, new)),
        "rules": [
            {"kind": one.kind, "words": RULES[one.kind], "title": one.rule.sentence}
            for one in changes.rules
        ],
        "office": changes.office,
        "unread": list(changes.unread),
        "record": problems_json(changes.record, new),
        "problems": problems_json(examination.problems, new),
        "markdown": summary_of(desk),
    }


def changes_of(desk: Desk) -> Changes:
    """What differs between the sources before the draft and the draft."""
    return compare(desk.sources_before().edition, desk.examination().edition, today())


def summary_of(desk: Desk) -> str:
    """The changes as Markdown, as the host shows them below a proposal."""
    return markdown(changes_of(desk), PUBLISHED_NAME, len(errors(desk.examination().problems)))


def figure_json(change: FigureChange) -> dict[str, Any]:
    """A figure that changes, with the sentences that show it."""
    folder = year_of(change.path) or "chung"
    return {
        "kind": change.kind,
        "words": FIGURES[change.kind][0],
        "address": f"{folder}/{change.address}",
        "title": change.title,
        "old": change.old,
        "new": change.new,
        "path": change.path,
        "line": change.line,
        "sightings": [
            {
                "title": one.title,
                "url": f"/{url_of(one.path.removeprefix('docs/'))}",
                "line": one.line,
                "pieces": [{"text": text, "mine": mine} for text, mine in one.pieces],
            }
            for one in change.sightings
        ],
    }


def pages_json(changes: Changes, old: Edition, new: Edition) -> Iterator[dict[str, Any]]:
    """The pages whose words change, with these; those that change by figures alone, too."""
    kinds = {one.path: one.kind for one in changes.pages}
    for uri in sorted({*old.pages, *new.pages}):
        before, after = old.pages.get(uri), new.pages.get(uri)
        kind = kinds.get(f"docs/{uri}", "")
        lines = list(lines_that_differ(before, after))
        page = after or before
        if page and (kind or lines):
            yield {
                "uri": uri,
                "title": str(page.page.meta.get("title") or uri),
                "url": f"/{url_of(uri)}" if after else "",
                "kind": kind,
                "words": PAGES.get(kind, "chỉ đổi số liệu"),
                "diff": lines,
            }


def lines_that_differ(old: FilledPage | None, new: FilledPage | None) -> Iterator[dict[str, str]]:
    """The lines that go and those that come, figures as readers see them."""
    before, after = plain_paragraphs(old), plain_paragraphs(new)
    matcher = difflib.SequenceMatcher(None, before, after, autojunk=False)
    for kind, begin, end, new_begin, new_end in matcher.get_opcodes():
        if kind != "equal":
            yield from ({"kind": "old", "text": line} for line in before[begin:end])
            yield from ({"kind": "new", "text": line} for line in after[new_begin:new_end])


def plain_paragraphs(page: FilledPage | None) -> list[str]:
    """The lines of a page that say something."""
    return [line for line in (page.plain.splitlines() if page else []) if line.strip()]
