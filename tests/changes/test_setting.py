"""`set` changes a figure, what rules compute from it, and the record of it: all or none."""

from collections.abc import Sequence
from itertools import count
from pathlib import Path

import pytest
import yaml

from report.__main__ import main
from report.problems.problem import Mistake
from report.sources.corrections import Publication, frozen_text, renewals_of
from report.sources.csv_edits import CsvEdits, edited_csv
from report.sources.renewals import Renewals
from report.sources.tables import Dataset
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


def test_what_was_published_is_looked_up_once_for_all_changes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[Publication] = []

    def counted(publication: Publication, dataset: Dataset) -> Renewals:
        calls.append(publication)
        return renewals_of(publication, dataset)

    monkeypatch.setattr("report.changes.setting.renewals_of", counted)
    assert run(published(tmp_path), "viec-lam.moi.so", "956", *WHY) == 0
    assert len(calls) == 1  # of three changes


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


def with_cell(content: bytes, line: int, text: str) -> bytes:
    """A CSV of the columns a and b with another text in the second cell of a row."""
    return edited_csv(content, ["a", "b"], CsvEdits({line: {1: text}}))


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
    assert with_cell(before, line, "3") == after


def test_a_cell_is_quoted_where_it_has_to_be() -> None:
    assert with_cell(b"a;b\ny;2\n", 2, 'x;"y"') == b'a;b\ny;"x;""y"""\n'
    assert with_cell(b"a,b\ny,2\n", 2, "") == b"a,b\ny,\n"
    assert with_cell(b"a,b\ny,2\n", 2, "3,5") == b'a,b\ny,"3,5"\n'
    assert with_cell(b"a,b\ny,2\n", 2, "3\n5") == b'a,b\ny,"3\n5"\n'
    added = edited_csv(b"a,b\r\ny,2\r\n", ["a", "b"], CsvEdits(added={2: [["z", "3\n5"]]}))
    assert added == b'a,b\r\ny,2\r\nz,"3\n5"\r\n'


@pytest.mark.parametrize(
    "content",
    [
        b'a,b\n"y,2"\nz,3\n',
        b'"a,b"\n"y,2"\n',
        'a,b\ny,"Đường số hai"\n'.encode("utf-16-le"),
        "a,b\ny,Số liệu\nz,của xã hội\nw,mùa lúa\n".encode().decode("cp1252").encode(),
    ],
)
def test_a_csv_that_is_read_otherwise_than_it_is_written_is_not_edited(content: bytes) -> None:
    with pytest.raises(Mistake) as raised:
        with_cell(content, 2, "4")
    assert raised.value.code == "set-can-tidy"


def test_a_cell_is_written_where_the_check_reads_it(tmp_path: Path) -> None:
    """Excel writes a byte-order mark, the delimiter and commas within cells."""
    begin = "\ufeffsep=;\r\nkhoa;ten;so_ho\r\n"
    csv = f"{begin}lua;Lúa, ngô;5\r\nmia;Mía;6\r\n"
    columns = [column("khoa"), column("ten"), column("so_ho", "integer")]
    office(tmp_path, {DESCRIPTION: package({"cay-trong": columns}), CSV: csv})
    assert run(tmp_path, "cay-trong.lua.so_ho", "956", "--yes") == 0
    assert text_of(tmp_path, CSV) == csv.replace(";5", ";956")


def test_where_another_cell_would_change_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    office(tmp_path)
    before = contents(tmp_path)

    def amiss(content: bytes, columns: Sequence[str], edits: CsvEdits) -> bytes:
        return edited_csv(content, columns, edits).replace(b"1000", b"1001")

    monkeypatch.setattr("report.changes.setting.edited_csv", amiss)
    assert run(tmp_path, "cay-trong.lua.so_ho", "956", "--yes") == 1
    assert "[set-doc-lai-khac]" in capsys.readouterr().out
    assert contents(tmp_path) == before


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


NOTE = RULES_YAML[RULES_YAML.index("    neu:") :]
FOLDED = """\
    neu: "146,59"
    ghi_chu: >-
      Báo cáo nêu 146,59 %;
      nguồn: phòng Nội vụ,
      - 1.000 người
      # so với 735 người

      là 136,05 %.

    # Còn hỏi lại.
    tinh_ra: "136,05"
"""
FIRST = RULES_YAML[RULES_YAML.index("- id: nghi-quyet") : -len(NOTE)]
SHAPES = {
    "folded": RULES_YAML.replace(NOTE, FOLDED),
    "in the middle": RULES_YAML.replace(NOTE, "").replace(
        "    cau: Tỷ lệ của", f"{FOLDED}    cau: Tỷ lệ của"
    ),
    "at the top": RULES_YAML.replace(NOTE, "")
    .replace("  - id: nghi-quyet\n", f"  - {FOLDED.strip()}\n    id: nghi-quyet\n")
    .replace("    # Còn hỏi lại.\n", ""),
    "in braces": RULES_YAML.replace(NOTE, "").replace(FIRST, "- ")
    + "{id: nghi-quyet, cau: Tỷ lệ, loai: ty_le, bang: viec-lam.tong.ty_le, neu: '146,59',\n"
    "    phan: viec-lam.tong.so, toan_bo: viec-lam.chi-tieu.so, tinh_ra: '136,05',\n"
    "    ghi_chu: 'Nêu 146,59 % và 1.000 người, tính ra 136,05 %.'}  # chờ\n",
    "with a mark": f"\ufeff{RULES_YAML}".replace("\n", "\r\n"),
}


@pytest.mark.parametrize("rules", SHAPES.values(), ids=SHAPES)
def test_a_note_changes_and_goes_however_it_is_written(tmp_path: Path, rules: str) -> None:
    text = frozen_text(office(tmp_path, OFFICE | {FROZEN: None}).years[2022])
    office(tmp_path, {**OFFICE, FROZEN: text, RULES: rules})
    assert run(tmp_path, "viec-lam.moi.so", "956", *WHY) == 0
    renewed = rules.replace("136,05", "136,19").replace("1.000 người", "1.001 người")
    assert text_of(tmp_path, RULES) == renewed
    assert run(tmp_path, "viec-lam.tong.ty_le", "136,19", *WHY) == 0
    left, before = text_of(tmp_path, RULES), yaml.safe_load(renewed)
    assert ("# Còn hỏi lại." in left) == ("# Còn hỏi lại." in rules)
    for key in ("neu", "tinh_ra", "ghi_chu"):
        del before["quy_tac"][-1][key]
    assert yaml.safe_load(left) == before


def test_the_number_of_a_list_by_lines_is_renewed(tmp_path: Path) -> None:
    rule = """\
quy_tac:
  - id: khac
    cau: Loại khác bằng loại mới.
    loai: tong
    bang: viec-lam.khac.so
    so_hang:
      - viec-lam.moi.so
    neu: "45"
    tinh_ra: "955"
    ghi_chu: Nêu 45, tính ra 955.
"""
    text = frozen_text(office(tmp_path, OFFICE | {FROZEN: None}).years[2022])
    office(tmp_path, {**OFFICE, FROZEN: text, RULES: rule})
    assert run(tmp_path, "viec-lam.moi.so", "956", *WHY) == 0
    assert text_of(tmp_path, RULES) == rule.replace("955", "956")


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


FIFTH = """\
  - id: mot-phan-nam
    cau: Mỗi ngày là một phần năm.
    loai: ti_so
    bang: viec-lam.phan-nam.so
    chia_cho: viec-lam.chi-tieu.so
    mau: viec-lam.moi.so
    mau_chia_cho: viec-lam.chi-tieu.so
    so_ky: 5
"""
COUNT = """\
  - id: dem
    cau: Số việc có 955 người.
    loai: dem
    bang: viec-lam.phan-nam.so
    dong_cua: viec-lam
    noi: {so: "955"}
"""


@pytest.mark.parametrize(
    ("rule", "stated", "computed"), [(FIFTH, "191", ""), (COUNT, "2", "1")], ids=["ti_so", "dem"]
)
def test_what_a_rule_computes_is_written_where_its_cell_can_hold_it(
    tmp_path: Path, rule: str, stated: str, computed: str, capsys: pytest.CaptureFixture[str]
) -> None:
    csv = f"{JOBS_CSV}phan-nam,Một phần,{stated},\nnua,Việc nữa,955,\n"
    office(tmp_path, {**OFFICE, JOBS: csv, RULES: f"quy_tac:\n{rule}"})
    assert main(["check", "--root", str(tmp_path)]) == 0
    status = run(tmp_path, "viec-lam.moi.so", "956", "--yes")
    said = capsys.readouterr().out
    assert (status, "[quy-tac-khong-dung]" in said) == ((0, False) if computed else (1, True))
    written = csv.replace("955", "956", 1).replace(f"phần,{stated}", f"phần,{computed}")
    assert text_of(tmp_path, JOBS) == (written if computed else csv)
    assert ("tính lại theo quy tắc" in said) == bool(computed)


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
