"""A draft from an office's own file: no number and no word of it is lost, nothing is decided."""

import datetime
import re
import shutil
from pathlib import Path

import pypandoc
import pytest
from openpyxl import Workbook

from report.__main__ import main
from report.drafting.importing.readings import Reading, dots_are_thousands, read_value
from report.drafting.importing.sentences import Figures
from report.edition.checks import check
from report.edition.edition import read_edition
from report.figures.results import Figure
from report.figures.values import machine_value
from report.problems.problem import errors, open_places
from report.sources.pages import typed_digits
from report.sources.tables import Dataset
from tests.office import office

MERGED = """\
```{=openxml}
<w:tbl><w:tblPr/><w:tblGrid><w:gridCol/><w:gridCol/><w:gridCol/><w:gridCol/></w:tblGrid>
<w:tr>CELL[<w:vMerge w:val="restart"/>|STT]CELL[<w:vMerge w:val="restart"/>|Loại vụ]\
CELL[<w:gridSpan w:val="2"/>|Kết quả]</w:tr>
<w:tr>CELL[<w:vMerge/>|]CELL[<w:vMerge/>|]CELL[|Số vụ]CELL[|Tỷ lệ (%)]</w:tr>
<w:tr>CELL[|1]CELL[|Trộm cắp]CELL[|1.234.567]CELL[|54,6]</w:tr>
<w:tr>CELL[|2]CELL[|Đánh bạc]CELL[|11]CELL[|45,4]</w:tr>
</w:tbl>
```
"""
REPORT = """\
# BÁO CÁO công tác năm 2023

Huyện có 17 đơn vị hành chính.

## I. Kết quả chung

### 1. An sinh xã hội

Năm 2023, hỗ trợ 15.864 hộ, số tiền **2.636.596.800 đồng**, tỷ lệ 6,02 % (năm 2022 là 5,5%).[^1]
Giao 12.441.000đ và 13.561m^2^ đất, xảy ra 33 vụ/70 đối tượng giai đoạn 2021-2025; kỳ IV/2022.

1. Việc thứ nhất trong {{ 3 }} việc
2. Việc thứ hai

| Xã | Số hộ (hộ) | Ngày |
|---|--:|---|
| Ba Đồi | 1.234.567 | 24/02/2023 |
| Vũ Mẫu | 12 | 05/12/2023 |

### 2. Trật tự an toàn xã hội

Ngày 05/12/2023 và ngày 24 tháng 02 năm 2023 họp 04 lần; ngày 5/8/2023 nghỉ.

MERGED

## II. Phương hướng năm 2024

Phấn đấu 100% xã đạt chuẩn, xem <https://example.vn/2023/tin-7>.

[^1]: Quyết định số 629/QĐ-UBND ngày 22/02/2023.
"""
SPLIT = re.compile(r"\d[\d.,]*\d|\d")


def word(folder: Path, text: str, name: str = "Báo cáo.docx") -> Path:
    """A Word file with the text, written in Markdown."""
    cell = r"<w:tc><w:tcPr>\1</w:tcPr><w:p><w:r><w:t>\2</w:t></w:r></w:p></w:tc>"
    merged = re.sub(r"CELL\[(.*?)\|(.*?)\]", cell, MERGED)
    path = folder / name
    pypandoc.convert_text(
        text.replace("MERGED", merged), "docx", format="markdown", outputfile=str(path)
    )
    return path


def draft(folder: Path, path: Path, year: int = 2023) -> Path:
    """The draft that the command makes of a file in the miniature office."""
    office(folder)
    assert main(["import", str(path), "--year", str(year), "--root", str(folder)]) == 0
    (made,) = (folder / "ban-thao").iterdir()
    return made


def data_of(made: Path, year: int = 2023) -> Dataset:
    """The tables of a draft."""
    return read_edition(made).years[year]


def pages_of(made: Path, year: int = 2023) -> dict[str, str]:
    """The sources of the pages of a draft."""
    folder = made / f"docs/bao-cao/{year}"
    return {path.stem: path.read_text("utf-8") for path in sorted(folder.glob("*.md"))}


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("office")
    return draft(folder, word(tmp_path_factory.mktemp("word"), REPORT))


def test_each_number_of_the_report_is_a_figure_in_its_place(made: Path) -> None:
    results = [one for filled in read_edition(made).pages.values() for one in filled.results]
    shown = {machine_value(cell.value) for one in results for cell in one.figures}
    assert shown >= {"17", "15864", "2636596800", "6.02", "5.5", "12441000", "13561", "33", "70"}
    assert shown >= {"2023-12-05", "2023-02-24", "2023-02-22", "4", "100", "3", "1234567", "54.6"}
    names = [one.text for one in results if isinstance(one, Figure) and one.value is None]
    assert {"2021–2025".replace("–", "-"), "IV/2022", "629/QĐ-UBND"} <= set(names)


def test_no_number_is_lost(made: Path) -> None:
    data = data_of(made)
    kept = " ".join(
        cell.text
        for table in data.tables.values()
        for row in table.rows.values()
        for cell in row.values()
    )
    text = re.sub(r"<https[^>]*>|\[\^1\]|^#+ [IVX1-9]+\.|^\d\. |[{|}]", " ", REPORT, flags=re.M)
    for number in SPLIT.findall(text.replace("m^2^", " ")):
        plain = number.strip(".,")
        assert (
            plain in kept or plain.replace(".", "") in kept or plain in ("2023", "2022", "2024")
        ), number


def test_pages_have_no_typed_digits_and_no_errors(made: Path) -> None:
    edition = read_edition(made)
    for filled in edition.pages.values():
        assert list(typed_digits(filled.page)) == []
    assert errors(check(edition)) == []


def test_every_open_place_is_in_the_list_of_decisions(made: Path) -> None:
    listed = (made / "can-quyet-dinh.md").read_text("utf-8")
    problems = check(read_edition(made))
    assert problems == open_places(problems)
    for problem in problems:
        assert f"{problem.path}:{problem.line}: {problem.message}" in listed
    assert "Câu gốc: Năm 2023, hỗ trợ 15.864 hộ, số tiền 2.636.596.800 đồng" in listed
    assert "“5/8/2023” có thể là ngày 05/08/2023 hoặc 08/05/2023" in listed
    assert "Danh sách đánh số" in listed


def test_a_number_is_a_row_without_a_name_with_its_unit_where_that_is_certain(made: Path) -> None:
    rows = data_of(made).tables["so-nguyen"].rows
    money = next(row for row in rows.values() if row["gia_tri"].text == "2636596800")
    assert (money["ten"].is_open, money["don_vi"].text) == (True, "đồng")
    families = next(row for row in rows.values() if row["gia_tri"].text == "15864")
    assert families["don_vi"].is_open
    assert families["cau"].text.startswith("Năm 2023, hỗ trợ 15.864 hộ")


def test_pages_follow_the_headings(made: Path) -> None:
    pages = pages_of(made)
    assert set(pages) == {
        "index",
        "an-sinh-xa-hoi",
        "trat-tu-an-toan-xa-hoi",
        "phuong-huong-nam-2024",
    }
    assert "muc: I, 1\n" in pages["an-sinh-xa-hoi"]
    assert "# BÁO CÁO công tác năm {{ nam }}\n" in pages["index"]
    assert "[Phương hướng năm {{ nam(1) }}](phuong-huong-nam-2024.md)" in pages["index"]


def test_years_beside_the_report_are_the_macro(made: Path) -> None:
    text = pages_of(made)["an-sinh-xa-hoi"]
    assert "Năm {{ nam }}, hỗ trợ" in text
    assert "(năm {{ nam(-1) }} là" in text


def test_footnotes_links_and_emphasis_stay(made: Path) -> None:
    pages = pages_of(made)
    assert re.search(r"\)\.\[\^1\]", pages["an-sinh-xa-hoi"])
    assert re.search(r"^\[\^1\]: Quyết định số \{\{ so\(", pages["an-sinh-xa-hoi"], re.M)
    assert re.search(r"số tiền \*\*\{\{ so\(.*?\) \}\}\*\*", pages["an-sinh-xa-hoi"])
    assert "<https://example.vn/2023/tin-7>" in pages["phuong-huong-nam-2024"]


def test_tables_become_csv_with_types_and_units(made: Path) -> None:
    table = data_of(made).tables["bang-1"]
    assert [(c.name, c.type, c.unit) for c in table.columns.values()] == [
        ("khoa", "string", None),
        ("xa", "string", None),
        ("so_ho", "integer", "hộ"),
        ("ngay", "date", None),
    ]
    assert [cell.text for cell in table.rows["ba-doi"].values()] == [
        "ba-doi",
        "Ba Đồi",
        "1234567",
        "24/02/2023",
    ]
    assert '{{ bang("bang-1") }}' in pages_of(made)["an-sinh-xa-hoi"]


def test_merged_cells_stand_in_each_place_they_cover(made: Path) -> None:
    table = data_of(made).tables["bang-2"]
    titles = [column.title for column in table.columns.values()]
    assert titles == ["Khóa", "Loại vụ", "STT", "Kết quả – Số vụ", "Kết quả – Tỷ lệ"]
    assert list(table.rows) == ["trom-cap", "danh-bac"]
    assert [cell.text for cell in table.rows["danh-bac"].values()][1:] == [
        "Đánh bạc",
        "2",
        "11",
        "45,4",
    ]


def test_the_original_is_kept(made: Path) -> None:
    assert (made / "goc/Báo cáo.docx").stat().st_size
    text = (made / "goc/Báo cáo.md").read_text("utf-8")
    assert "2.636.596.800" in text
    assert "{{ 3 }}" in text


def test_the_project_is_not_touched_and_nothing_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = word(tmp_path, "# A\n\nCó 5 hộ.\n")
    office(tmp_path / "du-an")
    before = sorted(tmp_path.rglob("*"))
    arguments = ["import", str(path), "--year", "2023", "--root", str(tmp_path / "du-an")]
    assert main(arguments) == 0
    made = sorted(set(tmp_path.rglob("*")) - set(before))
    assert all("ban-thao" in one.parts for one in made)
    (tmp_path / "du-an/ban-thao/bao-cao-2023/can-quyet-dinh.md").write_text("của tôi", "utf-8")
    capsys.readouterr()
    assert main(arguments) == 1
    assert "ban-thao/bao-cao-2023 đã có, không ghi đè" in capsys.readouterr().out
    assert (tmp_path / "du-an/ban-thao/bao-cao-2023/can-quyet-dinh.md").read_text(
        "utf-8"
    ) == "của tôi"
    assert [one.name for one in (tmp_path / "du-an/ban-thao").iterdir()] == ["bao-cao-2023"]


def test_a_filled_draft_can_be_published(tmp_path: Path) -> None:
    made = draft(tmp_path, word(tmp_path, "# A\n\nCó 5 hộ.\n"))
    for path in [*made.glob("data/2023/*"), *made.glob("docs/bao-cao/2023/*")]:
        path.write_text(path.read_text("utf-8").replace("cần điền", "Đã điền"), "utf-8")
    for part in ("data", "docs/bao-cao"):
        shutil.copytree(made / part / "2023", tmp_path / part / "2023")
    assert check(read_edition(tmp_path)) == []


def test_numbered_bold_lines_are_headings_where_a_report_has_no_styles(tmp_path: Path) -> None:
    lines = ["**Phần thứ nhất**", "**I. Kết quả**", "Có 5 hộ.", "**Phần thứ hai**"]
    text = "\n\n".join([*lines, "**I. Việc sau**", "Hết."])
    pages = pages_of(draft(tmp_path, word(tmp_path, text)))
    assert set(pages) == {"index", "ket-qua", "viec-sau"}
    assert "muc: Phần thứ hai, I\n" in pages["viec-sau"]


@pytest.mark.parametrize(
    ("text", "read", "font"),
    [
        (
            "Céng hoµ x· héi chñ nghÜa ViÖt Nam, 955 ng\xadêi.",
            "Cộng hoà xã hội chủ nghĩa Việt Nam",
            "TCVN3",
        ),
        (
            "Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam, 955 ngöôøi.",
            "Cộng hòa xã hội chủ nghĩa Việt Nam",
            "VNI",
        ),
    ],
)
def test_letters_of_old_fonts_become_unicode_where_that_is_certain(
    tmp_path: Path, text: str, read: str, font: str
) -> None:
    made = draft(tmp_path, word(tmp_path, f"# A\n\n{text}\n"))
    assert read in pages_of(made)["index"]
    assert font in (made / "can-quyet-dinh.md").read_text("utf-8")
    assert errors(check(read_edition(made))) == []


def test_a_document_in_an_old_font_is_read_so_in_every_word(tmp_path: Path) -> None:
    made = draft(tmp_path, word(tmp_path, "# Phong trµo thi ®ua ViÖt Nam\n\nCéng.\n"))
    assert pages_of(made)["index"].endswith("# Phong trào thi đua Việt Nam\n\nCộng.\n")


def test_letters_that_are_not_certain_are_left_for_a_person(tmp_path: Path) -> None:
    made = draft(tmp_path, word(tmp_path, "# A\n\nMøller ¸µ xyz.\n\nTiếng Việt rõ ràng.\n"))
    text = pages_of(made)["index"]
    assert "{{ can_viet(" in text
    assert "Tiếng Việt rõ ràng." in text
    assert "Møller" in (made / "goc/Báo cáo.md").read_text("utf-8")
    assert errors(check(read_edition(made))) == []


def test_letters_that_were_lost_are_left_for_a_person(tmp_path: Path) -> None:
    text = "# A\n\nB?o c?o n?m nay.\n\n| Xã | Số |\n|---|---|\n| T?m Kim | 5 |\n"
    made = draft(tmp_path, word(tmp_path, text))
    assert "{{ can_viet(" in pages_of(made)["index"]
    (row,) = data_of(made).tables["bang-1"].rows.values()
    assert row["xa"].is_open
    assert errors(check(read_edition(made))) == []
    assert "đã mất dấu" in (made / "can-quyet-dinh.md").read_text("utf-8")


def test_footnotes_of_headings_and_tables_stand_below_them(tmp_path: Path) -> None:
    table = "| Xã[^2] | Số |\n|---|---|\n| B | 5 |"
    text = f"# A[^1]\n\nMột câu.\n\n{table}\n\n[^1]: Chú A.\n[^2]: Chú B.\n"
    page = pages_of(draft(tmp_path, word(tmp_path, text)))["index"]
    assert page.endswith('# A\n\nChú A.\n\nMột câu.\n\n{{ bang("bang-1") }}\n\nChú B.\n')


def test_the_letterhead_is_no_table(tmp_path: Path) -> None:
    head = "| UBND XÃ MẪU | CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM |\n|---|---|\n| Số: 5/BC | Độc lập |"
    made = draft(tmp_path, word(tmp_path, f"{head}\n\n# A\n\nCó 7 hộ.\n"))
    assert "bang-1" not in data_of(made).tables
    assert "UBND XÃ MẪU\n" in pages_of(made)["index"]


def test_words_in_a_column_of_words_need_no_reading(tmp_path: Path) -> None:
    text = "# A\n\n| Xã | Ghi chú |\n|---|---|\n| Ba Đồi | 27.568 |\n| Vũ Mẫu | chưa có |\n"
    made = draft(tmp_path, word(tmp_path, text))
    rows = data_of(made).tables["bang-1"].rows
    assert [row["ghi_chu"].text for row in rows.values()] == ["27.568", "chưa có"]


@pytest.fixture(scope="module")
def workbook(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The draft of a workbook as offices have them."""
    folder = tmp_path_factory.mktemp("office")
    book = Workbook()
    sheet = book.worksheets[0]
    sheet.title = "Việc làm"
    sheet.append(["BIỂU TỔNG HỢP"])
    sheet.merge_cells("A1:E1")
    sheet.append(["STT", "Xã", "Kết quả", None, "Ngày"])
    sheet.append([None, None, "Số người (người)", "Tỷ lệ", None])
    for area in ("A2:A3", "B2:B3", "C2:D2", "E2:E3"):
        sheet.merge_cells(area)
    day = datetime.datetime(2023, 2, 24)  # noqa: DTZ001 - Excel knows no zones
    sheet.append([1, "Ba Đồi", 955, 0.0602, day])
    sheet.append([])
    sheet.append([2, "Vũ Mẫu", 2636596800, 0.1 + 0.2, datetime.date(2023, 12, 5)])
    sheet.append([None, "Tổng", "=SUM(C4:C6)"])
    for line in (4, 6):
        sheet[f"D{line}"].number_format = "0.00%"
    book.create_sheet("Trống")
    other = book.create_sheet("Vốn")
    other.append(["Chương trình", "Số tiền"])
    other.append(["Hộ nghèo", "27.568"])
    other.append(["Cận nghèo", 5.61])
    other.append(["Khác", "#REF!"])
    other.sheet_state = "hidden"
    book.save(folder / "Biểu.xlsx")
    return draft(folder, folder / "Biểu.xlsx")


def test_a_sheet_becomes_a_table(workbook: Path) -> None:
    table = data_of(workbook).tables["bang-1"]
    assert table.title == "BIỂU TỔNG HỢP"
    assert [(c.title, c.type, c.unit) for c in table.columns.values()][1:] == [
        ("Xã", "string", None),
        ("STT", "integer", None),
        ("Kết quả – Số người", "integer", "người"),
        ("Kết quả – Tỷ lệ", "number", "%"),
        ("Ngày", "date", None),
    ]
    assert [[cell.text for cell in row.values()][1:] for row in table.rows.values()] == [
        ["Ba Đồi", "1", "955", "6,02", "24/02/2023"],
        ["Vũ Mẫu", "2", "2636596800", "30", "05/12/2023"],
        ["Tổng", "", "cần điền", "", ""],
    ]


def test_what_a_workbook_leaves_open_is_to_be_decided(workbook: Path) -> None:
    listed = (workbook / "can-quyet-dinh.md").read_text("utf-8")
    assert errors(check(read_edition(workbook))) == []
    for what in (
        "công thức chưa có kết quả trong tệp",
        "“27.568” có thể là 27568 hoặc",
        "lỗi của Excel",
        "Trang tính “Trống” không có bảng",
        "Trang tính “Vốn” đang ẩn",
    ):
        assert what in listed
    assert (workbook / "goc/Biểu.xlsx").is_file()


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.doc", "thieu.docx"])
def test_a_file_that_cannot_be_read_is_named_and_leaves_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    office(tmp_path)
    for bad in ("a.docx", "a.xlsx", "a.doc"):
        (tmp_path / bad).write_bytes(b"PK\x03\x04 not a document")
    assert main(["import", str(tmp_path / name), "--year", "2023", "--root", str(tmp_path)]) == 1
    assert name in capsys.readouterr().out
    assert not (tmp_path / "ban-thao").exists()


@pytest.mark.parametrize(
    ("written", "thousands", "kind", "text"),
    [
        ("2.636.596.800", False, "integer", "2636596800"),
        ("27.568", True, "integer", "27568"),
        ("27.568", False, "integer", "cần điền"),
        ("6,02", False, "number", "6,02"),
        ("24/02/2023", False, "date", "24/02/2023"),
        ("31/02/2023", False, "date", "cần điền"),
        ("10-NQ/TW", False, "string", "10-NQ/TW"),
        ("", False, "string", ""),
    ],
)
def test_a_value_is_read_only_where_it_can_mean_one_thing(
    written: str, thousands: bool, kind: str, text: str
) -> None:
    reading = read_value(written, thousands)
    assert (reading.kind, reading.text) == (kind, text)
    assert bool(reading.doubt) == (text == "cần điền")


@pytest.mark.parametrize(
    ("text", "thousands"),
    [
        ("có 41.800 người, đạt 6,02%", True),
        ("2.636.596.800 đồng, 27.568 hộ", True),
        ("27.568 hộ", False),
        ("41.800 và 1,234.5", False),
        ("41.800; 6,02; 2,636,596,800", False),
    ],
)
def test_a_document_shows_how_it_writes_thousands(text: str, thousands: bool) -> None:
    assert dots_are_thousands(text) is thousands


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("có 955 người.", "có {so-nguyen} người."),
        ("đạt 6,02%, hết", "đạt {so-thap-phan}, hết"),
        ("7.136,5 ha/năm", "{so-thap-phan}/năm"),
        ("dịch COVID-19 năm 2019", "dịch {ten-goi} năm {ten-goi}"),
        ("Chỉ thị số 05-CT/TW", "Chỉ thị số {ten-goi}"),
        ("11 vụ/44 đối tượng", "{so-nguyen} vụ/{so-nguyen} đối tượng"),
        ("ngày 30/4, 02/9.", "ngày {ten-goi}, {ten-goi}."),
        ("từ -2025 -7", "từ -{ten-goi} -{ten-goi}"),
        ("[trang 7](a-7.md) và [^7]", "[trang {so-nguyen}](a-7.md) và [^7]"),
        ("1\\. Một", "{ten-goi}\\. Một"),
        ("x²³ và m²", "x²³ và m²"),
        ("nước²7", "nước²{so-nguyen}"),
    ],
)
def test_every_digit_of_a_sentence_becomes_a_call(text: str, rest: str) -> None:
    figures = Figures(2023, thousands=True)
    replaced = figures.replace(text, "trang")
    assert re.sub(r'\{\{ so\("([a-z-]+)\..*?\}\}', r"{\1}", replaced) == rest


def test_a_name_that_comes_again_is_the_same_row() -> None:
    figures = Figures(2023, thousands=True)
    replaced = figures.replace("COVID-19 và COVID-19; 5 và 5", "trang")
    assert replaced.count('so("ten-goi.trang-1.ten")') == 2
    assert [row.reading for row in figures.rows["string"]] == [Reading("string", "COVID-19")]
    assert len(figures.rows["integer"]) == 2
