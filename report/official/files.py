"""The official documents of a year, and the handbook of the guidance pages."""

import datetime
import os
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import typst

from report.edition.edition import Edition
from report.edition.notes import FIRST_HEADING
from report.official.document import Assembly, Document, handbook, report
from report.official.formats import FORMATS
from report.official.letterhead import read_letterhead
from report.official.proof import outline_is_whole, proof
from report.problems.problem import Mistake, Problem, errors
from report.sources.git import last_commit_time
from report.sources.outline import outline_path, read_outline

DOCUMENTS_FOLDER = "tai-ve"  # of the site
GUIDANCE = "huong-dan/"  # pages under docs/ that make the handbook
HANDBOOK = "so-tay.pdf"


@dataclass(frozen=True)
class Planned:
    """A document that can be made, with what its files need."""

    document: Document
    year: int | None  # None: the handbook, of no year

    def path(self, kind: str) -> str:
        """Where its file of a kind stands in the site."""
        name = f"{self.year}/{self.document.name}.{kind}" if self.year else HANDBOOK
        return f"{DOCUMENTS_FOLDER}/{name}"

    @property
    def source(self) -> str:
        """The file that its order of pages comes from."""
        return outline_path(self.year) if self.year else f"docs/{GUIDANCE}index.md"


def official_files(
    root: Path, edition: Edition, years: Iterable[int], formats: Iterable[str] = FORMATS
) -> tuple[dict[str, bytes], list[Problem]]:
    """Path in the site → content of every document of the years and of the handbook, and the
    problems that stop them.

    A year without an outline has no documents. Where there is a problem, no file is made.
    """
    chosen = list(formats)
    planned, problems = official_documents(root, edition, years, with_handbook="pdf" in chosen)
    if errors(problems):
        return {}, problems
    return files_of(root, edition, planned, chosen)


def files_of(
    root: Path, edition: Edition, planned: Iterable[Planned], formats: Iterable[str] = FORMATS
) -> tuple[dict[str, bytes], list[Problem]]:
    """Path in the site → content of documents, and the problems of those that cannot be set;
    where there is one, no file is made."""
    chosen = list(formats)
    made: dict[str, bytes] = {}
    problems = []
    for plan in planned:
        moment = source_moment(root, plan.year or max(edition.years))
        for kind in chosen if plan.year else ["pdf"]:
            try:
                made[plan.path(kind)] = written(kind, plan, moment)
            except Mistake as mistake:
                problems.append(mistake.at(plan.source))
    return ({} if errors(problems) else made), problems


def official_documents(
    root: Path, edition: Edition, years: Iterable[int], *, with_handbook: bool = True
) -> tuple[list[Planned], list[Problem]]:
    """The documents of the years and the handbook, and all problems of all of them."""
    planned: list[Planned] = []
    problems: list[Problem] = []
    for year in years:
        report_of_year, wrong = year_document(root, edition, year)
        planned += [Planned(report_of_year, year)] if report_of_year else []
        problems += wrong
    pages = guidance(edition)
    if pages and with_handbook:
        book, wrong = guidance_document(root, edition, pages)
        planned += [Planned(book, None)] if book else []
        problems += wrong
    return planned, sorted(set(problems))


def year_document(root: Path, edition: Edition, year: int) -> tuple[Document | None, list[Problem]]:
    """The report of a year, None where it has no outline or something is wrong; and problems."""
    outline = read_outline(root, year)
    if outline is None:
        return None, []
    if errors(outline.problems):
        return None, list(outline.problems)
    head, problems = read_letterhead(edition.office, edition.years[year])
    problems += [*outline.problems, *outline_is_whole(edition, outline, year)]
    named = dict.fromkeys(uri for uri, _ in outline.pages())
    uris = [uri for uri in named if uri in edition.pages]
    assembly = Assembly(root, edition, uris)
    problems += proof(edition, uris, assembly)
    if head is None or len(uris) < len(named) or errors(problems):
        return None, problems
    return report(assembly, edition.years[year], outline, head), problems


def guidance(edition: Edition) -> list[str]:
    """The pages of the handbook: the first page of the folder, then as it links to them."""
    pages = [uri for uri in edition.pages if uri.startswith(GUIDANCE)]
    first = f"{GUIDANCE}index.md"
    if first not in pages:
        return pages
    linked = re.findall(r"\]\(([^)#\s]+\.md)", edition.pages[first].page.text)
    order = [first, *(f"{GUIDANCE}{name}" for name in linked)]
    return [*(uri for uri in dict.fromkeys(order) if uri in pages), *sorted({*pages} - {*order})]


def guidance_document(
    root: Path, edition: Edition, uris: list[str]
) -> tuple[Document | None, list[Problem]]:
    """The handbook, named after the heading of its first page, None where something is wrong;
    and problems."""
    assembly = Assembly(root, edition, uris)
    problems = list(proof(edition, uris, assembly))
    if errors(problems):
        return None, problems
    heading = FIRST_HEADING.search(edition.pages[uris[0]].plain)
    name = heading[0].strip("# \n") if heading else "hướng dẫn"
    title = f"Sổ tay {name[:1].lower()}{name[1:]}"
    return handbook(assembly, str(edition.office.get("ten") or ""), uris, title), problems


def written(kind: str, plan: Planned, moment: datetime.datetime) -> bytes:
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
