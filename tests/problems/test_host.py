"""What content says in a log, a summary or a comment stays text: read by a parser of CommonMark,
and with the patterns that GitHub looks for in finished text."""

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from report.problems.host import code, fenced, plain, words
from report.problems.listing import listing, summary
from report.problems.problem import problem

# What GitHub makes a link or a picture of in text that is no code, whatever escaped it before.
LIVE = re.compile(
    r"@[a-z0-9]|#\d|\bgh-\d|https?://|ftp://|www\.|(?:mailto|xmpp):\S+@\w|\w@\w|:[\w+-]+:", re.I
)
MARKDOWN = MarkdownIt("commonmark").enable(["strikethrough", "table"])
PARTS = [
    *("@octocat", "@to/chuc", "#12", "GH-7", "a/b#3", "https://evil.example/", "www.evil.example"),
    *("``", "`", "```", "~~~", "~~", "**", "_", "![x](", "](", ")", "<img src=x>", "<!--", "-->"),
    *("&#64;", "&amp;", "\\", "|", "- ", "+ ", "1. ", "2) ", "# ", "> ", "---", "===", "    "),
    *(
        ":tada:",
        "$`x`$",
        "a@b.vn",
        "mailto:a@b.vn",
        "\n",
        "\r",
        "\r\n\r\n",
        "\t",
        "\x00",
        "\x1b[2J",
    ),
    *(
        "\x1b[2J",
        "\u202e",
        "\u2028",
        "\x85",
        "::error::",
        "##[error]",
        " ",
        "Lúa",
        "955",
        "[x]: https://e.vn",
    ),
]
HOSTILE = st.lists(st.sampled_from(PARTS) | st.text(max_size=3), max_size=8).map("".join)


def inline(markdown: str) -> list[Token]:
    """What stands in the one item of a list that a line of Markdown is."""
    tokens = MARKDOWN.parse(markdown)
    kinds = [token.type for token in tokens]
    around = ["bullet_list_open", "list_item_open", "paragraph_open", "inline"]
    assert kinds[:4] == around, kinds
    assert len(kinds) == 7, kinds
    return tokens[3].children or []


def one_line(text: str) -> str:
    """What a reader can see of a text that becomes a line: spaces in a row are one."""
    return " ".join(re.findall(r"[^ ]+", plain(text)))


@given(HOSTILE)
@example("x`` **ĐẬM** ![x](https://evil.example/t.png) @octocat ``y")
@example("- 1. # a")
def test_words_are_read_as_words(text: str) -> None:
    tokens = inline(f"- {words(text)} (lúa)")
    assert {token.type for token in tokens} <= {"text", "text_special"}
    shown = "".join(token.content for token in tokens)
    assert not LIVE.search(shown), shown
    assert one_line(shown.replace("\u200b", "")) == one_line(f"{text} (lúa)".replace("\u200b", ""))


@given(HOSTILE)
@example("docs/a``![x](https://evil.example/t.png)``@octocat.md")
@example("`")
def test_code_is_read_as_code(text: str) -> None:
    before, shown, after = inline(f"- Lúa {code(text)} lúa")
    assert (before.content, shown.type, after.content) == ("Lúa ", "code_inline", " lúa")
    assert one_line(shown.content) == one_line(text)


@given(st.lists(HOSTILE.map(plain)).map("\n".join))
@example("~~~\n\n# Mọi thứ đều đúng @octocat\n~~~~text")
def test_lines_in_a_fence_stay_in_it(text: str) -> None:
    (block,) = MARKDOWN.parse(fenced(text))
    assert (block.type, block.content) == ("fence", f"{text}\n")


CELL = 'x\n~~~\n\n# Mọi thứ đều đúng @octocat\n\n::stop-commands::abc\r##[error]a\n~~~text\n"'


def test_a_cell_with_lines_of_its_own_stays_in_the_line_of_its_problem() -> None:
    found = problem("data/a\n::error::b.csv", 2, "khong-phai-so", text=CELL)
    line, _, end = re.split(r"\r\n|[\n\r]", listing([found]))
    assert line.startswith("data/a ::error::b.csv:2: “x ~~~ # Mọi thứ")
    assert end.startswith("Có 1 lỗi")


def test_no_cell_leaves_the_list_in_the_summary_of_a_run() -> None:
    found = problem("data/a.csv", 2, "khong-phai-so", text=f"{CELL}{'~' * 9}")
    tokens = MARKDOWN.parse(summary([found]))
    kinds = [token.type for token in tokens]
    assert kinds == ["heading_open", "inline", "heading_close", "fence"]
    assert tokens[1].content == "Lỗi trong số liệu và bài viết"


@pytest.mark.parametrize("text", ["a\x1b[2Jb", "a\rb", "a\x9bb", "a\u202eb\u2066", "a\x85b\u2028c"])
def test_nothing_moves_the_cursor_of_a_terminal_or_turns_the_text(text: str) -> None:
    assert not re.search(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]", plain(text))
