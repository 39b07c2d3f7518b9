"""Real faults: a run killed at any of its changes, a full disk, a disk that can only be read."""

import contextlib
import io
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

CHANGES = {"os.mkdir", "os.rename", "os.rmdir", "os.remove", "os.chmod", "open", "ctypes.dlopen"}
unix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL and no fork")


def killed_at(number: int, folder: Path, action: Callable[[], object]) -> bool:
    """Run an action in a process of its own that is killed before its n-th change below a folder,
    or with half of a file on the disk; False where it ended before that."""
    child = os.fork()
    if child == 0:
        count = 0

        def is_due() -> bool:
            nonlocal count
            count += 1
            return count == number

        def before(event: str, arguments: tuple[object, ...]) -> None:
            if event in CHANGES and changes(event, arguments, folder) and is_due():
                os.kill(os.getpid(), signal.SIGKILL)

        def half(file: int) -> None:
            if is_due():
                os.truncate(file, os.fstat(file).st_size // 2)
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            os.fsync = half
            sys.addaudithook(before)
            with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(sys.stdout):
                action()
        finally:
            os._exit(0)
    _, status = os.waitpid(child, 0)
    return os.WIFSIGNALED(status)


def changes(event: str, arguments: tuple[object, ...], folder: Path) -> bool:
    """Whether an event of Python's audit is a change below a folder."""
    if event == "open" and not set(str(arguments[1])) & set("wax+"):
        return False
    name = os.fsdecode(arguments[0]) if isinstance(arguments[0], str | bytes | Path) else ""
    # shutil.rmtree tells names inside of a folder; a C library is opened to exchange folders.
    return event == "ctypes.dlopen" or (
        not Path(name).is_absolute() or Path(name).is_relative_to(folder)
    )


def mount(folder: Path, *options: str) -> None:
    """Mount a disk in memory; skips the test where that is not allowed."""
    command = ["mount", "-t", "tmpfs", *options, "tmpfs", str(folder)]
    if not shutil.which("mount") or subprocess.run(command, capture_output=True).returncode:
        pytest.skip("only root mounts a small disk")


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of four megabytes."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount(folder, "-o", "size=4m")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


def fill(folder: Path) -> None:
    """Leave no byte on the disk of a folder."""
    with contextlib.suppress(OSError), (folder / "day.bin").open("wb", buffering=0) as file:
        while True:
            file.write(bytes(4096))


@contextlib.contextmanager
def read_only(disk: Path) -> Iterator[None]:
    """A mounted disk that can only be read."""
    subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
    yield
    subprocess.run(["mount", "-o", "remount,rw", str(disk)], check=True)


@contextlib.contextmanager
def fixed(path: Path) -> Iterator[None]:
    """A file or folder that cannot be changed, moved or removed, not even by root."""
    if not shutil.which("chattr") or subprocess.run(["chattr", "+i", path]).returncode:
        pytest.skip("only root makes a file immutable, and not on every disk")
    try:
        yield
    finally:
        where = subprocess.run(  # it may have moved with its folder
            ["find", path.parent.parent, "-name", path.name], capture_output=True, check=True
        )
        subprocess.run(["chattr", "-i", *where.stdout.decode().splitlines()], check=False)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
