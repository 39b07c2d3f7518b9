"""The words and numbers of a workbook held against its draft, so that none is lost in silence.

The file is read here a second time, by nothing that the tables were made with: the cells of each
sheet, and what Excel shows beside them (comments, text boxes, charts, headers of the print).
"""

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal, InvalidOperation
from xml.etree import ElementTree

from openpyxl.utils import get_column_letter

from report.drafting.importing.balance import (
    EQUATION,
    MISSED,
    RUN,
    name_of,
    texts_of,
    words_and_numbers,
)
from report.drafting.importing.left_out import LeftOut
from report.sources.cells import clean
from report.sources.office_package import Package, printable

COMMENT, CHART_PART, DRAWN_PART, PRINTED = "ghi chú của ô", "biểu đồ", "khung chữ, hình", "in ở lề"
ABOUT_FILE, SHEET_NAME = "thuộc tính của tệp", "tên trang tính"
BROKEN_PART = "phần bị hỏng, máy không đọc được"
PICTURE_NAME = "hình “$name”"
BETWEEN = " / "  # paragraphs of one place
NAME_BY_EXCEL = re.compile(r"(?:sheet|trang[_ ]?tính)[ _]?[0-9]*", re.IGNORECASE)
# Codes in the header of a print: fonts, sizes, colours, places, page, date, name of the file.
PRINT_CODE = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|[0-9]+|[A-Z])')
DAYS_0 = (date(1899, 12, 30), date(1904, 1, 1))  # that days are counted from
DAYS = range(73_051)  # up to the year 2099
SECONDS_OF_DAY, SECONDS_OF_HOUR = 86_400, 3_600
SIGNIFICANT_DIGITS = 15
BESIDE_CELLS = re.compile(r"xl/(?:charts/chart|diagrams/data|drawings/drawing|comments)[^/]*\.xml")


@dataclass(frozen=True)
class SheetText:
    """What a cell says: its place, its text, and all ways in which a draft can write it."""

    place: str
    text: str
    readings: tuple[str, ...]


def cell_texts(package: Package) -> list[SheetText]:
    """What the cells of all sheets say, and the sheets' own names."""
    shared = shared_strings(package)
    found = []
    for title, kind, part in sheet_parts(package):
        if not NAME_BY_EXCEL.fullmatch(title):
            found.append(SheetText(SHEET_NAME, title, (title,)))
        if kind == "worksheet" and part in package.parts and part not in package.broken:
            for cell in elements(package.parts[part], "c"):
                found += text_of_sheet_cell(title, cell, shared)
    return found


def sheet_parts(package: Package) -> Iterator[tuple[str, str, str]]:
    """The sheets of a workbook: name, kind and part."""
    main = package.main()
    related = {name: (kind, part) for kind, name, part in package.relations(main)}
    for one in package.tree(main).iter():
        if name_of(one) == "sheet":
            link = next((value for key, value in one.items() if key.endswith("}id")), "")
            yield printable(one.get("name", "")), *related.get(link, ("", ""))


def elements(part: bytes, name: str) -> Iterator[ElementTree.Element]:
    """The elements of a name in a part; each is dropped when it has been read."""
    for _, element in ElementTree.iterparse(io.BytesIO(part)):  # noqa: S314 - without a document type
        if name_of(element) == name:
            yield element
            element.clear()


def shared_strings(package: Package) -> list[str]:
    """The texts that cells refer to, also what is struck out in them."""
    parts = [part for kind, _, part in package.relations(package.main()) if kind == "sharedStrings"]
    known = [part for part in parts if part in package.parts and part not in package.broken]
    return [letters_in(item) for part in known for item in elements(package.parts[part], "si")]


def letters_in(element: ElementTree.Element) -> str:
    """All letters in an element, but for how to say them; of struck ones and others apart."""
    if name_of(element) == "rPh":
        return ""
    inner = "".join(map(letters_in, element))
    text = inner + (element.text or "") if name_of(element) == "t" else inner
    is_struck = any(name_of(one) == "strike" for one in element.iter())
    return f" {text} " if name_of(element) == "r" and is_struck else text


def text_of_sheet_cell(
    title: str, cell: ElementTree.Element, shared: Sequence[str]
) -> Iterator[SheetText]:
    """What a cell says, if it says something."""
    kind = cell.get("t", "n")
    written = "".join(one.text or "" for one in cell if name_of(one) == "v").strip()
    if kind == "inlineStr":
        written = "".join(letters_in(one) for one in cell if name_of(one) == "is")
    elif kind == "s" and written.isdecimal() and int(written) < len(shared):
        written = shared[int(written)]
    if clean(written):
        place = f"{title}!{cell.get('r', '')}"
        yield SheetText(place, clean(written), readings_of_cell(kind, written))


def readings_of_cell(kind: str, written: str) -> tuple[str, ...]:
    """The ways in which a draft can write what a cell holds."""
    if kind == "b":
        return ("có", "không")
    return number_readings(written) if kind == "n" else (written,)


def number_readings(written: str) -> tuple[str, ...]:
    """A number as it can stand in a draft: its digits, or the moment or length of time that it
    counts to."""
    try:
        number = Decimal(f"{float(written):.{SIGNIFICANT_DIGITS}g}")
    except (InvalidOperation, ValueError):
        return (written,)
    moments: list[str] = []
    if number.is_finite() and int(number) in DAYS:
        # In whole seconds and in thousandths of them, as programs write a moment into a cell.
        for second in (round(number * SECONDS_OF_DAY), round(number * SECONDS_OF_DAY, 3)):
            length = timedelta(seconds=float(second))
            hours, rest = divmod(second, SECONDS_OF_HOUR)
            moments.append(f"{hours}:{str(timedelta(seconds=float(rest)))[2:]}")  # 36:00:00
            for day_0 in DAYS_0:
                moment = datetime.combine(day_0, time()) + length
                moments += [f"{moment:%d/%m/%Y}", str(moment), str(moment.time())]
    return (f"{number:f}", *dict.fromkeys(moments))


def beside_cells(package: Package) -> list[LeftOut]:
    """What a workbook shows beside its cells, of which no table is made."""
    found: list[LeftOut] = []
    seen: set[str] = set()
    for title, kind, part in sheet_parts(package):
        if kind == "worksheet" and part in package.parts and part not in package.broken:
            found += printed_in_margins(title, package.parts[part])
        for relation, _, other in package.relations(part):
            seen.add(other)
            if relation in ("comments", "threadedComment"):
                found += comments(package, title, other)
            elif relation == "drawing":
                seen |= {one for _, _, one in package.relations(other)}
                found += drawings(package, title, other)
    for part in sorted(package.parts):
        if part.startswith("docProps/"):
            found += texts_left_out(package, ABOUT_FILE, part, "")
        elif BESIDE_CELLS.fullmatch(part) and part not in seen:
            found += texts_left_out(package, DRAWN_PART, part, part)
    return list(dict.fromkeys(found))


def printed_in_margins(title: str, part: bytes) -> Iterator[LeftOut]:
    """The headers and footers of the print of a sheet."""
    for holder in elements(part, "headerFooter"):
        for one in holder:
            words = clean(PRINT_CODE.sub(" ", one.text or ""))
            if re.search(r"\w", words):
                yield LeftOut(PRINTED, words, title)


def comments(package: Package, title: str, part: str) -> Iterator[LeftOut]:
    """The comments on cells, of the older or the newer kind."""
    if part in package.broken:
        yield LeftOut(BROKEN_PART, printable(part), title)
    elif part in package.parts:
        for one in package.tree(part).iter():
            if name_of(one) in ("comment", "threadedComment"):
                words = clean(
                    "".join(text.text or "" for text in one.iter() if is_comment_text(text))
                )
                if words:
                    yield LeftOut(COMMENT, words, f"{title}!{printable(one.get('ref', ''))}")


def is_comment_text(element: ElementTree.Element) -> bool:
    """Whether an element holds the letters of a comment."""
    return name_of(element) in ("t", "text")


def drawings(package: Package, title: str, part: str) -> Iterator[LeftOut]:
    """The text boxes, pictures and charts of a sheet, each with the cell that it begins at."""
    if part in package.broken:
        yield LeftOut(BROKEN_PART, printable(part), title)
        return
    if part not in package.parts:
        return
    related = {name: other for _, name, other in package.relations(part)}
    for anchor in package.tree(part):
        place = place_of_anchor(title, anchor)
        words = BETWEEN.join(plain_texts(anchor, part))
        if words:
            yield LeftOut(DRAWN_PART, words, place)
        for one in anchor.iter():
            if name_of(one) == "pic":
                yield LeftOut(
                    DRAWN_PART, PICTURE_NAME.replace("$name", name_of_picture(one)), place
                )
            links = [value for key, value in one.items() if key.startswith("{")]
            if name_of(one) in ("chart", "relIds"):
                for other in sorted({related[link] for link in links if link in related}):
                    yield from texts_left_out(package, CHART_PART, other, place)


def name_of_picture(picture: ElementTree.Element) -> str:
    """What a picture is described by, or called."""
    about = next((one for one in picture.iter() if name_of(one) == "cNvPr"), None)
    return "" if about is None else clean(about.get("descr") or about.get("name") or "")


def place_of_anchor(title: str, anchor: ElementTree.Element) -> str:
    """The cell that a drawing begins at; its sheet where it is not bound to cells."""
    places = {name_of(one): one.text or "" for begin in anchor for one in begin}
    with suppress(KeyError, ValueError):
        return f"{title}!{get_column_letter(int(places['col']) + 1)}{int(places['row']) + 1}"
    return title


def texts_left_out(package: Package, why: str, part: str, place: str) -> Iterator[LeftOut]:
    """All that a part says: at once, but what is told of the file property by property."""
    if part in package.broken:
        yield LeftOut(BROKEN_PART, printable(part), place)
    elif part in package.parts:
        texts = plain_texts(package.tree(part), part)
        for words in texts if why == ABOUT_FILE else filter(None, [BETWEEN.join(texts)]):
            yield LeftOut(why, words, place)


def plain_texts(tree: ElementTree.Element, part: str) -> list[str]:
    """The paragraphs of an element, without those that have no word."""
    texts = [clean(text.replace(RUN, "").replace(EQUATION, "")) for text in texts_of(tree, part)]
    return [text.strip(": ") for text in texts if re.search(r"\w", text)]


def lost_texts(texts: Iterable[SheetText], draft: Sequence[str]) -> list[LeftOut]:
    """The texts of cells that a draft does not have; `draft` is all that it says.

    Each word of the draft stands for one of the original, but the name of a sheet may be any.
    """
    left = Counter(figures_and_words("\n".join(draft)))
    known = set(left)
    found = []
    for one in texts:
        if one.place == SHEET_NAME:
            if not known.issuperset(figures_and_words(one.text)):
                found.append(LeftOut(SHEET_NAME, one.text))
            continue
        readings = [Counter(figures_and_words(reading)) for reading in one.readings]
        words = min(readings, key=lambda words: words_over(words, left))
        if words_over(words, left):
            found.append(LeftOut(MISSED, one.text, one.place))
        left.subtract(words)
    return found


def words_over(words: Counter[str], left: Counter[str]) -> int:
    """How many words there are of which nothing is left; `-` of counters would look at all that is
    left for each cell."""
    return sum(max(count - max(left[word], 0), 0) for word, count in words.items())


def figures_and_words(text: str) -> list[str]:
    """The words of a text, and its figures by the digits that count: 0.5 and 50 % are one."""
    words = words_and_numbers(text)
    return [word.rstrip("0") or "0" if word.isdecimal() else word for word in words]
