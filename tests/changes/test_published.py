"""What the base revision has published cannot be changed in the record of a proposal."""

import shutil
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest

from report.__main__ import main
from report.changes.published import record_is_kept
from report.problems.problem import Problem
from report.sources.corrections import frozen_text
from tests.changes.test_diff import commit, git, write
from tests.office import CROPS, CROPS_CSV, FILES, column, office, package
from tests.office import HEAD as HEAD_OF_PAGE

FROZEN = "data/2022/cong-bo.csv"
CORRECTIONS = "data/2022/dinh-chinh.csv"
CSV = "data/2022/cay-trong.csv"
DESCRIPTION = "data/2022/datapackage.yaml"
HEAD = "ngay,so_lieu,cu,moi,ly_do,nguoi_quyet_dinh\n"
ROW = "05/03/2023,cay-trong.ngo.so_ho,4,5,Đếm sót một hộ,Chủ tịch UBND xã\n"
RICE = ROW.replace("ngo.so_ho,4,5", "lua.so_ho,955,956")
TONNES = '"string",\n      "title": "Sản lượng"'
COLUMN_OF_UNITS = """{
      "name": "don_vi",
      "type": "string",
      "title": "Đơn vị"
     }"""
NEW_COLUMN = ', {"name": "tinh_bang", "type": "string", "title": "Tính bằng"}'
PUBLISHED = CROPS_CSV.replace("Ngô,4", "Ngô,5")


@pytest.fixture(autouse=True)
def _own_git(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings but those of the test."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """The miniature office with a frozen year and one correction, published as “cu”."""
    text = frozen_text(office(tmp_path).years[2022])
    write(tmp_path, {**FILES, FROZEN: text, CSV: PUBLISHED, CORRECTIONS: HEAD + ROW})
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, "cu")
    return tmp_path


def check(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    """The check of a proposal."""
    status = main(["check", "--base", "cu", "--root", str(folder)])
    return status, capsys.readouterr().out


def replace(folder: Path, path: str, old: str, new: str) -> None:
    text = (folder / path).read_text("utf-8")
    assert old in text
    (folder / path).write_text(text.replace(old, new), "utf-8", newline="")


def test_what_stays_as_it_was_is_in_order(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(published, capsys) == (0, "Không có lỗi.\n")


def test_a_new_correction_is_in_order(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    replace(published, CSV, "955", "956")
    replace(published, CORRECTIONS, "một hộ", "một hộ ở xóm dưới")  # a reason in better words
    with (published / CORRECTIONS).open("a", encoding="utf-8") as file:
        file.write(ROW.replace("ngo.so_ho,4,5", "lua.so_ho,955,956"))
    status, listed = check(published, capsys)
    (line, *_) = listed.splitlines()
    assert status == 0
    assert line.startswith(f"{CORRECTIONS}:2: cảnh báo: lý do")


def test_a_year_that_is_frozen_now_is_in_order(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["freeze", "2021", "--root", str(published)]) == 0
    capsys.readouterr()
    assert check(published, capsys) == (0, "Không có lỗi.\n")


def both_changed(folder: Path) -> None:
    replace(folder, CSV, "955", "956")
    replace(folder, FROZEN, "so_ho,955", "so_ho,956")


def freeze_gone(folder: Path) -> None:
    (folder / FROZEN).unlink()


def year_gone(folder: Path) -> None:
    for path in ("data/2022", "docs/bao-cao/2022"):
        shutil.rmtree(folder / path)


def row_gone(folder: Path) -> None:
    replace(folder, CSV, "mia,Mía,,0,0,,,,\n", "")
    lines = (folder / FROZEN).read_text("utf-8").splitlines(keepends=True)
    kept = "".join(line for line in lines if ".mia." not in line)
    (folder / FROZEN).write_text(kept, "utf-8", newline="")


def row_added(folder: Path) -> None:
    replace(folder, CSV, "mia,Mía,,0,", "mia,Mía,7,0,")
    with (folder / FROZEN).open("a", encoding="utf-8") as file:
        file.write("cay-trong.mia.so_ho,7\n")


def empty_column_filled(folder: Path) -> None:
    """A column in which the published year has nothing; then it is no new one."""
    freeze_gone(folder)
    columns = package({"cay-trong": [*CROPS, column("nu", "integer", "Nữ", don_vi="người")]})
    more = PUBLISHED.replace("\n", ",\n").replace("don_vi,\n", "don_vi,nu\n")
    write(folder, {DESCRIPTION: columns, CSV: more})
    (folder / CORRECTIONS).unlink()
    assert main(["freeze", "2022", "--root", str(folder)]) == 0
    commit(folder, "moi")
    git(folder, "tag", "--force", "cu", "moi")
    replace(folder, CSV, "tỷ đồng,", "tỷ đồng,7")
    assert main(["freeze", "2022", "--root", str(folder)]) == 0


def another_column(folder: Path) -> None:
    """All values stay, and are said to be of something else."""
    replace(folder, CSV, "so_ho", "so_nguoi")
    replace(folder, FROZEN, "so_ho", "so_nguoi")
    replace(folder, CORRECTIONS, "so_ho", "so_nguoi")
    replace(folder, DESCRIPTION, '"so_ho"', '"so_nguoi"')
    replace(folder, DESCRIPTION, '"Số hộ"', '"Số người"')


def correction_gone(folder: Path) -> None:
    replace(folder, CSV, "Ngô,5", "Ngô,4")
    replace(folder, CORRECTIONS, ROW, "")


def another_unit(folder: Path) -> None:
    replace(folder, DESCRIPTION, '"don_vi": "tấn"', '"don_vi": "tạ"')


def another_unit_as_words(folder: Path) -> None:
    """A column of words has a unit, too."""
    another_unit(folder)
    replace(folder, DESCRIPTION, '"number",\n      "title": "Sản lượng"', TONNES)


def unit_in_a_new_column(folder: Path) -> None:
    """A column that was not there needs no correction; what it says of a published one does."""
    replace(folder, DESCRIPTION, '"don_vi": "tấn"', '"cot_don_vi": "tinh_bang"')
    replace(folder, DESCRIPTION, COLUMN_OF_UNITS, f"{COLUMN_OF_UNITS}{NEW_COLUMN}")
    text = (folder / CSV).read_text("utf-8").rstrip().split("\n")
    rows = [text[0] + ",tinh_bang", *(f"{line},tạ" for line in text[1:])]
    write(folder, {CSV: "\n".join(rows) + "\n"})


def day_of_a_correction(folder: Path) -> None:
    replace(folder, CORRECTIONS, "05/03/2023", "05/03/2021")


def who_decided(folder: Path) -> None:
    replace(folder, CORRECTIONS, "Chủ tịch UBND xã", "Kế toán")


def corrected(folder: Path, row: str) -> None:
    """One more correction of the rice."""
    replace(folder, CSV, "955", "956")
    (folder / CORRECTIONS).write_text(f"{HEAD}{ROW}{row}", "utf-8")


def correction_to_come(folder: Path) -> None:
    corrected(folder, RICE.replace("2023", "2993"))


def correction_before_the_year(folder: Path) -> None:
    corrected(folder, RICE.replace("2023", "2021"))


def correction_of_nothing(folder: Path) -> None:
    corrected(folder, RICE + RICE.replace("lua.so_ho,955,956", "lua.so_hộ,,"))


AROUND = {
    another_unit_as_words: (DESCRIPTION, "“tấn”, nay là “tạ”", "chot-doi-don-vi"),
    unit_in_a_new_column: (DESCRIPTION, "“tấn”, nay là “tạ”", "chot-doi-don-vi"),
    day_of_a_correction: (CORRECTIONS, "“05/3/2023”, nay là “05/3/2021”", "dinh-chinh-bi-sua"),
    who_decided: (CORRECTIONS, "người quyết định", "dinh-chinh-bi-sua"),
    correction_to_come: (CORRECTIONS, "05/3/2993", "dinh-chinh-ngay-sai"),
    correction_before_the_year: (CORRECTIONS, "05/3/2021", "dinh-chinh-ngay-sai"),
    correction_of_nothing: (CORRECTIONS, "“cay-trong.lua.so_hộ”", "dinh-chinh-khong-co-so"),
    another_unit: (
        DESCRIPTION,
        "“cay-trong.*.san_luong” đã công bố là “tấn”, nay là “tạ”",
        "chot-doi-don-vi",
    ),
    both_changed: (FROZEN, "“955”, tệp này ghi “956”", "chot-bi-doi"),
    freeze_gone: (FROZEN, "năm 2022 đã công bố", "chot-bi-xoa"),
    year_gone: (FROZEN, "năm 2022 đã công bố", "chot-bi-xoa"),
    row_gone: (FROZEN, "thiếu 3 số liệu", "chot-mat-dong"),
    row_added: (FROZEN, "thêm 1 số liệu", "chot-them-dong"),
    empty_column_filled: (FROZEN, "thêm 1 số liệu", "chot-them-dong"),
    another_column: (FROZEN, "thiếu 2 số liệu", "chot-mat-dong"),
    correction_gone: (CORRECTIONS, "từ “4” thành “5” đã công bố", "dinh-chinh-bi-bo"),
}


@pytest.mark.parametrize("change", AROUND, ids=lambda change: change.__name__)
def test_no_way_leads_round_a_correction(
    published: Path, change: object, capsys: pytest.CaptureFixture[str]
) -> None:
    path, said, code = AROUND[change]  # type: ignore[index]
    change(published)  # type: ignore[operator]
    capsys.readouterr()
    assert main(["check", "--root", str(published)]) == 0  # the files agree with one another
    capsys.readouterr()
    status, listed = check(published, capsys)
    assert status == 1
    (line,) = [line for line in listed.splitlines() if f"[{code}]" in line]
    assert line.startswith(f"{path}:")
    assert said in line

    assert main(["diff", "cu", "--root", str(published)]) == 0
    told = capsys.readouterr().out
    assert told.startswith("## Sửa vào những gì đã công bố\n\n- ")
    assert told.index(f"`{path}:") < told.index("## Thay đổi so với")


def test_another_unit_is_told_by_corrections(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    another_unit(published)
    with (published / CORRECTIONS).open("a", encoding="utf-8") as file:
        for row, value in (("lua", '"27,568"'), ("ngo", "1000"), ("mia", "0")):
            file.write(
                f"06/03/2023,cay-trong.{row}.san_luong,{value},{value},Đơn vị là tạ,Chủ tịch\n"
            )
    assert check(published, capsys) == (0, "Không có lỗi.\n")


def test_a_record_that_could_not_be_read_before_is_mended(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    whole = (published / FROZEN).read_bytes()
    (published / FROZEN).write_bytes(b"so,gia\n" + whole)
    commit(published, "moi")
    git(published, "tag", "--force", "cu", "moi")
    (published / FROZEN).write_bytes(whole)
    assert check(published, capsys) == (0, "Không có lỗi.\n")


def test_what_was_renewed_by_the_command_is_in_order(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replace(published, CSV, "ngo,", "ngo-lai,")
    replace(published, CSV, "Lúa", "lúa")
    assert main(["freeze", "2022", "--root", str(published)]) == 0
    capsys.readouterr()
    assert check(published, capsys) == (0, "Không có lỗi.\n")


def test_a_freeze_that_cannot_be_read_is_that_one_mistake(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (published / FROZEN).write_bytes(b"so_lieu,gia_tri\n\x00\xff\xfe\n")
    _, listed = check(published, capsys)
    assert not [line for line in listed.splitlines() if "[chot-" in line]


def test_a_base_that_there_is_not_is_said(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", "--base", "khong-co", "--root", str(published)]) == 2
    assert "khong-co" in capsys.readouterr().err


PAGE = "docs/bao-cao/2022/index.md"
SENTENCE = 'Có {{ so("cay-trong.lua.so_ho") }} hộ.\n\n'


def other_title(folder: Path) -> None:
    replace(folder, DESCRIPTION, '"Số hộ"', '"Số người"')


def other_title_of_the_table(folder: Path) -> None:
    replace(folder, DESCRIPTION, '"Bảng cay-trong"', '"Cây lâu năm"')


def other_period(folder: Path) -> None:
    replace(folder, DESCRIPTION, '"ky": "năm"', '"ky": "quý I"')


def sentence_in_words(folder: Path) -> None:
    replace(folder, PAGE, SENTENCE, "Có chín trăm năm mươi sáu hộ.\n\n")


def sentence_of_another_figure(folder: Path) -> None:
    replace(folder, PAGE, "lua.so_ho", "ngo.so_ho")


def table_off_the_page(folder: Path) -> None:
    replace(folder, PAGE, '{{ bang("cay-trong") }}', "Hết.")


SEEN_OTHERWISE = {
    other_title: (DESCRIPTION, "“Số hộ”, nay là “Số người”"),
    other_title_of_the_table: (DESCRIPTION, "“Bảng cay-trong”, nay là “Cây lâu năm”"),
    other_period: (DESCRIPTION, "“năm”, nay là “quý I”"),
    sentence_in_words: (PAGE, "1 số liệu đã công bố nay không còn trong câu nào"),
    sentence_of_another_figure: (PAGE, "trong câu nào của trang web: cay-trong.lua.so_ho."),
    table_off_the_page: (PAGE, "14 số liệu đã công bố nay không còn trong bảng, biểu đồ nào"),
}


@pytest.mark.parametrize("change", SEEN_OTHERWISE, ids=lambda change: change.__name__)
def test_who_approves_is_told_what_readers_see_otherwise(
    published: Path, change: object, capsys: pytest.CaptureFixture[str]
) -> None:
    replace(published, PAGE, "{{ bang", SENTENCE + "{{ bang")
    commit(published, "moi")
    git(published, "tag", "--force", "cu", "moi")
    path, said = SEEN_OTHERWISE[change]  # type: ignore[index]
    change(published)  # type: ignore[operator]
    status, listed = check(published, capsys)
    assert status == 0
    (line,) = [line for line in listed.splitlines() if line.startswith(f"{path}:")]
    assert "cảnh báo: " in line
    assert said in line
    assert main(["diff", "cu", "--root", str(published)]) == 0
    told = capsys.readouterr().out
    assert told.startswith(f"## Sửa vào những gì đã công bố\n\n- `{path}:")


def test_a_figure_that_moves_to_another_page_or_is_corrected_away_is_no_loss(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    replace(published, PAGE, "{{ bang", SENTENCE + "{{ bang")
    commit(published, "moi")
    git(published, "tag", "--force", "cu", "moi")
    replace(published, PAGE, SENTENCE, "")
    write(published, {"docs/bao-cao/2022/hai.md": f"{HEAD_OF_PAGE}# Hai\n\n{SENTENCE}"})
    assert "[so-roi-khoi-bai]" not in check(published, capsys)[1]
    write(published, {"docs/bao-cao/2022/hai.md": f"{HEAD_OF_PAGE}# Hai\n\nHết.\n"})
    assert "[so-roi-khoi-bai]" in check(published, capsys)[1]
    replace(published, CSV, "955", "")
    with (published / CORRECTIONS).open("a", encoding="utf-8") as file:
        file.write(RICE.replace("956", ""))
    assert check(published, capsys) == (0, "Không có lỗi.\n")


def test_what_is_urgent_stands_before_all_else(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Where a listing shows ten errors, a lost freeze is one of them."""
    freeze_gone(published)
    other_title(published)
    text = "".join(f"a{number},,x,,,,,,\n" for number in range(12))
    with (published / CSV).open("a", encoding="utf-8") as file:
        file.write(text)
    for arguments in (["--format", "github"], []):
        main(["check", "--base", "cu", "--root", str(published), *arguments])
        first, *_ = capsys.readouterr().out.splitlines()
        assert "[chot-bi-xoa]" in first
    assert main(["diff", "cu", "--root", str(published)]) == 0
    assert capsys.readouterr().out.splitlines()[2].startswith(f"- `{FROZEN}:1`: số liệu năm 2022")


def test_a_back_dated_correction_is_pointed_at(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    corrected(published, RICE.replace("05/03", "05/02"))
    status, listed = check(published, capsys)
    assert (status, "[dinh-chinh-lui-ngay]" in listed) == (0, True)


def test_of_two_corrections_alike_each_stays_itself(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A figure that went there and back has two corrections that change the same."""
    back = ROW.replace("4,5", "5,4").replace("05/03", "06/03")
    again = ROW.replace("05/03", "07/03").replace("sót", "thiếu")
    (published / CORRECTIONS).write_text(f"{HEAD}{ROW}{back}{again}", "utf-8")
    commit(published, "moi")
    git(published, "tag", "--force", "cu", "moi")
    (published / CORRECTIONS).write_text(f"{HEAD}{again}{back}{ROW}", "utf-8")
    assert check(published, capsys) == (0, "Không có lỗi.\n")


def label_mended(folder: Path) -> None:
    replace(folder, CSV, "Mía", "Miá")


def key_renamed(folder: Path) -> None:
    """Of a row that was corrected, and that a sentence shows."""
    replace(folder, CSV, "ngo,", "ngo-lai,")
    replace(folder, PAGE, "cay-trong.ngo.so_ho", "cay-trong.ngo-lai.so_ho")


def column_added(folder: Path) -> None:
    columns = [*CROPS, column("nu", "integer", "Nữ", don_vi="người")]
    more = PUBLISHED.replace("\n", ",7\n").replace("don_vi,7\n", "don_vi,nu\n")
    write(folder, {DESCRIPTION: package({"cay-trong": columns}), CSV: more})


@pytest.mark.parametrize("change", [label_mended, key_renamed, column_added])
def test_where_readers_see_no_other_value_a_command_is_enough(
    published: Path, change: object, capsys: pytest.CaptureFixture[str]
) -> None:
    replace(published, PAGE, "{{ bang", SENTENCE.replace("lua", "ngo") + "{{ bang")
    commit(published, "moi")
    git(published, "tag", "--force", "cu", "moi")
    change(published)  # type: ignore[operator]
    status, listed = check(published, capsys)
    assert (status, listed.count("cảnh báo: ")) == (0, 1)
    assert "python -m report freeze 2022" in listed
    assert main(["freeze", "2022", "--root", str(published)]) == 0
    capsys.readouterr()
    assert check(published, capsys) == (0, "Không có lỗi.\n")
    told = (published / CORRECTIONS).read_text("utf-8").replace("ngo-lai", "ngo")
    assert told == HEAD + ROW, "and there is no word to readers"

    replace(published, CSV, "955", "956")
    assert main(["freeze", "2022", "--root", str(published)]) == 1, "a value is no such change"
    assert check(published, capsys)[0] == 1


def told_between(
    folder: Path,
    before: Mapping[str, str | None],
    after: Mapping[str, str | None],
    today: date | None = None,
) -> list[Problem]:
    """What is said of two editions of the miniature office."""
    return record_is_kept(office(folder / "cu", before), office(folder / "moi", after), today)


@pytest.fixture(scope="module")
def frozen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str | None]:
    """The miniature office with both of its years frozen."""
    years = office(tmp_path_factory.mktemp("xa")).years
    return {f"data/{name}/cong-bo.csv": frozen_text(data) for name, data in years.items()}


def test_a_correction_may_be_of_tomorrow_as_it_is_that_day_elsewhere(
    tmp_path: Path, frozen: dict[str, str | None]
) -> None:
    corrected = frozen | {CSV: CROPS_CSV.replace("955", "956"), CORRECTIONS: HEAD + RICE}
    for day, codes in ((5, []), (4, []), (3, ["dinh-chinh-ngay-sai"])):
        found = told_between(tmp_path, frozen, corrected, date(2023, 3, day))
        assert [one.code for one in found] == codes


def test_each_year_that_lost_its_freeze_is_told(
    tmp_path: Path, frozen: dict[str, str | None]
) -> None:
    found = told_between(tmp_path, frozen, {})
    assert [(one.code, one.path) for one in found] == [
        ("chot-bi-xoa", "data/2021/cong-bo.csv"),
        ("chot-bi-xoa", FROZEN),
    ]


def test_a_row_that_was_taken_out_and_comes_back_is_in_order(
    tmp_path: Path, frozen: dict[str, str | None]
) -> None:
    texts = {"ten": "Mía", "san_luong": "0", "tang_giam": "0"}
    ends = ",Gộp,Chủ tịch UBND xã\n"
    gone = [f"05/03/2023,cay-trong.mia.{one},{text},{ends}" for one, text in texts.items()]
    come = [f"06/03/2023,cay-trong.mia.{one},,{text}{ends}" for one, text in texts.items()]
    csv = CROPS_CSV.replace("mia,Mía,,0,0,,,,\n", "")
    before = frozen | {CSV: csv, CORRECTIONS: "".join([HEAD, *gone])}
    after = frozen | {CSV: CROPS_CSV, CORRECTIONS: "".join([HEAD, *gone, *come])}
    assert told_between(tmp_path, before, after) == []


@pytest.mark.parametrize(
    ("old", "new", "codes"),
    [
        ('"don_vi": "tấn"', '"don_vi": "Tấn"', []),
        ('"don_vi": "tấn"', '"mo_ta": "tấn"', ["chot-doi-don-vi"]),
        ("tháng mười hai", "tháng sáu", ["chot-doi-tieu-de"]),
    ],
)
def test_units_and_times_of_figures_are_those_that_readers_know(
    tmp_path: Path, old: str, new: str, codes: list[str], frozen: dict[str, str | None]
) -> None:
    described = package({"cay-trong": CROPS})
    assert old in described
    both = (frozen | {DESCRIPTION: described}, frozen | {DESCRIPTION: described.replace(old, new)})
    for before, after in (both, both[::-1]):
        assert [one.code for one in told_between(tmp_path, before, after)] == codes
