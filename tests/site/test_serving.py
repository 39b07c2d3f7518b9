"""`make serve`: an editor sees in the browser what is wrong, and the site when it is mended."""

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.request import urlopen

import pytest
from bs4 import BeautifulSoup
from mkdocs.exceptions import Abort

from report.site.mkdocs.serving import showing_problems
from tests.office import site_files
from tests.sites import ROOT, make_office

CELL = "data/2022/cay-trong.csv"
WRONG = "Chưa dựng được trang"
RELOAD = re.compile(r"livereload\((\d+), (\d+)\)")  # what MkDocs' page asks for until it is renewed


@pytest.fixture
def served(tmp_path: Path) -> Iterator[tuple[Path, str]]:
    """An office and the address at which MkDocs serves it."""
    make_office(tmp_path, site_files())
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = "127.0.0.1:{1}".format(*free.getsockname())
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
        yield tmp_path, f"http://{address}/"
    finally:
        process.terminate()
        process.communicate()


def page(address: str) -> str:
    """A page as it is served; the server answers when a build that runs has ended."""
    with urlopen(address, timeout=60) as answer:  # noqa: S310 - the server of this test
        return unescape(answer.read().decode())


def renewed(address: str, before: str) -> str:
    """A page when MkDocs says that it was made anew, as its script in the browser waits for it."""
    found = RELOAD.search(before)
    assert found
    shown = found[1]
    while int(shown) <= int(found[1]):  # MkDocs answers every few minutes even without news
        shown = page(f"{address}livereload/{found[1]}/{found[2]}")
    return page(address)


def test_a_wrong_cell_stands_in_the_browser_until_it_is_mended(served: tuple[Path, str]) -> None:
    folder, address = served
    first = page(address)
    heading = re.search("<h1.*?</h1>", first)
    assert heading
    assert WRONG not in first
    right = (folder / CELL).read_text("utf-8")
    (folder / CELL).write_text(right.replace("955", "9x5"), "utf-8")
    wrong = renewed(address, first)
    assert heading[0] in wrong
    assert f"{CELL}:2</b> " in wrong
    assert "“9x5” không phải là số" in wrong
    (folder / CELL).write_text(right, "utf-8")
    mended = renewed(address, wrong)
    assert heading[0] in mended
    assert WRONG not in mended


def pages_in(folder: Path) -> list[Path]:
    """The pages of a site that was built."""
    pages = [folder / name for name in ("index.html", "a/index.html", "404.html")]
    for path in pages:
        path.parent.mkdir(exist_ok=True, parents=True)
        path.write_text("<body><h1>Trang</h1></body></html>", "utf-8")
    return pages


def stopping(message: str, site: Path) -> None:
    """A build that empties the site and is aborted."""
    for path in [*site.iterdir()]:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    raise Abort(message)


def test_the_message_is_text_and_stands_on_every_page_once(tmp_path: Path) -> None:
    site, messages = (
        tmp_path / "site",
        ["\ndocs/a.md:1: <i>sai</i>\nkhác\n\nCó 2 lỗi.", "a.csv:3: b"],
    )
    pages = pages_in(site)
    build = showing_problems(lambda: stopping(messages[0], site), site)
    build()
    for path in pages:
        shown = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        assert [text.get_text() for text in shown("li")] == ["docs/a.md:1 <i>sai</i>", "khác"]
        assert (shown("i"), shown("script"), len(shown("h1"))) == ([], [], 1)
        assert shown("p")[-1].get_text() == "Có 2 lỗi."
    del messages[0]
    build()
    for path in pages:
        shown = BeautifulSoup(path.read_text("utf-8"), "html.parser")
        assert [text.get_text() for text in shown("li")] == ["a.csv:3 b"]
    assert [one.name for one in tmp_path.iterdir()] == ["site"]


def test_of_the_pages_before_none_stays_where_a_build_succeeds(tmp_path: Path) -> None:
    site = tmp_path / "site"
    pages_in(site)
    showing_problems((site / "moi.html").touch, site)()
    assert [*map(str, tmp_path.rglob("*.html"))] == [str(site / "moi.html")]


def test_another_error_is_not_hidden(tmp_path: Path) -> None:
    def build() -> None:
        raise ValueError("lỗi của chương trình")

    (page,) = pages_in(tmp_path / "site")[:1]
    with pytest.raises(ValueError, match="lỗi của chương trình"):
        showing_problems(build, tmp_path / "site")()
    assert "Trang" in page.read_text("utf-8")


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
