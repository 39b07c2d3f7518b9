"""Each statement of the report is still made on its page, in the words a reader sees.

statements.csv lists them in the order of the report: section of the report, the statement in
short, the page that makes it, and the phrase there. A phrase is a part of one paragraph, item,
heading or row, whose cells stand between “ | ”. Who changes a sentence on purpose changes its
phrase, after holding the new one against the report.
"""

import copy
import csv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from bs4 import BeautifulSoup, Tag

LIST = Path(__file__).with_name("statements.csv")
BLOCKS = "h1, h2, h3, h4, p, li, tr, caption, figcaption, dl > div"
CELLS = ["th", "td", "dt", "dd"]
# Drawings, signs of notes, and what the site adds around the text.
# What no screen shows, too: notes for paper, which quote what was misread.
UNREAD = "svg, sup, .headerlink, .so-lieu-trang, .ve-trang, .ghi-chu-in"


class Statement(NamedTuple):
    """A line of the list."""

    section: str
    statement: str
    page: str
    phrase: str


def read_list() -> list[Statement]:
    """The statements in the order of the report."""
    with LIST.open(encoding="utf-8", newline="") as file:
        return [Statement(**row) for row in csv.DictReader(file)]


def words(tag: Tag) -> str:
    """The words of an element with single spaces."""
    return " ".join(tag.get_text().split())


def blocks(page: BeautifulSoup) -> Iterator[str]:
    """What a reader sees of a page, block by block."""
    article = copy.copy(page.find("article"))
    assert isinstance(article, Tag)
    for unread in article.select(UNREAD):
        unread.decompose()
    for block in article.select(BLOCKS):
        yield " | ".join(map(words, block.find_all(CELLS) or [block]))


@pytest.fixture(scope="module")
def said(pages: dict[str, BeautifulSoup]) -> dict[str, list[str]]:
    """The blocks of each page of the report by the page's address."""
    return {
        path.removesuffix("index.html"): list(blocks(page))
        for path, page in pages.items()
        if path.startswith("bao-cao/")
    }


def test_every_statement_of_the_report_is_made_on_its_page(said: dict[str, list[str]]) -> None:
    lost = [
        f"{one.page}: “{one.phrase}” ({one.section}: {one.statement})"
        for one in read_list()
        if not any(one.phrase in block for block in said.get(one.page, []))
    ]
    assert lost == [], "\n".join(["lost:", *lost])


def test_the_list_covers_every_page_and_says_nothing_twice(said: dict[str, list[str]]) -> None:
    statements = read_list()
    assert len(statements) >= 288
    assert {one.page for one in statements} == {page for page in said if "/2022/" in page}
    places = [(one.page, one.phrase) for one in statements]
    assert sorted({place for place in places if places.count(place) > 1}) == []


# What the pages once said and the report does not: each was found by reading.
@pytest.mark.parametrize(
    ("page", "phrase"),
    [
        ("lanh-dao-chi-dao", "Qua đó, huyện thực hiện hiệu quả"),
        ("khen-thuong", "Quyết định khen thưởng"),
        ("bao-ve-an-ninh-to-quoc", "từng xóm"),
        ("quan-su-dia-phuong", "thị trấn cử chỉ huy trưởng"),
        ("dien-tap", "đủ thành phần"),
        ("giam-ngheo", "Cả giai đoạn dự kiến"),
        ("kinh-te-xa-hoi", "Dù gặp"),
        ("dien-hinh-tien-tien", "Lý Tồn Khe"),
        ("an-ninh-trat-tu", "Công an huyện;"),
    ],
)
def test_a_misreading_does_not_come_back(
    said: dict[str, list[str]], page: str, phrase: str
) -> None:
    assert [block for block in said[f"bao-cao/2022/{page}/"] if phrase in block] == []
