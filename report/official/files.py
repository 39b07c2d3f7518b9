"""The official documents of a year, and the handbook of the guidance pages."""

import datetime
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import typst

from report.downloads.csv_files import csv_file
from report.edition.edition import Edition
from report.edition.notes import FIRST_HEADING
from report.official.document import Assembly, Document, handbook, report
from report.official.docx import word
from report.official.epub import epub
from report.official.letterhead import read_letterhead
from report.official.odt import odt
from report.official.pdf import pdf
from report.official.proof import outline_is_whole, proof
from report.problems.problem import Problem, errors
from report.sources.outline import OUTLINE, read_outline

FOLDER = "tai-ve"  # of the site
GUIDANCE = "huong-dan/"  # pages under docs/ that make the handbook
HANDBOOK = "so-tay.pdf"
WRITERS: dict[str, Callable[[Document, datetime.datetime], bytes]] = {
    "docx": word,
    "odt": odt,
    "epub": epub,
}
FORMATS = ("pdf", *WRITERS)


@dataclass(frozen=True)
class Planned:
    """A document that can be made, with what its files need."""

    document: Document
    year: int | None  # None: the handbook, of no year

    def path(self, kind: str) -> str:
        """Where its file of a kind stands in the site."""
        name = f"{self.year}/{self.document.name}.{kind}" if self.year else HANDBOOK
        return f"{FOLDER}/{name}"


def official_files(
    root: Path, edition: Edition, years: Iterable[int], formats: Iterable[str] = FORMATS
) -> tuple[dict[str, bytes], list[Problem]]:
    """Path in the site → content of every document, and the problems that stop them.

    A year without an outline has no documents. Where there is a problem, no file is made.
    """
    chosen = list(formats)
    planned, problems = official_documents(root, edition, years, with_handbook="pdf" in chosen)
    made: dict[str, bytes] = {}
    for plan in [] if errors(problems) else planned:
        moment = source_moment(root, plan.year or max(edition.years))
        for kind in chosen if plan.year else ["pdf"]:
            made[plan.path(kind)] = write(kind, plan, edition, moment, problems)
    return ({} if errors(problems) else made), problems


def official_documents(
    root: Path, edition: Edition, years: Iterable[int], *, with_handbook: bool = True
) -> tuple[list[Planned], list[Problem]]:
    """The documents of the years and the handbook, and all problems of all of them."""
    planned: list[Planned] = []
    problems: list[Problem] = []
    for year in years:
        found: list[Problem] = []
        report_of_year = year_document(root, edition, year, found)
        planned += [Planned(report_of_year, year)] if report_of_year else []
        problems += found
    pages = guidance(edition)
    if pages and with_handbook:
        found = []
        book = guidance_document(root, edition, pages, found)
        planned += [Planned(book, None)] if book else []
        problems += found
    return planned, sorted(set(problems))


def year_document(
    root: Path, edition: Edition, year: int, problems: list[Problem]
) -> Document | None:
    """The report of a year; None where it has no outline or something is wrong."""
    outline = read_outline(root, year, problems)
    if outline is None:
        return None
    head = read_letterhead(edition.office, edition.years[year], problems)
    problems += outline_is_whole(edition, outline, year)
    named = dict.fromkeys(uri for uri, _ in outline.pages())
    uris = [uri for uri in named if uri in edition.pages]
    assembly = Assembly(root, edition, uris)
    problems += proof(edition, uris, assembly)
    if head is None or len(uris) < len(named) or errors(problems):
        return None
    return report(assembly, year, outline, head)


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
    root: Path, edition: Edition, uris: list[str], problems: list[Problem]
) -> Document | None:
    """The handbook, named after the heading of its first page; None where something is wrong."""
    assembly = Assembly(root, edition, uris)
    problems += proof(edition, uris, assembly)
    if errors(problems):
        return None
    heading = FIRST_HEADING.search(edition.pages[uris[0]].plain)
    name = heading[0].strip("# \n") if heading else "hướng dẫn"
    return handbook(assembly, edition.office["ten"], uris, f"Sổ tay {name[:1].lower()}{name[1:]}")


def write(
    kind: str,
    plan: Planned,
    edition: Edition,
    moment: datetime.datetime,
    problems: list[Problem],
) -> bytes:
    """One file; the PDF has the tables of the year attached."""
    if kind != "pdf":
        return WRITERS[kind](plan.document, moment)
    tables = edition.years[plan.year].tables.values() if plan.year else ()
    try:
        return pdf(plan.document, {table: csv_file(table) for table in tables}, moment)
    except typst.TypstError as error:
        path = f"data/{plan.year}/{OUTLINE}" if plan.year else f"docs/{GUIDANCE}index.md"
        said = re.sub(r"\s+", " ", error.message)
        problems.append(
            Problem(path, 1, f"không dàn trang được PDF: {said}", "Báo người phụ trách")
        )
        return b""


def source_moment(root: Path, year: int) -> datetime.datetime:
    """When the sources were last changed: SOURCE_DATE_EPOCH, or the last commit, or, outside
    a repository, the last day of the year. Never the time of the build."""
    seconds = os.environ.get("SOURCE_DATE_EPOCH") or last_commit(root)
    if seconds:
        return datetime.datetime.fromtimestamp(int(seconds), datetime.UTC)
    return datetime.datetime(year, 12, 31, tzinfo=datetime.UTC)


def last_commit(root: Path) -> str:
    """The time of the last commit in seconds; empty where there is none."""
    program = shutil.which("git")
    if not program:
        return ""
    command = [program, "-C", str(root), "log", "-1", "--format=%ct"]
    result = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    return result.stdout.strip() if result.returncode == 0 else ""
