"""A site of an invented office, built once for all tests that read one.

tests/this_office/ has the real site in its place.
"""

import gc
from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import settings
from playwright.sync_api import Browser, expect, sync_playwright

from tests.chromium import FLAGS, chromium
from tests.communes import make_commune
from tests.office import site_files
from tests.sites import PUBLISHED, build, html_pages, make_office

# The same examples on every run, however slow the machine.
settings.register_profile("same", deadline=None, derandomize=True)
settings.load_profile("same")

# As patient as all else that waits for a browser.
expect.set_options(timeout=30_000)

# A page lives for a second here: what the compilers optimise would never be run again.
NO_OPTIMISER = "--js-flags=--no-maglev --no-opt"


def pytest_collection_finish() -> None:
    """Leave modules and collected tests out of all later collections of garbage: they stay to the
    end, and to walk them again and again took a twentieth of the run."""
    gc.collect()
    gc.freeze()


@pytest.fixture(scope="session")
def site_sources(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the invented office."""
    return make_office(tmp_path_factory.mktemp("invented"), site_files())


@pytest.fixture(scope="session")
def site(site_sources: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as it is published: with links to the editor and to a new issue."""
    result = build(site_sources, tmp_path_factory.mktemp("built") / "site", PUBLISHED)
    assert result.status == 0, result.output
    return result.site


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, BeautifulSoup]:
    """Every HTML page of the site by its path."""
    return html_pages(site)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's browser; `make test` installs it (tests/system.sh). One for all tests: beside
    an open one Playwright begins no other."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=[*FLAGS, NO_OPTIMISER]
        )
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def commune(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The repository of an invented commune, as `report new-office` writes it."""
    return make_commune(tmp_path_factory.mktemp("commune"))
