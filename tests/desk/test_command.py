"""`report desk`: where it listens, and what it says."""

import socket
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest

from report.__main__ import main
from report.desk import command
from report.desk.safety import LARGEST_BODY
from tests.desk.miniature import DeskClient, open_desk
from tests.office import office


class NoServer:
    """Stands for the server: it has been stopped already."""

    given: dict[str, Any]

    def __init__(self, _: object, **given: object) -> None:
        NoServer.given = given

    def run(self) -> None:
        """Serve nothing."""


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    office(tmp_path)
    monkeypatch.setattr(command, "create_server", NoServer)
    monkeypatch.setattr(command.webbrowser, "open", lambda _: pytest.fail("opened"))
    monkeypatch.setattr(command, "listening", lambda *place: nullcontext(place))
    for name in ("CODESPACES", "CODESPACE_NAME"):
        monkeypatch.delenv(name, raising=False)
    return tmp_path


def test_it_listens_to_this_machine_and_tells_its_address(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):  # a draft is free again when the desk is stopped
        assert main(["desk", "--root", str(root), "--khong-mo"]) == 0
    assert NoServer.given["sockets"] == [("127.0.0.1", 8010)]
    assert NoServer.given["max_request_body_size"] <= LARGEST_BODY + 1
    assert "http://127.0.0.1:8010/ban/?khoa=" in capsys.readouterr().out


def test_it_listens_elsewhere_with_a_password_alone(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = ["desk", "--root", str(root), "--khong-mo", "--host", "192.168.1.5"]
    assert main(elsewhere) == 1
    assert "[ban-can-mat-khau]" in capsys.readouterr().out
    monkeypatch.setattr("report.__main__.getpass", lambda _: "mat-khau-dai")
    assert main([*elsewhere, "--mat-khau"]) == 0
    assert NoServer.given["sockets"] == [("192.168.1.5", 8010)]
    said = capsys.readouterr().out
    assert "http://192.168.1.5:8010/ban/vao" in said
    assert "khoa=" not in said
    assert "mat-khau-dai" not in said


def test_a_port_that_is_taken_is_told_of(
    root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        assert main(["desk", "--root", str(root), "--khong-mo", "--port", port]) == 1
    assert "[ban-cong-ban]" in capsys.readouterr().out


def test_what_goes_wrong_is_said_in_vietnamese(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk: DeskClient = open_desk(tmp_path)
    assert desk.get("table/2022/khong-co", 404)["text"].startswith("Bản nháp không có")
    assert desk.post("table/2022/cay-trong/cells", [], 400)["text"].startswith("không phải là")
    monkeypatch.setattr("report.desk.app.state_json", lambda _: 1 / 0)
    assert "người phụ trách kỹ thuật" in desk.get("state", 500)["text"]
