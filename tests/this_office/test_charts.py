"""The charts of the office's own data: true to the report, readable on a phone and by ear."""

import re

import pytest
from bs4 import BeautifulSoup, Tag

from report.edition.edition import Edition, read_edition
from report.figures.charts.drawing import SMALL_WIDTH
from tests.figures.test_charts import (
    DIGIT,
    FIGURES_CSS,
    LETTER,
    described,
    paper,
    parsed,
    values,
    widths,
)
from tests.office import show, show_both
from tests.sites import ROOT


@pytest.fixture(scope="module")
def report() -> Edition:
    """The report of this project."""
    return read_edition(ROOT)


def drawn(report: Edition, call: str) -> BeautifulSoup:
    """A chart of this project's own data."""
    if "so_lon" in call:
        return parsed(show(report, call))
    return parsed(show_both(report, call))


# What every chart keeps.

CALLS = {
    "offences by kind": 'bieu_do("toi-pham", cot="so_vu")',
    "two series": 'bieu_do("vi-pham-khac", cot=["so_vu", "so_doi_tuong"])',
    "year on year": 'bieu_do("tai-nan-giao-thong", cot="gia_tri", thay_doi="thay_doi")',
    "part of the whole": 'bieu_do("von-giam-ngheo", cot="kinh_phi", toan_bo="giai-doan")',
    "money of several units": 'bieu_do("vay-von", cot="so_tien")',
    "target": 'bieu_do("chi-tieu", cot="chi_tieu", thuc_hien="viec-lam.giai-quyet.so_lao_dong")',
    "tiles": 'bieu_do("xa-tieu-chi", cot="nhom", xep_o="don-vi-hanh-chinh")',
    "awards": 'bieu_do("khen-thuong", cot=["tap_the", "ca_nhan"])',
    "works": 'bieu_do("cong-trinh", cot="so_cong_trinh")',
    "a card": 'bieu_do("tai-nan-giao-thong", cot="gia_tri", thay_doi="thay_doi", nho=True)',
    "a target on a card": 'bieu_do("chi-tieu", cot="chi_tieu", '
    'thuc_hien="viec-lam.giai-quyet.so_lao_dong", nho=True)',
}


@pytest.fixture(params=CALLS, scope="module")
def chart(request: pytest.FixtureRequest, report: Edition) -> BeautifulSoup:
    return drawn(report, CALLS[request.param])


def text_box(text: Tag) -> tuple[float, float, float, float]:
    """Left, top, right and bottom of a text or a line of it, drawn generously."""
    letter = DIGIT if "gia-tri" in text.get("class", []) else LETTER
    length = len(text.text) * letter
    centred = text.name == "tspan" or "o-giua" in text.get("class", [])
    x, y = float(text.get("x", 0)), float(text["y"])
    left = x - length / 2 if centred else x
    return left, y - 11, left + length, y + 3


def test_no_text_leaves_the_drawing(chart: BeautifulSoup) -> None:
    width, height = map(float, paper(chart)["viewbox"].split()[2:])
    for text in paper(chart).select("text[y], tspan"):
        left, top, right, bottom = text_box(text)
        assert 0 <= left < right <= width + 1, text
        assert 0 <= top < bottom <= height + 1, text


def test_no_text_overlaps_another_or_a_bar(chart: BeautifulSoup) -> None:
    boxes = [text_box(text) for text in paper(chart).select("text[y], tspan")]
    on_bars = [text_box(text) for text in paper(chart).select("text[y]")]
    marks = [
        (x, float(rect["y"]), x + float(rect["width"]), float(rect["y"]) + float(rect["height"]))
        for rect in paper(chart).select("rect")
        for x in [float(rect.get("x", 0))]
    ]
    pairs = [(a, b) for index, a in enumerate(boxes) for b in boxes[:index]]
    pairs += [(text, mark) for text in on_bars for mark in marks]
    for a, b in pairs:
        apart = a[2] <= b[0] or b[2] <= a[0] or a[3] <= b[1] or b[3] <= a[1]
        assert apart, (a, b)


def test_a_chart_has_a_name_and_a_description_for_those_who_do_not_see_it(
    chart: BeautifulSoup,
) -> None:
    assert chart.find(id=paper(chart)["aria-labelledby"]).name == "title"
    assert len(described(chart)) > 30


def test_a_chart_needs_no_script_no_style_and_no_other_host(chart: BeautifulSoup) -> None:
    assert not re.search(r"<script|<style|style=|href=|src=|\son\w+=", str(paper(chart)))


def test_a_full_chart_has_title_source_and_the_whole_table(report: Edition) -> None:
    page = drawn(report, CALLS["money of several units"])
    assert (
        page.figcaption.text == paper(page).title.text == "Cho vay vốn theo chương trình: số tiền"
    )
    sources = [text.text for text in page.select(".nguon")]
    assert len(sources) == 1
    assert sources[0].startswith("Nguồn: Phần thứ nhất, mục II.1.2")
    heads = [head.text for head in page.select("details thead th")]
    assert heads == ["Chương trình", "Số được vay", "Số tiền"], "units stand beside their numbers"


def test_a_chart_on_a_card_is_one_line_of_drawing(report: Edition) -> None:
    html = show(report, CALLS["a card"])
    assert re.fullmatch("<span.*</span>", html)
    small = paper(drawn(report, CALLS["a card"]))
    assert str(small["viewbox"]).split()[2] == str(SMALL_WIDTH)


def test_money_of_several_units_is_drawn_on_one_scale_and_written_as_in_the_report(
    report: Edition,
) -> None:
    page = drawn(report, CALLS["money of several units"])
    assert values(page)[0] == "27,568 tỷ đồng"
    assert values(page)[2] == "43 triệu đồng"
    longest, second, student = widths(page)[:3]
    assert second / longest == pytest.approx(5.61 / 27.568, rel=0.01)
    assert student == 1  # 0,043 tỷ: as short as a bar can be
    assert "nhỏ nhất: Học sinh, sinh viên thuộc hộ nghèo, 43 triệu đồng" in described(page)


def test_two_columns_are_two_series_that_differ_by_more_than_colour(report: Edition) -> None:
    page = drawn(report, CALLS["two series"])
    assert [title.text for title in page.select("p.thuoc")] == [
        "Số vụ",
        "Số đối tượng",
    ], "cases and people have a scale each"
    longest = [li.svg["width"] for li in page.select("ul > li") if li.b.text in ("11", "44")]
    assert longest == ["100%", "100%"]
    assert "Đánh bạc trái phép: số vụ 11 vụ, số đối tượng 44 đối tượng" in described(page)


def test_a_second_series_differs_by_more_than_colour() -> None:
    outline = re.search(r"\.hang \.vien \{(.*?)\}", FIGURES_CSS, re.S)
    assert outline
    assert "fill: var(--md-default-bg-color)" in outline[1]
    assert "stroke: var(--to-mau-2)" in outline[1]


def test_an_occasion_without_one_of_two_series_has_one_bar(report: Edition) -> None:
    page = drawn(report, CALLS["awards"])
    assert [len(scale.select("li")) for scale in page.select(".thuoc + ul")] == [5, 4]


# Year on year.


def test_last_year_is_this_year_less_the_stated_change(report: Edition) -> None:
    page = drawn(report, CALLS["year on year"])
    assert values(page) == ["07 vụ", "03 vụ", "06 người", "01 người", "08 người", "06 người"]
    this, last = widths(page), widths(page, "vien")
    assert [a / b for a, b in zip(this, last, strict=True)] == pytest.approx(
        [7 / 3, 6, 8 / 6], rel=0.02
    )


def test_the_chart_says_that_last_year_was_computed(report: Edition) -> None:
    page = drawn(report, CALLS["year on year"])
    assert "báo cáo không nêu số của năm 2021" in page.select_one(".nguon").text
    keys = [text.text for text in page.select(".khoa")]
    assert keys == ["Năm 2022", "Năm 2021, tính từ mức tăng, giảm"]
    assert "Số vụ tai nạn: năm 2022 07 vụ, năm 2021 (tính) 03 vụ" in described(page)


def test_rows_without_a_change_are_left_out(report: Edition) -> None:
    page = drawn(report, CALLS["year on year"])
    assert "thiệt hại" not in paper(page).text
    assert "Ước tính thiệt hại tài sản" in page.details.text


def test_a_decrease_makes_last_year_the_longer_bar(report: Edition) -> None:
    page = drawn(report, 'bieu_do("an-ninh-tong-hop", cot="so_vu", thay_doi="thay_doi")')
    assert values(page) == ["22", "23"]


# Part of a whole.


def test_a_part_is_filled_inside_the_outline_of_the_whole(report: Edition) -> None:
    page = drawn(report, CALLS["part of the whole"])
    (part,), (whole, track) = widths(page), widths(page, "vien")
    assert whole == track
    assert part / whole == pytest.approx(69750 / 202779, rel=0.01)
    assert values(page) == ["202.779", "69.750 (tính: 34,40 %)"]


# Targets.


def test_the_result_stands_against_each_target(report: Edition) -> None:
    page = drawn(report, CALLS["target"])
    assert values(page) == ["955"]
    marks = [float(mark["x"]) + 2 for mark in paper(page).select("rect.moc")]
    (bar,) = widths(page)
    assert [mark / bar for mark in marks] == pytest.approx([650 / 955, 735 / 955], rel=0.01)
    assert [text.text for text in paper(page).select("text.o-giua")] == [
        "mức giao 650 (Nghị quyết)",
        "mức giao 735 (kế hoạch)",
    ]
    assert "kết quả 955 người" in described(page)


# Tiles.


def test_every_commune_has_a_tile_with_its_group_and_the_commune_of_today(report: Edition) -> None:
    page = drawn(report, CALLS["tiles"])
    tiles = [
        " ".join(line.text for line in text.select("tspan"))
        for text in page.select("svg[viewbox] text.o-giua")
    ]
    groups, now = report.years[2022].table("xa-tieu-chi").rows, report.common.table("xa-moi").rows
    stated = {key: row["nhom"].text for key, row in groups.items()}
    expected = [
        f"{row['ten'].text} {stated.get(key, 'không nêu')} "
        f"nay {now[key]['xa_moi'].text.removeprefix('xã ')}"
        for key, row in report.years[2022].table("don-vi-hanh-chinh").rows.items()
    ]
    assert tiles == expected


def test_the_order_of_tiles_is_that_of_the_table_of_places(report: Edition) -> None:
    page = drawn(report, CALLS["tiles"])
    names = [text.tspan.text for text in page.select("svg[viewbox] text.o-giua")]
    places = report.years[2022].table("don-vi-hanh-chinh").rows.values()
    assert names == [row["ten"].text for row in places]


def test_the_diagram_says_that_it_is_no_map(report: Edition) -> None:
    note = drawn(report, CALLS["tiles"]).select_one(".nguon").text
    assert "không phải bản đồ" in note
    assert "không theo vị trí và không theo tỷ lệ" in note


# Numbers that no axis can compare.


def test_numbers_of_different_units_stand_side_by_side_without_bars(report: Edition) -> None:
    page = drawn(report, 'bieu_do("dong-gop-ntm", cot="gia_tri", so_lon=True)')
    assert [number.text for number in page.select("dd")] == [
        "13.561 m²",
        "2.336 triệu đồng",
        "9.969 công",
    ]
    assert page.svg is None
    assert page.figcaption.text == "Đóng góp của cộng đồng dân cư xây dựng nông thôn mới"
