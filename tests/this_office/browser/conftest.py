"""One server for all tests of this folder, and tabs of visitors."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, BrowserContext, Page

from tests.server import serving
from tests.sites import PUBLISHED, build, html_pages
from tests.this_office.first_year import copy_first_year, has_later_years

PHONE = {"width": 360, "height": 740}
DESKTOP = {"width": 1280, "height": 800}


@pytest.fixture(scope="session")
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site with its first year alone: what these tests look for, another year has too,
    and the search would find it first. Built anew only where there are later years."""
    if not has_later_years():
        built: Path = request.getfixturevalue("real_site")
        return built
    sources = copy_first_year(tmp_path_factory.mktemp("first"))
    result = build(sources, tmp_path_factory.mktemp("first-built") / "site", PUBLISHED)
    assert result.status == 0, result.output
    return result.site


@pytest.fixture(scope="session")
def pages(request: pytest.FixtureRequest, site: Path) -> dict[str, BeautifulSoup]:
    """Every HTML page of that site by its path."""
    if has_later_years():
        return html_pages(site)
    read: dict[str, BeautifulSoup] = request.getfixturevalue("real_pages")
    return read


@pytest.fixture(scope="session")
def address(site: Path) -> Iterator[str]:
    """Where the site's front page is served, under a sub-path."""
    with serving(site) as url:
        yield url


def open_context(browser: Browser, address: str, **options: object) -> BrowserContext:
    """A visitor without history. Transitions are off: a test must not see them half-way."""
    settings = {
        "viewport": DESKTOP,
        "reduced_motion": "reduce",
        "locale": "vi-VN",
        **options,
    }
    return browser.new_context(base_url=address, **settings)  # type: ignore[arg-type]


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A tab of a desktop's width."""
    with open_context(browser, address) as context:
        yield context.new_page()


@pytest.fixture
def phone(browser: Browser, address: str) -> Iterator[Page]:
    """A tab of a phone's width, without a mouse."""
    with open_context(browser, address, viewport=PHONE, has_touch=True) as context:
        yield context.new_page()


@pytest.fixture
def plain(browser: Browser, address: str) -> Iterator[Page]:
    """A tab of a browser that runs no scripts."""
    with open_context(browser, address, java_script_enabled=False) as context:
        yield context.new_page()
