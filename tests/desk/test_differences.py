"""What the draft changes for readers, and the site as they will see it."""

from contextlib import closing
from pathlib import Path

from tests.desk.desks import HOST, PAGE, Asked, run_git
from tests.desk.windows import make_published

CELL = {"row": "ngo", "column": "san_luong"}
FROZEN = "data/2021/cong-bo.csv"
ADDRESS = "2022/cay-trong.ngo.san_luong"


def set_cell(desk: Asked, text: str, was: str) -> None:
    desk.post("table/2022/cay-trong/cells", {"cells": [{**CELL, "text": text, "was": was}]})


def write(desk: Asked, old: str, new: str) -> None:
    page = desk.get(f"page/{PAGE}")
    assert old in page["text"]
    new_text = page["text"].replace(old, new, 1)
    desk.post(f"page/{PAGE}", {"text": new_text, "was": page["hash"]})


def test_a_figure_is_told_with_its_values_and_the_places_that_show_it(desk: Asked) -> None:
    set_cell(desk, "1.234,5", "1000")
    (figure,) = desk.get("changes")["figures"]
    assert figure["address"] == ADDRESS
    assert (figure["old"], figure["new"]) == ("1.000\u00a0tấn", "1.234,5\u00a0tấn")
    assert {one["url"] for one in figure["sightings"]} == {"/bao-cao/2022/trang/"}


def test_a_sentence_is_told_with_its_words_before_and_after(desk: Asked) -> None:
    write(desk, "Tốt.", "Rất tốt.")
    changes = desk.get("changes")
    (page,) = changes["pages"]
    assert (page["uri"], page["kind"]) == (PAGE, "edited")
    assert page["diff"] == [{"kind": "old", "text": "Tốt."}, {"kind": "new", "text": "Rất tốt."}]
    assert "bài viết được sửa" in changes["markdown"]


def test_what_was_undone_changes_nothing(desk: Asked) -> None:
    write(desk, "Tốt.", "Rất tốt.")
    desk.post("undo")
    changes = desk.get("changes")
    assert (changes["figures"], changes["pages"], changes["problems"]) == ([], [], [])


def test_what_is_changed_in_what_was_published_is_told_before_all_else(tmp_path: Path) -> None:
    with closing(Asked(make_published(tmp_path))) as desk:
        assert desk.get("changes")["record"] == []
        frozen = desk.desk.draft.read(FROZEN) or b""
        desk.desk.draft.write({FROZEN: frozen.replace(b",900", b",901")}, "Sửa")
        found = {one["path"] for one in desk.get("changes")["record"]}
    assert found == {FROZEN}


def test_a_folder_that_git_does_not_keep_has_its_changes_told_too(repository: Path) -> None:
    (repository / ".git").rename(repository / "nothing")
    with closing(Asked(repository)) as desk:
        write(desk, "Tốt.", "Rất tốt.")
        (page,) = desk.get("changes")["pages"]
    assert page["kind"] == "edited"


def test_the_site_shows_the_draft_and_the_files_of_the_folder_stay(
    desk: Asked, repository: Path
) -> None:
    assert "1.000" in desk.page("bao-cao/2022/trang/").decode()
    set_cell(desk, "1.234,5", "1000")
    assert "1.234,5" in desk.page("bao-cao/2022/trang/").decode()
    assert "1.234,5" in desk.page("so-lieu/2022/cay-trong/").decode()
    assert "1.000" in desk.page("ban/truoc/bao-cao/2022/trang/").decode()
    assert desk.get("shown?trang=/bao-cao/2022/trang/")["current"]
    assert run_git(repository, "status", "--porcelain", "data", "docs") == ""


def test_a_page_that_no_build_would_show_is_shown_as_it_last_could_be(desk: Asked) -> None:
    desk.page("bao-cao/2022/trang/")
    write(desk, "Tốt.", "Tốt.\n\n<script>alert(1)</script>")
    assert "alert(1)" not in desk.page("bao-cao/2022/trang/").decode()
    assert not desk.get("shown?trang=/bao-cao/2022/trang/")["current"]


def test_a_text_that_is_not_kept_is_shown_and_not_kept(desk: Asked) -> None:
    page = desk.get(f"page/{PAGE}")
    text = page["text"].replace("Tốt.", "Chưa chắc.")
    shown = desk.post("view", {"uri": PAGE, "text": text})
    assert "Chưa chắc." in shown.decode()
    assert desk.get(f"page/{PAGE}")["hash"] == page["hash"]
    assert "Chưa chắc." not in desk.page("bao-cao/2022/trang/").decode()


def test_nothing_is_shown_that_the_site_has_not(desk: Asked) -> None:
    for address in ("nope/", "../mkdocs.yml", "..%2fmkdocs.yml", "search/../../mkdocs.yml"):
        answer = desk.client.get(f"/{address}", base_url=HOST)
        assert answer.status_code in (403, 404), address
