"""Each year says whether its text is the office's own or edited."""

from pathlib import Path

import pytest

from report.edition.checks import check
from report.edition.text_kind import TextKind
from tests.office import ABOUT_CSV, PRINTED, office

PATH = "data/2022/bao-cao.csv"
LINE = ABOUT_CSV.count("\n")  # of the row that says it, which is the last


@pytest.mark.parametrize("kind", TextKind)
def test_the_kind_comes_from_the_years_own_data(tmp_path: Path, kind: TextKind) -> None:
    files = {**PRINTED, PATH: ABOUT_CSV.replace("nguyên văn", kind.value)}
    edition = office(tmp_path, files)
    assert edition.text_kinds == {2022: kind}
    assert not [one for one in check(edition) if one.code.startswith("bai-viet")]


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        (ABOUT_CSV.replace("nguyên văn", "tóm tắt"), LINE, "bai-viet-ghi-sai"),
        (ABOUT_CSV.replace("bai-viet,Bài viết,nguyên văn\n", ""), 1, "bai-viet-chua-ghi"),
    ],
)
def test_another_word_or_none_is_told_at_its_line_and_taken_for_edited(
    tmp_path: Path, text: str, line: int, code: str
) -> None:
    edition = office(tmp_path, {**PRINTED, PATH: text})
    found = [one for one in check(edition) if one.code.startswith("bai-viet")]
    assert [(one.path, one.line, one.code) for one in found] == [(PATH, line, code)]
    assert edition.text_kinds == {2022: TextKind.EDITED}  # which claims least


def test_a_place_still_to_be_filled_is_no_mistake(tmp_path: Path) -> None:
    text = ABOUT_CSV.replace("nguyên văn", "cần điền")
    edition = office(tmp_path, {**PRINTED, PATH: text})
    assert not [one for one in check(edition) if one.code.startswith("bai-viet")]


def test_only_pages_of_a_report_have_a_kind(tmp_path: Path) -> None:
    edition = office(tmp_path, PRINTED)
    kinds = {uri: edition.kind_of(filled.page) for uri, filled in edition.pages.items()}
    assert kinds == {
        "index.md": None,
        "van-ban/index.md": None,
        "bao-cao/2022/index.md": TextKind.VERBATIM,
        "bao-cao/2022/trang.md": TextKind.VERBATIM,
    }
