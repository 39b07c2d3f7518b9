"""Pages can be understood when heard: languages, headings, links, words beside signs."""

import re
from collections import defaultdict
from itertools import pairwise
from urllib.parse import urldefrag, urljoin

from bs4 import BeautifulSoup, Tag

from report.edition.edition import read_edition
from tests.sites import ROOT

VAGUE = {"tại đây", "ở đây", "đây", "xem", "xem thêm", "chi tiết", "link", "here", "read more"}


def name(link: Tag) -> str:
    """What a screen reader calls a link."""
    return " ".join(str(link.get("aria-label") or link.get_text(" ")).split()) or str(link["title"])


def test_each_page_has_one_first_heading_and_skips_no_level(
    pages: dict[str, BeautifulSoup],
) -> None:
    for path, page in pages.items():
        levels = [int(tag.name[1]) for tag in page.find_all(re.compile("^h[1-6]$"))]
        assert levels.count(1) == 1, path
        assert levels[0] == 1, path
        assert all(after <= before + 1 for before, after in pairwise(levels)), f"{path}: {levels}"


def test_no_link_says_only_here(pages: dict[str, BeautifulSoup]) -> None:
    for path, page in pages.items():
        names = {name(link).lower().strip(" .→…") for link in page.select("article a[href]")}
        assert names & VAGUE == set(), path
        assert "" not in names, path


def test_links_of_one_name_lead_to_one_place(pages: dict[str, BeautifulSoup]) -> None:
    """A screen reader lists the links of a page by name (WCAG 2.4.4).

    ¶ stands in its heading, an abbreviation leads to its explanation, a term of a rule stands
    below the sentence of the rule, an entry of the site map beside its description, the menu of a
    table or chart and the rows of a chart below its title.
    """
    for path, page in pages.items():
        targets = defaultdict(set)
        for link in page.select(
            "article a[href]:not(.headerlink, .viet-tat, .quy-tac a, .so-do a)"
            ":not(.dung-hinh, .cac-thanh a)"
        ):
            targets[name(link)].add(urldefrag(urljoin(f"/{path}", str(link["href"])))[0])
        assert {name: found for name, found in targets.items() if len(found) > 1} == {}, path


def test_a_change_is_said_in_a_word_or_has_its_sign(pages: dict[str, BeautifulSoup]) -> None:
    """Rise and fall are never told by colour: a word in a sentence, a minus sign in a table."""
    dataset = read_edition(ROOT).years[2022]
    changes = 0
    for path, page in pages.items():
        for figure in page.select(":is(p, li) > [data-nguon$='.thay_doi']"):
            value = dataset.cell(str(figure["data-nguon"])).value
            text = figure.get_text(" ")
            word = "không thay đổi" if not value else "giảm" if value < 0 else "tăng"
            assert word in text, f"{path}: {text}"
            changes += 1
    assert changes >= 5
