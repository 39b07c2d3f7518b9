"""Pages at the desk: their text, their figures as chips, and two people on one page."""

from pathlib import Path

import pytest

from tests.desk.miniature import DeskClient, Json, draft_of, open_desk
from tests.office import HEAD

REPORT_PAGE = "bao-cao/2022/trang.md"
TEXT = (
    f'{HEAD}# Trồng lúa 🌾\n\nCó {{{{ so("cay-trong.lua.so_ho", don_vi=True) }}}} trồng lúa,\n'
    'theo {{ van_ban("qd-1") }}, năm {{ nam }}.\n\n{{ bang("cay-trong") }}\n\nHết.\n'
)


@pytest.fixture
def desk(tmp_path: Path) -> DeskClient:
    return open_desk(tmp_path, {f"docs/{REPORT_PAGE}": TEXT})


def page(desk: DeskClient) -> Json:
    return desk.get(f"page/{REPORT_PAGE}")


def content(desk: DeskClient) -> str:
    return (draft_of(desk).read(f"docs/{REPORT_PAGE}") or b"").decode()


def codes(found: Json) -> list[str]:
    return [one["code"] for one in found["problems"]]


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_chips_stand_where_a_browser_counts_them(tmp_path: Path, line_end: str) -> None:
    desk = open_desk(tmp_path, {f"docs/{REPORT_PAGE}": TEXT.replace("\n", line_end)})
    found = page(desk)
    assert found["text"] == TEXT
    assert (found["url"], found["title"]) == ("/bao-cao/2022/trang/", "Trang")
    written = TEXT.encode("utf-16-le")  # as JavaScript has it
    for chip in found["chips"]:
        assert written[2 * chip["start"] : 2 * chip["end"]].decode("utf-16-le") == chip["call"]
    kinds = [(one["kind"], one["shown"].partition(" ngày")[0]) for one in found["chips"]]
    assert kinds == [
        ("figure", "955\u00a0hộ"),
        ("document", "Quyết định số 01/QĐ-UBND"),
        ("year", "2022"),
        ("table", "Bảng cay-trong"),
    ]
    assert found["chips"][0]["address"] == "2022/cay-trong.lua.so_ho"


def test_a_text_is_checked_as_it_is_typed_and_not_kept(desk: DeskClient) -> None:
    tried = desk.post(f"page/{REPORT_PAGE}/try", {"text": TEXT.replace("Hết", "Hết 12 vụ")})
    assert codes(tried) == ["so-go-tay"]
    assert tried["problems"][0]["line"] == 13
    assert len(tried["chips"]) == 4
    tried = desk.post(f"page/{REPORT_PAGE}/try", {"text": TEXT.replace("lua.so_ho", "lua.so_h")})
    assert codes(tried) == ["khong-co-o"]
    assert content(desk) == TEXT
    assert codes(page(desk)) == []
    assert draft_of(desk).changed() == {}


def test_a_page_that_others_lead_to_tells_of_them(desk: DeskClient) -> None:
    link = f"{HEAD}# A\n\n[Trồng lúa](bao-cao/2022/trang.md#het)\n"
    desk.post(f"page/{REPORT_PAGE}", {"text": TEXT + "\n## Hết\n", "was": page(desk)["hash"]})
    draft_of(desk).write({"docs/a.md": link.encode()}, "Thêm")
    tried = desk.post(f"page/{REPORT_PAGE}/try", {"text": TEXT})
    assert [(one["path"], one["code"]) for one in tried["elsewhere"]] == [
        ("docs/a.md", "khong-co-de-muc")
    ]


def test_only_the_lines_that_are_changed_change(tmp_path: Path) -> None:
    """A byte-order mark and line ends of Windows stay; new lines have them, too."""
    written = "\ufeff" + TEXT.replace("\n", "\r\n", 9)
    desk = open_desk(tmp_path, {f"docs/{REPORT_PAGE}": written})
    new = TEXT.replace("trồng lúa,", "trồng lúa nước,\nvà ngô,")
    desk.post(f"page/{REPORT_PAGE}", {"text": new, "was": page(desk)["hash"]})
    assert content(desk) == written.replace("trồng lúa,", "trồng lúa nước,\r\nvà ngô,")
    assert page(desk)["text"] == new
    assert desk.post("undo", {})["label"] == "Sửa bài “Trang”"
    assert content(desk) == written


def test_two_windows_on_other_lines_of_a_page_are_merged(desk: DeskClient) -> None:
    was = page(desk)["hash"]
    desk.post(f"page/{REPORT_PAGE}", {"text": TEXT.replace("Hết", "Xong"), "was": was})
    both = desk.post(f"page/{REPORT_PAGE}", {"text": TEXT.replace("Có", "Đã có"), "was": was})
    assert both["text"] == TEXT.replace("Hết", "Xong").replace("Có", "Đã có")


def test_two_windows_on_one_line_of_a_page_get_both_texts(desk: DeskClient) -> None:
    was = page(desk)["hash"]
    desk.post(f"page/{REPORT_PAGE}", {"text": TEXT.replace("Hết", "Xong"), "was": was})
    asked = {"text": TEXT.replace("Hết", "Thôi"), "was": was}
    answer = desk.post(f"page/{REPORT_PAGE}", asked, 409)
    (clash,) = answer["conflicts"]
    assert (clash["was"], clash["now"], clash["yours"]) == ("Hết.\n", "Xong.\n", "Thôi.\n")
    assert answer["hash"] == page(desk)["hash"]
    for unknown in ("", "0" * 64, "../../so/000001.json"):
        desk.post(f"page/{REPORT_PAGE}", {**asked, "was": unknown}, 409)
    assert content(desk) == TEXT.replace("Hết", "Xong")


@pytest.mark.parametrize("text", ["", "---\n", "x" * 200_000, "\0", "<<<<<<< a\n", "{% include %}"])
def test_whatever_is_written_is_told_of_and_can_be_undone(desk: DeskClient, text: str) -> None:
    answer = desk.post(f"page/{REPORT_PAGE}", {"text": text, "was": page(desk)["hash"]})
    assert answer["problems"] or desk.get("state")["errors"]
    assert desk.get(f"page/{REPORT_PAGE}")["text"] == text
    desk.post("undo", {})
    assert page(desk)["text"] == TEXT


def test_a_page_that_is_not_there_is_not_written(desk: DeskClient) -> None:
    desk.get("page/bao-cao/2022/khong-co.md", 404)
    for uri in ("bao-cao/2022/khong-co.md", "a.html", "../mkdocs.yml"):
        desk.post(f"page/{uri}", {"text": "x", "was": ""}, 404)
    assert draft_of(desk).changed() == {}
