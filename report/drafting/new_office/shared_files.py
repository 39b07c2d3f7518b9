"""What every office has from this package as it is, and the skeleton of what is its own."""

from collections.abc import Iterator, Mapping
from pathlib import Path

CODE_FOLDER = Path(__file__).parents[2]
CHECKOUT = CODE_FOLDER.parent
SKELETON = Path(__file__).parent / "skeleton"
# Files of this repository that others take as they are. A wheel has them in the package.
SHARED_PATHS = (
    "hooks.py",
    "macros.py",
    "docs/bien-tap",
    "deploy",
    *(
        f".github/scripts/{name}.py"
        for name in ("from_disk", "issue", "links", "published", "sbom")
    ),
    ".github/ISSUE_TEMPLATE",
    ".github/pull_request_template.md",
    ".editorconfig",
    "LICENSE-CC-BY-4.0.txt",
    "requirements.txt",
    "requirements-desk.txt",
    "ban-bien-tap.cmd",
)
SHARED_FOLDER = Path(__file__).parent / "shared"


def shared_files() -> Mapping[str, Path]:
    """The shared files by their paths in a repository; of an installed package, those in it."""
    root = SHARED_FOLDER if SHARED_FOLDER.is_dir() else CHECKOUT
    found = (path for name in SHARED_PATHS for path in files_at(root / name))
    return {path.relative_to(root).as_posix(): path for path in found}


def skeleton_files() -> Mapping[str, Path]:
    """The files of the skeleton by their paths in a repository; names in them are to be put in."""
    return {path.relative_to(SKELETON).as_posix(): path for path in files_at(SKELETON)}


def files_at(path: Path) -> Iterator[Path]:
    """A file, or those below a folder in order, but for what Python leaves there."""
    if path.is_file():
        yield path
    for one in sorted(path.iterdir()) if path.is_dir() else ():
        if one.name != "__pycache__":
            yield from files_at(one)
