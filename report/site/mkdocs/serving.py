"""`mkdocs serve`: what is wrong with the sources stands in the browser, in place of the pages."""

from collections.abc import Callable
from pathlib import Path

from mkdocs.exceptions import Abort

from report.text.templates import render

PROBLEM_PAGE = "site/templates/problems.html"


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
