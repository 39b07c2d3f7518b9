"""Cells → the figures of a sentence: how a value is written, a change, a share."""

from dataclasses import replace
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from report.figures.results import ComputedNumber, Figure, Note
from report.problems.problem import AlreadyReported, Mistake
from report.sources.kinds import Value
from report.sources.tables import Cell, Dataset, need
from report.sources.years import cell_last_year
from report.text.numbers import (
    NO_BREAK_SPACE,
    simplest,
    write_count,
    write_date,
    write_decimal,
    write_english,
    write_long_date,
    write_with_unit,
)

MONEY = {"đồng": 1, "nghìn đồng": 10**3, "triệu đồng": 10**6, "tỷ đồng": 10**9}
AREA = {"m²": 1, "ha": 10**4, "km²": 10**6}
ENGLISH = "en"  # the language beside Vietnamese
LONG = "dai"  # the only other form of a date
NO_UNIT = "(không có đơn vị)"  # in messages
ROUNDED = ", làm tròn đến hai chữ số thập phân"


def write_value(cell: Cell, form: str | None = None) -> str:
    """What a reader sees of a cell, without its unit; empty where the cell is."""
    value = cell.value
    if isinstance(value, int):
        return write_count(value) if cell.column.kind.is_grouped else str(value)
    if isinstance(value, Decimal):
        return write_decimal(value)
    if isinstance(value, date):
        return write_long_date(value) if form == LONG else write_date(value)
    return value or ""


def shown_value(cell: Cell) -> str:
    """The value with its unit, as a reader sees it."""
    text = write_value(cell)
    return write_with_unit(text, cell.unit) if cell.unit else text


def shown_with(cell: Cell, text: str) -> str:
    """What a reader would see of a cell with another text; the text where it cannot be read."""
    try:
        value = cell.column.kind.read(text) if text else None
    except Mistake:
        return text
    return shown_value(replace(cell, text=text, value=value)) if text else ""


def cell_title(cell: Cell) -> str:
    """What a cell says, in words: "Giải quyết việc làm mới – số lao động"."""
    return f"{row_title(cell)} – {lower_first(cell.column.title)}"


def row_title(cell: Cell) -> str:
    """The label of a cell's row, its key until that is filled."""
    label = cell.table.rows[cell.row][cell.table.label]
    return cell.row if label.is_open else label.text


def lower_first(text: str) -> str:
    """`text` as it stands inside a sentence."""
    return text[:1].lower() + text[1:]


def machine_value(value: Value) -> str | None:
    """The value of a `<data>` element: plain digits, ISO dates; None for words."""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else None


def figure(
    cell: Cell,
    with_unit: bool | str = False,
    form: str | None = None,
    language: str | None = None,
    notes: tuple[Note, ...] = (),
) -> Figure:
    """The figure of one cell with the notes on it, in English where `language` is "en".

    `with_unit` may name a unit of the same kind, which the number is written in: every digit
    stays, and what machines read stays that of the cell. Raises Mistake where the cell is empty,
    has no unit to show, or cannot take the form.
    """
    need([cell])
    if cell.value is None:
        place = f"{cell.table.path}:{cell.line}"
        raise Mistake("o-trong", address=cell.address, file=place)
    if form not in (None, LONG) or (form and not isinstance(cell.value, date)):
        raise Mistake("dang-khong-dung-duoc", form=form, address=cell.address)
    if with_unit and not cell.unit:
        raise Mistake("khong-co-don-vi", address=cell.address, column=cell.column.name)
    if language not in (None, ENGLISH) or (language and (with_unit or form)):
        raise Mistake("tieng-khong-dung-duoc", language=language)
    if language == ENGLISH and not isinstance(cell.value, str):
        text = write_english(cell.value)
    elif isinstance(with_unit, str):
        number_of_it = in_unit(cell, with_unit)
        text = write_decimal(number_of_it)
        return Figure(text, machine_value(cell.value), (cell,), with_unit, notes=notes)
    else:
        text = write_value(cell, form)
    unit = cell.unit if with_unit else None
    return Figure(text, machine_value(cell.value), (cell,), unit, notes=notes)


def in_unit(cell: Cell, unit: str) -> Decimal:
    """The number of a cell counted in another unit of money or of area, without rounding.

    Raises Mistake where the two are not of one kind.
    """
    for kind in (MONEY, AREA):
        if unit in kind and cell.unit in kind:
            amount = Decimal(number(cell, "so")) * kind[cell.unit] / kind[unit]
            return amount.normalize() if amount % 1 else amount.quantize(Decimal(1))
    known = ", ".join(next((kind for kind in (MONEY, AREA) if cell.unit in kind), ()))
    raise Mistake(
        "don-vi-khong-doi-duoc", address=cell.address, unit=unit, known=known or cell.unit
    )


def change(cell: Cell) -> Figure:
    """A signed change with its word, "giảm 01 vụ": the word comes from the sign.

    Raises Mistake where the cell is not a number.
    """
    value = number(cell, "thay_doi")
    return Figure(change_words(value, cell.unit), machine_value(value), (cell,))


def change_words(value: int | Decimal, unit: str | None) -> str:
    """A change with the word for its sign: “giảm 01 vụ”."""
    if not value:
        return "không thay đổi"
    amount, word = (value, "tăng") if value > 0 else (-value, "giảm")
    written = write_count(amount) if isinstance(amount, int) else write_decimal(amount)
    return f"{word} {write_with_unit(written, unit) if unit else written}"


def change_since_last_year(cell: Cell, previous: Dataset | None) -> Figure:
    """The change of a figure since last year's report, `previous`, which this year's does not
    state: computed, and how.

    Raises Mistake where the cell holds no number, or last year has none to compare it with.
    """
    now = number(cell, "thay_doi")
    before = cell_last_year(cell, previous)
    if before is None:
        raise Mistake("khong-co-so-nam-truoc", address=cell.address, year=cell.table.year)
    year = cell.table.year or 0
    difference = simplest(Decimal(now) - Decimal(number(before, "thay_doi")))
    value = int(difference) if isinstance(now, int) else difference
    text, cells = change_words(value, cell.unit), (cell, before)
    title = f"Thay đổi của “{cell_title(cell)}”, năm {year} so với năm {year - 1}"
    formula = (
        f"{shown_value(cell)} (báo cáo năm {year}) − {shown_value(before)} (báo cáo năm {year - 1})"
    )
    number_of_it = ComputedNumber(title, text, formula, cells)
    return Figure(text, machine_value(value), cells, formula=number_of_it)


def share(part: Cell, whole: Cell) -> Figure:
    """`part` in `whole` as a percentage with two decimals, rounded half up, and how it comes about.

    Raises Mistake where a cell is not a number, the whole is zero or the units differ.
    """
    numerator, denominator = number(part, "ty_le"), number(whole, "ty_le")
    if not denominator:
        raise Mistake("ty-le-tren-khong", address=whole.address)
    if part.unit != whole.unit:
        raise Mistake(
            "ty-le-khac-don-vi",
            part=part.address,
            unit=part.unit or NO_UNIT,
            whole=whole.address,
            other=whole.unit or NO_UNIT,
        )
    percent = (Decimal(numerator) * 100 / Decimal(denominator)).quantize(
        Decimal("0.01"), ROUND_HALF_UP
    )
    text = f"{write_decimal(percent)}{NO_BREAK_SPACE}%"
    cells = (part, whole)
    title = f"Tỷ lệ của “{cell_title(part)}” trong “{cell_title(whole)}”"
    is_exact = percent * Decimal(denominator) == Decimal(numerator) * 100
    formula = f"{shown_value(part)} : {shown_value(whole)}{'' if is_exact else ROUNDED}"
    return Figure(text, f"{percent:f}", cells, formula=ComputedNumber(title, text, formula, cells))


def number(cell: Cell, macro: str) -> int | Decimal:
    """The number in a cell that `macro` counts with. Raises Mistake where there is none."""
    need([cell])
    if cell.column.is_number and isinstance(cell.value, int | Decimal):
        return cell.value
    if cell.value is not None and cell.column.is_number:
        raise AlreadyReported
    raise Mistake("macro-can-con-so", macro=macro, address=cell.address)
