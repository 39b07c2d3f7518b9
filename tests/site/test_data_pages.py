"""The pages made from data: a reader follows a figure to its row, source and file."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from mkdocs.exceptions import Abort
from mkdocs.utils.meta import get_data

from report.edition.edition import Edition
from report.site.data_pages import data_pages, table_pages
from report.site.made_page import MadePage
from report.site.mkdocs.rendering import checked_body
from report.site.provenance import sources_list
from tests.office import CROPS, CROPS_CSV, HEAD, column, office, package
from tests.sources.test_history import dates
from tests.sources.test_years import years

RULES = """\
quy_tac:
  - {id: du-ho, cau: Ngô không nhiều hơn lúa., loai: khong_qua, bang: cay-trong.ngo.so_ho, \
toi_da: cay-trong.lua.so_ho}
  - {id: du-lua, cau: Lúa không nhiều hơn ngô., loai: khong_qua, bang: cay-trong.lua.so_ho, \
toi_da: cay-trong.ngo.so_ho, ghi_chu: Báo cáo ghi vậy., neu: 955, tinh_ra: 4}
"""


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    page = (
        f'{HEAD}# Báo cáo\n\n{{{{ so("cay-trong.lua.so_ho") }}}}\n\n{{{{ bang("cay-trong") }}}}\n'
    )
    files = {"data/2022/doi-chieu.yaml": RULES, "docs/bao-cao/2022/index.md": page}
    return office(tmp_path_factory.mktemp("office"), files)


@pytest.fixture(scope="module")
def pages(edition: Edition) -> dict[str, BeautifulSoup]:
    return {
        uri: BeautifulSoup(page.body, "html.parser") for uri, page in data_pages(edition).items()
    }


def test_each_year_has_index_audit_corrections_and_a_page_a_table(
    pages: dict[str, BeautifulSoup],
) -> None:
    of_a_year = {"index.md", "doi-chieu.md", "dinh-chinh.md", "cay-trong.md"}
    assert set(pages) == {
        *(f"so-lieu/{year}/{name}" for year in (2021, 2022) for name in of_a_year),
        "so-lieu/chung/van-ban.md",
    }


def test_a_table_has_an_anchor_a_row_its_source_and_its_files(
    pages: dict[str, BeautifulSoup],
) -> None:
    page = pages["so-lieu/2022/cay-trong.md"]
    assert [row["id"] for row in page.select("tbody tr[id]")] == ["lua", "ngo", "mia"]
    text = page.get_text(" ")
    for fact in ("Mục I", "năm", "tháng mười hai", "Xã Mẫu", "Báo cáo ghi vậy."):
        assert fact in text
    links = {link["href"] for link in page.select("dl a")}
    assert links == {
        "../../../so-lieu/2022/cay-trong.csv",
        "../../../so-lieu/2022/so-lieu-2022.xlsx",
        "../../../bao-cao/2022/",
    }


def test_a_table_shows_its_figures_over_the_years_and_leads_to_each(
    pages: dict[str, BeautifulSoup],
) -> None:
    table = pages["so-lieu/2022/cay-trong.md"].find(id="qua-nam-cay-trong").find_parent("table")
    assert [link["href"] for link in table.select("thead a")] == [
        "../../../so-lieu/2021/cay-trong/",
        "../../../so-lieu/2022/cay-trong/",
    ]
    rows = [[one.get_text() for one in row.find_all(["th", "td"])] for row in table.select("tr")]
    space = "\N{NO-BREAK SPACE}"
    assert ["Lúa – số hộ", f"900{space}hộ", f"955{space}hộ"] in rows
    assert "qua-nam" not in str(pages["so-lieu/chung/van-ban.md"])


def test_the_audit_shows_where_a_report_revised_its_past(tmp_path: Path) -> None:
    edition = years(tmp_path)
    made = data_pages(edition)
    page = BeautifulSoup(made["so-lieu/2022/doi-chieu.md"].body, "html.parser")
    assert page.find(id="khac-nam-truoc")
    card = page.find(id="nam-truoc-thu-lua-truoc")
    text = " ".join(card.get_text(" ").split()).replace("\N{NO-BREAK SPACE}", " ")
    assert "Báo cáo nêu 03 vụ . Báo cáo năm trước nêu: 7 vụ." in text
    assert "Lúa – so, năm 2021" in text
    assert page.find(id="khong-khop") is None
    assert "khac-nam-truoc" not in made["so-lieu/2021/doi-chieu.md"].body
    marks = made["so-lieu/2022/thu.md"].body.count('class="luu-y"')
    assert (marks, made["so-lieu/2022/thu.md"].body.count('class="luu-y-bang"')) == (2, 1)


def test_the_index_lists_every_number_and_leads_to_its_row(
    pages: dict[str, BeautifulSoup],
) -> None:
    rows = pages["so-lieu/2022/index.md"].select("#bang-moi-so tbody tr")
    assert len(rows) == 14
    assert "Lúa – số hộ" in rows[0].get_text(" ")
    assert "955\u00a0hộ" in rows[0].get_text(" ")
    assert rows[0].find("a")["href"] == "../../so-lieu/2022/cay-trong/#lua"


def test_the_audit_shows_each_rule_with_its_numbers_failing_ones_first(
    pages: dict[str, BeautifulSoup],
) -> None:
    rules = pages["so-lieu/2022/doi-chieu.md"].select("div.quy-tac")
    assert [rule["id"] for rule in rules] == ["du-lua", "du-ho"]
    failing = rules[0].get_text(" ", strip=True)
    assert "Không khớp." in failing
    assert "955\u00a0hộ" in failing
    assert "04\u00a0hộ" in failing or "4\u00a0hộ" in failing
    assert "Báo cáo ghi vậy." in failing
    assert [len(rule.find_parents("details")) for rule in rules] == [0, 1]  # what holds is folded


def corrected(folder: Path, files: dict[str, str], year: int = 2022) -> str:
    """The text of the page of corrections of an office whose freeze came on 5 June 2023."""
    history = {"data/2022/cong-bo.csv": dates(date(2023, 6, 5), date(2024, 1, 1))}
    uri = f"so-lieu/{year}/dinh-chinh.md"
    page = BeautifulSoup(
        data_pages(office(folder, files), history=history)[uri].body, "html.parser"
    )
    return " ".join(page.get_text(" ").split())


def test_corrections_say_since_when_a_year_is_frozen_and_lead_to_what_does_not_fit(
    tmp_path: Path,
) -> None:
    frozen = {
        "data/2022/cong-bo.csv": "so_lieu,gia_tri\ncay-trong.lua.so_ho,955\n",
        "data/2022/doi-chieu.yaml": RULES,
    }
    text = corrected(tmp_path / "a", frozen)
    assert "được chốt từ ngày 05 tháng 6 năm 2023 ." in text
    assert "chưa có số liệu nào bị sửa" in text
    assert "Xem 1 chỗ không khớp ." in text
    row = "ngay,so_lieu,cu,moi,ly_do,nguoi_quyet_dinh\n05/07/2023,cay-trong.lua.so_ho,{},{},Đếm,A\n"
    rows = row.format(954, 955) + row.partition("\n")[2].format(953, 954)
    text = corrected(tmp_path / "b", {**frozen, "data/2022/dinh-chinh.csv": rows})
    assert "đã đính chính 1 số liệu" in text
    assert "953 hộ" in text.replace("\u00a0", " ")
    assert "chưa được chốt" in corrected(tmp_path / "c", {}, 2021)


def test_a_year_without_rules_says_so(pages: dict[str, BeautifulSoup]) -> None:
    assert "chưa có quy tắc" in pages["so-lieu/2021/doi-chieu.md"].get_text()


def test_the_list_of_a_page_has_its_figures_each_once(edition: Edition) -> None:
    filled = edition.pages["bao-cao/2022/index.md"]
    figures = BeautifulSoup(sources_list(edition, filled).html(), "html.parser")
    links = figures.select("li > a")
    rows = [link["href"] for link in links]
    assert len(rows) == len(set(rows))
    assert len(figures.select("li b")) == 14
    assert links[0]["href"] == "../../so-lieu/2022/cay-trong/#lua"
    assert "Báo cáo ghi vậy." in figures.get_text()


def test_table_pages_are_those_of_the_year(edition: Edition) -> None:
    assert table_pages(edition, 2022) == ["so-lieu/2022/cay-trong.md"]


def test_the_rules_of_tables_of_no_year_have_a_page_of_their_own(tmp_path: Path) -> None:
    rules = """quy_tac:
  - {id: gap-doi, cau: Gấp đôi., loai: tich, bang: gia.*.doi, thua_so: [2, gia.*.don]}
"""
    columns = [column("khoa"), column("ten"), column("don", "integer"), column("doi", "integer")]
    edition = office(
        tmp_path,
        {
            "data/chung/datapackage.yaml": package({"gia": columns}),
            "data/chung/gia.csv": "khoa,ten,don,doi\na,A,2,4\nb,B,3,6\n",
            "data/chung/doi-chieu.yaml": rules,
        },
    )
    page = BeautifulSoup(data_pages(edition)["so-lieu/chung/doi-chieu.md"].body, "html.parser")
    assert [rule["id"] for rule in page.select(".quy-tac")] == ["gap-doi-a", "gap-doi-b"]
    assert "B: gấp đôi." in page.get_text()


def test_a_table_may_say_what_its_empty_cells_mean(tmp_path: Path) -> None:
    described = {"data/2022/datapackage.yaml": package({"cay-trong": CROPS}, o_trong="xin hỏi")}
    page = data_pages(office(tmp_path, described))["so-lieu/2022/cay-trong.md"].body
    assert ">xin hỏi<" in page
    assert "Báo cáo không nêu" not in page


def test_tables_follow_each_other_as_the_sections_of_the_report_do(tmp_path: Path) -> None:
    sections = {"d": "Mục II", "a": "Mục I", "c": "Mục II", "b": "Mục III"}
    resources = json.loads(package(dict.fromkeys(sections, CROPS)))
    for resource in resources["resources"]:
        resource["muc"] = sections[resource["name"]]
    files = dict.fromkeys((f"data/2022/{name}.csv" for name in sections), CROPS_CSV)
    described = {"data/2022/datapackage.yaml": json.dumps(resources)}
    edition = office(tmp_path, described | files)
    assert [Path(uri).stem for uri in table_pages(edition, 2022)] == ["d", "c", "a", "b"]
    index = data_pages(edition)["so-lieu/2022/index.md"].body
    heads = [one.text for one in BeautifulSoup(index, "html.parser").select("dt")]
    assert heads == ["Mục II", "Mục I", "Mục III"]


def test_the_engine_converts_the_head_of_a_page_and_none_of_its_body(edition: Edition) -> None:
    for uri, page in data_pages(edition).items():
        assert "<" not in page.head, uri
        assert page.body.startswith("<")
        assert checked_body(uri, page) == page.body


@pytest.mark.parametrize(
    "text",
    [
        "Mẫu\n\n<script>a</script>",
        "Mẫu\n---\n\n<script>a</script>",
        'Mẫu"\n\r\n<b>\u2028\u0085{{ nam }} \\" \x7f😀',
    ],
)
def test_no_text_of_an_editor_ends_the_head_of_a_page(text: str) -> None:
    """MkDocs reads of it the same title and description, and below it a heading alone."""
    markdown, meta = get_data(MadePage(text, text, "<p>Thân</p>").head)
    assert meta["title"] == meta["description"] == " ".join(text.splitlines())
    assert not re.search("[<{]", markdown)
    assert re.fullmatch("# [^\\n]+\n*", markdown.lstrip("\n"))


@pytest.mark.parametrize(
    "body", ["<script>a</script>", "<p onclick='a'>", '<a href="javascript:a">']
)
def test_a_build_stops_at_a_body_that_no_template_writes(body: str) -> None:
    with pytest.raises(Abort, match=r"so-lieu/2022/a\.md"):
        checked_body("so-lieu/2022/a.md", MadePage("A", "A.", f"<p>Bảng</p>{body}"))


def test_the_workbook_is_the_first_file_that_people_may_take(tmp_path: Path) -> None:
    """A CSV opened with a double click is one column of broken letters in Excel."""
    edition = office(tmp_path)
    page = data_pages(edition)["so-lieu/2022/cay-trong.md"].body
    assert 0 < page.index('so-lieu-2022.xlsx"') < page.index('cay-trong.csv"')


def test_pages_of_two_years_that_show_a_table_have_names_of_their_own(tmp_path: Path) -> None:
    show = '{{ so("cay-trong.lua.so_ho", nam=2022) }}'
    text = f"{HEAD}# Báo cáo\n\n{show}\n"
    files = {f"docs/bao-cao/{year}/trang.md": text for year in (2021, 2022)}
    page = data_pages(office(tmp_path, files))["so-lieu/2022/cay-trong.md"]
    links = BeautifulSoup(page.body, "html.parser").select("a[href$='/trang/']")
    assert [one.text for one in links] == ["Trang, năm 2021", "Trang, năm 2022"]
