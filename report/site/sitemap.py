"""The day a page changed last, for the map of the site that search engines read.

MkDocs writes the day of the build, for every page: a search engine learns nothing from it, and no
two days would give the same site.
"""

from collections.abc import Iterable, Mapping

from report.sources.history import Dates, last_change

UNKNOWN_DAY = "1970-01-01"  # MkDocs needs a day, for the compressed map too


def last_modified(history: Mapping[str, Dates], paths: Iterable[str]) -> str:
    """The day of the last change of the files of a page, as MkDocs takes it."""
    day = last_change(history, paths)
    return day.isoformat() if day else UNKNOWN_DAY


def without_unknown_days(sitemap: str) -> str:
    """The map with the days that are known."""
    return sitemap.replace(f"<lastmod>{UNKNOWN_DAY}</lastmod>", "")
