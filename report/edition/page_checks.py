"""Checks of pages: generators of Problem.

Each check's docstring is its rule.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from urllib.parse import unquote

from report.edition.edition import HEAD_TEXTS, Edition
from report.edition.guidance import (
    GUIDANCE_FOLDER,
    Guidance,
    cites_only_its_basis,
    cites_what_holds,
    law_has_its_basis,
)
from report.edition.made_files import made_pages
from report.problems.problem import Problem, near_miss, problem
from report.sources.markdown import Image, PageLink
from report.sources.pages import Page, links
from report.sources.safe_html import unlisted, unlisted_address, unlisted_attributes
from report.text.slugs import slug

# The places on each page by its path under docs/; None where it could not be read.
Places = Mapping[str, frozenset[str] | None]
TEMPLATE_MARK = re.compile(r"\{[{%#]")


def page_is_described(page: Page) -> Iterator[Problem]:
    """A page has a title and a description in its front matter."""
    for key, what in (("title", "tiêu đề"), ("description", "mô tả")):
        if not page.meta.get(key):
            yield problem(page.path, 1, "trang-thieu-muc", what=what, key=key)


def heads_are_text(page: Page) -> Iterator[Problem]:
    """No macro runs in the front matter, but for title and description: a reader would see its
    braces."""
    for key, value in page.meta.items():
        found = TEMPLATE_MARK.search(str(value))
        if found and key not in HEAD_TEXTS:
            line = page.key_line(str(key))
            yield problem(page.path, line, "macro-o-dau-trang", key=key, mark=found[0])


def page_has_one_title(page: Page) -> Iterator[Problem]:
    """A page has one heading of the first level: documents and search name it by that title."""
    titles = [one for one in page.content.headings if one.level == 1]
    for title in titles[1:]:
        yield problem(page.path, title.line, "trang-hai-ten", first=titles[0].line)


def html_is_listed(page: Page) -> Iterator[Problem]:
    """A page has only the HTML, attributes and addresses of report.sources.safe_html."""
    for tag in page.content.tags:
        source = page.text[tag.offset : tag.end]
        for mistake in unlisted(tag.name, tag.attributes, source):
            yield mistake.at(page.path, tag.line)
    for listed in page.content.attribute_lists:
        for mistake in unlisted_attributes(listed.attributes):
            yield mistake.at(page.path, listed.line)
    addressed: tuple[PageLink | Image, ...] = (*page.content.links, *page.content.images)
    for one in addressed:
        for mistake in unlisted_address(one.target) if not one.html else ():
            yield mistake.at(page.path, one.line)


def places_of_pages(edition: Edition) -> Places:
    """The pages of the site, those made with it too, with the places that links may name."""
    read = {uri: filled.places for uri, filled in edition.pages.items()}
    return {**dict.fromkeys(edition.unread), **made_pages(edition), **read}


def links_lead_to_pages(page: Page, pages: Places) -> Iterator[Problem]:
    """A link to a page names one that is there, or one that is made with the site."""
    folder = posixpath.dirname(page.uri) or "."
    for place, uri, _ in links(page):
        if uri not in pages:
            target = posixpath.relpath(uri, folder)
            known = seen_from(folder, tuple(pages))
            guess = near_miss(target, known) or near_miss(target.lower(), known)
            yield page.problem(place, "lien-ket-khong-den-trang", guess=guess, target=target)


@lru_cache(maxsize=8)  # pages come folder by folder, and a page that has moved is missed in many
def seen_from(folder: str, paths: tuple[str, ...]) -> tuple[str, ...]:
    """Paths as a link on a page in a folder names them."""
    parts = [one.rpartition("/") for one in paths]
    ways = {place: posixpath.relpath(place or ".", folder) for place in {part[0] for part in parts}}
    return tuple(posixpath.normpath(f"{ways[place]}/{name}") for place, _, name in parts)


def links_lead_to_places(page: Page, pages: Places) -> Iterator[Problem]:
    """A link with an anchor leads to a heading, a row, a footnote or another named place of its
    page, by its name as it is there: MkDocs reads no %20 in it."""
    for place, uri, anchor in links(page):
        places = pages.get(uri)
        if anchor and places is not None and anchor not in places:
            guess = near_miss(slug(unquote(anchor)), sorted(places))
            yield page.problem(place, "khong-co-de-muc", guess=guess, page=uri, anchor=anchor)


def notes_are_defined(page: Page) -> Iterator[Problem]:
    """Each sign of a footnote has its text on the page."""
    known = {note.label for note in page.content.notes}
    for note in page.content.references:
        if not note.defined:
            guess = near_miss(note.label, known)
            yield page.problem(note.offset, "chu-thich-khong-loi", guess=guess, label=note.label)


def notes_are_defined_once(page: Page) -> Iterator[Problem]:
    """No two footnotes of a page have one label: only the last text would be shown."""
    for note in page.content.notes:
        if note.repeated:
            yield page.problem(note.offset, "chu-thich-hai-loi", label=note.label)


def notes_are_shown(page: Page) -> Iterator[Problem]:
    """Each footnote has its sign in the text, where the way back from it leads, and none stands
    in the text of another: there Markdown never shows it."""
    signs = {note.label for note in page.content.references}
    for note in page.content.notes:
        if note.nested:
            yield page.problem(note.offset, "chu-thich-trong-chu-thich", label=note.label)
        elif note.label not in signs:
            yield page.problem(note.offset, "chu-thich-khong-dau", label=note.label)


def guidance_is_sound(guidance: Guidance, edition: Edition) -> Iterator[Problem]:
    """A guidance page names what it cites, states law with its basis, and its successor exists."""
    yield from cites_only_its_basis(guidance, edition.common)
    yield from cites_what_holds(guidance, edition.common)
    yield from law_has_its_basis(guidance.page)
    known = edition.pages.keys() | edition.unread.keys()
    if guidance.successor and f"{GUIDANCE_FOLDER}/{guidance.successor}" not in known:
        names = [
            uri.removeprefix(f"{GUIDANCE_FOLDER}/")
            for uri in edition.pages
            if uri.startswith(GUIDANCE_FOLDER)
        ]
        yield problem(
            guidance.page.path,
            guidance.page.key_line("trang_moi"),
            "trang-moi-khong-co",
            guess=near_miss(guidance.successor, names),
            path=f"docs/{GUIDANCE_FOLDER}/{guidance.successor}",
        )
