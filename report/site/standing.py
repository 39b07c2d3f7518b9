"""The site that stands there already is left as it is where a build would write it again.

Each publication leaves a record: a fingerprint of all that it was made of, a digest of all files
that came of it, and what the check said. A later build asks whether both still hold. What
is not known by its content (a link, a pipe) is never taken as the same.

The records are kept as pages and documents are (report/kept/store.py): a damaged one counts as
none. They guard against what is stale, not against who writes false ones: a folder of another's
is trusted as the code beside it is.
"""

import json
import os
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from report.kept.fingerprint import code_and_tools, file_digest, fingerprint, tree_digest
from report.kept.store import Store
from report.sources.git import last_commit_time
from report.sources.history import last_day, read_history
from report.sources.paths import SOURCE_FOLDERS

KEPT_RECORDS = ".cache/trang"


@dataclass(frozen=True)
class Making:
    """What a site is made of: sources in `root`, `settings` as one text, and `code`, which are
    the files and folders that are an office's own."""

    root: Path
    settings: str
    code: tuple[Path, ...]

    def fingerprint(self) -> str:
        """A text that differs where anything of it does; empty where something is a link, or
        cannot be read."""
        try:
            read = [
                tree_digest(self.root / name)
                for name in SOURCE_FOLDERS
                if os.path.lexists(self.root / name)
            ]
            code = self.code_digests()
        except (OSError, ValueError):
            return ""
        return fingerprint(
            self.settings, read, code, *dates_of_sources(self.root), code_and_tools()
        )

    def code_digests(self) -> dict[str, str]:
        """What each of the office's own files and folders of code says. Raises OSError or
        ValueError."""
        return {str(path): digest(path.resolve()) for path in self.code}


def dates_of_sources(root: Path) -> Iterable[object]:
    """What gives a site its dates: the history, and the variable that stands for it."""
    yield read_history(root)
    yield last_day(root)
    yield last_commit_time(root)
    yield os.environ.get("SOURCE_DATE_EPOCH")


def digest(path: Path) -> str:
    """What a file or folder says. Raises OSError or ValueError as tree_digest does."""
    return tree_digest(path) if path.is_dir() else file_digest(path)


@dataclass
class StandingSite:
    """The record of a site in the folder `site`; `made_of` is the fingerprint at the beginning of
    a build, empty where none is known."""

    making: Making
    site: Path
    made_of: str = ""

    def said(self) -> str | None:
        """What the check said of the site that stands there, None where another must be made."""
        self.made_of = self.making.fingerprint()
        record = self.kept().get(str(self.site), self.made_of) if self.made_of else None
        if record is None:
            return None
        known: dict[str, str] = json.loads(record)
        try:
            same = known["site"] == tree_digest(self.site)
        except (OSError, ValueError):
            return None
        return known["said"] if same else None

    def record(self, written: Path, said: str) -> None:
        """Keep that the files in `written` are what comes of the sources, unless one of these,
        or the code, has been changed while they were made. A site without a record is as good."""
        code_and_tools.cache_clear()
        with suppress(OSError, ValueError):
            if self.made_of and self.making.fingerprint() == self.made_of:
                known = {"site": tree_digest(written), "said": said}
                kept = self.kept()
                kept.put(str(self.site), self.made_of, json.dumps(known).encode())
                kept.keep()

    def kept(self) -> Store:
        """Where the records are kept."""
        return Store(self.making.root / KEPT_RECORDS)
