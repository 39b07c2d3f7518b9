"""Where macros stand on a page: each place works, or is a problem at its line."""

from pathlib import Path

import pytest

from report.edition.edition import Edition
from report.figures.results import mark
from tests.office import HEAD, PAGE, office

TABLE = '{{ bang("cay-trong") }}'
FIGURE = '{{ so("cay-trong.lua.so_ho") }}'


def written(folder: Path, text: str, head: str = HEAD) -> Edition:
    return office(folder, {f"docs/{PAGE}": f"{head}{text}\n"})


@pytest.mark.parametrize(
    "text",
    [
        TABLE,
        f"Câu.\n{TABLE}\nCâu.",
        f"- mục\n\n    {TABLE}",
        f"- {TABLE}",
        f"1. {TABLE}",
        f"> {TABLE}",
        f'!!! note "Khung"\n\n    {TABLE}',
        f"Câu.[^k]\n\n[^k]:\n    {TABLE}",
        f"[^k]: {TABLE}",
        f"Từ\n:   {TABLE}",
        f"{TABLE}\n{TABLE}",
        f"<div>\n{TABLE}\n</div>",
        f"<!--\n{TABLE}\n-->",
    ],
)
def test_a_block_may_stand_wherever_it_has_its_line(tmp_path: Path, text: str) -> None:
    assert written(tmp_path, text).problems == ()


@pytest.mark.parametrize(
    "text",
    [
        f"Xem {TABLE} đây",
        f"Xem {TABLE}",
        f"{TABLE}.",
        f"{FIGURE} {TABLE}",
        f"## {TABLE}",
        f"| {TABLE} |",
        f"![{TABLE}](a.png)",
        f'[a](b.md "{TABLE}")',
        f"**{TABLE}**",
        "Mới: {{ van_ban(moi=1) }}",
        'Xem {{ bieu_do("cay-trong", cot="so_ho") }}',
        f"{TABLE}\n===",
        f"{TABLE}\n:   Nghĩa",
        f"    {TABLE}",
        f'<img alt="{TABLE}" src="a.png">',
    ],
)
def test_a_block_within_something_else_is_a_problem_at_its_line(tmp_path: Path, text: str) -> None:
    (problem,) = written(tmp_path, f"# Đầu\n\n{text}").problems
    assert (problem.path, problem.line) == (f"docs/{PAGE}", 8)
    assert "cả một khối" in problem.message


def test_a_block_right_below_a_sentence_stands_apart_from_it(tmp_path: Path) -> None:
    page = written(tmp_path, f"Câu.\n{TABLE}\nCâu.").pages[PAGE]
    assert page.markdown == f"\nCâu.\n\n{mark(0)}\n\nCâu.\n"
    assert page.body == f"\nCâu.\n{mark(0)}\nCâu.\n"


def test_the_target_of_a_link_has_the_plain_words_of_a_macro(tmp_path: Path) -> None:
    page = written(tmp_path, '[a](../{{ nam }}/index.md "{{ nam }}") [^{{ nam }}]').pages[PAGE]
    assert page.markdown == f'\n[a](../2022/index.md "{mark(1)}") [^{mark(2)}]\n'


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("[a](b_(c)/{{ nam }}.md)", "[a](b_(c)/2022.md)"),
        ("[a](<b c/{{ nam }}.md>)", "[a](<b c/2022.md>)"),
        ("[a]:\n    {{ nam }}.md", "[a]:\n    2022.md"),
        ("<https://x.vn/{{ nam }}>", "<https://x.vn/2022>"),
        ("`[a]({{ nam }}.md)`", f"`[a]({mark(0)}.md)`"),
        ("~~~\n[a]: {{ nam }}.md\n~~~", f"~~~\n[a]: {mark(0)}.md\n~~~"),
    ],
)
def test_an_address_is_what_markdown_takes_for_one(
    tmp_path: Path, text: str, expected: str
) -> None:
    assert written(tmp_path, text).pages[PAGE].markdown == f"\n{expected}\n"


@pytest.mark.parametrize("text", [f"~~~\n{TABLE}\n~~~", f"[a]:\n    {TABLE}"])
def test_a_block_in_code_or_an_address_is_a_problem(tmp_path: Path, text: str) -> None:
    assert [one.line for one in written(tmp_path, text).problems] == [7]


def test_title_and_description_have_the_plain_words_of_their_macros(tmp_path: Path) -> None:
    head = f"---\ntitle: Năm {{{{ nam }}}}\ndescription: 'Có {FIGURE} hộ'\n---\n\n"
    edition = written(tmp_path, "# Đầu", head)
    assert edition.problems == ()
    assert edition.pages[PAGE].page.meta == {"title": "Năm 2022", "description": "Có 955 hộ"}


@pytest.mark.parametrize("title", [f"'{TABLE}'", "'{{ soo() }}'", "'{{ nam'", "'{% raw %}'"])
def test_what_cannot_stand_in_a_title_is_one_problem_at_its_line(
    tmp_path: Path, title: str
) -> None:
    head = HEAD.replace("title: Trang", f"title: {title}")
    (problem,) = written(tmp_path, "# Đầu", head).problems
    assert (problem.path, problem.line) == (f"docs/{PAGE}", 2)


def test_the_text_of_a_footnote_is_no_address_and_keeps_its_mark(tmp_path: Path) -> None:
    page = written(tmp_path, f"Câu.[^k]\n\n[^k]: {FIGURE} hộ.\n\n[a]: {FIGURE}.md").pages[PAGE]
    assert page.markdown == f"\nCâu.[^k]\n\n[^k]: {mark(0)} hộ.\n\n[a]: 955.md\n"
