"""Reading Markdown once: each element with its place, as Python-Markdown takes the page."""

import time

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from report.sources.markdown import CallPlace, anchors, read_markdown
from tests.python_markdown import facts_by_python_markdown, facts_by_reader

WORDS = [
    "Chữ thường",
    "**đậm** [đi](a.md)",
    '[đi](b.md#c "Lời")',
    "![hình](h.png)",
    "[![i](i.png)](j.md)",
    "`[không](k.md)`",
    "``a ` b``",
    "[q] và [r][q], [q][]",
    "[^1] và [^chu]",
    "[^không]",
    "\\[không\\](x.md)",
    "[a](b (c).md)",
    "[a](<b c.md>)",
    "<https://a.vn/b> <a@b.vn>",
    '<a href="w.md">w</a> <img src="s.png" alt="s">',
    "\\`x` y`",
    "a | b",
]
LINES = [
    *WORDS,
    "# Đầu",
    "## Mục `mã` và *chữ*",
    "#liền",
    "### Đóng ###",
    "## Mục {: #ten }",
    "## Mục { .lop }",
    "===",
    "---",
    "***",
    ":   nghĩa",
    '[q]: <q.md> "t"',
    "[^1]: Lời [l](m.md)",
    "[^chu]: Hai",
    "*[AB]: Lời",
    "- mục [m](n.md)",
    "1. một",
    "> trích",
    "> # trong",
    "> - a",
    '!!! note "Hộp"',
    '??? note "Gập [k](l.md)"',
    "```",
    "``` py",
    "~~~",
    "| a | b |",
    "|---|---|",
    "| [c](d.md) | `e|f` |",
    "| ô |",
    "|---|",
    "| ô {: #o } |",
    "{: #doan }",
    "<div>[không](o.md)</div>",
    '<div markdown="1">\n[p](p.md)\n</div>',
    "<!-- [không](b.md) -->",
]
BLANK = ["", "", "", ">"]
line = st.tuples(
    st.sampled_from(["", "", "", "    ", "        ", "- ", "> "]), st.sampled_from(LINES)
)
documents = st.lists(
    st.one_of(line.map("".join), st.sampled_from(LINES), st.sampled_from(BLANK)), max_size=9
).map("\n".join)
many = settings(derandomize=True, deadline=None, database=None, max_examples=600)


@many
@given(documents)
@example("- a\n\n    ```\n    # trong mã\n    ```\n\n# Đầu\n")
@example("[^1]: a\n\n    [l](m.md)\n\n[^1]\n")
@example("# a\n\n# a\n\n# a_1\n")
@example("[a][q] [q][] [q] ![b][q] ![q] [c][r]\n\n[q]: q.md 'Lời'\n")
@example("- a\n\n    - b\n\n            mã\n\n        # c\n\n        > # d\n\n    # e\n")
@example("[q][r] ![q][r]\n\n[q]: q.md\n[r]: r.md\n")
@example("> ```\n> > # a\n> ```\n\n# b\n")
@example("| a {: #x } |\n|---|\n| b {: #y } |\n")
@example("a\n:   b\n\n    # c\n\n        mã\n")
@example("!!! note\n    - a\n\n        # b\n\n    # c\n\n> # d\n>\n> ```\n> # e\n> ```\n")
@example('<div markdown="1">\n\n## Trong\n\n<p>x</p>\n\n</div>\n')
@example("<![CDATA[\n> a\n> - b\n> \n- # c\n")
@example('[a](b.md "c\n\n')
@example("- a\n\n    - b\n    ```\n    {{ c }}\n    ```\n")
@example("    - a\n```\n{{ b }}\n```\n")
@example("<div>\n>     ```\n> > ```\n")
@example('\n<div markdown="1">\n[a](b.md)')
@example("<script>\n> <br/>\n[a](b.md)\n</script>\n[c](d.md)\n")
@example("<div>\n\n[a](b.md)\n")
@example('<div markdown="block">\n<div><p>r</p>\n[a](b.md)\n')
@example("\n<?x\n[a](b.md)\n")
@example('<h2 markdown="1" id="a">[b](c.md)</h2>\n\n<h2 markdown="1">d</h2>\n')
@example('<section markdown="1">\n\n```\n# a\n```\n\n<div><p>[b](c.md)</div>\n\n# d\n</section>\n')
@example('<div markdown="span">\n[a](b.md)\n\n# c\n</div>\n')
@example("<!-- a\n\n[b](c.md) -->\n[d](e.md)\n")
@example("\n\n\n    # a\n\n\n\n        mã\n\n\n")
@example("## Mục ## {: #ten }\n\n## b {: #c }\n")
@example("| a | b\n|---|---\n| [c](d.md) | e\n")
@example("|a\n|-\n|[c](d.md)\n\na|\n-|\n[c](d.md)|\n")
@example("a\n\n:   [b](c.md)\n\n:   d\n")
@example("a\n\nb\n:   c\n\nd\n\n:   # e\n")
@example("!!! note\n    - a\n\n        [b](c.md)\n\n            d\n")
@example("a\n:   !!! note\n\n        [b](c.md)\n")
@example("- a\n\n    !!! note\n        b\n\n        # c\n\n    # d\n")
@example("> # a\n> - b\n>     - # c\n>\n> d\n")
@example("- a\n    - b\n        - c\n\n        d\n\n- [e](f.md)\n")
def test_a_page_is_read_as_python_markdown_reads_it(text: str) -> None:
    if not text.startswith("---"):  # front matter
        assert facts_by_reader(text) == facts_by_python_markdown(text)


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_element_has_its_line_and_place_in_the_file(newline: str) -> None:
    lines = [
        "# Đầu {{ nam }}",
        "",
        "\tmã",
        "",
        "> - Có {{ so('a') }} [đi](a.md), `x`[^1]",
        "",
        "[^1]: Lời ![hình](h.png)",
    ]
    text = "---\ntitle: a\n---\n" + newline.join(lines)
    page = read_markdown(text)
    found = (*page.headings, *page.codes, *page.calls, *page.links, *page.images, *page.references)
    places = {(one.line, text[one.offset : one.end]) for one in found}
    assert places == {
        (4, "# Đầu {{ nam }}"),
        (4, "{{ nam }}"),
        (6, "mã"),
        (8, "{{ so('a') }}"),
        (8, "[đi](a.md)"),
        (8, "`x`"),
        (8, "[^1]"),
        (10, "![hình](h.png)"),
    }
    assert [(one.line, one.label) for one in page.notes] == [(10, "1")]


@pytest.mark.parametrize("odd", ["\x02", "\x03", "\ue000", "\ue001", "\ue0000\ue001"])
def test_a_character_that_the_reader_uses_itself_stands_for_no_call_and_moves_nothing(
    odd: str,
) -> None:
    text = f"a{odd}b\tc {{{{ nam }}}} [d](e.md)\n\n{odd}[f](g.md)\n"
    page = read_markdown(text)
    found = (*page.calls, *page.links)
    assert [text[one.offset : one.end] for one in found] == ["{{ nam }}", "[d](e.md)", "[f](g.md)"]
    assert [one.source for one in page.calls] == [" nam "]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("{{ a }}", CallPlace.BLOCK),
        ("- {{ a }}", CallPlace.BLOCK),
        ("> {{ a }}", CallPlace.BLOCK),
        ("!!! note\n\n    {{ a }}", CallPlace.BLOCK),
        ("Câu.\n{{ a }}\nCâu.", CallPlace.BLOCK),
        ("[^k]: {{ a }}", CallPlace.BLOCK),
        ("<div>\n{{ a }}\n</div>", CallPlace.BLOCK),
        ("Có {{ a }}", CallPlace.INLINE),
        ("{{ a }}\n:   Nghĩa", CallPlace.INLINE),
        ("`\n{{ a }}\n`", CallPlace.CODE),
        ("[{{ a }}](b.md)", CallPlace.INLINE),
        ("# Năm {{ a }}", CallPlace.HEADING),
        ("Năm {{ a }}\n===", CallPlace.HEADING),
        ("| a | b |\n|---|---|\n| {{ a }} | c |", CallPlace.CELL),
        ("![{{ a }}](b.png)", CallPlace.ATTRIBUTE),
        ('[b](c.md "{{ a }}")', CallPlace.ATTRIBUTE),
        ('<b title="{{ a }}">c</b>', CallPlace.ATTRIBUTE),
        ('<p title="{{ a }}">c</p>', CallPlace.ATTRIBUTE),
        ("*[AB]: {{ a }}", CallPlace.ATTRIBUTE),
        ("[b]({{ a }})", CallPlace.TARGET),
        ("[b]: {{ a }}.md", CallPlace.TARGET),
        ("`{{ a }}`", CallPlace.CODE),
        ("    {{ a }}", CallPlace.CODE),
        ("```\n{{ a }}\n```", CallPlace.CODE),
        ("<p>{{ a }}</p>", CallPlace.HTML),
        ("---\ntitle: {{ a }}\n---\n".replace("{{ a }}", '"{{ a }}"'), CallPlace.FRONT_MATTER),
    ],
)
def test_a_call_knows_where_it_stands(text: str, place: CallPlace) -> None:
    (call,) = read_markdown(text).calls
    assert (call.source, call.place) == (" a ", place)


def test_raw_text_has_no_calls_but_is_markdown() -> None:
    page = read_markdown("{% raw %}{{ a }} [b](c.md){% endraw %} {{ d }} {% if %} }}")
    assert [call.source for call in page.calls] == [" d "]
    assert [link.target for link in page.links] == ["c.md"]
    assert [stray.tag for stray in page.strays] == ["{%", "}}"]


def test_anchors_take_the_words_of_results_and_are_unique() -> None:
    page = read_markdown(
        "# Năm {{ nam }}\n\n## Có `{{ so }}`\n\n## Có\n\n## Có\n\n## Tên {: #b }\n"
    )
    found = anchors(page, lambda call: {" nam ": "2022", " so ": ""}[call.source])
    assert [anchor for _, anchor in found] == ["nam-2022", "co", "co_1", "co_2", "b"]


def test_prose_is_what_a_reader_sees_at_its_place() -> None:
    text = "---\na: 1\n---\n\n# Có {{ b(2) }} 3 [4](5.md)\n\n`6` ![7](8.png) [^9]\n\n[^9]: 10\n"
    page = read_markdown(text)
    assert page.prose.split() == ["#", "Có", "3", "[4](", ")", "![7](", ")", "10"]
    assert len(page.prose) == len(text)
    assert page.prose.index("10") == text.index("10")


def test_notes_without_definition_and_labels_defined_twice_are_known() -> None:
    page = read_markdown("a[^1] b[^2]\n\n[^1]: x\n\n[^1]: y\n")
    assert [(one.label, one.defined) for one in page.references] == [("1", True), ("2", False)]
    assert [(one.line, one.repeated) for one in page.notes] == [(3, False), (5, True)]


@pytest.mark.parametrize(
    "text",
    [
        "[" * 40_000,
        "![" * 20_000,
        "[a](" * 10_000,
        '[a]("' * 8_000,
        "`" * 16_000,
        " ".join("`" * length for length in range(1, 180)),
        ">" * 3_000,
        "- " * 10_000,
        "".join("    " * depth + "- a\n" for depth in range(100)),
        "# a\n" * 5_000,
        "[^1]: a\n" * 5_000,
        "<a@" * 10_000,
        "<!--" * 10_000,
        "<div markdown=1>\n" * 2_000,
        "{{" * 20_000,
        "{% raw %}" * 4_000,
        "`|" * 10_000 + "\n|-|",
        "# " + "*" * 20_000,
        "# a" + " {: " * 10_000,
        "\t" * 20_000,
        "```\n" * 9_999,
    ],
    ids=lambda text: text[:12],
)
def test_no_page_takes_the_square_of_its_length(text: str) -> None:
    before = time.process_time()
    read_markdown(text)
    assert time.process_time() - before < 15  # one, on a machine of today


@given(st.text(alphabet="#[](){}<>`~!|:-=*_\\\"' \n\t\ra1^&%\x02\x03\ue000\ue001"))
@settings(derandomize=True, deadline=None, database=None, max_examples=500)
def test_whatever_is_typed_can_be_read(text: str) -> None:
    try:
        page = read_markdown(text)
    except ValueError:
        assert text.startswith("---")
        return
    assert len(page.prose) == len(text)
    assert all(0 <= one.offset <= one.end <= len(text) for one in (*page.links, *page.headings))
