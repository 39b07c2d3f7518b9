"""The sources beside the draft, as others change them: files, and the commit that they are at."""

from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from report.desk.journal import digest_of
from report.edition.allowed_files import is_read
from report.edition.navigation import CONFIG
from report.sources.folders import found_in
from report.sources.git import commit_of, file_at, git, git_text
from report.sources.paths import SOURCE_FOLDERS

Stamp = tuple[int, int, int]  # of a file: when it changed last, in two ways, and its size


class Sources:
    """The files of the office in `root`, each read once for as long as it stays."""

    def __init__(self, root: Path) -> None:
        """Nothing looked at yet."""
        self.root = root
        self.known: dict[str, tuple[Stamp, str]] = {}
        self.is_tracked = False

    def look(self) -> dict[str, str]:
        """The digests of all files by their paths. One that cannot be read now, as another program
        has it, is as it was. What git ignores is private, and none of them."""
        found: dict[str, tuple[Stamp, str]] = {}
        ignored = self.ignored()
        for path in source_paths(self.root):
            if path in ignored:
                continue
            file = self.root / path
            try:
                state = file.stat()
                stamp = (state.st_mtime_ns, state.st_ctime_ns, state.st_size)
                known = self.known.get(path)
                same = known is not None and known[0] == stamp
                found[path] = known if known and same else (stamp, digest_of(file.read_bytes()))
            except OSError:
                if path in self.known:
                    found[path] = self.known[path]
        self.known = found
        return {path: digest for path, (_, digest) in found.items()}

    def ignored(self) -> set[str]:
        """The files that git is told to leave out and has not. Where it has none of the sources,
        as in a folder of another repository that ignores it, there are none."""
        if not self.is_tracked and not self.commit():
            return set()
        return {*names(self.root, "ls-files", "--others", "--ignored", "--exclude-standard", "-z")}

    def commit(self) -> str:
        """The commit that the sources are at; empty where git has none of them."""
        commit = commit_of(self.root, "HEAD")
        if commit and not self.is_tracked:
            self.is_tracked = bool(git_text(self.root, "ls-files", "--", CONFIG, *SOURCE_FOLDERS))
        return commit if self.is_tracked else ""

    def uncommitted(self) -> Mapping[str, bytes | None]:
        """The files that are others than in the commit, as they are there; None where they are
        not. They come as git would write them, with the line ends of this system."""
        differ = names(self.root, "diff", "--name-only", "--relative", "--no-renames", "-z", "HEAD")
        untracked = names(self.root, "ls-files", "--others", "-z")
        return {
            **{path: file_at(self.root, "HEAD", path) for path in differ},
            **dict.fromkeys(untracked),
        }


def names(root: Path, *command: str) -> list[str]:
    """The names that a command of git prints of the sources."""
    answer = git(root, *command, "--", CONFIG, *SOURCE_FOLDERS)
    listed = answer.output if answer and answer.succeeded else b""
    found = (name.decode("utf-8", "surrogateescape") for name in listed.split(b"\0") if name)
    return [name for name in found if is_utf_8(name)]


def is_utf_8(name: str) -> bool:
    """Whether a name can be written as text."""
    try:
        name.encode()
    except UnicodeEncodeError:
        return False
    return True


def source_paths(root: Path) -> Iterator[str]:
    """The files of an office that a draft has: those that the site is made of. Links are none,
    nor is what has a name that is not UTF-8, which no journal can hold: the checks report both."""
    if (root / CONFIG).is_file() and not (root / CONFIG).is_symlink():
        yield CONFIG
    for folder in SOURCE_FOLDERS:
        for one in found_in(root, folder):
            if one.is_plain and is_read(PurePosixPath(one.path)) and is_utf_8(one.path):
                yield one.path
