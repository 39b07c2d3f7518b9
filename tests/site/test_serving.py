"""`make serve`: an editor sees in the browser what is wrong, and the site when it is mended."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from bs4 import BeautifulSoup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from report.site.mkdocs.on_demand import PagesOnDemand
from report.site.mkdocs.view import ShownFile
from tests.office import site_files
from tests.server import free_port
from tests.sites import ROOT, built_to_serve, make_office

MOUNT = "/bao-cao/"
CELL, PAGE = "data/2022/cay-trong.csv", "bao-cao/2022/trang/"
WRONG = "Chưa dựng được trang"
RELOAD = re.compile(r"livereload\((\d+), (\d+)\)")  # what MkDocs' page asks for until it is renewed


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """An office and the address at which MkDocs serves it."""
    make_office(tmp_path, site_files())
    address = f"127.0.0.1:{free_port()}"
    environment = {**os.environ, "PYTHONUTF8": "1", "PYTHONPATH": ".", "NO_MKDOCS_2_WARNING": "1"}
    process = subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--no-strict", "--dev-addr", address],
        cwd=tmp_path,
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
    )
    assert process.stdout
    try:
        for line in process.stdout:
            if "Serving on" in line:
                break
        else:
            pytest.fail("it has ended")
        yield tmp_path, f"http://{address}/"
    finally:
        process.terminate()
        process.communicate()


def page(address: str) -> str:
    """A page as it is served; the server answers when a build that runs has ended."""
    with urlopen(address, timeout=600) as answer:  # noqa: S310 - the server of this test
        return unescape(answer.read().decode())


def renewed(address: str, before: str) -> str:
    """A page when MkDocs says that it was made anew, as its script in the browser waits for it."""
    found = RELOAD.search(before)
    assert found
    shown = found[1]
    while int(shown) <= int(found[1]):  # MkDocs answers every few minutes even without news
        shown = page(f"{address}livereload/{found[1]}/{found[2]}")
    return page(address)


def save(path: Path, text: str) -> None:
    """Write a file anew in one step: one that was seen empty would be news twice."""
    written = path.parents[2] / "moi"  # where nothing is watched
    written.write_text(text, "utf-8")
    written.replace(path)


def test_a_wrong_cell_stands_in_the_browser_until_it_is_mended(served: tuple[Path, str]) -> None:
    folder, address = served
    first = page(address)
    heading = re.search("<h1.*?</h1>", first)
    assert heading
    assert WRONG not in first
    right = (folder / CELL).read_text("utf-8")
    save(folder / CELL, right.replace("955", "9x5"))
    wrong = renewed(address, first)
    assert heading[0] in wrong
    assert f"{CELL}:2</b> " in wrong
    assert "“9x5” không phải là số" in wrong
    save(folder / CELL, right)
    mended = renewed(address, wrong)
    assert heading[0] in mended
    assert WRONG not in mended


@pytest.fixture(scope="module")
def first_built(tmp_path_factory: pytest.TempPathFactory) -> tuple[MkDocsConfig, Path]:
    """An office as `mkdocs serve` has built it when it begins to serve."""
    folder = make_office(tmp_path_factory.mktemp("office"), site_files())
    site = tmp_path_factory.mktemp("first")
    return built_to_serve(folder, site, MOUNT), folder


class Server:
    """What answers ask of MkDocs' server: the epoch that a page is of goes into its text."""

    mount_path = MOUNT
    _visible_epoch = 1

    def _inject_js_into_html(self, content: bytes, epoch: int) -> bytes:
        return content + f"epoch {epoch}".encode()

    def serve_request(self, environ: dict[str, str], start_response: Any) -> list[bytes]:
        start_response("200 OK", [])
        return [b"MkDocs: " + environ["PATH_INFO"].encode()]


@pytest.fixture
def answers(first_built: tuple[MkDocsConfig, Path]) -> Iterator[PagesOnDemand]:
    """The answers of a server, of sources that are afterwards what they were."""
    config, folder = first_built
    kept = {path: path.read_bytes() for path in folder.rglob("*.[cm][sd]*")}
    server: Any = Server()
    answers = PagesOnDemand(server, config)
    yield answers
    answers.view.close()
    for path, content in kept.items():
        path.write_bytes(content)


def asked(answers: PagesOnDemand, path: str) -> tuple[str, dict[str, str], bytes]:
    """Status, headers and content of an answer."""
    said: list[Any] = []
    environ = {"PATH_INFO": path}
    content = b"".join(answers(environ, lambda *given: said.extend(given)))
    return said[0], dict(said[1]), content


def text_of(answers: PagesOnDemand, address: str) -> str:
    """A page as it is answered."""
    status, _, content = asked(answers, MOUNT + address)
    assert status == "200 OK"
    return unescape(content.decode())


def test_each_file_is_what_mkdocs_has_built(
    answers: PagesOnDemand, first_built: tuple[MkDocsConfig, Path]
) -> None:
    site = Path(first_built[0].site_dir)
    files = [path for path in sorted(site.rglob("*")) if path.suffix not in {"", ".gz"}]
    assert {"404.html", "nguon.html", "search_index.json"} <= {path.name for path in files}
    for path in files:
        address = path.relative_to(site).as_posix().removesuffix("index.html")
        shown = answers.view.file(address)
        assert shown is not None, address
        assert shown.content == path.read_bytes(), address


def test_a_page_and_what_is_made_of_it_are_of_the_sources_as_they_stand(
    answers: PagesOnDemand, first_built: tuple[MkDocsConfig, Path]
) -> None:
    table = first_built[1] / CELL
    table.write_text(table.read_text("utf-8").replace("955", "957"), "utf-8")
    answers.read()
    for address in (PAGE, f"{PAGE}nguon.html", "so-lieu/2022/cay-trong/"):
        assert "957" in text_of(answers, address)
        assert "955" not in text_of(answers, address)
    index = text_of(answers, "search/search_index.json")
    assert "957" in index
    assert "955" not in index


def test_the_message_is_text_and_stands_on_every_page_once(
    answers: PagesOnDemand, first_built: tuple[MkDocsConfig, Path]
) -> None:
    table = first_built[1] / CELL
    before = text_of(answers, PAGE)
    for wrong in ("<i>9x5</i>", "<i>9x6</i>"):
        table.write_text(re.sub("<i>.*?</i>|955", wrong, table.read_text("utf-8")), "utf-8")
        answers.read()
        for address in ("", PAGE, f"{PAGE}nguon.html"):
            shown = BeautifulSoup(asked(answers, MOUNT + address)[2], "html.parser")
            (box,) = shown.select("dialog")
            assert f"{CELL}:2" in box.get_text()
            assert wrong in box.get_text()
            assert box("i") == box("script") == []
    assert re.search("<h1.*?</h1>", before)[0] in text_of(answers, PAGE)  # type: ignore[index]
    table.write_text(re.sub("<i>.*?</i>", "955", table.read_text("utf-8")), "utf-8")
    answers.read()
    assert text_of(answers, PAGE) == before


def test_settings_that_cannot_be_read_are_told_where_they_are_wrong(
    answers: PagesOnDemand, first_built: tuple[MkDocsConfig, Path]
) -> None:
    settings = first_built[1] / "mkdocs.yml"
    right, before = settings.read_text("utf-8"), text_of(answers, PAGE)
    settings.write_text(f"{right}nav:\n  - index.md\n - sai.md\n", "utf-8")
    answers.read()
    shown = BeautifulSoup(asked(answers, MOUNT + PAGE)[2], "html.parser")
    line = settings.read_text("utf-8").count("\n")
    (said,) = shown.select("dialog li")
    assert said.get_text(" ", strip=True).startswith(f"mkdocs.yml:{line} mkdocs.yml viết sai")
    settings.write_text(right, "utf-8")
    answers.read()
    assert text_of(answers, PAGE) == before


def test_a_page_never_says_that_it_is_newer_than_it_is(answers: PagesOnDemand) -> None:
    """Then its script would not load it again."""
    server: Any = answers.server
    made = answers.view.file

    def made_meanwhile(address: str) -> ShownFile | None:
        shown = made(address)
        server._visible_epoch = 2  # a build has ended
        return shown

    answers.view.file = made_meanwhile  # type: ignore[method-assign]
    assert text_of(answers, PAGE).endswith("epoch 1")


def test_what_is_not_there_is_the_page_for_it_and_a_folder_leads_to_its_page(
    answers: PagesOnDemand,
) -> None:
    status, _, content = asked(answers, f"{MOUNT}khong-co/")
    assert status == "404 Not Found"
    assert b"<h1" in content
    status, headers, _ = asked(answers, (MOUNT + PAGE).rstrip("/"))
    assert (status, headers["Location"]) == ("302 Found", MOUNT + PAGE)
    for path in ("/", "/livereload/1/1"):  # MkDocs' own
        assert asked(answers, path)[2] == f"MkDocs: {path}".encode()


def test_what_a_build_refuses_in_one_page_stands_in_its_place(
    answers: PagesOnDemand, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(address: str) -> None:
        raise Abort(f"{address}: <i>sai</i>")

    monkeypatch.setattr(answers.view, "file", refuse)
    status, _, content = asked(answers, MOUNT + PAGE)
    assert status.startswith("500 ")
    (said,) = BeautifulSoup(content, "html.parser")("li")
    assert said.get_text() == f"{PAGE}: <i>sai</i>"


def test_another_error_is_not_hidden(
    answers: PagesOnDemand, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail() -> None:
        raise ValueError("lỗi của chương trình")

    before = text_of(answers, PAGE)
    monkeypatch.setattr(answers.view, "read", fail)
    with pytest.raises(ValueError, match="lỗi của chương trình"):
        answers.read()
    assert text_of(answers, PAGE) == before


def test_without_the_project_s_environment_the_commands_say_how_to_get_it(tmp_path: Path) -> None:
    (tmp_path / "report").symlink_to(ROOT / "report")
    result = subprocess.run(
        [sys.executable, "-S", "-m", "report", "check"],  # -S: without installed libraries
        cwd=tmp_path,
        env={"PYTHONUTF8": "1", "PATH": os.environ["PATH"]},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 1
    assert ".venv/bin/python -m report" in result.stderr
    assert "Traceback" not in result.stderr
