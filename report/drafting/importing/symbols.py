"""Signs of the fonts Symbol and Wingdings, which have their own letters for the bytes of a text.

Word keeps one as `w:sym`, or as a letter in a run of that font, often raised by F000. Symbol's
table is Adobe's; of Wingdings those are here that reports have: boxes to tick, arrows, bullets.
"""

import re
from collections.abc import Mapping
from xml.etree.ElementTree import Element

from report.drafting.importing.wordml import W

SIGN_OFFSET = 0xF000  # Word adds it to the byte of a sign
GREEK = "αβχδεφγηιϕκλμνοπθρστυϖωξψζ"  # as Symbol has them for a to z
GREEK_CAPITALS = "ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ"
SYMBOL: Mapping[int, str] = {
    **{code: chr(code) for code in range(0x20, 0x40)},
    **dict(enumerate(GREEK_CAPITALS, 0x41)),
    **dict(enumerate(GREEK, 0x61)),
    **{0x22: "∀", 0x24: "∃", 0x2D: "−", 0x5B: "[", 0x5D: "]", 0x7B: "(", 0x7C: "|", 0x7D: ")"},
    **dict(enumerate("€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…", 0xA0)),
    **dict(enumerate("⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓", 0xC4)),
    0xE5: "∑",
}
WINGDINGS: Mapping[int, str] = {
    **{0x20: " ", 0x28: "☎", 0x2A: "✉", 0x46: "☞", 0x4A: "☺", 0x6C: "●", 0x6D: "❍", 0x6E: "■"},
    **{0x6F: "☐", 0x71: "❑", 0x72: "❒", 0x75: "◆", 0x76: "❖", 0x77: "◆", 0x78: "☒", 0x9F: "•"},
    **{0xA1: "○", 0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xDF: "←", 0xE0: "→", 0xE1: "↑", 0xE2: "↓"},
    **{0xE8: "➔", 0xF0: "⇨", 0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑"},
    **{0x80 + number: sign for number, sign in enumerate("⓪①②③④⑤⑥⑦⑧⑨⑩")},
}
SIGNS_BY_FONT = {"symbol": SYMBOL, "wingdings": WINGDINGS}
ODD_FONT = re.compile(r"symbol|wingdings(?: [23])?|webdings")
NO_SIGN = "□"  # of a font whose signs are not known here: the place of one


def sign_of(element: Element) -> str:
    """The sign of a `w:sym`; a box where it is not known."""
    code = element.get(f"{W}char", "")
    is_code = re.fullmatch("[0-9A-Fa-f]{1,4}", code)
    return sign(element.get(f"{W}font", ""), int(code, 16)) if is_code else NO_SIGN


def in_unicode_signs(text: str, properties: Element | None) -> str:
    """The letters of a run; those in a font of signs as the signs that are seen."""
    fonts = properties.find(f"{W}rFonts") if properties is not None else None
    font = fonts.get(f"{W}ascii", "") if fonts is not None else ""
    if not ODD_FONT.fullmatch(font.lower()):
        return text
    return "".join(sign(font, ord(one)) for one in text)


def sign(font: str, code: int) -> str:
    """A sign of a font by the number of its letter."""
    known = SIGNS_BY_FONT.get(font.lower(), {})
    if code >= SIGN_OFFSET or code in known or ODD_FONT.fullmatch(font.lower()):
        return known.get(code - SIGN_OFFSET if code >= SIGN_OFFSET else code, NO_SIGN)
    return chr(code)
