"""A cell of a CSV in the normal form, and what was wrong with it, the worst thing only."""

import re
import unicodedata

from report.problems.problem import Mistake
from report.sources.files import FOREIGN_LINE_BREAK
from report.text.encodings import SUSPECT, damage
from report.text.mojibake import is_doubled, undouble
from report.text.syllables import CONTROLS

# Signs that no program shows: spaces without width, marks of direction, soft hyphens.
HIDDEN_SIGNS = "\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufeff"
INVISIBLE = re.compile(f"[{HIDDEN_SIGNS}]")
HIDDEN_NAMES = {
    "\u00ad": "gạch nối mềm",
    "\u200b": "dấu cách không bề rộng",
    "\u200e": "dấu hướng chữ",
    "\u200f": "dấu hướng chữ",
    "\ufeff": "BOM",
}
# How Excel writes a character that XML cannot have (ECMA-376, 22.9.2.19), such as a line break.
EXCEL_CODE = re.compile(r"_x00([01][0-9A-Fa-f]|7[Ff])_")
RUN_OF_SPACES = re.compile(r"[^\S\n]+")
# Where this matches nowhere in a file, its cells need no more than their ends stripped.
ODD = re.compile(
    rf"{SUSPECT.pattern}|[{HIDDEN_SIGNS}]|{CONTROLS.pattern}|{EXCEL_CODE.pattern}|[^\S\n ]|  "
)
SHOWN_OF_CELL = 60  # characters of a cell in a message


def is_odd(text: str) -> bool:
    """Whether cells of a file need more than their ends stripped."""
    is_nfc = unicodedata.is_normalized("NFC", text)
    return not is_nfc or "\r" in text or ODD.search(text) is not None


def clean(cell: str) -> str:
    """A cell in the normal form: NFC, line breaks LF, no invisible characters, one space
    between words and none at the ends; a no-break space is a space."""
    text = unicodedata.normalize("NFC", INVISIBLE.sub("", FOREIGN_LINE_BREAK.sub("\n", cell)))
    return RUN_OF_SPACES.sub(" ", text).strip()


def mended_cell(cell: str) -> tuple[str, Mistake | None]:
    """A cell in the normal form, and what was wrong with it; letters that are damaged stay.

    Line breaks and letters in NFD have a warning of their own, for the whole file.
    """
    found = damage(cell)
    if found:
        meant = certain_reading(cell)
        if meant is None:
            return clean(cell), found
        return meant, Mistake(
            "utf-8-doc-lai", text=cell.strip()[:SHOWN_OF_CELL], meant=meant[:SHOWN_OF_CELL]
        )
    text = EXCEL_CODE.sub(coded_character, cell)
    normal = clean(text)
    if CONTROLS.search(normal):
        return normal, Mistake("ky-tu-dieu-khien")
    return normal, small_mistake(cell, text, normal)


def certain_reading(cell: str) -> str | None:
    """What a cell was before it was read wrongly, where nothing else can be meant."""
    found = undouble(cell) if is_doubled(cell) else None
    return clean(found.readings[0]) if found and found.certain else None


def small_mistake(cell: str, text: str, normal: str) -> Mistake | None:
    """What of a cell is not in the normal form and can be left out."""
    shown = normal[:SHOWN_OF_CELL]
    code = EXCEL_CODE.search(cell)
    if code:
        return Mistake("ma-excel", text=shown, code=code[0])
    hidden = INVISIBLE.search(text)
    if hidden and normal:
        before = clean(text[: hidden.start()])
        spot = f"sau “{before[-20:]}”" if before else "ở đầu ô"
        return Mistake("ky-tu-an", text=shown, letter=named(hidden[0]), spot=spot)
    if unicodedata.normalize("NFC", FOREIGN_LINE_BREAK.sub("\n", cell)) != normal:
        return Mistake("dau-cach-thua", text=shown)
    return None


def named(letter: str) -> str:
    """A sign that nobody sees, by its number, and what it is."""
    code = f"U+{ord(letter):04X}"
    return f"{code} ({HIDDEN_NAMES[letter]})" if letter in HIDDEN_NAMES else code


def coded_character(code: re.Match[str]) -> str:
    """The character of a code of Excel; CR, which stands before LF, is a line break."""
    return chr(int(code[1], 16))
