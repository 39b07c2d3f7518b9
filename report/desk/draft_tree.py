"""The files of a draft as they stand now, in a folder of their own: the tree."""

import os
import shutil
from collections.abc import Container
from contextlib import suppress
from pathlib import Path

from report.desk.journal import HALF_WRITTEN


def put_in_tree(tree: Path, path: str, content: bytes | None) -> None:
    """Have a file of the tree as a whole, or not at all, nor a folder for nothing. Raises
    OSError."""
    file = tree / path
    try:
        if content is not None:
            file.parent.mkdir(parents=True, exist_ok=True)
            half = tree.with_name(tree.name + HALF_WRITTEN)
            half.write_bytes(content)
            half.replace(file)
        elif os.path.lexists(file):
            file.unlink()
    finally:
        remove_empty(tree, file.parent)


def remove_empty(tree: Path, folder: Path) -> None:
    """Remove a folder of the tree in which nothing is, and those above it."""
    while folder != tree:
        with suppress(OSError):
            folder.rmdir()
        folder = folder.parent


def sweep(tree: Path, wanted: Container[str]) -> None:
    """Remove from the tree what is not wanted of it, by its path, and links."""
    for place in sorted(tree.rglob("*"), reverse=True):
        path = place.relative_to(tree).as_posix()
        if place.is_symlink() or (place.is_file() and path not in wanted):
            place.unlink()
        elif place.is_dir() and path in wanted:
            shutil.rmtree(place)
        elif place.is_dir() and not any(place.iterdir()):
            place.rmdir()
