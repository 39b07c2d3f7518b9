"""Numbers and dates the Vietnamese way: how they are written and how they are read.

Patterns are CLDR number patterns (https://cldr.unicode.org) in the locale `vi`:
full stop between thousands, comma before decimals.
"""

import re
from datetime import date
from decimal import Decimal
from functools import lru_cache

from babel.core import Locale
from babel.numbers import NumberFormatError, parse_decimal, parse_pattern

from report.problems import Mistake

LOCALE = Locale("vi")
COUNT = parse_pattern("#,#00")
GROUPED = parse_pattern("#,##0")
MINUS = "−"
NO_BREAK_SPACE = "\u00a0"

NORMAL_NUMBER = re.compile(r"-?\d+(,\d+)?")


@lru_cache(maxsize=4096)
def write_count(value: int) -> str:
    """A count of things: 4 → "04", 955 → "955", 27568 → "27.568"; zero stays "0".

    The leading zero under ten is the custom of administrative documents
    (Nghị định 30/2020/NĐ-CP asks for it in numbers and dates).
    """
    pattern = GROUPED if value == 0 else COUNT
    return signed(pattern.apply(abs(value), LOCALE), value)


@lru_cache(maxsize=4096)
def write_decimal(value: Decimal) -> str:
    """A measured value with just the decimals it has: Decimal("27.568") → "27,568"."""
    exponent = value.as_tuple().exponent
    decimals = max(0, -exponent) if isinstance(exponent, int) else 0
    pattern = parse_pattern("#,##0." + "0" * decimals if decimals else "#,##0")
    return signed(pattern.apply(abs(value), LOCALE), value)


def signed(text: str, value: int | Decimal) -> str:
    """`text` behind a true minus sign where `value` is negative."""
    return MINUS + text if value < 0 else text


def write_with_unit(text: str, unit: str) -> str:
    """A written number and its unit, kept on one line: "955 người"."""
    return f"{text}{NO_BREAK_SPACE}{unit}"


def write_date(value: date) -> str:
    """24/02/2022"""
    return f"{value:%d/%m/}{value.year:04d}"


def write_long_date(value: date) -> str:
    """ngày 24 tháng 02 năm 2022, with the leading zeros of Nghị định 30/2020/NĐ-CP:
    days under 10 and the months 1 and 2 only."""
    month = f"{value.month:02d}" if value.month < 3 else str(value.month)
    return f"ngày {value.day:02d} tháng {month} năm {value.year:04d}"


def read_written(text: str) -> Decimal:
    """The number that `text` shows in the Vietnamese way; the inverse of the writers above.

    Raises Mistake where it is not such a number.
    """
    try:
        return parse_decimal(text.replace(MINUS, "-"), locale=LOCALE, strict=True)
    except NumberFormatError:
        raise Mistake(f"“{text}” không phải là số", "Chỉ ghi chữ số") from None


def read_number(text: str) -> Decimal:
    """The value of a cell in a CSV of this project: `-1`, `955`, `27,568`.

    Raises Mistake for anything else, with the normal form where it can be told.
    """
    if NORMAL_NUMBER.fullmatch(text):
        return Decimal(text.replace(",", "."))
    raise Mistake(f"“{text}” không phải là số", how_to_write(text))


def read_integer(text: str) -> int:
    """A whole number of a cell. Raises Mistake where it has decimals or is no number."""
    value = read_number(text)
    if value != value.to_integral_value():
        raise Mistake(f"“{text}” không phải là số nguyên", "Cột này chỉ nhận số nguyên")
    return int(value)


def read_date(text: str) -> date:
    """A date of a cell, `24/02/2022`. Raises Mistake where there is no such day."""
    try:
        if re.fullmatch(r"\d{2}/\d{2}/\d{4}", text):
            return date(*map(int, reversed(text.split("/"))))
    except ValueError:
        pass
    raise Mistake(f"“{text}” không phải là ngày", "Viết ngày/tháng/năm đủ chữ số, ví dụ 24/02/2022")


def how_to_write(text: str) -> str:
    """What an editor should type instead of `text`, as far as the digits in it tell."""
    number = re.search(r"[-−]?\d[\d.,]*", text)
    if not number:
        return "Ghi một số, hoặc để trống ô nếu không có số liệu"
    try:
        value = read_written(number[0].rstrip(".,"))
    except Mistake:
        return "Chỉ ghi chữ số, không chấm hàng nghìn; phần thập phân sau dấu phẩy, ví dụ 1234,5"
    plain = f"{value:f}".replace(".", ",")
    rest = (text[: number.start()] + text[number.end() :]).strip()
    unit = ", đơn vị đã có trong datapackage.yaml" if rest else ", không chấm hàng nghìn"
    return f"Chỉ ghi {plain}{unit}"
