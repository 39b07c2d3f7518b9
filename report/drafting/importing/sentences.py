"""Numbers in sentences → rows of proposed tables, with a macro call in the place of each."""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from html import unescape
from itertools import pairwise
from typing import Any

from report.drafting.importing.digits import DOUBTS, SHORT_DIGITS, Meaning, meaning_of_digits
from report.drafting.importing.readings import Reading, read_name, read_value
from report.sources.cells import clean
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
# In groups of three with spaces between them, or without spaces.
DIGITS_PATTERN = r"\d{1,3}(?: \d{3})+(?!\d|\.\d)(?:,\d+)?|\d[\d.,]*\d|\d"
PLAIN_LETTER = r"[^\W⁰¹²³⁴-⁹]"  # raised digits are signs of footnotes, or units
LONGEST_PREFIX = 60  # of a name before its first digit; a line is looked through once for each
DASH = "[-–—−÷~→]"
TOKEN = re.compile(
    r"(?P<long>(?i:(?P<first>n)gày\s+(?P<d>\d{1,2})\s+tháng\s+(?P<m>\d{1,2})\s+năm\s+(?P<y>\d{4})))(?!\d)"
    r"|(?<![\w/.,–-])(?P<phone>(?:\+84|\(\+84\)|0\d)(?:[ .-]?\d){8,9}"
    r"|\(0\d{2,3}\)[ .]?\d(?:[ .-]?\d){5,7}|1[89]00[ .]?\d{4}(?:\d\d)?)"
    r"(?![\w/]|[.,–-]\d)"
    r"|(?<![\w/.-])(?P<day>\d{1,2}(?P<sign>[/.-])\d{1,2}(?P=sign)\d{4})(?!\d)"
    rf"|(?<![\w/.,–-])(?P<span>\d+\s?{DASH}\s?\d+)(?![\w/]|[.,]\d)"
    rf"|(?:(?<![\w/.,–-])|(?<={LOWER}/))(?P<number>{DIGITS_PATTERN})"  # 33 vụ/70 đối tượng
    rf"(?:{UNIT}|(?!{PLAIN_LETTER}|/|[-–]\w|[.,]\d))"
    rf"|(?<!\w)(?!{LOWER}+/\d)"
    rf"(?P<name>(?:{PLAIN_LETTER}(?:{PLAIN_LETTER}|[./–-]){{0,{LONGEST_PREFIX}}}?)?\d(?:(?:{PLAIN_LETTER}|[.,/–-])*{PLAIN_LETTER})?)"
    rf"|(?P<rest>{DIGITS_PATTERN})"
)
YEAR_OF_REPORT = re.compile(r"(?<!\w)năm\s+\**\Z", re.IGNORECASE)
MACRO = re.compile(r"\{\{ (?P<macro>\w+)(?:\((?P<arguments>.*?)\))? \}\}")
ADDRESS = re.compile(r'"(?P<table>[a-z-]+)\.(?P<key>[^".]+)\.')
MARKUP_OF_PAGE = re.compile(r"\A---\n.*?\n---\n|\]\([^)\s]*\)|\[\^[^\]\s]+\]:?|[*\\]", re.DOTALL)
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
        meaning = self.meaning(found)
        if meaning == Meaning.YEAR and YEAR_OF_REPORT.search(before_it(found)):
            offset = int(found[0]) - self.year
            if abs(offset) <= 1:
                return f"{{{{ nam({offset}) }}}}" if offset else "{{ nam }}"
        unit = UNITS.get(found["unit"] or "", "")
        reading = self.reading(found, meaning)
        key, kind = self.row(reading, unit, sentence, clean(found[0]), page)
        table, column = FOUND[kind]
        form = ', dang="dai"' if found["first"] == "n" else ", don_vi=True" if unit else ""
        before = (
            "Ngày " if found["first"] == "N" else ""
        )  # the long form begins with a small letter
        return f'{before}{{{{ so("{table}.{key}.{column}"{form}) }}}}'

    def meaning(self, found: re.Match[str]) -> Meaning:
        """What a number is: its form tells, or the words beside it."""
        digits = found["number"]
        if digits is None or found["unit"]:
            return Meaning.FIGURE
        return meaning_of_digits(before_it(found), digits, found.string[found.end() :])

    def row(
        self, reading: Reading, unit: str, sentence: str, written: str, page: str
    ) -> tuple[str, str]:
        """Key and kind of the row for a value: a new one, or that of a name met before."""
        kind = reading.kind
        if reading in self.names:
            return self.names[reading], kind
        self.counts[kind, page] += 1
        key = f"{page}-{self.counts[kind, page]}"
        if kind == "string" and not SHORT_DIGITS.fullmatch(
            reading.text
        ):  # 5 may be of Điều 5 and tổ 5
            self.names[reading] = key
        self.rows[kind].append(Found(page, key, reading, unit, sentence, written))
        return key, kind

    def reading(self, found: re.Match[str], meaning: Meaning) -> Reading:
        """How a number is read; what is part of a name stays text."""
        if found["long"]:
            day, month, year = found.group("d", "m", "y")
            return read_value(f"{day:0>2}/{month:0>2}/{year}", self.thousands)
        if meaning in DOUBTS:
            return Reading("integer", MARK, DOUBTS[meaning].replace("$digits", found[0]))
        value = found["day"] or found["number"] or found["rest"]
        if value and meaning == Meaning.FIGURE:
            return read_value(value, self.thousands)
        return read_name(clean(found[0]))

    def plain(self, texts: Sequence[str]) -> list[str]:
        """The texts of pages, with what was written in the place of each macro call and without
        the signs of Markdown."""
        written = {
            (FOUND[kind][0], row.key): row.written for kind in FOUND for row in self.rows[kind]
        }

        def original(call: re.Match[str]) -> str:
            arguments = call["arguments"] or ""
            if call["macro"] == "nam":
                return str(self.year + int(arguments or 0))
            found = ADDRESS.match(arguments) if call["macro"] == "so" else None
            return written.get((found["table"], found["key"]), "") if found else " "

        return [unescape(MARKUP_OF_PAGE.sub("", MACRO.sub(original, text))) for text in texts]


def before_it(found: re.Match[str]) -> str:
    """What stands before a number, as far as it can tell what the number is."""
    return found.string[max(found.start() - 200, 0) : found.start()]


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
