"""An office's own Word file, data/mau.docx: what the DOCX of its report looks like.

Anybody may propose the file, so nothing of it is kept or run: read are the looks of the styles
that the documents use, the margins, and the words at the top and foot of a page. Each value is one
of a known form; all else is left behind. WordprocessingML: ECMA-376 part 1, 17.7, 17.6 and 17.10.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element

from report.problems.problem import Mistake, Problem, problem
from report.sources.memory import remembered
from report.sources.office_package import Package, open_package, read_file
from report.sources.paths import OFFICE_TEMPLATE

WML = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
# The styles of a document by the names that Word shows, and what they are for.
TEMPLATE_STYLES = {
    "Title": "tên loại văn bản",
    "Subtitle": "trích yếu",
    "Tiêu đề văn bản": "quốc hiệu, tên cơ quan và chữ ký",
    "Body Text": "đoạn văn",
    "heading 1": "đề mục Phần",
    "heading 2": "đề mục I.",
    "heading 3": "đề mục 1.",
    "heading 4": "đề mục a)",
    "Tên bảng": "tên bảng",
    "Chữ trong bảng": "chữ trong bảng",
    "Nơi nhận": "nơi nhận",
    "Footnote Text": "chú thích cuối trang",
}
SMALL_NUMBER = "[0-9]{1,5}"
WITH_SIGN = f"-?{SMALL_NUMBER}"  # what may reach into the margin
LETTER_SIZE = "[1-9][0-9]{0,2}"  # half points
SWITCH_FORM = r"0|1|true|false|on|off"
# Elements of a look in the order of the standard, their attributes and what these may be.
PARAGRAPH_FORMS: Mapping[str, Mapping[str, str]] = {
    "keepNext": {"val": SWITCH_FORM},
    "keepLines": {"val": SWITCH_FORM},
    "spacing": {
        **dict.fromkeys(("before", "after", "line"), SMALL_NUMBER),
        "lineRule": "auto|exact|atLeast",
    },
    "ind": {
        **dict.fromkeys(("left", "right"), WITH_SIGN),
        **dict.fromkeys(("firstLine", "hanging"), SMALL_NUMBER),
    },
    "jc": {"val": "left|right|center|both|start|end"},
}
LETTER_FORMS: Mapping[str, Mapping[str, str]] = {
    "rFonts": dict.fromkeys(("ascii", "hAnsi", "cs", "eastAsia"), r"[\w .-]{1,40}"),
    **{key: {"val": SWITCH_FORM} for key in ("b", "bCs", "i", "iCs", "caps", "smallCaps")},
    "color": {"val": r"[0-9A-Fa-f]{6}|auto"},
    "sz": {"val": LETTER_SIZE},
    "szCs": {"val": LETTER_SIZE},
    "u": {"val": "none|single"},
}
A4 = (11906, 16838)  # twentieths of a point
TOLERANCE = 60
TEMPLATE_MARGINS = ("top", "right", "bottom", "left", "header", "footer")
LARGEST_MARGIN = 4000  # 7 cm: text that is left would be a narrow strip
MOST_ANCESTORS = 10  # of a style
MOST_LINES, LONGEST_LINE = 6, 300  # of what stands above and below the text; letters of a line
MARGIN_NAMES = {"header": "đầu trang", "footer": "chân trang"}
TAB_ROOM = " "  # what stands for one
PICTURE_ELEMENTS = ("drawing", "pict")  # in a header or footer
PAGE_FIELDS = ("NUMPAGES", "PAGE")
# What does something when a file is opened, or fetches something.
ACTIVE_PARTS = re.compile(r"vbaproject|(^|/)(activex|embeddings|ctrlprops)/|oleobject", re.I)
ACTIVE_RELATIONS = ("attachedTemplate", "aFChunk", "subDocument", "oleObject", "frame", "control")

Look = Mapping[str, Mapping[str, str]]  # element → attributes


@dataclass(frozen=True)
class StyleLook:
    """What a style of the template says: of paragraphs and of letters."""

    paragraph: Look
    letters: Look


@dataclass(frozen=True)
class MarginLine:
    """A line above or below the text: its side (as in `jc`), its pieces: words or PAGE_FIELDS."""

    side: str
    pieces: tuple[str, ...]


@dataclass(frozen=True)
class OfficeTemplate:
    """What the DOCX of an office takes from its own file: looks by the names of styles, margins in
    twentieths of a point, lines at the top and foot of pages behind the first."""

    looks: Mapping[str, StyleLook]
    margins: Mapping[str, int]
    header: tuple[MarginLine, ...] = ()
    footer: tuple[MarginLine, ...] = ()


def office_template(root: Path) -> OfficeTemplate | None:
    """The template of the office, None where it has none or one that cannot be used."""
    return read_template(root)[0]


def template_is_sound(root: Path) -> list[Problem]:
    """The office's own Word file can be used, and has what the documents need."""
    return read_template(root)[1]


def read_template(root: Path) -> tuple[OfficeTemplate | None, list[Problem]]:
    """The template and what is wrong with it; a symbolic link is nothing that is read."""
    path = root / OFFICE_TEMPLATE
    if path.is_symlink() or not path.is_file():
        return None, []
    try:
        return template_in(read_file(path))
    except Mistake as mistake:
        return None, [mistake.at(OFFICE_TEMPLATE)]
    except OSError:
        return None, [problem(OFFICE_TEMPLATE, 1, "khong-mo-duoc")]


@remembered
def template_in(content: bytes) -> tuple[OfficeTemplate, list[Problem]]:
    """The template that a file holds, and what it lacks. Raises Mistake where it is none."""
    package = open_package(OFFICE_TEMPLATE, content)
    refuse_active(package)
    return taken(package)


def refuse_active(package: Package) -> None:
    """Refuse what runs programs, holds files of other programs or fetches from elsewhere. Raises
    Mistake."""
    for name in package.names:
        if ACTIVE_PARTS.search(name):
            raise Mistake("mau-co-thanh-phan-chay", what=name[:60])
    for part in package.parts:
        for one in package.tree(part) if part.endswith(".rels") else ():
            kind = one.get("Type", "").rpartition("/")[2]
            outside = one.get("TargetMode", "") != "" and kind != "hyperlink"
            if kind in ACTIVE_RELATIONS or (outside and one.get("TargetMode") != "Internal"):
                raise Mistake("mau-co-thanh-phan-chay", what=kind[:60])
    if package.kind() != "document":
        raise Mistake("mau-khong-phai-word")


def taken(package: Package) -> tuple[OfficeTemplate, list[Problem]]:
    """What is taken of an opened template, and what it lacks."""
    main = package.main()
    related = {kind: name for kind, _, name in package.relations(main)}
    styles = part_tree(package, related.get("styles", ""))
    looks = {} if styles is None else dict(looks_of(styles))
    section = next(reversed([*package.tree(main).iter(f"{WML}sectPr")]), None)
    problems = [
        problem(OFFICE_TEMPLATE, 1, "mau-thieu-kieu", style=name, meaning=meaning)
        for name, meaning in TEMPLATE_STYLES.items()
        if name.casefold() not in looks
    ]
    margins, wrong = margins_of(section)
    by_id = {number: name for _, number, name in package.relations(main)}
    parts = {
        kind: part_tree(package, by_id.get(reference_of(section, kind), ""))
        for kind in MARGIN_NAMES
    }
    lines = {kind: margin_lines(part) for kind, part in parts.items()}
    for kind, part in parts.items():
        problems += left_behind(part, MARGIN_NAMES[kind])
    shown = [piece for line in (*lines["header"], *lines["footer"]) for piece in line.pieces]
    if shown and "PAGE" not in shown:
        problems.append(problem(OFFICE_TEMPLATE, 1, "mau-thieu-so-trang"))
    template = OfficeTemplate(looks, margins, lines["header"], lines["footer"])
    return template, [*wrong, *problems]


def part_tree(package: Package, name: str) -> Element | None:
    """The tree of a part, None where there is none of that name."""
    return package.tree(name) if name in package.parts else None


def looks_of(styles: Element) -> Iterator[tuple[str, StyleLook]]:
    """The look of each style that the documents use, by its name in small letters: its own and
    those of the styles that it is based on, above what all letters have by default."""
    paragraphs = {
        one.get(f"{WML}styleId", ""): one
        for one in styles.iter(f"{WML}style")
        if one.get(f"{WML}type") == "paragraph"
    }
    defaults = styles.find(f"{WML}docDefaults/{WML}rPrDefault/{WML}rPr")
    wanted = {name.casefold() for name in TEMPLATE_STYLES}
    for one in paragraphs.values():
        name = unicodedata.normalize("NFC", val_of(one.find(f"{WML}name"))).casefold()
        if name not in wanted:
            continue
        paragraph: dict[str, Mapping[str, str]] = {}
        letters = dict(look_of(defaults, LETTER_FORMS))
        for ancestor in reversed(ancestors(one, paragraphs)):
            add_look(paragraph, look_of(ancestor.find(f"{WML}pPr"), PARAGRAPH_FORMS))
            add_look(letters, look_of(ancestor.find(f"{WML}rPr"), LETTER_FORMS))
        yield name, StyleLook(paragraph, letters)


def ancestors(style: Element, styles: Mapping[str, Element]) -> list[Element]:
    """A style and those that it is based on, the nearest first; a circle ends."""
    found = [style]
    while len(found) < MOST_ANCESTORS:
        above = styles.get(val_of(found[-1].find(f"{WML}basedOn")))
        if above is None or above in found:
            break
        found.append(above)
    return found


def add_look(below: dict[str, Mapping[str, str]], look: Look) -> None:
    """Put a look over another: attribute by attribute."""
    for name, attributes in look.items():
        below[name] = {**below.get(name, {}), **attributes}


def look_of(properties: Element | None, known: Mapping[str, Mapping[str, str]]) -> Look:
    """The properties of a style that are known and say what they may."""
    found: dict[str, Mapping[str, str]] = {}
    for one in properties if properties is not None else ():
        name = one.tag.rpartition("}")[2]
        forms = known.get(name)
        if forms is None or not one.tag.startswith(WML):
            continue
        said = {key: one.get(f"{WML}{key}") for key in forms}
        sound = {
            key: value
            for key, value in said.items()
            if value is not None and re.fullmatch(forms[key], value)
        }
        if sound or not any(value is not None for value in said.values()):
            found[name] = sound
    return found


def margins_of(section: Element | None) -> tuple[dict[str, int], list[Problem]]:
    """The margins of the last section, whose paper is A4; none where they are not usable."""
    paper = section.find(f"{WML}pgSz") if section is not None else None
    edges = section.find(f"{WML}pgMar") if section is not None else None
    if paper is None or edges is None:
        return {}, [problem(OFFICE_TEMPLATE, 1, "mau-khong-a4", size="không rõ")]
    size = tuple(whole_number(paper, name) for name in ("w", "h"))
    if any(abs(one - wanted) > TOLERANCE for one, wanted in zip(size, A4, strict=True)):
        said = " × ".join(f"{one * 25.4 / 1440:.0f}" for one in size)
        return {}, [problem(OFFICE_TEMPLATE, 1, "mau-khong-a4", size=f"{said} mm")]
    margins = {name: whole_number(edges, name) for name in TEMPLATE_MARGINS}
    if not all(0 <= one <= LARGEST_MARGIN for one in margins.values()):
        return {}, [problem(OFFICE_TEMPLATE, 1, "mau-le-qua-rong")]
    return margins, []


def whole_number(element: Element, name: str) -> int:
    """A whole number of an attribute; -1 where it is none."""
    said = element.get(f"{WML}{name}", "")
    return int(said) if re.fullmatch("[0-9]{1,6}", said) else -1


def reference_of(section: Element | None, kind: str) -> str:
    """The relation of the header or footer that pages behind the first have."""
    for one in section if section is not None else ():
        if one.tag == f"{WML}{kind}Reference" and one.get(f"{WML}type", "default") == "default":
            return one.get(f"{RELATION}id", "")
    return ""


def margin_lines(part: Element | None) -> tuple[MarginLine, ...]:
    """The lines of a header or footer that say something, at most MOST_LINES."""
    lines = (within_bounds(line) for line in lines_of_margin(part))
    return tuple(lines)[:MOST_LINES]


def lines_of_margin(part: Element | None) -> list[MarginLine]:
    """All lines of a header or footer that say something, however many and long."""
    found = [margin_line(one) for one in part.iter(f"{WML}p")] if part is not None else []
    return [line for line in found if "".join(line.pieces).strip()]


def left_behind(part: Element | None, where: str) -> Iterator[Problem]:
    """What of a header or footer does not come into documents is told: pictures, lines beyond
    MOST_LINES, letters beyond LONGEST_LINE."""
    if part is not None and any(
        True for name in PICTURE_ELEMENTS for _ in part.iter(f"{WML}{name}")
    ):
        yield problem(OFFICE_TEMPLATE, 1, "mau-co-hinh", part=where)
    lines = lines_of_margin(part)
    if len(lines) > MOST_LINES or any(within_bounds(line) != line for line in lines):
        most, letters = MOST_LINES, LONGEST_LINE
        yield problem(OFFICE_TEMPLATE, 1, "mau-qua-dai", part=where, most=most, letters=letters)


def within_bounds(line: MarginLine) -> MarginLine:
    """A line with LONGEST_LINE of its letters, and all its page numbers."""
    room, pieces = LONGEST_LINE, []
    for piece in line.pieces:
        kept = piece if piece in PAGE_FIELDS else piece[:room]
        room -= len(piece) if piece not in PAGE_FIELDS else 0
        room = max(room, 0)
        pieces += [kept] if kept else []
    return MarginLine(line.side, tuple(pieces))


def margin_line(paragraph: Element) -> MarginLine:
    """The words and page numbers of a paragraph, without what a field showed when it was saved;
    words that touch each other are one piece, however Word has cut them."""
    side = look_of(paragraph.find(f"{WML}pPr"), PARAGRAPH_FORMS).get("jc", {}).get("val", "left")
    pieces: list[str] = []
    for piece in pieces_of(paragraph):
        if pieces and not {piece, pieces[-1]} & {*PAGE_FIELDS}:
            pieces[-1] += piece
        elif pieces or piece != TAB_ROOM:
            pieces.append(piece)
    return MarginLine(side, tuple(pieces))


def pieces_of(paragraph: Element) -> Iterator[str]:
    """The words and page numbers of a paragraph as they are cut in the file."""
    shown = {one for field in paragraph.iter(f"{WML}fldSimple") for one in field.iter(f"{WML}t")}
    in_field = False
    for one in paragraph.iter():
        match one.tag.rpartition("}")[2]:
            case "fldSimple":
                yield from field_in(one.get(f"{WML}instr", ""))
            case "fldChar":
                in_field = one.get(f"{WML}fldCharType") != "end"
            case "instrText":
                yield from field_in(one.text or "")
            case "t" if not in_field and one not in shown and one.text:
                yield one.text
            case "tab" if not in_field:
                yield TAB_ROOM


def field_in(instruction: str) -> Sequence[str]:
    """The field that an instruction is, where it is one of PAGE_FIELDS."""
    words = instruction.split()[:1]
    return words if words and words[0] in PAGE_FIELDS else ()


def val_of(element: Element | None) -> str:
    """The value of an element, empty where it has none."""
    return element.get(f"{WML}val", "") if element is not None else ""
