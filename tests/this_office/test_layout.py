"""How the PDFs of the real office look, as facts of the files: each is a fault seen once."""

import io
import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

import pdfplumber
import pytest
from pdfplumber.page import Page

from report.edition.examination import examine
from report.official.files import official_files
from tests.sites import ROOT

YEAR = 2022
MM = 72 / 25.4
ADDRESS = "https://bao-cao.example/nb"
SIGNED = f"tai-ve/{YEAR}/bao-cao-{YEAR}.pdf"
READING = f"tai-ve/{YEAR}/bao-cao-{YEAR}-ban-doc.pdf"
HANDBOOK = "tai-ve/so-tay.pdf"
PRINTS = (SIGNED, READING, HANDBOOK)
MOST_PAGES = {SIGNED: 22, READING: 32, HANDBOOK: 22}
RIGHT = {SIGNED: 15, READING: 22, HANDBOOK: 22}  # margins in mm
SMALLEST_TEXT = 10  # points: notes are smaller
PART = ("Phụ lục", "Phần thứ", "Ghi chú của người biên tập", "Mục lục", "XIII. PHIẾU KIỂM")
BROKEN = re.compile(r"(^|\s)\d[\w.]*([-/][\w.]+)*[-/]$")  # the number of a document or a date


@pytest.fixture(scope="module")
def prints() -> Iterator[dict[str, pdfplumber.PDF]]:
    """Every PDF of the year and the handbook, opened."""
    examination = examine(ROOT, YEAR)
    made, problems = official_files(ROOT, examination.edition, [YEAR], ["pdf"], ADDRESS)
    assert problems == []
    opened = {path: pdfplumber.open(io.BytesIO(content)) for path, content in made.items()}
    yield opened
    for one in opened.values():
        one.close()


@cache
def lines(page: Page) -> list[dict]:
    """The lines of a page between header and foot."""
    top, bottom = 19 * MM, 276 * MM
    return [
        line for line in page.extract_text_lines() if line["top"] > top and line["bottom"] < bottom
    ]


def text(page: Page) -> str:
    return "\n".join(line["text"] for line in lines(page))


@pytest.mark.parametrize("path", PRINTS)
def test_a_print_has_no_more_pages_than_it_needs(
    prints: dict[str, pdfplumber.PDF], path: str
) -> None:
    assert len(prints[path].pages) <= MOST_PAGES[path]


@pytest.mark.parametrize("path", PRINTS)
def test_no_page_begins_with_the_source_of_a_table_or_ends_with_a_title(
    prints: dict[str, pdfplumber.PDF], path: str
) -> None:
    for page in prints[path].pages:
        first, *_, last = [line["text"] for line in lines(page)]
        assert not first.startswith("Nguồn:"), page.page_number
        assert not re.match(r"Bảng \d+\.", last), page.page_number


@pytest.mark.parametrize("path", PRINTS)
def test_no_page_ends_with_a_sentence_that_leads_to_what_follows(
    prints: dict[str, pdfplumber.PDF], path: str
) -> None:
    for page in prints[path].pages:
        *_, last = [
            line["text"] for line in lines(page) if line["chars"][0]["size"] > SMALLEST_TEXT
        ]
        assert not last.endswith(":"), page.page_number


@pytest.mark.parametrize("path", PRINTS)
def test_each_page_behind_the_first_has_its_number(
    prints: dict[str, pdfplumber.PDF], path: str
) -> None:
    """Typst leaves them out where it finds no layout that stays as it is."""
    for page in prints[path].pages[1:]:
        first, *_, last = page.extract_text().split("\n")
        number = first if path == SIGNED else last.split()[-1]
        assert number == str(page.page_number)


def test_what_is_signed_has_no_words_of_the_editors_on_what_they_made(
    prints: dict[str, pdfplumber.PDF],
) -> None:
    whole = " ".join(" ".join(map(text, prints[SIGNED].pages)).split())
    assert "người biên tập lập" not in whole
    assert "ơ đồ dưới đây" not in whole


@pytest.mark.parametrize("path", PRINTS)
def test_no_letter_stands_past_the_margin(prints: dict[str, pdfplumber.PDF], path: str) -> None:
    for page in prints[path].pages:
        right = max(one["x1"] for one in page.chars if one["text"].strip())
        assert right <= page.width - RIGHT[path] * MM + 0.3, page.page_number


def test_numbers_of_documents_and_dates_are_not_broken(
    prints: dict[str, pdfplumber.PDF],
) -> None:
    for path, opened in prints.items():
        for page in opened.pages:
            found = [line["text"] for line in lines(page) if BROKEN.search(line["text"])]
            assert found == [], path


@pytest.mark.parametrize("path", PRINTS)
def test_each_page_is_a_third_full_but_the_last_of_a_part(
    prints: dict[str, pdfplumber.PDF], path: str
) -> None:
    pages = prints[path].pages
    for page, after in pairwise(pages):
        if text(after).startswith(PART):
            continue
        lowest = max(line["bottom"] for line in lines(page))
        assert lowest > (20 + 255 / 3) * MM, page.page_number


@pytest.mark.parametrize("path", PRINTS)
def test_no_line_begins_with_the_number_of_a_remark_or_a_dash_within_a_sentence(
    prints: dict[str, pdfplumber.PDF], path: str
) -> None:
    for page in prints[path].pages:
        for line in lines(page):
            size = line["chars"][0]["size"]
            small = size < max(one["size"] for one in line["chars"]) * 0.8
            assert not (small and line["text"].startswith("[")), line["text"]


def test_levels_of_headings_of_a_reading_copy_look_different(
    prints: dict[str, pdfplumber.PDF],
) -> None:
    looks = []
    for words in (
        "PHƯƠNG HƯỚNG, NHIỆM VỤ NĂM 2023",  # a part
        "II. KẾT QUẢ CÁC PHONG TRÀO",
        "1. Phong trào thi đua thường xuyên, chuyên đề",
        "a) Phong trào thi đua thường xuyên",
        "Công tác bảo đảm an ninh chính trị",  # the name of a page
        "Bảo vệ an ninh chính trị",  # and what is in it
        "– Phạm pháp hình sự",
    ):
        found = [
            line["chars"][0]
            for page in prints[READING].pages[3:]
            for line in lines(page)
            if line["text"].startswith(words)
        ]
        assert found, words
        looks.append((round(found[0]["size"], 1), found[0]["fontname"].partition("+")[2]))
        looks[-1] += (str(found[0]["non_stroking_color"]), words[0] == "–")
    assert len({*looks}) == len(looks)


def test_the_subject_is_broken_at_its_comma(prints: dict[str, pdfplumber.PDF]) -> None:
    found = text(prints[SIGNED].pages[0])
    assert "năm 2022,\nphương hướng nhiệm vụ năm 2023\n" in found


def test_the_first_page_of_a_reading_copy_sums_it_up(prints: dict[str, pdfplumber.PDF]) -> None:
    page = prints[READING].pages[0]
    large = "".join(one["text"] for one in page.chars if 14 < one["size"] < 16)
    assert large.startswith(("955", "Số liệu chính955"))
    assert "Đây không phải nguyên văn báo cáo." in text(page)
    assert f"{ADDRESS}/bao-cao/{YEAR}/" in text(page)
    charts = ("Công trình dự kiến đầu tư để giảm nghèo", "Vụ phạm pháp hình sự")
    assert all(chart in page.extract_text() for chart in charts)
    raised = 7.5  # the marks of remarks
    assert min(one["size"] for one in page.chars if one["size"] > raised) >= 8.9  # of charts


def test_contents_have_one_page_and_each_section_its_address(
    prints: dict[str, pdfplumber.PDF],
) -> None:
    first, second, third, *others = prints[READING].pages
    assert text(second).startswith("Mục lục")
    assert "....." in text(second)
    assert "....." not in text(first) + text(third)
    whole = "\n".join(text(page) for page in others)
    assert f"bao-cao.example/nb/bao-cao/{YEAR}/giam-ngheo/" in whole


def test_each_remark_says_on_which_page_its_first_mark_stands(
    prints: dict[str, pdfplumber.PDF],
) -> None:
    pages = [text(page) for page in prints[READING].pages]
    begin = next(number for number, one in enumerate(pages) if "Những ghi chú này do" in one)
    remarks = re.findall(r"^\[(\d+)\] \(trang (\d+)\)", "\n".join(pages[begin:]), re.M)
    assert [int(number) for number, _ in remarks] == [*range(1, len(remarks) + 1)]
    assert len(remarks) > 20
    for number, page in remarks:
        assert f"[{number}]" in prints[READING].pages[int(page) - 1].extract_text()


def test_a_section_by_itself_says_which_of_its_pages_one_is(
    prints: dict[str, pdfplumber.PDF],
) -> None:
    sections = {path: one for path, one in prints.items() if "/muc/" in path}
    assert len(sections) == 20
    for path, opened in sections.items():
        count = len(opened.pages)
        assert count <= 4, path
        for number, page in enumerate(opened.pages, 1):
            assert page.extract_text().rstrip().endswith(f"{number}/{count}"), path


def test_the_handbook_can_be_used_on_paper(prints: dict[str, pdfplumber.PDF]) -> None:
    cover, *pages = prints[HANDBOOK].pages
    assert re.search(r"đối chiếu với quy định ngày \d{2}/\d{1,2}/\d{4}", text(cover))
    (told,) = re.findall(r"đã hết hiệu lực \(trang ([\d, ]+)\)", " ".join(text(cover).split()))
    lapsed = [
        page.page_number for page in pages if "có quy định đã hết hiệu lực, không" in text(page)
    ]
    assert [int(number) for number in told.split(",")] == lapsed
    whole = " ".join(" ".join(map(text, pages)).split())
    assert len(re.findall(r"\(chương [IVX]+, trang \d+\)", whole)) > 40
    form = pages[-1]
    assert "PHIẾU KIỂM" in text(form)
    boxes = [one for one in form.rects if one["width"] == pytest.approx(0.34 / 2.54 * 72, abs=0.5)]
    assert len(boxes) >= 12
    assert sum(line["width"] > 100 * MM for line in form.lines) >= 2  # to write on
