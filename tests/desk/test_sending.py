"""“Gửi đề nghị”: from the draft to the branch on the remote and the pull request."""

import io
import json
import threading
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from jsonschema import validate

from report.desk.host import hosted
from report.desk.proposal import trouble_of
from tests.desk.desks import (
    EDITOR,
    PAGE,
    WRITER,
    Asked,
    make_repository,
    publish,
    remote_of,
    run_git,
)
from tests.sites import CODE

TABLE = "data/2022/cay-trong.csv"
INTERFACE = json.loads(
    (Path(__file__).parent / "pulls-api.json").read_text("utf-8")
)  # as documented
SENTENCE = "Năm nay được mùa hơn năm trước."


def edit(desk: Asked, old: str = "Được mùa", new: str = SENTENCE) -> None:
    """Change a sentence of the page."""
    page = desk.get(f"page/{PAGE}")
    text = page["text"].replace(old, new, 1)
    assert text != page["text"]
    desk.post(f"page/{PAGE}", {"text": text, "was": page["hash"]})


def send(desk: Asked, **more: object) -> Any:
    return desk.post("send", {**EDITOR, "title": "Sửa câu về mùa vụ", "text": "", **more})


def test_a_proposal_is_a_branch_of_the_remote_with_one_commit_under_the_name_of_the_editor(
    desk: Asked, repository: Path
) -> None:
    edit(desk)
    sent = send(desk)
    assert sent["pushed"]
    assert sent["branch"].startswith("de-nghi/sua-cau-ve-mua-vu-")
    line = run_git(
        remote_of(repository), "log", "--format=%an|%ae|%s|%P", f"main..{sent['branch']}"
    )
    main = run_git(repository, "rev-parse", "main").strip()
    assert line.strip() == f"Nguyễn Văn A|a@vi-du.vn|Sửa câu về mùa vụ|{main}"
    names = run_git(remote_of(repository), "diff", "--name-only", f"main..{sent['branch']}")
    assert names.split() == [f"docs/{PAGE}"]
    assert SENTENCE in run_git(remote_of(repository), "show", f"{sent['branch']}:docs/{PAGE}")


def test_sending_leaves_the_working_tree_its_branch_and_what_is_staged_in_it(
    desk: Asked, repository: Path
) -> None:
    with (repository / TABLE).open("a", encoding="utf-8") as file:
        file.write("them,Thêm,1,1,1,,,,\n")
    run_git(repository, "add", TABLE)
    before = run_git(repository, "status", "--porcelain=v2", "--branch")
    edit(desk)
    send(desk)
    assert run_git(repository, "status", "--porcelain=v2", "--branch") == before


def test_what_was_changed_in_the_folder_before_the_desk_was_opened_is_sent_too(
    repository: Path,
) -> None:
    text = (repository / TABLE).read_text("utf-8")
    (repository / TABLE).write_text(text.replace("ngo,Ngô,4,", "ngo,Ngô,5,"), "utf-8")
    (repository / "ghi-chu.txt").write_text("riêng", "utf-8")
    with closing(Asked(repository)) as desk:
        sent = send(desk)
    names = run_git(remote_of(repository), "diff", "--name-only", f"main..{sent['branch']}")
    assert names.split() == [TABLE]


def test_what_is_sent_again_goes_on_the_same_branch(desk: Asked, repository: Path) -> None:
    edit(desk)
    first = send(desk)
    assert send(desk)["commit"] == first["commit"], "nothing changed in between"
    edit(desk, "Tốt.", "Rất tốt.")
    second = send(desk, title="Sửa thêm một câu")
    assert second["branch"] == first["branch"]
    subjects = run_git(remote_of(repository), "log", "--format=%s", f"main..{first['branch']}")
    assert subjects.splitlines() == ["Sửa thêm một câu", "Sửa câu về mùa vụ"]
    assert desk.get("state")["sent"]["commit"] == second["commit"]


def test_an_office_in_a_folder_of_its_repository_is_sent_where_it_stands(tmp_path: Path) -> None:
    top = make_repository(tmp_path)
    (top / "co-quan").mkdir()
    for name in ("data", "docs", "mkdocs.yml", ".gitignore"):
        run_git(top, "mv", name, "co-quan")
    run_git(top, *WRITER, "commit", "-q", "-a", "-m", "Vào thư mục")
    run_git(top, "push", "-q", "origin", "main")
    for name in CODE:
        (top / name).rename(top / "co-quan" / name)
    with closing(Asked(top / "co-quan")) as desk:
        edit(desk)
        publish(top, f"co-quan/{TABLE}", "ngo,Ngô,4,", "ngo,Ngô,5,")
        sent = send(desk)
        assert b"Ng\xc3\xb4,5," in (desk.desk.draft.read(TABLE) or b"")
    names = run_git(remote_of(top), "diff", "--name-only", f"main..{sent['branch']}")
    assert names.split() == [f"co-quan/docs/{PAGE}"]


def test_a_page_keeps_its_mode(desk: Asked, repository: Path) -> None:
    (repository / f"docs/{PAGE}").chmod(0o755)
    run_git(repository, *WRITER, "commit", "-q", "-a", "-m", "Mode")
    desk.get("state")
    edit(desk)
    sent = send(desk)
    line = run_git(remote_of(repository), "ls-tree", sent["branch"], f"docs/{PAGE}")
    assert line.startswith("100755")


def test_a_proposal_stands_on_what_others_have_published_since(
    desk: Asked, repository: Path
) -> None:
    edit(desk)
    published = publish(repository, TABLE, "ngo,Ngô,4,", "ngo,Ngô,5,")
    sent = send(desk)
    parent = run_git(remote_of(repository), "rev-parse", f"{sent['branch']}^").strip()
    assert parent == published
    names = run_git(remote_of(repository), "diff", "--name-only", f"main..{sent['branch']}")
    assert names.split() == [f"docs/{PAGE}"]
    again = publish(repository, TABLE, "ngo,Ngô,5,", "ngo,Ngô,6,")
    edit(desk, "Tốt.", "Rất tốt.")
    second = send(desk)
    assert second["branch"] == sent["branch"]
    parents = run_git(remote_of(repository), "rev-parse", f"{sent['branch']}^@").split()
    assert parents == [sent["commit"], again]
    names = run_git(remote_of(repository), "diff", "--name-only", f"main..{sent['branch']}")
    assert names.split() == [f"docs/{PAGE}"]


@pytest.mark.parametrize(("choice", "words"), [("ours", SENTENCE), ("theirs", "Mất mùa.")])
def test_what_two_people_wrote_otherwise_is_for_the_editor_to_choose_before_it_is_sent(
    desk: Asked, repository: Path, choice: str, words: str
) -> None:
    edit(desk)
    edit(desk, "Tốt.", "Rất tốt.")
    publish(repository, f"docs/{PAGE}", "Được mùa", "Mất mùa")
    asked = {**EDITOR, "title": "Sửa", "text": ""}
    (conflict,) = desk.post("send", asked, status=409)["conflicts"]
    assert SENTENCE in conflict["ours"]
    assert "Mất mùa" in conflict["theirs"]
    desk.post("conflict", {"number": 0, "choose": choice})
    sent = desk.post("send", asked)
    text = run_git(remote_of(repository), "show", f"{sent['branch']}:docs/{PAGE}")
    assert words in text
    assert "Rất tốt." in text


def test_after_a_proposal_was_taken_the_next_one_is_another(desk: Asked, repository: Path) -> None:
    edit(desk)
    first = send(desk)
    run_git(remote_of(repository), "update-ref", "refs/heads/main", first["commit"])
    edit(desk, "Tốt.", "Rất tốt.")
    second = send(desk, title="Sửa thêm")
    assert second["branch"] != first["branch"]
    subjects = run_git(remote_of(repository), "log", "--format=%s", f"main..{second['branch']}")
    assert subjects.split("\n")[0] == "Sửa thêm"


def test_a_page_that_the_draft_removed_is_gone_on_the_branch(desk: Asked, repository: Path) -> None:
    desk.desk.draft.write({f"docs/{PAGE}": None}, "Bỏ trang")
    sent = send(desk, despite=True)
    status = run_git(remote_of(repository), "diff", "--name-status", f"main..{sent['branch']}")
    assert status.split() == ["D", f"docs/{PAGE}"]


def test_a_draft_with_a_mistake_is_sent_only_when_the_editor_means_it(desk: Asked) -> None:
    edit(desk, "Được mùa", 'Được {{ so("khong.co.gi") }}')
    refused = desk.post("send", {**EDITOR, "title": "Dở dang", "text": ""}, status=422)
    assert refused["has_errors"]
    assert [one["path"] for one in refused["problems"]] == [f"docs/{PAGE}"]
    assert send(desk, despite=True)["pushed"]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"name": " "}, "gui-thieu-ten"),
        ({"name": "A <b@c.vn>"}, "gui-thieu-ten"),
        ({"email": "không có"}, "gui-thieu-email"),
        ({"title": "  "}, "gui-khong-ten"),
        ({}, "gui-khong-doi"),
    ],
)
def test_what_cannot_be_sent_is_said_with_its_mend(
    desk: Asked, fields: dict[str, str], code: str
) -> None:
    if fields:
        edit(desk)
    asked = {**EDITOR, "title": "Sửa", "text": "", **fields}
    problems = desk.post("send", asked, status=422)["problems"]
    assert [one["code"] for one in problems] == [code]
    assert problems[0]["mend"]


def test_where_nothing_can_be_pushed_there_is_a_file_to_hand_on(
    desk: Asked, repository: Path
) -> None:
    run_git(repository, "remote", "remove", "origin")
    edit(desk)
    sent = send(desk)
    assert not sent["pushed"]
    assert (sent["why"], sent["detail"]) == ("Kho này chưa nối với nơi lưu chung nào.", "")
    archive = zipfile.ZipFile(io.BytesIO(desk.page(sent["bundle"].removeprefix("/"))))
    assert sorted(archive.namelist()) == sorted(
        ["DOC-TRUOC.txt", "tom-tat.md", f"docs/{PAGE}", "thay-doi.patch"]
    )
    assert SENTENCE in archive.read(f"docs/{PAGE}").decode()
    assert "bài viết được sửa" in archive.read("tom-tat.md").decode()
    (repository.parent / "thay-doi.patch").write_bytes(archive.read("thay-doi.patch"))
    run_git(
        repository, "-c", "user.name=B", "-c", "user.email=b@vi-du.vn", "am", "../thay-doi.patch"
    )
    assert SENTENCE in (repository / f"docs/{PAGE}").read_text("utf-8")


def test_who_sent_once_is_known_and_what_git_says_is_said_in_vietnamese(
    desk: Asked, repository: Path
) -> None:
    run_git(repository, "remote", "set-url", "origin", str(repository.parent / "khong-co.git"))
    edit(desk)
    sent = send(desk, name="Lê Thị B", email="b@vi-du.vn")
    assert not sent["pushed"]
    assert sent["why"].startswith("Không tìm thấy kho")
    assert "fatal" in sent["detail"]
    known = {"name": "Lê Thị B", "email": "b@vi-du.vn"}
    assert desk.get("state")["editor"] == known
    assert desk.post("begin")["editor"] == known


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("fatal: unable to access 'https://x/': Could not resolve host: x", "Không nối được"),
        ("no answer after 60 s", "Không nối được"),
        (
            "fatal: unable to access 'https://x/': The requested URL returned error: 403",
            "tài khoản",
        ),
        ("fatal: could not read Username for 'https://x': terminal prompts disabled", "tài khoản"),
        (" ! [remote rejected] a -> a (pre-receive hook declined)", "quy định"),
        (" ! [rejected] a -> a (fetch first)", "thay đổi khác"),
        ("fatal: the sky is falling", "Git không gửi được"),
    ],
)
def test_what_git_complains_of_is_told_as_what_to_do(said: str, why: str) -> None:
    assert why in trouble_of(said).why


@dataclass
class Hosting:
    """A stand-in for the interface of the host: what it was asked, what is open, and the status
    that it answers a new pull request with."""

    address: str
    asked: list[tuple[str, str, Any, str]] = field(default_factory=list)
    status: int = 201
    opened: str = "https://github.com/vi-du/bao-cao/pull/7"


@pytest.fixture
def host(monkeypatch: pytest.MonkeyPatch) -> Iterator[Hosting]:
    """A host on this machine; the token is for it."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked = urlsplit(self.path)
            if asked.path.endswith("/pulls"):
                assert set(parse_qs(asked.query)) <= set(INTERFACE["list"]["parameters"])
                self.say(200, [dict.fromkeys(INTERFACE["list"]["answer"], hosting.opened)], None)
            else:
                self.say(200, dict.fromkeys(INTERFACE["repository"]["answer"], "main"), None)

        def do_POST(self) -> None:
            content = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            validate(content, INTERFACE["create"]["body"])
            assert hosting.status in INTERFACE["create"]["statuses"]
            made = dict.fromkeys(INTERFACE["create"]["answer"], hosting.opened)
            self.say(hosting.status, made, content)

        def say(self, status: int, answer: object, content: object) -> None:
            key = self.headers["Authorization"]
            hosting.asked.append((self.command, self.path, content, key))
            body = json.dumps(answer).encode()
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    hosting = Hosting(f"http://127.0.0.1:{server.server_address[1]}")
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    monkeypatch.setenv("GITHUB_API_URL", hosting.address)
    monkeypatch.setenv("GITHUB_TOKEN", "bi-mat")
    monkeypatch.setenv("GIT_ALLOW_PROTOCOL", "file")  # what would be asked of the host is refused
    yield hosting
    server.shutdown()
    thread.join()
    server.server_close()


def at_the_host(repository: Path) -> None:
    """The remote is one of the host by its address; git pushes to the bare repository."""
    address = "https://github.com/vi-du/bao-cao.git"
    run_git(repository, "remote", "set-url", "origin", address)
    run_git(repository, "remote", "set-url", "--push", "origin", str(remote_of(repository)))


def test_at_a_host_whose_token_is_at_hand_the_branch_becomes_a_pull_request(
    desk: Asked, repository: Path, host: Hosting
) -> None:
    at_the_host(repository)
    edit(desk)
    sent = send(desk, text="Theo báo cáo quý.")
    assert sent["url"] == host.opened
    assert not sent["why"]
    method, path, content, key = host.asked[-1]
    assert (method, path, key) == ("POST", "/repos/vi-du/bao-cao/pulls", "Bearer bi-mat")
    assert content["head"] == sent["branch"]
    assert content["base"] == "main"
    assert content["title"] == "Sửa câu về mùa vụ"
    assert content["body"].startswith("Theo báo cáo quý.")
    assert "bài viết được sửa" in content["body"]


def test_the_pull_request_that_is_open_already_is_found(
    desk: Asked, repository: Path, host: Hosting
) -> None:
    at_the_host(repository)
    host.status = 422
    edit(desk)
    sent = send(desk)
    assert sent["url"] == host.opened
    assert host.asked[-1][1].endswith(f"head=vi-du%3A{sent['branch'].replace('/', '%2F')}")


def test_a_host_that_refuses_leaves_the_branch_and_says_so(
    desk: Asked, repository: Path, host: Hosting
) -> None:
    at_the_host(repository)
    host.status = 403
    edit(desk)
    sent = send(desk)
    assert sent["pushed"]
    assert not sent["url"]
    assert "403" in sent["why"]


@pytest.mark.parametrize(
    ("address", "repository_name"),
    [
        ("https://github.com/vi-du/bao-cao.git", "vi-du/bao-cao"),
        ("https://ten@github.com/vi-du/bao-cao", "vi-du/bao-cao"),
        ("git@github.com:vi-du/bao-cao.git", "vi-du/bao-cao"),
        ("ssh://git@github.com:22/vi-du/bao.cao.git", "vi-du/bao.cao"),
        ("https://vi-du.example/vi-du/bao-cao.git", None),
        ("https://github.com.vi-du.example/vi-du/bao-cao.git", None),
        ("https://github.com@vi-du.example/vi-du/bao-cao.git", None),
        ("/srv/bao-cao.git", None),
    ],
)
def test_the_token_is_shown_to_its_own_host_only(
    tmp_path: Path, address: str, repository_name: str | None
) -> None:
    run_git(tmp_path, "init", "-q")
    run_git(tmp_path, "remote", "add", "origin", address)
    found = hosted(tmp_path, "origin", {})
    assert (f"{found.owner}/{found.name}" if found else None) == repository_name
    assert found is None or found.api == "https://api.github.com"


def test_line_ends_of_windows_are_sent_as_git_keeps_them(repository: Path) -> None:
    """Git for Windows writes CRLF into the folder and keeps LF: nothing else is a change."""
    run_git(repository, "config", "core.autocrlf", "true")
    for path in [*repository.glob("docs/**/*.md"), *repository.glob("data/**/*.csv")]:
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    run_git(repository, "add", "--renormalize", "data", "docs")
    first = (repository / TABLE).read_bytes()
    (repository / TABLE).write_bytes(first.replace(b"955", b"956"))
    with closing(Asked(repository)) as desk:
        assert desk.get("state")["changed"] == [TABLE]
        desk.post("undo")
        assert desk.desk.draft.changed() == {}
        assert desk.desk.draft.read(TABLE) == first
        edit(desk)
        publish(repository, TABLE, "ngo,Ngô,4,", "ngo,Ngô,5,")
        branch = send(desk)["branch"]
        assert desk.desk.draft.read(TABLE) == first.replace(b"\xb4,4,", b"\xb4,5,")
        names = run_git(remote_of(repository), "diff", "--name-only", f"main..{branch}")
        assert names.split() == [f"docs/{PAGE}"]
        written = run_git(remote_of(repository), "diff", "--stat", f"main..{branch}")
        assert "1 insertion(+), 1 deletion(-)" in written
        desk.post("undo")
        assert desk.desk.draft.changed() == {}
