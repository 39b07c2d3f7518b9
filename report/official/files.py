"""The official documents of a year, and the handbook of the guidance pages."""

import datetime
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import typst

from report.edition.edition import Edition
from report.edition.guidance import GUIDANCE_FOLDER
from report.edition.letterhead import read_letterhead
from report.edition.print_checks import handbook_pages, printed_pages
from report.official.document import Assembly, Document, handbook, report
from report.official.formats import FORMATS
from report.official.pandoc import nodes, tree_text
from report.problems.problem import Mistake, Problem
from report.sources.addresses import HANDBOOK_FILE, document_file
from report.sources.git import last_commit_time
from report.sources.outline import outline_path, read_outline


@dataclass(frozen=True)
class Planned:
    """A document that can be made, with what its files need."""

    document: Document
    year: int | None  # None: the handbook, of no year

    def path(self, kind: str) -> str:
        """Where its file of a kind stands in the site."""
        return document_file(self.year, kind) if self.year else HANDBOOK_FILE

    @property
    def source(self) -> str:
        """The file that its order of pages comes from."""
        return outline_path(self.year) if self.year else f"docs/{GUIDANCE_FOLDER}/index.md"


def official_files(
    root: Path, edition: Edition, years: Iterable[int], formats: Iterable[str] = FORMATS
) -> tuple[dict[str, bytes], list[Problem]]:
    """Path in the site → content of every document of the years and of the handbook, for an
    office that passed its examination with these years; and the problems of those that cannot
    be typeset all the same.

    A year without an outline has no documents. Where there is a problem, no file is made.
    """
    chosen = list(formats)
    made: dict[str, bytes] = {}
    problems = []
    for plan in official_documents(root, edition, years, with_handbook="pdf" in chosen):
        moment = source_moment(root, plan.year or max(edition.years))
        for kind in chosen if plan.year else ["pdf"]:
            try:
                made[plan.path(kind)] = written_file(kind, plan, moment)
            except Mistake as mistake:
                problems.append(mistake.at(plan.source))
    return ({} if problems else made), problems


def official_documents(
    root: Path, edition: Edition, years: Iterable[int], *, with_handbook: bool
) -> Iterator[Planned]:
    """The documents of the years and the handbook, one at a time: each is a large tree."""
    for year in years:
        document = year_document(root, edition, year)
        if document:
            yield Planned(document, year)
    pages = handbook_pages(edition)
    if pages and with_handbook:
        yield Planned(handbook_document(root, edition, pages), None)


def year_document(root: Path, edition: Edition, year: int) -> Document | None:
    """The report of a year, None where it has no outline."""
    outline = read_outline(root, year)
    head, _ = read_letterhead(edition.office, edition.years[year], edition.ending)
    if outline is None or head is None:
        return None
    assembly = Assembly(root, edition, printed_pages(edition, outline))
    return report(assembly, edition.years[year], outline, head)


def handbook_document(root: Path, edition: Edition, uris: list[str]) -> Document:
    """The handbook, named after the heading of its first page."""
    assembly = Assembly(root, edition, uris)
    headings = nodes(assembly.pages[uris[0]], "Header")
    name = next((tree_text(heading["c"][2]) for heading in headings), "hướng dẫn")
    title = f"Sổ tay {name[:1].lower()}{name[1:]}"
    ending = edition.ending.whom_to_ask if edition.ending else ""
    return handbook(assembly, handbook_publisher(edition), uris, title, ending)


def handbook_publisher(edition: Edition) -> str:
    """Whose handbook it is: the office's; that of the site where the office has ended, which
    cannot tell the rules of today."""
    office, site = (str(edition.office.get(key) or "") for key in ("ten", "trang"))
    return f"trang web “{site}”" if edition.ending and site else office


def written_file(kind: str, plan: Planned, moment: datetime.datetime) -> bytes:
    """One file. Raises Mistake with what Typst finds wrong in a PDF."""
    try:
        return FORMATS[kind].write(plan.document, moment)
    except typst.TypstError as error:
        said = re.sub(r"\s+", " ", error.message)
        raise Mistake("khong-dan-trang-duoc", said=said) from None


def source_moment(root: Path, year: int) -> datetime.datetime:
    """When the sources were last changed: SOURCE_DATE_EPOCH, or the last commit, or, outside
    a repository, the last day of the year. Never the time of the build."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH") or last_commit_time(root)
    if seconds:
        return datetime.datetime.fromtimestamp(int(seconds), datetime.UTC)
    return datetime.datetime(year, 12, 31, tzinfo=datetime.UTC)
