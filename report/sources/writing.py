"""Writes files whole or not at all, whether a run is killed, the disk is full or the power goes.

Everything is written in a working folder on the same disk and then renamed to its place. A run
that ended early leaves its working folder behind, and the next one puts that in order: what had
been written to its end gets to its place, the rest is removed. A file's bytes are on the disk
before it is renamed; otherwise a power cut could leave an empty file under its name.
"""

import errno
import os
import secrets
import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from report.problems.host import plain
from report.problems.problem import Mistake

# The dot and the place outside docs/ and data/ keep it from being taken for content.
WORKING_FOLDER = ".dang-ghi"
LOCK = "khoa"  # in a working folder: held by the run that has it
WRITTEN = "xong"  # files that are whole and have only to be renamed, at their paths in the target
OLD = "cu"  # a folder that its successor has not replaced yet


def write_files(target: Path, files: Mapping[str, bytes], folder: Path | None = None) -> None:
    """Write files by their paths below `target`: all of them or none.

    Folders that are not there yet come as a whole. `folder` is the working folder, by default
    that of a project. Raises OSError, which names a file; then the new files are taken back,
    and of those there before each is the old or the new one.
    """
    folder = folder or target / WORKING_FOLDER
    with working_folder(folder, target) as draft:
        for path, content in files.items():
            try:
                write_through(draft / path, content)
            except OSError as error:
                error.filename = str(target / path)  # the file that people know
                raise
            with suppress(FileNotFoundError):
                (draft / path).chmod((target / path).stat().st_mode)
        written = folder / WRITTEN
        new = [(written / one.relative_to(draft), to) for one, to in moves(draft, target)]
        new = [(one, to) for one, to in new if not to.exists()]
        draft.rename(written)  # from here on, a killed run is finished by the next one
        try:
            settle(written, target)
        except BaseException:
            take_back(new)
            shutil.rmtree(written)
            raise


def write_through(path: Path, content: bytes) -> None:
    """Write a file to the disk, its folders with it. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def settle(written: Path, target: Path) -> list[Path]:
    """Rename what stands in `written` to its places in `target`, what is new there first; returns
    the places. What an earlier run had renamed is no longer there, so it can be called again."""
    places = []
    for one, place in sorted(moves(written, target), key=lambda move: move[1].exists()):
        one.replace(place)
        places.append(place)
    shutil.rmtree(written)
    return places


def moves(source: Path, target: Path) -> Iterator[tuple[Path, Path]]:
    """What is renamed to where: a folder that is not there yet as a whole, else what is in it."""
    for one in sorted(source.iterdir()):
        place = target / one.name
        if one.is_dir() and place.is_dir():
            yield from moves(one, place)
        else:
            yield one, place.resolve()


def take_back(new: list[tuple[Path, Path]]) -> None:
    """Rename new files and folders back to where they were written."""
    for one, place in new:
        if place.exists() and not one.exists():
            place.rename(one)


def finish_killed_run(root: Path) -> list[str]:
    """Put in order what a killed run left in a project; returns the paths that got to their place.

    Nothing where another run is at work or the folder can only be read.
    """
    folder = root / WORKING_FOLDER
    if folder.is_dir():
        with suppress(OSError), locked(folder, wait=False):
            return [place.relative_to(root.resolve()).as_posix() for place in recover(folder, root)]
    return []


@contextmanager
def working_folder(folder: Path, target: Path) -> Iterator[Path]:
    """A new folder inside `folder` for what is to be put into `target`, or in the place of it.

    One run at a time has it, others wait. It is removed at the end with what is then in it.
    Raises OSError.
    """
    with locked(folder):
        recover(folder, target)
        draft = folder / secrets.token_hex(4)  # what could not be removed may have any older name
        draft.mkdir()
        try:
            yield draft
        finally:
            shutil.rmtree(draft, ignore_errors=True)


def recover(folder: Path, target: Path) -> list[Path]:
    """Put in order what a killed run left; returns the places of what it had written to the end.

    Files that cannot be removed stay, under a name that means nothing. Raises OSError.
    """
    old, written = folder / OLD, folder / WRITTEN
    if old.exists() and not target.exists():
        old.rename(target)
    placed = settle(written, target) if written.exists() else []
    for leftover in folder.iterdir():
        if leftover.name != LOCK:
            shutil.rmtree(leftover.rename(folder / secrets.token_hex(4)), ignore_errors=True)
    return placed


@contextmanager
def locked(folder: Path, *, wait: bool = True) -> Iterator[None]:
    """Have a folder alone; it is made, and removed at the end where nothing else is in it.

    The system frees the lock when a run ends, however it ends: none is ever left over.
    Raises OSError; without `wait`, also where another run has the lock.
    """
    lock = open_lock(folder, wait=wait)
    try:
        yield
    finally:
        with suppress(OSError):  # Windows removes no open file, and it does no harm
            (folder / LOCK).unlink()
            folder.rmdir()
        lock.close()


def open_lock(folder: Path, *, wait: bool) -> BinaryIO:
    """The locked file of a folder; the run that had it before may have removed both meanwhile."""
    while True:
        try:
            folder.mkdir(parents=True, exist_ok=True)
            file = (folder / LOCK).open("ab")
        except FileNotFoundError:
            continue
        except FileExistsError:  # what mkdir met may be gone by now
            if folder.is_file():
                raise
            continue
        except PermissionError as error:
            error.filename = str(folder.parent)  # the folder that people know
            raise
        try:
            if not lock_now(file):
                if not wait:
                    raise BlockingIOError(errno.EAGAIN, "in use", str(folder))
                print(f"Một lần chạy khác đang ghi ở {folder}; chờ nó xong.", file=sys.stderr)
                lock_later(file)
            if os.path.samestat((folder / LOCK).stat(), os.fstat(file.fileno())):
                return file
        except FileNotFoundError:
            pass
        except BaseException:
            file.close()
            raise
        file.close()


if sys.platform == "win32":
    import msvcrt

    def lock_now(file: BinaryIO) -> bool:
        """Lock a file; False where another run has it."""
        try:
            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

    def lock_later(file: BinaryIO) -> None:
        """Lock a file when the other run has ended; the system gives up every ten seconds."""
        while True:
            with suppress(OSError):
                msvcrt.locking(file.fileno(), msvcrt.LK_LOCK, 1)
                return
else:
    import fcntl

    def lock_now(file: BinaryIO) -> bool:
        """Lock a file; False where another run has it."""
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def lock_later(file: BinaryIO) -> None:
        """Lock a file when the other run has ended."""
        fcntl.flock(file, fcntl.LOCK_EX)


def disk_mistake(error: OSError) -> Mistake:
    """What an editor can do where a file cannot be read or written."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Mistake("o-dia-day")
    if error.errno in (errno.EROFS, errno.EACCES, errno.EPERM):
        return Mistake("khong-co-quyen")
    return Mistake("khong-doc-ghi-duoc")


def disk_trouble(error: OSError) -> str:
    """The same as a line for an editor, with the file where it is known."""
    mistake = disk_mistake(error)
    name = error.filename2 or error.filename
    place = f": {os.fsdecode(name)}" if isinstance(name, str | bytes) else ""
    said = f"{mistake.message[:1].upper()}{mistake.message[1:]}{place}"
    return plain(f"{said}. {mistake.mend} [{mistake.code}]")
