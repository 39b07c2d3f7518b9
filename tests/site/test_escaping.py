"""Names, titles and descriptions stay text wherever the site prints them."""

import json
from pathlib import Path
from xml.etree import ElementTree

import pytest
from bs4 import BeautifulSoup

from tests.office import FILES
from tests.sites import PUBLISHED, Build, build, html_pages, make_office, search_entries

# The miniature office without the register of documents, whose links need more pages.
SITE = {path: text for path, text in FILES.items() if "chung" not in path and "van-ban" not in path}
MARKUP = """A"'> x="&amp;</title><script>alert(1)</script>"""
# What a page may be called: the check refuses whole tags there, which menus show as they are typed.
SIGNS = """A"'> x="& < b> 1</ b"""
SAFE = "A tên khác"
NAV = """
nav:
  - {0}: index.md
  - {0} mục:
      - muc.md
      - {0} con: con.md
  - Báo cáo: bao-cao/
  - Số liệu: so-lieu/
  - so-do.md
"""


def quoted(text: str) -> str:
    """A text as YAML takes it."""
    return json.dumps(text, ensure_ascii=False)


def site(folder: Path, name: str, page_name: str) -> Build:
    """The site of an office where everything has this name, and each page the other."""
    folder.mkdir()
    head = f"---\ntitle: {quoted(page_name)}\ndescription: {quoted(page_name)}\n"
    office = SITE["data/don-vi.yaml"].replace("Báo cáo xã Mẫu", quoted(name))
    files = {
        **SITE,
        "data/don-vi.yaml": f"{office}dia_chi: {quoted(name)}\ntinh: {quoted(name)}\n",
        "data/2022/datapackage.yaml": SITE["data/2022/datapackage.yaml"].replace(
            '"Bảng cay-trong"', quoted(name)
        ),
        "docs/index.md": f"{head}---\n\n# Mẫu\n\nNăm {{{{ nam }}}}.\n",
        "docs/muc.md": f"{head}lang: en\nmuc: {quoted(name)}\n---\n\n# Mục\n",
        "docs/con.md": f"{head}---\n\n# Con\n",
        "docs/so-do.md": f"{head}template: so-do.html\n---\n\n# Sơ đồ\n",
    }
    with (make_office(folder, files) / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("validation: {nav: {omitted_files: info}}\n")
        config.write(NAV.replace("{0} mục", quoted(f"{name} mục")).replace("{0} con", quoted(name)))
    config_file = folder / "mkdocs.yml"
    config_file.write_text(config_file.read_text("utf-8").replace("{0}", quoted(name)), "utf-8")
    result = build(folder, folder / "site", PUBLISHED)
    assert result.status == 0, result.output
    return result


@pytest.fixture(scope="module")
def sites(tmp_path_factory: pytest.TempPathFactory) -> tuple[Build, Build]:
    """The site whose names are markup, and that whose names are words."""
    folder = tmp_path_factory.mktemp("ten")
    return site(folder / "a", MARKUP, SIGNS), site(folder / "b", SAFE, SAFE)


def skeleton(page: BeautifulSoup) -> list[tuple[str, list[str]]]:
    """The elements of a page and the names of their attributes."""
    return [(tag.name, sorted(tag.attrs)) for tag in page.find_all(True)]


def test_no_element_and_no_attribute_comes_of_a_name(sites: tuple[Build, Build]) -> None:
    named, plain = (html_pages(built.site) for built in sites)
    assert named.keys() == plain.keys() >= {"index.html", "muc/index.html", "404.html"}
    for path in named:
        assert skeleton(named[path]) == skeleton(plain[path]), path


def test_a_name_is_read_as_it_is_written(sites: tuple[Build, Build]) -> None:
    pages = html_pages(sites[0].site)
    page = pages["con/index.html"]
    assert page.title.text.strip() == f"{SIGNS} - {MARKUP}"
    assert page.select_one('meta[name="description"]')["content"] == SIGNS
    assert page.select_one(".md-path__list li:last-child").text == f"{MARKUP} mục"
    assert MARKUP in pages["404.html"].title.text
    assert MARKUP in pages["so-do/index.html"].select_one("nav.so-do").text
    assert MARKUP in pages["so-lieu/2022/cay-trong/index.html"].h1.text


def test_the_site_map_has_the_pages_of_the_year_that_is_shown_and_the_way_to_earlier_ones(
    sites: tuple[Build, Build],
) -> None:
    page = html_pages(sites[1].site)["so-do/index.html"]
    links = [link["href"] for link in page.select("nav.so-do a")]
    assert "../so-lieu/2022/cay-trong/" in links
    assert [one for one in links if "/2021/" in one] == ["../bao-cao/2021/", "../so-lieu/2021/"]


def test_search_and_feeds_have_the_name_as_text(sites: tuple[Build, Build]) -> None:
    folder = sites[0].site
    index = search_entries((folder / "search/search_index.json").read_text("utf-8"))
    (entry,) = [one for one in index if one["location"] == "con/"]
    assert {MARKUP, SIGNS} & {entry["title"], entry.get("name")}
    assert json.loads((folder / "feed.json").read_text("utf-8"))["title"] == MARKUP
    channel = ElementTree.parse(folder / "feed.xml").getroot()[0]  # noqa: S314 - our own file
    assert channel.findtext("title") == MARKUP
