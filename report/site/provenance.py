"""Where the figures of a report page come from: a file beside the page, and the page's switch.

The list is a file of its own, so that a page is light: it opens without scripts, too.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from report.edition.edition import Edition, FilledPage
from report.edition.notes import draft_sentence
from report.figures.results import ComputedNumber, Note
from report.figures.tables import Notes
from report.figures.values import cell_title, lower_first, row_title, shown_value
from report.site.markdown_twins import html_as_markdown, in_markdown, link_target, linked
from report.site.theme.security import POLICY
from report.sources.addresses import SOURCES, cell_url, relative_url, table_page, url_of
from report.sources.paths import year_of
from report.sources.tables import COMMON, Cell, Table
from report.text.markup import escape
from report.text.templates import render

LIST_NAME = "Số liệu trên trang này"
INTRODUCTION = (
    "Mỗi con số trên trang lấy từ một ô của bảng số liệu. Liên kết dẫn đến dòng có con số đó."
)


class RowLine(NamedTuple):
    """What the list says of a row of a table, as HTML: its key, name and figures."""

    key: str
    title: str
    figures: str


class TableLines(NamedTuple):
    """What the list says of a table, as HTML: its name, its source and its rows."""

    table: Table
    title: str
    source: str
    rows: list[RowLine]


@dataclass(frozen=True)
class FigureList:
    """The figures of a page, to be written in the two forms of the page: as HTML, and as what
    that HTML is as Markdown (markdown_twins.py). `computed` are the numbers that no cell has."""

    page: str
    tables: list[TableLines]
    computed: list[Mapping[str, object]]

    def html(self) -> str:
        """The list as HTML."""
        names = Counter(row.title for table in self.tables for row in table.rows)
        names.update(table.title for table in self.tables)
        lines = [f"<p>{INTRODUCTION}</p>"]
        for table in self.tables:
            url = relative_url(self.page, table_page(table.table))
            link, source = f'<a href="{url}">{table.title}</a>', table.source
            rows = [listed_row(row, url, table, names[row.title] > 1) for row in table.rows]
            head = f'<p class="bang-nguon">{link}<br><span class="nguon">{source}</span></p>'
            lines += [head, "<ul>", *rows, "</ul>"]
        return "\n".join(filter(None, [*lines, self.computed_html()]))

    def markdown(self, root: str) -> str:
        """The list as Markdown, as it ends the twin of its page; `root` is the address of the
        site, empty where it has none."""
        blocks = [INTRODUCTION]
        for table in self.tables:
            place = table_page(table.table)
            to = link_target(root, url_of(place) if root else relative_url(self.page, place))
            head = linked(in_markdown(table.title), to), in_markdown(table.source)
            rows = [
                f"- {linked(in_markdown(title), f'{to}#{key}')}: {in_markdown(figures)}".rstrip()
                for key, title, figures in table.rows
            ]
            blocks += ["  \n".join(filter(None, head)), "\n".join(rows)]
        return "\n\n".join(filter(None, [*blocks, html_as_markdown(self.computed_html())]))

    def computed_html(self) -> str:
        """The numbers that no cell has; empty without any."""
        template = "site/templates/computed_on_page.html"
        return render(template, computed=self.computed) if self.computed else ""


def source_switch(filled: FilledPage) -> str:
    """The button that makes links of a page's figures; it names the tables of no year, which
    their addresses do not tell from those of the page's year.

    It stands below the heading and is not added by a script, which would move the text while it
    is read. Of no use to who searches.
    """
    common = {cell.table.name for cell in filled.figures if cell.table.folder == COMMON}
    names = f' data-chung="{" ".join(sorted(common))}"' if common else ""
    return (
        f'<button type="button" class="cong-tac-nguon" aria-pressed="false"{names} '
        "data-search-exclude>Hiện nguồn số liệu</button>"
    )


def sources_link(filled: FilledPage | None) -> str:
    """What ends a page of a report that has figures: how many, and the way to their list."""
    if not filled or not filled.shows_sources:
        return ""
    words = f"{LIST_NAME} ({figure_count(filled)})"
    return f'<p class="so-lieu-trang"><a href="{SOURCES}">{words}</a></p>'


def figure_count(filled: FilledPage) -> int:
    """How many figures a page shows, each once, with those that no cell has."""
    return len({(cell.table, cell.address) for cell in filled.figures}) + len(filled.computed)


def sources_section(filled: FilledPage, figures: FigureList, root: str) -> str:
    """The list of a page's figures with its name, as it ends the page as Markdown."""
    return f"**{LIST_NAME} ({figure_count(filled)})**\n\n{figures.markdown(root)}"


def sources_alone(edition: Edition, filled: FilledPage) -> str:
    """The file of one page with its list, which is made for it."""
    return sources_page(edition, filled, sources_list(edition, filled).html())


def sources_page(edition: Edition, filled: FilledPage, figures: str) -> str:
    """The file of one page with its list, `figures`. It has nothing of the frame of other pages:
    it is to be light, and leads back."""
    uri, year = filled.page.uri, filled.page.year
    end = edition.ending
    return render(
        "site/templates/sources_page.html",
        title=edition.titles[uri],
        site=edition.office["trang"],
        draft=draft_sentence(year) if year in edition.drafts else "",
        ended=end,
        now=relative_url(uri, end.page) if end else "",
        root=relative_url(uri, ""),
        policy=POLICY,
        count=figure_count(filled),
        figures=figures,
    )


def sources_list(edition: Edition, filled: FilledPage) -> FigureList:
    """The figures of a page; its year is one of the edition."""
    notes = edition.notes[filled.page.year or 0]
    return figure_list(filled.page.uri, filled.figures, notes, filled.computed)


def figure_list(
    page: str, cells: Iterable[Cell], notes: Notes, computed: Sequence[ComputedNumber] = ()
) -> FigureList:
    """The figures of a page by tables, in the order of their first use.

    Each row of a table is one line, with all its figures on the page; what no cell has stands
    last, with its formula.
    """
    by_table: dict[Table, dict[str, dict[str, Cell]]] = {}
    for cell in cells:
        by_table.setdefault(cell.table, {}).setdefault(cell.row, {})[cell.address] = cell
    year = year_of(page)
    tables = []
    for table, rows in by_table.items():
        lines = [row_line(row, notes) for row in rows.values()]
        tables.append(TableLines(table, title_of_table(table, year), source_of(table), lines))
    return FigureList(page, tables, [computed_line(page, number) for number in computed])


def computed_line(page: str, number: ComputedNumber) -> dict[str, object]:
    """What is said of a number that no cell has, with links to the rows of its cells."""
    return {
        "title": escape(number.title),
        "value": escape(number.text),
        "formula": escape(number.formula),
        "cells": [(escape(cell_title(cell)), cell_url(page, cell)) for cell in number.cells],
    }


def listed_row(row: RowLine, url: str, table: TableLines, shared: bool) -> str:
    """A line of the list; a link whose name another one has says its table, too."""
    label = f' aria-label="{row.title} ({table.title})"' if shared else ""
    return f'<li><a href="{url}#{row.key}"{label}>{row.title}</a>: {row.figures}</li>'


def row_line(cells: Mapping[str, Cell], notes: Notes) -> RowLine:
    """The line of a row whose `cells` stand on the page."""
    first = next(iter(cells.values()))
    figures = (figure_words(cell, note_of(cell, notes)) for cell in cells.values())
    return RowLine(first.row, name_of_row(first), "; ".join(figures))


def note_of(cell: Cell, notes: Notes) -> Note | None:
    """The note on a cell; the same address in another year is another cell."""
    note = notes.get(cell.address)
    return note if note and note.folder == cell.table.folder else None


@lru_cache(maxsize=8192)
def figure_words(cell: Cell, note: Note | None) -> str:
    """Column and value of a cell and the note on it, the same on every page that shows it."""
    column = escape(lower_first(cell.column.title))
    words = f"{column} <b>{escape(shown_value(cell))}</b>"
    remark = f' <span class="nguon">(※ người biên tập: {escape(note.text)})</span>' if note else ""
    return words + remark


@lru_cache(maxsize=8192)
def name_of_row(cell: Cell) -> str:
    """The name of the row of a cell."""
    return escape(row_title(cell))


@lru_cache(maxsize=1024)
def title_of_table(table: Table, year: int | None) -> str:
    """The name of a table, which says its year on a page of another one."""
    other = table.year is not None and table.year != year
    return escape(f"{table.title}, năm {table.year}" if other else table.title)


@lru_cache(maxsize=1024)
def source_of(table: Table) -> str:
    """Place in the report, office and date of a table, as one line."""
    parts = filter(None, (table.section, table.office, table.date))
    return f"Nguồn: {escape('; '.join(parts))}."
