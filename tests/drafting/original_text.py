"""What an office's file says and what its draft says, read by nothing of the importer or pandoc.

Words and numbers are counted: each one of the original must stand in a page, in a table or in the
list of decisions. Numbers are their digits, without signs between them and without zeros around
them, so that 1.234,50 and 1234.5 are one.
"""

import csv
import html
import io
import math
import re
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any
from xml.etree import ElementTree

import yaml

Lost = list[tuple[str, str]]  # a word or number, and the passage that it stands in

SILENT_PARTS = re.compile(
    r"customXml/.*|docProps/(?:app|custom)\.xml|word/glossary/.*"
    r"|(?:.*/)?(?:styles\w*|settings|fontTable|webSettings|numbering|theme\d*|\[Content_Types\])\.xml"
)
BESIDE_CELLS = re.compile(r"xl/(?:comments|threadedComments|drawings/|charts/chart|diagrams/data)")
PROPERTIES = ("title", "subject", "creator", "keywords", "description", "category")
SEPARATED = re.compile(r"(?<=\d)[.,](?=\d)|(?<=\d) (?=\d{3}(?!\d))")
TOKEN = re.compile(r"\d+|[^\W\d_]+")
PAGE_COUNTS = re.compile(r"\s*(?:PAGE|NUMPAGES|SECTIONPAGES)\b")
DAYS_0 = (datetime(1899, 12, 30), datetime(1904, 1, 1))  # noqa: DTZ001 - of sheets, without a zone
LAST_DAY = 2_957_003  # the last of the year 9999, counted from 1904
SAME_UNITS = {"đồng": "đ", "vnđ": "đ"}  # as the importer writes them

FRONT = re.compile(r"\A---\n(.*?)\n---\n", re.DOTALL)
MACRO = re.compile(r"\{\{ (\w+)(?:\((.*?)\))? \}\}")
ADDRESS = re.compile(r'"([a-z-]+)\.([^".]+)\.\w+"')
LINK_LINE = re.compile(r"^ *- \[.*\]\([\w-]+\.md\)$", re.MULTILINE)
MARKUP = re.compile(r"\]\([^)\s]*\)|\[\^[^\]\s]+\]:?|[*\\]")
LABEL_OF_LIST = re.compile(r"^\s*(?:\w{1,3}\.)+\s")
OPEN = "cần điền"


def tokens(text: str) -> list[str]:
    """The words and numbers of a text in one form."""
    plain = SEPARATED.sub("", unicodedata.normalize("NFKC", text).lower())
    words = [
        (one.strip("0") or "0") if one.isdigit() else one.strip("ـ") for one in TOKEN.findall(plain)
    ]
    return [SAME_UNITS.get(word, word) for word in words]


# --- the original ---------------------------------------------------------------------------------


class WordText:
    """The paragraphs of one part of a Word file, gathered while its XML is walked through."""

    def __init__(self) -> None:
        self.found: list[str] = []
        self.codes: list[str] = []  # of open fields
        self.shown: list[bool] = []  # whether their result has begun
        self.opening = ""  # a letter that hangs over the lines of the next paragraph

    def read(self, element: ElementTree.Element, pieces: list[str]) -> None:
        """Read an element into the pieces of its paragraph."""
        name = local(element.tag)
        if name in ("moveFrom", "sdtPr", "rPrChange", "pPrChange", "pgNum"):
            return
        if name == "fldSimple" and any(PAGE_COUNTS.match(one) for one in element.attrib.values()):
            return
        if name == "fldChar":
            self.field(next((v for k, v in element.items() if k.endswith("fldCharType")), ""))
        elif name == "instrText" and self.codes:
            self.codes[-1] += element.text or ""
        elif name in ("t", "delText") and self.is_shown():
            is_equation = element.tag.endswith("/math}t")
            pieces.append(f"\2{element.text or ''}" if is_equation else element.text or "")
        elif name == "v" and "chart" in element.tag:
            pieces.append(f" {element.text or ''} ")
        elif name == "textpath":
            pieces.append(f" {element.get('string', '')} ")
        elif name in ("tab", "br", "cr", "ptab"):
            pieces.append(" ")
        elif name == "noBreakHyphen":
            pieces.append("-")
        inner: list[str] = [] if name in ("p", "tc", "ser", "title") else pieces
        if name == "p" and not hangs_over_lines(element):
            inner.append(self.opening)
            self.opening = ""
        for child in shown_children(element):
            self.read(child, inner)
        if name == "p" and hangs_over_lines(element):
            self.opening = "".join(inner).replace("\1", "")
        elif inner is not pieces:
            self.found.append("".join(inner))
        elif name == "r":
            pieces.append("\1")

    def field(self, kind: str) -> None:
        """Take note of a mark of a field."""
        if kind == "begin":
            self.codes.append("")
            self.shown.append(False)
        elif self.codes and kind == "separate":
            self.shown[-1] = True
        elif self.codes and kind == "end":
            self.codes.pop()
            self.shown.pop()

    def is_shown(self) -> bool:
        """Whether letters are text: no code of a field, no number of pages."""
        return all(self.shown) and not any(map(PAGE_COUNTS.match, self.codes))


def hangs_over_lines(paragraph: ElementTree.Element) -> bool:
    """Whether a paragraph is the large letter that opens the next."""
    return any(
        key.endswith("dropCap") and kind != "none"
        for own in paragraph[:1]
        for one in own
        for key, kind in one.attrib.items()
    )


def shown_children(element: ElementTree.Element) -> list[ElementTree.Element]:
    """The children of an element, of alternatives the one that is shown."""
    if local(element.tag) == "AlternateContent":
        return next(([one] for one in element if len(one)), [])
    return list(element)


def local(tag: str) -> str:
    """A name without its namespace."""
    return tag.rpartition("}")[2]


def parts_of(content: bytes) -> Iterator[tuple[str, ElementTree.Element]]:
    """The XML parts of a file that can hold text, each with its tree; broken ones are passed by."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        for name in dict.fromkeys(archive.namelist()):
            if name.endswith(".xml") and not SILENT_PARTS.fullmatch(name):
                try:
                    yield name, ElementTree.fromstring(archive.read(name))  # noqa: S314
                except ElementTree.ParseError:
                    continue


def properties_in(tree: ElementTree.Element) -> list[str]:
    """What somebody wrote into the properties of a file."""
    return [one.text or "" for one in tree.iter() if local(one.tag) in PROPERTIES]


def passages_of_word(content: bytes) -> tuple[list[str], set[str]]:
    """The paragraphs of the body and its notes, and those of other parts, each once."""
    body: list[str] = []
    outside: set[str] = set()
    for name, tree in parts_of(content):
        reader = WordText()
        rest: list[str] = []
        if name.startswith("docProps/"):
            outside.update(properties_in(tree))
            continue
        reader.read(tree, rest)
        found = [*reader.found, "".join(rest)]
        if re.fullmatch(r"word/(?:document\d*|footnotes\d*|endnotes\d*)\.xml", name):
            body += found
        elif name.startswith("word/"):
            outside.update(found)
    return body, outside


def cells_of_workbook(content: bytes) -> Iterator[list[str]]:
    """What each cell of a workbook says, in all ways in which a draft can write it."""
    parts = dict(parts_of(content))
    targets = targets_in(content)
    items = [
        item
        for name, tree in parts.items()
        if name.lower().endswith("sharedstrings.xml")
        for item in tree
    ]
    texts = ["".join(letters(item)) for item in items]
    for name, tree in parts.items():
        if re.fullmatch(r"xl/worksheets/[^/]+\.xml", name) and name.rpartition("/")[2] in targets:
            for cell in tree.iter():
                if local(cell.tag) == "c":
                    yield from readings_of(cell, texts)


def targets_in(content: bytes) -> set[str]:
    """The names of the parts that others refer to, without their folders."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        related = b"".join(archive.read(one) for one in archive.namelist() if one.endswith(".rels"))
    return set(re.findall(r"""Target=["'](?:[^"']*/)?([^"'/]+)["']""", related.decode("utf-8")))


def letters(element: ElementTree.Element) -> Iterator[str]:
    """The letters of a text in a workbook, without how to say them; struck ones stand apart."""
    name = local(element.tag)
    if name == "rPh":
        return
    if name == "t":
        yield element.text or ""
    for child in element:
        yield from letters(child)
    if name == "r" and any(local(one.tag) == "strike" for one in element.iter()):
        yield " "


def readings_of(cell: ElementTree.Element, texts: Sequence[str]) -> Iterator[list[str]]:
    """The ways to write one cell, if it says something."""
    kind = cell.get("t", "n")
    value = "".join(one.text or "" for one in cell if local(one.tag) == "v").strip()
    if kind == "inlineStr":
        value = "".join(piece for one in cell if local(one.tag) == "is" for piece in letters(one))
    elif kind == "s" and value.isdigit():
        value = texts[int(value)] if int(value) < len(texts) else ""
    elif kind == "b":
        yield ["có", "không"]
        return
    if value.strip():
        yield number_forms(value) if kind == "n" else [value]


def number_forms(value: str) -> list[str]:
    """A number of a sheet as a number, a share, a day, a time, a length of time."""
    try:
        number = float(value)
    except ValueError:
        return [value]
    exact_value = Decimal(f"{number:.15g}") if math.isfinite(number) else Decimal()
    forms = [f"{exact_value:f}", f"{exact_value * 100:f}", value]
    if 0 <= number < LAST_DAY:
        for day_0 in DAYS_0:
            moment = day_0 + timedelta(seconds=round(number * 86_400))
            forms += [f"{moment:%d/%m/%Y}", f"{moment:%Y-%m-%d %H:%M:%S}", f"{moment:%H:%M:%S}"]
            exact = day_0 + timedelta(seconds=round(number * 86_400, 3))
            forms += [str(exact), str(exact.time())]
        for seconds in (round(number * 86_400, 3), round(number * 86_400)):
            hours, rest = divmod(seconds, 3_600)
            forms.append(f"{hours:.0f}:{str(timedelta(seconds=rest))[2:]}")
    return forms


def beside_cells_of(content: bytes) -> set[str]:
    """What a workbook says beside its cells: comments, drawings, charts, properties."""
    found: set[str] = set()
    for name, tree in parts_of(content):
        if name.startswith("docProps/"):
            found.update(properties_in(tree))
        elif re.match(
            r"xl/(?:comments|threadedComments|drawings/|charts/chart|diagrams/data)", name
        ):
            reader = WordText()
            reader.read(tree, rest := [])
            found.update([*reader.found, "".join(rest)])
    return found


# --- the draft ------------------------------------------------------------------------------------


def said_by_draft(files: Mapping[str, str], year: int) -> Counter[str]:
    """How often each word and number stands in the files of a draft, by their paths."""
    tables = {
        re.sub(r".*/|\.csv\Z", "", path): list(csv.reader(io.StringIO(text)))
        for path, text in files.items()
        if path.endswith(".csv")
    }
    decisions = files.get("can-quyet-dinh.md", "")
    doubts = doubts_by_line(decisions)
    said = [*remarks_in(decisions)]
    for path, text in files.items():
        if path.endswith(".md") and path.startswith("docs/"):
            said.append(page_said(text, tables, doubts, year))
        elif path.endswith("datapackage.yaml"):
            said += said_of_tables(yaml.safe_load(text))
    for name, rows in tables.items():
        if name.startswith("bang-"):
            said += [cell for row in rows[1:] for cell in row[1:]]
            for number in range(1, len(rows) + 1):
                said += doubts.get((name, number), [])
    return Counter(token for one in said for token in tokens(one))


def said_of_tables(description: Any) -> Iterator[str]:
    """The titles and units of tables and of their columns."""
    for table in description["resources"]:
        for one in (table, *table["schema"]["fields"]):
            yield f"{one.get('title', '')} {one.get('don_vi', '')}"


def remarks_in(decisions: str) -> list[str]:
    """What the list of decisions says of the file as a whole."""
    found = re.search(r"## Lưu ý\n(.*?)(?=\n## |\Z)", decisions, re.DOTALL)
    return found[1].splitlines() if found else []


def doubts_by_line(decisions: str) -> dict[tuple[str, int], list[str]]:
    """What the list of decisions says of a line of a table."""
    found: dict[tuple[str, int], list[str]] = {}
    place = ("", 0)
    for line in decisions.splitlines():
        if entry := re.match(r"- \[ \] \S*?([\w-]+)\.csv:(\d+):", line):
            place = (entry[1], int(entry[2]))
        elif line.startswith("- "):
            place = ("", 0)
        elif line.startswith("    - ") and place[0] and "Câu gốc" not in line:
            found.setdefault(place, []).append(line)
    return found


def page_said(
    text: str,
    tables: Mapping[str, list[list[str]]],
    doubts: Mapping[tuple[str, int], list[str]],
    year: int,
) -> str:
    """A page with the value in the place of each macro call."""

    def value(call: re.Match[str]) -> str:
        name, arguments = call[1], call[2] or ""
        if name == "nam":
            return str(year + int(arguments or 0))
        address = ADDRESS.match(arguments) if name == "so" else None
        if not address:
            return " "
        rows = tables.get(address[1], [])
        line = next((at for at, row in enumerate(rows) if row[0] == address[2]), None)
        if line is None:
            return " "
        cells = dict(zip(rows[0], rows[line], strict=True))
        shown = cells.get("gia_tri", cells.get("ngay", cells["ten"]))
        if shown == OPEN:
            shown = " ".join(doubts.get((address[1], line + 1), []))
        unit = cells.get("don_vi", "") if "don_vi=True" in arguments else ""
        return f"{shown} {unit}" + (" ngày tháng năm" if "dai" in arguments else "")

    front = FRONT.match(text)
    number = re.search(r"^muc: (.*)$", front[1], re.MULTILINE) if front else None
    body = LINK_LINE.sub("", FRONT.sub("", text))
    return (
        (number[1] if number else "") + "\n" + html.unescape(MARKUP.sub("", MACRO.sub(value, body)))
    )


# --- one against the other ------------------------------------------------------------------------


def lost_of_word(content: bytes, said: Counter[str]) -> Lost:
    """What a Word file says and its draft does not."""
    body, outside = passages_of_word(content)
    left = Counter(said)
    lost: Lost = []
    for passage in body:
        if "\2" in passage:  # the parts of an equation stand on a line in many ways
            numbers = "".join(re.findall(r"\d", passage))
            lost += [(one, passage) for one in numbers if not any(one in word for word in said)]
            continue
        ways = [passage.replace("\1", ""), passage.replace("\1", " ")]
        lost += taken(ways, left)
    for passage in sorted(outside):
        ways = [passage.replace("\1", ""), passage.replace("\1", " ")]
        lost += taken(ways, Counter(dict.fromkeys(said, 10**6)))
    return lost


def lost_of_workbook(content: bytes, said: Counter[str]) -> Lost:
    """What a workbook says and its draft does not."""
    left = Counter(said)
    lost: Lost = []
    for ways in cells_of_workbook(content):
        lost += taken(ways, left)
    for passage in sorted(beside_cells_of(content)):
        ways = [passage.replace("\1", ""), passage.replace("\1", " ")]
        lost += taken(ways, Counter(dict.fromkeys(said, 10**6)))
    return lost


def lost_of_text(text: str, said: Counter[str]) -> Lost:
    """What a text says and a draft does not."""
    left = Counter(said)
    return [
        one
        for line in text.splitlines()
        for one in taken([line, LABEL_OF_LIST.sub("", line)], left)  # Word counts, nobody typed it
    ]


def lost_of_cells(text: str, said: Counter[str]) -> Lost:
    """What the cells of a CSV say and a draft does not; a number may be a day or a share there."""
    left = Counter(said)
    rows = csv.reader(io.StringIO(text, newline=""))
    cells = [cell for row in rows for cell in row if cell.strip()]
    truth = {"1": "có", "0": "không"}  # LibreOffice writes the two values of a formula so
    ways = [[*number_forms(cell), truth.get(cell, cell)] for cell in cells]
    return [one for forms in ways for one in taken(forms, left)]


def taken(ways: Iterable[str], left: Counter[str]) -> Lost:
    """Take a passage from what is left, in the way that loses least; what is lost of it."""
    best: tuple[int, Counter[str], Counter[str], str] | None = None
    for way in ways:
        counts = Counter(tokens(way))
        lost = Counter({word: n - left[word] for word, n in counts.items() if n > left[word]})
        if best is None or lost.total() < best[0]:
            best = (lost.total(), counts, lost, way)
    if best is None:
        return []
    _, counts, lost, way = best
    left.subtract(counts - lost)
    return [(word, way.strip()) for word in lost.elements()]


def is_number(token: str) -> bool:
    """Whether a token is a number."""
    return token.isdigit()
