"""The words that an editor may write between `{{` and `}}`, bound to one page."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from report.figures.charts import Wish, html_chart, html_panels
from report.figures.citations import REGISTER, cite, newest
from report.figures.provenance import cell_title, note_marker
from report.figures.register import register_html
from report.figures.tables import html_table
from report.figures.values import Figure, change, escape, figure, share
from report.problems.problem import Mistake
from report.sources.open_places import NO_FIGURE, NO_TEXT, shown
from report.sources.pages import Page
from report.sources.tables import Cell, Dataset, StillOpen

CAN_VIET = "can_viet"
Notes = Mapping[str, tuple[str, str]]  # rule and text of the note on a cell, by its address


class Year:
    """`nam`: the year of the page as text, and `nam(-1)` the year before it."""

    def __init__(self, year: int) -> None:
        self.year = year

    def __str__(self) -> str:
        return str(self.year)

    def __call__(self, offset: int = 0) -> str:
        """The year `offset` years after that of the page. Raises Mistake for no whole number."""
        if type(offset) is not int:
            raise Mistake("tham-so-nam-sai", usage=USAGE["nam"])
        return str(self.year + offset)


class PageMacros:
    """The macros of one page, with the notes of each year on its cells and the pages
    that cite each document of the register.

    `used` collects every cell that the page shows, `figures` those that a reader may
    want to follow to their source, both in order.
    """

    def __init__(
        self,
        datasets: Mapping[int, Dataset],
        year: int,
        page: str,
        notes: Mapping[int, Notes],
        citations: Mapping[str, Sequence[Page]],
    ) -> None:
        self.datasets = datasets
        self.year = year
        self.page = page
        self.notes = notes
        self.citations = citations
        self.nam = Year(year)
        self.used: list[Cell] = []
        self.figures: list[Cell] = []
        self.cited: set[str] = set()
        self.shown = 0

    def so(
        self,
        so_lieu: str,
        don_vi: bool = False,
        nam: int | None = None,
        dang: str | None = None,
        tieng: str | None = None,
    ) -> str:
        """A figure: the cell at “bảng.dòng.cột”, with its unit if don_vi=True."""
        return self.shown_figure(figure(self.cell(so_lieu, nam), don_vi, dang, tieng), nam)

    def thay_doi(self, so_lieu: str, nam: int | None = None) -> str:
        """A signed change with its word: “giảm 01 vụ”."""
        return self.shown_figure(change(self.cell(so_lieu, nam)), nam)

    def ty_le(self, phan: str, toan_bo: str, nam: int | None = None) -> str:
        """The share of the first figure in the second, in per cent."""
        return self.shown_figure(share(self.cell(phan, nam), self.cell(toan_bo, nam)), nam)

    def bang(
        self,
        bang: str,
        cot: Sequence[str] | None = None,
        nam: int | None = None,
        neo: bool = False,
    ) -> str:
        """A whole table; cot=["…"] picks columns, neo=True gives each row an anchor."""
        table = self.dataset(nam).table(bang)
        self.shown += 1
        html = html_table(table, cot, self.shown, neo, self.mark(nam))
        cells = [cell for row in table.rows.values() for cell in row.values()]
        self.used += cells
        self.figures += [
            cell
            for cell in cells
            if cell.value is not None
            and not cell.column.kind.is_words
            and (cot is None or cell.column.name in cot)
        ]
        return html

    def bieu_do(
        self,
        bang: str,
        cot: str | Sequence[str],
        thay_doi: str | None = None,
        toan_bo: str | None = None,
        thuc_hien: str | None = None,
        xep_o: str | None = None,
        so_lon: bool = False,
        nho: bool = False,
        nam: int | None = None,
    ) -> str:
        """A chart of a column, or of two, over the rows of a table.

        Bars unless one of these is given: thay_doi= the column of changes since last year,
        toan_bo= the row that the others are part of, thuc_hien= the result to hold against
        the targets in the column, xep_o= the table of places to draw as tiles,
        so_lon=True for numbers that no axis can compare. nho=True is for a card.
        """
        dataset = self.dataset(nam)
        table = dataset.table(bang)
        result = dataset.cell(thuc_hien) if thuc_hien else None
        places = dataset.table(xep_o) if xep_o else None
        self.shown += 1
        try:
            if so_lon:
                if nho or thay_doi or toan_bo or thuc_hien or xep_o or not isinstance(cot, str):
                    raise Mistake("so-lon-mot-cot")
                chart = html_panels(table, cot, self.mark(nam))
            else:
                wish = Wish(thay_doi, toan_bo, result, places, nho)
                chart = html_chart(table, cot, self.shown, wish, self.mark(nam))
        except StillOpen:  # its tables have their place on the page all the same
            tables = [table, places, result.table if result else None]
            self.used += [
                cell for one in tables if one for row in one.rows.values() for cell in row.values()
            ]
            raise
        self.used += chart.cells
        if not nho:  # a small one has no data table, whose figures a reader could follow
            self.figures += [
                cell
                for cell in chart.cells
                if cell.value is not None and not cell.column.kind.is_words
            ]
        return chart.html

    def van_ban(self, khoa: str | None = None, moi: int | None = None) -> str:
        """A citation of a document in the register: full at first, then short.

        moi=5 instead lists the five newest documents that have a date.
        """
        if khoa is not None and moi is None:
            return self.cited_document(khoa)
        if khoa is not None or type(moi) is not int:
            raise Mistake("tham-so-van-ban-sai", usage=USAGE["van_ban"])
        keys = newest(self.dataset(None), moi)
        return "\n".join(f"- {self.cited_document(key)}" for key in keys)

    def cited_document(self, key: str) -> str:
        """The citation of one document, noted as used."""
        citation = cite(self.dataset(None), key, self.page, full=key not in self.cited)
        self.cited.add(key)
        self.used += self.dataset(None).table(REGISTER).rows[key].values()
        return citation

    def danh_muc_van_ban(self) -> str:
        """The whole register of documents: filters, anchors, and where each is cited."""
        dataset = self.dataset(None)
        html = register_html(dataset, self.page, self.citations)
        self.used += [
            cell for row in dataset.table(REGISTER).rows.values() for cell in row.values()
        ]
        return html

    def can_viet(self, goi_y: str = "") -> str:  # noqa: ARG002 - a hint for the editor
        """A place where text is still to be written; the check lists it with its hint."""
        return shown(NO_TEXT)

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
        """The cell at an address, noted as used."""
        if not isinstance(address, str):
            raise Mistake("dia-chi-khong-phai-chu", address=address, usage=USAGE["so"])
        cell = self.dataset(year).cell(address)
        self.used.append(cell)
        if not cell.is_open:
            self.figures.append(cell)
        return cell

    def shown_figure(self, result: Figure, year: int | None) -> str:
        """The HTML of a figure, with its year where that is not the page's, and its notes."""
        other = str(year) if year is not None and year != self.year else None
        marks = "".join(map(self.mark(year), result.cells)) if len(result.cells) == 1 else ""
        return result.html(other) + marks

    def mark(self, year: int | None) -> Callable[[Cell], str]:
        """What stands behind a cell's figure: a sign that leads to the note on it."""
        wanted = self.year if year is None else year
        notes = self.notes.get(wanted, {})

        def marker(cell: Cell) -> str:
            note = notes.get(cell.address)
            return note_marker(self.page, str(wanted), note) if note else ""

        return marker

    def call(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
        """The result of a macro call. Raises Mistake where the arguments are wrong."""
        macro: Callable[..., str] = getattr(self, name)
        try:
            return macro(*args, **kwargs)
        except StillOpen as place:
            self.used.append(place.cell)
            return shown(f"{NO_FIGURE[:-1]}: {escape(cell_title(place.cell))})")
        except TypeError:
            raise Mistake("tham-so-sai", name=name, usage=USAGE[name]) from None


USAGE: Mapping[str, str] = {
    "so": '{{ so("bang.dong.cot") }} hoặc {{ so("bang.dong.cot", don_vi=True) }}',
    "thay_doi": '{{ thay_doi("bang.dong.cot") }}',
    "ty_le": '{{ ty_le("bang.dong.cot", "bang.dong.cot") }}',
    "bang": '{{ bang("ten-bang") }} hoặc {{ bang("ten-bang", cot=["ten", "so_vu"]) }}',
    "bieu_do": '{{ bieu_do("ten-bang", cot="so_vu") }} hoặc '
    '{{ bieu_do("ten-bang", cot="so_vu", thay_doi="thay_doi") }}',
    "van_ban": '{{ van_ban("khoa-van-ban") }} hoặc {{ van_ban(moi=5) }}',
    "danh_muc_van_ban": "{{ danh_muc_van_ban() }}",
    "nam": "{{ nam }} hoặc {{ nam(-1) }}",
    CAN_VIET: '{{ can_viet("một đoạn về …") }}',
}
