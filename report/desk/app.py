"""The desk as a web application: the shell, its files, and the routes of each part."""

import secrets
from functools import cache
from pathlib import Path

from flask import Flask, Response, jsonify, make_response, request, send_from_directory
from werkzeug.exceptions import BadRequest, HTTPException

from report.desk.answers import Refused, asked_text, body, not_done, problems_json, refused
from report.desk.corrections import correction_routes
from report.desk.desk import Desk
from report.desk.differences import difference_routes
from report.desk.draft import DeskDraft, clashes_json
from report.desk.forms import form_routes
from report.desk.page_texts import page_routes
from report.desk.picker import picker_routes
from report.desk.safety import SHELL, Doors, guard_desk
from report.desk.sender import known_sender
from report.desk.sending import last_sent, sending_routes, sent_json
from report.desk.site_pages import site_page_routes
from report.desk.tables import table_routes
from report.problems.catalogue import Severity
from report.problems.problem import AlreadyReported, Mistake
from report.sources.git import git_text
from report.sources.writing import disk_mistake
from report.text.templates import render

STATIC = Path(__file__).parent / "static"
SAID_OF_STATUS = {  # what werkzeug says in English
    400: "Yêu cầu không đúng cách của bàn biên tập.",
    404: "Bản nháp không có trang, bảng hay dòng này.",
    405: "Yêu cầu không đúng cách của bàn biên tập.",
    413: "Nội dung quá lớn: bàn biên tập nhận nhiều nhất 5 MB một lần.",
    500: "Bàn biên tập gặp lỗi, bước này chưa được ghi. Báo người phụ trách kỹ thuật.",
}
CLASH_CHOICES = OURS, THEIRS = ("ours", "theirs")  # of what two people wrote in one place
DESK_PARTS = (
    table_routes,
    correction_routes,
    page_routes,
    picker_routes,
    form_routes,
    difference_routes,
    sending_routes,
    site_page_routes,
)  # each gives the routes of its part for a desk


def create_app(draft: DeskDraft, doors: Doors) -> Flask:
    """The application of a draft."""
    app = Flask(__name__, static_folder=None)
    app.json.ensure_ascii = False  # type: ignore[attr-defined]
    app.json.sort_keys = False  # type: ignore[attr-defined]
    desk = Desk(draft)
    app.extensions["desk"] = desk
    guard_desk(app, doors)
    say_what_went_wrong(app, desk)
    add_shell(app)
    add_state(app, desk)
    for part in DESK_PARTS:
        app.register_blueprint(part(desk))
    return app


def add_shell(app: Flask) -> None:
    """The page that the desk is, and its files."""

    @app.get(SHELL)
    def shell() -> Response:
        nonce = secrets.token_hex(16)
        answer = make_response(render("desk/templates/shell.html", nonce=nonce))
        answer.headers["X-Nonce"] = nonce
        return answer

    @app.get("/ban/static/<path:name>")
    def static_file(name: str) -> Response:
        return send_from_directory(STATIC, name)


def add_state(app: Flask, desk: Desk) -> None:
    """How the draft stands, all that is wrong in it, undo and redo."""

    @app.get("/ban/api/state")
    def state() -> Response:
        with desk.lock:
            desk.draft.take_over()
            return jsonify(state_json(desk))

    @app.get("/ban/api/problems")
    def problems() -> Response:
        with desk.lock:
            examination = desk.examination()
            return jsonify({"problems": problems_json(examination.problems, examination.edition)})

    @app.post("/ban/api/undo")
    def undo() -> Response:
        with desk.lock:
            label = desk.draft.undo()
            return jsonify({"step": desk.draft.step, "label": label})

    @app.post("/ban/api/redo")
    def redo() -> Response:
        with desk.lock:
            label = desk.draft.redo()
            return jsonify({"step": desk.draft.step, "label": label})

    @app.post("/ban/api/begin")
    def begin() -> Response:
        with desk.lock:
            desk.begin_anew()
            return jsonify(state_json(desk))

    @app.post("/ban/api/conflict")
    def conflict() -> Response:
        asked = body()
        number, choice = asked.get("number"), asked_text(asked, "choose")
        if type(number) is not int or choice not in CLASH_CHOICES:
            raise BadRequest
        with desk.lock:
            return jsonify({"step": desk.draft.choose(number, theirs=choice == THEIRS)})


def state_json(desk: Desk) -> dict[str, object]:
    """How the draft stands."""
    examination, draft = desk.examination(), desk.draft
    edition = examination.edition
    kinds = [one.severity for one in examination.problems]
    return {
        "step": draft.step,
        "undo": draft.done[-1].label if draft.done else None,
        "redo": draft.undone[-1].label if draft.undone else None,
        "office": str(edition.office.get("ten", "")),
        "years": list(edition.years),
        "shown_year": edition.shown_year,
        "tables": [
            {"year": one.folder, "name": one.name, "title": one.title} for one in edition.tables
        ],
        "pages": [{"uri": uri, "title": title} for uri, title in edition.titles.items()],
        "changed": draft.changed_paths(),
        "conflicts": clashes_json(draft),
        "errors": kinds.count(Severity.ERROR),
        "warnings": kinds.count(Severity.WARNING),
        "open": kinds.count(Severity.OPEN),
        "editor": known_sender(draft.folder) or editor_known(draft.root),
        "sent": sent_json(last_sent(draft)),
    }


@cache
def editor_known(root: Path) -> dict[str, str]:
    """Whom git knows as the editor; it is asked once."""
    names = ("name", "email")
    return {name: git_text(root, "config", f"user.{name}").strip() for name in names}


def say_what_went_wrong(app: Flask, desk: Desk) -> None:
    """What is raised as an answer: what editors can mend, what is not there, a full disk."""

    @app.errorhandler(AlreadyReported)
    def reported(_: AlreadyReported) -> Response:
        return refused(desk.examination().problems)

    @app.errorhandler(Refused)
    def cannot(refusal: Refused) -> Response:
        return refused(refusal.problems)

    @app.errorhandler(Mistake)
    def mistaken(mistake: Mistake) -> Response:
        return refused([mistake.at("")])

    @app.errorhandler(OSError)
    def disk(error: OSError) -> Response:
        return refused([disk_mistake(error).at("")], 507)

    @app.errorhandler(HTTPException)
    def other(error: HTTPException) -> Response:
        is_own = error.description != type(error).description
        text = (
            error.description
            if is_own
            else SAID_OF_STATUS.get(error.code or 500, SAID_OF_STATUS[500])
        )
        if not request.path.startswith("/ban/api/"):
            return make_response(
                render("desk/templates/said.html", text=text, asks_password=False, action=""),
                error.code,
            )
        return not_done([], error.code or 500, text=text)
