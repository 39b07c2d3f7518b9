"""An office that has ended says since when, by what document, and where to go now."""

from pathlib import Path

import pytest

from report.edition.checks import check
from tests.office import FILES, office

PATH = "data/don-vi.yaml"
ENDED = """\
ket_thuc:
  ngay: 01/07/2025
  can_cu: qd-1
  noi_tiep_nhan: Ủy ban nhân dân xã mới
  trang: van-ban/index.md
"""
LINES = str(FILES[PATH]).count("\n")  # of the file above it


def test_an_office_that_exists_has_no_ending(tmp_path: Path) -> None:
    edition = office(tmp_path)
    assert edition.ending is None
    assert not [one for one in check(edition) if one.path == PATH]


def test_its_line_and_its_sentence_say_what_a_reader_needs(tmp_path: Path) -> None:
    edition = office(tmp_path, {PATH: f"{FILES[PATH]}{ENDED}"})
    assert not [one for one in check(edition) if one.path == PATH]
    ending = edition.ending
    assert ending
    assert ending.record == "Tư liệu đến năm 2022."
    assert ending.sentence.startswith("Đây là tư liệu đến năm 2022. ")
    for text in (ending.line, ending.sentence):
        assert f"{ending.day:%d/}" in text
        assert "Quyết định 01/QĐ-UBND" in text
    assert "Ủy ban nhân dân xã mới; xem trang “Trang”" in ending.sentence


@pytest.mark.parametrize(
    ("right", "wrong", "line", "code"),
    [
        ("01/07/2025", "tháng 7", 2, None),
        ("can_cu: qd-1", "can_cu: qd-9", 3, "khong-co-van-ban"),
        ("van-ban/index.md", "van-ban/khac.md", 5, "ket-thuc-khong-co-trang"),
        ("  noi_tiep_nhan: Ủy ban nhân dân xã mới\n", "", 2, "ket-thuc-thieu-muc"),
        ("  trang:", "  trangg:", 5, "muc-co-quan-la"),
        ("ngay: 01/07/2025", "ngay: [1]", 2, "muc-khong-phai-chu"),
    ],
)
def test_each_part_is_checked_at_its_line_and_nothing_half_is_shown(
    tmp_path: Path, right: str, wrong: str, line: int, code: str | None
) -> None:
    edition = office(tmp_path, {PATH: f"{FILES[PATH]}{ENDED.replace(right, wrong)}"})
    found = {(one.line, one.code) for one in check(edition) if one.path == PATH}
    assert any(at == LINES + line and code in (None, name) for at, name in found), found
    assert edition.ending is None
