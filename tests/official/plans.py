"""What the documents of an office are made from, without making them."""

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from report.edition.edition import Edition
from report.official.files import Planned, batches_of


def planned_files(
    root: Path, edition: Edition, years: Iterable[int], endings: Collection[str], address: str
) -> Iterator[Planned]:
    """The files of the years and the handbook, one document at a time."""
    for batch in batches_of(root, edition, years, endings, address):
        yield from batch.plans()
