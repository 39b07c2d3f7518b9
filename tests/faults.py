"""Real faults: a run killed at any of its changes, a full disk, a disk that can only be read."""

import contextlib
import io
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

import pytest

CHANGES = {"os.mkdir", "os.rename", "os.rmdir", "os.remove", "os.chmod", "open", "ctypes.dlopen"}
unix = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL and no fork")


def killed_at(
    number: int,
    folder: Path,
    action: Callable[[], object],
    prepare: Callable[[], object] = lambda: None,
    events: Collection[str] = CHANGES,
) -> bool:
    """Run an action in a process of its own that is killed before its n-th change below a folder,
    or with half of a file on the disk; False where it ended before that. What `prepare` does before
    in that process is not counted; `events` are the events of Python's audit that are changes."""
    child = os.fork()
    if child == 0:
        count = 0

        def is_due() -> bool:
            nonlocal count
            count += 1
            return count == number

        def before(event: str, arguments: tuple[object, ...]) -> None:
            if event in events and changes(event, arguments, folder) and is_due():
                os.kill(os.getpid(), signal.SIGKILL)

        def half(file: int) -> None:
            if is_due():
                with contextlib.suppress(OSError):  # a folder has no half
                    os.truncate(file, os.fstat(file).st_size // 2)
                os.kill(os.getpid(), signal.SIGKILL)

        try:
            prepare()
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
    if event in ("ctypes.dlopen", "subprocess.Popen"):  # the exchange of two folders; git
        return True
    name, *more = arguments
    if event == "open" and not set(str(more[0])) & set("wax+"):
        return False
    path = Path(os.fsdecode(name)) if isinstance(name, str | bytes | Path) else folder
    if not path.is_absolute() and os.path.exists(f"/dev/fd/{more[-1]}"):  # noqa: PTH110 - a number
        path = Path(f"/dev/fd/{more[-1]}").resolve()  # shutil.rmtree goes from folder to folder
    return path.is_relative_to(folder)


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


def changes_nothing_on_a_full_disk(
    disk: Path, command: Callable[[Path], int], capsys: pytest.CaptureFixture[str]
) -> None:
    """A command that finds no byte left on the disk fails, says so and leaves every file."""
    fill(disk)
    before = contents(disk)
    assert command(disk) == 1
    assert "đĩa đã đầy, không ghi được tệp" in capsys.readouterr().out
    assert contents(disk) == before


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
    opened = os.open(path, os.O_RDONLY)
    try:
        yield
    finally:
        moved = Path(f"/proc/self/fd/{opened}").resolve()  # with its folder
        os.close(opened)
        subprocess.run(["chattr", "-i", moved], check=True)


def contents(folder: Path) -> dict[str, bytes]:
    """Every file below a folder by its path."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}
