"""The site in the folder of an office's own web server, and what that answers (deploy/)."""

import gzip
import os
import re
import shutil
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.client import HTTPMessage
from pathlib import Path

import brotli
import pytest

from report.__main__ import main
from report.problems.problem import Mistake
from report.site.served import BEFORE, CURRENT, publish
from report.site.theme.security import POLICY
from tests.nginx import has_nginx, nginx

TEXT = "<!doctype html><title>Trang</title>" + "<p>Một đoạn của trang.</p>" * 60
HEAD = """\
<link rel="preload" href="../assets/fonts/a.woff2">
<link rel="stylesheet" href="../assets/stylesheets/s.css">
<script src="../assets/javascripts/b.01234567.min.js"></script><a href="https://a.vn/assets/images/x.svg">"""
ASSETS = {
    "assets/fonts/a.woff2": "font",
    "assets/stylesheets/s.css": '@font-face{src:url("../fonts/a.woff2")}',
    "assets/javascripts/b.01234567.min.js": "1",
}
needs_nginx = pytest.mark.skipif(not has_nginx(), reason="needs nginx and its brotli module")


def small_site(folder: Path, text: str = TEXT) -> Path:
    """A built site of a page and a picture."""
    (folder / "nhung").mkdir(parents=True, exist_ok=True)
    for name in ("index.html", "404.html", "nhung/index.html", "index.md", "so.csv", "d.jsonld"):
        (folder / name).write_text(text, "utf-8")
    (folder / "app.0123abcd.min.js").write_text("1;" * 400, "utf-8")
    for name, content in ASSETS.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(content, "utf-8")
    (folder / "anh.png").write_bytes(b"\x89PNG" * 300)
    return folder


def test_a_publication_has_every_file_and_a_compressed_copy_of_each_text(tmp_path: Path) -> None:
    site, folder = small_site(tmp_path / "site"), tmp_path / "srv"
    publish(site, folder)
    shown = folder / CURRENT
    for path in site.rglob("*.*"):
        assert (shown / path.relative_to(site)).read_bytes() == path.read_bytes()
    page = TEXT.encode()
    assert gzip.decompress((shown / "index.html.gz").read_bytes()) == page
    assert brotli.decompress((shown / "index.html.br").read_bytes()) == page
    assert not (shown / "anh.png.gz").exists()


def test_the_user_of_the_server_reads_what_another_built_for_nobody_else(tmp_path: Path) -> None:
    before = os.umask(0o077)
    try:
        publish(small_site(tmp_path / "site"), tmp_path / "srv/bao-cao")
    finally:
        os.umask(before)
    for path in (tmp_path / "srv", *(tmp_path / "srv").rglob("*")):
        asked = 0o005 if path.is_dir() else 0o004
        assert path.stat().st_mode & asked == asked, path


def test_the_one_before_is_kept_older_ones_go_and_nothing_else(tmp_path: Path) -> None:
    site, folder = small_site(tmp_path / "site"), tmp_path / "srv"
    (folder / "ban-do").mkdir(parents=True)
    names = []
    for text in ("A" * 600, "B" * 600, "C" * 600):
        names.append(publish(small_site(site, text), folder).folder.name)
    assert (folder / CURRENT).readlink().name == names[2]
    assert (folder / BEFORE).readlink().name == names[1]
    left = {one.name for one in folder.iterdir()}
    assert left == {CURRENT, BEFORE, names[1], names[2], "ban-do"}


def test_the_same_site_is_not_copied_twice(tmp_path: Path) -> None:
    site, folder = small_site(tmp_path / "site"), tmp_path / "srv"
    first = publish(site, folder)
    again = publish(site, folder)
    assert (first.is_new, again.is_new, again.folder) == (True, False, first.folder)
    assert not (folder / BEFORE).exists()


def test_what_a_killed_run_left_is_no_publication(tmp_path: Path, monkeypatch) -> None:
    site, folder = small_site(tmp_path / "site"), tmp_path / "srv"
    old = publish(site, folder).folder
    small_site(site, "N" * 900)
    with monkeypatch.context() as killed:
        killed.setattr("report.site.served.compress", lambda _: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            publish(site, folder)
    assert (folder / CURRENT).resolve() == old.resolve()
    assert publish(site, folder).folder != old


def test_without_a_site_nothing_is_made(tmp_path: Path, capsys) -> None:
    (tmp_path / "data").mkdir()
    assert main(["publish", str(tmp_path / "srv"), "--root", str(tmp_path)]) == 1
    assert "make build" in capsys.readouterr().out
    assert not (tmp_path / "srv").exists()
    site = small_site(tmp_path / "site")
    with pytest.raises(Mistake):
        publish(site, site / "srv")


def test_what_pages_load_is_named_after_its_content(tmp_path: Path) -> None:
    site, folder = small_site(tmp_path / "site"), tmp_path / "srv"
    (site / "index.html").write_text(HEAD, "utf-8")
    publish(site, folder)
    shown = folder / CURRENT
    page = (shown / "index.html").read_text("utf-8")
    font, style = re.findall(r'"\.\./(assets/[^"]+\.[0-9a-f]{8}\.(?:woff2|css))"', page)
    assert (shown / font).read_text("utf-8") == "font"
    assert f'url("../{font.removeprefix("assets/")}")' in (shown / style).read_text("utf-8")
    assert "javascripts/b.01234567.min.js" in page
    assert "https://a.vn/assets/images/x.svg" in page
    # Who has the old page open when another one is published is not left without its looks.
    (site / "assets/stylesheets/s.css").write_text("a{}", "utf-8")
    publish(site, folder)
    assert (shown / style).is_file()
    assert style not in (shown / "index.html").read_text("utf-8")
    (site / "assets/stylesheets/s.css").write_text("b{}", "utf-8")
    publish(site, folder)
    assert not (shown / style).exists()


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A published site behind nginx."""
    place = tmp_path_factory.mktemp("served")
    publish(small_site(place / "site"), place / "srv")
    with nginx(place / "nginx", place / "srv" / CURRENT) as url:
        yield url
    shutil.rmtree(place / "srv")


def answer(url: str, accepts: str = "", method: str = "GET") -> tuple[int, HTTPMessage, bytes]:
    """Status, headers and body."""
    headers = {"Accept-Encoding": accepts}
    request = urllib.request.Request(url, headers=headers, method=method)  # noqa: S310
    try:
        with urllib.request.urlopen(request) as found:  # noqa: S310 - on loopback
            return found.status, found.headers, found.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


@needs_nginx
def test_a_page_comes_compressed_as_the_browser_can_read_it(address: str) -> None:
    ways = {"br, gzip": brotli.decompress, "gzip": gzip.decompress, "": bytes}
    for accepts, unpack in ways.items():
        _, headers, body = answer(address, accepts)
        assert unpack(body) == TEXT.encode()
        assert headers["Content-Encoding"] == (accepts.split(",")[0] or None)
        assert "Accept-Encoding" in headers["Vary"]


@needs_nginx
@pytest.mark.parametrize("path", ["", "khong-co", "anh.png"])
def test_every_answer_has_the_policy_of_the_page_and_no_frame(address: str, path: str) -> None:
    _, headers, _ = answer(address + path)
    assert headers["Content-Security-Policy"] == f"{POLICY}; frame-ancestors 'none'"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert "camera=()" in headers["Permissions-Policy"]
    assert headers["Referrer-Policy"] == "same-origin"
    assert headers["Server"] == "nginx"


@needs_nginx
def test_a_page_for_frames_may_stand_in_one(address: str) -> None:
    _, headers, _ = answer(f"{address}nhung/")
    assert headers["Content-Security-Policy"].endswith("frame-ancestors *")
    assert "default-src 'none'" in headers["Content-Security-Policy"]


@needs_nginx
def test_only_what_bears_its_digest_is_kept_without_asking(address: str) -> None:
    assert answer(address)[1]["Cache-Control"] == "no-cache"
    assert "immutable" in answer(f"{address}app.0123abcd.min.js")[1]["Cache-Control"]


@needs_nginx
def test_files_say_what_they_are(address: str) -> None:
    kinds = {
        "index.md": "text/markdown; charset=utf-8",
        "so.csv": "text/csv; charset=utf-8",
        "d.jsonld": "application/ld+json; charset=utf-8",
    }
    assert {name: answer(address + name)[1]["Content-Type"] for name in kinds} == kinds


@needs_nginx
def test_the_log_says_what_was_asked_for_and_not_by_whom(tmp_path: Path) -> None:
    with nginx(tmp_path, small_site(tmp_path / "site")) as address:
        answer(f"{address}?q=bi+mat")
        answer(f"{address}khong-co/?h=bi+mat")
    log = (tmp_path / "report.log").read_text("utf-8")
    lines = re.findall(r"(?m)^\S+T\S+ (.+?) \d+ [\d.]+$", log)
    assert sorted(lines) == ["GET / 200", "GET /khong-co/ 404"]  # two processes write them
    assert "127.0.0.1" not in log
    assert "urllib" not in log


@needs_nginx
def test_what_is_not_there_is_the_page_for_it_and_nothing_is_taken(address: str) -> None:
    page = TEXT.encode()
    assert answer(f"{address}khong-co/")[::2] == (404, page)
    assert answer(f"{address}assets/")[::2] == (403, page)
    assert answer(address, method="DELETE")[::2] == (403, page)
