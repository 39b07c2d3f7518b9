"""The draft as a commit on a branch of its own, and as a file to hand on.

The commit is made beside the working tree and its index, which stay as they are: whoever works in
the repository sees a new branch and nothing else.
"""

import io
import os
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from report.desk.draft import DeskDraft
from report.problems.problem import Mistake
from report.sources.git import Answer, git, git_text
from report.sources.paths import SOURCE_FOLDERS
from report.text.slugs import slug

BRANCH_LENGTH = 40  # of a branch, without its date and commit
PUSH_SECONDS = 60.0  # for what goes over the network
PLAIN_FILE = "100644"
# Nobody sits at a terminal: what would be asked there fails instead.
# What git complains of is read, so it has to be in the one language that is known here.
NO_QUESTIONS = {"GIT_TERMINAL_PROMPT": "0", "GCM_INTERACTIVE": "never", "LC_ALL": "C"}
NOT_PUSHED = "Git không gửi được nhánh này."
TROUBLES = (  # what git says, and what that means to an editor; the first that fits
    (
        r"authentication failed|could not read (?:username|password)|permission denied"
        r"|error: 40[13]|permission to .* denied|prompts disabled",
        "Máy chủ lưu kho không nhận tài khoản này. Đăng nhập lại rồi gửi lại.",
    ),
    (
        r"not found|error: 404|does not appear to be a git repository|does not exist",
        "Không tìm thấy kho ở địa chỉ đã ghi. Báo người phụ trách kỹ thuật.",
    ),
    (
        r"could ?n[o']t resolve|unable to access|failed to connect|connection|timed out"
        r"|no answer after|network|hung up|unexpected disconnect",
        "Không nối được máy chủ lưu kho. Kiểm tra mạng rồi gửi lại.",
    ),
    (
        r"hook declined|protected branch",
        "Máy chủ lưu kho từ chối nhánh này theo quy định của kho.",
    ),
    (
        r"rejected|non-fast-forward|fetch first",
        "Trên máy chủ, nhánh này đã có thay đổi khác, nên chưa gửi thêm được.",
    ),
)
READ_FIRST = "DOC-TRUOC.txt"


@dataclass(frozen=True)
class Editor:
    """Whose proposal it is."""

    name: str
    email: str


@dataclass(frozen=True)
class ProposedCommit:
    """A commit, and the branch that it is on."""

    branch: str
    commit: str


def changed_files(draft: DeskDraft) -> dict[str, bytes | None]:
    """The sources of the draft that are other ones than those of its commit; None for one that is
    gone. Without a repository: than those that it began with. Raises Mistake, OSError."""
    paths = draft.changed_paths()
    return {path: draft.read(path) for path in paths if path.split("/")[0] in SOURCE_FOLDERS}


def modes_in(root: Path, commit: str) -> dict[str, str]:
    """The files of a commit below the folders of sources, each with what git calls its mode."""
    listed = must(git(root, "ls-tree", "-r", "-z", commit, *SOURCE_FOLDERS)).output
    entries = (entry.partition(b"\t") for entry in listed.split(b"\0") if entry)
    return {os.fsdecode(path): facts.split()[0].decode() for facts, _, path in entries}


def blob_of(root: Path, path: str, content: bytes) -> str:
    """A content as git keeps it for the file at `path`, written into the repository."""
    arguments = ("hash-object", "-w", "--stdin", f"--path={path}")
    return must(git(root, *arguments, given=content)).output.decode().strip()


def index_lines(draft: DeskDraft, files: Mapping[str, bytes | None]) -> Iterator[str]:
    """Files as an index of git has them, by their paths from the top of the repository."""
    top = git_text(draft.root, "rev-parse", "--show-prefix").strip()
    modes = modes_in(draft.root, draft.base)
    for path, content in files.items():
        if content is None:
            yield f"0 {'0' * len(draft.base)}\t{top}{path}\0"
        else:
            mode = modes.get(path, PLAIN_FILE)
            yield f"{mode} {blob_of(draft.root, path, content)}\t{top}{path}\0"


def commit_draft(draft: DeskDraft, editor: Editor, words: str, parents: Sequence[str]) -> str:
    """A commit with the draft's files on top of `parents`, under the editor's name; returns its id.

    Raises Mistake where git cannot, or where nothing changes.
    """
    files = changed_files(draft)
    if not files:
        raise Mistake("gui-khong-doi")
    with TemporaryDirectory() as folder:
        index = {"GIT_INDEX_FILE": str(Path(folder, "index"))}
        must(git(draft.root, "read-tree", draft.base, environment=index))
        given = "".join(index_lines(draft, files)).encode()
        must(git(draft.root, "update-index", "-z", "--index-info", given=given, environment=index))
        tree = must(git(draft.root, "write-tree", environment=index)).output.decode().strip()
    identity = {
        f"GIT_{role}_{name}": text
        for role in ("AUTHOR", "COMMITTER")
        for name, text in (("NAME", editor.name), ("EMAIL", editor.email))
    }
    options = [option for parent in parents for option in ("-p", parent)]
    arguments = ("commit-tree", tree, *options, "-F", "-")
    made = must(git(draft.root, *arguments, given=words.encode(), environment=identity))
    return made.output.decode().strip()


def branch_name(title: str, commit: str) -> str:
    """The branch of a proposal: what it is about, and its commit, so that no two have one name."""
    about = slug(title)[:BRANCH_LENGTH].strip("-") or "sua"
    return f"de-nghi/{about}-{commit[:8]}"


def keep_branch(root: Path, proposed: ProposedCommit) -> None:
    """Have a branch of the repository at a commit. Raises Mistake where git cannot."""
    must(git(root, "update-ref", f"refs/heads/{proposed.branch}", proposed.commit))


def remote_of(root: Path) -> str:
    """The remote that proposals go to: `origin`, or the only other one; empty where none is."""
    remotes = git_text(root, "remote").split()
    return "origin" if "origin" in remotes else next(iter(remotes), "")


@dataclass(frozen=True)
class NotPushed:
    """What stood in the way of a branch: in words for an editor, and as git says it."""

    why: str
    detail: str = ""


def push(root: Path, proposed: ProposedCommit) -> NotPushed | None:
    """Push a branch; returns what stood in the way, None where it is there."""
    remote = remote_of(root)
    if not remote:
        return NotPushed("Kho này chưa nối với nơi lưu chung nào.")
    arguments = ("push", remote, f"{proposed.commit}:refs/heads/{proposed.branch}")
    answer = git(root, *arguments, environment=NO_QUESTIONS, seconds=PUSH_SECONDS)
    if answer is None or not answer.succeeded:
        return trouble_of(answer.trouble if answer else "")
    return None


def trouble_of(said: str) -> NotPushed:
    """What git complains of when it pushes, for an editor; its own words beside."""
    why = (words for pattern, words in TROUBLES if re.search(pattern, said, re.IGNORECASE))
    return NotPushed(next(why, NOT_PUSHED), said.strip())


def must(answer: Answer | None) -> Answer:
    """An answer of git that it could give. Raises Mistake."""
    if answer is None:
        raise Mistake("thieu-git")
    if not answer.succeeded:
        lines = answer.trouble.strip().splitlines()
        raise Mistake("gui-git-loi", trouble=lines[-1] if lines else "không rõ")
    return answer


def bundle(draft: DeskDraft, summary: str, title: str, proposed: ProposedCommit | None) -> bytes:
    """A ZIP to hand on: the changed files in their folders, a patch where git keeps the sources,
    the summary of changes, and what to do with them. Raises Mistake, OSError."""
    files = changed_files(draft)
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in (*instructions(files, title, proposed), ("tom-tat.md", f"{summary}\n")):
            archive.writestr(name, text)
        for path, new in sorted(files.items()):
            if new is not None:
                archive.writestr(path, new)
        if proposed:
            arguments = ("format-patch", "--stdout", "--binary", f"{draft.base}..{proposed.commit}")
            archive.writestr("thay-doi.patch", must(git(draft.root, *arguments)).output)
    return content.getvalue()


def instructions(
    files: Mapping[str, bytes | None], title: str, proposed: ProposedCommit | None
) -> Iterator[tuple[str, str]]:
    """What who receives a bundle has to do."""
    gone = [path for path, new in files.items() if new is None]
    lines = [
        f"Đề nghị: {title}",
        "",
        "Các tệp trong docs/ và data/ là bản đã sửa, đặt đúng thư mục của chúng.",
        "tom-tat.md kể những gì người đọc sẽ thấy khác.",
        "",
        "Người phụ trách kỹ thuật làm một trong hai cách:",
        "1. Chép docs/ và data/ đè lên kho trên một nhánh mới, rồi tạo đề nghị như thường lệ.",
    ]
    if proposed:
        lines.append("2. Trong kho, trên một nhánh mới: git am thay-doi.patch")
    if gone:
        lines += ["", "Những tệp này bị bỏ, phải xóa bằng tay nếu theo cách 1:", *gone]
    yield READ_FIRST, "\r\n".join([*lines, ""])
