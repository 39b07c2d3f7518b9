"""Finding what can be put into a page, by words as people type them."""

from pathlib import Path

import pytest

from report.desk.picker import Picker
from report.edition.edition import Edition
from tests.office import PAGE, office, result_of


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return office(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def picker(edition: Edition) -> Picker:
    return Picker(edition)


@pytest.mark.parametrize(
    ("query", "insert", "shown"),
    [
        ("lua so ho", '{{ so("cay-trong.lua.so_ho", don_vi=True) }}', "955\xa0hộ"),
        ("số hộ lúa", '{{ so("cay-trong.lua.so_ho", don_vi=True) }}', "955\xa0hộ"),
        ("san luong ngo", '{{ so("cay-trong.ngo.san_luong", don_vi=True) }}', "1.000\xa0tấn"),
        ("1.000", '{{ so("cay-trong.ngo.san_luong", don_vi=True) }}', "1.000\xa0tấn"),
        ("lúa vốn", '{{ so("cay-trong.lua.von", don_vi=True) }}', "1,5\xa0tỷ đồng"),
        ("bang cay trong", '{{ bang("cay-trong") }}', "Bảng cay-trong"),
        (
            "bieu do so ho",
            '{{ bieu_do("cay-trong", cot="so_ho") }}',
            "Biểu đồ: Bảng cay-trong – Số hộ",
        ),
        (
            "quyet dinh chi tieu",
            '{{ van_ban("qd-1") }}',
            "Quyết định số 01/QĐ-UBND ngày 05/3/2022 của UBND huyện Mẫu về việc giao chỉ tiêu "
            "trồng lúa",
        ),
    ],
)
def test_words_without_diacritics_find_what_they_name_first(
    picker: Picker, query: str, insert: str, shown: str
) -> None:
    first = picker.find(query, PAGE)[0]
    assert (first.insert, first.shown) == (insert, shown)


def test_what_is_offered_can_be_put_into_the_page(picker: Picker, edition: Edition) -> None:
    found = [one for query in ("lua", "mia", "ngo", "bang") for one in picker.find(query, PAGE)]
    calls = [one.insert.strip("{} ") for one in found if one.kind != "trang"]
    assert len(calls) > 10
    assert all(result_of(edition, call).plain for call in calls)
    assert not any("cay-trong.mia.so_ho" in call for call in calls), "an empty cell shows nothing"


def test_a_chart_stands_behind_figures_where_nobody_asks_for_one(picker: Picker) -> None:
    kinds = [one.kind.value for one in picker.find("cay trong so ho", PAGE)]
    assert kinds == ["so", "so", "bieu_do"]


def test_a_year_among_the_words_asks_for_its_figures(picker: Picker, edition: Edition) -> None:
    found = picker.find("lua so ho 2021", PAGE)[0]
    assert found.shown == "900\xa0hộ"
    assert result_of(edition, found.insert.strip("{} ")).plain == "900\xa0hộ"


def test_a_link_leads_from_the_page_to_the_other(picker: Picker) -> None:
    (found,) = [one for one in picker.find("van ban", PAGE) if one.kind == "trang"][:1]
    assert found.insert.endswith("(../../van-ban/index.md)")
    assert picker.find("van ban", PAGE, ["trang"])[0] == found


def test_a_typed_number_is_offered_as_the_figure_of_the_sentence(picker: Picker) -> None:
    (found,) = picker.of_number("955", "Có ", " hộ trồng lúa.", PAGE)
    assert found.insert == '{{ so("cay-trong.lua.so_ho", don_vi=True) }}'
    assert " hộ trồng lúa."[found.taken :] == " trồng lúa.", "the unit comes with the figure"
    (found,) = picker.of_number("955", "Số hộ: ", ".", PAGE)
    assert (found.insert, found.taken) == ('{{ so("cay-trong.lua.so_ho") }}', 0)


@pytest.mark.parametrize(
    ("number", "insert"),
    [
        ("2022", "{{ nam }}"),
        ("2021", "{{ nam(-1) }}"),
        ("1.000", '{{ so("cay-trong.ngo.san_luong") }}'),
        ("27,568", '{{ so("cay-trong.lua.san_luong") }}'),
        ("24/02/2022", '{{ so("cay-trong.lua.ngay") }}'),
        ("24/2/2022", '{{ so("cay-trong.lua.ngay") }}'),
    ],
)
def test_a_number_is_read_as_the_office_writes_it(picker: Picker, number: str, insert: str) -> None:
    assert [one.insert for one in picker.of_number(number, "", "", PAGE)] == [insert]


def test_a_number_that_no_cell_has_is_offered_nothing(picker: Picker) -> None:
    assert picker.of_number("956", "Có ", " hộ trồng lúa.", PAGE) == []


def test_the_figure_whose_names_the_sentence_has_comes_first(tmp_path: Path) -> None:
    csv = "khoa,ten,so_ho,san_luong,tang_giam,ngay,tu_nam,von,don_vi\n"
    csv += "lua,Lúa,12,,,,,,\nngo,Ngô,12,,,,,,\n"
    picker = Picker(office(tmp_path, {"data/2022/cay-trong.csv": csv}))
    calls = [one.insert for one in picker.of_number("12", "Trồng ngô có ", " hộ", PAGE)]
    assert calls[0] == '{{ so("cay-trong.ngo.so_ho", don_vi=True) }}'
    assert len(calls) == 2
