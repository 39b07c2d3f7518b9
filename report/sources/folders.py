"""What stands in a folder of the project, as the listings of folders say it: thousands of files
need not be asked one by one what they are."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple


class ListedFile(NamedTuple):
    """A file or folder by its path from the project's folder, with `/` on any system.

    A link to a folder is a folder, too. What `is_plain` is a file, and neither a link nor below
    one: it can be opened without a look at the folders above it.
    """

    path: str
    is_link: bool
    is_folder: bool
    is_plain: bool


def found_in(root: Path, folder: str) -> Iterator[ListedFile]:
    """Everything below a folder of the project in order, what stands in a folder before what
    stands in those below it. Links are not followed, but for the folder itself; what cannot be
    opened has nothing in it."""
    is_below_link = (root / folder).is_symlink()
    pending = [folder]
    while pending:
        place = pending.pop()
        try:
            with os.scandir(root / place) as listing:
                entries = sorted(listing, key=lambda one: one.name)
        except OSError:
            continue
        found = [
            ListedFile(
                f"{place}/{entry.name}",
                entry.is_symlink(),
                is_folder(entry),
                not is_below_link and entry.is_file(follow_symlinks=False),
            )
            for entry in entries
        ]
        yield from found
        pending += [one.path for one in reversed(found) if one.is_folder and not one.is_link]


def is_folder(entry: os.DirEntry[str]) -> bool:
    """Whether an entry of a listing is a folder or leads to one."""
    try:
        return entry.is_dir()
    except OSError:
        return False
