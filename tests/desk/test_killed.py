"""A server that is killed in the middle of what it was asked for: each step is there or not."""

import http.client
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from report.desk.draft import OLD_DRAFTS, DeskDraft
from tests.desk.desks import EDITOR, PAGE, Asked, copy_repository, remote_of, run_git
from tests.faults import CHANGES, contents, killed_at, unix
from tests.server import free_port
from tests.sites import ROOT

TABLE = "data/2022/cay-trong.csv"
CROPS = "table/2022/cay-trong"
Request = Callable[[Asked], object]


def cell(text: str) -> object:
    """What is asked to write a cell."""
    return {"cells": [{"row": "ngo", "column": "so_ho", "text": text}]}


def write_page(desk: Asked) -> None:
    page = desk.get(f"page/{PAGE}")
    text = page["text"].replace("Tốt.", "Rất tốt.")
    desk.post(f"page/{PAGE}", {"text": text, "was": page["hash"]})


def take_theirs(desk: Asked) -> None:
    """Have what was written beside the desk in a cell of the draft."""
    path = desk.desk.draft.root / TABLE
    path.write_text(path.read_text("utf-8").replace("Ngô,4", "Ngô,6"), "utf-8")
    desk.get("state")
    desk.post("conflict", {"number": 0, "choose": "theirs"})


REQUESTS: dict[str, Request] = {
    "cells": lambda desk: desk.post(f"{CROPS}/cells", cell("7")),
    "rows": lambda desk: desk.post(
        f"{CROPS}/rows", {"add": [{"after": "lua", "cells": {"ten": "Sắn"}}], "remove": ["mia"]}
    ),
    "page": write_page,
    "form": lambda desk: desk.post(
        "form/trang",
        {"nam": "2022", "tieu_de": "Khoa học", "mo_ta": "Việc khoa học.", "muc": "Mục III",
         "loi": "Xã có đề tài.", "cho": desk.get("forms")["outlines"]["2022"][0]["place"]},
    ),
    "undo": lambda desk: desk.post("undo"),
    "redo": lambda desk: desk.post("redo"),
    "conflict": take_theirs,
}  # fmt: skip


def opened(root: Path) -> Asked:
    """A desk with a step, and one that was undone."""
    desk = Asked(root)
    desk.post(f"{CROPS}/cells", cell("5"))
    desk.post(f"{CROPS}/cells", cell("8"))
    desk.post("undo")
    return desk


def drafted(root: Path) -> dict[str, bytes | None]:
    """What the draft of a folder has otherwise than it began, in a run of its own; its tree is as
    its journal says, and all of it can be undone."""
    draft = DeskDraft(root)
    now = {path: new for path, (_, new) in draft.changed().items()}
    assert contents(draft.tree) == {path: draft.read(path) for path in draft.now}
    while draft.undo():
        pass
    assert draft.changed() == {}
    draft.close()
    return now


@unix
@pytest.mark.parametrize("request_of", REQUESTS.values(), ids=REQUESTS)
def test_a_step_is_there_as_a_whole_or_not(
    first_repository: Path, tmp_path: Path, request_of: Request
) -> None:
    first = copy_repository(first_repository, tmp_path / "first")
    opened(first).close()
    states = [drafted(first)]
    for number in count(1):
        root = copy_repository(first_repository, tmp_path / str(number))
        desks: list[Asked] = []
        killed = killed_at(
            number,
            root,
            lambda desks=desks: request_of(desks[0]),
            lambda root=root, desks=desks: desks.append(opened(root)),
        )
        states.append(drafted(root))
        if not killed:
            break
    before, after = states[0], states[-1]
    assert before != after
    between = [one for one in states if one not in (before, after)]
    # What came from outside is a step of its own, before the one that takes it.
    assert between == [] or request_of is take_theirs
    assert len(states) > 5


@unix
def test_a_draft_that_is_put_aside_is_in_one_of_both_places(
    first_repository: Path, tmp_path: Path
) -> None:
    places = []
    for number in count(1, 3):
        root = copy_repository(first_repository, tmp_path / str(number))
        desks: list[Asked] = []
        killed = killed_at(
            number,
            root,
            lambda desks=desks: desks[0].post("begin"),
            lambda root=root, desks=desks: desks.append(opened(root)),
        )
        kept = [*root.glob(f"{OLD_DRAFTS}/*/cay/{TABLE}")]
        found = [one.read_text("utf-8") for one in kept]
        found += [(drafted(root).get(TABLE) or b"").decode()]
        assert ["Ngô,5," in one for one in found].count(True) == 1, number
        places.append(len(kept))
        if not killed:
            break
    assert (places[0], places[-1]) == (0, 1)


@unix
def test_sending_that_was_cut_short_leaves_the_folder_and_is_done_the_next_time(
    first_repository: Path, tmp_path: Path
) -> None:
    asked = {**EDITOR, "title": "Sửa số hộ", "text": ""}
    pushed = []
    for number in count(1, 3):
        root = copy_repository(first_repository, tmp_path / str(number))
        before = run_git(root, "status", "--porcelain=v2", "--branch")
        desks: list[Asked] = []
        killed = killed_at(
            number,
            root,
            lambda desks=desks: desks[0].post("send", asked),
            lambda root=root, desks=desks: desks.append(opened(root)),
            {*CHANGES, "subprocess.Popen"},
        )
        assert run_git(root, "status", "--porcelain=v2", "--branch") == before, number
        pushed.append(len(proposals(root)))
        desk = Asked(root)
        sent = desk.post("send", asked)
        desk.close()
        assert sent["pushed"], number
        assert sent["branch"] in proposals(root)
        for branch in proposals(root):
            shown = run_git(remote_of(root), "log", "--format=%an", f"main..{branch}")
            assert shown.splitlines() == [EDITOR["name"]]
            assert "Ngô,5," in run_git(remote_of(root), "show", f"{branch}:{TABLE}")
        if not killed:
            break
    assert (pushed[0], pushed[-1]) == (0, 1)


def proposals(root: Path) -> list[str]:
    """The branches of proposals at the remote."""
    shown = run_git(remote_of(root), "branch", "--list", "de-nghi/*", "--format=%(refname:short)")
    return shown.split()


def test_what_a_killed_server_answered_is_there(repository: Path) -> None:
    """A server as `report desk` starts it, killed when the next request is on its way."""
    place = ["--root", str(repository), "--port", str(free_port())]
    command = ["-m", "report", "desk", "--khong-mo", *place]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUTF8": "1"}
    with subprocess.Popen(
        [sys.executable, *command], env=environment, stdout=subprocess.PIPE, text=True
    ) as server:
        assert server.stdout is not None
        found = re.search(r"http\S+", server.stdout.readline())
        assert found is not None
        address = urlsplit(found[0])
        browser = http.client.HTTPConnection(address.netloc, timeout=60)
        browser.request("GET", f"{address.path}?{address.query}")
        answer = browser.getresponse()
        answer.read()
        headers = {
            "Cookie": str(answer.headers["Set-Cookie"]).split(";")[0],
            "Content-Type": "application/json",
            "Origin": f"http://{address.netloc}",
            "X-Ban-Bien-Tap": "1",
        }
        for text in ("21", "22"):
            browser.request("POST", f"/ban/api/{CROPS}/cells", json.dumps(cell(text)), headers)
            answer = browser.getresponse()
            assert (answer.status, bool(answer.read())) == (200, True)
        browser.request("POST", f"/ban/api/{CROPS}/cells", json.dumps(cell("23")), headers)
        server.kill()
        browser.close()
    table = (drafted(repository)[TABLE] or b"").decode()
    assert "ngo,Ngô,22," in table or "ngo,Ngô,23," in table
