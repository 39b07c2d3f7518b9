"""Notes on rules that do not hold, brought to the numbers of now.

A note holds for the two numbers that were acknowledged; where a cell behind them changes, these
and the same numbers in its words change with it. The editor sees the note before it is written.
"""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from report.figures.values import write_value
from report.sources.rules import Rule, Verdict, exponent
from report.sources.tables import Cell
from report.text.numbers import simplest, write_count, write_decimal, write_normal

ENTRY_KEY = re.compile(r"\s*(?:- )?(\w+):")
NEXT_ENTRY = re.compile(r"\s*- |\S")  # where the next rule, or another list, begins
NOTE_KEYS = ("neu", "tinh_ra", "ghi_chu")
DECIMALS_IN_WORDS = Decimal("0.01")


@dataclass(frozen=True)
class NoteChange:
    """The entry of a rule in doi-chieu.yaml as it is to be: its place and its lines."""

    path: str
    line: int
    rule: str
    old: str
    new: str


def is_acknowledged(verdict: Verdict) -> bool:
    """Whether a rule does not hold and its note is of just the two numbers that differ."""
    numbers = (verdict.stated.text, computed_text(verdict))
    return bool(not verdict.holds and verdict.rule.note and verdict.rule.acknowledged == numbers)


def computed_text(verdict: Verdict) -> str:
    """What a rule computes, as its note has it."""
    return write_normal(simplest(verdict.expected))


def renewed_note(
    path: str, text: str, old: Verdict, new: Verdict, cells: Mapping[Cell, Cell]
) -> NoteChange:
    """The note of a rule with the numbers of now; `text` is the file, `cells` has those of before
    that changed, with what they are now."""
    both = {old.stated.text: new.stated.text}, {computed_text(old): computed_text(new)}
    numbers = dict(zip(NOTE_KEYS, (*both, in_words(old, new, cells)), strict=True))
    begin, entry = entry_of(text, new.rule)
    renewed = "".join(with_new_numbers(line, numbers.get(key, {})) for key, line in entry)
    return NoteChange(path, begin + 1, new.rule.id, "".join(line for _, line in entry), renewed)


def dropped_note(path: str, text: str, rule: Rule) -> NoteChange:
    """The entry of a rule that holds now, without the two numbers and the note on them."""
    begin, entry = entry_of(text, rule)
    kept = "".join(line for key, line in entry if key not in NOTE_KEYS)
    return NoteChange(path, begin + 1, rule.id, "".join(line for _, line in entry), kept)


def entry_of(text: str, rule: Rule) -> tuple[int, list[tuple[str, str]]]:
    """Where the entry of a rule begins, and its lines, each with the key that it belongs to."""
    lines = text.splitlines(keepends=True)
    begin = rule.line - 1
    later = (at for at in range(begin + 1, len(lines)) if NEXT_ENTRY.match(lines[at]))
    entry, key = [], ""
    for line in lines[begin : next(later, len(lines))]:
        found = ENTRY_KEY.match(line)
        key = found[1] if found else key
        entry.append((key, line))
    return begin, entry


def in_words(old: Verdict, new: Verdict, cells: Mapping[Cell, Cell]) -> dict[str, str]:
    """The numbers of before as a note writes them, with those of now; none that two things had."""
    pairs = {
        (reader_form(old, write_normal), reader_form(new, write_normal)),
        (reader_form(old), reader_form(new)),
        (old.stated.text, new.stated.text),
        (write_value(old.stated), write_value(new.stated)),
    }
    for before, after in cells.items():
        if before.column.is_number and before.text and after.text:
            pairs |= {(before.text, after.text), (write_value(before), write_value(after))}
    counts = Counter(number for number, _ in pairs)
    return {number: now for number, now in pairs if counts[number] == 1}


def reader_form(verdict: Verdict, write: Callable[[Decimal], str] | None = None) -> str:
    """What a rule computes, as readers see numbers or as `write` has them: a quotient with two
    decimals at most."""
    value = simplest(verdict.expected)
    if exponent(value) < exponent(DECIMALS_IN_WORDS):
        value = simplest(value.quantize(DECIMALS_IN_WORDS, ROUND_HALF_UP))
    if write:
        return write(value)
    return write_count(int(value)) if value == int(value) else write_decimal(value)


def with_new_numbers(line: str, numbers: Mapping[str, str]) -> str:
    """A line with other numbers in place of those that stand in it as a whole."""
    if not numbers:
        return line
    longest_first = sorted(numbers, key=len, reverse=True)
    pattern = "|".join(map(re.escape, longest_first))
    return re.sub(
        rf"(?<![\d.,/-])(?:{pattern})(?![\d/]|[.,-]\d)", lambda found: numbers[found[0]], line
    )
