"""Where the figures of a report page come from: a file beside the page, and the page's switch.

The list is a file of its own, so that a page is light: it opens without scripts, too.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, cached_property
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
from report.text.markup import MARK_BEGIN, MARK_END, escape
from report.text.templates import render, without_blank_lines

LIST_NAME = "Số liệu trên trang này"
INTRODUCTION = (
    "Mỗi con số trên trang lấy từ một ô của bảng số liệu. Liên kết dẫn đến dòng có con số đó."
)
# What each page puts into the frame of its list; a text of content has no such signs (escape).
TITLE_PLACE, COUNT_PLACE, FIGURES_PLACE = (
    f"{MARK_BEGIN}{name}{MARK_END}" for name in ("title", "count", "figures")
)


@dataclass(frozen=True, eq=False)  # each is itself, as its table
class ListedTable:
    """What the list says of a table, the same on all pages that lead to it by the same way: its
    name, what stands above its rows in both forms, and where these lead in each."""

    title: str
    html: str
    markdown: str
    link: str
    target: str


class ListedRow(NamedTuple):
    """What the list says of a row of a table, the same on all pages that show the same of its
    figures and lead to it by the same way: its name, and its line as HTML, as HTML with the name of
    the table for those who hear the link, and as Markdown."""

    title: str
    html: str
    labelled: str
    markdown: str


@dataclass(frozen=True)
class FigureList:
    """The figures of a page, to be written in the two forms of the page: as HTML, and as what
    that HTML is as Markdown (markdown_twins.py). `computed` are the numbers that no cell has, as
    HTML, and empty without any; `count` says how many figures there are with those."""

    tables: list[tuple[ListedTable, list[ListedRow]]]
    computed: str
    count: int

    @cached_property
    def lines(self) -> list[str]:
        """The lines of the list as HTML; a link whose name another one has says its table, too."""
        names = Counter([row.title for _, rows in self.tables for row in rows])
        names.update([table.title for table, _ in self.tables])
        lines = [f"<p>{INTRODUCTION}</p>"]
        for table, rows in self.tables:
            lines.append(table.html)
            for row in rows:
                lines.append(row.labelled if names[row.title] > 1 else row.html)
            lines.append("</ul>")
        return [*lines, self.computed] if self.computed else lines

    def html(self) -> str:
        """The list as HTML."""
        return "\n".join(self.lines)

    def markdown(self) -> str:
        """The list as Markdown, as it ends the twin of its page."""
        blocks = [INTRODUCTION]
        for table, rows in self.tables:
            blocks += [table.markdown, "\n".join([row.markdown for row in rows])]
        return "\n\n".join(filter(None, [*blocks, html_as_markdown(self.computed)]))


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
    shown = {(cell.table, cell.row, cell.column.name) for cell in filled.figures}
    return len(shown) + len(filled.computed)


def sources_section(figures: FigureList) -> str:
    """The list of a page's figures with its name, as it ends the page as Markdown."""
    return f"**{LIST_NAME} ({figures.count})**\n\n{figures.markdown()}"


def sources_alone(edition: Edition, filled: FilledPage) -> str:
    """The file of one page with its list, which is made for it."""
    uri, figures = filled.page.uri, sources_list(edition, filled)
    frame = sources_frame(edition, filled.page.year, relative_url(uri, ""))
    return sources_page(frame, edition.titles[uri], figures)


def sources_page(frame: str, title: str, figures: FigureList) -> str:
    """The file of a page called `title` with its list, in its `frame`."""
    head, tail = frame.split(FIGURES_PLACE)
    head = head.replace(TITLE_PLACE, escape(title)).replace(COUNT_PLACE, str(figures.count))
    return without_blank_lines(head) + f"\n{figures.html()}{tail}"


def sources_frame(edition: Edition, year: int | None, up: str) -> str:
    """What stands around the list of figures of each page of a year from which `up` leads to the
    root of the site, with marks for what one page has alone. It has nothing of the frame of other
    pages: it is to be light, and leads back."""
    end = edition.ending
    return render(
        "site/templates/sources_page.html",
        title=TITLE_PLACE,
        site=edition.office["trang"],
        draft=draft_sentence(year) if year in edition.drafts else "",
        ended=end,
        now=up + url_of(end.page) if end else "",
        root=up,
        policy=POLICY,
        count=COUNT_PLACE,
        figures=FIGURES_PLACE,
    )


class ListedParts:
    """What stands in the lists of several pages, each made once for as long as this is there."""

    def __init__(self) -> None:
        """Nothing made yet."""
        self.table, self.row = cache(listed_table), cache(listed_row)


def sources_list(
    edition: Edition, filled: FilledPage, root: str = "", parts: ListedParts | None = None
) -> FigureList:
    """The figures of a page by tables, in the order of their first use; its year is one of the
    edition. `root` is the address of the site, empty where it has none; `parts` are those of other
    lists.

    Each row of a table is one line, with all its figures on the page; what no cell has stands
    last, with its formula.
    """
    page, notes = filled.page.uri, edition.notes[filled.page.year or 0]
    parts = parts or ListedParts()
    by_table: dict[Table, dict[str, dict[str, Cell]]] = {}
    for cell in filled.figures:
        by_table.setdefault(cell.table, {}).setdefault(cell.row, {})[cell.column.name] = cell
    year, up = year_of(page), relative_url(page, "")
    tables = []
    for table, rows in by_table.items():
        listed, lines = parts.table(table, year, up, root), []
        for row in rows.values():
            shown = tuple(row.values())
            lines.append(parts.row(listed, shown, notes_of_row(shown, notes)))
        tables.append((listed, lines))
    return FigureList(tables, computed_section(page, filled.computed), figure_count(filled))


def computed_section(page: str, computed: Sequence[ComputedNumber]) -> str:
    """The numbers on a page that no cell has; empty without any."""
    lines = [computed_line(page, number) for number in computed]
    return render("site/templates/computed_on_page.html", computed=lines) if lines else ""


def computed_line(page: str, number: ComputedNumber) -> dict[str, object]:
    """What is said of a number that no cell has, with links to the rows of its cells."""
    return {
        "title": escape(number.title),
        "value": escape(number.text),
        "formula": escape(number.formula),
        "cells": [(escape(cell_title(cell)), cell_url(page, cell)) for cell in number.cells],
    }


def listed_table(table: Table, year: int | None, up: str, root: str) -> ListedTable:
    """What is said of a table on the pages of a year from which `up` leads to the root of the site,
    whose address is `root`, empty where it has none."""
    title, source = title_of_table(table, year), source_of(table)
    link = up + url_of(table_page(table))
    head = f'<a href="{link}">{title}</a><br><span class="nguon">{source}</span>'
    target = link_target(root, url_of(table_page(table)) if root else link)
    words = linked(in_markdown(title), target), in_markdown(source)
    return ListedTable(
        title,
        without_blank_lines(f'<p class="bang-nguon">{head}</p>\n<ul>'),
        "  \n".join(filter(None, words)),
        link,
        target,
    )


def notes_of_row(cells: Sequence[Cell], notes: Notes) -> tuple[Note | None, ...]:
    """The note on each of some cells."""
    return tuple([note_of(cell, notes) for cell in cells]) if notes else (None,) * len(cells)


def note_of(cell: Cell, notes: Notes) -> Note | None:
    """The note on a cell; the same address in another year is another cell."""
    note = notes.get(cell.address)
    return note if note and note.folder == cell.table.folder else None


def listed_row(
    table: ListedTable, cells: tuple[Cell, ...], notes: tuple[Note | None, ...]
) -> ListedRow:
    """What is said of the row whose `cells` stand on a page, each with the note on it."""
    key, title = cells[0].row, escape(row_title(cells[0]))
    figures = "; ".join(map(figure_words, cells, notes))
    begin, end = f'<li><a href="{table.link}#{key}"', f">{title}</a>: {figures}</li>"
    words = f"- {linked(in_markdown(title), f'{table.target}#{key}')}: {in_markdown(figures)}"
    return ListedRow(
        title,
        without_blank_lines(begin + end),
        without_blank_lines(f'{begin} aria-label="{title} ({table.title})"{end}'),
        words.rstrip(),
    )


def figure_words(cell: Cell, note: Note | None) -> str:
    """Column and value of a cell and the note on it."""
    column = escape(lower_first(cell.column.title))
    words = f"{column} <b>{escape(shown_value(cell))}</b>"
    remark = f' <span class="nguon">(※ người biên tập: {escape(note.text)})</span>' if note else ""
    return words + remark


def title_of_table(table: Table, year: int | None) -> str:
    """The name of a table, which says its year on a page of another one."""
    other = table.year is not None and table.year != year
    return escape(f"{table.title}, năm {table.year}" if other else table.title)


def source_of(table: Table) -> str:
    """Place in the report, office and date of a table, as one line."""
    parts = filter(None, (table.section, table.office, table.date))
    return f"Nguồn: {escape('; '.join(parts))}."
