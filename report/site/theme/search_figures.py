"""The figures that the search gives as answers: those that report pages show."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from report.edition.edition import Edition
from report.figures.values import lower_first, row_title, shown_value
from report.sources.addresses import url_of
from report.sources.tables import Cell

SearchedFigure = tuple[str, str, str, str, str, str]


def search_figures(edition: Edition, entries: Sequence[Mapping[str, Any]]) -> list[SearchedFigure]:
    """Value, row, column, table, place and page of each number that a page of a
    finished report shows, each once; `entries` are those of the pages that are searched."""
    found: dict[Cell, SearchedFigure] = {}
    of_pages = by_page(entries)
    for uri, filled in edition.pages.items():
        if not filled.shows_sources or filled.page.year in edition.drafts:
            continue
        passages = of_pages.get(url_of(uri), [])
        for cell in filled.figures if passages else ():
            if cell.column.is_number and cell.value is not None and cell not in found:
                place = address_of_figure(cell, passages)
                title = str(passages[0]["title"])
                what = (
                    shown_in_search(cell),
                    row_title(cell),
                    column_of_figure(cell),
                    cell.table.title,
                )
                found[cell] = (*what, place, title)
    return [found[cell] for cell in sorted(found, key=place_among_answers)]


def by_page(entries: Iterable[Mapping[str, Any]]) -> Mapping[str, list[Mapping[str, Any]]]:
    """The entries of each page, by its address."""
    found: dict[str, list[Mapping[str, Any]]] = {}
    for entry in entries:
        found.setdefault(str(entry["location"]).partition("#")[0], []).append(entry)
    return found


def place_among_answers(cell: Cell) -> tuple[int, int]:
    """What puts a figure before others of its row: a newer year, for who names none; then the
    column that stands first in its table, as it is the one that the row is about."""
    return -(cell.table.year or 0), list(cell.table.columns).index(cell.column.name)


def shown_in_search(cell: Cell) -> str:
    """The value with its unit, in plain spaces, as the entries of pages have it."""
    return " ".join(shown_value(cell).split())


def column_of_figure(cell: Cell) -> str:
    """The column of a figure, and the year of its table."""
    year = f", năm {cell.table.year}" if cell.table.year else ""
    return f"{lower_first(cell.column.title)}{year}"


def address_of_figure(cell: Cell, passages: Sequence[Mapping[str, Any]]) -> str:
    """The address of the passage that shows the figure: the first that has value and row, else
    that has the value, else the page."""
    value, row = shown_in_search(cell).partition(" ")[0], row_title(cell).lower()
    having = [one for one in passages if value in str(one["text"]).split()]
    naming = [one for one in having if row in f"{one['title']} {one['text']}".lower()]
    return str((naming or having or passages)[0]["location"])
