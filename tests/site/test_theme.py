"""The theme's templates are mended where they have faults, and only there."""

import re
from pathlib import Path

import material
import pytest

from report.site.theme.mends import MENDS, MendDoesNotFit, mended, trimmed

TEMPLATES = Path(material.__file__).parent / "templates"


@pytest.mark.parametrize("name", MENDS)
def test_every_fault_that_is_mended_is_still_in_the_theme(name: str) -> None:
    source = (TEMPLATES / name).read_text("utf-8")
    assert [wrong for wrong, _ in MENDS[name] if wrong not in source] == []


def test_a_template_without_faults_stays_as_it_is() -> None:
    assert mended("partials/search.html", "<p>tìm</p>") == "<p>tìm</p>"


def test_a_template_loses_its_indents_and_what_icons_have_anyway() -> None:
    icon = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path/></svg>'
    source = f"  <p>\n\t  {icon} chữ  giữa\n</p>\n"
    assert trimmed(source) == '<p>\n<svg viewBox="0 0 1 1"><path/></svg> chữ  giữa\n</p>\n'


def test_no_page_of_a_site_has_the_indents_of_its_templates(site: Path) -> None:
    for path in site.rglob("*.html"):
        text = path.read_text("utf-8")
        head = text.partition("</head>")[0]
        assert not re.search(r"^[ \t]+\S", head, re.M), path
        assert 'xmlns="http://www.w3.org/2000/svg"' not in text, path


@pytest.mark.parametrize("name", MENDS)
def test_a_mend_that_no_longer_fits_is_not_left_out_in_silence(name: str) -> None:
    with pytest.raises(MendDoesNotFit, match=name):
        mended(name, "<p>một bản khác của khuôn mẫu</p>")
