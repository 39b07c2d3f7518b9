"""A year as a workbook: what is not edited stays, what is edited is written, cell by cell."""

import datetime
import io
import re
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from report.__main__ import main
from report.downloads.release import Release
from report.drafting.importing.confinement import confined
from report.drafting.year_workbook import copy_plan
from report.drafting.year_workbook.merging import CellEdit, RowAddition, merged
from report.drafting.year_workbook.reading import read_copy
from report.drafting.year_workbook.writing import HEAD_ROW, STATE, editing_workbook
from report.sources.cells import mended_cell
from report.sources.corrections import frozen_text
from report.sources.csv_edits import CsvEdits, edited_csv
from report.sources.csv_rows import write_csv
from report.text.numbers import write_normal
from tests.libreoffice import edit_in_libreoffice, needs, needs_uno
from tests.office import CROPS, CROPS_CSV, column, office, package, read_table

CSV, DESCRIPTION = "data/2022/cay-trong.csv", "data/2022/datapackage.yaml"
SHEET = "Bảng cay-trong"
RICE, CORN, CANE, NEW = range(HEAD_ROW + 1, HEAD_ROW + 5)  # the lines of the rows
KEY, NAME, COUNT, TONNES, CHANGE, DAY, SINCE, FUNDS, UNIT, REMOVE = "ABCDEFGHIJ"
Edit = Callable[[Workbook], object]


@pytest.fixture(autouse=True)
def one_process(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read in this process, which costs a second less."""
    monkeypatch.setattr(copy_plan, "confined", lambda _, work, *arguments: work(*arguments))


def made(folder: Path) -> Path:
    """The workbook of an office in a folder."""
    path = folder / "sua-so-lieu-2022.xlsx"
    assert main(["workbook", "2022", "--root", str(folder)]) == 0
    return path


def edited(path: Path, *edits: Edit, name: str = "sua.xlsx") -> Path:
    """A copy of a workbook after edits."""
    book = load_workbook(path)
    for edit in edits:
        edit(book)
    copy = path.with_name(name)
    book.save(copy)
    return copy


def put(place: str, value: object, number_format: str | None = None) -> Edit:
    """An edit of one cell."""

    def edit(book: Workbook) -> None:
        cell = book[SHEET][place]
        cell.value = value
        if number_format:
            cell.number_format = number_format

    return edit


def put_row(line: int, **texts: object) -> Edit:
    """An edit of the cells of a row by their columns."""

    def edit(book: Workbook) -> None:
        for letter, value in texts.items():
            book[SHEET][f"{letter}{line}"] = value

    return edit


def read(folder: Path, copy: Path, *options: str, year: str = "2022") -> int:
    """Take an edited copy back."""
    arguments = ["workbook", year, "--read", str(copy), "--root", str(folder), "--yes"]
    return main([*arguments, *options])


def csv_of(folder: Path) -> str:
    return (folder / CSV).read_bytes().decode()


def codes(output: str) -> list[str]:
    """The codes of the messages in an output."""
    return re.findall(r"\[([a-z0-9-]+)\]", output)


def test_what_nobody_edited_stays_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    odd = CROPS_CSV.replace("\n", "\r\n").replace('"27,568"', '"27,50"')
    office(tmp_path, {CSV: odd})
    copy = edited(made(tmp_path))
    capsys.readouterr()
    assert read(tmp_path, copy) == 0
    assert capsys.readouterr().out == "Không có gì để ghi.\n"
    assert csv_of(tmp_path) == odd


def test_the_same_sources_give_the_same_bytes(tmp_path: Path) -> None:
    edition = office(tmp_path)
    release = Release(edition.office, edition.years[2022], 2022)
    assert editing_workbook(release) == editing_workbook(release)


def test_a_workbook_that_is_there_is_not_written_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office(tmp_path)
    before = made(tmp_path).read_bytes()
    assert main(["workbook", "2022", "--root", str(tmp_path)]) == 1
    assert codes(capsys.readouterr().out) == ["bang-tinh-da-co"]
    assert made_again(tmp_path).read_bytes() == before


def made_again(folder: Path) -> Path:
    """The workbook under a name of its own."""
    path = folder / "lan-2.xlsx"
    assert main(["workbook", "2022", "--root", str(folder), "--out", str(path)]) == 0
    return path


def test_the_workbook_is_made_for_editing(tmp_path: Path) -> None:
    listed = [
        {**one, "constraints": {"enum": ["tỷ đồng", "triệu đồng", "xóm, tổ"]}}
        if one["name"] == "don_vi"
        else one
        for one in CROPS
    ]
    office(
        tmp_path,
        {
            DESCRIPTION: package({"cay-trong": listed}),
            CSV: CROPS_CSV.replace("Ngô,4", "Ngô,cần điền").replace("Mía", "=1+1"),
        },
    )
    book = load_workbook(made(tmp_path))
    assert book.sheetnames == ["Hướng dẫn", SHEET, "Danh sách", STATE]
    assert [one.sheet_state for one in book] == ["visible", "visible", "hidden", "veryHidden"]
    sheet: Worksheet = book[SHEET]
    assert sheet["C6"].value == "Số hộ (hộ)"
    assert (sheet[f"{TONNES}{RICE}"].value, sheet[f"{TONNES}{RICE}"].number_format) == (
        27.568,
        "#,##0.000",
    )
    assert sheet[f"{DAY}{RICE}"].value == datetime.datetime.fromisoformat("2022-02-24")
    assert sheet[f"{NAME}{RICE}"].number_format == "@"
    assert sheet[f"{NAME}{CANE}"].data_type == "s", "a text is no formula"
    assert sheet.protection.sheet
    assert sheet.protection.password is None
    assert sheet[f"{KEY}{RICE}"].protection.locked
    assert not sheet[f"{COUNT}{RICE}"].protection.locked
    assert not sheet[f"{KEY}{NEW}"].protection.locked
    assert sheet[f"{COUNT}{CORN}"].value == "cần điền"
    ((ranges, (rule,)),) = [(one.sqref, one.rules) for one in sheet.conditional_formatting]
    assert rule.formula == ['A7="cần điền"']
    assert f"{COUNT}{CORN}" in str(ranges) or "A7:" in str(ranges)
    lists = [one for one in sheet.data_validations.dataValidation if one.type == "list"]
    assert lists[0].formula1 == "'Danh sách'!$A$1:$A$3"
    assert [cell.value for cell in book["Danh sách"]["A"]] == ["tỷ đồng", "triệu đồng", "xóm, tổ"]


def test_just_the_cells_that_changed_are_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office(tmp_path)
    copy = edited(
        made(tmp_path),
        put(f"{COUNT}{RICE}", 1956),
        put(f"{TONNES}{CORN}", 1000.5),
        put(f"{DAY}{CANE}", datetime.date(2022, 3, 5)),
        put(f"{NAME}{CANE}", " Mía  “tím”, dài "),
        put(f"{CHANGE}{CORN}", None),
    )
    capsys.readouterr()
    assert read(tmp_path, copy) == 0
    assert csv_of(tmp_path) == (
        CROPS_CSV.replace("955", "1956")
        .replace("4,1000,5,", '4,"1000,5",,')
        .replace("mia,Mía,,0,0,,", 'mia,"Mía “tím”, dài",,0,0,05/03/2022,')
    )
    out = capsys.readouterr().out
    assert f"cay-trong.lua.so_ho (Lúa – số hộ): 955 → 1956 ({SHEET}!C7)" in out
    assert f"5 → (để trống) ({SHEET}!E8)" in out


def test_lines_within_a_cell_come_back_as_they_are_typed(tmp_path: Path) -> None:
    """Alt+Enter in Excel."""
    columns = [column("khoa"), column("ten"), column("y_kien", title="Ý kiến")]
    csv = "khoa,ten,y_kien\na,A,Không\nb,B,\n"
    office(tmp_path, {DESCRIPTION: package({"cay-trong": columns}), CSV: csv})
    row = put_row(9, B="C", C="Một,\nhai")
    assert read(tmp_path, edited(made(tmp_path), put("C7", "Không,\nchưa"), row)) == 0
    assert csv_of(tmp_path) == (csv.replace("A,Không", 'A,"Không,\nchưa"') + 'c,C,"Một,\nhai"\n')


def test_where_another_cell_would_change_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    office(tmp_path)
    copy = edited(made(tmp_path), put(f"{COUNT}{RICE}", 956))

    def amiss(content: bytes, columns: Sequence[str], edits: CsvEdits) -> bytes:
        return edited_csv(content, columns, edits).replace(b"1000", b"1001")

    monkeypatch.setattr("report.changes.setting.edited_csv", amiss)
    assert read(tmp_path, copy) == 1
    assert "[set-doc-lai-khac]" in capsys.readouterr().out
    assert csv_of(tmp_path) == CROPS_CSV


def test_without_a_yes_nothing_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    office(tmp_path)
    copy = edited(made(tmp_path), put(f"{COUNT}{RICE}", 956))
    monkeypatch.setattr("sys.stdin", io.StringIO("k\n"))
    assert main(["workbook", "2022", "--read", str(copy), "--root", str(tmp_path)]) == 1
    assert "955 → 956" in capsys.readouterr().out
    assert csv_of(tmp_path) == CROPS_CSV


@pytest.mark.parametrize(
    ("place", "value", "number_format", "text"),
    [
        (f"{TONNES}{RICE}", "1.234,5", None, '"1234,5"'),
        (f"{TONNES}{RICE}", "1.234.567", None, "1234567"),
        (f"{TONNES}{RICE}", 27.5, None, '"27,500"'),
        (f"{COUNT}{RICE}", "956 hộ", None, "956"),
        (f"{COUNT}{RICE}", 956.0, None, "956"),
        (f"{DAY}{RICE}", "25/02/2022", "@", "25/02/2022"),
        (f"{DAY}{RICE}", datetime.datetime.fromisoformat("2022-02-25"), "d-mmm-yy", "25/02/2022"),
        (f"{NAME}{RICE}", "Lu\u0301a nương ", "@", "Lúa nương"),
        (f"{NAME}{RICE}", "=1+1", None, None),
        (f"{NAME}{RICE}", 2022, None, "2022"),
        (f"{NAME}{RICE}", 912345678, "0000000000", "0912345678"),
    ],
)
def test_whatever_office_programs_make_of_a_value_comes_back_in_the_normal_form(
    tmp_path: Path, place: str, value: object, number_format: str | None, text: str | None
) -> None:
    office(tmp_path)
    copy = edited(made(tmp_path), put(place, value, number_format))
    if text is None:  # a formula that nobody computed
        assert read(tmp_path, copy) == 1
        assert csv_of(tmp_path) == CROPS_CSV
        return
    assert read(tmp_path, copy) == 0
    old = {TONNES: '"27,568"', COUNT: "955", DAY: "24/02/2022", NAME: "Lúa"}[place[0]]
    assert csv_of(tmp_path) == CROPS_CSV.replace(old, text)


@pytest.mark.parametrize(
    ("place", "value", "number_format", "code"),
    [
        (f"{TONNES}{RICE}", "1.234", None, "so-hai-nghia"),
        (f"{COUNT}{RICE}", "#REF!", None, "loi-excel"),
        (f"{COUNT}{RICE}", 12.5, None, "khong-phai-so-nguyen"),
        (f"{COUNT}{RICE}", datetime.date(2022, 5, 1), "dd/mm/yyyy", "ngay-o-cot-so"),
        (f"{COUNT}{RICE}", 0.5, "0%", "so-co-don-vi-khac"),
        (f"{COUNT}{RICE}", 1234567890123456789, None, "bang-tinh-mat-chu-so"),
        (f"{COUNT}{RICE}", "=C8+1", None, "bang-tinh-cong-thuc-rong"),
        (f"{DAY}{RICE}", "4/2/2022", "@", "ngay-hai-nghia"),
        (f"{DAY}{RICE}", 44616, "0", "ngay-thanh-so"),
        (f"{NAME}{RICE}", datetime.date(2022, 2, 1), "d-mmm", "bang-tinh-chu-thanh-ngay"),
        (f"{NAME}{RICE}", "#N/A", "@", "loi-excel"),
        (f"{NAME}{RICE}", "H\ufffd nghèo", "@", "chu-mat-dau"),
        (f"{NAME}{RICE}", "H_xD800_ nghèo", "@", "chu-mat-dau"),
        (f"{NAME}{RICE}", "H_x0000_ nghèo", "@", "ky-tu-dieu-khien"),
    ],
)
def test_what_is_not_certain_is_refused_at_its_cell(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    place: str,
    value: object,
    number_format: str | None,
    code: str,
) -> None:
    office(tmp_path)
    copy = edited(made(tmp_path), put(place, value, number_format), put(f"{COUNT}{CORN}", 5))
    capsys.readouterr()
    assert read(tmp_path, copy) == 1
    out = capsys.readouterr().out
    assert codes(out) == [code]
    assert f"{SHEET}!{place}" in out
    assert csv_of(tmp_path) == CROPS_CSV.replace("Ngô,4", "Ngô,5"), "the other cell is written"


SHARES = [column("khoa"), column("ten"), column("ty_le", "number", don_vi="%")]


@pytest.mark.parametrize(
    ("value", "number_format", "text"),
    [
        (0.7055, "0.00%", '"70,55"'),  # typed 70,55 %
        (69.75, "0.00%", '"69,75"'),  # nobody typed, only the format is another
        (70.5, "#,##0.00", '"70,50"'),
    ],
)
def test_a_share_is_what_was_typed(
    tmp_path: Path, value: float, number_format: str, text: str
) -> None:
    csv = 'khoa,ten,ty_le\na,A,"69,75"\n'
    office(tmp_path, {DESCRIPTION: package({"cay-trong": SHARES}), CSV: csv})
    copy = edited(made(tmp_path), put(f"C{RICE}", value, number_format))
    assert read(tmp_path, copy) == 0
    assert csv_of(tmp_path) == csv.replace('"69,75"', text)


def test_a_number_that_lost_its_zero_is_not_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    columns = [column("khoa"), column("ten"), column("dien_thoai")]
    csv = "khoa,ten,dien_thoai\na,A,0912345678\nb,B,0987654321\n"
    office(tmp_path, {DESCRIPTION: package({"cay-trong": columns}), CSV: csv})
    copy = edited(made(tmp_path), put("C7", 912345678, "General"), put("C8", 987654322, "General"))
    capsys.readouterr()
    assert read(tmp_path, copy) == 1
    assert codes(capsys.readouterr().out) == ["bang-tinh-mat-so-0"], "only the one that changed"
    assert csv_of(tmp_path) == csv


def test_a_list_of_allowed_values_and_bounds_hold_in_the_workbook_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    columns = [
        column("khoa"),
        column("ten", constraints={"enum": ["Lúa", "Ngô"]}),
        column("so", "integer", constraints={"minimum": 0, "required": True}),
    ]
    csv = "khoa,ten,so\na,Lúa,5\nb,Ngô,6\n"
    office(tmp_path, {DESCRIPTION: package({"cay-trong": columns}), CSV: csv})
    copy = edited(made(tmp_path), put("B7", "Lua"), put("C7", -1), put("C8", None))
    capsys.readouterr()
    assert read(tmp_path, copy) == 1
    assert codes(capsys.readouterr().out) == [
        "gia-tri-ngoai-danh-sach",
        "nho-hon-muc",
        "o-bat-buoc",
    ]
    assert csv_of(tmp_path) == csv


def test_a_new_row_gets_a_key_from_its_title_and_is_not_added_twice(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office(tmp_path)
    copy = edited(made(tmp_path), put_row(NEW, B="Đậu tương", C=7), put_row(NEW + 2, B="Lúa"))
    capsys.readouterr()
    for _ in range(2):
        assert read(tmp_path, copy) == 0
        assert csv_of(tmp_path) == f"{CROPS_CSV}dau-tuong,Đậu tương,7,,,,,,\nlua-2,Lúa,,,,,,,\n"
    assert "khóa “dau-tuong” do máy đặt, sau dòng “mia”" in capsys.readouterr().out


def test_a_row_stands_behind_the_one_above_it_in_the_sheet(tmp_path: Path) -> None:
    office(tmp_path)

    def insert(book: Workbook) -> None:
        book[SHEET].insert_rows(CORN)
        put_row(CORN, A="khoai", B="Khoai")(book)

    assert read(tmp_path, edited(made(tmp_path), insert)) == 0
    assert [line.split(",")[0] for line in csv_of(tmp_path).splitlines()] == [
        "khoa",
        "lua",
        "khoai",
        "ngo",
        "mia",
    ]


@pytest.mark.parametrize("marked", [True, False])
def test_a_row_is_removed_where_it_is_marked_or_gone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], marked: bool
) -> None:
    office(tmp_path)

    def remove(book: Workbook) -> None:
        if marked:
            book[SHEET][f"{REMOVE}{CORN}"] = "Bỏ"
        else:
            book[SHEET].delete_rows(CORN)

    copy = edited(made(tmp_path), remove, put(f"{COUNT}{RICE}", 956))
    capsys.readouterr()
    assert read(tmp_path, copy) == 0
    assert capsys.readouterr().out.startswith("Bỏ 1 dòng:\n- data/2022/cay-trong.csv: ngo | Ngô")
    lines = CROPS_CSV.replace("955", "956").splitlines(keepends=True)
    assert csv_of(tmp_path) == "".join([*lines[:2], lines[3]])


@pytest.mark.parametrize(
    ("edits", "found"),
    [
        ([put(f"{KEY}{CORN}", "bap")], ["bang-tinh-doi-khoa"]),
        ([put(f"{KEY}{CORN}", None)], ["bang-tinh-doi-khoa"]),
        ([put(f"{KEY}{CORN}", "lua")], ["bang-tinh-khoa-hai-lan"] * 2),
        ([put_row(NEW, A="Khoai lang", B="Khoai")], ["khoa-viet-sai"]),
        ([put_row(NEW, C=5)], ["bang-tinh-dong-khong-ten"]),
        ([put_row(NEW, B="Khoai", C="nhiều")], ["khong-phai-so"]),
        ([put(f"{REMOVE}{CORN}", "xem lại")], ["bang-tinh-cot-bo"]),
        ([put(f"{REMOVE}{CORN}", None), put("L9", "hỏi lại")], ["bang-tinh-ngoai-cot"]),
        ([lambda book: book[SHEET].merge_cells("C7:C8")], ["bang-tinh-o-gop"]),
    ],
)
def test_rows_that_cannot_be_told_apart_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], edits: list[Edit], found: list[str]
) -> None:
    office(tmp_path)
    copy = edited(made(tmp_path), *edits)
    capsys.readouterr()
    assert read(tmp_path, copy) == 1
    assert codes(capsys.readouterr().out) == found
    # The row whose key was written over counts as gone.
    gone = "ngo,Ngô" if found == ["bang-tinh-khoa-hai-lan"] * 2 else None
    kept = [line for line in CROPS_CSV.splitlines() if gone is None or not line.startswith(gone)]
    assert csv_of(tmp_path).splitlines() == kept


def test_a_sheet_without_its_keys_removes_no_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office(tmp_path)
    names = {RICE: "Chè", CORN: "Cam", CANE: "Quýt"}
    edits = [put_row(line, A=None, B=name) for line, name in names.items()]
    copy = edited(made(tmp_path), *edits)
    capsys.readouterr()
    read(tmp_path, copy)
    assert "bang-tinh-mat-het-dong" in codes(capsys.readouterr().out)
    assert csv_of(tmp_path).startswith(CROPS_CSV.splitlines()[0] + "\n")
    for line in CROPS_CSV.splitlines():
        assert line in csv_of(tmp_path)


def rearranged(book: Workbook) -> None:
    """A sheet renamed, sorted the other way round, a column moved, columns and rows hidden."""
    sheet = book[SHEET]
    sheet.title = "cây trồng mới"
    rows = [[cell.value for cell in sheet[line]] for line in (CANE, CORN, RICE)]
    for line, values in enumerate(rows, RICE):
        for number, value in enumerate(values, 1):
            sheet.cell(line, number).value = value
    for line in range(1, CANE + 1):
        moved = [sheet.cell(line, 4), sheet.cell(line, 9)]
        moved[0].value, moved[1].value = moved[1].value, moved[0].value
    sheet.row_dimensions[RICE].hidden = True
    sheet.column_dimensions["C"].hidden = True
    book.move_sheet(sheet, -1)
    book.create_sheet("Ghi chú riêng")["A1"] = "hỏi lại xóm Bản Chang"


def test_sheets_may_be_renamed_sorted_hidden_and_columns_moved(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office(tmp_path)
    copy = edited(made(tmp_path), rearranged)
    capsys.readouterr()
    assert read(tmp_path, copy) == 0
    out = capsys.readouterr().out
    assert out == (
        "Lưu ý: Trang tính “Ghi chú riêng” không phải của sổ này: bỏ qua.\nKhông có gì để ghi.\n"
    )
    assert csv_of(tmp_path) == CROPS_CSV


def test_of_a_sheet_and_its_copy_one_may_be_edited(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office(tmp_path)
    book = made(tmp_path)

    def copied(value: int) -> Edit:
        def edit(one: Workbook) -> None:
            sheet = one.copy_worksheet(one[SHEET])
            sheet[f"{COUNT}{RICE}"] = value

        return edit

    both = edited(book, copied(956), put(f"{COUNT}{RICE}", 957))
    capsys.readouterr()
    assert read(tmp_path, both) == 1
    assert codes(capsys.readouterr().out) == ["bang-tinh-bang-hai-lan"]
    assert read(tmp_path, edited(book, copied(956))) == 0
    assert csv_of(tmp_path) == CROPS_CSV.replace("955", "956")


def test_a_table_without_its_sheet_stays(tmp_path: Path) -> None:
    office(tmp_path)
    copy = edited(made(tmp_path), lambda book: book.remove(book[SHEET]))
    assert read(tmp_path, copy) == 0
    assert csv_of(tmp_path) == CROPS_CSV


def test_copies_of_two_people_are_merged_by_cell(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office(tmp_path)
    book = made(tmp_path)
    one = edited(
        book, put(f"{COUNT}{RICE}", 956), put(f"{TONNES}{CANE}", 3), put(f"{CHANGE}{RICE}", 1)
    )
    other = edited(
        book,
        put(f"{COUNT}{CORN}", 5),
        put(f"{TONNES}{CANE}", 3),
        put(f"{CHANGE}{RICE}", 2),
        put_row(NEW, B="Khoai"),
        name="ban-2.xlsx",
    )
    assert read(tmp_path, one) == 0
    capsys.readouterr()
    assert read(tmp_path, other) == 1
    out = capsys.readouterr().out
    assert codes(out) == ["bang-tinh-hai-nguoi-sua"]
    assert "lúc lập sổ là “-1”, nay dự án có “1”, sổ ghi “2”" in out
    merged_csv = (
        CROPS_CSV.replace("955", "956").replace("Ngô,4", "Ngô,5").replace("Mía,,0", "Mía,,3")
        + "khoai,Khoai,,,,,,,\n"
    )
    assert csv_of(tmp_path) == merged_csv.replace('"27,568",-1', '"27,568",1')
    assert read(tmp_path, other, "--overrule") == 0
    assert csv_of(tmp_path) == merged_csv.replace('"27,568",-1', '"27,568",2')


def test_a_row_that_somebody_else_changed_is_not_removed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office(tmp_path)
    book = made(tmp_path)
    assert read(tmp_path, edited(book, put(f"{COUNT}{CORN}", 5))) == 0
    capsys.readouterr()
    assert read(tmp_path, edited(book, put(f"{REMOVE}{CORN}", "bỏ"))) == 1
    assert codes(capsys.readouterr().out) == ["bang-tinh-bo-dong-da-sua"]
    removed = edited(book, put(f"{REMOVE}{RICE}", "bỏ"))
    assert read(tmp_path, removed) == 0
    capsys.readouterr()
    assert read(tmp_path, removed) == 0, "it is gone already"
    assert read(tmp_path, edited(book, put(f"{COUNT}{RICE}", 1))) == 1
    assert codes(capsys.readouterr().out) == ["bang-tinh-dong-khong-con"]


def test_a_published_figure_needs_a_reason_and_a_correction(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    frozen = frozen_text(office(tmp_path).years[2022])
    office(tmp_path, {"data/2022/cong-bo.csv": frozen})
    copy = edited(
        made(tmp_path),
        put(f"{COUNT}{RICE}", 956),
        put(f"{REMOVE}{CANE}", "bỏ"),
        put_row(NEW, B="Khoai", C=7),
    )
    capsys.readouterr()
    assert read(tmp_path, copy) == 1
    out = capsys.readouterr().out
    assert "955 → 956" in out
    assert codes(out) == ["set-thieu-ly-do"]
    assert csv_of(tmp_path) == CROPS_CSV
    why = ("--reason", "Đếm sót", "--by", "Chủ tịch", "--on", "05/03/2023")
    assert read(tmp_path, copy, *why) == 0
    corrections = (tmp_path / "data/2022/dinh-chinh.csv").read_text("utf-8")
    assert [line.split(",")[1:4] for line in corrections.splitlines()[1:]] == [
        ["cay-trong.lua.so_ho", "955", "956"],
        ["cay-trong.mia.ten", "Mía", ""],
        ["cay-trong.mia.san_luong", "0", ""],
        ["cay-trong.mia.tang_giam", "0", ""],
        ["cay-trong.khoai.ten", "", "Khoai"],
        ["cay-trong.khoai.so_ho", "", "7"],
    ]
    assert main(["check", "--root", str(tmp_path)]) == 0


def test_reason_and_person_are_one_line_and_the_day_has_come(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office(tmp_path, {"data/2022/cong-bo.csv": frozen_text(office(tmp_path).years[2022])})
    copy = edited(made(tmp_path), put(f"{COUNT}{RICE}", 956))
    capsys.readouterr()
    why = ("--reason", " Đếm  sót\n một ", "--by", "Chủ tịch\u200b\u00a0xã", "--on")
    assert read(tmp_path, copy, *why, "05/03/2993") == 1
    assert codes(capsys.readouterr().out) == ["set-ngay-chua-den"]
    assert csv_of(tmp_path) == CROPS_CSV
    assert read(tmp_path, copy, *why, "05/03/2023") == 0
    corrections = (tmp_path / "data/2022/dinh-chinh.csv").read_text("utf-8")
    assert corrections.endswith(",955,956,Đếm sót một,Chủ tịch xã\n")


def test_a_finished_year_is_left_without_a_mistake_and_rules_compute(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rules = (
        "quy_tac:\n  - id: tong\n    cau: Cộng lại.\n    loai: tong\n"
        "    bang: cay-trong.lua.so_ho\n"
        "    so_hang: [cay-trong.ngo.so_ho, cay-trong.mia.so_ho]\n"
    )
    csv = CROPS_CSV.replace("955", "9").replace("mia,Mía,", "mia,Mía,5")
    office(tmp_path, {"data/2022/doi-chieu.yaml": rules, CSV: csv})
    book = made(tmp_path)
    capsys.readouterr()
    assert read(tmp_path, edited(book, put(f"{COUNT}{RICE}", 10))) == 1
    assert "quy-tac-khong-dung" in codes(capsys.readouterr().out)
    assert csv_of(tmp_path) == csv
    assert read(tmp_path, edited(book, put(f"{COUNT}{CORN}", 6))) == 0
    assert csv_of(tmp_path) == csv.replace("Lúa,9", "Lúa,11").replace("Ngô,4", "Ngô,6")


def test_a_new_year_is_filled_in_its_workbook(tmp_path: Path) -> None:
    office(tmp_path, {"mkdocs.yml": "site_name: Mẫu\n"})
    assert main(["new-year", "2023", "--root", str(tmp_path)]) == 0
    assert main(["workbook", "2023", "--root", str(tmp_path)]) == 0
    book = tmp_path / "sua-so-lieu-2023.xlsx"
    sheet = load_workbook(book)[SHEET]
    assert sheet[f"{COUNT}{RICE}"].value == "cần điền"
    copy = edited(book, put(f"{COUNT}{RICE}", 960), put(f"{TONNES}{RICE}", 28.25))
    assert read(tmp_path, copy, year="2023") == 0
    lines = (tmp_path / "data/2023/cay-trong.csv").read_text("utf-8").splitlines()
    assert lines[1].startswith('lua,Lúa,960,"28,25",cần điền')


@pytest.mark.parametrize("sign", [",", ";", "\t"])
def test_the_file_keeps_its_delimiter_and_line_ends(tmp_path: Path, sign: str) -> None:
    """A cell with line breaks stands above: lines are counted as the file has them."""
    rows = [["khoa", "ten", "so"], ["a", "Dài\nhai dòng", "5"], ["b", 'Có "nháy"', "6"]]
    columns = [column("khoa"), column("ten"), column("so", "integer")]
    csv = write_csv(rows).replace("\n", "\r\n").replace("Dài\r\n", "Dài\n").replace(",", sign)
    office(tmp_path, {DESCRIPTION: package({"cay-trong": columns}), CSV: csv})
    book = made(tmp_path)
    assert read(tmp_path, edited(book, put("C8", 7), put_row(9, B="Mới", C=1))) == 0
    assert csv_of(tmp_path) == csv.replace(f"{sign}6", f"{sign}7") + sign.join(
        ["moi", "Mới", "1\r\n"]
    )


def state_changed(book: Workbook) -> None:
    sheet = book[STATE]
    sheet["A3"] = sheet["A3"].value.replace("A", "B")


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (lambda book: book.remove(book[STATE]), "bang-tinh-khong-goc"),
        (state_changed, "bang-tinh-hong-goc"),
        (lambda book: book[STATE].delete_rows(2, 5), "bang-tinh-hong-goc"),
        (lambda book: setattr(book[STATE]["A1"], "value", "bao-cao-so-9"), "bang-tinh-hong-goc"),
    ],
)
def test_a_workbook_that_does_not_know_what_it_was_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], edit: Edit, code: str
) -> None:
    office(tmp_path)
    copy = edited(made(tmp_path), edit, put(f"{COUNT}{RICE}", 956))
    capsys.readouterr()
    assert read(tmp_path, copy) == 1
    assert codes(capsys.readouterr().out) == [code]
    assert csv_of(tmp_path) == CROPS_CSV


def test_a_workbook_of_another_year_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office(tmp_path)
    book = made(tmp_path)
    capsys.readouterr()
    assert read(tmp_path, book, year="2021") == 1
    assert codes(capsys.readouterr().out) == ["bang-tinh-nam-khac"]


def test_merged_cells_that_overlap_cost_no_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copy_plan, "confined", confined)
    office(tmp_path)
    book, hostile = made(tmp_path), tmp_path / "sua.xlsx"
    areas = b"".join(b'<mergeCell ref="A1:J9"/>' for _ in range(20_000))
    with zipfile.ZipFile(book) as old, zipfile.ZipFile(hostile, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet2.xml":
                part = part.replace(b"</sheetData>", b"</sheetData><mergeCells>" + areas, 1)
                part = part.replace(areas, areas + b"</mergeCells>", 1)
            new.writestr(name, part)
    capsys.readouterr()
    assert read(tmp_path, hostile) == 1
    assert codes(capsys.readouterr().out) == ["khong-phai-bang"]


TEXTS = st.text(
    st.characters(codec="utf-8", exclude_categories=["Cc", "Cs", "Co", "Cn"]), max_size=12
).filter(lambda text: mended_cell(" ".join(text.split()))[1] is None)  # what is odd has other tests
KEYS = st.lists(st.from_regex(r"[a-z]{1,6}(-[0-9]{1,3})?", fullmatch=True), unique=True, max_size=8)
NUMBERS = st.none() | st.decimals(allow_nan=False, allow_infinity=False, places=3)
COUNTS = st.none() | st.integers(-(10**17), 10**17)
DAYS = st.none() | st.dates()
COLUMNS = [
    column("khoa"),
    column("ten"),
    column("so", "integer"),
    column("do", "number", thap_phan=3),
    column("ngay", "date"),
]


@st.composite
def tables(draw: st.DrawFn) -> list[list[str]]:
    """The rows of a table of every kind of column."""
    rows = []
    for key in draw(KEYS):
        values = [draw(COUNTS), draw(NUMBERS), draw(DAYS)]
        texts = ["" if value is None else write_normal(value) for value in values]
        rows.append([key, " ".join(draw(TEXTS).split()), *texts])
    return rows


@settings(max_examples=40, deadline=None, derandomize=True, database=None)
@given(rows=tables(), data=st.data())
def test_any_table_comes_back_as_it_was_and_just_the_edited_cells_change(
    tmp_path_factory: pytest.TempPathFactory, rows: list[list[str]], data: st.DataObject
) -> None:
    csv = write_csv([[one["name"] for one in COLUMNS], *rows])
    read_tables = read_table(tmp_path_factory.mktemp("bang"), csv, COLUMNS)
    content = editing_workbook(Release({"ten": "Xã", "trang": "Trang"}, read_tables, 2022))
    assert list(merged(read_copy("so.xlsx", content), read_tables, overrule=False)) == []
    if not rows:
        return
    book = load_workbook(io.BytesIO(content))
    sheet = book["Bảng bang"]
    places = st.tuples(st.integers(0, len(rows) - 1), st.sampled_from(["C", "D"]))
    wanted = data.draw(st.dictionaries(places, st.integers(-999_999, 999_999), max_size=5))
    for (number, letter), value in wanted.items():
        sheet[f"{letter}{HEAD_ROW + 1 + number}"] = value
    sheet[f"B{HEAD_ROW + 1 + len(rows)}"] = "Dòng mới"
    saved = io.BytesIO()
    book.save(saved)
    found = list(merged(read_copy("so.xlsx", saved.getvalue()), read_tables, overrule=False))
    changed = {
        (list(read_tables.tables["bang"].rows).index(one.cell.row), one.cell.column.name): one.new
        for one in found
        if isinstance(one, CellEdit)
    }
    numbers = {"C": ("so", 2), "D": ("do", 3)}
    expected = {
        (number, numbers[letter][0]): value
        for (number, letter), value in wanted.items()
        if not equal(rows[number][numbers[letter][1]], value)
    }
    assert {place: float(text.replace(",", ".")) for place, text in changed.items()} == expected
    (added,) = [one for one in found if not isinstance(one, CellEdit)]
    assert isinstance(added, RowAddition)
    assert added.behind == rows[-1][0]


def equal(text: str, value: int) -> bool:
    """Whether a text in the normal form is that number."""
    return bool(text) and float(text.replace(",", ".")) == value


@needs("Calc")
@needs_uno
@pytest.mark.parametrize("ending", ["xlsx", "ods"])
def test_what_somebody_edits_in_libreoffice_comes_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], ending: str
) -> None:
    office(tmp_path, {CSV: CROPS_CSV.replace("Ngô,4", "Ngô,cần điền").replace("Mía", "=1+1")})
    copy = tmp_path / f"ban-sua.{ending}"
    typed = {"C7": "956", "F7": "=DATE(2022;3;5)", "B8": "Khoai", "C8": "=C7*2", "I8": "'0912"}
    edit_in_libreoffice(made(tmp_path), copy, SHEET, typed | {"J9": "bỏ"}, insert_above=8)
    capsys.readouterr()
    assert read(tmp_path, copy) == 0
    header, *_ = CROPS_CSV.splitlines(keepends=True)
    assert csv_of(tmp_path) == (
        f'{header}lua,Lúa,956,"27,568",-1,05/03/2022,1986,"1,5",tỷ đồng\n'
        "khoai,Khoai,1912,,,,,,0912\nmia,=1+1,,0,0,,,,\n"
    )
    assert "5/03/2022 (Bảng cay-trong!F7; sổ ghi công thức" in capsys.readouterr().out


def test_the_workbook_is_neither_published_nor_committed() -> None:
    ignored = Path(__file__).parents[2].joinpath(".gitignore").read_text("utf-8").splitlines()
    assert "*.xlsx" in ignored
