"""Where figures come from: the section at the end of a page, and the notes on figures."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from report.edition.edition import Edition
from report.site.finishing import Finishing
from report.site.linked_data import PublishedPage
from report.site.markdown_twins import html_as_markdown
from report.site.mkdocs.beside import FilesBeside
from report.site.provenance import (
    source_switch,
    sources_alone,
    sources_link,
    sources_list,
)
from report.site.theme.stylesheets import tags
from report.sources.addresses import SOURCES, TWIN, url_of
from tests.office import CROPS, CROPS_CSV, HEAD, PAGE, office, package, show

RULES = """\
quy_tac:
  - {id: du, cau: Lúa không nhiều hơn ngô., loai: khong_qua, bang: cay-trong.lua.so_ho, \
toi_da: cay-trong.ngo.so_ho, ghi_chu: Báo cáo ghi <vậy>., neu: 955, tinh_ra: 4}
"""
SITE = "https://x.example/bao-cao/"
NOTED = {"data/2022/doi-chieu.yaml": RULES}


def section_of(edition: Edition) -> str:
    """The HTML of the list of the page's figures."""
    return sources_list(edition, edition.pages[PAGE]).html()


def section(edition: Edition) -> BeautifulSoup:
    """The list of the page's figures."""
    return BeautifulSoup(section_of(edition), "html.parser")


def written(folder: Path, text: str, files: dict[str, str | None] | None = None) -> Edition:
    """An office with this text on its page."""
    return office(folder, {f"docs/{PAGE}": f"{HEAD}# Trang\n\n{text}\n", **(files or {})})


def test_each_figure_of_the_page_is_counted_and_listed_once(tmp_path: Path) -> None:
    figures = ["lua.so_ho", "lua.so_ho", "lua.von", "ngo.so_ho"]
    text = " ".join(f'{{{{ so("cay-trong.{one}") }}}}' for one in figures)
    edition = written(tmp_path, text)
    page = section(edition)
    listed = [[one.text for one in line.select("b")] for line in page.select("li")]
    assert listed == [["955\u00a0hộ", "1,5\u00a0tỷ đồng"], ["04\u00a0hộ"]]
    link = BeautifulSoup(sources_link(edition.pages[PAGE]), "html.parser").a
    assert link["href"] == "nguon.html"
    assert re.findall(r"\d+", link.text) == ["3"]
    whole = sources_alone(edition, edition.pages[PAGE])
    assert str(page) in str(BeautifulSoup(whole, "html.parser"))


def test_a_page_without_figures_has_no_section(tmp_path: Path) -> None:
    edition = written(tmp_path, "Chữ.")
    assert sources_link(edition.pages[PAGE]) == ""
    assert not edition.pages[PAGE].shows_sources


def test_tables_come_in_order_of_first_use_each_with_its_source(tmp_path: Path) -> None:
    files = {
        "data/2022/datapackage.yaml": package({"cay-trong": CROPS, "a-sau": CROPS}),
        "data/2022/a-sau.csv": CROPS_CSV,
    }
    text = (
        '{{ so("cay-trong.lua.so_ho") }} {{ so("a-sau.ngo.so_ho") }} {{ so("cay-trong.ngo.von") }}'
    )
    page = section(written(tmp_path, text, files))
    links = [link["href"] for link in page.select(".bang-nguon a")]
    assert links == [
        "../../../so-lieu/2022/cay-trong/",
        "../../../so-lieu/2022/a-sau/",
    ]
    rows = [link["href"] for link in page.select("li a")]
    assert [row.partition("#")[2] for row in rows] == ["lua", "ngo", "ngo"]
    for part in ("Mục I", "Xã Mẫu", "tháng mười hai"):
        assert part in page.get_text()


def test_only_a_figure_with_a_note_shows_it(tmp_path: Path) -> None:
    page = section(written(tmp_path, '{{ bang("cay-trong") }}', NOTED))
    (note,) = page.select("li .nguon")
    assert note.text == "(※ người biên tập: Báo cáo ghi <vậy>.)"
    assert note.find_parent("li").a.text == "Lúa"


def test_the_sign_of_a_note_leads_to_its_rule(tmp_path: Path) -> None:
    edition = written(tmp_path, "Chữ.", NOTED)
    sign = BeautifulSoup(show(edition, 'so("cay-trong.lua.so_ho")'), "html.parser").sup
    assert sign.text == "※"
    assert sign.a["href"] == "../../../so-lieu/2022/doi-chieu/#du"
    assert "Báo cáo ghi <vậy>." in sign.a["aria-label"]


@pytest.mark.parametrize("root", ["", SITE])
def test_the_list_says_the_same_as_markdown(tmp_path: Path, root: str) -> None:
    nasty = "[A](b)  *c* &copy; 1 | <i>"
    files = {
        "data/2022/datapackage.yaml": package({"cay-trong": CROPS, "a-sau": CROPS}, title=nasty),
        "data/2022/cay-trong.csv": CROPS_CSV.replace("Lúa", nasty),
        "data/2022/a-sau.csv": CROPS_CSV,
    }
    text = (
        '{{ bang("cay-trong") }} {{ so("a-sau.ngo.so_ho") }} '
        '{{ so("cay-trong.ngo.von", nam=2021) }} '
        '{{ ty_le("cay-trong.ngo.so_ho", "cay-trong.lua.so_ho") }}'
    )
    edition = written(tmp_path, text, {**NOTED, **files})
    listed = sources_list(edition, edition.pages[PAGE], root)
    assert all(part in listed.html() for part in ("aria-label", "biên tập", "năm 2021", "%"))
    assert listed.markdown() == html_as_markdown(listed.html(), root, url_of(PAGE))


def test_what_lists_of_pages_share_is_the_same_in_each(tmp_path: Path) -> None:
    """Same rows and tables stand on pages of other years, at other depths, beside other rows."""
    row = '{{ so("cay-trong.lua.so_ho", nam=2022) }}'
    pages = {
        f"docs/bao-cao/{place}.md": f"{HEAD}# Trang\n\n{text}\n"
        for place, text in {
            "2022/trang": f'{row} {{{{ so("cay-trong.lua.von") }}}}',
            "2022/index": f'{row} {{{{ so("cay-trong.ngo.von") }}}}',
            "2022/a/b": row,
            "2022/c": f'{row} {{{{ so("a-sau.lua.so_ho") }}}}',
            "2021/trang": row,
        }.items()
    }
    package_of_two = package({"cay-trong": CROPS, "a-sau": CROPS})
    crops = {"data/2022/datapackage.yaml": package_of_two, "data/2022/a-sau.csv": CROPS_CSV}
    edition = office(tmp_path, {**NOTED, **crops, **pages})
    beside = FilesBeside(edition, SITE)
    uris = [path.removeprefix("docs/") for path in pages]
    files = {uri: beside.of_page(PublishedPage(uri, "A", "", "vi"), "") for uri in uris}
    for uri in uris:
        alone = sources_alone(edition, edition.pages[uri])
        assert files[uri][SOURCES] == alone
        listed = alone[alone.index("<p>Mỗi") : alone.index("</main>")]
        assert html_as_markdown(listed, SITE, url_of(uri)) in files[uri][TWIN]
    told = [uri for uri in uris if "năm 2022" in files[uri][SOURCES]]
    assert told == ["bao-cao/2021/trang.md"]
    used = {*tags("".join(one[SOURCES] for one in files.values()))}
    assert {*tags("".join(beside.pieces))} == used, "the stylesheet is reduced by them"


@pytest.mark.parametrize(
    "call", ['so("cay-trong.ngo.so_ho")', 'so("cay-trong.lua.so_ho", nam=2021)']
)
def test_a_figure_without_a_note_has_no_sign(tmp_path: Path, call: str) -> None:
    assert "※" not in show(written(tmp_path, "Chữ.", NOTED), call)


def test_a_share_has_no_sign_as_the_note_is_on_one_of_its_two_cells(tmp_path: Path) -> None:
    edition = written(tmp_path, "Chữ.", NOTED)
    assert "※" in show(edition, 'so("cay-trong.lua.so_ho")')
    assert "※" not in show(edition, 'ty_le("cay-trong.ngo.so_ho", "cay-trong.lua.so_ho")')


def test_the_switch_stands_once_below_the_first_heading(tmp_path: Path) -> None:
    button = source_switch(written(tmp_path, "Chữ.").pages[PAGE])
    page = Finishing((), str, below=button).page("<h1>A</h1><p>a</p><h1>B</h1>")
    assert page == f"<h1>A</h1>\n{button}<p>a</p><h1>B</h1>"
    assert Finishing((), str, below=button).page("<p>a</p>") == "<p>a</p>"
