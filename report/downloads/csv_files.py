"""A table → CSV in normal form: UTF-8, comma, LF, decimal comma, no formulas.

Spreadsheet programs take a cell that begins with =, +, - or @ for a formula
(https://owasp.org/www-community/attacks/CSV_Injection). Texts like that get a leading
apostrophe; numbers stay numbers.
"""

import csv
import io
import re

from report.sources.tables import Cell, Table
from report.text.numbers import write_normal

# The sign of a formula with the quotation marks and spaces before it.
FORMULA = re.compile(r"(?<!['\"\s])['\"\s]*+[=+\-@＝＋－＠]")
CELL_BREAK = re.compile(r"[\t\r\n]")


def csv_bytes(table: Table) -> bytes:
    """The table with a header line of column names."""
    lines = io.StringIO()
    writer = csv.writer(lines, lineterminator="\n")
    writer.writerow(map(guard, table.columns))
    writer.writerows(map(csv_text, row.values()) for row in table.rows.values())
    return lines.getvalue().encode()


def csv_text(cell: Cell) -> str:
    """The normal form of a value, texts guarded; the mark of a cell still to be filled."""
    if cell.is_open:
        return cell.text
    if cell.value is None:
        return ""
    return guard(cell.value) if isinstance(cell.value, str) else write_normal(cell.value)


def guard(text: str) -> str:
    """`text` with an apostrophe before each place where a formula could begin.

    A program may begin a cell at the start of a text, and behind a semicolon, tab or line break,
    because spreadsheets set to Vietnamese split lines at semicolons.
    """
    return FORMULA.sub(guarded, text)


def guarded(found: re.Match[str]) -> str:
    """The sign of a formula and what stands before it, with apostrophes."""
    before = found.string[max(0, found.start() - 1) : found.start()]
    return ("'" if before in ("", ";") else "") + CELL_BREAK.sub(r"\g<0>'", found[0])
