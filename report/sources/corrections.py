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
from report.sources.csv_rows import in_column, read_csv, write_csv
from report.sources.descriptions import normal_and_value
from report.sources.renewals import Renewals, find_renewals
from report.sources.tables import Cell, Column, Dataset
from report.text.numbers import cell_date, normal_date, quoted, read_date

FROZEN = "cong-bo.csv"
FROZEN_COLUMNS = ["so_lieu", "gia_tri"]
CORRECTIONS = "dinh-chinh.csv"
CORRECTION_COLUMNS = ["ngay", "so_lieu", "cu", "moi", "ly_do", "nguoi_quyet_dinh"]
RECORD_COLUMNS = {FROZEN: FROZEN_COLUMNS, CORRECTIONS: CORRECTION_COLUMNS}
VALUE_COLUMNS = ("gia_tri", "cu", "moi")  # columns with values of cells
TYPED_COLUMNS = ("ngay", "moi")  # what whoever corrects has to write so that it can be read


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
    unread: frozenset[str] = frozenset()  # addresses of corrections that cannot be used

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
    frozen = read_record(root, f"{dataset.path}/{FROZEN}", dataset)
    corrected = read_record(root, f"{dataset.path}/{CORRECTIONS}", dataset)
    problems, unread = [*frozen.problems, *corrected.problems], set(corrected.unread)
    corrections = []
    for line, cells in corrected.rows:
        try:
            corrections.append(read_correction(line, cells))
        except Mistake as mistake:
            problems.append(mistake.at(corrected.path, line))
            unread.add(cells[1])
    return Publication(
        dataset.path,
        {cells[0]: (cells[1], line) for line, cells in frozen.rows} if frozen.is_there else None,
        tuple(corrections),
        tuple(problems),
        frozenset(unread),
    )


@dataclass(frozen=True)
class RecordFile:
    """A file of what was published: its rows in the normal form with their lines, what is wrong
    in it, and the addresses of the rows that cannot be used."""

    path: str
    is_there: bool
    rows: tuple[tuple[int, list[str]], ...] = ()
    problems: tuple[Problem, ...] = ()
    unread: frozenset[str] = frozenset()

    @property
    def normal(self) -> str:
        """The file in the normal form."""
        columns = RECORD_COLUMNS[self.path.rpartition("/")[2]]
        return write_csv([columns, *(cells for _, cells in self.rows)])


def read_record(root: Path, path: str, dataset: Dataset) -> RecordFile:
    """cong-bo.csv or dinh-chinh.csv of a year, read as its tables are."""
    if not (root / path).is_file():
        return RecordFile(path, is_there=False)
    columns = RECORD_COLUMNS[path.rpartition("/")[2]]
    read = read_csv(root / path, path, columns)
    problems, rows, unread = list(read.problems), [], set()
    header = ",".join(columns)
    if read.rows is None:
        return RecordFile(path, True, problems=read.problems)
    if not read.rows or read.rows[0][1] != columns:
        problems.append(problem(path, 1, "dong-dau-sai", header=header))
        return RecordFile(path, True, problems=tuple(problems))
    for line, cells in read.rows[1:]:
        if len(cells) == len(columns):
            if any((line, number) in read.damaged for number in range(4)):
                unread.add(cells[1])
                continue
            normal, wrong = normal_row(path, line, dict(zip(columns, cells, strict=True)), dataset)
            rows.append((line, normal))
            problems += wrong
            if not errors(wrong):
                continue
            rows.pop()
        else:
            wide = {"cells": str(len(cells)), "needed": str(len(columns)), "header": header}
            problems.append(problem(path, line, "dong-dinh-chinh-sai", **wide))
        unread.update(cells[:2])
    return RecordFile(path, True, tuple(rows), tuple(problems), frozenset(unread))


def normal_row(
    path: str, line: int, row: Mapping[str, str], dataset: Dataset
) -> tuple[list[str], list[Problem]]:
    """The cells of a row of a record as tables have them, and what is wrong in it.

    What was published stays as it stands where it cannot be read: the column may have been
    one of words then.
    """
    normal, problems = [], []
    for name, text in row.items():
        try:
            read = normal_cell(name, text, row["so_lieu"], dataset)
        except Mistake as mistake:
            read = text
            if name in TYPED_COLUMNS:
                problems.append(mistake.at(path, line, in_column(name)))
        if read != text:
            fields = {"text": text, "normal": read, "written": quoted(read)}
            problems.append(problem(path, line, "doc-la", place=in_column(name), **fields))
        normal.append(read)
    return normal, problems


def normal_cell(name: str, text: str, address: str, dataset: Dataset) -> str:
    """A day or a value of a record in the normal form. Raises Mistake where that is not certain."""
    if name == "ngay" and text:
        try:
            return cell_date(read_date(text))
        except Mistake:
            return normal_date(text)
    column = column_of(dataset, address)
    if name not in VALUE_COLUMNS or not text or column is None:
        return text
    cell = dataset.cells.get(address)
    return normal_and_value(column, text, cell.unit if cell else column.unit)[0]


def column_of(dataset: Dataset, address: str) -> Column | None:
    """The column of an address, None where there is none by that name."""
    table, _, rest = address.partition(".")
    found = dataset.tables.get(table)
    return found.columns.get(rest.rpartition(".")[2]) if found else None


def read_correction(line: int, cells: list[str]) -> Correction:
    """A correction from its row in the normal form. Raises Mistake where a cell is missing."""
    day, address, old, new, reason, decided_by = cells
    if not (address and reason and decided_by):
        raise Mistake("dinh-chinh-thieu")
    return Correction(read_date(day), address, old, new, reason, decided_by, line)


def is_same(column: Column | None, one: str, other: str) -> bool:
    """Whether two texts of a column are one value: 1,5 and 1,50 are."""
    if one == other or column is None or not column.is_number:
        return one == other
    try:
        return bool(column.kind.read(one) == column.kind.read(other))
    except Mistake:
        return False


def publication_is_kept(publication: Publication, dataset: Dataset) -> Iterator[Problem]:
    """A published figure stays as it was published, or as its corrections say; what differs and
    no reader saw otherwise is to be renewed in the freeze."""
    unread = {one.path for one in errors(publication.problems)}
    if publication.frozen is None or f"{publication.path}/{FROZEN}" in unread:
        return
    if f"{publication.path}/{CORRECTIONS}" in unread and not publication.unread:
        return  # all that was corrected would differ
    yield from corrections_follow(publication, dataset)
    renewals = renewals_of(publication, dataset)
    yield from freeze_is_renewed(publication, dataset, renewals)
    moved, current = renewals.renamed, figures_of(dataset)
    expected = {moved.get(one, one): text for one, text in published_values(publication).items()}
    for address, cell in current.items():
        if cell.text and cell.readable is None and not cell.is_open:
            continue  # what it cannot be is told of already; a correction would keep the mistake
        renewed = address in renewals.added or address in renewals.respelled
        if address in publication.unread or renewed:
            continue
        if not is_same(cell.column, cell.text, expected.get(address, "")):
            yield changed(publication, cell, expected.get(address, ""))
    for address, value in expected.items():
        if address in publication.unread or not value or address in current:
            continue
        if not reported_already(dataset, address):
            line = publication.frozen[address][1] if address in publication.frozen else 1
            yield problem(
                f"{publication.path}/{FROZEN}",
                line,
                "mat-so-da-cong-bo",
                address=address,
                published=value,
                record=f"{publication.path}/{CORRECTIONS}",
            )


def corrections_follow(publication: Publication, dataset: Dataset) -> Iterator[Problem]:
    """Each correction begins with what was published, or with what the one before it left."""
    expected = frozen_values(publication)
    for correction in by_day(publication):
        published = expected.get(correction.address, "")
        is_told = correction.address in publication.unread
        column = column_of(dataset, correction.address)
        if not is_told and not is_same(column, correction.old, published):
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
    table, row, *_ = *address.split("."), ""
    if table in dataset.tables and dataset.tables[table].has_lost(row):
        return True
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
