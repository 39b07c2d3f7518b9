"""Forms for what is new: a table, a chart, a note, a document, a page of the year.

Each does what the manual says to do by hand, with the sources' own writers, as one step. It is
tried in the draft's tree first: what would leave a mistake is not written.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from flask import Blueprint, Response, jsonify
from werkzeug.exceptions import BadRequest, NotFound

from report.desk.answers import Body, body, not_done, problem_json
from report.desk.desk import Desk
from report.desk.form_fields import Added, FormFields, FormMistakes
from report.desk.new_on_pages import new_chart_form, new_note_form, new_page_form
from report.desk.new_tables import new_document_form, new_table_form
from report.desk.page_places import sections_json
from report.desk.table_edits import new_problems
from report.edition.edition import Edition
from report.figures.citations import REGISTER
from report.problems.problem import Problem, errors
from report.sources.kinds import COLUMN_KINDS
from report.sources.outline import OutlineEntry, read_outline
from report.sources.tables import Table

FORMS: Mapping[str, Callable[[Desk, FormFields], Added]] = {
    "bang": new_table_form,
    "bieu-do": new_chart_form,
    "chu-thich": new_note_form,
    "van-ban": new_document_form,
    "trang": new_page_form,
}
ALIKE = ("ky", "thoi_diem", "co_quan")  # what most tables of a year have alike
MOST_CHOICES = 30


def form_routes(desk: Desk) -> Blueprint:
    """The routes of forms."""
    routes = Blueprint("forms", __name__, url_prefix="/ban/api")

    @routes.get("/forms")
    def choices() -> Response:
        with desk.lock:
            return jsonify(choices_json(desk))

    @routes.post("/form/<name>")
    def fill(name: str) -> Response:
        if name not in FORMS:
            raise NotFound
        asked = body()
        refuse_unwritable(asked)
        with desk.lock:
            return filled_form(desk, FORMS[name], FormFields(asked))

    return routes


def refuse_unwritable(asked: Body) -> None:
    """Raise BadRequest where a text has what no file can hold."""
    try:
        json.dumps(asked, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise BadRequest("có ký tự không viết được") from None


def filled_form(
    desk: Desk, form: Callable[[Desk, FormFields], Added], fields: FormFields
) -> Response:
    """Write what a form asks for, or say why not."""
    try:
        added = form(desk, fields)
        fields.finish()
    except FormMistakes as mistakes:
        return not_done([{**problem_json(one), "field": name} for name, one in mistakes.found])
    left = mistakes_left(desk, added.files)
    if left:
        fields_of = added.fields
        return not_done([{**problem_json(one), "field": fields_of.get(one.path)} for one in left])
    step = desk.draft.write(added.files, added.label)
    more = {"insert": added.insert, "url": added.url, "address": added.address}
    written = {"files": [*added.files], "line": line_of_insert(added)}
    return jsonify({"step": step, "label": added.label, **written, **more})


def line_of_insert(added: Added) -> int:
    """The line of a page that shows what is new; 1 where none does."""
    for path, content in added.files.items():
        text = content.decode() if path.endswith(".md") else ""
        if added.insert and added.insert in text:
            return text[: text.index(added.insert)].count("\n") + 1
    return 1


def mistakes_left(desk: Desk, files: Mapping[str, bytes]) -> list[Problem]:
    """The mistakes that files would bring. Raises Mistake, OSError."""
    before = desk.examination().problems
    return errors(new_problems(before, desk.examined_with(files).problems))


def choices_json(desk: Desk) -> dict[str, Any]:
    """What can be chosen in forms."""
    edition = desk.examination().edition
    return {
        "years": [*edition.years],
        "year": edition.shown_year,
        "pages": page_choices(edition),
        "tables": [table_choice(table) for table in edition.tables],
        "column_kinds": {name: kind.title for name, kind in COLUMN_KINDS.items()},
        "alike": {year: alike(one.tables.values()) for year, one in edition.years.items()},
        "outlines": {year: headings_of_outline(desk, year) for year in edition.years},
        "register": register_json(edition.common.tables.get(REGISTER)),
    }


def page_choices(edition: Edition) -> list[dict[str, Any]]:
    """The pages of the site that are written by hand, with their headings."""
    return [
        {
            "uri": uri,
            "title": edition.title_among_years(edition.titles[uri], uri),
            "year": filled.page.year,
            "sections": sections_json(filled),
        }
        for uri, filled in edition.pages.items()
        if not filled.page.for_editors
    ]


def table_choice(table: Table) -> dict[str, Any]:
    """A table with its columns."""
    columns = [
        {
            "name": one.name,
            "title": one.title,
            "number": one.is_number,
            "change_of": one.change_of,
        }
        for one in table.columns.values()
    ]
    return {"folder": table.folder, "name": table.name, "title": table.title, "columns": columns}


def alike(tables: Iterable[Table]) -> dict[str, str]:
    """What most tables say of their figures."""
    texts = [table.texts for table in tables]
    return {key: Counter(one[key] for one in texts).most_common(1)[0][0] for key in ALIKE if texts}


def headings_of_outline(desk: Desk, year: int) -> list[dict[str, Any]]:
    """The headings of the outline of a year, each by its numbers."""
    outline = read_outline(desk.draft.tree, year)
    titles = desk.examination().edition.titles
    return [*listed_headings(outline.parts, titles, ())] if outline else []


def listed_headings(
    entries: Iterable[OutlineEntry], titles: Mapping[str, str], above: tuple[int, ...]
) -> Iterator[dict[str, Any]]:
    """Headings and those below them."""
    for number, entry in enumerate(entries):
        numbers = (*above, number)
        title = entry.short or entry.title or titles.get(entry.page or "", "")
        place = ".".join(map(str, numbers))
        yield {"place": place, "title": title, "level": len(above), "page": entry.page}
        yield from listed_headings(entry.entries, titles, numbers)


def register_json(table: Table | None) -> list[dict[str, Any]]:
    """The columns of the register, with what their cells often have."""
    if table is None:
        return []
    return [
        {
            "name": one.name,
            "title": one.title,
            "type": one.type,
            "required": one.required,
            "values": often([row[one.name].text for row in table.rows.values()]),
        }
        for one in table.columns.values()
    ]


def often(texts: Iterable[str]) -> list[str]:
    """The texts that stand there more than once, the most frequent first."""
    counts = Counter(filter(None, texts)).most_common(MOST_CHOICES)
    return [text for text, count in counts if count > 1]
