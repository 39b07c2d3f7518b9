"""Reads and writes CSV: as Excel saves it, in the encodings and with the slips of offices."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from report.problems.problem import Mistake, Problem, problem
from report.sources.files import (
    FOREIGN_LINE_BREAK,
    encoding_problem,
    nfd_line,
    read_bytes,
    refuse_conflict,
    strange_line,
)
from report.text.encodings import CONTROLS, SUSPECT, Decoded, damage, decode

MAX_ROWS = 50_000  # of a CSV: the workbook and the pages have each of them
MAX_CELL = 10_000  # characters: a longer one is text of pages, or a quotation mark left open
DELIMITERS = {",": "dấu phẩy", ";": "dấu chấm phẩy", "\t": "dấu tab"}
SEP_LINE = re.compile('"?sep=[,;\t]"?(?:\r\n|\r|\n)')  # the delimiter, for Excel
ANY_LINE_END = re.compile("\r\n|\r|\n")
INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
RUN_OF_SPACES = re.compile(r"[^\S\n]+")
# Where this matches nowhere in a file, its cells need no more than their ends stripped.
ODD = re.compile(rf"{SUSPECT.pattern}|{INVISIBLE.pattern}|[^\S\n ]|  ")


@dataclass(frozen=True)
class Rows:
    """The rows of a CSV, each with the line it begins on, the header first, and what is wrong
    in them; `rows` is None where the file cannot be read."""

    rows: list[tuple[int, list[str]]] | None
    problems: tuple[Problem, ...] = ()


def read_csv(path: Path, name: str, columns: Sequence[str]) -> Rows:
    """The rows of a CSV; `name` is its path in messages.

    `columns` are the names that the header should have: the delimiter, a comma, semicolon
    or tab, is the one that finds most of them. Encoding, delimiter, line ends, empty rows,
    empty columns at the end, odd spaces and NFD are brought to the normal form, each with a
    warning; a cell with damaged letters is an error and stays as it is.
    """
    try:
        decoded = read_decoded(path, name)
    except Mistake as mistake:
        return Rows(None, (mistake.at(name),))
    text = decoded.text
    sep_line = SEP_LINE.match(text)
    body = text[sep_line.end() :] if sep_line else text
    delimiter = find_delimiter(body, columns)
    problems = list(dialect_problems(name, decoded, delimiter, has_sep_line=sep_line is not None))
    try:
        written = list(split_csv(body, delimiter, first_line=2 if sep_line else 1))
    except Mistake as mistake:
        return Rows(None, (*problems, mistake.at(name)))
    clean_row = cleaned if is_odd(text) else stripped_cells
    rows = [(line, clean_row(cells)) for line, cells in written]
    for (line, before), (_, after) in zip(written, rows, strict=True):
        problems += space_problems(name, line, before, after)
    if clean_row is cleaned:
        problems += (found for line, cells in rows for found in damaged_cells(name, line, cells))
    filled = drop_empty(name, rows)
    return Rows(filled.rows, (*problems, *filled.problems))


def read_decoded(path: Path, name: str) -> Decoded:
    """The text of a CSV. Raises Mistake where its encoding is not certain, and where two people
    changed the same lines."""
    content = read_bytes(path, name)
    try:
        decoded = decode(content)
    except Mistake as mistake:
        mistake.line = strange_line(content)
        raise
    refuse_conflict(decoded.text)
    return decoded


def is_odd(text: str) -> bool:
    """Whether cells of a file need more than their ends stripped."""
    is_nfc = unicodedata.is_normalized("NFC", text)
    return not is_nfc or "\r" in text or ODD.search(text) is not None


def dialect_problems(
    name: str, decoded: Decoded, delimiter: str, *, has_sep_line: bool
) -> Iterator[Problem]:
    """A warning for each property of a whole CSV that is not in the normal form."""
    if decoded.encoding != "UTF-8":
        yield encoding_problem(name, decoded)
    if delimiter != ",":
        yield problem(name, 1, "dau-phan-cach", delimiter=DELIMITERS[delimiter])
    if has_sep_line:
        yield problem(name, 1, "dong-sep")
    if "\r" in decoded.text:
        yield problem(name, 1, "xuong-dong-windows")
    if not unicodedata.is_normalized("NFC", decoded.text):
        yield problem(name, nfd_line(decoded.text), "chu-to-hop")


def find_delimiter(text: str, columns: Sequence[str]) -> str:
    """The delimiter by which the header of a CSV has most of the names in `columns`."""
    best, most = ",", 0
    for delimiter in DELIMITERS:
        found = sum(name in columns for name in header_of(text, delimiter))
        if found > most:
            best, most = delimiter, found
        if most == len(columns):
            break
    return best


def header_of(text: str, delimiter: str) -> list[str]:
    """The names in the first row that is not empty."""
    try:
        for cells in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True):
            names = [clean(cell) for cell in cells]
            if any(names):
                return names
    except csv.Error:
        pass
    return []


def split_csv(
    text: str, delimiter: str = ",", first_line: int = 1
) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV with the line each begins on; a blank line is a row without cells.

    The csv module reads here and not pandas, because only it tells the line of a row
    when a cell before it has line breaks. Raises Mistake on a broken quote, and at the first
    row or cell beyond the bounds.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begin = first_line
    try:
        for number, cells in enumerate(reader):
            if number > MAX_ROWS:
                raise Mistake("qua-nhieu-dong", line=begin, limit=MAX_ROWS)
            if any(len(cell) > MAX_CELL for cell in cells):
                raise Mistake("o-qua-dai", line=begin, limit=MAX_CELL)
            yield begin, cells
            begin = reader.line_num + first_line
    except csv.Error as error:
        if "field limit" in str(error):
            raise Mistake("o-qua-dai", line=begin, limit=MAX_CELL) from None
        raise Mistake("nhay-kep-sai-cho", line=begin) from None


def write_csv(rows: Iterable[Sequence[str]]) -> str:
    """The normal form of a CSV: commas, LF, quotation marks only where they are needed."""
    output = io.StringIO()
    csv.writer(output, lineterminator="\n").writerows(rows)
    return output.getvalue()


def with_cell(content: bytes, columns: Sequence[str], line: int, number: int, cell: str) -> bytes:
    """A CSV with another text in one cell, every other byte as it was.

    `columns` are those of read_csv, `line` is where the row begins, `number` counts its cells
    from 0. Raises Mistake where the file is not UTF-8.
    """
    text = utf_8(content)
    sep_line = SEP_LINE.match(text)
    delimiter = find_delimiter(text[sep_line.end() :] if sep_line else text, columns)
    field = re.compile(rf'"(?:[^"]|"")*+"|[^{delimiter}\r\n]*+')
    begin = [0, *(one.end() for one in ANY_LINE_END.finditer(text))][line - 1]
    for _ in range(number):
        begin = ends_at(field, text, begin) + len(delimiter)
    end = ends_at(field, text, begin)
    return f"{text[:begin]}{written_cell(cell, delimiter)}{text[end:]}".encode()


def ends_at(field: re.Pattern[str], text: str, begin: int) -> int:
    """Where the cell that begins in `text` at `begin` ends; an empty one where it begins."""
    found = field.match(text, begin)
    return found.end() if found else begin


def written_cell(cell: str, delimiter: str) -> str:
    """A cell with quotation marks where it needs them."""
    output = io.StringIO()
    csv.writer(output, delimiter=delimiter, lineterminator="").writerow([cell, ""])
    return output.getvalue().removesuffix(delimiter)


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
    try:
        return content.decode()
    except UnicodeDecodeError:
        raise Mistake("set-can-tidy") from None


def clean(cell: str) -> str:
    """A cell in the normal form: NFC, line breaks LF, no invisible characters, one space
    between words and none at the ends; a no-break space is a space."""
    text = unicodedata.normalize("NFC", INVISIBLE.sub("", FOREIGN_LINE_BREAK.sub("\n", cell)))
    return RUN_OF_SPACES.sub(" ", text).strip()


def stripped_cells(cells: list[str]) -> list[str]:
    """A row of a file that is clean but for spaces at the ends of cells."""
    return [cell.strip() for cell in cells]


def cleaned(cells: list[str]) -> list[str]:
    """A row in the normal form."""
    return [clean(cell) for cell in cells]


def space_problems(
    name: str, line: int, written: list[str], normal: list[str]
) -> Iterator[Problem]:
    """The warning for the first cell of a row that has spaces it should not have.

    Line breaks and letters in NFD have a warning of their own, for the whole file.
    """
    for old, new in zip(written, normal, strict=True):
        if old != new and unicodedata.normalize("NFC", FOREIGN_LINE_BREAK.sub("\n", old)) != new:
            yield problem(name, line, "dau-cach-thua", text=new[:60])
            return


def damaged_cells(name: str, line: int, cells: list[str]) -> Iterator[Problem]:
    """The cells of a row with letters that an earlier saving has damaged."""
    for cell in cells:
        found = damage(cell)
        if found:
            yield found.at(name, line)
        elif CONTROLS.search(cell):
            yield problem(name, line, "ky-tu-dieu-khien")


def drop_empty(name: str, rows: list[tuple[int, list[str]]]) -> Rows:
    """The rows that have something in them, without the empty columns at the end.

    A column is at the end where the header has an empty cell for it, as Excel writes
    what was once filled; a longer row is not cut, for its cells may be out of place.
    """
    problems = []
    filled = [(line, cells) for line, cells in rows if any(cells)]
    if len(filled) < len(rows):
        line = next(line for line, cells in rows if not any(cells))
        problems.append(problem(name, line, "dong-trong", count=len(rows) - len(filled)))
    if not filled:
        return Rows([], tuple(problems))
    line, header = filled[0]
    width = len(header)
    while width and not any(cells[width - 1] for _, cells in filled if len(cells) == len(header)):
        width -= 1
    if width == len(header):
        return Rows(filled, tuple(problems))
    problems.append(problem(name, line, "cot-trong", count=len(header) - width))
    cut = [(line, cells[:width] if len(cells) == len(header) else cells) for line, cells in filled]
    return Rows(cut, tuple(problems))
