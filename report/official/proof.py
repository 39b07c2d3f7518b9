"""What would not come out in a document, found before one is made: generators of Problem."""

import posixpath
import re
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.resources import as_file, files

from fontTools.ttLib import TTFont

from report.edition.edition import Edition, FilledPage
from report.official.document import Assembly
from report.official.pandoc import nodes, plain
from report.problems.problem import Problem, near_miss, problem
from report.sources.outline import Outline
from report.sources.pages import CODE, REPORT, TAG, Page, blank, links
from report.sources.tables import Cell

MARKDOWN_HEADING = re.compile(r"^(#{1,6})[ \t]+\S", re.M)
IMAGE = re.compile(r"!\[([^\]]*)\]\(\s*<?([^)\s>]*)|<img\b(?![^>]*\balt=\"[^\"])[^>]*>")
WITHOUT_GLYPH = set("\n\r\t\u200b\ufeff")


def proof(edition: Edition, uris: Iterable[str], assembly: Assembly) -> Iterator[Problem]:
    """Everything that is wrong in the pages of a document, for all of them at once."""
    for uri in uris:
        filled = edition.pages[uri]
        yield from headings_skip_no_level(filled.page)
        yield from images_are_described(filled.page)
        yield from images_are_there(filled.page, assembly)
        yield from links_lead_to_headings(filled.page, assembly)
        yield from letters_can_be_printed(filled)


def outline_is_whole(edition: Edition, outline: Outline, year: int) -> Iterator[Problem]:
    """The outline names each page of the year once, and no page that is not there."""
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
    for uri in sorted(pages - named):
        name = posixpath.basename(uri)
        yield problem(f"docs/{uri}", 1, "trang-ngoai-bo-cuc", page=name, outline=outline.path)


def headings_skip_no_level(page: Page) -> Iterator[Problem]:
    """A heading is at most one level below the one before it; the first is the title."""
    before = 0
    for found in MARKDOWN_HEADING.finditer(blank(CODE, page.text, page.start), page.start):
        level = len(found[1])
        if level > before + 1:
            expected = "#" * (before + 1)
            yield page.problem(found.start(), "de-muc-nhay-cap", marks=found[1], expected=expected)
        before = level


def images_are_described(page: Page) -> Iterator[Problem]:
    """An image says in words what it shows."""
    for found in IMAGE.finditer(blank(CODE, page.text, page.start), page.start):
        if not (found[1] or "").strip():
            yield page.problem(found.start(), "hinh-thieu-mo-ta")


def images_are_there(page: Page, assembly: Assembly) -> Iterator[Problem]:
    """The file of each image stands in docs/, however the image is written."""
    for image in nodes(assembly.pages[page.uri], "Image"):
        _, described, (target, _) = image["c"]
        if not plain(described).strip():
            continue  # told already
        if target not in assembly.images and assembly.picture(page.uri, target) is None:
            place = max(page.text.find(target, page.start), page.start)
            yield page.problem(place, "khong-co-hinh", file=target)


def links_lead_to_headings(page: Page, assembly: Assembly) -> Iterator[Problem]:
    """A link with an anchor leads to a place of a page in the document."""
    for place, uri, anchor in links(page):
        if anchor and uri in assembly.labels and not assembly.has(uri, anchor):
            yield page.problem(place, "khong-co-de-muc", page=uri, anchor=anchor)


def letters_can_be_printed(filled: FilledPage) -> Iterator[Problem]:
    """The font of the PDF has every letter of a page and of the cells it shows."""
    page = filled.page
    text = blank(TAG, page.text, page.start)
    for position in range(page.start, len(text)):
        if text[position] not in letters():
            letter, point = text[position], code_point(text[position])
            yield page.problem(position, "ky-tu-khong-in-duoc", letter=letter, point=point)
    for cell in dict.fromkeys(filled.used):
        yield from cell_can_be_printed(cell)


def cell_can_be_printed(cell: Cell) -> Iterator[Problem]:
    """The font of the PDF has every letter of a cell."""
    for letter in cell.text:
        if letter not in letters():
            path, point = cell.table.path, code_point(letter)
            yield problem(path, cell.line, "ky-tu-khong-in-duoc", letter=letter, point=point)


def code_point(letter: str) -> str:
    """The number of a letter in Unicode, as it is written behind “U+”."""
    return f"{ord(letter):04X}"


@cache
def letters() -> frozenset[str]:
    """The letters that all faces of the font have, and those that need no shape."""
    faces = []
    with as_file(files("report") / "official" / "fonts") as folder:
        for path in folder.glob("*.ttf"):
            with TTFont(path, lazy=True) as face:
                faces.append(set(face.getBestCmap()))
    return frozenset(map(chr, set.intersection(*faces))) | WITHOUT_GLYPH
