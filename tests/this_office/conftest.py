"""The real site, built once, in place of the invented one."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from tests.sites import PUBLISHED, ROOT, build, html_pages


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The real site, built as it is published: with links to the editor and to a new issue."""
    result = build(ROOT, tmp_path_factory.mktemp("real") / "site", PUBLISHED)
    assert result.status == 0, result.output
    return result.site


@pytest.fixture(scope="session")
def pages(site: Path) -> dict[str, BeautifulSoup]:
    """Every HTML page of the real site by its path."""
    return html_pages(site)
