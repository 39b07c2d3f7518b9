"""Declared arithmetic: a slip is found before anyone else sees it."""

from pathlib import Path

import pytest

from report.edition.checks import check
from report.edition.edition import Edition
from report.text.numbers import write_normal
from tests.office import HEAD, column, office, package, page_html

COLUMNS = [
    column("khoa"),
    column("ten"),
    column("nay", "number", don_vi="vụ"),
    column("truoc", "number", don_vi="vụ"),
    column("ty_le", "number", don_vi="%"),
    column("nhom"),
]
NUMBERS = """\
khoa,ten,nay,truoc,ty_le,nhom
a,A,10,4,,x
b,B,20,8,,x
tong,Tổng,30,12,"33,3",y
hieu,Hiệu,6,,,y
dem,Đếm,2,,,y
"""
PATH = "data/2022/doi-chieu.yaml"


def numbers(folder: Path, rules: str, csv: str = NUMBERS) -> Edition:
    """An office with one table of numbers and these rules."""
    return office(
        folder,
        {
            "data/2022/datapackage.yaml": package({"so-lieu": COLUMNS}),
            "data/2022/so-lieu.csv": csv,
            "data/2022/cay-trong.csv": None,
            "docs/bao-cao/2022/index.md": "---\ntitle: A\ndescription: B.\n---\n\n"
            '# A\n\nCó {{ so("so-lieu.tong.nay", don_vi=True) }}.\n',
            PATH: rules,
        },
    )


def rule(settings: str, note: str = "") -> str:
    return f"quy_tac:\n  - {{id: thu, cau: Câu thử., {settings}}}\n{note}"


SUM = "loai: tong, bang: so-lieu.tong.nay, so_hang: [so-lieu.a.nay, so-lieu.b.nay]"
SHARE = "loai: ty_le, bang: so-lieu.tong.ty_le, phan: so-lieu.a.nay, toan_bo: so-lieu.tong.nay"
CHANGE = (
    "loai: thay_doi, bang: so-lieu.hieu.nay, nam_nay: so-lieu.a.nay, nam_truoc: so-lieu.a.truoc"
)
RATIO = (
    "loai: ti_so, bang: so-lieu.b.nay, chia_cho: so-lieu.b.truoc, "
    "mau: so-lieu.a.nay, mau_chia_cho: so-lieu.a.truoc"
)
COUNT = "loai: dem, bang: so-lieu.dem.nay, dong_cua: so-lieu, noi: {nhom: x}"
AT_MOST = "loai: khong_qua, bang: so-lieu.a.nay, toi_da: so-lieu.b.nay"
SAME = "loai: bang_nhau, bang: so-lieu.tong.nay, voi: so-lieu.tong.nay"


@pytest.mark.parametrize("settings", [SUM, SHARE, CHANGE, RATIO, COUNT, AT_MOST, SAME])
def test_a_rule_of_each_kind_holds_for_right_numbers(tmp_path: Path, settings: str) -> None:
    edition = numbers(tmp_path, rule(settings))
    assert check(edition) == []
    assert [verdict.holds for verdict in edition.audits[2022].verdicts] == [True]


@pytest.mark.parametrize(
    ("settings", "right", "wrong", "computed"),
    [
        (SUM, "tong,Tổng,30", "tong,Tổng,31", "30"),
        (SHARE, '"33,3"', '"33,4"', "33,3"),
        (SHARE, '"33,3"', "34", "33"),
        (CHANGE, "hieu,Hiệu,6", "hieu,Hiệu,-6", "6"),
        (RATIO, "b,B,20", "b,B,21", "20"),
        (COUNT, "dem,Đếm,2", "dem,Đếm,3", "2"),
        (AT_MOST, "a,A,10", "a,A,25", "20"),
    ],
)
def test_a_wrong_number_is_reported_at_its_line_with_what_it_should_be(
    tmp_path: Path, settings: str, right: str, wrong: str, computed: str
) -> None:
    edition = numbers(tmp_path, rule(settings), NUMBERS.replace(right, wrong))
    (problem,) = check(edition)
    line = next(i for i, text in enumerate(NUMBERS.splitlines(), 1) if right in text)
    assert (problem.path, problem.line) == ("data/2022/so-lieu.csv", line)
    assert f"tính ra {computed}" in problem.message
    assert f"{PATH}:2" in problem.mend


def test_a_whole_column_is_summed_without_its_empty_cells(tmp_path: Path) -> None:
    settings = "loai: tong, bang: so-lieu.tong.truoc, so_hang: [so-lieu.a.truoc, so-lieu.b.truoc]"
    assert check(numbers(tmp_path, rule(settings))) == []
    column_rule = "loai: tong, bang: so-lieu.tong.truoc, so_hang: so-lieu.*.truoc"
    (verdict,) = numbers(tmp_path, rule(column_rule)).audits[2022].verdicts
    assert [term.row for term in verdict.terms] == ["a", "b", "tong"]


def test_a_column_of_whole_numbers_is_summed_too(tmp_path: Path) -> None:
    rules = "quy_tac:\n  - {id: ho, cau: Thử., loai: tong, bang: cay-trong.lua.so_ho, so_hang: "
    files = {PATH: rules + "cay-trong.*.so_ho}\n"}
    (problem,) = check(office(tmp_path, files))
    assert "tính ra 959" in problem.message


NINES = "9" * 18


@pytest.mark.parametrize(
    ("kind", "cell", "total"),
    [
        ("integer", NINES, "11999999999999999988"),
        ("number", f'"{NINES},{NINES}"', "11999999999999999999,999999999999999988"),
    ],
)
def test_the_sum_of_the_longest_numbers_is_exact(
    tmp_path: Path, kind: str, cell: str, total: str
) -> None:
    """No sum wraps around at 64 bits, or is rounded to the 28 digits of Python's context."""
    columns = [column("khoa"), column("ten"), column("nay", kind), column("tong", kind)]
    rows = "".join(f"dong-{number},A,{cell},\n" for number in range(12))
    sum_of_column = "loai: tong, bang: so-lieu.tong.tong, so_hang: so-lieu.*.nay"
    edition = office(
        tmp_path,
        {
            "data/2022/datapackage.yaml": package({"so-lieu": columns}),
            "data/2022/so-lieu.csv": f"khoa,ten,nay,tong\n{rows}tong,B,,1\n",
            "data/2022/cay-trong.csv": None,
            "docs/bao-cao/2022/index.md": f'{HEAD}# A\n\n{{{{ bang("so-lieu") }}}}\n',
            PATH: rule(sum_of_column),
        },
    )
    (problem,) = check(edition)
    assert f"tính ra {total} " in problem.message
    assert write_normal(edition.audits[2022].verdicts[0].expected) == total


def test_what_is_counted_once_a_period_is_divided_by_the_periods(tmp_path: Path) -> None:
    """A household that gets the same in each of four quarters is no four households."""
    (problem,) = check(numbers(tmp_path, rule(f"{RATIO}, so_ky: 4")))
    assert "là 20, tính ra 5 " in problem.message
    right = NUMBERS.replace("b,B,20", "b,B,5").replace("tong,Tổng,30", "tong,Tổng,15")
    assert check(numbers(tmp_path, rule(f"{RATIO}, so_ky: 4"), right)) == []


def test_a_percentage_is_rounded_once(tmp_path: Path) -> None:
    """28 digits of a quotient are not enough for the decimals that a cell may have."""
    csv = NUMBERS.replace("a,A,10", "a,A,1234567890123457").replace("tong,Tổng,30", "tong,Tổng,7")
    share = '"17636684144620814,285714285714285714"'
    assert check(numbers(tmp_path, rule(SHARE), csv.replace('"33,3"', share))) == []


WRONG = NUMBERS.replace("tong,Tổng,30", "tong,Tổng,31")
NOTED = SUM + ", ghi_chu: Báo cáo ghi như vậy., neu: 31, tinh_ra: 30"


def test_an_acknowledged_difference_is_published_with_its_note(tmp_path: Path) -> None:
    edition = numbers(tmp_path, rule(NOTED), WRONG)
    assert check(edition) == []
    page = page_html(edition, "bao-cao/2022/index.md")
    assert 'href="../../so-lieu/2022/doi-chieu/#thu"' in page
    assert "Báo cáo ghi như vậy." in page
    assert ">31</data>" in page


def test_a_note_is_void_when_a_number_changes(tmp_path: Path) -> None:
    edition = numbers(tmp_path, rule(NOTED), WRONG.replace("a,A,10", "a,A,12"))
    (problem,) = check(edition)
    assert "Ghi chú cũ không còn đúng" in problem.message


def test_a_note_on_a_rule_that_holds_is_to_be_removed(tmp_path: Path) -> None:
    (problem,) = check(numbers(tmp_path, rule(NOTED)))
    assert (problem.path, problem.line) == (PATH, 2)
    assert "nay đã đúng" in problem.message


@pytest.mark.parametrize(
    ("rules", "said"),
    [
        (rule(SUM.replace("tong,", "tng,")), "Có phải là “tong”?"),
        (rule("loai: tong, bang: so-lieu.tong.nay"), "thiếu “so_hang”"),
        (rule(f"{RATIO}, so_ky: 0"), "“so_ky: 0” không phải là số kỳ"),
        (rule(f"{RATIO}, so_ky: 1.5"), "“so_ky: 1.5” không phải là số kỳ"),
        (rule(SUM.replace("so-lieu.a.nay", "so-lieu.aa.nay")), "không có dòng “aa”"),
        (rule(SUM.replace("so-lieu.a.nay", "so-lieu.*.nai")), "không có cột “nai”"),
        (rule(SUM.replace("so-lieu.a.nay", "so-lieu.tong.ty_le")), "cùng đơn vị"),
        (rule(SHARE.replace("so-lieu.tong.nay", "so-lieu.hieu.truoc")), "đang trống"),
        (rule(COUNT.replace("nhom: x", "nhm: x")), "không có cột “nhm”"),
        (rule(SAME) + "  - {id: thu, cau: Lại., loai: bang_nhau}\n", "“id” đã dùng"),
        ("quy_tac:\n  - {cau: Không tên.}\n", "không có “id”"),
        ("quy_tac: [a]\n", "viết sai"),
        ("luu_y:\n  - {id: a, so_lieu: so-lieu.a.nay}\n", "thiếu “ghi_chu”"),
        ("luu_y:\n  - {id: a, so_lieu: so-lieu.c.nay, ghi_chu: B.}\n", "không có dòng “c”"),
        ("quy_tac: [\n", "tệp YAML viết sai"),
    ],
)
def test_a_mistake_in_the_rules_is_reported_at_its_line(
    tmp_path: Path, rules: str, said: str
) -> None:
    (problem,) = check(numbers(tmp_path, rules))
    assert problem.path == PATH
    assert said in str(problem)


def test_a_remark_marks_its_figure_wherever_it_stands(tmp_path: Path) -> None:
    remark = "luu_y:\n  - {id: luu, so_lieu: so-lieu.tong.nay, ghi_chu: Xem lại.}\n"
    edition = numbers(tmp_path, remark)
    assert check(edition) == []
    assert "doi-chieu/#luu" in page_html(edition, "bao-cao/2022/index.md")


def test_dividing_by_zero_is_a_message_not_a_crash(tmp_path: Path) -> None:
    zero = NUMBERS.replace("tong,Tổng,30", "tong,Tổng,0")
    (problem,) = check(numbers(tmp_path, rule(SHARE), zero))
    assert "bằng 0" in problem.message


PRODUCT = (
    "loai: tich, bang: tien.*.so_tien, thua_so: [tien.*.he_so, muc.luong.muc], "
    "lam_tron_len: muc.luong.lam_tron"
)


def money(folder: Path, rows: str, rules: str = "") -> Edition:
    """An office with money of a multiple and a salary, in tables that belong to no year."""
    tien = [column("khoa"), column("ten"), column("he_so", "number"), column("so_tien", "integer")]
    muc = [column("khoa"), column("ten"), column("muc", "integer"), column("lam_tron", "integer")]
    return office(
        folder,
        {
            "data/chung/datapackage.yaml": package({"tien": tien, "muc": muc}),
            "data/chung/van-ban.csv": None,
            "data/chung/tien.csv": f"khoa,ten,he_so,so_tien\n{rows}",
            "data/chung/muc.csv": "khoa,ten,muc,lam_tron\nluong,Lương,1490000,10000\n",
            "data/chung/doi-chieu.yaml": rules or rule(PRODUCT),
            "docs/index.md": "---\ntitle: A\ndescription: B.\n---\n\n"
            '{{ bang("tien") }}\n\n{{ bang("muc") }}\n',
            "docs/van-ban/index.md": None,
        },
    )


@pytest.mark.parametrize(
    ("multiple", "amount", "wrong"),
    [
        ('"0,15"', 230000, 220000),  # 223,500
        ('"0,3"', 450000, 447000),
        ("1", 1490000, 1500000),  # nothing to round
        ('"4,5"', 6710000, 6700000),
        ("12", 17880000, 17870000),
    ],
)
def test_money_is_the_multiple_of_the_salary_rounded_up(
    tmp_path: Path, multiple: str, amount: int, wrong: int
) -> None:
    assert check(money(tmp_path, f"a,A,{multiple},{amount}\n")) == []
    (problem,) = check(money(tmp_path, f"a,A,{multiple},{wrong}\n"))
    assert (problem.path, problem.line) == ("data/chung/tien.csv", 2)
    assert f"tính ra {amount}" in problem.message


def test_a_rule_for_each_row_names_the_row_that_breaks_it(tmp_path: Path) -> None:
    edition = money(tmp_path, "a,Giấy khen,1,1490000\nb,Bằng khen,2,1\n")
    assert [one.rule.id for one in edition.common_audit.verdicts] == ["thu-a", "thu-b"]
    (problem,) = check(edition)
    assert problem.line == 3
    assert problem.message.startswith("Bằng khen: câu thử.")


def test_twice_the_multiple_of_another_row(tmp_path: Path) -> None:
    twice = rule("loai: tich, bang: tien.b.he_so, thua_so: [2, tien.a.he_so]")
    assert check(money(tmp_path, 'a,A,"0,15",1\nb,B,"0,3",1\n', twice)) == []
    (problem,) = check(money(tmp_path, 'a,A,"0,15",1\nb,B,"0,6",1\n', twice))
    assert "tính ra 0,3 " in problem.message


@pytest.mark.parametrize(("stated", "holds"), [("19", True), ("20", True), ("21", False)])
def test_a_number_at_its_bound_is_within_it(tmp_path: Path, stated: str, holds: bool) -> None:
    edition = numbers(tmp_path, rule(AT_MOST), NUMBERS.replace("a,A,10", f"a,A,{stated}"))
    (verdict,) = edition.audits[2022].verdicts
    assert verdict.holds is holds


@pytest.mark.parametrize(("stated", "holds"), [("19", False), ("20", True), ("21", True)])
def test_a_number_at_its_floor_is_within_it(tmp_path: Path, stated: str, holds: bool) -> None:
    floor = AT_MOST.replace("khong_qua", "it_nhat").replace("toi_da", "toi_thieu")
    edition = numbers(tmp_path, rule(floor), NUMBERS.replace("a,A,10", f"a,A,{stated}"))
    (verdict,) = edition.audits[2022].verdicts
    assert verdict.holds is holds


def test_factors_without_measure_are_a_message_not_a_crash(tmp_path: Path) -> None:
    many = ",\n ".join(["9" * 4000] * 200)
    (problem,) = check(
        money(tmp_path, "a,A,1,1\n", rule(f"loai: tich, bang: tien.a.so_tien, thua_so: [{many}]"))
    )
    assert (problem.path, problem.line) == ("data/chung/tien.csv", 2)


def test_a_rule_over_a_cell_that_cannot_be_read_is_not_reported_again(tmp_path: Path) -> None:
    edition = numbers(tmp_path, rule(SUM), NUMBERS.replace("a,A,10", "a,A,mười"))
    found = [(one.path, one.line) for one in check(edition)]
    assert found == [("data/2022/so-lieu.csv", 2)]
    assert edition.audits[2022].verdicts == ()


def test_a_note_on_a_figure_of_a_row_that_cannot_be_read_is_not_reported_again(
    tmp_path: Path,
) -> None:
    note = "luu_y:\n  - {id: ghi, so_lieu: so-lieu.a.nay, ghi_chu: Lời.}\n"
    whole = numbers(tmp_path / "whole", rule(SUM, note))
    assert [one.cell.address for one in whole.audits[2022].remarks] == ["so-lieu.a.nay"]
    csv = NUMBERS.replace("a,A,10,4,,x", "a,A,10,4,,x,thừa")
    edition = numbers(tmp_path / "damaged", rule(SUM, note), csv)
    assert [(one.path, one.line) for one in check(edition)] == [("data/2022/so-lieu.csv", 2)]
    assert edition.audits[2022].remarks == ()
