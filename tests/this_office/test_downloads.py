"""The downloads of the real year hold the figures of the real site."""

import json
import re
from collections.abc import Iterator
from decimal import Decimal

import pytest
from bs4 import BeautifulSoup, Tag

from report.downloads.files import downloads
from report.edition.edition import Edition, read_edition
from report.figures.values import MONEY
from report.sources.addresses import DATA
from report.sources.pages import EDITORS
from tests.sites import ROOT

YEAR = 2022
OTHER_YEAR = re.compile(rf"/(?!{YEAR})\d{{4}}/")  # whose pages may compare with this one


@pytest.fixture(scope="module")
def edition() -> Edition:
    """The real office."""
    return read_edition(ROOT)


@pytest.fixture(scope="module")
def files(edition: Edition) -> dict[str, bytes]:
    """The downloads of the real year."""
    return downloads(edition, YEAR)


def listed(files: dict[str, bytes]) -> list[dict[str, object]]:
    """The figures of figures.json, decimals exact."""
    return json.loads(files["figures.json"], parse_float=Decimal)["danh_sach"]


@pytest.fixture(scope="module")
def html(pages: dict[str, BeautifulSoup]) -> dict[str, BeautifulSoup]:
    """The pages of the real site by their addresses, "./" the first."""
    return {
        path.removesuffix("index.html") or "./": page
        for path, page in pages.items()
        if path.endswith("index.html")
    }


def test_every_figure_of_the_site_is_the_one_in_the_list(
    edition: Edition, files: dict[str, bytes], html: dict[str, BeautifulSoup]
) -> None:
    figures = {entry["so_lieu"]: entry for entry in listed(files)}
    compared = 0
    for path, tag in figures_on(html):
        address = tag["data-nguon"]
        if address in figures:
            assert tag["value"] == str(figures[address]["gia_tri"]), f"{path}: {tag}"
            if not path.startswith("en/"):  # English writes numbers its own way
                text = str(figures[address]["hien_thi"])
                assert reads_like(tag, text) or is_converted(tag, figures[address]), (
                    f"{path}: {tag}"
                )
            compared += 1
        else:  # a share has two addresses, some tables belong to no year
            assert " " in address or address in edition.common.cells, f"{path}: {tag}"
    assert compared >= 300


def test_every_figure_lists_the_pages_of_the_site_that_show_it(
    files: dict[str, bytes], html: dict[str, BeautifulSoup]
) -> None:
    figures = {
        str(entry["so_lieu"]): [page for page in entry["trang"] if not OTHER_YEAR.search(page)]
        for entry in listed(files)
    }
    pages: dict[str, set[str]] = {address: set() for address in figures}
    for path, tag in figures_on(html):
        for address in tag["data-nguon"].split():
            if address in pages and not path.startswith(
                (f"{DATA}/", "dia-ban/")
            ):  # not made from data
                pages[address].add(path)
    assert figures == {address: sorted(paths) for address, paths in pages.items()}


def figures_on(html: dict[str, BeautifulSoup]) -> Iterator[tuple[str, Tag]]:
    """The figures of the year on the pages of the site, each with its page.

    The examples of the manual for editors publish nothing.
    """
    is_shown = read_edition(ROOT).shown_year == YEAR  # on pages that belong to no year
    for path, page in html.items():
        if path.startswith(f"{EDITORS}/") or OTHER_YEAR.search(path):
            continue
        own = is_shown or f"/{YEAR}/" in path
        for tag in page.select("data[data-nguon][value]"):
            if tag.get("data-nam", str(YEAR) if own else "") == str(YEAR):
                yield path, tag


def is_converted(tag: Tag, figure: dict[str, object]) -> bool:
    """Whether a sum on a page is that of the list, counted in a larger unit."""
    unit, number = str(tag.next_sibling or "").strip(), Decimal(tag.get_text().replace(",", "."))
    stated = MONEY.get(str(figure["don_vi"]), 0)
    return any(
        number * factor == Decimal(str(figure["gia_tri"])) * stated
        for name, factor in MONEY.items()
        if unit.startswith(name)
    )


def reads_like(tag: Tag, text: str) -> bool:
    """Whether a figure on a page reads as in the list: alone, as a change, or as a long date."""
    said = tag.get_text()
    change = re.fullmatch(r"(?:tăng|giảm) ([\d.,]+)(?:\u00a0.*)?", said)
    if change:
        return change[1] == text.removeprefix("−")
    return said in (text, "không thay đổi") or said.startswith("ngày ")
