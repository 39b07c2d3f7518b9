"""Numbers in sentences → rows of proposed tables, with a macro call in the place of each."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import Any

from report.drafting.importing.readings import Reading, read_name, read_value
from report.sources.csv_rows import clean
from report.sources.kinds import COLUMN_KINDS
from report.sources.open_places import MARK

# Units that can be nothing else behind a number, as they are written and as they are meant.
UNITS = {
    **{unit: unit for unit in ("triệu đồng", "tỷ đồng", "nghìn đồng", "đồng", "%", "ha", "m²")},
    **{unit: unit for unit in ("km", "kg", "tấn")},
    **{"đ": "đồng", "VNĐ": "đồng", "m2": "m²"},
}
UNIT = rf"[ \u00a0]?(?P<unit>{'|'.join(UNITS)})(?!\w)"
LOWER = f"[{''.join(filter(str.islower, map(chr, range(0x61, 0x1EFA))))}]"
# Parts of Markdown whose digits are no text: addresses, labels of footnotes, places kept free.
KEPT = re.compile(
    r"(\ue000[^\ue000\ue001]*\ue001|\]\([^)\s\[]*\)|\[\^[^\[\]\s]+\]|<https?:[^<>\s]*>)"
)
DIGITS_PATTERN = r"\d[\d.,]*\d|\d"
PLAIN_LETTER = r"[^\W⁰¹²³⁴-⁹]"  # raised digits are signs of footnotes, or units
LONGEST_PREFIX = 60  # of a name before its first digit; a line is looked through once for each
TOKEN = re.compile(
    r"(?P<long>ngày (?P<d>\d{1,2}) tháng (?P<m>\d{1,2}) năm (?P<y>\d{4}))(?!\d)"
    r"|(?P<year>(?<=[Nn]ăm |NĂM )\d{4})(?![\w/]|[.,]\d|\s?[-–]\s?\d)"
    r"|(?<![\w/.-])(?P<day>\d{1,2}(?P<sign>[/.-])\d{1,2}(?P=sign)\d{4})(?!\d)"
    r"|(?<![\w/.,–-])(?P<span>\d+\s?[-–]\s?\d+)(?![\w/]|[.,]\d)"
    rf"|(?:(?<![\w/.,–-])|(?<={LOWER}/))(?P<number>{DIGITS_PATTERN})"  # 33 vụ/70 đối tượng
    rf"(?:{UNIT}|(?!{PLAIN_LETTER}|/|[-–]\w|[.,]\d))"
    rf"|(?<!\w)(?!{LOWER}+/\d)"
    rf"(?P<name>(?:{PLAIN_LETTER}(?:{PLAIN_LETTER}|[./–-]){{0,{LONGEST_PREFIX}}}?)?\d(?:(?:{PLAIN_LETTER}|[.,/–-])*{PLAIN_LETTER})?)"
    rf"|(?P<rest>{DIGITS_PATTERN})"
)
SENTENCE_END = re.compile(r"[.;!?…]\s+")
MARKUP_SIGNS = re.compile(r"\\(?=[^\w\s])|\*+|\ue000[^\ue000\ue001]*\ue001|\[\^[^\[\]\s]+\]:?")

# The tables that take what was found in sentences: their titles, and the column of the value.
FOUND: Mapping[str, tuple[str, str]] = {
    "integer": ("so-nguyen", "gia_tri"),
    "number": ("so-thap-phan", "gia_tri"),
    "date": ("ngay-thang", "ngay"),
    "string": ("ten-goi", "ten"),
}
TITLES = {
    "integer": "Số nguyên trong bài",
    "number": "Số thập phân trong bài",
    "date": "Ngày trong bài",
    "string": "Tên gọi có chữ số trong bài",
}


@dataclass(frozen=True)
class Found:
    """A figure found in a sentence, as a row of a proposed table."""

    page: str
    key: str
    reading: Reading
    unit: str
    sentence: str
    written: str


@dataclass
class Figures:
    """What was found in the sentences of a document, by kind of value; how many of a kind a page
    has, and which key a name has, without looking through all."""

    year: int
    thousands: bool
    rows: dict[str, list[Found]] = field(default_factory=lambda: {kind: [] for kind in FOUND})
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)
    names: dict[Reading, str] = field(default_factory=dict)

    def replace(self, text: str, page: str) -> str:
        """`text` with a macro call for each number; `page` names the rows."""
        return "\n".join(self.replace_line(line, page) for line in text.split("\n"))

    def replace_line(self, line: str, page: str) -> str:
        """A line, which is a paragraph, with its numbers replaced."""
        pieces, begin = [], 0
        ends, sentences = sentences_of(line)
        for part in KEPT.split(line):

            def call(found: re.Match[str], start: int = begin) -> str:
                sentence = sentences[bisect_right(ends, start + found.start())]
                return self.call(found, sentence, page)

            pieces.append(part if KEPT.fullmatch(part) else TOKEN.sub(call, part))
            begin += len(part)
        return "".join(pieces)

    def call(self, found: re.Match[str], sentence: str, page: str) -> str:
        """The macro call for one number; its row is added."""
        offset = int(found["year"]) - self.year if found["year"] else None
        if offset is not None and abs(offset) <= 1:
            return f"{{{{ nam({offset}) }}}}" if offset else "{{ nam }}"
        unit = UNITS.get(found["unit"] or "", "")
        key, kind = self.row(self.reading(found), unit, sentence, clean(found[0]), page)
        table, column = FOUND[kind]
        form = ', dang="dai"' if found["long"] else ", don_vi=True" if unit else ""
        return f'{{{{ so("{table}.{key}.{column}"{form}) }}}}'

    def row(
        self, reading: Reading, unit: str, sentence: str, written: str, page: str
    ) -> tuple[str, str]:
        """Key and kind of the row for a value: a new one, or that of a name met before."""
        kind = reading.kind
        if reading in self.names:
            return self.names[reading], kind
        self.counts[kind, page] += 1
        key = f"{page}-{self.counts[kind, page]}"
        if kind == "string":
            self.names[reading] = key
        self.rows[kind].append(Found(page, key, reading, unit, sentence, written))
        return key, kind

    def reading(self, found: re.Match[str]) -> Reading:
        """How a number is read; what is part of a name stays text."""
        if found["long"]:
            day, month, year = found.group("d", "m", "y")
            return read_value(f"{day:0>2}/{month:0>2}/{year}", self.thousands)
        value = found["day"] or found["number"] or found["rest"]
        if value:
            return read_value(value, self.thousands)
        return read_name(clean(found[0]))


def sentences_of(line: str) -> tuple[list[int], list[str]]:
    """Where the sentences of a line end, the last one left out, and each as plain text.

    Found once for a line, as a paragraph can have thousands of numbers.
    """
    ends = [found.end() for found in SENTENCE_END.finditer(line)]
    return ends, [plain_sentence(line[begin:end]) for begin, end in pairwise([0, *ends, len(line)])]


def plain_sentence(text: str) -> str:
    """A sentence without the signs of Markdown."""
    return clean(MARKUP_SIGNS.sub("", text)).lstrip("#- ")


def found_rows(kind: str, rows: list[Found]) -> Iterator[list[str]]:
    """The CSV of one kind, header first."""
    if kind == "string":
        yield ["khoa", "ten", "giai_thich", "cau"]
    elif kind == "date":
        yield ["khoa", "ten", "ngay", "cau"]
    else:
        yield ["khoa", "ten", "gia_tri", "don_vi", "cau"]
    for row in rows:
        if kind == "string":
            yield [row.key, row.reading.text, MARK, row.sentence]
        elif kind == "date":
            yield [row.key, MARK, row.reading.text, row.sentence]
        else:
            yield [row.key, MARK, row.reading.text, row.unit or MARK, row.sentence]


def found_fields(kind: str) -> list[dict[str, Any]]:
    """The columns of the table of one kind, for the description."""
    key = {"name": "khoa", "title": "Khóa", "type": "string"}
    name = {"name": "ten", "title": "Nội dung", "type": "string"}
    sentence = {"name": "cau", "title": "Câu trong bản gốc", "type": "string"}
    if kind == "string":
        return [
            key,
            name,
            {"name": "giai_thich", "title": "Giải thích", "type": "string"},
            sentence,
        ]
    if kind == "date":
        day = {"name": "ngay", "title": "Ngày", "type": kind, **COLUMN_KINDS[kind].format}
        return [key, name, day, sentence]
    value = {"name": "gia_tri", "title": "Giá trị", "type": kind, **COLUMN_KINDS[kind].format}
    unit = {"name": "don_vi", "title": "Đơn vị", "type": "string"}
    return [key, name, value | {"cot_don_vi": "don_vi"}, unit, sentence]
