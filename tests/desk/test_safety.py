"""Nobody but the browser that was opened with the key talks to the desk, and it reaches no file
but those of the site."""

from collections.abc import Mapping
from html import unescape
from pathlib import Path

import pytest
from flask import Response
from werkzeug.test import TestResponse

from report.desk.app import create_app
from report.desk.draft import DeskDraft
from report.desk.safety import LARGEST_BODY, Doors, doors_at, with_headers
from report.problems.problem import Mistake
from tests.desk.miniature import ADDRESS, OWN, DeskClient, open_desk

HOST = {"Host": "127.0.0.1:8010"}
PASSWORD = "mat-khau-dai"  # noqa: S105 - of no desk


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> DeskClient:
    return open_desk(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def doors(desk: DeskClient) -> Doors:
    return desk.doors


def ask(
    desk: DeskClient, path: str, headers: Mapping[str, str], *, cookie: bool = True
) -> TestResponse:
    client = desk.client if cookie else desk.client.application.test_client()
    return client.get(path, base_url=ADDRESS, headers=headers)


def test_the_key_gives_a_cookie_that_no_script_and_no_other_site_sees(
    desk: DeskClient, doors: Doors
) -> None:
    answer = ask(desk, f"/ban/?khoa={doors.key}&trang=/van-ban/", HOST, cookie=False)
    cookie = answer.headers["Set-Cookie"]
    assert doors.key in cookie
    assert {"HttpOnly", "SameSite=Strict", "Path=/"} <= set(cookie.split("; "))
    assert doors.key not in answer.text
    assert "url=/ban/?trang=%2Fvan-ban%2F" in unescape(answer.text)
    assert ask(desk, "/ban/", HOST).status_code == 200


@pytest.mark.parametrize("path", ["/ban/", "/ban/api/state", "/ban/static/desk.js", "/", "/x"])
def test_without_the_cookie_nothing_is_shown(desk: DeskClient, path: str) -> None:
    for key in ("", "?khoa=", "?khoa=sai"):
        assert ask(desk, path + key, HOST, cookie=False).status_code == 401
    with_another = {**HOST, "Cookie": "ban-bien-tap-8010=sai"}
    assert ask(desk, path, with_another, cookie=False).status_code == 401


@pytest.mark.parametrize(
    "host", ["ke-xau.example", "ke-xau.example:8010", "127.0.0.1", "127.0.0.1:80", "localhost", ""]
)
def test_a_foreign_host_is_refused(desk: DeskClient, doors: Doors, host: str) -> None:
    """Another site may have its name lead to this machine."""
    assert ask(desk, "/ban/api/state", {"Host": host}).status_code == 403
    assert ask(desk, f"/ban/?khoa={doors.key}", {"Host": host}).status_code == 403


@pytest.mark.parametrize("host", ["127.0.0.1:8010", "localhost:8010", "LOCALHOST:8010"])
def test_its_own_names_are_known(desk: DeskClient, host: str) -> None:
    assert ask(desk, "/ban/vao", {"Host": host}).status_code == 200


@pytest.mark.parametrize(
    "headers",
    [
        {"X-Ban-Bien-Tap": "1"},
        {**OWN, "Origin": "https://ke-xau.example"},
        {**OWN, "Origin": "null"},
        {**OWN, "Origin": "http://127.0.0.1:8000"},
        {**OWN, "Origin": "https://127.0.0.1:8010"},
        {"Origin": ADDRESS},
        {**OWN, "Sec-Fetch-Site": "cross-site"},
        {**OWN, "Sec-Fetch-Site": "same-site"},
        {**OWN, "Content-Type": "text/plain"},
        {**OWN, "Content-Type": "application/x-www-form-urlencoded"},
    ],
)
def test_a_change_comes_from_a_page_of_the_desk_alone(
    desk: DeskClient, headers: Mapping[str, str]
) -> None:
    kind = headers.get("Content-Type", "application/json")
    for path in ("/ban/api/undo", "/ban/api/table/2022/cay-trong/cells"):
        answer = desk.client.post(
            path, data="{}", base_url=ADDRESS, headers=headers, content_type=kind
        )
        assert answer.status_code == 403


def test_another_site_reads_nothing(desk: DeskClient) -> None:
    other = {**HOST, "Sec-Fetch-Site": "cross-site", "Origin": "https://ke-xau.example"}
    assert ask(desk, "/ban/api/state", {**other, "Sec-Fetch-Mode": "cors"}).status_code == 403
    framed = {**other, "Sec-Fetch-Mode": "navigate", "Sec-Fetch-Dest": "iframe"}
    assert ask(desk, "/ban/", framed).status_code == 403
    answer = ask(desk, "/ban/api/state", {**HOST, "Origin": "https://ke-xau.example"})
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_a_link_elsewhere_may_open_the_desk(desk: DeskClient) -> None:
    by_link = {"Sec-Fetch-Site": "cross-site", "Sec-Fetch-Mode": "navigate"}
    assert ask(desk, "/ban/", {**HOST, **by_link, "Sec-Fetch-Dest": "document"}).status_code == 200


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
def test_no_other_method_does_anything(desk: DeskClient, method: str) -> None:
    answer = desk.client.open(
        "/ban/api/state", method=method, base_url=ADDRESS, headers=OWN, json={}
    )
    assert answer.status_code == 405


def test_a_body_has_its_limit(desk: DeskClient) -> None:
    big = {"cells": [{"row": "lua", "column": "ten", "text": "x" * LARGEST_BODY}]}
    desk.post("table/2022/cay-trong/cells", big, 413)


@pytest.mark.parametrize(
    "body",
    [
        [], 1, "x", None, {"cells": 1}, {"cells": [1]}, {"cells": [{"row": "lua"}]},
        {"cells": [{"row": "lua", "column": "ten", "text": 1}]},
        {"cells": [{"row": "lua", "column": "ten", "text": "\ud800"}]},
        {"cells": [{"row": "lua", "column": "khoa", "text": "x"}]},
        {"cells": [{"row": "lua", "column": "ten", "text": "x", "was": 1}]},
        {"cells": [{"row": "lua", "column": "ten", "text": "x"}] * 2},
    ],
)  # fmt: skip
def test_a_body_of_another_shape_is_refused(desk: DeskClient, body: object) -> None:
    desk.post("table/2022/cay-trong/cells", body, 400)
    assert desk.get("state")["changed"] == []


@pytest.mark.parametrize(
    "path",
    [
        "page/../../mkdocs.yml", "page/..%2f..%2fmkdocs.yml", "page//etc/passwd.md",
        "page/%2e%2e/%2e%2e/README.md", "page/index.html", "table/../2022", "table/2022/../../x",
        "table/2022/..%2fcay-trong", "table/1999/cay-trong", "page/a%00.md", "page/index.md/",
    ],
)  # fmt: skip
def test_no_path_leads_out_of_the_sources(desk: DeskClient, path: str) -> None:
    answer = ask(desk, f"/ban/api/{path}", HOST)
    assert answer.status_code in (404, 308)
    assert "nav:" not in answer.text


@pytest.mark.parametrize("name", ["../app.py", "..%2fapp.py", "%2e%2e/app.py", "/etc/passwd"])
def test_only_the_files_of_the_shell_are_served(desk: DeskClient, name: str) -> None:
    answer = ask(desk, f"/ban/static/{name}", HOST)
    assert answer.status_code in (404, 308)
    assert "create_app" not in answer.text


def test_a_page_of_the_desk_runs_no_script_but_its_own(desk: DeskClient) -> None:
    answers = [ask(desk, "/ban/", HOST) for _ in range(2)]
    policies = [answer.headers["Content-Security-Policy"] for answer in answers]
    nonces = [policy.partition("'nonce-")[2].partition("'")[0] for policy in policies]
    assert nonces[0] != nonces[1]
    for answer, policy, nonce in zip(answers, policies, nonces, strict=True):
        assert f'content="{nonce}"' in answer.text
        assert "default-src 'self'" in policy
        assert "script-src 'self';" in policy
        assert "frame-ancestors 'self'" in policy
    answer = answers[0]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "X-Nonce" not in answer.headers


def test_no_service_worker_of_the_site_answers_for_the_desk(desk: DeskClient) -> None:
    assert ask(desk, "/sw.js", {**HOST, "Service-Worker": "script"}).status_code == 403


def test_a_drawing_that_is_opened_by_itself_runs_nothing(desk: DeskClient) -> None:
    for path in ("/hinh/x.svg", "/ban/truoc/hinh/x.svg"):
        with desk.client.application.test_request_context(path):
            answer = with_headers(Response(b"<svg/>", mimetype="image/svg+xml"))
        assert "script-src 'self'" not in answer.headers["Content-Security-Policy"]
        assert "sandbox" in answer.headers["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("host", "password", "code"),
    [("192.168.1.5", "", "ban-can-mat-khau"), ("0.0.0.0", PASSWORD, "ban-can-dia-chi")],  # noqa: S104
)
def test_other_machines_need_a_password_and_an_address(host: str, password: str, code: str) -> None:
    with pytest.raises(Mistake) as refused:
        doors_at(host, 8010, password, {})
    assert refused.value.code == code


def test_a_password_opens_the_desk_and_a_wrong_one_closes_it(tmp_path: Path) -> None:
    doors = doors_at("192.168.1.5", 8010, PASSWORD, {})
    client = create_app(DeskDraft(tmp_path), doors).test_client()
    address = "http://192.168.1.5:8010"

    def enter(password: str) -> TestResponse:
        own = {"Origin": address}
        form = {"mat_khau": password}
        return client.post("/ban/vao", data=form, base_url=address, headers=own)

    assert doors.key not in doors.address
    assert client.get(f"/ban/?khoa={doors.key}", base_url=address).headers["Location"] == "/ban/vao"
    assert enter("sai").status_code == 403
    answer = enter(PASSWORD)
    assert (answer.status_code, answer.headers["Location"]) == (303, "/ban/")
    assert client.get("/ban/", base_url=address).status_code == 200
    assert client.get("/ban/", base_url=ADDRESS.replace("127.0.0.1", "ke-xau")).status_code == 403
    for _ in range(5):
        enter("sai")
    assert enter(PASSWORD).status_code == 403  # for a minute


def test_a_codespace_is_known_by_the_name_of_its_forwarder() -> None:
    told = {
        "CODESPACES": "true",
        "CODESPACE_NAME": "xa-mau",
        "GITHUB_CODESPACES_PORT_FORWARDING_DOMAIN": "app.github.dev",
    }
    doors = doors_at("127.0.0.1", 8010, "", told)
    assert "xa-mau-8010.app.github.dev" in doors.hosts
    assert "https://xa-mau-8010.app.github.dev" in doors.origins
    assert not any("app.github.dev" in one for one in doors_at("127.0.0.1", 8010, "", {}).hosts)
