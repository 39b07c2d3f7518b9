"""Each commune and town of the district has a page, and the names in tables lead to it."""

import csv
from itertools import takewhile
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup

from tests.sites import ROOT

TABLE = (ROOT / "data/2022/don-vi-hanh-chinh.csv").read_text("utf-8")
PLACES = [row["khoa"] for row in csv.DictReader(TABLE.splitlines())]


def page_of(pages: dict[str, BeautifulSoup], key: str) -> BeautifulSoup:
    return pages[f"dia-ban/{key}/index.html"]


def linked(pages: dict[str, BeautifulSoup], path: str, where: str) -> list[str]:
    """The places that the links of a page lead to."""
    links = (urljoin(f"/{path}", link["href"]) for link in pages[path].select(where))
    return [link.split("/")[2] for link in links if link.startswith("/dia-ban/")]


def test_there_is_a_page_for_each_of_the_seventeen(pages: dict[str, BeautifulSoup]) -> None:
    made = {path.split("/")[1] for path in pages if path.startswith("dia-ban/")}
    assert len(PLACES) == 17
    assert made == {*PLACES, "index.html"}
    assert sorted(linked(pages, "dia-ban/index.html", ".cac-noi a")) == sorted(PLACES)
    assert sorted(linked(pages, "trang/xa-cua-toi/index.html", "table a")) == sorted(PLACES)


@pytest.mark.parametrize(
    ("key", "facts"),
    [
        ("vu-nong", ["6–9"]),
        ("vu-minh", ["tuyên truyền chính sách", "6–9", "Lý Kiên Sơn"]),
        ("trieu-nguyen", ["tuyên truyền chính sách", "tư vấn tuyển lao động", "6–9"]),
        ("thanh-cong", ["tuyên truyền chính sách", "6–9"]),
        ("tam-kim", ["15–18"]),
        ("tt-nguyen-binh", []),
    ],
)
def test_a_page_says_what_the_tables_say_of_the_place_and_nothing_of_others(
    pages: dict[str, BeautifulSoup], key: str, facts: list[str]
) -> None:
    head = page_of(pages, key).find(id="bao-cao-2022")
    assert head is not None
    if head.name == "h3":  # one of the earlier years: a line for each row
        lines = [one.get_text() for one in head.parent.select("#bao-cao-2022 + ul > li")]
        said = [line.partition(" – ")[2].partition(": ")[2].split("; ")[0] for line in lines]
        assert [one for one in said if one] == facts
        return
    following = takewhile(
        lambda tag: not tag.get("id", "").startswith("bao-cao-"), head.find_next_siblings(True)
    )
    rows = [row for tag in following for row in tag.select(".noi-dong")]
    first = [row.dd.get_text(" ", strip=True) for row in rows if row.dd]
    assert first == facts


def test_an_award_names_its_place_in_a_sentence(pages: dict[str, BeautifulSoup]) -> None:
    text = page_of(pages, "tt-tinh-tuc").get_text()
    assert "03\u00a0tập thể" in text
    assert "05\u00a0cá nhân" in text
    others = [key for key in PLACES if key != "tt-tinh-tuc"]
    assert not any("Đợt phát động" in page_of(pages, key).get_text() for key in others)


def test_names_in_sentences_of_tables_lead_to_the_place_alone(
    pages: dict[str, BeautifulSoup],
) -> None:
    awards = "so-lieu/2022/khen-thuong/index.html"
    people = "so-lieu/2022/dien-hinh/index.html"
    assert linked(pages, awards, "tbody a") == ["tt-tinh-tuc"]
    assert linked(pages, people, "tbody a") == ["minh-tam", "vu-minh"]
