"""What a newer package changes in an office's repository; nothing that somebody wrote is lost.

A file that the package wrote and nobody changed gets its new form. A file that the office changed
stays, and the difference is shown. Of the tables that all years share each row is decided by
itself: an office's own rows stay, rows of the package come up to date.
"""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from report.drafting.new_office.changelog import changes_since
from report.drafting.new_office.record import (
    PackageRecord,
    file_digest_of,
    is_shared_table,
    line_digests,
    table_lines,
)
from report.drafting.new_office.repository import PACKAGES

SHOWN_LINES = 40  # of the difference in one file


class Fate(Enum):
    """What becomes of a file, as the list says it."""

    NEW = "thêm"
    RENEWED = "đổi"
    MERGED = "đổi từng dòng"
    KEPT = "giữ bản của cơ quan"
    REMOVED = "cơ quan đã bỏ, không thêm lại"
    LEFT = "gói không còn tệp này, bỏ đi cũng được"


@dataclass(frozen=True)
class FileStep:
    """What becomes of one file: what is written, None where it stays; what is to be looked at."""

    path: str
    step: Fate
    content: bytes | None = None
    difference: str = ""


def file_steps(root: Path, record: PackageRecord, files: Mapping[str, bytes]) -> Iterator[FileStep]:
    """What becomes of each file that the package had or has; none where it is as it should be."""
    for path, new in sorted(files.items()):
        there = root / path
        if not there.is_file():
            if path not in record.files:
                yield FileStep(path, Fate.NEW, new)
            elif file_digest_of(new) != record.files[path]:
                yield FileStep(path, Fate.REMOVED)
            continue
        now = there.read_bytes()
        if file_digest_of(now) == file_digest_of(new):
            continue
        if file_digest_of(now) == record.files.get(path):
            yield FileStep(path, Fate.RENEWED, new)
        elif is_shared_table(path) and same_columns(now, new):
            yield from table_step(path, now, new, record.rows.get(path, {}))
        elif file_digest_of(new) != record.files.get(path):
            yield FileStep(path, Fate.KEPT, difference=shown_difference(path, now, new))
    for path in sorted(record.files.keys() - files.keys()):
        if (root / path).is_file() and not path.startswith(f"{PACKAGES}/"):
            yield FileStep(path, Fate.LEFT)


def same_columns(now: bytes, new: bytes) -> bool:
    """Whether two forms of a table have the same first line."""
    first = [next(iter(table_lines(content).values()), "") for content in (now, new)]
    return first[0] == first[1]


def table_step(path: str, now: bytes, new: bytes, known: Mapping[str, str]) -> Iterator[FileStep]:
    """A table in which each row of the package that nobody changed is up to date."""
    merged, kept = merged_lines(table_lines(now), table_lines(new), known)
    content = "".join(f"{line}\n" for line in merged).encode("utf-8", "surrogateescape")
    rows = "\n".join(kept)
    if file_digest_of(content) != file_digest_of(now):
        yield FileStep(path, Fate.MERGED, content, rows)
    elif kept:
        yield FileStep(path, Fate.KEPT, difference=rows)


def merged_lines(
    now: Mapping[str, str], new: Mapping[str, str], known: Mapping[str, str]
) -> tuple[list[str], list[str]]:
    """The rows of a table, the office's order first, and those that differ from the package's
    because the office changed them: both forms of each."""
    rows, kept = [], []
    digests = {
        key: file_digest_of(line.encode("utf-8", "surrogateescape")) for key, line in now.items()
    }
    theirs = line_digests("\n".join(new.values()).encode("utf-8"))
    for key, line in now.items():
        if key not in new or line == new[key]:
            rows.append(line)
        elif digests[key] == known.get(key):
            rows.append(new[key])
        else:
            rows.append(line)
            if theirs[key] != known.get(key):
                kept += [f"-{line}", f"+{new[key]}"]
    # A row that the package had before and the office has no more was taken out by the office.
    rows += [line for key, line in new.items() if key not in now and key not in known]
    return rows, kept


def shown_difference(path: str, now: bytes, new: bytes) -> str:
    """How the package's form of a file differs from the office's."""
    theirs, ours = (content.decode("utf-8", "replace").splitlines() for content in (now, new))
    names = f"{path} (cơ quan)", f"{path} (gói)"
    lines = list(difflib.unified_diff(theirs, ours, *names, lineterm="", n=1))
    if len(lines) > SHOWN_LINES:
        lines = [*lines[:SHOWN_LINES], f"… còn {len(lines) - SHOWN_LINES} dòng"]
    return "\n".join(lines)


def upgrade_listing(found: list[FileStep], record: PackageRecord, version: str) -> str:
    """What is new and what becomes of the files, for who upgrades."""
    parts = [f"Kho này theo gói phiên bản {record.version}; gói đang chạy là {version}."]
    for number, text in changes_since(record.version):
        parts.append(f"Phiên bản {number}:\n{text}")
    for one in found:
        if one.difference:
            head = f"{one.path}: cơ quan đã sửa, gói có bản khác (dòng “+” là của gói)"
            parts.append(f"{head}\n{one.difference}")
    if found:
        rows = [f"- {one.path}: {one.step.value}{to_be_listed(one)}" for one in found]
        parts.append("\n".join(["Các tệp:", *rows]))
    return "\n\n".join(parts)


def to_be_listed(one: FileStep) -> str:
    """What is left to do where a page is new: the navigation is the office's."""
    if one.step is not Fate.NEW or not one.path.endswith(".md") or not one.path.startswith("docs/"):
        return ""
    return f"; ghi “- {one.path.removeprefix('docs/')}” vào chỗ phù hợp của nav trong mkdocs.yml"
