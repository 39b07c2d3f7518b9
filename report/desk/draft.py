"""The draft of an editor: the sources as they began, the steps taken since, and the files as they
stand now, all in a folder beside the sources, which are only read.

Each step is in the journal before anything else knows of it. The files of `tree` are made from the
journal when a draft is opened, whatever stood there; they are what is examined and shown.
"""

import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from report.desk.journal import DIGEST, Journal, digest_of, refuse_link
from report.edition.allowed_files import is_read, paths
from report.edition.navigation import CONFIG
from report.problems.problem import Mistake
from report.sources.git import git_text
from report.sources.paths import SOURCE_FOLDERS

DESK_FOLDER = ".ban-bien-tap"  # outside docs/ and data/, so that it is no content
TREE = "cay"
Digests = dict[str, str]  # of files by their paths


@dataclass(frozen=True)
class DraftStep:
    """What one action changed: the digests of each file before and after; None where it was or is
    not there."""

    number: int
    label: str
    files: Mapping[str, tuple[str | None, str | None]]


class DeskDraft:
    """The draft of the office in `root`."""

    def __init__(self, root: Path) -> None:
        """Open the draft of `root`, or begin one. Raises Mistake where its folder is damaged or
        a link, OSError."""
        self.root = root.resolve()
        self.folder = self.root / DESK_FOLDER
        self.tree = self.folder / TREE
        self.journal = Journal(self.folder)
        refuse_link(self.tree)
        self.base = ""
        self.began: Digests = {}
        self.now: Digests = {}
        self.done: list[DraftStep] = []
        self.undone: list[DraftStep] = []
        self.unsettled: set[str] = set()
        self.state = 0  # another number whenever a file of the tree is another one
        entries = self.journal.entries()
        if entries:
            self.take_up(entries)
        else:
            self.begin()
        self.make_tree()

    @property
    def step(self) -> int:
        """The number of the last step that holds, 0 before the first."""
        return self.done[-1].number if self.done else 0

    def begin(self) -> None:
        """Begin with the sources as they stand."""
        self.base = git_text(self.root, "rev-parse", "--verify", "HEAD").strip()
        self.began = {path: digest_of(self.source(path)) for path in source_paths(self.root)}
        self.now = dict(self.began)
        self.journal.append({"kind": "begin", "commit": self.base, "files": self.began})

    def take_up(self, entries: list[tuple[int, Mapping[str, Any]]]) -> None:
        """Go through the entries of the journal. Raises Mistake where one is none."""
        for number, entry in entries:
            match entry.get("kind"):
                case "begin":
                    self.base = str(entry["commit"])
                    self.began = {
                        safe_path(path): known(one) for path, one in entry["files"].items()
                    }
                    self.now = dict(self.began)
                case "step":
                    files = {
                        safe_path(path): (maybe(old), maybe(new))
                        for path, (old, new) in entry["files"].items()
                    }
                    self.put_on(DraftStep(number, str(entry["label"]), files))
                case "undo" if self.done:
                    self.undone.append(self.done.pop())
                    self.apply(self.undone[-1], back=True)
                case "redo" if self.undone:
                    self.done.append(self.undone.pop())
                    self.apply(self.done[-1])
                case _:
                    raise Mistake("nhap-hong", where=f"{number}")

    def source(self, path: str) -> bytes:
        """A file of the sources. Raises OSError."""
        return (self.root / path).read_bytes()

    def read(self, path: str) -> bytes | None:
        """A file as it stands now; None where there is none. Raises Mistake, OSError."""
        digest = self.now.get(path)
        return None if digest is None else self.content(path, digest)

    def first(self, path: str) -> bytes | None:
        """A file as the draft began with it. Raises Mistake, OSError."""
        digest = self.began.get(path)
        return None if digest is None else self.content(path, digest)

    def content(self, path: str, digest: str) -> bytes:
        """The content of that digest, which `path` has or had: a file that no step changed is kept
        nowhere but in the tree and the sources. Raises Mistake, OSError."""
        if self.journal.has(digest):
            return self.journal.content(digest)
        for place in (self.tree, self.root):
            file = place / path
            if file.is_file() and not file.is_symlink():
                content = file.read_bytes()
                if digest_of(content) == digest:
                    return content
        raise Mistake("nhap-hong", where=path)

    def write(self, files: Mapping[str, bytes | None], label: str) -> int:
        """Take one step that can be undone: new contents of files, None removes one. Returns the
        number of the last step. Raises Mistake at a path that no draft may write, OSError."""
        for path in files:
            refuse_path(path)
        changes: dict[str, tuple[str | None, str | None]] = {}
        for path, content in files.items():
            old = self.now.get(path)
            if old is not None:
                self.journal.keep(self.content(path, old))
            new = None if content is None else self.journal.keep(content)
            if old != new:
                changes[path] = (old, new)
        if changes:
            entry = {"kind": "step", "label": label, "files": changes}
            self.put_on(DraftStep(self.journal.append(entry), label, changes))
            self.settle()
        return self.step

    def undo(self) -> str | None:
        """Take the last step back; returns its label, None where there is none. Raises OSError."""
        if not self.done:
            return None
        self.journal.append({"kind": "undo"})
        self.undone.append(self.done.pop())
        self.apply(self.undone[-1], back=True)
        self.settle()
        return self.undone[-1].label

    def redo(self) -> str | None:
        """Take the last step again that was undone; returns its label. Raises OSError."""
        if not self.undone:
            return None
        self.journal.append({"kind": "redo"})
        self.done.append(self.undone.pop())
        self.apply(self.done[-1])
        self.settle()
        return self.done[-1].label

    def changed(self) -> dict[str, tuple[bytes | None, bytes | None]]:
        """Each file that is another one than it was at first: first and now. Raises Mistake,
        OSError."""
        paths_of_both = sorted({*self.began, *self.now})
        return {
            path: (self.first(path), self.read(path))
            for path in paths_of_both
            if self.began.get(path) != self.now.get(path)
        }

    @contextmanager
    def trying(self, files: Mapping[str, bytes]) -> Iterator[None]:
        """Have other contents in the tree for a while, to look at what they would be. Raises
        Mistake at a path that no draft may write, OSError."""
        for path in files:
            refuse_path(path)
        self.settle()
        self.unsettled.update(files)
        try:
            for path, content in files.items():
                (self.tree / path).parent.mkdir(parents=True, exist_ok=True)
                (self.tree / path).write_bytes(content)
            yield
        finally:
            self.settle()

    def put_on(self, step: DraftStep) -> None:
        """A step on top of the others; what was undone before cannot be done again."""
        self.done.append(step)
        self.undone.clear()
        self.apply(step)

    def apply(self, step: DraftStep, *, back: bool = False) -> None:
        """Have the files of a step as it left them, or as it found them."""
        for path, (old, new) in step.files.items():
            digest = old if back else new
            if digest is None:
                self.now.pop(path, None)
            else:
                self.now[path] = digest
            self.unsettled.add(path)
        self.state += 1

    def settle(self) -> None:
        """Write what changed into the tree. Raises OSError; what is not written yet then is so
        the next time."""
        for path in sorted(self.unsettled):
            file, content = self.tree / path, self.read(path)
            if content is None:
                file.unlink(missing_ok=True)
            else:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_bytes(content)
            self.unsettled.discard(path)

    def make_tree(self) -> None:
        """Make the tree anew: what is in it otherwise than the journal says is replaced."""
        self.tree.mkdir(exist_ok=True)
        for place in sorted(self.tree.rglob("*"), reverse=True):
            path = place.relative_to(self.tree).as_posix()
            if place.is_symlink() or (place.is_file() and path not in self.now):
                place.unlink()
            elif place.is_dir() and not any(place.iterdir()):
                place.rmdir()
            elif place.is_dir() and path in self.now:
                shutil.rmtree(place)
        found = {path for path in self.now if (self.tree / path).is_file()}
        self.unsettled = {
            path
            for path, digest in self.now.items()
            if path not in found or digest_of((self.tree / path).read_bytes()) != digest
        }
        self.settle()


def source_paths(root: Path) -> Iterator[str]:
    """The files of an office that a draft has: those that the site is made of. Links are none."""
    if (root / CONFIG).is_file() and not (root / CONFIG).is_symlink():
        yield CONFIG
    for folder in SOURCE_FOLDERS:
        for path in paths(root, folder):
            file = root / path
            if is_read(path) and file.is_file() and not file.is_symlink():
                yield str(path)


def refuse_path(path: str) -> None:
    """Raise Mistake at a path that no draft may write: outside of docs/ and data/, written in more
    than one way, or of a file that is none of the site's."""
    pure = PurePosixPath(path)
    is_plain = str(pure) == path and ".." not in pure.parts and not set(path) & set('\\:\0"<>|?*')
    if not (is_plain and len(pure.parts) > 1 and pure.parts[0] in SOURCE_FOLDERS and is_read(pure)):
        raise Mistake("ngoai-ban-bien-tap", path=path)


def safe_path(path: str) -> str:
    """A path of the journal. Raises Mistake where it leads out of the sources."""
    pure = PurePosixPath(path)
    if path != CONFIG and (pure.parts[0] not in SOURCE_FOLDERS or ".." in pure.parts):
        raise Mistake("nhap-hong", where=path)
    return path


def known(digest: object) -> str:
    """A digest of the journal. Raises Mistake where it is none."""
    if not isinstance(digest, str) or not DIGEST.fullmatch(digest):
        raise Mistake("nhap-hong", where=str(digest))
    return digest


def maybe(digest: object) -> str | None:
    """A digest, or None for no file. Raises Mistake where it is neither."""
    return None if digest is None else known(digest)
