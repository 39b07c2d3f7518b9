"""What stands in Word files now and then, found in some thousand public ones: nothing gets lost."""

from base64 import b64encode

import pytest

from report.drafting.importing import read_draft
from tests.drafting.docx import (
    BOLD,
    NAMESPACES,
    RELATION,
    bold,
    cell,
    docx,
    numbered,
    numbering,
    packed,
    paragraph,
    part,
    parts_of,
    run,
    styles,
    table,
)
from tests.drafting.word_draft import Read

TAB = "<w:r><w:tab/></w:r>"
TITLES = styles(("T", "title", ""), ("H1", "heading 1", ""))


def field(kind: str) -> str:
    """A mark of a complex field."""
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def code(text: str) -> str:
    """The code of a complex field."""
    return f"<w:r><w:instrText>{text}</w:instrText></w:r>"


def note(*content: str) -> dict[str, str]:
    """The footnote 2 of a document."""
    inner = f'<w:footnote w:id="2">{"".join(content)}</w:footnote>'
    return {"footnotes.xml": part("footnotes", inner)}


NOTE_MARK = '<w:r><w:footnoteReference w:id="2"/></w:r>'


@pytest.mark.parametrize(
    ("written", "values", "names"),
    [
        ("Thu 2 636 596 800 đồng.", ["2636596800"], []),
        ("Thu 2\u00a0636\u00a0596\u00a0800 đồng.", ["2636596800"], []),
        ("Căn cước 034 085 001 234.", [], ["034 085 001 234"]),
        ("Năm 2022 150 hộ.", ["150"], []),
    ],
)
def test_groups_of_three_digits_are_one_number(
    written: str, values: list[str], names: list[str]
) -> None:
    read = Read(docx(paragraph(written)))
    assert read.values("so-nguyen") == values
    assert set(names) <= set(read.values("ten-goi"))


def test_the_number_of_a_heading_makes_no_decimal_points_of_others() -> None:
    body = ["1.1. Phong trào thi đua", "Chi 2.636.596.800 đồng.", "1.10 Kết quả", "Có 41.800 lượt."]
    assert Read(docx(*map(paragraph, body))).values("so-nguyen")[-1] == "41800"
    mixed = Read(docx(*map(paragraph, [*body, "Đạt 98.5 điểm."])))
    assert "“41.800” có thể là 41800 hoặc" in mixed.listed()


def test_one_group_behind_a_space_is_asked_for() -> None:
    read = Read(docx(paragraph("Có 12 345 hộ.")))
    assert read.values("so-nguyen") == ["cần điền"]
    assert "“12 345” có dấu cách giữa các chữ số" in read.listed()


def test_numbers_with_tabs_between_them_are_no_groups() -> None:
    columns = paragraph(run("Cộng 120"), TAB, run("345"), TAB, run("678"))
    read = Read(docx(columns, table(["Xã", "Số"], ["An", cell(paragraph("120", TAB, "345"))])))
    assert read.values("so-nguyen") == ["120", "345", "678"]
    assert read.rows("bang-1")[0][-1] == "120; 345"
    assert read.remarks == []


def test_tabs_before_a_paragraph_make_no_code_of_it() -> None:
    assert Read(docx(paragraph(*[TAB] * 5, run("Thụt vào.")))).page().endswith("\n\nThụt vào.\n")


def test_a_table_in_a_note_or_a_list_is_rows_of_text() -> None:
    rows = table(["Xã", "Số"], ["An", "955"])
    read = Read(docx(paragraph("Đạt.", NOTE_MARK), parts=note(paragraph("Trong đó:"), rows)))
    assert "[TABLE]" not in read.page()
    assert (read.values("so-nguyen"), read.remarks) == (["955"], [])


def test_a_link_in_a_note_keeps_its_words_where_the_body_has_none() -> None:
    link = f'<w:hyperlink r:id="r9">{run("Cổng tin")}</w:hyperlink>'
    parts = parts_of(docx(paragraph("Đạt.", NOTE_MARK), parts=note(f"<w:p>{link}</w:p>")))
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        f' xmlns:r="{RELATION}"'.encode(), b""
    )
    read = Read(packed(parts))
    assert "Cổng tin" in read.page()


def test_a_second_title_opens_a_part() -> None:
    body = [paragraph("Báo cáo", style="T"), paragraph("Có 5 hộ.")]
    body += [paragraph("Phụ lục", style="T"), paragraph("Có 6 hộ.")]
    read = Read(docx(*body, parts={"styles.xml": TITLES}))
    assert (read.pages(), read.remarks) == ({"index", "phu-luc"}, [])


def test_a_foreign_word_makes_no_text_unreadable() -> None:
    read = Read(docx(paragraph("De software is geïnstalleerd op 5 computers.")))
    assert "geïnstalleerd" in read.page()
    assert "được giữ nguyên" in read.listed()


def test_letters_of_an_old_font_that_nobody_can_read_are_not_published() -> None:
    read = Read(docx(paragraph("§¶µ¸¹ ®¨¬¦ Þßàá ÐÑÒÓ")))
    assert "can_viet" in read.page()


def test_letters_drawn_in_a_bow_are_read() -> None:
    art = '<w:r><w:pict><v:shape><v:textpath string="BÁO CÁO 5 NĂM"/></v:shape></w:pict></w:r>'
    read = Read(docx(paragraph(art)))
    assert (read.values("so-nguyen"), read.remarks) == (["5"], [])
    assert "BÁO CÁO" in read.page()


def test_a_letter_that_hangs_over_lines_opens_its_word() -> None:
    opening = paragraph("N", properties='<w:framePr w:dropCap="drop" w:lines="3"/>')
    read = Read(docx(opening, paragraph("ăm 2022 có 5 hộ.")))
    assert "Năm {{ nam }} có" in read.page()
    assert read.remarks == []


@pytest.mark.parametrize(
    ("inner", "sign"),
    [
        ('<w:sym w:font="Wingdings" w:char="F0FE"/>', "☑"),
        ('<w:sym w:font="Symbol" w:char="F0B3"/>', "≥"),
        ('<w:sym w:font="Webdings" w:char="F061"/>', "□"),
        ('<w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>\uf0e0</w:t>', "→"),
        ('<w:rPr><w:rFonts w:ascii="Symbol"/></w:rPr><w:t>S</w:t>', "Σ"),
        ('<w:rPr><w:rFonts w:ascii="Times New Roman"/></w:rPr><w:t>S</w:t>', "S"),
    ],
)
def test_signs_of_fonts_are_those_that_are_seen(inner: str, sign: str) -> None:
    read = Read(docx(paragraph(run("Đạt "), f"<w:r>{inner}</w:r>", run(" chỉ tiêu"))))
    assert f"Đạt {sign} chỉ tiêu" in read.page()


def test_a_field_that_is_never_closed_takes_nothing_along() -> None:
    opened = paragraph(field("begin"), code(" REF x "), field("separate"), run("Mục 5."))
    read = Read(docx(opened, paragraph("Có 6 hộ."), paragraph(field("end"), "Có 7 hộ.")))
    assert read.values("so-nguyen")[-2:] == ["6", "7"]
    assert read.remarks == []


def test_the_address_of_a_link_is_told_where_its_words_do_not_say_it() -> None:
    link = [field("begin"), code('HYPERLINK "https://a.vn/tin"'), field("separate")]
    read = Read(docx(paragraph(*link, run("Cổng tin"), field("end"))))
    assert read.remarks == [
        "Chưa có trong bản thảo (địa chỉ của liên kết): “https://a.vn/tin”, chỗ: Cổng tin"
    ]
    assert Read(docx(paragraph(*link, run("https://a.vn/tin"), field("end")))).remarks == []


def test_what_is_chosen_in_a_list_of_a_form_is_read() -> None:
    entries = '<w:listEntry w:val="Khá"/><w:listEntry w:val="Tốt"/>'
    mark = f'<w:fldChar w:fldCharType="begin"><w:ffData><w:ddList><w:result w:val="1"/>{entries}'
    chosen = f"<w:r>{mark}</w:ddList></w:ffData></w:fldChar></w:r>"
    assert "Xếp loại Tốt." in Read(docx(paragraph("Xếp loại ", chosen, field("end"), "."))).page()


def test_the_strict_form_of_the_standard_keeps_its_lists() -> None:
    common = docx(
        *(paragraph(one, properties=numbered(0)) for one in ("Một 5", "Hai 6")),
        parts={"numbering.xml": numbering(("bullet", "-"))},
    )
    strict = {
        name: content.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/",
            b"http://purl.oclc.org/ooxml/wordprocessingml/",
        ).replace(
            b"http://schemas.openxmlformats.org/officeDocument/2006/",
            b"http://purl.oclc.org/ooxml/officeDocument/",
        )
        for name, content in parts_of(common).items()
    }
    assert Read(packed(strict)).page() == Read(common).page()
    assert "- Một" in Read(common).page()


def test_labels_that_somebody_typed_into_a_chart_are_told() -> None:
    typed = "<c:tx><c:rich><a:p><a:r><a:t>kỷ lục 123</a:t></a:r></a:p></c:rich></c:tx>"
    labels = f"<c:dLbls><c:dLbl>{typed}</c:dLbl></c:dLbls>"
    values = "<c:val><c:pt><c:v>33</c:v></c:pt></c:val><c:cat><c:pt><c:v>Q1</c:v></c:pt></c:cat>"
    chart = f"<c:chartSpace {NAMESPACES}><c:ser>{labels}{values}</c:ser></c:chartSpace>"
    read = Read(docx(paragraph("Có."), parts={"charts/chart1.xml": chart}))
    (remark,) = read.remarks
    assert "Q1: 33; kỷ lục 123" in remark


def test_a_file_within_the_file_is_told_of() -> None:
    parts = parts_of(docx(paragraph("Có."), parts={"header1.xml": part("hdr", "")}))
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        f'<Relationship Id="r8" Type="{RELATION}/package" Target="embeddings/bang.xlsx"/>'
        "</Relationships>".encode(),
    )
    parts["word/embeddings/bang.xlsx"] = b"PK"
    (remark,) = Read(packed(parts)).remarks
    assert "tệp nhúng" in remark
    assert "word/embeddings/bang.xlsx" in remark


def with_chunk(name: str, content: bytes) -> Read:
    """The draft of a document that takes a file in between two paragraphs."""
    parts = parts_of(docx(paragraph("Trước."), '<w:altChunk r:id="r8"/>', paragraph("Sau.")))
    parts["word/_rels/document.xml.rels"] = parts["word/_rels/document.xml.rels"].replace(
        b"</Relationships>",
        f'<Relationship Id="r8" Type="{RELATION}/aFChunk" Target="{name}"/>'
        "</Relationships>".encode(),
    )
    return Read(packed({**parts, f"word/{name}": content}))


HTML = "<html><head><title>không</title></head><body><p>Có 245 hộ</p><p>nghèo.</p></body></html>"
MIME = "MIME-Version: 1.0\nContent-Type: text/html; charset=utf-8\nContent-Transfer-Encoding: 8bit"
ARCHIVE = f"""MIME-Version: 1.0
Content-Type: multipart/related; boundary=x

--x
Content-Type: text/html; charset=utf-8
Content-Transfer-Encoding: base64

{b64encode(HTML.encode()).decode()}
--x
Content-Type: image/png

hình
--x--
"""
CHUNKS = {
    "b.mht": ARCHIVE.encode(),
    "a.html": HTML.encode(),
    "a.dat": HTML.encode(),
    "a.mht": f"{MIME}\n\n{HTML}".encode(),
    "a.txt": "Có 245 hộ\r\n\r\nnghèo.".encode(),
    "a.docx": docx(paragraph("Có 245 hộ"), paragraph("nghèo.")),
}


@pytest.mark.parametrize("name", CHUNKS)
def test_the_words_of_a_text_within_the_file_are_told(name: str) -> None:
    read = with_chunk(name, CHUNKS[name])
    told = "Chưa có trong bản thảo (văn bản nhúng trong bài)"
    assert read.remarks == [
        f"{told}: “{words}”, chỗ: word/{name}" for words in ("Có 245 hộ", "nghèo.")
    ]
    place = '{{ can_viet("văn bản nhúng trong bản gốc") }}'
    assert read.page().endswith(f"\n\nTrước.\n\n{place}\n\nSau.\n")


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.mht", b"MIME-Version: 1.0\nContent-Type: multipart/related\n\n--x\n"),
        ("a.rtf", b"{\\rtf1 245}"),
        ("a.docx", b"PK\x03\x04"),
        ("a.html", b"<p>\xff\xfe\x81</p>"),
    ],
)
def test_a_text_within_the_file_that_cannot_be_read_is_told_by_its_name(
    name: str, content: bytes
) -> None:
    (remark,) = with_chunk(name, content).remarks
    assert remark.endswith(f"(tệp nhúng trong bài, máy không đọc): “word/{name}”")


def test_wrappers_of_every_kind_are_seen_through() -> None:
    def wrapped(name: str, inner: str) -> str:
        return f"<w:{name}>{inner}</w:{name}>"

    def control(inner: str) -> str:
        return f"<w:sdt><w:sdtPr/><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    row = f"<w:tr>{cell('An')}{cell('41')}</w:tr>"
    heads = f"<w:tr>{cell('Xã')}{control(cell('Số'))}</w:tr>"
    body = [
        paragraph("Có ", control(run("11")), wrapped("smartTag", run(" hộ,")), " xong."),
        wrapped("customXml", paragraph("Có 12 hộ.")),
        control(control(paragraph("Có 13 hộ."))),
        paragraph(wrapped("moveFrom", run("Có 14 hộ.")), "Hết."),
        paragraph(wrapped("moveTo", run("Có 14 hộ."))),
        f"<w:tbl>{heads}{control(row)}{control(control(row.replace('An', 'Bình')))}</w:tbl>",
    ]
    read = Read(docx(*body))
    assert read.values("so-nguyen") == ["11", "12", "13", "14"]
    assert [one[-2:] for one in read.rows("bang-1")] == [["An", "41"], ["Bình", "41"]]
    assert read.remarks == []


def test_many_pages_are_written_as_each_alone() -> None:
    body = [bold("I. Một"), paragraph("Có 5 hộ."), bold("II. Hai"), paragraph("Đạt.", NOTE_MARK)]
    body += [bold("III. Ba"), paragraph(run("Đậm 7", BOLD)), bold("IV. Bốn"), paragraph("Cuối.")]
    read = Read(docx(*body, parts=note(paragraph("Theo báo cáo."))))
    assert read.page("ba").startswith("# Ba\n\n**Đậm {{")
    assert read.page("hai") == "# Hai\n\nĐạt.[^1]\n\n[^1]: Theo báo cáo.\n"
    assert read.page("bon") == "# Bốn\n\nCuối.\n"
    assert read_draft("a.docx", docx(paragraph("")), 2022, "")[0].files
