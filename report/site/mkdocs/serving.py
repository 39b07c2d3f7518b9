"""`mkdocs serve`: what a server keeps, how often it looks for changes, and the box with what is
wrong in the corner of the pages that it showed last, until that is mended."""

import re
from dataclasses import dataclass
from pathlib import Path

from mkdocs.livereload import LiveReloadServer
from watchdog.observers.polling import PollingObserver

from report.edition.warm import WarmOffice
from report.text.templates import render

LOOKED = 0.2  # seconds from one look for changed files to the next; MkDocs takes 0.5
PROBLEM_BOX = "site/templates/problems.html"
PLACE_AND_WORDS = re.compile(r"(?:(.+?:\d+): )?(.*)")  # of a problem: file and line
BODY_END = "</body>"


@dataclass
class Served:
    """What a server keeps from one state of the sources to the next: the office in `root`, of which
    only what has changed is read again."""

    root: Path

    def __post_init__(self) -> None:
        self.office = WarmOffice(self.root)


def look_often(server: LiveReloadServer) -> None:
    """Have a server that has not begun look for changed files more often than MkDocs does."""
    watched = [*server._watched_paths]
    for path in watched:
        server.unwatch(path)
    server.observer = PollingObserver(timeout=LOOKED)
    for path in watched:
        server.watch(path)


def problem_box(message: str) -> str:
    """What a build was aborted for, problem by problem, as a box of HTML without scripts."""
    problems, _, count = message.strip("\n").partition("\n\n")
    lines = [PLACE_AND_WORDS.fullmatch(line) for line in problems.split("\n") if line.strip()]
    return render(PROBLEM_BOX, lines=[found.groups("") for found in lines if found], count=count)


def with_box(page: str, box: str) -> str:
    """A page with a box at its end."""
    body, end, rest = page.rpartition(BODY_END)
    return f"{body}{box}{end}{rest}" if end else f"{rest}{box}"
