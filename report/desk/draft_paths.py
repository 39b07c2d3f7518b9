"""Which files a draft has, and which it may write."""

from pathlib import Path, PurePosixPath

from report.desk.outside import is_utf_8
from report.edition.allowed_files import is_read, made_visible
from report.edition.navigation import CONFIG
from report.problems.problem import Mistake
from report.sources.odd_names import is_lock
from report.sources.paths import SOURCE_FOLDERS

LONGEST_FILE_NAME = 255  # bytes of the name of a file or folder, on any system


def refuse_path(path: str) -> None:
    """Raise Mistake at a path that no draft may write: outside of docs/ and data/, written in more
    than one way, or of a file that is none of the site's."""
    pure = PurePosixPath(path)
    is_plain = str(pure) == path and ".." not in pure.parts and not set(path) & set('\\:"<>|?*')
    is_plain = is_plain and path.isprintable() and not is_lock(pure.name)
    is_plain = is_plain and all(len(one.encode()) <= LONGEST_FILE_NAME for one in pure.parts)
    if not (is_plain and len(pure.parts) > 1 and pure.parts[0] in SOURCE_FOLDERS and is_read(pure)):
        raise Mistake("ngoai-ban-bien-tap", path=path)


def is_of_draft(path: str) -> bool:
    """Whether a draft has a file of that path: one that the site is made of, in the
    sources, and written in one way. It may have signs that no new file may."""
    pure = PurePosixPath(path)
    is_plain = str(pure) == path and ".." not in pure.parts and Path(path).parts == pure.parts
    is_plain = is_plain and "\0" not in path and is_utf_8(path)
    is_source = is_plain and len(pure.parts) > 1 and pure.parts[0] in SOURCE_FOLDERS
    return path == CONFIG or (is_source and is_read(pure))


def safe_path(path: str) -> str:
    """A path of the journal. Raises Mistake where it is of no file of a draft."""
    if not is_of_draft(path):
        raise Mistake("nhap-hong", where=made_visible(path))
    return path
