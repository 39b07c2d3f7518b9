"""The one door: everything of an office, and all that is wrong in it and in its documents."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from report.edition.checks import check
from report.edition.edition import Edition, read_edition
from report.edition.guidance import is_guidance
from report.problems.problem import Problem
from report.sources.outline import outline_path

if TYPE_CHECKING:
    from report.official.files import Planned


@dataclass(frozen=True)
class Examination:
    """An edition and all its problems, sorted by place, each once. `documents` are the
    official documents of the finished years and the handbook, those that can be made."""

    edition: Edition
    problems: tuple[Problem, ...]
    documents: tuple["Planned", ...]


def examine(root: Path) -> Examination:
    """Read and check the office in `root`: what this passes, can be built and exported."""
    edition = read_edition(root)
    documents: tuple[Planned, ...] = ()
    unfit: list[Problem] = []
    if has_documents(root, edition):
        from report.official.files import official_documents  # its libraries are slow to import

        planned, unfit = official_documents(root, edition, edition.finished_years)
        documents = tuple(planned)
    return Examination(edition, tuple(sorted({*check(edition), *unfit})), documents)


def has_documents(root: Path, edition: Edition) -> bool:
    """Whether the office has the outline of a finished year, or guidance for a handbook."""
    outlines = (root / outline_path(year) for year in edition.finished_years)
    pages = (filled.page for filled in edition.pages.values())
    return any(path.is_file() for path in outlines) or any(map(is_guidance, pages))
