"""The published site: its folder is the old site or the new one, never neither, never half of one.

The new site is written in a working folder beside (sources/writing.py), and the two change places
only when the whole build has succeeded. Linux exchanges two folders in one step. Elsewhere the
old one is renamed before the new one gets its name; a run killed between the two leaves no site
for as long as it takes until the next build, which puts the old one back first.

Nothing is forced onto the disk: after a power cut a site is built again from its sources.
"""

import ctypes
import logging
import os
import shutil
import sys
from contextlib import ExitStack
from pathlib import Path

from report.sources.writing import OLD, WORKING_FOLDER, working_folder

AT_FDCWD, RENAME_EXCHANGE = -100, 2  # linux/fcntl.h, linux/fs.h


class StagedSite:
    """A site that replaces the published one only when all of it has been built.

    `folder` is where it is written until then, `complete` says that it is whole, `said` is what
    the check said of its sources, and `tags` are the elements and attributes of its pages, which
    decide what styles are needed.
    """

    def __init__(self, logger: logging.Logger) -> None:
        self.complete = False
        self.said = ""
        self.tags: set[str] = set()
        self.warnings = WarningCount()
        self.warnings.attach(logger)
        self._work = ExitStack()

    def begin(self, site: Path) -> Path:
        """Make the folder of a site; waits for another build of the same. Raises OSError."""
        self.site = site.resolve()
        self.folder = self._work.enter_context(working_folder(working_place(self.site), self.site))
        return self.folder

    def end(self) -> None:
        """Put it in the place of the site, or throw it away where it is not complete.

        Raises OSError where the old site cannot be moved: then it stays as it was. What cannot be
        removed of it afterwards is left to the next build.
        """
        with self._work:
            if self.complete:
                exchange(self.folder, self.site)
                shutil.rmtree(self.folder, ignore_errors=True)
                if self.folder.exists():
                    print(f"Bản cũ chưa xóa hết, còn ở {self.folder}.", file=sys.stderr)


class WarningCount(logging.Handler):
    """Counts warnings and errors, however little of them is shown."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.count = 0

    def attach(self, logger: logging.Logger) -> None:
        """Count what a logger says. `-q` would keep warnings from being made at all: it hides
        the progress, not what stops a build."""
        logger.setLevel(min(logger.level, logging.WARNING))
        logger.addHandler(self)

    def emit(self, record: logging.LogRecord) -> None:  # noqa: ARG002 - logging passes it
        """Count one more."""
        self.count += 1


def working_place(site: Path) -> Path:
    """The working folder of a site, beside it."""
    return site.with_name(f".{site.name}{WORKING_FOLDER}")


def exchange(draft: Path, site: Path) -> None:
    """Give a draft and the site each other's name. Raises OSError, and then nothing changed."""
    if not site.exists():
        draft.rename(site)
    elif not exchange_at_once(draft, site):
        old = draft.with_name(OLD)
        site.rename(old)
        try:
            draft.rename(site)
        except OSError:
            old.rename(site)
            raise
        old.rename(draft)


def exchange_at_once(one: Path, other: Path) -> bool:
    """Let two folders change names in one step; False where this system or disk cannot."""
    if sys.platform != "linux":
        return False
    call = getattr(ctypes.CDLL(None), "renameat2", None)  # glibc from 2.28
    if call is None:
        return False
    first, second = os.fsencode(one), os.fsencode(other)
    return bool(call(AT_FDCWD, first, AT_FDCWD, second, RENAME_EXCHANGE) == 0)
