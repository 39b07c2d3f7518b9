"""The kinds of columns: what the `type` of a column in datapackage.yaml means everywhere."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from report.text.numbers import (
    normal_date,
    normal_integer,
    normal_number,
    read_date,
    read_integer,
    read_number,
    read_words,
)

Value = int | Decimal | date | str | None


@dataclass(frozen=True)
class ColumnKind:
    """A kind of column.

    `title` names it for a reader, `read` gives the value of a text in the normal form, `normalize`
    the normal form of a text that can mean only one value (it takes the unit, too).
    """

    title: str
    read: Callable[[str], Value]
    normalize: Callable[[str, str | None], str] | None = None  # None: words stay as they are
    is_number: bool = False  # can be summed and drawn
    is_grouped: bool = False  # written with points between thousands
    format: Mapping[str, str] = field(default_factory=dict)  # of Frictionless, of the normal form

    @property
    def is_words(self) -> bool:
        """Whether it holds words; the others hold figures, which stand flush right."""
        return self.normalize is None


WORDS = ColumnKind("chữ", read_words)
COLUMN_KINDS: Mapping[str, ColumnKind] = {
    "string": WORDS,
    "integer": ColumnKind(
        "số nguyên", read_integer, normal_integer, is_number=True, is_grouped=True
    ),
    "number": ColumnKind(
        "số thập phân",
        read_number,
        normal_number,
        is_number=True,
        is_grouped=True,
        format={"decimalChar": ","},
    ),
    "date": ColumnKind(
        "ngày", read_date, lambda text, _: normal_date(text), format={"format": "%d/%m/%Y"}
    ),
    "year": ColumnKind("năm", read_integer, normal_integer),
}
