"""What a run of MkDocs publishes: the whole site without a warning, or nothing."""

import gc
import logging
from dataclasses import dataclass

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort
from mkdocs.plugins import get_plugin_logger

from report.problems.problem import Mistake
from report.site.mkdocs.standing import standing_site
from report.site.publication import StagedSite
from report.site.standing import StandingSite
from report.sources.writing import disk_trouble, finish_killed_run
from report.text.console import print_utf_8

log = get_plugin_logger("report")


@dataclass
class Publishing:
    """The site of a run, and the one that stands in its place, where something is known of it."""

    staged: StagedSite
    standing: StandingSite | None = None

    def leave_what_stands(self, config: MkDocsConfig) -> None:
        """End the run well where the site is there already; say what the check has said of it.

        Raises SystemExit then.
        """
        self.standing = standing_site(config)
        if not self.standing:
            return
        finish_killed_run(self.standing.making.root)  # which may change what is read
        said = self.standing.said()
        if said is not None:
            if said:
                log.info("%s", said)
            log.info("Không có gì thay đổi: trang ở %s vẫn đúng, giữ nguyên.", self.standing.site)
            raise SystemExit(0)


def publishing(command: str, *, dirty: bool) -> Publishing | None:
    """What a command publishes, None where pages are only served.

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
    look_for_garbage_seldom()
    return Publishing(StagedSite(logging.getLogger("mkdocs")))


def look_for_garbage_seldom() -> None:
    """Most of what a build makes stays until it ends: Python need not walk it again and again for
    cycles that nothing leads to. Converters and templates leave some, but not many; reading leaves
    next to none, and is not disturbed at all."""
    gc.set_threshold(100_000, 50, 50)
    gc.disable()


def keep_what_is_read() -> None:
    """The sources have been read and stay until the process ends: nothing of them is garbage."""
    gc.freeze()
    gc.enable()


def mark_complete(staged: StagedSite, *, strict: bool) -> None:
    """All is written. Raises Abort where a strict build would, after what MkDocs warned of."""
    warned = staged.warnings.count
    if warned and not strict:
        raise Abort(str(Mistake("dung-con-canh-bao", count=warned)))
    staged.complete = True


def fail(publishing: Publishing | None, error: Exception) -> None:
    """Whatever went wrong, nothing half-made is published. Raises Abort for the disk's troubles."""
    if publishing:
        publishing.staged.complete = False
    if isinstance(error, OSError):
        raise Abort(disk_trouble(error))


def end(publishing: Publishing | None) -> None:
    """Publish the site, or leave it as it was. Raises Abort where it cannot be replaced."""
    if publishing:
        gc.enable()  # of a build that has not come to it
        try:
            if publishing.staged.complete and publishing.standing:
                publishing.standing.record(publishing.staged.folder, publishing.staged.said)
            publishing.staged.end()
        except OSError as error:
            raise Abort(f"Trang đã công bố giữ nguyên: {disk_trouble(error)}") from None
