"""When files came and when they changed last, as the history of the project tells.

One call of git tells it of all files; nothing here depends on the clock or time zone of
the machine.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from report.sources.git import git_text
from report.sources.paths import SOURCE_FOLDERS

COMMIT = "\0"  # before the day of each commit, behind the one that ends a name: none has it
DAY = len("2022-12-31")


@dataclass(frozen=True)
class Dates:
    """The days on which a file came and last changed, in the time zone of each commit."""

    first: date
    last: date


def read_history(root: Path) -> dict[str, Dates]:
    """The dates of the files under docs/ and data/ by their path from the project's folder.

    A change counts from the day it arrived on the branch: a merge counts, not the commits
    that it brought. Empty where there is no git, no history, or only the end of it (a
    shallow clone would date all files from the day of its oldest commit).
    """
    if git_text(root, "rev-parse", "--is-shallow-repository").strip() != "false":
        return {}
    # Git before 2.31 lists the files of a merge only with -m.
    order = ("log", "-m", "--first-parent", "--no-renames", "--name-only", "--relative", "-z")
    return parse_log(git_text(root, *order, "--format=%x00%cs", "--", *SOURCE_FOLDERS))


def last_day(root: Path) -> date | None:
    """The day of the newest commit, in its own time zone; None where there is no history."""
    day = git_text(root, "log", "-1", "--format=%cs").strip()
    return date.fromisoformat(day) if day else None


def parse_log(log: str) -> dict[str, Dates]:
    """The dates in a log, the newest commit first: a day, then the paths, divided by NULs."""
    dates: dict[str, Dates] = {}
    for commit in f"\0{log}".split(f"\0{COMMIT}")[1:]:
        arrived = date.fromisoformat(commit[:DAY])
        paths = commit[DAY:].lstrip("\0\n").split("\0")
        for path in filter(None, paths):
            dates[path] = Dates(arrived, dates[path].last if path in dates else arrived)
    return dates


def last_change(history: Mapping[str, Dates], paths: Iterable[str]) -> date | None:
    """The newest change of several files; None where none of them is in the history."""
    return max((history[path].last for path in paths if path in history), default=None)
