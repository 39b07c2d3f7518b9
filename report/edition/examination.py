"""The one door: everything of an office, and all that is wrong in it and for its documents."""

from dataclasses import dataclass
from pathlib import Path

from report.edition.checks import check
from report.edition.edition import Edition, read_edition
from report.edition.file_links import files_are_there
from report.edition.navigation import navigation_fits
from report.edition.print_checks import documents_can_be_made
from report.problems.problem import Problem


@dataclass(frozen=True)
class Examination:
    """An edition and all its problems, sorted by place, each once."""

    edition: Edition
    problems: tuple[Problem, ...]


def examine(root: Path, draft: int | None = None) -> Examination:
    """Read and check the office in `root`: what this passes, can be built and exported.

    Documents are made of the finished years, and of `draft` where one year is asked for.
    """
    edition = read_edition(root)
    years = [year for year in edition.years if year not in edition.drafts or year == draft]
    unfit = documents_can_be_made(root, edition, years)
    missing = files_are_there(root, edition)
    listed = navigation_fits(root, edition)
    return Examination(edition, tuple(sorted({*check(edition), *missing, *unfit, *listed})))
