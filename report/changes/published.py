"""What was published stays in the record of it: two revisions compared.

The freeze of a proposal is a file like any other, so a proposal could change it together with the
cells. What was published is what the base revision has.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from report.changes.page_figures import figures_stay_on_pages
from report.edition.edition import Edition
from report.problems.problem import Problem, errors, most_urgent_first, problem
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
from report.sources.tables import DESCRIPTION, Cell, Column, Dataset, Table
from report.text.numbers import write_date
from report.text.spelling import is_respelled

NAMED_ADDRESSES = 5  # addresses that a message names; the rest is counted
NOTHING = "(không có)"  # stands for a unit or text that there is not
TOMORROW = timedelta(days=1)  # it is today elsewhere


def record_is_kept(old: Edition, new: Edition, today: date | None = None) -> list[Problem]:
    """What was frozen in `old` is frozen in `new`, and each correction made since is told; none
    is of a day to come, where `today` is given."""
    latest = today + TOMORROW if today else date.max
    renamed: dict[int, Published] = {}
    found: list[Problem] = []
    for year, before in old.publications.items():
        if before.frozen is None:
            continue
        after = new.publications.get(year)
        if after is None or after.frozen is None:
            path, count = f"{before.path}/{FROZEN}", len(before.frozen)
            found.append(problem(path, 1, "chot-bi-xoa", year=year, count=count))
            continue
        record = Record(before, after, old.years[year], new.years[year], latest)
        found += record_of_year_is_kept(record)
        renamed[year] = record.renewals.renamed
    found += figures_stay_on_pages(old, new, renamed)
    return most_urgent_first(found)


def record_of_year_is_kept(record: "Record") -> Iterator[Problem]:
    """Freeze and corrections of a year have all that they had, and its numbers mean the same."""
    before, after = record.both
    unread = {one.path for one in errors((*before.problems, *after.problems))}
    if f"{after.path}/{FROZEN}" not in unread:
        yield from freeze_is_kept(record)
    if f"{after.path}/{CORRECTIONS}" not in unread:
        yield from corrections_are_kept(record)
    yield from units_are_kept(record)
    yield from titles_are_kept(record)


@dataclass(frozen=True)
class Record:
    """What was published of a year in two revisions, each with its data."""

    before: Publication
    after: Publication
    old_data: Dataset
    new_data: Dataset
    latest: date  # that a correction made since can be of

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

    @cached_property
    def paired(self) -> tuple["Pairing", ...]:
        """What the corrections of before are now."""
        return tuple(paired(self.before.corrections, self.after.corrections, self.renewals.renamed))

    @cached_property
    def made_since(self) -> tuple[Correction, ...]:
        """The corrections that were not there before, as they stand in the file."""
        kept = {one.now.line for one in self.paired if one.now}
        return tuple(one for one in self.after.corrections if one.line not in kept)

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


@dataclass(frozen=True)
class Pairing:
    """A published correction by the address of now, and the row that tells it still."""

    before: Correction
    address: str
    now: Correction | None


def paired(
    before: Iterable[Correction], after: Iterable[Correction], moved: Published
) -> Iterator[Pairing]:
    """Each correction of before with the row that changes the same, the most alike of several."""
    left = list(after)
    for one in before:
        address = moved.get(one.address, one.address)
        same = [
            now for now in left if (now.address, now.old, now.new) == (address, one.old, one.new)
        ]
        best = max(same, key=lambda now: likeness(one, now), default=None)
        if best:
            left.remove(best)
        yield Pairing(one, address, best)


def likeness(one: Correction, other: Correction) -> int:
    """How much two corrections have in common beside what they change."""
    return sum(
        (one.day == other.day, one.decided_by == other.decided_by, one.reason == other.reason)
    )


def corrections_are_kept(record: Record) -> Iterator[Problem]:
    """Each published correction is told still, and those made since can be."""
    path = f"{record.after.path}/{CORRECTIONS}"
    for one in record.paired:
        before, now, address = one.before, one.now, one.address
        if now is None:
            old, new = before.old, before.new
            yield problem(path, 1, "dinh-chinh-bi-bo", address=address, old=old, new=new)
        else:
            yield from correction_is_kept(path, before, now)
    for made in record.made_since:
        yield from correction_can_be(record, path, made)


def correction_is_kept(path: str, before: Correction, now: Correction) -> Iterator[Problem]:
    """A correction is of the day and of the person that readers know, for the reason they know."""
    address, line = now.address, now.line
    for what, old, new in (
        ("ngày", write_date(before.day), write_date(now.day)),
        ("người quyết định", before.decided_by, now.decided_by),
    ):
        if not is_respelled(old, new):
            fields = {"what": what, "old": old, "new": new}
            yield problem(path, line, "dinh-chinh-bi-sua", address=address, **fields)
    if not is_respelled(before.reason, now.reason):
        old, new = before.reason, now.reason
        yield problem(path, line, "dinh-chinh-doi-ly-do", address=address, old=old, new=new)


def correction_can_be(record: Record, path: str, made: Correction) -> Iterator[Problem]:
    """A new correction is of a known figure, of a day after the year began and not to come, and
    stands behind those that readers know."""
    address, day = made.address, write_date(made.day)
    if address not in record.published and address not in record.new_data.cells:
        yield problem(path, made.line, "dinh-chinh-khong-co-so", address=address)
    newest = max((one.day for one in record.before.corrections), default=date.min)
    if not date(int(record.new_data.name), 1, 1) <= made.day <= record.latest:
        yield problem(path, made.line, "dinh-chinh-ngay-sai", address=address, day=day)
    elif made.day < newest:
        fields = {"day": day, "newest": write_date(newest)}
        yield problem(path, made.line, "dinh-chinh-lui-ngay", address=address, **fields)


def units_are_kept(record: Record) -> Iterator[Problem]:
    """A published figure counts in the unit it had, or a correction made since tells of it."""
    corrected = {one.address for one in record.made_since}
    reported: set[Column] = set()
    for address, old, new in pairs_of_cells(record):
        field = new.column.unit_field
        in_its_cell = field and field == old.column.unit_field  # that is a published one itself
        is_same = old.unit == new.unit or is_respelled(old.unit or "", new.unit or "")
        if is_same or in_its_cell or address in corrected or new.column in reported:
            continue
        reported.add(new.column)
        fields = {
            "name": split_address(address, COLUMN_PART)[0],
            "old": old.unit or NOTHING,
            "new": new.unit or NOTHING,
        }
        path = f"{record.new_data.path}/{DESCRIPTION}"
        yield problem(path, new.column.line, "chot-doi-don-vi", **fields)


def pairs_of_cells(record: Record) -> Iterator[tuple[str, Cell, Cell]]:
    """Each published address of now with its cell of before and of now, where there are both."""
    before = {record.renewals.renamed.get(one, one): one for one in frozen_values(record.before)}
    for address in record.published:
        old = record.old_data.cells.get(before[address])
        new = record.new_data.cells.get(address)
        if old and new:
            yield address, old, new


def titles_are_kept(record: Record) -> Iterator[Problem]:
    """Words above published figures say what they said: another title is another meaning."""
    path = f"{record.new_data.path}/{DESCRIPTION}"
    tables: dict[str, tuple[Table, Table]] = {}
    columns: dict[str, tuple[Column, Column]] = {}
    for address, old, new in pairs_of_cells(record):
        columns[split_address(address, COLUMN_PART)[0]] = old.column, new.column
        tables[split_address(address, TABLE_PART)[0]] = old.table, new.table
    told = [
        (one.line, name, "tiêu đề", was.title, one.title)
        for name, (was, one) in (columns | tables).items()
    ]
    for name, (was_table, table) in tables.items():
        told += [
            (table.line, name, "kỳ số liệu", was_table.period, table.period),
            (table.line, name, "thời điểm của số liệu", was_table.date, table.date),
            (table.line, name, "lời ở ô trống", was_table.empty, table.empty),
        ]
    for line, name, what, before, now in told:
        if before != now and not is_respelled(before, now):
            fields = {"name": name, "what": what, "old": before or NOTHING, "new": now or NOTHING}
            yield problem(path, line, "chot-doi-tieu-de", **fields)
