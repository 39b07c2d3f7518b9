"""What others have published since the draft's commit: the remote's branch that the site is of."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from report.desk.proposal import NO_QUESTIONS, PUSH_SECONDS, must, remote_of
from report.sources.git import commit_of, file_at, git, git_text
from report.sources.paths import SOURCE_FOLDERS

FALLBACK = "main"  # where the remote does not say which branch is its first


@dataclass(frozen=True)
class PublishedSince:
    """A commit that goes on from another one, and the sources that are others in it; None for one
    that is gone."""

    commit: str
    files: Mapping[str, bytes | None]


def published_since(root: Path, base: str) -> PublishedSince | None:
    """What the remote has beyond the commit `base`, asked for anew; None where it has nothing
    more, cannot be asked, or does not go on from it. Raises Mistake where git cannot."""
    remote = remote_of(root)
    if not remote or not base:
        return None
    asked = git(root, "fetch", "--quiet", remote, environment=NO_QUESTIONS, seconds=PUSH_SECONDS)
    if asked is None or not asked.succeeded:
        return None  # without a network the draft stands on what is known
    branch = git_text(root, "symbolic-ref", "--quiet", "--short", f"refs/remotes/{remote}/HEAD")
    name = branch.strip() or f"{remote}/{FALLBACK}"
    commit = commit_of(root, name)
    if not commit or commit == base or not git_follows(root, base, commit):
        return None
    listed = must(
        git(root, "diff", "--name-only", "--relative", "--no-renames", "-z", base, commit)
    )
    paths = [os.fsdecode(path) for path in listed.output.split(b"\0") if path]
    sources = [path for path in paths if path.split("/")[0] in SOURCE_FOLDERS]
    return PublishedSince(commit, {path: file_at(root, commit, path) for path in sources})


def git_follows(root: Path, older: str, newer: str) -> bool:
    """Whether a commit goes on from another one; of one that is gone none does."""
    answer = git(root, "merge-base", "--is-ancestor", older, newer)
    return answer is not None and answer.succeeded
