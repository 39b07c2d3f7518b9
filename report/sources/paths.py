"""What the path of a file of the project says."""

import re
from collections.abc import Collection

SOURCE_FOLDERS = ("data", "docs")  # all that an edition is read from
OFFICE_TEMPLATE = "data/mau.docx"  # an office's own Word file, where it has one
YEAR = re.compile(r"(?:^|/)(\d{4})/")


def year_of(path: str) -> int | None:
    """The year whose folder a file stands in: bao-cao/2022/viec-lam.md → 2022; None elsewhere."""
    found = YEAR.search(path)
    return int(found[1]) if found else None


def titled_among_years(title: str, path: str, years: Collection[int]) -> str:
    """The title of the page at a path or an address, where pages of several `years` stand side by
    side: that of a page of a year tells it."""
    year = year_of(path)
    is_told = year is None or str(year) in title or len(years) == 1
    return title if is_told else f"{title}, năm {year}"
