"""The scripts of .github/scripts: the published site is looked at, outside links are tried."""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import ModuleType
from urllib.parse import unquote, urlsplit

import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from tests.sites import ROOT, build

SCRIPTS = ROOT / ".github" / "scripts"
REVISION = "0123456789abcdef"
FOLDER = "ten-kho"  # GitHub Pages serves a project in a folder of its name


def script(name: str) -> ModuleType:
    """A script, imported."""
    spec = importlib.util.spec_from_file_location(name, SCRIPTS / f"{name}.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module  # dataclasses look their module up
    spec.loader.exec_module(module)
    return module


def serve(handler: Callable[..., BaseHTTPRequestHandler]) -> ThreadingHTTPServer:
    """A server at a free port, to be shut down by the caller."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    return server


class Host(SimpleHTTPRequestHandler):
    """Serves `root` as GitHub Pages does: the site's own page where there is nothing."""

    root = ""

    def __init__(self, *args: object) -> None:
        super().__init__(*args, directory=self.root)  # type: ignore[arg-type]

    def send_error(self, code: int, *_: object) -> None:  # type: ignore[override]
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        page = Path(self.root, FOLDER, "404.html")
        self.wfile.write(page.read_bytes() if page.is_file() else b"")

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    """Where the site is served."""
    server = serve(Host)
    yield f"http://127.0.0.1:{server.server_port}/{FOLDER}/"
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def published(address: str, site_sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site as the workflow builds it for its address."""
    with pytest.MonkeyPatch.context() as environment:
        environment.setenv("SITE_URL", address)
        environment.setenv("REVISION", REVISION)
        result = build(site_sources, tmp_path_factory.mktemp("published") / "site")
    assert result.status == 0, result.output
    return result.site


@pytest.fixture
def site_copy(published: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the site that is served, to be damaged."""
    shutil.copytree(published, tmp_path / FOLDER)
    monkeypatch.setattr(Host, "root", str(tmp_path))
    return tmp_path / FOLDER


def look(address: str, revision: str = REVISION) -> tuple[int, list[str]]:
    """Exit status and lines of the check of the published site."""
    command = [sys.executable, SCRIPTS / "published.py", address, revision, "--attempts", "1"]
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        command, capture_output=True, encoding="utf-8", check=False, env=environment
    )
    assert done.stderr == ""
    return done.returncode, done.stdout.splitlines()


def cut_table(site: Path) -> None:
    """Leave out the last line of a table."""
    table = next(path for path in sorted(site.glob("so-lieu/*/*.csv")))
    table.write_bytes(table.read_bytes().rstrip().rpartition(b"\n")[0])


def describe_no_parquet(site: Path) -> None:
    """Publish another file in the place of the figures, and its hash."""
    file, descriptor = site / "so-lieu/figures.parquet", site / "so-lieu/datapackage.json"
    hashes = [hashlib.sha256(content).hexdigest() for content in (file.read_bytes(), b"<p>")]
    descriptor.write_text(descriptor.read_text("utf-8").replace(*hashes), "utf-8")
    file.write_bytes(b"<p>")


def test_the_whole_site_of_the_revision_is_in_order(address: str, site_copy: Path) -> None:
    assert site_copy.is_dir()
    status, (line,) = look(address)
    assert (status, line) == (0, f"Trang {address} là bản {REVISION}, mở được đầy đủ.")


def test_an_older_site_is_told_page_by_page(address: str, site_copy: Path) -> None:
    status, lines = look(address, "fedcba")
    pages = (site_copy / "sitemap.xml").read_text("utf-8").count("<loc>")
    assert (status, len(lines)) == (1, pages)
    assert f"{address} là bản {REVISION}, không phải bản fedcba" in lines[0]


@pytest.mark.parametrize(
    ("damage", "told"),
    [
        (lambda site: shutil.rmtree(site / "van-ban"), "van-ban/ không mở được (404)"),
        (lambda site: (site / "index.html").write_text("<p>"), "là bản không rõ, không phải bản"),
        (lambda site: (site / "sitemap.xml").unlink(), "sitemap.xml không có trang chủ"),
        (lambda site: (site / "404.html").unlink(), "không phải là trang của trang web này"),
        (
            lambda site: next(site.glob("so-lieu/*/figures.json")).unlink(),
            "figures.json không tải được hoặc không có nội dung (404)",
        ),
        (
            lambda site: next(site.glob("so-lieu/*/datapackage.json")).write_text("{}"),
            "datapackage.json không tải được hoặc không có nội dung (200)",
        ),
        (
            lambda site: (site / "search" / "search_index.json").write_text("<"),
            "search_index.json không tải được hoặc không có nội dung (200)",
        ),
        (
            lambda site: (site / "so-lieu/figures.parquet").unlink(),
            "so-lieu/figures.parquet không tải được (404)",
        ),
        (
            lambda site: (site / "so-lieu/figures.parquet").write_bytes(b"PAR1 PAR1"),
            "so-lieu/figures.parquet không khớp với mã băm trong datapackage.json",
        ),
        (describe_no_parquet, "so-lieu/figures.parquet không phải là tệp Parquet"),
        (cut_table, "không khớp với mã băm trong datapackage.json"),
    ],
)
def test_what_is_missing_or_damaged_is_told_as_an_annotation(
    address: str, site_copy: Path, damage: Callable[[Path], object], told: str
) -> None:
    damage(site_copy)
    status, (line,) = look(address)
    assert status == 1
    assert line.startswith("::error title=Trang đã công bố có lỗi::")
    assert told in line


def test_no_server_is_told_too() -> None:
    status, lines = look("http://127.0.0.1:9/")  # nothing listens at the discard port
    assert status == 1
    assert any("không có trang chủ" in line for line in lines)


def test_the_copy_to_open_from_disk_has_only_links_to_files(site: Path, tmp_path: Path) -> None:
    target = tmp_path / "xem-thu"
    script("from_disk").main(site, target)
    for path in target.rglob("*.html"):
        for link in BeautifulSoup(path.read_text("utf-8"), "html.parser").select("[href]"):
            parts = urlsplit(link["href"])
            if not parts.scheme and parts.path:
                assert (path.parent / unquote(parts.path)).is_file(), f"{path}: {link['href']}"


class Outside(BaseHTTPRequestHandler):
    """Other people's server: answers by the path; "chi-get" refuses a HEAD."""

    asked: list[tuple[str, str]]

    def do_GET(self) -> None:
        self.answer()

    def do_HEAD(self) -> None:
        self.answer()

    def answer(self) -> None:
        """Say the status that the path names."""
        self.asked.append((self.command, self.path))
        if self.path == "/chi-get":
            status = 405 if self.command == "HEAD" else 200
        else:
            status = int(self.path[1:4])
        self.send_response(status)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The address of other people's server."""
    monkeypatch.setattr(Outside, "asked", [], raising=False)
    server = serve(Outside)
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    server.server_close()


def test_outside_links_that_do_not_open_are_listed(
    outside: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    names = ("200", "200#muc", "404?đ=ă", "410", "403", "500", "chi-get")
    links = "".join(f'<a href="{outside}{name}">x</a>' for name in names)
    inside = '<a href="trang/">x</a><link href="http://127.0.0.1/css">'
    for name in ("a.html", "b.html"):
        (tmp_path / name).write_text(f"<!doctype html>{links}{inside}", "utf-8")
    links = script("links")
    monkeypatch.setattr(links, "PAUSE", 0)
    links.main(tmp_path)
    said = capsys.readouterr()
    found = re.findall(rf"^- `{outside}(.*?)`: (.*) \(ở (.*)\)$", said.out, re.M)
    assert sorted(found) == [
        ("404?đ=ă", "không có trang này", "`a.html`, `b.html`"),
        ("410", "trang đã bị gỡ", "`a.html`, `b.html`"),
        ("500", "máy chủ trả lời 500", "`a.html`, `b.html`"),
    ]
    assert said.err == "6 liên kết ra ngoài, 3 không mở được.\n"
    assert len(Outside.asked) == len(set(Outside.asked)), "each address is asked once"
    assert ("GET", "/200") not in Outside.asked, "the head is enough"


def test_nothing_is_listed_where_all_links_open(
    outside: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "a.html").write_text(f'<a href="{outside}200">x</a>', "utf-8")
    script("links").main(tmp_path)
    assert capsys.readouterr().out == ""


def test_no_link_of_a_page_is_a_mention_or_a_link_in_the_list() -> None:
    address, page = "https://a.vn/``> @octocat <b>", "a``@octocat.html"
    said = script("links").listing({address: "@octocat #1"}, {address: [page]})
    *_, (_, item) = enumerate(t for t in MarkdownIt().parse(said) if t.type == "inline")
    shown = [(one.type, one.content) for one in item.children or [] if one.content]
    assert shown[0] == ("code_inline", address)
    assert ("code_inline", page) in shown
    assert "@octocat" not in "".join(text for kind, text in shown if kind != "code_inline")


def test_a_server_that_is_gone_is_a_finding_and_no_crash() -> None:
    trouble = script("links").trouble
    assert trouble("http://127.0.0.1:9/").startswith("không kết nối được")
    assert trouble("http://[::1").startswith("không kết nối được")


@pytest.mark.parametrize(
    ("source", "page"),
    [
        ("docs/index.md", ""),
        ("docs/bao-cao/2022/index.md", "bao-cao/2022"),
        ("docs/bao-cao/2022/khen-thuong.md", "bao-cao/2022/khen-thuong"),
        ("data/2022/viec-lam.csv", "so-lieu/2022/viec-lam"),
    ],
)
def test_the_pages_of_changed_files_are_photographed(source: str, page: str) -> None:
    assert script("screenshots").address(source) == page
