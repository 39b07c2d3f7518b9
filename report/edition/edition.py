"""An edition: the data and pages of an office as they stand in its folders, read and filled."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

from report.edition.allowed_files import files_can_be_published
from report.edition.guidance import Guidance, header, is_guidance, read_guidance
from report.figures.macros import CAN_VIET, USAGE, PageMacros
from report.figures.provenance import correction_note, page_section
from report.figures.register import citations
from report.problems.problem import Mistake, Problem, near_miss, problem
from report.sources.corrections import Publication, read_publication
from report.sources.descriptions import read_dataset
from report.sources.files import read_composed, read_text, read_yaml
from report.sources.open_places import NO_FIGURE, NO_TEXT, has_mark
from report.sources.pages import Call, Page, calls, fill, read_page
from report.sources.paths import year_of
from report.sources.rules import Audit, read_audit
from report.sources.tables import COMMON, Cell, Dataset

OFFICE = "data/don-vi.yaml"
OFFICE_KEY = re.compile(r"^([^\s#:]+):", re.M)
LINK_TARGET = re.compile(r"\]\(([^)\s]+)")
FIRST_HEADING = re.compile(r"^# .*\n", re.M)


@dataclass(frozen=True)
class FilledPage:
    """A page after its macros ran: Markdown without front matter, and the cells it shows.

    `provenance` is HTML to stand at the end of a report page: where its figures come
    from. It is no part of the Markdown, so that it costs no parsing and the search
    does not find every page by its sources. `used` are all cells behind the page,
    `figures` those that a reader may follow, each in order and as often as it stands there.
    `guidance` is what a guidance page says of itself.
    """

    page: Page
    markdown: str
    provenance: str
    used: tuple[Cell, ...]
    figures: tuple[Cell, ...]
    guidance: Guidance | None = None
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Office:
    """What data/don-vi.yaml says of the office, and the line of each of its keys."""

    content: Mapping[str, Any]
    lines: Mapping[str, int]
    problems: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class Edition:
    """Everything that is published, and the problems met on reading it.

    `audits` and `publications` have the years of `years`; `pages` go by their path
    under docs/. `citations` are the pages that cite each document of the register;
    `drafts` are the years that are not frozen and have open places.
    """

    office: Mapping[str, Any]
    office_lines: Mapping[str, int]  # the line of each of its keys
    years: Mapping[int, Dataset]
    common: Dataset
    common_audit: Audit
    audits: Mapping[int, Audit]
    publications: Mapping[int, Publication]
    citations: Mapping[str, Sequence[Page]]
    pages: Mapping[str, FilledPage]
    problems: tuple[Problem, ...]
    drafts: frozenset[int] = frozenset()

    @property
    def finished_years(self) -> list[int]:
        """The years with nothing left to fill, which are published in documents too."""
        return [year for year in self.years if year not in self.drafts]

    @property
    def shown_year(self) -> int:
        """The year that pages outside of a year show: the newest that is frozen, so that a
        new year comes when it is published; before the first is, the newest finished one."""
        frozen = [year for year, one in self.publications.items() if one.frozen is not None]
        return max(frozen or self.finished_years or self.years, default=0)

    def macros(self, uri: str) -> PageMacros:
        """The macros of the page at `uri` under docs/."""
        notes = {year: audit.notes for year, audit in self.audits.items()}
        year = year_of(uri)
        shown = self.shown_year if year is None else year
        return PageMacros(self.years or {0: self.common}, shown, uri, notes, self.citations)


def read_edition(root: Path) -> Edition:
    """Read data and pages of the office in `root` once; nothing is raised for their mistakes."""
    office = read_office(root)
    common = (
        read_dataset(root, COMMON)
        if (root / "data" / COMMON).is_dir()
        else Dataset(COMMON, f"data/{COMMON}", {})
    )
    years = {
        int(folder.name): read_dataset(root, folder.name, common)
        for folder in sorted((root / "data").glob("[0-9][0-9][0-9][0-9]"))
        if folder.is_dir()
    }
    audits = {year: read_audit(root, data) for year, data in years.items()}
    common_audit = read_audit(root, common)
    publications = {year: read_publication(root, data) for year, data in years.items()}
    sources, unread = read_pages(root)
    unfrozen = {year: years[year] for year, one in publications.items() if one.frozen is None}
    drafts = frozenset(year for year, data in unfrozen.items() if has_open_cells(data))
    drafts |= {page.year for page in sources if page.year in unfrozen and has_open_text(page)}
    edition = Edition(
        office.content,
        office.lines,
        years,
        common,
        common_audit,
        audits,
        publications,
        citations(sources, common),
        {},
        (),
        drafts,
    )
    pages = {page.uri: fill_page(page, edition) for page in sources}
    parts: list[Office | Dataset | Audit | Publication | FilledPage] = [
        office,
        common,
        *years.values(),
        common_audit,
        *audits.values(),
        *publications.values(),
        *pages.values(),
    ]
    problems = (
        *files_can_be_published(root),
        *unread,
        *(one for part in parts for one in part.problems),
    )
    return replace(edition, pages=pages, problems=problems)


def has_open_cells(data: Dataset) -> bool:
    """Whether a cell of a year, or the description of a table, is still to be filled."""
    return any(
        any(map(has_mark, table.texts.values()))
        or any(has_mark(column.title) for column in table.columns.values())
        or any(cell.is_open for row in table.rows.values() for cell in row.values())
        for table in data.tables.values()
    )


def has_open_text(page: Page) -> bool:
    """Whether a page has text still to be written."""
    heads = any(has_mark(str(value)) for value in page.meta.values())
    return heads or any(calls(page, CAN_VIET))


def read_office(root: Path) -> Office:
    """What names the office, data/don-vi.yaml."""
    if not (root / OFFICE).is_file():
        return Office({}, {}, (problem(OFFICE, 1, "thieu-tep-co-quan"),))
    try:
        settings = read_yaml(root / OFFICE, OFFICE)
    except Mistake as mistake:
        return Office({}, {}, (mistake.at(OFFICE),))
    text = read_text(root / OFFICE, OFFICE).text
    keys = OFFICE_KEY.finditer(text)
    lines = {key[1]: text.count("\n", 0, key.start()) + 1 for key in keys}
    return Office(settings.content, lines, settings.problems)


def read_pages(root: Path) -> tuple[list[Page], list[Problem]]:
    """All Markdown files under docs/ that can be read, in order of their paths; and problems."""
    docs = root / "docs"
    pages, problems = [], []
    for path in sorted(docs.rglob("*.md")):
        uri = path.relative_to(docs).as_posix()
        try:
            pages.append(read_page(uri, read_composed(path, f"docs/{uri}")))
        except Mistake as mistake:
            problems.append(mistake.at(f"docs/{uri}"))
    return pages, problems


def fill_page(page: Page, edition: Edition) -> FilledPage:
    """The page with its macros run; a report page tells of corrections and sources, too,
    a guidance page of its basis and how long it holds."""
    if page.year is not None and page.year not in edition.years:
        wrong = problem(page.path, 1, "trang-khong-co-so-lieu-nam", year=page.year)
        return FilledPage(page, "", "", (), (), problems=(wrong,))
    macros = edition.macros(page.uri)
    guidance = read_guidance(page) if is_guidance(page) else None
    if guidance:
        macros.cited.update(guidance.basis)  # the header cites them in full
    filled = fill(page, partial(evaluate, macros))
    markdown, problems = filled.text, filled.problems
    if guidance:
        note = header(guidance, macros.dataset(None), edition.office)
        markdown = below_heading(markdown, note.text)
        problems = (*problems, *guidance.problems, *note.problems)
    provenance = ""
    if page.in_report and page.year is not None:
        markdown = with_corrections(markdown, macros.figures, edition.publications[page.year])
        provenance = page_section(page.uri, macros.figures, edition.audits[page.year].notes)
        if page.year in edition.drafts:
            markdown = below_heading(markdown, draft_note(page.year))
    used, figures = ((), ()) if page.for_editors else (tuple(macros.used), tuple(macros.figures))
    return FilledPage(page, markdown, provenance, used, figures, guidance, problems)


def with_corrections(markdown: str, figures: Sequence[Cell], publication: Publication) -> str:
    """The page with the corrections of its figures below its heading."""
    if not publication.corrections:
        return markdown
    shown = {cell.address for cell in figures}
    return below_heading(markdown, correction_note(publication.newest_first(), shown))


def draft_note(year: int) -> str:
    """What a reader of a draft must know: figures and text are not complete."""
    return (
        '!!! warning "Bản thảo"\n\n'
        f"    Báo cáo năm {year} đang được soạn, chưa công bố. "
        f"Chỗ ghi “{NO_FIGURE[1:-1]}” hoặc “{NO_TEXT[1:-1]}” chưa có nội dung.\n"
    )


def below_heading(markdown: str, note: str) -> str:
    """The page with a note below its heading, or at its beginning where it has none."""
    found = FIRST_HEADING.search(markdown)
    below = found.end() if found else 0
    return f"{markdown[:below]}\n{note}\n{markdown[below:]}"


def evaluate(macros: PageMacros, call: Call) -> str:
    """The result of one call. Raises Mistake where the page has it wrong."""
    if call.name not in USAGE:
        guess, known = near_miss(call.name, USAGE), ", ".join(USAGE)
        raise Mistake("khong-co-macro", guess=guess, name=call.name, known=known)
    return macros.call(call.name, call.args, call.kwargs)


def links_to_older_years(edition: Edition) -> list[str]:
    """Where pages outside of a year, which show the newest, lead to an older one: file and line."""
    return [
        f"{page.path}:{page.line(link.start(1))}: {link[1]}"
        for page in (filled.page for filled in edition.pages.values() if filled.figures)
        if page.year is None
        for link in LINK_TARGET.finditer(page.text, page.start)
        if (year_of(link[1]) or edition.shown_year) < edition.shown_year
    ]
