"""The office's guidance is dated."""

from report.edition.edition import read_edition
from tests.sites import ROOT


def test_every_guidance_page_of_the_office_is_dated_and_says_what_holds_now() -> None:
    pages = [filled for filled in read_edition(ROOT).pages.values() if filled.guidance]
    assert len(pages) >= 8
    for filled in pages:
        assert filled.guidance is not None
        assert filled.guidance.checked
        if filled.page.uri != "huong-dan/thay-doi-tu-2023.md":
            assert "(thay-doi-tu-2023.md)" in filled.plain
