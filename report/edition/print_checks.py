"""What would not come out in a document, found before one is made: generators of Problem.

The docstring of each is its rule. Neither pandoc nor a conversion of Markdown is needed.
"""

import posixpath
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote

from report.edition.edition import Edition
from report.edition.guidance import GUIDANCE_FOLDER
from report.edition.letter_checks import (
    cells_can_be_printed,
    letters_can_be_printed,
    texts_can_be_printed,
)
from report.edition.letterhead import read_letterhead
from report.problems.problem import Mistake, Problem, errors, near_miss, problem
from report.sources.files import read_bytes
from report.sources.memory import remembered
from report.sources.outline import Outline, read_outline
from report.sources.pages import ELSEWHERE, REPORT, Page, links, title_heading
from report.sources.pictures import LARGEST_PICTURE, is_picture
from report.sources.safe_html import unlisted_address

WEB_ONLY = "chi-tren-web"  # the class of what is for the screen
# Of a page's text: comments, and what links, abbreviations and notes mean, each on a line.
NOT_SHOWN = re.compile(r"<!--[\s\S]*?(?:-->|\Z)|^\*?\[[^\]\n]+\]:.*$", re.MULTILINE)


def documents_can_be_made(root: Path, edition: Edition, years: Iterable[int]) -> list[Problem]:
    """All that is wrong for the documents of the years and the handbook."""
    found = [one for year in years for one in report_can_be_made(root, edition, year)]
    guides = handbook_pages(edition)
    found += pages_can_be_printed(root, edition, guides)
    if guides or any(read_outline(root, year) for year in years):
        found += texts_can_be_printed(root, edition)
    return sorted({*found})


def report_can_be_made(root: Path, edition: Edition, year: int) -> list[Problem]:
    """All that is wrong for the report of a year; nothing where it has no outline."""
    outline = read_outline(root, year)
    if outline is None:
        return []
    if errors(outline.problems):
        return list(outline.problems)
    _, problems = read_letterhead(edition.office, edition.years[year])
    problems += [*outline.problems, *outline_is_whole(edition, outline, year)]
    return [*problems, *pages_can_be_printed(root, edition, printed_pages(edition, outline))]


def printed_pages(edition: Edition, outline: Outline) -> list[str]:
    """The pages of a report that are there, each once, in its order."""
    return [uri for uri in dict.fromkeys(uri for uri, _ in outline.pages()) if uri in edition.pages]


def section_pages(edition: Edition, outline: Outline, year: int) -> list[str]:
    """The pages of a report that are documents by themselves, too: all but the first, which sums
    up the others, those of other parts of the site, and those that only the website has."""
    folder = f"{REPORT}/{year}/"
    pages = [uri for uri in printed_pages(edition, outline) if uri.startswith(folder)]
    return [
        uri for uri in pages if uri != outline.opening and not is_web_only(edition.pages[uri].page)
    ]


def is_web_only(page: Page) -> bool:
    """Whether the title of a page says that no document has it."""
    title = title_heading(page)
    return title is not None and any(
        WEB_ONLY in one.attributes.get("class", "").split()
        for one in page.content.attribute_lists
        if title.offset <= one.offset < title.end
    )


def handbook_pages(edition: Edition) -> list[str]:
    """The pages of the handbook: the first page of the folder, then as it links to them."""
    pages = [uri for uri in edition.pages if uri.startswith(f"{GUIDANCE_FOLDER}/")]
    first = f"{GUIDANCE_FOLDER}/index.md"
    if first not in pages:
        return pages
    order = [first, *(uri for _, uri, _ in links(edition.pages[first].page))]
    return [*(uri for uri in dict.fromkeys(order) if uri in pages), *sorted({*pages} - {*order})]


def pages_can_be_printed(root: Path, edition: Edition, uris: Iterable[str]) -> Iterator[Problem]:
    """Everything that is wrong in pages of a document."""
    for uri in uris:
        filled = edition.pages[uri]
        yield from page_can_be_printed(filled.page)
        yield from images_are_there(filled.page, root)
        yield from cells_can_be_printed(cell for one in filled.results for cell in one.cells)


@remembered
def page_can_be_printed(page: Page) -> tuple[Problem, ...]:
    """Everything that is wrong in a page of a document, whatever the page shows."""
    return (
        *title_stands_first(page),
        *headings_skip_no_level(page),
        *images_are_described(page),
        *letters_can_be_printed(page),
    )


def outline_is_whole(edition: Edition, outline: Outline, year: int) -> Iterator[Problem]:
    """The outline names each page of the year once, and no page that is not there; what sums it up
    is of its own pages."""
    pages = {uri for uri in edition.pages if uri.startswith(f"{REPORT}/{year}/")}
    named: set[str] = set()
    unread = {problem.path for problem in edition.problems}  # reported already
    for uri, line in outline.pages():
        if uri not in edition.pages and f"docs/{uri}" not in unread:
            guess = near_miss(uri, pages)
            path = f"docs/{uri}"
            yield problem(outline.path, line, "bo-cuc-khong-co-trang", guess=guess, path=path)
        elif uri in named:
            yield problem(outline.path, line, "trang-hai-lan", path=f"docs/{uri}")
        named.add(uri)
    for uri in outline.summary:
        if uri not in named:
            guess, path = near_miss(uri, named), f"docs/{uri}"
            line = outline.line("tom_tat")
            yield problem(outline.path, line, "tom-tat-ngoai-bo-cuc", guess=guess, path=path)
    for uri in sorted(pages - named):
        name = posixpath.basename(uri)
        yield problem(f"docs/{uri}", 1, "trang-ngoai-bo-cuc", page=name, outline=outline.path)


def title_stands_first(page: Page) -> Iterator[Problem]:
    """A page begins with its title, `# …` outside of quotes, lists and boxes: a document has what
    stands above it under no heading. Comments and definitions of links stand nowhere."""
    title = title_heading(page)
    end = len(page.text) if title is None else title.offset
    above = NOT_SHOWN.sub(lambda found: " " * len(found[0]), page.text[page.start : end])
    offset = page.start + len(above) - len(above.lstrip())
    if title is None:
        yield page.problem(min(offset, len(page.text.rstrip())), "trang-khong-ten")
    elif above.strip():
        yield page.problem(offset, "chu-truoc-ten-trang", title=title.line)


def headings_skip_no_level(page: Page) -> Iterator[Problem]:
    """A heading is at most one level below the one before it; the first is the title."""
    before = 0
    for heading in page.content.headings:
        if heading.level > before + 1:
            marks, expected = "#" * heading.level, "#" * (before + 1)
            yield page.problem(heading.offset, "de-muc-nhay-cap", marks=marks, expected=expected)
        before = heading.level


def images_are_described(page: Page) -> Iterator[Problem]:
    """An image says in words what it shows."""
    for image in page.images:
        if not image.alt.strip():
            yield page.problem(image.offset, "hinh-thieu-mo-ta")


def images_are_there(page: Page, root: Path) -> Iterator[Problem]:
    """The file of each image stands in docs/, however the image is written.

    An address that no page may have is reported as such (`html_is_listed`).
    """
    for image in page.images:
        if not image.alt.strip() or any(unlisted_address(image.target)):
            continue
        if picture(root, page.uri, image.target) is None:
            yield page.problem(image.offset, "khong-co-hinh", file=image.target)


def picture_path(uri: str, target: str) -> str:
    """Where the image file stands that a page names, whether it is there or not; empty for an
    address of no picture in docs/."""
    path = posixpath.normpath(posixpath.join("docs", posixpath.dirname(uri), unquote(target)))
    is_one = not ELSEWHERE.match(target) and path.startswith("docs/") and is_picture(path)
    return path if is_one else ""


def picture(root: Path, uri: str, target: str) -> bytes | None:
    """The image file that a page names; None where docs/ has none of that name, nothing where it
    is too heavy to be read, of which there is a problem at the file itself."""
    path = picture_path(uri, target)
    if not path:
        return None
    try:
        light = (root / path).stat().st_size <= LARGEST_PICTURE
        return read_bytes(root / path, path) if light else b""
    except (Mistake, OSError, ValueError):  # the latter: a NUL in the name
        return None
