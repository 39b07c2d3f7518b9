"""What may have been meant where a typed text is refused: each reading as its cell can hold it."""

import re
from collections.abc import Iterator
from decimal import Decimal

from report.figures.values import MONEY
from report.problems.problem import Mistake, Problem
from report.sources.descriptions import read_cell
from report.sources.tables import Cell
from report.text.numbers import MOST_DIGITS, normal_number, read_number, simplest, write_normal

# Fields of messages on a cell that may mean two things: each is one of them, as it can be written.
READINGS = {
    "so-hai-nghia": ("thousands", "decimal"),
    "so-nguyen-hai-nghia": ("thousands",),
    "so-phay-hai-nghia": ("thousands",),
    "ngay-hai-nghia": ("normal", "exchanged"),
}
UNLISTED_VALUE = "gia-tri-ngoai-danh-sach"  # whose guess is one of the listed values
OTHER_UNIT = "so-co-don-vi-khac"
IN_MONEY = re.compile(
    r"(?P<number>.*[0-9)])\s*(?P<scale>nghìn|ngàn|triệu|tỷ|tỉ)?\s*(?P<unit>đồng)?", re.IGNORECASE
)
OTHER_NAMES = {"ngàn": "nghìn", "tỉ": "tỷ"}


def readings(found: Problem, cell: Cell) -> list[str]:
    """The texts of which one was meant in a cell that a problem is of; none where that is not
    known."""
    fields = dict(found.fields)
    texts = [fields[name].strip('"') for name in READINGS.get(found.code, ())]
    texts += [found.guess] if found.code == UNLISTED_VALUE and found.guess else []
    if found.code == OTHER_UNIT:
        texts += converted(fields["text"], fields["unit"])
    return [text for text in dict.fromkeys(texts) if can_hold(cell, text)]


def can_hold(cell: Cell, text: str) -> bool:
    """Whether a cell can have a text, as it stands."""
    row = [one.text for one in cell.table.rows[cell.row].values()]
    return read_cell(cell.table, cell.column, text, cell.line, row)[1] is None


def converted(text: str, unit: str) -> Iterator[str]:
    """An amount of money in another unit of money, exactly; two where its number may be two."""
    parts = IN_MONEY.fullmatch(" ".join(text.split()))
    if unit not in MONEY or not parts or not (parts["scale"] or parts["unit"]):
        return
    scale = (parts["scale"] or "").casefold()
    factor = MONEY[f"{OTHER_NAMES.get(scale, scale)} đồng".strip()]
    for number in numbers_of(parts["number"]):
        if len(number) <= MOST_DIGITS:
            amount = read_number(number) * factor / Decimal(MONEY[unit])
            yield write_normal(simplest(amount.normalize()))


def numbers_of(text: str) -> list[str]:
    """What a number can be, in the normal form; none where it is no number."""
    try:
        return [normal_number(text)]
    except Mistake as mistake:
        fields = dict(mistake.problem.fields)
        return [str(fields[name]).strip('"') for name in READINGS.get(mistake.code, ())]
