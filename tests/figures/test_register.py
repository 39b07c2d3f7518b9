"""The register of documents: nothing cited is missing, nothing in it is forgotten."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from report.edition.checks import check
from report.figures.register import written_numbers
from report.figures.results import row_anchors
from report.problems.catalogue import Severity
from report.problems.problem import Problem
from report.sources.pages import read_page
from tests.office import HEAD, column, office, package, result_of, show

CSV = """\
khoa,loai,so_ky_hieu,ngay,nam,co_quan,trich_yeu,hieu_luc_tu,hieu_luc_den,thay_bang,ghi_chu
qd-1,Quyết định,01/QĐ-UBND,05/03/2022,,UBND huyện Mẫu,giao chỉ tiêu trồng lúa,10/03/2022,,,
kh-2,Kế hoạch,,,,UBND xã Mẫu,Phong trào trồng ngô,,,,
luat,Luật,,,2003,Quốc hội,Thi đua,01/07/2004,09/03/2022,qd-1; kh-2,đã sửa đổi
"""
LAW = "docs/luat.md"
FILES = {"data/chung/van-ban.csv": CSV, LAW: f'{HEAD}# A\n\n{{{{ van_ban("luat") }}}}\n'}
COLUMNS = CSV.partition("\n")[0].split(",")


def files() -> dict[str, str | None]:
    """An office with this register; the front page and the register's page cite the others."""
    days = ("ngay", "hieu_luc_tu", "hieu_luc_den")
    kinds = {**dict.fromkeys(days, "date"), "nam": "year"}
    columns = [column(name, kinds.get(name, "string")) for name in COLUMNS]
    return {**FILES, "data/chung/datapackage.yaml": package({"van-ban": columns})}


def problems(folder: Path, path: str, text: str | None) -> list[Problem]:
    return check(office(folder, {**files(), path: text}))


def test_a_document_that_no_page_cites_is_a_warning_until_one_does(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, LAW, None)
    assert (problem.path, problem.line) == ("data/chung/van-ban.csv", 4)
    assert (problem.code, problem.severity) == ("van-ban-khong-duoc-dan", Severity.WARNING)
    assert "“luat”" in problem.message
    assert problems(tmp_path, LAW, FILES[LAW]) == []


@pytest.mark.parametrize("number", ["13/2023/NĐ-CP", "06/2022/QH15", "629/QĐ-UBND", "34-CT/TW"])
def test_a_document_typed_in_a_page_must_be_in_the_register(tmp_path: Path, number: str) -> None:
    (problem,) = problems(tmp_path, "docs/a.md", f"{HEAD}# A\n\nTheo văn bản {number}, thì.\n")
    assert (problem.path, problem.line) == ("docs/a.md", 8)
    assert problem.code == "van-ban-chua-dang-ky"
    assert f"“{number}”" in problem.message
    assert problems(tmp_path, "docs/a.md", f"{HEAD}# A\n\nTheo 01/QĐ-UBND.\n") == []


def test_a_document_written_in_a_table_must_be_in_the_register(tmp_path: Path) -> None:
    rows = "khoa,ten,so_ho,san_luong,tang_giam,ngay,tu_nam,von,don_vi\n"
    path = "data/2022/cay-trong.csv"
    (problem,) = problems(tmp_path, path, f"{rows}a,Theo 02/QĐ-UBND,1,1,1,,,,\n")
    assert (problem.path, problem.line) == (path, 2)
    assert problem.code == "van-ban-trong-bang"
    assert problem.mend == "Có phải là “01/QĐ-UBND”?"
    assert problems(tmp_path, path, f"{rows}a,Theo 01/QĐ-UBND,1,1,1,,,,\n") == []


@pytest.mark.parametrize("text", ["05/03/2022", "`1/2/AB`", "[a](1/AB-CD)", "24/7", "3/4 số hộ"])
def test_dates_code_and_addresses_are_no_documents(text: str) -> None:
    assert list(written_numbers(read_page("a.md", f"# A\n\n{text}\n"))) == []


def test_the_register_shows_each_document_with_its_anchor_and_where_it_is_cited(
    tmp_path: Path,
) -> None:
    edition = office(tmp_path, files())
    page = BeautifulSoup(show(edition, "danh_muc_van_ban()", "van-ban/index.md"), "html.parser")
    rows = {str(row["id"]): row for row in page.select("tbody tr")}
    assert list(rows) == ["qd-1", "kh-2", "luat"]
    assert [rows[key]["data-year"] for key in rows] == ["2022", "không rõ năm", "2003"]
    assert rows["luat"].select_one("th").get_text() == "Luật Thi đua"  # type: ignore[union-attr]
    pages = [link["href"] for link in rows["luat"].select("td:last-child a")]
    assert pages == ["../luat/"]
    years = page.select("select[name=year] option")
    assert [year.get_text() for year in years] == ["Tất cả", "không rõ năm", "2022", "2003"]


def test_the_register_says_how_long_a_document_holds_and_what_took_its_place(
    tmp_path: Path,
) -> None:
    edition = office(tmp_path, files())
    page = BeautifulSoup(show(edition, "danh_muc_van_ban()", "van-ban/index.md"), "html.parser")
    shown = {str(one.find_parent("tr")["id"]): one for one in page.select(".hieu-luc")}  # type: ignore[index]
    assert shown["qd-1"].get_text() == "hiệu lực từ 10/3/2022"
    assert shown["luat"].get_text() == (
        "hiệu lực từ 01/7/2004 đến hết 09/3/2022; thay bằng Quyết định số 01/QĐ-UBND, Kế hoạch"
    )
    assert [link["href"] for link in shown["luat"].select("a")] == ["#qd-1", "#kh-2"]
    assert list(shown) == ["qd-1", "luat"]


@pytest.mark.parametrize(
    ("before", "after", "code", "guess"),
    [
        ("01/07/2004,09/03/2022", "01/07/2004,30/06/2004", "het-truoc-khi-co", None),
        ("qd-1; kh-2", "qd-1; kh-3", "thay-bang-la", "kh-2"),
        ("qd-1; kh-2", "luat", "thay-bang-la", None),
    ],
)
def test_days_and_successors_of_a_document_that_cannot_be_are_reported_at_their_line(
    tmp_path: Path, before: str, after: str, code: str, guess: str | None
) -> None:
    path = "data/chung/van-ban.csv"
    found = problems(tmp_path, path, CSV.replace(before, after))
    assert [(one.path, one.line, one.code) for one in found] == [(path, 4, code)]
    assert guess is None or guess in found[0].mend


def test_the_filters_wait_for_the_script_and_the_table_does_not(tmp_path: Path) -> None:
    html = show(office(tmp_path, files()), "danh_muc_van_ban()", "van-ban/index.md")
    page = BeautifulSoup(html, "html.parser")
    assert page.select_one(".loc").has_attr("hidden")  # type: ignore[union-attr]
    assert not page.select("table[hidden], tr[hidden]")


def test_links_may_lead_to_each_document_of_the_register(tmp_path: Path) -> None:
    register = result_of(office(tmp_path, files()), "danh_muc_van_ban()")
    assert sorted(row_anchors(register)) == ["kh-2", "luat", "qd-1"]


def test_pages_of_two_years_that_cite_a_document_have_names_of_their_own(tmp_path: Path) -> None:
    text = f'{HEAD}# Báo cáo\n\n{{{{ van_ban("qd-1") }}}}\n'
    cited = {f"docs/bao-cao/{year}/trang.md": text for year in (2021, 2022)}
    html = show(office(tmp_path, {**files(), **cited}), "danh_muc_van_ban()", "van-ban/index.md")
    row = BeautifulSoup(html, "html.parser").select_one("tr#qd-1")
    assert row is not None
    names = [one.text for one in row.select("td:last-child a[href$='/trang/']")]
    assert names == ["Trang, năm 2021", "Trang, năm 2022"]
