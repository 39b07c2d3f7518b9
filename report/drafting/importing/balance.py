"""The words and numbers of a Word file held against its draft, so that none is lost in silence.

The original is read here a second time, from its XML alone and from all its parts, by nothing that
the draft was made with: what pandoc or the reader of this package leaves out is missed here.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import zip_longest
from xml.etree.ElementTree import Element

from report.drafting.importing.left_out import LeftOut
from report.sources.cells import clean
from report.sources.office_package import Package
from report.text.encodings import decode_as

# Parts whose letters are no text of the document, and forms that nobody has filled in.
SILENT = re.compile(r"(?:.*/)?(?:styles|settings|fontTable|webSettings|numbering|theme\d*)\.xml")
GLOSSARY = "word/glossary/"
PLACES = (
    (re.compile(r"word/header\d*\.xml"), "đầu trang"),
    (re.compile(r"word/footer\d*\.xml"), "cuối trang"),
    (re.compile(r"word/comments\w*\.xml"), "ghi chú bên lề"),
    (re.compile(r"word/charts/.*"), "biểu đồ"),
    (re.compile(r"word/diagrams/.*"), "sơ đồ"),
    (re.compile(r"docProps/.*"), "thuộc tính của tệp"),
)
OUTSIDE = "phần ngoài bài"
MISSED = "đối chiếu với tệp gốc"
EMBEDDED = "tệp nhúng trong bài, máy không đọc"
EMBEDDED_TEXT = "văn bản nhúng trong bài"
# What programs write into the properties of each file: numbers of pages, times, their own name.
PROPERTIES = ("title", "subject", "creator", "keywords", "description", "category", "Company")
PROPERTIES_MORE = ("Manager", "contentStatus", "lpwstr")  # the last are those of an office itself
LETTER_NAMES = ("t", "delText")
SPACE_NAMES = ("tab", "br", "cr", "ptab")
VALUES = ("v", "pt")
BLOCK_NAMES = ("p", "tc", "title")
RUN, EQUATION = "\1", "\2"  # signs that no XML has: behind each run, before what is calculated
AUTOMATIC = re.compile(r"(?<!\s)\s*+(?:PAGE|NUMPAGES|SECTIONPAGES)\b")  # fields that count pages
IN_NUMBER = re.compile(r"(?<=\d)(?:[.,]| (?=\d{3}(?!\d)))(?=\d)")
WORD_OR_NUMBER = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class SourcePassage:
    """A paragraph of the original: its text as a whole and run by run, as a struck one ends a
    word; the part that it stands in, and whether the draft is made from that part."""

    text: str
    apart: str
    part: str
    is_body: bool

    @property
    def has_equation(self) -> bool:
        """Whether something in it has no fixed form on a line."""
        return EQUATION in self.apart


def passages_of_file(package: Package) -> list[SourcePassage]:
    """All that a Word file says, part by part, the document first."""
    main = package.main()
    related = {kind: name for kind, _, name in package.relations(main)}
    body = [name for name in (main, related.get("footnotes"), related.get("endnotes")) if name]
    found = []
    for part in [*body, *sorted(set(package.parts) - set(body))]:
        if part in package.broken or not holds_text(part):
            continue
        for text in texts_of(package.tree(part), part):
            if WORD_OR_NUMBER.search(text):
                whole = clean(text.replace(RUN, "").replace(EQUATION, ""))
                found.append(SourcePassage(whole, text.replace(RUN, "  "), part, part in body))
    return found


def holds_text(part: str) -> bool:
    """Whether a part can hold words of the document."""
    is_named = part.endswith(".xml") and not part.startswith(("[", GLOSSARY, "customXml"))
    return is_named and not SILENT.fullmatch(part)


def texts_of(tree: Element, part: str) -> Iterator[str]:
    """The paragraphs of a part, with signs between their runs and before their equations."""
    if part.startswith("docProps/"):
        for one in tree.iter():
            if name_of(one) in (*PROPERTIES, *PROPERTIES_MORE):
                yield one.text or ""
        return
    pieces: list[str] = []
    yield from read(tree, pieces, Fields())
    yield "".join(pieces)


@dataclass
class Fields:
    """The fields that letters stand in, each with its code and whether its result has begun."""

    codes: list[str] = field(default_factory=list)
    results: list[bool] = field(default_factory=list)
    opening: str = ""  # a letter that hangs over the lines of the paragraph to come

    def see(self, element: Element) -> None:
        """Take note of a mark that opens a field, parts its code from its result, or closes it."""
        kind = next((value for key, value in element.items() if key.endswith("fldCharType")), "")
        if kind == "begin":
            self.codes.append("")
            self.results.append(False)
        elif kind == "separate" and self.results:
            self.results[-1] = True
        elif kind == "end" and self.results:
            self.codes.pop()
            self.results.pop()

    @property
    def is_text(self) -> bool:
        """Whether letters here say something: no code of a field, no number of a page."""
        return all(self.results) and not any(map(AUTOMATIC.match, self.codes))


def read(element: Element, pieces: list[str], fields: Fields) -> Iterator[str]:
    """Gather the letters of an element in `pieces`; gives each block as it ends."""
    name = name_of(element)
    if name in ("moveFrom", "sdtPr") or (name == "fldSimple" and is_automatic(element)):
        return
    if name == "fldChar":
        fields.see(element)
    elif name == "instrText" and fields.codes:
        fields.codes[-1] += element.text or ""
    elif name in LETTER_NAMES and fields.is_text:
        pieces.append(
            f" {EQUATION}{element.text or ''} " if is_math(element) else element.text or ""
        )
    elif name == "ser":
        yield series(element)
        return
    elif name in VALUES and part_of_chart(element):
        pieces.append(f" {element.text or ''} ")
    elif name in SPACE_NAMES:
        pieces.append(" ")
    elif name == "noBreakHyphen":
        pieces.append("-")
    elif name == "textpath":
        pieces.append(f" {element.get('string', '')} ")
    gathered: list[str] = [] if name in BLOCK_NAMES else pieces
    if name == "p" and not is_drop_cap(element):
        gathered.append(fields.opening)
        fields.opening = ""
    for child in alternatives(element):
        yield from read(child, gathered, fields)
    if name == "p" and is_drop_cap(element):
        fields.opening += "".join(gathered).replace(RUN, "")
    elif name in BLOCK_NAMES:
        yield "".join(gathered)
    elif name in ("rt", "rubyBase"):  # words over others
        pieces.append(" ")
    elif name == "r":
        pieces.append(RUN)


def is_drop_cap(paragraph: Element) -> bool:
    """Whether a paragraph is a letter that opens the next one."""
    frames = (one for own in paragraph[:1] for one in own if name_of(one) == "framePr")
    return any(
        key.endswith("dropCap") and kind in ("drop", "margin")
        for frame in frames
        for key, kind in frame.items()
    )


def alternatives(element: Element) -> list[Element]:
    """The children of an element; of one thing in two forms the one that Word shows."""
    if name_of(element) != "AlternateContent":
        return list(element)
    return next(([one] for one in element if len(one)), [])


def part_of_chart(element: Element) -> bool:
    """Whether an element holds a value of a chart, of the older or the newer kind."""
    return "/chart" in element.tag


def series(element: Element) -> str:
    """A row of values in a chart: its name, and each value behind what it belongs to."""
    values = {
        name_of(part): [one.text or "" for one in part.iter() if name_of(one) == "v"]
        for part in element
    }
    names = " ".join(values.get("tx", []))
    categories = values.get("cat") or values.get("xVal") or []
    amounts = values.get("val") or values.get("yVal") or []
    pairs = zip_longest(categories, amounts, fillvalue="")
    shown = [": ".join(filter(None, pair)) for pair in pairs]
    return f"{names} ({'; '.join([*shown, *labels(element)])})".strip()


def labels(element: Element) -> Iterator[str]:
    """What somebody typed into a row of values of a chart: its name, the labels of its values."""
    for one in element:
        if name_of(one) not in ("cat", "val", "xVal", "yVal", "bubbleSize"):
            for part in one.iter():
                typed = "".join(piece.text or "" for piece in part.iter() if name_of(piece) == "t")
                if name_of(part) == "p" and typed:
                    yield typed
                elif (name_of(part) == "v" and name_of(one) != "tx") or name_of(part) == "name":
                    yield part.text or ""


def is_automatic(element: Element) -> bool:
    """Whether a simple field counts pages."""
    return any(key.endswith("instr") and AUTOMATIC.match(code) for key, code in element.items())


def is_math(element: Element) -> bool:
    """Whether an element is of an equation."""
    return element.tag.endswith("/math}t")


def name_of(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def words_and_numbers(text: str) -> list[str]:
    """The words and numbers of a text, in one form for the original and the draft: without the
    signs between the digits of a number, and without zeros before it."""
    plain = IN_NUMBER.sub("", unicodedata.normalize("NFKC", text).lower())
    return [
        word.lstrip("0") or "0" if word.isdecimal() else word
        for word in WORD_OR_NUMBER.findall(plain)
    ]


def missing(
    original: Sequence[SourcePassage], draft: Counter[str], joined: str, encoding: str
) -> list[LeftOut]:
    """What stands in the original and not in the draft, place by place.

    `draft` counts the words of the draft, `joined` is its text without anything between the
    letters, `encoding` the old one that it was read in. Each word of the draft stands for one of
    the original.
    """
    left = Counter(draft)
    found = []
    outside: dict[str, str] = {}
    for passage in original:
        if not passage.is_body:
            outside.setdefault(passage.text, passage.part)
            continue
        lost = lost_words(readings_of(passage, encoding), left)
        if lost and not (passage.has_equation and letters_of(passage.text) in joined):
            found.append(LeftOut(MISSED, shown_words(passage.text, lost), passage.text[:80]))
    return found + [outside_of(text, part) for text, part in outside.items()]


def readings_of(passage: SourcePassage, encoding: str) -> Iterator[list[str]]:
    """The words of a passage in each way that they can be meant, also as an old encoding has
    them, if the document was in one."""
    for text in (passage.text, passage.apart):
        yield words_and_numbers(text)
        if encoding:
            with suppress(UnicodeEncodeError):
                yield words_and_numbers(decode_as(encoding, text.encode("cp1252")) or "")


def lost_words(readings: Iterable[list[str]], left: Counter[str]) -> list[str]:
    """The words of a passage that the draft has no more of, in the reading that has fewest; the
    others are taken from what is left."""
    results = []
    for words in readings:
        counts = Counter(words)
        over = {word: count - left[word] for word, count in counts.items() if count > left[word]}
        if counts:
            results.append((sum(over.values()), counts, over))
    _, counts, over = min(results, key=lambda result: result[0])
    for word, count in counts.items():
        left[word] -= count - over.get(word, 0)
    return [word for word, count in over.items() for _ in range(count)]


def shown_words(text: str, lost: list[str]) -> str:
    """The lost words as the list of decisions has them: the whole passage where most are lost."""
    if 2 * len(lost) >= len(words_and_numbers(text)):
        return text
    return " … ".join(lost)


def letters_of(text: str) -> str:
    """The letters and digits of a text with nothing between them."""
    return "".join(WORD_OR_NUMBER.findall(unicodedata.normalize("NFKC", text).lower()))


def outside_of(text: str, part: str) -> LeftOut:
    """A passage of a part that no draft is made from."""
    if not part.endswith(".xml"):
        return LeftOut(EMBEDDED if text == part else EMBEDDED_TEXT, text, part)
    place = next((name for pattern, name in PLACES if pattern.fullmatch(part)), part)
    return LeftOut(OUTSIDE, text, place)
