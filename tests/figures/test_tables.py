"""A table on a page: everything a reader needs to understand it, with or without eyes."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from report.figures.tables import table_view
from report.problems.problem import Mistake
from report.site.html import html
from report.sources.tables import Table
from tests.office import (
    CROPS_CSV,
    DESCRIBED,
    column,
    crops,
    data_of,
    dataset,
    office,
    package,
    show,
)


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> Table:
    return crops(tmp_path_factory.mktemp("office"))


def shown(
    table: Table, columns: list[str] | None = None, number: int = 1, anchors: bool = False
) -> BeautifulSoup:
    view = table_view(table, columns, number, anchors, {})
    return BeautifulSoup(html(view, str), "html.parser")


def test_a_table_has_its_title_as_caption_that_names_its_scrolling_region(table: Table) -> None:
    page = shown(table)
    assert page.caption.text == "Bảng bang"
    assert page.select_one("[role=region][tabindex='0']")["aria-labelledby"] == page.caption["id"]


def test_every_column_and_row_has_a_header_cell_with_scope(table: Table) -> None:
    page = shown(table)
    heads = page.select("thead th")
    assert {head["scope"] for head in heads} == {"col"}
    for row in page.select("tbody tr"):
        cells = row.find_all(["th", "td"])
        assert [cell.name for cell in cells] == ["th"] + ["td"] * (len(heads) - 1)
        assert cells[0]["scope"] == "row"
    assert [th.text for th in page.select("tbody th")] == ["Lúa", "Ngô", "Mía"]


def test_the_key_is_for_editors_and_not_shown_unless_asked_for(table: Table) -> None:
    assert "khoa" not in [head.text for head in shown(table).select("thead th")]
    assert [head.text for head in shown(table, ["khoa"]).select("thead th")] == ["khoa"]


def test_columns_stand_in_the_order_that_was_asked_for(table: Table) -> None:
    heads = shown(table, ["ngay", "ten"]).select("thead th")
    assert [head.text for head in heads] == ["Ngày thu hoạch", "Cây trồng"]


@pytest.mark.parametrize(
    ("title", "unit", "head"),
    [
        ("Sản lượng", "tấn", "Sản lượng (tấn)"),
        ("Số hộ", "hộ", "Số hộ"),
        ("Số Hộ nghèo", "hộ", "Số Hộ nghèo"),
        ("Số học sinh", "họ", "Số học sinh (họ)"),
        ("Tên", None, "Tên"),
    ],
)
def test_a_unit_stands_behind_the_title_unless_the_title_says_it(
    tmp_path: Path, title: str, unit: str | None, head: str
) -> None:
    columns = [column("khoa"), column("so", "integer", title, don_vi=unit)]
    page = shown(dataset(tmp_path, "khoa,so\na,1\n", columns).table("bang"))
    assert [th.text for th in page.select("thead th")] == [head]


@pytest.mark.parametrize(
    ("name", "right"),
    [("ten", False), ("so_ho", True), ("san_luong", True), ("ngay", True)],
)
def test_numbers_stand_flush_right_and_words_left(table: Table, name: str, right: bool) -> None:
    cells = shown(table, ["khoa", name]).select("td")
    assert {"o-so" in cell.get("class", []) for cell in cells} == {right}
    head = shown(table, [name]).select_one("thead th")
    assert head is not None
    assert ("o-so" in head.get("class", [])) == right


def test_a_column_of_long_texts_or_with_a_long_title_is_kept_wide(tmp_path: Path) -> None:
    names = ["khoa", "ten", "so_ho"]
    titles = {"ten": "Cây trồng", "so_ho": "Tăng hoặc giảm so với cùng kỳ năm trước"}
    columns = [
        column(name, "integer" if name == "so_ho" else "string", titles.get(name, ""))
        for name in names
    ]
    text = f"khoa,ten,so_ho\nlua,{'Lúa nếp và ' * 5}ngô,4\n"
    table = dataset(tmp_path, text, columns).table("bang")
    assert [head.get("class") for head in shown(table).select("thead th")] == [
        ["o-dai"],
        ["o-so", "o-dai"],
    ]


def test_an_empty_cell_is_a_dash_for_the_eye_and_words_for_the_ear(table: Table) -> None:
    cell = shown(table, ["ten", "so_ho"]).select("td")[2]
    assert cell.select_one("[aria-hidden=true]").text == "–"
    assert cell.select_one(".chi-doc").text == "Báo cáo không nêu"


def test_every_figure_names_the_cell_it_came_from(table: Table) -> None:
    sources = [tag["data-nguon"] for tag in shown(table).select("[data-nguon]")]
    filled = [cell for row in table.rows.values() for cell in row.values() if cell.text]
    assert sources == [cell.address for cell in filled if cell.column.type != "string"]


def test_rows_have_an_address_to_link_to_only_where_asked_for(table: Table) -> None:
    assert [row["id"] for row in shown(table, anchors=True).select("tbody tr")] == [*table.rows]
    assert shown(table).select("tr[id]") == []


def test_two_showings_of_one_table_share_no_id(table: Table) -> None:
    first, second = (
        {tag["id"] for tag in shown(table, number=number).select("[id]")} for number in (1, 2)
    )
    assert first
    assert second
    assert not first & second


@pytest.mark.parametrize(
    ("missing", "line"),
    [
        ((), "Nguồn: Mục I; Xã Mẫu; kỳ số liệu: năm."),
        (("co_quan",), "Nguồn: Mục I; kỳ số liệu: năm."),
    ],
)
def test_below_a_table_stands_where_its_figures_come_from(
    tmp_path: Path, missing: tuple[str, ...], line: str
) -> None:
    columns = [column("khoa"), column("ten")]
    described = {key: "" if key in missing else text for key, text in DESCRIBED.items()}
    edition = office(
        tmp_path,
        {
            "data/2022/datapackage.yaml": package({"cay-trong": columns}, **described),
            "data/2022/cay-trong.csv": "khoa,ten\na,A\n",
        },
    )
    page = shown(data_of(edition).table("cay-trong"))
    assert page.select_one("figcaption.nguon").contents[0].strip() == line


def test_an_unknown_column_is_a_mistake_with_the_near_miss(table: Table) -> None:
    with pytest.raises(Mistake) as found:
        table_view(table, ["ten", "so_hoo"], 1, anchors=False, notes={})
    assert found.value.message == "bảng data/2022/bang.csv không có cột “so_hoo”"
    assert found.value.mend == "Có phải là “so_ho”?"


def test_a_table_has_no_blank_line_that_would_end_its_html_in_markdown(tmp_path: Path) -> None:
    columns = [column("khoa"), column("ten")]
    text = "hai\n\ndòng"
    table = dataset(tmp_path, f'khoa,ten\na,"{text}"\n', columns).table("bang")
    view = table_view(table, None, 1, anchors=True, notes={})
    assert all(line.strip() for line in html(view, str).splitlines())


def test_a_cell_still_to_be_filled_says_so_in_its_place(tmp_path: Path) -> None:
    csv = {"data/2022/cay-trong.csv": CROPS_CSV.replace("ngo,Ngô,4", "ngo,Ngô,cần điền")}
    table = BeautifulSoup(show(office(tmp_path, csv), 'bang("cay-trong")'), "html.parser")
    cells = [
        cell.get_text(strip=True) for cell in table.select("tbody tr")[1].find_all(["td", "th"])
    ]
    assert cells[1] == "(chờ số liệu)"
    assert len(table.select(".cho-dien")) == 1


def test_a_number_has_its_unit_beside_it_and_no_column_for_it(table: Table) -> None:
    page = shown(table, ["ten", "von", "don_vi"])
    assert [head.text for head in page.select("thead th")] == ["Cây trồng", "Vốn"]
    cells = [cell.text.replace("\u00a0", " ") for cell in page.select("tbody td")]
    assert cells[:2] == ["1,5 tỷ đồng", "200 triệu đồng"]


def test_a_wide_table_says_at_each_cell_which_column_it_is_of(table: Table) -> None:
    """Where there is room for three columns, the cells of a row stand below each other."""
    page = shown(table)
    heads = [head.text for head in page.select("thead th")]
    assert page.select("table.xep-dong")
    for row in page.select("tbody tr"):
        assert [cell["data-nhan"] for cell in row.select("td")] == heads[1:]
    narrow = shown(table, ["ten", "so_ho"])
    assert not narrow.select(".xep-dong, [data-nhan]")
