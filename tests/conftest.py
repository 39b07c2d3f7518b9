"""The real site, built once for all tests that read it."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import settings

from tests.sites import PUBLISHED, ROOT, build

# The same examples on every run, however slow the machine.
settings.register_profile("same", deadline=None, derandomize=True)
settings.load_profile("same")


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built as it is published: with links to the editor and to a new issue."""
    result = build(ROOT, tmp_path_factory.mktemp("real") / "site", PUBLISHED)
    assert result.status == 0, result.output
    return result.site


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, BeautifulSoup]:
    """Every HTML page of the site by its path."""
    return html_pages(site)


def html_pages(site: Path) -> dict[str, BeautifulSoup]:
    """Every HTML page of a site by its path."""
    return {
        path.relative_to(site).as_posix(): BeautifulSoup(path.read_text("utf-8"), "html.parser")
        for path in sorted(site.rglob("*.html"))
    }
