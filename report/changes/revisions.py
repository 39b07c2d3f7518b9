"""An edition as it was at a revision, read with git."""

import io
import tarfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from report.edition.edition import Edition, read_edition
from report.edition.examination import Examination, examine
from report.edition.sound_pictures import lend_sound_pictures
from report.problems.problem import Mistake
from report.sources.git import Answer, commit_of, git
from report.sources.paths import SOURCE_FOLDERS


def read_revision(root: Path, revision: str | None) -> Edition:
    """The edition of `root` at a revision, or as it stands on disk where that is None.

    A revision without the folders is an empty edition. Raises Mistake where there is no
    git, no repository or no such revision.
    """
    with sources_of(root, revision) as folder:
        return read_edition(folder)


def examine_revision(root: Path, revision: str | None) -> Examination:
    """The edition of a revision with all its problems. Raises what read_revision raises."""
    with sources_of(root, revision) as folder:
        return examine(folder)


@contextmanager
def sources_of(root: Path, revision: str | None) -> Iterator[Path]:
    """A folder with the sources of a revision, for as long as it is needed."""
    if revision is None:
        yield root
        return
    commit = find_commit(root, revision)
    with TemporaryDirectory() as folder:
        unpack(root, commit, Path(folder))
        yield Path(folder)


def find_commit(root: Path, revision: str) -> str:
    """The id of a revision. Raises Mistake as read_revision does."""
    folder = asked(root, "rev-parse", "--git-dir")
    if not folder.succeeded:
        raise Mistake("khong-phai-kho-git", folder=root, trouble=last_line(folder.trouble))
    commit = commit_of(root, revision)
    if not commit:
        raise Mistake("khong-co-ban", revision=revision)
    return commit


def unpack(root: Path, commit: str, target: Path) -> None:
    """Write the data and pages of a commit to `target`. Raises Mistake where git cannot."""
    listed = asked(root, "ls-tree", "--name-only", "-z", commit, *SOURCE_FOLDERS).output.split(
        b"\0"
    )
    folders = [name for name in SOURCE_FOLDERS if name.encode() in listed]
    if not folders:
        return
    archive = asked(root, "archive", "--format=tar", commit, *folders)
    if not archive.succeeded:
        trouble = last_line(archive.trouble)
        raise Mistake("khong-lay-duoc-ban", revision=commit[:10], trouble=trouble)
    with tarfile.open(fileobj=io.BytesIO(archive.output)) as files:
        for member in files:
            content = files.extractfile(member) if member.isfile() else None
            if content:
                path = target / member.name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.read())
    lend_sound_pictures(root, target)


def asked(root: Path, *arguments: str) -> Answer:
    """The answer of git. Raises Mistake where this machine has none."""
    answer = git(root, *arguments)
    if answer is None:
        raise Mistake("thieu-git")
    return answer


def last_line(trouble: str) -> str:
    """The last line that git said in parentheses, for those who know git."""
    lines = trouble.strip().splitlines()
    return f" ({lines[-1]})" if lines else ""
