"""Finds by words what can be put into a page: a figure, table, chart, document or other page.

Words are compared as people type them, without diacritics and in any order; the beginning of
a word is enough. What is offered has been tried on the page: it can be put there as it is.
"""

import posixpath
import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

from flask import Blueprint, Response, jsonify, request

from report.desk.answers import address_of, table_address
from report.desk.desk import Desk
from report.edition.edition import Edition
from report.figures.citations import REGISTER
from report.figures.macros import PageMacros
from report.figures.results import Result
from report.figures.values import cell_title, row_title, shown_value
from report.problems.problem import Mistake
from report.sources.pages import parse_call
from report.sources.paths import year_of
from report.sources.tables import Cell, Column, Dataset, Table
from report.text.numbers import NO_BREAK_SPACE, normal_date, read_date, read_written
from report.text.slugs import slug

# What a word of the query is worth where it is found.
IN_NAME, IN_HEAD, NEARBY, IN_ADDRESS = 6, 4, 2, 1
WHOLE_WORD_COUNTS = 2  # times as much as its beginning
MOST_FOUND = 12
CHART_WORDS = ("bieu", "do")  # who wants a chart says so
POINT_OF_THOUSANDS = re.compile(r"(?<=\d)\.(?=\d{3}(?!\d))")
YEAR_IN_QUERY = re.compile(r"\b(?:19|20)\d\d\b")


class FoundKind(StrEnum):
    """What can be put into a page."""

    FIGURE = "so"
    TABLE = "bang"
    CHART = "bieu_do"
    DOCUMENT = "van_ban"
    PAGE = "trang"
    YEAR = "nam"


@dataclass(frozen=True)
class Offer:
    """Something to put into a page: `insert` is what is written there, `shown` what readers see;
    `title` names it, `detail` says where it comes from. `taken` counts the characters behind a
    typed number, its unit, that go with it."""

    kind: FoundKind
    title: str
    detail: str
    shown: str
    insert: str
    address: str = ""
    taken: int = 0


@dataclass(frozen=True)
class Candidate:
    """What may be offered, before it was tried: a call is what stands between the braces."""

    kind: FoundKind
    title: str
    detail: str
    call: str
    address: str = ""
    link: str = ""  # of a page: its path under docs/
    is_second: bool = False  # words, which stand behind numbers


@dataclass
class WordIndex:
    """The candidates of a year and the words that they are found by."""

    candidates: list[Candidate] = field(default_factory=list)
    places: dict[str, dict[int, int]] = field(default_factory=lambda: defaultdict(dict))
    words: list[str] = field(default_factory=list)

    def add(self, candidate: Candidate, texts: Mapping[str, int]) -> None:
        """Add a candidate that is found by the words of texts, each with its worth."""
        number = len(self.candidates)
        self.candidates.append(candidate)
        for text, worth in texts.items():
            for word in folded_words(text):
                found = self.places[word]
                found[number] = max(found.get(number, 0), worth)

    def finish(self) -> "WordIndex":
        """The index, ready to be asked."""
        self.words = sorted(self.places)
        return self

    def having(self, word: str) -> dict[int, int]:
        """The candidates with a word that begins so, each with what it is worth."""
        found: dict[int, int] = {}
        for known in self.words[bisect_left(self.words, word) :]:
            if not known.startswith(word):
                break
            times = WHOLE_WORD_COUNTS if known == word else 1
            for number, worth in self.places[known].items():
                found[number] = max(found.get(number, 0), worth * times)
        return found


class Picker:
    """Asks one edition; the words of a year are indexed when they are first asked for."""

    def __init__(self, edition: Edition) -> None:
        """Nothing is indexed yet."""
        self.edition = edition
        self.indexes: dict[int, WordIndex] = {}

    def find(self, query: str, uri: str, kinds: Collection[str] = tuple(FoundKind)) -> list[Offer]:
        """What the words of a query name, the best first; a year among them asks for its figures.

        Where nothing has all words, what has most of them."""
        own = self.own_year(uri)
        year, words = self.asked_year(query, own)
        index = self.index(year)
        ranked = ranking(index, words)
        other = None if year == own else year
        offers: list[Offer] = []
        for number in ranked:
            candidate = index.candidates[number]
            if candidate.kind in kinds:
                offers += self.tried(candidate, uri, other)
            if len(offers) == MOST_FOUND:
                break
        return offers

    def of_number(self, number: str, before: str, behind: str, uri: str) -> list[Offer]:
        """The figures of the page's year that a typed number may be; those first whose names
        share words with the sentence around it."""
        year = self.own_year(uri)
        if year_of(uri) and number.isdigit() and year - int(number) in (0, 1):
            call = "nam" if int(number) == year else "nam(-1)"
            return [
                Offer(
                    FoundKind.YEAR, f"năm {number}", "năm của báo cáo", number, f"{{{{ {call} }}}}"
                )
            ]
        around = {*folded_words(f"{before} {behind}")}
        cells = (cell for cell in numbers_of_year(self.data(year)) if says(cell, number))
        best = sorted(cells, key=lambda cell: -len(around & {*folded_words(names_of(cell))}))
        offers = []
        for cell in best[:MOST_FOUND]:
            unit = unit_behind(cell, behind)
            call = figure_call(cell, with_unit=bool(unit))
            candidate = Candidate(
                FoundKind.FIGURE, cell_title(cell), cell.table.title, call, address_of(cell)
            )
            found = self.tried(candidate, uri, None)
            offers += [replace(one, taken=len(unit)) for one in found]
        return offers

    def own_year(self, uri: str) -> int:
        """The year whose figures a page shows."""
        year = year_of(uri)
        return self.edition.shown_year if year is None else year

    def asked_year(self, query: str, own: int) -> tuple[int, list[str]]:
        """The year that a query asks for, and its words without it."""
        years = [int(found) for found in YEAR_IN_QUERY.findall(query)]
        named = [year for year in years if year in self.edition.years and year != own]
        if not named:
            return own, folded_words(query)
        return named[0], folded_words(query.replace(str(named[0]), " "))

    def data(self, year: int) -> Dataset:
        """The tables of a year, or those of all years where there is none."""
        return self.edition.years.get(year, self.edition.common)

    def index(self, year: int) -> WordIndex:
        """The words of a year, made once."""
        if year not in self.indexes:
            self.indexes[year] = indexed(self.data(year), self.edition)
        return self.indexes[year]

    def tried(self, candidate: Candidate, uri: str, other_year: int | None) -> Iterator[Offer]:
        """A candidate as it can stand on a page; nothing where it cannot."""
        if candidate.kind == FoundKind.PAGE:
            yield linked_page(candidate, uri)
            return
        source = with_year(candidate.call, other_year) if candidate.address else candidate.call
        try:
            result = call_result(self.edition.macros(uri), source)
        except Mistake:  # an empty cell, a chart of nothing
            return
        shown = (
            result.plain
            if candidate.kind in (FoundKind.FIGURE, FoundKind.DOCUMENT)
            else candidate.title
        )
        insert = f"{{{{ {source} }}}}"
        yield Offer(
            candidate.kind, candidate.title, candidate.detail, shown, insert, candidate.address
        )


def picker_routes(desk: Desk) -> Blueprint:
    """The routes of what can be found."""
    routes = Blueprint("picker", __name__, url_prefix="/ban/api")
    kept: list[Picker] = []

    def picker() -> Picker:
        """The one of the draft as it stands."""
        edition = desk.examination().edition
        if not kept or kept[0].edition is not edition:
            kept[:] = [Picker(edition)]
        return kept[0]

    @routes.get("/find")
    def find() -> Response:
        asked = request.args
        kinds = asked.get("kinds", "").split(",") if asked.get("kinds") else tuple(FoundKind)
        with desk.lock:
            return offers_json(picker().find(asked.get("q", ""), asked.get("page", ""), kinds))

    @routes.get("/figures")
    def figures() -> Response:
        asked = request.args
        around = asked.get("before", ""), asked.get("behind", "")
        with desk.lock:
            found = picker().of_number(asked.get("number", ""), *around, asked.get("page", ""))
            return offers_json(found)

    return routes


def offers_json(offers: Iterable[Offer]) -> Response:
    """Offers as the editor shows them."""
    return jsonify({"items": [asdict(one) for one in offers]})


def call_result(macros: PageMacros, source: str) -> Result:
    """What a call gives, written as it is between the braces. Raises Mistake."""
    call = parse_call(source)
    return macros.call(call.name, call.args, call.kwargs)


def indexed(data: Dataset, edition: Edition) -> WordIndex:
    """Everything that pages of a year can show, with its words."""
    index = WordIndex()
    tables = {**(data.common.tables if data.common else {}), **data.tables}
    for table in tables.values():
        if table.name == REGISTER:
            index_documents(index, table)
        else:
            index_figures(index, table)
        index_table(index, table)
    for uri, filled in edition.pages.items():
        if not filled.page.for_editors:
            title = edition.title_among_years(edition.titles[uri], uri)
            index.add(
                Candidate(FoundKind.PAGE, title, uri, "", link=uri),
                {title: IN_NAME, uri: IN_ADDRESS},
            )
    return index.finish()


def index_figures(index: WordIndex, table: Table) -> None:
    """Each cell that is no key and no name of its row."""
    for cell in filled_cells(table):
        title, is_words = cell_title(cell), cell.column.kind.is_words
        called = figure_call(cell)
        candidate = Candidate(
            FoundKind.FIGURE, title, table.title, called, address_of(cell), is_second=is_words
        )
        texts = {
            cell.address: IN_ADDRESS,
            cell.unit or "": IN_ADDRESS,
            table.title: NEARBY,
            "" if is_words else shown_value(cell): IN_HEAD,
            cell.column.title: IN_HEAD,
            row_title(cell): IN_NAME,
        }
        index.add(candidate, texts)


def index_table(index: WordIndex, table: Table) -> None:
    """A table, and a chart of each column of numbers."""
    called = f'bang("{table.name}")'
    texts = {
        table.name: IN_ADDRESS,
        table.description: IN_ADDRESS,
        "bảng": NEARBY,
        table.title: IN_NAME,
    }
    index.add(
        Candidate(FoundKind.TABLE, table.title, "cả bảng", called, table_address(table)), texts
    )
    for column in table.columns.values():
        if column.is_number and not column.change_of:
            more = f', thay_doi="{changed}"' if (changed := change_column(table, column)) else ""
            called = f'bieu_do("{table.name}", cot="{column.name}"{more})'
            title = f"Biểu đồ: {table.title} – {column.title}"
            texts = {
                table.name: IN_ADDRESS,
                "biểu đồ": NEARBY,
                column.title: IN_HEAD,
                table.title: IN_NAME,
            }
            index.add(
                Candidate(FoundKind.CHART, title, "biểu đồ", called, table_address(table)), texts
            )


def index_documents(index: WordIndex, table: Table) -> None:
    """Each document of the register."""
    for key, row in table.rows.items():
        texts = [row[name].text for name in ("loai", "so_ky_hieu") if name in row]
        subject = row["trich_yeu"].text if "trich_yeu" in row else ""
        title = " ".join(filter(None, texts)) or key
        words = {
            " ".join(cell.text for cell in row.values()): IN_HEAD,
            f"{title} {subject}": IN_NAME,
        }
        index.add(Candidate(FoundKind.DOCUMENT, title, subject, f'van_ban("{key}")'), words)


def filled_cells(table: Table) -> Iterator[Cell]:
    """The cells of a table that hold something, but for keys, the names of rows and units."""
    units = {column.unit_field for column in table.columns.values()}
    for row in table.rows.values():
        for cell in list(row.values())[2:]:
            if cell.readable is not None and cell.column.name not in units:
                yield cell


def numbers_of_year(data: Dataset) -> Iterator[Cell]:
    """The cells of a year, then those of all years, that hold a number or a date."""
    for tables in (data.tables, data.common.tables if data.common else {}):
        for table in tables.values():
            yield from (cell for cell in filled_cells(table) if not cell.column.kind.is_words)


def names_of(cell: Cell) -> str:
    """The words that say what a cell is."""
    return f"{row_title(cell)} {cell.column.title} {cell.table.title} {cell.unit or ''}"


def figure_call(cell: Cell, *, with_unit: bool = True) -> str:
    """The call that shows a cell: a change with its word, others with the unit they have."""
    if cell.column.change_of:
        return f'thay_doi("{cell.address}")'
    unit = ", don_vi=True" if with_unit and cell.unit else ""
    return f'so("{cell.address}"{unit})'


def change_column(table: Table, column: Column) -> str:
    """The column that says how the values of another changed; empty where there is none."""
    return next((one.name for one in table.columns.values() if one.change_of == column.name), "")


def with_year(call: str, year: int | None) -> str:
    """A call of another year's figures."""
    return call if year is None else f"{call.removesuffix(')')}, nam={year})"


def linked_page(candidate: Candidate, uri: str) -> Offer:
    """A link from the page at `uri` to another one."""
    target = posixpath.relpath(candidate.link, posixpath.dirname(uri) or ".")
    title = candidate.title
    return Offer(FoundKind.PAGE, title, candidate.detail, title, f"[{title}]({target})")


def ranking(index: WordIndex, words: Sequence[str]) -> list[int]:
    """The numbers of the candidates by how well words name them. Each that has all of them; where
    there is none, those with the most."""
    sums: dict[int, int] = defaultdict(int)
    counts: dict[int, int] = defaultdict(int)
    for word in dict.fromkeys(words):
        for number, worth in index.having(word).items():
            sums[number] += worth
            counts[number] += 1
    most = max(counts.values(), default=0)
    phrase, asked = " ".join(words), {*words}

    def order(number: int) -> tuple[bool, bool, int, int, int]:
        candidate = index.candidates[number]
        title = " ".join(folded_words(candidate.title))
        is_second = candidate.is_second or (
            candidate.kind == FoundKind.CHART and not {*CHART_WORDS} & asked
        )
        return is_second, phrase not in title, -sums[number], len(title), number

    return sorted((number for number, count in counts.items() if count == most), key=order)


@lru_cache(maxsize=20_000)
def folded_words(text: str) -> list[str]:
    """The words of a text without diacritics, in small letters; a number is one of them."""
    return slug(POINT_OF_THOUSANDS.sub("", text)).split("-") if text else []


@lru_cache(maxsize=256)
def read_typed(text: str) -> Decimal | date | None:
    """The number or day that a typed text says; None where that is not certain."""
    with suppress(Mistake):
        return read_written(text.lstrip("0") or "0")
    with suppress(Mistake):
        return read_date(normal_date(text))
    return None


def says(cell: Cell, number: str) -> bool:
    """Whether a typed number is the value of a cell; what falls by 5 is typed as 5."""
    value, typed = cell.readable, read_typed(number)
    if isinstance(value, int | Decimal) and isinstance(typed, Decimal):
        return abs(value) == typed if cell.column.change_of else value == typed
    return value is not None and value == typed


def unit_behind(cell: Cell, behind: str) -> str:
    """The unit of a cell with the space before it, where a text begins with it."""
    unit = cell.unit
    if not unit or cell.column.change_of:
        return ""
    found = re.match(rf"[ {NO_BREAK_SPACE}]?{re.escape(unit)}(?!\w)", behind)
    return found[0] if found else ""
