"""Where a reader meets a figure: the sentences, tables and charts that show it."""

import html
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from report.edition.edition import Edition, FilledPage
from report.figures.results import RESULT_MARK
from report.figures.values import write_value
from report.sources.pages import Call, Page
from report.sources.tables import Cell

CellKey = tuple[str, str, str]  # file, row and column of a cell: the same in both revisions

DRAWN = {
    "bang": "trong bảng",
    "bieu_do": "trong biểu đồ",
    "danh_muc_van_ban": "trong danh mục văn bản",
}
COMMENT = re.compile(r"<!--.*?-->", re.S)
# A line that begins a block even without a blank line before it.
BLOCK = re.compile(
    r"(?:[-*+]|\d+[.)]|#{1,6}|:)\s+|\[\^[^\]\s]+\]:\s*|(?:!!!|\?\?\?\+?)\s|\||`{3}|~{3}"
)
ALONE = re.compile(r"#{1,6}\s|\||!!!|\?\?\?|`{3}|~{3}")  # a block of one line
ADMONITION = re.compile(r"(?:!!!|\?\?\?\+?)[^\"]*\"?|`{3}.*|~{3}.*")
PLAIN: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"\[\^[^\]\s]+\]"), ""),  # footnote signs
    (re.compile(r"!?\[((?:[^\[\]]|\[[^\[\]]*\])*)\](?:\([^)]*\)|\[[^\]]*\])"), r"\1"),  # links
    (re.compile(r"\{:?\s*[#.][^}\n]*\}"), ""),  # attributes
    (re.compile(r"<(https?:[^>\s]*)>"), r"\1"),
    (re.compile(r"</?[a-zA-Z][^>]*>"), ""),
    (re.compile(r"(?<!\\)(`+)(.+?)\1"), r"\2"),
    (re.compile(r"(?<!\\)(\*{1,3})(?=\S)(.+?)(?<=[^\s\\])\1"), r"\2"),
    (re.compile(r"(?<![\w\\])(_{1,3})(?=\S)(.+?)(?<=[^\s\\])\1(?!\w)"), r"\2"),
    (re.compile(r"\\([!-/:-@\[-`{-~])"), r"\1"),
)
SPACES = re.compile(r"[ \t\r\n]+")  # and no other: no-break spaces are meant
END = re.compile(r"[.!?…]+[”’\"')\]»]*[ ]+(?=[“‘\"'(\[«]*(.))")
ABBREVIATION = re.compile(
    r"(?:^|[\s(“])(?:[A-ZĐ]|TP|TX|TT|GS|PGS|TS|ThS|BS|KS|CN|ĐC|Tr|tr|St|v\.v)$"
)


@dataclass(frozen=True)
class Sighting:
    """One place where a reader meets a figure.

    `pieces` is the whole sentence in plain text, cut so that the figure's own words are
    marked True; it is one unmarked phrase where the figure stands in a table or chart.
    """

    title: str
    path: str
    line: int
    pieces: tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Shown:
    """What one macro call shows: its words in a sentence, and the figures behind them."""

    name: str
    line: int
    text: str
    keys: frozenset[CellKey]


def key_of(cell: Cell) -> CellKey:
    """What tells a cell from all others, in any revision."""
    return cell.table.path, cell.row, cell.column.name


def page_title(page: Page) -> str:
    """The title that the front matter gives, or the path."""
    return str(page.meta.get("title") or page.uri)


def sightings(edition: Edition, wanted: set[CellKey]) -> dict[CellKey, list[Sighting]]:
    """Where the wanted figures stand, page by page."""
    found: dict[CellKey, list[Sighting]] = {}
    for filled in edition.pages.values():
        if wanted.isdisjoint(key for cell in filled.used for key in with_label(cell)):
            continue
        for key, sighting in page_sightings(filled, wanted):
            found.setdefault(key, []).append(sighting)
    return found


def page_sightings(filled: FilledPage, wanted: set[CellKey]) -> Iterator[tuple[CellKey, Sighting]]:
    """The wanted figures of one page with their sentences, in order."""
    page, calls = filled.page, list(shown_by(filled))
    for text in sentences(COMMENT.sub("", filled.body)):
        shown = [calls[int(mark[1])] for mark in RESULT_MARK.finditer(text)]
        for key in dict.fromkeys(key for one in shown for key in sorted(one.keys & wanted)):
            mine = [one for one in shown if key in one.keys]
            drawn = mine[0].name in DRAWN
            pieces = ((DRAWN[mine[0].name], False),) if drawn else tuple(cut(text, calls, key))
            yield key, Sighting(page_title(page), page.path, mine[0].line, pieces)


def shown_by(filled: FilledPage) -> Iterator[Shown]:
    """What the calls of a page show, by the numbers of their marks."""
    for placed, result in zip(filled.calls, filled.results, strict=False):
        name = placed.call.name
        text = "" if name in DRAWN else SPACES.sub(" ", result.plain)
        keys = frozenset(keys_shown(placed.call, text, result.cells))
        yield Shown(name, placed.line, text, keys)


def keys_shown(call: Call, text: str, used: Iterable[Cell]) -> Iterator[CellKey]:
    """Which of the cells behind a call a reader sees in its result."""
    columns = call.kwargs.get("cot", call.args[1] if len(call.args) > 1 else None)
    for cell in used:
        if call.name == "bieu_do":
            yield from with_label(cell)
        elif call.name == "bang":
            if columns is None or cell.column.name in columns:
                yield key_of(cell)
        elif call.name != "van_ban" or write_value(cell) in text:
            yield key_of(cell)


def with_label(cell: Cell) -> tuple[CellKey, CellKey]:
    """A cell and the name of its row, which charts show with it."""
    return key_of(cell), (cell.table.path, cell.row, cell.table.label)


def cut(text: str, calls: list[Shown], key: CellKey) -> Iterator[tuple[str, bool]]:
    """A sentence with the words of its calls, those that show `key` marked."""
    position = 0
    for mark in RESULT_MARK.finditer(text):
        yield text[position : mark.start()], False
        shown = calls[int(mark[1])]
        yield shown.text, key in shown.keys
        position = mark.end()
    yield text[position:], False


def sentences(body: str) -> Iterator[str]:
    """The sentences of a Markdown body in plain text; a sentence may span lines, not blocks."""
    for block in text_blocks(body):
        text, begin = plain_words(block), 0
        for end in END.finditer(text):
            before = text[begin : end.start()]
            initial = text[end.start()] == "." and ABBREVIATION.search(before)
            if not end[1].islower() and not initial:
                yield text[begin : end.end()].strip()
                begin = end.end()
        if text[begin:].strip():
            yield text[begin:].strip()


def text_blocks(body: str) -> Iterator[str]:
    """Paragraphs, list items, headings and table rows, each without its sign."""
    block: list[str] = []
    for written in body.splitlines():
        line = re.sub(r"^(?:\s*>)+", "", written).strip()
        begins = BLOCK.match(line)
        if (not line or begins) and block:
            yield " ".join(block)
            block = []
        if ALONE.match(line):
            yield lone_line(line)
        elif line:
            block.append(line[begins.end() :] if begins else line)
    if block:
        yield " ".join(block)


def lone_line(line: str) -> str:
    """The words of a heading, table row or title of an admonition."""
    if line.startswith("|"):
        return " | ".join(cell.strip() for cell in line.strip("|").split("|"))
    return ADMONITION.sub("", line.lstrip("#").rstrip('#"')).strip()


def plain_words(text: str) -> str:
    """The words of inline Markdown and HTML without any markup."""
    for pattern, words in PLAIN:
        text = pattern.sub(words, text)
    return SPACES.sub(" ", html.unescape(text)).strip(" ")
