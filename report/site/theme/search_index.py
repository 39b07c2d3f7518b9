"""The search index as the site publishes it: what the search reads (overrides/…/search-*.js)."""

import html
import json
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from report.edition.edition import Edition
from report.figures.citations import REGISTER
from report.figures.values import write_value
from report.site.passages import Passage
from report.sources.addresses import DATA, REGISTER_PAGE, table_page, url_of
from report.sources.pages import EDITORS
from report.sources.paths import year_of

# Data pages stand below the report pages that say the same in sentences.
TABLE_WEIGHT = 0.3
DATA_WEIGHT = 0.7  # the audit, the corrections, the lists of tables
EDITORS_WEIGHT = 0.25  # the manual: citizens look for what it tells how to write
HTML_TAG = re.compile(r"<[^>]+>")
BACK_LINK = "↩"


class SearchIndex:
    """The entries of all passages, as plain NFC text, with what only the sources know.

    Pages have a heading and a shorter name, by which the navigation and other pages call
    them: the search finds both.
    """

    def __init__(self, edition: Edition) -> None:
        """An index without pages."""
        self.edition = edition
        self.names = {
            url_of(uri): single_spaced(str(filled.page.meta.get("title") or ""))
            for uri, filled in edition.pages.items()
        }
        self.tables = {
            url_of(table_page(table))
            for dataset in (*edition.years.values(), edition.common)
            for table in dataset.tables.values()
        }
        self.entries: list[dict[str, Any]] = []

    def add(
        self, url: str, name: str, passages: Iterable[Passage], boost: float | None = None
    ) -> None:
        """Add the passages of a page that is called `name`, in HTML; `boost` is the weight that
        it asks for itself. Nobody finds what is not published yet."""
        if year_of(url) in self.edition.drafts:
            return
        weight = self.weight(url) if boost is None else boost
        for passage in passages:
            if not passage.hidden:
                title = (
                    single_spaced("".join(passage.title))
                    if passage.title
                    else words_of_markup(name)
                )
                self.add_passage(url, title, passage, weight)

    def add_passage(self, url: str, title: str, passage: Passage, weight: float) -> None:
        """Add one entry."""
        location = f"{url}#{passage.anchor}" if passage.anchor else url
        entry: dict[str, Any] = {"location": location, "title": title}
        name = self.names.get(location, "")
        if name and name != title:
            entry["name"] = name
        entry["text"] = single_spaced("".join(passage.text))
        if weight != 1:
            entry["boost"] = weight
        self.entries.append(entry)

    def weight(self, url: str) -> float:
        """How much the entries of a page count, by the folder it stands in."""
        if url in self.tables:
            return TABLE_WEIGHT
        folders = {f"{DATA}/": DATA_WEIGHT, f"{EDITORS}/": EDITORS_WEIGHT}
        return next((weight for name, weight in folders.items() if url.startswith(name)), 1)

    def written(self) -> str:
        """The file that the search reads."""
        entries = [*self.entries, *register_entries(self.edition)]
        return json.dumps({"docs": entries}, ensure_ascii=False, separators=(",", ":"))


def register_entries(edition: Edition) -> list[dict[str, str]]:
    """An entry for each document of the register: who looks for its number finds its row."""
    if REGISTER_PAGE not in edition.pages or REGISTER not in edition.common.tables:
        return []
    return [
        {
            "location": f"{url_of(REGISTER_PAGE)}#{key}",
            "title": " ".join(filter(None, (row["loai"].text, row["so_ky_hieu"].text))),
            "text": ". ".join(
                filter(None, (write_value(row[name]) for name in ("trich_yeu", "co_quan", "ngay")))
            ),
        }
        for key, row in edition.common.tables[REGISTER].rows.items()
    ]


def words_of_markup(markup: str) -> str:
    """The words of a name in HTML."""
    return single_spaced(html.unescape(HTML_TAG.sub(" ", markup)))


def single_spaced(text: str) -> str:
    """A text as it is read, with single spaces."""
    return unicodedata.normalize("NFC", " ".join(text.replace(BACK_LINK, " ").split()))
