"""What a number format of Excel says beside the digits: a unit, or that they show otherwise.

A format has sections for numbers above, below and of zero; each has places of digits, and letters
in quotation marks, behind a backslash or in brackets (ECMA-376 part 1, 18.8.31).
"""

import re
from collections.abc import Sequence
from functools import cache

from report.drafting.importing.sheets import SheetCell
from report.sources.cells import clean

PIECE = re.compile(
    r'"(?P<quoted>[^"]*)"|\\(?P<escaped>.)|\[\$(?P<currency>[^\]-]*)[^\]]*\]|(?P<sign>\$)'
    r"|\[[^\]]*\]|[_*].|(?P<other>.)",
    re.DOTALL,
)
LETTER_OR_MONEY = re.compile(r"[^\W\d_]|[$₫€]")
DIGIT_PLACE = re.compile("[0#?]|General|@", re.IGNORECASE)
IN_THOUSANDS = re.compile(r"[0#?.],+(?![0#?.,])")  # a comma behind the digits takes three away
# A telephone or code, which Excel keeps as a number: zeros alone, or in groups.
CODE_FORMAT = re.compile(r"0{3,}|00+(?:[ .-]0+)+")
LONGEST_UNIT = 20  # letters


def unit_in_format(cell: SheetCell) -> str:
    """The unit that the format of a number writes to it, as in `#,##0 "đồng"`; "" where there is
    none, or where it belongs to fewer digits than the cell has."""
    if not is_plain_number(cell):
        return ""
    codes, words = read_section(shown_section(cell))
    is_whole = DIGIT_PLACE.search(codes) and not IN_THOUSANDS.search(codes)
    return words if is_whole and "%" not in codes and len(words) <= LONGEST_UNIT else ""


def shows_otherwise(cell: SheetCell) -> bool:
    """Whether a sheet shows a number in thousands, as words, or not at all."""
    if not is_plain_number(cell):
        return False
    codes, words = read_section(shown_section(cell))
    if DIGIT_PLACE.search(codes):
        return bool(IN_THOUSANDS.search(codes))
    return bool(cell.value or words)  # a zero is often left out, or a dash


def code_of(cell: SheetCell) -> str:
    """A number as its format writes a code, with the zeros before it; "" where it is none."""
    plain = as_written(cell.number_format)
    if not isinstance(cell.value, int) or cell.value < 0 or not CODE_FORMAT.fullmatch(plain):
        return ""
    digits = str(cell.value)
    more = len(digits) - plain.count("0")  # they stand before the first group
    rest = iter(digits.rjust(plain.count("0"), "0"))
    head = "".join(next(rest) for _ in range(more))
    return head + "".join(next(rest) if sign == "0" else sign for sign in plain)


@cache
def as_written(number_format: str) -> str:
    """A format with its letters as they are shown."""
    return PIECE.sub(lambda one: one[one.lastgroup] if one.lastgroup else "", number_format)


def is_plain_number(cell: SheetCell) -> bool:
    """Whether a cell holds a number, and no truth."""
    return isinstance(cell.value, int | float) and not isinstance(cell.value, bool)


def shown_section(cell: SheetCell) -> str:
    """The section of a format that a number is shown by."""
    found = format_sections(cell.number_format)
    number = cell.value if isinstance(cell.value, int | float) else 0
    if number < 0 and len(found) > 1:
        return found[1]
    return found[2] if number == 0 and len(found) > 2 else found[0]


@cache
def format_sections(number_format: str) -> Sequence[str]:
    """The sections of a format."""
    found = [""]
    for piece in PIECE.finditer(number_format):
        if piece["other"] == ";":
            found.append("")
        else:
            found[-1] += piece[0]
    return found


@cache
def read_section(section: str) -> tuple[str, str]:
    """The codes of a section, and the words that it writes beside the digits."""
    codes = words = ""
    for piece in PIECE.finditer(section):
        kind = piece.lastgroup
        if kind == "other":
            codes += piece[0]
            words += " "
        elif kind:
            words += piece[kind]
    words = clean(words)
    return codes, words if LETTER_OR_MONEY.search(words) else ""
