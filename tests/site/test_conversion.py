"""One converter for all pages: each comes out as MkDocs makes it with a converter of its own."""

from collections.abc import Sequence
from pathlib import Path

from markdown.util import Registry
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from report.figures.results import Result
from report.site.mkdocs.conversion import Conversion
from report.site.mkdocs.plain_text import Ordered

EXTENSIONS = ["abbr", "admonition", "attr_list", "def_list", "footnotes", "md_in_html"]
EXTENSIONS += ["pymdownx.details", "pymdownx.superfences", "tables", "toc"]
# What is more than a plain sentence, each where one might stand.
BLOCKS = (
    "Một câu.\nCâu nữa.",
    "Tên\n:   Nghĩa",
    "Chữ\n===",
    "Chữ\n# Mục khác",
    "a | b\n--|--\nc | d",
)
BLOCKS += ("- một\n\n    hai", "ba", "1. bốn", "Chữ.", "!!! note\n    năm", "sáu  \nbảy", "    mã")
TEXTS_WITH_SIGNS = ("&amp;", "<i>x</i>", "`mã`", "\\*", "[^k]", "![ảnh](a.png)", "__đậm__", "*n*")
TEXTS = {
    "a.md": "# Một\n\nChữ[^k] [x][y] ABC <b>z</b>\n\n## Mục\n\n[^k]: Chú thích.\n\n"
    "[y]: b.md#muc\n\n*[ABC]: A B C\n",
    "b.md": "Chữ[^k] [x][y] ABC\n\n## Mục\n\n    ```\n    mã\n\n<div markdown>\n*a*\n</div>\n",
    "d.md": "\n\n".join((*BLOCKS, *(f"Có {one} đây." for one in TEXTS_WITH_SIGNS))),
    "e.md": "Xem https://a.example đây.\n\na. một\nb. hai\n",
    "c.md": "# Ba\n\n[đi](a.md)[^k] \x02\x03 [lạc](khong-co.md)\n\n[^k]: Khác.\n",
}


def no_results(uri: str) -> tuple[Result, ...]:  # noqa: ARG001 - as a build asks for them
    """Pages without macros."""
    return ()


def converted(
    folder: Path, *, by_one: bool, extensions: Sequence[str] = EXTENSIONS
) -> dict[str, tuple[object, ...]]:
    """What is made of the pages."""
    config = MkDocsConfig()
    config.load_dict(
        {"site_name": "A", "docs_dir": str(folder), "markdown_extensions": [*extensions]}
    )
    assert config.validate() == ([], [])
    files = Files([File(uri, str(folder), str(folder / "site"), True) for uri in TEXTS])
    pages = [Page(None, file, config) for file in files]
    conversion = Conversion(config, no_results)
    for page in pages:
        page.markdown = TEXTS[page.file.src_uri]
        page.meta = {}
        if by_one:
            conversion.render(page, config, files)
        else:
            page.render(config, files)
    return {
        page.file.src_uri: (
            page.content,
            [(item.id, item.title, item.level) for item in page.toc],
            page.title,
            {file.src_uri: links for file, links in (page.links_to_anchors or {}).items()},
        )
        for page in pages
    }


def test_a_page_comes_out_as_from_a_converter_of_its_own(tmp_path: Path) -> None:
    """No note, link, abbreviation or heading of a page is left for the next one."""
    ours, theirs = converted(tmp_path, by_one=True), converted(tmp_path, by_one=False)
    assert ours == theirs
    assert "<sup" in str(ours["a.md"])
    assert "<sup" not in str(ours["b.md"])


def test_an_office_may_have_extensions_of_its_own(tmp_path: Path) -> None:
    """They are asked what is in a plain sentence."""
    extensions = [*EXTENSIONS, "pymdownx.magiclink", "pymdownx.fancylists"]
    ours = converted(tmp_path, by_one=True, extensions=extensions)
    assert ours == converted(tmp_path, by_one=False, extensions=extensions)
    assert all(part in str(ours["e.md"]) for part in ("<a", "<ol"))


def test_parts_stay_in_order_when_others_come_and_go() -> None:
    parts = Ordered(Registry())
    parts.register("b", "b", 1)
    assert [*parts] == ["b"]
    parts.register("a", "a", 2)
    parts.register("c", "c", 0)
    assert [*parts] == ["a", "b", "c"]
    assert parts["b"] == parts[1]
    parts.deregister("b")
    assert [*parts] == ["a", "c"]
