"""What a run of MkDocs publishes: the whole site without a warning, or nothing."""

import logging

from mkdocs.exceptions import Abort

from report.problems.problem import Mistake
from report.site.publication import StagedSite
from report.sources.writing import disk_trouble
from report.text.console import print_utf_8


def staged_site(command: str, *, dirty: bool) -> StagedSite | None:
    """The site that a command publishes, None where pages are only served.

    Raises Abort where only changed pages would be built: the search would find no others; and
    for `gh-deploy`, which pushes a site that nobody has looked at, past the workflow's checks.
    """
    print_utf_8()
    if command == "gh-deploy":
        raise Abort(str(Mistake("dung-gh-deploy")))
    if command != "build":
        return None
    if dirty:
        raise Abort(str(Mistake("dung-tung-phan")))
    return StagedSite(logging.getLogger("mkdocs"))


def mark_complete(staged: StagedSite, *, strict: bool) -> None:
    """All is written. Raises Abort where a strict build would, after what MkDocs warned of."""
    warned = staged.warnings.count
    if warned and not strict:
        raise Abort(str(Mistake("dung-con-canh-bao", count=warned)))
    staged.complete = True


def fail(staged: StagedSite | None, error: Exception) -> None:
    """Whatever went wrong, nothing half-made is published. Raises Abort for the disk's troubles."""
    if staged:
        staged.complete = False
    if isinstance(error, OSError):
        raise Abort(disk_trouble(error))


def end(staged: StagedSite | None) -> None:
    """Publish the site, or leave it as it was. Raises Abort where it cannot be replaced."""
    if staged:
        try:
            staged.end()
        except OSError as error:
            raise Abort(f"Trang đã công bố giữ nguyên: {disk_trouble(error)}") from None
