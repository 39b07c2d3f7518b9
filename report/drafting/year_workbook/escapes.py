"""Characters that a workbook writes by their number: `_x000D_` (ECMA-376 part 1, 22.9.2.19)."""

import re

NUMBERED_CHARACTER = re.compile(r"_x([0-9A-Fa-f]{4})_")
HALF_CHARACTER = re.compile("[\ud800-\udfff]")
LIKE_NUMBERED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def in_cell_text(text: str) -> str:
    """`text` as a cell holds it: what looks like a number of a character stays what it is."""
    return LIKE_NUMBERED.sub("_x005F_", text)


def out_of_cell_text(text: str) -> str:
    """The text that a cell shows; half a character, which no file can hold, is a damaged one."""
    shown = NUMBERED_CHARACTER.sub(lambda found: chr(int(found[1], 16)), text)
    return HALF_CHARACTER.sub("\N{REPLACEMENT CHARACTER}", shown)
