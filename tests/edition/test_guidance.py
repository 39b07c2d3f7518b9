"""Guidance pages: each says what it rests on and how long it holds, on any day of the build."""

from datetime import date
from pathlib import Path

import pytest

from report.__main__ import main
from report.edition.checks import check
from report.edition.edition import Edition, read_edition
from report.edition.guidance import due
from report.problems.problem import Problem
from tests.office import office

URI = "huong-dan/trang.md"
PATH = f"docs/{URI}"
FRONT = {
    "title": "Trang",
    "description": "Mẫu.",
    "can_cu": "[qd-1]",
    "kiem_tra": "10/01/2023",
    "hieu_luc_den": "31/12/2022",
    "thay_bang": "[kh-2]",
}
BASED = '## Mục\n\nCăn cứ: Điều 1 {{ van_ban("qd-1") }}.\n\nPhải làm.\n'


def page(body: str = BASED, **front: str | None) -> str:
    lines = [f"{key}: {value}" for key, value in {**FRONT, **front}.items() if value is not None]
    return "\n".join(["---", *lines, "---", "", "# Trang", "", "Lời mở đầu.", "", body])


def read(folder: Path, text: str) -> Edition:
    return office(folder, {PATH: text})


def problems(folder: Path, text: str) -> list[Problem]:
    return check(read(folder, text))


def shown(folder: Path, **front: str | None) -> str:
    return read(folder, page(**front)).pages[URI].plain


def test_a_page_shows_its_basis_in_full_and_its_dates(tmp_path: Path) -> None:
    assert problems(tmp_path, page()) == []
    head = read_edition(tmp_path).pages[URI].plain.partition("Lời mở đầu")[0]
    assert "ngày 05/03/2022 của UBND huyện Mẫu" in head
    assert "10/01/2023" in head
    assert "31/12/2022" in head


def test_the_text_cites_short_what_the_head_cites_in_full(tmp_path: Path) -> None:
    assert shown(tmp_path).count("giao chỉ tiêu trồng lúa") == 1


@pytest.mark.parametrize(
    ("checked", "until", "lapsed"),
    [
        ("10/01/2023", "31/12/2022", True),
        ("31/12/2022", "31/12/2022", False),
        ("01/06/2022", "31/12/2022", False),
        ("10/01/2023", None, False),
    ],
)
def test_the_banner_stands_where_the_rules_ended_before_the_last_check(
    tmp_path: Path, checked: str, until: str | None, lapsed: bool
) -> None:
    text = shown(tmp_path, kiem_tra=checked, hieu_luc_den=until)
    assert ("không còn được áp dụng" in text) == lapsed
    assert ("Sau ngày đó áp dụng Kế hoạch" in text) == lapsed


def test_the_banner_of_a_page_without_law_says_that_something_changed(tmp_path: Path) -> None:
    text = read(tmp_path, page("## Mục\n\nCăn cứ: lời khuyên, không phải quy định.\n", can_cu="[]"))
    assert "Có điều đã thay đổi" in text.pages[URI].plain
    assert "không còn được áp dụng" not in text.pages[URI].plain


def test_the_office_may_add_a_sentence_to_the_banner(tmp_path: Path) -> None:
    names = "ten: A\ntrang: B\nmo_ta: C\nluu_y_huong_dan: Cơ quan đã giải thể.\n"
    edition = office(tmp_path, {PATH: page(), "data/don-vi.yaml": names})
    assert "Cơ quan đã giải thể." in edition.pages[URI].plain


@pytest.mark.parametrize(
    ("front", "line", "code"),
    [
        ({"can_cu": None}, 1, "huong-dan-thieu-muc"),
        ({"kiem_tra": None}, 1, "huong-dan-thieu-muc"),
        ({"kiem_tra": "2023-01-10"}, 5, "chua-dang-chuan"),
        ({"hieu_luc_den": "hết năm"}, 6, "khong-phai-ngay"),
        ({"can_cu": "qd-1"}, 4, "muc-khong-phai-danh-sach"),
        ({"can_cu": "[qd-11, qd-1]"}, 4, "khong-co-van-ban"),
        ({"thay_bang": "[kh-3]"}, 7, "khong-co-van-ban"),
        ({"thay_bang": None}, 6, "het-hieu-luc"),
        ({"trang_moi": "khong-co.md"}, 8, "trang-moi-khong-co"),
        ({"can_cu": "[]"}, 4, "can-cu-thieu-van-ban"),
    ],
)
def test_what_is_missing_or_wrong_in_the_front_matter_is_reported_at_its_line(
    tmp_path: Path, front: dict[str, str | None], line: int, code: str
) -> None:
    found = [one for one in problems(tmp_path, page(**front)) if one.code == code]
    assert [(one.path, one.line) for one in found] == [(PATH, line)]


START = page("").count("\n") + 1


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        ("## Mục\n\nPhải làm.\n", [2]),
        ("## Mục\n\n- Một\n- Hai, còn\n  nữa\n\n1. Ba\n", [2, 3, 6]),
        ('## Mục\n\nPhải làm, theo {{ van_ban("qd-1") }}.\n\nPhải nữa.\n', [4]),
        (BASED, []),
        ('## Mục\n\nPhải làm.\n\nCăn cứ: {{ van_ban("qd-1") }}.\n', []),
        ("## Mục\n\nCăn cứ: luật.\n\nPhải làm.\n", [4]),
        ("## Mục\n\nCăn cứ: [báo cáo](../bao-cao/2022/index.md).\n\nĐã làm.\n", []),
        ("## Mục\n\nCăn cứ: lời khuyên, không phải quy định.\n\nNên làm.\n", []),
        (f"{BASED}\n### Mục con\n\nPhải làm.\n", []),
        (f"{BASED}\n## Mục khác\n\nPhải làm.\n", [8]),
        (f"## Mục\n\nPhải làm.\n\n#{BASED}", [2]),
        ('## Mục\n\n??? chon "Hỏi"\n\n    Phải làm.\n', [4]),
        ('## Mục\n\n{{ bang("cay-trong") }}\n', [2]),
    ],
)
def test_a_statement_without_a_basis_is_found_at_its_line(
    tmp_path: Path, body: str, lines: list[int]
) -> None:
    found = problems(tmp_path, page(body))
    assert [one.line - START for one in found if one.code == "doan-thieu-can-cu"] == lines


def test_other_pages_need_no_basis(tmp_path: Path) -> None:
    text = "---\ntitle: A\ndescription: B.\n---\n\n# A\n\n## Mục\n\nLời.\n"
    assert check(office(tmp_path, {"docs/a.md": text})) == []


@pytest.mark.parametrize(
    ("front", "on", "is_due"),
    [
        ({}, date(2023, 1, 11), False),
        ({}, date(2023, 7, 12), False),
        ({}, date(2023, 7, 13), True),
        ({"kiem_tra": "01/12/2022"}, date(2022, 12, 31), False),
        ({"kiem_tra": "01/12/2022"}, date(2023, 1, 1), True),
    ],
)
def test_a_page_is_due_half_a_year_after_its_check_or_when_its_rules_end(
    tmp_path: Path, front: dict[str, str], on: date, is_due: bool
) -> None:
    guidance = read(tmp_path, page(**front)).pages[URI].guidance
    assert guidance is not None
    assert [found.uri for found, _ in due([guidance], on)] == ([URI] if is_due else [])


def test_the_command_lists_what_is_due_on_a_day(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    read(tmp_path, page())
    assert main(["due", "--root", str(tmp_path), "--on", "13/07/2023"]) == 1
    assert f"{PATH}: kiểm tra lần cuối ngày 10/01/2023." in capsys.readouterr().out
    assert main(["due", "--root", str(tmp_path), "--on", "11/01/2023"]) == 0


@pytest.mark.parametrize("code", ["```\nPhải làm.\n```", "~~~\nPhải làm.\n~~~", "<!-- Phải làm. -->"])
def test_code_and_remarks_state_no_law(tmp_path: Path, code: str) -> None:
    assert problems(tmp_path, page(f'## Mục\n\nLàm {{{{ van_ban("qd-1") }}}}.\n\n{code}\n')) == []


def test_the_head_stands_below_the_title_and_not_in_code(tmp_path: Path) -> None:
    text = page().replace("# Trang\n", "```\n# mã\n```\n\nTrang\n=====\n")
    before, title, after = read(tmp_path, text).pages[URI].markdown.partition("Trang\n=====\n")
    assert before == "\n```\n# mã\n```\n\n"
    assert title
    assert after.lstrip().startswith(("<div", "!!!"))
