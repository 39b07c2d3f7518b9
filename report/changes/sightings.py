"""Where a reader meets a figure: the sentences, tables and charts that show it."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from report.edition.edition import Edition, FilledPage
from report.figures.results import RESULT_MARK
from report.figures.values import write_value
from report.sources.markdown import passages
from report.sources.pages import Call, Page
from report.sources.tables import Cell

CellKey = tuple[str, str, str]  # file, row and column of a cell: the same in both revisions

DRAWN = {
    "bang": "trong bảng",
    "bieu_do": "trong biểu đồ",
    "danh_muc_van_ban": "trong danh mục văn bản",
}
SPACES = re.compile(r"[ \t\r\n]+")  # and no other: no-break spaces are meant
END = re.compile(r"(?<![.!?…])[.!?…]++[”’\"')\]»]*+[ ]++(?=[“‘\"'(\[«]*(.))")
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
    page, calls = filled.page, shown_by(filled)
    for text in sentences(page.text):
        shown = [calls[int(mark[1])] for mark in RESULT_MARK.finditer(text)]
        for key in dict.fromkeys(key for one in shown for key in sorted(one.keys & wanted)):
            mine = [one for one in shown if key in one.keys]
            drawn = mine[0].name in DRAWN
            pieces = ((DRAWN[mine[0].name], False),) if drawn else tuple(cut(text, calls, key))
            yield key, Sighting(page_title(page), page.path, mine[0].line, pieces)


def shown_by(filled: FilledPage) -> list[Shown]:
    """What the calls of a page show, by the numbers of their marks; one that could not be
    evaluated shows itself."""
    content, known = filled.page.content, {}
    for placed, result in zip(filled.calls, filled.results, strict=False):
        name, stands = placed.call.name, placed.stands
        text = "" if name in DRAWN else SPACES.sub(" ", result.plain)
        keys = frozenset(keys_shown(placed.call, text, result.cells))
        known[stands.offset] = Shown(name, stands.line, text, keys)
    return [
        known.get(one.offset) or Shown("", one.line, f"{{{{{one.source}}}}}", frozenset())
        for one in content.marked_calls
    ]


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


def sentences(text: str) -> Iterator[str]:
    """The sentences of a page in plain text; a sentence may span lines, not blocks."""
    for passage in passages(text):
        words, begin = SPACES.sub(" ", passage).strip(" "), 0
        for end in END.finditer(words):
            before = words[begin : end.start()]
            initial = words[end.start()] == "." and ABBREVIATION.search(before)
            if not end[1].islower() and not initial:
                yield words[begin : end.end()].strip()
                begin = end.end()
        if words[begin:].strip():
            yield words[begin:].strip()
