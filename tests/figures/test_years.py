"""Years side by side: what they have alike, where they differ, and what the site computes."""

from pathlib import Path

import pytest

from report.edition.edition import Edition
from report.figures.results import Chart, Figure, SmallChart, TableView
from report.problems.problem import Mistake
from report.text.numbers import NO_BREAK_SPACE
from tests.office import CROPS, CROPS_CSV, office, on_paper, package, result_of, show

BEFORE = CROPS_CSV.replace("955", "900") + "san,Sắn,3,,,,,,\n"
NOW = CROPS_CSV + "dau,Đậu,3,,,,,,\n"
CHANGES = [{**one, "thay_doi_cua": "so_ho"} if one["name"] == "tang_giam" else one for one in CROPS]


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """Two years whose tables differ in a row each."""
    described = package({"cay-trong": CHANGES})
    return office(
        tmp_path_factory.mktemp("nam"),
        {
            "data/2021/datapackage.yaml": described,
            "data/2022/datapackage.yaml": described,
            "data/2021/cay-trong.csv": BEFORE,
            "data/2022/cay-trong.csv": NOW.replace("4,1000,5", "6,1000,").replace(",-1,", ",7,"),
        },
    )


def view(edition: Edition, source: str) -> TableView:
    """A table that `source` gives."""
    made = result_of(edition, source)
    assert isinstance(made, TableView)
    return made


def test_each_year_is_a_group_of_columns_and_only_what_is_the_same_is_compared(
    edition: Edition,
) -> None:
    made = view(edition, 'bang("cay-trong", cot=["so_ho", "san_luong"], nam=[2022, 2021])')
    assert [head.words for head in made.heads] == [
        "Cây trồng",
        *("Năm 2021: số hộ", "Năm 2021: sản lượng (tấn)"),
        *("Năm 2022: số hộ", "Năm 2022: sản lượng (tấn)"),
    ]
    assert [row.key for row in made.rows] == ["lua", "ngo", "mia"]
    texts = [one.content.plain if one.content else "" for one in made.rows[0].cells]
    assert texts == ["Lúa", "900", "27,568", "955", "27,568"]
    assert "không phải năm nào cũng có dòng “Đậu”; năm 2021 còn có dòng “Sắn”." in made.source
    assert made.source.index("Ghi chú của người biên tập") < made.source.index("Đậu")


def test_a_figure_of_another_year_than_the_pages_says_so(edition: Edition) -> None:
    made = view(edition, 'bang("cay-trong", cot=["so_ho"], nam="tat-ca")')
    first, second = (one.content for one in made.rows[0].cells[1:])
    assert isinstance(first, Figure)
    assert isinstance(second, Figure)
    assert (first.other_year, second.other_year) == (2021, None)
    assert [head.title for head in made.heads] == ["Cây trồng", "Năm 2021", "Năm 2022"]
    written = show(edition, 'bang("cay-trong", cot=["so_ho", "san_luong"], nam="tat-ca")')
    assert '<th scope="colgroup" colspan="2">Năm 2021</th>' in written
    assert 'rowspan="2"' in written


def test_a_line_over_the_years_tells_and_draws_every_value(edition: Edition) -> None:
    made = result_of(edition, 'bieu_do("cay-trong", cot="so_ho", nam="tat-ca")')
    assert isinstance(made, Chart)
    assert made.drawing.description.replace(NO_BREAK_SPACE, " ") == (
        "Biểu đồ đường gồm 2 mục qua 2 năm. Lúa: năm 2021 900 hộ, năm 2022 955 hộ; "
        "Ngô: năm 2021 04 hộ, năm 2022 06 hộ."
    )
    drawn = on_paper(made)
    assert drawn.count("<line ") == 2
    assert all(f">{text}</text>" in drawn for text in ("2021", "2022", "900", "955", "04", "06"))
    on_site = show(edition, 'bieu_do("cay-trong", cot="so_ho", nam="tat-ca")')
    assert on_site.count("<circle ") == 4
    assert "“Đậu”" in made.note
    small = result_of(edition, 'bieu_do("cay-trong", cot="so_ho", nam=[2021, 2022], nho=True)')
    assert isinstance(small, SmallChart)


def test_before_there_is_a_second_year_all_years_are_one(edition: Edition) -> None:
    page = "bao-cao/2021/trang.md"
    bars = result_of(edition, 'bieu_do("cay-trong", cot="so_ho", nam="tat-ca")', page)
    assert isinstance(bars, Chart)
    assert bars.drawing.description.startswith("Biểu đồ thanh")
    table = result_of(edition, 'bang("cay-trong", nam="tat-ca")', page)
    assert isinstance(table, TableView)
    assert table.years == ()


@pytest.mark.parametrize(
    "call",
    ['thay_doi("cay-trong.ngo.tang_giam")', 'thay_doi("cay-trong.ngo.so_ho", nam_truoc=True)'],
)
def test_a_change_that_the_report_does_not_state_is_computed_and_marked(
    edition: Edition, call: str
) -> None:
    made = result_of(edition, call)
    assert isinstance(made, Figure)
    assert made.plain == f"tăng 02{NO_BREAK_SPACE}hộ"
    assert made.formula is not None
    assert (
        made.formula.formula.replace(NO_BREAK_SPACE, " ")
        == "06 hộ (báo cáo năm 2022) − 04 hộ (báo cáo năm 2021)"
    )
    assert ">tính</a>" in show(edition, call)


def test_a_stated_change_stays_as_it_is_stated(edition: Edition) -> None:
    made = result_of(edition, 'thay_doi("cay-trong.lua.tang_giam")')
    assert isinstance(made, Figure)
    assert (made.plain, made.formula) == (f"tăng 07{NO_BREAK_SPACE}hộ", None)


def test_a_figure_may_have_those_of_the_years_before_behind_it(edition: Edition) -> None:
    call = 'so("cay-trong.lua.so_ho", don_vi=True, qua_nam=True)'
    made = result_of(edition, call)
    assert isinstance(made, Figure)
    assert made.plain.replace(NO_BREAK_SPACE, " ") == "955 hộ (năm 2021: 900 hộ)"
    assert [cell.table.year for cell in made.figures] == [2022, 2021]
    assert 'value="900" data-nguon="cay-trong.lua.so_ho" data-nam="2021"' in show(edition, call)
    alone = result_of(edition, call, "bao-cao/2021/trang.md")
    assert alone.plain.replace(NO_BREAK_SPACE, " ") == "900 hộ"


def test_last_years_bars_are_those_of_last_years_report(edition: Edition) -> None:
    made = result_of(edition, 'bieu_do("cay-trong", cot="so_ho", thay_doi="tang_giam")')
    assert isinstance(made, Chart)
    assert "Lúa: năm 2022 955, năm 2021 900; Ngô: năm 2022 06, năm 2021 04" in (
        made.drawing.description
    )
    assert "không khớp với số của báo cáo năm 2021 ở mục “Lúa”" in made.note
    assert made.computed == ()


@pytest.mark.parametrize(
    ("call", "code"),
    [
        ('bang("cay-trong", nam="moi-nam")', "nhieu-nam-viet-sai"),
        ('bang("cay-trong", nam=[2022])', "nhieu-nam-viet-sai"),
        ('bang("cay-trong", nam=[2022, "2021"])', "nam-viet-sai"),
        ('bang("cay-trong", nam=[2019, 2022])', "khong-co-so-lieu-nam"),
        ('bang("van-ban", nam=[2021, 2022])', "bang-khong-thuoc-nam"),
        ('bang("cay-trong", cot=["so"], nam=[2021, 2022])', "bang-khong-co-cot"),
        ('bieu_do("cay-trong", cot=["so_ho", "von"], nam="tat-ca")', "bieu-do-qua-nam-mot-cot"),
        ('bieu_do("cay-trong", cot="so_ho", giam_dan=True, nam="tat-ca")',
         "bieu-do-qua-nam-mot-cot"),
        ('bieu_do("cay-trong", cot="ngay", nam="tat-ca")', "bieu-do-can-cot-so"),
        ('bieu_do("cay-trong", cot="san_luong", nam=True)', "nam-viet-sai"),
        ('thay_doi("cay-trong.dau.so_ho", nam_truoc=True)', "khong-co-so-nam-truoc"),
    ],
)  # fmt: skip
def test_each_misuse_has_its_message(edition: Edition, call: str, code: str) -> None:
    with pytest.raises(Mistake) as mistake:
        result_of(edition, call)
    assert mistake.value.code == code


def test_years_that_have_nothing_alike_are_a_mistake(tmp_path: Path) -> None:
    other = {"data/2022/cay-trong.csv": NOW.replace("lua,", "l,").replace("ngo,", "n,")
             .replace("mia,", "m,")}  # fmt: skip
    with pytest.raises(Mistake) as mistake:
        result_of(office(tmp_path, other), 'bang("cay-trong", nam=[2021, 2022])')
    assert mistake.value.code == "khong-gi-giong-nhau-qua-nam"


def test_a_break_that_is_declared_ends_the_course_and_is_told(tmp_path: Path) -> None:
    described = package({"cay-trong": CROPS}, khac_nam_truoc="Từ năm 2022 đếm cả hộ mới.")
    edition = office(tmp_path, {"data/2022/datapackage.yaml": described})
    made = view(edition, 'bang("cay-trong", nam="tat-ca")')
    assert made.years == ()
    remark = "không so với các năm trước năm 2022: từ năm 2022 đếm cả hộ mới."
    assert made.source.endswith(remark)
    chart = result_of(edition, 'bieu_do("cay-trong", cot="so_ho", nam="tat-ca")')
    assert isinstance(chart, Chart)
    assert chart.note.endswith(remark)
    with pytest.raises(Mistake) as mistake:
        result_of(edition, 'bang("cay-trong", nam=[2021, 2022])')
    assert mistake.value.code == "nam-khong-so-duoc"
    assert dict(mistake.value.at("a").fields)["why"] == "từ năm 2022 đếm cả hộ mới"
