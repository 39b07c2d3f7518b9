"""Dates in the text of pages have one form, that of the decree on documents."""

from pathlib import Path

import pytest

from report.edition.checks import check
from tests.office import HEAD, office

PATH = "docs/a.md"


@pytest.mark.parametrize(
    ("typed", "mend"),
    [
        ("05/08/2022", "Viết: 05/8/2022."),
        ("5/8/2022", "Viết: 05/8/2022."),
        ("24/2/2022", "Viết: 24/02/2022."),
        ("24/02/2022", None),
        ("05/8/2022", None),
        ("30/11/2022", None),
        ("30/02/2022", None),  # no day
        ("`05/08/2022`", None),
        ("[a](https://a.vn/05/08/2022)", None),
    ],
)
def test_a_date_typed_in_another_form_is_reported_with_the_form_of_the_decree(
    tmp_path: Path, typed: str, mend: str | None
) -> None:
    found = check(office(tmp_path, {PATH: f"{HEAD}# A\n\nHọp ngày {typed}.\n"}))
    expected = [(PATH, 8, "ngay-khong-dung-kieu", mend)] if mend else []
    assert [(one.path, one.line, one.code, one.mend) for one in found] == expected
