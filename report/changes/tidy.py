"""Rewrites the sources in the normal form, where that is certain, and changes nothing else.

A CSV: UTF-8 without byte-order mark, NFC, commas, LF, quotation marks only where needed,
numbers and dates as read_number and read_date want them. Pages and YAML: only the
byte-order mark, NFD and names of before (`sources/keys.py`) are mended. A file with an error
stays as it is.
"""

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from report.problems.problem import Mistake, Problem, errors
from report.sources.corrections import RECORD_COLUMNS, read_record
from report.sources.descriptions import read_dataset
from report.sources.files import read_text
from report.sources.keys import (
    FormerName,
    description_names,
    names_are_present,
    page_names,
    renamed,
)
from report.sources.paths import SOURCE_FOLDERS
from report.sources.tables import DESCRIPTION
from report.sources.writing import disk_mistake, write_files

QUOTES = "  dấu nháy thừa, hoặc thiếu xuống dòng ở cuối tệp"


@dataclass(frozen=True)
class Source:
    """A file as read: `normal` is its text in the normal form, None where that is not certain;
    `problems` are those of the file."""

    path: str
    normal: str | None
    problems: tuple[Problem, ...]


def tidy(root: Path) -> tuple[list[Source], list[Problem]]:
    """Rewrite the sources under `root`; returns those that changed, and the problems of
    those that could not be rewritten. Raises OSError where a folder cannot be read."""
    folders_can_be_read(root)
    changed = []
    left: list[Problem] = []
    for source in sources(root):
        if source.normal is None:
            left += source.problems
            continue
        content = source.normal.encode()
        if content == (root / source.path).read_bytes():
            continue
        try:
            write_files(root, {source.path: content})
        except OSError as error:
            left.append(disk_mistake(error).at(source.path))
            continue
        changed.append(source)
    return changed, left


def folders_can_be_read(root: Path) -> None:
    """Raise OSError at the first folder that cannot be read: a search for files passes over it."""

    def stop(error: OSError) -> None:
        raise error

    for folder in filter(Path.is_dir, map(root.joinpath, SOURCE_FOLDERS)):
        for _ in os.walk(folder, onerror=stop):
            pass


def sources(root: Path) -> Iterator[Source]:
    """The files that editors write; each is read when its turn comes, for a CSV is read
    by a description that may have been rewritten before."""
    for path in sorted([*root.glob("data/**/*.yaml"), *root.glob("docs/**/*.md")]):
        if path.is_file():
            yield read_prose(root, path.relative_to(root).as_posix())
    for folder in sorted(path for path in root.glob("data/*") if path.is_dir()):
        if (folder / DESCRIPTION).is_file():
            yield from read_tables(root, folder.name)
        yield from read_records(root, folder.name)


def read_prose(root: Path, path: str) -> Source:
    """A page or a YAML file."""
    try:
        read = read_text(root / path, path)
    except Mistake as mistake:
        return Source(path, None, (mistake.at(path),))
    names = names_of_before(path, read.text)
    text = renamed(read.text, names)
    return Source(path, text, (*read.problems, *names_are_present(path, names)))


def names_of_before(path: str, text: str) -> set[FormerName]:
    """The keys in a page or a YAML file that are called otherwise now."""
    if path.endswith(f"/{DESCRIPTION}"):
        return description_names(text)
    return page_names(text) if path.endswith(".md") else set()


def read_tables(root: Path, folder: str) -> Iterator[Source]:
    """The CSVs of a folder that are described, and the problems of the others."""
    dataset = read_dataset(root, folder)
    by_path: dict[str, list[Problem]] = {}
    for one in dataset.problems:
        by_path.setdefault(one.path, []).append(one)
    for table in dataset.tables.values():
        found = by_path.pop(table.path, [])
        yield Source(table.path, None if errors(found) else table.normal, tuple(found))
    for path, found in by_path.items():
        if errors(found):
            yield Source(path, None, tuple(found))


def read_records(root: Path, folder: str) -> Iterator[Source]:
    """The CSVs of what was published of a year."""
    dataset = read_dataset(root, folder)
    for name in RECORD_COLUMNS:
        record = read_record(root, f"data/{folder}/{name}", dataset)
        if record.is_there:
            normal = None if errors(record.problems) else record.normal
            yield Source(record.path, normal, record.problems)


def tidy_summary(changed: list[Source], left: list[Problem]) -> str:
    """What `tidy` did, for the editor: each file with what was not in the normal form."""
    lines = []
    for source in changed:
        lines.append(f"{source.path}: đã ghi lại ở dạng chuẩn")
        lines += [f"  dòng {one.line}: {one.message}" for one in sorted(source.problems)] or [
            QUOTES
        ]
    if left:
        lines += ["Giữ nguyên các tệp còn lỗi:", *map(str, sorted(set(errors(left))))]
    if not lines:
        return "Mọi tệp đã ở dạng chuẩn, không thay đổi gì."
    kept = len({one.path for one in errors(left)})
    end = f"Đã ghi lại {len(changed)} tệp" + (f", giữ nguyên {kept} tệp có lỗi." if kept else ".")
    return "\n".join([*lines, "", end])
