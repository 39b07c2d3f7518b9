"""Citing a document of the register: in full the first time on a page, then short."""

from collections.abc import Sequence
from datetime import date

from report.figures.results import Citation
from report.figures.values import write_value
from report.problems.problem import AlreadyReported, Mistake, did_you_mean
from report.sources.tables import Cell, Dataset, Table

COLUMNS = ("loai", "so_ky_hieu", "ngay", "co_quan", "trich_yeu")
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
    if key in table.damaged:
        raise AlreadyReported(f"văn bản “{key}” không đọc được", "Sửa dòng đó trước")
    if key not in table.rows:
        raise Mistake(
            f"không có văn bản “{key}” trong {table.path}",
            did_you_mean(key, table.rows, f"Thêm văn bản vào {table.path}"),
        )
    return dict(table.rows[key])


def newest(dataset: Dataset, count: int) -> list[str]:
    """The keys of the `count` documents with the latest dates, the newest first.

    Raises Mistake where the register has no column of dates.
    """
    table = dataset.table(REGISTER)
    if "ngay" not in table.columns:
        raise Mistake(f"bảng {table.path} thiếu cột “ngay”", f"Cần các cột: {', '.join(COLUMNS)}")
    days = {key: row["ngay"].value for key, row in table.rows.items()}
    dated = {key: day for key, day in days.items() if isinstance(day, date)}
    return sorted(dated, key=dated.__getitem__, reverse=True)[:count]


def register(dataset: Dataset, more: Sequence[str] = ()) -> Table:
    """The register. Raises Mistake where it lacks a column of a citation or of `more`."""
    table = dataset.table(REGISTER)
    needed = (*COLUMNS, *more)
    missing = [column for column in needed if column not in table.columns]
    if missing:
        raise Mistake(
            f"bảng {table.path} thiếu cột “{missing[0]}”", f"Cần các cột: {', '.join(needed)}"
        )
    return table
