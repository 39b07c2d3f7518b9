"""The search index as the site publishes it: what the search reads (overrides/…/search-*.js)."""

import html
import json
import re
import unicodedata

from report.edition.edition import Edition
from report.figures.citations import REGISTER
from report.sources.addresses import DATA, REGISTER_PAGE, table_page, url_of
from report.sources.pages import EDITORS
from report.sources.paths import year_of
from report.text.markup import escape

# Data pages stand below the report pages that say the same in sentences.
TABLE_WEIGHT = 0.3
DATA_WEIGHT = 0.7  # the audit, the corrections, the lists of tables
EDITORS_WEIGHT = 0.25  # the manual: citizens look for what it tells how to write
INLINE_TAG = re.compile(r"</?(?:a|abbr|b|code|data|em|i|mark|small|span|strong|sub|sup)\b[^>]*>")
HTML_TAG = re.compile(r"<[^>]+>")
BACK_LINK = "↩"


def published_index(index: str, edition: Edition) -> str:
    """The index MkDocs wrote, as plain NFC text, with what only the sources know.

    Pages have a heading and a shorter name, by which the navigation and other pages call
    them: the search finds both. The settings of the theme's own search are left out.
    """
    names = {
        url_of(uri): escape(str(filled.page.meta.get("title") or ""))
        for uri, filled in edition.pages.items()
    }
    tables = {
        url_of(table_page(table))
        for dataset in (*edition.years.values(), edition.common)
        for table in dataset.tables.values()
    }
    entries = []
    for entry in json.loads(index)["docs"]:
        location = entry["location"]
        if year_of(location) in edition.drafts:
            continue  # nobody finds what is not published yet
        found = {"location": location, "title": _plain(entry["title"])}
        name = _plain(names.get(location, ""))
        if name and name != found["title"]:
            found["name"] = name
        found["text"] = _plain(entry["text"])
        weight = entry.get("boost", _weight(location, tables))
        entries.append(found if weight == 1 else {**found, "boost": weight})
    entries += _documents(edition)
    return json.dumps({"docs": entries}, ensure_ascii=False, separators=(",", ":"))


def _weight(location: str, tables: set[str]) -> float:
    """How much an entry counts by the folder it stands in."""
    if location.partition("#")[0] in tables:
        return TABLE_WEIGHT
    folders = {f"{DATA}/": DATA_WEIGHT, f"{EDITORS}/": EDITORS_WEIGHT}
    return next((weight for name, weight in folders.items() if location.startswith(name)), 1)


def _documents(edition: Edition) -> list[dict[str, str]]:
    """An entry for each document of the register: who looks for its number finds its row."""
    if REGISTER_PAGE not in edition.pages or REGISTER not in edition.common.tables:
        return []
    return [
        {
            "location": f"{url_of(REGISTER_PAGE)}#{key}",
            "title": " ".join(filter(None, (row["loai"].text, row["so_ky_hieu"].text))),
            "text": ". ".join(
                filter(None, (row["trich_yeu"].text, row["co_quan"].text, row["ngay"].text))
            ),
        }
        for key, row in edition.common.tables[REGISTER].rows.items()
    ]


def _plain(markup: str) -> str:
    """Text as it is read: tags away, entities and spaces as single characters."""
    text = html.unescape(HTML_TAG.sub(" ", INLINE_TAG.sub("", markup))).replace(BACK_LINK, " ")
    return unicodedata.normalize("NFC", " ".join(text.split()))
