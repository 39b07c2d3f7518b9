"""Reads the files that editors write: text in NFC, YAML with its lines, CSV as Excel saves it."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

import yaml
from yaml.reader import Reader

from report.problems.problem import Mistake, Problem, problem
from report.sources.shapes import WrittenKey
from report.sources.yaml_bounds import FAST_LOADER, keep_yaml_bounds
from report.text.encodings import (
    CONTROLS,
    SUSPECT,
    UTF_8_BOM,
    Decoded,
    damage,
    decode,
    not_plain_utf_8,
)

# The largest files that are read, in bytes, by their endings: ten times and more of what an
# office has, and no more than can be checked in seconds.
MAX_BYTES = {".csv": 4_000_000, ".yaml": 1_000_000, ".md": 100_000}
MAX_LINE = 10_000  # characters of a page or a YAML file: what reads a line may take its square
MAX_ROWS = 50_000  # of a CSV: the workbook and the pages have each of them
MAX_CELL = 10_000  # characters: a longer one is text of pages, or a quotation mark left open
YAML_TEXT = "tag:yaml.org,2002:str"

CODE_SPAN = re.compile("`[^`]*`|<code>.*?</code>")
DELIMITERS = {",": "dấu phẩy", ";": "dấu chấm phẩy", "\t": "dấu tab"}
SEP_LINE = re.compile('"?sep=[,;\t]"?(?:\r\n|\r|\n)')  # the delimiter, for Excel
FOREIGN_LINE_BREAK = re.compile("\r\n?")
INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
RUN_OF_SPACES = re.compile(r"[^\S\n]+")
# Where this matches nowhere in a file, its cells need no more than their ends stripped.
ODD = re.compile(rf"{SUSPECT.pattern}|{INVISIBLE.pattern}|[^\S\n ]|  ")


@dataclass(frozen=True)
class Text:
    """A text, and what is wrong in it."""

    text: str
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Settings:
    """The mapping in a YAML file, its tree with the place of each key, and what was mended to
    read it."""

    content: dict[str, Any]
    root: yaml.Node
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Rows:
    """The rows of a CSV, each with the line it begins on, the header first, and what is wrong
    in them; `rows` is None where the file cannot be read."""

    rows: list[tuple[int, list[str]]] | None
    problems: tuple[Problem, ...] = ()


class LineLoader(FAST_LOADER):  # type: ignore[misc,valid-type]
    """Safe YAML whose mappings know their line under the key "__line__", and whose keys are
    texts that know theirs."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """The mapping with its line, counted from 1. Raises Mistake where a key is no text, or
        stands twice: YAML would take the last without a word."""
        keys: dict[str, WrittenKey] = {}
        for written, _ in node.value:
            line = written.start_mark.line + 1
            if written.tag != YAML_TEXT:
                raise Mistake("yaml-ten-muc-la", line=line)
            if written.value in keys:
                first = keys[written.value].line
                raise Mistake("yaml-muc-hai-lan", line=line, key=written.value, first=first)
            keys[written.value] = WrittenKey.at(written.value, line)
        content = super().construct_mapping(node, deep)
        line = node.start_mark.line + 1
        named = {keys[key]: value for key, value in content.items()}
        return {"__line__": line, **named, **{"__line__": line}}


def read_bytes(path: Path, name: str) -> bytes:
    """The content of a file. Raises Mistake where it cannot be opened or is too large, and where
    the file or a folder that its `name` tells of is a link: nobody has looked at what it
    leads to."""
    names = [PurePosixPath(name), *PurePosixPath(name).parents][:-1]
    for step, step_name in zip([path, *path.parents], names, strict=False):
        if step.is_symlink():
            raise Mistake("chi-la-lien-ket", where=str(step_name))
    limit = MAX_BYTES.get(path.suffix, -1)
    try:
        with path.open("rb") as file:
            content = file.read(limit + 1 if limit > 0 else -1)
    except OSError:
        raise Mistake("khong-mo-duoc") from None
    if 0 < limit < len(content):
        raise Mistake("tep-qua-lon", limit=limit // 1000)
    return content


def read_utf_8(path: Path, name: str) -> str:
    """The text of a UTF-8 file as it is, a byte-order mark included.

    Raises Mistake with the line of the first byte that is wrong.
    """
    content = read_bytes(path, name)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise Mistake("khong-phai-utf-8", line=strange_line(content)) from None
    refuse_long_lines(text)
    return text


def refuse_long_lines(text: str) -> None:
    """Raise Mistake at the first line that is too long."""
    for number, line in enumerate(io.StringIO(text), start=1):
        if len(line) > MAX_LINE:
            raise Mistake("dong-qua-dai", line=number, limit=MAX_LINE)


def read_text(path: Path, name: str) -> Text:
    """The text of a UTF-8 file, in NFC; `name` is its path in messages. Line ends stay.

    A byte-order mark and letters in NFD are mended, with a warning. Raises Mistake with the
    line of the first byte or letter that is wrong.
    """
    written = read_utf_8(path, name)
    text = written.removeprefix("\ufeff")
    mended = []
    if text != written:
        mended.append(encoding_problem(name, Decoded(text, UTF_8_BOM)))
    if not unicodedata.is_normalized("NFC", text):
        mended.append(problem(name, nfd_line(text), "chu-to-hop"))
        text = unicodedata.normalize("NFC", text)
    refuse_damage(text)
    return Text(text, tuple(mended))


def read_composed(path: Path, name: str) -> str:
    """The text of a UTF-8 file that others read too, so that it must be in NFC as it stands.

    Raises what `read_text` raises, and Mistake at the first line with letters in NFD.
    """
    text = read_utf_8(path, name).removeprefix("\ufeff")
    if not unicodedata.is_normalized("NFC", text):
        raise Mistake("chu-to-hop-trong-bai", line=nfd_line(text))
    refuse_damage(text)
    return text


def refuse_damage(text: str) -> None:
    """Raise Mistake at the first line whose letters are damaged.

    What stands in a code span of a page is an example, not damage.
    """
    if not SUSPECT.search(text):
        return
    for number, line in enumerate(io.StringIO(text), start=1):
        found = damage(CODE_SPAN.sub(" ", line))
        if found:
            found.line = number
            raise found


def strange_line(content: bytes) -> int:
    """The line of the first byte that is not UTF-8, 1 where there is none."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return content[: error.start].count(b"\n") + 1
    return 1


def encoding_problem(name: str, decoded: Decoded) -> Problem:
    """The warning that a file is not plain UTF-8."""
    return not_plain_utf_8(decoded).at(name)


def nfd_line(text: str) -> int:
    """The first line of `text` that is not in NFC."""
    lines = enumerate(io.StringIO(text), start=1)
    return next((n for n, line in lines if not unicodedata.is_normalized("NFC", line)), 1)


def read_yaml(path: Path, name: str) -> Settings:
    """The mapping in a YAML file. Raises Mistake where the file has none."""
    read = read_text(path, name)
    return replace(parse_yaml(read.text), problems=read.problems)


def parse_yaml(text: str) -> Settings:
    """The mapping in a text. Raises Mistake where it has none, and where it goes beyond the
    bounds."""
    strange = Reader.NON_PRINTABLE.search(text)
    if strange:
        raise Mistake("yaml-ky-tu-la", line=text.count("\n", 0, strange.start()) + 1)
    try:
        keep_yaml_bounds(text)
        root, content = load(text)
    except Mistake:
        raise  # it is a ValueError, too
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise Mistake("yaml-viet-sai", line=mark.line + 1 if mark else 1) from None
    except (ValueError, ArithmeticError):  # such as 2022-02-31
        raise Mistake("yaml-gia-tri-la") from None
    if not isinstance(content, dict):
        raise Mistake("yaml-trong")
    return Settings(content, root)


def load(text: str) -> tuple[yaml.Node, Any]:
    """The tree of a YAML text within the bounds, and what it says: None where it is empty."""
    loader = LineLoader(text)
    try:
        root = loader.get_single_node()
        return root, loader.construct_document(root) if root else None
    finally:
        loader.dispose()


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
    """The text of a CSV. Raises Mistake where its encoding is not certain."""
    content = read_bytes(path, name)
    try:
        return decode(content)
    except Mistake as mistake:
        mistake.line = strange_line(content)
        raise


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
