"""What an editor does to a table, as edits of its file: tried before it is kept.

The file is read with them as it would be read then; what is not read as it was meant is not kept.
"""

from collections.abc import Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from tempfile import TemporaryDirectory

from report.desk.answers import Refused
from report.desk.desk import Desk
from report.edition.checks import rules_hold
from report.edition.edition import Edition
from report.edition.table_checks import rows_are_sound
from report.problems.problem import Mistake, Problem, errors
from report.sources.cells import mended_cell
from report.sources.corrections import publication_is_kept
from report.sources.csv_edits import CsvEdits, edited_csv
from report.sources.csv_rows import in_column
from report.sources.descriptions import read_cell, read_table
from report.sources.rules import Audit, Verdict, read_audit
from report.sources.tables import COMMON, Column, Dataset, Table
from report.text.slugs import free_name, slug

LONGEST_NEW_KEY = 40
NEEDS_TIDY = "set-can-tidy"  # the code of a file that cannot be edited in places


@dataclass(frozen=True)
class CellEntry:
    """What an editor typed into a cell: as it is kept, and what is wrong with it by itself."""

    row: str
    column: str
    normal: str
    problems: tuple[Problem, ...] = ()
    is_refused: bool = False  # a file with it could not be read


@dataclass(frozen=True)
class RowEntry:
    """A row that comes: its texts, the key of the row before it; "" for none, None for the last."""

    texts: tuple[str, ...]
    after: str | None

    @property
    def key(self) -> str:
        """The key of the row."""
        return self.texts[0]


@dataclass(frozen=True)
class TableEdits:
    """All that changes in a table as one step."""

    cells: Sequence[CellEntry] = ()
    added: Sequence[RowEntry] = ()
    removed: Sequence[str] = ()

    def of_file(self, table: Table) -> CsvEdits:
        """The same by the lines of its file."""
        numbers = list(table.columns)
        edits = CsvEdits()
        for one in self.cells:
            cell = table.rows[one.row][one.column]
            # Also where it says the same: the file may write it otherwise, which is mended so.
            edits.cells.setdefault(cell.line, {})[numbers.index(one.column)] = one.normal
        lines = {key: row[table.key].line for key, row in table.rows.items()}
        edits.removed = {lines[key] for key in self.removed}
        lines |= {"": 0}
        last = max(lines.values())
        for row in self.added:
            line = last if row.after is None else lines[row.after]
            lines[row.key] = line
            edits.added.setdefault(line, []).append(row.texts)
        return edits

    def expected(self, table: Table) -> dict[str, dict[str, str]]:
        """The texts of all cells afterwards, by row and column."""
        texts = {
            key: {name: cell.text for name, cell in row.items()}
            for key, row in table.rows.items()
            if key not in self.removed
        }
        for one in self.cells:
            texts[one.row][one.column] = one.normal
        new = {one.key: dict(zip(table.columns, one.texts, strict=True)) for one in self.added}
        return texts | new


@dataclass(frozen=True)
class TableTrial:
    """A table with edits as it is read: its new bytes, what is wrong in it and by its rules, each
    with the addresses of the cells that it is computed from, and what differs from the published
    figures."""

    content: bytes
    table: Table
    problems: Mapping[Problem, Collection[str]]
    unpublished: tuple[Problem, ...] = ()
    by_rules: Mapping[Problem, Verdict] = field(default_factory=dict)


def typed_entry(table: Table, row: Mapping[str, str], column: Column, typed: str) -> CellEntry:
    """What an editor typed into a column of a row, whose texts are given by column."""
    key, line = row[table.key], line_of_row(table, row[table.key])
    text, odd = mended_cell(typed)
    place = in_column(column.name)
    if odd and errors([odd.at(table.path, line, place)]):
        wrong = odd.at(table.path, line, place)
        return CellEntry(key, column.name, text, (wrong,), is_refused=True)
    read, found = read_cell(table, column, text, line, [row[name] for name in table.columns])
    return CellEntry(key, column.name, read.text, tuple(errors([found] if found else [])))


def line_of_row(table: Table, key: str) -> int:
    """The line of a row, 1 for a new one."""
    return table.rows[key][table.key].line if key in table.rows else 1


def new_key(label: str, taken: Container[str]) -> str:
    """A key for a new row, from the words that name it."""
    words, name = slug(label).split("-"), ""
    for word in words:
        if len(name) + len(word) < LONGEST_NEW_KEY:
            name = f"{name}-{word}".strip("-")
    return free_name(name or "dong", taken)


def edited(desk: Desk, dataset: Dataset, table: Table, edits: TableEdits) -> TableTrial:
    """A table with edits, as it would be read. Raises Mistake where its file would not be read, or
    not as it is meant; OSError."""
    content = desk.draft.read(table.path) or b""
    columns = list(table.columns)
    try:
        new = edited_csv(content, columns, edits.of_file(table))
    except Mistake as mistake:
        if mistake.code != NEEDS_TIDY or table.damaged or table.lost_keys:
            raise
        normal = table.normal.encode()
        new = edited_csv(normal, columns, edits.of_file(read_again(desk, table, normal)[0]))
    trial = tried_table(desk, dataset, table, new)
    refuse_other_texts(edits.expected(table), trial.table)
    return trial


def read_again(desk: Desk, table: Table, content: bytes) -> tuple[Table, list[Problem]]:
    """The table that a content of its file is, and what is wrong in it. Raises Refused where it
    cannot be read at all, OSError."""
    resource = desk.resource(table)
    folder = f"data/{table.folder}"
    with TemporaryDirectory(dir=desk.draft.folder) as place:
        file = Path(place) / table.path
        file.parent.mkdir(parents=True)
        file.write_bytes(content)
        read, problems = read_table(Path(place), folder, resource)
    if read is None:
        raise Refused(problems)
    return read, list(problems)


def refuse_other_texts(expected: Mapping[str, Mapping[str, str]], table: Table) -> None:
    """Raise Mistake where a table is read otherwise than it is meant."""
    for key in expected.keys() | table.rows.keys():
        meant = expected.get(key, {})
        found = {name: cell.text for name, cell in table.rows.get(key, {}).items()}
        for name in meant.keys() | found.keys():
            if meant.get(name) != found.get(name):
                text = found.get(name) or "(trống)"
                raise Mistake("set-doc-lai-khac", path=table.path, row=key, column=name, found=text)


def tried_table(desk: Desk, dataset: Dataset, table: Table, content: bytes) -> TableTrial:
    """A table as another content of its file is read, with what is wrong in it, by its rules and
    beside the published figures. Raises Mistake where it cannot be read, OSError."""
    read, problems = read_again(desk, table, content)
    changed = replace(dataset, tables={**dataset.tables, table.name: read})
    edition = desk.examination().edition
    kept = [] if dataset.name == COMMON else unlike_published(edition, changed)
    by_itself = (*problems, *rows_are_sound(read))
    by_rules = rules_broken(audits_with(desk, changed))
    cells_of_rules = {
        found: {cell.address for cell in (verdict.stated, *verdict.terms)}
        for found, verdict in by_rules.items()
    }
    new = tuple(new_problems(desk.examination().problems, kept))
    problems_of_cells = {**dict.fromkeys(by_itself, ()), **cells_of_rules}
    return TableTrial(content, read, problems_of_cells, new, by_rules)


def rules_broken(audits: Iterable[Audit]) -> dict[Problem, Verdict]:
    """What is wrong by rules, each with the rule and its two numbers."""
    return {
        found: verdict
        for audit in audits
        for verdict in audit.verdicts
        for found in rules_hold(Audit(audit.path, (verdict,)))
    }


def audits_with(desk: Desk, changed: Dataset) -> Iterator[Audit]:
    """The rules that a changed part of the data takes part in, held against it."""
    edition, tree = desk.examination().edition, desk.draft.tree
    yield read_audit(tree, changed)
    for data in edition.years.values():
        if changed.name == COMMON:
            yield read_audit(tree, replace(data, common=changed))
        elif data.previous and data.previous.name == changed.name:
            yield read_audit(tree, replace(data, previous=changed))


def unlike_published(edition: Edition, changed: Dataset) -> list[Problem]:
    """What of a year is not as its readers have been told."""
    return errors(publication_is_kept(edition.publications[int(changed.name)], changed))


def new_problems(before: Iterable[Problem], after: Iterable[Problem]) -> Iterator[Problem]:
    """The problems that were not there, on whatever line they stand now."""
    known = {replace(one, line=0) for one in before}
    return (one for one in after if replace(one, line=0) not in known)
