"""What differs from the freeze of a year though no reader saw another value.

A row, column or table with another name and all its values, a column or table that was not there,
and the name of a row with its spelling mended. The freeze is renewed for these; all other
differences need a correction.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field

from report.text.spelling import is_respelled

Published = Mapping[str, str]  # by address, as cells are written
TABLE_PART, ROW_PART, COLUMN_PART = range(3)  # the parts of an address
ALL_OF_THEM = "*"  # in the name of a part of the data: all rows or columns of it


@dataclass(frozen=True)
class Renewals:
    """What of the freeze can be renewed.

    `renamed` leads from old addresses to new ones, `respelled` to the new texts; `added` are
    addresses in new columns. `named` says which parts these are: old and new name, the old one
    empty where something is added.
    """

    renamed: Published = field(default_factory=dict)
    respelled: Published = field(default_factory=dict)
    added: Set[str] = frozenset()
    named: tuple[tuple[str, str], ...] = ()

    @property
    def none(self) -> bool:
        """Whether the freeze has nothing to renew."""
        return not (self.renamed or self.respelled or self.added)


def find_renewals(
    before: Published, after: Published, labels: Set[str], corrected: Set[str]
) -> Renewals:
    """What differs between published values and those of now, and needs no correction.

    A value of `before` is empty where a correction took it out. `labels` are the columns that
    name rows, as `table.column`; a label that was `corrected` once keeps to its corrections.
    """
    before, after = addressed(before), addressed(after)
    known = {without_row(address) for address in before}
    before = {address: text for address, text in before.items() if text}
    renamed: dict[str, str] = {}
    named: list[tuple[str, str]] = []
    for part in (TABLE_PART, ROW_PART, COLUMN_PART):
        pairs = renamed_parts(before, after, part)
        named += pairs
        moved = dict(moves_of(before, pairs, part))
        renamed |= moved
        before = {moved.get(address, address): text for address, text in before.items()}
    respelled = {
        address: text
        for address, text in after.items()
        if address in before
        and text != before[address]
        and without_row(address) in labels
        and address not in corrected
        and is_respelled(before[address], text)
    }
    known |= {without_row(address) for address in before}
    added = [address for address in after if without_row(address) not in known]
    named += (("", name) for name in new_parts(before, added))
    return Renewals(renamed, respelled, frozenset(added), tuple(named))


def addressed(values: Published) -> dict[str, str]:
    """The values whose address has three parts: a freeze mended by hand may hold anything."""
    return {address: text for address, text in values.items() if address.count(".") == COLUMN_PART}


def renamed_parts(before: Published, after: Published, part: int) -> list[tuple[str, str]]:
    """Old and new name of each table, row or column that is gone, while another one that was
    not there has all its values."""
    old, new = grouped(before, part), grouped(after, part)
    gone = {signature(name, group): name for name, group in old.items() if name not in new}
    come = {signature(name, group): name for name, group in new.items() if name not in old}
    return [(name, come[values]) for values, name in gone.items() if values in come]


def grouped(values: Published, part: int) -> dict[str, dict[str, str]]:
    """The values of each table, row or column, by what the address has beside its name."""
    groups: dict[str, dict[str, str]] = {}
    for address, text in values.items():
        name, rest = split_address(address, part)
        groups.setdefault(name, {})[rest] = text
    return groups


def split_address(address: str, part: int) -> tuple[str, str]:
    """The name of the table, row or column of a cell, and what else its address has."""
    table, row, column = address.split(".")
    if part == TABLE_PART:
        return f"{table}.{ALL_OF_THEM}.{ALL_OF_THEM}", f"{row}.{column}"
    return (
        (f"{table}.{row}.{ALL_OF_THEM}", column)
        if part == ROW_PART
        else (f"{table}.{ALL_OF_THEM}.{column}", row)
    )


def signature(name: str, group: Published) -> tuple[str, frozenset[tuple[str, str]]]:
    """What a renamed row or column keeps: its table and its values. A table keeps its values."""
    table, row, column = name.split(".")
    return ("" if row == column else table), frozenset(group.items())


def moves_of(
    values: Published, pairs: Iterable[tuple[str, str]], part: int
) -> Iterator[tuple[str, str]]:
    """Old and new address of each cell of the renamed tables, rows or columns."""
    names = dict(pairs)
    for address in values:
        name, rest = split_address(address, part)
        if name in names:
            place = f"{ALL_OF_THEM}.{ALL_OF_THEM}" if part == TABLE_PART else ALL_OF_THEM
            yield address, names[name].replace(place, rest, 1)


def without_row(address: str) -> str:
    """The column that a cell stands in, as `table.column`."""
    table, _, column = address.split(".")
    return f"{table}.{column}"


def new_parts(before: Published, added: Iterable[str]) -> list[str]:
    """The names of the tables and columns that were not there, each once."""
    tables = {address.split(".")[TABLE_PART] for address in before}
    return list(
        dict.fromkeys(
            split_address(one, COLUMN_PART if one.split(".")[TABLE_PART] in tables else TABLE_PART)[
                0
            ]
            for one in added
        )
    )
