"""The official documents of the real office look as the decree asks, and say what the pages say."""

import csv
import io
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from itertools import groupby, pairwise
from pathlib import Path
from xml.etree import ElementTree

import docx
import openpyxl
import pdfplumber
import pypdfium2
import pytest
from bs4 import BeautifulSoup
from docx.document import Document as WordDocument
from docx.oxml.ns import qn

from report.downloads.workbook import HEADER_ROW
from report.edition.edition import read_edition
from report.site.document_list import write_size
from report.sources.outline import read_outline
from tests.server import NAME
from tests.sites import HOST, ROOT

YEAR = 2022
MM = 72 / 25.4
SIZE_OF_NOTES = 11.5  # points, and less
FOLDER = f"tai-ve/{YEAR}"
ADDRESS = f"{HOST}{NAME}"  # of the site, as it is built for tests
KINDS = ("pdf", "docx", "odt", "epub")


@pytest.fixture(scope="session")
def made(site: Path) -> dict[str, bytes]:
    """The documents of the real site by their endings."""
    return {kind: (site / FOLDER / f"bao-cao-{YEAR}.{kind}").read_bytes() for kind in KINDS}


@pytest.fixture(scope="session")
def printed(made: dict[str, bytes]) -> Iterator[pdfplumber.PDF]:
    with pdfplumber.open(io.BytesIO(made["pdf"])) as opened:
        yield opened


@pytest.fixture(scope="session")
def edited(made: dict[str, bytes]) -> WordDocument:
    return docx.Document(io.BytesIO(made["docx"]))


# What a reader of the PDF sees


def phrase(page: pdfplumber.page.Page, text: str) -> list[dict]:
    """The letters of `text` on a page, without spaces."""
    letters = [letter for letter in page.chars if letter["text"].strip()]
    wanted = "".join(text.split())
    begin = "".join(letter["text"] for letter in letters).find(wanted)
    assert begin >= 0, f"{text} is not on the page"
    return letters[begin : begin + len(wanted)]


@pytest.mark.parametrize(
    ("text", "sizes", "style"),
    [
        ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", (12, 13), "Bold"),
        ("Độc lập - Tự do - Hạnh phúc", (13, 14), "Bold"),
        ("ỦY BAN NHÂN DÂN", (12, 13), "Bold"),
        ("HUYỆN NGUYÊN BÌNH", (12, 13), "Bold"),
        ("/BC-UBND", (13, 13), "Regular"),
        ("Nguyên Bình, ngày", (13, 14), "Italic"),
        ("BÁO CÁO", (13, 14), "Bold"),
        ("Kết quả thực hiện công tác Thi đua – Khen thưởng năm 2022", (13, 14), "Bold"),
        ("Nguyên Bình là huyện ở phía Tây", (13, 14), "Regular"),
    ],
)
def test_sizes_and_styles_of_the_first_page(
    printed: pdfplumber.PDF, text: str, sizes: tuple[int, int], style: str
) -> None:
    for letter in phrase(printed.pages[0], text):
        assert sizes[0] <= round(letter["size"], 1) <= sizes[1]
        assert ("Bold" in letter["fontname"]) == ("Bold" in style)
        assert ("Italic" in letter["fontname"]) == ("Italic" in style)


def test_every_page_is_a4_with_the_margins_of_the_decree(printed: pdfplumber.PDF) -> None:
    for page in printed.pages:
        assert (round(page.width / MM), round(page.height / MM)) == (210, 297)
        letters = [letter for letter in page.chars if letter["text"].strip()]
        body = [letter for letter in letters if letter["top"] > 19 * MM]
        assert min(letter["x0"] for letter in body) >= 29.9 * MM
        assert max(letter["x1"] for letter in body) <= 195.1 * MM
        assert max(letter["bottom"] for letter in body) <= (297 - 19) * MM


def space_between_items(page: pdfplumber.page.Page) -> float:
    """By how much the items of a page's list stand farther apart than the lines of an item."""
    lines = [(line["text"].startswith("- "), line["bottom"]) for line in page.extract_text_lines()]
    first = next(number for number, (begins, _) in enumerate(lines) if begins)
    gaps = [(begins, after - before) for (_, before), (begins, after) in pairwise(lines[first:])]
    return min(gap for begins, gap in gaps if begins) - gaps[0][1]


def test_items_of_a_list_stand_apart_like_paragraphs(printed: pdfplumber.PDF) -> None:
    """At least 6 pt (Nghị định 30/2020/NĐ-CP, Phụ lục I): the items are read as paragraphs."""
    single = 13 * 1.149  # from line to line of the text
    gaps = [
        after["bottom"] - before["bottom"]
        for page in printed.pages
        for before, after in pairwise(page.extract_text_lines())
        if after["text"].startswith("- ") and before["top"] > 20 * MM
    ]
    assert len(gaps) > 40
    assert min(gaps) > single + 5.9


def rules(page: pdfplumber.page.Page) -> list[dict]:
    return [line for line in page.lines if line["top"] < 105 * MM]


def below(page: pdfplumber.page.Page, text: str) -> dict:
    """The rule right below a text."""
    letters = phrase(page, text)
    bottom, middle = letters[-1]["bottom"], (letters[0]["x0"] + letters[-1]["x1"]) / 2
    near = [
        line
        for line in rules(page)
        if -2 < line["top"] - bottom < 8 and line["x0"] < middle < line["x1"]
    ]
    assert len(near) == 1, text
    return near[0]


def test_rules_below_motto_issuer_and_subject(printed: pdfplumber.PDF) -> None:
    page = printed.pages[0]
    motto = phrase(page, "Độc lập - Tự do - Hạnh phúc")
    assert below(page, "Độc lập - Tự do - Hạnh phúc")["width"] == pytest.approx(
        motto[-1]["x1"] - motto[0]["x0"], abs=1
    )
    for text in ("HUYỆN NGUYÊN BÌNH", "hướng nhiệm vụ năm 2023"):
        letters = phrase(page, text)
        line = below(page, text)["width"]
        assert line < letters[-1]["x1"] - letters[0]["x0"]


def test_pages_are_numbered_in_the_top_margin_from_the_second_on(
    printed: pdfplumber.PDF, made: dict[str, bytes]
) -> None:
    letters = [letter for letter in printed.pages[1].chars if letter["bottom"] < 20 * MM]
    assert all(13 <= round(letter["size"], 1) <= 14 for letter in letters)
    middle = (letters[0]["x0"] + letters[-1]["x1"]) / 2
    assert middle == pytest.approx((30 + 195) / 2 * MM, abs=1)
    margin = (0, 281 * MM, 210 * MM, 297 * MM)
    numbers = [
        page.get_textpage().get_text_bounded(*margin).strip()
        for page in pypdfium2.PdfDocument(made["pdf"])
    ]
    assert numbers == ["", *map(str, range(2, len(numbers) + 1))]  # an edited text has no annex


def test_an_edited_text_is_not_signed_and_says_who_signed_the_original(
    printed: pdfplumber.PDF, made: dict[str, bytes]
) -> None:
    texts = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(made["pdf"])]
    whole = " ".join(" ".join(texts).split())
    assert whole.startswith("Bản biên tập để đọc Đây không phải nguyên văn báo cáo.")
    signed = "Người ký bản chính: Đào Nguyên Phong (TM. ỦY BAN NHÂN DÂN – CHỦ TỊCH)."
    assert whole.count("Đào Nguyên Phong") == whole.count(signed) == 1
    assert "Nơi nhận của bản chính: " in whole
    assert "Kèm theo" not in whole
    (number,) = [number for number, text in enumerate(texts) if "Người ký bản chính" in text]
    assert printed.pages[number].images == []


# What the pages show


def report_pages(pages: dict[str, BeautifulSoup]) -> list[BeautifulSoup]:
    """The pages of the document without what stands on the website alone."""
    outline = read_outline(ROOT, YEAR)
    assert outline
    assert outline.problems == ()
    found, later = [], []
    for uri, _ in outline.pages():
        path = uri.removesuffix("index.md").removesuffix(".md")
        name = f"{path.rstrip('/')}/index.html"
        page = BeautifulSoup(str(pages[name].find("article")), "html.parser")
        for tag in page.select(".so-lieu-trang"):
            tag.decompose()
        for tag in page.select(".chi-tren-web:not(h2, h3)"):
            tag.decompose()
        for heading in page.select("h2.chi-tren-web, h2.phu-luc, h2.tom-tat"):
            section = [heading]
            for sibling in heading.find_next_siblings():
                if sibling.name == "h2":
                    break
                section.append(sibling)
            if "phu-luc" in heading["class"]:
                later.append(BeautifulSoup("<article/>", "html.parser"))
                later[-1].article.extend([tag.extract() for tag in section])
            else:
                for tag in section:
                    tag.extract()
        found.append(page)
    (register,) = found[-1:]
    return [*found[:-1], *later, register]


# The same figures everywhere


def archived(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def docx_text(content: bytes) -> str:
    body = docx.Document(io.BytesIO(content)).element.body
    return "\n".join(
        "".join(text.text or "" for text in paragraph.iter(qn("w:t")))
        for paragraph in body.iter(qn("w:p"))
    )


def odt_text(content: bytes) -> str:
    root = ElementTree.fromstring(archived(content)["content.xml"])  # noqa: S314 - own file
    text = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
    for parent in list(root.iter()):
        for note in parent.findall(f"{text}note"):
            tail = note.tail
            note.clear()
            note.tail = tail
    return "".join(root.itertext())


def epub_text(content: bytes) -> str:
    files = archived(content)
    chapters = [
        BeautifulSoup(files[name], "html.parser") for name in sorted(files) if "/ch" in name
    ]
    for chapter in chapters:
        for tag in chapter.select("a.footnote-ref, .footnotes, [role=doc-endnotes]"):
            tag.decompose()
    return "\n".join(chapter.body.get_text() for chapter in chapters)


def body_text(printed: pdfplumber.PDF) -> str:
    """The text of a PDF without numbers of pages and notes, which may stand within a sentence."""
    letters = [
        (page.page_number, letter)
        for page in printed.pages
        for letter in page.chars
        if letter["top"] > 19 * MM and letter["size"] > SIZE_OF_NOTES
    ]
    lines = groupby(letters, key=lambda one: (one[0], one[1]["top"]))
    return "\n".join("".join(letter["text"] for _, letter in line) for _, line in lines)


TEXT_OF = {"docx": docx_text, "odt": odt_text, "epub": epub_text}


@pytest.mark.parametrize("kind", KINDS)
def test_every_figure_of_the_pages_stands_in_the_document(
    kind: str,
    made: dict[str, bytes],
    printed: pdfplumber.PDF,
    pages: dict[str, BeautifulSoup],
) -> None:
    """Those of sentences in order; those of tables anywhere in what is signed, where a table is
    left out whose figures the sentences have, and a chart of a reading copy stands for its own."""
    text = body_text(printed) if kind == "pdf" else TEXT_OF[kind](made[kind])
    places = [place for place, letter in enumerate(text) if not letter.isspace()]
    letters = "".join(text[place] for place in places)
    position = figures = 0
    for page in report_pages(pages)[:-1]:
        if page.select("h2.phu-luc") and kind != "epub":
            continue  # the editors' own
        for tag in page.select(".so[data-nguon]"):
            wanted = "".join(tag.get_text().split())
            if tag.find_parent(class_="admonition"):  # the editors' own
                continue
            if tag.find_parent(class_=["bang-so-lieu", "bieu-do", "so-lon"]):
                assert kind == "epub" or wanted.lstrip("−") in letters, tag["data-nguon"]
                continue
            begin = letters.find(wanted, position)
            while begin > 0 and wanted[0].isdigit() and text[places[begin] - 1].isdigit():
                begin = letters.find(wanted, begin + 1)
            assert begin >= 0, f"{tag['data-nguon']}: “{wanted}” after …{letters[position:][:60]}"
            assert begin - position < 9000, f"{tag['data-nguon']}: “{wanted}” only far behind"
            position = begin + len(wanted)
            figures += 1
    assert figures > 100


def test_every_row_of_the_tables_stands_in_the_csv_and_in_the_workbook(
    site: Path, pages: dict[str, BeautifulSoup]
) -> None:
    book = openpyxl.load_workbook(site / f"so-lieu/{YEAR}/so-lieu-{YEAR}.xlsx")
    edition = read_edition(ROOT).years[YEAR]
    rows = 0
    for page in report_pages(pages)[:-1]:  # the register is common to all years
        for row in page.select(".bang-so-lieu tbody tr"):
            addresses = [tag["data-nguon"].split(".") for tag in row.select("[data-nguon]")]
            if not addresses:
                continue  # words alone
            name, key, _ = addresses[0]
            with (site / f"so-lieu/{YEAR}/{name}.csv").open(encoding="utf-8") as file:
                published = {line["khoa"]: line for line in csv.DictReader(file)}
            sheet = book[name]
            cells = {line[0].value: line for line in sheet.iter_rows(min_row=HEADER_ROW + 1)}
            columns = list(edition.tables[name].columns)
            for _, _, column_name in addresses:
                cell = edition.cell(f"{name}.{key}.{column_name}")
                assert published[key][column_name].lstrip("'") == cell.text
                assert cells[key][columns.index(column_name)].value is not None
            rows += 1
    assert rows > 50


def test_the_same_sources_give_the_same_bytes(tmp_path: Path, made: dict[str, bytes]) -> None:
    """On another day, in another time zone, with another seed, from the shell."""
    command = [sys.executable, "-m", "report", "export", str(YEAR), "--root", str(ROOT)]
    result = subprocess.run(
        [*command, "--output", str(tmp_path), "--only", ",".join(KINDS)],
        cwd=tmp_path,
        env={
            "PATH": "/usr/bin:/bin",
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "1",
            "PYTHONHASHSEED": "7",
            "TZ": "Asia/Ho_Chi_Minh",
            "SITE_URL": ADDRESS,
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stdout + result.stderr
    for kind, content in made.items():
        assert (tmp_path / FOLDER / f"bao-cao-{YEAR}.{kind}").read_bytes() == content, kind


def test_the_front_page_links_to_every_file_with_its_size(
    site: Path, pages: dict[str, BeautifulSoup]
) -> None:
    box = pages[f"bao-cao/{YEAR}/index.html"].select_one(".van-ban-tai-ve")
    assert box
    assert "Đây là bản biên tập để đọc. Bản chính có chữ ký thuộc hồ sơ lưu của" in box.get_text()
    linked = {Path(link["href"]).name: link.parent.get_text() for link in box.select("a")}
    there = {path.name: path for path in (site / FOLDER).iterdir() if path.is_file()}
    assert there.keys() <= linked.keys()
    for name, path in there.items():
        size = f", {write_size(path.stat().st_size)}" if path.suffix != ".zip" else ""
        assert f"({path.suffix[1:].upper()}{size})" in linked[name]  # the ZIP has this page in it


def test_large_figures_are_a_list_in_a_document(edited: WordDocument) -> None:
    texts = [paragraph.text for paragraph in edited.paragraphs]
    assert "Tiền mặt và vật liệu quy ra tiền: 2.336 triệu đồng" in texts


def test_every_class_in_a_chart_has_its_colour_on_paper(pages: dict[str, BeautifulSoup]) -> None:
    style = (ROOT / "report/official/templates/chart_print.css").read_text("utf-8")
    classes = {
        name
        for page in pages.values()
        for tag in page.select(".bieu-do svg [class]")
        for name in tag["class"]
    }
    assert classes
    assert {name for name in classes if f".{name}" not in style} == set()
