"""Guidance pages: each says what it rests on and how long it holds, on any day of the build."""

from datetime import date
from pathlib import Path

import pytest

from report.__main__ import main
from report.edition.checks import check
from report.edition.edition import Edition, read_edition
from report.edition.guidance import due
from report.problems.problem import Problem
from tests.office import WHOLE_REGISTER, office, package

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
    assert "ngày 05/3/2022 của UBND huyện Mẫu" in head
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


@pytest.mark.parametrize(
    ("front", "line"),
    [
        ({"hieu_luc_den": None}, "**Quy định hiện nay**, đối chiếu lần cuối ngày 10/01/2023."),
        (
            {"kiem_tra": "05/08/2022"},
            "**Quy định đến hết ngày 31/12/2022**, đối chiếu lần cuối ngày 05/8/2022.",
        ),
        (
            {"can_cu": "[]", "hieu_luc_den": None},
            "**Lời khuyên, không phải quy định**, đối chiếu lần cuối ngày 10/01/2023.",
        ),
        ({}, '!!! warning "Quy định đến hết ngày 31/12/2022, nay không còn được áp dụng"'),
    ],
)
def test_the_first_line_says_what_a_page_gives_and_when_it_was_compared(
    tmp_path: Path, front: dict[str, str | None], line: str
) -> None:
    text = shown(tmp_path, **front)
    below = text.partition("# Trang\n")[2].partition("Lời mở đầu")[0]
    words = [one for one in below.splitlines() if one and not one.startswith("<")]
    assert words[0] == line
    assert "10/01/2023" in below or "05/8/2022" in below


ENDED = {  # kh-2 took the place of qd-1
    "data/chung/datapackage.yaml": package({"van-ban": WHOLE_REGISTER}),
    "data/chung/van-ban.csv": "khoa,loai,so_ky_hieu,ngay,co_quan,trich_yeu,nam,hieu_luc_tu,"
    "hieu_luc_den,thay_bang,ghi_chu\nqd-1,Quyết định,01/QĐ-UBND,,Xã,,,,05/08/2022,kh-2,\n"
    "kh-2,Kế hoạch,02/KH-UBND,,Xã,,,06/08/2022,,,\n",
}
NOW = {"can_cu": "[qd-1, kh-2]", "hieu_luc_den": None, "thay_bang": None}
RULE = 'Căn cứ: {{ van_ban("kh-2") }}.\n\n'


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (f'## Nay\n\n{RULE}Theo {{{{ van_ban("qd-1") }}}}.\n', [4]),
        (f"## Nay\n\n{RULE}Theo 01/QĐ-UBND.\n", [4]),
        (f"## Nay\n\n{RULE}Theo 02/KH-UBND.\n", []),
        (f'## Cũ {{ .quy-dinh-cu }}\n\n{RULE}Theo {{{{ van_ban("qd-1") }}}}.\n', []),
        (f"## Cũ {{ .quy-dinh-cu }}\n\n{RULE}### Một\n\nTheo 01/QĐ-UBND.\n", []),
        (f"## Cũ {{ .quy-dinh-cu }}\n\n{RULE}## Nay\n\n{RULE}Theo 01/QĐ-UBND.\n", [8]),
    ],
)
def test_a_page_of_today_cites_an_ended_document_in_sections_on_older_rules_only(
    tmp_path: Path, body: str, lines: list[int]
) -> None:
    text = page(body, **NOW)
    found = check(office(tmp_path, {**ENDED, PATH: text}))
    start = text[: text.index("## ")].count("\n") + 1
    ended = [one for one in found if one.code == "dan-van-ban-het-hieu-luc"]
    assert [one.line - start for one in ended] == lines
    assert all("Dẫn Kế hoạch số 02/KH-UBND" in one.mend for one in ended)
    assert all("sau ngày 05/8/2022" in one.message for one in ended)


def test_a_page_of_rules_that_ended_may_cite_what_ended_with_them(tmp_path: Path) -> None:
    text = page('## Mục\n\nTheo {{ van_ban("qd-1") }}.\n', can_cu="[qd-1, kh-2]")
    found = check(office(tmp_path, {**ENDED, PATH: text}))
    assert [one for one in found if one.code == "dan-van-ban-het-hieu-luc"] == []


def test_the_head_parts_the_basis_of_today_from_that_of_older_rules(tmp_path: Path) -> None:
    text = office(tmp_path, {**ENDED, PATH: page(RULE, **NOW)}).pages[URI].plain
    assert "Căn cứ pháp lý\n:   Kế hoạch số 02/KH-UBND" in text
    assert "Căn cứ của quy định cũ\n:   Quyết định số 01/QĐ-UBND" in text


def test_a_page_of_today_is_due_as_soon_as_a_document_that_it_rests_on_has_ended(
    tmp_path: Path,
) -> None:
    text = page(RULE, **{**NOW, "kiem_tra": "01/08/2022"})
    edition = office(tmp_path, {**ENDED, PATH: text})
    guidance = edition.pages[URI].guidance
    assert guidance is not None
    assert list(due([guidance], edition.common, date(2022, 8, 5))) == []
    ((_, reason),) = due([guidance], edition.common, date(2022, 8, 6))
    assert reason == "Quyết định số 01/QĐ-UBND hết hiệu lực sau 05/8/2022"


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


def test_the_page_that_probably_came_instead_is_asked_for(tmp_path: Path) -> None:
    (found,) = [
        one
        for one in problems(tmp_path, page(trang_moi="trangg.md"))
        if one.code == "trang-moi-khong-co"
    ]
    assert found.guess == "trang.md"
    assert "docs/huong-dan/trangg.md" in found.message


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


def test_a_page_without_the_day_of_its_check_is_a_problem_and_not_due(tmp_path: Path) -> None:
    edition = read(tmp_path, page(kiem_tra=None))
    filled = edition.pages[URI]
    assert filled.guidance is not None
    assert list(due([filled.guidance], edition.common, date(2099, 1, 1))) == []


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
    edition = read(tmp_path, page(**front))
    guidance = edition.pages[URI].guidance
    assert guidance is not None
    found = [one.uri for one, _ in due([guidance], edition.common, on)]
    assert found == ([URI] if is_due else [])


def test_the_command_lists_what_is_due_on_a_day(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    read(tmp_path, page())
    assert main(["due", "--root", str(tmp_path), "--on", "13/07/2023"]) == 1
    assert f"{PATH}: kiểm tra lần cuối ngày 10/01/2023." in capsys.readouterr().out
    assert main(["due", "--root", str(tmp_path), "--on", "11/01/2023"]) == 0


HIDDEN = ("```\nPhải làm.\n```", "~~~\nPhải làm.\n~~~", "<!-- Phải làm. -->")


@pytest.mark.parametrize("code", HIDDEN)
def test_code_and_remarks_state_no_law(tmp_path: Path, code: str) -> None:
    assert problems(tmp_path, page(f'## Mục\n\nLàm {{{{ van_ban("qd-1") }}}}.\n\n{code}\n')) == []


def test_the_head_stands_below_the_title_and_not_in_code(tmp_path: Path) -> None:
    text = page().replace("# Trang\n", "```\n# mã\n```\n\nTrang\n=====\n")
    before, title, after = read(tmp_path, text).pages[URI].markdown.partition("Trang\n=====\n")
    assert before == "\n```\n# mã\n```\n\n"
    assert title
    assert after.lstrip().startswith(("<div", "!!!"))
