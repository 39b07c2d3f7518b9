"""Pages that an earlier build has made: what came of one is kept under all that went into it.

Two steps are spared. The text of a page is converted and finished of its Markdown, of what its
macros give as it is written, and of what the whole site says alike. The page in its template is
made of that text, of what the build tells the template, and of the names in menus. A page of which
MkDocs has warned is made again, so that the warning comes again; an office's own templates may show
anything of any page, so that its pages go into them each time.
"""

import json
import logging
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents
from mkdocs.utils import CountHandler

from report.kept.fingerprint import code_and_tools, fingerprint
from report.kept.store import Store
from report.site.mkdocs.second_process import SecondProcess, may_have_another
from report.site.mkdocs.standing import name_of_value, standing_site
from report.site.passages import Passage

COMMIT_NAME = re.compile("[0-9a-f]{40}")
COMMIT_MARK = "\0commit\0"  # in a kept page; no page has such signs
MADE_ALONE = 16  # pages in a row of steps, until a second process is worth its beginning
KEPT_TEMPLATE = "kept.html"  # gives what is kept as it is, in the place of the theme's base.html
PAGE_TEXT, IN_TEMPLATE = "#text", "#page"  # the steps of a page that are kept
TocEntry = tuple[str, str, int, list[Any]]  # title, anchor, level, and those below it


@dataclass(frozen=True)
class FinishedPage:
    """The text of a page, with all that MkDocs and the search ask of it. `markdown` is that text in
    the other form, empty where none is written; `links` are those to anchors: the page that each
    leads to, the anchor, and how the link is written."""

    html: str
    markdown: str
    title: str | None
    toc: list[TocEntry]
    links: list[tuple[str, str, str]]
    passages: list[Passage]
    anchors: list[str]

    def written(self) -> bytes:
        """As it is kept: what is short as a line of JSON, with the lengths of the texts, which
        follow as they are."""
        texts = [self.html, self.markdown, *("".join(one.text) for one in self.passages)]
        passages = [(one.anchor, one.hidden, one.title) for one in self.passages]
        lengths = [len(text) for text in texts]
        known = (self.title, self.toc, self.links, passages, self.anchors, lengths)
        line = json.dumps(known, ensure_ascii=False)
        return "".join((line, "\n", *texts)).encode("utf-8", "surrogatepass")

    @classmethod
    def read(cls, content: bytes) -> "FinishedPage":
        """What `written` has written."""
        line, _, rest = content.decode("utf-8", "surrogatepass").partition("\n")
        title, toc, links, known, anchors, lengths = json.loads(line)
        ends = [*accumulate(lengths)]
        html, markdown, *texts = (
            rest[end - size : end] for size, end in zip(lengths, ends, strict=True)
        )
        passages = [
            Passage(anchor=anchor, hidden=hidden, title=named, text=[text])
            for (anchor, hidden, named), text in zip(known, texts, strict=True)
        ]
        return cls(html, markdown, title, toc, links, passages, anchors)

    @classmethod
    def of(
        cls, page: Page, html: str, markdown: str, passages: list[Passage], anchors: set[str]
    ) -> "FinishedPage":
        """A page that has been converted, with its finished text in both forms."""
        links = [
            (file.src_uri, anchor, written)
            for file, found in (page.links_to_anchors or {}).items()
            for anchor, written in found.items()
        ]
        toc = [toc_entry(one) for one in page.toc]
        title = page._title_from_render
        return cls(html, markdown, title, toc, links, passages, sorted(anchors))

    def put_in(self, page: Page, files: Files) -> None:
        """Give it to a page that has not been converted."""
        page.content = self.html
        page._title_from_render = self.title
        page.toc = TableOfContents([anchor_link(*one) for one in self.toc])
        for first in [*page.toc][:1]:
            first.active = True  # as mkdocs.structure.toc has it
        page.links_to_anchors = {}
        for uri, anchor, written in self.links:
            file = files.src_uris.get(uri)
            if file:
                page.links_to_anchors.setdefault(file, {})[anchor] = written


def toc_entry(link: AnchorLink) -> TocEntry:
    """An entry of a table of contents, with those below it."""
    return link.title, link.id, link.level, [toc_entry(one) for one in link.children]


def anchor_link(title: str, anchor: str, level: int, below: list[Any]) -> AnchorLink:
    """The entry of a table of contents that `toc_entry` took apart."""
    link = AnchorLink(title, anchor, level)
    link.children = [anchor_link(*one) for one in below]
    return link


@dataclass
class KeptPages:
    """The kept pages of a site. `ground` is what all of its pages rest on, as a fingerprint; where
    that is empty, nothing is known to be the same and none is kept. `revision` is the commit that
    the head of each page names, and does not count. `own_templates` says that the
    office has some; `pages` are all of the site, `made` those that have been made, and not taken:
    their text, or their place in the template; `second` makes some of them beside this process."""

    kept: Store
    ground: str
    own_templates: bool
    revision: str = ""

    def __post_init__(self) -> None:
        self.texts: dict[str, str] = {}  # the fingerprints of pages' texts, by their paths
        self.keys: dict[str, str] = {}  # of pages that are put into their template
        self.menus = ""
        self.files = ""
        self.pages: set[str] = set()
        self.made: set[str] = set()
        self.second = SecondProcess()
        self.made_alone = 0

    def begin(self, files: Files) -> None:
        """The files of the site are known, which links of pages lead to."""
        self.files = fingerprint([(file.src_uri, file.url) for file in files])

    def finished(self, uri: str, given: Any, make: Callable[[], FinishedPage]) -> FinishedPage:
        """The text of a page that `make` makes of what is given."""
        self.pages.add(uri)
        if not self.ground:
            self.made.add(uri)
            return make()
        path, key = f"{uri}{PAGE_TEXT}", fingerprint(self.ground, self.files, given)
        self.texts[uri] = key
        kept = self.kept.get(path, key)
        if kept is not None:
            return FinishedPage.read(kept)
        self.note_made(uri)
        with warnings_counted() as count:
            made = make()
        if not count():
            self.keep(path, key, made.written())
        return made

    def has_text(self, uri: str) -> bool:
        """Whether the second process has made the text of a page."""
        return self.second.has(f"{uri}{PAGE_TEXT}")

    def handed_text(self, uri: str) -> FinishedPage | None:
        """The text of a page, where the second process has made it."""
        found = self.handed(uri, PAGE_TEXT)
        if not found:
            return None
        self.texts[uri], content = found
        return FinishedPage.read(content)

    def handed(self, uri: str, step: str) -> tuple[str, bytes] | None:
        """What the second process has made in a step of a page, behind its fingerprint; the next
        build finds it kept."""
        found = self.second.take(f"{uri}{step}")
        if found:
            self.pages.add(uri)
            self.made.add(uri)
            self.keep(f"{uri}{step}", *found)
        return found

    def keep(self, path: str, key: str, content: bytes) -> None:
        """Keep what has been made, for the next build, or for the first process of this one."""
        if self.second.is_this:
            self.second.hand_over(path, key, content)
        else:
            self.kept.put(path, key, content)

    def note_made(self, uri: str) -> None:
        """A page has to be made by this process."""
        self.made.add(uri)
        self.made_alone += 1

    def share_rest(
        self, page: Page, files: Callable[[], Sequence[File]], make: Callable[[Page], object]
    ) -> None:
        """Have a second process make the pages behind `page`, once it is seen that they have to be
        made. Called for each page of a row of steps, before the step is done with it. There is none
        where something takes part that is not known: it may write what it makes."""
        if not self.ground or self.second.is_this or self.made_alone != MADE_ALONE:
            return
        if not may_have_another():
            return
        self.made_alone += 1

        def rest() -> None:
            page.active = False  # which MkDocs shows the first process at
            for file in reversed(files()):
                if file.page is page:
                    return
                if file.page:
                    make(file.page)

        self.second.begin(rest)

    def end_row(self) -> None:
        """A row of steps is over, in which all pages are gone through."""
        self.second.end()
        self.made_alone = 0

    def template_text(self, page: Page, context: Mapping[str, Any], told: Any) -> str | None:
        """The page in its template, where that is kept: `context` is what MkDocs tells it, `told`
        what the build does. None where it has to be made."""
        uri, key = page.file.src_uri, self.key_in_template(page, context, told)
        kept = self.kept.get(f"{uri}{IN_TEMPLATE}", key) if key else None
        if kept is None:
            self.note_made(uri)
            self.keys[uri] = key
            return None
        return self.with_commit(kept)

    def handed_template_text(self, uri: str) -> str | None:
        """The page in its template, where the second process has made it."""
        found = self.handed(uri, IN_TEMPLATE)
        return self.with_commit(found[1]) if found else None

    def with_commit(self, kept: bytes) -> str:
        """A page in its template, of this commit."""
        return kept.decode("utf-8", "surrogatepass").replace(COMMIT_MARK, self.revision)

    def key_in_template(self, page: Page, context: Mapping[str, Any], told: Any) -> str:
        """The fingerprint of all that goes into a page in its template; empty where not all of
        that is known."""
        if not self.ground or self.own_templates or page.meta.get("template"):
            return ""
        around = [name_and_address(one) for one in (page.previous_page, page.next_page)]
        try:
            self.menus = self.menus or menus_of(
                context["nav"], context["pages"], context["config"], self.revision
            )
            said = known_text((page.url, page.canonical_url, around, page.meta, told))
        except TypeError:  # something that is not known by its value
            return ""
        # (No plugin that is known changes a text once it has been made.)
        text = self.texts[page.file.src_uri]
        return fingerprint(self.ground, self.menus, page.file.src_uri, text, said)

    def keep_template_text(self, page: Page, html: str) -> None:
        """Keep a page that has gone into its template, where that was not kept."""
        uri = page.file.src_uri
        key = self.keys.pop(uri, "")
        text = without_commit(html, self.revision)
        if key and (text != html or not is_commit(self.revision)):
            self.keep(f"{uri}{IN_TEMPLATE}", key, text.encode("utf-8", "surrogatepass"))


def is_commit(revision: str) -> bool:
    """Whether a revision is the name of a commit, which no page and no setting says by chance."""
    return COMMIT_NAME.fullmatch(revision) is not None


def without_commit(text: str, revision: str) -> str:
    """A text that names a commit just once with a mark in its place; another one as it is: where
    it is named a second time, nobody knows here why."""
    once = is_commit(revision) and text.count(revision) == 1
    return text.replace(revision, COMMIT_MARK) if once else text


def kept_pages(kept: Store, config: MkDocsConfig, *told: Any) -> KeptPages:
    """The kept pages of the site that the settings describe. They rest on these, on the office's
    own code, this code and its tools, the address, and on what else is `told` of all of them."""
    standing, ground = standing_site(config), ""
    revision = str(config.extra.get("phien_ban") or "")
    with suppress(OSError, ValueError):
        making = standing.making if standing else None
        code = making.code_digests() if making else None
        if making and code is not None:
            rest = (code, code_and_tools(), config.site_url)
            ground = fingerprint(without_commit(making.settings, revision), *rest, told)
    own_templates = bool(config.theme.custom_dir)
    return KeptPages(kept, ground, own_templates, revision)


def menus_of(nav: Navigation, files: Any, config: MkDocsConfig, revision: str) -> str:
    """What templates show of the whole site: its names, its menus, the head of each page, but for
    the commit."""
    pages = [(*name_and_address(one.page), known_text(one.page.meta)) for one in files if one.page]
    names = (config.site_name, config.site_description, config.site_author, config.copyright)
    extra = without_commit(known_text(config.extra), revision)
    return fingerprint(names, pages, [menu_of(one) for one in nav.items], extra)


def menu_of(item: Any) -> list[Any]:
    """An entry of the navigation, with those below it."""
    return [
        type(item).__name__,
        *name_and_address(item),
        [menu_of(one) for one in item.children or ()],
    ]


def name_and_address(item: Any) -> tuple[str, str]:
    """The name and the address of an entry of the navigation; empty where there is none."""
    return str(getattr(item, "title", "")), str(getattr(item, "url", ""))


def known_text(value: Any) -> str:
    """A value of the templates as one text: pages by name and address, functions by their names.
    Raises TypeError where it is not known by its value."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, default=known_value)


def known_value(value: Any) -> Any:
    """A value that JSON has not. Raises TypeError."""
    if isinstance(value, Page):
        return name_and_address(value)
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, date | Path):
        return str(value)
    if callable(value) and hasattr(value, "__qualname__"):
        return name_of_value(value)
    raise TypeError(f"not known by its value: {type(value).__qualname__}")


@contextmanager
def warnings_counted() -> Iterator[Callable[[], int]]:
    """How many warnings MkDocs gives meanwhile."""
    counter, logger = CountHandler(), logging.getLogger("mkdocs")
    counter.setLevel(logging.WARNING)
    logger.addHandler(counter)
    try:
        yield lambda: sum(count for _, count in counter.get_counts())
    finally:
        logger.removeHandler(counter)
