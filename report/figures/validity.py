"""From when until when the documents of the register hold, and what took their place."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from report.figures.citations import REGISTER
from report.problems.problem import Problem, near_miss
from report.sources.tables import Cell, Dataset

SINCE, UNTIL, SUCCESSORS = "hieu_luc_tu", "hieu_luc_den", "thay_bang"  # columns of the register


@dataclass(frozen=True)
class Validity:
    """First and last day on which a document holds, None where the register does not know them,
    and the keys of the documents that took its place."""

    since: date | None
    until: date | None
    successors: tuple[str, ...]

    def ended_before(self, day: date) -> bool:
        """Whether the document held no more on a day."""
        return self.until is not None and self.until < day


def read_validity(row: Mapping[str, Cell]) -> Validity:
    """What a row of the register says of it; nothing where it has no such columns."""
    since, until = (row[name].value if name in row else None for name in (SINCE, UNTIL))
    return Validity(
        since if isinstance(since, date) else None,
        until if isinstance(until, date) else None,
        successor_keys(row[SUCCESSORS]) if SUCCESSORS in row else (),
    )


def successor_keys(cell: Cell) -> tuple[str, ...]:
    """The keys in a cell, which stand apart by semicolons."""
    return tuple(key for part in cell.text.split(";") if (key := part.strip()))


def validity_of(dataset: Dataset, key: str) -> Validity:
    """When a document holds; nothing is known of one that the register does not have."""
    table = dataset.tables.get(REGISTER)
    row = table.rows.get(key) if table else None
    return read_validity(row or {})


def register_is_in_order(dataset: Dataset) -> Iterator[Problem]:
    """No document ends before it begins, and what took its place is another of the register."""
    table = dataset.tables.get(REGISTER)
    for key, row in table.rows.items() if table else ():
        known = read_validity(row)
        if known.since and known.until and known.until < known.since:
            yield row[UNTIL].problem("het-truoc-khi-co", since=row[SINCE].text)
        for successor in known.successors:
            if successor == key or (table and successor not in table.rows):
                others = [one for one in table.rows if one != key] if table else []
                guess = near_miss(successor, others)
                yield row[SUCCESSORS].problem("thay-bang-la", guess=guess, key=successor)
