"""Citing a document of the register: in full the first time on a page, then short."""

from collections.abc import Sequence
from datetime import date

from report.figures.results import Citation
from report.figures.values import write_value
from report.problems.problem import AlreadyReported, Mistake, near_miss
from report.sources.tables import Cell, Dataset, Table

CITATION_COLUMNS = ("loai", "so_ky_hieu", "ngay", "co_quan", "trich_yeu")
REGISTER = "van-ban"  # the table
LAW = "Luật"


def cite(dataset: Dataset, key: str, full: bool) -> Citation:
    """The citation of document `key`.

    The first mention gives kind, number, date, issuer and subject, a later one kind
    and number; a law is cited by its name alone, where the register has it (Nghị định
    30/2020/NĐ-CP, Phụ lục I, on căn cứ and cited documents).
    Raises Mistake where the register has no such document.
    """
    row = document(dataset, key)
    kind, number, subject = map(write_value, (row["loai"], row["so_ky_hieu"], row["trich_yeu"]))
    cells = tuple(row.values())
    if kind == LAW and subject:
        return Citation(key, f"{kind} {subject}", "", cells)
    day, issuer = write_value(row["ngay"]), write_value(row["co_quan"])
    parts = []
    if full:
        parts += [f"ngày {day}"] if day else []
        parts += [f"của {issuer}"] if issuer else []
        parts += [about(subject)] if subject else []
    elif not number:
        parts = [f"của {issuer}"]
    return Citation(key, f"{kind} số {number}" if number else kind, " ".join(parts), cells)


def about(subject: str) -> str:
    """A subject that begins with a verb takes "về việc", a title "về"."""
    return f"về {subject}" if subject[0].isupper() else f"về việc {subject}"


def document(dataset: Dataset, key: str) -> dict[str, Cell]:
    """The row of a document. Raises Mistake with the near miss where there is none."""
    table = register(dataset)
    if table.has_lost(key):
        raise AlreadyReported
    if key not in table.rows:
        guess = near_miss(key, table.rows)
        raise Mistake("khong-co-van-ban", guess=guess, key=key, path=table.path)
    return dict(table.rows[key])


def newest(dataset: Dataset, count: int) -> list[str]:
    """The keys of the `count` documents with the latest dates, the newest first.

    Raises Mistake where the register has no column of dates.
    """
    table = with_columns(dataset.table(REGISTER), ["ngay"])
    days = {key: row["ngay"].value for key, row in table.rows.items()}
    dated = {key: day for key, day in days.items() if isinstance(day, date)}
    return sorted(dated, key=dated.__getitem__, reverse=True)[:count]


def register(dataset: Dataset, more: Sequence[str] = ()) -> Table:
    """The register. Raises Mistake where it lacks a column of a citation or of `more`."""
    return with_columns(dataset.table(REGISTER), [*CITATION_COLUMNS, *more])


def with_columns(table: Table, needed: Sequence[str]) -> Table:
    """The table itself. Raises Mistake where it lacks one of the needed columns."""
    for column in needed:
        if column not in table.columns:
            names = ", ".join(needed)
            raise Mistake("danh-muc-thieu-cot", path=table.path, column=column, needed=names)
    return table
