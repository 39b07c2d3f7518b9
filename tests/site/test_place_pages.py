"""The page of a place: what the tables say of it, and how it stands beside the others. The places
are those of an invented office."""

from collections.abc import Callable
from pathlib import Path

import pytest
from bs4 import BeautifulSoup, Tag

from report.edition.edition import Edition
from report.site.cards import Cards
from report.site.data_pages import data_pages
from report.site.linked_data import PublishedPage
from report.site.origins import origins
from report.site.place_pages import all_places, place_pages
from report.site.sharing import Sharing
from tests.office import HEAD, column, office, package

NAMED = {"dia_ban": "phuong"}
TABLES = {
    "phuong": [column("khoa"), column("ten"), column("loai"), column("ma", title="Mã")],
    "hop": [
        column("khoa"),
        column("ten", title="Nơi họp", **NAMED),
        column("cuoc_hop", title="Cuộc họp", constraints={"enum": ["xuân", "thu"]}),
    ],
    "dat": [
        column("khoa", **NAMED),
        column("ten"),
        column("loai", constraints={"enum": ["phường", "xã"]}),
        column("dien_tich", "integer", "Diện tích", don_vi="ha"),
    ],
    "guong": [
        column("khoa"),
        column("ten", title="Họ và tên"),
        column("noi_o", title="Nơi ở", **NAMED),
        column("que", title="Quê", **NAMED),
    ],
}
COMMON = {
    "xa-moi": [
        column("khoa", **NAMED),
        column("ten"),
        column("nay", title="Nay thuộc"),
    ],
    "van-ban": [column("khoa"), column("ten")],
}
FILES: dict[str, str | None] = {
    "data/2021/datapackage.yaml": None,
    "data/2021/cay-trong.csv": None,
    "docs/bao-cao/2021/index.md": None,
    "data/2022/cay-trong.csv": None,
    "docs/index.md": f"{HEAD}# Mẫu\n",
    "docs/van-ban/index.md": None,
    "docs/bao-cao/2022/index.md": f'{HEAD}# Báo cáo\n\n{{{{ bang("hop") }}}}\n\nXe đến xã Ba.\n',
    "docs/bao-cao/2022/dat.md": f"{HEAD}# Đất\n\nPhường Hai Bà có đất, xã Ba cũng vậy. "
    "Dự án đoàn kết.\n",
    "data/2022/datapackage.yaml": package(TABLES),
    "data/2022/phuong.csv": "khoa,ten,loai,ma\nmot,Một <b>,phường,001\nhai,Hai,phường,002\n"
    "ba,Ba,xã,003\nbon,Đoàn Kết,xã,004\n",
    "data/2022/hop.csv": 'khoa,ten,cuoc_hop\na,"Phường Hai, xã Ba",xuân\nb,Phường Hai,thu\n',
    "data/2022/dat.csv": "khoa,ten,loai,dien_tich\nhai,Hai,phường,1200\nba,Ba,xã,5\n",
    "data/2022/guong.csv": 'khoa,ten,noi_o,que\nlan,Lan,"Thôn Hai, xã Ba",Xã Ba\nmai,Mai,,\n',
    "data/chung/datapackage.yaml": package(COMMON, ky="từ năm 2025"),
    "data/chung/xa-moi.csv": "khoa,ten,nay\nhai,Phường Hai,phường Mới\nba,Xã Ba,phường Mới\n"
    "bon,Xã Đoàn Kết,xã Khác\n",
    "data/chung/van-ban.csv": "khoa,ten\n",
}


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    return office(tmp_path_factory.mktemp("office"), FILES)


@pytest.fixture(scope="module")
def page(edition: Edition) -> Callable[[str], BeautifulSoup]:
    pages = place_pages(edition)
    return lambda key: BeautifulSoup(pages[f"dia-ban/{key}.md"].body, "html.parser")


def words(tag: Tag | None) -> str:
    return " ".join(tag.get_text(" ").split()) if tag else ""


def facts(page: BeautifulSoup, kind: str) -> list[str]:
    return [words(one) for one in page.select(f".{kind} > div")]


def test_each_place_of_the_table_has_a_page_and_there_is_a_list_of_them(edition: Edition) -> None:
    uris = {f"dia-ban/{name}.md" for name in ("index", "mot", "hai", "ba", "bon")}
    assert set(place_pages(edition)) == uris
    assert origins(edition).keys() >= uris
    assert all_places(edition) == "Từng phường, xã"


def of_year(year: int, area: str) -> dict[str, str | None]:
    """The files of a year of the invented office, with an area of its own."""
    return {
        path.replace("2022", str(year)): text.replace("1200", area) if text else None
        for path, text in FILES.items()
        if "2022" in path
    }


def test_a_figure_of_a_place_has_that_of_the_year_before_behind_it(tmp_path: Path) -> None:
    made = place_pages(office(tmp_path, {**FILES, **of_year(2021, "1100")}))["dia-ban/hai.md"]
    page = BeautifulSoup(made.body, "html.parser")
    assert "Diện tích 1.200 ha (năm 2021: 1.100 ha)" in facts(page, "noi-dong")
    assert "Bảng dat – Diện tích: 1.100 ha" in words(page.select_one("#bao-cao-2021 + ul"))
    assert page.select_one("#bao-cao-2021 + ul data")["data-nam"] == "2021"


def test_a_remark_that_two_years_have_says_of_which_report_it_is(tmp_path: Path) -> None:
    remark = "luu_y:\n  - {id: dat-hai, so_lieu: dat.hai.dien_tich, ghi_chu: Xem lại.}\n"
    years = {**FILES, **of_year(2021, "1100")}
    both = {f"data/{year}/doi-chieu.yaml": remark for year in (2021, 2022)}
    made = place_pages(office(tmp_path, {**years, **both}))["dia-ban/hai.md"]
    links = BeautifulSoup(made.body, "html.parser").select(".luu-y a")
    names = {str(one["href"]): str(one["aria-label"]) for one in links}
    assert len(names) == len(set(names.values())) == 2
    for address, label in names.items():
        assert f"báo cáo năm {address.split('/so-lieu/')[1][:4]}" in label


def test_a_page_does_not_grow_with_the_years(tmp_path: Path) -> None:
    years = {path: text for year in range(2014, 2022) for path, text in of_year(year, "9").items()}
    made = place_pages(office(tmp_path, {**FILES, **years}))
    shown = {
        key: BeautifulSoup(made[f"dia-ban/{key}.md"].body, "html.parser") for key in ("ba", "bon")
    }
    for page in shown.values():
        assert [one.text for one in page.select("h3[id^=bao-cao-]")] == [
            *("Năm 2021", "Năm 2020", "Năm 2019", "Năm 2018"),
        ]
        assert [one.text for one in page.select("p > a[href^='../../so-lieu/20']")][-4:] == [
            *("2017", "2016", "2015", "2014"),
        ]
        assert [one["id"] for one in page.select("h2[id^=so-sanh]")] == ["so-sanh-2022"]
    assert "không nêu riêng xã Đoàn Kết" in words(shown["bon"].select_one("#bao-cao-2021 + p"))
    assert len(shown["ba"].select("#bao-cao-2021 + ul > li")) == 3


def test_an_office_whose_tables_name_no_places_has_no_such_pages(tmp_path: Path) -> None:
    assert place_pages(office(tmp_path)) == {}


def test_a_page_has_every_row_that_names_the_place_with_units(
    page: Callable[[str], BeautifulSoup],
) -> None:
    assert facts(page("hai"), "noi-dong") == [
        "Nơi họp Phường Hai, xã Ba",  # names another place, too
        "Cuộc họp xuân",
        "Cuộc họp thu",
        "Diện tích 1.200 ha",
    ]
    shown = page("ba")
    assert facts(shown, "noi-dong")[0] == "Nơi họp Phường Hai , xã Ba"
    assert facts(shown, "noi-dong").count("Họ và tên Lan") == 1  # two of her cells name it
    links = [link["href"] for link in shown.select(".noi-neu .nguon a")]
    assert "../../so-lieu/2022/guong/#lan" in links
    assert "../../bao-cao/2022/" in links  # the page that shows the table
    (other,) = (one for one in shown.select(".noi-dong dd a"))
    assert other["href"] == "../../dia-ban/hai/"  # named beside it


def test_a_page_says_what_the_place_belongs_to_now_and_with_which_others(
    page: Callable[[str], BeautifulSoup],
) -> None:
    assert facts(page("hai"), "ve-noi")[:2] == [
        "Nay thuộc phường Mới , từ năm 2025",
        "Cùng về phường Mới Xã Ba",
    ]
    assert facts(page("bon"), "ve-noi") == ["Nay thuộc xã Khác , từ năm 2025", "Mã 004"]
    assert facts(page("mot"), "ve-noi") == ["Mã 001"]


def test_a_place_that_no_table_names_says_so(page: Callable[[str], BeautifulSoup]) -> None:
    shown = page("bon")
    assert "không nêu riêng xã Đoàn Kết trong bảng số liệu nào" in words(shown)
    assert "nhắc đến" not in words(shown)  # "đoàn kết" is no place


def test_other_pages_of_the_report_that_name_the_place_are_told(
    page: Callable[[str], BeautifulSoup],
) -> None:
    also = [one for one in page("ba").select("p") if "có nhắc đến" in words(one)]
    assert [link["href"] for one in also for link in one.select("a")] == ["../../bao-cao/2022/dat/"]
    assert "có nhắc đến" not in words(page("hai"))  # "Phường Hai Bà" is another place


def test_places_are_compared_by_the_tables_that_are_about_places_alone(
    page: Callable[[str], BeautifulSoup],
) -> None:
    shown = page("ba").select_one("section")
    assert shown
    groups = [words(one) for one in shown.select(".noi-nhom > li")]
    assert groups == [
        "xuân : 2 nơi Phường Hai , Xã Ba",
        "thu : 1 nơi Phường Hai",
        "không nêu : 2 nơi Phường Một <b> , Xã Đoàn Kết",
        "có tên trong bảng : 2 nơi Phường Hai , Xã Ba",
        "không có tên trong bảng : 2 nơi Phường Một <b> , Xã Đoàn Kết",
    ]
    assert [len(one.select("i.nay")) for one in shown.select(".noi-nhom > li")] == [1, 0, 0, 1, 0]
    rows = [words(row) for row in shown.select(".noi-canh tr")]
    assert rows[0] == "Nội dung Phường Hai Xã Ba"
    assert rows[1] == "Bảng hop: cuộc họp xuân; thu xuân"
    assert "nơi nào giáp với nơi nào" in words(shown)


def test_a_name_is_never_read_as_html(edition: Edition) -> None:
    for page in place_pages(edition).values():
        assert "<b>" not in page.head.partition("---\n\n")[2] + page.body


def test_names_in_tables_lead_to_their_pages(edition: Edition) -> None:
    pages = data_pages(edition)
    for table, links in {
        "2022/hop": ["hai", "ba", "hai"],
        "2022/dat": ["hai", "ba"],
        "2022/guong": ["ba", "ba"],
        "2022/phuong": ["mot", "hai", "ba", "bon"],
        "chung/xa-moi": ["hai", "ba", "bon"],
    }.items():
        body = BeautifulSoup(pages[f"so-lieu/{table}.md"].body, "html.parser").select("tbody a")
        assert [one["href"] for one in body] == [f"../../../dia-ban/{key}/" for key in links]


def test_a_year_that_is_still_a_draft_says_nothing_of_places(tmp_path: Path) -> None:
    draft = {"data/2022/dat.csv": "khoa,ten,loai,dien_tich\nhai,Hai,phường,cần điền\n"}
    edition = office(tmp_path, FILES | draft)
    assert edition.drafts == {2022}
    assert "bao-cao-2022" not in place_pages(edition)["dia-ban/hai.md"].body


def test_the_card_of_a_place_shows_it_among_all_and_those_it_belongs_together_with(
    edition: Edition,
) -> None:
    sharing = Sharing(edition, "https://vi-du.example/", {})
    card = {
        key: sharing.card_text(PublishedPage(f"dia-ban/{key}.md", "Nơi", "A.", "vi"))
        for key in ("mot", "hai", "ba")
    }
    assert card["hai"].tiles == ("other", "own", "beside", "other")
    assert card["hai"].key.endswith("cùng về phường Mới")
    assert card["mot"].tiles == ("own", "other", "other", "other")
    assert card["mot"].key == "Ô đậm: một trong 4 nơi"
    cards = Cards()
    assert len({cards.card(one) for one in card.values()}) == 3
    assert not sharing.card_text(PublishedPage("dia-ban/index.md", "Nơi", "A.", "vi")).tiles
