"""What pandoc leaves out or reads wrong in a Word file: it is in the draft, or in the decisions."""

import pytest

from tests.drafting.docx import (
    BOLD,
    NAMESPACES,
    bold,
    cell,
    docx,
    numbered,
    numbering,
    paragraph,
    part,
    run,
    styles,
    table,
)
from tests.drafting.word_draft import FOLDER, Read

HEADINGS = styles(("H1", "heading 1", ""), ("H2", "heading 2", ""))
OFFICE_NUMBERS = numbering(("upperRoman", "%1."), ("decimal", "%2."))


@pytest.mark.parametrize(
    ("properties", "why"),
    [
        ("<w:strike/>", "chữ bị gạch ngang"),
        ("<w:dstrike/>", "chữ bị gạch ngang"),
        ("<w:vanish/>", "chữ ẩn"),
        ('<w:rStyle w:val="An"/>', "chữ ẩn"),
    ],
)
def test_letters_that_are_struck_or_hidden_are_told_and_not_read(properties: str, why: str) -> None:
    hidden = styles(("An", "Ẩn", "<w:rPr><w:vanish/></w:rPr>"))
    body = paragraph(run("Giao "), run("120", properties), run("125 hộ."))
    read = Read(docx(body, parts={"styles.xml": hidden}))
    assert read.values("so-nguyen") == ["125"]
    assert f"Chưa có trong bản thảo ({why}): “120”, chỗ: Giao 125 hộ." in read.remarks
    assert len(read.remarks) == 1


def test_a_switch_that_is_off_hides_nothing() -> None:
    read = Read(docx(paragraph(run("Giao "), run("125 hộ.", '<w:strike w:val="0"/>'))))
    assert (read.values("so-nguyen"), read.remarks) == (["125"], [])


def test_deleted_text_is_told_and_inserted_text_is_read() -> None:
    deleted = "<w:del><w:r><w:delText>80</w:delText></w:r></w:del>"
    read = Read(docx(paragraph(run("Có "), deleted, f"<w:ins>{run('90')}</w:ins>", run(" hộ."))))
    assert read.values("so-nguyen") == ["90"]
    (remark,) = read.remarks
    assert "theo dõi sửa đổi): “80”" in remark


def test_the_result_of_a_simple_field_is_read() -> None:
    total = f'<w:p><w:fldSimple w:instr=" =SUM(ABOVE) ">{run("95")}</w:fldSimple></w:p>'
    rows = (["Xã", "Số hộ"], ["An", "40"], ["Bình", "55"], ["Tổng", cell(total)])
    assert Read(docx(table(*rows))).rows("bang-1")[-1] == ["tong", "Tổng", "95"]


def test_content_controls_are_read() -> None:
    inner = f"<w:sdt><w:sdtPr/><w:sdtContent>{paragraph('Có 45 hộ.')}</w:sdtContent></w:sdt>"
    assert Read(docx(inner)).values("so-nguyen") == ["45"]


def test_a_text_box_is_read_once_and_stands_below_its_paragraph() -> None:
    def box(name: str) -> str:
        content = paragraph("Thu 245 triệu đồng.")
        return f"<{name}><w:txbxContent>{content}</w:txbxContent></{name}>"

    newer = f"<w:drawing><wp:anchor><wps:wsp>{box('wps:txbx')}</wps:wsp></wp:anchor></w:drawing>"
    older = f"<w:pict><v:shape>{box('v:textbox')}</v:shape></w:pict>"
    both = (
        f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{newer}</mc:Choice>'
        f"<mc:Fallback>{older}</mc:Fallback></mc:AlternateContent></w:r>"
    )
    read = Read(docx(paragraph(run("Trước."), both, run(" Sau."))))
    assert read.page().startswith('# Báo cáo năm {{ nam }}\n\nTrước. Sau.\n\nThu {{ so("')
    assert (read.values("so-nguyen"), read.remarks) == (["245"], [])
    assert Read(docx(paragraph(f"<w:r>{older}</w:r>"))).values("so-nguyen") == ["245"]


def test_a_chart_keeps_its_place_and_its_values_are_listed() -> None:
    def cache(*values: str) -> str:
        return "".join(f"<c:pt><c:v>{one}</c:v></c:pt>" for one in values)

    chart = (
        f"<c:chartSpace {NAMESPACES}><c:title><a:p><a:r><a:t>Số vụ theo năm</a:t></a:r></a:p>"
        f"</c:title><c:ser><c:tx>{cache('Vi phạm')}</c:tx><c:cat>{cache('Xã An', 'Xã Bình')}"
        f"</c:cat><c:val>{cache('33', '41')}</c:val></c:ser></c:chartSpace>"
    )
    place = '<w:r><w:drawing><wp:inline><c:chart r:id="r0"/></wp:inline></w:drawing></w:r>'
    read = Read(docx(paragraph(place), parts={"charts/chart1.xml": chart}))
    assert '{{ can_viet("biểu đồ trong bản gốc") }}' in read.page()
    assert "“Số vụ theo năm”, chỗ: biểu đồ" in read.listed()
    assert "“Vi phạm (Xã An: 33; Xã Bình: 41)”, chỗ: biểu đồ" in read.listed()


def test_a_picture_keeps_its_place_with_its_description_and_a_line_does_not() -> None:
    picture = '<wp:inline><wp:docPr id="1" descr="Trao 88 suất quà"/><pic:pic/></wp:inline>'
    line = '<wp:anchor><wps:wsp><a:prstGeom prst="line"/></wps:wsp></wp:anchor>'
    drawings = (f"<w:r><w:drawing>{one}</w:drawing></w:r>" for one in (picture, line))
    read = Read(docx(*map(paragraph, drawings)))
    assert read.page().count("hình trong bản gốc") == 1
    assert "(lời mô tả của hình): “Trao 88 suất quà”" in read.listed()


def test_an_equation_is_text() -> None:
    eight = "<m:num><m:r><m:t>8</m:t></m:r></m:num><m:den><m:r><m:t>10</m:t></m:r></m:den>"
    square = (
        "<m:sSup><m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup>"
    )
    body = paragraph(run("Đạt "), f"<m:oMath><m:f>{eight}</m:f></m:oMath>", run(" xã; "))
    read = Read(docx(body, paragraph(f"<m:oMathPara><m:oMath>{square}</m:oMath></m:oMathPara>")))
    assert read.values("ten-goi") == ["8/10"]
    assert "x²" in read.page()
    assert read.remarks == []


def test_the_title_of_the_document_is_that_of_the_index_and_what_stands_around_it_is_text() -> None:
    names = ("Title", "Subtitle", "Author", "Date", "Abstract")
    known = styles(*((name, name, "") for name in names), ("H1", "heading 1", ""))
    texts = ("Báo cáo công tác", "Hội nghị 120 đại biểu", "Phòng Nội vụ", "15/12/2022", "Tóm tắt")
    head = [paragraph(text, style=name) for text, name in zip(texts, names, strict=True)]
    heading = paragraph("I. Kết quả", style="H1")
    read = Read(docx(*head, heading, paragraph("Có 3 xã."), parts={"styles.xml": known}))
    index = read.page()
    assert index.startswith("# Báo cáo công tác\n\nHội nghị ")
    assert "\n\nPhòng Nội vụ\n\n{{ so(" in index
    assert "\n\nTóm tắt\n" in index
    assert read.values("ngay-thang") == ["15/12/2022"]
    assert "- [Kết quả](ket-qua.md)" in index
    assert read.remarks == []


def test_a_title_of_two_lines_is_one() -> None:
    known = styles(("T", "Title", ""), ("H1", "heading 1", ""))
    lines = [paragraph("BÁO CÁO", style="T"), paragraph("công tác năm 2022", style="T")]
    read = Read(docx(*lines, paragraph("A", style="H1"), parts={"styles.xml": known}))
    assert read.page().startswith("# BÁO CÁO công tác năm {{ nam }}\n")


def test_headings_without_text_stay() -> None:
    body = [
        *(paragraph("I. Khen thưởng", style="H1"), paragraph("1. Tập thể", style="H2")),
        *(paragraph("Có 30 tập thể."), paragraph("II. Chưa triển khai", style="H1")),
    ]
    read = Read(docx(*body, parts={"styles.xml": HEADINGS}))
    links = "- Khen thưởng\n    - [Tập thể](tap-the.md)\n- [Chưa triển khai](chua-trien-khai.md)\n"
    assert read.page().endswith(links)
    assert "{{ can_viet(" in read.page("chua-trien-khai")
    assert read.remarks == []


def test_bold_paragraphs_that_word_numbers_are_headings() -> None:
    body = [
        *(bold("Kết quả", numbered(0)), bold("Tập thể", numbered(1)), paragraph("Có 30 tập thể.")),
        *(bold("Cá nhân", numbered(1)), paragraph("Có 12 cá nhân."), bold("Hạn chế", numbered(0))),
        *(paragraph("Còn 2 xã."), paragraph("Việc khác", properties=numbered(1))),
    ]
    read = Read(docx(*body, parts={"numbering.xml": OFFICE_NUMBERS}))
    assert read.pages() == {"index", "tap-the", "ca-nhan", "han-che"}
    assert "muc: I, 2\n" in read.draft.files[f"{FOLDER}ca-nhan.md"]
    assert "muc: II\n" in read.draft.files[f"{FOLDER}han-che.md"]
    assert "- Việc khác" in read.page("han-che")


def test_a_style_can_make_a_paragraph_bold_and_number_a_heading() -> None:
    known = styles(
        ("H1", "heading 1", f"<w:pPr>{numbered(0)}</w:pPr>"),
        ("Dam", "Đậm", "<w:rPr><w:b/></w:rPr>"),
    )
    parts = {"styles.xml": known, "numbering.xml": OFFICE_NUMBERS}
    body = [paragraph("Một", style="H1"), paragraph("Hai", style="H1"), paragraph("Có 5 hộ.")]
    body.append(paragraph("Nhỏ", style="Dam", properties=numbered(1)))
    read = Read(docx(*body, paragraph("Có 6 hộ."), parts=parts))
    assert "muc: II\n" in read.draft.files[f"{FOLDER}hai.md"]
    assert read.page("nho").startswith("# Nhỏ\n")


def test_an_automatic_number_with_words_stays() -> None:
    parts = {"numbering.xml": numbering(("decimal", "Điều %1."))}
    body = [paragraph("Phạm vi", properties=numbered(0)), paragraph("Hết", properties=numbered(0))]
    read = Read(docx(*body, parts=parts))
    assert read.values("ten-goi") == ["1", "2"]
    assert "Phạm vi" in read.page()


@pytest.mark.parametrize(
    "broken",
    [
        '<w:style w:type="paragraph" w:styleId="X"/>',
        '<w:style w:styleId="X"><w:name w:val="X"/><w:basedOn w:val="X"/></w:style>',
        "",
    ],
)
def test_a_style_that_is_nameless_circular_or_not_there_does_no_harm(broken: str) -> None:
    content = docx(paragraph("Có 5 hộ.", style="X"), parts={"styles.xml": part("styles", broken)})
    assert Read(content).values("so-nguyen") == ["5"]


def test_the_main_part_may_have_another_name() -> None:
    assert Read(docx(paragraph("Có 5 hộ."), main="word/document2.xml")).values("so-nguyen") == ["5"]


@pytest.mark.parametrize(
    "numbers",
    [
        ["(1)", "(2)", "(3)"],
        ["1", "2", "3"],
        ["A", "1", "2=1+5"],
        ["(A)", "(1)", "(2)"],
    ],
)
def test_the_row_that_numbers_the_columns_is_no_data(numbers: list[str]) -> None:
    rows = (["Xã", "Số hộ", "Số vụ"], numbers, ["An", "40", "5"], ["Bình", "55", "6"])
    read = Read(docx(table(*rows)))
    assert [row[1:] for row in read.rows("bang-1")] == [["An", "40", "5"], ["Bình", "55", "6"]]
    assert f"(dòng đánh số các cột): “{' '.join(numbers)}”" in read.listed()


def test_a_dash_or_a_row_across_the_table_leaves_a_column_of_numbers() -> None:
    rows = [
        *(["STT", "Xã", "Số hộ"], [cell("I. Vùng cao", columns=3)], ["1", "An", "1.234.567"]),
        *(["2", "Bình", "-"], [cell("Tổng cộng", columns=2), "1.234.567"]),
    ]
    read = Read(docx(table(*rows)))
    assert read.rows("bang-1") == [
        ["i-vung-cao", "I. Vùng cao", "", ""],
        ["an", "An", "1", "1234567"],
        ["binh", "Bình", "2", ""],
        ["tong-cong", "Tổng cộng", "", "1234567"],
    ]
    assert "“-”, chỗ: bảng “bang-1”, cột “Số hộ”, dòng “binh”" in read.listed()
    assert "type: integer" in read.draft.files["data/2022/datapackage.yaml"]


def test_a_table_of_one_row_or_column_is_text() -> None:
    read = Read(docx(table(["Tổng số", "120", "30"]), paragraph("."), table(["Một"], ["Hai 7"])))
    assert read.values("so-nguyen") == ["120", "30", "7"]
    assert read.rows("so-nguyen")[0][-1] == "Tổng số, 120, 30"
    assert "bang-1" not in read.page()


def test_a_table_without_titles_begins_with_its_data() -> None:
    read = Read(docx(table(["Hộ nghèo", "120"], ["Hộ cận nghèo", "30"])))
    assert [row[1:] for row in read.rows("bang-1")] == [["Hộ nghèo", "120"], ["Hộ cận nghèo", "30"]]


def test_years_may_be_titles_of_columns() -> None:
    read = Read(docx(table(["Xã", "2021", "2022"], ["An", "5", "6"])))
    assert read.rows("bang-1") == [["an", "An", "5", "6"]]


def test_cells_beyond_the_first_row_are_read() -> None:
    read = Read(docx(table(["Xã", "Số hộ"], ["An", "40", "thêm 7"])))
    assert "thêm 7" in read.rows("bang-1")[0]


def test_columns_of_years_telephones_and_codes_are_no_amounts() -> None:
    titles = ["Xã", "Năm thành lập", "Điện thoại", "Mã số"]
    read = Read(docx(table(titles, ["An", "1986", "0206.3870.001", "12345"])))
    assert read.rows("bang-1") == [["an", "An", "1986", "0206.3870.001", "12345"]]
    described = read.draft.files["data/2022/datapackage.yaml"]
    assert ("type: year" in described, "type: integer" in described) == (True, False)


@pytest.mark.parametrize(
    "text",
    ["3½ ha", "Ø 60 cm", "© 2022", "ghi «A» và «B»", "5 µg/m²", "Word® của máy", "hợp\u00adtác"],
)
def test_signs_of_unicode_are_no_old_font(text: str) -> None:
    read = Read(docx(paragraph(f"Thanh Tâm: {text}"), paragraph("Nhân dân các dân tộc.")))
    assert "can_viet" not in read.page()
    assert "bảng mã" not in read.listed()


def test_every_word_outside_of_the_text_is_listed_with_its_place() -> None:
    core = (
        '<p:coreProperties xmlns:p="p" xmlns:dc="dc"><dc:title>Bản dự thảo 3</dc:title>'
        "</p:coreProperties>"
    )
    counted = (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> PAGE </w:instrText></w:r>'
        f'<w:r><w:fldChar w:fldCharType="separate"/></w:r>{run("77")}'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
    parts = {
        "header1.xml": part("hdr", paragraph("UBND XÃ MẪU")),
        "footer1.xml": part("ftr", paragraph(run("Trang "), counted)),
        "comments.xml": part("comments", f"<w:comment>{paragraph('Xem lại 777')}</w:comment>"),
        "/docProps/core.xml": core,
    }
    read = Read(docx(paragraph("Có 5 hộ."), parts=parts))
    assert read.remarks == [
        "Chưa có trong bản thảo (phần ngoài bài): “Bản dự thảo 3”, chỗ: thuộc tính của tệp",
        "Chưa có trong bản thảo (phần ngoài bài): “Xem lại 777”, chỗ: ghi chú bên lề",
        "Chưa có trong bản thảo (phần ngoài bài): “Trang”, chỗ: cuối trang",
        "Chưa có trong bản thảo (phần ngoài bài): “UBND XÃ MẪU”, chỗ: đầu trang",
    ]


def test_footnotes_are_of_the_text() -> None:
    note = f'<w:footnote w:id="2">{paragraph("Theo 9 báo cáo.")}</w:footnote>'
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    read = Read(docx(paragraph("Đạt.", mark), parts={"footnotes.xml": part("footnotes", note)}))
    assert (read.values("so-nguyen"), read.remarks) == (["9"], [])


def test_words_that_were_lost_on_the_way_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever fails to bring a paragraph into the draft, the balance has its words and number."""
    from report.drafting.importing import word

    monkeypatch.setattr(word, "walk", lambda blocks: blocks[:1])
    rows = table(["Xã", "Số"], ["An", "17"])
    read = Read(docx(paragraph("Có 5 hộ."), paragraph("Có 6 hộ, 5 xã."), rows))
    assert read.remarks == [
        "Chưa có trong bản thảo (đối chiếu với tệp gốc): “Có 6 hộ, 5 xã.”",
        "Chưa có trong bản thảo (đối chiếu với tệp gốc): “Xã”",
        "Chưa có trong bản thảo (đối chiếu với tệp gốc): “Số”",
        "Chưa có trong bản thảo (đối chiếu với tệp gốc): “An”",
        "Chưa có trong bản thảo (đối chiếu với tệp gốc): “17”",
    ]


def test_bold_is_no_word_and_splits_none() -> None:
    read = Read(
        docx(paragraph(run("Tr"), run("ồng 1", BOLD), run("2 cây, "), run("5", BOLD), run(",5 ha")))
    )
    assert (read.values("so-nguyen"), read.values("so-thap-phan")) == (["12"], ["5,5"])
    assert read.remarks == []


def test_a_heading_behind_a_list_is_no_part_of_it() -> None:
    known = styles(("LP", "List Paragraph", ""))
    dashes = numbering(("bullet", "-"), ("upperRoman", "%2."))
    body = [
        *(bold("I. Một"), paragraph("gạch", style="LP", properties=numbered(0))),
        *(paragraph(run("II. Hai", BOLD), style="LP"), paragraph("Có 5 hộ.", style="LP")),
    ]
    read = Read(docx(*body, parts={"styles.xml": known, "numbering.xml": dashes}))
    assert read.pages() == {"index", "mot", "hai"}


def test_a_style_of_an_office_can_be_a_heading_by_its_outline() -> None:
    known = styles(("De", "Đề mục", '<w:pPr><w:outlineLvl w:val="0"/></w:pPr>'))
    body = [paragraph("Kết quả", style="De"), paragraph("Có 5 hộ.")]
    body += [paragraph("Hạn chế", style="De"), paragraph("Có 6 hộ.")]
    assert Read(docx(*body, parts={"styles.xml": known})).pages() == {"index", "ket-qua", "han-che"}


def test_a_heading_alone_on_its_level_is_the_title_only_where_it_is_the_first() -> None:
    body = [paragraph("1. Một", style="H2"), paragraph("Có 5."), paragraph("Phụ lục", style="H1")]
    read = Read(docx(*body, paragraph("Có 6."), parts={"styles.xml": HEADINGS}))
    assert read.pages() == {"index", "mot", "phu-luc"}


def test_the_number_of_a_row_that_word_counts_is_in_its_cell() -> None:
    counted = cell(paragraph("", properties=numbered(0)))
    rows = (["TT", "Xã", "Số hộ"], [counted, "An", "5"], [counted, "Bình", "6"])
    read = Read(docx(table(*rows), parts={"numbering.xml": numbering(("decimal", "%1."))}))
    assert [row[1:] for row in read.rows("bang-1")] == [["An", "1", "5"], ["Bình", "2", "6"]]


def test_numbers_on_lines_of_a_cell_stay_apart() -> None:
    lines = cell(paragraph("1"), paragraph(run("120"), "<w:r><w:br/></w:r>", run("345")))
    inner = cell(table(["7", "888"], ["9", "999"]), paragraph(""))
    read = Read(docx(table(["Xã", "Số"], ["An", lines], ["Bình", inner])))
    assert [row[-1] for row in read.rows("bang-1")] == ["1; 120; 345", "7; 888; 9; 999"]
    assert read.remarks == []


@pytest.mark.parametrize("sign", ["<w:cr/>", "<w:ptab/>", "<w:tab/>", "<w:br/>"])
def test_numbers_with_a_break_between_them_are_two(sign: str) -> None:
    read = Read(docx(paragraph(run("Có 12"), f"<w:r>{sign}</w:r>", run("13 hộ."))))
    assert read.values("so-nguyen") == ["12", "13"]


def test_what_stands_in_the_code_of_a_field_is_no_text() -> None:
    def mark(kind: str) -> str:
        return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'

    inner = f"{mark('begin')}{mark('separate')}{run('9')}{mark('end')}"
    outer = f"{mark('begin')}{inner}{mark('separate')}{run('71 hộ')}{mark('end')}"
    read = Read(docx(paragraph(run("Có "), outer, run("."))))
    assert (read.values("so-nguyen"), read.values("ten-goi"), read.remarks) == (["71"], [], [])
