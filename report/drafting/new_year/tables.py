"""The data of a new year: rows and descriptions of the last one, values to be filled.

The description of a table says what a year begins with. `nam_sau: chep` takes every cell
over, for lists that hold in any year; `viet_lai` takes only keys and units, because the rows
themselves are news of their year (persons, places); without it the names of the rows are
taken, too. A column with `nam_truoc_cua: so_vu` gets last year's value of `so_vu`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from report.drafting.new_year.years import Step
from report.problems.problem import Mistake
from report.sources.csv_rows import write_csv
from report.sources.files import parse_yaml
from report.sources.keys import description_names, renamed
from report.sources.open_places import MARK
from report.sources.tables import COPY, REWRITE, Cell, Table

# `khac_nam_truoc` on lines of its own, with those that go on deeper; or among the keys of a line.
DIFFERS = re.compile(
    r"(?m)^([ ]*)khac_nam_truoc:.*\n(?:\1[ ]+\S.*\n)*"
    r"|, khac_nam_truoc: (?:\"[^\"]*\"|'[^']*'|[^,}]*)"
)
NOTED = ("ghi_chu", "neu", "tinh_ra")  # of a rule: why it did not hold last year
REMARKS_KEY = "luu_y"


@dataclass(frozen=True)
class Moved:
    """The name of a row in which a year was moved on."""

    path: str
    line: int
    old: str
    new: str

    def __str__(self) -> str:
        return f"{self.path}:{self.line}: “{self.old}” thành “{self.new}”"


def new_table(table: Table, step: Step, moved: list[Moved]) -> str:
    """The CSV of a table for the new year; names that were changed are added to `moved`."""
    path = f"data/{step.year}/{step.text(table.name)}.csv"
    units = {column.unit_field for column in table.columns.values()}
    rows = [list(table.columns)]
    for row in table.rows.values():
        cells = [new_cell(cell, row[table.label].column.name, units, step) for cell in row.values()]
        old = row[table.label].text
        if cells[1] not in (old, MARK):
            moved.append(Moved(path, len(rows) + 1, old, cells[1]))
        rows.append(cells)
    return write_csv(rows)


def new_cell(cell: Cell, label: str, units: set[str | None], step: Step) -> str:
    """What stands in a cell when the new year begins."""
    table, column = cell.table, cell.column
    if column.previous_of:
        return table.rows[cell.row][column.previous_of].text
    if column.name == table.key:
        return step.text(cell.text)
    if column.name in units:
        return cell.text
    is_name = column.name == label and table.next_year != REWRITE
    if is_name or table.next_year == COPY:
        return step.text(cell.text) if column.kind.is_words else cell.text
    return MARK if cell.text or column.required else ""


def new_description(text: str, step: Step) -> str:
    """The datapackage.yaml, comments and all, with its years moved on and keys of now. What was
    said of how last year differs from the one before is not said of the new year."""
    return step.text(DIFFERS.sub("", renamed(text, description_names(text))))


def new_rules(text: str, step: Step) -> str:
    """The doi-chieu.yaml without notes and remarks: they were about last year's numbers."""
    lines = text.splitlines(keepends=True)
    for first, last in noted_lines(text):
        lines[first:last] = [""] * (last - first)
    return step.text("".join(lines)).rstrip("\n") + "\n"


def noted_lines(text: str) -> Iterator[tuple[int, int]]:
    """The lines of the notes, from the first of each to the one behind its last; none of a file
    that cannot be read within the bounds, which may have changed since it was examined."""
    try:
        root = parse_yaml(text).root
    except Mistake:
        return
    if not isinstance(root, yaml.MappingNode):
        return
    total = text.count("\n") + 1
    for key, value in root.value:
        if key.value == REMARKS_KEY:
            yield key.start_mark.line, value_end(value, total)
        for entry in value.value if isinstance(value, yaml.SequenceNode) else ():
            pairs = entry.value if isinstance(entry, yaml.MappingNode) else ()
            for (name, note), following in zip(pairs, [*pairs[1:], None], strict=True):
                if name.value in NOTED:
                    behind = following[0].start_mark.line if following else value_end(note, total)
                    yield name.start_mark.line, behind


def value_end(node: yaml.Node, total: int) -> int:
    """The line behind a value; that of a block ends where the next thing begins."""
    mark = node.end_mark
    return min(mark.line + (1 if mark.column else 0), total)
