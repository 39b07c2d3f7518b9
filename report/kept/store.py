"""Documents that were made before, kept in `.cache/` beside the sources.

A kept file is taken only where the fingerprint of all that it is made of is the same, and where
its own digest holds: what is damaged, or has another name, is left aside and made anew. The digest
guards against damage, not against who writes such files on purpose: a folder of another's is
trusted as the code beside it is.
The folder can be removed at any time, and where it cannot be written, nothing is kept.
"""

import os
import secrets
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

KEPT_FOLDER = ".cache/van-ban"  # outside docs/ and data/, as only a build writes there
SAME_FILE_KEPT = 2  # of one document: what was made last, and before that
MOST_KEPT = 64 * 1024 * 1024  # bytes of all
UNFINISHED = "."  # begins the name of what is being written
DIGEST_SIZE = sha256().digest_size


@dataclass
class KeptDocuments:
    """The kept documents of a project; where `folder` is None, none are kept.

    `most` are the bytes of all, `used` the names of those that the run has taken or written,
    `taken` the paths of those that it has taken.
    """

    folder: Path | None
    most: int = MOST_KEPT
    used: set[str] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)

    def get(self, path: str, key: str) -> bytes | None:
        """The document of a path in the site made of what has this fingerprint, if it is kept."""
        if self.folder is None:
            return None
        name = kept_name(path, key)
        try:
            whole = (self.folder / name).read_bytes()
        except OSError:
            return None
        digest, content = whole[:DIGEST_SIZE], whole[DIGEST_SIZE:]
        if digest != digest_of_kept(name, content):
            return None
        self.used.add(name)
        self.taken.add(path)
        return content

    def put(self, path: str, key: str, content: bytes) -> None:
        """Keep a document: whole under its name or not at all, whoever else writes there."""
        if self.folder is None:
            return
        name = kept_name(path, key)
        draft = self.folder / f"{UNFINISHED}{secrets.token_hex(8)}"
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            try:
                draft.write_bytes(digest_of_kept(name, content) + content)
                draft.replace(self.folder / name)
            finally:
                draft.unlink(missing_ok=True)
            self.used.add(name)

    def remove_old(self) -> None:
        """Remove what no run is likely to take again: older ones of the same document, drafts that
        a killed run left, and what goes beyond `most` bytes, oldest first. Another run whose
        draft is removed keeps that document the next time."""
        if self.folder is None:
            return
        for name in self.used:
            with suppress(OSError):
                os.utime(self.folder / name)
        with suppress(OSError):
            size, same = 0, Counter[str]()
            for written, name, length in newest_first(self.folder):
                document = name.partition("-")[0]
                same[document] += 1
                size += length
                if (
                    name.startswith(UNFINISHED)
                    or same[document] > SAME_FILE_KEPT
                    or size > self.most
                ):
                    remove_unless_new(self.folder / name, written)


def newest_first(folder: Path) -> list[tuple[int, str, int]]:
    """The files of a folder by the time of their last use, with name and size."""
    found = []
    with os.scandir(folder) as entries:
        for entry in entries:
            with suppress(FileNotFoundError):  # another run has removed it
                about = entry.stat(follow_symlinks=False)
                found.append((about.st_mtime_ns, entry.name, about.st_size))
    return sorted(found, reverse=True)


def remove_unless_new(path: Path, written: int) -> None:
    """Remove a file that nobody has touched since it was listed. Raises OSError."""
    with suppress(FileNotFoundError):
        if path.stat(follow_symlinks=False).st_mtime_ns == written:
            path.unlink()


def kept_name(path: str, key: str) -> str:
    """Under which name a document is kept: that of its path in the site, then its fingerprint."""
    return f"{sha256(path.encode()).hexdigest()[:16]}-{key}"


def digest_of_kept(name: str, content: bytes) -> bytes:
    """What stands before a kept document: it holds for no other content and no other name."""
    return sha256(name.encode() + b"\0" + content).digest()
