"""`mkdocs serve`: what is wrong with the sources stands in the corner of the pages that were made
last, until it is mended."""

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs.exceptions import Abort

from report.edition.warm import WarmOffice
from report.site.mkdocs.templates import CompiledTemplates
from report.text.templates import render

PROBLEM_BOX = "site/templates/problems.html"
PLACE_AND_WORDS = re.compile(r"(?:(.+?:\d+): )?(.*)")  # of a problem: file and line
BODY_END = "</body>"


@dataclass
class Served:
    """What a server keeps from one build to the next: the office in `root`, of which only what has
    changed is read again, and the templates of the theme, compiled once."""

    root: Path
    compiled: CompiledTemplates = field(default_factory=CompiledTemplates)

    def __post_init__(self) -> None:
        self.office = WarmOffice(self.root)


def showing_problems(build: Callable[[], None], site: Path) -> Callable[[], None]:
    """`build`, made to end well where it is aborted: the pages that the build before has left in
    `site` stay, with the message in their corner, until the sources are mended.

    MkDocs would wait for a build that succeeds, and let the browser wait with it.
    """
    box = ""

    def build_or_show() -> None:
        nonlocal box
        try:
            build_or_keep(build, site)
            box = ""
        except Abort as stopped:
            before, box = box, problem_box(str(stopped))
            for page in site.rglob("*.html"):
                put_in_corner(page, before, box)

    return build_or_show


def build_or_keep(build: Callable[[], None], site: Path) -> None:
    """A build into an empty `site`; what stood there comes back where the build does not succeed.
    Raises what `build` raises."""
    last = site.with_name(f"{site.name}.truoc")
    site.rename(last)
    site.mkdir(mode=0o700)  # as MkDocs made it, in a folder that others may read
    try:
        build()
    except BaseException:
        shutil.rmtree(site, ignore_errors=True)
        last.rename(site)
        raise
    shutil.rmtree(last)


def problem_box(message: str) -> str:
    """What a build was aborted for, problem by problem, as a box of HTML without scripts."""
    problems, _, count = message.strip("\n").partition("\n\n")
    lines = [PLACE_AND_WORDS.fullmatch(line) for line in problems.split("\n") if line.strip()]
    return render(PROBLEM_BOX, lines=[found.groups("") for found in lines if found], count=count)


def put_in_corner(page: Path, before: str, box: str) -> None:
    """Put a box at the end of a page in the place of the one before it, if it has one."""
    text = page.read_text("utf-8")
    text = text.replace(before, "", 1) if before else text
    body, end, rest = text.rpartition(BODY_END)
    page.write_text(f"{body}{box}{end}{rest}" if end else f"{rest}{box}", "utf-8")
