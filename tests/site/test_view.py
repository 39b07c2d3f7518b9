"""The site of sources that are being edited: each page when it is asked for."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from report.edition.examination import examine
from report.problems.problem import errors
from report.site.mkdocs.view import SiteView
from report.site.theme.assets import STYLESHEET
from tests.sites import make_office

PAGE = "bao-cao/2022/trang/"
SOURCE = "docs/bao-cao/2022/trang.md"


@pytest.fixture(scope="module")
def draft(site_sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Pages and data of the invented office in a folder of their own, to be changed."""
    folder = tmp_path_factory.mktemp("draft")
    for name in ("data", "docs"):
        shutil.copytree(site_sources / name, folder / name)
    shutil.copy(site_sources / "mkdocs.yml", folder)
    return folder


@pytest.fixture(scope="module")
def opened(site_sources: Path, draft: Path) -> Iterator[SiteView]:
    view = SiteView(site_sources, draft)
    yield view
    view.close()


@pytest.fixture
def view(opened: SiteView, draft: Path) -> Iterator[SiteView]:
    """The view of the draft, which is afterwards what it was."""
    kept = {path: path.read_bytes() for path in draft.rglob("*") if path.is_file()}
    show(opened, draft)
    yield opened
    for path, content in kept.items():
        path.write_bytes(content)


def show(view: SiteView, draft: Path) -> None:
    examination = examine(draft)
    view.show(examination.edition, is_sound=not errors(examination.problems))


def change(draft: Path, path: str, old: str, new: str) -> None:
    text = (draft / path).read_text("utf-8")
    assert old in text
    (draft / path).write_text(text.replace(old, new, 1), "utf-8")


def article(html: str) -> BeautifulSoup:
    found = BeautifulSoup(html, "html.parser").article
    assert found is not None
    for part in found.select(".tep-bao-cao, .tai-ve, [class*=nguon-trang]"):
        part.decompose()
    return found


def page_of(view: SiteView, address: str = PAGE) -> str:
    shown = view.file(address)
    assert shown is not None
    return shown.content.decode()


def test_a_page_shows_the_words_tables_and_figures_of_the_built_site(
    view: SiteView, site: Path
) -> None:
    built = article((site / PAGE / "index.html").read_text("utf-8"))
    seen = article(page_of(view))
    for selector in ("h1", "p", "data.so", "table"):
        shown = [part.get_text(" ", strip=True) for part in seen.select(selector)]
        assert shown, selector
        assert [one for one in shown if one not in built.get_text(" ", strip=True)] == [], selector
    assert "content-security-policy" in page_of(view).lower()


def test_a_page_made_from_data_a_style_and_the_search_are_there(view: SiteView) -> None:
    assert "<table" in page_of(view, "so-lieu/2022/cay-trong/")
    html = BeautifulSoup(page_of(view), "html.parser")
    addresses = [f"{one['href']}" for one in html.select("link[rel=stylesheet]")]
    assert addresses
    for address in addresses:
        shown = view.file(address.rpartition("../")[2])
        assert shown is not None
        assert shown.media_type == "text/css"
    index = view.file("search/search_index.json")
    assert index is not None
    assert b"docs" in index.content


def test_a_style_and_a_script_of_the_office_s_theme_are_shown_as_they_stand(
    draft: Path, tmp_path: Path
) -> None:
    own = tmp_path / "giao-dien/assets/stylesheets"
    own.mkdir(parents=True)
    (own / "report.css").write_text(".mot{color:red}", "utf-8")
    settings = (draft / "mkdocs.yml").read_text("utf-8")
    settings = settings.replace("INHERIT", "theme: {custom_dir: giao-dien}\nINHERIT")
    for name in ("data", "docs"):
        (tmp_path / name).symlink_to(draft / name)
    make_office(tmp_path, {"mkdocs.yml": settings})
    view = SiteView(tmp_path, draft)
    show(view, draft)
    assert ".mot{color:red}" in page_of(view, STYLESHEET)
    (own / "report.css").write_text(".mot{color:blue}", "utf-8")
    (own / "hai.js").write_text("hai()", "utf-8")
    show(view, draft)
    assert ".mot{color:blue}" in page_of(view, STYLESHEET)
    assert page_of(view, "assets/stylesheets/hai.js") == "hai()"
    view.close()


def test_nothing_outside_of_the_site_is_shown(view: SiteView) -> None:
    folder = Path(view.folder.name)
    outside = folder.with_name(f"{folder.name}.txt")
    outside.write_text("Bí mật", "utf-8")
    assert view.file("search/search_index.json")
    try:
        for address in (
            "nope/",
            "../mkdocs.yml",
            f"../{outside.name}",
            f"search/../../{outside.name}",
            f"search/{outside}",
            f"search//{outside}",
            "search/\0",
            f"search/{'a' * 300}",
        ):
            assert view.file(address) is None, address
    finally:
        outside.unlink()


def test_what_changes_in_the_sources_is_on_the_page_that_is_asked_for_next(
    view: SiteView, draft: Path
) -> None:
    change(draft, SOURCE, "\n{{ bang", "\nMột câu mới.\n\n{{ bang")
    assert "Một câu mới." not in page_of(view)
    show(view, draft)
    assert "Một câu mới." in page_of(view)


def test_a_new_page_is_there(view: SiteView, draft: Path) -> None:
    text = '---\ntitle: "Trang thêm"\ndescription: "Một trang."\n---\n\n# Trang thêm\n'
    added = draft / "docs/bao-cao/2022/trang-them.md"
    added.write_text(text, "utf-8")
    try:
        show(view, draft)
        assert "Trang thêm" in page_of(view, "bao-cao/2022/trang-them/")
    finally:
        added.unlink()


def test_pages_of_sources_with_a_mistake_are_shown_as_far_as_they_can_be(
    view: SiteView, draft: Path
) -> None:
    change(draft, SOURCE, "\n{{ bang", '\nCâu có lỗi {{ so("khong.co.gi") }}.\n\n{{ bang')
    show(view, draft)
    assert "Câu có lỗi …." in article(page_of(view)).get_text(" ")


def test_a_title_is_text_in_the_menus_of_other_pages(view: SiteView, draft: Path) -> None:
    """Where the sources have a mistake, too, and the page itself was never asked for."""
    head = "---\ntitle: A <script>alert(1)</script> & <img src=x onerror=alert(1) x\n"
    added = draft / "docs/bao-cao/2022/trang-la.md"
    added.write_text(f"{head}description: B\n---\n\n# Trang lạ\n", "utf-8")
    try:
        show(view, draft)
        shown = page_of(view)
    finally:
        added.unlink()
    assert "A &lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;img" in shown
    assert "<script>alert" not in shown
    assert "<img src=x" not in shown


def test_what_no_build_would_show_leaves_the_last_page_that_could_be(
    view: SiteView, draft: Path
) -> None:
    change(draft, SOURCE, "\n{{ bang", "\n<script>alert(1)</script>\n\n{{ bang")
    show(view, draft)
    shown = view.file(PAGE)
    assert shown is not None
    assert not shown.is_current
    assert b"alert(1)" not in shown.content


def test_a_text_that_is_not_kept_yet_is_shown_and_forgotten(view: SiteView, draft: Path) -> None:
    edition = examine(draft).edition
    text = (draft / SOURCE).read_text("utf-8")
    call = 'Chưa lưu: {{ so("cay-trong.ngo.san_luong") }}.'
    before = page_of(view)
    html = view.preview(edition, SOURCE.removeprefix("docs/"), f"{text}\n{call}\n")
    assert "Chưa lưu:" in article(html).get_text(" ")
    assert "Chưa lưu:" not in page_of(view)
    assert page_of(view) == before
    for wrong in (
        "",
        "# Không có đầu\n",
        "---\ntitle: [\n---\n",
        f"{text}\n<iframe src=x></iframe>\n",
    ):
        assert "iframe" not in view.preview(edition, SOURCE.removeprefix("docs/"), wrong)
    assert page_of(view) == before
