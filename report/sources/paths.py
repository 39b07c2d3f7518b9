"""What the path of a file of the project says."""

import re

SOURCE_FOLDERS = ("data", "docs")  # all that an edition is read from
YEAR = re.compile(r"(?:^|/)(\d{4})/")


def year_of(path: str) -> int | None:
    """The year whose folder a file stands in: bao-cao/2022/viec-lam.md → 2022; None elsewhere."""
    found = YEAR.search(path)
    return int(found[1]) if found else None
