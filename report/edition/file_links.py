"""Links and pictures of every page lead to files that the site has: MkDocs stops at others."""

import posixpath
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from report.edition.allowed_files import MADE_BY_THE_SITE, PAGE_ENDING
from report.edition.edition import Edition
from report.edition.print_checks import images_are_there
from report.problems.problem import Problem
from report.sources.pages import Page


def files_are_there(root: Path, edition: Edition) -> Iterator[Problem]:
    """Every file that a page leads to or shows stands in docs/, or is made with the site."""
    for filled in edition.pages.values():
        yield from images_are_there(filled.page, root)
        yield from links_lead_to_files(filled.page, root)


def links_lead_to_files(page: Page, root: Path) -> Iterator[Problem]:
    """A link that is no whole address names a file, from the folder of its page on; those to
    pages have their own check. Nobody completes the address of a tag `<a href>`."""
    for link in page.content.links:
        parts = split(link.target)
        if parts is None:
            yield page.problem(link.offset, "lien-ket-viet-sai", target=link.target)
            continue
        path = unquote(parts.path)
        if link.html or parts.scheme or parts.netloc or not path or path.endswith(PAGE_ENDING):
            continue
        if path[0] in "/\\" or not posixpath.splitext(path)[1]:
            yield page.problem(link.offset, "lien-ket-viet-sai", target=link.target)
        elif not is_there(page, path, root):
            yield page.problem(link.offset, "lien-ket-khong-co-tep", target=link.target)


def split(target: str) -> SplitResult | None:
    """The parts of an address; None where it is none."""
    try:
        return urlsplit(target)
    except ValueError:  # brackets that hold no address of a machine
        return None


def is_there(page: Page, path: str, root: Path) -> bool:
    """Whether the site has the file at a path from a page on."""
    uri = posixpath.normpath(posixpath.join(posixpath.dirname(page.uri), path))
    made = any(f"{uri}/".startswith(f"{taken}/") for taken in MADE_BY_THE_SITE)
    return made or (
        not uri.startswith("../") and "\0" not in uri and (root / "docs" / uri).is_file()
    )
