"""The real site, built once, in place of the invented one."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.sites import PUBLISHED, ROOT, build, html_pages


@pytest.fixture(scope="session")
def real_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built as it is published: with links to the editor and to a new issue."""
    result = build(ROOT, tmp_path_factory.mktemp("real") / "site", PUBLISHED)
    assert result.status == 0, result.output
    return result.site


@pytest.fixture(scope="session")
def site(real_site: Path) -> Path:
    """What tests read as the site; those in the browser have one of the first year alone."""
    return real_site


@pytest.fixture(scope="session")
def real_pages(real_site: Path) -> dict[str, BeautifulSoup]:
    """Every HTML page of the real site by its path."""
    return html_pages(real_site)


@pytest.fixture(scope="session")
def pages(real_pages: dict[str, BeautifulSoup]) -> dict[str, BeautifulSoup]:
    """Those of the site that tests read."""
    return real_pages
