"""What was published stays in the record of it: two revisions compared.

The freeze of a proposal is a file like any other, so a proposal could change it together with the
cells. What was published is what the base revision has.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from report.changes.revisions import read_revision
from report.edition.edition import Edition
from report.problems.problem import Problem, errors, problem
from report.sources.corrections import (
    CORRECTIONS,
    FROZEN,
    Correction,
    Publication,
    frozen_values,
    labels_of,
)
from report.sources.renewals import (
    COLUMN_PART,
    TABLE_PART,
    Published,
    Renewals,
    find_renewals,
    split_address,
)
from report.sources.tables import DESCRIPTION, Column, Dataset
from report.text.spelling import is_respelled

NAMED_ADDRESSES = 5  # addresses that a message names; the rest is counted


def record_against(root: Path, base: str, edition: Edition) -> list[Problem]:
    """What an edition changes in the record of what the revision `base` has published.

    Raises what read_revision raises.
    """
    return record_is_kept(read_revision(root, base), edition)


def record_is_kept(old: Edition, new: Edition) -> list[Problem]:
    """What was frozen in `old` is frozen in `new`, and each correction made since is told."""
    return sorted(
        one
        for year, publication in old.publications.items()
        if publication.frozen is not None
        for one in year_is_kept(old, new, year)
    )


def year_is_kept(old: Edition, new: Edition, year: int) -> Iterator[Problem]:
    """Freeze and corrections of a year have all that they had."""
    before, after = old.publications[year], new.publications.get(year)
    if after is None or after.frozen is None:
        path, count = f"{before.path}/{FROZEN}", len(before.frozen or ())
        yield problem(path, 1, "chot-bi-xoa", year=year, count=count)
        return
    unread = {one.path for one in errors((*before.problems, *after.problems))}
    record = Record(before, after, old.years[year], new.years[year])
    if f"{after.path}/{FROZEN}" not in unread:
        yield from freeze_is_kept(record)
    if f"{after.path}/{CORRECTIONS}" not in unread:
        yield from corrections_are_kept(record)
    yield from units_are_kept(record)


@dataclass(frozen=True)
class Record:
    """What was published of a year in two revisions, each with its data."""

    before: Publication
    after: Publication
    old_data: Dataset
    new_data: Dataset

    @property
    def both(self) -> tuple[Publication, Publication]:
        """What was published, before and after."""
        return self.before, self.after

    @cached_property
    def renewals(self) -> Renewals:
        """What the freeze has otherwise though readers see the same: the old revision tells
        what they saw beside the values."""
        found = find_renewals(
            frozen_values(self.before),
            frozen_values(self.after),
            labels_of(self.old_data) | labels_of(self.new_data),
            {one.address for one in self.before.corrections},
        )
        return Renewals(
            {old: new for old, new in found.renamed.items() if self.looks_the_same(old, new)},
            found.respelled,
            frozenset(one for one in found.added if not self.had_column(one)),
        )

    @cached_property
    def published(self) -> Published:
        """The frozen values of the old revision, by the addresses of now."""
        moved = self.renewals.renamed
        return {moved.get(one, one): text for one, text in frozen_values(self.before).items()}

    def looks_the_same(self, old: str, new: str) -> bool:
        """Whether a renamed cell has the unit and the title of its column that it had."""
        before, after = self.old_data.cells.get(old), self.new_data.cells.get(new)
        return (
            before is None
            or after is None
            or (before.unit, before.column.title) == (after.unit, after.column.title)
        )

    def had_column(self, address: str) -> bool:
        """Whether readers saw the column of a cell, be it empty."""
        parts = address.split(".")
        table = self.old_data.tables.get(parts[TABLE_PART])
        return table is not None and parts[-1] in table.columns


def freeze_is_kept(record: Record) -> Iterator[Problem]:
    """Each published value stands in the freeze, and nothing that was not published."""
    path = f"{record.after.path}/{FROZEN}"
    frozen, published = record.after.frozen or {}, record.published
    for address, (text, line) in frozen.items():
        old = published.get(address, text)
        if text != old and address not in record.renewals.respelled:
            yield problem(path, line, "chot-bi-doi", address=address, published=old, text=text)
    gone = [address for address in published if address not in frozen]
    if gone:
        yield problem(path, 1, "chot-mat-dong", count=len(gone), addresses=some(gone))
    known = published.keys() | record.renewals.added
    more = [address for address in frozen if address not in known]
    if more:
        line = frozen[more[0]][1]
        yield problem(path, line, "chot-them-dong", count=len(more), addresses=some(more))


def some(addresses: list[str]) -> str:
    """The first of some addresses."""
    rest = ["…"] if len(addresses) > NAMED_ADDRESSES else []
    return ", ".join([*addresses[:NAMED_ADDRESSES], *rest])


def corrections_are_kept(record: Record) -> Iterator[Problem]:
    """Each published correction is told still; its reason may be worded better."""
    moved, left = record.renewals.renamed, Counter(map(step, record.after.corrections))
    for one in record.before.corrections:
        address = moved.get(one.address, one.address)
        told = step(one, address)
        if not left[told]:
            path, old, new = f"{record.after.path}/{CORRECTIONS}", one.old, one.new
            yield problem(path, 1, "dinh-chinh-bi-bo", address=address, old=old, new=new)
        left[told] -= 1


def units_are_kept(record: Record) -> Iterator[Problem]:
    """A published number counts in the unit it had, or a correction made since tells of it."""
    before, after = (Counter(one.address for one in of.corrections) for of in record.both)
    told: set[Column] = set()
    for address in record.published:
        old, new = record.old_data.cells.get(address), record.new_data.cells.get(address)
        if old is None or new is None or old.unit == new.unit or new.column in told:
            continue
        is_told = new.column.unit_field or after[address] > before[address]
        if (
            new.column.is_number
            and not is_told
            and not is_respelled(old.unit or "", new.unit or "")
        ):
            told.add(new.column)
            path, name = (
                f"{record.new_data.path}/{DESCRIPTION}",
                split_address(address, COLUMN_PART)[0],
            )
            fields = {"name": name, "old": old.unit or "", "new": new.unit or ""}
            yield problem(path, new.column.line, "chot-doi-don-vi", **fields)


def step(one: Correction, address: str = "") -> tuple[str, str, str]:
    """What a correction changes."""
    return address or one.address, one.old, one.new
