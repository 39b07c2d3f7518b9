"""A second process, which makes the last pages of a build while the first makes the others.

It is a copy of the first (fork), goes through the pages from their end, and hands over what it
makes under the fingerprint of all that went into it, as pages are kept. The first process asks
for each page whether it is there, and makes it where it is not: it waits for nothing, and what the
second cannot do, or does not come to, is only not spared. Where the two meet, the second is ended.
"""

import os
import signal
import sys
import tempfile
import warnings
from collections.abc import Callable
from contextlib import suppress
from typing import BinaryIO, NamedTuple

LENGTH_BYTES = 8  # of the number that stands before a text


def may_have_another() -> bool:
    """Whether this process may have a copy of itself run beside it: where another processor is
    free for it, and where a copy is whole. (macOS has fork, too, but not for what its own
    libraries do; Windows has none.)"""
    return sys.platform == "linux" and len(os.sched_getaffinity(0)) > 1


class Handed(NamedTuple):
    """Where in the file what was handed over stands, and the fingerprint that it has."""

    key: str
    begin: int
    size: int


class SecondProcess:
    """The other process of a build, as both see it. `is_this` is true in it alone."""

    def __init__(self) -> None:
        """None runs yet."""
        self.is_this = False
        self.first = os.getpid()
        self.pid = 0
        self.file: BinaryIO | None = None
        self.handed: dict[str, Handed] = {}
        self.read_to = 0

    def begin(self, work: Callable[[], None]) -> None:
        """Have a copy of this process do `work`, which hands over what it makes; nothing happens
        where there can be none."""
        self.end()
        self.handed, self.read_to = {}, 0
        with suppress(OSError):
            self.file = tempfile.TemporaryFile()  # noqa: SIM115 - open until the end
            self.pid = copy_of_this()
            self.is_this = self.pid == 0
        if self.is_this:
            run_and_leave(work)

    def hand_over(self, path: str, key: str, content: bytes) -> None:
        """Give the first process what it may keep under a path and a key; where that is no longer
        there, this one has nothing left to do. Raises OSError."""
        if os.getppid() != self.first:
            os._exit(0)
        assert self.file  # noqa: S101 - of this process, which has begun
        name = f"{path}\0{key}".encode("utf-8", "surrogatepass")
        sizes = (
            len(name).to_bytes(LENGTH_BYTES, "big"),
            len(content).to_bytes(LENGTH_BYTES, "big"),
        )
        self.file.write(b"".join((*sizes, name, content)))
        self.file.flush()

    def has(self, path: str) -> bool:
        """Whether the second process has come to what stands under a path."""
        if self.pid and not self.is_this:
            self.look()
        return path in self.handed

    def take(self, path: str) -> tuple[str, bytes] | None:
        """What the second process has handed over under a path, with its fingerprint, if it has
        come to it: then there is nothing left for it to do."""
        if not self.has(path):
            return None
        assert self.file  # noqa: S101 - of a process that has begun
        self.stop()
        found = self.handed.pop(path)
        return found.key, os.pread(self.file.fileno(), found.size, found.begin)

    def look(self) -> None:
        """Find what has been handed over since the last look, as far as it is whole."""
        assert self.file  # noqa: S101 - of a process that has begun
        file, end = self.file.fileno(), os.fstat(self.file.fileno()).st_size
        while self.read_to + 2 * LENGTH_BYTES <= end:
            begin = self.read_to + 2 * LENGTH_BYTES
            sizes = os.pread(file, 2 * LENGTH_BYTES, self.read_to)
            name, content = (
                int.from_bytes(part, "big") for part in (sizes[:LENGTH_BYTES], sizes[LENGTH_BYTES:])
            )
            if begin + name + content > end:
                return
            text = os.pread(file, name, begin).decode("utf-8", "surrogatepass")
            path, _, key = text.partition("\0")
            self.handed[path] = Handed(key, begin + name, content)
            self.read_to = begin + name + content

    def stop(self) -> None:
        """End the second process; what it has handed over stays."""
        if self.pid:
            with suppress(OSError):
                os.kill(self.pid, signal.SIGKILL)
                os.waitpid(self.pid, 0)
            self.pid = 0

    def end(self) -> None:
        """End the second process and let go of what it has handed over."""
        if self.is_this:
            return
        self.stop()
        if self.file:
            self.file.close()
            self.file = None


def copy_of_this() -> int:
    """Begin a copy of this process: its number, and 0 in the copy. Raises OSError."""
    with warnings.catch_warnings():
        # Of threads of libraries, none of which the copy asks for anything.
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def run_and_leave(work: Callable[[], None]) -> None:
    """Do the work of the second process, and end it: nothing of it is said, since the first comes
    to what is wrong itself."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        for stream in (1, 2):
            os.dup2(nowhere, stream)
        work()
    finally:
        os._exit(0)
