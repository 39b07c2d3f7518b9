"""A site of an invented office, built once for all tests that read one.

tests/this_office/ has the real site in its place.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from hypothesis import settings

from report.problems.problem import Problem
from tests.office import site_files
from tests.sites import PUBLISHED, build, html_pages, make_office

# The same examples on every run, however slow the machine.
settings.register_profile("same", deadline=None, derandomize=True)
settings.load_profile("same")


@pytest.fixture(autouse=True, scope="session")
def no_message_has_a_hole() -> Iterator[None]:
    """Whatever problem a test meets can be said: the catalogue has it, and no field is missing.

    Only what is reported elsewhere has no code.
    """
    made = Problem.__init__

    def sayable(self: Problem, *args: object, **fields: object) -> None:
        made(self, *args, **fields)
        assert self.code == "" or self.said
        assert "None" not in dict(self.fields).values(), self

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Problem, "__init__", sayable)
        yield


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
