"""`set` changes a figure, what rules compute from it, and the record of it: all or none."""

from itertools import count
from pathlib import Path

import pytest

from report.__main__ import main
from report.sources.corrections import frozen_text
from report.sources.csv_rows import with_cell
from tests.changes.test_diff import commit, git, write
from tests.faults import contents, killed_at, unix
from tests.office import CROPS_CSV, FILES, column, office, package
from tests.sources.test_years import years as office_of_two_years

FROZEN = "data/2022/cong-bo.csv"
CORRECTIONS = "data/2022/dinh-chinh.csv"
CSV = "data/2022/cay-trong.csv"
JOBS = "data/2022/viec-lam.csv"
RULES = "data/2022/doi-chieu.yaml"
DESCRIPTION = "data/2022/datapackage.yaml"
HEAD = "ngay,so_lieu,cu,moi,ly_do,nguoi_quyet_dinh\n"
WHY = ("--reason", "Đếm sót, xóm dưới", "--by", "Chủ tịch UBND xã", "--on", "05/03/2023", "--yes")
COLUMNS = [
    column("khoa"),
    column("ten", title="Việc"),
    column("so", "integer", "Số người", don_vi="người"),
    column("ty_le", "number", "Tỷ lệ", don_vi="%"),
]
JOBS_CSV = """\
khoa,ten,so,ty_le
moi,"Việc làm mới",955,"129,9"
khac,Việc khác,45,"6,1"
tong,Tổng số,1000,"146,59"
chi-tieu,Chỉ tiêu,735,
"""
RULES_YAML = """\
quy_tac:
  - id: tong-so
    cau: Các loại cộng lại bằng tổng.
    loai: tong
    bang: viec-lam.tong.so
    so_hang: [viec-lam.moi.so, viec-lam.khac.so]
  - id: ke-hoach
    cau: Tỷ lệ bằng số người chia cho chỉ tiêu.
    loai: ty_le
    bang: viec-lam.moi.ty_le
    phan: viec-lam.moi.so
    toan_bo: viec-lam.chi-tieu.so
  - id: nghi-quyet
    cau: Tỷ lệ của tổng bằng tổng chia cho chỉ tiêu.
    loai: ty_le
    bang: viec-lam.tong.ty_le
    phan: viec-lam.tong.so
    toan_bo: viec-lam.chi-tieu.so
    neu: "146,59"
    tinh_ra: "136,05"
    ghi_chu: Báo cáo nêu 146,59 %; 1.000 người so với 735 người là 136,05 %.
"""
OFFICE = {
    **FILES,
    JOBS: JOBS_CSV,
    DESCRIPTION: package({"viec-lam": COLUMNS}),
    RULES: RULES_YAML,
    CSV: None,
    "docs/bao-cao/2022/index.md": FILES["docs/bao-cao/2022/index.md"].replace(
        "cay-trong", "viec-lam"
    ),
}


def published(folder: Path) -> Path:
    """An office with rules between its figures, whose year is frozen."""
    text = frozen_text(office(folder, OFFICE | {FROZEN: None}).years[2022])
    office(folder, {**OFFICE, FROZEN: text})
    return folder


def run(folder: Path, *arguments: str) -> int:
    return main(["set", *arguments, "--root", str(folder)])


def text_of(folder: Path, path: str) -> str:
    return (folder / path).read_bytes().decode()


def test_one_line_corrects_a_published_figure(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    published(tmp_path)
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, "cu")
    assert run(tmp_path, "viec-lam.moi.so", "956", *WHY) == 0
    listed = capsys.readouterr().out
    assert "viec-lam.moi.so (Việc làm mới – số người): 955 → 956" in listed
    assert "1000 → 1001\n  tính lại theo quy tắc “tong-so”" in listed

    assert text_of(tmp_path, JOBS) == (
        JOBS_CSV.replace("955,", "956,").replace("129,9", "130,1").replace("1000,", "1001,")
    )
    why = '"Đếm sót, xóm dưới",Chủ tịch UBND xã\n'
    again = why.replace('"', '"Tính lại theo số vừa đính chính (Việc làm mới – số người): ', 1)
    assert text_of(tmp_path, CORRECTIONS) == (
        f"{HEAD}05/03/2023,viec-lam.moi.so,955,956,{why}"
        f"05/03/2023,viec-lam.tong.so,1000,1001,{again}"
        f'05/03/2023,viec-lam.moi.ty_le,"129,9","130,1",{again}'
    )
    assert text_of(tmp_path, RULES) == (
        RULES_YAML.replace("136,05", "136,19")
        .replace("1.000 người", "1.001 người")
        .replace("năm 1000", "năm 1001")
    )
    assert main(["check", "--base", "cu", "--root", str(tmp_path)]) == 0
    assert capsys.readouterr().out == "Không có lỗi.\n"

    assert run(tmp_path, "viec-lam.moi.so", "956", *WHY) == 1
    assert "“viec-lam.moi.so” đang là “956”" in capsys.readouterr().out
    assert run(tmp_path, "viec-lam.moi.so", "957", *WHY) == 0
    assert main(["check", "--base", "cu", "--root", str(tmp_path)]) == 0


@pytest.mark.parametrize(("answer", "status"), [("c", 0), ("k", 1), ("", 1), (None, 1)])
def test_the_list_comes_first_and_then_a_question(
    tmp_path: Path,
    answer: str | None,
    status: int,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def answered(_: str) -> str:
        assert "Sẽ ghi:" in capsys.readouterr().out
        if answer is None:
            raise EOFError
        return answer

    monkeypatch.setattr("builtins.input", answered)
    before = contents(published(tmp_path))
    assert run(tmp_path, "viec-lam.moi.so", "956", *WHY[:-1]) == status
    assert (contents(tmp_path) == before) == (status == 1)


def test_a_published_figure_is_not_changed_without_reason(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(published(tmp_path))
    for missing in (WHY[:2], WHY[2:4]):
        assert run(tmp_path, "viec-lam.moi.so", "956", *missing, "--yes") == 1
        assert "[set-thieu-ly-do]" in capsys.readouterr().out
    assert contents(tmp_path) == before


def test_where_a_mistake_would_be_left_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = contents(published(tmp_path))
    assert run(tmp_path, "viec-lam.tong.so", "1001", *WHY) == 1  # its parts give 1000
    said = capsys.readouterr().out
    assert "[quy-tac-khong-dung]" in said
    assert "Chưa ghi gì" in said
    assert contents(tmp_path) == before


def test_a_year_that_is_not_frozen_needs_no_correction(tmp_path: Path) -> None:
    office(tmp_path)
    assert run(tmp_path, "cay-trong.lua.san_luong", "27.568,5 tấn", "--yes") == 0
    assert text_of(tmp_path, CSV) == CROPS_CSV.replace("27,568", "27568,5")
    assert not (tmp_path / CORRECTIONS).exists()
    assert run(tmp_path, "cay-trong.lua.so_ho", "", "--year", "2021", "--yes") == 0
    assert text_of(tmp_path, "data/2021/cay-trong.csv") == CROPS_CSV.replace("955", "")


def test_what_a_report_says_of_the_year_before_stays_as_it_is(tmp_path: Path) -> None:
    now = "khoa,ten,so,truoc,doi\nlua,Lúa,9,7,2\n"
    office_of_two_years(tmp_path, now=now)
    assert run(tmp_path, "thu.lua.so", "8", "--year", "2021", "--yes") == 0
    assert "lua,Lúa,8," in text_of(tmp_path, "data/2021/thu.csv")
    assert text_of(tmp_path, "data/2022/thu.csv") == now


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("cay-trong.lua.so_hộ", "1"), "khong-co-o"),
        (("cay-trong.lua.khoa", "ngo-lai"), "set-khoa"),
        (("cay-trong.lua.so_ho", "955"), "set-khong-doi"),
        (("cay-trong.lua.so_ho", "nhiều"), "khong-phai-so"),
        (("cay-trong.lua.so_ho", "1", "--year", "2031"), "set-khong-co-nam"),
    ],
)
def test_what_cannot_be_set_is_said(
    tmp_path: Path, arguments: tuple[str, ...], code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    office(tmp_path)
    before = contents(tmp_path)
    assert run(tmp_path, *arguments, "--yes") == 1
    assert f"[{code}]" in capsys.readouterr().out
    assert contents(tmp_path) == before


def test_a_cell_that_was_changed_without_a_word_gets_its_correction(tmp_path: Path) -> None:
    published(tmp_path)
    write(tmp_path, {JOBS: JOBS_CSV.replace("Chỉ tiêu", "Chỉ tiêu giao")})
    assert run(tmp_path, "viec-lam.chi-tieu.ten", "Chỉ tiêu giao", *WHY) == 0
    assert "viec-lam.chi-tieu.ten,Chỉ tiêu,Chỉ tiêu giao," in text_of(tmp_path, CORRECTIONS)
    assert main(["check", "--root", str(tmp_path)]) == 0


def test_a_mended_spelling_is_set_without_a_correction(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published(tmp_path)
    assert run(tmp_path, "viec-lam.chi-tieu.ten", "Chỉ tiêu.", "--yes") == 0
    assert not (tmp_path / CORRECTIONS).exists()
    capsys.readouterr()
    assert main(["check", "--root", str(tmp_path)]) == 0
    assert "python -m report freeze 2022" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b"\xef\xbb\xbfa,b\r\nx,1\r\ny,2\r\n", b"\xef\xbb\xbfa,b\r\nx,1\r\ny,3\r\n"),
        (b'a;b\n"x\n;x";1\n\ny;2', b'a;b\n"x\n;x";1\n\ny;3'),
        (b'sep=,\na,b\n"x""",1\n"y", "2" \n', b'sep=,\na,b\n"x""",1\n"y",3\n'),
        (b'a,b\nx,1\n  y ,"2",\n', b"a,b\nx,1\n  y ,3,\n"),
    ],
)
def test_all_other_bytes_of_a_csv_stay(before: bytes, after: bytes) -> None:
    line = next(
        number
        for number, text in enumerate(before.decode().splitlines(), 1)
        if text.lstrip(' "').startswith("y")
    )
    assert with_cell(before, ["a", "b"], line, 1, "3") == after


def test_a_cell_is_quoted_where_it_has_to_be() -> None:
    assert with_cell(b"a;b\ny;2\n", ["a", "b"], 2, 1, 'x;"y"') == b'a;b\ny;"x;""y"""\n'
    assert with_cell(b"a,b\ny,2\n", ["a", "b"], 2, 1, "") == b"a,b\ny,\n"
    assert with_cell(b"a,b\ny,2\n", ["a", "b"], 2, 1, "3,5") == b'a,b\ny,"3,5"\n'


@pytest.mark.parametrize("ends", ["\n", "\r\n", ""])
def test_corrections_of_before_stay_byte_by_byte(tmp_path: Path, ends: str) -> None:
    first = "04/03/2023,viec-lam.khac.so,45,45,Xem lại,Chủ tịch"
    line_end = ends or "\n"
    published(tmp_path)
    record = f"{HEAD.strip()}{line_end}{first}{ends}".encode()
    (tmp_path / CORRECTIONS).write_bytes(record)
    assert run(tmp_path, "viec-lam.chi-tieu.ten", "Mức", *WHY) == 0
    after = (tmp_path / CORRECTIONS).read_bytes()
    assert after.startswith(record)
    rest = after.removeprefix(record).decode()
    assert rest.strip().startswith("05/03/2023,viec-lam.chi-tieu.ten,Chỉ tiêu,Mức,")
    assert rest.endswith(line_end)


def test_a_record_with_semicolons_is_not_mixed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published(tmp_path)
    (tmp_path / CORRECTIONS).write_text(HEAD.replace(",", ";"), "utf-8")
    before = contents(tmp_path)
    assert run(tmp_path, "viec-lam.moi.so", "956", *WHY) == 1
    assert "[set-can-tidy]" in capsys.readouterr().out
    assert contents(tmp_path) == before


@unix
def test_killed_at_any_moment_all_files_are_written_or_none(tmp_path: Path) -> None:
    before = contents(published(tmp_path / "before"))
    whole = contents(published(tmp_path / "whole"))
    assert run(tmp_path / "whole", "viec-lam.moi.so", "956", *WHY) == 0
    after = contents(tmp_path / "whole")
    assert len({path for path in after if after[path] != whole.get(path)}) == 3
    for number in count(1):
        folder = published(tmp_path / str(number))
        if not killed_at(
            number, folder, lambda folder=folder: run(folder, "viec-lam.moi.so", "956", *WHY)
        ):
            break
        assert main(["check", "--root", str(folder)]) == 0  # puts in order what was left
        assert contents(folder) in (before, after), number
    assert number > 3


def test_a_note_on_a_rule_that_holds_now_is_taken_out(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    published(tmp_path)
    assert run(tmp_path, "viec-lam.tong.ty_le", "136,05", *WHY) == 0
    listed = capsys.readouterr().out
    assert 'bỏ: neu: "146,59"\n  bỏ: tinh_ra: "136,05"\n  bỏ: ghi_chu: Báo cáo nêu' in listed
    kept, _, _ = RULES_YAML.partition("    neu:")
    assert text_of(tmp_path, RULES) == kept
    assert main(["check", "--root", str(tmp_path)]) == 0


PER_DAY = """\
  - id: moi-ngay
    cau: Số người mỗi ngày.
    loai: ti_so
    bang: viec-lam.khac.so
    chia_cho: viec-lam.moi.so
    mau: viec-lam.chi-tieu.so
    mau_chia_cho: viec-lam.chi-tieu.so
    so_ky: 191
    neu: 45
    tinh_ra: 5
    ghi_chu: Báo cáo nêu 45, tính ra mỗi ngày 5 người.
"""


def test_a_note_says_a_quotient_with_two_decimals(tmp_path: Path) -> None:
    rules = RULES_YAML + PER_DAY
    text = frozen_text(office(tmp_path, OFFICE | {FROZEN: None}).years[2022])
    office(tmp_path, {**OFFICE, FROZEN: text, RULES: rules})
    assert main(["check", "--root", str(tmp_path)]) == 0
    assert run(tmp_path, "viec-lam.moi.so", "956", *WHY) == 0
    assert "    tinh_ra: 5,005235" in text_of(tmp_path, RULES)
    assert "mỗi ngày 5,01 người." in text_of(tmp_path, RULES)


@pytest.mark.parametrize(
    ("day", "code"), [("04/03/2023", "set-ngay-truoc"), ("05/03/2993", "set-ngay-chua-den")]
)
def test_a_correction_is_of_a_day_that_can_be(
    tmp_path: Path, day: str, code: str, capsys: pytest.CaptureFixture[str]
) -> None:
    published(tmp_path)
    assert run(tmp_path, "viec-lam.moi.so", "956", *WHY) == 0
    before = contents(tmp_path)
    assert run(tmp_path, "viec-lam.moi.so", "957", *WHY[:-2], day, "--yes") == 1
    assert f"[{code}]" in capsys.readouterr().out
    assert contents(tmp_path) == before


def test_reason_and_person_are_one_line_in_the_normal_form(tmp_path: Path) -> None:
    published(tmp_path)
    why = ("--reason", " Đếm  sót\n một ", "--by", "Chủ tịch\u200b\u00a0xã", *WHY[4:])
    assert run(tmp_path, "viec-lam.chi-tieu.ten", "Mức", *why) == 0
    assert text_of(tmp_path, CORRECTIONS).endswith(",Mức,Đếm sót một,Chủ tịch xã\n")
