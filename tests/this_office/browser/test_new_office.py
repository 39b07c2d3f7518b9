"""A commune's site, from `report new-office` to its pages in a browser, by the package alone.

The repository is a real one, with git; its site is made by the wheel that it keeps in goi/.
"""

import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, Page, expect

from report.sources.paths import year_of
from tests.communes import TO_FILL, fill_year
from tests.server import serving
from tests.this_office.browser.conftest import open_context
from tests.this_office.browser.test_every_page import (
    COLOURS,
    STRICT,
    TAGS,
    Look,
    covering,
    structure,
    visited,
)
from tests.this_office.first_year import FIRST_YEAR, has_later_years

TWO_LOOKS: dict[Look, list[str]] = {
    ("200 %", 360, "light"): TAGS,
    ("200 %", 360, "dark"): COLOURS,
}
WHO = ("-c", "user.name=a", "-c", "user.email=a@example.org")


def run(folder: Path, *command: str) -> str:
    """What a command prints there, where it has the code of the repository's own wheel."""
    environment = {
        **os.environ,
        "PYTHONPATH": str(folder.parent / "goi"),
        "PYTHONUTF8": "1",
        "NO_MKDOCS_2_WARNING": "1",
    }
    done = subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, encoding="utf-8"
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def published(commune: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of two years: 2026, which is frozen, and 2027 from `new-year`, which lacks its
    signatory and so is a draft."""
    root = tmp_path_factory.mktemp("published") / "xa"
    shutil.copytree(commune, root)
    with zipfile.ZipFile(next(root.glob("goi/*.whl"))) as wheel:
        wheel.extractall(root.parent / "goi")
    report = (sys.executable, "-m", "report")
    fill_year(root, 2026)
    run(root, *report, "freeze", "2026")
    run(root, *report, "new-year", "2027")
    fill_year(root, 2027, 7)
    about = root / "data/2027/bao-cao.csv"
    about.write_text(
        about.read_text("utf-8").replace("Người ký,Mẫu", f"Người ký,{TO_FILL}"), "utf-8"
    )
    run(root, "git", "init", "--quiet", "--initial-branch", "main")
    run(root, "git", "add", "--all")
    run(root, "git", *WHO, "commit", "--quiet", "--message", "a")
    run(root, sys.executable, "-m", "mkdocs", "build", "--quiet")
    return root / "site"


@pytest.fixture
def visit(browser: Browser, published: Path) -> Iterator[Page]:
    """A tab at the front page of the commune's site."""
    with serving(published) as address, open_context(browser, address) as context:
        page = context.new_page()
        page.goto(address)
        yield page


def test_a_reader_finds_the_report_of_the_commune(visit: Page) -> None:
    errors: list[str] = []
    visit.on("pageerror", lambda error: errors.append(str(error)))
    expect(visit).to_have_title(re.compile("Thi đua – khen thưởng xã Khuổi Mẫu"))
    visit.get_by_role("link", name="Đọc báo cáo").click()
    expect(visit.get_by_role("heading", level=1)).to_contain_text("năm 2026 của xã Khuổi Mẫu")
    visit.get_by_role("link", name="xem an ninh, trật tự").click()
    expect(visit.get_by_role("heading", level=1)).to_contain_text("An ninh, trật tự năm 2026")
    expect(visit.locator("data.so").first).to_be_visible()
    assert errors == []


def test_years_stand_side_by_side_and_lead_to_one_another(visit: Page) -> None:
    visit.goto("bao-cao/2027/")
    expect(visit.get_by_role("heading", level=1)).to_contain_text("năm 2027 của xã Khuổi Mẫu")
    visit.locator(".nam-khac").get_by_role("link", name="2026").click()
    expect(visit.get_by_role("heading", level=1)).to_contain_text("năm 2026 của xã Khuổi Mẫu")
    visit.goto("so-lieu/2027/tai-nan-giao-thong/")
    course = visit.get_by_role("table", name=re.compile("các năm 2026 và 2027"))
    expect(course.get_by_role("row").nth(1)).to_contain_text(re.compile(r"05\svụ.*07\svụ"))


def pages_of(site: Path, chosen: Callable[[str], bool]) -> dict[str, BeautifulSoup]:
    """The pages of a site whose paths are chosen."""
    paths = {path.relative_to(site).as_posix(): path for path in site.rglob("index.html")}
    return {
        name: BeautifulSoup(path.read_text("utf-8"), "html.parser")
        for name, path in paths.items()
        if chosen(name) and not name.startswith("nhung/")
    }


def barriers(
    browser: Browser, site: Path, pages: dict[str, BeautifulSoup], known: set[tuple[str, ...]]
) -> list[str]:
    """What axe finds on pages that together have all elements of those pages but the known."""
    with serving(site) as address:
        whole = covering({path: structure(page) - known for path, page in pages.items()})
        visits = visited(browser, address, whole, TWO_LOOKS, STRICT)
    return [f"{one.path}: {found}" for one in visits for found in (*one.violations, *one.wide)]


def test_axe_finds_no_barrier_on_pages_of_a_further_year(browser: Browser, published: Path) -> None:
    """What a first year has is made as on the pages that test_every_page.py goes through."""
    first = pages_of(published, lambda name: year_of(name) == 2026)
    known = set().union(*map(structure, first.values()))
    shown = pages_of(published, lambda name: year_of(name) == 2027 or name.startswith("dia-ban/"))
    further = {path: page for path, page in shown.items() if structure(page) - known}
    assert further
    assert barriers(browser, published, further, known) == []


@pytest.mark.skipif(not has_later_years(), reason="this office has one year")
def test_axe_finds_no_barrier_on_the_later_years_of_this_office(
    browser: Browser, real_site: Path
) -> None:
    later = pages_of(real_site, lambda name: (year_of(name) or 0) > FIRST_YEAR)
    assert barriers(browser, real_site, later, set()) == []


def test_the_pages_have_the_year_the_places_and_nothing_of_this_office(published: Path) -> None:
    pages = {
        path.parent.relative_to(published).as_posix(): path.read_text("utf-8")
        for path in published.rglob("index.html")
    }
    for page in ("bao-cao/2026", "so-lieu/2027", "dia-ban/na-mau", "huong-dan"):
        assert page in pages
    assert "Bản thảo" in pages["bao-cao/2027"]
    assert "Bản thảo" not in pages["bao-cao/2026"]
    assert "Cập nhật lần cuối" in pages["bao-cao/2026"]  # from git
    for page, text in pages.items():
        if not page.startswith("bien-tap"):
            assert not re.search("Nguyên Bình|Cao Bằng", text), page
