"""What the search finds: plain text, names of pages and documents, reports before tables."""

import json
from pathlib import Path
from typing import Any
from unittest.mock import Mock

import pytest
from material.plugins.search.plugin import SearchPlugin
from mkdocs.exceptions import Abort

from report.edition.edition import Edition
from report.site.finishing import Finishing
from report.site.mkdocs.search import SEARCH_PLUGIN, SearchEntries
from report.site.theme.search_figures import search_figures
from report.site.theme.search_index import (
    DATA_WEIGHT,
    TABLE_WEIGHT,
    SearchIndex,
)
from tests.office import CROPS_CSV, HEAD, REGISTER, column, office, package
from tests.sites import search_entries

Entry = dict[str, object]
WORDS = ("tu", "dong_nghia")


def index(edition: Edition, *pages: tuple[str, str], boost: float | None = None) -> list[Entry]:
    """The published entries of pages, each given by its address and its HTML."""
    made = SearchIndex(edition)
    for url, html in pages:
        finishing = Finishing((), str)
        finishing.page(html)
        made.add(url, "A &amp; <b>B</b>", finishing.passages.found, boost)
    return search_entries(made.written())


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Có <b>955</b> người.</p>", "Có 955 người."),
        ("<p>Một</p><p>Hai</p>", "Một Hai"),
        ("<td>A</td><td>B</td>", "A B"),
        ("chín<sup>2</sup> <data class='so'>5</data>%", "chín2 5%"),
        ("A &amp; B\u00a0 C\n\nD &lt;i&gt;", "A & B C D <i>"),
        ("Chú thích. &#8617;", "Chú thích."),
        ("Ha\u0300", "Hà"),
        ("<img alt='hình'>sau<br>hình", "sauhình"),
        ("có <div data-search-exclude>không <p>không</p></div>lại có", "có lại có"),
        ("<svg data-search-exclude><path d='M0' /><title>vẽ</title></svg>chữ", "chữ"),
    ],
)
def test_texts_are_as_they_are_read(tmp_path: Path, markup: str, text: str) -> None:
    (found, *_) = index(office(tmp_path), ("trang/", f'<h1 id="a">{markup}</h1>\n{markup}'))
    assert (found["location"], found["title"], found["text"]) == ("trang/", text, text)


@pytest.mark.parametrize(
    ("location", "weight"),
    [
        ("bao-cao/2022/", 1),
        ("bao-cao/2022/#muc", 1),
        ("so-lieu/2022/cay-trong/", TABLE_WEIGHT),
        ("so-lieu/2022/cay-trong/#lua", TABLE_WEIGHT),
        ("so-lieu/chung/van-ban/", TABLE_WEIGHT),
        ("so-lieu/2022/doi-chieu/", DATA_WEIGHT),
    ],
)
def test_a_report_page_counts_more_than_the_table_that_says_the_same(
    tmp_path: Path, location: str, weight: float
) -> None:
    page, _, anchor = location.partition("#")
    html = f'<h1 id="a">A</h1><h2 id="{anchor}">B</h2>' if anchor else "<h1>A</h1>"
    found = {one["location"]: one for one in index(office(tmp_path), (page, html))}
    assert found[location].get("boost", 1) == weight
    (asked, *_) = index(office(tmp_path / "b"), (page, html), boost=2)
    assert asked["boost"] == 2, "what the page itself asks for stays"


def test_a_page_is_found_by_its_heading_and_by_its_name_in_the_menus(tmp_path: Path) -> None:
    edition = office(tmp_path)  # all its pages are called “Trang”
    names = {"bao-cao/2022/": "Báo cáo", "": "Trang", "khac/": "Khác"}
    pages = [(url, f'<h1 id="a">{title}</h1>') for url, title in names.items()]
    found = index(edition, *pages)
    assert [one.get("name") for one in found[:3]] == ["Trang", None, None]


def test_a_page_without_a_heading_has_the_title_of_its_front_matter(tmp_path: Path) -> None:
    (found, *_) = index(office(tmp_path), ("khac/", "<p>chữ</p>"))
    assert (found["title"], found["text"]) == ("A & B", "chữ")


def test_a_passage_ends_where_the_next_heading_begins_or_its_box_ends(tmp_path: Path) -> None:
    html = (
        '<h1 id="trang">Trang<a class="headerlink" href="#trang">&para;</a></h1><p>một</p>'
        '<div><h2 id="hop">Hộp</h2><p>hai</p></div><p>ba</p>'
        '<h2 id="muc">Mục</h2><p>bốn</p>'
        '<h3 id="an" data-search-exclude>Ẩn</h3><p>năm</p>'
    )
    found = index(office(tmp_path), ("khac/", html))
    assert [(one["location"], one["title"], one["text"]) for one in found[:3]] == [
        ("khac/", "Trang", "một ba"),
        ("khac/#hop", "Hộp", "hai"),
        ("khac/#muc", "Mục", "bốn"),
    ]
    assert "khac/#an" not in {one["location"] for one in found}


def test_the_manual_is_in_a_file_of_its_own(tmp_path: Path) -> None:
    made = SearchIndex(office(tmp_path))
    for url in ("bien-tap/macro/", "bao-cao/2022/"):
        finishing = Finishing((), str)
        finishing.page("<h1>A</h1>")
        made.add(url, "A", finishing.passages.found)
    public, manual = json.loads(made.written()), json.loads(made.written_manual())
    assert "bien-tap/macro/" not in [one["location"] for one in public["docs"]]
    assert [one["location"] for one in manual["docs"]] == ["bien-tap/macro/"]
    assert manual["sections"] == [["bien-tap/", "Biên tập"]]
    assert public["sections"][0] == ["bao-cao/", "Báo cáo"]


def test_the_search_knows_what_words_stand_for_and_has_no_page_of_them(tmp_path: Path) -> None:
    files = {
        "data/chung/datapackage.yaml": package(
            {"van-ban": REGISTER, "tu-dong-nghia": [column(x) for x in ("khoa", *WORDS)]}
        ),
        "data/chung/tu-dong-nghia.csv": "khoa,tu,dong_nghia\nlua,thóc,lúa\n",
    }
    made = SearchIndex(office(tmp_path, files))
    finishing = Finishing((), str)
    finishing.page("<h1>A</h1>")
    made.add("so-lieu/chung/tu-dong-nghia/", "A", finishing.passages.found)
    written = json.loads(made.written())
    assert written["synonyms"] == [["thóc", "lúa"]]
    assert "A" not in [one["title"] for one in search_entries(made.written())]


def test_a_figure_of_a_report_leads_to_the_passage_that_shows_it(tmp_path: Path) -> None:
    made = SearchIndex(office(tmp_path))
    finishing = Finishing((), str)
    finishing.page(
        '<h1 id="a">Báo cáo</h1><p>Đầu trang.</p>'
        '<h2 id="khac">Khác</h2><p>Đủ 955 cây.</p>'
        '<h2 id="muc">Trồng lúa</h2><p>Lúa: 955 hộ.</p>'
    )
    made.add("bao-cao/2022/", "A", finishing.passages.found)
    figures = json.loads(made.written())["figures"]
    place = "bao-cao/2022/#muc"
    page = "Báo cáo, năm 2022"
    assert figures[0] == ["955 hộ", "Lúa", "số hộ, năm 2022", "Bảng cay-trong", place, page]
    assert "1,5 tỷ đồng" in [figure[0] for figure in figures]
    assert not [figure for figure in figures if "năm 2021" in figure[2]], "its page is not found"


def test_of_two_years_the_newer_one_answers_who_names_none(tmp_path: Path) -> None:
    edition = office(tmp_path)
    pages = ("bao-cao/2021/", "bao-cao/2022/")
    entries = [{"location": one, "title": "A", "text": "Lúa: 900 hộ, 955 hộ."} for one in pages]
    columns = [figure[2] for figure in search_figures(edition, entries)]
    assert columns[0] == "số hộ, năm 2022"
    years = [column.rpartition(" ")[2] for column in columns]
    assert years == sorted(years, reverse=True)
    assert {"2021", "2022"} == set(years)


def test_a_draft_is_found_by_nobody(tmp_path: Path) -> None:
    """Year 2022 still has an open place; all that stands below its folders is left out."""
    csv = CROPS_CSV.replace("955", "cần điền")
    edition = office(tmp_path, {"data/2022/cay-trong.csv": csv})
    paths = ["bao-cao/2022/", "so-lieu/2022/cay-trong/", "bao-cao/2021/", ""]
    found = [one["location"] for one in index(edition, *((path, "<h1>A</h1>") for path in paths))]
    assert [path for path in paths if path in found] == ["bao-cao/2021/", ""]


def test_each_document_of_the_register_is_found_by_its_number(tmp_path: Path) -> None:
    first, second = index(office(tmp_path))
    assert first == {
        "location": "van-ban/#qd-1",
        "title": "Quyết định 01/QĐ-UBND",
        "text": "giao chỉ tiêu trồng lúa. UBND huyện Mẫu. 05/3/2022",
    }
    assert (second["location"], second["title"]) == ("van-ban/#kh-2", "Kế hoạch")
    assert second["text"] == "Phong trào trồng ngô. UBND xã Mẫu"


@pytest.mark.parametrize(
    "files",
    [
        {"docs/van-ban/index.md": None, "docs/index.md": f"{HEAD}# Xã Mẫu\n"},
        {"data/chung/datapackage.yaml": None, "data/chung/van-ban.csv": None},
    ],
)
def test_without_a_register_or_its_page_there_are_no_documents(
    tmp_path: Path, files: dict[str, str | None]
) -> None:
    assert index(office(tmp_path, files)) == []


def test_a_plugin_that_no_longer_asks_for_our_index_stops_the_build(tmp_path: Path) -> None:
    entries = SearchEntries(SearchIndex(office(tmp_path)))
    with pytest.raises(Abort, match=r"mkdocs/search\.py"):
        entries.must_be_written()
    entries.generate_search_index(None)
    entries.must_be_written()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "<p data-search-exclude>a",
        '<p data-search-x="">a',
        '<p data-search-x="b" data-search-y="c">a',
    ],
)
def test_a_page_comes_out_of_the_search_as_out_of_its_plugin_alone(text: str) -> None:
    plugin, entries, asked = SearchPlugin(), SearchEntries(Mock()), Mock()
    plugin.load_config({})
    plugin.search_index = Mock()
    alone, page = Mock(content=text), Mock(content=text)
    plugin.on_page_context({}, page=alone, config=Mock(), nav=None)
    plugins = PluginsOfTest({SEARCH_PLUGIN: plugin}, [plugin.on_page_context])
    config: Any = Mock(plugins=plugins)
    entries.add_entry_from_context = asked  # type: ignore[method-assign]
    entries.lead(config)
    plugins.events["page_context"][0]({}, page=page, config=config, nav=None)
    assert page.content == alone.content
    asked.assert_called_once_with(page)


class PluginsOfTest(dict[str, Any]):
    """Plugins, and what they hear of pages."""

    def __init__(self, plugins: dict[str, Any], heard: list[Any]) -> None:
        super().__init__(plugins)
        self.events = {"page_context": heard}
