"""Corrections of the draft that nobody has read yet: they begin with what readers were told.

Until the draft is published a cell has one correction at most, from the published value to that
of now; a cell that has its published value again has none.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from report.changes.setting import CellChange, write_changes
from report.desk.desk import Desk
from report.desk.table_edits import TableTrial
from report.edition.examination import Examination, examine
from report.figures.values import shown_with
from report.problems.problem import Problem
from report.sources.corrections import (
    CORRECTION_COLUMNS,
    CORRECTIONS,
    FROZEN,
    Publication,
    is_same,
    published_values,
    read_publication,
)
from report.sources.csv_rows import write_csv
from report.sources.tables import COMMON, DESCRIPTION, Cell, Dataset

NO_ROWS = write_csv([CORRECTION_COLUMNS]).encode()


def publication_before(desk: Desk, dataset: Dataset) -> Publication:
    """What readers have been told of a year: without the corrections of the draft; all of it
    where the draft has another freeze, from which they go on. Raises OSError."""
    records, described = (FROZEN, CORRECTIONS), f"{dataset.path}/{DESCRIPTION}"
    began = [desk.draft.began.get(f"{dataset.path}/{name}", "") for name in records]
    if desk.draft.now.get(f"{dataset.path}/{FROZEN}", "") != began[0]:
        return desk.examination().edition.publications[int(dataset.name)]
    of = (dataset.path, *began, desk.draft.now.get(described, ""))
    if of not in desk.told:
        with TemporaryDirectory(dir=desk.draft.folder) as place:
            folder = Path(place) / dataset.path
            folder.mkdir(parents=True)
            for name in records:
                content = desk.draft.first(f"{dataset.path}/{name}")
                if content is not None:
                    (folder / name).write_bytes(content)
            desk.told[of] = read_publication(Path(place), dataset)
    return desk.told[of]


def as_published(desk: Desk, copy: Path, year: int, cells: Collection[Cell]) -> Examination:
    """The draft, of which `copy` is one, to correct those cells from: a cell that has neither its
    published value nor that of a correction gets it in the copy, so that all rules hold that
    held; the corrections of the draft are not among its publications. Raises Mistake, OSError."""
    now = desk.examination()
    if year not in now.edition.years or now.edition.publications[year].frozen is None:
        return now
    told = published_values(now.edition.publications[year])
    texts = {cell: told.get(cell.address, "") for cell in cells}
    off = [
        CellChange(cell, text)
        for cell, text in texts.items()
        if text and not is_same(cell.column, cell.text, text)
    ]
    if off:
        write_changes(copy, off)
        now = examine(copy)
    before = publication_before(desk, now.edition.years[year])
    publications = {**now.edition.publications, year: before}
    return replace(now, edition=replace(now.edition, publications=publications))


def returns(desk: Desk, dataset: Dataset, trial: TableTrial, found: Iterable[Problem]) -> bool:
    """Whether all figures that are told of as unlike the published ones are so only by
    corrections of the draft: they have the value again that readers know."""
    told = published_values(publication_before(desk, dataset))
    columns = trial.table.columns
    for one in found:
        address = dict(one.fields).get("address", "")
        _, row, column = (*address.split("."), "", "")[:3]
        cell = trial.table.rows.get(row, {}).get(column)
        text = cell.text if cell else ""
        if not is_same(columns.get(column), text, told.get(address, "")):
            return False
    return True


def published_json(desk: Desk, dataset: Dataset, cell: Cell) -> dict[str, str] | None:
    """What readers have been told of a cell, as it is written and as they see it; None where
    nothing."""
    before = None if dataset.name == COMMON else publication_before(desk, dataset)
    text = published_values(before).get(cell.address) if before else None
    return {"text": text, "shown": shown_with(cell, text)} if text else None


def without_empty_record(desk: Desk, files: dict[str, bytes]) -> dict[str, bytes | None]:
    """Files to write, a list of corrections that has none and was not there before taken out."""
    return {
        path: None
        if path.endswith(f"/{CORRECTIONS}") and text == NO_ROWS and desk.draft.first(path) is None
        else text
        for path, text in files.items()
    }
