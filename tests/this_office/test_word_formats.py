"""DOCX, ODT and EPUB of the real office, as Word, LibreOffice and a phone open them."""

import io
import json
import os
import re
import shutil
import subprocess
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import docx
import openpyxl
import pypdfium2
import pytest
from bs4 import BeautifulSoup
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from openxml_audit import OdfValidator, OpenXmlValidator

from report.downloads.files import downloads
from report.downloads.workbook import HEADER_ROW
from report.edition.edition import Edition, read_edition
from report.official.document import Document, headings
from report.official.files import official_files
from report.official.heading_numbers import heading_numbers
from report.official.pandoc import rewritten, tree_text
from tests.libreoffice import convert, needs
from tests.official.plans import planned_files
from tests.sites import ROOT

YEAR = 2022
RECORD = "Đây là tư liệu đến năm {}."  # the year that the site shows
FOLDER = f"tai-ve/{YEAR}/bao-cao-{YEAR}"
NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


@pytest.fixture(scope="module")
def edition() -> Edition:
    return read_edition(ROOT)


@pytest.fixture(scope="module")
def made(edition: Edition) -> dict[str, bytes]:
    """The documents by their endings, and the workbook."""
    kinds = ("docx", "odt", "epub")
    files, problems = official_files(ROOT, edition, [YEAR], kinds)
    assert problems == []
    book = downloads(edition, YEAR)[f"so-lieu-{YEAR}.xlsx"]
    return {"xlsx": book, **{kind: files[f"{FOLDER}.{kind}"] for kind in kinds}}


@pytest.fixture(scope="module")
def signed(edition: Edition) -> Document:
    """What DOCX and ODT are made from."""
    return document_of(edition, "docx")


def document_of(edition: Edition, ending: str) -> Document:
    """What the only file with that ending is made from."""
    (plan,) = planned_files(ROOT, edition, [YEAR], [ending], "")
    return plan.document


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


# DOCX


def test_word_opens_the_docx_in_its_own_mode_and_language(made: dict[str, bytes]) -> None:
    files = parts(made["docx"])
    settings = ElementTree.fromstring(files["word/settings.xml"])  # noqa: S314 - own file
    modes = {
        one.get(qn("w:name")): one.get(qn("w:val")) for one in settings.iter(qn("w:compatSetting"))
    }
    assert modes["compatibilityMode"] == "15"
    assert [one.get(qn("w:val")) for one in settings.iter(qn("w:themeFontLang"))] == ["vi-VN"]
    styles = {one.style_id for one in docx.Document(io.BytesIO(made["docx"])).styles}
    assert {"Header", "Footer", "TableNormal"} <= styles


def test_the_docx_counts_its_own_words(made: dict[str, bytes]) -> None:
    edited = docx.Document(io.BytesIO(made["docx"]))
    paragraphs = [*edited.element.body.iter(qn("w:p"))]
    texts = ["".join(t.text or "" for t in one.iter(qn("w:t"))) for one in paragraphs]
    said = {
        one.tag.rpartition("}")[2]: one.text
        for one in ElementTree.fromstring(parts(made["docx"])["docProps/app.xml"])  # noqa: S314
    }
    assert int(said["Paragraphs"]) == sum(bool(text.strip()) for text in texts)
    assert int(said["Words"]) == pytest.approx(sum(len(text.split()) for text in texts), rel=0.01)
    assert int(said["Characters"]) < int(said["CharactersWithSpaces"])
    assert "Pages" not in said


def test_word_counts_the_numbers_of_headings(made: dict[str, bytes], signed: Document) -> None:
    """No number is typed, and each heading has one of the list; the styles are bound to it."""
    edited = docx.Document(io.BytesIO(made["docx"]))
    found = headings(signed)
    numbers = [*heading_numbers(found)]
    assert sum(number is not None for number in numbers) > 40
    paragraphs = [one for one in edited.paragraphs if level_of(one.style)]
    for paragraph, heading, number in zip(paragraphs, found, numbers, strict=True):
        words = " ".join(tree_text(heading["c"][2]).split())
        typed = " ".join(paragraph.text.split())
        assert typed == words.removeprefix(number.text if number else "").strip()
        has = (
            paragraph._p.pPr.numPr
            if paragraph._p.pPr.numPr is not None
            else style_number(paragraph)
        )
        assert (has is not None and has.numId.val != 0) == (number is not None), words


def level_of(style: docx.styles.style.ParagraphStyle) -> int:
    """The level of a style of headings, which it or the one below it names."""
    match = re.match(r"Heading (\d)", style.name) or (
        style.base_style is not None and re.match(r"Heading (\d)", style.base_style.name)
    )
    return int(match[1]) if match else 0


def style_number(paragraph: docx.text.paragraph.Paragraph) -> docx.oxml.xmlchemy.BaseOxmlElement:
    style = paragraph.style
    while style is not None:
        found = style.element.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if found is not None:
            return found
        style = style.base_style
    return None


def test_tables_of_the_docx_are_as_wide_as_the_text_and_stay_with_their_captions(
    made: dict[str, bytes],
) -> None:
    edited = docx.Document(io.BytesIO(made["docx"]))
    section = edited.sections[0]
    width = round((section.page_width - section.left_margin - section.right_margin) / 635)
    tables = [
        one
        for one in edited.element.body.iterchildren(qn("w:tbl"))
        if one.tblPr.find(qn("w:tblStyle")) is not None
    ]
    assert len(tables) > 8
    for table in tables:
        columns = [int(one.get(qn("w:w"))) for one in table.tblGrid]
        assert sum(columns) == pytest.approx(width, abs=2)
        first = table.find(qn("w:tr"))
        assert all(
            one.find(f"{qn('w:pPr')}/{qn('w:keepNext')}") is not None
            for one in first.iter(qn("w:p"))
        )
        behind = table.getnext()
        assert behind.tag != qn("w:p") or [*behind.iter(qn("w:r"))], "an empty paragraph"
    caption = edited.styles["Tên bảng"]
    assert caption.paragraph_format.keep_with_next


@pytest.fixture(scope="module")
def edited(made: dict[str, bytes]) -> WordDocument:
    return docx.Document(io.BytesIO(made["docx"]))


def test_the_docx_has_the_pages_of_the_decree(edited: WordDocument, edition: Edition) -> None:
    for section in edited.sections:
        size = (section.page_width.mm, section.page_height.mm)
        assert tuple(map(round, size)) == (210, 297)
        margins = (section.top_margin, section.bottom_margin, section.left_margin)
        assert tuple(round(margin.mm) for margin in margins) == (20, 20, 30)
        assert 15 <= round(section.right_margin.mm) <= 20
        assert section.different_first_page_header_footer
        assert section._sectPr.find(qn("w:pgNumType")).get(qn("w:start")) == "1"
    header = edited.sections[0].header.paragraphs[0]
    assert header._p.find(qn("w:fldSimple")).get(qn("w:instr")).strip() == "PAGE"
    assert not any(paragraph.text for paragraph in edited.sections[0].first_page_header.paragraphs)
    notice = [paragraph.text for paragraph in edited.sections[0].first_page_footer.paragraphs]
    assert notice[0].startswith(RECORD.format(edition.shown_year))


def test_the_docx_has_real_styles(edited: WordDocument) -> None:
    defaults = edited.styles.element.find(qn("w:docDefaults"))
    assert next(defaults.iter(qn("w:lang"))).get(qn("w:val")) == "vi-VN"
    assert next(defaults.iter(qn("w:rFonts"))).get(qn("w:ascii")) == "Times New Roman"
    assert next(defaults.iter(qn("w:sz"))).get(qn("w:val")) == "26"
    levels = []
    for paragraph in edited.paragraphs:
        if level_of(paragraph.style):
            levels.append(level_of(paragraph.style))
            assert paragraph.style.font.size.pt == 13
    assert levels
    assert all(after <= before + 1 for before, after in pairwise(levels))
    body = edited.styles["Body Text"].paragraph_format
    assert body.space_after.pt >= 6
    assert 1 <= body.line_spacing <= 1.5
    assert round(body.first_line_indent.cm, 2) in (1, 1.27)
    assert edited.styles["Compact"].paragraph_format.space_after.pt >= 6  # items of lists


def test_notes_and_tables_of_the_docx(edited: WordDocument, made: dict[str, bytes]) -> None:
    content = parts(made["docx"])
    notes = ElementTree.fromstring(content["word/footnotes.xml"])  # noqa: S314 - own file
    texts = ["".join(note.itertext()) for note in notes]
    assert sum(bool(text.strip()) for text in texts) >= 5
    heads = [*edited.element.body.iter(qn("w:tblHeader"))]
    assert len(heads) > 8
    assert not re.search(rb"/tmp|/home|\.venv", b"".join(content.values()))


TABLE_ORDER = [
    *("tblStyle", "tblW", "jc", "tblInd", "tblBorders", "shd", "tblLayout", "tblCellMar"),
    *("tblLook", "tblCaption", "tblDescription"),
]
SECTION_ORDER = [
    *("headerReference", "footnotePr", "endnotePr", "type", "pgSz", "pgMar"),
    *("pgNumType", "cols", "titlePg", "docGrid"),
]
RUN_ORDER = ["rStyle", "rFonts", "b", "bCs", "i", "iCs", "color", "sz", "szCs", "vertAlign", "lang"]


@pytest.mark.parametrize(
    ("tag", "order"),
    [("w:tblPr", TABLE_ORDER), ("w:sectPr", SECTION_ORDER), ("w:rPr", RUN_ORDER)],
)
def test_properties_stand_in_the_order_that_word_wants(
    edited: WordDocument, tag: str, order: list[str]
) -> None:
    found = [*edited.element.body.iter(qn(tag))]
    assert found
    for properties in found:
        names = [child.tag.partition("}")[2] for child in properties]
        names = [name.replace("footerR", "headerR") for name in names]  # in any order
        places = [order.index(name) for name in names]
        assert places == sorted(places), names


def test_the_letterhead_of_the_docx_is_a_table(edited: WordDocument) -> None:
    table = edited.tables[0]
    left, right = table.rows[0].cells
    assert left.text.split("\n")[:2] == ["ỦY BAN NHÂN DÂN", "HUYỆN NGUYÊN BÌNH"]
    assert right.text.split("\n") == [
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
    ]
    assert all(run.bold for paragraph in right.paragraphs for run in paragraph.runs)
    assert len([*table._tbl.iter(qn("w:pBdr"))]) == 2
    assert table.rows[1].cells[0].text == "Số: …/BC-UBND"


# ODT


def test_each_file_and_style_of_the_odt_is_named(made: dict[str, bytes]) -> None:
    files = parts(made["odt"])
    manifest = files["META-INF/manifest.xml"].decode()
    listed = dict(re.findall(r'full-path="([^"]+)"[^>]*media-type="([^"]*)"', manifest))
    assert {"/", *files} - {"mimetype", "META-INF/manifest.xml"} == {*listed}
    assert {listed[name] for name in files if name in listed and name.endswith(".xml")} == {
        "text/xml"
    }
    assert all("/" in kind for kind in listed.values())
    text = files["content.xml"].decode() + files["styles.xml"].decode()
    defined = set(re.findall(r'style:name="([^"]+)"', text))
    used = set(
        re.findall(r'(?:parent-|list-|master-page-|next-)?style-(?:name|override)="([^"]+)"', text)
    )
    assert used <= defined
    tables = text.count('<table:table table:name="Table')
    assert tables == text.count("<table:table-header-columns>") > 8


def test_the_odt_has_the_pages_of_the_decree(made: dict[str, bytes], edition: Edition) -> None:
    files = parts(made["odt"])
    assert next(iter(files)) == "mimetype"
    styles = files["styles.xml"].decode()
    for wanted in (
        *('fo:page-width="210mm"', 'fo:page-height="297mm"', 'fo:margin-left="30mm"'),
        *('fo:margin-right="15mm"', 'fo:language="vi"', RECORD.format(edition.shown_year)),
    ):
        assert wanted in styles
    content = files["content.xml"].decode()
    assert content.count("<table:table-header-rows>") > 8
    assert content.count('text:note-class="footnote"') >= 5


# EPUB


def test_each_page_of_the_report_is_a_file_of_the_epub(
    made: dict[str, bytes], edition: Edition
) -> None:
    files = parts(made["epub"])
    chapters = {name: text.decode() for name, text in files.items() if "/text/" in name}
    document = document_of(edition, "epub")
    pages = [one["c"][1][0] for one in headings(document) if re.fullmatch(r"t\d+", one["c"][1][0])]
    places = [name for page in pages for name, text in chapters.items() if f'id="{page}"' in text]
    assert len(pages) == len(places) == len(set(places)) > 15
    contents = files["EPUB/nav.xhtml"].decode()
    assert all(re.search(rf'href="text/ch\d+\.xhtml(?:#|&#35;){page}"', contents) for page in pages)
    for text in chapters.values():
        assert "so-de-muc" not in text
        assert "<title>ch" not in text


def test_the_epub_opens_at_its_contents_in_vietnamese(made: dict[str, bytes]) -> None:
    content = zipfile.ZipFile(io.BytesIO(made["epub"]))
    first = content.infolist()[0]
    assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
    files = parts(made["epub"])
    package = files["EPUB/content.opf"].decode()
    assert "<dc:language>vi</dc:language>" in package
    assert "Bản biên tập để đọc, không phải nguyên văn" in package
    nav = BeautifulSoup(files["EPUB/nav.xhtml"].decode().partition("?>")[2], "html.parser")
    names = [link.get_text() for link in nav.select("nav#toc a")]
    assert any(name.startswith("Phần thứ nhất") for name in names)
    assert any(name.startswith("IV. ĐÁNH GIÁ CHUNG") for name in names)
    images = re.findall(r"<img[^>]*>", b"".join(files.values()).decode("utf-8", "ignore"))
    assert images
    assert all(re.search(r'alt="[^"]+"', image) for image in images)


def test_charts_of_the_epub_have_room_for_any_letters(made: dict[str, bytes]) -> None:
    """The end of each value lies within the chart where letters are a sixth wider than usual."""
    charts = [one.decode() for name, one in parts(made["epub"]).items() if name.endswith(".svg")]
    assert charts
    for chart in charts:
        width = float(re.search(r'viewBox="0 0 ([\d.]+)', chart)[1])
        for place, text in re.findall(r'<text class="gia-tri" x="([\d.]+)"[^>]*>([^<]*)', chart):
            assert float(place) + 9.5 * len(text) < width, text


def test_the_annex_of_documents_has_those_that_the_report_cites(made: dict[str, bytes]) -> None:
    files = parts(made["epub"])
    (annex,) = [
        one.decode() for one in files.values() if "VĂN BẢN ĐƯỢC TRÍCH DẪN</h1>".encode() in one
    ]
    rows = annex.count('scope="row"')
    text = b"".join(one for name, one in files.items() if "/text/" in name).decode()
    cited = set(re.findall(r'href="[^"]*#(t\d+\.[\w-]+)"', text)) & set(
        re.findall(r'id="([^"]+)"', annex)
    )
    assert len(cited) > 5
    assert rows >= len(cited)


def test_rows_of_the_epub_have_headers(made: dict[str, bytes]) -> None:
    text = "".join(one.decode() for name, one in parts(made["epub"]).items() if "/text/" in name)
    bodies = re.findall(r"<tbody>(.*?)</tbody>", text, re.S)
    assert len(bodies) > 10
    rows = [row for body in bodies for row in re.findall(r"<tr>(.*?)</tr>", body, re.S)]
    assert all(row.count('scope="row"') == 1 for row in rows)


@pytest.mark.skipif(not Path("/usr/bin/epubcheck").exists(), reason="needs epubcheck of Debian")
def test_epubcheck_finds_nothing(made: dict[str, bytes], tmp_path: Path) -> None:
    book = tmp_path / "bao-cao.epub"
    book.write_bytes(made["epub"])
    java = shutil.which("java")
    assert java
    command = [java, "-jar", "/usr/bin/epubcheck", str(book)]
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert "0 errors / 0 warnings" in result.stdout


# The validator of Microsoft's Open XML SDK, where it is installed


VALIDATOR = shutil.which(
    "ooxml-validator", path=os.pathsep.join((str(ROOT / "node_modules/.bin"), os.environ["PATH"]))
)


@pytest.mark.skipif(not VALIDATOR, reason="needs ooxml-validator")
@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_word_and_excel_files_follow_their_standard(
    kind: str, made: dict[str, bytes], tmp_path: Path
) -> None:
    assert VALIDATOR
    file = tmp_path / f"tep.{kind}"
    file.write_bytes(made[kind])
    result = subprocess.run([VALIDATOR, str(file)], capture_output=True, text=True, check=False)
    assert json.loads(result.stdout)["errors"] == []


# openxml-audit has the schemas of Open XML and those of OASIS for OpenDocument


@pytest.mark.parametrize("kind", ["docx", "xlsx"])
def test_word_and_excel_files_have_nothing_that_office_would_repair(
    kind: str, made: dict[str, bytes], tmp_path: Path
) -> None:
    file = tmp_path / f"tep.{kind}"
    file.write_bytes(made[kind])
    found = OpenXmlValidator().validate(file).errors
    assert [one.description for one in found if one.severity.value == "error"] == []


def test_the_text_for_libreoffice_follows_the_schema_of_opendocument(
    made: dict[str, bytes], tmp_path: Path
) -> None:
    file = tmp_path / "tep.odt"
    file.write_bytes(made["odt"])
    validator = OdfValidator(relaxng_validation=True, require_schema_routes=False)
    found = validator.validate(file).errors
    assert [one.description for one in found if one.severity.value == "error"] == []


# LibreOffice


def numbers_in(text: str) -> list[str]:
    return NUMBER.findall(text)


def text_in_libreoffice(content: bytes, kind: str, folder: Path) -> str:
    """The text of the PDF that LibreOffice makes of a file."""
    file = folder / f"tep.{kind}"
    file.write_bytes(content)
    convert(file, "pdf", folder / kind)
    with pypdfium2.PdfDocument(folder / kind / "tep.pdf") as opened:
        pages = [page.get_textpage().get_text_range() for page in opened]
    return "\n".join(pages).replace("\ufffe", "")


def of_print(document: Document) -> Iterator[str]:
    """The numbers of a print in order, those of headings too, without notes, which stand below."""
    without = rewritten(document.blocks, lambda node: [] if node["t"] == "Note" else None)
    for block in without:
        yield from numbers_in(spaced(block))


def spaced(content: object) -> str:
    """The text of a tree with a space between cells and blocks."""
    if isinstance(content, dict) and content.get("t") in ("Para", "Plain", "Header"):
        return f"{tree_text(content)} "
    children = content.values() if isinstance(content, dict) else content
    return "".join(map(spaced, children)) if isinstance(content, dict | list) else ""


@needs("Writer")
@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_libreoffice_shows_every_figure_of_the_print_in_order(
    kind: str, made: dict[str, bytes], signed: Document, tmp_path: Path
) -> None:
    found = numbers_in(text_in_libreoffice(made[kind], kind, tmp_path))
    position = 0
    wanted = [*of_print(signed)]
    assert len(wanted) > 400
    for number in wanted:
        assert number in found[position : position + 60], (number, found[position : position + 20])
        position = found.index(number, position) + 1


@needs("Writer")
@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_libreoffice_counts_headings_as_the_report_does(
    kind: str, made: dict[str, bytes], signed: Document, tmp_path: Path
) -> None:
    text = " ".join(text_in_libreoffice(made[kind], kind, tmp_path).split())
    position = 0
    for heading in headings(signed):
        words = " ".join(tree_text(heading["c"][2]).split())
        place = text.find(words[:60], position)
        assert place >= 0, words
        position = place


@needs("Calc")
def test_libreoffice_shows_every_sheet_whole(made: dict[str, bytes], tmp_path: Path) -> None:
    shown = text_in_libreoffice(made["xlsx"], "xlsx", tmp_path)
    text = "".join(shown.split())
    book = openpyxl.load_workbook(io.BytesIO(made["xlsx"]))
    for sheet in book:
        for row in sheet.iter_rows(max_row=HEADER_ROW if sheet != book.worksheets[0] else None):
            for cell in row:
                assert cell.value is None or "".join(str(cell.value).split()) in text, cell.value


# XLSX


def test_remarks_stand_beside_their_cells(made: dict[str, bytes]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made["xlsx"]))
    rows = {
        f"{sheet.title}.{row[0].value}": str(row[-1].value)
        for sheet in book.worksheets[1:]
        for row in sheet.iter_rows(min_row=HEADER_ROW + 1)
    }
    assert "các loại cộng lại là 23 vụ" in rows["an-ninh-tong-hop.pham-phap-hinh-su"]
    assert any("146,92 %" in note for note in rows.values())
