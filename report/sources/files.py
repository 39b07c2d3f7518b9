"""Reads the files that editors write: text in NFC, YAML with its lines, CSV as Excel saves it."""

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from report.problems.problem import TIDY, Mistake, Problem
from report.text.encodings import (
    CONTROLS,
    SAVE_AS_UTF_8,
    SUSPECT,
    UTF_8_BOM,
    Decoded,
    damage,
    decode,
    encoding_warning,
)

FAST_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where it was compiled in

CODE_SPAN = re.compile("`[^`]*`|<code>.*?</code>")
DELIMITERS = {",": "dấu phẩy", ";": "dấu chấm phẩy", "\t": "dấu tab"}
SEP_LINE = re.compile('"?sep=[,;\t]"?(?:\r\n|\r|\n)')  # the delimiter, for Excel
FOREIGN_LINE_BREAK = re.compile("\r\n?")
INVISIBLE = re.compile("[\u200b-\u200d\u2060\ufeff\u00ad]")
RUN_OF_SPACES = re.compile(r"[^\S\n]+")
# Where this matches nowhere in a file, its cells need no more than their ends stripped.
ODD = re.compile(rf"{SUSPECT.pattern}|{INVISIBLE.pattern}|[^\S\n ]|  ")


class ProblemFound(Exception):
    """A file cannot be read any further; carries the Problem to report."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem


class LineLoader(FAST_LOADER):  # type: ignore[misc,valid-type]
    """Safe YAML whose mappings know their line under the key "__line__"."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Any, Any]:
        """The mapping with its line, counted from 1."""
        line = node.start_mark.line + 1
        return {"__line__": line, **super().construct_mapping(node, deep), **{"__line__": line}}


def read_bytes(path: Path, name: str) -> bytes:
    """The content of a file. Raises ProblemFound where it cannot be opened, and where the file
    or a folder that its `name` tells of is a link: nobody has looked at what it leads to."""
    names = [PurePosixPath(name), *PurePosixPath(name).parents][:-1]
    for step, step_name in zip([path, *path.parents], names, strict=False):
        if step.is_symlink():
            raise ProblemFound(link_problem(str(step_name)))
    try:
        return path.read_bytes()
    except OSError:
        raise ProblemFound(
            Problem(name, 1, "không mở được tệp", "Đóng tệp ở chương trình khác rồi thử lại")
        ) from None


def link_problem(name: str) -> Problem:
    """A file or folder that is a link to another place."""
    return Problem(
        name,
        1,
        "tệp hoặc thư mục này chỉ là liên kết (symlink) đến chỗ khác",
        "Xóa liên kết, chép chính tệp hoặc thư mục vào đây",
    )


def read_text(path: Path, name: str, problems: list[Problem] | None = None) -> str:
    """The text of a UTF-8 file, in NFC; `name` is its path in messages. Line ends stay.

    A byte-order mark and letters in NFD are mended, with a warning added to `problems`;
    a caller without that list gets NFD as an error. Raises ProblemFound with the line of
    the first byte or letter that is wrong.
    """
    content = read_bytes(path, name)
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ProblemFound(
            Problem(name, strange_line(content), "tệp không phải là UTF-8", SAVE_AS_UTF_8)
        ) from None
    mended = []
    if content.startswith(codecs.BOM_UTF8):
        mended.append(encoding_problem(name, Decoded(text, UTF_8_BOM)))
    if not unicodedata.is_normalized("NFC", text):
        mended.append(nfd_problem(name, text))
        text = unicodedata.normalize("NFC", text)
        if problems is None:
            raise ProblemFound(replace(mended[-1], warning=False))
    if SUSPECT.search(text):
        refuse_damage(name, text)
    if problems is not None:
        problems += mended
    return text


def refuse_damage(name: str, text: str) -> None:
    """Raise ProblemFound at the first line whose letters are damaged.

    What stands in a code span of a page is an example, not damage.
    """
    for number, line in enumerate(io.StringIO(text), start=1):
        found = damage(CODE_SPAN.sub(" ", line))
        if found:
            raise ProblemFound(found.at(name, number))


def strange_line(content: bytes) -> int:
    """The line of the first byte that is not UTF-8, 1 where there is none."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return content[: error.start].count(b"\n") + 1
    return 1


def encoding_problem(name: str, decoded: Decoded) -> Problem:
    """The warning that a file is not plain UTF-8."""
    return Problem(name, 1, *encoding_warning(decoded), warning=True)


def nfd_problem(name: str, text: str) -> Problem:
    """The warning at the first line of `text` that is not in NFC."""
    lines = enumerate(io.StringIO(text), start=1)
    line = next((n for n, line in lines if not unicodedata.is_normalized("NFC", line)), 1)
    return Problem(
        name,
        line,
        "chữ có dấu viết bằng mã tổ hợp (NFD), trông giống nhưng máy không nhận ra",
        f"{TIDY}, hoặc gõ lại bằng Unikey, bảng mã “Unicode” (dựng sẵn)",
        warning=True,
    )


def read_yaml(path: Path, name: str, problems: list[Problem] | None = None) -> dict[str, Any]:
    """The mapping in a YAML file; `problems` is for what read_text mends.

    Raises ProblemFound where the file has no mapping.
    """
    text = read_text(path, name, problems)
    try:
        content = yaml.load(text, LineLoader)  # noqa: S506 - a SafeLoader
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark
        raise ProblemFound(
            Problem(
                name,
                mark.line + 1 if mark else 1,
                "tệp YAML viết sai",
                "Kiểm tra dấu cách đầu dòng, dấu hai chấm và dấu nháy quanh dòng này",
            )
        ) from None
    except yaml.YAMLError:
        raise ProblemFound(
            Problem(name, 1, "tệp YAML có ký tự lạ", "Xóa ký tự điều khiển rồi lưu lại bằng UTF-8")
        ) from None
    except (ValueError, TypeError, AttributeError, RecursionError):  # such as 2022-02-31
        raise ProblemFound(
            Problem(name, 1, "tệp YAML có giá trị không đọc được", "Đặt giá trị trong nháy kép")
        ) from None
    if not isinstance(content, dict):
        raise ProblemFound(
            Problem(name, 1, "tệp trống hoặc không có mục nào", "Khôi phục tệp từ lần sửa trước")
        )
    return content


def read_csv(
    path: Path, name: str, columns: Sequence[str], problems: list[Problem]
) -> list[tuple[int, list[str]]]:
    """The rows of a CSV, each with the line it begins on, the header first.

    `columns` are the names that the header should have: the delimiter, a comma, semicolon
    or tab, is the one that finds most of them. Encoding, delimiter, line ends, empty rows,
    empty columns at the end, odd spaces and NFD are brought to the normal form, each with a
    warning added to `problems`; a cell with damaged letters is an error there and stays as
    it is. Raises ProblemFound where the file cannot be read.
    """
    content = read_bytes(path, name)
    try:
        decoded = decode(content)
    except Mistake as mistake:
        raise ProblemFound(mistake.at(name, strange_line(content))) from None
    text = decoded.text
    is_nfc = unicodedata.is_normalized("NFC", text)
    sep_line = SEP_LINE.match(text)
    body = text[sep_line.end() :] if sep_line else text
    delimiter = find_delimiter(body, columns)
    problems += dialect_problems(name, decoded, delimiter, has_sep_line=sep_line is not None)
    if not is_nfc:
        problems.append(nfd_problem(name, text))
    rows = list(split_csv(body, name, delimiter, first_line=2 if sep_line else 1))
    if not is_nfc or "\r" in text or ODD.search(text):
        rows = [(line, clean_row(name, line, cells, problems)) for line, cells in rows]
    else:
        rows = [(line, strip_row(name, line, cells, problems)) for line, cells in rows]
    return drop_empty(name, rows, problems)


def dialect_problems(
    name: str, decoded: Decoded, delimiter: str, *, has_sep_line: bool
) -> Iterator[Problem]:
    """A warning for each property of a whole CSV that is not in the normal form."""
    rewrite = f"{TIDY} để ghi lại ở dạng chuẩn"
    if decoded.encoding != "UTF-8":
        yield encoding_problem(name, decoded)
    if delimiter != ",":
        message = f"các ô cách nhau bằng {DELIMITERS[delimiter]}, dạng chuẩn là dấu phẩy"
        yield Problem(name, 1, message, rewrite, warning=True)
    if has_sep_line:
        yield Problem(name, 1, "dòng “sep=” chỉ dành cho Excel", rewrite, warning=True)
    if "\r" in decoded.text:
        message = "xuống dòng kiểu Windows (CRLF), dạng chuẩn là LF"
        yield Problem(name, 1, message, rewrite, warning=True)


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
    text: str, name: str, delimiter: str = ",", first_line: int = 1
) -> Iterator[tuple[int, list[str]]]:
    """The rows of a CSV with the line each begins on; a blank line is a row without cells.

    The csv module reads here and not pandas, because only it tells the line of a row
    when a cell before it has line breaks. Raises ProblemFound on a broken quote.
    """
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    begin = first_line
    try:
        for cells in reader:
            yield begin, cells
            begin = reader.line_num + first_line
    except csv.Error:
        raise ProblemFound(
            Problem(
                name,
                begin,
                "dấu nháy kép đặt sai chỗ",
                'Ô có dấu phẩy viết trong nháy kép: "27,568"; dấu nháy trong chữ dùng “ ”',
            )
        ) from None


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


def strip_row(name: str, line: int, cells: list[str], problems: list[Problem]) -> list[str]:
    """A row of a file that is clean but for spaces at the ends of cells."""
    stripped = [cell.strip() for cell in cells]
    if stripped != cells:
        problems.append(space_problem(name, line, cells, stripped))
    return stripped


def clean_row(name: str, line: int, cells: list[str], problems: list[Problem]) -> list[str]:
    """A row in the normal form; damaged cells are added to `problems` and stay as they are."""
    cleaned = [clean(cell) for cell in cells]
    expected = [unicodedata.normalize("NFC", FOREIGN_LINE_BREAK.sub("\n", cell)) for cell in cells]
    if cleaned != expected:
        problems.append(space_problem(name, line, expected, cleaned))
    for cell in cleaned:
        found = damage(cell)
        if found:
            problems.append(found.at(name, line))
        elif CONTROLS.search(cell):
            problems.append(
                Problem(name, line, "ô có ký tự điều khiển không nhìn thấy", "Xóa ô rồi gõ lại")
            )
    return cleaned


def space_problem(name: str, line: int, cells: list[str], cleaned: list[str]) -> Problem:
    """The warning for the first cell of a row that has spaces it should not have."""
    normal = next(new for old, new in zip(cells, cleaned, strict=True) if old != new)
    return Problem(
        name,
        line,
        f"ô “{normal[:60]}” có dấu cách thừa, dấu cách không ngắt hoặc ký tự ẩn",
        f"{TIDY} để ghi lại ở dạng chuẩn",
        warning=True,
    )


def drop_empty(
    name: str, rows: list[tuple[int, list[str]]], problems: list[Problem]
) -> list[tuple[int, list[str]]]:
    """The rows that have something in them, without the empty columns at the end.

    A column is at the end where the header has an empty cell for it, as Excel writes
    what was once filled; a longer row is not cut, for its cells may be out of place.
    """
    filled = [(line, cells) for line, cells in rows if any(cells)]
    if len(filled) < len(rows):
        line = next(line for line, cells in rows if not any(cells))
        message = f"có {len(rows) - len(filled)} dòng trống"
        problems.append(Problem(name, line, message, f"{TIDY} để bỏ", warning=True))
    if not filled:
        return []
    line, header = filled[0]
    width = len(header)
    while width and not any(cells[width - 1] for _, cells in filled if len(cells) == len(header)):
        width -= 1
    if width == len(header):
        return filled
    message = f"có {len(header) - width} cột trống ở cuối"
    problems.append(Problem(name, line, message, f"{TIDY} để bỏ", warning=True))
    return [(line, cells[:width] if len(cells) == len(header) else cells) for line, cells in filled]
