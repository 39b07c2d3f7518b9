"""Cells → the figures of a sentence: how a value is written, a change, a share."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from report.figures.results import Figure, Note
from report.problems.problem import AlreadyReported, Mistake
from report.sources.tables import Cell, Value, need
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


def write_value(cell: Cell, form: str | None = None) -> str:
    """What a reader sees of a cell, without its unit; empty where the cell is."""
    value = cell.value
    if isinstance(value, int):
        return str(value) if cell.column.type == "year" else write_count(value)
    if isinstance(value, Decimal):
        return write_decimal(value)
    if isinstance(value, date):
        return write_long_date(value) if form == LONG else write_date(value)
    return value or ""


def shown_value(cell: Cell) -> str:
    """The value with its unit, as a reader sees it."""
    text = write_value(cell)
    return write_with_unit(text, cell.unit) if cell.unit else text


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
    with_unit: bool = False,
    form: str | None = None,
    language: str | None = None,
    notes: tuple[Note, ...] = (),
) -> Figure:
    """The figure of one cell with the notes on it, in English where `language` is "en".

    Raises Mistake where the cell is empty, has no unit to show, or cannot take the form.
    """
    need([cell])
    if cell.value is None:
        raise Mistake(
            f"ô “{cell.address}” đang trống ({cell.table.path}:{cell.line})",
            "Điền số liệu vào ô, hoặc bỏ câu này",
        )
    if form not in (None, LONG) or (form and not isinstance(cell.value, date)):
        raise Mistake(
            f"dang=“{form}” không dùng được cho “{cell.address}”",
            "Chỉ ngày tháng có dang=“dai”: ngày 24 tháng 02 năm 2022",
        )
    if with_unit and not cell.unit:
        raise Mistake(
            f"“{cell.address}” không có đơn vị",
            f"Bỏ don_vi=True, hoặc ghi “unit” cho cột “{cell.column.name}” trong datapackage.yaml",
        )
    if language not in (None, ENGLISH) or (language and (with_unit or form)):
        raise Mistake(
            f"tieng=“{language}” không dùng được ở đây",
            "Viết tieng=“en”, không kèm don_vi hay dang; đơn vị viết bằng tiếng Anh trong câu",
        )
    if language == ENGLISH and not isinstance(cell.value, str):
        text = write_english(cell.value)
    else:
        text = write_value(cell, form)
    unit = cell.unit if with_unit else None
    return Figure(text, machine_value(cell.value), (cell,), unit, notes=notes)


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
        raise Mistake(f"“{whole.address}” bằng 0", "Không tính được tỷ lệ trên 0")
    if part.unit != whole.unit:
        raise Mistake(
            f"“{part.address}” tính bằng {part.unit}, “{whole.address}” bằng {whole.unit}",
            "Chỉ lấy tỷ lệ của hai số cùng đơn vị",
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
        raise AlreadyReported(f"“{cell.address}” không đọc được", "Sửa ô trước")
    raise Mistake(
        f"{macro} cần một con số, “{cell.address}” không phải",
        "Chọn một cột kiểu integer hoặc number có số liệu",
    )
