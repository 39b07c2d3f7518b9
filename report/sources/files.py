"""Reads the files that editors write: bytes, text in NFC, YAML with its lines."""

import io
import re
import unicodedata
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Any

import yaml
from yaml.reader import Reader

from report.problems.problem import Mistake, Problem, problem
from report.sources.memory import remembered
from report.sources.shapes import WrittenKey
from report.sources.yaml_bounds import FAST_LOADER, keep_yaml_bounds
from report.text.encodings import (
    QUOTED_LINES,
    SUSPECT,
    UTF_8_BOM,
    Decoded,
    damage,
    not_plain_utf_8,
)
from report.text.file_kinds import binary_kind, is_workbook
from report.text.markup import MARK_BEGIN, MARK_END

# The largest files that are read, in bytes, by their endings: ten times and more of what an
# office has, and no more than can be checked in seconds.
MAX_BYTES = {".csv": 4_000_000, ".yaml": 1_000_000, ".md": 100_000}
MAX_LINE = 10_000  # characters of a page or a YAML file: what reads a line may take its square
MAX_BITS = 14_000  # of a whole number in a YAML file: Python writes 4,300 digits, no more
YAML_TEXT = "tag:yaml.org,2002:str"

# What git writes where two people changed the same lines, the ends of a conflict.
CONFLICT = re.compile(r"^(<{7}|>{7})(?= |\r?$)", re.MULTILINE)
IN_CONFLICT = ("<<<<<<<", ">>>>>>>")  # a text that has none is not searched for it
CODE_SPAN = re.compile("`[^`]*`|<code>.*?</code>")
FOREIGN_LINE_BREAK = re.compile("\r\n?")


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

    def construct_yaml_str(self, node: yaml.ScalarNode) -> str:
        """A text. Raises Mistake where it has a character that no file may have, and that a
        text in quotation marks can write by its number."""
        text: str = super().construct_yaml_str(node)
        if Reader.NON_PRINTABLE.search(text) or MARK_BEGIN in text or MARK_END in text:
            raise Mistake("yaml-ky-tu-la", line=node.start_mark.line + 1)
        return text

    def construct_yaml_int(self, node: yaml.ScalarNode) -> int:
        """A whole number. Raises Mistake where it is none, and where it is too long to be
        written, as one in another notation (0x, 1:00) can be."""
        mistake = Mistake("yaml-gia-tri-la", line=node.start_mark.line + 1)
        try:
            number: int = super().construct_yaml_int(node)
        except ValueError:
            raise mistake from None
        if number.bit_length() > MAX_BITS:
            raise mistake
        return number


LineLoader.add_constructor(YAML_TEXT, LineLoader.construct_yaml_str)
LineLoader.add_constructor("tag:yaml.org,2002:int", LineLoader.construct_yaml_int)


def read_bytes(path: Path, name: str) -> bytes:
    """The content of a file. Raises Mistake where it cannot be opened or is too large, and where
    the file or a folder that its `name` tells of is a link: nobody has looked at what it
    leads to."""
    names = [PurePosixPath(name), *PurePosixPath(name).parents][:-1]
    for step, step_name in zip([path, *path.parents], names, strict=False):
        if step.is_symlink():
            raise Mistake("chi-la-lien-ket", where=str(step_name))
    if not path.is_file():  # who opens a pipe or a device may wait for ever
        raise Mistake("khong-mo-duoc")
    return content_of(path)


def content_of(path: Path) -> bytes:
    """The content of a file that is known to be a plain one, below no link. Raises Mistake where
    it cannot be opened or is too large."""
    limit = MAX_BYTES.get(path.suffix, -1)
    try:
        with path.open("rb") as file:
            content = file.read(limit + 1 if limit > 0 else -1)
    except OSError:
        raise Mistake("khong-mo-duoc") from None
    if 0 < limit < len(content):
        raise Mistake("tep-qua-lon", limit=limit // 1000)
    return content


def plain_utf_8(content: bytes, ending: str) -> str:
    """The text of a UTF-8 file as it is, a byte-order mark included; its name has this ending.

    Raises Mistake with the line of the first byte that is wrong.
    """
    refuse_kind(binary_kind(content), ending)
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError:
        raise Mistake("khong-phai-utf-8", line=strange_line(content)) from None
    refuse_long_lines(text)
    refuse_conflict(text)
    return text


def refuse_kind(kind: str | None, ending: str) -> None:
    """Raise Mistake where a file is of another kind than its name says."""
    if kind and ending == ".csv" and is_workbook(kind):
        raise Mistake("tep-la-so-tinh", kind=kind, ending=ending)
    if kind:
        raise Mistake("tep-la-loai-khac", kind=kind, ending=ending)


def refuse_long_lines(text: str) -> None:
    """Raise Mistake at the first line that is too long."""
    if len(text) <= MAX_LINE:
        return
    for number, line in enumerate(io.StringIO(text), start=1):
        if len(line) > MAX_LINE:
            raise Mistake("dong-qua-dai", line=number, limit=MAX_LINE)


def read_text(path: Path, name: str) -> Text:
    """The text of a UTF-8 file, in NFC; `name` is its path in messages. Line ends stay.

    A byte-order mark and letters in NFD are mended, with a warning. Raises Mistake with the
    line of the first byte or letter that is wrong.
    """
    return text_of_file(read_bytes(path, name), path.suffix, name)


@remembered
def text_of_file(content: bytes, ending: str, name: str) -> Text:
    """What `read_text` gives of a file that holds this. Raises what it raises."""
    written = plain_utf_8(content, ending)
    text = written.removeprefix("\ufeff")
    mended = []
    if text != written:
        mended.append(encoding_problem(name, Decoded(text, UTF_8_BOM)))
    if not unicodedata.is_normalized("NFC", text):
        mended.append(problem(name, nfd_line(text), "chu-to-hop"))
        text = unicodedata.normalize("NFC", text)
    refuse_damage(text)
    return Text(text, tuple(mended))


def composed(content: bytes, ending: str) -> str:
    """The text of a UTF-8 file that others read too, so that it must be in NFC as it stands.

    Raises what `text_of_file` raises, and Mistake at the first line with letters in NFD.
    """
    text = plain_utf_8(content, ending).removeprefix("\ufeff")
    if not unicodedata.is_normalized("NFC", text):
        raise Mistake("chu-to-hop-trong-bai", line=nfd_line(text))
    refuse_damage(text)
    return text


def refuse_conflict(text: str) -> None:
    """Raise Mistake at the first line that git wrote where two people changed the same lines."""
    is_possible = any(sign in text for sign in IN_CONFLICT)
    found = CONFLICT.search(text) if is_possible else None
    if found:
        raise Mistake("dau-xung-dot", line=text.count("\n", 0, found.start()) + 1, mark=found[1])


def refuse_damage(text: str) -> None:
    """Raise Mistake at the first line whose letters are damaged.

    What stands in a code span of a page is an example, not damage.
    """
    if not SUSPECT.search(text):
        return
    for number, line in enumerate(io.StringIO(QUOTED_LINES.sub(r" \1 ", text)), start=1):
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


@remembered
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
