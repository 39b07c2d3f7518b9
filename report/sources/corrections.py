"""Publishing a year freezes its figures; what changes afterwards is a correction.

`freeze` writes the value of every cell to data/<year>/cong-bo.csv. From then on each
cell must have that value, or the value that the rows of data/<year>/dinh-chinh.csv
lead to, one after the other.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from report.problems.problem import AlreadyReported, Mistake, Problem, errors, problem
from report.sources.csv_rows import read_csv, write_csv
from report.sources.renewals import Renewals, find_renewals
from report.sources.tables import Cell, Dataset
from report.text.numbers import cell_date, read_date

FROZEN = "cong-bo.csv"
FROZEN_COLUMNS = ["so_lieu", "gia_tri"]
CORRECTIONS = "dinh-chinh.csv"
CORRECTION_COLUMNS = ["ngay", "so_lieu", "cu", "moi", "ly_do", "nguoi_quyet_dinh"]


@dataclass(frozen=True)
class Correction:
    """One row of dinh-chinh.csv: values as cells are written, empty where there was or is none."""

    day: date
    address: str
    old: str
    new: str
    reason: str
    decided_by: str
    line: int


@dataclass(frozen=True)
class Publication:
    """What was published of a year, by address with its line; None where it is not frozen yet."""

    path: str
    frozen: Mapping[str, tuple[str, int]] | None
    corrections: tuple[Correction, ...]
    problems: tuple[Problem, ...] = ()

    def newest_first(self) -> list[Correction]:
        """The corrections by date, the newest first."""
        return sorted(self.corrections, key=lambda one: (one.day, one.line), reverse=True)


def figures_of(dataset: Dataset) -> dict[str, Cell]:
    """Every filled cell of a year by address, its keys and the common tables left out."""
    return {
        cell.address: cell
        for table in dataset.tables.values()
        for row in table.rows.values()
        for cell in row.values()
        if cell.column.name != table.key and cell.value is not None
    }


def frozen_text(dataset: Dataset) -> str:
    """The content of cong-bo.csv for the data as it stands."""
    rows = ((address, cell.text) for address, cell in figures_of(dataset).items())
    return write_csv([FROZEN_COLUMNS, *rows])


def read_publication(root: Path, dataset: Dataset) -> Publication:
    """What was published of a year and corrected since."""
    path = f"{dataset.path}/{CORRECTIONS}"
    frozen, problems = read_frozen(root, f"{dataset.path}/{FROZEN}")
    rows, wrong_rows = (
        read_rows(root, path, CORRECTION_COLUMNS) if (root / path).is_file() else ([], [])
    )
    problems += wrong_rows
    corrections = []
    for line, cells in rows:
        try:
            corrections.append(read_correction(line, cells))
        except Mistake as mistake:
            problems.append(mistake.at(path, line))
    return Publication(dataset.path, frozen, tuple(corrections), tuple(problems))


def read_frozen(root: Path, path: str) -> tuple[dict[str, tuple[str, int]] | None, list[Problem]]:
    """The published values with their lines, None where the year is not frozen; and problems."""
    if not (root / path).is_file():
        return None, []
    rows, problems = read_rows(root, path, FROZEN_COLUMNS)
    return {cells[0]: (cells[1], line) for line, cells in rows}, problems


def read_rows(
    root: Path, path: str, columns: list[str]
) -> tuple[list[tuple[int, list[str]]], list[Problem]]:
    """The rows of a file with fixed columns, each with its line; and problems."""
    read = read_csv(root / path, path, columns)
    problems = list(read.problems)
    if read.rows is None:
        return [], problems
    header = ",".join(columns)
    if not read.rows or read.rows[0][1] != columns:
        return [], [*problems, problem(path, 1, "dong-dau-sai", header=header)]
    rows = []
    for line, cells in read.rows[1:]:
        if len(cells) == len(columns):
            rows.append((line, cells))
        else:
            problems.append(
                problem(
                    path,
                    line,
                    "dong-dinh-chinh-sai",
                    cells=len(cells),
                    needed=len(columns),
                    header=header,
                )
            )
    return rows, problems


def read_correction(line: int, cells: list[str]) -> Correction:
    """A correction from its row. Raises Mistake where the date or another cell is wrong."""
    day, address, old, new, reason, decided_by = cells
    if not (address and reason and decided_by):
        raise Mistake("dinh-chinh-thieu")
    return Correction(read_date(day), address, old, new, reason, decided_by, line)


def publication_is_kept(publication: Publication, dataset: Dataset) -> Iterator[Problem]:
    """A published figure stays as it was published, or as its corrections say; what differs and
    no reader saw otherwise is to be renewed in the freeze."""
    unread = {one.path for one in errors(publication.problems)}
    if publication.frozen is None or f"{publication.path}/{FROZEN}" in unread:
        return
    yield from corrections_follow(publication)
    renewals = renewals_of(publication, dataset)
    yield from freeze_is_renewed(publication, dataset, renewals)
    moved, current = renewals.renamed, figures_of(dataset)
    expected = {moved.get(one, one): text for one, text in published_values(publication).items()}
    for address, cell in current.items():
        if cell.text and cell.readable is None and not cell.is_open:
            continue  # what it cannot be is told of already; a correction would keep the mistake
        renewed = address in renewals.added or address in renewals.respelled
        if not renewed and cell.text != expected.get(address, ""):
            yield changed(publication, cell, expected.get(address, ""))
    for address, value in expected.items():
        if value and address not in current and not reported_already(dataset, address):
            line = publication.frozen[address][1] if address in publication.frozen else 1
            yield problem(
                f"{publication.path}/{FROZEN}",
                line,
                "mat-so-da-cong-bo",
                address=address,
                published=value,
                record=f"{publication.path}/{CORRECTIONS}",
            )


def corrections_follow(publication: Publication) -> Iterator[Problem]:
    """Each correction begins with what was published, or with what the one before it left."""
    expected = frozen_values(publication)
    for correction in by_day(publication):
        published = expected.get(correction.address, "")
        if correction.old != published:
            yield problem(
                f"{publication.path}/{CORRECTIONS}",
                correction.line,
                "gia-tri-cu-sai",
                address=correction.address,
                published=published,
                stated=correction.old,
            )
        expected[correction.address] = correction.new


def by_day(publication: Publication) -> list[Correction]:
    """The corrections by date, those of a day as they stand in the file."""
    return sorted(publication.corrections, key=lambda one: (one.day, one.line))


def frozen_values(publication: Publication) -> dict[str, str]:
    """The values of the freeze by address; none where the year is not frozen."""
    return {address: text for address, (text, _) in (publication.frozen or {}).items()}


def published_values(publication: Publication) -> dict[str, str]:
    """What readers have been told last, by address: the freeze with its corrections."""
    corrected = {one.address: one.new for one in by_day(publication)}
    return frozen_values(publication) | corrected


def labels_of(dataset: Dataset) -> set[str]:
    """The columns that name the rows of their tables, as `table.column`."""
    return {f"{table.name}.{table.label}" for table in dataset.tables.values()}


def renewals_of(publication: Publication, dataset: Dataset) -> Renewals:
    """What the data has otherwise than the freeze though no reader saw another value."""
    return find_renewals(
        published_values(publication),
        {address: cell.text for address, cell in figures_of(dataset).items()},
        labels_of(dataset),
        {one.address for one in publication.corrections},
    )


def freeze_is_renewed(
    publication: Publication, dataset: Dataset, renewals: Renewals
) -> Iterator[Problem]:
    """The freeze has the names of now; a command writes them there."""
    published = frozen_values(publication)
    for address, text in renewals.respelled.items():
        fields = {"published": published.get(address, ""), "text": text, "year": dataset.name}
        cell = dataset.cells[address]
        yield problem(cell.table.path, cell.line, "chot-chinh-ta", address=address, **fields)
    for old, new in renewals.named:
        path, line = place_of(dataset, new)
        if old:
            yield problem(path, line, "chot-doi-ten", old=old, new=new, year=dataset.name)
        else:
            yield problem(path, line, "chot-them-cot", name=new, year=dataset.name)


def place_of(dataset: Dataset, name: str) -> tuple[str, int]:
    """File and line where a table, row or column of that name begins."""
    table, row, _ = name.split(".")
    found = dataset.tables[table]
    cells = found.rows.get(row)
    return found.path, next(iter(cells.values())).line if cells else 1


def renewed_freeze(publication: Publication, dataset: Dataset, renewals: Renewals) -> str:
    """The content of cong-bo.csv with the names of now, its rows in the order they had."""
    current, moved = figures_of(dataset), renewals.renamed
    rows = {moved.get(one, one): text for one, text in frozen_values(publication).items()}
    added = {address: current[address].text for address in current if address in renewals.added}
    return write_csv([FROZEN_COLUMNS, *{**rows, **renewals.respelled, **added}.items()])


def renewed_corrections(publication: Publication, renewals: Renewals) -> str:
    """The content of dinh-chinh.csv with the addresses of now, its rows in the order they had."""
    rows = (
        (
            cell_date(one.day),
            renewals.renamed.get(one.address, one.address),
            *(one.old, one.new, one.reason, one.decided_by),
        )
        for one in publication.corrections
    )
    return write_csv([CORRECTION_COLUMNS, *rows])


def reported_already(dataset: Dataset, address: str) -> bool:
    """Whether the cell is gone because its table or row cannot be read."""
    try:
        dataset.cell(address)
    except AlreadyReported:
        return True
    except Mistake:
        return False
    return False


def changed(publication: Publication, cell: Cell, published: str) -> Problem:
    """A figure that is not as published, or was not published."""
    path, line = cell.table.path, cell.line
    fields = {
        "address": cell.address,
        "text": cell.text,
        "record": f"{publication.path}/{CORRECTIONS}",
    }
    if published:
        return problem(path, line, "khac-da-cong-bo", published=published, **fields)
    return problem(path, line, "chua-cong-bo", **fields)
