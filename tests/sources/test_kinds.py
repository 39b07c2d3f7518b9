"""What a type of column means is said once, for reading, writing and readers alike."""

import pytest

from report.sources.kinds import COLUMN_KINDS, WORDS
from report.sources.tables import Column
from report.text.numbers import write_normal

# How a value is typed, and its normal form.
TYPED = {
    "string": ("01 vụ", "01 vụ"),
    "integer": ("1.234.567", "1234567"),
    "number": ("1.234,50", "1234,50"),
    "date": ("2022-02-24", "24/02/2022"),
    "year": ("2022", "2022"),
}


@pytest.mark.parametrize("name", COLUMN_KINDS)
def test_what_is_typed_comes_to_the_normal_form_and_is_written_in_it_again(name: str) -> None:
    kind = COLUMN_KINDS[name]
    typed, normal = TYPED[name]
    assert (typed if kind.normalize is None else kind.normalize(typed, None)) == normal
    value = kind.read(normal)
    assert (value if isinstance(value, str) else write_normal(value)) == normal


def test_only_numbers_are_summed_and_only_words_stand_left() -> None:
    assert [name for name, kind in COLUMN_KINDS.items() if kind.is_number] == ["integer", "number"]
    assert [name for name, kind in COLUMN_KINDS.items() if kind.is_words] == ["string"]


def test_a_type_that_nobody_knows_is_read_as_words() -> None:
    """The description's reader reports it."""
    assert Column("a", "A", "intger", 1).kind is WORDS
