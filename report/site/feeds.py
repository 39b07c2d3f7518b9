"""Feeds of what is new: RSS 2.0 and JSON Feed 1.1, so that a portal can show it.

An entry is a page on the day it came, or a correction on its day. Dates come from the
history and the corrections, never from the clock: the same sources give the same bytes.

RSS 2.0: https://www.rssboard.org/rss-specification,
JSON Feed 1.1: https://www.jsonfeed.org/version/1.1/
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone
from email.utils import format_datetime
from html import escape
from typing import Any
from urllib.parse import quote

from report.edition.edition import Edition
from report.edition.notes import correction_words
from report.figures.values import cell_title
from report.sources.addresses import corrections_page, url_of
from report.sources.corrections import Correction
from report.sources.history import Dates
from report.sources.pages import EDITORS
from report.text.numbers import write_date
from report.text.templates import render

RSS = "feed.xml"
JSON = "feed.json"
NEWEST = 50
VIETNAM = timezone(timedelta(hours=7))


@dataclass(frozen=True)
class FeedEntry:
    """Something new: title and text as plain words, `url` from the root of the site.

    `id` tells the entries of one page apart and stays the same for ever.
    """

    day: date
    url: str
    title: str
    text: str
    id: str
    language: str = "vi"

    @property
    def moment(self) -> datetime:
        """The beginning of its day in Vietnam; sources know only the day."""
        return datetime.combine(self.day, time(), VIETNAM)


def feeds(edition: Edition, history: Mapping[str, Dates], site_url: str) -> dict[str, str]:
    """The two feeds by their path in the site; none where the site has no address yet."""
    if not site_url:
        return {}
    found = [*new_pages(edition, history), *corrections(edition)]
    newest = sorted(found, key=lambda one: (-one.day.toordinal(), one.url, one.id))[:NEWEST]
    root = f"{site_url.rstrip('/')}/"
    about = str(edition.office["mo_ta"])
    about = f"{about} {edition.ending.sentence}" if edition.ending else about
    return {
        RSS: rss(newest, edition.office, about, root),
        JSON: json_feed(newest, edition, about, root),
    }


def new_pages(edition: Edition, history: Mapping[str, Dates]) -> Iterator[FeedEntry]:
    """Each written page on the day it came; drafts, what the history has not yet, and the manual
    for the staff are left out."""
    for uri, filled in edition.pages.items():
        if uri.startswith(f"{EDITORS}/"):
            continue
        if filled.page.path in history and filled.page.year not in edition.drafts:
            meta = filled.page.meta
            url = quote(url_of(uri))
            kind = edition.kind_of(filled.page)
            text = str(meta.get("description", ""))
            yield FeedEntry(
                history[filled.page.path].first,
                url,
                edition.title_among_years(str(meta.get("title", "")), uri),
                kind.described(text) if kind else text,
                url,
                str(meta.get("lang", "vi")),
            )


def corrections(edition: Edition) -> Iterator[FeedEntry]:
    """Each correction on its day; it leads to the corrections of its year."""
    for year, publication in edition.publications.items():
        url = url_of(corrections_page(year))
        for one in publication.corrections:
            yield correction(one, edition, year, url)


def correction(one: Correction, edition: Edition, year: int, url: str) -> FeedEntry:
    """The entry of a correction; its day, figure and new value tell it from all others."""
    cell = edition.years[year].cells.get(one.address)
    title = f"Đính chính: {cell_title(cell) if cell else one.address}"
    change = correction_words(one, edition.years[year])
    return FeedEntry(
        one.day,
        url,
        edition.title_among_years(title, url),
        f"Ngày {write_date(one.day)}, số liệu này sửa từ {change}. {one.reason}",
        f"{url}#{one.day.isoformat()}-{one.address}-{quote(one.new)}",
    )


def rss(entries: list[FeedEntry], office: Mapping[str, Any], about: str, root: str) -> str:
    """The entries as RSS 2.0; `about` says what the feed is."""
    return render(
        "site/templates/feed.xml",
        title=escape(str(office["trang"])),
        description=escape(about),
        root=escape(root),
        address=escape(root + RSS),
        newest=format_datetime(entries[0].moment) if entries else "",
        entries=[
            {
                "title": escape(one.title),
                "text": escape(one.text),
                "url": escape(root + one.url),
                "id": escape(root + one.id),
                "moment": format_datetime(one.moment),
            }
            for one in entries
        ],
    )


def json_feed(entries: list[FeedEntry], edition: Edition, about: str, root: str) -> str:
    """The entries as JSON Feed 1.1; `about` says what the feed is."""
    feed = {
        "version": "https://jsonfeed.org/version/1.1",
        "title": edition.office["trang"],
        "description": about,
        "home_page_url": root,
        "feed_url": root + JSON,
        "language": "vi",
        "authors": [{"name": edition.publisher}],
        "items": [
            {
                "id": root + one.id,
                "url": root + one.url,
                "title": one.title,
                "content_text": one.text,
                "date_published": one.moment.isoformat(),
                "language": one.language,
            }
            for one in entries
        ],
    }
    return json.dumps(feed, ensure_ascii=False, indent=1) + "\n"
