"""A bar chart: true to its numbers, readable on a phone, by ear and without colour."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from report.charts import GAP, LABEL_LETTERS, WIDTH, html_chart
from report.data import Table
from report.problems import Mistake
from tests.office import CROPS_CSV, column, crops, dataset, office, show


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Table:
    return crops(tmp_path_factory.mktemp("office"))


def shown(table: Table, name: str, number: int = 1) -> BeautifulSoup:
    return BeautifulSoup(html_chart(table, name, number), "html.parser")


def bars(folder: Path, rows: dict[str, str], **more: object) -> BeautifulSoup:
    """The chart of a number column over rows of label and value."""
    lines = [f'k{index},"{ten}","{so}"' for index, (ten, so) in enumerate(rows.items())]
    columns = [column("khoa"), column("ten"), column("so", "number", "Số lượng", **more)]
    csv = "\n".join(["khoa,ten,so", *lines, ""])
    return shown(dataset(folder, csv, columns).table("bang"), "so")


def widths(page: BeautifulSoup) -> list[float]:
    return [float(bar["width"]) for bar in page.select("rect.thanh")]


def test_the_length_of_a_bar_is_in_proportion_to_its_value(tmp_path: Path) -> None:
    one, two, four = widths(bars(tmp_path, {"A": "10", "B": "20", "C": "40"}))
    assert two / one == pytest.approx(2, rel=0.01)
    assert four / one == pytest.approx(4, rel=0.01)


@pytest.mark.parametrize("largest", ["1", "2636596800", "0,001"])
def test_the_longest_bar_leaves_room_for_its_value(tmp_path: Path, largest: str) -> None:
    page = bars(tmp_path, {"A": largest, "B": "0"})
    long, short = widths(page)
    assert 0 < short < long < WIDTH - 50
    assert all(float(text["x"]) > long for text in page.select("text.gia-tri")[:1])


def test_a_chart_of_zeros_is_drawn_all_the_same(tmp_path: Path) -> None:
    assert widths(bars(tmp_path, {"A": "0", "B": "0"})) == [1, 1]


def test_every_bar_has_its_label_and_its_written_value(tmp_path: Path) -> None:
    page = bars(tmp_path, {"Lúa": "27,568", "Ngô": "1000"})
    assert [text.text for text in page.select("svg text:not(.gia-tri)")] == ["Lúa", "Ngô"]
    assert [text.text for text in page.select("text.gia-tri")] == ["27,568", "1.000"]


def test_an_empty_cell_gets_no_bar_but_its_row_in_the_table(table: Table) -> None:
    page = shown(table, "so_ho")
    assert len(page.select("rect.thanh")) == 2
    assert [th.text for th in page.select("tbody th")] == ["Lúa", "Ngô", "Mía"]


def test_a_row_without_a_name_is_labelled_by_its_key(tmp_path: Path) -> None:
    assert bars(tmp_path, {"": "1"}).select_one("svg text").text == "k0"


def test_a_long_label_is_broken_into_lines_that_fit_and_overlap_nothing(tmp_path: Path) -> None:
    label = "Ủy ban nhân dân " * 8
    page = bars(tmp_path, {label.strip(): "1", "B": "2"})
    lines = page.select("svg text:not(.gia-tri)")
    assert all(len(line.text) <= LABEL_LETTERS for line in lines)
    assert " ".join(line.text for line in lines) == f"{label}B"
    heights = [int(line["y"]) for line in lines]
    assert heights == sorted(set(heights))
    tops = [int(bar["y"]) for bar in page.select("rect.thanh")]
    assert heights[-2] < tops[0] < tops[0] + GAP < heights[-1] < tops[1]
    assert tops[1] + int(page.rect["height"]) <= int(page.svg["viewbox"].split()[3])


@pytest.mark.parametrize(
    ("unit", "title"),
    [("tấn", "Bảng bang: số lượng (tấn)"), (None, "Bảng bang: số lượng")],
)
def test_a_chart_says_what_it_shows_and_in_which_unit(
    tmp_path: Path, unit: str | None, title: str
) -> None:
    page = bars(tmp_path, {"A": "1"}, unit=unit)
    assert page.figcaption.text == page.svg.title.text == title


def test_who_does_not_see_the_drawing_hears_its_extremes_with_their_unit(tmp_path: Path) -> None:
    page = bars(tmp_path, {"Lúa": "5", "Ngô": "7,5", "Mía": "2"}, unit="tấn")
    assert page.svg["role"] == "img"
    described = page.find(id=page.svg["aria-describedby"])
    assert described.text == (
        "Biểu đồ thanh gồm 3 mục. Lớn nhất: Ngô, 7,5\u00a0tấn; nhỏ nhất: Mía, 2\u00a0tấn. "
        "Bảng số liệu ở ngay dưới biểu đồ."
    )
    assert page.find(id=page.svg["aria-labelledby"]).name == "title"


def test_the_table_below_a_chart_has_the_same_values(table: Table) -> None:
    page = shown(table, "so_ho")
    assert [head.text for head in page.select("thead th")] == ["Cây trồng", "Số hộ"]
    assert [data.text for data in page.select("td data")] == ["955", "04"]


def test_a_chart_needs_no_script_no_style_and_no_other_host(table: Table) -> None:
    html = html_chart(table, "so_ho", 1)
    assert not re.search(r"<script|<style|style=|href=|src=|\son\w+=", html)


def test_a_chart_has_ids_of_its_own(table: Table) -> None:
    ids = [tag["id"] for number in (1, 2) for tag in shown(table, "so_ho", number).select("[id]")]
    assert len(ids) == len(set(ids)) == 6


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("ten", "biểu đồ cần cột số, “ten” của data/2022/bang.csv là chữ"),
        ("tu_nam", "biểu đồ cần cột số, “tu_nam”"),
        ("tang_giam", "cột “tang_giam” của data/2022/bang.csv có số âm"),
        ("von", "có nhiều đơn vị: triệu đồng, tỷ đồng"),
        ("so_hoo", "không có cột “so_hoo”"),
    ],
)
def test_a_column_that_bars_cannot_show_is_a_mistake(table: Table, name: str, message: str) -> None:
    with pytest.raises(Mistake, match=re.escape(message)):
        html_chart(table, name, 1)


def test_a_column_without_any_value_cannot_be_drawn(tmp_path: Path) -> None:
    with pytest.raises(Mistake, match="không có số liệu để vẽ"):
        bars(tmp_path, {"A": "", "B": ""})


def test_a_unit_in_a_chart_s_title_is_escaped_once(tmp_path: Path) -> None:
    columns = [column("khoa"), column("ten"), column("so", "integer", "S", unit="*m")]
    table = dataset(tmp_path, "khoa,ten,so\na,A,1\n", columns).table("bang")
    assert "(&#42;m)" in html_chart(table, "so", 1)


def test_a_chart_of_a_column_with_units_by_row_says_its_unit(tmp_path: Path) -> None:
    csv = {"data/2022/cay-trong.csv": CROPS_CSV.replace("triệu đồng", "tỷ đồng")}
    html = show(office(tmp_path, csv), 'bieu_do("cay-trong", "von")')
    assert "tỷ đồng" in html.split("</figcaption>")[0]
