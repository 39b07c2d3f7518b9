"""What the template of a page is told of it, beside what MkDocs tells it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

from mkdocs.structure.pages import Page

from report.edition.edition import Edition
from report.edition.tools import script_of
from report.figures.values import ENGLISH
from report.site.feedback import feedback
from report.site.linked_data import PublishedPage
from report.site.mkdocs.frame import page_head
from report.site.navigation import is_menu_of_years
from report.site.origins import edit_url
from report.site.provenance import sources_link
from report.site.sharing import Sharing
from report.sources.addresses import relative_url, section_file
from report.sources.history import Dates, last_change
from report.sources.pages import EDITORS
from report.sources.paths import year_of
from report.text.numbers import write_english, write_long_date


@dataclass(frozen=True)
class PageContexts:
    """What all pages of a site are told from: the edition, the folder of its `sources`, the files
    that each page is made of (`origins`), their history, the sizes of the official `documents` by
    their paths in the site, what those who share a page are told, where a new issue (`issues`) and
    where the editor of a file opens (`edit_uri`), whether there is a catalogue of the data, and
    whether the site is published."""

    edition: Edition
    sources: Path
    origins: Mapping[str, Sequence[str]]
    history: Mapping[str, Dates]
    documents: Mapping[str, int]
    sharing: Sharing | None
    issues: str
    edit_uri: str | None
    has_catalogue: bool
    publishes: bool

    def section(self, uri: str) -> dict[str, str]:
        """The document of a page by itself, its address and size; nothing where none was made."""
        file = section_file(uri) if uri in self.edition.pages else ""
        if file not in self.documents:
            return {}
        from report.site.document_list import write_size

        return {"url": relative_url(uri, file), "size": write_size(self.documents[file])}

    def told(self, page: Page, changed: date | None) -> dict[str, Any]:
        """What the template of a page is told, beside what MkDocs tells it."""
        uri = page.file.src_uri
        filled = self.edition.pages.get(uri)
        files = self.origins.get(uri, ())
        editor = self.edit_uri
        edited = [path for path in files[:1] if editor and (self.sources / path).is_file()]
        page.edit_url = edit_url(editor, edited[0]) if edited else None
        told = {
            "provenance": sources_link(filled),
            "tool_script": script_of(filled.page) if filled else "",
            "changed": changed,
            "full_title": self.edition.title_among_years(
                str(page.meta.get("title") or page.title), uri
            ),
            "page_head": page_head(self.edition, year_of(uri) or self.edition.shown_year),
            "section": self.section(uri),
            "has_catalogue": self.has_catalogue,
            "has_twin": self.publishes,
            "gop_y": feedback(
                self.edition.office,
                self.issues,
                unescape(str(page.title)),
                page.canonical_url or page.url,
                str(page.meta.get("lang", "vi")),
            ),
        }
        if changed:
            write = write_english if page.meta.get("lang") == ENGLISH else write_long_date
            told["changed_text"] = write(changed)
        return told

    def published(self, page: Page) -> PublishedPage:
        """What is said of a page outside of it."""
        uri, kind = page.file.src_uri, page.meta.get("loai_bai_viet")
        description = unescaped(page.meta.get("description", ""))
        sections = [part for part in page.ancestors if not is_menu_of_years(str(part.title))]
        return PublishedPage(
            uri,
            self.edition.title_among_years(unescaped(page.meta.get("title") or page.title), uri),
            f"{kind}. {description}" if kind else description,
            str(page.meta.get("lang", "vi")),
            way_to(page),
            last_change(self.history, self.origins.get(uri, ())),
            unescaped(sections[-1].title) if sections else "",
        )

    def shared(self, page: PublishedPage) -> dict[str, Any]:
        """What the head of a published page says to those who share it; nothing where the site
        has no address, and in the manual for the staff."""
        if not self.sharing or page.uri.startswith(f"{EDITORS}/"):
            return {}
        return self.sharing.head(page)


def way_to(page: Page) -> list[tuple[str, str]]:
    """Name and address of the pages above a page, the first page of the site first; a part of
    the navigation without a page of its own is none."""
    sections: list[Any] = [*page.ancestors]
    above = [(unescaped(part.title), part.children[0]) for part in reversed(sections)]
    steps = [(name, first.url) for name, first in above if getattr(first, "is_index", False)]
    ways = [(name, url) for name, url in steps if url != page.url]
    return [] if page.is_homepage else [("Trang chủ", ""), *ways]


def unescaped(text: Any) -> str:
    """A text of the theme's templates, which is escaped there, as it is read."""
    return unescape(str(text))
