"""Reads and writes CSV: as Excel saves it, in the encodings and with the slips of offices."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from report.problems.problem import Mistake, Problem, errors, problem
from report.sources.cells import SHOWN_OF_CELL, clean, is_odd, mended_cell
from report.sources.files import (
    encoding_problem,
    nfd_line,
    read_bytes,
    refuse_conflict,
    refuse_kind,
    strange_line,
)
from report.sources.memory import remembered
from report.text.encodings import Decoded, decode
from report.text.file_kinds import binary_kind, markup_kind
from report.text.slugs import slug

MAX_ROWS = 50_000  # of a CSV: the workbook and the pages have each of them
MAX_CELL = 10_000  # characters: a longer one is text of pages, or a quotation mark left open
DELIMITERS = {",": "dấu phẩy", ";": "dấu chấm phẩy", "\t": "dấu tab"}
SEP_LINE = re.compile('"?sep=[,;\t]"?(?:\r\n|\r|\n)')  # the delimiter, for Excel
ANY_LINE_END = re.compile("\r\n|\r|\n")
CsvLine = tuple[int, list[str]]  # where a row begins, and its cells


@dataclass(frozen=True, eq=False)
class Rows:
    """The rows of a CSV, each with the line it begins on, the header first, and what is wrong
    in them; `rows` is None where the file cannot be read. `damaged` are the cells with an error,
    each by its line and its number in the row, from 0."""

    rows: list[CsvLine] | None
    problems: tuple[Problem, ...] = ()
    damaged: frozenset[tuple[int, int]] = frozenset()


class Dialect(NamedTuple):
    """How a CSV is parted: where its first row begins, on which line, and the delimiter."""

    begin: int
    first_line: int
    delimiter: str


def read_csv(path: Path, name: str, columns: Sequence[str]) -> Rows:
    """The rows of a CSV; `name` is its path in messages.

    `columns` are the names that the header should have: the delimiter, a comma, semicolon
    or tab, is the one that finds most of them. Encoding, delimiter, line ends, names of columns
    in capitals, rows in one cell, empty rows, empty columns at the end, odd spaces, hidden
    characters, letters read wrongly and NFD are brought to the normal form where that is certain,
    each with a warning; a cell with damaged letters is an error and stays as it is.
    """
    try:
        content = read_bytes(path, name)
    except Mistake as mistake:
        return Rows(None, (mistake.at(name),))
    return rows_in(content, name, tuple(columns))


@remembered
def rows_in(content: bytes, name: str, columns: tuple[str, ...]) -> Rows:
    """What `read_csv` gives of a file that holds this."""
    try:
        decoded = decoded_csv(content)
    except Mistake as mistake:
        return Rows(None, (mistake.at(name),))
    text = decoded.text
    dialect = dialect_of(text, columns)
    problems = list(dialect_problems(name, decoded, dialect))
    try:
        written = list(split_csv(text[dialect.begin :], dialect.delimiter, dialect.first_line))
    except Mistake as mistake:
        return Rows(None, (*problems, mistake.at(name)))
    written, in_one_cell = out_of_one_cell(name, written, columns)
    mended = mended_rows(name, written) if is_odd(text) else stripped_rows(name, written)
    rows, renamed = with_known_header(name, mended.rows or [], columns)
    filled = drop_empty(name, rows)
    problems += (*in_one_cell, *mended.problems, *renamed, *filled.problems)
    return Rows(filled.rows, tuple(problems), mended.damaged)


def decoded_csv(content: bytes) -> Decoded:
    """The text of a CSV. Raises Mistake where its encoding is not certain, and where two people
    changed the same lines."""
    refuse_kind(binary_kind(content) or markup_kind(content), ".csv")
    try:
        decoded = decode(content)
    except Mistake as mistake:
        mistake.line = mistake.line or strange_line(content)
        raise
    refuse_conflict(decoded.text)
    return decoded


def dialect_of(text: str, columns: Sequence[str]) -> Dialect:
    """How a CSV is parted, with its byte-order mark or without; `columns` are those of
    read_csv."""
    begin = len(text) - len(text.removeprefix("\ufeff"))
    sep_line = SEP_LINE.match(text, begin)
    begin = sep_line.end() if sep_line else begin
    return Dialect(begin, 2 if sep_line else 1, find_delimiter(text[begin:], columns))


def dialect_problems(name: str, decoded: Decoded, dialect: Dialect) -> Iterator[Problem]:
    """A warning for each property of a whole CSV that is not in the normal form."""
    if decoded.encoding != "UTF-8":
        yield encoding_problem(name, decoded)
    if dialect.delimiter != ",":
        yield problem(name, 1, "dau-phan-cach", delimiter=DELIMITERS[dialect.delimiter])
    if dialect.first_line > 1:
        yield problem(name, 1, "dong-sep")
    if "\r" in decoded.text:
        yield problem(name, 1, "xuong-dong-windows")
    if not unicodedata.is_normalized("NFC", decoded.text):
        yield problem(name, nfd_line(decoded.text), "chu-to-hop")


def find_delimiter(text: str, columns: Sequence[str]) -> str:
    """The delimiter by which the header of a CSV has most of the names in `columns`."""
    best, most = ",", 0
    for delimiter in DELIMITERS:
        found = sum(name in columns for name in known_names(header_of(text, delimiter), columns))
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


def out_of_one_cell(
    name: str, rows: list[CsvLine], columns: Sequence[str]
) -> tuple[list[CsvLine], list[Problem]]:
    """The rows, those whose cells all stand in one pair of quotation marks taken apart."""
    apart = [cells_of_row(cells, columns) for _, cells in rows]
    lines = [line for (line, _), cells in zip(rows, apart, strict=True) if cells]
    if not lines:
        return rows, []
    whole = [(line, inner or cells) for (line, cells), inner in zip(rows, apart, strict=True)]
    return whole, [problem(name, lines[0], "ca-dong-mot-o", count=len(lines))]


def cells_of_row(cells: list[str], columns: Sequence[str]) -> list[str] | None:
    """The cells that stand together in the first of a row, where there are as many as columns:
    that one would be a key, which has no delimiter. None elsewhere."""
    if not cells or any(map(str.strip, cells[1:])) or len(columns) < 2:
        return None
    for delimiter in DELIMITERS:
        if delimiter in cells[0]:
            try:
                (inner,) = csv.reader([cells[0]], delimiter=delimiter, strict=True)
            except (csv.Error, ValueError):
                continue
            if len(inner) == len(columns):
                return inner
    return None


def with_known_header(
    name: str, rows: list[CsvLine], columns: Sequence[str]
) -> tuple[list[CsvLine], list[Problem]]:
    """The rows, the first that is not empty with the names of `columns` where it has them
    otherwise written."""
    for number, (line, cells) in enumerate(rows):
        if any(cells):
            names = known_names(cells, columns)
            if names == cells:
                break
            pairs = [(old, new) for old, new in zip(cells, names, strict=True) if old != new]
            fields = {
                "written": ", ".join(old for old, _ in pairs),
                "names": ", ".join(new for _, new in pairs),
            }
            header = problem(name, line, "ten-cot-viet-khac", **fields)
            return [*rows[:number], (line, names), *rows[number + 1 :]], [header]
    return rows, []


def known_names(names: Sequence[str], columns: Sequence[str]) -> list[str]:
    """The names of a header as columns are called, where capitals, marks on letters or signs
    between words alone are otherwise."""
    if all(name in columns for name in names):
        return list(names)
    by_slug = {slug(column, "_"): column for column in columns if column not in names}
    known = [name if name in columns else by_slug.get(slug(name, "_"), name) for name in names]
    return known if len(set(known)) == len(set(names)) else list(names)


def stripped_rows(name: str, rows: list[CsvLine]) -> Rows:
    """The rows of a file that is clean but for spaces at the ends of cells."""
    normal = [(line, [cell.strip() for cell in cells]) for line, cells in rows]
    header = next((cells for _, cells in normal if any(cells)), [])
    problems = []
    for (line, before), (_, after) in zip(rows, normal, strict=True):
        if before != after:
            number = next(n for n, cell in enumerate(after) if cell != before[n])
            place = place_in(header, number) if after is not header else ""
            text = after[number][:SHOWN_OF_CELL]
            problems.append(problem(name, line, "dau-cach-thua", place=place, text=text))
    return Rows(normal, tuple(problems))


def mended_rows(name: str, rows: list[CsvLine]) -> Rows:
    """The rows in the normal form, and what was wrong with each cell; that of spaces once a
    row."""
    normal: list[CsvLine] = []
    problems: list[Problem] = []
    damaged = set()
    for line, cells in rows:
        pairs = list(map(mended_cell, cells))
        normal.append((line, [text for text, _ in pairs]))
        header = next((texts for _, texts in normal if any(texts)), [])
        spaces = False
        for number, (_, mistake) in enumerate(pairs):
            if mistake is None or (spaces and mistake.code == "dau-cach-thua"):
                continue
            spaces = spaces or mistake.code == "dau-cach-thua"
            place = place_in(header, number) if header is not normal[-1][1] else ""
            problems.append(mistake.at(name, line, place))
            if errors(problems[-1:]):
                damaged.add((line, number))
    return Rows(normal, tuple(problems), frozenset(damaged))


def place_in(header: Sequence[str], number: int) -> str:
    """The column of a cell, counted from 0, by the name it has in the header."""
    return in_column(header[number]) if number < len(header) and header[number] else ""


def in_column(name: str) -> str:
    """The place of a Problem in the line of a table."""
    return f"cột “{name}”"


def drop_empty(name: str, rows: list[CsvLine]) -> Rows:
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
