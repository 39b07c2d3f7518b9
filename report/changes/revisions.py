"""An edition as it was at a revision, read with git."""

import io
import shutil
import subprocess
import tarfile
from pathlib import Path
from tempfile import TemporaryDirectory

from report.edition.edition import Edition, read_edition
from report.problems.problem import Mistake

FOLDERS = ("data", "docs")  # all that an edition is read from


def read_revision(root: Path, revision: str | None) -> Edition:
    """The edition of `root` at a revision, or as it stands on disk where that is None.

    A revision without the folders is an empty edition. Raises Mistake where there is no
    git, no repository or no such revision.
    """
    if revision is None:
        return read_edition(root)
    commit = find_commit(root, revision)
    with TemporaryDirectory() as folder:
        unpack(root, commit, Path(folder))
        return read_edition(Path(folder))


def find_commit(root: Path, revision: str) -> str:
    """The id of a revision. Raises Mistake as read_revision does."""
    status, _, trouble = git(root, "rev-parse", "--git-dir")
    if status:
        raise Mistake(
            f"git không đọc được kho ở thư mục “{root}”{quoted(trouble)}",
            "Chạy lệnh trong thư mục dự án đã tải về bằng git, hoặc chỉ thư mục đó bằng --root",
        )
    name = f"{revision}^{{commit}}"
    status, output, _ = git(root, "rev-parse", "--verify", "--quiet", name)
    if status:
        raise Mistake(
            f"không có bản “{revision}” trong kho git",
            "Kiểm tra tên nhánh, thẻ hoặc mã bản; nếu bản đó ở máy chủ, chạy “git fetch” trước",
        )
    return output.decode().strip()


def unpack(root: Path, commit: str, target: Path) -> None:
    """Write the data and pages of a commit to `target`. Raises Mistake where git cannot."""
    _, listed, _ = git(root, "ls-tree", "--name-only", "-z", commit, *FOLDERS)
    folders = [name for name in FOLDERS if name.encode() in listed.split(b"\0")]
    if not folders:
        return
    status, archive, trouble = git(root, "archive", "--format=tar", commit, *folders)
    if status:
        raise Mistake(
            f"git không lấy được bản {commit[:10]}{quoted(trouble)}",
            "Chạy “git fetch” để tải đủ lịch sử rồi thử lại",
        )
    with tarfile.open(fileobj=io.BytesIO(archive)) as files:
        for member in files:
            content = files.extractfile(member) if member.isfile() else None
            if content:
                path = target / member.name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_bytes(content.read())


def git(root: Path, *arguments: str) -> tuple[int, bytes, str]:
    """Exit status, output and messages of a git command. Raises Mistake where git is missing."""
    program = shutil.which("git")
    if not program:
        raise Mistake(
            "máy này chưa có git, không so sánh được hai bản", "Cài git từ https://git-scm.com"
        )
    command = [program, "-C", str(root), *arguments]
    result = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - no shell
    return result.returncode, result.stdout, result.stderr.decode("utf-8", "replace")


def quoted(trouble: str) -> str:
    """The last line that git said, for those who know git."""
    lines = trouble.strip().splitlines()
    return f" ({lines[-1]})" if lines else ""
