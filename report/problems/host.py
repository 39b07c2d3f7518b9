"""Texts on their way to a host's log, summary or comment: what content says stays text there.

Paths, cells, titles and ids are anybody's. GitHub runs lines of a log that look like commands,
and finds mentions, issues and addresses in the finished HTML of Markdown, behind backslashes and
entities too: only a character between their parts breaks them.
"""

import re

LINE_BREAKS = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
# Other characters that nobody sees and a terminal or a browser obeys: controls, and those that
# turn the direction of what follows.
OBEYED = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
MARKDOWN_SIGNS = re.compile(r"([\\`*_\[\]<>#|~&$])")
LIST_MARKER = re.compile(r"^( ?)(?:(\d{1,9})([.)])|([-+]))(?=\s|$)")
# Between the parts of what becomes a link or a picture without markup: @name, #1, GH-1,
# https://…, www.…, :emoji:.
LIVE = re.compile(
    r"(?<=@)|(?<=#)(?=\d)|(?<=:)(?=//)|(?<=:)(?=[\w+-]+:)|(?<=gh-)(?=\d)|(?<=www)(?=\.)", re.I
)
BREAK = "&#8203;"  # a space without a width


def plain(text: str) -> str:
    """`text` in one line of a log or terminal: it ends no line, begins none, moves no cursor."""
    return OBEYED.sub("\ufffd", LINE_BREAKS.sub(" ", text))


def words(text: str) -> str:
    """`text` as words in a line of GitHub's Markdown: no markup, link, mention or picture."""
    escaped = MARKDOWN_SIGNS.sub(r"\\\1", re.sub(" +", " ", plain(text)))
    return LIVE.sub(BREAK, LIST_MARKER.sub(without_marker, escaped))


def without_marker(marker: re.Match[str]) -> str:
    """What would make a line an item of a list, as words."""
    space, number, dot, sign = marker.groups()
    return f"{space}{number}\\{dot}" if number else f"{space}\\{sign}"


def code(text: str) -> str:
    """`text` as code in a line of Markdown (https://spec.commonmark.org/0.31.2/#code-spans).

    It stands between more backticks than it has in a row, so that it cannot close them.
    """
    line = re.sub(" +", " ", plain(text)) or " "
    ticks = "`" * (longest_run("`", line) + 1)
    edge = " " if line.startswith("`") or line.endswith("`") else ""
    return f"{ticks}{edge}{line}{edge}{ticks}"


def fenced(text: str) -> str:
    """Lines as a block of Markdown that shows them as they are; they cannot close its fence."""
    fence = "~" * max(3, longest_run("~", text) + 1)
    return f"{fence}text\n{text}\n{fence}"


def longest_run(character: str, text: str) -> int:
    """How often a character stands in a row, at most."""
    return max(map(len, re.findall(f"{re.escape(character)}+", text)), default=0)


def command_data(text: str) -> str:
    """`text` as the message of a workflow command."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def property_value(text: str) -> str:
    """`text` as the value of a property of a workflow command."""
    return command_data(text).replace(":", "%3A").replace(",", "%2C")
