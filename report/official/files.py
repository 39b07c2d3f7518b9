"""The official documents of a year, and the handbook of the guidance pages."""

import datetime
import gc
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from concurrent.futures import Executor, Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from time import monotonic

import typst

from report.edition.edition import Edition
from report.edition.guidance import GUIDANCE_FOLDER, read_guidance
from report.edition.letterhead import Letterhead, read_letterhead
from report.edition.print_checks import handbook_pages, printed_pages, section_pages
from report.kept.fingerprint import code_and_tools, files_taken_whole, fingerprint
from report.kept.store import Store
from report.official.assembly import Assembly
from report.official.copies import handbook, reading_copy, section_copy, signed_copy
from report.official.document import Document, Imprint
from report.official.formats import DOCUMENT_FILES, FORMAT_ENDINGS, DocumentFile
from report.official.moments import (
    SourceMoments,
    files_of_handbook,
    files_of_report,
    files_of_section,
    read_moments,
)
from report.official.page_trees import PageReading
from report.official.pandoc import Node, nodes, tree_text
from report.official.pdf import pdf, pdfs
from report.official.prints import Print
from report.problems.problem import Mistake, Problem
from report.sources.addresses import HANDBOOK_FILE, section_file, url_of
from report.sources.outline import Outline, outline_path, read_outline
from report.text.numbers import write_date

KEPT_DOCUMENTS = ".cache/van-ban"  # outside docs/ and data/, as only a build writes there
SOURCES_OF = "#nguon"  # which document came of sources is kept beside it
AT_ONCE = 2  # files: pandoc and Typst work without Python, which lets one thread run at a time
SLOW = 2  # seconds after which a run says how far it is, each time


@dataclass(frozen=True)
class Planned:
    """A file that can be made: its path in the site, what it is made of, and the file of the
    sources that its order of pages comes from."""

    path: str
    document: Document
    year: int
    source: str
    write: Callable[[datetime.datetime], bytes]


@dataclass(frozen=True)
class Batch:
    """Documents that are made of the same sources: those of a year, or the handbook.

    `edition` has the pages that they are made of and of others the titles, so that nothing else can
    come into them. `sources` are the paths of the files in the site, in the order in which they are
    made, and what dates each; `plans` makes their trees.
    """

    edition: Edition
    year: int
    sources: Mapping[str, frozenset[str]]
    plans: Callable[[], Iterator[Planned]]
    outline: Outline | None = None


def official_files(
    root: Path,
    edition: Edition,
    years: Iterable[int],
    endings: Iterable[str] = FORMAT_ENDINGS,
    address: str = "",
    kept: Store | None = None,
    tell: Callable[[str], None] | None = None,
    moments: SourceMoments | None = None,
) -> tuple[dict[str, bytes], list[Problem]]:
    """Path in the site → content of every document of the years and of the handbook, for an
    office that passed its examination with these years; and the problems of those that cannot
    be typeset all the same. `address` is that of the site, empty where it is not known.

    A year without an outline has no documents. Where there is a problem, no file is made. What
    is `kept` of the same sources is not made again; `tell` is told how far a slow run is. The
    `moments` are those of the sources in `root`, where somebody knows them already.
    """
    kept = kept or Store(None)
    moments = moments or read_moments(root)
    batches = [*batches_of(root, edition, years, [*endings], address)]
    progress = Progress(tell, sum(len(batch.sources) for batch in batches))
    made: dict[str, bytes] = {}
    problems: list[Problem] = []
    with no_collection(), in_turn(AT_ONCE) as pool:
        for writing in one_ahead(begin_batch(moments, one, address, kept, pool) for one in batches):
            documents, found = finish_batch(writing, root, kept, progress)
            made |= documents
            problems += found
    kept.keep()
    return ({} if problems else made), problems


@contextmanager
def no_collection() -> Iterator[None]:
    """Let nobody look for circles meanwhile: trees have none, and to walk them and all that was
    read of an office, time and again, costs more than the few things that stay."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def in_turn(at_once: int) -> Iterator[Executor]:
    """What runs calls in their order, some at once; where it is left early, no other one begins."""
    pool = ThreadPoolExecutor(at_once)
    try:
        yield pool
    finally:
        pool.shutdown(cancel_futures=True)


@dataclass
class Writing:
    """A batch whose documents are being written. `key` is the fingerprint of its sources, `whole`
    of those that are taken as they are; `ready` are the files that are kept, by their paths, `own`
    the fingerprints of the documents that were put together, `pending` the files still to come."""

    batch: Batch
    key: str
    whole: str
    ready: dict[str, bytes]
    own: dict[str, str]
    pending: list[tuple[Planned, Future[bytes]]]


def one_ahead(writings: Iterator[Writing]) -> Iterator[Writing]:
    """Each of them when the next one has begun, so that there is always something to write, and
    never more than the trees of two."""
    before = next(writings, None)
    for writing in writings:
        if before:
            yield before
        before = writing
    if before:
        yield before


def begin_batch(
    moments: SourceMoments, batch: Batch, address: str, kept: Store, pool: Executor
) -> Writing:
    """Have all written of a batch that is not kept: by its sources, or by the document as it was
    put together of other ones. Nothing changes a document that is being written."""
    times = {path: moments.last(sources, batch.year) for path, sources in batch.sources.items()}
    whole = files_taken_whole(moments.root) if kept.folder else ""
    key = sources_key(batch, times, address, whole) if kept.folder else ""
    found = {path: kept_as_said(kept, path, key) for path in batch.sources}
    ready = {path: content for path, content in found.items() if content is not None}
    writing, keys = Writing(batch, key, whole, ready, {}, []), KeysOfDocuments()
    for plan in batch.plans() if len(ready) < len(found) else ():
        if plan.path not in ready:
            moment = times[plan.path]
            own = keys.key(plan.document, moment) if kept.folder else ""
            writing.own[plan.path] = own
            known = kept.get(plan.path, own)
            if known is None:
                writing.pending.append((plan, pool.submit(written_file, plan, moment)))
            else:
                ready[plan.path] = known
    return writing


def finish_batch(
    writing: Writing, root: Path, kept: Store, progress: "Progress"
) -> tuple[dict[str, bytes], list[Problem]]:
    """The documents of a batch, when all are written, and the problems of those that cannot be.

    What is new is kept where the files that it may have read are the same as before.
    """
    made, problems = {**writing.ready}, []
    progress.done += len(made)
    for plan, file in writing.pending:
        progress.tell_after(SLOW)
        try:
            made[plan.path] = file.result()
        except Mistake as mistake:
            problems.append(mistake.at(plan.source))
        progress.done += 1
    if kept.folder and writing.own and not problems and files_taken_whole(root) == writing.whole:
        for path, own in writing.own.items():
            kept.put(f"{path}{SOURCES_OF}", writing.key, own.encode())
            if path not in kept.taken:
                kept.put(path, own, made[path])
    return {path: made[path] for path in writing.batch.sources if path in made}, problems


def kept_as_said(kept: Store, path: str, key: str) -> bytes | None:
    """The file that was made of sources with this fingerprint, if it is kept."""
    own = kept.get(f"{path}{SOURCES_OF}", key)
    return None if own is None else kept.get(path, own.decode())


@dataclass
class KeysOfDocuments:
    """The fingerprints of documents as they are put together: of all that their files are written
    from. Each is asked for by several formats, one after the other, which have the same time."""

    last: tuple[Document, str] | None = None

    def key(self, document: Document, moment: datetime.datetime) -> str:
        """The fingerprint of a document with the time that stands in its files."""
        if self.last is None or self.last[0] is not document:
            self.last = document, fingerprint(document, moment, code_and_tools())
        return self.last[1]


def sources_key(
    batch: Batch, times: Mapping[str, datetime.datetime], address: str, whole: str
) -> str:
    """The fingerprint of all that can come into the documents of a batch, each with its time;
    `whole` is that of the files which are taken as they are."""
    read = (batch.edition, batch.edition.titles, batch.outline)
    return fingerprint(*read, batch.year, address, times, whole, code_and_tools())


class Progress:
    """How far a run is: it says so where it takes long, as nothing else is seen of it."""

    def __init__(self, tell: Callable[[str], None] | None, total: int) -> None:
        self.tell, self.total, self.done = tell, total, 0
        self.told = monotonic()

    def tell_after(self, seconds: float) -> None:
        """Say how many files are made, once so many seconds have passed."""
        if self.tell and monotonic() - self.told >= seconds:
            self.told = monotonic()
            self.tell(f"Đang tạo văn bản: {self.done}/{self.total} tệp…")


def batches_of(
    root: Path, edition: Edition, years: Iterable[int], endings: Collection[str], address: str
) -> Iterator[Batch]:
    """The documents of each year, one at a time as each is a large tree, and the handbook. A year
    without an outline has none."""
    for year in years:
        outline = read_outline(root, year)
        head, _ = read_letterhead(edition.office, edition.years[year], edition.ending)
        if outline and head:
            pages = printed_pages(edition, outline)
            own = with_pages(edition, pages)
            plans = partial(files_of_year, root, own, year, outline, head, endings, address)
            sources = sources_of_year(own, year, outline, endings)
            yield Batch(own, year, sources, plans, outline)
    pages = handbook_pages(edition)
    if pages and "pdf" in endings:
        own, year = with_pages(edition, pages), max(edition.years)
        sources = {HANDBOOK_FILE: files_of_handbook(own, pages)}
        yield Batch(own, year, sources, partial(handbook_files, root, own, pages, year))


def with_pages(edition: Edition, uris: Iterable[str]) -> Edition:
    """An edition with some of its pages; of the others it has the titles alone."""
    pages = {uri: edition.pages[uri] for uri in uris}
    own = replace(edition, pages=pages, citations={}, problems=())
    vars(own)["titles"] = edition.titles  # computed already
    return own


def wanted_files(kind: Print, endings: Collection[str]) -> list[DocumentFile]:
    """The files of a print with these endings."""
    return [one for one in DOCUMENT_FILES if one.kind is kind and one.ending in endings]


def sources_of_year(
    edition: Edition, year: int, outline: Outline, endings: Collection[str]
) -> dict[str, frozenset[str]]:
    """The paths in the site of the files of a year, and what dates each."""
    whole = files_of_report(edition, year, edition.pages)
    prints = {file.path(year): whole for kind in Print for file in wanted_files(kind, endings)}
    uris = section_pages(edition, outline, year) if "pdf" in endings else ()
    return prints | {section_file(uri): files_of_section(edition, year, uri) for uri in uris}


def files_of_year(
    root: Path,
    edition: Edition,
    year: int,
    outline: Outline,
    head: Letterhead,
    endings: Collection[str],
    address: str,
) -> Iterator[Planned]:
    """The files of a year, those of a print together, and its sections by themselves."""
    source, uris = outline_path(year), [*edition.pages]
    data, draft = edition.years[year], year not in edition.finished_years
    signed, reading = (wanted_files(kind, endings) for kind in (Print.SIGNED, Print.READING))
    read: dict[PageReading, list[Node]] = {}
    if signed:
        assembly = Assembly(root, edition, uris, Print.SIGNED, read)
        document = signed_copy(assembly, data, outline, head, draft=draft)
        for file in signed:
            yield Planned(file.path(year), document, year, source, partial(file.write, document))
    if not reading:
        return
    assembly = Assembly(root, edition, uris, Print.READING, read, address)
    imprint = imprint_of(edition, address, outline.opening)
    document = reading_copy(assembly, data, outline, head, imprint, draft=draft)
    for file in reading:
        yield Planned(file.path(year), document, year, source, partial(file.write, document))
    if "pdf" in endings:
        yield from files_of_sections(assembly, edition, year, outline, head, address)


def files_of_sections(
    assembly: Assembly,
    edition: Edition,
    year: int,
    outline: Outline,
    head: Letterhead,
    address: str,
) -> Iterator[Planned]:
    """The sections of a report, each by itself."""
    uris, draft = section_pages(edition, outline, year), year not in edition.finished_years
    documents = []
    for uri in uris:
        imprint = imprint_of(edition, address, uri)
        place = str(edition.pages[uri].page.meta.get("muc") or "")
        documents.append(section_copy(assembly, uri, place, head, imprint, draft=draft))
    for uri, document, write in zip(uris, documents, pdfs(documents), strict=True):
        yield Planned(section_file(uri), document, year, f"docs/{uri}", write)


def handbook_files(root: Path, edition: Edition, uris: list[str], year: int) -> Iterator[Planned]:
    """The only file of the handbook."""
    document = handbook_document(root, edition, uris)
    source = f"docs/{GUIDANCE_FOLDER}/index.md"
    yield Planned(HANDBOOK_FILE, document, year, source, partial(pdf, document))


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
    checked = checked_days(edition, uris)
    return handbook(assembly, handbook_publisher(edition), uris, title, ending, checked)


def checked_days(edition: Edition, uris: Iterable[str]) -> str:
    """When the pages of the handbook were compared with the law; empty where none says it."""
    pages = (read_guidance(edition.pages[uri].page) for uri in uris)
    days = sorted({page.checked for page in pages if page.checked})
    if not days:
        return ""
    until = f" đến {write_date(days[-1])}" if len(days) > 1 else ""
    return f"Các trang được đối chiếu với quy định ngày {write_date(days[0])}{until}."


def handbook_publisher(edition: Edition) -> str:
    """Whose handbook it is: the office's; that of the site where the office has ended, which
    cannot tell the rules of today."""
    office, site = (str(edition.office.get(key) or "") for key in ("ten", "trang"))
    return f"trang web “{site}”" if edition.ending and site else office


def written_file(plan: Planned, moment: datetime.datetime) -> bytes:
    """One file. Raises Mistake with what Typst finds wrong in a PDF."""
    try:
        return plan.write(moment)
    except typst.TypstError as error:
        said = re.sub(r"\s+", " ", error.message)
        raise Mistake("khong-dan-trang-duoc", said=said) from None
