"""The site of the draft, as readers will see it: what stands at each address but the desk's own."""

from flask import Blueprint, Response, jsonify, make_response, request
from werkzeug.exceptions import NotFound

from report.desk.answers import asked_text, body
from report.desk.desk import Desk
from report.desk.safety import SHELL
from report.problems.problem import errors
from report.site.mkdocs.view import ShownFile
from report.site.theme.security import POLICY


def site_page_routes(desk: Desk) -> Blueprint:
    """The routes of the site."""
    routes = Blueprint("site_pages", __name__)

    @routes.get("/")
    @routes.get("/<path:address>")
    def show(address: str = "") -> Response:
        return answer_with(found_at(desk, address))

    @routes.get("/ban/truoc/")
    @routes.get("/ban/truoc/<path:address>")
    def show_before(address: str = "") -> Response:
        """The site before the draft, to be held against it."""
        with desk.lock:
            shown = desk.site_before().file(address)
        if shown is None:
            raise NotFound("Trước bản nháp này chưa có trang ấy.")
        answer = answer_with(shown)
        answer.headers["Content-Security-Policy"] = POLICY
        return answer

    @routes.get("/ban/api/shown")
    def current() -> Response:
        """Whether a page is of the draft as it stands, or the last one that could be shown."""
        address = request.args.get("trang", "/").removeprefix("/")
        return jsonify({"current": found_at(desk, address).is_current})

    @routes.post("/ban/api/view")
    def preview() -> Response:
        """A page with a text that is not kept yet."""
        asked = body()
        uri, text = asked_text(asked, "uri"), asked_text(asked, "text")
        with desk.lock:
            edition = desk.examination().edition
            html = desk.shown_site().preview(edition, uri, text)
        if not html:
            raise NotFound("Bài đang có lỗi nên chưa xem trước được.")
        return make_response(html)

    return routes


def answer_with(shown: ShownFile) -> Response:
    """A file of a site as an answer."""
    answer = make_response(shown.content)
    answer.headers["Content-Type"] = shown.media_type
    return answer


def found_at(desk: Desk, address: str) -> ShownFile:
    """What the site has at an address. Raises NotFound where it has nothing."""
    if f"/{address}".startswith(SHELL):  # the desk's own, where no route answers
        raise NotFound
    with desk.lock:
        shown: ShownFile | None = desk.shown_site().file(address)
        wrong = errors(desk.examination().problems)
    if shown is None and wrong:
        raise NotFound("Bản nháp còn lỗi nên trang này chưa hiện được: xem thẻ Lỗi.")
    if shown is None:
        raise NotFound("Trang này chưa có trong bản nháp.")
    return shown
