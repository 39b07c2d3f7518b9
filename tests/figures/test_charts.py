"""Charts: true to their numbers, readable on a phone, by ear and without colour."""

import colorsys
import re
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from report.edition.edition import Edition, read_edition
from report.figures.charts import chart as chart_of
from report.figures.charts.drawing import BAR_HEIGHT, SMALL_WIDTH, WIDTH
from report.figures.html import html
from report.problems.problem import Mistake, Problem
from report.sources.descriptions import read_dataset
from report.sources.tables import Dataset, Table
from tests.office import CROPS, CROPS_CSV, column, crops, dataset, office, package, show
from tests.sites import ROOT

# Noto Sans at 12.5: a bold digit is 7.2 wide, letters of Vietnamese words are less on average.
DIGIT, LETTER = 7.3, 7.2
CSS = (ROOT / "overrides/assets/stylesheets/report.css").read_text("utf-8")


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Table:
    return crops(tmp_path_factory.mktemp("office"))


@pytest.fixture(scope="module")
def report() -> Edition:
    """The report of this project."""
    return read_edition(ROOT)


def parsed(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def drawn(report: Edition, call: str) -> BeautifulSoup:
    """A chart of this project's own data."""
    return parsed(show(report, call))


def html_chart(table: Table, names: str | list[str], number: int = 1, **kinds: object) -> str:
    data = Dataset(table.folder, f"data/{table.folder}", {table.name: table})
    return html(chart_of(data, table, names, kinds, False, number, {}), str)


def shown(table: Table, names: str | list[str]) -> BeautifulSoup:
    return parsed(html_chart(table, names))


def rows_of(folder: Path, rows: dict[str, str], **more: object) -> Dataset:
    """A table of one number column `so` over rows of label and value."""
    lines = [f'k{index},"{ten}","{so}"' for index, (ten, so) in enumerate(rows.items())]
    columns = [column("khoa"), column("ten"), column("so", "number", "Số lượng", **more)]
    return dataset(folder, "\n".join(["khoa,ten,so", *lines, ""]), columns)


def bars(folder: Path, rows: dict[str, str], **more: object) -> BeautifulSoup:
    return shown(rows_of(folder, rows, **more).table("bang"), "so")


def widths(page: BeautifulSoup, style: str = "thanh") -> list[float]:
    """The lengths of the bars of a style; keys of the legend are no bars."""
    return [float(bar["width"]) for bar in page.select(f"rect.{style}:not([x])")]


def values(page: BeautifulSoup) -> list[str]:
    return [text.text.replace("\u00a0", " ") for text in page.select("text.gia-tri")]


def described(page: BeautifulSoup) -> str:
    return str(page.find(id=page.svg["aria-describedby"]).text).replace("\u00a0", " ")


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
    width, height = map(float, chart.svg["viewbox"].split()[2:])
    for text in chart.select("svg text[y], svg tspan"):
        left, top, right, bottom = text_box(text)
        assert 0 <= left < right <= width + 1, text
        assert 0 <= top < bottom <= height + 1, text


def test_no_text_overlaps_another_or_a_bar(chart: BeautifulSoup) -> None:
    boxes = [text_box(text) for text in chart.select("svg text[y], svg tspan")]
    on_bars = [text_box(text) for text in chart.select("svg text[y]")]
    marks = [
        (x, float(rect["y"]), x + float(rect["width"]), float(rect["y"]) + float(rect["height"]))
        for rect in chart.select("rect")
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
    assert chart.svg["role"] == "img"
    assert chart.find(id=chart.svg["aria-labelledby"]).name == "title"
    assert len(described(chart)) > 30


def test_a_chart_needs_no_script_no_style_and_no_other_host(chart: BeautifulSoup) -> None:
    assert not re.search(r"<script|<style|style=|href=|src=|\son\w+=", str(chart.svg))


def test_a_full_chart_has_title_source_and_the_whole_table(report: Edition) -> None:
    page = drawn(report, CALLS["money of several units"])
    assert page.figcaption.text == page.svg.title.text == "Cho vay vốn theo chương trình: số tiền"
    sources = [text.text for text in page.select(".nguon")]
    assert len(sources) == 1
    assert sources[0].startswith("Nguồn: Phần thứ nhất, mục II.1.2")
    heads = [head.text for head in page.select("details thead th")]
    assert heads == ["Chương trình", "Số được vay", "Đối tượng", "Số tiền", "Đơn vị tiền"]


def test_a_chart_on_a_card_is_one_line_of_drawing(report: Edition) -> None:
    card = show(report, CALLS["a card"])
    assert re.fullmatch("<svg.*</svg>", card)
    assert parsed(card).svg["viewbox"].split()[2] == str(SMALL_WIDTH)


def test_charts_of_one_page_share_no_id(table: Table) -> None:
    both = "".join(html_chart(table, "so_ho", number) for number in (1, 2))
    ids = [tag["id"] for tag in parsed(both).select("[id]")]
    assert len(ids) == len(set(ids)) == 6


# Bars.


def test_the_length_of_a_bar_is_in_proportion_to_its_value(tmp_path: Path) -> None:
    one, two, four = widths(bars(tmp_path, {"A": "10", "B": "20", "C": "40"}))
    assert two / one == pytest.approx(2, rel=0.01)
    assert four / one == pytest.approx(4, rel=0.01)


@pytest.mark.parametrize("largest", ["1", "2636596800", "0,001"])
def test_the_longest_bar_leaves_room_for_its_value(tmp_path: Path, largest: str) -> None:
    page = bars(tmp_path, {"A": largest, "B": "0"})
    long, short = widths(page)
    value = page.select_one("text.gia-tri")
    assert 0 < short < long < float(value["x"])
    assert float(value["x"]) + len(value.text) * DIGIT <= WIDTH


def test_a_chart_of_zeros_is_drawn_all_the_same(tmp_path: Path) -> None:
    assert widths(bars(tmp_path, {"A": "0", "B": "0"})) == [1, 1]


def test_every_bar_has_its_label_and_its_written_value(tmp_path: Path) -> None:
    page = bars(tmp_path, {"Lúa": "27,568", "Ngô": "1000"})
    assert [text.text for text in page.select("svg text:not(.gia-tri)")] == ["Lúa", "Ngô"]
    assert values(page) == ["27,568", "1.000"]


def test_an_empty_cell_gets_no_bar_but_its_row_in_the_table(table: Table) -> None:
    page = shown(table, "so_ho")
    assert len(widths(page)) == 2
    assert [th.text for th in page.select("tbody th")] == ["Lúa", "Ngô", "Mía"]


def test_a_row_without_a_name_is_labelled_by_its_key(tmp_path: Path) -> None:
    assert bars(tmp_path, {"": "1"}).select_one("svg text").text == "k0"


def test_a_long_label_is_broken_into_lines_above_its_bar(tmp_path: Path) -> None:
    label = "Ủy ban nhân dân " * 8
    page = bars(tmp_path, {label.strip(): "1", "B": "2"})
    lines = page.select("svg text:not(.gia-tri)")
    assert " ".join(line.text for line in lines) == f"{label}B"
    heights = [int(line["y"]) for line in lines]
    assert all(after > before for before, after in pairwise(heights))
    tops = [int(bar["y"]) for bar in page.select("rect.thanh")]
    assert heights[-2] < tops[0] < tops[0] + BAR_HEIGHT < heights[-1] < tops[1]


@pytest.mark.parametrize(
    ("unit", "title"),
    [("tấn", "Bảng bang: số lượng (tấn)"), (None, "Bảng bang: số lượng")],
)
def test_a_chart_says_what_it_shows_and_in_which_unit(
    tmp_path: Path, unit: str | None, title: str
) -> None:
    page = bars(tmp_path, {"A": "1"}, unit=unit)
    assert page.figcaption.text == page.svg.title.text == title


def test_who_does_not_see_the_bars_hears_their_extremes_with_their_unit(tmp_path: Path) -> None:
    page = bars(tmp_path, {"Lúa": "5", "Ngô": "7,5", "Mía": "2"}, unit="tấn")
    assert described(page) == (
        "Biểu đồ thanh gồm 3 mục. Lớn nhất: Ngô, 7,5 tấn; nhỏ nhất: Mía, 2 tấn."
    )


def test_a_unit_in_a_chart_s_title_is_escaped_once(tmp_path: Path) -> None:
    table = rows_of(tmp_path, {"A": "1"}, unit="*m").table("bang")
    assert "(&#42;m)" in html_chart(table, "so")


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
    cases, people = widths(page), widths(page, "vien")
    assert cases[-1] / people[-1] == pytest.approx(11 / 44, rel=0.02)
    keys = [text.text for text in page.select('svg text[x="20"]')]
    assert keys == ["Số vụ", "Số đối tượng"]
    assert values(page)[-2:] == ["11", "44"]
    assert "Đánh bạc trái phép: số vụ 11, số đối tượng 44" in described(page)
    outline = re.search(r"svg \.vien \{(.*?)\}", CSS, re.S)
    assert outline
    assert "fill: var(--md-default-bg-color)" in outline[1]
    assert "stroke: var(--to-mau-2)" in outline[1]


def test_an_occasion_without_one_of_two_series_has_one_bar(report: Edition) -> None:
    page = drawn(report, CALLS["awards"])
    assert (len(widths(page)), len(widths(page, "vien"))) == (5, 4)


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
    assert "Báo cáo không nêu số của năm 2021" in page.select_one(".nguon").text
    keys = [text.text for text in page.select('svg text[x="20"]')]
    assert keys == ["Năm 2022", "Năm 2021, tính từ mức tăng, giảm"]
    assert "Số vụ tai nạn: năm 2022 07 vụ, năm 2021 03 vụ" in described(page)


def test_rows_without_a_change_are_left_out(report: Edition) -> None:
    page = drawn(report, CALLS["year on year"])
    assert "thiệt hại" not in page.svg.text
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
    assert values(page) == ["202.779", "69.750 (34,4 %)"]


# Targets.


def test_the_result_stands_against_each_target(report: Edition) -> None:
    page = drawn(report, CALLS["target"])
    assert values(page) == ["955", "955"]
    marks = [float(mark["x"]) + 2 for mark in page.select("rect.moc")]
    assert [mark / widths(page)[0] for mark in marks] == pytest.approx(
        [650 / 955, 735 / 955], rel=0.01
    )
    assert [text.text for text in page.select("text.o-giua")] == ["mức giao 650", "mức giao 735"]
    assert "kết quả 955 người" in described(page)


# Tiles.


def test_every_commune_has_a_tile_with_its_group(report: Edition) -> None:
    page = drawn(report, CALLS["tiles"])
    tiles = {
        " ".join(line.text for line in text.select("tspan")[:-1]): text.select("tspan")[-1].text
        for text in page.select("svg text.o-giua")
    }
    rows = report.years[2022].table("xa-tieu-chi").rows.values()
    stated = {row["ten"].text: row["nhom"].text for row in rows}
    townships = {"Nguyên Bình": "không nêu", "Tĩnh Túc": "không nêu"}
    assert tiles == {**stated, **townships}


def test_the_order_of_tiles_is_that_of_the_table_of_places(report: Edition) -> None:
    page = drawn(report, CALLS["tiles"])
    names = [text.tspan.text for text in page.select("svg text.o-giua")]
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


# What cannot be drawn.

UNITS = CROPS_CSV.replace("tỷ đồng", "con")
CROPS_MISTAKES = {
    "ten": "biểu đồ cần cột số, “ten” của data/2022/bang.csv là chữ",
    "tu_nam": "biểu đồ cần cột số, “tu_nam”",
    "tang_giam": "cột “tang_giam” của data/2022/bang.csv có số âm",
    "so_hoo": "không có cột “so_hoo”",
}


@pytest.mark.parametrize("name", CROPS_MISTAKES)
def test_a_column_that_bars_cannot_show_is_a_mistake(table: Table, name: str) -> None:
    with pytest.raises(Mistake, match=re.escape(CROPS_MISTAKES[name])):
        html_chart(table, name)


def test_units_that_cannot_be_compared_are_a_mistake(tmp_path: Path) -> None:
    table = dataset(tmp_path, UNITS, CROPS).table("bang")
    with pytest.raises(Mistake, match="có nhiều đơn vị: con, triệu đồng"):
        html_chart(table, "von")
    with pytest.raises(Mistake, match="có đơn vị khác nhau: hộ, tấn"):
        html_chart(table, ["so_ho", "san_luong"])


def test_a_column_without_any_value_cannot_be_drawn(tmp_path: Path) -> None:
    table = rows_of(tmp_path, {"A": "", "B": ""}).table("bang")
    with pytest.raises(Mistake, match="không có số liệu để vẽ"):
        html_chart(table, "so")
    with pytest.raises(Mistake, match="không có số liệu để vẽ"):
        html_chart(table, "so", so_lon=True)


def test_a_chart_of_a_column_with_units_by_row_says_its_unit(tmp_path: Path) -> None:
    csv = {"data/2022/cay-trong.csv": CROPS_CSV.replace("triệu đồng", "tỷ đồng")}
    drawing = show(office(tmp_path, csv), 'bieu_do("cay-trong", "von")')
    assert "tỷ đồng" in drawing.split("</figcaption>")[0]


GROUPS = [column("khoa"), column("ten"), column("nhom", constraints={"enum": ["cao", "thấp"]})]
PLACES = [column("khoa"), column("ten"), column("nhom")]
TABLES = {
    "data/2022/datapackage.yaml": package({"cay-trong": CROPS, "nhom": GROUPS, "noi": PLACES}),
    "data/2022/nhom.csv": "khoa,ten,nhom\nlua,Lúa,cao\nngo,Ngô,thấp\n",
    "data/2022/noi.csv": "khoa,ten,nhom\nlua,Lúa,cao\n",
}
WRONG = {
    '"cay-trong", cot=[]': "“cot” chưa có cột nào",
    '"cay-trong", cot=["so_ho", "san_luong", "tang_giam"]': "vẽ 3 cột, chỉ được 2",
    '"cay-trong", cot=["so_ho", "so_ho"], toan_bo="lua"': "chỉ vẽ một cột, theo một cách",
    '"cay-trong", cot="so_ho", toan_bo="lua", thay_doi="tang_giam"': "theo một cách",
    '"cay-trong", cot="so_ho", toan_bo="luaa"': "không có số ở dòng “luaa”",
    '"cay-trong", cot="so_ho", toan_bo="ngo"': "“cay-trong.lua.so_ho” lớn hơn",
    '"cay-trong", cot="so_ho", thay_doi="tang_giam"': "“cay-trong.ngo.tang_giam” tăng nhiều hơn",
    '"cay-trong", cot="san_luong", thay_doi="tang_giam"': "tính bằng tấn",
    '"cay-trong", cot="so_ho", thuc_hien="cay-trong.lua.san_luong"': "tính bằng tấn",
    '"cay-trong", cot="so_ho", thuc_hien="cay-trong.lua.ten"': "thuc_hien cần một con số",
    '"cay-trong", cot="so_ho", thuc_hien="cay-trong.lua"': "không phải là địa chỉ số liệu",
    '"cay-trong", cot="so_ho", so_lon=True, nho=True': "so_lon=True chỉ đi với một cột",
    '"cay-trong", cot="ten", xep_o="noi"': "chưa liệt kê các nhóm",
    '"nhom", cot="nhom", xep_o="noi"': "data/2022/noi.csv không có dòng “ngo”",
    '"nhom", cot="nhom", xep_o="nhom", nho=True': "không có bản nhỏ",
    '"nhom", cot="nhom", xep_o="nhon"': "không có bảng “nhon”",
}


@pytest.fixture(scope="module")
def groups(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return office(tmp_path_factory.mktemp("groups"), TABLES)


@pytest.mark.parametrize("arguments", WRONG)
def test_a_chart_that_makes_no_sense_is_a_mistake(groups: Edition, arguments: str) -> None:
    with pytest.raises(Mistake, match=re.escape(WRONG[arguments])):
        show(groups, f"bieu_do({arguments})")


def test_too_many_groups_for_tiles_are_a_mistake(tmp_path: Path) -> None:
    five = column("nhom", constraints={"enum": list("abcde")})
    table = dataset(tmp_path, "khoa,ten,nhom\nx,X,a\n", [column("khoa"), column("ten"), five])
    with pytest.raises(Mistake, match="có 5 nhóm, sơ đồ chỉ vẽ được 4"):
        html_chart(table.table("bang"), "nhom", xep_o="bang")


def test_a_table_of_no_year_has_no_year_before(tmp_path: Path) -> None:
    (tmp_path / "data/chung").mkdir(parents=True)
    (tmp_path / "data/chung/datapackage.yaml").write_text(package({"bang": CROPS}), "utf-8")
    (tmp_path / "data/chung/bang.csv").write_text(CROPS_CSV, "utf-8")
    found: list[Problem] = []
    table = read_dataset(tmp_path, "chung", found).table("bang")
    with pytest.raises(Mistake, match="không thuộc năm nào"):
        html_chart(table, "so_ho", thay_doi="tang_giam")


# Colours, as report.css says them. The grounds are Material's: white, and `slate` in our hue.


def colours(scheme: str) -> dict[str, str]:
    value = "" if scheme == "default" else f'="{scheme}"'  # the light ones hold everywhere else
    block = re.search(rf"\[data-md-color-scheme{value}\] \{{(.*?)\}}", CSS, re.S)
    assert block
    return dict(re.findall(r"(--[\w-]+): (#\w+|[\d.]+);", block[1]))


def rgb(code: str) -> tuple[float, float, float]:
    digits = code.removeprefix("#")
    digits = "".join(char * 2 for char in digits) if len(digits) == 3 else digits
    red, green, blue = (int(digits[i : i + 2], 16) / 255 for i in (0, 2, 4))
    return red, green, blue


def luminance(colour: tuple[float, ...]) -> float:
    """https://www.w3.org/TR/WCAG22/#dfn-relative-luminance"""
    parts = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def contrast(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def ground(scheme: str) -> tuple[float, float, float]:
    hue = float(colours("slate")["--md-hue"]) / 360
    return (1.0, 1.0, 1.0) if scheme == "default" else colorsys.hls_to_rgb(hue, 0.14, 0.15)


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize("name", ["--to-mau", "--to-mau-2"])
def test_series_stand_out_from_the_page(scheme: str, name: str) -> None:
    assert contrast(rgb(colours(scheme)[name]), ground(scheme)) >= 3


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize("level", [2, 3, 4])
def test_names_on_tiles_can_be_read(scheme: str, level: int) -> None:
    found = re.search(rf"svg \.o-{level} \{{\s*fill-opacity: ([\d.]+)", CSS)
    assert found
    share = float(found[1])
    over = zip(rgb(colours(scheme)["--to-mau"]), ground(scheme), strict=True)
    tile = tuple(share * a + (1 - share) * b for a, b in over)
    assert contrast(rgb(colours(scheme)["--md-default-fg-color"]), tile) >= 4.5


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_the_name_on_the_strongest_tile_can_be_read(scheme: str) -> None:
    assert contrast(rgb(colours(scheme)["--tren-mau"]), rgb(colours(scheme)["--to-mau"])) >= 4.5
