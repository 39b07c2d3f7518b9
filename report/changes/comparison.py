"""Two editions compared: what differs for a reader."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import partial

from report.changes.published import record_is_kept
from report.changes.sightings import CellKey, Sighting, key_of, page_title, sightings
from report.edition.edition import Edition, FilledPage
from report.figures.results import put_in
from report.figures.values import cell_title, shown_value
from report.problems.problem import Problem
from report.site.html import html
from report.sources.renewals import find_renewals
from report.sources.shapes import without_lines
from report.sources.tables import Cell, Dataset
from report.text.spelling import is_respelled

# Kinds of change: of a figure, a page and a rule.
CHANGED, ADDED, REMOVED = "changed", "added", "removed"
REWRITTEN, RESPELLED, RETYPED = "rewritten", "respelled", "retyped"
PAGE_ADDED, PAGE_REMOVED, EDITED, FRAMED = "added", "removed", "edited", "framed"
BEGINS, CEASES, FAILS, DROPPED = "begins", "ceases", "fails", "dropped"


@dataclass(frozen=True)
class FigureChange:
    """A figure that is not what it was; `old` and `new` as a reader sees them, with unit."""

    kind: str
    address: str
    title: str
    old: str
    new: str
    path: str
    line: int
    sightings: tuple[Sighting, ...]


@dataclass(frozen=True)
class NameChange:
    """A table, row or column with another name and all its values: old and new, as `table.row.*`,
    and the folder of its year."""

    folder: str
    old: str
    new: str


@dataclass(frozen=True)
class PageChange:
    """A page that changes otherwise than by its figures."""

    kind: str
    title: str
    path: str


@dataclass(frozen=True)
class RuleVerdict:
    """Whether a declared rule held in one revision, and where it is declared."""

    id: str
    sentence: str
    holds: bool
    path: str
    line: int


@dataclass(frozen=True)
class RuleChange:
    """A rule that begins or ceases to hold, or to be there."""

    kind: str
    rule: RuleVerdict


@dataclass(frozen=True)
class Changes:
    """Everything that differs between two editions.

    `unread` are tables, rows and pages that one of the two could not read, which are
    therefore not compared. `record` is what is wrong in the record of what was published.
    """

    figures: tuple[FigureChange, ...]
    pages: tuple[PageChange, ...]
    rules: tuple[RuleChange, ...]
    office: bool
    unread: tuple[str, ...]
    record: tuple[Problem, ...] = ()
    renamed: tuple[NameChange, ...] = ()

    @property
    def none(self) -> bool:
        """Whether there is nothing to tell."""
        seen = self.figures or self.renamed or self.pages or self.rules
        return not (seen or self.office or self.unread or self.record)


def compare(old: Edition, new: Edition, today: date | None = None) -> Changes:
    """What differs between two editions; no correction is of a day after `today`."""
    unread = unread_in(old) | unread_in(new)
    before, after = compared_figures(old, unread), compared_figures(new, unread)
    moved, renamed = renamed_figures(before, after)
    before = {moved.get(key, key): cell for key, cell in before.items()}
    kinds = {
        key: kind
        for key in [*after, *(key for key in before if key not in after)]
        if (kind := kind_of_change(before.get(key), after.get(key)))
    }
    here = sightings(new, {key for key, kind in kinds.items() if kind != REMOVED})
    there = sightings(old, {key for key, kind in kinds.items() if kind == REMOVED})
    figures = [
        figure_change(kind, before.get(key), after.get(key), (here | there).get(key, []))
        for key, kind in kinds.items()
    ]
    return Changes(
        tuple(figures),
        tuple(page_changes(old, new, {*kinds, *moved}, unread)),
        tuple(rule_changes(old, new)),
        without_lines(old.office) != without_lines(new.office),
        tuple(sorted(unread)),
        tuple(record_is_kept(old, new, today)),
        tuple(renamed),
    )


def datasets(edition: Edition) -> list[Dataset]:
    """The common tables, then those of each year."""
    return [edition.common, *edition.years.values()]


def unread_in(edition: Edition) -> set[str]:
    """Files that could not be read, and rows as `file (dòng “key”)`."""
    tables = {f"{data.path}/{name}.csv" for data in datasets(edition) for name in data.unreadable}
    rows = {
        unread_row(table.path, row)
        for data in datasets(edition)
        for table in data.tables.values()
        for row in table.damaged
    }
    pages = {
        problem.path
        for problem in edition.problems
        if problem.path.startswith("docs/")
        and problem.path.removeprefix("docs/") not in edition.pages
    }
    return tables | rows | pages


def unread_row(path: str, row: str) -> str:
    """How a row that could not be read is named."""
    return f"{path} (dòng “{row}”)"


def compared_figures(edition: Edition, unread: set[str]) -> dict[CellKey, Cell]:
    """The filled cells of all tables; keys and units are parts of other cells' figures."""
    return {
        key_of(cell): cell
        for data in datasets(edition)
        for table in data.tables.values()
        if table.path not in unread
        for row, cells in table.rows.items()
        if unread_row(table.path, row) not in unread
        for cell in cells.values()
        if cell.value is not None
        and cell.column.name != table.key
        and cell.column.name not in {column.unit_field for column in table.columns.values()}
    }


def renamed_figures(
    before: Mapping[CellKey, Cell], after: Mapping[CellKey, Cell]
) -> tuple[dict[CellKey, CellKey], list[NameChange]]:
    """The figures whose address alone is another one, old key to new, and how that came about."""
    moved: dict[CellKey, CellKey] = {}
    named: list[NameChange] = []
    olds, news = by_folder(before), by_folder(after)
    for folder in sorted(olds.keys() & news.keys()):
        was, now = olds[folder], news[folder]
        renewals = find_renewals(readers_texts(was), readers_texts(now), set(), set())
        moved |= {key_of(was[old]): key_of(now[new]) for old, new in renewals.renamed.items()}
        named += [NameChange(folder, old, new) for old, new in renewals.named if old]
    return moved, named


def by_folder(figures: Mapping[CellKey, Cell]) -> dict[str, dict[str, Cell]]:
    """Figures by the folder of their table, then by address."""
    folders: dict[str, dict[str, Cell]] = {}
    for cell in figures.values():
        folders.setdefault(cell.table.folder, {})[cell.address] = cell
    return folders


def readers_texts(figures: Mapping[str, Cell]) -> dict[str, str]:
    """What readers see of figures: the value with its unit, and what it says it is of."""
    return {
        address: f"{cell.column.title}: {shown_value(cell)}" for address, cell in figures.items()
    }


def kind_of_change(old: Cell | None, new: Cell | None) -> str | None:
    """How a figure changed, as data (value and unit) and as text; None where it did not."""
    if old is None or new is None:
        return ADDED if old is None else REMOVED
    if shown_value(old) == shown_value(new):
        return None if (old.value, old.unit) == (new.value, new.unit) else RETYPED
    is_name = new.column.name == new.table.label
    if old.unit == new.unit and (old.value == new.value or old.text == new.text):
        return REWRITTEN
    return RESPELLED if is_name and is_respelled(old.text, new.text) else CHANGED


def figure_change(
    kind: str, old: Cell | None, new: Cell | None, places: Iterable[Sighting]
) -> FigureChange:
    """The change with its words; its place is that of the new cell where there is one."""
    cell = new or old
    assert cell is not None  # noqa: S101 - a key comes from one of the two
    words = typed_value if kind == RETYPED else shown_value
    return FigureChange(
        kind,
        cell.address,
        f"{cell.table.title}: {cell_title(cell)}" if cell.table.title else cell_title(cell),
        words(old) if old else "",
        words(new) if new else "",
        cell.table.path,
        cell.line,
        tuple(places),
    )


def typed_value(cell: Cell) -> str:
    """The value with what the data takes it for: "955 (chữ)"."""
    return f"{shown_value(cell)} ({cell.column.kind.title})"


def page_changes(
    old: Edition, new: Edition, changed: set[CellKey], unread: set[str]
) -> Iterator[PageChange]:
    """Pages that are new, gone, edited, or shown otherwise with the same figures."""
    for uri in sorted({*old.pages, *new.pages}):
        before, after = old.pages.get(uri), new.pages.get(uri)
        kind = page_kind(before, after, changed)
        filled = after or before
        if kind and filled and filled.page.path not in unread:
            yield PageChange(kind, page_title(filled.page), filled.page.path)


def page_kind(old: FilledPage | None, new: FilledPage | None, changed: set[CellKey]) -> str | None:
    """How a page changed otherwise than by its figures; None where it did not."""
    if old is None or new is None:
        return PAGE_ADDED if old is None else PAGE_REMOVED
    if old.page.text.splitlines() != new.page.text.splitlines():
        return EDITED
    explained = any(key_of(cell) in changed for cell in (*old.used, *new.used))
    return FRAMED if as_read(old) != as_read(new) and not explained else None


def as_read(filled: FilledPage) -> tuple[object, ...]:
    """All that a reader meets of a page, wherever its links lead."""
    text = put_in(filled.markdown, filled.results, partial(html, link=str))
    return text, filled.page.meta.get("title"), filled.page.meta.get("description")


def rule_changes(old: Edition, new: Edition) -> Iterator[RuleChange]:
    """Rules whose verdict is another one, and rules that came or went."""
    before, after = verdicts(old), verdicts(new)
    for key, rule in after.items():
        held = before[key].holds if key in before else None
        if rule.holds and not held:
            yield RuleChange(BEGINS, rule)
        elif not rule.holds and held is not False:
            yield RuleChange(CEASES if held else FAILS, rule)
    for key, rule in before.items():
        if key not in after:
            yield RuleChange(DROPPED, rule)


def verdicts(edition: Edition) -> dict[tuple[str, str], RuleVerdict]:
    """Each rule of each year by file and id."""
    return {
        (audit.path, verdict.rule.id): RuleVerdict(
            verdict.rule.id, verdict.rule.sentence, verdict.holds, audit.path, verdict.rule.line
        )
        for audit in (edition.common_audit, *edition.audits.values())
        for verdict in audit.verdicts
    }
