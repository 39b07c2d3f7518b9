"""The journal of a draft: what happened to it, one small file for each entry, and the contents that
entries speak of, by their digests.

An entry is renamed to its place when its bytes, and those of the contents that it names, are on the
disk: it is there as a whole or not at all, whenever a run is killed or the power goes.
"""

import hashlib
import json
import os
import re
import sys
from collections.abc import Collection, Mapping
from pathlib import Path
from typing import Any

from report.problems.problem import Mistake
from report.sources.writing import write_through

KEPT_CONTENTS = "noi-dung"
ENTRIES = "so"
ENTRY_NAME = re.compile(r"([0-9]{6,})\.json")
DIGEST = re.compile("[0-9a-f]{64}")
HALF_WRITTEN = ".dang-ghi"  # ends the name of a file that is not whole yet


def digest_of(content: bytes) -> str:
    """The name that a content goes by."""
    return hashlib.sha256(content).hexdigest()


class Journal:
    """The entries and contents below a folder."""

    def __init__(self, folder: Path) -> None:
        """The journal in `folder`, which is made. Raises OSError, Mistake where it is a link."""
        self.contents, self.place = folder / KEPT_CONTENTS, folder / ENTRIES
        for one in (folder, self.contents, self.place):
            refuse_link(one)
            one.mkdir(parents=True, exist_ok=True)
        self.last = max(self.numbers(), default=0)

    def numbers(self) -> list[int]:
        """The numbers of all entries, in order."""
        names = (ENTRY_NAME.fullmatch(one.name) for one in self.place.iterdir())
        return sorted(int(name[1]) for name in names if name)

    def entries(self) -> list[tuple[int, Mapping[str, Any]]]:
        """The entries with their numbers. Raises Mistake where one cannot be read, OSError."""
        return [(number, self.entry(number)) for number in self.numbers()]

    def entry(self, number: int) -> Mapping[str, Any]:
        """One entry. Raises Mistake where it cannot be read, OSError."""
        try:
            content = json.loads((self.place / entry_name(number)).read_bytes())
        except ValueError:
            content = None
        if not isinstance(content, dict):
            raise Mistake("nhap-hong", where=f"{ENTRIES}/{entry_name(number)}")
        return content

    def append(self, entry: Mapping[str, Any]) -> int:
        """Write an entry behind the last; returns its number. Raises OSError."""
        number = self.last + 1
        text = json.dumps(entry, ensure_ascii=False, indent=1, sort_keys=True)
        place = self.place / entry_name(number)
        try:
            put(place, text.encode())
        except OSError:
            place.unlink(missing_ok=True)  # what is refused does not happen after all
            raise
        self.last = number
        return number

    def keep(self, content: bytes) -> str:
        """Keep a content; returns its digest. Raises OSError."""
        digest = digest_of(content)
        if self.content(digest) is None:
            put(self.contents / digest, content)
        return digest

    def content(self, digest: str) -> bytes | None:
        """A content that is kept, and whole; None for another. Raises OSError."""
        try:
            content = (self.contents / digest).read_bytes()
        except FileNotFoundError:
            return None
        return content if digest_of(content) == digest else None

    def forget(self, before: int, wanted: Collection[str]) -> None:
        """Remove the entries before one, the contents that are not `wanted`, and what a killed run
        left half written. Raises OSError."""
        for number in self.numbers():
            if number < before:
                (self.place / entry_name(number)).unlink()
        for one in (*self.contents.iterdir(), *self.place.iterdir()):
            is_content = one.parent == self.contents
            if one.name.endswith(HALF_WRITTEN) or (is_content and one.name not in wanted):
                one.unlink()


def entry_name(number: int) -> str:
    """The name of the file of an entry."""
    return f"{number:06}.json"


def refuse_link(path: Path) -> None:
    """Raise Mistake where a path is a link: what is written there would get anywhere."""
    if path.is_symlink():
        raise Mistake("chi-la-lien-ket", where=path.name)


def put(path: Path, content: bytes) -> None:
    """Put a file to its place as a whole, on the disk. Raises OSError."""
    half = path.with_name(path.name + HALF_WRITTEN)
    write_through(half, content)
    half.replace(path)
    if sys.platform != "win32":  # which cannot open a folder, and writes names by itself
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)
