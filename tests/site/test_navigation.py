"""The navigation has the years that there are, and mkdocs.yml names none."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup

from report.edition.edition import read_edition
from report.site.navigation import is_menu_of_years, other_years, with_years
from tests.office import CROPS_CSV, FILES, HEAD, PRINTED, office

NAV: list[Any] = [
    {"Trang chủ": "index.md"},
    {"Báo cáo": "bao-cao/"},
    {"Số liệu": "so-lieu/"},
    {"Văn bản": ["van-ban/index.md"]},
]
OUTLINE = """\
phan:
  - ten: Kết quả thực hiện các phong trào trong năm
    muc:
      - ten: Kết quả trồng trọt và chăn nuôi
        ten_ngan: Trồng trọt
        muc:
          - ten: Lúa
            trang: lua.md
          - trang: ngo.md
      - trang: rung.md
  - ten: Nhiệm vụ
    muc:
      - trang: viec.md
"""
PAGES = {f"docs/bao-cao/2022/{name}.md": f"{HEAD}# A\n" for name in ("lua", "ngo", "rung", "viec")}


def tabs(folder: Path, files: dict[str, str | None]) -> list[Any]:
    """The navigation of an office."""
    return with_years(NAV, folder, office(folder, files))


def names(entries: list[Any]) -> list[str]:
    """What the entries of a part of the navigation are called."""
    return [name for entry in entries for name in (entry if isinstance(entry, dict) else [entry])]


def of_year(year: int) -> dict[str, str | None]:
    """The files of a year of the miniature office."""
    return {
        path.replace("2022", str(year)): text
        for path, text in FILES.items()
        if "/2022/" in path and text is not None
    }


def test_the_year_that_is_shown_has_two_tabs_and_earlier_ones_are_one(tmp_path: Path) -> None:
    found = tabs(tmp_path, {**of_year(2019), **of_year(2020)})
    assert names(found) == [
        *("Trang chủ", "Báo cáo 2022", "Số liệu 2022", "Các năm trước", "Văn bản"),
    ]
    assert names(found[3]["Các năm trước"]) == [
        *("Báo cáo 2021", "Số liệu 2021", "Báo cáo 2020", "Số liệu 2020"),
        *("Báo cáo 2019", "Số liệu 2019"),
    ]
    assert found[2]["Số liệu 2022"] == [
        *(f"so-lieu/2022/{name}.md" for name in ("index", "doi-chieu", "dinh-chinh")),
        {"Các bảng": ["so-lieu/2022/cay-trong.md"]},
    ]


def test_many_earlier_years_stand_by_periods_and_a_page_leads_to_those_near_it(
    tmp_path: Path,
) -> None:
    years = range(2014, 2021)
    files = {path: text for year in years for path, text in of_year(year).items()}
    earlier = tabs(tmp_path, files)[3]["Các năm trước"]
    assert names(earlier) == ["Năm 2021–2025", "Năm 2016–2020", "Năm 2011–2015"]
    assert names(earlier[1]["Năm 2016–2020"])[:3] == [
        "Báo cáo 2020",
        "Số liệu 2020",
        "Báo cáo 2019",
    ]
    assert is_menu_of_years("Năm 2016–2020")
    assert not is_menu_of_years("Báo cáo 2020")
    edition = read_edition(tmp_path)
    for year, near in {
        2022: "2021 2020",
        2017: "2022 2019 2018 2016 2015",
        2014: "2022 2016 2015",
    }.items():
        links = other_years(edition, f"bao-cao/{year}/index.md", edition.pages)
        shown = [one.text for one in BeautifulSoup(links, "html.parser").select("a")]
        assert shown == near.split()


def test_a_year_that_is_being_written_stands_behind_the_one_that_is_shown(tmp_path: Path) -> None:
    draft = CROPS_CSV.replace("955", "cần điền")
    found = tabs(tmp_path, {**of_year(2023), "data/2023/cay-trong.csv": draft})
    assert names(found)[1:5] == [
        *("Báo cáo 2022", "Báo cáo 2023 (bản thảo)", "Số liệu 2022", "Số liệu 2023 (bản thảo)"),
    ]


def test_the_groups_of_a_report_are_those_of_its_outline(tmp_path: Path) -> None:
    files = {
        **{path: text for path, text in PRINTED.items() if "index" not in path},
        **PAGES,
        "docs/bao-cao/2022/trang.md": f"{HEAD}# Ngoài bố cục\n",
        "data/2022/bo-cuc.yaml": OUTLINE,
    }
    (report,) = (one["Báo cáo 2022"] for one in tabs(tmp_path, files) if "Báo cáo 2022" in one)
    first = "Phần thứ nhất – "
    assert report == [
        "bao-cao/2022/index.md",
        {f"{first}I. Trồng trọt": ["bao-cao/2022/lua.md", "bao-cao/2022/ngo.md"]},
        {f"{first}II. Trang": ["bao-cao/2022/rung.md"]},
        {"Phần thứ hai – Nhiệm vụ": ["bao-cao/2022/viec.md"]},
        "bao-cao/2022/trang.md",
    ]


def test_a_year_without_an_outline_has_its_pages_by_their_paths(tmp_path: Path) -> None:
    found = tabs(tmp_path, {"docs/bao-cao/2022/a.md": f"{HEAD}# A\n"})
    assert found[1]["Báo cáo 2022"] == ["bao-cao/2022/index.md", "bao-cao/2022/a.md"]


def test_an_office_that_lists_its_pages_itself_is_left_alone(tmp_path: Path) -> None:
    office(tmp_path)
    own = ["index.md", {"Báo cáo": ["bao-cao/2022/index.md"]}]
    assert with_years(own, tmp_path, read_edition(tmp_path)) == own


def test_a_page_leads_to_the_same_page_of_the_other_years_that_have_it(tmp_path: Path) -> None:
    edition = office(tmp_path, {**of_year(2020), "docs/bao-cao/2020/index.md": None})
    known = {*edition.pages, "so-lieu/2020/index.md", "so-lieu/2021/index.md"}
    first = BeautifulSoup(other_years(edition, "bao-cao/2022/index.md", known), "html.parser")
    assert [(one["href"], one.text) for one in first.select("a")] == [
        ("../../bao-cao/2021/", "2021"),
    ]
    data = BeautifulSoup(other_years(edition, "so-lieu/2021/index.md", known), "html.parser")
    assert [one.text for one in data.select("a")] == ["2020"]
    assert other_years(edition, "index.md", known) == ""
    assert other_years(edition, "bao-cao/2022/them.md", known) == ""


def test_titles_tell_the_year_where_there_are_several(tmp_path: Path) -> None:
    edition = office(tmp_path)
    assert edition.title_among_years("Lúa", "bao-cao/2021/lua.md") == "Lúa, năm 2021"
    assert edition.title_among_years("Số liệu năm 2021", "so-lieu/2021/") == "Số liệu năm 2021"
    assert edition.title_among_years("Trang chủ", "index.md") == "Trang chủ"
    alone = replace(edition, years={2022: edition.years[2022]})
    assert alone.title_among_years("Lúa", "bao-cao/2022/lua.md") == "Lúa"


def test_the_name_of_the_site_follows_the_year_that_is_shown(tmp_path: Path) -> None:
    about = 'ten: Xã\ntrang: Xã, năm {{ nam }}\nmo_ta: "Báo cáo năm {{nam}}, {{ so }}."\n'
    office_texts = office(tmp_path, {"data/don-vi.yaml": about}).office
    assert office_texts["trang"] == "Xã, năm 2022"
    assert office_texts["mo_ta"] == "Báo cáo năm 2022, {{ so }}."
