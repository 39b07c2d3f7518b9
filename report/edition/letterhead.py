"""What stands around the text of an official document: letterhead, recipients, signature block.

The order and the wording follow Nghị định 30/2020/NĐ-CP, Phụ lục I. No seal and no
signature is ever drawn: a generated file is a copy for reading.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from report.figures.values import write_value
from report.problems.problem import AlreadyReported, Mistake, Problem, problem
from report.sources.tables import Dataset, Table
from report.text.markup import escape
from report.text.templates import ENVIRONMENT

COUNTRY = "Cộng hòa xã hội chủ nghĩa Việt Nam"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
ABOUT, RECIPIENTS = "bao-cao", "noi-nhan"  # tables of a year
BLANK = "…"  # what the tables write where the source leaves something to be filled in
ROOM = "\u00a0" * 8  # to be filled in by hand
ROWS = {
    "so-ky-hieu": "number",
    "ngay": "place_and_date",
    "loai": "kind",
    "trich-yeu": "subject",
    "ky-thay": "authority",
    "chuc-vu": "post",
    "nguoi-ky": "signatory",
}


@dataclass(frozen=True)
class Letterhead:
    """The texts around a document; `superior` is empty where no body stands above the issuer."""

    superior: str
    issuer: tuple[str, ...]  # lines
    office: str
    number: str
    place_and_date: str
    kind: str
    subject: str
    authority: str
    post: str
    signatory: str
    recipients: tuple[str, ...]

    @property
    def copy_notice(self) -> str:
        """What a generated file is: only a signed one counts (Nghị định 30/2020/NĐ-CP, Điều 5)."""
        return f"Bản để đọc. Bản chính có chữ ký do {self.office} lưu."

    @property
    def attached_to(self) -> str:
        """What stands below the title of an annex."""
        date = self.place_and_date.partition(", ")[2] or self.place_and_date
        number = self.number.removeprefix("Số:").strip(" ")
        return f"(Kèm theo {self.kind} số {number} {date} của {self.office})"


def read_letterhead(
    office: Mapping[str, Any], dataset: Dataset
) -> tuple[Letterhead | None, list[Problem]]:
    """The letterhead from data/don-vi.yaml and the tables bao-cao and noi-nhan of a year, None
    where something is missing; and problems."""
    try:
        about, recipients = dataset.table(ABOUT), dataset.table(RECIPIENTS)
    except AlreadyReported:
        return None, []
    except Mistake as mistake:
        return None, [mistake.at(dataset.path)]
    missing = [key for key in ROWS if key not in about.rows]
    if missing:
        return None, [problem(about.path, 1, "thieu-dong-van-ban", key=key) for key in missing]
    texts = {name: with_room(content(about, key)) for key, name in ROWS.items()}
    name = str(office.get("ten") or "")
    head = Letterhead(
        superior=str(office.get("co_quan_chu_quan") or ""),
        issuer=tuple(office.get("dau_van_ban") or [name]),
        office=name,
        recipients=tuple(write_value(row[recipients.label]) for row in recipients.rows.values()),
        **texts,
    )
    return head, []


def content(table: Table, key: str) -> str:
    """The text of a row: the last column of the table."""
    return write_value(list(table.rows[key].values())[-1])


def with_room(text: str) -> str:
    """A text with room to write in where the source is blank."""
    return re.sub(rf" ?{BLANK} ?", ROOM, text)


def filled(template: str, head: Letterhead, **more: str) -> str:
    """A template of markup with the texts around a document, escaped and in their case."""
    texts: dict[str, Any] = {
        name: tuple(map(escape, value)) if isinstance(value, tuple) else escape(value)
        for name, value in vars(head).items()
    }
    for name in ("superior", "kind", "authority", "post"):
        texts[name] = escape(getattr(head, name).upper())
    texts["issuer"] = tuple(escape(line.upper()) for line in head.issuer)
    return ENVIRONMENT.get_template(template).render(
        head=texts,
        country=escape(COUNTRY.upper()),
        motto=escape(MOTTO),
        notice=escape(head.copy_notice),
        **more,
    )
