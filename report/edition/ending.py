"""An office that has ended, and where its readers go now: `ket_thuc` in data/don-vi.yaml.

- `ngay`: the first day without it;
- `can_cu`: the key of the document that ended it, in the register;
- `noi_tiep_nhan`: whom to ask now;
- `trang`: the page under docs/ that says where to go now.

An office without the key still exists, and nothing is shown.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from report.figures.citations import document
from report.figures.values import write_value
from report.problems.problem import AlreadyReported, Mistake, Problem, near_miss, problem
from report.sources.shapes import UNREAD, line_of
from report.sources.tables import Dataset
from report.text.numbers import read_date, write_date, write_english

OFFICE_ENDED = "ket_thuc"
PARTS = {
    "ngay": "ngày đầu tiên không còn cơ quan",
    "can_cu": "khóa của văn bản",
    "noi_tiep_nhan": "nơi tiếp nhận",
    "trang": "trang chỉ dẫn",
}


@dataclass(frozen=True)
class OfficeEnd:
    """The end of an office, as readers are told of it: `name` is its short name, `year` the
    newest that it reports on, `document` kind and number of what ended it, `page_title` the name
    of the page at `page` under docs/."""

    name: str
    year: int
    day: date
    document: str
    ask: str
    page: str
    page_title: str

    @property
    def record(self) -> str:
        """What a page is now; guidance of today is none."""
        return f"Tư liệu đến năm {self.year}."

    @property
    def line(self) -> str:
        """What stands above each page, behind what it is and before the link: two lines of a
        phone."""
        return f"{self.name} không còn từ {write_date(self.day)} ({self.document})."

    @property
    def english(self) -> str:
        """The same for a page in English, before the name of the document."""
        return (
            f"A record up to {self.year}. This office ceased to exist on {write_english(self.day)}"
        )

    @property
    def sentence(self) -> str:
        """What stands where no link can lead on: in documents, feeds, downloads."""
        return f"Đây là tư liệu đến năm {self.year}. {self.whom_to_ask}"

    @property
    def whom_to_ask(self) -> str:
        """The same for the handbook, whose rules may hold today."""
        return (
            f"{self.name} kết thúc hoạt động từ ngày {write_date(self.day)} ({self.document}). "
            f"Nay cần hỏi, xin liên hệ {self.ask}; xem trang “{self.page_title}” trên trang web."
        )


def read_ending(
    office: Mapping[str, Any], common: Dataset, titles: Mapping[str, str], year: int
) -> OfficeEnd | None:
    """The end of an office, None where it still exists, or where what is said of it cannot be
    read; `titles` are those of the pages by their paths under docs/."""
    stated = office.get(OFFICE_ENDED)
    if not stated or any(not stated.get(part) for part in PARTS):
        return None
    try:
        row = document(common, stated["can_cu"])
        day = read_date(stated["ngay"])
    except (AlreadyReported, Mistake):
        return None
    if stated["trang"] not in titles:
        return None
    return OfficeEnd(
        name=str(office.get("ten_ngan") or office.get("ten") or ""),
        year=year,
        day=day,
        document=" ".join(filter(None, map(write_value, (row["loai"], row["so_ky_hieu"])))),
        ask=stated["noi_tiep_nhan"],
        page=stated["trang"],
        page_title=titles[stated["trang"]],
    )


def publisher(office: Mapping[str, Any], end: OfficeEnd | None) -> str:
    """Who publishes the site and its files: the office itself, and after its end those who keep
    the record. What it reported stays its own."""
    if end is None:
        return str(office.get("ten") or "")
    return f"Người biên tập trang “{office.get('trang') or end.name}”"


def ending_is_sound(
    path: str, office: Mapping[str, Any], common: Dataset, titles: Mapping[str, str]
) -> Iterator[Problem]:
    """The end of an office in the file at `path` has a day that can be read, a document of the
    register, a page that is there, and says whom to ask."""
    stated = office.get(OFFICE_ENDED)
    if stated is None:
        return
    lines = {str(key): line_of(key) for key in stated}
    for part, what in PARTS.items():
        if not stated.get(part):
            line = stated.get("__line__", 1)
            yield problem(path, line, "ket-thuc-thieu-muc", what=what, key=part)
    for part in stated:
        if part not in (*PARTS, "__line__"):
            guess, known = near_miss(str(part), PARTS), ", ".join(PARTS)
            name = f"{OFFICE_ENDED}.{part}"
            yield problem(path, lines[part], "muc-co-quan-la", guess=guess, key=name, known=known)
    if read_part(stated, "ngay"):
        try:
            read_date(stated["ngay"])
        except Mistake as mistake:
            yield mistake.at(path, lines["ngay"])
    if read_part(stated, "can_cu"):
        try:
            document(common, stated["can_cu"])
        except AlreadyReported:
            pass
        except Mistake as mistake:
            yield mistake.at(path, lines["can_cu"])
    page = read_part(stated, "trang")
    if page and page not in titles:
        guess = near_miss(page, titles)
        yield problem(path, lines["trang"], "ket-thuc-khong-co-trang", guess=guess, page=page)


def read_part(stated: Mapping[str, Any], part: str) -> str:
    """A part of what is said of the end, empty where it is missing or no text."""
    text = str(stated.get(part) or "")
    return "" if text == UNREAD else text
