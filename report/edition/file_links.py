"""Links and pictures of every page lead to files that the site has: MkDocs stops at others."""

import posixpath
from collections.abc import Collection, Iterator
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from report.edition.allowed_files import PAGE_ENDING
from report.edition.edition import Edition
from report.edition.made_files import made_files
from report.edition.page_checks import seen_from
from report.edition.print_checks import images_are_there
from report.problems.problem import Problem, near_miss
from report.sources.pages import Page


def files_are_there(root: Path, edition: Edition) -> Iterator[Problem]:
    """Every file that a page leads to or shows stands in docs/, or is made with the site."""
    made = made_files(root, edition)
    for filled in edition.pages.values():
        yield from images_are_there(filled.page, root)
        yield from links_lead_to_files(filled.page, root, made)


def links_lead_to_files(page: Page, root: Path, made: Collection[str]) -> Iterator[Problem]:
    """A link that is no whole address names a file, from the folder of its page on; those to
    pages have their own check. Nobody completes the address of a tag `<a href>`."""
    for link in page.links:
        parts = split(link.target)
        if parts is None:
            yield page.problem(link.offset, "lien-ket-viet-sai", target=link.target)
            continue
        path = unquote(parts.path)
        if link.html or parts.scheme or parts.netloc or not path or path.endswith(PAGE_ENDING):
            continue
        if path[0] in "/\\" or not posixpath.splitext(path)[1]:
            yield page.problem(link.offset, "lien-ket-viet-sai", target=link.target)
            continue
        uri = posixpath.normpath(posixpath.join(posixpath.dirname(page.uri), path))
        if uri not in made and not is_there(root, uri):
            folder = posixpath.dirname(page.uri) or "."
            guess = near_miss(path, seen_from(folder, tuple(made)))
            place = link.offset
            yield page.problem(place, "lien-ket-khong-co-tep", guess=guess, target=link.target)


def split(target: str) -> SplitResult | None:
    """The parts of an address; None where it is none."""
    try:
        return urlsplit(target)
    except ValueError:  # brackets that hold no address of a machine
        return None


def is_there(root: Path, uri: str) -> bool:
    """Whether docs/ has a file."""
    return not uri.startswith("../") and "\0" not in uri and (root / "docs" / uri).is_file()
