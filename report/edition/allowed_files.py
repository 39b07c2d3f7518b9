"""What kinds of files may stand in docs/ and data/: MkDocs publishes all that it finds there."""

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from report.problems.problem import Problem, problem
from report.sources.addresses import DATA
from report.sources.pages import MESSAGES
from report.sources.paths import SOURCE_FOLDERS

# Files and folders of the site that are made: data pages and downloads, documents, the pages
# of messages, feeds, the form on paper.
MADE_BY_THE_SITE = (
    DATA,
    "tai-ve",
    MESSAGES,
    "feed.xml",
    "feed.json",
    "huong-dan/phieu-gioi-thieu.docx",
)
PAGE_ENDING = ".md"
# MkDocs makes pages of these too (mkdocs.utils.markdown_extensions), which nobody has read.
MARKDOWN_ENDINGS = {PAGE_ENDING, ".markdown", ".mdown", ".mkdn", ".mkd"}


def files_can_be_published(root: Path) -> Iterator[Problem]:
    """Each file of docs/ and data/ is one that the site is meant to be made from."""
    for folder in SOURCE_FOLDERS:
        for path in (PurePosixPath(folder), *paths(root, folder)):
            yield from nothing_leads_elsewhere(root, path)
            yield from name_can_be_read(path)
    for path in paths(root, "docs"):
        if (root / path).is_dir():
            continue
        yield from page_has_its_ending(path)
        yield from place_is_free(path)


def paths(root: Path, folder: str) -> Iterator[PurePosixPath]:
    """Everything below a folder of the project, from its own name on, in order; links are
    not followed."""
    if (root / folder).is_symlink():
        return
    for place, folders, files in os.walk(root / folder):
        folders.sort()
        for name in sorted([*folders, *files]):
            yield PurePosixPath((Path(place) / name).relative_to(root).as_posix())


def nothing_leads_elsewhere(root: Path, path: PurePosixPath) -> Iterator[Problem]:
    """No file or folder is a link: what it leads to would be published, whatever it is."""
    if (root / path).is_symlink():
        yield problem(str(path), 1, "chi-la-lien-ket")


def name_can_be_read(path: PurePosixPath) -> Iterator[Problem]:
    """A name has letters that people see: neither control characters and spaces that look like
    others, nor bytes that are not UTF-8."""
    if not path.name.isprintable():
        yield problem(escaped(str(path)), 1, "ten-co-ky-tu-an")


def escaped(text: str) -> str:
    """`text` in which what nobody can see is written as its number."""
    return "".join(one if one.isprintable() else ascii(one)[1:-1] for one in text)


def place_is_free(path: PurePosixPath) -> Iterator[Problem]:
    """No file stands where the site puts what it makes from data (on_files in hooks.py).

    Case does not count: on some systems such a file replaces the site's own.
    """
    place = f"{path.relative_to('docs')}/".lower()
    for taken in MADE_BY_THE_SITE:
        if place.startswith(f"{taken}/"):
            yield problem(str(path), 1, "cho-cua-trang-web", taken=taken)


def page_has_its_ending(path: PurePosixPath) -> Iterator[Problem]:
    """A page ends in .md, in small letters: what ends otherwise is checked by nothing."""
    if path.suffix != PAGE_ENDING and path.suffix.lower() in MARKDOWN_ENDINGS:
        name = f"{path.stem}{PAGE_ENDING}"
        yield problem(str(path), 1, "duoi-bai-viet-sai", ending=path.suffix, name=name)
