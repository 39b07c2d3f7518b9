"""What names a year's figures in every download: title, office, source, dates, notes."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from report.edition import ending as endings
from report.edition.ending import OfficeEnd
from report.edition.notes import draft_sentence
from report.edition.text_kind import TextKind, text_kind
from report.sources.tables import Dataset, Table

NOTES = (
    "Ô trống nghĩa là báo cáo không nêu số liệu.",
    "Đơn vị tính ghi trong ngoặc ở tên cột, hoặc ở cột đơn vị của cùng dòng.",
    "Mỗi số liệu có một địa chỉ “bảng.dòng.cột”, ghép từ tên bảng, khóa của dòng và tên cột "
    "trong tệp CSV; địa chỉ này cũng dùng trên trang web.",
)
BLANK_CELL = "Báo cáo không nêu"  # of a cell whose table says nothing else


@dataclass(frozen=True)
class Release:
    """The data of a year with the office that publishes it; `ending` is that of the office,
    `remarks` what the editors say of cells, by their addresses; a draft is not complete."""

    office: Mapping[str, Any]
    dataset: Dataset
    year: int
    date: datetime.date | None = None
    ending: OfficeEnd | None = None
    remarks: Mapping[str, str] = field(default_factory=dict)
    is_draft: bool = False

    @property
    def text(self) -> TextKind:
        """Whether the text that goes with the figures is the office's own."""
        return text_kind(self.dataset)

    @property
    def notes(self) -> tuple[str, ...]:
        """What a reader of the files must know, a sentence or two each."""
        ended = (self.ending.sentence,) if self.ending else ()
        draft = (f"Bản thảo. {draft_sentence(self.year)}",) if self.is_draft else ()
        return (*NOTES, self.text.sentence, *draft, *ended)

    @property
    def name(self) -> str:
        """What the files of the whole year are called, without their endings."""
        return f"so-lieu-{self.year}"

    @property
    def title(self) -> str:
        """The title of the downloads."""
        return f"Số liệu báo cáo năm {self.year} của {self.reporter}"

    @property
    def reporter(self) -> str:
        """The office whose report it is."""
        return str(self.office["ten"])

    @property
    def publisher(self) -> str:
        """Who publishes the files now."""
        return endings.publisher(self.office, self.ending)

    @property
    def contributors(self) -> tuple[tuple[str, str], ...]:
        """Name and role (of Data Package v1) of who made the figures and who publishes them."""
        published = (self.publisher, "publisher")
        return (published,) if self.ending is None else ((self.reporter, "author"), published)

    @property
    def license(self) -> Mapping[str, str]:
        """The licence of the data: `ma` (SPDX), `ten`, `dia_chi`; empty where none is declared."""
        return self.office.get("giay_phep") or {}

    @property
    def license_url(self) -> str:
        """The address of the licence, empty where none is declared."""
        return str(self.license.get("dia_chi") or "")

    @property
    def source(self) -> str:
        """Where the figures come from, as a whole; each table names its own place."""
        return (
            f"Báo cáo năm {self.year} của {self.reporter}, đăng trên trang "
            f"“{self.office['trang']}”; nguồn riêng của từng bảng ghi ở bảng đó"
        )

    @property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the year, in the order of their descriptions."""
        return tuple(self.dataset.tables.values())

    @property
    def dates(self) -> str:
        """The dates of the tables, each once."""
        return "; ".join(dict.fromkeys(table.date for table in self.tables if table.date))

    @property
    def stamp(self) -> datetime.date:
        """The day that timestamps inside the files carry; never today."""
        return self.date or datetime.date(self.year, 12, 31)


def blank_reason(table: Table) -> str:
    """Why a cell of a table is blank."""
    return table.empty or BLANK_CELL


def source_sentence(table: Table) -> str:
    """Where a table comes from, of which period and day, and who answers for it."""
    parts = {
        "Nguồn": table.section,
        "Kỳ số liệu": table.period,
        "Thời điểm": table.date,
        "Cơ quan": table.office,
    }
    return ". ".join(f"{name}: {text}" for name, text in parts.items() if text) + "."
