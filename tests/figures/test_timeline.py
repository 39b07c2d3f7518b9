"""The timeline of documents: each bar stands where its days are."""

from itertools import pairwise
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from report.edition.edition import Edition
from report.problems.problem import AlreadyReported, Mistake
from tests.office import column, office, package, result_of, show, show_both

COLUMNS = [
    *(column(name) for name in ("khoa", "loai", "so_ky_hieu")),
    column("ngay", "date", format="%d/%m/%Y"),
    *(column(name) for name in ("co_quan", "trich_yeu")),
    column("hieu_luc_tu", "date", format="%d/%m/%Y"),
    column("hieu_luc_den", "date", format="%d/%m/%Y"),
    *(column(name) for name in ("chuoi", "ghi_chu")),
]
HEAD = ",".join(one["name"] for one in COLUMNS)
ROWS = """\
cu,Nghị định,01/NĐ-CP,,Chính phủ,,,31/12/2020,Trồng ngô,
giua,Nghị định,02/NĐ-CP,,Chính phủ,,01/01/2021,31/12/2022,Trồng ngô,
moi,Nghị định,03/NĐ-CP,,Chính phủ,,01/01/2023,,Trồng ngô,
khong-ngay,Nghị định,04/NĐ-CP,,Chính phủ,,,,Trồng ngô,
khac,Nghị định,05/NĐ-CP,,Chính phủ,,01/01/1990,,Trồng rừng,
"""
CALL = 'bieu_do("van-ban", cot="chuoi", dong_thoi_gian="Trồng ngô")'
YEAR = 365 / 1461  # of the years 2020 to 2023


def edition(folder: Path, rows: str = ROWS) -> Edition:
    """An office with these documents."""
    return office(
        folder,
        {
            "data/chung/van-ban.csv": f"{HEAD}\n{rows}",
            "data/chung/datapackage.yaml": package({"van-ban": COLUMNS}),
        },
    )


def drawn(folder: Path, rows: str = ROWS) -> Tag:
    """The drawing of the timeline."""
    page = BeautifulSoup(show_both(edition(folder, rows), CALL), "html.parser")
    drawing = page.select_one("svg[viewbox]")
    assert drawing is not None
    return drawing


def bars(svg: Tag, style: str) -> list[tuple[float, float]]:
    """Where the bars of a style begin and end, without axis and legend."""
    found = svg.select(f'rect.{style}[height="14"]')
    starts = [float(str(bar.get("x", "0"))) for bar in found]
    return [(x, x + float(str(bar["width"]))) for x, bar in zip(starts, found, strict=True)]


def test_a_bar_goes_from_the_first_day_to_the_last_and_to_the_edge_where_none_is_known(
    tmp_path: Path,
) -> None:
    svg = drawn(tmp_path)
    year, edge = 360 * YEAR, 360
    ended, standing = bars(svg, "vien"), bars(svg, "thanh")
    assert ended[0] == (0, pytest.approx(edge - 3 * year, abs=0.2))
    assert ended[1] == pytest.approx((edge - 3 * year, edge - year), abs=0.2)
    assert standing == [pytest.approx((edge - year, edge), abs=0.2)]


def test_documents_of_another_chain_or_without_days_are_left_out(tmp_path: Path) -> None:
    page = BeautifulSoup(show(edition(tmp_path), CALL), "html.parser")
    text = page.get_text(" ")
    assert "03/NĐ-CP" in text
    assert "04/NĐ-CP" not in text
    assert "05/NĐ-CP" not in text
    assert "1990" not in text


def test_who_does_not_see_it_hears_each_document_with_its_days(tmp_path: Path) -> None:
    svg = drawn(tmp_path)
    assert svg.desc is not None
    said = svg.desc.get_text()
    assert "Nghị định số 01/NĐ-CP: đến hết 31/12/2020" in said
    assert "Nghị định số 02/NĐ-CP: 01/01/2021 – 31/12/2022" in said
    assert "Nghị định số 03/NĐ-CP: từ 01/01/2023" in said


def test_it_says_that_a_bar_at_the_edge_has_no_first_day(tmp_path: Path) -> None:
    note = "chưa rõ có hiệu lực từ ngày nào"
    assert note in show(edition(tmp_path / "a"), CALL)
    known = "".join(ROWS.splitlines(keepends=True)[1:])
    assert note not in show(edition(tmp_path / "b", known), CALL)


def test_the_years_do_not_run_into_each_other(tmp_path: Path) -> None:
    rows = "a,Luật,1/QH1,,Quốc hội,,01/01/1950,31/12/9999,Trồng ngô,\n"
    svg = drawn(tmp_path, rows)
    years = [float(str(one["x"])) for one in svg.select("text.o-giua")]
    assert all(after - before > 30 for before, after in pairwise(years))


def test_a_day_that_is_still_to_be_filled_keeps_the_place_open(tmp_path: Path) -> None:
    rows = "mo,Luật,1/QH1,,Quốc hội,,cần điền,,Trồng ngô,\n"
    assert "chờ số liệu" in show(edition(tmp_path, rows), CALL)


def test_without_days_there_is_nothing_to_draw(tmp_path: Path) -> None:
    rows = "khong-ngay,Luật,1/QH1,,Quốc hội,,,,Trồng ngô,\n"
    with pytest.raises(Mistake) as mistake:
        result_of(edition(tmp_path, rows), CALL)
    assert mistake.value.code == "bieu-do-khong-co-so-lieu"


def test_a_day_that_cannot_be_read_is_told_of_once(tmp_path: Path) -> None:
    rows = "hong,Luật,1/QH1,,Quốc hội,,hôm qua,,Trồng ngô,\n"
    with pytest.raises(AlreadyReported):
        result_of(edition(tmp_path, rows), CALL)
