"""What stands around the text of an official document: letterhead, recipients, signature block.

A document of an edited text has no signature block: it says who signed the original.

The order and the wording follow Nghị định 30/2020/NĐ-CP, Phụ lục I. No seal and no
signature is ever drawn: a generated file is a copy for reading.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from report.edition.edition import Edition
from report.edition.ending import OfficeEnd
from report.edition.text_kind import ABOUT, TextKind, text_kind
from report.figures.values import write_value
from report.problems.problem import AlreadyReported, Mistake, Problem, problem
from report.sources.tables import Dataset, Table
from report.text.markup import escape

COUNTRY = "Cộng hòa xã hội chủ nghĩa Việt Nam"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
EDITED_COPY = "Bản biên tập để đọc"
VERBATIM = "Nguyên văn báo cáo"
RECIPIENTS = "noi-nhan"  # a table of a year, as is ABOUT
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
    """The texts around a document; `superior` is empty where no body stands above the issuer.

    `text` says whether it is the office's own, `ending` that the office has ended, if it has.
    """

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
    text: TextKind = TextKind.EDITED
    ending: str = ""

    @property
    def is_edited(self) -> bool:
        """Whether the text is not the office's own."""
        return self.text is TextKind.EDITED

    @property
    def kept(self) -> str:
        """Where the signed document is: only that one counts (Nghị định 30/2020/NĐ-CP, Điều 5)."""
        where = f"thuộc hồ sơ lưu của {self.office}" if self.ending else f"do {self.office} lưu"
        return f"Bản chính có chữ ký {where}."

    @property
    def edited_notice(self) -> str:
        """What stands above the letterhead of an edited text, and in no other document."""
        return (
            "Đây không phải nguyên văn báo cáo. Số liệu, tên người, tên cơ quan và tên văn bản "
            f"theo báo cáo; câu chữ do người biên tập viết lại. {self.kept}"
        )

    @property
    def foot_notice(self) -> str:
        """What stands at the foot of the first page; empty where the notice above says it."""
        own = "" if self.is_edited else f"{VERBATIM}. {self.kept}"
        return " ".join(filter(None, (own, self.ending)))

    @property
    def signed_about(self) -> str:
        """What the print with the letterhead is, for the properties of its file."""
        return self.about if self.is_edited else self.foot_notice

    @property
    def about(self) -> str:
        """What a copy for readers is, for its properties."""
        own = f"{EDITED_COPY}, không phải nguyên văn báo cáo" if self.is_edited else "Bản để đọc"
        return " ".join(filter(None, (f"{own}. {self.kept}", self.ending)))

    @property
    def title(self) -> str:
        """The title of the file, which says that a text is edited."""
        title = f"{self.kind}: {self.subject}"
        return f"{title} ({EDITED_COPY.lower()})" if self.is_edited else title

    @property
    def reading_title(self) -> str:
        """The title of the copy for readers."""
        title = f"{self.kind} {self.subject[:1].lower()}{self.subject[1:]}"
        return f"{title} ({EDITED_COPY.lower()})" if self.is_edited else title

    @property
    def signed_by(self) -> str:
        """Who signed the original, below an edited text."""
        who = f"{self.signatory} ({self.authority} – {self.post})"
        return f"Người ký bản chính: {who}. Bản biên tập này không có chữ ký. {self.kept}"

    @property
    def received_by(self) -> str:
        """Who received the original, below an edited text."""
        return f"Nơi nhận của bản chính: {'; '.join(self.recipients)}."

    @property
    def attached_to(self) -> str:
        """What stands below the title of an annex; the office attached none to an edited text."""
        if self.is_edited:
            return "(Phụ lục do người biên tập lập, không kèm theo báo cáo)"
        date = self.place_and_date.partition(", ")[2] or self.place_and_date
        number = self.number.removeprefix("Số:").strip(" ")
        return f"(Kèm theo {self.kind} số {number} {date} của {self.office})"


def read_letterhead(
    office: Mapping[str, Any], dataset: Dataset, ending: OfficeEnd | None = None
) -> tuple[Letterhead | None, list[Problem]]:
    """The letterhead from data/don-vi.yaml and the tables bao-cao and noi-nhan of a year, None
    where something is missing; and problems. `ending` is that of the office."""
    try:
        about, recipients = dataset.table(ABOUT), dataset.table(RECIPIENTS)
    except AlreadyReported:
        return None, []
    except Mistake as mistake:
        return None, [mistake.at(dataset.path)]
    missing = [key for key in ROWS if key not in about.rows]
    if missing:
        return None, [problem(about.path, 1, "thieu-dong-van-ban", key=key) for key in missing]
    text = text_kind(dataset)
    room = str if text is TextKind.EDITED else with_room  # nothing is to be filled in
    texts = {name: room(content(about, key)) for key, name in ROWS.items()}
    name = str(office.get("ten") or "")
    head = Letterhead(
        superior=str(office.get("co_quan_chu_quan") or ""),
        issuer=tuple(office.get("dau_van_ban") or [name]),
        office=name,
        recipients=tuple(write_value(row[recipients.label]) for row in recipients.rows.values()),
        text=text,
        ending=ending.sentence if ending else "",
        **texts,
    )
    return head, []


def copies_notice(edition: Edition, year: int) -> str:
    """What the files of a year are, and where the signed document is; empty where none is made."""
    head, _ = read_letterhead(edition.office, edition.years[year], edition.ending)
    if head is None:
        return ""
    return f"Đây là {'bản biên tập' if head.is_edited else 'bản'} để đọc. {head.kept}"


def content(table: Table, key: str) -> str:
    """The text of a row: the last column of the table."""
    return write_value(list(table.rows[key].values())[-1])


def with_room(text: str) -> str:
    """A text with room to write in where the source is blank."""
    return re.sub(rf" ?{BLANK} ?", ROOM, text)


def filled(template: str, head: Letterhead, **more: str) -> str:
    """A template of markup with the texts around a document, escaped and in their case."""
    texts: dict[str, Any] = {
        name: tuple(map(escape, value)) if isinstance(value, tuple) else escape(str(value))
        for name, value in vars(head).items()
    }
    for name in ("superior", "kind", "authority", "post"):
        texts[name] = escape(getattr(head, name).upper())
    texts["issuer"] = tuple(escape(line.upper()) for line in head.issuer)
    from report.text.templates import ENVIRONMENT  # slow to import; a check fills none

    return ENVIRONMENT.get_template(template).render(
        head=texts,
        country=escape(COUNTRY.upper()),
        motto=escape(MOTTO),
        notice=escape(head.foot_notice),
        **more,
    )
