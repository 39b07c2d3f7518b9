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
from report.problems.problem import Problem, did_you_mean
from report.sources.outline import Outline
from report.sources.pages import CODE, REPORT, TAG, Page, blank, links
from report.sources.tables import Cell

MARKDOWN_HEADING = re.compile(r"^(#{1,6})[ \t]+\S", re.M)
IMAGE = re.compile(r"!\[([^\]]*)\]\(\s*<?([^)\s>]*)|<img\b(?![^>]*\balt=\"[^\"])[^>]*>")
WITHOUT_GLYPH = set("\n\r\t\u200b\ufeff")


def proof(edition: Edition, uris: Iterable[str], assembly: Assembly) -> list[Problem]:
    """Everything that is wrong in the pages of a document, for all of them at once."""
    problems: list[Problem] = []
    for uri in uris:
        filled = edition.pages[uri]
        problems += headings_skip_no_level(filled.page)
        problems += images_are_described(filled.page)
        problems += images_are_there(filled.page, assembly)
        problems += links_lead_to_headings(filled.page, assembly)
        problems += letters_can_be_printed(filled)
    return sorted(set(problems))


def outline_is_whole(edition: Edition, outline: Outline, year: int) -> Iterator[Problem]:
    """The outline names each page of the year once, and no page that is not there."""
    pages = {uri for uri in edition.pages if uri.startswith(f"{REPORT}/{year}/")}
    named: set[str] = set()
    unread = {problem.path for problem in edition.problems}  # reported already
    for uri, line in outline.pages():
        if uri not in edition.pages and f"docs/{uri}" not in unread:
            fix = did_you_mean(uri, pages, "Kiểm tra tên tệp trong “trang”")
            yield Problem(outline.path, line, f"không có trang “docs/{uri}”", fix)
        elif uri in named:
            yield Problem(outline.path, line, f"trang “docs/{uri}” có hai lần", "Bỏ một chỗ")
        named.add(uri)
    for uri in sorted(pages - named):
        yield Problem(
            f"docs/{uri}",
            1,
            "trang không có trong bố cục của văn bản",
            f"Thêm “trang: {posixpath.basename(uri)}” vào {outline.path}",
        )


def headings_skip_no_level(page: Page) -> Iterator[Problem]:
    """A heading is at most one level below the one before it; the first is the title."""
    before = 0
    for found in MARKDOWN_HEADING.finditer(blank(CODE, page.text, page.start), page.start):
        level = len(found[1])
        if level > before + 1:
            message = f"đề mục “{found[1]} …” nhảy cấp"
            yield page.problem(found.start(), message, f"Viết {'#' * (before + 1)}")
        before = level


def images_are_described(page: Page) -> Iterator[Problem]:
    """An image says in words what it shows."""
    for found in IMAGE.finditer(blank(CODE, page.text, page.start), page.start):
        if not (found[1] or "").strip():
            yield page.problem(
                found.start(), "hình thiếu lời mô tả", "Viết lời mô tả: ![Hình vẽ gì](tệp.png)"
            )


def images_are_there(page: Page, assembly: Assembly) -> Iterator[Problem]:
    """The file of each image stands in docs/, however the image is written."""
    for image in nodes(assembly.pages[page.uri], "Image"):
        _, described, (target, _) = image["c"]
        if not plain(described).strip():
            continue  # told already
        if target not in assembly.images and assembly.picture(page.uri, target) is None:
            place = max(page.text.find(target, page.start), page.start)
            yield page.problem(
                place, f"không có tệp hình “{target}”", "Kiểm tra tên tệp và thư mục"
            )


def links_lead_to_headings(page: Page, assembly: Assembly) -> Iterator[Problem]:
    """A link with an anchor leads to a place of a page in the document."""
    for place, uri, anchor in links(page):
        if anchor and uri in assembly.labels and not assembly.has(uri, anchor):
            message = f"trang “{uri}” không có mục “#{anchor}”"
            yield page.problem(place, message, "Kiểm tra tên đề mục")


def letters_can_be_printed(filled: FilledPage) -> Iterator[Problem]:
    """The font of the PDF has every letter of a page and of the cells it shows."""
    page = filled.page
    text = blank(TAG, page.text, page.start)
    for position in range(page.start, len(text)):
        if text[position] not in letters():
            yield page.problem(position, *unprintable(text[position]))
    for cell in dict.fromkeys(filled.used):
        yield from cell_can_be_printed(cell)


def cell_can_be_printed(cell: Cell) -> Iterator[Problem]:
    """The font of the PDF has every letter of a cell."""
    for letter in cell.text:
        if letter not in letters():
            yield Problem(cell.table.path, cell.line, *unprintable(letter))


def unprintable(letter: str) -> tuple[str, str]:
    """Message and remedy for a letter that the font has not."""
    return (
        f"phông chữ của văn bản không có ký tự “{letter}” (U+{ord(letter):04X})",
        "Thay bằng chữ, hoặc bằng ký tự thông thường",
    )


@cache
def letters() -> frozenset[str]:
    """The letters that all faces of the font have, and those that need no shape."""
    faces = []
    with as_file(files("report") / "official" / "fonts") as folder:
        for path in folder.glob("*.ttf"):
            with TTFont(path, lazy=True) as face:
                faces.append(set(face.getBestCmap()))
    return frozenset(map(chr, set.intersection(*faces))) | WITHOUT_GLYPH
