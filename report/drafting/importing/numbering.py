"""The numbers that Word puts in front of paragraphs by itself, which stand nowhere as text.

ECMA-376 part 1, 17.9: a paragraph names a list and a level of it; the list says how each level
looks (“%1.%2.”), and may count on where another one of the same kind has ended.
"""

import re
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from report.drafting.importing.wordml import Styles, W, switch, w_value
from report.text.numbers import HIGHEST_ROMAN, roman

DEEPEST_LEVEL = 8
PLACE = re.compile("%([1-9])")


@dataclass(frozen=True)
class Level:
    """How a level of a list is numbered: its form, its look, and what it begins with."""

    form: str
    look: str
    start: int
    is_decimal: bool


@dataclass
class AutomaticNumbers:
    """The lists of a document, and how far each has counted."""

    root: Element | None
    styles: Styles
    counts: dict[str, dict[int, int]] = field(default_factory=dict)
    begun: set[tuple[str, int]] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Find the lists by their ids, once."""
        lists = self.root if self.root is not None else ()
        self.abstract = {
            one.get(f"{W}abstractNumId", ""): one for one in lists if one.tag == f"{W}abstractNum"
        }
        self.lists = {one.get(f"{W}numId", ""): one for one in lists if one.tag == f"{W}num"}

    def label(self, paragraph: Element, style: str) -> str:
        """The number in front of a paragraph, and count it; "" where it has none, or a bullet."""
        name, level = self.place(paragraph, style)
        numbered = self.lists.get(name)
        if numbered is None:
            return ""
        kind = w_value(numbered.find(f"{W}abstractNumId"))
        self.count(numbered, name, kind, level)
        return self.look(numbered, kind, level)

    def place(self, paragraph: Element, style: str) -> tuple[str, int]:
        """The list of a paragraph, and its level there."""
        own = paragraph.find(f"{W}pPr/{W}numPr")
        shared = self.styles.numbering(style)
        levels = [one.find(f"{W}ilvl") for one in (own, shared) if one is not None]
        names = [one.find(f"{W}numId") for one in (own, shared) if one is not None]
        name = next((w_value(one) for one in names if one is not None), "")
        written = next((w_value(one) for one in levels if one is not None), "")
        if written.isdecimal():
            return name, min(int(written), DEEPEST_LEVEL)
        return name, self.level_of_style(name, style)

    def level_of_style(self, name: str, style: str) -> int:
        """The level of a list that is bound to a style of headings."""
        numbered = self.lists.get(name)
        kind = w_value(numbered.find(f"{W}abstractNumId")) if numbered is not None else ""
        levels = self.abstract[kind].findall(f"{W}lvl") if kind in self.abstract else []
        for level in levels:
            if w_value(level.find(f"{W}pStyle")) == style:
                return level_number(level)
        return 0

    def level(self, numbered: Element, kind: str, number: int) -> Level | None:
        """How a level looks: what the list itself says goes before what its kind says."""
        start = None
        found = None
        for change in numbered.findall(f"{W}lvlOverride"):
            if level_number(change) == number:
                found = change.find(f"{W}lvl")
                start = change.find(f"{W}startOverride")
        if found is None and kind in self.abstract:
            levels = self.abstract[kind].findall(f"{W}lvl")
            found = next((one for one in levels if level_number(one) == number), None)
        if found is None:
            return None
        first = w_value(start) or w_value(found.find(f"{W}start"))
        return Level(
            w_value(found.find(f"{W}numFmt")) or "decimal",
            w_value(found.find(f"{W}lvlText")),
            int(first) if first.isdecimal() and len(first) < 6 else 1,
            bool(switch(found, "isLgl")),
        )

    def count(self, numbered: Element, name: str, kind: str, number: int) -> None:
        """Go on by one on a level; deeper ones begin anew."""
        counts = self.counts.setdefault(kind, {})
        is_first = (name, number) not in self.begun
        self.begun.add((name, number))
        overridden = any(
            level_number(one) == number and one.find(f"{W}startOverride") is not None
            for one in numbered.findall(f"{W}lvlOverride")
        )
        level = self.level(numbered, kind, number)
        if number not in counts or (is_first and overridden):
            counts[number] = level.start if level else 1
        else:
            counts[number] += 1
        for deeper in [one for one in counts if one > number]:
            del counts[deeper]

    def look(self, numbered: Element, kind: str, number: int) -> str:
        """The number as it is seen."""
        own = self.level(numbered, kind, number)
        if own is None or own.form in ("bullet", "none"):
            return ""
        is_decimal = own.is_decimal

        def part(found: re.Match[str]) -> str:
            level = self.level(numbered, kind, int(found[1]) - 1)
            if level is None:
                return ""
            count = self.counts[kind].get(int(found[1]) - 1, level.start)
            return written("decimal" if is_decimal else level.form, count)

        return PLACE.sub(part, own.look).strip()


def level_number(element: Element) -> int:
    """Which level an element speaks of."""
    number = element.get(f"{W}ilvl", "0")
    return int(number) if number.isdecimal() and len(number) < 3 else 0


def written(form: str, count: int) -> str:
    """A number in one of Word's forms; those that no Vietnamese report has are decimal."""
    if form in ("upperRoman", "lowerRoman") and 0 < count <= HIGHEST_ROMAN:
        return roman(count) if form == "upperRoman" else roman(count).lower()
    if form in ("upperLetter", "lowerLetter") and count > 0:
        times, place = divmod(count - 1, 26)
        letters = chr(ord("a") + place) * min(times + 1, 9)
        return letters.upper() if form == "upperLetter" else letters
    return f"{count:02d}" if form == "decimalZero" else str(count)
