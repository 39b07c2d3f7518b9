"""What the search finds: plain text, names of pages and documents, reports before tables."""

import json
from pathlib import Path

import pytest

from report.edition.edition import Edition
from report.site.theme.search_index import (
    DATA_WEIGHT,
    EDITORS_WEIGHT,
    TABLE_WEIGHT,
    published_index,
)
from tests.office import CROPS_CSV, HEAD, office

Entry = dict[str, object]


def index(edition: Edition, *entries: Entry) -> list[Entry]:
    """The published entries of what the engine wrote."""
    written = {"config": {"lang": ["vi"]}, "docs": list(entries)}
    published = json.loads(published_index(json.dumps(written), edition))
    assert set(published) == {"docs"}, "the settings of the theme's own search are left out"
    found: list[Entry] = published["docs"]
    return found


def entry(location: str, title: str = "A", text: str = "", **more: object) -> Entry:
    return {"location": location, "title": title, "text": text, **more}


@pytest.mark.parametrize(
    ("markup", "text"),
    [
        ("<p>Có <b>955</b> người.</p>", "Có 955 người."),
        ("<p>Một</p><p>Hai</p>", "Một Hai"),
        ("chín<sup>2</sup> <data class='so'>5</data>%", "chín2 5%"),
        ("<td>A</td><td>B</td>", "A B"),
        ("A &amp; B\u00a0 C\n\nD &lt;i&gt;", "A & B C D <i>"),
        ("Chú thích. ↩", "Chú thích."),
        ("Ha\u0300", "Hà"),
    ],
)
def test_texts_are_as_they_are_read(tmp_path: Path, markup: str, text: str) -> None:
    (found, *_) = index(office(tmp_path), entry("trang/", markup, markup))
    assert (found["title"], found["text"]) == (text, text)


@pytest.mark.parametrize(
    ("location", "weight"),
    [
        ("bao-cao/2022/", 1),
        ("bao-cao/2022/#muc", 1),
        ("so-lieu/2022/cay-trong/", TABLE_WEIGHT),
        ("so-lieu/2022/cay-trong/#lua", TABLE_WEIGHT),
        ("so-lieu/chung/van-ban/", TABLE_WEIGHT),
        ("so-lieu/2022/doi-chieu/", DATA_WEIGHT),
        ("bien-tap/macro/", EDITORS_WEIGHT),
    ],
)
def test_a_report_page_counts_more_than_the_table_that_says_the_same(
    tmp_path: Path, location: str, weight: float
) -> None:
    (found, *_) = index(office(tmp_path), entry(location))
    assert found.get("boost", 1) == weight
    (asked, *_) = index(office(tmp_path), entry(location, boost=2))
    assert asked["boost"] == 2, "what the page itself asks for stays"


def test_a_page_is_found_by_its_heading_and_by_its_name_in_the_menus(tmp_path: Path) -> None:
    edition = office(tmp_path)  # all its pages are called “Trang”
    found = index(
        edition, entry("bao-cao/2022/", "Báo cáo"), entry("", "Trang"), entry("khac/", "Khác")
    )
    assert [one.get("name") for one in found[:3]] == ["Trang", None, None]


def test_a_draft_is_found_by_nobody(tmp_path: Path) -> None:
    """Year 2022 still has an open place; all that stands below its folders is left out."""
    csv = CROPS_CSV.replace("955", "cần điền")
    edition = office(tmp_path, {"data/2022/cay-trong.csv": csv})
    paths = ["bao-cao/2022/", "so-lieu/2022/cay-trong/", "bao-cao/2021/", ""]
    found = [one["location"] for one in index(edition, *map(entry, paths))]
    assert [path for path in paths if path in found] == ["bao-cao/2021/", ""]


def test_each_document_of_the_register_is_found_by_its_number(tmp_path: Path) -> None:
    first, second = index(office(tmp_path))
    assert first == {
        "location": "van-ban/#qd-1",
        "title": "Quyết định 01/QĐ-UBND",
        "text": "giao chỉ tiêu trồng lúa. UBND huyện Mẫu. 05/03/2022",
    }
    assert (second["location"], second["title"]) == ("van-ban/#kh-2", "Kế hoạch")
    assert second["text"] == "Phong trào trồng ngô. UBND xã Mẫu"


@pytest.mark.parametrize(
    "files",
    [
        {"docs/van-ban/index.md": None, "docs/index.md": f"{HEAD}# Xã Mẫu\n"},
        {"data/chung/datapackage.yaml": None, "data/chung/van-ban.csv": None},
    ],
)
def test_without_a_register_or_its_page_there_are_no_documents(
    tmp_path: Path, files: dict[str, str | None]
) -> None:
    assert index(office(tmp_path, files)) == []
