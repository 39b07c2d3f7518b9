"""An edition: the data and pages of an office as they stand in its folders, read and filled."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache, cached_property, partial
from pathlib import Path
from typing import Any

from report.edition import ending
from report.edition.allowed_files import PAGE_ENDING, files_can_be_published
from report.edition.ending import OfficeEnd, read_ending
from report.edition.guidance import Guidance, header, is_guidance, read_guidance
from report.edition.notes import correction_note, draft_note
from report.edition.open_place_checks import open_rows, open_text, open_texts
from report.edition.placing import blocks_apart, stands_alone, targets_written
from report.edition.text_kind import TextKind, text_kind
from report.figures.macros import PageMacros
from report.figures.register import citations
from report.figures.results import (
    ComputedNumber,
    Note,
    Result,
    computed,
    is_block,
    plain_text,
    row_anchors,
)
from report.figures.tables import Notes
from report.problems.problem import AlreadyReported, Mistake, Problem, problem
from report.sources.corrections import Publication, read_publication
from report.sources.descriptions import read_dataset
from report.sources.files import composed, content_of, read_bytes, read_yaml
from report.sources.folders import found_in
from report.sources.markdown import CallPlace, Image, MacroCall, PageLink, anchors
from report.sources.markdown.marks import CALL_MARK, LINE_BREAK, Tag, template_tags
from report.sources.memory import remembered
from report.sources.pages import (
    EDITORS,
    Call,
    Page,
    fill,
    parse_call,
    read_page,
    stray_tag,
)
from report.sources.paths import titled_among_years, year_of
from report.sources.places import Mentions, NamedPlace, read_mentions, read_places
from report.sources.rules import Audit, read_audit
from report.sources.shapes import YamlShape, line_of, shaped
from report.sources.tables import COMMON, Cell, Dataset, Table
from report.text.markup import MARK_BEGIN, MARK_END

SAMPLE = Path(__file__).parent / "sample"  # an office of tables alone
OFFICE = "data/don-vi.yaml"
LETTERHEAD = "dau_van_ban"  # the lines of the office's name in its documents
OFFICE_CODE = "ma_dia_ban"  # of its place in the list of units of the state
LICENSE = "giay_phep"
OFFICE_GROUPS = {LICENSE: ("ma", "ten", "dia_chi"), ending.OFFICE_ENDED: tuple(ending.PARTS)}
SITE_TEXTS = ("trang", "mo_ta")  # of the office's file: name and description of the site
SHOWN_YEAR = re.compile(r"\{\{ *nam *\}\}")
PRIVATE = re.compile(f"[{MARK_BEGIN}{MARK_END}]")
FENCE_OF_HEAD = "---"  # how a page begins
UNKNOWN = "…"  # stands for what could not be evaluated, and is reported
# Attributes on the line below a call: a paragraph takes them, what is a block does not.
ATTRIBUTES_BELOW = re.compile(r"[ \t]*(?:\r\n?|\n)[ \t>]*(\{:?[ ]*[.#\w][^{}\r\n]*\})")
HEAD_TEXTS = ("title", "description")  # what menus, the search and feeds show of a page


@dataclass(frozen=True, slots=True)
class PlacedCall:
    """A macro call of a page, and where it stands."""

    call: Call
    stands: MacroCall


@dataclass(frozen=True)
class FilledPage:
    """A page after its macros ran: Markdown without front matter, with marks, and the results.

    `body` is the page as it was written, with the marks of its calls; `markdown` has what
    stands below its heading, too. `results` are those of the marks by their numbers, first
    those of `calls`; `asked` are the paths of the tables that calls ask for, even in vain.
    `guidance` is what a guidance page says of itself; `places` are the anchors on the page.
    """

    page: Page
    body: str
    markdown: str
    results: tuple[Result, ...]
    calls: tuple[PlacedCall, ...] = ()
    asked: frozenset[str] = frozenset()
    guidance: Guidance | None = None
    problems: tuple[Problem, ...] = ()
    places: frozenset[str] = frozenset()

    @property
    def called(self) -> tuple[Result, ...]:
        """The results that the page itself asks for; the examples of the manual show nothing."""
        return () if self.page.for_editors else self.results[: len(self.calls)]

    @cached_property
    def used(self) -> tuple[Cell, ...]:
        """All cells behind the page, in order and as often as they stand there."""
        return tuple(cell for result in self.called for cell in result.cells)

    @cached_property
    def figures(self) -> tuple[Cell, ...]:
        """The cells that a reader may follow to their source."""
        return tuple(cell for result in self.called for cell in result.figures)

    @cached_property
    def computed(self) -> tuple[ComputedNumber, ...]:
        """The numbers on the page that no cell has."""
        return computed(self.called)

    @property
    def shows_sources(self) -> bool:
        """Whether the page ends with the sources of its figures: one of a report that has any."""
        return self.page.in_report and self.page.year is not None and bool(self.figures)

    @cached_property
    def plain(self) -> str:
        """The Markdown with plain words for the results."""
        return plain_text(self.markdown, self.results)


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
    # Pages that could not be read by their paths under docs/, each with its text as far as it goes.
    unread: Mapping[str, str] = field(default_factory=dict)

    def may_mention(self, name: str, year: int | None) -> bool:
        """Whether a page that could not be read may show a table of a year, or cite a document,
        of that name."""
        return any(
            (year is None or year_of(uri) in (None, year)) and (not text or name in text)
            for uri, text in self.unread.items()
        )

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

    @cached_property
    def text_kinds(self) -> Mapping[int, TextKind]:
        """Whether the text of each year is the office's own or edited."""
        return {year: text_kind(data) for year, data in self.years.items()}

    def kind_of(self, page: Page) -> TextKind | None:
        """The kind of the text of a page of a report, None for other pages."""
        return self.text_kinds.get(page.year or 0) if page.in_report else None

    @property
    def tables(self) -> list[Table]:
        """All tables that can be read, those of no year last."""
        datasets = (*self.years.values(), self.common)
        return [table for dataset in datasets for table in dataset.tables.values()]

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """The title of each page by its path under docs/."""
        return {
            uri: str(filled.page.meta.get("title") or uri) for uri, filled in self.pages.items()
        }

    def title_among_years(self, title: str, uri: str) -> str:
        """The title of the page at `uri`, a path or an address, beside those of other years."""
        return titled_among_years(title, uri, self.years)

    @cached_property
    def ending(self) -> OfficeEnd | None:
        """The end of the office, None where it still exists."""
        return read_ending(self.office, self.common, self.titles, self.shown_year)

    @property
    def publisher(self) -> str:
        """Who publishes the site: the office, or who keeps its record after its end."""
        return ending.publisher(self.office, self.ending)

    def macros(self, uri: str, guidance: Guidance | None = None) -> PageMacros:
        """The macros of the page at `uri` under docs/."""
        year = year_of(uri)
        shown = self.shown_year if year is None else year
        if uri.startswith(f"{EDITORS}/"):
            macros = sample_edition().macros("")
            macros.told_year = shown
            return macros
        data = self.years or {0: self.common}
        macros = PageMacros(data, shown, self.notes, self.citations, self.mentions)
        if guidance:
            macros.cited.update(guidance.basis)  # the header cites them in full
        return macros

    @cached_property
    def notes(self) -> Mapping[int, Notes]:
        """The notes of each year on its cells, by their addresses."""
        return {
            year: {
                address: Note(str(year), rule, text, len(self.audits) > 1)
                for address, (rule, text) in audit.notes.items()
            }
            for year, audit in self.audits.items()
        }

    @cached_property
    def places(self) -> Mapping[str, NamedPlace]:
        """The places that have a page of their own, by their keys, as the newest year that has
        them names them."""
        found: dict[str, NamedPlace] = {}
        for _, data in sorted(self.years.items(), reverse=True):
            found = {**read_places(data), **found}
        return found

    @cached_property
    def mentions(self) -> Mapping[int, Mentions]:
        """The places that the cells of each year, and of the common tables, name."""
        return {year: read_mentions(data) for year, data in self.years.items()}


def read_edition(root: Path) -> Edition:
    """Read data and pages of the office in `root` once; nothing is raised for their mistakes."""
    office = read_office(root)
    common = (
        read_dataset(root, COMMON)
        if (root / "data" / COMMON).is_dir()
        else Dataset(COMMON, f"data/{COMMON}", {})
    )
    years = read_years(root, common)
    audits = {year: read_audit(root, data) for year, data in years.items()}
    common_audit = read_audit(root, common)
    publications = {year: read_publication(root, data) for year, data in years.items()}
    sources, unread = read_pages(root)
    unfrozen = {year: years[year] for year, one in publications.items() if one.frozen is None}
    drafts = frozenset(year for year, data in unfrozen.items() if has_open_cells(data))
    drafts |= {page.year for page in sources if page.year in unfrozen and any(open_text(page))}
    edition = Edition(
        office.content,
        office.lines,
        years,
        common,
        common_audit,
        audits,
        publications,
        {},
        {},
        (),
        drafts,
    )
    edition = replace(edition, office=with_shown_year(edition))
    sources, in_heads = with_heads(sources, edition)
    edition = replace(edition, citations=citations(sources, common))
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
        *in_heads,
        *(one for part in parts for one in part.problems),
    )
    told = {one.path.removeprefix("docs/") for one in unread} - pages.keys()
    texts = {uri: text_as_far_as_it_goes(root, f"docs/{uri}") for uri in sorted(told)}
    return replace(edition, pages=pages, problems=problems, unread=texts)


@cache
def sample_edition() -> Edition:
    """The tables that the examples of the manual show: every office has the manual, and no office
    has the tables of another one."""
    return read_edition(SAMPLE)


def read_years(root: Path, common: Dataset) -> dict[int, Dataset]:
    """The data of each year, oldest first, which knows the one before."""
    years: dict[int, Dataset] = {}
    before: Dataset | None = None
    for folder in sorted((root / "data").glob("[0-9][0-9][0-9][0-9]")):
        if folder.is_dir():
            before = replace(read_dataset(root, folder.name, common), previous=before)
            years[int(folder.name)] = before
    return years


def text_as_far_as_it_goes(root: Path, path: str) -> str:
    """The ASCII letters of a page that cannot be read; empty where it is no page at all."""
    try:
        text = read_bytes(root / path, path).decode("ascii", "ignore")
    except Mistake:
        return ""
    return text if text.startswith(FENCE_OF_HEAD) else ""


def has_open_cells(data: Dataset) -> bool:
    """Whether a cell of a year, or the description of a table, is still to be filled."""
    return any(any(open_texts(table)) or any(open_rows(table)) for table in data.tables.values())


def read_office(root: Path) -> Office:
    """What names the office, data/don-vi.yaml."""
    if not (root / OFFICE).is_file():
        return Office({}, {}, (problem(OFFICE, 1, "thieu-tep-co-quan"),))
    try:
        settings = read_yaml(root / OFFICE, OFFICE)
    except Mistake as mistake:
        return Office({}, {}, (mistake.at(OFFICE),))
    keys = [key for key in settings.content if key != "__line__"]
    shapes = dict.fromkeys(keys, YamlShape.TEXT) | {
        LETTERHEAD: YamlShape.TEXTS,
        **dict.fromkeys(OFFICE_GROUPS, YamlShape.GROUP),
    }
    content, wrong = shaped(OFFICE, settings.content, shapes)
    for group, parts in OFFICE_GROUPS.items():
        if content.get(group):
            texts = dict.fromkeys(parts, YamlShape.TEXT)
            content[group], wrong_parts = shaped(OFFICE, content[group], texts)
            wrong += wrong_parts
    lines = {str(key): line_of(key) for key in keys}
    return Office(content, lines, (*settings.problems, *wrong))


def with_shown_year(edition: Edition) -> dict[str, Any]:
    """What names the office, with the year that the site shows where name and description of the
    site say `{{ nam }}`."""
    office, year = dict(edition.office), str(edition.shown_year or UNKNOWN)
    texts = ((key, office.get(key)) for key in SITE_TEXTS)
    return office | {
        key: SHOWN_YEAR.sub(year, text) for key, text in texts if isinstance(text, str)
    }


def read_pages(root: Path) -> tuple[list[Page], list[Problem]]:
    """All Markdown files under docs/ that can be read, in order of their paths; and problems."""
    pages: list[Page] = []
    problems: list[Problem] = []
    listed = [one for one in found_in(root, "docs") if one.path.endswith(PAGE_ENDING)]
    for path, *_, is_plain in sorted(listed, key=lambda one: one.path.split("/")):
        file = root / path
        try:
            content = content_of(file) if is_plain else read_bytes(file, path)
            page, wrong = page_in(path.removeprefix("docs/"), content)
        except Mistake as mistake:
            problems.append(mistake.at(path))
            continue
        pages += [page] if page else []
        problems += wrong
    return pages, problems


@remembered
def page_in(uri: str, content: bytes) -> tuple[Page | None, tuple[Problem, ...]]:
    """The page that a file below docs/ holds, None where it cannot be read; and problems."""
    path, problems = f"docs/{uri}", list[Problem]()
    try:
        text = composed(content, PAGE_ENDING)
        if MARK_BEGIN in text or MARK_END in text:
            problems += private_characters(path, text)
            text = PRIVATE.sub("\ufffd", text)
        return read_page(uri, text), tuple(problems)
    except Mistake as mistake:
        return None, (*problems, mistake.at(path))


def private_characters(path: str, text: str) -> Iterator[Problem]:
    """No page has the characters that surround the marks of results."""
    for found in PRIVATE.finditer(text):
        line = len(LINE_BREAK.findall(text, 0, found.start())) + 1
        yield problem(path, line, "ky-tu-rieng", letter=f"U+{ord(found[0]):04X}")


def fill_page(page: Page, edition: Edition) -> FilledPage:
    """The page with its macros run; a report page tells of corrections, too, a guidance page of
    its basis and how long it holds."""
    if page.year is not None and page.year not in edition.years:
        wrong = problem(page.path, 1, "trang-khong-co-so-lieu-nam", year=page.year)
        return FilledPage(page, "", "", (), problems=(wrong,))
    guidance = read_guidance(page) if is_guidance(page) else None
    macros = edition.macros(page.uri, guidance)
    calls: list[PlacedCall] = []
    filled = fill(page, partial(evaluated, page, macros, calls))
    results, problems = macros.results, filled.problems
    targets = {n for n, one in enumerate(calls) if one.stands.place is CallPlace.TARGET}

    def ready(text: str) -> str:
        return blocks_apart(targets_written(with_plain_breaks(text), results, targets), results)

    notes = list(site_notes(page, results, edition))
    if guidance:
        head = header(guidance, macros, edition.common)
        notes.append(head.text)
        problems = (*problems, *guidance.problems, *head.problems)
    markdown = ready(filled.above) + "".join(f"\n{note}\n" for note in notes) + ready(filled.below)
    body = with_plain_breaks(filled.above + filled.below)  # as the engine reads it
    return FilledPage(
        page,
        body,
        body if markdown == body else markdown,  # one text, where it is the same
        tuple(results),
        tuple(calls),
        frozenset() if page.for_editors else frozenset(macros.asked),
        guidance,
        problems,
        places_on(page, calls, results),
    )


def with_plain_breaks(text: str) -> str:
    """A text with "\\n" for every line break."""
    return LINE_BREAK.sub("\n", text) if "\r" in text else text


def site_notes(page: Page, results: Sequence[Result], edition: Edition) -> Iterator[str]:
    """What stands below the heading of a report page: that it is a draft, what was corrected."""
    if not page.in_report or page.year is None:
        return
    if page.year in edition.drafts:
        yield draft_note(page.year)
    corrections = edition.publications[page.year].newest_first()
    if corrections:
        shown = {cell.address for result in results for cell in result.figures}
        note = correction_note(corrections, shown, edition.years[page.year])
        yield from [note] if note else []


def places_on(page: Page, calls: Iterable[PlacedCall], results: Sequence[Result]) -> frozenset[str]:
    """What links to a page may lead to: headings, rows and whatever else has a name there."""
    given = {one.stands.offset: result for one, result in zip(calls, results, strict=False)}

    def words(call: MacroCall) -> str:
        return given[call.offset].plain if call.offset in given else ""

    headings = {anchor for _, anchor in anchors(page.content, words)}
    rows = {anchor for result in results for anchor in row_anchors(result)}
    notes = {f"fn:{note.label}" for note in page.content.notes}
    notes |= {f"fnref:{one.label}" for one in page.content.references if one.defined}
    return frozenset(headings | rows | notes | page.content.ids)


def evaluated(page: Page, macros: PageMacros, calls: list[PlacedCall], call: Call, tag: Tag) -> str:
    """The mark of the result of a call, which is noted with its line.

    Raises Mistake where the page has it wrong, or where a block cannot stand in its place.
    """
    result = macros.call(call.name, call.args, call.kwargs)
    stands = page.call_at(tag.start)
    if is_block(result):
        if not stands_alone(stands, page.content):
            raise Mistake("khoi-trong-cau", name=call.name)
        attributes = ATTRIBUTES_BELOW.match(page.text, tag.end)
        if attributes:
            raise Mistake("thuoc-tinh-khong-gan", written=attributes[1])
    calls.append(PlacedCall(call, stands))
    return macros.marked(result)


def with_heads(pages: Sequence[Page], edition: Edition) -> tuple[list[Page], list[Problem]]:
    """The pages with the words of the calls in their titles and descriptions, as they stand in
    menus, the search and feeds, and in addresses; and problems of titles that have no words."""
    named: list[Page] = []
    problems: list[Problem] = []
    for page in pages:
        heads: dict[str, str] = {}
        for key in HEAD_TEXTS:
            text = page.meta.get(key)
            if isinstance(text, str) and any(template_tags(text, 0)):
                heads[key], wrong = head_words(page, key, text, edition.macros(page.uri))
                problems += wrong
        targets = target_words(page, edition)
        named.append(named_page(page, (*heads.items(),), (*targets.items(),)))
    return named, problems


@remembered
def named_page(
    page: Page, heads: tuple[tuple[str, str], ...], targets: tuple[tuple[int, str], ...]
) -> Page:
    """The page with these words of the calls in its front matter and addresses."""
    return page.named(dict(heads), dict(targets)) if heads or targets else page


def target_words(page: Page, edition: Edition) -> dict[int, str]:
    """The words of the calls in addresses of links and pictures by the numbers of their marks;
    what cannot be evaluated has its problem where the page is filled."""
    words: dict[int, str] = {}
    addressed: tuple[PageLink | Image, ...] = (*page.content.links, *page.content.images)
    numbers = [int(number) for one in addressed for number in CALL_MARK.findall(one.target)]
    if not numbers:
        return words
    tags = [tag for tag in page.content.template_tags if tag.kind == "call"]
    macros = edition.macros(page.uri)
    for number in numbers:
        with suppress(AlreadyReported, Mistake):
            words[number] = call_words(page.text, tags[number], macros)
    return words


def head_words(page: Page, key: str, text: str, macros: PageMacros) -> tuple[str, list[Problem]]:
    """A text of the front matter with the words of its calls, and the problems of them."""
    words: list[str] = []
    problems: list[Problem] = []
    position = 0
    for tag in template_tags(text, 0):
        words.append(text[position : tag.start])
        position = tag.end
        try:
            words.append(call_words(text, tag, macros))
        except AlreadyReported:
            words.append(UNKNOWN)
        except Mistake as mistake:
            problems.append(mistake.at(page.path, page.key_line(key)))
            words.append(UNKNOWN)
    return "".join([*words, text[position:]]), problems


def call_words(text: str, tag: Tag, macros: PageMacros) -> str:
    """The words of a call where nothing but words can stand. Raises Mistake where it has none."""
    if tag.kind != "call":
        raise stray_tag(text[tag.start : tag.end])
    call = parse_call(tag.words)
    result = macros.call(call.name, call.args, call.kwargs)
    if is_block(result):
        raise Mistake("khoi-o-dau-trang", name=call.name)
    return result.plain


def links_to_older_years(edition: Edition) -> list[str]:
    """Where pages outside of a year, which show the newest, lead to an older one: file and line.
    Guidance names the report that it rests on."""
    return [
        f"{page.path}:{link.line}: {link.target}"
        for page in (filled.page for filled in edition.pages.values() if filled.figures)
        if page.year is None and not is_guidance(page)
        for link in page.links
        if (year_of(link.target) or edition.shown_year) < edition.shown_year
    ]
