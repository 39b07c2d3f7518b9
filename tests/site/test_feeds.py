"""The feeds, read back by a real parser of XML and of JSON."""

import json
from datetime import date, datetime
from email.utils import parsedate_to_datetime
from pathlib import Path
from xml.etree import ElementTree

import pytest

from report.site.feeds import NEWEST, feeds
from report.sources.history import Dates
from tests.office import CROPS_CSV, FILES, HEAD, office
from tests.sources.test_history import dates

SITE = "https://x.example/bao-cao/"
CORRECTIONS = """\
ngay,so_lieu,cu,moi,ly_do,nguoi_quyet_dinh
05/03/2023,cay-trong.lua.so_ho,955,956,"Đếm sót <một> hộ & nhà",Chủ tịch
"""
HISTORY = {
    "docs/index.md": dates(date(2023, 1, 5), date(2023, 9, 9)),
    "docs/bao-cao/2022/index.md": dates(date(2023, 6, 7), date(2023, 6, 7)),
}


def made(folder: Path, history: dict[str, Dates] = HISTORY) -> dict[str, str]:
    return feeds(office(folder, {"data/2022/dinh-chinh.csv": CORRECTIONS}), history, SITE)


def items(folder: Path) -> list[dict[str, str]]:
    """The entries of the JSON Feed."""
    found: list[dict[str, str]] = json.loads(made(folder)["feed.json"])["items"]
    return found


def test_new_pages_and_corrections_come_newest_first(tmp_path: Path) -> None:
    assert [(item["url"], item["date_published"]) for item in items(tmp_path)] == [
        (f"{SITE}bao-cao/2022/", "2023-06-07T00:00:00+07:00"),
        (f"{SITE}so-lieu/2022/dinh-chinh/", "2023-03-05T00:00:00+07:00"),
        (SITE, "2023-01-05T00:00:00+07:00"),
    ]


def test_a_correction_says_what_changed_and_why(tmp_path: Path) -> None:
    item = items(tmp_path)[1]
    assert item["title"] == "Đính chính: Lúa – số hộ, năm 2022"
    assert item["content_text"] == (
        "Ngày 05/3/2023, số liệu này sửa từ “955\u00a0hộ” thành “956\u00a0hộ”. "
        "Đếm sót <một> hộ & nhà"
    )


def test_both_feeds_say_the_same(tmp_path: Path) -> None:
    channel = ElementTree.fromstring(made(tmp_path)["feed.xml"]).find("channel")  # noqa: S314
    assert channel is not None
    assert channel.findtext("link") == SITE
    assert [
        (
            item.findtext("guid"),
            item.findtext("link"),
            item.findtext("title"),
            item.findtext("description"),
            parsedate_to_datetime(item.findtext("pubDate") or ""),
        )
        for item in channel.iter("item")
    ] == [
        (
            item["id"],
            item["url"],
            item["title"],
            item["content_text"],
            datetime.fromisoformat(item["date_published"]),
        )
        for item in items(tmp_path)
    ]


def test_the_json_feed_has_what_version_1_1_asks_for(tmp_path: Path) -> None:
    feed = json.loads(made(tmp_path)["feed.json"])
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert feed["title"] == "Báo cáo xã Mẫu"
    assert (feed["home_page_url"], feed["feed_url"]) == (SITE, f"{SITE}feed.json")
    ids = [item["id"] for item in feed["items"]]
    assert len(ids) == len(set(ids))


def test_two_corrections_of_one_day_are_two_entries(tmp_path: Path) -> None:
    again = CORRECTIONS + "05/03/2023,cay-trong.lua.so_ho,956,957,Đếm lại,Chủ tịch\n"
    made = feeds(office(tmp_path, {"data/2022/dinh-chinh.csv": again}), {}, SITE)
    assert len({item["id"] for item in json.loads(made["feed.json"])["items"]}) == 2


def test_a_site_without_an_address_has_no_feeds(tmp_path: Path) -> None:
    assert feeds(office(tmp_path), HISTORY, "") == {}


@pytest.mark.parametrize("site", ["https://x.example/bao-cao", SITE])
def test_a_site_without_a_history_has_valid_empty_feeds(tmp_path: Path, site: str) -> None:
    empty = feeds(office(tmp_path), {}, site)
    assert json.loads(empty["feed.json"])["items"] == []
    assert json.loads(empty["feed.json"])["feed_url"] == f"{SITE}feed.json"
    assert list(ElementTree.fromstring(empty["feed.xml"]).iter("item")) == []  # noqa: S314


def test_a_draft_is_no_news(tmp_path: Path) -> None:
    csv = CROPS_CSV.replace("lua,Lúa,955", "lua,Lúa,cần điền")
    found = feeds(office(tmp_path, {"data/2022/cay-trong.csv": csv}), HISTORY, SITE)
    assert [item["url"] for item in json.loads(found["feed.json"])["items"]] == [SITE]


def test_a_feed_ends_with_its_newest_entries(tmp_path: Path) -> None:
    pages = {f"docs/bao-cao/2022/t{n}.md": f"{HEAD}# A\n" for n in range(NEWEST + 5)}
    history = {path: dates(date(2023, 1, 1), date(2023, 1, 1)) for path in pages}
    found = feeds(office(tmp_path, {**FILES, **pages}), {**history, **HISTORY}, SITE)
    newest = json.loads(found["feed.json"])["items"]
    assert len(newest) == NEWEST
    assert newest[0]["url"] == f"{SITE}bao-cao/2022/"
