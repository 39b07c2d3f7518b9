"""The navigation with the years that an office has: `nav` of mkdocs.yml names none.

Its entries `bao-cao/` and `so-lieu/` stand for the reports and the data of all years. The year
that is shown has a tab of each, and so has a later one that is being written; all earlier years
are one tab, so that the tabs do not grow with the years. Below it they stand by periods of five
years where they are many: a page has the menu of its own period, so that it does not grow either.
"""

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from report.edition.edition import Edition
from report.edition.navigation import DATA_ENTRY, REPORT_ENTRY
from report.official.numbering import Numbering
from report.site.data_pages import table_pages
from report.sources.addresses import audit_page, corrections_page, data_index, relative_url
from report.sources.outline import Outline, OutlineEntry, read_outline
from report.sources.pages import REPORT
from report.sources.paths import year_of

EARLIER_YEARS = "Các năm trước"
PERIOD = 5  # years; those of plans begin with 2021, 2026…
NEAR_YEARS = 2  # that a page leads to on either side of its own, beside the newest
PERIOD_NAME = re.compile(r"Năm \d{4}–\d{4}")
DRAFT_MARK = "(bản thảo)"


def with_years(nav: Sequence[Any], root: Path, edition: Edition) -> list[Any]:
    """The navigation of MkDocs with the tabs of the years in the places of their two entries."""
    shown, earlier = tab_years(edition)
    tabs: list[Any] = []
    groups: dict[int, list[Any]] = {year: [] for year in earlier}
    behind = 0  # the place behind the last entry of the years
    for entry in nav:
        name, folder = named_folder(entry)
        if folder not in (REPORT_ENTRY, DATA_ENTRY):
            tabs.append(entry)
            continue
        for year in (*shown, *earlier):
            group = tabs if year in shown else groups[year]
            pages = pages_of_year(folder, year, root, edition)
            mark = f" {DRAFT_MARK}" if year in edition.drafts else ""
            group.extend([{f"{name} {year}{mark}": pages}] if pages else [])
        behind = len(tabs)
    if earlier and behind:
        tabs.insert(behind, {EARLIER_YEARS: by_periods(groups)})
    return tabs


def by_periods(groups: Mapping[int, Sequence[Any]]) -> list[Any]:
    """The entries of earlier years, the newest first; by periods where the years are many."""
    if len(groups) <= PERIOD:
        return [tab for year in groups for tab in groups[year]]
    found: dict[str, list[Any]] = {}
    for year in groups:
        found.setdefault(period_name(year), []).extend(groups[year])
    return [{name: tabs} for name, tabs in found.items()]


def period_name(year: int) -> str:
    """The period that a year belongs to, as the menu calls it."""
    first = year - (year - 1) % PERIOD
    return f"Năm {first}–{first + PERIOD - 1}"


def is_menu_of_years(title: str) -> bool:
    """Whether a part of the navigation is there for the menu alone, and says nothing of a page."""
    return title == EARLIER_YEARS or PERIOD_NAME.fullmatch(title) is not None


def tab_years(edition: Edition) -> tuple[list[int], list[int]]:
    """The years with tabs of their own, that which is shown first, and the earlier ones; the
    newest first."""
    newest_first = sorted(edition.years, reverse=True)
    later = [year for year in newest_first if year > edition.shown_year]
    shown = [year for year in newest_first if year == edition.shown_year]
    return [*shown, *later], [year for year in newest_first if year < edition.shown_year]


def named_folder(entry: Any) -> tuple[str, str]:
    """The name of an entry of the navigation, and what it leads to where that is one text."""
    if isinstance(entry, dict) and len(entry) == 1:
        (name, target), *_ = entry.items()
        return str(name), target if isinstance(target, str) else ""
    return "", ""


def pages_of_year(folder: str, year: int, root: Path, edition: Edition) -> list[Any]:
    """What stands below the tab of a year."""
    return report_pages(year, root, edition) if folder == REPORT_ENTRY else data_of(year, edition)


def data_of(year: int, edition: Edition) -> list[Any]:
    """The pages of the data of a year."""
    first = [data_index(year), audit_page(str(year)), corrections_page(year)]
    return [*first, {"Các bảng": table_pages(edition, year)}]


def report_pages(year: int, root: Path, edition: Edition) -> list[Any]:
    """The pages of a report: the first one, the groups of the outline, and what it lacks."""
    pages = [uri for uri in edition.pages if uri.startswith(f"{REPORT}/{year}/")]
    outline = read_outline(root, year) or Outline("", f"{REPORT}/{year}/index.md")
    groups = list(groups_of(outline, edition)) if outline.parts else []
    first = [outline.opening] if outline.opening in pages else []
    listed = {*first, *(uri for _, uris in groups for uri in uris)}
    return [
        *first,
        *({name: uris} for name, uris in groups),
        *(uri for uri in pages if uri not in listed),
    ]


def groups_of(outline: Outline, edition: Edition) -> Iterator[tuple[str, list[str]]]:
    """Name and pages of each heading of the second level; a part that has none with headings
    below it is one group."""
    numbers = Numbering()
    own = {uri for uri in edition.pages if uri.startswith(f"{REPORT}/")}
    for part in outline.parts:
        number = numbers.next(0)
        wide = any(entry.entries for entry in part.entries)
        headings = [(numbers.next(1), one) for one in part.entries] if wide else [("", part)]
        for below, entry in headings:
            pages = [uri for uri, _ in entry.pages() if uri in own]
            words = f"{below} {short_name(entry, edition)}".strip()
            if pages:
                yield f"{number} – {words}", pages


def short_name(entry: OutlineEntry, edition: Edition) -> str:
    """What the menu calls a heading: its short name, its name, or the title of its page."""
    return entry.short or entry.title or edition.titles.get(entry.page or "", "")


def other_years(edition: Edition, uri: str, known: Container[str]) -> str:
    """HTML of the links to the same page of the other years, the newest first: the newest of all
    and those next to its own; empty where there is none. `known` are the pages of the site; a
    draft is for those who write it."""
    year = year_of(uri)
    if year is None:
        return ""
    pages = {
        other: page
        for other in sorted(edition.finished_years, reverse=True)
        if other != year and (page := uri.replace(f"/{year}/", f"/{other}/", 1)) in known
    }
    later, earlier = ([one for one in pages if (one > year) is side] for side in (True, False))
    near = dict.fromkeys([*later[:1], *later[-NEAR_YEARS:], *earlier[:NEAR_YEARS]])
    links = [f'<a href="{relative_url(uri, pages[one])}">{one}</a>' for one in near]
    if not links:
        return ""
    return f'<p class="nam-khac" data-search-exclude>Năm khác: {", ".join(links)}</p>'
