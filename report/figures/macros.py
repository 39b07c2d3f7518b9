"""The words that an editor may write between `{{` and `}}`, bound to one page."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain, count
from typing import Any

from report.figures.charts import chart
from report.figures.citations import cite, newest
from report.figures.register import register_view
from report.figures.results import (
    Chart,
    Citation,
    CitationList,
    Figure,
    Panels,
    Register,
    Result,
    SmallChart,
    TableView,
    Words,
    mark,
)
from report.figures.tables import Notes, notes_on, source_line, table_view
from report.figures.values import cell_title, change, figure, share
from report.problems.problem import Mistake, near_miss
from report.sources.open_places import NO_FIGURE, NO_TEXT
from report.sources.pages import Page
from report.sources.places import NO_MENTIONS, Mentions
from report.sources.tables import Cell, Dataset, StillOpen, Table

CAN_VIET = "can_viet"


class PageMacros:
    """The macros of one page: each gives a result.

    `notes` are those of each year on its cells, `citations` the pages that cite each document
    of the register, `mentions` the places that cells name in each year. What the page has cited
    and shown before is remembered, as a document is cited in full once and no two drawings share
    a number; `results` are those that have a mark on the page, `asked` the paths of the tables
    that calls name. `told_year` is what the page calls its year: the examples of the manual
    have data of another one.
    """

    def __init__(
        self,
        datasets: Mapping[int, Dataset],
        year: int,
        notes: Mapping[int, Notes],
        citations: Mapping[str, Sequence[Page]],
        mentions: Mapping[int, Mentions],
    ) -> None:
        self.datasets = datasets
        self.year = self.told_year = year
        self.notes = notes
        self.citations = citations
        self.mentions = mentions
        self.results: list[Result] = []
        self.cited: set[str] = set()
        self.charts: set[str] = set()  # the keys of those shown
        self.shown = 0
        self.asked: set[str] = set()

    def so(
        self,
        so_lieu: str,
        don_vi: bool | str = False,
        nam: int | None = None,
        dang: str | None = None,
        tieng: str | None = None,
    ) -> Figure:
        """A figure: the cell at “bảng.dòng.cột”, with its unit if don_vi=True, or counted in
        another of its kind: don_vi="tỷ đồng"."""
        cell = self.cell(so_lieu, nam)
        found = notes_on(cell, self.notes_of(nam))
        return self.of_year(figure(cell, don_vi, dang, tieng, found), nam)

    def thay_doi(self, so_lieu: str, nam: int | None = None) -> Figure:
        """A signed change with its word: “giảm 01 vụ”."""
        cell = self.cell(so_lieu, nam)
        found = notes_on(cell, self.notes_of(nam))
        return self.of_year(replace(change(cell), notes=found), nam)

    def ty_le(self, phan: str, toan_bo: str, nam: int | None = None) -> Figure:
        """The share of the first figure in the second, in per cent."""
        return self.of_year(share(self.cell(phan, nam), self.cell(toan_bo, nam)), nam)

    def bang(
        self,
        bang: str,
        cot: Sequence[str] | None = None,
        nam: int | None = None,
        neo: bool = False,
    ) -> TableView:
        """A whole table; cot=["…"] picks columns, neo=True gives each row an anchor."""
        table = self.table(bang, nam)
        self.shown += 1
        named = self.mentions.get(self.year if nam is None else nam, NO_MENTIONS)
        return table_view(table, cot, self.shown, neo, self.notes_of(nam), mentions=named)

    def bieu_do(
        self,
        bang: str,
        cot: str | Sequence[str],
        *,
        nho: bool = False,
        nam: int | None = None,
        **kieu: object,
    ) -> Chart | SmallChart | Panels | Words:
        """A chart of a column, or of two, over the rows of a table; nho=True is for a card.

        Bars, unless a keyword of report.figures.charts.KINDS asks for another kind.
        """
        dataset, table = self.dataset(nam), self.table(bang, nam)
        others = list(tables_named(dataset, kieu.values()))
        self.asked.update(one.path for one in others)
        self.shown += 1
        try:
            made = chart(dataset, table, cot, kieu, nho, self.shown, self.notes_of(nam))
        except StillOpen as place:  # its tables have their place on the page all the same
            rows = (row for one in (table, *others) for row in one.rows.values())
            return still_open(place.cell, *(cell for row in rows for cell in row.values()))
        if not isinstance(made, Chart):
            return made
        made = replace(made, key=self.free_key(made.key))
        self.charts.add(made.key)
        return made

    def free_key(self, key: str) -> str:
        """A key that no chart of the page has: a page has each address once. The second chart of
        a key is number 2, wherever else on the page others stand."""
        numbered = (f"{key}-{number}" for number in count(2))
        return next(one for one in chain([key], numbered) if one not in self.charts)

    def van_ban(self, khoa: str | None = None, moi: int | None = None) -> Citation | CitationList:
        """A citation of a document in the register: full at first, then short.

        moi=5 instead lists the five newest documents that have a date.
        """
        if khoa is not None and moi is None:
            return self.citation(khoa)
        if khoa is not None or type(moi) is not int:
            raise Mistake("tham-so-van-ban-sai", usage=USAGE["van_ban"])
        return CitationList(tuple(map(self.citation, newest(self.dataset(None), moi))))

    def citation(self, key: str) -> Citation:
        """The citation of one document, in full where the page has not cited it."""
        found = cite(self.dataset(None), key, full=key not in self.cited)
        self.cited.add(key)
        return found

    def danh_muc_van_ban(self) -> Register:
        """The whole register of documents, with where each is cited."""
        return register_view(self.dataset(None), self.citations)

    def nguon(self, bang: str, nam: int | None = None) -> Words:
        """Where the figures of a table come from, as a sentence."""
        return Words(source_line(self.table(bang, nam)))

    def nam(self, cach: int = 0) -> Words:
        """The year of the page; nam(-1) is the year before it."""
        if type(cach) is not int:
            raise Mistake("tham-so-nam-sai", usage=USAGE["nam"])
        return Words(str(self.told_year + cach))

    def can_viet(self, goi_y: str = "") -> Words:  # noqa: ARG002 - a hint for the editor
        """A place where text is still to be written; the check lists it with its hint."""
        return Words(NO_TEXT, is_open=True)

    def dataset(self, year: int | None) -> Dataset:
        """The data of a year, the page's own by default. Raises Mistake where there is none."""
        wanted = self.year if year is None else year
        if type(wanted) is not int:
            raise Mistake("nam-viet-sai", year=wanted)
        if wanted in self.datasets:
            return self.datasets[wanted]
        years = ", ".join(map(str, sorted(self.datasets))) or "chưa có năm nào"
        raise Mistake("khong-co-so-lieu-nam", year=wanted, known=years)

    def cell(self, address: str, year: int | None) -> Cell:
        """The cell at an address. Raises Mistake where there is none."""
        if not isinstance(address, str):
            raise Mistake("dia-chi-khong-phai-chu", address=address, usage=USAGE["so"])
        cell = self.dataset(year).cell(address)
        self.asked.add(cell.table.path)
        return cell

    def table(self, name: str, year: int | None) -> Table:
        """The table of that name. Raises Mistake where there is none."""
        table = self.dataset(year).table(name)
        self.asked.add(table.path)
        return table

    def notes_of(self, year: int | None) -> Notes:
        """The notes on the cells of a year."""
        return self.notes.get(self.year if year is None else year, {})

    def of_year(self, result: Figure, year: int | None) -> Figure:
        """A figure with its year, where that is not the page's."""
        return result if year in (None, self.year) else replace(result, other_year=year)

    def call(self, name: str, args: Sequence[Any], kwargs: Mapping[str, Any]) -> Result:
        """The result of a macro call. Raises Mistake where name or arguments are wrong."""
        if name not in USAGE:
            guess, known = near_miss(name, USAGE), ", ".join(USAGE)
            raise Mistake("khong-co-macro", guess=guess, name=name, known=known)
        macro: Callable[..., Result] = getattr(self, name)
        try:
            return macro(*args, **kwargs)
        except StillOpen as place:
            return still_open(place.cell)
        except TypeError:
            raise Mistake("tham-so-sai", name=name, usage=USAGE[name]) from None

    def marked(self, result: Result) -> str:
        """The mark of a result on the page, which is kept in `results`."""
        self.results.append(result)
        return mark(len(self.results) - 1)


def still_open(cell: Cell, *others: Cell) -> Words:
    """What stands for a result that needs a cell still to be filled."""
    return Words(f"{NO_FIGURE[:-1]}: {cell_title(cell)})", (*others, cell), is_open=True)


def tables_named(dataset: Dataset, arguments: Iterable[object]) -> Iterator[Table]:
    """The tables that arguments of a macro name, or the address of a cell in them."""
    known = {**(dataset.common.tables if dataset.common else {}), **dataset.tables}
    for argument in arguments:
        name = str(argument).partition(".")[0]
        if name in known:
            yield known[name]


USAGE: Mapping[str, str] = {
    "so": '{{ so("bang.dong.cot") }} hoặc {{ so("bang.dong.cot", don_vi=True) }}',
    "thay_doi": '{{ thay_doi("bang.dong.cot") }}',
    "ty_le": '{{ ty_le("bang.dong.cot", "bang.dong.cot") }}',
    "bang": '{{ bang("ten-bang") }} hoặc {{ bang("ten-bang", cot=["ten", "so_vu"]) }}',
    "bieu_do": '{{ bieu_do("ten-bang", cot="so_vu") }} hoặc '
    '{{ bieu_do("ten-bang", cot="so_vu", thay_doi="thay_doi") }}',
    "van_ban": '{{ van_ban("khoa-van-ban") }} hoặc {{ van_ban(moi=5) }}',
    "danh_muc_van_ban": "{{ danh_muc_van_ban() }}",
    "nguon": '{{ nguon("ten-bang") }}',
    "nam": "{{ nam }} hoặc {{ nam(-1) }}",
    CAN_VIET: '{{ can_viet("một đoạn về …") }}',
}
