"""This office as it is with its first year alone, which these tests know, whatever years came
later."""

import shutil
from pathlib import Path

from report.sources.paths import year_of
from tests.sites import CODE, ROOT

FIRST_YEAR = 2022


def is_later(path: str) -> bool:
    """Whether a file, or a folder by its name, belongs to a year after the first one."""
    return (year_of(f"{path}/") or FIRST_YEAR) > FIRST_YEAR


def has_later_years() -> bool:
    """Whether there is another year than the first one."""
    return any(is_later(path.name) for path in (ROOT / "data").iterdir())


def later_years(_: str, names: list[str]) -> set[str]:
    """What is not copied of a folder."""
    return {name for name in names if is_later(name)}


def copy_first_year(folder: Path) -> Path:
    """The project in a folder of its own without the later years."""
    for name in CODE:
        (folder / name).symlink_to(ROOT / name)
    for name in ("data", "docs"):
        shutil.copytree(ROOT / name, folder / name, ignore=later_years)
    shutil.copy(ROOT / "mkdocs.yml", folder)
    return folder
