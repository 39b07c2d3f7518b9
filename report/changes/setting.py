"""Sets a figure: the cell, what is computed from it by rules, and the rows of the correction.

All of it is tried in a copy of the sources first: what would leave a mistake is not written.
"""

import operator
import shutil
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from report.changes.kept_cells import refuse_other_changes
from report.changes.rule_notes import NoteChange, dropped_note, is_acknowledged, renewed_note
from report.changes.sightings import CellKey, key_of
from report.edition.edition import Edition, read_edition
from report.edition.examination import Examination, examine
from report.edition.sound_pictures import lend_sound_pictures
from report.figures.values import cell_title
from report.problems.host import plain
from report.problems.problem import Mistake, Problem, errors
from report.sources.cells import clean
from report.sources.corrections import (
    CORRECTION_COLUMNS,
    CORRECTIONS,
    Publication,
    published_values,
    renewals_of,
)
from report.sources.csv_edits import CsvEdits, edited_csv, utf_8, with_rows
from report.sources.csv_rows import write_csv
from report.sources.descriptions import read_cell
from report.sources.paths import SOURCE_FOLDERS
from report.sources.rules import RULE_KINDS, Verdict, amount, exponent
from report.sources.tables import Cell, Dataset, Table
from report.text.numbers import cell_date, write_normal
from report.text.today import today


@dataclass(frozen=True)
class Decision:
    """Why figures change, who decided it and when; reason and name are empty where the editor gave
    none, which is enough for figures that were not published."""

    reason: str
    decided_by: str
    day: date

    @classmethod
    def told(cls, reason: str, decided_by: str, day: date | None) -> "Decision":
        """The decision that an editor tells, of today where no day is given. Raises Mistake where
        its day is to come."""
        now = today()
        if day and day > now:
            raise Mistake("set-ngay-chua-den", day=cell_date(day))
        return cls(one_line(reason), one_line(decided_by), day or now)


def one_line(words: str) -> str:
    """Words of an editor in the normal form of a cell, on one line."""
    return " ".join(clean(words).split())


@dataclass(frozen=True)
class CellRequest:
    """What an editor wants: a value at an address of a year, the newest published one by default;
    and the decision, where the year is frozen."""

    address: str
    value: str
    year: int | None
    decision: Decision


@dataclass(frozen=True)
class CellChange:
    """A cell that changes: as it was, its new text, and the rule that computes it, if any."""

    cell: Cell
    new: str
    by_rule: Verdict | None = None


@dataclass(frozen=True)
class ChangePlan:
    """What is to be written: the cells that change, the notes on rules, the rows of corrections
    by their file, the new bytes of the files, and the mistakes that would be left, for which
    nothing is written."""

    changes: tuple[CellChange, ...] = ()
    notes: tuple[NoteChange, ...] = ()
    corrections: Mapping[str, list[list[str]]] | None = None
    files: Mapping[str, bytes] | None = None
    problems: tuple[Problem, ...] = ()


def plan_of_change(root: Path, request: CellRequest) -> ChangePlan:
    """What the request changes. Raises Mistake where it cannot be done, AlreadyReported where
    the table of the cell cannot be read, OSError."""
    now = examine(root)
    cell = asked_cell(now.edition, request)
    value, wrong = asked_value(cell, request.value)
    if errors(wrong):
        return ChangePlan(problems=tuple(wrong))
    with TemporaryDirectory() as folder:
        draft = Path(folder)
        copy_sources(root, draft)
        return tried(draft, now, CellChange(cell, value), request)


def copy_sources(root: Path, draft: Path) -> None:
    """Copy the data and pages of an office, so that a change can be tried. Raises OSError."""
    for name in filter(lambda name: (root / name).is_dir(), SOURCE_FOLDERS):
        shutil.copytree(root / name, draft / name, ignore=symlinks_in)
    lend_sound_pictures(root, draft)


def symlinks_in(folder: str, names: list[str]) -> set[str]:
    """The links in a folder: what is written into a copy must not get where they lead."""
    return {name for name in names if Path(folder, name).is_symlink()}


def asked_cell(edition: Edition, request: CellRequest) -> Cell:
    """The cell of a request. Raises Mistake where there is none that has a value."""
    year = edition.shown_year if request.year is None else request.year
    if year not in edition.years:
        raise Mistake("set-khong-co-nam", year=year)
    cell = edition.years[year].cell(request.address)
    if cell.column.name == cell.table.key:
        raise Mistake("set-khoa", path=cell.table.path)
    return cell


def asked_value(cell: Cell, value: str) -> tuple[str, list[Problem]]:
    """A value in the normal form of a cell; and what is wrong with it."""
    row = [one.text for one in cell.table.rows[cell.row].values()]
    read, wrong = read_cell(cell.table, cell.column, clean(value), cell.line, row)
    return read.text, [wrong] if wrong else []


def tried(draft: Path, now: Examination, asked: CellChange, request: CellRequest) -> ChangePlan:
    """The plan of a change, made in a copy of the sources. Raises Mistake."""
    changes: dict[CellKey, CellChange] = {}
    pending = [asked]
    while pending:
        changes |= {key_of(one.cell): one for one in pending}
        write_changes(draft, pending)
        edition = read_edition(draft)
        pending = list(computed_cells(now.edition, edition, changes))
    refuse_other_changes(now.edition, edition, {key: one.new for key, one in changes.items()})
    corrections = correction_rows(now.edition, edition, changes.values(), request.decision)
    changed = [one for one in changes.values() if one.new != one.cell.text]
    if not changed and not corrections:
        raise Mistake("set-khong-doi", address=asked.cell.address, text=asked.new)
    notes = tuple(write_notes(draft, now.edition, edition, changed))
    records = write_corrections(draft, corrections, now.edition, edition, changes.values())
    tables = [one.cell.table.path for one in changed]
    paths = dict.fromkeys([*tables, *(one.path for one in notes), *records])
    files = {path: (draft / path).read_bytes() for path in paths}
    left = set(errors(examine(draft).problems)) - set(now.problems)
    return ChangePlan(tuple(changed), notes, corrections, files, tuple(sorted(left)))


def write_notes(
    draft: Path, old: Edition, new: Edition, changes: Iterable[CellChange]
) -> Iterator[NoteChange]:
    """Write the notes on rules whose two numbers were acknowledged and are others now, and take
    out those on rules that hold now."""
    cells = {one.cell: new_cell for one in changes if (new_cell := same_cell(new, one.cell))}
    before = {key: one for key, one in verdicts_of(old) if is_acknowledged(one)}
    for key, verdict in verdicts_of(new):
        if key not in before or is_acknowledged(verdict):
            continue
        file = draft / key[0]
        text = utf_8(file.read_bytes())
        note = (
            dropped_note(key[0], text, verdict.rule)
            if verdict.holds
            else renewed_note(key[0], text, before[key], verdict, cells)
        )
        file.write_bytes(text.replace(note.old, note.new, 1).encode())
        yield note


def same_cell(edition: Edition, cell: Cell) -> Cell | None:
    """The cell of another edition at the same place."""
    year = cell.table.year
    dataset = edition.common if year is None else edition.years[year]
    return dataset.cells.get(cell.address)


def write_corrections(
    draft: Path,
    corrections: Mapping[str, list[list[str]]],
    old: Edition,
    new: Edition,
    changes: Collection[CellChange],
) -> list[str]:
    """Write rows behind those of each file, and take out those of the same cells that stand in it
    but not in the publications of `old`: nobody has read them, these take their place. Returns the
    paths of the files. Raises Mistake where one is not in the normal form."""
    unread = unread_rows(old, new, changes)
    paths = list(dict.fromkeys([*corrections, *unread]))
    for path in paths:
        file, header = draft / path, CORRECTION_COLUMNS
        now = file.read_bytes() if file.is_file() else write_csv([header]).encode()
        if path in unread:
            now = edited_csv(now, header, CsvEdits(removed=unread[path]))
        file.write_bytes(with_rows(now, header, corrections.get(path, [])))
    return paths


def unread_rows(old: Edition, new: Edition, changes: Iterable[CellChange]) -> dict[str, set[int]]:
    """The lines of corrections of changed cells that are in the sources of `new` but not among the
    publications of `old`, by their file."""
    lines: dict[str, set[int]] = {}
    changed = {(one.cell.table.year, one.cell.address) for one in changes}
    for year, publication in old.publications.items():
        read = {replace(one, line=0) for one in publication.corrections}
        for one in new.publications[year].corrections:
            if (year, one.address) in changed and replace(one, line=0) not in read:
                lines.setdefault(f"{publication.path}/{CORRECTIONS}", set()).add(one.line)
    return lines


def write_changes(draft: Path, changes: Iterable[CellChange]) -> None:
    """Write changes into the files of their tables. Raises Mistake where one cannot be changed
    in places."""
    by_table: dict[Table, CsvEdits] = {}
    for change in changes:
        table = change.cell.table
        number = list(table.columns).index(change.cell.column.name)
        edits = by_table.setdefault(table, CsvEdits())
        edits.cells.setdefault(change.cell.line, {})[number] = change.new
    write_edits(draft, by_table)


def write_edits(draft: Path, by_table: Mapping[Table, CsvEdits]) -> None:
    """Write edits into the files of tables. Raises Mistake where one cannot be changed in
    places."""
    for table, edits in by_table.items():
        file = draft / table.path
        file.write_bytes(edited_csv(file.read_bytes(), list(table.columns), edits))


def computed_cells(
    old: Edition, new: Edition, changes: Mapping[CellKey, CellChange]
) -> Iterator[CellChange]:
    """The cells that rules give another value now: rules that held, and say what is computed."""
    held = {key for key, verdict in verdicts_of(old) if verdict.holds}
    for key, verdict in verdicts_of(new):
        stated = verdict.stated
        is_free = key in held and not verdict.holds and key_of(stated) not in changes
        if is_free and can_be_computed(verdict):
            yield CellChange(stated, write_normal(verdict.expected), verdict)


def can_be_computed(verdict: Verdict) -> bool:
    """Whether a rule says exactly what is to stand in its cell; what another year's report says
    stays as it is."""
    is_equal = RULE_KINDS[verdict.rule.kind].holds is operator.eq
    return is_equal and not verdict.rule.is_across and is_exact(verdict)


def verdicts_of(edition: Edition) -> Iterator[tuple[tuple[str, str], Verdict]]:
    """Each verdict by the file and id of its rule."""
    for audit in (edition.common_audit, *edition.audits.values()):
        for verdict in audit.verdicts:
            yield (audit.path, verdict.rule.id), verdict


def is_exact(verdict: Verdict) -> bool:
    """Whether a computed value can stand in its cell: with no more decimals than the cell or
    what it is computed from has, whole where the column is."""
    numbers = [one for one in verdict.terms if one.column.is_number and one.value is not None]
    finest = min(exponent(amount(one)) for one in (verdict.stated, *numbers))
    whole = verdict.stated.column.type != "number"
    return exponent(verdict.expected) >= (0 if whole else min(finest, 0))


@dataclass(frozen=True)
class Told:
    """What readers have been told of a frozen year: the values by address, which of those of now
    are renewed without a correction, and the day of the last correction of each."""

    path: str
    values: Mapping[str, str]
    renewed: Set[str]
    last_days: Mapping[str, date]


def told_of(publication: Publication, dataset: Dataset) -> Told:
    """What readers have been told of a year, found once for all changes in it."""
    days = {one.address: one.day for one in reversed(publication.newest_first())}
    renewals = renewals_of(publication, dataset)
    renewed = renewals.added | renewals.respelled.keys()
    return Told(publication.path, published_values(publication), renewed, days)


def correction_rows(
    old: Edition, new: Edition, changes: Collection[CellChange], decision: Decision
) -> dict[str, list[list[str]]]:
    """The rows of corrections by their file: of each cell of a frozen year that readers saw with
    another value. Raises Mistake where the decision has no reason or nobody who decided, or is
    of a day before the last correction of a cell."""
    rows: dict[str, list[list[str]]] = {}
    title = cell_title(next(iter(changes)).cell) if changes else ""
    years = {change.cell.table.year for change in changes}
    frozen = {
        year: told_of(publication, new.years[year])
        for year, publication in old.publications.items()
        if year in years and publication.frozen is not None
    }
    for change in changes:
        year, address = change.cell.table.year, change.cell.address
        if year is None or year not in frozen:
            continue
        told = frozen[year]
        value = told.values.get(address, "")
        if change.new == value or address in told.renewed:
            continue
        if not (decision.reason and decision.decided_by):
            raise Mistake("set-thieu-ly-do", year=year)
        last = told.last_days.get(address)
        if last and decision.day < last:
            asked, before = cell_date(decision.day), cell_date(last)
            raise Mistake("set-ngay-truoc", address=address, day=asked, last=before)
        why = decision.reason
        if change.by_rule:
            why = f"Tính lại theo số vừa đính chính ({title}): {why}"
        row = [cell_date(decision.day), address, value, change.new, why, decision.decided_by]
        rows.setdefault(f"{told.path}/{CORRECTIONS}", []).append(row)
    return rows


def plan_listing(plan: ChangePlan) -> str:
    """What a plan writes, for the editor to agree to."""
    lines = ["Sẽ ghi:"]
    for change in plan.changes:
        cell = change.cell
        place = f"{cell.table.path}:{cell.line}: {cell.address} ({cell_title(cell)})"
        lines.append(f"- {place}: {shown_text(cell.text)} → {shown_text(change.new)}")
        if change.by_rule:
            lines.append(f"  tính lại theo quy tắc “{change.by_rule.rule.id}”")
    for note in plan.notes:
        lines.append(f"- {note.path}:{note.line}: ghi chú của quy tắc “{note.rule}”")
        lines += [f"  {line}" for line in changed_lines(note)]
    for path, rows in (plan.corrections or {}).items():
        lines.append(f"- {path}: thêm {len(rows)} dòng đính chính")
        lines += [f"  {line}" for line in write_csv(rows).splitlines()]
    return "\n".join(map(plain, lines))


def changed_lines(note: NoteChange) -> list[str]:
    """The lines of a note that are others than before, and those taken out."""
    old, new = note.old.splitlines(), note.new.splitlines()
    if len(old) == len(new):
        return [now.strip() for was, now in zip(old, new, strict=True) if now != was]
    return [f"bỏ: {line.strip()}" for line in old if line not in new]


def shown_text(text: str) -> str:
    """The text of a cell in a listing."""
    return text or "(để trống)"
