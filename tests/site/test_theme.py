"""The theme's templates are mended where they have faults, and only there."""

from pathlib import Path

import material
import pytest

from report.site.theme import MENDS, mended

TEMPLATES = Path(material.__file__).parent / "templates"


@pytest.mark.parametrize("name", MENDS)
def test_every_fault_that_is_mended_is_still_in_the_theme(name: str) -> None:
    source = (TEMPLATES / name).read_text("utf-8")
    assert [wrong for wrong, _ in MENDS[name] if wrong not in source] == []


def test_a_template_without_faults_stays_as_it_is() -> None:
    assert mended("partials/search.html", "<p>tìm</p>") == "<p>tìm</p>"
