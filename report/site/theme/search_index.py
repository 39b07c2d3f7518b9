"""The search index as the site publishes it: what the search reads (overrides/…/search-*.js)."""

import html
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from report.edition.edition import Edition
from report.edition.guidance import GUIDANCE_FOLDER
from report.edition.synonyms import MEANT, SYNONYMS, TYPED
from report.figures.citations import REGISTER
from report.figures.values import write_value
from report.site.passages import Passage
from report.site.theme.packed_texts import in_signs, signs_of
from report.site.theme.search_figures import search_figures
from report.sources.addresses import DATA, PLACES_FOLDER, REGISTER_PAGE, table_page, url_of
from report.sources.pages import EDITORS, REPORT
from report.sources.paths import year_of
from report.sources.tables import COMMON

SEARCH_INDEX = "search/search_index.json"  # the paths in the site: what citizens look for
MANUAL_INDEX = "search/bien-tap.json"  # and the manual
# Data pages stand below the report pages that say the same in sentences.
TABLE_WEIGHT = 0.25
DATA_WEIGHT = 0.5  # the audit, the corrections, the lists of tables
# The parts of the site by the folder of their pages, in the order of the filters.
SECTIONS = {
    f"{REPORT}/": "Báo cáo",
    f"{DATA}/": "Số liệu",
    f"{GUIDANCE_FOLDER}/": "Hướng dẫn",
    url_of(REGISTER_PAGE): "Văn bản",
    f"{PLACES_FOLDER}/": "Xã, thị trấn",
    "": "Trang khác",
}
MANUAL_SECTIONS = {f"{EDITORS}/": "Biên tập"}
SYNONYMS_URL = f"{DATA}/{COMMON}/{SYNONYMS}/"
PACKED_FIELDS = ("title", "name", "text")  # of an entry
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
        self.tables = {url_of(table_page(table)) for table in edition.tables}
        self.entries: list[dict[str, Any]] = []

    def add(
        self, url: str, name: str, passages: Iterable[Passage], boost: float | None = None
    ) -> None:
        """Add the passages of a page that is called `name`, in HTML; `boost` is the weight that
        it asks for itself. Nobody finds what is not published yet, nor the search its own words."""
        if year_of(url) in self.edition.drafts or url == SYNONYMS_URL:
            return
        for passage in passages:
            if not passage.hidden:
                title = (
                    single_spaced("".join(passage.title))
                    if passage.title
                    else words_of_markup(name)
                )
                if not passage.anchor:
                    title = self.edition.title_among_years(title, url)
                weight = self.weight(url, passage.anchor) if boost is None else boost
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

    def weight(self, url: str, anchor: str) -> float:
        """How much an entry of a page counts, by the folder it stands in. A place is found by its
        name; what its sections have stands in tables."""
        if url in self.tables or (anchor and url.startswith(f"{PLACES_FOLDER}/")):
            return TABLE_WEIGHT
        return DATA_WEIGHT if url.startswith(f"{DATA}/") else 1

    def written(self) -> str:
        """The file that the search reads. The manual has one of its own: who looks for what the
        report says is not shown how to write it, and does not load it."""
        entries = [entry for entry in self.entries if not is_of_manual(entry)]
        figures = search_figures(self.edition, entries)
        entries += register_entries(self.edition)
        return index_file(entries, SECTIONS, synonyms(self.edition), figures)

    def written_manual(self) -> str:
        """The file that the search within the manual reads."""
        return index_file(list(filter(is_of_manual, self.entries)), MANUAL_SECTIONS)


def is_of_manual(entry: Mapping[str, Any]) -> bool:
    """Whether an entry is one of the editors' manual."""
    return str(entry["location"]).startswith(f"{EDITORS}/")


def index_file(
    entries: Sequence[Mapping[str, Any]],
    sections: Mapping[str, str],
    words: Sequence[tuple[str, str]] = (),
    figures: Sequence[Sequence[str]] = (),
) -> str:
    """What overrides/…/search-engine.js makes a search of, as JSON."""
    signs = signs_of(entry[name] for entry in entries for name in PACKED_FIELDS if name in entry)
    content = {
        "sections": [*sections.items()],
        "synonyms": words,
        "figures": figures,
        "pieces": " ".join(signs),
        "signs": "".join(signs.values()),
        "docs": [
            {
                name: in_signs(value, signs) if name in PACKED_FIELDS else value
                for name, value in entry.items()
            }
            for entry in entries
        ],
    }
    return json.dumps(content, ensure_ascii=False, separators=(",", ":"))


def synonyms(edition: Edition) -> list[tuple[str, str]]:
    """The words that stand for each other: those that people type, those of the site."""
    table = edition.common.tables.get(SYNONYMS)
    rows = table.rows.values() if table else ()
    return [(row[TYPED].text, row[MEANT].text) for row in rows]


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
