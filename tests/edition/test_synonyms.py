"""The words that stand for each other in the search: an editor is told of rows that do not help."""

from pathlib import Path

import pytest

from report.edition.checks import check
from tests.office import REGISTER, column, office, package

CSV = "data/chung/tu-dong-nghia.csv"
COLUMNS = [column("khoa"), column("tu"), column("dong_nghia")]
DESCRIBED = package({"van-ban": REGISTER, "tu-dong-nghia": COLUMNS})


def told(folder: Path, rows: str) -> list[tuple[str, int, str]]:
    """Path, line and code of what an editor is told of these rows."""
    files = {"data/chung/datapackage.yaml": DESCRIBED, CSV: f"khoa,tu,dong_nghia\n{rows}"}
    return [(one.path, one.line, one.code) for one in check(office(folder, files))]


@pytest.mark.parametrize("word", ["lúa", "Lúa", "xã mẫu", "số hộ", "trồng ngô", "Bảng cay-trong"])
def test_a_word_of_a_page_or_a_table_can_be_meant(tmp_path: Path, word: str) -> None:
    assert told(tmp_path, f"a,thóc,{word}\n") == []


@pytest.mark.parametrize("word", ["lua", "lúa mì", "ú"])
def test_a_word_that_the_site_does_not_have_is_told(tmp_path: Path, word: str) -> None:
    assert told(tmp_path, f"a,thóc,{word}\n") == [(CSV, 2, "dong-nghia-khong-co-tren-trang")]


def test_words_that_lead_in_a_chain_or_a_circle_are_told(tmp_path: Path) -> None:
    rows = "a,thóc,lúa\nb,Lúa,ngô\nc,ngô,lúa\nd,bắp,ngô\n"
    found = told(tmp_path, rows)
    assert [one for one in found if one[2] == "dong-nghia-vong"] == [
        (CSV, 3, "dong-nghia-vong"),
        (CSV, 4, "dong-nghia-vong"),
    ]
    assert (CSV, 4, "dong-nghia-trung") in found, "the same two words the other way round"


def test_a_row_that_says_again_what_another_says_is_told(tmp_path: Path) -> None:
    assert told(tmp_path, "a,thóc,lúa\nb,bắp,lúa\nc,Thóc,lúa\n") == [(CSV, 4, "dong-nghia-trung")]
