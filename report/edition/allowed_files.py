"""What kinds of files may stand in docs/ and data/: MkDocs publishes all that it finds there."""

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from report.problems.problem import Problem
from report.sources.addresses import DATA
from report.sources.files import link_problem
from report.sources.pages import MESSAGES

FOLDERS = ("data", "docs")
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
PAGE = ".md"
# MkDocs makes pages of these too (mkdocs.utils.markdown_extensions), which nobody has read.
MARKDOWN = {PAGE, ".markdown", ".mdown", ".mkdn", ".mkd"}


def files_can_be_published(root: Path) -> Iterator[Problem]:
    """Each file of docs/ and data/ is one that the site is meant to be made from."""
    for folder in FOLDERS:
        for path in (PurePosixPath(folder), *paths(root, folder)):
            yield from nothing_leads_elsewhere(root, path)
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
        yield link_problem(str(path))


def place_is_free(path: PurePosixPath) -> Iterator[Problem]:
    """No file stands where the site puts what it makes from data (on_files in hooks.py).

    Case does not count: on some systems such a file replaces the site's own.
    """
    place = f"{path.relative_to('docs')}/".lower()
    for taken in MADE_BY_THE_SITE:
        if place.startswith(f"{taken}/"):
            yield Problem(
                str(path),
                1,
                f"“docs/{taken}” là chỗ của tệp do trang web tự làm ra",
                "Chuyển sang chỗ khác trong docs, hoặc xóa",
            )


def page_has_its_ending(path: PurePosixPath) -> Iterator[Problem]:
    """A page ends in .md, in small letters: what ends otherwise is checked by nothing."""
    if path.suffix != PAGE and path.suffix.lower() in MARKDOWN:
        yield Problem(
            str(path),
            1,
            f"bài viết có đuôi “{path.suffix}”, trang web chỉ nhận đuôi “{PAGE}”",
            f"Đổi tên tệp thành {path.stem}{PAGE}",
        )
