"""What each document is made of, and when that was last changed: the time that stands in its file.

A change elsewhere leaves the file as it is, byte for byte. Files of the sources count as wholes:
who changes a row of a table dates every document that shows another row of it.
"""

import os
import posixpath
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from pathlib import Path

from report.edition.edition import OFFICE, Edition, FilledPage
from report.edition.print_checks import picture_path
from report.edition.text_kind import ABOUT
from report.sources.corrections import CORRECTIONS, FROZEN
from report.sources.git import last_commit_time
from report.sources.history import Dates, read_history
from report.sources.paths import OFFICE_TEMPLATE, SOURCE_FOLDERS
from report.sources.rules import FILE as RULES
from report.sources.tables import DESCRIPTION

WHOLE_SITE = frozenset(f"{folder}/" for folder in SOURCE_FOLDERS)


@dataclass(frozen=True)
class SourceMoments:
    """When the files of an office in `root` were last changed, as their `history` tells."""

    root: Path
    history: Mapping[str, Dates]

    def last(self, paths: Collection[str], year: int) -> datetime:
        """When the newest of these files was changed, or of those below a folder (`data/2022/`).

        SOURCE_DATE_EPOCH comes before it. Where the history has none of them, it is the last
        commit, and outside of a repository the last day of the year; never the time of the build.
        """
        if seconds := os.environ.get("SOURCE_DATE_EPOCH"):
            return moment(seconds)
        folders = tuple(path for path in paths if path.endswith("/"))
        below = [path for path in self.history if path.startswith(folders)] if folders else []
        known = [self.history[path].changed for path in (*paths, *below) if path in self.history]
        return max(known, default=self.last_commit or datetime(year, 12, 31, tzinfo=UTC))

    @cached_property
    def last_commit(self) -> datetime | None:
        """The time of the last commit; None outside of a repository."""
        seconds = last_commit_time(self.root)
        return moment(seconds) if seconds else None


def read_moments(root: Path) -> SourceMoments:
    """When the files of the office in `root` were last changed."""
    return SourceMoments(root, read_history(root))


def moment(seconds: str) -> datetime:
    """The moment so many seconds after the beginning of 1970."""
    return datetime.fromtimestamp(int(seconds), UTC)


def files_of_report(edition: Edition, year: int, uris: Iterable[str]) -> frozenset[str]:
    """What the report of a year is made of, as `SourceMoments.last` takes it: all data of the year,
    which are attached, and its pages."""
    whole = {OFFICE, OFFICE_TEMPLATE, f"{edition.years[year].path}/"}
    return frozenset(whole.union(*(files_of_page(edition.pages[uri]) for uri in uris)))


def files_of_section(edition: Edition, year: int, uri: str) -> frozenset[str]:
    """What a page of a report by itself is made of."""
    about = edition.years[year].tables[ABOUT]
    return frozenset({OFFICE, about.path, *files_of_page(edition.pages[uri])})


def files_of_handbook(edition: Edition, uris: Iterable[str]) -> frozenset[str]:
    """What the handbook is made of: its pages, which show the year that was frozen last."""
    shown = edition.publications.get(edition.shown_year)
    frozen = {f"{shown.path}/{FROZEN}"} if shown else set()
    pages = (files_of_page(edition.pages[uri]) for uri in uris)
    return frozenset({OFFICE, *frozen}.union(*pages))


def files_of_page(filled: FilledPage) -> Iterator[str]:
    """A page, its pictures, the tables that it shows, and what stands beside them: what
    describes them, the rules and corrections that remarks on their cells come from."""
    yield filled.page.path
    for image in filled.page.images:
        if path := picture_path(filled.page.uri, image.target):
            yield path
    shown = {cell.table.path for result in filled.results for cell in result.cells}
    for table in filled.asked | shown:
        yield table
        yield from (
            f"{posixpath.dirname(table)}/{name}" for name in (DESCRIPTION, RULES, CORRECTIONS)
        )
