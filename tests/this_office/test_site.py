"""The real site, as its readers get it."""

import json
import re
from itertools import pairwise
from pathlib import Path
from urllib.parse import parse_qs, unquote, urljoin, urlsplit
from xml.etree import ElementTree

import yaml
from bs4 import BeautifulSoup

from report.edition.edition import read_edition
from report.sources.addresses import url_of
from report.sources.history import read_history
from report.sources.paths import year_of
from report.text.numbers import write_long_date
from tests.sites import HOST, PUBLISHED, ROOT

DIACRITICS = re.compile("[À-ỹ]")
HALF_RENDERED = re.compile(r"\{\{|\}\}|\{%|\bnan\b|\bNaN\b|\bNone\b|<NA>|Macro Rendering Error")


def article(page: BeautifulSoup) -> BeautifulSoup:
    """What an editor wrote and macros made, without the theme around it."""
    found = page.find("article")
    assert found is not None
    return found  # type: ignore[return-value]


def report_pages(pages: dict[str, BeautifulSoup]) -> dict[str, BeautifulSoup]:
    return {path: page for path, page in pages.items() if path.startswith("bao-cao/")}


def test_every_part_of_the_report_is_published(pages: dict[str, BeautifulSoup]) -> None:
    sources = [path.relative_to(ROOT / "docs") for path in ROOT.glob("docs/bao-cao/*/*.md")]
    wanted = {url_of(path.as_posix()) for path in sources}
    assert {path.removesuffix("index.html") for path in report_pages(pages)} == wanted
    assert len(wanted) >= 16


def test_nothing_half_rendered_is_published(pages: dict[str, BeautifulSoup]) -> None:
    for path, page in report_pages(pages).items():
        found = HALF_RENDERED.search(article(page).get_text(" "))
        assert found is None, f"{path}: {found}"


def test_every_internal_link_and_anchor_leads_somewhere(
    site: Path, pages: dict[str, BeautifulSoup]
) -> None:
    anchors = {path: {tag["id"] for tag in page.find_all(id=True)} for path, page in pages.items()}
    broken = []
    for path, page in pages.items():
        if path == "404.html":  # its links are absolute from the root of the domain
            continue
        for tag in page.find_all(["a", "link", "script", "img"]):
            target = tag.get("href") or tag.get("src")
            if not target or urlsplit(target).scheme or target.startswith("//"):
                continue
            url = urlsplit(urljoin(f"/{path}", target))
            file = unquote(url.path).lstrip("/")
            file = f"{file}index.html" if not file or file.endswith("/") else file
            there = (site / file).is_file()
            if there and url.fragment and file in anchors:
                there = unquote(url.fragment) in anchors[file]
            if not there:
                broken.append(f"{path} → {target}")
    assert broken == []


def test_no_page_asks_a_foreign_host_for_anything(pages: dict[str, BeautifulSoup]) -> None:
    for path, page in pages.items():
        for tag in page.find_all(["link", "script", "img", "iframe"]):
            if tag.name == "link" and {"canonical", "alternate"} & {*tag.get("rel", [])}:
                continue
            assert not urlsplit(tag.get("href") or tag.get("src") or "").netloc, f"{path}: {tag}"


def test_ids_are_unique_on_each_page(pages: dict[str, BeautifulSoup]) -> None:
    for path, page in pages.items():
        ids = [tag["id"] for tag in page.find_all(id=True)]
        assert len(ids) == len(set(ids)), f"{path}: {sorted({i for i in ids if ids.count(i) > 1})}"


def test_each_page_has_one_first_heading_and_a_description(
    pages: dict[str, BeautifulSoup],
) -> None:
    for path, page in pages.items():
        assert len(page.find_all("h1")) == 1, path
        if path != "404.html":
            assert page.find("meta", {"name": "description"})["content"], path


def test_headings_skip_no_level(pages: dict[str, BeautifulSoup]) -> None:
    for path, page in report_pages(pages).items():
        levels = [int(tag.name[1]) for tag in article(page).find_all(re.compile("^h[1-6]$"))]
        steps = pairwise(levels)
        assert all(after <= before + 1 for before, after in steps), path


def test_every_figure_leads_to_its_cell_and_shows_its_value(
    pages: dict[str, BeautifulSoup],
) -> None:
    edition = read_edition(ROOT)
    figures = 0
    for path, page in report_pages(pages).items():
        dataset = edition.years[year_of(path) or 0]
        for tag in page.select("[data-nguon]"):
            for address in tag["data-nguon"].split():
                assert dataset.cell(address), path
            figures += tag.name == "data"
    assert figures >= 250


def test_the_front_page_has_key_figures_that_lead_to_their_sections(
    pages: dict[str, BeautifulSoup],
) -> None:
    cards = article(pages["index.html"]).select(".con-so-chinh > ul > li")
    assert len(cards) == 4
    assert all(card.select("data.so") for card in cards)
    assert all(card.select("a[href^='bao-cao/']") for card in cards)
    assert all(card.select_one(".bieu-do-nho") for card in cards)


def test_people_can_look_at_what_they_need_not_read(pages: dict[str, BeautifulSoup]) -> None:
    charts = [
        chart for page in report_pages(pages).values() for chart in page.select("figure.bieu-do")
    ]
    assert len(charts) >= 8
    assert all(chart.select_one(".nguon") for chart in charts)


def test_no_page_repeats_the_table_of_its_chart(pages: dict[str, BeautifulSoup]) -> None:
    for path, page in report_pages(pages).items():
        titles = [caption.get_text() for caption in page.select("caption")]
        assert len(titles) == len(set(titles)), path


def test_the_address_of_a_heading_is_plain_ascii(pages: dict[str, BeautifulSoup]) -> None:
    for path, page in report_pages(pages).items():
        for heading in article(page).find_all(re.compile("^h[23]$")):
            assert re.fullmatch(r"[a-z0-9-]+(_\d+)?", heading["id"]), f"{path}: {heading['id']}"


def test_the_search_index_has_every_report_page(site: Path) -> None:
    index = json.loads((site / "search" / "search_index.json").read_text("utf-8"))
    found = {entry["location"].split("#")[0] for entry in index["docs"]}
    sources = (ROOT / "docs/bao-cao/2022").glob("*.md")
    assert {f"bao-cao/2022/{p.stem}/" for p in sources if p.stem != "index"} <= found


def test_every_page_below_the_front_says_where_it_stands(pages: dict[str, BeautifulSoup]) -> None:
    page = pages["bao-cao/2022/dien-tap/index.html"]
    path = page.select_one("nav.md-path")
    assert path is not None
    assert [item.get_text(strip=True) for item in path.find_all("li")] == [
        "Trang chủ",
        "Báo cáo 2022",
        "Phần thứ nhất – II. Phong trào thi đua",
    ]
    assert [link["href"] for link in path.find_all("a")] == ["../../..", "../"]
    assert page.select_one("a.md-footer__link--prev, a.md-footer__link--next") is not None


def test_the_site_map_has_every_page_with_its_description(pages: dict[str, BeautifulSoup]) -> None:
    site_map = pages["trang/so-do/index.html"].select_one("nav.so-do")
    assert site_map is not None
    listed = {
        urljoin("/trang/so-do/", tag["href"]).lstrip("/"): tag.parent.get_text()
        for tag in site_map.find_all("a")
    }
    years = {path: year_of(path) for path in pages if path != "404.html"}
    newest = max(year for year in years.values() if year)
    wanted = {
        path.removesuffix("index.html")
        for path, year in years.items()
        if year in (None, newest) or re.fullmatch(r"[a-z-]+/\d{4}/index\.html", path)
    }
    assert set(listed) == wanted
    page = f"bao-cao/{newest}/dien-tap/"
    described = pages[f"{page}index.html"].find("meta", {"name": "description"})
    assert described["content"].removeprefix("Bản biên tập. ") in listed[page]


def test_every_page_names_the_office_and_leads_to_the_pages_about_the_site(
    pages: dict[str, BeautifulSoup],
) -> None:
    for path, page in pages.items():
        foot = page.select_one(".chan-trang")
        assert foot is not None, path
        assert "Ủy ban nhân dân huyện Nguyên Bình" in foot.get_text(), path
        assert len(foot.select("nav a")) == 7 + 2, path  # chan_trang in mkdocs.yml, the feeds


def test_abbreviations_lead_to_the_glossary(pages: dict[str, BeautifulSoup]) -> None:
    rows = {tag["id"] for tag in pages["thuat-ngu/index.html"].select("tr[id]")}
    found = 0
    for path, page in pages.items():
        links = page.select("article a.viet-tat")
        assert {tag["href"].partition("thuat-ngu/#")[2] for tag in links} <= rows, path
        assert not page.select("a a"), path
        found += path.startswith("bao-cao/") and len(links)
    assert found >= 5


def test_the_english_page_says_that_it_is_english(pages: dict[str, BeautifulSoup]) -> None:
    page = pages["en/index.html"]
    assert [page.find(name)["lang"] for name in ("html", "body", "article")] == ["en", "vi", "en"]
    assert "Print or save as PDF" in article(page).get_text()
    for path, other in pages.items():
        if path != "en/index.html":
            assert other.find("html")["lang"] == "vi", path
    tab = pages["index.html"].find("a", class_="md-tabs__link", string=re.compile("English"))
    assert tab["lang"] == "en"
    for part in article(page).find_all(string=DIACRITICS):
        names = re.sub("Nguyên Bình|Cao Bằng|Đào Nguyên Phong", "", part)
        assert part.find_parent(lang=True)["lang"] == "vi" or not DIACRITICS.search(names), part


FORMS = ROOT / ".github/ISSUE_TEMPLATE"


def test_the_feeds_of_a_published_site_lead_to_its_pages(site: Path) -> None:
    entries = json.loads((site / "feed.json").read_text("utf-8"))["items"]
    channel = ElementTree.parse(site / "feed.xml")  # noqa: S314 - our own file
    links = [item.findtext("link") or "" for item in channel.iter("item")]
    assert [entry["url"] for entry in entries] == links
    for link in links:
        assert (site / link.removeprefix(PUBLISHED["SITE_URL"]) / "index.html").is_file(), link
    days = [entry["date_published"] for entry in entries]
    assert days == sorted(days, reverse=True)


def test_every_page_of_a_published_site_leads_to_its_feeds_editor_and_feedback(
    pages: dict[str, BeautifulSoup],
) -> None:
    assert pages["index.html"].select_one("link[type$=json][href$='feed.json']")
    for path, page in pages.items():
        feeds = [tag["href"].rpartition("/")[2] for tag in page.select("link[type$=xml]")]
        assert feeds == ["feed.xml"], path
        if path == "404.html":
            continue
        feedback = page.select_one(f'.ve-trang a[href^="{HOST}/issues/new?"]')
        assert feedback is not None, path
        given = parse_qs(urlsplit(feedback["href"]).query)
        form = yaml.safe_load((FORMS / given["template"][0]).read_text("utf-8"))
        fields = {field.get("id") for field in form["body"]}
        assert given.keys() - {"template"} <= fields, path
        assert given["trang"] == [PUBLISHED["SITE_URL"] + path.removesuffix("index.html")], path
        edit = page.select_one(".ve-trang a[rel=edit]")
        if edit:  # a year without corrections has no file of them
            file = edit["href"].removeprefix(f"{HOST}/edit/main/")
            assert (ROOT / file).is_file(), path
            assert file.startswith(
                "data/" if path.startswith(("so-lieu/", "dia-ban/")) else "docs/"
            ), path


def test_a_page_that_is_not_found_leads_back_under_the_sub_path(site: Path) -> None:
    page = BeautifulSoup((site / "404.html").read_text("utf-8"), "html.parser")
    assert page.h1 is not None
    assert page.h1.get_text() == "Không tìm thấy trang"
    links = [tag["href"] for tag in page.select("a[href]:not([rel=license]), link[href]")]
    assert all(link.startswith(("/bao-cao/", "#")) for link in links), links


def test_pages_say_when_they_changed_as_the_history_tells(site: Path) -> None:
    history = read_history(ROOT)
    page = BeautifulSoup(
        (site / "so-lieu/2022/toi-pham/index.html").read_text("utf-8"), "html.parser"
    )
    time = page.select_one(".ve-trang time")
    if not history:  # an unpacked archive has none
        assert time is None
        return
    day = history["data/2022/toi-pham.csv"].last
    assert time is not None
    assert (time["datetime"], time.get_text()) == (day.isoformat(), write_long_date(day))
