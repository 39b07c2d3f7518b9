"""What reading an edited workbook writes: tried in a copy of the sources first."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from report.changes.kept_cells import refuse_other_changes
from report.changes.rule_notes import NoteChange
from report.changes.setting import (
    CellChange,
    Decision,
    computed_cells,
    copy_sources,
    correction_rows,
    write_changes,
    write_corrections,
    write_edits,
    write_notes,
)
from report.changes.sightings import CellKey, key_of
from report.drafting.importing import refuse_name
from report.drafting.importing.confinement import confined
from report.drafting.importing.libreoffice import modern
from report.drafting.year_workbook.merging import (
    CellEdit,
    CopyRemark,
    RowAddition,
    RowRemoval,
    merged,
)
from report.drafting.year_workbook.reading import WorkbookCopy, read_copy
from report.edition.edition import Edition, read_edition
from report.edition.examination import Examination, examine
from report.problems.problem import Mistake, Problem, errors
from report.sources.csv_edits import CsvEdits
from report.sources.office_package import read_file
from report.sources.tables import Table


@dataclass(frozen=True)
class CopyRequest:
    """What an editor wants: the workbook of a year read; the decision, where the year is frozen;
    whether the workbook wins where somebody else changed the same cell."""

    path: Path
    year: int
    decision: Decision
    overrule: bool = False


@dataclass(frozen=True)
class CopyPlan:
    """What is to be written, what is refused and what should be known.

    `computed` are cells that rules give another value in a finished year, `notes` those on rules;
    `corrections` the rows of corrections by their file, `files` the new bytes of files, `left` the
    mistakes that are new then and may forbid it; `lacks` is what the request lacks, where it has
    no reason for a figure that was published.
    """

    removals: tuple[RowRemoval, ...] = ()
    additions: tuple[RowAddition, ...] = ()
    edits: tuple[CellEdit, ...] = ()
    refused: tuple[Problem, ...] = ()
    remarks: tuple[CopyRemark, ...] = ()
    computed: tuple[CellChange, ...] = ()
    notes: tuple[NoteChange, ...] = ()
    corrections: Mapping[str, list[list[str]]] | None = None
    files: Mapping[str, bytes] | None = None
    left: tuple[Problem, ...] = ()
    is_forbidden: bool = False
    lacks: Mistake | None = None

    @property
    def changes_something(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.removals or self.additions or self.edits)


def plan_of_copy(root: Path, request: CopyRequest) -> CopyPlan:
    """What the workbook changes. Raises Mistake where it cannot be read or is of another year, or
    a file is not in the normal form; OSError."""
    copy = copy_at(request.path)
    if copy.state.year != request.year:
        raise Mistake(
            "bang-tinh-nam-khac", file=copy.file, year=copy.state.year, asked=request.year
        )
    now = examine(root)
    if request.year not in now.edition.years:
        raise Mistake("bang-tinh-khong-co-nam", year=request.year)
    found = list(merged(copy, now.edition.years[request.year], overrule=request.overrule))
    plan = CopyPlan(
        tuple(one for one in found if isinstance(one, RowRemoval)),
        tuple(one for one in found if isinstance(one, RowAddition)),
        tuple(one for one in found if isinstance(one, CellEdit)),
        tuple(one for one in found if isinstance(one, Problem)),
        tuple(one for one in found if isinstance(one, CopyRemark)),
    )
    if not plan.changes_something:
        return plan
    with TemporaryDirectory() as folder:
        draft = Path(folder)
        copy_sources(root, draft)
        return tried_copy(draft, now, plan, request)


def copy_at(path: Path) -> WorkbookCopy:
    """What stands in the workbook at a path. Raises Mistake where it cannot be read, OSError."""
    if path.is_dir():
        raise Mistake("nhap-thu-muc", file=path)
    if not path.is_file():
        raise Mistake("khong-co-tep-nhap", file=path)
    refuse_name(path.name)
    name, content = modern(path.name, read_file(path))
    return confined(path.name, read_copy, name, content)


def tried_copy(draft: Path, now: Examination, plan: CopyPlan, request: CopyRequest) -> CopyPlan:
    """The plan with what it writes, made in a copy of the sources. Raises Mistake."""
    edits = edits_by_table(plan)
    write_edits(draft, edits)
    paths = [table.path for table in edits]
    new = read_edition(draft)
    changes = {key_of(one.cell): one for one in changed_cells(plan, new, request.year)}
    notes: tuple[NoteChange, ...] = ()
    if request.year not in now.edition.drafts:
        new = write_computed(draft, now.edition, new, changes)
        notes = tuple(write_notes(draft, now.edition, new, changes.values()))
    computed = tuple(one for one in changes.values() if one.by_rule)
    by_rule = {key_of(one.cell): one.new for one in computed}
    refuse_other_changes(now.edition, new, planned_texts(plan) | by_rule)
    plan = replace(plan, computed=computed, notes=notes)
    try:
        corrections = correction_rows(now.edition, new, changes.values(), request.decision)
    except Mistake as mistake:  # no reason is given
        return replace(plan, lacks=mistake)
    records = write_corrections(draft, corrections, now.edition, new, changes.values())
    left = new_mistakes(now.problems, errors(examine(draft).problems))
    computed_paths = (one.cell.table.path for one in computed)
    others = (*computed_paths, *(one.path for one in notes), *records)
    return replace(
        plan,
        corrections=corrections,
        files={path: (draft / path).read_bytes() for path in dict.fromkeys((*paths, *others))},
        left=left,
        is_forbidden=bool(left) and request.year not in now.edition.drafts,
    )


def write_computed(
    draft: Path, old: Edition, new: Edition, changes: dict[CellKey, CellChange]
) -> Edition:
    """Write into a copy what rules compute from the changes, as `set` does, and add it to them;
    returns the copy as it is then."""
    while pending := list(computed_cells(old, new, changes)):
        changes |= {key_of(one.cell): one for one in pending}
        write_changes(draft, pending)
        new = read_edition(draft)
    return new


def edits_by_table(plan: CopyPlan) -> dict[Table, CsvEdits]:
    """What changes in the file of each table."""
    edits: dict[Table, CsvEdits] = {}

    def of(table: Table) -> CsvEdits:
        return edits.setdefault(table, CsvEdits())

    for edit in plan.edits:
        number = list(edit.cell.table.columns).index(edit.cell.column.name)
        of(edit.cell.table).cells.setdefault(edit.cell.line, {})[number] = edit.new
    for removal in plan.removals:
        of(removal.table).removed.add(first_line_of(removal.table, removal.key))
    anchors: dict[tuple[str, str], int] = {}  # the line behind which a row comes that is new itself
    for one in plan.additions:
        line = anchors.get((one.table.path, one.behind or ""))
        if line is None:
            line = first_line_of(one.table, one.behind) if one.behind else 0
        anchors[one.table.path, one.key] = line
        of(one.table).added.setdefault(line, []).append(one.texts)
    return edits


def planned_texts(plan: CopyPlan) -> dict[CellKey, str | None]:
    """What each cell is to hold that the workbook changes; None where its row goes."""
    gone = [cell for one in plan.removals for cell in one.table.rows[one.key].values()]
    planned: dict[CellKey, str | None] = dict.fromkeys(map(key_of, gone))
    planned |= {key_of(one.cell): one.new for one in plan.edits}
    for one in plan.additions:
        texts = zip(one.table.columns, one.texts, strict=True)
        planned |= {(one.table.path, one.key, column): text for column, text in texts}
    return planned


def first_line_of(table: Table, key: str) -> int:
    """The line that a row begins on."""
    return table.rows[key][table.key].line


def changed_cells(plan: CopyPlan, new: Edition, year: int) -> Iterator[CellChange]:
    """Each figure that changes, comes or goes; the keys of rows are none."""
    for edit in plan.edits:
        yield CellChange(edit.cell, edit.new)
    for removal in plan.removals:
        for cell in removal.table.rows[removal.key].values():
            if cell.column.name != removal.table.key and cell.text:
                yield CellChange(cell, "")
    for addition in plan.additions:
        row = new.years[year].tables[addition.table.name].rows.get(addition.key, {})
        for cell in row.values():
            if cell.column.name != addition.table.key and cell.text:
                yield CellChange(cell, cell.text)


def new_mistakes(before: Iterable[Problem], after: Iterable[Problem]) -> tuple[Problem, ...]:
    """The mistakes that were not there, on whatever line they stand now."""
    known = {replace(one, line=0) for one in before}
    return tuple(sorted(one for one in after if replace(one, line=0) not in known))
