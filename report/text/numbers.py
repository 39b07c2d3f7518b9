"""Numbers and dates the Vietnamese way: how they are written and how they are read.

Patterns are CLDR number patterns (https://cldr.unicode.org) in the locale `vi`:
full stop between thousands, comma before decimals.
"""

import re
from contextlib import suppress
from datetime import date, timedelta
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, Inexact

from report.problems.problem import Mistake

LOCALE = "vi"
MINUS = "−"
VIETNAMESE_SIGNS = str.maketrans(",.", ".,")  # of what Python writes
NO_BREAK_SPACE = "\u00a0"
ROMAN_SIGNS = (
    *((1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L")),
    *((40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)
HIGHEST_ROMAN = 3999

# Adds and multiplies without rounding: Python's own context keeps 28 digits, a cell may have 36.
# A thousand digits hold the product of 27 such cells; without a bound, a list of factors in a
# proposal could keep the machine busy for hours.
EXACT = Context(prec=1000, Emin=MIN_EMIN, Emax=MAX_EMAX)
LONG_QUOTIENT, SHORT_QUOTIENT = 100, 28  # digits

# The normal form in a CSV of this project: no thousands separator, decimal comma, no "-0".
MOST_DIGITS = 18  # before or behind the comma; whole numbers then fit 64 bits
NORMAL_INTEGER = re.compile("0|-?[1-9][0-9]{0,17}")
NORMAL_NUMBER = re.compile("(?!-0(?:,0+)?$)-?(?:0|[1-9][0-9]{0,17})(?:,[0-9]{1,18})?")
NORMAL_DATE = re.compile("[0-9]{2}/[0-9]{2}/[0-9]{4}")

# Decimals that may be thousands of an English program; how many there are.
DOUBTFUL_DECIMALS, THOUSANDTHS = re.compile("-?[1-9][0-9]{0,2},[0-9]{3}"), 3

FIRST_GROUP = "[1-9][0-9]{0,2}"
# Two separators of a kind are thousands; so is one with a decimal sign of the other kind behind it.
GROUPS = re.compile(
    rf"{FIRST_GROUP}(?:(?:\.[0-9]{{3}}){{2,}}|(?:,[0-9]{{3}}){{2,}}|(?: [0-9]{{3}}){{2,}})"
)
DECIMAL_COMMA = re.compile(
    rf"(?P<whole>[0-9]+|{FIRST_GROUP}(?:(?:\.[0-9]{{3}})+|(?: [0-9]{{3}})+)),(?P<decimals>[0-9]+)"
)
DECIMAL_POINT = re.compile(
    rf"(?P<whole>[0-9]+|{FIRST_GROUP}(?:(?:,[0-9]{{3}})+|(?: [0-9]{{3}})+))\.(?P<decimals>[0-9]+)"
)
ENGLISH_MONTHS = [
    "jan",
    "feb",
    "mar",
    "apr",
    "may",
    "jun",
    "jul",
    "aug",
    "sep",
    "oct",
    "nov",
    "dec",
]
LONGEST_TRAP = 300  # characters: a number of Excel without all digits is shorter
CURRENCY = ("VNĐ", "VND", "đ", "₫")
DATE = re.compile(
    r"(?P<day>[0-9]{1,2})(?P<sign>[-/.])(?P<month>[0-9]{1,2})(?P=sign)(?P<year>[0-9]{4})"
)
ISO_DATE = re.compile(
    r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})-(?P<day>[0-9]{2})(?:[ T]00:00(?::00)?)?"
)
EXCEL_DAY_0 = date(1899, 12, 30)
EXCEL_ERROR = re.compile(
    r"#(?:REF!|N/A|DIV/0!|VALUE!|NAME\?|NUM!|NULL!|SPILL!|CALC!|FIELD!|#+)|(?:Err|Lỗi):[0-9]{3}"
)
# What Excel makes of 2/1, 2-1 or 1.2: “02-Thg1” and “Thg1-02” in Vietnamese, “2-Jan”, “Jan-02”.
# Offices write “Tháng 1-6”, “Tháng 3-2022” themselves, for half a year and for a month.
ENGLISH_MONTH = "(?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)"
MONTH = rf"(?:Thg ?(?:1[0-2]|[1-9])|Tháng (?:1[0-2]|[1-9]|Giêng)|{ENGLISH_MONTH})"
EXCEL_DATE = re.compile(
    rf"[0-9]{{1,2}}-{MONTH}(?:-[0-9]{{2,4}})?|Thg(?:1[0-2]|[1-9])-[0-9]{{2}}"
    rf"|{ENGLISH_MONTH}-[0-9]{{1,4}}",
    re.IGNORECASE,
)
EXPONENT = re.compile(r"[-+]?[0-9]+(?:[.,][0-9]+)?E[-+]?[0-9]+", re.IGNORECASE)


def write_count(value: int) -> str:
    """A count of things: 4 → "04", 955 → "955", 27568 → "27.568"; zero stays "0".

    The leading zero under ten is the custom of administrative documents
    (Nghị định 30/2020/NĐ-CP asks for it in numbers and dates).
    """
    digits = f"{abs(value):02,d}" if value else "0"
    return signed(digits.translate(VIETNAMESE_SIGNS), value)


def write_decimal(value: Decimal) -> str:
    """A measured value with just the decimals it has: Decimal("27.568") → "27,568"."""
    return signed(f"{value.copy_abs():,f}".translate(VIETNAMESE_SIGNS), value)


def quotient(part: Decimal, whole: Decimal, endless: int = SHORT_QUOTIENT) -> Decimal:
    """`part` / `whole`: exact where it ends, with `endless` digits where it does not.

    Raises ZeroDivisionError.
    """
    exact = Context(prec=LONG_QUOTIENT)
    found = exact.divide(part, whole)
    return Context(prec=endless).divide(part, whole) if exact.flags[Inexact] else found


def signed(text: str, value: int | Decimal) -> str:
    """`text` behind a true minus sign where `value` is negative."""
    return MINUS + text if value < 0 else text


def write_with_unit(text: str, unit: str) -> str:
    """A written number and its unit, kept on one line: "955 người"."""
    return f"{text}{NO_BREAK_SPACE}{unit}"


def write_date(value: date) -> str:
    """A day as readers see it: 24/02/2022, 05/8/2022.

    Nghị định 30/2020/NĐ-CP, Phụ lục I, puts a zero before days under 10 and before the
    months 1 and 2 only, so that none can be made of another by a stroke of the pen.
    """
    return f"{value.day:02d}/{written_month(value)}/{value.year:04d}"


def write_long_date(value: date) -> str:
    """ngày 24 tháng 02 năm 2022, ngày 05 tháng 8 năm 2022."""
    return f"ngày {value.day:02d} tháng {written_month(value)} năm {value.year:04d}"


def written_month(value: date) -> str:
    """The month of a day with the zero that the decree asks for."""
    return f"{value.month:02d}" if value.month < 3 else str(value.month)


def cell_date(value: date) -> str:
    """A day as it stands in a CSV and in the front matter, always of one width: 05/08/2022."""
    return f"{value:%d/%m/}{value.year:04d}"


def write_english(value: int | Decimal | date) -> str:
    """A number or date for readers of English: 2,636,596,800; 6.02; 24 February 2022."""
    if isinstance(value, date):
        from babel.dates import format_date  # slow to import, and no check needs it

        return format_date(value, "d MMMM y", locale="en")
    return f"{value:,}".replace("-", MINUS)


def read_written(text: str) -> Decimal:
    """The number that `text` shows in the Vietnamese way; the inverse of the writers above.

    Raises Mistake where it is not such a number.
    """
    from babel.numbers import NumberFormatError, parse_decimal  # slow to import, as above

    try:
        return parse_decimal(text.replace(MINUS, "-"), locale=LOCALE, strict=True)
    except NumberFormatError:
        raise Mistake("so-viet-la", text=text) from None


def read_number(text: str) -> Decimal:
    """The value of a number in the normal form of a CSV: `-1`, `955`, `27,568`.

    Raises Mistake for anything else, with the normal form where it is certain.
    """
    if NORMAL_NUMBER.fullmatch(text):
        return Decimal(text.replace(",", "."))
    raise not_normal(text, normal_number(text))


def read_integer(text: str) -> int:
    """The value of a whole number in the normal form of a CSV: `-1`, `955`, `2636596800`.

    Raises Mistake for anything else, with the normal form where it is certain.
    """
    if NORMAL_INTEGER.fullmatch(text):
        return int(text)
    raise not_normal(text, normal_integer(text))


def read_date(text: str) -> date:
    """The day in the normal form of a CSV, `24/02/2022`.

    Raises Mistake for anything else, with the normal form where it is certain.
    """
    if NORMAL_DATE.fullmatch(text):
        with suppress(ValueError):
            return date(int(text[6:]), int(text[3:5]), int(text[:2]))
    raise not_normal(text, normal_date(text))


def read_words(text: str) -> str:
    """A text of a cell as it is. Raises Mistake where Excel put its error or lost digits."""
    excel_trap(text)
    return text


def not_normal(text: str, normal: str) -> Mistake:
    """What to say of a value that is clear but written in another form."""
    return Mistake("chua-dang-chuan", text=text, written=quoted(normal))


def write_normal(value: int | Decimal | date) -> str:
    """The normal form of a value: `-1`, `27,568`, `24/02/2022`; the inverse of the readers."""
    if isinstance(value, date):
        return cell_date(value)
    return f"{value:f}".replace(".", ",") if isinstance(value, Decimal) else str(value)


def simplest(value: Decimal) -> Decimal:
    """A computed number as it is written: without decimals where it is whole."""
    whole = value.to_integral_value()
    return whole if value == whole else value


def quoted(normal: str) -> str:
    """A value as it stands in a CSV: what has a comma is in quotation marks."""
    return f'"{normal}"' if "," in normal else normal


def normal_number(text: str, unit: str | None = None) -> str:
    """The normal form of a number, where `text` can mean only one: `1,234.5` → `1234,5`.

    `unit` is that of the column, which may stand behind the number. Decimals stay as many
    as they are. Raises Mistake where it is ambiguous, damaged or no number.
    """
    sign, body = split_number(text, unit)
    found = DECIMAL_COMMA.fullmatch(body) or DECIMAL_POINT.fullmatch(body)
    if found is None:
        return sign_and_digits(text, sign, grouped_digits(text, body, unit))
    whole, decimals = found["whole"], found["decimals"]
    if "." in body and "," not in body and is_group(whole, decimals):
        thousands, decimal = both_readings(sign, whole, decimals)
        raise Mistake("so-hai-nghia", text=text, thousands=thousands, decimal=decimal)
    return sign_and_digits(text, sign, re.sub("[., ]", "", whole), decimals)


def normal_integer(text: str, unit: str | None = None) -> str:
    """The normal form of a whole number, where `text` can mean only one: `1.234.567` → `1234567`.

    `unit` is that of the column, which may stand behind the number; decimals that are
    all zero count for nothing. Raises Mistake where it is ambiguous, damaged or not whole.
    """
    sign, body = split_number(text, unit)
    found = DECIMAL_COMMA.fullmatch(body) or DECIMAL_POINT.fullmatch(body)
    if found is None:
        return sign_and_digits(text, sign, grouped_digits(text, body, unit))
    whole, decimals = found["whole"], found["decimals"]
    if is_group(whole, decimals):
        thousands, decimal = both_readings(sign, whole, decimals)
        raise Mistake("so-nguyen-hai-nghia", text=text, thousands=thousands, decimal=decimal)
    if decimals.strip("0"):
        raise Mistake("khong-phai-so-nguyen", text=text)
    return sign_and_digits(text, sign, re.sub("[., ]", "", whole))


def split_number(text: str, unit: str | None) -> tuple[str, str]:
    """Sign ("" or "-") and body of a number without its unit.

    Accountants write a negative number in parentheses. Raises Mistake where Excel has
    put an error or lost digits.
    """
    excel_trap(text)
    body = " ".join(text.split())
    if unit and (length := len_of_unit(body, unit)):
        body = body[:-length].rstrip()
    if body.startswith("(") and body.endswith(")"):
        return "-", body[1:-1].strip()
    if body[:1] in ("-", MINUS):
        return "-", body[1:].strip()
    return "", body.removeprefix("+")


def len_of_unit(body: str, unit: str) -> int:
    """How many letters at the end of `body` are the unit; 0 where it does not end with it."""
    names = [unit, *CURRENCY] if unit == "đồng" else [unit]
    for name in names:
        found = re.search(rf"(?<=[0-9) ]){re.escape(name)}\Z", body, re.IGNORECASE)
        if found:
            return len(found[0])
    return 0


def grouped_digits(text: str, body: str, unit: str | None) -> str:
    """The digits of a number without decimals. Raises Mistake where they are none for certain."""
    if re.fullmatch("[0-9]+", body):
        return body
    found = GROUPS.fullmatch(body)
    if found:
        return re.sub("[., ]", "", body)
    if re.fullmatch(f"{FIRST_GROUP} [0-9]{{3}}", body):
        raise Mistake("dau-cach-giua-chu-so", text=text, digits=body.replace(" ", ""))
    raise no_number(text, body, unit)


def is_group(whole: str, decimals: str) -> bool:
    """Whether what looks like decimals may be thousands: 1.234, but not 0.568 or 1234.567."""
    return len(decimals) == 3 and re.fullmatch(FIRST_GROUP, whole) is not None


def both_readings(sign: str, whole: str, decimals: str) -> tuple[str, str]:
    """What `1.234` can mean: thousands, or decimals as they are written in a CSV."""
    return sign + whole + decimals, quoted(f"{sign}{whole},{decimals}")


def sign_and_digits(text: str, sign: str, whole: str, decimals: str = "") -> str:
    """A number in the normal form. Raises Mistake where it has more digits than can be kept."""
    whole = whole.lstrip("0") or "0"
    if len(whole) > MOST_DIGITS or len(decimals) > MOST_DIGITS:
        raise Mistake("so-qua-dai", text=text[:40], most=MOST_DIGITS)
    number = f"{whole},{decimals}" if decimals else whole
    return sign + number if number.strip("0,") else number


def normal_date(text: str) -> str:
    """The normal form of a day, where `text` can mean only one: `2022-02-24` → `24/02/2022`.

    Raises Mistake where there is no such day, or where day and month could be exchanged
    (Excel set to American English writes 4/2/2022 for the second of April).
    """
    excel_trap(text)
    found = DATE.fullmatch(text) or ISO_DATE.fullmatch(text)
    if not found:
        raise no_date(text)
    day, month, year = found["day"], found["month"], int(found["year"])
    try:
        normal = cell_date(date(year, int(month), int(day)))
    except ValueError:
        raise no_date(text) from None
    # Without leading zeros it may have been written by a program, in either order.
    by_program = (
        "." not in text and min(len(day), len(month)) == 1 and "0" not in (day[0], month[0])
    )
    if by_program and int(day) <= 12 and day != month:
        exchanged = cell_date(date(year, int(day), int(month)))
        raise Mistake("ngay-hai-nghia", text=text, normal=normal, exchanged=exchanged)
    return normal


def no_date(text: str) -> Mistake:
    """What to say of `text` that is no day, with the day that it probably means."""
    american = re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", text)
    with suppress(ValueError, OverflowError):
        if american:
            month, day_of_month, year = map(int, american.groups())
            meant = cell_date(date(year, month, day_of_month))
            return Mistake("ngay-kieu-my", text=text, meant=meant)
        if re.fullmatch("[3-6][0-9]{4}", text):  # days since 30/12/1899, as Excel counts
            meant = cell_date(EXCEL_DAY_0 + timedelta(int(text)))
            return Mistake("ngay-thanh-so", text=text, meant=meant)
    return Mistake("khong-phai-ngay", text=text)


def excel_trap(text: str) -> None:
    """Raise Mistake where Excel wrote its own error, a date instead of what was typed, or a
    number without all of its digits."""
    if len(text) > LONGEST_TRAP or text.isalpha():
        return
    if EXCEL_ERROR.fullmatch(text):
        raise Mistake("loi-excel", text=text)
    if EXPONENT.fullmatch(text):
        raise Mistake("excel-rut-gon", text=text)
    if EXCEL_DATE.fullmatch(text):
        raise Mistake("excel-thanh-ngay", text=text, typed=typed_before(text))


def typed_before(text: str) -> str:
    """What may have been typed where Excel made a date of it: day and month, or both numbers."""
    text = text.casefold()
    numbers = re.findall("[0-9]+", text.replace("giêng", "1"))
    if "th" not in text:
        name = re.search("[a-z]{3}", text)
        month = ENGLISH_MONTHS.index(name[0]) + 1 if name else 0
        numbers.insert(0 if text[:1].isalpha() else 1, str(month))
    first, second = (str(int(number)) for number in numbers[:2])
    return f"{first}/{second}, {first}-{second}, {first}.{second}"


def no_number(text: str, body: str, unit: str | None) -> Mistake:
    """What to say of `text` that is no number; `body` is without the column's unit and sign."""
    if not re.search("[0-9]", body):
        return Mistake("khong-phai-so", text=text)
    if DATE.fullmatch(text) or ISO_DATE.fullmatch(text):
        return Mistake("ngay-o-cot-so", text=text)
    if not re.search(r"[^\W\d_]|%", body):
        return Mistake("so-viet-la", text=text)
    if unit:
        return Mistake("so-co-don-vi-khac", text=text, unit=unit)
    return Mistake("so-co-chu", text=text)


def roman(count: int) -> str:
    """A whole number from 1 to HIGHEST_ROMAN in Roman signs."""
    signs = ""
    for amount, sign in ROMAN_SIGNS:
        times, count = divmod(count, amount)
        signs += sign * times
    return signs
