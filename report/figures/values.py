"""What the macros of a sentence return: a text, its machine value and where it came from."""

from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from report.problems.problem import AlreadyReported, Mistake
from report.sources.kinds import Value
from report.sources.tables import Cell, need
from report.text.numbers import (
    NO_BREAK_SPACE,
    write_count,
    write_date,
    write_decimal,
    write_english,
    write_long_date,
    write_with_unit,
)

ENGLISH = "en"  # the language beside Vietnamese
LONG = "dai"  # the only other form of a date

# Characters that Markdown or Jinja would take for markup in the text of a cell.
MARKUP = str.maketrans({char: f"&#{ord(char)};" for char in "*_`[]{}\\~^=|!#<>\"'&@:\n\r"})


@dataclass(frozen=True)
class Figure:
    """One figure of a sentence.

    `text` is what a reader sees without its unit, `value` the same for machines
    (None where the cell holds words), `cells` the one or two cells it came from.
    """

    text: str
    value: str | None
    cells: tuple[Cell, ...]
    unit: str | None = None

    def html(self, other_year: str | None = None) -> str:
        """The inline HTML: `<data class="so" value="955" data-nguon="…">955</data> người`."""
        source = " ".join(cell.address for cell in self.cells)
        year = f' data-nam="{other_year}"' if other_year else ""
        text = escape(self.text)
        if self.value is None:
            element = f'<span class="so" data-nguon="{source}"{year}>{text}</span>'
        else:
            element = (
                f'<data class="so" value="{self.value}" data-nguon="{source}"{year}>{text}</data>'
            )
        return write_with_unit(element, escape(self.unit)) if self.unit else element


def escape(text: str) -> str:
    """Text of a cell as it can stand in Markdown, HTML and Jinja without being any of them."""
    return text.translate(MARKUP)


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


def machine_value(value: Value) -> str | None:
    """The value of a `<data>` element: plain digits, ISO dates; None for words."""
    if isinstance(value, int):
        return str(value)
    if isinstance(value, Decimal):
        return f"{value:f}"
    return value.isoformat() if isinstance(value, date) else None


def figure(
    cell: Cell, with_unit: bool = False, form: str | None = None, language: str | None = None
) -> Figure:
    """The figure of one cell, in English where `language` is "en".

    Raises Mistake where the cell is empty, has no unit to show, or cannot take the form.
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
    else:
        text = write_value(cell, form)
    return Figure(text, machine_value(cell.value), (cell,), cell.unit if with_unit else None)


def change(cell: Cell) -> Figure:
    """A signed change with its word, "giảm 01 vụ": the word comes from the sign.

    Raises Mistake where the cell is not a number.
    """
    value = number(cell, "thay_doi")
    amount = -value if value < 0 else value
    if not value:
        text = "không thay đổi"
    else:
        word = "tăng" if value > 0 else "giảm"
        written = write_count(amount) if isinstance(amount, int) else write_decimal(amount)
        text = f"{word} {write_with_unit(written, cell.unit) if cell.unit else written}"
    return Figure(text, machine_value(value), (cell,))


def share(part: Cell, whole: Cell) -> Figure:
    """`part` in `whole` as a percentage with two decimals, rounded half up.

    Raises Mistake where a cell is not a number, the whole is zero or the units differ.
    """
    numerator, denominator = number(part, "ty_le"), number(whole, "ty_le")
    if not denominator:
        raise Mistake("ty-le-tren-khong", address=whole.address)
    if part.unit != whole.unit:
        raise Mistake(
            "ty-le-khac-don-vi",
            part=part.address,
            unit=part.unit,
            whole=whole.address,
            other=whole.unit,
        )
    percent = (Decimal(numerator) * 100 / Decimal(denominator)).quantize(
        Decimal("0.01"), ROUND_HALF_UP
    )
    shown = percent.normalize() if percent != percent.to_integral_value() else percent.quantize(1)
    text = f"{write_decimal(shown)}{NO_BREAK_SPACE}%"
    return Figure(text, f"{shown:f}", (part, whole))


def number(cell: Cell, macro: str) -> int | Decimal:
    """The number in a cell that `macro` counts with. Raises Mistake where there is none."""
    need([cell])
    if cell.column.is_number and isinstance(cell.value, int | Decimal):
        return cell.value
    if cell.value is not None and cell.column.is_number:
        raise AlreadyReported
    raise Mistake("macro-can-con-so", macro=macro, address=cell.address)
