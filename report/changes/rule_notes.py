"""Notes on rules that do not hold, brought to the numbers of now.

A note holds for the two numbers that were acknowledged; where a cell behind them changes, these
and the same numbers in its words change with it. The editor sees the note before it is written.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import yaml

from report.figures.values import write_value
from report.sources.rules import Rule, Verdict, exponent
from report.sources.tables import Cell
from report.sources.yaml_bounds import FAST_LOADER
from report.sources.yaml_edits import end_index, line_begin, line_end
from report.text.numbers import simplest, write_count, write_decimal, write_normal

LIST_OF_RULES = "quy_tac"
NOTE_KEYS = ("neu", "tinh_ra", "ghi_chu")
DECIMALS_IN_WORDS = Decimal("0.01")


@dataclass(frozen=True)
class NoteChange:
    """The entry of a rule in doi-chieu.yaml as it is to be: its place, id and sentence, and its
    lines."""

    path: str
    line: int
    rule: str
    sentence: str
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
    text = text.removeprefix("\ufeff")
    entry = entry_of(text, new.rule)
    edits = []
    for key, value in entry.value:
        begin, end = value.start_mark.index, end_index(value)
        edits.append((begin, end, with_new_numbers(text[begin:end], numbers.get(key.value, {}))))
    return note_change(path, text, new.rule, entry, edits)


def dropped_note(path: str, text: str, rule: Rule) -> NoteChange:
    """The entry of a rule that holds now, without the two numbers and the note on them."""
    text = text.removeprefix("\ufeff")
    entry = entry_of(text, rule)
    kept = [(key, value) for key, value in entry.value if key.value not in NOTE_KEYS]
    if entry.flow_style:
        pairs = (text[key.start_mark.index : end_index(value)] for key, value in kept)
        whole = entry.start_mark.index, end_index(entry)
        return note_change(path, text, rule, entry, [(*whole, f"{{{', '.join(pairs)}}}")])
    first, first_kept = entry.start_mark.index, kept[0][0].start_mark.index
    edits = [(first, first_kept, "")]  # the sign of the entry stays before what is first now
    for key, value in entry.value:
        begin = key.start_mark.index
        if key.value in NOTE_KEYS and begin > first_kept:
            edits.append((line_begin(text, begin), line_end(text, end_index(value)), ""))
    return note_change(path, text, rule, entry, edits)


def entry_of(text: str, rule: Rule) -> yaml.MappingNode:
    """The entry of a rule in its file, with the place of each key and value."""
    root: Any = yaml.compose(text, FAST_LOADER)
    lists = {key.value: value.value for key, value in root.value}
    entries: list[yaml.MappingNode] = lists[LIST_OF_RULES]
    return next(entry for entry in entries if rule.settings["id"] in ids_of(entry))


def ids_of(entry: yaml.Node) -> list[str]:
    """The id of an entry; none where it is no mapping."""
    pairs = entry.value if isinstance(entry, yaml.MappingNode) else ()
    return [value.value for key, value in pairs if key.value == "id"]


def note_change(
    path: str,
    text: str,
    rule: Rule,
    entry: yaml.MappingNode,
    edits: Iterable[tuple[int, int, str]],
) -> NoteChange:
    """The lines of an entry before and after edits, each of a stretch of the file."""
    begin, end = line_begin(text, entry.start_mark.index), line_end(text, end_index(entry))
    parts, done = [], begin
    for first, last, new in edits:
        parts += [text[done:first], new]
        done = last
    line = entry.start_mark.line + 1
    new = "".join(parts) + text[done:end]
    return NoteChange(path, line, rule.id, rule.sentence, text[begin:end], new)


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


def with_new_numbers(words: str, numbers: Mapping[str, str]) -> str:
    """Words with other numbers in place of those that stand in it as a whole."""
    if not numbers:
        return words
    longest_first = sorted(numbers, key=len, reverse=True)
    pattern = "|".join(map(re.escape, longest_first))
    return re.sub(
        rf"(?<![\d.,/-])(?:{pattern})(?![\d/]|[.,-]\d)", lambda found: numbers[found[0]], words
    )
