"""Citing a document: found in the register, named as a civil servant names it."""

from functools import partial
from pathlib import Path

import pytest

from report.figures.citations import cite
from report.problems.problem import AlreadyReported, Mistake
from report.site.html import html
from report.sources.addresses import relative_url
from report.sources.tables import Dataset
from tests.office import data_of, office

CSV = """\
khoa,loai,so_ky_hieu,ngay,co_quan,trich_yeu
day-du,Quyết định,01/QĐ-UBND,05/03/2022,UBND huyện,giao chỉ tiêu
khong-so,Kế hoạch,,24/02/2022,UBND xã,Phong trào trồng ngô
khong-ngay,Chỉ thị,02/CT,,UBND tỉnh,
luat,Luật,39/2013/QH13,,Quốc hội,Thi đua
luat-so,Luật,06/2022/QH15,,Quốc hội,
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Dataset:
    folder = tmp_path_factory.mktemp("office")
    return data_of(office(folder, {"data/chung/van-ban.csv": CSV}))


@pytest.mark.parametrize(
    ("key", "full", "citation"),
    [
        (
            "day-du",
            True,
            "Quyết định số 01/QĐ-UBND ngày 05/3/2022 của UBND huyện về việc giao chỉ tiêu",
        ),
        ("day-du", False, "Quyết định số 01/QĐ-UBND"),
        (
            "khong-so",
            True,
            "Kế hoạch ngày 24/02/2022 của UBND xã về Phong trào trồng ngô",
        ),
        ("khong-so", False, "Kế hoạch của UBND xã"),
        ("khong-ngay", True, "Chỉ thị số 02/CT của UBND tỉnh"),
        ("luat", True, "Luật Thi đua"),
        ("luat", False, "Luật Thi đua"),
        ("luat-so", True, "Luật số 06/2022/QH15 của Quốc hội"),
    ],
)
def test_a_citation_says_what_the_register_has_and_leaves_out_what_it_has_not(
    data: Dataset, key: str, full: bool, citation: str
) -> None:
    assert cite(data, key, full).plain == citation


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("index.md", "./van-ban/"),
        ("gioi-thieu.md", "../van-ban/"),
        ("van-ban/index.md", "../van-ban/"),
        ("bao-cao/2022/trang.md", "../../../van-ban/"),
    ],
)
def test_a_citation_leads_to_its_row_of_the_register_from_any_page(
    data: Dataset, page: str, address: str
) -> None:
    written = html(cite(data, "day-du", full=True), partial(relative_url, page))
    assert f'href="{address}#day-du"' in written


def test_a_document_missing_in_the_register_is_a_mistake_with_the_near_miss(data: Dataset) -> None:
    with pytest.raises(Mistake) as found:
        cite(data, "day-duu", full=True)
    assert found.value.code == "khong-co-van-ban"
    assert found.value.mend == "Có phải là “day-du”?"


def test_an_office_without_a_register_is_told_once_which_table_is_missing(tmp_path: Path) -> None:
    edition = office(tmp_path, {"data/chung/datapackage.yaml": "resources: []\n"})
    assert [one.code for one in edition.problems] == ["bang-chua-mo-ta"]
    with pytest.raises(AlreadyReported):
        cite(data_of(edition), "qd-1", full=True)
