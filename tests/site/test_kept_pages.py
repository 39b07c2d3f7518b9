"""A page is taken from an earlier build where it was made of the same, and only there."""

import logging
from pathlib import Path
from types import SimpleNamespace
from typing import cast

import pytest
from mkdocs.structure.pages import Page

from report.edition.edition import Edition
from report.kept.store import Store
from report.site.mkdocs.beside import FilesBeside
from report.site.mkdocs.kept_pages import (
    COMMIT_MARK,
    FinishedPage,
    KeptPages,
    known_text,
    without_commit,
)
from report.site.passages import Passage

TEXT = FinishedPage(
    "<h1 id='a'>A</h1>",
    "# A (kept)",
    "A",
    [("A", "a", 1, [("B", "b", 2, [])])],
    [("c.md", "d", "c.md#d")],
    [Passage("h1", float("inf"), "", False, ["A"], ["b", "\ud800"]), Passage(text=["\n", "c"])],
    ["a", "b"],
)


def made_pages(folder: Path, ground: str, given: str, warning: str = "") -> list[str]:
    """The pages that were made, where one of what is given is asked for."""
    pages, made = KeptPages(Store(folder), ground, own_templates=False), []

    def make() -> FinishedPage:
        made.append("a.md")
        if warning:
            logging.getLogger("mkdocs.structure.pages").warning(warning)
        return TEXT

    assert pages.finished("a.md", given, make).written() == TEXT.written()
    pages.kept.keep()
    return made


def test_a_text_is_made_once_of_the_same(tmp_path: Path) -> None:
    assert made_pages(tmp_path, "site", "one")
    assert not made_pages(tmp_path, "site", "one")
    assert made_pages(tmp_path, "site", "other")
    assert made_pages(tmp_path, "other site", "one")


def test_a_text_is_read_as_it_was_written() -> None:
    """The search asks for no more of a passage than this."""
    read = FinishedPage.read(TEXT.written())
    assert [read.html, read.markdown, read.title] == [TEXT.html, TEXT.markdown, TEXT.title]
    assert [read.anchors, len(read.links), len(read.toc)] == [TEXT.anchors, 1, 1]
    for mine, kept in zip(TEXT.passages, read.passages, strict=True):
        assert (mine.anchor, mine.hidden, mine.title) == (kept.anchor, kept.hidden, kept.title)
        assert "".join(mine.text) == "".join(kept.text)


def test_where_not_all_is_known_nothing_is_kept(tmp_path: Path) -> None:
    assert made_pages(tmp_path, "", "one")
    assert made_pages(tmp_path, "", "one")


def test_a_page_of_which_mkdocs_warned_is_made_again(tmp_path: Path) -> None:
    assert made_pages(tmp_path, "site", "one", warning="a link to nothing")
    assert made_pages(tmp_path, "site", "one")
    assert not made_pages(tmp_path, "site", "one")


def test_the_markdown_of_a_page_is_kept_with_it_unless_a_plugin_has_changed_the_page() -> None:
    beside = FilesBeside(cast(Edition, None), finished={"a.md": TEXT, "b.md": TEXT})
    assert beside.as_markdown("a.md", TEXT.html) == TEXT.markdown
    assert beside.as_markdown("b.md", f"{TEXT.html}<p>B</p>") == "# A\n\nB"
    assert not beside.finished


def test_what_is_not_known_by_its_value_is_refused() -> None:
    with pytest.raises(TypeError, match="not known by its value"):
        known_text({"a": [object()]})
    assert known_text({"b": 1, "a": 2}) == known_text({"a": 2, "b": 1})


@pytest.mark.parametrize(("html", "is_kept"), [("<meta {}>a", True), ("<meta {}>{}", False)])
def test_a_page_is_kept_without_the_commit_of_its_head(
    tmp_path: Path, html: str, is_kept: bool
) -> None:
    """Where it stands a second time, something else than the head has said it."""
    for revision in ("a" * 40, "b" * 40):
        pages = KeptPages(Store(tmp_path / revision), "site", False, revision)
        pages.keys["a.md"] = "key"
        page = cast(Page, SimpleNamespace(file=SimpleNamespace(src_uri="a.md")))
        pages.keep_template_text(page, html.replace("{}", revision))
        expected = html.replace("{}", COMMIT_MARK).encode() if is_kept else None
        assert pages.kept.get("a.md#page", "key") == expected
    assert without_commit("name", "name") == "name"
