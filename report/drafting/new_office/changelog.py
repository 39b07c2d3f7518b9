"""What each version of the package brought, for editors (thay-doi.md beside this file)."""

import re
from pathlib import Path

CHANGES = Path(__file__).parent / "thay-doi.md"
VERSION_SECTION = re.compile(r"^## (\d+(?:\.\d+)*)\n(.*?)(?=^## |\Z)", re.M | re.S)


def version_numbers(version: str) -> tuple[int, ...]:
    """A version for comparing. Raises ValueError where it is none."""
    return tuple(int(part) for part in version.split("."))


def changes_since(version: str) -> list[tuple[str, str]]:
    """The versions behind `version` with what each brought, the newest first."""
    sections = VERSION_SECTION.findall(CHANGES.read_text("utf-8"))
    return [
        (one, text.strip())
        for one, text in sections
        if version_numbers(one) > version_numbers(version)
    ]
