"""What a cell of an edited workbook means in its column.

A workbook has numbers, dates and texts, and programs turn one into another: what was typed as
`69,75%` is the number 0.6975, what was a telephone number has lost its zero. Each is brought back
to the text that would stand in the CSV, or refused where that is not certain.
"""

import datetime
import re
from contextlib import suppress
from dataclasses import replace
from decimal import ROUND_HALF_UP, Decimal

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from report.drafting.importing.number_formats import code_of
from report.drafting.importing.sheets import GENERAL, SheetCell
from report.drafting.importing.workbook import EXACT_DIGITS, cell_text, is_share
from report.problems.problem import Mistake
from report.sources.cells import clean
from report.sources.tables import Column

CellMeaning = Decimal | datetime.date | str  # comparable: 27,5 is 27,50
MOST_COMPUTED = 4  # decimals of a computed number that a cell without a format of its own shows
SHOWN_DECIMALS = re.compile(r"[#0]\.(0+)")
PAST_EXACT = 10**EXACT_DIGITS
Moment = datetime.date | datetime.time | datetime.timedelta


def meaning(text: str, column: Column) -> CellMeaning:
    """What a text in the normal form means; a text that cannot be read is itself.

    A workbook cannot hold some characters; they do not count.
    """
    with suppress(Mistake):
        value = column.kind.read(text) if text and not column.kind.is_words else None
        if value is not None:
            return Decimal(value) if isinstance(value, int) else value
    return clean(ILLEGAL_CHARACTERS_RE.sub("\N{REPLACEMENT CHARACTER}", text))


def meaning_in_copy(cell: SheetCell) -> CellMeaning:
    """What a cell of a workbook holds, whatever its format makes of a number."""
    value = cell.value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return exact(value)
    if isinstance(value, datetime.datetime) and value.time() == datetime.time():
        return value.date()
    if isinstance(value, datetime.date) and not isinstance(value, datetime.datetime):
        return value
    return cell_text(cell)


def exact(value: float) -> Decimal:
    """A number with the digits that a workbook really has."""
    return Decimal(value) if isinstance(value, int) else Decimal(f"{value:.{EXACT_DIGITS}g}")


def text_in_copy(cell: SheetCell, column: Column, base: str) -> str:
    """The text that a cell of a workbook has in the CSV; `base` is what it was.

    Raises Mistake where that is not certain.
    """
    value = cell.value
    if value is None:
        if cell.is_computed:
            raise Mistake("bang-tinh-cong-thuc-rong")
        return ""
    if column.kind.is_words:
        return words_in_copy(cell, base)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return number_in_copy(cell, column)
    return cell_text(cell)


def words_in_copy(cell: SheetCell, base: str) -> str:
    """The text of a cell in a column of words. Raises Mistake where a program changed it."""
    value, text = cell.value, cell_text(cell)
    if isinstance(value, Moment):
        raise Mistake("bang-tinh-chu-thanh-ngay", text=text)
    if isinstance(value, int | float) and not isinstance(value, bool):
        if abs(value) >= PAST_EXACT:
            raise Mistake("bang-tinh-mat-chu-so", text=text, most=EXACT_DIGITS)
        if base.isascii() and base.isdigit() and base.lstrip("0") == text:
            return base  # a program has taken its zeros
        is_code = base.startswith("0") and base.isdigit()
        if is_code and not code_of(cell):
            raise Mistake("bang-tinh-mat-so-0", text=text, base=base)
        return f"{text}%" if is_share(cell) else text
    return text


def number_in_copy(cell: SheetCell, column: Column) -> str:
    """The text of a number: with the decimals that its cell shows, a share with its sign.

    Raises Mistake where it has more digits than a workbook keeps, or is the endless result of
    a formula.
    """
    if not isinstance(cell.value, int | float):
        raise TypeError(cell.value)
    if abs(cell.value) >= PAST_EXACT:
        raise Mistake("bang-tinh-mat-chu-so", text=cell_text(cell), most=EXACT_DIGITS)
    number = (exact(cell.value) * (100 if is_share(cell) else 1)).normalize()
    decimals = decimals_shown(cell.number_format)
    if cell.is_computed:
        number = as_computed(number, decimals)
    if column.type == "number" and decimals and decimals_of(number) < decimals:
        number = number.quantize(Decimal(1).scaleb(-decimals))
    written = f"{number:f}".replace(".", ",")
    return f"{written}%" if is_share(cell) else written


def as_computed(number: Decimal, decimals: int | None) -> Decimal:
    """The result of a formula as its cell shows it. Raises Mistake where it shows no decimals
    and has some, or shows whatever it has and these are many."""
    most = MOST_COMPUTED if decimals is None else decimals
    if decimals:
        return number.quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    if decimals_of(number) > most:
        raise Mistake("bang-tinh-cong-thuc-le", text=f"{number:f}".replace(".", ","))
    return number


def decimals_shown(number_format: str) -> int | None:
    """How many decimals a format shows; None where it shows those that there are."""
    if number_format == GENERAL:
        return None
    found = SHOWN_DECIMALS.search(number_format)
    return len(found[1]) if found else 0


def decimals_of(number: Decimal) -> int:
    """How many decimals a number has that are not zeros at its end."""
    exponent = number.normalize().as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


def typed_text(cell: SheetCell) -> str:
    """What a cell holds, for a message."""
    return cell_text(replace(cell, number_format=GENERAL)) if is_share(cell) else cell_text(cell)
