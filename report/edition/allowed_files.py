"""What files may stand in docs/ and data/, and under which names.

MkDocs publishes all that it finds in docs/, whatever it is; so what is not on these lists is a
problem, and is left out of a build besides (report.site.mkdocs.build).
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path, PurePosixPath

from report.edition.sound_pictures import SoundPictures, sound_pictures
from report.problems.problem import Mistake, Problem, problem
from report.sources.addresses import (
    DATA,
    DOCUMENTS_FOLDER,
    FRAMES,
    PICTURES,
    PLACES_FOLDER,
    url_of,
)
from report.sources.files import read_bytes
from report.sources.folders import found_in
from report.sources.memory import remembered
from report.sources.odd_names import is_left_by_system, is_lock, original_of_copy
from report.sources.pages import MESSAGES
from report.sources.paths import OFFICE_TEMPLATE, SOURCE_FOLDERS
from report.sources.pictures import LARGEST_PICTURE, examine_picture, is_picture, too_heavy

# Files and folders of the site that are made: data pages and downloads, documents, the pages
# of places and of messages, feeds, the form on paper; those of the theme, of the search and of
# MkDocs, which also leaves out what stands in `templates`.
MADE_BY_THE_SITE = (
    DATA,
    DOCUMENTS_FOLDER,
    PLACES_FOLDER,
    PICTURES,
    FRAMES,
    MESSAGES,
    "feed.xml",
    "feed.json",
    "manifest.webmanifest",
    "catalog.jsonld",
    "catalog.ttl",
    "llms.txt",
    "sw.js",
    "huong-dan/phieu-gioi-thieu.docx",
    "assets",
    "search",
    "templates",
    "404.html",
    "robots.txt",
    "sitemap.xml",
    "sitemap.xml.gz",
)
PAGE_ENDING = ".md"
# MkDocs makes pages of these too (mkdocs.utils.markdown_extensions), which nobody has read.
MARKDOWN_ENDINGS = {PAGE_ENDING, ".markdown", ".mdown", ".mkdn", ".mkd"}


# Under data/: what names the office, its own Word file, the descriptions of a folder and its
# tables.
DATA_FILES = re.compile(
    r"don-vi\.yaml|mau\.docx|(?:chung|\d{4})/(?:(?:datapackage|doi-chieu|bo-cuc)\.yaml|[^/]+\.csv)"
)
# Documents of an office: they may tell more than is published. `~$` locks one that is open.
OFFICE_ENDINGS = frozenset(
    (
        *(".doc", ".docx", ".docm", ".dot", ".dotx", ".rtf", ".odt", ".pdf"),
        *(".xls", ".xlsx", ".xlsm", ".xlsb", ".ods", ".ppt", ".pptx", ".odp"),
    )
)
# A sign in a name that is none of letters, digits and these has a meaning in addresses, in
# Markdown, in shells or on some system. What nobody sees has a problem of its own.
ODD_SIGN = re.compile(r"[^\w \-.,()+]")


def files_can_be_published(root: Path) -> Iterator[Problem]:
    """Each file of docs/ and data/ is one that the site is meant to be made from."""
    sound = sound_pictures(root)
    kinds: Mapping[str, Callable[[Path, PurePosixPath], Iterator[Problem]]] = {
        "docs": partial(page_or_picture, sound),
        "data": source_of_data,
    }
    for folder in SOURCE_FOLDERS:
        if (root / folder).is_symlink():
            yield leads_elsewhere(folder)
            continue
        listed = [*found_in(root, folder)]
        yield from (leads_elsewhere(one.path) for one in listed if one.is_link)
        found = [PurePosixPath(one.path) for one in listed]
        for path in found:
            yield from name_can_be_read(path)
        files = [path for path, one in zip(found, listed, strict=True) if not one.is_folder]
        for path in files:
            yield from kinds[folder](root, path)
        others = {path for path in files if not is_read(path)}  # have a problem for what they are
        named = [path for path in found if path not in others]
        for path in named:
            yield from name_can_be_an_address(path)
        yield from names_differ(named)
        yield from is_no_copy(named)
        if folder == "docs":
            yield from addresses_differ(filter(may_be_published, files))
    sound.keep()


def may_be_published(path: PurePosixPath) -> bool:
    """Whether the name of a file, from the project's folder or from docs/, is one of a page or a
    picture."""
    return path.suffix == PAGE_ENDING or is_picture(path.name)


def is_read(path: PurePosixPath) -> bool:
    """Whether a file is a page, a picture, or one of data/."""
    if is_left_by_system(path.name):
        return False
    if path.parts[0] == "docs":
        return may_be_published(path)
    return DATA_FILES.fullmatch(str(path.relative_to("data"))) is not None


def page_or_picture(sound: SoundPictures, root: Path, path: PurePosixPath) -> Iterator[Problem]:
    """A file of docs/ is a page or a picture, and stands in a free place."""
    if is_left_by_system(path.name):
        yield problem(str(path), 1, "tep-cua-may", name=path.name)
        return
    wrong = [*page_has_its_name(path), *place_is_free(path)]
    if not wrong and not may_be_published(path) and not (root / path).is_symlink():
        wrong = [not_for_docs(path)]
    yield from wrong
    if not wrong and is_picture(path.name) and not (root / path).is_symlink():
        yield from picture_is_one(sound, root, path)


def not_for_docs(path: PurePosixPath) -> Problem:
    """A file of docs/ that is neither page nor picture."""
    if is_lock(path.name):
        return problem(str(path), 1, "tep-khoa", name=path.name)
    if path.suffix.lower() in OFFICE_ENDINGS:
        return problem(str(path), 1, "tep-van-phong", name=path.name)
    return problem(str(path), 1, "tep-khong-nhan", name=path.name)


def picture_is_one(sound: SoundPictures, root: Path, path: PurePosixPath) -> Iterator[Problem]:
    """A picture is what its name says, whole, within the bounds, and does nothing but show."""
    try:
        size = (root / path).stat().st_size
        if size > LARGEST_PICTURE:
            raise too_heavy(size)
        content = read_bytes(root / path, str(path))
        if not sound.has(path.name, content):
            wrong = wrong_in_picture(path, content)
            yield from wrong
            if not wrong:
                sound.add(path.name, content)
    except OSError:
        yield problem(str(path), 1, "khong-mo-duoc")
    except Mistake as mistake:
        yield mistake.at(str(path))


@remembered
def wrong_in_picture(path: PurePosixPath, content: bytes) -> tuple[Problem, ...]:
    """What is wrong in the picture that a file holds."""
    try:
        examine_picture(path.name, content)
    except Mistake as mistake:
        return (mistake.at(str(path)),)
    return ()


def source_of_data(root: Path, path: PurePosixPath) -> Iterator[Problem]:
    """A file of data/ is a table or one of the descriptions."""
    if is_left_by_system(path.name):
        yield problem(str(path), 1, "tep-cua-may", name=path.name)
    elif is_lock(path.name):
        yield problem(str(path), 1, "tep-khoa", name=path.name)
    elif not is_read(path) and not (root / path).is_symlink():
        yield problem(str(path), 1, "tep-la-trong-data", name=path.name)
    elif str(path) == OFFICE_TEMPLATE:
        from report.edition.office_template import template_is_sound  # few offices have one

        yield from template_is_sound(root)


def is_no_copy(found: Sequence[PurePosixPath]) -> Iterator[Problem]:
    """No page, picture or table is a copy of one beside it: it would be published as well."""
    names = set(found)
    for path in found:
        original = original_of_copy(path.name)
        if original and path.with_name(original) in names:
            yield problem(str(path), 1, "tep-ban-sao", name=path.name, original=original)


def name_can_be_an_address(path: PurePosixPath) -> Iterator[Problem]:
    """The name of a file or folder means the same in an address, in Markdown and on any system."""
    sign = next(
        (
            one
            for one in ODD_SIGN.findall(unicodedata.normalize("NFC", path.name))
            if one.isprintable()
        ),
        None,
    )
    if sign:
        yield problem(str(path), 1, "ten-co-dau-la", sign=sign)
    if path.name.strip(" .") != path.name:
        yield problem(str(path), 1, "ten-thua-dau", name=path.name)
    if not unicodedata.is_normalized("NFC", path.name):
        yield problem(str(path), 1, "ten-to-hop")


def names_differ(found: Iterable[PurePosixPath]) -> Iterator[Problem]:
    """No two names differ only in what some systems do not tell apart."""
    first: dict[str, PurePosixPath] = {}
    for path in found:
        same = first.setdefault(one_form(str(path)), path)
        if same != path:
            yield problem(str(path), 1, "ten-trung", other=same)


def addresses_differ(files: Iterable[PurePosixPath]) -> Iterator[Problem]:
    """No two pages or pictures have one address: a.md and a/index.md."""
    first: dict[str, PurePosixPath] = {}
    for path in files:
        same = first.setdefault(one_form(address(path)), path)
        if one_form(str(same)) != one_form(str(path)):
            yield problem(str(path), 1, "dia-chi-trung", other=same)


def one_form(name: str) -> str:
    """What two names have in common that differ only by case or by the form of their letters."""
    return unicodedata.normalize("NFC", unicodedata.normalize("NFC", name).casefold())


def address(path: PurePosixPath) -> str:
    """Where a file of docs/ stands in the site, a page by the name of its folder there."""
    uri = path.relative_to("docs")
    if path.suffix != PAGE_ENDING:
        return str(uri)
    return url_of(str(uri)).rstrip("/")


def leads_elsewhere(path: str) -> Problem:
    """No file or folder is a link: what it leads to would be published, whatever it is."""
    return problem(path, 1, "chi-la-lien-ket")


def name_can_be_read(path: PurePosixPath) -> Iterator[Problem]:
    """A name has letters that people see: neither control characters and spaces that look like
    others, nor bytes that are not UTF-8."""
    if not path.name.isprintable():
        yield problem(made_visible(str(path)), 1, "ten-co-ky-tu-an")


def made_visible(text: str) -> str:
    """`text` in which what nobody can see is written as its number."""
    return "".join(one if one.isprintable() else ascii(one)[1:-1] for one in text)


def place_is_free(path: PurePosixPath) -> Iterator[Problem]:
    """No file stands where the site puts what it makes from data (Build.add_files).

    Case does not count: on some systems such a file replaces the site's own.
    """
    place = one_form(f"{address(path)}/")
    for taken in MADE_BY_THE_SITE:
        if place.startswith(f"{taken}/"):
            yield problem(str(path), 1, "cho-cua-trang-web", taken=taken)


def page_has_its_name(path: PurePosixPath) -> Iterator[Problem]:
    """A page ends in .md, in small letters: what ends otherwise is checked by nothing. README.md,
    which MkDocs takes for index.md, is no name of one: a folder has one first page."""
    if path.suffix != PAGE_ENDING and path.suffix.lower() in MARKDOWN_ENDINGS:
        name = f"{path.stem}{PAGE_ENDING}"
        yield problem(str(path), 1, "duoi-bai-viet-sai", ending=path.suffix, name=name)
    elif path.stem == "README" and path.suffix == PAGE_ENDING:
        yield problem(str(path), 1, "ten-readme")
