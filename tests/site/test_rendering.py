"""mkdocs-macros renders the pages, and a page for which it differs from the check is not built."""

from pathlib import Path
from types import SimpleNamespace

import pytest
from bs4 import BeautifulSoup
from jinja2.exceptions import TemplateError
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from mkdocs.structure.files import File
from mkdocs.structure.pages import Page

from report.edition.edition import Edition, FilledPage, read_edition
from report.figures.macros import PageMacros
from report.figures.results import RESULT_MARK
from report.site.escaping import escaped
from report.site.mkdocs.build import Build
from report.site.mkdocs.rendering import Rendering, must_agree, must_be_sanitary, sandboxed
from tests.office import FILES, HEAD, PAGE, office
from tests.sites import build, make_office

BODY = (
    'Năm {{ nam }}, {{ nam(-1) }}, {{ so("cay-trong.lua.so_ho", don_vi=true) }}.\r\n\r\n'
    "{% raw %}{{ nam }}{% endraw %} `{{ nam }}`\r\n\r\n"
    '{{ bang("cay-trong", cot=["ten", "so_ho"]) }}\r\n\r\n'
)


def rendered(filled: FilledPage, body: str, edition: Edition) -> str:
    """What the engine makes of a page whose body is `body`."""
    rendering = Rendering(edition)
    rendering.filled = filled
    return sandboxed(rendering.functions()).from_string(body).render()


def test_the_engine_gives_the_text_and_the_marks_that_the_check_has(tmp_path: Path) -> None:
    edition = office(tmp_path, {f"docs/{PAGE}": HEAD + BODY})
    assert edition.problems == ()
    filled = edition.pages[PAGE]
    text = rendered(filled, BODY, edition)
    must_agree(filled, text)
    assert RESULT_MARK.findall(text) == ["0", "1", "2", "3", "4"]


def read(tmp_path: Path, edition: Edition) -> tuple[Page, Page]:
    """The page as the build gives it to MkDocs, and as MkDocs reads it by itself."""
    config = load_config(plugins=[], docs_dir=str(tmp_path / "docs"))
    file = File(PAGE, config.docs_dir, config.site_dir, True)
    given, by_itself = Page(None, file, config), Page(None, file, config)
    Build.read(SimpleNamespace(edition=edition), given, config)
    by_itself.read_source(config)
    return given, by_itself


def test_a_page_is_published_as_it_was_checked(tmp_path: Path) -> None:
    edition = office(tmp_path, {f"docs/{PAGE}": f"{HEAD}# Đã xem\n"})
    (tmp_path / "docs" / PAGE).write_text(f"{HEAD}# Chưa ai xem\n", "utf-8")
    assert read(tmp_path, edition)[0].markdown == "# Đã xem\n"


@pytest.mark.parametrize(
    "head",
    [
        HEAD,
        HEAD.replace("title", "title: Hai\nlang: en\nkiem_tra: 2024-02-03\nhide: [toc, path]\nx"),
        HEAD.replace("title", "search: {exclude: true, boost: [1, {a: ~}]}\ntitle"),
        HEAD.replace("---\n", "--- \n") + "\n\n",
    ],
)
def test_mkdocs_has_text_and_front_matter_of_a_page_as_it_would_read_them(
    tmp_path: Path, head: str
) -> None:
    edition = office(tmp_path, {f"docs/{PAGE}": f"{head}\n# Trang\n\n---\n\nCâu.\n"})
    given, by_itself = read(tmp_path, edition)
    assert (given.markdown, given.meta) == (by_itself.markdown, escaped(by_itself.meta))
    assert {type(key) for key in given.meta} == {str}


def test_a_page_with_line_ends_of_windows_is_built(tmp_path: Path) -> None:
    """MkDocs itself finds no front matter in one."""
    put_site(tmp_path, "Năm {{ nam }}.", HEAD.replace("title", "lang: en\ntitle"))
    path = tmp_path / "docs/thu.md"
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    result = build(tmp_path, tmp_path / "site")
    assert result.status == 0, result.output
    page = BeautifulSoup((result.site / "thu/index.html").read_text("utf-8"), "html.parser")
    assert page.html["lang"] == "en"
    assert page.select_one("article p").text == "Năm 2022."


THREE_CALLS = "{{ nam }}{{ nam(-1) }}{{ nam }}"


def test_a_page_of_calls_alone_is_read_as_by_the_lexer_of_jinja(tmp_path: Path) -> None:
    """A raw block has the whole page go through the lexer."""
    edition = office(tmp_path, {f"docs/{PAGE}": HEAD + THREE_CALLS})
    body = "{{ nam }} } { }} {{nam(-1)}}{{ nam }}\n\n"
    text = rendered(edition.pages[PAGE], body, edition)
    assert RESULT_MARK.findall(text) == ["0", "1", "2"]
    assert text == rendered(edition.pages[PAGE], "{% raw %}{% endraw %}" + body, edition)


@pytest.mark.parametrize(
    "body",
    ["{{{ nam }}", '{{ so("a}}b") }}', "a {{ nam", "{{- nam -}} b", "{{ nam, nam }}", "{{ }}"],
)
def test_what_is_no_plain_call_is_not_rendered(tmp_path: Path, body: str) -> None:
    edition = office(tmp_path, {f"docs/{PAGE}": HEAD + THREE_CALLS})
    with pytest.raises(TemplateError):
        rendered(edition.pages[PAGE], body, edition)


@pytest.mark.parametrize(
    ("checked", "built"),
    [
        ("hộ", "người"),
        ("{{ nam }}", "{{ nam(-1) }}"),
        ("nam(-1)", "nam(-2)"),
        ("don_vi=true", "don_vi=false"),
        ("don_vi=true", 'tieng="en"'),
        ("{{ nam }}, {{ nam(-1) }}", "{{ nam(-1) }}, {{ nam }}"),
        (", {{ nam(-1) }}", ", "),
        (", {{ nam(-1) }}", ", {{ nam(-1) }}{{ nam(-1) }}"),
        ('{{ bang("cay-trong", cot=["ten", "so_ho"]) }}', ""),
        ('cot=["ten", "so_ho"]', 'cot=["ten"]'),
        ("{% raw %}{{ nam }}{% endraw %}", "{{ nam }}"),
    ],
)
def test_two_answers_for_a_page_stop_the_build_with_its_name(
    tmp_path: Path, checked: str, built: str
) -> None:
    body = BODY.replace("Năm", "Số hộ năm")
    edition = office(tmp_path, {f"docs/{PAGE}": HEAD + body})
    assert checked in body
    text = rendered(edition.pages[PAGE], body.replace(checked, built, 1), edition)
    with pytest.raises(Abort, match=f"docs/{PAGE}"):
        must_agree(edition.pages[PAGE], text)


def test_html_that_no_check_has_seen_stops_the_build_with_the_name_of_its_page(
    tmp_path: Path,
) -> None:
    edition = office(tmp_path, {f"docs/{PAGE}": HEAD + BODY})
    must_be_sanitary(edition.pages[PAGE], "<p>Câu</p>")
    with pytest.raises(Abort, match=f"docs/{PAGE}"):
        must_be_sanitary(edition.pages[PAGE], "<p onclick=x>Câu</p>")


KEPT = {path: text for path, text in FILES.items() if "chung" not in path and "van-ban" not in path}


def put_site(folder: Path, text: str, head: str = HEAD) -> None:
    """An office of one page beside the miniature one's."""
    page = {"docs/index.md": f"{HEAD}# Mẫu\n", "docs/thu.md": f"{head}# Thử\n\n{text}\n"}
    with (make_office(folder, {**KEPT, **page}) / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write("validation: {nav: {omitted_files: info}}\n")


def test_what_python_and_the_engine_read_differently_is_not_published(tmp_path: Path) -> None:
    """A name between quotes that only Python reads as it is: r"…"."""
    put_site(tmp_path, '{{ so(r"cay-trong.lua.so_ho") }}')
    assert not read_edition(tmp_path).problems
    result = build(tmp_path, tmp_path / "site")
    assert result.status != 0
    assert "docs/thu.md" in result.output
    assert not result.site.exists()


def test_macros_in_a_head_an_attribute_and_a_box_reach_the_page(tmp_path: Path) -> None:
    head = HEAD.replace("title: Trang", "title: Thử {{ nam }}")
    text = (
        '[đi](index.md "Có {{ so("cay-trong.lua.so_ho") }} hộ")\n\n'
        '!!! note "Năm {{ nam }}"\n\n    {{ bang("cay-trong") }}\n'
    )
    put_site(tmp_path, text, head)
    result = build(tmp_path, tmp_path / "site")
    assert result.status == 0, result.output
    page = BeautifulSoup((result.site / "thu/index.html").read_text("utf-8"), "html.parser")
    assert page.title.text.startswith("Thử 2022 - ")
    assert page.select_one("article a[title]:not(.headerlink)")["title"] == "Có 955 hộ"
    assert page.select_one(".admonition-title").text == "Năm 2022"
    assert page.select_one(".admonition > figure.bang table")
    assert not set("\ue000\ue001") & set(str(page))


def test_the_macros_that_the_engine_knows_are_those_of_a_page() -> None:
    assert set(sandboxed(dict.fromkeys(vars(PageMacros), str)).globals) <= set(vars(PageMacros))
