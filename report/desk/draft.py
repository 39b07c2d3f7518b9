"""The draft of an editor: the sources as they began, the steps taken since, and the files as they
stand now, all in a folder beside the sources, which are only read.

Each step is in the journal before anything else knows of it. The files of `tree` are made from the
journal when a draft is opened, whatever stood there; they are what is examined and shown.

What others change in the sources meanwhile comes into the draft: where git brought it, below all
steps, as if they had been taken after it; else as a step of its own.
"""

import datetime
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from copy import copy
from dataclasses import asdict, replace
from itertools import count
from pathlib import Path
from typing import Any, BinaryIO
from weakref import finalize

from report.desk.draft_paths import is_of_draft, refuse_path, safe_path
from report.desk.draft_steps import (
    Digests,
    DraftStep,
    FileChanges,
    clash_told,
    known,
    same_clash,
    step_told,
    without_nothing,
)
from report.desk.draft_tree import put_in_tree, sweep
from report.desk.journal import Journal, digest_of, refuse_link
from report.desk.merging import Clash, has_theirs, merge, taken_from_others
from report.desk.outside import Sources
from report.problems.problem import Mistake
from report.sources.writing import open_lock

DESK_FOLDER = ".ban-bien-tap"  # outside docs/ and data/, so that it is no content
OLD_DRAFTS = ".ban-bien-tap-cu"
TREE = "cay"
NAMED_FILES = 3  # files in the name of a step that others took
TAKEN_OVER = "Sửa ngoài bàn biên tập"  # what a step is called that somebody else took
# What of a draft is another thing once something from outside came into it.
BROUGHT = ("base", "head", "began", "seen", "now", "done", "undone", "clashes", "lost")


class DeskDraft:
    """The draft of the office in `root`."""

    def __init__(self, root: Path) -> None:
        """Open the draft of `root`, or begin one. Raises Mistake where its folder is damaged or
        a link, or another desk has it; OSError."""
        self.root = root.resolve()
        self.folder = self.root / DESK_FOLDER
        self.tree = self.folder / TREE
        self.journal = Journal(self.folder)
        refuse_link(self.tree)
        (self.folder / ".gitignore").write_text("*\n", "utf-8")
        self.close = finalize(self, locked_alone(self.folder).close)
        self.sources = Sources(self.root)
        self.base = ""  # the commit that the draft is held against
        self.head = ""  # the one that the sources are at
        self.began: Digests = {}  # the files of the base
        self.seen: Digests = {}  # the sources as they were looked at last
        self.now: Digests = {}
        self.done: list[DraftStep] = []
        self.undone: list[DraftStep] = []
        self.clashes: list[Clash] = []
        self.unsettled: set[str] = set()
        self.lost: set[str] = set()  # files that no step changed and that are nowhere any more
        self.is_late = False  # whether something could not be written into the tree
        self.state = 0  # another number whenever a file of the tree is another one
        for number, entry in self.journal.entries():
            self.take_up(number, entry)
        self.make_tree()
        self.take_over()
        self.forget()

    @property
    def step(self) -> int:
        """The number of the last step that holds, 0 before the first."""
        return self.done[-1].number if self.done else 0

    def take_up(self, number: int, entry: Mapping[str, Any]) -> None:
        """Have what an entry of the journal says. Raises Mistake where it is none."""
        try:
            match entry["kind"]:
                case "all":
                    self.take_up_all(entry)
                case "step":
                    self.put_on(step_told({**entry, "number": number}))
                case "undo":
                    self.undone.append(self.done.pop())
                    self.apply(self.undone[-1], back=True)
                case "redo":
                    self.done.append(self.undone.pop())
                    self.apply(self.done[-1])
                case "chosen":
                    self.clashes.pop(int(entry["number"]))
        except (KeyError, IndexError, TypeError, ValueError, AttributeError):
            raise Mistake("nhap-hong", where=f"{number}") from None

    def take_up_all(self, entry: Mapping[str, Any]) -> None:
        """Have the whole state that an entry tells."""
        self.base, self.head = str(entry["base"]), str(entry["head"])
        self.began, self.seen, self.now = (
            {safe_path(path): known(one) for path, one in entry[name].items()}
            for name in ("began", "seen", "now")
        )
        self.done, self.undone = (
            [step_told(one) for one in entry[name]] for name in ("done", "undone")
        )
        self.clashes = [clash_told(one) for one in entry["clashes"]]

    def keep_all(self) -> int:
        """Write the whole state into the journal; returns the number of the entry. Raises
        OSError."""
        return self.journal.append(
            {
                "kind": "all",
                "base": self.base,
                "head": self.head,
                "began": self.began,
                "seen": self.seen,
                "now": self.now,
                "done": [asdict(one) for one in self.done],
                "undone": [asdict(one) for one in self.undone],
                "clashes": [asdict(one) for one in self.clashes],
            }
        )

    def read(self, path: str) -> bytes | None:
        """A file as it stands now; None where there is none. Raises Mistake, OSError."""
        return self.content(path, self.now.get(path))

    def first(self, path: str) -> bytes | None:
        """A file as the draft began with it. Raises Mistake, OSError."""
        return self.content(path, self.began.get(path))

    def content(self, path: str, digest: str | None) -> bytes | None:
        """The content of that digest, which `path` has or had: a file that no step changed is kept
        nowhere but in the tree and the sources. Raises Mistake, OSError."""
        if digest is None:
            return None
        kept = self.journal.content(digest)
        if kept is not None:
            return kept
        for place in (self.tree, self.root):
            file = place / path
            if file.is_file() and not file.is_symlink():
                content = file.read_bytes()
                if digest_of(content) == digest:
                    return content
        raise Mistake("nhap-hong", where=path)

    def keep(self, path: str, digest: str | None) -> bytes | None:
        """The content of that digest, kept in the journal from now on. Raises Mistake, OSError."""
        content = self.content(path, digest)
        if content is not None:
            self.journal.keep(content)
        return content

    def write(
        self, files: Mapping[str, bytes | None], label: str, clash: Clash | None = None
    ) -> int:
        """Take one step that can be undone: new contents of files, None removes one; it may settle
        a clash. Returns the number of the last step. Raises Mistake at a path that no draft may
        write, OSError."""
        for path in files:
            refuse_path(path)
        changes = self.changes_to(files)
        if changes:
            entry = {"kind": "step", "label": label, "files": changes}
            entry |= {"clash": asdict(clash)} if clash else {}
            self.put_on(DraftStep(self.journal.append(entry), label, changes, clash))
            self.settle_if_possible()
        return self.step

    def changes_to(self, files: Mapping[str, bytes | None]) -> FileChanges:
        """What new contents change, all of it kept in the journal. Raises Mistake, OSError."""
        changes: dict[str, tuple[str | None, str | None]] = {}
        for path, content in files.items():
            old = self.now.get(path)
            new = None if content is None else digest_of(content)
            if old != new:
                self.keep(path, old)
                if content is not None:
                    self.journal.keep(content)
                changes[path] = (old, new)
        return changes

    def undo(self) -> str | None:
        """Take the last step back; returns its label, None where there is none. Raises OSError."""
        if not self.done:
            return None
        self.journal.append({"kind": "undo"})
        self.undone.append(self.done.pop())
        self.apply(self.undone[-1], back=True)
        self.settle_if_possible()
        return self.undone[-1].label

    def redo(self) -> str | None:
        """Take the last step again that was undone; returns its label. Raises OSError."""
        if not self.undone:
            return None
        self.journal.append({"kind": "redo"})
        self.done.append(self.undone.pop())
        self.apply(self.done[-1])
        self.settle_if_possible()
        return self.done[-1].label

    def changed(self) -> dict[str, tuple[bytes | None, bytes | None]]:
        """Each file that is another one than it was at first: first and now. Raises Mistake,
        OSError."""
        return {path: (self.first(path), self.read(path)) for path in self.changed_paths()}

    def changed_paths(self) -> list[str]:
        """The files that are others than they were at first."""
        both = sorted({*self.began, *self.now})
        return [path for path in both if self.began.get(path) != self.now.get(path)]

    def take_over(self) -> bool:
        """Bring what others changed in the sources into the draft; returns whether there was
        anything. Raises Mistake, OSError."""
        found, commit = self.sources.look(), self.sources.commit()
        if found == self.seen and commit == self.head and not self.lost:
            return False
        with self.all_or_nothing():
            self.bring(found, commit)
        self.settle_if_possible()
        return True

    @contextmanager
    def all_or_nothing(self) -> Iterator[None]:
        """Be as before where what was brought cannot be kept, so that it is brought once more."""
        before = {name: copy(getattr(self, name)) for name in BROUGHT}
        try:
            yield
        except BaseException:
            for name, value in before.items():
                setattr(self, name, value)
            raise

    def bring(self, found: Digests, commit: str) -> None:
        """Have the draft stand on those files and that commit of the sources, and keep that in the
        journal. Raises Mistake, OSError."""
        began, lost = self.began, {path: found[path] for path in self.lost if path in found}
        if not began or commit != self.head or (commit and lost):
            began = self.committed(found) if commit else began or found
            self.base = commit
        clashes = self.put_below({**lost, **began})
        seen = {**lost, **(self.seen or began)}
        self.lost.clear()
        outside: dict[str, bytes | None] = {}
        for path in sorted({*found, *seen}):
            old, theirs = seen.get(path), found.get(path)
            if old != theirs and self.now.get(path) != theirs:
                contents = (self.content(path, one) for one in (old, self.now.get(path), theirs))
                made = merge(path, *contents)
                outside[path] = made.content
                if made.clashes:
                    self.keep(path, theirs)
                clashes += (replace(one, digest=theirs or "") for one in made.clashes)
        self.head, self.seen = commit, found
        self.note(clashes)
        self.keep_outside(outside)

    def take_others(self, files: Mapping[str, bytes | None], commit: str) -> list[Clash]:
        """Have the draft stand on another commit than the sources do, whose `files` are others than
        those of its base; returns what both changed. Raises Mistake, OSError."""
        began = dict(self.began)
        for path, content in files.items():
            if is_of_draft(path):
                began.pop(path, None)
                if content is not None:
                    began[path] = self.journal.keep(content)
        with self.all_or_nothing():
            clashes = self.put_below(began)
            self.base = commit
            self.note(clashes)
            self.keep_all()
        self.settle_if_possible()
        return clashes

    def committed(self, found: Digests) -> Digests:
        """The files of the commit that the sources are at."""
        contents = self.sources.uncommitted()
        kept = {path: self.journal.keep(one) for path, one in contents.items() if one is not None}
        known = filter(is_of_draft, kept)
        same = {path: digest for path, digest in found.items() if path not in contents}
        return same | {path: kept[path] for path in known}

    def put_below(self, began: Digests) -> list[Clash]:
        """Have the draft begin with other files, and its steps as if they had been taken then;
        returns what they clash with. Raises Mistake, OSError."""
        clashes: list[Clash] = []
        for path in sorted({*self.began, *began}):
            if self.began.get(path) != began.get(path):
                clashes += self.put_file_below(path, began.get(path))
        self.began = began
        self.done, self.undone = without_nothing(self.done), without_nothing(self.undone)
        return clashes

    def put_file_below(self, path: str, new: str | None) -> list[Clash]:
        """Have one file of `put_below` with another content; returns what its steps clash with."""
        touching = [one for one in self.in_order() if path in one.files]
        if not touching:
            self.put_now(path, new)
            return []
        first, theirs = self.first(path), self.keep(path, new)
        clashes: list[Clash] = []
        before = now = new
        done = {one.number for one in self.done}
        for step in touching:
            made = merge(path, first, self.content(path, step.files[path][1]), theirs)
            after = None if made.content is None else self.journal.keep(made.content)
            settled = same_clash(step.clash, clashes)
            settled = replace(settled, digest=new or "") if settled else None
            self.replace_step(step, path, (before, after), settled)
            before = after
            if step.number in done:
                now = after
                clashes = [replace(one, digest=new or "") for one in made.clashes]
        self.put_now(path, now)
        return clashes

    def in_order(self) -> list[DraftStep]:
        """All steps as they were taken, those that were undone behind the others."""
        return [*self.done, *reversed(self.undone)]

    def replace_step(
        self,
        step: DraftStep,
        path: str,
        change: tuple[str | None, str | None],
        clash: Clash | None,
    ) -> None:
        """Have a step change a file otherwise, or not any more, and settle what is another clash
        now."""
        for steps in (self.done, self.undone):
            for number, one in enumerate(steps):
                if one.number == step.number:
                    steps[number] = replace(
                        one, files={**one.files, path: change}, clash=clash or one.clash
                    )

    def keep_outside(self, outside: Mapping[str, bytes | None]) -> None:
        """Keep the state in the journal, with a step of what others changed. Raises OSError."""
        changes = self.changes_to(outside)
        if changes:
            names = ", ".join(sorted(changes)[:NAMED_FILES]) + (
                ", …" if len(changes) > NAMED_FILES else ""
            )
            self.put_on(DraftStep(self.journal.last + 1, f"{TAKEN_OVER}: {names}", changes))
        self.keep_all()

    def note(self, clashes: Sequence[Clash]) -> None:
        """Have these clashes, each in the place of an earlier one of the same thing."""
        places = {one.place for one in clashes}
        stay = [one for one in self.clashes if one.place not in places]
        self.clashes = [*stay, *{one.place: one for one in clashes}.values()]

    def open_clashes(self) -> dict[int, Clash]:
        """What is for the editor to choose, by its number. A place that is as others have it, as
        when the editor's own step is undone, is not, for as long as it is so. Raises OSError."""
        return {n: one for n, one in enumerate(self.clashes) if not self.is_as_theirs(one)}

    def is_as_theirs(self, clash: Clash) -> bool:
        """Whether the draft has in the place of a clash what others wrote. Raises OSError."""
        digest = self.now.get(clash.path)
        if digest == (clash.digest or None):
            return True
        if digest is None or not clash.digest:
            return False
        with suppress(Mistake):
            whole = self.content(clash.path, clash.digest) or b""
            return has_theirs(self.read(clash.path) or b"", clash, whole)
        return False

    def choose(self, number: int, *, theirs: bool) -> int:
        """Settle a clash: leave the draft as it is, or take what others wrote, as a step. Returns
        the number of the last step. Raises Mistake where there is no such clash, or what it is
        about is no longer there; OSError."""
        if not 0 <= number < len(self.clashes):
            raise Mistake("xung-dot-da-khac")
        clash = self.clashes[number]
        if self.is_as_theirs(clash):
            return self.step
        if theirs:
            path = clash.path
            whole = self.content(path, clash.digest or None)
            content = taken_from_others(self.read(path), clash, whole)
            last = self.step
            self.write({path: content}, f"Lấy theo bản của người khác: {path}", clash)
            if self.step != last:
                return self.step
        self.journal.append({"kind": "chosen", "number": number})
        self.clashes.pop(number)
        return self.step

    @contextmanager
    def trying(self, files: Mapping[str, bytes]) -> Iterator[None]:
        """Have other contents in the tree for a while, to look at what they would be. Raises
        Mistake at a path that no draft may write, OSError."""
        for path in files:
            refuse_path(path)
        self.settle()
        try:
            for path, content in files.items():
                self.unsettled.add(path)
                put_in_tree(self.tree, path, content)
            yield
        finally:
            self.settle_if_possible()

    def put_on(self, step: DraftStep) -> None:
        """A step on top of the others; what was undone before cannot be done again."""
        self.done.append(step)
        self.undone.clear()
        self.apply(step)

    def apply(self, step: DraftStep, *, back: bool = False) -> None:
        """Have the files of a step as it left them, or as it found them."""
        for path, (old, new) in step.files.items():
            self.put_now(path, old if back else new)
        if step.clash and back:
            self.note([step.clash])
        elif step.clash:
            self.clashes = [one for one in self.clashes if one.place != step.clash.place]

    def put_now(self, path: str, digest: str | None) -> None:
        """Have a file with that content."""
        if digest is None:
            self.now.pop(path, None)
        else:
            self.now[path] = digest
        self.unsettled.add(path)
        self.state += 1

    def settle(self) -> None:
        """Write what changed into the tree. Raises Mistake, and OSError when all is written that
        can be; what is not written yet then is so the next time."""
        trouble: OSError | None = None
        for path in sorted(self.unsettled, key=lambda one: (one in self.now, one)):
            try:
                put_in_tree(self.tree, path, self.read(path))
                self.unsettled.discard(path)
            except OSError as error:
                trouble = error
        if trouble is None and self.is_late:
            self.state += 1
        self.is_late = trouble is not None
        if trouble:
            raise trouble

    def settle_if_possible(self) -> None:
        """Write what changed into the tree, as far as the disk lets it: the journal has it all, and
        what is missing comes the next time. Raises Mistake."""
        with suppress(OSError):
            self.settle()

    def make_tree(self) -> None:
        """Make the tree anew: what is in it otherwise than the journal says is replaced. A file
        that no step changed and that is nowhere any more is taken from the sources."""
        self.tree.mkdir(exist_ok=True)
        sweep(self.tree, self.now)
        touched = {path for step in self.in_order() for path in step.files}
        self.unsettled = set()
        for path, digest in list(self.now.items()):
            file = self.tree / path
            if file.is_file() and digest_of(file.read_bytes()) == digest:
                continue
            self.unsettled.add(path)
            if path not in touched and not self.is_somewhere(path, digest):
                self.unsettled.discard(path)
                self.lost.add(path)
                for known_files in (self.now, self.began, self.seen):
                    known_files.pop(path, None)
                file.unlink(missing_ok=True)
        self.settle()

    def is_somewhere(self, path: str, digest: str) -> bool:
        """Whether a content can still be read."""
        with suppress(Mistake):
            return self.content(path, digest) is not None
        return False

    def forget(self) -> None:
        """Remove what no step needs any more from the journal. Raises OSError."""
        digests = [one for step in self.in_order() for pair in step.files.values() for one in pair]
        wanted = {*filter(None, digests), *self.began.values(), *self.seen.values()}
        settled = [step.clash for step in self.in_order() if step.clash]
        wanted |= {one.digest for one in (*self.clashes, *settled)}
        self.journal.forget(self.keep_all(), wanted)


def clashes_json(draft: DeskDraft) -> list[dict[str, Any]]:
    """What is for the editor to choose, with the number that each is chosen by."""
    return [{"number": n, **asdict(one)} for n, one in draft.open_clashes().items()]


def put_aside(draft: DeskDraft) -> DeskDraft:
    """A new draft of the same sources; the old one goes to a folder beside, so that nothing of it
    is lost. Raises Mistake, OSError."""
    draft.close()
    old = draft.root / OLD_DRAFTS
    refuse_link(old)
    old.mkdir(exist_ok=True)
    (old / ".gitignore").write_text("*\n", "utf-8")
    now = datetime.datetime.now().astimezone()
    names = (f"{now:%Y-%m-%d-%H%M%S}-{number}" for number in count(1))
    draft.folder.rename(next(old / one for one in names if not (old / one).exists()))
    return DeskDraft(draft.root)


def locked_alone(folder: Path) -> BinaryIO:
    """The lock of a draft, free when it is closed and when the run ends. Raises Mistake where
    another desk has the draft."""
    try:
        return open_lock(folder, wait=False)
    except BlockingIOError:
        raise Mistake("ban-dang-mo") from None
