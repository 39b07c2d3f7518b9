"""What a written file is read as, held against what was to be written in it."""

from collections.abc import Mapping

from report.changes.sightings import CellKey, key_of
from report.edition.edition import Edition
from report.problems.problem import Mistake


def refuse_other_changes(old: Edition, new: Edition, planned: Mapping[CellKey, str | None]) -> None:
    """Raise Mistake at the first cell that is read otherwise than it was, or than it is to be:
    `planned` has the new texts of cells, None for those that go."""
    expected: dict[CellKey, str | None] = {**texts_of_cells(old), **planned}
    found = texts_of_cells(new)
    for key in expected | found:
        if expected.get(key) != found.get(key):
            path, row, column = key
            text = found.get(key) or "(trống)"
            raise Mistake("set-doc-lai-khac", path=path, row=row, column=column, found=text)


def texts_of_cells(edition: Edition) -> dict[CellKey, str]:
    """The text of each cell of an office."""
    return {
        key_of(cell): cell.text
        for table in edition.tables
        for row in table.rows.values()
        for cell in row.values()
    }
