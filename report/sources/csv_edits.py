"""A CSV with other cells, more rows or fewer, every other byte as it was.

It is parted as read_csv parts it. Where that reads a file otherwise than it is written, a cell
cannot be told from its neighbours in the bytes: such a file is brought to the normal form first.
"""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from report.problems.problem import Mistake
from report.sources.csv_rows import (
    ANY_LINE_END,
    cells_of_row,
    dialect_of,
    split_csv,
    write_csv,
)
from report.text.encodings import UTF_8, UTF_8_BOM, decode


@dataclass
class CsvEdits:
    """What changes in a CSV: texts by line and number of the cell, lines of rows that go, rows
    that come behind the row of a line (0: behind the header)."""

    cells: dict[int, dict[int, str]] = field(default_factory=dict)
    removed: set[int] = field(default_factory=set)
    added: dict[int, list[Sequence[str]]] = field(default_factory=dict)


def edited_csv(content: bytes, columns: Sequence[str], edits: CsvEdits) -> bytes:
    """A CSV after edits; the line of a row is the one that it begins on, counted from 1, and
    `columns` are those of read_csv.

    Raises Mistake where it is not UTF-8, or a row stands in one pair of quotation marks.
    """
    text = utf_8(content)
    begin, first_line, delimiter = dialect_of(text, columns)
    rows = split_csv(text[begin:], delimiter, first_line)
    if any(cells_of_row(cells, columns) for _, cells in rows):
        raise Mistake("set-can-tidy")
    line_end = "\r\n" if "\r\n" in text else "\n"
    parts, header = [text[:begin]], True
    for line, record in records(text[begin:], delimiter, first_line):
        if line not in edits.removed:
            parts.append(with_cells(record, delimiter, edits.cells.get(line, {})))
        new = list(edits.added.get(line, []))
        if header and record.strip():
            new, header = [*edits.added.get(0, []), *new], False
        if new and not parts[-1].endswith(("\r", "\n")):
            parts.append(line_end)
        parts += (delimiter.join(quoted_row(row, delimiter)) + line_end for row in new)
    return "".join(parts).encode()


def field_of(delimiter: str) -> str:
    """The pattern of a cell as it is written: in quotation marks, or up to a delimiter."""
    return rf'"(?:[^"]|"")*+"|[^{delimiter}\r\n]*+'


def records(text: str, delimiter: str, first_line: int) -> Iterator[tuple[int, str]]:
    """The rows of a CSV as they are written, line ends included, each with its first line."""
    one = field_of(delimiter)
    pattern = re.compile(rf"(?:{one})(?:{delimiter}(?:{one}))*+(?:\r\n|\r|\n|\Z)")
    begin, line = 0, first_line
    while begin < len(text):
        found = pattern.match(text, begin)
        if found is None:  # quotation marks out of place, for which the table was not read either
            raise Mistake("nhay-kep-sai-cho", line=line)
        yield line, found[0]
        begin, line = found.end(), line + len(ANY_LINE_END.findall(found[0]))


def with_cells(record: str, delimiter: str, cells: Mapping[int, str]) -> str:
    """A row with other texts in some of its cells, counted from 0."""
    if not cells:
        return record
    pattern = re.compile(field_of(delimiter))
    parts, begin = [], 0
    for number in range(max(cells) + 1):
        found = pattern.match(record, begin)
        end = found.end() if found else begin
        old = record[begin:end]
        parts.append(written_cell(cells[number], delimiter) if number in cells else old)
        begin = end + len(delimiter)
    return delimiter.join(parts) + record[begin - len(delimiter) :]


def quoted_row(cells: Sequence[str], delimiter: str) -> Iterator[str]:
    """The cells of a row with quotation marks where they need them."""
    return (written_cell(cell, delimiter) for cell in cells)


def written_cell(cell: str, delimiter: str) -> str:
    """A cell with quotation marks where it needs them: the csv module knows that of a line break
    only where the lines that it writes end with one."""
    output = io.StringIO()
    csv.writer(output, delimiter=delimiter, lineterminator="\r\n").writerow([cell, ""])
    return output.getvalue().removesuffix(f"{delimiter}\r\n")


def with_rows(content: bytes, header: Sequence[str], rows: Iterable[Sequence[str]]) -> bytes:
    """A CSV with rows behind its own, every other byte as it was.

    Raises Mistake where it is not UTF-8 with commas and that header.
    """
    text = utf_8(content)
    first = text.removeprefix("\ufeff").splitlines()[:1]
    if first != [",".join(header)]:
        raise Mistake("set-can-tidy")
    line_end = "\r\n" if "\r\n" in text else "\n"
    gap = "" if text.endswith(("\r", "\n")) else line_end
    return f"{text}{gap}{write_csv(rows).replace(chr(10), line_end)}".encode()


def utf_8(content: bytes) -> str:
    """The text of a file to be changed in places. Raises Mistake where it is not UTF-8."""
    if decode(content).encoding not in (UTF_8, UTF_8_BOM):
        raise Mistake("set-can-tidy")
    return content.decode()
