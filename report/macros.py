"""The words that an editor may write between `{{` and `}}`, bound to one page."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from report.charts import html_chart
from report.data import Cell, Dataset
from report.documents import REGISTER, cite
from report.figures import change, figure, share
from report.problems import Mistake
from report.tables import html_table


class Year:
    """`nam`: the year of the page as text, and `nam(-1)` the year before it."""

    def __init__(self, year: int) -> None:
        self.year = year

    def __str__(self) -> str:
        return str(self.year)

    def __call__(self, offset: int = 0) -> str:
        """The year `offset` years after that of the page."""
        return str(self.year + offset)


class PageMacros:
    """The macros of one page. `used` collects the cells that the page shows, in order."""

    def __init__(self, datasets: Mapping[int, Dataset], year: int, page: str) -> None:
        self.datasets = datasets
        self.year = year
        self.page = page
        self.nam = Year(year)
        self.used: list[Cell] = []
        self.cited: set[str] = set()
        self.shown = 0

    def so(
        self, so_lieu: str, don_vi: bool = False, nam: int | None = None, dang: str | None = None
    ) -> str:
        """A figure: the cell at “bảng.dòng.cột”, with its unit if don_vi=True."""
        result = figure(self.cell(so_lieu, nam), don_vi, dang)
        return self.marked(result.html(), nam)

    def thay_doi(self, so_lieu: str, nam: int | None = None) -> str:
        """A signed change with its word: “giảm 01 vụ”."""
        return self.marked(change(self.cell(so_lieu, nam)).html(), nam)

    def ty_le(self, phan: str, toan_bo: str, nam: int | None = None) -> str:
        """The share of the first figure in the second, in per cent."""
        return self.marked(share(self.cell(phan, nam), self.cell(toan_bo, nam)).html(), nam)

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
        html = html_table(table, cot, self.shown, neo)
        self.used += [cell for row in table.rows.values() for cell in row.values()]
        return html

    def bieu_do(self, bang: str, cot: str, nam: int | None = None) -> str:
        """A bar chart of a column over the rows of its table, with the data table."""
        table = self.dataset(nam).table(bang)
        self.shown += 1
        html = html_chart(table, cot, self.shown)
        self.used += [row[cot] for row in table.rows.values()]
        return html

    def van_ban(self, khoa: str) -> str:
        """A citation of a document in the register: full at first, then short."""
        citation = cite(self.dataset(None), khoa, self.page, full=khoa not in self.cited)
        self.cited.add(khoa)
        self.used += self.dataset(None).table(REGISTER).rows[khoa].values()
        return citation

    def dataset(self, year: int | None) -> Dataset:
        """The data of a year, the page's own by default. Raises Mistake where there is none."""
        wanted = self.year if year is None else year
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
            raise Mistake(f"“{address}” không phải là địa chỉ số liệu", USAGE["so"])
        cell = self.dataset(year).cell(address)
        self.used.append(cell)
        return cell

    def marked(self, html: str, year: int | None) -> str:
        """The figure with its year where that is not the year of the page."""
        if year is None or year == self.year:
            return html
        return html.replace(' data-nguon="', f' data-nam="{year}" data-nguon="', 1)

    def call(self, name: str, args: tuple[Any, ...], kwargs: dict[str, Any]) -> str:
        """The result of a macro call. Raises Mistake where name or arguments are wrong."""
        macro: Callable[..., str] = getattr(self, name)
        try:
            return macro(*args, **kwargs)
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
}
