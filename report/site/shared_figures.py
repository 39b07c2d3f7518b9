"""Tables and charts as others use them: their pictures, data, addresses, citations, and a page of
each that stands in a frame of another site."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from html import escape as quoted
from typing import TYPE_CHECKING

from report.edition.edition import Edition
from report.edition.notes import draft_sentence
from report.figures.results import Chart, TableView
from report.figures.tables import Notes, source_line, table_view
from report.site.html import html
from report.sources.addresses import (
    chart_place,
    csv_file,
    embed_file,
    picture_file,
    relative_url,
    table_page,
    url_of,
)
from report.sources.pages import EDITORS
from report.sources.tables import Table
from report.text.templates import render

if TYPE_CHECKING:
    from report.official.figure_pictures import Pictured

TEX_SIGNS = re.compile(r"[&%$#_{}]")
# What a picture holds, so that it is one that can be shared, a few times as high as it is wide.
MOST_PICTURED, MOST_LETTERS, MOST_DRAWN = 40, 6_000, 4_000  # rows, letters; units of a chart
# Of a frame, in pixels; a line says that a year is a draft, or that the office has ended.
HEAD_HEIGHT, ROW_HEIGHT, NOTE_HEIGHT, MOST_HEIGHT = 190, 52, 60, 900


@dataclass(frozen=True)
class SharedFigure:
    """A table or chart: its key within the folder of its table, its title, and the page with the
    place on it where readers find it."""

    key: str
    title: str
    table: Table
    result: TableView | Chart
    page: str
    place: str

    @property
    def is_chart(self) -> bool:
        """Whether it is a chart."""
        return isinstance(self.result, Chart)

    @property
    def has_pictures(self) -> bool:
        """Whether there are pictures of it: long tables and charts, and those of rules, are no
        pictures."""
        if isinstance(self.result, Chart):
            return self.result.drawing.height <= MOST_DRAWN
        is_short = self.rows <= MOST_PICTURED and self.letters <= MOST_LETTERS
        return self.table.year is not None and is_short

    @property
    def letters(self) -> int:
        """How many letters its title and its cells have."""
        view = self.result.table if isinstance(self.result, Chart) else self.result
        contents = (cell.content for row in view.rows for cell in row.cells)
        return len(self.title) + sum(len(one.plain) for one in contents if one)

    @property
    def rows(self) -> int:
        """How many rows it shows."""
        view = self.result.table if isinstance(self.result, Chart) else self.result
        return len(view.rows)


def shared_figures(edition: Edition) -> list[SharedFigure]:
    """All tables of the office, and each chart of its pages once; the manual's are examples."""
    found: dict[tuple[str, str], SharedFigure] = {}
    for figure in [*tables(edition), *charts(edition)]:
        found.setdefault((figure.table.folder, figure.key), figure)
    return [*found.values()]


def tables(edition: Edition) -> Iterator[SharedFigure]:
    """Each table with all its rows."""
    notes: dict[str, Notes] = {str(year): of_year for year, of_year in edition.notes.items()}
    for table in edition.tables:
        view = table_view(table, None, 1, anchors=False, notes=notes.get(table.folder, {}))
        yield SharedFigure(f"bang-{table.name}", table.title, table, view, table_page(table), "")


def charts(edition: Edition) -> Iterator[SharedFigure]:
    """Each chart of the pages for readers."""
    for uri, filled in edition.pages.items():
        for result in filled.called if not uri.startswith(f"{EDITORS}/") else ():
            if isinstance(result, Chart):
                table = result.table.cells[0].table
                place = chart_place(result.key)
                title = result.drawing.title
                yield SharedFigure(place, title, table, result, uri, f"#{place}")


def embed_pages(edition: Edition, site_address: str) -> dict[str, str]:
    """The pages for frames: path in the site → HTML, without scripts and with a policy that lets
    none in. No rule of ours keeps a site from framing them."""
    return {
        embed_file(one.table, one.key): embed_page(edition, one, site_address)
        for one in shared_figures(edition)
    }


def embed_page(edition: Edition, figure: SharedFigure, site_address: str) -> str:
    """The page of one figure for frames."""
    page = embed_file(figure.table, figure.key)
    link = partial(relative_url, page)
    end = edition.ending
    return render(
        "site/templates/embed.html",
        draft=draft_of(edition, figure.table),
        ended=end,
        now=link(end.page) if end else "",
        title=figure.title,
        root=link(""),
        figure=html(figure.result, link),
        page=link(figure.page) + figure.place,
        address=f"{site_address}{url_of(figure.page)}" if site_address else "",
        site=edition.office["trang"],
    )


def pictured(edition: Edition) -> list["Pictured"]:
    """All of them to be drawn."""
    from report.official.figure_pictures import Pictured  # Typst is slow to import

    return [
        Pictured(
            picture_file(one.table, one.key, "").removesuffix("."),
            one.title,
            " ".join(filter(None, (draft_of(edition, one.table), source_line(one.table)))),
            one.result,
        )
        for one in shared_figures(edition)
        if one.has_pictures
    ]


def draft_of(edition: Edition, table: Table) -> str:
    """What must go with the figures of a year that is a draft; empty for others."""
    year = table.year
    return draft_sentence(year) if year and year in edition.drafts else ""


def site_line(edition: Edition, site_address: str) -> str:
    """Whose site a picture is from, where it is, under which licence, and what it is where the
    office has ended."""
    licence = edition.office.get("giay_phep", {}).get("ma", "")
    record = edition.ending.record.rstrip(".") if edition.ending else ""
    return " · ".join(filter(None, (edition.office["trang"], site_address, licence, record)))


def uses_of(
    edition: Edition, table: Table, figures: list[SharedFigure], site_address: str
) -> list[dict[str, object]]:
    """What can be done with a table and its charts, as the page of the table shows it."""
    page = table_page(table)
    return [use(edition, page, one, site_address) for one in figures if one.table is table]


def use(edition: Edition, page: str, figure: SharedFigure, site_address: str) -> dict[str, object]:
    """What can be done with one figure. Addresses of a site that has none are left out."""
    table, key = figure.table, figure.key
    address = f"{site_address}{url_of(figure.page)}{figure.place}" if site_address else ""
    embedded = url_of(embed_file(table, key).replace(".html", ".md"))
    lines = [one for one in (draft_of(edition, table), edition.ending) if one]
    height = HEAD_HEIGHT + ROW_HEIGHT * figure.rows + NOTE_HEIGHT * len(lines)
    frame = (
        f'<iframe src="{site_address}{embedded}" title="{quoted(figure.title)}" width="100%" '
        f'height="{min(height, MOST_HEIGHT)}" loading="lazy" style="border:0"></iframe>'
    )
    return {
        "id": f"dung-{key}",
        "what": "biểu đồ" if figure.is_chart else "bảng",
        "title": figure.title,
        "pictures": [
            (ending.upper(), relative_url(page, picture_file(table, key, ending)))
            for ending in ("png", "svg")
            if figure.has_pictures
        ],
        "csv": relative_url(page, csv_file(table)),
        "url": relative_url(page, figure.page) + figure.place,
        "embed": relative_url(page, "") + embedded,
        "frame": frame if site_address else "",
        "citation": citation(edition, figure, address),
        "bibtex": bibtex(edition, figure, address),
    }


def citation(edition: Edition, figure: SharedFigure, address: str) -> str:
    """How a text cites a figure."""
    office, year = edition.office, figure.table.year
    day = f" ({year})" if year else ""
    title = f"{figure.title} (bản thảo)" if draft_of(edition, figure.table) else figure.title
    parts = [f"{office['ten']}{day}", title, f"Trong: {office['trang']}", address]
    return ". ".join(filter(None, parts)) + ("" if address else ".")


def bibtex(edition: Edition, figure: SharedFigure, address: str) -> str:
    """How BibTeX cites a figure."""
    year = figure.table.year
    fields = {
        "author": f"{{{tex(edition.office['ten'])}}}",
        "title": tex(figure.title),
        "howpublished": tex(edition.office["trang"]),
        "year": str(year) if year else "",
        "url": address,
        "note": draft_of(edition, figure.table),
    }
    lines = [f"  {name} = {{{text}}}," for name, text in fields.items() if text]
    return "\n".join([f"@misc{{{figure.table.folder}-{figure.key},", *lines, "}"])


def tex(text: str) -> str:
    """A text with the signs escaped that TeX takes for its own."""
    return TEX_SIGNS.sub(r"\\\g<0>", text.replace("\\", ""))
