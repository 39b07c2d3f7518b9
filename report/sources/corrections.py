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

from report.problems.problem import AlreadyReported, Mistake, Problem
from report.sources.files import ProblemFound, read_csv
from report.sources.tables import Cell, Dataset
from report.text.numbers import read_date

FROZEN = "cong-bo.csv"
FROZEN_COLUMNS = ["so_lieu", "gia_tri"]
CORRECTIONS = "dinh-chinh.csv"
CORRECTION_COLUMNS = ["ngay", "so_lieu", "cu", "moi", "ly_do", "nguoi_quyet_dinh"]
ROW = "ngày,so_lieu,giá trị cũ,giá trị mới,lý do,người quyết định"


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


def read_publication(root: Path, dataset: Dataset, problems: list[Problem]) -> Publication:
    """What was published of a year and corrected since; mistakes are added to `problems`."""
    frozen: dict[str, tuple[str, int]] | None = None
    path = f"{dataset.path}/{FROZEN}"
    if (root / path).is_file():
        rows = read_rows(root, path, FROZEN_COLUMNS, problems)
        frozen = {cells[0]: (cells[1], line) for line, cells in rows}
    path = f"{dataset.path}/{CORRECTIONS}"
    corrections = []
    if (root / path).is_file():
        for line, cells in read_rows(root, path, CORRECTION_COLUMNS, problems):
            try:
                corrections.append(read_correction(line, cells))
            except Mistake as mistake:
                problems.append(mistake.at(path, line))
    return Publication(dataset.path, frozen, tuple(corrections))


def read_rows(
    root: Path, path: str, columns: list[str], problems: list[Problem]
) -> Iterator[tuple[int, list[str]]]:
    """The rows of a file with fixed columns, each with its line."""
    try:
        rows = read_csv(root / path, path, columns, problems)
    except ProblemFound as found:
        problems.append(found.problem)
        return
    if not rows or rows[0][1] != columns:
        problems.append(
            Problem(path, 1, "dòng đầu không đúng", f"Dòng đầu phải là: {','.join(columns)}")
        )
        return
    for line, cells in rows[1:]:
        if len(cells) == len(columns):
            yield line, cells
        else:
            problems.append(
                Problem(
                    path,
                    line,
                    f"dòng có {len(cells)} ô, cần {len(columns)} ô",
                    f"Viết: {','.join(columns)}; ô có dấu phẩy đặt trong nháy kép",
                )
            )


def read_correction(line: int, cells: list[str]) -> Correction:
    """A correction from its row. Raises Mistake where the date or another cell is wrong."""
    day, address, old, new, reason, decided_by = cells
    if not (address and reason and decided_by):
        raise Mistake(
            "đính chính thiếu số liệu, lý do hoặc người quyết định", "Điền đủ các ô của dòng"
        )
    return Correction(read_date(day), address, old, new, reason, decided_by, line)


def publication_is_kept(publication: Publication, dataset: Dataset) -> Iterator[Problem]:
    """A published figure stays as it was published, or as its corrections say."""
    if publication.frozen is None:
        return
    expected = {address: value for address, (value, _) in publication.frozen.items()}
    for correction in sorted(publication.corrections, key=lambda one: (one.day, one.line)):
        published = expected.get(correction.address, "")
        if correction.old != published:
            yield Problem(
                f"{publication.path}/{CORRECTIONS}",
                correction.line,
                f"“{correction.address}” trước đính chính là “{published}”, "
                f"không phải “{correction.old}”",
                "Sửa ô “cu” cho đúng giá trị đã công bố",
            )
        expected[correction.address] = correction.new
    current = figures_of(dataset)
    for address, cell in current.items():
        if cell.text != expected.get(address, ""):
            yield changed(publication, cell, expected.get(address, ""))
    for address, value in expected.items():
        if value and address not in current and not reported_already(dataset, address):
            line = publication.frozen[address][1] if address in publication.frozen else 1
            yield Problem(
                f"{publication.path}/{FROZEN}",
                line,
                f"số liệu đã công bố “{address}” ({value}) không còn nữa",
                f"Khôi phục ô đó, hoặc thêm vào {publication.path}/{CORRECTIONS} một dòng: {ROW}",
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
    what = (
        f"“{cell.address}” đã công bố là “{published}”, nay là “{cell.text}”"
        if published
        else f"“{cell.address}” ({cell.text}) chưa có khi công bố"
    )
    return Problem(
        cell.table.path,
        cell.line,
        what,
        f"Trả lại giá trị cũ, hoặc thêm vào {publication.path}/{CORRECTIONS} một dòng: {ROW}",
    )
