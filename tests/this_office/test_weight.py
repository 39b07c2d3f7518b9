"""Bytes of a first view, as a server that compresses sends them. `make audit` measures more."""

import gzip
import json
from pathlib import Path
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup

from tests.sites import ROOT

BUDGET = json.loads((ROOT / "tests/budget.json").read_text("utf-8"))
READY = {".woff2", ".png"}  # compressed as they are


def weight(path: Path) -> int:
    content = path.read_bytes()
    return len(content) if path.suffix in READY else len(gzip.compress(content, 9, mtime=0))


def needed(page: BeautifulSoup) -> set[str]:
    """What a browser asks for before anything is touched."""
    links = page.select("link[rel=stylesheet], link[rel=preload], link[rel=icon]")
    scripts = page.select("script[src], img[src]:not([loading=lazy])")
    return {tag["href"] for tag in links} | {tag["src"] for tag in scripts}


@pytest.fixture(scope="module")
def weights(site: Path, pages: dict[str, BeautifulSoup]) -> dict[str, tuple[int, int]]:
    """HTML alone, and the whole first view, of each page."""
    found, known = {}, {}
    for path, page in pages.items():
        if path == "404.html":  # its addresses begin at the root of the domain
            continue
        files = {urljoin(f"/{path}", address).lstrip("/") for address in needed(page)}
        for file in files - known.keys():
            known[file] = weight(site / file)
        html = weight(site / path)
        found[path] = html, html + sum(known[file] for file in files)
    return found


def test_no_page_is_heavier_than_the_budget(weights: dict[str, tuple[int, int]]) -> None:
    heavy = {path: html for path, (html, _) in weights.items() if html > BUDGET["html"]}
    assert heavy == {}
    # A request costs some 150 bytes of headers; the audit measures them, this does not.
    whole = {path: all_ for path, (_, all_) in weights.items() if all_ > BUDGET["first view"]}
    assert whole == {}


def test_a_page_asks_for_nothing_of_the_search(pages: dict[str, BeautifulSoup]) -> None:
    for path, page in pages.items():
        asked = {address.rpartition("/")[2] for address in needed(page)}
        assert not {a for a in asked if a.startswith("search")} - {"search.js"}, path
