"""Citing a document: found in the register, named as a civil servant names it."""

from pathlib import Path

import pytest

from report.figures.citations import cite
from report.problems.problem import AlreadyReported, Mistake
from report.sources.tables import Dataset
from tests.office import data_of, office

LINK = "](../../van-ban/index.md#"
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
            f"[Quyết định số 01/QĐ-UBND{LINK}day-du) ngày 05/03/2022 của UBND huyện"
            " về việc giao chỉ tiêu",
        ),
        ("day-du", False, f"[Quyết định số 01/QĐ-UBND{LINK}day-du)"),
        (
            "khong-so",
            True,
            f"[Kế hoạch{LINK}khong-so) ngày 24/02/2022 của UBND xã về Phong trào trồng ngô",
        ),
        ("khong-so", False, f"[Kế hoạch{LINK}khong-so) của UBND xã"),
        ("khong-ngay", True, f"[Chỉ thị số 02/CT{LINK}khong-ngay) của UBND tỉnh"),
        ("luat", True, f"[Luật Thi đua{LINK}luat)"),
        ("luat", False, f"[Luật Thi đua{LINK}luat)"),
        ("luat-so", True, f"[Luật số 06/2022/QH15{LINK}luat-so) của Quốc hội"),
    ],
)
def test_a_citation_says_what_the_register_has_and_leaves_out_what_it_has_not(
    data: Dataset, key: str, full: bool, citation: str
) -> None:
    assert cite(data, key, "bao-cao/2022/trang.md", full) == citation


@pytest.mark.parametrize(
    ("page", "address"),
    [
        ("index.md", "van-ban/index.md"),
        ("gioi-thieu.md", "van-ban/index.md"),
        ("van-ban/index.md", "index.md"),
        ("bao-cao/2022/trang.md", "../../van-ban/index.md"),
    ],
)
def test_a_citation_leads_to_its_row_of_the_register_from_any_page(
    data: Dataset, page: str, address: str
) -> None:
    assert f"]({address}#day-du)" in cite(data, "day-du", page, full=True)


def test_a_document_missing_in_the_register_is_a_mistake_with_the_near_miss(data: Dataset) -> None:
    with pytest.raises(Mistake) as found:
        cite(data, "day-duu", "index.md", full=True)
    assert found.value.code == "khong-co-van-ban"
    assert found.value.mend == "Có phải là “day-du”?"


def test_an_office_without_a_register_is_told_once_which_table_is_missing(tmp_path: Path) -> None:
    edition = office(tmp_path, {"data/chung/datapackage.yaml": "resources: []\n"})
    assert [one.code for one in edition.problems] == ["bang-chua-mo-ta"]
    with pytest.raises(AlreadyReported):
        cite(data_of(edition), "qd-1", "index.md", full=True)
