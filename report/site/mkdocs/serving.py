"""`mkdocs serve`: what is wrong with the sources stands in the browser, in place of the pages."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from mkdocs.exceptions import Abort

from report.edition.warm import WarmOffice
from report.site.mkdocs.templates import CompiledTemplates
from report.text.templates import render

PROBLEM_PAGE = "site/templates/problems.html"


@dataclass
class Served:
    """What a server keeps from one build to the next: the office in `root`, of which only what has
    changed is read again, and the templates of the theme, compiled once."""

    root: Path
    compiled: CompiledTemplates = field(default_factory=CompiledTemplates)

    def __post_init__(self) -> None:
        self.office = WarmOffice(self.root)


def showing_problems(build: Callable[[], None], site: Path) -> Callable[[], None]:
    """`build`, made to end well where it is aborted: every page of `site`, which the build
    before has left there, shows the message until the sources are mended.

    MkDocs would wait for a build that succeeds, and let the browser wait with it.
    """

    def build_or_show() -> None:
        try:
            build()
        except Abort as stopped:
            shown = render(PROBLEM_PAGE, lines=str(stopped).split("\n"))
            for page in site.rglob("*.html"):
                page.write_text(shown, "utf-8")

    return build_or_show
