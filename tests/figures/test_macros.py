"""The macros as an editor writes them and a reader sees them."""

import os
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from markdown import Markdown
from mkdocs.config import load_config

from report.edition.edition import Edition
from report.figures.macros import USAGE
from report.figures.results import Words, mark, plain_text, row_anchors
from report.problems.problem import Mistake
from report.site.finishing import Finishing
from report.site.html import html
from report.site.provenance import sources_list
from report.sources.pages import parse_call
from tests.office import (
    CROPS,
    CROPS_CSV,
    HEAD,
    PAGE,
    REGISTER,
    column,
    office,
    package,
    page_html,
    result_of,
    show,
)
from tests.sites import ROOT

GOLDEN = ROOT / "tests/golden"
RENEW = "UPDATE_GOLDEN=1 .venv/bin/python -m pytest tests/figures/test_macros.py -k golden"


HAMLETS = [
    column("khoa"),
    column("ten", title="Xóm"),
    column("cay", "integer", "Cây đã trồng", don_vi="cây"),
    column("nguoi", "integer", "Người tham gia", don_vi="người"),
    column("thay_doi", "integer", "Tăng, giảm", don_vi="cây"),
    column("nhom", title="Kết quả", constraints={"enum": ["tốt", "khá"]}),
]
HAMLETS_CSV = """\
khoa,ten,cay,nguoi,thay_doi,nhom
doi,Xóm Đồi,40,12,8,tốt
suoi,Xóm Suối,10,5,-3,khá
ruong,Xóm Ruộng,50,17,,
"""


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    files = {
        "data/2022/datapackage.yaml": package({"cay-trong": CROPS, "xom": HAMLETS}),
        "data/2022/xom.csv": HAMLETS_CSV,
    }
    return office(tmp_path_factory.mktemp("office"), files)


@pytest.mark.parametrize(
    ("name", "call"),
    [
        ("figure", 'so("cay-trong.lua.so_ho", don_vi=True)'),
        ("date", 'so("cay-trong.lua.ngay", dang="dai")'),
        ("share", 'ty_le("cay-trong.ngo.so_ho", "cay-trong.lua.so_ho")'),
        ("change", 'thay_doi("cay-trong.lua.tang_giam")'),
        ("table", 'bang("cay-trong", cot=["ten", "so_ho", "ngay"], neo=True)'),
        ("chart", 'bieu_do("cay-trong", cot="so_ho")'),
        ("series", 'bieu_do("xom", cot=["cay", "nguoi"])'),
        ("years", 'bieu_do("xom", cot="cay", thay_doi="thay_doi")'),
        ("part", 'bieu_do("xom", cot="cay", toan_bo="ruong")'),
        ("target", 'bieu_do("xom", cot="nguoi", thuc_hien="xom.ruong.nguoi")'),
        ("tiles", 'bieu_do("xom", cot="nhom", xep_o="xom")'),
        ("panels", 'bieu_do("xom", cot="cay", so_lon=True)'),
        ("card", 'bieu_do("xom", cot="cay", nho=True)'),
        ("citation", 'van_ban("qd-1")'),
        ("documents", "van_ban(moi=5)"),
    ],
)
def test_a_macro_gives_exactly_the_golden_fragment(edition: Edition, name: str, call: str) -> None:
    path = GOLDEN / f"{name}.html"
    fragment = show(edition, call) + "\n"
    if os.environ.get("UPDATE_GOLDEN"):
        path.write_text(fragment, "utf-8", newline="\n")
    assert fragment == path.read_text("utf-8"), f"read it and, if it is right: {RENEW}"


def test_no_golden_fragment_is_left_over() -> None:
    written = set(re.findall(r"""\("([a-z]+)", ['"]\w+\(""", Path(__file__).read_text("utf-8")))
    assert {path.stem for path in GOLDEN.iterdir()} == written


@pytest.mark.parametrize("name", USAGE)
def test_the_example_of_every_macro_is_a_call_of_it(name: str) -> None:
    calls = re.findall(r"\{\{(.*?)\}\}", USAGE[name])
    assert calls
    assert {parse_call(call).name for call in calls} == {name}


@pytest.mark.parametrize(
    ("call", "year"),
    [("nam", "2022"), ("nam()", "2022"), ("nam(-1)", "2021"), ("nam(1)", "2023")],
)
def test_the_year_comes_from_the_path_of_the_page(edition: Edition, call: str, year: str) -> None:
    assert show(edition, call) == year


@pytest.mark.parametrize(
    ("uri", "seen"),
    [("bao-cao/2021/trang.md", "900"), (PAGE, "955"), ("index.md", "955"), ("a/b.md", "955")],
)
def test_a_page_shows_its_own_year_and_any_other_page_the_newest(
    edition: Edition, uri: str, seen: str
) -> None:
    figure = result_of(edition, 'so("cay-trong.lua.so_ho")', uri)
    assert (figure.plain, figure.other_year) == (seen, None)


def test_only_a_figure_of_one_cell_carries_the_note_on_it(tmp_path: Path) -> None:
    rules = (
        "quy_tac:\n  - {id: du, cau: Lúa không nhiều hơn ngô., loai: khong_qua, "
        "bang: cay-trong.lua.so_ho, toi_da: cay-trong.ngo.so_ho, "
        "ghi_chu: Báo cáo ghi vậy., neu: 955, tinh_ra: 4}\n"
    )
    noted = office(tmp_path, {"data/2022/doi-chieu.yaml": rules})
    figure = result_of(noted, 'so("cay-trong.lua.so_ho")')
    share = result_of(noted, 'ty_le("cay-trong.ngo.so_ho", "cay-trong.lua.so_ho")')
    assert [note.text for note in figure.notes] == ["Báo cáo ghi vậy."]
    assert share.notes == ()


@pytest.mark.parametrize(
    "call",
    [
        'so("cay-trong.lua.so_ho", nam=2021)',
        'thay_doi("cay-trong.lua.tang_giam", nam=2021)',
        'ty_le("cay-trong.lua.so_ho", "cay-trong.lua.so_ho", nam=2021)',
    ],
)
def test_a_figure_of_another_year_says_so(edition: Edition, call: str) -> None:
    assert result_of(edition, call).other_year == 2021
    assert 'data-nam="2021"' in show(edition, call)
    assert "data-nam" not in show(edition, call.replace("2021", "2022"))


@pytest.mark.parametrize(
    "call", ['bang("cay-trong", nam=2021)', 'bieu_do("cay-trong", "so_ho", nam=2021)']
)
def test_a_table_or_chart_of_another_year_has_that_year_s_values(
    edition: Edition, call: str
) -> None:
    assert ">900<" in show(edition, call)
    assert ">900<" not in show(edition, call.replace("2021", "2022"))


def test_a_document_is_cited_in_full_once_on_each_page_and_then_short(edition: Edition) -> None:
    macros = edition.macros(PAGE)
    first, second = macros.van_ban("qd-1"), macros.van_ban("qd-1")
    assert "giao chỉ tiêu trồng lúa" in first.plain
    assert second.plain == first.plain.partition(" ngày")[0]
    assert "Phong trào" in macros.van_ban("kh-2").plain
    assert edition.macros("bao-cao/2022/khac.md").van_ban("qd-1") == first


def test_the_newest_documents_come_first_and_those_without_a_date_not_at_all(
    tmp_path: Path,
) -> None:
    register = (
        "khoa,loai,so_ky_hieu,ngay,co_quan,trich_yeu\n"
        "cu,Quyết định,01,05/03/2020,Xã,\nkhong-ngay,Kế hoạch,02,,Xã,\n"
        "moi,Quyết định,03,06/03/2022,Xã,\nvua,Chỉ thị,04,05/12/2021,Xã,\n"
    )
    edition = office(tmp_path, {"data/chung/van-ban.csv": register})
    assert re.findall(r"số (\d+)", show(edition, "van_ban(moi=2)")) == ["03", "04"]
    assert re.findall(r"số (\d+)", show(edition, "van_ban(moi=9)")) == ["03", "04", "01"]


def test_tables_and_charts_of_one_page_share_no_id(edition: Edition) -> None:
    macros = edition.macros(PAGE)
    results = [macros.bang("cay-trong"), macros.bang("cay-trong")]
    results += [macros.bieu_do("cay-trong", "so_ho"), macros.bieu_do("cay-trong", "so_ho")]
    page = "".join(html(result, str) for result in results)
    ids = [tag["id"] for tag in BeautifulSoup(page, "html.parser").select("[id]")]
    assert ids
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize(
    ("call", "cells"),
    [
        ('so("cay-trong.lua.so_ho")', {"cay-trong.lua.so_ho"}),
        ('thay_doi("cay-trong.ngo.tang_giam")', {"cay-trong.ngo.tang_giam"}),
        (
            'ty_le("cay-trong.ngo.so_ho", "cay-trong.lua.so_ho")',
            {"cay-trong.ngo.so_ho", "cay-trong.lua.so_ho"},
        ),
        (
            'bieu_do("xom", "cay", nho=True)',
            {f"xom.{row}.cay" for row in ("doi", "suoi", "ruong")},
        ),
        ('van_ban("kh-2")', {f"van-ban.kh-2.{one['name']}" for one in REGISTER}),
        (
            'bang("cay-trong")',
            {f"cay-trong.{row}.{one['name']}" for row in ("lua", "ngo", "mia") for one in CROPS},
        ),
        ("nam", set()),
    ],
)
def test_what_a_page_shows_counts_as_used(edition: Edition, call: str, cells: set[str]) -> None:
    assert {cell.address for cell in result_of(edition, call).cells} == cells


@pytest.mark.parametrize(
    ("call", "message", "fix"),
    [
        ('soo("a")', "không có macro “soo”", "Có phải là “so”?"),
        ("__init__()", "không có macro “__init__”", "Các macro: so, "),
        ('call("so", [], {})', "không có macro “call”", "Các macro: so, "),
        ("so", "macro “so” có tham số không đúng", USAGE["so"]),
        ('ty_le("a.b.c")', "macro “ty_le” có tham số không đúng", USAGE["ty_le"]),
        ('so("a.b.c", donvi=True)', "macro “so” có tham số không đúng", USAGE["so"]),
        ('bieu_do("cay-trong", cot=5)', "“bieu_do” có tham số", USAGE["bieu_do"]),
        ("van_ban()", "“van_ban” có tham số", USAGE["van_ban"]),
        ('van_ban("qd-1", moi=2)', "“van_ban” có tham số", USAGE["van_ban"]),
        ('van_ban(moi="5")', "“van_ban” có tham số", USAGE["van_ban"]),
        ("so(5)", "“5” không phải là địa chỉ số liệu", "so("),
        ('so("cay-trong.lua.so_ho", nam=1999)', "không có số liệu năm 1999", "2021, 2022"),
        ('bang("cay-trongg")', "không có bảng “cay-trongg”", "Có phải là “cay-trong”?"),
        ('van_ban("qd-11")', "không có văn bản “qd-11”", "Có phải là “qd-1”?"),
        ('nam("a")', "macro “nam” có tham số không đúng", USAGE["nam"]),
    ],
)
def test_a_wrong_call_is_a_mistake_that_says_what_to_write(
    edition: Edition, call: str, message: str, fix: str
) -> None:
    with pytest.raises(Mistake) as found:
        show(edition, call)
    assert message in found.value.message
    assert fix in found.value.mend


@pytest.fixture(scope="module")
def markdown() -> Markdown:
    """Markdown with the extensions of mkdocs.yml, as MkDocs sets it up."""
    config = load_config(str(ROOT / "mkdocs.yml"))
    return Markdown(extensions=config.markdown_extensions, extension_configs=config.mdx_configs)


NASTY = {
    "HTML": '<script>alert("1")</script> <i>x</i> & &amp; &lt;',
    "a closing tag": "</data></td></table></figure><h1>x</h1>",
    "Markdown": "**a** _b_ `c` ~~d~~ # e [f](http://g.h) ![i](j.png) | k |",
    "a footnote, an attribute list and an abbreviation": "[^1] {: .x #y } *[HTML]: z",
    "an address": "http://a.b/c www.a.b <http://a.b> a@b.vn",
    "a line that looks like a list or a heading": "1. a - b + c > d === --- ***",
    "Jinja": "{{ nam }} {% raw %} {# x #} {{ 7 * 7 }} %} }}",
    "backslashes": r"\* \\ \{ \x02 C:\a",
}
MARKUP = "script, i, h1, img, strong, em, code, abbr, del, sup.footnote-ref"
PLACES = {
    "a sentence": ('Câu {{ so("cay-trong.a.ten") }}.', "span.so"),
    "the start of a paragraph": ('{{ so("cay-trong.a.ten") }}', "span.so"),
    "a heading": ('## {{ so("cay-trong.a.ten") }}', "h2 span.so"),
    "a Markdown table": ('| A |\n|---|\n| {{ so("cay-trong.a.ten") }} |', "td span.so"),
    "a table": ('{{ bang("cay-trong") }}', "th[scope=row]"),
    "a column's title": ('{{ bang("cay-trong") }}', "th[scope=col]"),
    "a table's title": ('{{ bang("cay-trong") }}', "caption"),
    "a chart": ('{{ bieu_do("cay-trong", "so") }}', "tbody th"),
    "a chart on a card": ('{{ bieu_do("cay-trong", "so", nho=True) }}', ".bieu-do-nho"),
    "a big number": ('{{ bieu_do("cay-trong", "so", so_lon=True) }}', "dt"),
    "a chart's description": ('{{ bieu_do("cay-trong", "so") }}', "figcaption"),
    "a unit": ('Câu {{ so("cay-trong.a.so", don_vi=True) }}', "data.so"),
    "a citation": ('Câu {{ van_ban("qd-1") }}', "p"),
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("kind", NASTY)
def test_text_of_a_cell_is_plain_text_wherever_it_stands(
    tmp_path: Path, markdown: Markdown, kind: str, place: str
) -> None:
    nasty = NASTY[kind]
    quoted = nasty.replace('"', '""')
    crops = [column("khoa"), column("ten", title=nasty), column("so", "integer", "S", don_vi=nasty)]
    register = ",".join(one["name"] for one in REGISTER)
    body, selector = PLACES[place]
    edition = office(
        tmp_path,
        {
            "data/2022/cay-trong.csv": f'khoa,ten,so\na,"{quoted}",5\n',
            "data/2022/datapackage.yaml": package({"cay-trong": crops}, title=nasty, co_quan=nasty),
            "data/chung/van-ban.csv": f'{register}\nqd-1,Quyết định,,,Xã,"Về {quoted}"\n',
            "docs/van-ban/index.md": None,
            f"docs/{PAGE}": body + "\n",
        },
    )
    assert edition.problems == ()
    filled = edition.pages[PAGE]
    source = filled.markdown
    assert not re.search(r"\{[{%#]", source), "the template engine would run it"
    finished = Finishing(filled.results, str).page(markdown.reset().convert(source))
    page = BeautifulSoup(finished, "html.parser")
    provenance = sources_list(edition, filled)
    assert not BeautifulSoup(provenance.html(), "html.parser").select(MARKUP)
    found = page.select_one(selector)
    assert found is not None
    for permalink in found.select("a.headerlink"):
        permalink.decompose()
    shown = found.get_text()
    if place == "a unit":
        assert found.next_sibling is not None
        shown = str(found.parent.get_text() if found.parent else "")
    assert nasty in shown
    assert not page.select(MARKUP)


def test_line_breaks_in_a_cell_do_not_split_a_sentence(tmp_path: Path) -> None:
    csv = {"data/2022/cay-trong.csv": CROPS_CSV.replace("Lúa", '"Lúa\n\n- mục"')}
    page = {f"docs/{PAGE}": f'{HEAD}Câu {{{{ so("cay-trong.lua.ten") }}}} hết.\n'}
    assert "\n- mục" not in page_html(office(tmp_path, {**csv, **page}), PAGE)


@pytest.mark.parametrize("source", ["nam(0.5)", "nam(True)", 'so("a.b.c", nam="2021")'])
def test_a_year_that_is_no_whole_number_is_a_mistake(tmp_path: Path, source: str) -> None:
    with pytest.raises(Mistake):
        show(office(tmp_path), source)


@pytest.mark.parametrize("columns", ['"ten"', "[]"])
def test_the_columns_of_a_table_are_a_list(tmp_path: Path, columns: str) -> None:
    with pytest.raises(Mistake, match="danh sách"):
        show(office(tmp_path), f'bang("cay-trong", cot={columns})')


def test_the_source_of_a_table_is_a_sentence_of_its_description(tmp_path: Path) -> None:
    edition = office(tmp_path)
    said = result_of(edition, 'nguon("cay-trong")').plain
    assert said == "Nguồn: Mục I; Xã Mẫu; kỳ số liệu: năm."


def test_a_mark_that_no_result_stands_for_gives_nothing() -> None:
    results = [Words("một"), Words("hai")]
    text = " ".join(map(mark, (1, 0, 2, 3)))
    assert plain_text(text, results) == "hai một  "


def test_a_keyword_that_no_chart_has_is_told_with_the_way_to_write_it(edition: Edition) -> None:
    with pytest.raises(Mistake) as found:
        show(edition, 'bieu_do("cay-trong", cot="so_ho", tron=True)')
    assert found.value.code == "tham-so-sai"
    assert USAGE["bieu_do"] in f"{found.value.message} {found.value.mend}"


def test_links_may_lead_to_the_rows_of_a_table_with_anchors(edition: Edition) -> None:
    assert row_anchors(result_of(edition, 'bang("xom", neo=True)')) == ("doi", "suoi", "ruong")
    assert row_anchors(result_of(edition, 'bang("xom")')) == ()
    assert row_anchors(result_of(edition, "nam")) == ()


def test_a_list_of_documents_is_one_line_of_words_and_of_all_its_cells(edition: Edition) -> None:
    documents = result_of(edition, "van_ban(moi=5)")
    single = result_of(edition, 'van_ban("qd-1")')
    assert documents.plain == single.plain
    assert documents.cells == single.cells
