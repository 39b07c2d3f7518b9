"""The words that an editor may write between `{{` and `}}`, bound to one page."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from report.charts import html_chart
from report.data import Cell, Dataset, StillOpen
from report.documents import REGISTER, cite
from report.figures import Figure, change, escape, figure, share
from report.open_places import NO_FIGURE, NO_TEXT, shown
from report.problems import Mistake
from report.provenance import cell_title, note_marker
from report.tables import html_table

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
            raise Mistake("macro “nam” có tham số không đúng", f"Viết: {USAGE['nam']}")
        return str(self.year + offset)


class PageMacros:
    """The macros of one page, with the notes of each year on its cells.

    `used` collects every cell that the page shows, `figures` those that a reader may
    want to follow to their source, both in order.
    """

    def __init__(
        self,
        datasets: Mapping[int, Dataset],
        year: int,
        page: str,
        notes: Mapping[int, Notes],
    ) -> None:
        self.datasets = datasets
        self.year = year
        self.page = page
        self.notes = notes
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
            and cell.column.type != "string"
            and (cot is None or cell.column.name in cot)
        ]
        return html

    def bieu_do(self, bang: str, cot: str, nam: int | None = None) -> str:
        """A bar chart of a column over the rows of its table, with the data table."""
        table = self.dataset(nam).table(bang)
        self.shown += 1
        html = html_chart(table, cot, self.shown, self.mark(nam))
        cells = [row[cot] for row in table.rows.values() if row[cot].value is not None]
        self.used += cells
        self.figures += cells
        return html

    def van_ban(self, khoa: str) -> str:
        """A citation of a document in the register: full at first, then short."""
        citation = cite(self.dataset(None), khoa, self.page, full=khoa not in self.cited)
        self.cited.add(khoa)
        self.used += self.dataset(None).table(REGISTER).rows[khoa].values()
        return citation

    def can_viet(self, goi_y: str = "") -> str:  # noqa: ARG002 - a hint for the editor
        """A place where text is still to be written; the check lists it with its hint."""
        return shown(NO_TEXT)

    def dataset(self, year: int | None) -> Dataset:
        """The data of a year, the page's own by default. Raises Mistake where there is none."""
        wanted = self.year if year is None else year
        if type(wanted) is not int:
            raise Mistake(f"năm “{wanted}” viết sai", "Viết năm bằng bốn chữ số, không có nháy")
        if wanted in self.datasets:
            return self.datasets[wanted]
        years = ", ".join(map(str, sorted(self.datasets))) or "chưa có năm nào"
        raise Mistake(
            f"không có số liệu năm {wanted}",
            f"Thêm thư mục data/{wanted}, hoặc dùng một trong các năm: {years}",
        )

    def cell(self, address: str, year: int | None) -> Cell:
        """The cell at an address, noted as used."""
        if not isinstance(address, str):
            raise Mistake(f"“{address}” không phải là địa chỉ số liệu", f"Viết: {USAGE['so']}")
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
            raise Mistake(f"macro “{name}” có tham số không đúng", f"Viết: {USAGE[name]}") from None


USAGE: Mapping[str, str] = {
    "so": '{{ so("bang.dong.cot") }} hoặc {{ so("bang.dong.cot", don_vi=True) }}',
    "thay_doi": '{{ thay_doi("bang.dong.cot") }}',
    "ty_le": '{{ ty_le("bang.dong.cot", "bang.dong.cot") }}',
    "bang": '{{ bang("ten-bang") }} hoặc {{ bang("ten-bang", cot=["ten", "so_vu"]) }}',
    "bieu_do": '{{ bieu_do("ten-bang", cot="so_vu") }}',
    "van_ban": '{{ van_ban("khoa-van-ban") }}',
    "nam": "{{ nam }} hoặc {{ nam(-1) }}",
    CAN_VIET: '{{ can_viet("một đoạn về …") }}',
}
