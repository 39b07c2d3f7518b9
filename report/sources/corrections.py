"""Publishing a year freezes its figures; what changes afterwards is a correction.

`freeze` writes the value of every cell to data/<year>/cong-bo.csv. From then on each
cell must have that value, or the value that the rows of data/<year>/dinh-chinh.csv
lead to, one after the other.
"""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from report.problems.problem import AlreadyReported, Mistake, Problem, problem
from report.sources.csv_rows import read_csv
from report.sources.tables import Cell, Dataset
from report.text.numbers import read_date

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
    output = io.StringIO()
    writer = csv.writer(output, lineterminator="\n")
    writer.writerow(FROZEN_COLUMNS)
    writer.writerows((address, cell.text) for address, cell in figures_of(dataset).items())
    return output.getvalue()


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
    """A published figure stays as it was published, or as its corrections say."""
    if publication.frozen is None:
        return
    expected = {address: value for address, (value, _) in publication.frozen.items()}
    for correction in sorted(publication.corrections, key=lambda one: (one.day, one.line)):
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
    current = figures_of(dataset)
    for address, cell in current.items():
        if cell.text != expected.get(address, ""):
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
