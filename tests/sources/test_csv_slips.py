"""What Excel and copying leave in a CSV: mended where that is certain, named for what it is."""

import io
import zipfile
from pathlib import Path

import pytest

from report.__main__ import main
from report.edition.checks import check
from report.edition.edition import read_edition
from report.problems.problem import Problem, errors
from tests.office import CROPS_CSV, cell, column, office, read_table

CSV = "data/2022/cay-trong.csv"
HEADER = CROPS_CSV.splitlines()[0]


def read_by(table: str, text: str) -> bytes:
    """A file in UTF-8 that was opened by another table and saved."""
    return "".join(
        bytes([byte]).decode(table, "ignore") or chr(byte) for byte in text.encode()
    ).encode()


def in_zip(*names: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, "a")
    return content.getvalue()


def told(folder: Path, content: bytes) -> list[Problem]:
    """What an editor is told of the miniature office with another CSV."""
    office(folder)
    (folder / CSV).write_bytes(content)
    return check(read_edition(folder))


def in_one_cell(text: str, more: str = "") -> bytes:
    lines = (line.replace('"', '""') for line in text.splitlines())
    return "".join(f'"{line}"{more}\n' for line in lines).encode()


def changed(old: str, new: str) -> bytes:
    assert old in CROPS_CSV
    return CROPS_CSV.replace(old, new).encode()


CERTAIN = {
    "a cell": (changed("Lúa", "LÃºa"), "utf-8-doc-lai", 2),
    "the file": (read_by("cp1252", CROPS_CSV), "ca-tep-doc-sai", 1),
    "the file in Vietnamese Windows": (read_by("cp1258", CROPS_CSV), "ca-tep-doc-sai", 1),
    "the file with its mark": (read_by("cp1252", f"\ufeff{CROPS_CSV}"), "ca-tep-doc-sai", 1),
    "rows in one cell": (in_one_cell(CROPS_CSV), "ca-dong-mot-o", 1),
    "rows in the first cell": (in_one_cell(CROPS_CSV, ",,,,,,,,"), "ca-dong-mot-o", 1),
    "a row in one cell": (changed("mia,Mía,,0,0,,,,", '"mia,Mía,,0,0,,,,"'), "ca-dong-mot-o", 4),
    "capitals": (changed(HEADER, HEADER.upper()), "ten-cot-viet-khac", 1),
    "marks on letters": (changed("khoa,ten,so_ho", "Khóa,Tên,Số hộ"), "ten-cot-viet-khac", 1),
    "a mark of direction": (changed("Lúa", "Lú\u200ea"), "ky-tu-an", 2),
    "a sign before the header": (b"\xe2\x80\x8f" + CROPS_CSV.encode(), "ky-tu-an", 1),
    "a hidden sign in a key": (changed("lua,", "lu\u200ba,"), "ky-tu-an", 2),
    "a code of Excel": (changed("Lúa", "Lúa_x000D_"), "ma-excel", 2),
}


@pytest.mark.parametrize("slip", CERTAIN)
def test_what_is_certain_is_told_once_and_mended_by_tidy(tmp_path: Path, slip: str) -> None:
    content, code, line = CERTAIN[slip]
    found = told(tmp_path, content)
    assert [(one.code, one.line) for one in found] == [(code, line)]
    assert errors(found) == []
    assert main(["tidy", "--root", str(tmp_path)]) == 0
    assert (tmp_path / CSV).read_text("utf-8") == CROPS_CSV


def test_a_reading_is_offered_at_its_line_and_column(tmp_path: Path) -> None:
    (found,) = told(tmp_path, changed("Lúa", "viá»‡c lÃ m"))
    assert found.place == "cột “ten”"
    assert "Ý là “việc làm”?" in found.mend


def test_a_hidden_sign_is_named_with_its_number_and_place(tmp_path: Path) -> None:
    (found,) = told(tmp_path, changed("Lúa", "Lú\u200ea"))
    assert "U+200E (dấu hướng chữ) sau “Lú”" in found.message
    assert found.place == "cột “ten”"


@pytest.mark.parametrize(
    ("content", "code", "kind"),
    [
        (in_zip("[Content_Types].xml", "xl/workbook.xml"), "tep-la-so-tinh", ".xlsx"),
        (in_zip("word/document.xml"), "tep-la-loai-khac", ".docx"),
        (in_zip("a.txt"), "tep-la-loai-khac", "ZIP"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "Workbook".encode("utf-16-le"),
            "tep-la-so-tinh",
            ".xls",
        ),
        (b"%PDF-1.7\n\x00\xff", "tep-la-loai-khac", "PDF"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html><html>", "tep-la-loai-khac", "HTML"),
    ],
)
def test_another_kind_of_file_is_called_by_its_name(
    tmp_path: Path, content: bytes, code: str, kind: str
) -> None:
    (found,) = told(tmp_path, content)
    assert found.code == code
    assert kind in found.message


def test_bytes_of_zero_are_told_at_their_line(tmp_path: Path) -> None:
    (found,) = told(tmp_path, changed("Ngô", "\0\0\0"))
    assert (found.code, found.line, dict(found.fields)["count"]) == ("co-byte-rong", 3, "3")


@pytest.mark.parametrize("text", ["2,336", "-2,336", "2.336", "1,000"])
def test_one_group_of_three_digits_is_asked_about_with_both_readings(
    tmp_path: Path, text: str
) -> None:
    assert isinstance(cell(tmp_path, text, "number").value, str)


def test_both_readings_are_named_and_how_to_say_which(tmp_path: Path) -> None:
    columns = [column("khoa"), column("ten"), column("so", "number", decimalChar=",")]
    found = read_table(tmp_path, 'khoa,ten,so\na,A,"2,336"\n', columns).problems
    assert [one.code for one in found] == ["so-phay-hai-nghia"]
    assert "2336" in found[0].message
    assert '"2,336"' in found[0].message
    assert "thap_phan: 3" in found[0].mend


@pytest.mark.parametrize(
    ("text", "more"),
    [
        ("2,336", {"thap_phan": 3}),
        ("2,336", {"constraints": {"maximum": 100}}),
        ("69,75", {}),
        ("0,568", {}),
        ("1234,567", {}),
        ("2,3360", {}),
    ],
)
def test_decimals_that_cannot_be_thousands_are_read(
    tmp_path: Path, text: str, more: dict[str, object]
) -> None:
    assert cell(tmp_path, text, "number", **more).text == text
    assert not isinstance(cell(tmp_path, text, "number", **more).value, str)


@pytest.mark.parametrize("kind", ["integer", "number", "string", "date"])
@pytest.mark.parametrize("text", ["02-Thg1", "2-Jan", "Jan-02", "Thg1-02", "thg1-02"])
def test_a_date_that_excel_made_is_named_so(tmp_path: Path, kind: str, text: str) -> None:
    columns = [column("khoa"), column("ten"), column("so", kind)]
    found = read_table(tmp_path, f"khoa,ten,so\na,A,{text}\n", columns).problems
    assert [one.code for one in found] == ["excel-thanh-ngay"]


def test_a_period_that_an_office_writes_is_none_of_excel(tmp_path: Path) -> None:
    periods = ("Tháng 1-6", "Tháng 3-2022", "tháng 9-12", "THÁNG 10-2022", "Thg 1-6", "6 tháng")
    rows = "".join(f"a-{number},{text},1\n" for number, text in enumerate(periods))
    columns = [column("khoa"), column("ten"), column("so", "integer")]
    assert read_table(tmp_path, f"khoa,ten,so\n{rows}", columns).problems == ()


WRITTEN_MONTHS = (
    ("02-Thg1", "2/1, 2-1, 2.1"),
    ("02-THG12", "2/12, 2-12, 2.12"),
    ("3-Feb", "3/2, 3-2, 3.2"),
    ("FEB-03", "2/3, 2-3, 2.3"),
)


def test_what_was_typed_before_is_named(tmp_path: Path) -> None:
    for text, typed in WRITTEN_MONTHS:
        (found,) = told(tmp_path, changed("955", text))
        assert dict(found.fields)["typed"] == typed
