"""The official documents of a year, and the handbook of the guidance pages."""

import datetime
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import typst

from report.edition.edition import Edition
from report.edition.guidance import GUIDANCE_FOLDER
from report.edition.letterhead import read_letterhead
from report.edition.print_checks import handbook_pages, printed_pages, section_pages
from report.official.document import (
    Assembly,
    Document,
    Imprint,
    handbook,
    reading_copy,
    section_copy,
    signed_copy,
)
from report.official.formats import DOCUMENT_FILES, FORMAT_ENDINGS
from report.official.pandoc import nodes, tree_text
from report.official.pdf import pdf
from report.official.prints import Print
from report.problems.problem import Mistake, Problem
from report.sources.addresses import HANDBOOK_FILE, section_file, url_of
from report.sources.git import last_commit_time
from report.sources.outline import outline_path, read_outline


@dataclass(frozen=True)
class Planned:
    """A file that can be made: its path in the site, what it is made of, and the file of the
    sources that its order of pages comes from."""

    path: str
    document: Document
    year: int
    source: str
    write: Callable[[Document, datetime.datetime], bytes]


def official_files(
    root: Path,
    edition: Edition,
    years: Iterable[int],
    endings: Iterable[str] = FORMAT_ENDINGS,
    address: str = "",
) -> tuple[dict[str, bytes], list[Problem]]:
    """Path in the site → content of every document of the years and of the handbook, for an
    office that passed its examination with these years; and the problems of those that cannot
    be typeset all the same. `address` is that of the site, empty where it is not known.

    A year without an outline has no documents. Where there is a problem, no file is made.
    """
    made: dict[str, bytes] = {}
    problems = []
    for plan in planned_files(root, edition, years, [*endings], address):
        try:
            made[plan.path] = written_file(plan, source_moment(root, plan.year))
        except Mistake as mistake:
            problems.append(mistake.at(plan.source))
    return ({} if problems else made), problems


def planned_files(
    root: Path, edition: Edition, years: Iterable[int], endings: Collection[str], address: str
) -> Iterator[Planned]:
    """The files of the years and the handbook, one document at a time: each is a large tree."""
    for year in years:
        yield from files_of_year(root, edition, year, endings, address)
    pages = handbook_pages(edition)
    if pages and "pdf" in endings:
        source = f"docs/{GUIDANCE_FOLDER}/index.md"
        document = handbook_document(root, edition, pages)
        yield Planned(HANDBOOK_FILE, document, max(edition.years), source, pdf)


def files_of_year(
    root: Path, edition: Edition, year: int, endings: Collection[str], address: str
) -> Iterator[Planned]:
    """The files of a year, those of a print together, and its sections by themselves; none where
    it has no outline."""
    outline, source = read_outline(root, year), outline_path(year)
    head, _ = read_letterhead(edition.office, edition.years[year], edition.ending)
    if outline is None or head is None:
        return
    data, draft = edition.years[year], year not in edition.finished_years
    wanted = {
        kind: [one for one in DOCUMENT_FILES if one.kind is kind and one.ending in endings]
        for kind in (Print.SIGNED, Print.READING)
    }
    uris = printed_pages(edition, outline)
    if wanted[Print.SIGNED]:
        assembly = Assembly(root, edition, uris, Print.SIGNED)
        document = signed_copy(assembly, data, outline, head, draft=draft)
        for file in wanted[Print.SIGNED]:
            yield Planned(file.path(year), document, year, source, file.write)
    if not wanted[Print.READING]:
        return
    assembly = Assembly(root, edition, uris, Print.READING)
    imprint = imprint_of(edition, address, outline.opening)
    document = reading_copy(assembly, data, outline, head, imprint, draft=draft)
    for file in wanted[Print.READING]:
        yield Planned(file.path(year), document, year, source, file.write)
    for uri in section_pages(edition, outline, year) if "pdf" in endings else ():
        imprint = imprint_of(edition, address, uri)
        place = str(edition.pages[uri].page.meta.get("muc") or "")
        document = section_copy(assembly, uri, place, head, imprint, draft=draft)
        yield Planned(section_file(uri), document, year, f"docs/{uri}", pdf)


def imprint_of(edition: Edition, address: str, page: str) -> Imprint:
    """Where a document comes from: the website, the address of a page of it, the licence."""
    licence = edition.office.get("giay_phep") or {}
    return Imprint(
        site=str(edition.office.get("trang") or edition.office.get("ten") or ""),
        address=f"{address.rstrip('/')}/{url_of(page)}" if address else "",
        licence=(str(licence.get("ten") or ""), str(licence.get("dia_chi") or "")),
    )


def handbook_document(root: Path, edition: Edition, uris: list[str]) -> Document:
    """The handbook, named after the heading of its first page."""
    assembly = Assembly(root, edition, uris, Print.HANDBOOK)
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


def written_file(plan: Planned, moment: datetime.datetime) -> bytes:
    """One file. Raises Mistake with what Typst finds wrong in a PDF."""
    try:
        return plan.write(plan.document, moment)
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
