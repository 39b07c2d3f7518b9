"""The tables of a workbook: each found where it stands, and nothing of a sheet lost in silence."""

import csv
import io
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.chart import BarChart, Reference
from openpyxl.comments import Comment
from openpyxl.worksheet.worksheet import Worksheet

from report.drafting.importing import read_draft, workbook
from tests.drafting.docx import packed, parts_of

Row = Sequence[object]


def sheet_of(rows: Iterable[Row], title: str = "Số hộ") -> Worksheet:
    """The sheet of a new workbook, with these rows; an empty one stays empty."""
    sheet = Workbook().worksheets[0]
    sheet.title = title
    for row in rows:
        sheet.append(list(row))
    return sheet


def saved(sheet: Worksheet) -> bytes:
    """The workbook of a sheet as a file."""
    content = io.BytesIO()
    book = sheet.parent
    assert book is not None
    book.save(content)
    return content.getvalue()


class Imported:
    """What the import makes of the workbook of a sheet."""

    def __init__(self, sheet: Worksheet | bytes) -> None:
        content = sheet if isinstance(sheet, bytes) else saved(sheet)
        draft, _, self.remarks = read_draft("Biểu.xlsx", content, 2023, "UBND huyện")
        self.listed = "\n".join(self.remarks)
        self.files: Mapping[str, str] = draft.files
        self.doubts = "\n".join(text for told in draft.contexts.values() for text in told)

    def table(self, number: int = 1) -> list[list[str]]:
        """The rows of a table, header first, without the keys."""
        rows = csv.reader(self.files[f"data/2023/bang-{number}.csv"].splitlines())
        return [row[1:] for row in rows]

    @property
    def count(self) -> int:
        """How many tables there are."""
        return sum("/bang-" in path for path in self.files)


HEADS = ["Xã", "Số hộ", "Số người"]
ROWS: list[Row] = [HEADS, ["Ba Đồi", 955, 3820], ["Vũ Mẫu", 12, 48]]
TABLE = [["xa", "so_ho", "so_nguoi"], ["Ba Đồi", "955", "3820"], ["Vũ Mẫu", "12", "48"]]


@pytest.mark.parametrize("title", [[["Bảng 2. Thôn"]], []])
def test_tables_below_one_another_are_tables_of_their_own(title: list[Row]) -> None:
    made = Imported(sheet_of([*ROWS, [], *title, ["Thôn", "Diện tích"], ["Bản A", 11]]))
    assert made.table(1) == TABLE
    assert made.table(2) == [["thon", "dien_tich"], ["Bản A", "11"]]
    assert "Trang tính “Số hộ” có 2 bảng" in made.listed


def test_tables_beside_one_another_are_tables_of_their_own() -> None:
    rows = [
        [*HEADS, None, "Trường", "Số lớp"],
        ["Ba Đồi", 955, 3820, None, "Tiểu học", 91],
        ["Vũ Mẫu", 12, 48, None, "Mầm non", 92],
    ]
    made = Imported(sheet_of(rows))
    assert made.table(1) == TABLE
    assert made.table(2) == [["truong", "so_lop"], ["Tiểu học", "91"], ["Mầm non", "92"]]


def test_an_empty_row_or_column_parts_no_table() -> None:
    made = Imported(sheet_of([ROWS[0], ROWS[1], [], ROWS[2]]))
    assert made.table() == TABLE
    rows = [["Xã", "Số hộ", None, "Số người"], ["Ba Đồi", 955, None, 3820]]
    made = Imported(sheet_of([*rows, ["Vũ Mẫu", 12, None, 48]]))
    assert made.table() == TABLE


@pytest.mark.parametrize("place", ["merged", "first", "last"])
def test_a_row_that_opens_a_part_of_a_table_is_a_name_without_figures(place: str) -> None:
    part: Row = [None, None, "I. Vùng cao"] if place == "last" else ["I. Vùng cao"]
    sheet = sheet_of([ROWS[0], part, *ROWS[1:]])
    if place == "merged":
        sheet.merge_cells("A2:C2")
    assert Imported(sheet).table() == [TABLE[0], ["I. Vùng cao", "", ""], *TABLE[1:]]


def test_a_sign_for_none_keeps_a_column_of_numbers_and_is_listed() -> None:
    made = Imported(sheet_of([*ROWS, ["Yên Mẫu", "-", 7]]))
    assert made.table() == [*TABLE, ["Yên Mẫu", "", "7"]]
    assert "dấu trong cột số" in made.listed
    assert "“yen-mau”" in made.listed


def test_the_last_row_may_have_a_sign_for_none_only() -> None:
    made = Imported(sheet_of([*ROWS, ["Yên Mẫu", "-", "–"]]))
    assert made.table()[-1] == ["Yên Mẫu", "", ""]


def test_a_word_in_a_column_of_numbers_is_to_be_decided() -> None:
    made = Imported(sheet_of([*ROWS, ["Yên Mẫu", "chưa báo cáo", 7]]))
    assert made.table() == [*TABLE, ["Yên Mẫu", "cần điền", "7"]]
    assert "“chưa báo cáo” trong cột số" in made.doubts


@pytest.mark.parametrize("numbers", [["(1)", "(2)", "(3)"], ["A", 1, 2], [1, 2, 3]])
def test_the_row_that_numbers_the_columns_is_no_data(numbers: Row) -> None:
    made = Imported(sheet_of([ROWS[0], numbers, *ROWS[1:]]))
    assert made.table() == TABLE
    assert "dòng đánh số các cột" in made.listed
    assert "Số hộ!A2" in made.listed


def test_titles_of_columns_may_have_several_rows_without_merged_cells() -> None:
    heads = [["Xã", "Kết quả", None], [None, "Hộ", "Người"]]
    made = Imported(sheet_of([*heads, *ROWS[1:]]))
    assert made.table()[1:] == TABLE[1:]
    assert made.table()[0] == ["xa", "ket_qua_ho", "nguoi"]


def test_notes_and_signatures_below_a_table_are_listed_with_their_places() -> None:
    notes = [["Ghi chú: tính đến 31/12/2023"], [], ["Người lập biểu", None, "Thủ trưởng"]]
    made = Imported(sheet_of([*ROWS, *notes, ["Nguyễn A", None, "Trần B"]]))
    assert made.table() == TABLE
    for words, place in (
        ("Ghi chú: tính đến 31/12/2023", "Số hộ!A4"),
        ("Người lập biểu | Thủ trưởng", "Số hộ!A6"),
        ("Nguyễn A | Trần B", "Số hộ!A7"),
    ):
        assert f"“{words}”, chỗ: {place}" in made.listed


def test_the_letterhead_of_a_sheet_is_no_title() -> None:
    head = ["UBND HUYỆN MẪU", None, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"]
    made = Imported(sheet_of([head, ["BIỂU 1. SỐ HỘ"], *ROWS]))
    assert made.table() == TABLE
    assert "title: BIỂU 1. SỐ HỘ\n" in made.files["data/2023/datapackage.yaml"]
    assert "chỗ: Số hộ!A1" in made.listed


def test_a_table_without_titles_begins_with_its_figures() -> None:
    made = Imported(sheet_of(ROWS[1:]))
    assert made.table()[1:] == TABLE[1:]
    made = Imported(sheet_of([ROWS[1]]))
    assert made.table()[1:] == [TABLE[1]]


def test_years_are_titles_of_columns() -> None:
    made = Imported(sheet_of([["Xã", 2021, 2022], *ROWS[1:]]))
    assert made.table()[0] == ["xa", "cot_2021", "cot_2022"]
    assert made.table()[1:] == TABLE[1:]


def in_format(number_format: str, *values: object) -> Imported:
    """What is made of a column of values in a number format."""
    sheet = sheet_of(
        [["Xã", "Số"], *([f"Xã {chr(97 + at)}", one] for at, one in enumerate(values))]
    )
    for row in range(2, len(values) + 2):
        sheet.cell(row, 2).number_format = number_format
    return Imported(sheet)


@pytest.mark.parametrize(
    ("number_format", "value", "written"),
    [
        ("0000000000", 900000000, "0900000000"),
        ("0000 000 000", 912345678, "0912 345 678"),
        ('0000"."000\\.000', 912345678, "0912.345.678"),
        ("000", 1234, "1234"),
        ("[h]:mm", 1.5, "36:00:00"),
        ("[h]:mm", -0.25, "-6:00:00"),
        ("d/m/yyyy h:mm", 44562.25, "01/01/2022 06:00:00"),
    ],
)
def test_a_cell_is_written_as_its_format_shows_it(
    number_format: str, value: float, written: str
) -> None:
    assert in_format(number_format, value).table()[1][1] == written


@pytest.mark.parametrize(
    ("number_format", "unit"),
    [
        ('#,##0 "đồng"', "đồng"),
        ("#,##0 [$₫-42A]", "₫"),
        ("$#,##0.00", "$"),
        ("0\\k\\g;[Red]-0\\k\\g", "kg"),
        ('_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)', ""),
        ('0.0,"M"', ""),
        ("0.00E+00", ""),
    ],
)
def test_a_unit_that_a_format_shows_is_that_of_the_column(number_format: str, unit: str) -> None:
    described = in_format(number_format, 1200000, -7).files["data/2023/datapackage.yaml"]
    assert re.findall("don_vi: (.*)", described) == ([unit] if unit else [])


def test_another_unit_in_a_column_is_asked_for() -> None:
    sheet = sheet_of([["Xã", "Lúa"], ["An", 5], ["Bình", 700]])
    sheet["B2"].number_format, sheet["B3"].number_format = '0 "tấn"', '0 "kg"'
    made = Imported(sheet)
    assert made.table()[1:] == [["An", "5"], ["Bình", "cần điền"]]
    assert "“700” hiện với đơn vị khác: “kg”" in made.doubts


@pytest.mark.parametrize(
    ("number_format", "named"),
    [
        ('0.0,"M"', "B2, B3"),
        ("0,,", "B2, B3"),
        (";;;", "B2"),
        ('"có";"không";"-"', "B2"),
        ('"có";;"không"', "B2, B3"),
        ('#,##0;-#,##0;"-"', ""),
        ("# ?/?", ""),
        ("0,00", ""),
        ("", ""),
    ],
)
def test_numbers_that_a_sheet_shows_otherwise_are_named(number_format: str, named: str) -> None:
    made = in_format(number_format, 1234567, 0)
    assert [row[1] for row in made.table()[1:]] == ["1234567", "0"]
    told = re.findall("kiểu số của ô (.*) rút gọn", made.listed)
    assert told == ([named] if named else [])


def test_a_number_in_a_format_of_days_that_is_no_day_is_asked_for() -> None:
    made = in_format("dd/mm/yyyy", 3000000)
    assert made.table()[1][1] == "cần điền"
    assert "“3000000” ở kiểu ngày, nhưng không phải ngày nào" in made.doubts


def test_a_number_that_is_struck_out_does_not_join_its_neighbour() -> None:
    struck = CellRichText(TextBlock(InlineFont(strike=True), "120"), "125")
    made = Imported(sheet_of([["Xã", "Số hộ"], ["Ba Đồi", struck], ["Vũ Mẫu", 12]]))
    assert made.table()[1] == ["Ba Đồi", "125"]
    assert "(đối chiếu với tệp gốc): “120 125”, chỗ: Số hộ!B2" in made.listed


def test_hidden_rows_and_columns_are_read_and_named() -> None:
    sheet = sheet_of(ROWS)
    dimensions: Any = sheet
    dimensions.row_dimensions[3].hidden = True
    dimensions.column_dimensions["C"].hidden = True
    made = Imported(sheet)
    assert made.table() == TABLE
    assert "Trang tính “Số hộ” có dòng 3, cột C đang ẩn" in made.listed


def test_words_beside_no_table_are_listed_with_their_places() -> None:
    made = Imported(sheet_of([["Kế hoạch năm"], ["còn chờ"]], "Nháp"))
    assert made.count == 0
    assert "“Kế hoạch năm”, chỗ: Nháp!A1" in made.listed
    assert "“còn chờ”, chỗ: Nháp!A2" in made.listed


def test_a_comment_a_header_of_the_print_and_a_title_of_the_file_are_listed() -> None:
    sheet = sheet_of(ROWS)
    sheet["B2"].comment = Comment("Số liệu tạm tính", "Cán bộ")
    sheet.oddHeader.center.text = "&BMẬT&D"  # type: ignore[union-attr]
    book: Any = sheet.parent
    book.properties.title = "Biểu gửi tỉnh"
    listed = Imported(sheet).listed
    assert "(ghi chú của ô): “Số liệu tạm tính”, chỗ: Số hộ!B2" in listed
    assert "(in ở lề): “MẬT”, chỗ: Số hộ" in listed
    assert "(thuộc tính của tệp): “Biểu gửi tỉnh" in listed


BOX = """<xdr:oneCellAnchor><xdr:from><xdr:col>3</xdr:col><xdr:colOff>0</xdr:colOff><xdr:row>7\
</xdr:row><xdr:rowOff>0</xdr:rowOff></xdr:from><xdr:ext cx="9" cy="9"/><xdr:sp><xdr:txBody>
<a:p xmlns:a="a"><a:r><a:t>Trong đó 30</a:t></a:r><a:r><a:t>0 hộ mới</a:t></a:r></a:p>
</xdr:txBody></xdr:sp><xdr:clientData/></xdr:oneCellAnchor>"""


def test_a_text_box_and_a_chart_are_listed_with_their_cells() -> None:
    sheet = sheet_of(ROWS)
    chart = BarChart()
    chart.title = "Hộ theo xã"
    chart.add_data(Reference(sheet, min_col=2, min_row=1, max_row=3), titles_from_data=True)
    sheet.add_chart(chart, "E5")
    parts = parts_of(saved(sheet))
    name = "xl/drawings/drawing1.xml"
    drawing = parts[name].decode()
    root = "xmlns:xdr='http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing'"
    parts[name] = re.sub(
        r"(?=</(?:xdr:)?wsDr>)", lambda _: BOX.replace("Anchor>", f"Anchor {root}>", 1), drawing
    ).encode()
    listed = Imported(packed(parts)).listed
    assert "(khung chữ, hình): “Trong đó 300 hộ mới”, chỗ: Số hộ!D8" in listed
    assert "(biểu đồ): “Hộ theo xã" in listed
    assert "chỗ: Số hộ!E5" in listed


def test_a_workbook_is_whole_in_its_draft() -> None:
    """Nothing is listed as lost that stands in a table, however its cells are written."""
    sheet = sheet_of([["Xã", "Tỷ lệ", "Ngày", "Đạt"], ["Ba Đồi", 0.5, date(2023, 2, 24), True]])
    sheet["B2"].number_format = "0%"
    assert Imported(sheet).remarks == ["Chưa có trong bản thảo (thuộc tính của tệp): “openpyxl”"]


def test_a_text_that_the_tables_do_not_have_is_listed_by_its_cell(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whatever a mistake of the reader leaves out, the balance finds."""
    monkeypatch.setattr(workbook, "left_out_rows", lambda *_: ())
    listed = Imported(sheet_of([*ROWS, ["Ghi chú: còn 7 hộ"]])).listed
    assert "(đối chiếu với tệp gốc): “Ghi chú: còn 7 hộ”, chỗ: Số hộ!A4" in listed


def test_a_title_that_is_merged_over_an_empty_column_keeps_its_table_whole() -> None:
    rows = [
        ["Xã", "Số hộ", None, "Thôn", "Số người"],
        ["Ba Đồi", 955, None, "Bản A", 91],
        ["Vũ Mẫu", 12, None, "Bản B", 92],
    ]
    assert Imported(sheet_of(rows)).count == 2
    merged = sheet_of([["Đơn vị", "Số hộ", None, None, "Số người"], *rows[1:]])
    merged.merge_cells("B1:D1")
    assert Imported(merged).count == 1


def test_a_table_of_words_ends_at_its_signatures_and_no_sooner() -> None:
    rows = [["Xã", "Chủ tịch"], ["Ba Đồi", "Ông A"], ["Vũ Mẫu", "Bà B"]]
    signed = Imported(sheet_of([*rows, [], ["NGƯỜI LẬP BIỂU", "CHỦ TỊCH"]]))
    whole = [["xa", "chu_tich"], ["Ba Đồi", "Ông A"], ["Vũ Mẫu", "Bà B"]]
    assert signed.table() == whole
    assert "NGƯỜI LẬP BIỂU" in signed.listed
    assert Imported(sheet_of(rows)).table() == whole


PICTURE = """<xdr:pic><xdr:nvPicPr><xdr:cNvPr id="2" name="Picture 1" descr="Sơ đồ huyện"/>\
</xdr:nvPicPr></xdr:pic>"""


def test_a_picture_is_listed_by_what_it_shows() -> None:
    sheet = sheet_of(ROWS)
    sheet.add_chart(BarChart(), "E5")
    parts = parts_of(saved(sheet))
    name = "xl/drawings/drawing1.xml"
    root = "xmlns:xdr='http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing'"
    box = re.sub(r"<xdr:sp>.*</xdr:sp>", PICTURE, BOX, flags=re.S).replace(
        "Anchor>", f"Anchor {root}>", 1
    )
    parts[name] = re.sub(r"(?=</(?:xdr:)?wsDr>)", lambda _: box, parts[name].decode()).encode()
    listed = Imported(packed(parts)).listed
    assert "hình “Sơ đồ huyện””, chỗ: Số hộ!D8" in listed


SST = "<sst xmlns='http://schemas.openxmlformats.org/spreadsheetml/2006/main'>"
SHARED_RELATION = """<Relationship Id="rId99" Target="sharedStrings.xml" Type="\
http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"/>"""
SHARED_TYPE = """<Override PartName="/xl/sharedStrings.xml" ContentType="\
application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>"""


def test_a_text_that_cells_share_is_held_against_the_tables(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Excel keeps texts apart from the cells, by their numbers."""
    monkeypatch.setattr(workbook, "left_out_rows", lambda *_: ())
    parts = parts_of(saved(sheet_of([*ROWS, ["Ghi chú: còn 7 hộ"]])))
    name = "xl/worksheets/sheet1.xml"
    shared = '<c r="A4" t="s"><v>0</v></c>'
    text, count = re.subn(r'<c r="A4".*?</c>', shared, parts[name].decode(), flags=re.S)
    assert count == 1
    parts[name] = text.encode()
    parts["xl/sharedStrings.xml"] = f"{SST}<si><t>Ghi chú: 8 hộ</t></si></sst>".encode()
    for path, end, more in (
        ("xl/_rels/workbook.xml.rels", "</Relationships>", SHARED_RELATION),
        ("[Content_Types].xml", "</Types>", SHARED_TYPE),
    ):
        parts[path] = parts[path].decode().replace(end, more + end).encode()
    listed = Imported(packed(parts)).listed
    assert "(đối chiếu với tệp gốc): “Ghi chú: 8 hộ”, chỗ: Số hộ!A4" in listed
