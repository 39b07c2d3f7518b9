"""Citing a document of the register: in full the first time on a page, then short."""

import posixpath
from datetime import date

from report.data import Cell, Dataset
from report.figures import escape, write_value
from report.problems import AlreadyReported, Mistake, did_you_mean

COLUMNS = ("loai", "so_ky_hieu", "ngay", "co_quan", "trich_yeu")
REGISTER = "van-ban"  # the table, and the folder of its page under docs/


def cite(dataset: Dataset, key: str, page: str, full: bool) -> str:
    """Markdown that cites document `key` on the page with source path `page`.

    The first mention gives kind, number, date, issuer and subject, a later one kind
    and number (Nghị định 30/2020/NĐ-CP, Phụ lục I, on căn cứ and cited documents).
    Raises Mistake where the register has no such document.
    """
    row = document(dataset, key)
    kind, number = text(row["loai"]), text(row["so_ky_hieu"])
    name = f"{kind} số {number}" if number else kind
    address = posixpath.relpath(f"{REGISTER}/index.md", posixpath.dirname(page) or ".")
    parts = [f"[{name}]({address}#{key})"]
    if full:
        day, issuer, subject = text(row["ngay"]), text(row["co_quan"]), text(row["trich_yeu"])
        parts += [f"ngày {day}"] if day else []
        parts += [f"của {issuer}"] if issuer else []
        parts += [about(subject)] if subject else []
    elif not number:
        parts += [f"của {text(row['co_quan'])}"]
    return " ".join(parts)


def about(subject: str) -> str:
    """A subject that begins with a verb takes "về việc", a title "về"."""
    return f"về {subject}" if subject[0].isupper() else f"về việc {subject}"


def document(dataset: Dataset, key: str) -> dict[str, Cell]:
    """The row of a document. Raises Mistake with the near miss where there is none."""
    table = dataset.table(REGISTER)
    if key in table.damaged:
        raise AlreadyReported(f"văn bản “{key}” không đọc được", "Sửa dòng đó trước")
    missing = [column for column in COLUMNS if column not in table.columns]
    if missing:
        raise Mistake(
            f"bảng {table.path} thiếu cột “{missing[0]}”", f"Cần các cột: {', '.join(COLUMNS)}"
        )
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


def text(cell: Cell) -> str:
    """The escaped text of a cell."""
    return escape(write_value(cell))
