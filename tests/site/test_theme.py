"""The theme's templates are mended where they have faults, and only there."""

from pathlib import Path

import material
import pytest

from report.site.theme.mends import MENDS, MendDoesNotFit, mended

TEMPLATES = Path(material.__file__).parent / "templates"


@pytest.mark.parametrize("name", MENDS)
def test_every_fault_that_is_mended_is_still_in_the_theme(name: str) -> None:
    source = (TEMPLATES / name).read_text("utf-8")
    assert [wrong for wrong, _ in MENDS[name] if wrong not in source] == []


def test_a_template_without_faults_stays_as_it_is() -> None:
    assert mended("partials/search.html", "<p>tìm</p>") == "<p>tìm</p>"


@pytest.mark.parametrize("name", MENDS)
def test_a_mend_that_no_longer_fits_is_not_left_out_in_silence(name: str) -> None:
    with pytest.raises(MendDoesNotFit, match=name):
        mended(name, "<p>một bản khác của khuôn mẫu</p>")
