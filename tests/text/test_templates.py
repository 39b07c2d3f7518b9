"""The templates of fragments: HTML that survives Markdown, and no gap filled with nothing."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from jinja2 import UndefinedError

from report.text.templates import render
from tests.office import office, show
from tests.sites import ROOT

TEMPLATES = sorted(
    path.relative_to(ROOT / "report").as_posix() for path in ROOT.glob("report/*/templates/*.html")
)
# One holds only what others ask of it, and says nothing by itself.
FILLED = [one for one in TEMPLATES if one != "site/templates/computed.html"]
# `make serve` puts it into pages that no policy holds for, whatever styles they have.
OF_SERVE = "site/templates/problems.html"
VOID = {"rect", "br"}  # elements that are complete without an end tag


@pytest.mark.parametrize("template", FILLED)
def test_a_template_without_its_values_fails_instead_of_publishing_a_gap(template: str) -> None:
    with pytest.raises(UndefinedError):
        render(template)


@pytest.mark.parametrize("template", [one for one in TEMPLATES if one != OF_SERVE])
def test_a_template_brings_no_script_and_no_style_of_its_own(template: str) -> None:
    text = (ROOT / "report" / template).read_text("utf-8")
    own = r"<script(?![^>]*\ssrc=)|<style|\sstyle=|\son[a-z]+="
    assert not re.search(own, text)


@pytest.mark.parametrize(
    "call",
    [
        'bang("cay-trong")',
        'bang("cay-trong", neo=True)',
        'bieu_do("cay-trong", "so_ho")',
        'bieu_do("cay-trong", "so_ho", so_lon=True)',
    ],
)
def test_a_fragment_is_one_block_of_well_nested_html(tmp_path: Path, call: str) -> None:
    html = show(office(tmp_path), call)
    assert all(line.strip() for line in html.splitlines()), "a blank line ends an HTML block"
    page = BeautifulSoup(html, "html.parser")
    assert [tag.name for tag in page.find_all(recursive=False)] == ["figure"]
    for tag in page.find_all(True):
        if tag.name not in VOID:
            assert html.count(f"</{tag.name}>") == len(page.find_all(tag.name)), tag.name
