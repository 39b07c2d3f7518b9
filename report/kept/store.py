"""What builds leave for later ones: contents, each under the fingerprint of all it was made of.

All of a folder is in one file, the pack: the contents one after the other, then the index, which
says where each stands and what its digest is, then the digest and the length of the index. A
content is read when it is asked for, and taken only where its digest holds: what is damaged is
left aside and made anew. Digests guard against damage, not against who writes such a file on
purpose: a folder of another's is trusted as the code beside it is. Nothing in it is run.

What a build adds waits in a temporary file, which no killed build leaves behind. At the end the
pack is written anew and renamed to its place, whole or not at all: a killed build leaves the one
before, of two at a time the one that ends last has its own there, and where the folder cannot be
written, the disk is full or Windows has the old one open, nothing is kept. It can be removed at
any time.

SQLite would do, in one and a half to two times the CPU time, and needs more care between builds:
whoever writes keeps others from writing, and from reading where there is no WAL, which network
folders do not have; a killed build leaves a journal that must not be parted from its file; room is
not given back; no connection outlives a fork. To write 10 MB again, the pages of 250, takes 0.01 s.
"""

import errno
import json
import os
import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, NamedTuple
from weakref import finalize

PACK = "goi"  # in the folder, where nothing else stays; another form of it needs another name
SAME_FILE_KEPT = 2  # of one path: what was made last, and before that
MOST_KEPT = 64 * 1024 * 1024  # bytes of all
DIGEST_SIZE = sha256().digest_size
END_SIZE = DIGEST_SIZE + 8  # with the length of the index


@dataclass
class Store:
    """What is kept in a folder; where `folder` is None, nothing is.

    `most` are the bytes of all, `used` the names of those that the run has taken, `taken` their
    paths. A forked process may get and does not put: it hands what it has made to the first one.
    """

    folder: Path | None
    most: int = MOST_KEPT
    used: set[str] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        self.process, self.writes = os.getpid(), True
        self.old: Pack | None = None  # the one of the folder, once something is asked for
        self.new: Pack | None = None

    def get(self, path: str, key: str) -> bytes | None:
        """The content of a path made of what has this fingerprint, if it is kept."""
        if self.folder is None:
            return None
        self.part_from_first()
        name = kept_name(path, key)
        pack = self.new if self.new and name in self.new.extents else self.opened(self.folder)
        content = pack.content(name)
        if content is not None:
            self.used.add(name)
            self.taken.add(path)
        return content

    def put(self, path: str, key: str, content: bytes) -> None:
        """Have a content kept from the end of the run on."""
        self.part_from_first()
        if self.folder is None or not self.writes:
            return
        with suppress(OSError):
            self.new = self.new or Pack(TemporaryFile(buffering=0))  # noqa: SIM115 - the pack closes it
            self.new.add(kept_name(path, key), content, sha256(content).hexdigest())

    def keep(self) -> None:
        """Keep what the run has put, if anything, with what was kept before: what it has taken,
        then the rest, but for what no run is likely to take again."""
        self.part_from_first()
        if self.folder and self.new:
            with suppress(OSError):
                self.write(self.folder, self.new, self.opened(self.folder))
        self.old = self.new = None

    def part_from_first(self) -> None:
        """In a forked process, let go of the open files: each has one place for both processes."""
        if self.process != os.getpid():
            self.process, self.writes = os.getpid(), False
            self.old = self.new = None

    def opened(self, folder: Path) -> "Pack":
        """The pack of the folder, as it stood when it was first asked for."""
        self.old = self.old or opened_pack(folder / PACK)
        return self.old

    def write(self, folder: Path, new: "Pack", old: "Pack") -> None:
        """Write the pack, and remove what else is in its folder: what killed runs have left.
        Another run whose draft is removed keeps nothing. Raises OSError."""
        folder.mkdir(parents=True, exist_ok=True)
        draft = folder / f".{secrets.token_hex(8)}"
        try:
            with draft.open("xb", buffering=0) as file:
                pack = Pack(file)
                for name, source in self.likely(new, old):
                    pack.add(name, source.read(name), source.extents[name].digest)
                pack.end()
            old.file.close()  # Windows replaces no open file
            draft.replace(folder / PACK)
        finally:
            draft.unlink(missing_ok=True)
        for other in folder.iterdir():
            if other.name != PACK:
                other.unlink()

    def likely(self, new: "Pack", old: "Pack") -> Iterator[tuple[str, "Pack"]]:
        """What runs are likely to take again, with where it is, what was used last first: the
        newest of a path, and no more than `most` bytes."""
        before = [name for name in old.extents if name not in new.extents]
        before.sort(key=lambda name: name not in self.used)  # else in the order of the last run
        size, same = 0, Counter[str]()
        for name in (*new.extents, *before):
            pack = new if name in new.extents else old
            path = name.partition("-")[0]
            same[path] += 1
            size += pack.extents[name].size
            if same[path] <= SAME_FILE_KEPT and size <= self.most:
                yield name, pack


class Extent(NamedTuple):
    """Where a content stands in its file, and its digest."""

    start: int
    size: int
    digest: str


@dataclass
class Pack:
    """An open file of contents, closed with the last who knows it; `extents` are where these stand,
    by their names."""

    file: IO[bytes]
    extents: dict[str, Extent] = field(default_factory=dict)

    def __post_init__(self) -> None:
        finalize(self, self.file.close)

    def content(self, name: str) -> bytes | None:
        """The content of that name; None where there is none, or it is damaged."""
        if name not in self.extents:
            return None
        with suppress(OSError):
            content = self.read(name)
            if sha256(content).hexdigest() == self.extents[name].digest:
                return content
        return None

    def read(self, name: str) -> bytes:
        """What stands where the content of that name should. Raises OSError."""
        extent = self.extents[name]
        self.file.seek(extent.start)
        return self.file.read(extent.size)

    def add(self, name: str, content: bytes, digest: str) -> None:
        """Write a content at the end. Raises OSError."""
        start = self.file.seek(0, os.SEEK_END)
        self.append(content)
        self.extents[name] = Extent(start, len(content), digest)

    def append(self, content: bytes) -> None:
        """Write at the end. Raises OSError."""
        if self.file.write(content) < len(content):  # what a disk had room for
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    def end(self) -> None:
        """Write the index behind the contents. Raises OSError."""
        index = json.dumps([[name, *extent] for name, extent in self.extents.items()]).encode()
        self.append(index + sha256(index).digest() + len(index).to_bytes(8, "big"))

    def begin(self) -> None:
        """Read the index; nothing where it is damaged. Raises OSError."""
        end = max(self.file.seek(0, os.SEEK_END) - END_SIZE, 0)
        self.file.seek(end)
        known = self.file.read(END_SIZE)
        digest, size = known[:DIGEST_SIZE], int.from_bytes(known[DIGEST_SIZE:], "big")
        if size > end:  # of another file
            return
        self.file.seek(end - size)
        index = self.file.read(size)
        if sha256(index).digest() == digest:
            self.extents = {name: Extent(*extent) for name, *extent in json.loads(index)}


def opened_pack(path: Path) -> Pack:
    """The pack in a file, open; an empty one where there is none that can be read."""
    with suppress(OSError):
        pack = Pack(path.open("rb", buffering=0))
        pack.begin()
        return pack
    return Pack(BytesIO())


def kept_name(path: str, key: str) -> str:
    """Under which name a content is kept: that of its path in the site, then its fingerprint."""
    return f"{sha256(path.encode()).hexdigest()[:16]}-{key}"
