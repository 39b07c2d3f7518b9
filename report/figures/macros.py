"""The words that an editor may write between `{{` and `}}`, bound to one page."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any

from report.figures.charts import chart
from report.figures.charts.course import course_chart
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
from report.figures.values import cell_title, change, change_since_last_year, figure, share
from report.figures.years import (
    ALL_YEARS,
    YearsAlike,
    remark_on_break,
    years_alike,
    years_back,
    years_view,
)
from report.problems.problem import Mistake, near_miss
from report.sources.open_places import NO_FIGURE, NO_TEXT
from report.sources.pages import Page
from report.sources.places import NO_MENTIONS, Mentions
from report.sources.tables import Cell, Dataset, StillOpen, Table
from report.sources.years import course, has_number
from report.text.slugs import free_name

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
        qua_nam: bool = False,
    ) -> Figure:
        """A figure: the cell at “bảng.dòng.cột”, with its unit if don_vi=True, or counted in
        another of its kind: don_vi="tỷ đồng"; with qua_nam=True, the same of the years before
        follows, as far as there are any to compare with."""
        cell = self.cell(so_lieu, nam)
        found = notes_on(cell, self.notes_of(nam))
        made = self.of_year(figure(cell, don_vi, dang, tieng, found), nam)
        return made._replace(earlier=self.earlier(cell, nam, don_vi)) if qua_nam else made

    def earlier(self, cell: Cell, year: int | None, unit: bool | str) -> tuple[Figure, ...]:
        """The figures of the years before that say the same as a cell, newest first."""
        before = course(cell, self.dataset(year))[-2::-1] if has_number(cell) else []
        return tuple(
            figure(one, unit, notes=notes_on(one, self.notes_of(one.table.year)))._replace(
                other_year=one.table.year
            )
            for one in before
        )

    def thay_doi(self, so_lieu: str, nam: int | None = None, nam_truoc: bool = False) -> Figure:
        """A signed change with its word: “giảm 01 vụ”.

        Where the report does not state it, in a column with `thay_doi_cua`, and of any number with
        nam_truoc=True, it is computed from last year's report, and marked so.
        """
        cell = self.cell(so_lieu, nam)
        before = self.dataset(nam).previous
        source = so_lieu.rpartition(".")[0] + f".{cell.column.change_of}"
        if nam_truoc:
            return self.of_year(change_since_last_year(cell, before), nam)
        if cell.column.change_of and not cell.text and cell.table.year:
            return self.of_year(change_since_last_year(self.cell(source, nam), before), nam)
        found = notes_on(cell, self.notes_of(nam))
        return self.of_year(change(cell)._replace(notes=found), nam)

    def ty_le(self, phan: str, toan_bo: str, nam: int | None = None) -> Figure:
        """The share of the first figure in the second, in per cent."""
        return self.of_year(share(self.cell(phan, nam), self.cell(toan_bo, nam)), nam)

    def bang(
        self,
        bang: str,
        cot: Sequence[str] | None = None,
        nam: int | str | Sequence[int] | None = None,
        neo: bool = False,
    ) -> TableView:
        """A whole table; cot=["…"] picks columns, neo=True gives each row an anchor.

        nam=[2022, 2023] or nam="tat-ca" puts years side by side: what they have alike.
        """
        if nam is not None and not isinstance(nam, int):
            alike = self.alike(bang, cot, nam)
            if alike:
                self.shown += 1
                return years_view(alike, self.shown, self.notes, self.year)
            alone = self.bang(bang, cot, neo=neo)
            remark = remark_on_break(self.table(bang, None))
            return alone._replace(source=f"{alone.source} {remark}".rstrip())
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
        nam: int | str | Sequence[int] | None = None,
        **kieu: object,
    ) -> Chart | SmallChart | Panels | Words:
        """A chart of a column, or of two, over the rows of a table; nho=True is for a card.

        Bars, unless a keyword of report.figures.charts.KINDS asks for another kind, or nam="tat-ca"
        for a line over the years; before there is a second year, that has bars, too.
        """
        if nam is not None and not isinstance(nam, int):
            if any(kieu.values()) or not isinstance(cot, str):
                raise Mistake("bieu-do-qua-nam-mot-cot")
            alike = self.alike(bang, [cot], nam)
            if alike:
                return self.course_chart(alike, nho)
            alone = self.bieu_do(bang, cot, nho=nho)
            remark = remark_on_break(self.table(bang, None))
            return alone._replace(note=remark) if isinstance(alone, Chart) else alone
        dataset, table = self.dataset(nam), self.table(bang, nam)
        others = list(tables_named(dataset, kieu.values()))
        self.asked.update(one.path for one in others)
        self.shown += 1
        try:
            made = chart(dataset, table, cot, kieu, nho, self.shown, self.notes_of(nam))
        except StillOpen as place:  # its tables have their place on the page all the same
            rows = (row for one in (table, *others) for row in one.rows.values())
            return still_open(place.cell, *(cell for row in rows for cell in row.values()))
        return self.with_own_key(made) if isinstance(made, Chart) else made

    def course_chart(self, alike: YearsAlike, small: bool) -> Chart | SmallChart | Words:
        """The chart of a column over the years."""
        self.shown += 1
        try:
            made = course_chart(alike, small, self.shown, self.notes, self.year)
        except StillOpen as place:
            cells = (row.values() for of in alike.cells.values() for row in of.values())
            return still_open(place.cell, *(cell for row in cells for cell in row))
        return self.with_own_key(made) if isinstance(made, Chart) else made

    def with_own_key(self, made: Chart) -> Chart:
        """A chart with a key that no other has: a page has each address once. The second chart of
        a key is number 2, wherever else on the page others stand."""
        made = made._replace(key=free_name(made.key, self.charts))
        self.charts.add(made.key)
        return made

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
        return register_view(self.dataset(None), self.citations, self.datasets)

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

    def alike(
        self, name: str, columns: Sequence[str] | None, wanted: str | Sequence[int]
    ) -> YearsAlike | None:
        """What several years of a table have alike; None where all years are one. All years are
        those up to the page's, so that a report stays as it was when a new year comes.

        Raises Mistake where years are written wrong, not there or not to be compared.
        """
        if wanted == ALL_YEARS:
            dataset, years = self.dataset(None), None
        elif isinstance(wanted, str) or len(wanted) < 2:
            raise Mistake("nhieu-nam-viet-sai", written=str(wanted))
        else:
            dataset, *_ = (self.dataset(year) for year in sorted(wanted, key=str, reverse=True))
            years = {*wanted}
        back = years_back(dataset, name)
        self.asked.update(table.path for table in back.values())
        if years is None and len(back) < 2:
            return None
        return years_alike(dataset, name, columns, years)

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
        return result if year in (None, self.year) else result._replace(other_year=year)

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
