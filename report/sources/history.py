"""When files came and when they changed last, as the history of the project tells.

One call of git tells it of all files; nothing here depends on the clock or time zone of
the machine.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path

from report.sources.git import git_text
from report.sources.paths import SOURCE_FOLDERS

COMMIT = "\0"  # before the time of each commit, behind the one that ends a name: none has it
TIME_AND_DAY = "%ct %cs"  # the day in the commit's own time zone, whatever that is


@dataclass(frozen=True)
class Dates:
    """The days on which a file came and last changed, in the time zone of each commit, and the
    moment of the last change."""

    first: date
    last: date
    changed: datetime


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
    return parse_log(git_text(root, *order, f"--format=%x00{TIME_AND_DAY}", "--", *SOURCE_FOLDERS))


def last_day(root: Path) -> date | None:
    """The day of the newest commit, in its own time zone; None where there is no history."""
    day = git_text(root, "log", "-1", "--format=%cs").strip()
    return date.fromisoformat(day) if day else None


def parse_log(log: str) -> dict[str, Dates]:
    """The dates in a log, the newest commit first: TIME_AND_DAY, then paths, divided by NULs."""
    dates: dict[str, Dates] = {}
    for commit in f"\0{log}".split(f"\0{COMMIT}")[1:]:
        head, _, names = commit.partition("\0")
        seconds, _, day = head.partition(" ")
        arrived = date.fromisoformat(day)
        only = Dates(arrived, arrived, datetime.fromtimestamp(int(seconds), UTC))
        for path in filter(None, names.lstrip("\n").split("\0")):
            known = dates.get(path)
            dates[path] = Dates(arrived, known.last, known.changed) if known else only
    return dates


def last_change(history: Mapping[str, Dates], paths: Iterable[str]) -> date | None:
    """The newest change of several files; None where none of them is in the history."""
    return max((history[path].last for path in paths if path in history), default=None)
