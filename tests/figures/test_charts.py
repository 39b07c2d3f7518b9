"""Charts: true to their numbers, readable on a phone, by ear and without colour."""

import colorsys
import re
from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from report.edition.edition import Edition
from report.figures.charts import chart as chart_of
from report.figures.charts.drawing import BAR_HEIGHT, WIDTH
from report.figures.results import Chart
from report.problems.problem import Mistake
from report.site.html import html
from report.sources.descriptions import read_dataset
from report.sources.tables import Dataset, Table
from tests.office import (
    CROPS,
    CROPS_CSV,
    REGISTER,
    column,
    crops,
    dataset,
    office,
    on_paper,
    package,
    show,
)
from tests.sites import ROOT

# Noto Sans at 12.5: a bold digit is 7.2 wide, letters of Vietnamese words are less on average.
DIGIT, LETTER = 7.3, 7.2
CSS = (ROOT / "report/site/theme/overrides/assets/stylesheets/report.css").read_text("utf-8")
FIGURES_CSS = (ROOT / "report/site/theme/overrides/assets/stylesheets/figures.css").read_text(
    "utf-8"
)


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Table:
    return crops(tmp_path_factory.mktemp("office"))


def parsed(html: str) -> BeautifulSoup:
    return BeautifulSoup(html, "html.parser")


def html_chart(table: Table, names: str | list[str], number: int = 1, **kinds: object) -> str:
    data = Dataset(table.folder, f"data/{table.folder}", {table.name: table})
    made = chart_of(data, table, names, kinds, False, number, {})
    return html(made, str) + (on_paper(made) if isinstance(made, Chart) else "")


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
    return [float(bar["width"]) for bar in page.select(f"svg[viewbox] rect.{style}:not([x])")]


def values(page: BeautifulSoup) -> list[str]:
    return [text.text.replace("\u00a0", " ") for text in page.select("text.gia-tri")]


def paper(page: BeautifulSoup) -> Tag:
    """The drawing for paper."""
    found = page.select_one("svg[viewbox]")
    assert found
    return found


def described(page: BeautifulSoup) -> str:
    return str(page.find(id=paper(page)["aria-describedby"]).text).replace("\u00a0", " ")


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
    page = bars(tmp_path, {"Lúa": "27,568", "Ngô": "1000"}, thap_phan=3)
    assert [text.text for text in page.select("svg text:not(.gia-tri)")] == ["Lúa", "Ngô"]
    assert values(page) == ["27,568", "1.000"]


def test_bars_go_from_the_largest_to_the_smallest_where_that_is_asked(tmp_path: Path) -> None:
    rows = {"A": "2", "B": "10", "C": "", "D": "2", "E": "7"}
    page = parsed(html_chart(rows_of(tmp_path, rows).table("bang"), "so", giam_dan=True))
    assert [text.text for text in page.select("svg text:not(.gia-tri)")] == ["B", "E", "A", "D"]
    assert [row.th.text for row in page.select("tbody tr")] == ["A", "B", "C", "D", "E"]


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
    tops = [int(bar["y"]) for bar in paper(page).select("rect.thanh")]
    assert heights[-2] < tops[0] < tops[0] + BAR_HEIGHT < heights[-1] < tops[1]


@pytest.mark.parametrize(
    ("unit", "title"),
    [("tấn", "Bảng bang: số lượng (tấn)"), (None, "Bảng bang: số lượng")],
)
def test_a_chart_says_what_it_shows_and_in_which_unit(
    tmp_path: Path, unit: str | None, title: str
) -> None:
    page = bars(tmp_path, {"A": "1"}, don_vi=unit)
    assert page.figcaption.text == paper(page).title.text == title


def test_who_does_not_see_the_bars_hears_their_extremes_with_their_unit(tmp_path: Path) -> None:
    page = bars(tmp_path, {"Lúa": "5", "Ngô": "7,5", "Mía": "2"}, don_vi="tấn")
    assert described(page) == (
        "Biểu đồ thanh gồm 3 mục. Lớn nhất: Ngô, 7,5 tấn; nhỏ nhất: Mía, 2 tấn."
    )


def test_a_unit_in_a_chart_s_title_is_escaped_once(tmp_path: Path) -> None:
    table = rows_of(tmp_path, {"A": "1"}, don_vi="*m").table("bang")
    assert "(&#42;m)" in html_chart(table, "so")


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


MIXED = [
    column("khoa"),
    column("ten"),
    column("von", "number", "Vốn", cot_don_vi="don_vi"),
    column("tang", "number", "Tăng", cot_don_vi="don_vi"),
    column("so", "integer", "Số", cot_don_vi="loai"),
    column("them", "integer", "Thêm", cot_don_vi="loai"),
    column("don_vi"),
    column("loai"),
]
MIXED_CSV = """\
khoa,ten,von,tang,so,them,don_vi,loai
a,Chợ,"1,5","0,5",30,10,tỷ đồng,vụ
b,Cầu,200,-50,20,-5,triệu đồng,người
"""


def test_money_of_several_units_is_on_one_scale_each_value_with_its_unit(tmp_path: Path) -> None:
    page = shown(dataset(tmp_path, MIXED_CSV, MIXED).table("bang"), "von")
    assert values(page) == ["1,5 tỷ đồng", "200 triệu đồng"]
    large, small = widths(page)
    assert large / small == pytest.approx(7.5, rel=0.01)
    assert "Vốn (" not in page.figcaption.text
    assert "Lớn nhất: Chợ, 1,5 tỷ đồng; nhỏ nhất: Cầu, 200 triệu đồng." in described(page)


def test_each_year_of_money_of_several_units_says_its_unit(tmp_path: Path) -> None:
    table = dataset(tmp_path, MIXED_CSV, MIXED).table("bang")
    page = parsed(html_chart(table, "von", thay_doi="tang"))
    assert values(page) == ["1,5 tỷ đồng", "1,0 tỷ đồng", "200 triệu đồng", "250 triệu đồng"]
    (this, _), (last, _) = widths(page), widths(page, "vien")
    assert this / last == pytest.approx(1.5, rel=0.01)


def test_last_year_s_number_keeps_the_decimals_of_the_change(tmp_path: Path) -> None:
    columns = [
        column("khoa"),
        column("ten"),
        column("so", "integer", don_vi="hộ"),
        column("td", "number", don_vi="hộ", thap_phan=1),
    ]
    table = dataset(tmp_path, 'khoa,ten,so,td\na,A,10,"1,5"\nb,B,9,1\n', columns).table("bang")
    made = chart_of(
        Dataset("2022", "", {"bang": table}), table, "so", {"thay_doi": "td"}, False, 1, {}
    )
    assert isinstance(made, Chart)
    assert [(one.text, one.formula) for one in made.computed] == [
        ("8,5\u00a0hộ", "10\u00a0hộ trừ đi mức tăng 1,5\u00a0hộ"),
        ("08\u00a0hộ", "09\u00a0hộ trừ đi mức tăng 01\u00a0hộ"),
    ]


def test_counts_of_different_things_stand_together_only_where_each_is_beside_its_own(
    tmp_path: Path,
) -> None:
    table = dataset(tmp_path, MIXED_CSV, MIXED).table("bang")
    page = parsed(html_chart(table, "so", thay_doi="them"))
    assert values(page) == ["30 vụ", "20 vụ", "20 người", "25 người"]
    with pytest.raises(Mistake, match="có nhiều đơn vị: người, vụ"):
        html_chart(table, "so")


def test_cases_and_people_are_not_on_one_axis(table: Table) -> None:
    page = shown(table, ["so_ho", "san_luong"])
    assert [title.text for title in page.select("p.thuoc")] == ["Số hộ", "Sản lượng (tấn)"]
    longest = [one.svg["width"] for one in page.select(".thuoc + ul > li:first-child")]
    assert longest == ["100%", "2.8%"], "each is compared with its own largest"
    assert page.select(".khoa") == []


def test_two_columns_of_money_in_one_unit_write_it_once(tmp_path: Path) -> None:
    csv = MIXED_CSV.replace("200,-50", "200,50").replace("triệu đồng", "tỷ đồng")
    page = shown(dataset(tmp_path, csv, MIXED).table("bang"), ["von", "tang"])
    assert values(page)[:2] == ["1,5", "0,5"]


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
    '"cay-trong", cot="so_ho", thay_doi="tang_giam", nam=2021': "tăng nhiều hơn",
    '"cay-trong", cot="san_luong", thay_doi="tang_giam"': "tính bằng tấn",
    '"cay-trong", cot="so_ho", thuc_hien="cay-trong.lua.san_luong"': "tính bằng tấn",
    '"cay-trong", cot="so_ho", thuc_hien="cay-trong.lua.ten"': "thuc_hien cần một con số",
    '"cay-trong", cot="so_ho", thuc_hien="cay-trong.lua"': "không phải là địa chỉ số liệu",
    '"cay-trong", cot="so_ho", so_lon=True, nho=True': "so_lon=True chỉ đi với một cột",
    '"cay-trong", cot="ten", xep_o="noi"': "chưa liệt kê các nhóm",
    '"nhom", cot="nhom", xep_o="noi"': "data/2022/noi.csv không có dòng “ngo”",
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


def test_a_column_without_any_change_has_no_year_before(tmp_path: Path) -> None:
    table = dataset(
        tmp_path, CROPS_CSV.replace("-1,24", ",24").replace("ngo,Ngô,4,", "ngo,Ngô,,"), CROPS
    )
    with pytest.raises(Mistake) as found:
        html_chart(table.table("bang"), "so_ho", thay_doi="tang_giam")
    assert found.value.code == "bieu-do-thieu-thay-doi"
    for named in ("data/2022/bang.csv", "“so_ho”", "“tang_giam”"):
        assert named in f"{found.value.message} {found.value.mend}"


def test_a_table_of_no_year_has_no_year_before(tmp_path: Path) -> None:
    (tmp_path / "data/chung").mkdir(parents=True)
    (tmp_path / "data/chung/datapackage.yaml").write_text(package({"bang": CROPS}), "utf-8")
    (tmp_path / "data/chung/bang.csv").write_text(CROPS_CSV, "utf-8")
    table = read_dataset(tmp_path, "chung").table("bang")
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
    colour = colours(scheme)[f"--o-{level}"]
    share = int(colour[-2:], 16) / 255
    over = zip(rgb(colour[:-2]), ground(scheme), strict=True)
    tile = tuple(share * a + (1 - share) * b for a, b in over)
    assert contrast(rgb(colours(scheme)["--md-default-fg-color"]), tile) >= 4.5


@pytest.mark.parametrize("scheme", ["default", "slate"])
def test_the_name_on_the_strongest_tile_can_be_read(scheme: str) -> None:
    assert contrast(rgb(colours(scheme)["--tren-mau"]), rgb(colours(scheme)["--to-mau"])) >= 4.5


def test_a_tile_says_what_its_place_belongs_to_now_where_the_office_knows_it(
    tmp_path: Path,
) -> None:
    files = {
        **TABLES,
        "data/2022/noi.csv": "khoa,ten,nhom\nlua,Lúa,cao\nngo,Ngô,thấp\nmia,Mía,thấp\n",
        "data/2022/nhom.csv": "khoa,ten,nhom\nlua,Lúa,cao\nngo,Ngô,thấp\nmia,Mía,thấp\n",
        "data/chung/datapackage.yaml": package(
            {"van-ban": REGISTER, "xa-moi": [column("khoa"), column("ten"), column("xa_moi")]}
        ),
        "data/chung/xa-moi.csv": "khoa,ten,xa_moi\nngo,Ngô,xã Mía\nmia,Mía,\n",
    }
    page = show(office(tmp_path, files), 'bieu_do("nhom", cot="nhom", xep_o="noi")')
    tiles = [tile.get_text(" ", strip=True) for tile in parsed(page).select(".cac-o li")]
    assert "Ngô thấp nay Mía" in tiles
    assert {"Lúa cao", "Mía thấp"} <= {*tiles}, "nothing where nothing is known"


@pytest.mark.parametrize(
    ("named", "target"), [({}, "so-lieu/2022/nhom/#ngo"), ({"dia_ban": "noi"}, "dia-ban/ngo/")]
)
def test_a_tile_leads_to_the_page_of_its_place_where_it_has_one(
    tmp_path: Path, named: dict[str, str], target: str
) -> None:
    rows = "khoa,ten,nhom\nlua,Lúa,cao\nngo,Ngô,thấp\n"
    groups = [column("khoa", **named), *GROUPS[1:]]
    files = {
        **TABLES,
        "data/2022/datapackage.yaml": package({"cay-trong": CROPS, "nhom": groups, "noi": PLACES}),
        "data/2022/noi.csv": rows,
        "data/2022/nhom.csv": rows,
    }
    page = show(office(tmp_path, files), 'bieu_do("nhom", cot="nhom", xep_o="noi")')
    links = {a.get_text(): str(a["href"]) for a in parsed(page).select(".cac-o a")}
    assert links["Ngô thấp"].endswith(target)
