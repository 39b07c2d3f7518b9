"""A page for each place of the office: what the tables of each year say of it, what it belongs to
now, and how it stands beside the others; and a page that lists them all. What earlier years say is
one list, and of the oldest only the way to their tables: a page does not grow with the years.

The places are those of the table that columns name by `dia_ban` (report/sources/places.py).
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from report.edition.edition import Edition, FilledPage
from report.figures.charts.tiles import places_now
from report.figures.tables import cell_content, notes_on, source_line
from report.figures.values import figure, lower_first
from report.site.html import html
from report.site.made_page import MadePage
from report.sources.addresses import (
    PLACES_PAGE,
    cell_url,
    data_index,
    place_page,
    relative_url,
    table_page,
)
from report.sources.places import (
    PLACE_TYPE,
    Mention,
    Mentions,
    NamedPlace,
    PlaceNames,
    place_tables,
)
from report.sources.tables import Cell, Dataset, Table
from report.text.markup import escape
from report.text.slugs import slug
from report.text.templates import render

LISTED = "có tên trong bảng"
NOT_LISTED = "không có tên trong bảng"
LISTED_YEARS = 4  # before the newest, with what their tables say
ANYWHERE = "Từng nơi"  # where the table of places has no types


@dataclass(frozen=True)
class Naming:
    """A row of a table that names a place in one of its cells; `whole` where that says nothing
    else."""

    cell: Cell
    keys: frozenset[str]
    whole: bool

    @property
    def cells(self) -> Mapping[str, Cell]:
        """The cells of the row."""
        return self.cell.table.rows[self.cell.row]


@dataclass(frozen=True)
class Comparison:
    """A table in which each row is about places alone, and the places of each of its groups: the
    values that a column lists, or the table as a whole."""

    table: Table
    title: str
    groups: Mapping[str, tuple[str, ...]]
    others: tuple[str, ...]
    others_are: str

    def of(self, key: str) -> str:
        """What the table says of a place."""
        found = [group for group, members in self.groups.items() if key in members]
        return "; ".join(found) or self.others_are


@dataclass(frozen=True)
class PlacesOfYear:
    """What the tables of a finished year say of the places."""

    year: int
    data: Dataset
    mentions: Mentions
    places: Mapping[str, NamedPlace]

    @cached_property
    def named(self) -> list[Naming]:
        """Every row that names a place, in the order of the tables."""
        skipped = place_tables(self.data).keys()
        return [
            Naming(cell, frozenset(one.key for one in found), is_whole(cell, found))
            for table in self.data.tables.values()
            if table.name not in skipped
            for row in table.rows.values()
            for cell in row.values()
            if (found := self.mentions.get(cell.address, ()))
        ]

    @cached_property
    def by_place(self) -> Mapping[str, Sequence[Naming]]:
        """The rows that name each place, once each, though two of its cells may do so."""
        found: dict[str, dict[tuple[str, str], Naming]] = {}
        for one in self.named:
            for key in one.keys:
                row = (one.cell.table.name, one.cell.row)
                found.setdefault(key, {}).setdefault(row, one)
        return {key: [*rows.values()] for key, rows in found.items()}

    def about(self, key: str) -> Sequence[Naming]:
        """The rows that name a place."""
        return self.by_place.get(key, ())

    @cached_property
    def comparisons(self) -> list[Comparison]:
        """The tables that places can be compared by: each of their rows is about places alone."""
        tables = {one.cell.table.name: one.cell.table for one in self.named}
        return [
            self.comparison(table)
            for table in tables.values()
            if len({one.cell.row for one in self.of(table) if one.whole}) == len(table.rows)
        ]

    def of(self, table: Table) -> list[Naming]:
        """The rows of one table that name a place."""
        return [one for one in self.named if one.cell.table is table]

    def comparison(self, table: Table) -> Comparison:
        """The groups of places in a table."""
        listing = (
            column
            for column in table.columns.values()
            if column.enum and column.kind.is_words and column.name != PLACE_TYPE
        )
        column = next(listing, None)
        groups: dict[str, tuple[str, ...]] = {}
        named: dict[str, set[str]] = {}
        for one in self.of(table):
            group = one.cells[column.name].text if column else LISTED
            named.setdefault(group, set()).update(one.keys)
        for group in column.enum if column else (LISTED,):
            members = tuple(key for key in self.places if key in named.get(group, ()))
            if members:
                groups[group] = members
        known = {key for members in groups.values() for key in members}
        others = tuple(key for key in self.places if key not in known)
        title = f"{table.title}: {lower_first(column.title)}" if column else table.title
        return Comparison(table, title, groups, others, "không nêu" if column else NOT_LISTED)


def is_whole(cell: Cell, found: Iterable[Mention]) -> bool:
    """Whether a cell says nothing but the names of places; a label of a row whose key is a place
    is one."""
    rest = cell.text
    for one in sorted(found, key=lambda one: -one.start):
        rest = rest[: one.start] + rest[one.end :]
    return not rest.replace(" và ", "").strip(" ,;")


class PlacePages:
    """The pages of all places of an edition."""

    def __init__(self, edition: Edition) -> None:
        """What the pages have in common."""
        self.edition = edition
        self.places = edition.places
        self.years = [
            PlacesOfYear(year, edition.years[year], edition.mentions[year], self.places)
            for year in sorted(edition.finished_years, reverse=True)
        ]
        newest = edition.years.get(edition.shown_year, edition.common)
        self.now = places_now(newest, self.places)
        self.together: dict[str, list[str]] = {}  # by the name of what they belong to now
        for key in filter(self.now.__contains__, self.places):
            self.together.setdefault(self.now[key].text, []).append(key)
        names = PlaceNames(self.places.values())
        self.named_on = {
            uri: frozenset(one.key for one in names.with_types(filled.plain))
            for uri, filled in edition.pages.items()
            if filled.page.in_report and self.places
        }

    def pages(self) -> dict[str, MadePage]:
        """The pages by their paths under docs/; none where no column names places."""
        if not self.places:
            return {}
        return {place_page(key): self.page(one) for key, one in self.places.items()} | {
            PLACES_PAGE: self.index()
        }

    def page(self, place: NamedPlace) -> MadePage:
        """The page of one place."""
        uri = place_page(place.key)
        body = render(
            "site/templates/place_page.html",
            facts=[*self.belongs(uri, place)],
            years=[self.year_view(uri, place, one) for one in self.years[:1]],
            earlier=[
                self.earlier_view(uri, place, one) for one in self.years[1 : 1 + LISTED_YEARS]
            ],
            older=[
                (one.year, relative_url(uri, data_index(one.year)))
                for one in self.years[1 + LISTED_YEARS :]
            ],
            index=relative_url(uri, PLACES_PAGE),
            now=self.now_view(uri, place),
        )
        return MadePage(place.title, self.description(place), body)

    def description(self, place: NamedPlace) -> str:
        """What the page says, in a sentence for search engines and shared links."""
        now = self.now.get(place.key)
        parts = [f"{lower_first(now.column.title)} {now.text} {now.table.period}"] if now else []
        for one in self.years[:1]:
            found = {row.cell.table.title: None for row in one.about(place.key)}
            named = ", ".join(map(lower_first, found)) or "không nêu riêng trong bảng nào"
            parts.append(f"báo cáo năm {one.year}: {named}")
        return f"{place.title}: {'; '.join(parts)}." if parts else f"{place.title}."

    def belongs(self, uri: str, place: NamedPlace) -> Iterator[tuple[str, str]]:
        """Name and HTML of what the place belongs to now, whom to ask, and what its own table
        says of it."""
        now = self.now.get(place.key)
        if now:
            since = f", {escape(now.table.period)}" if now.table.period else ""
            yield escape(now.column.title), f"<strong>{escape(now.text)}</strong>{since}"
            mates = [key for key in self.mates(place) if key != place.key]
            if mates:
                yield f"Cùng về {escape(now.text)}", ", ".join(self.links(uri, mates))
        ending = self.edition.ending
        if ending:
            page = relative_url(uri, ending.page)
            yield "Việc cần hỏi", f'<a href="{page}">{escape(ending.ask)}</a>'
        row = place.table.rows[place.key]
        for name, cell in row.items():
            if name not in (place.table.key, place.table.label, PLACE_TYPE) and cell.text:
                title = escape(cell.column.title)
                yield title, f'<a href="{cell_url(uri, cell)}">{escape(cell.text)}</a>'

    def mates(self, place: NamedPlace) -> list[str]:
        """The places that belong to the same place now, this one among them."""
        now = self.now.get(place.key)
        return self.together.get(now.text, []) if now else []

    def now_view(self, uri: str, place: NamedPlace) -> dict[str, str] | None:
        """Where it is from what the place belongs to now, None where nobody says it."""
        now = self.now.get(place.key)
        if not now:
            return None
        table = now.table
        return {"text": escape(table.description), "url": cell_url(uri, now)}

    def links(self, uri: str, keys: Iterable[str], own: str = "") -> list[str]:
        """The names of places, which lead to their pages; the page's own place leads nowhere."""
        return [
            f"<strong>{escape(self.places[key].title)}</strong>"
            if key == own
            else f'<a href="{relative_url(uri, place_page(key))}">'
            f"{escape(self.places[key].title)}</a>"
            for key in keys
        ]

    def year_view(self, uri: str, place: NamedPlace, one: PlacesOfYear) -> dict[str, object]:
        """What a year says of a place, and of the others beside it."""
        rows = one.about(place.key)
        tables = {row.cell.table.name: row.cell.table for row in rows}
        reading = self.report_pages(one.year)
        told = {page.page.uri for row in rows for page in reading if row_is_on(row, page)}
        also = [page for page in reading if place.key in self.named_on[page.page.uri]]
        mates = self.mates(place)
        return {
            "year": one.year,
            "place": escape(place.full_name),
            "tables": [
                {
                    "id": slug(table.title),
                    "title": escape(table.title),
                    "link_title": escape(
                        self.edition.title_among_years(table.title, table_page(table))
                    ),
                    "url": relative_url(uri, table_page(table)),
                    "source": escape(source_line(table)),
                    "rows": [
                        self.row_view(uri, place, row) for row in rows if row.cell.table is table
                    ],
                    "pages": [
                        page_link(self.edition, uri, page)
                        for page in reading
                        if any(row_is_on(row, page) for row in rows if row.cell.table is table)
                    ],
                }
                for table in tables.values()
            ],
            "unnamed": [
                escape(table.table.title)
                for table in one.comparisons
                if table.table.name not in tables
            ],
            "also": [
                page_link(self.edition, uri, page) for page in also if page.page.uri not in told
            ],
            "beside": self.beside(mates, place, one) if len(mates) > 1 else None,
            "comparisons": [
                self.comparison_view(uri, place, comparison) for comparison in one.comparisons
            ],
            "count": len(self.places),
        }

    def earlier_view(self, uri: str, place: NamedPlace, one: PlacesOfYear) -> dict[str, object]:
        """What an earlier year says of a place, a line for each row."""
        return {
            "year": one.year,
            "place": escape(place.full_name),
            "rows": [
                {
                    **self.row_view(uri, place, row, alone=True),
                    "title": escape(row.cell.table.title),
                    "link_title": escape(
                        self.edition.title_among_years(
                            row.cell.table.title, table_page(row.cell.table)
                        )
                    ),
                }
                for row in one.about(place.key)
            ],
        }

    def report_pages(self, year: int) -> list[FilledPage]:
        """The pages of the report of a year."""
        pages = self.edition.pages.values()
        return [one for one in pages if one.page.in_report and one.page.year == year]

    def row_view(
        self, uri: str, place: NamedPlace, row: Naming, alone: bool = False
    ) -> dict[str, object]:
        """What a row says beside the name of the place; `alone` without the years before."""
        facts = [
            (escape(cell.column.title), self.value(uri, place, cell, alone))
            for name, cell in row.cells.items()
            if name != cell.table.key
            and cell.text
            and not (cell is row.cell and row.whole and row.keys == {place.key})
            and not (name == PLACE_TYPE and cell.text == place.type)
        ]
        return {"key": row.cell.row, "url": cell_url(uri, row.cell), "facts": facts}

    def value(self, uri: str, place: NamedPlace, cell: Cell, alone: bool) -> str:
        """The value of a cell with its unit and notes, and those of the years before but where it
        stands `alone`; other places that it names lead to their pages."""
        year = cell.table.year or 0
        notes = notes_on(cell, self.edition.notes.get(year, {}))
        named = self.edition.mentions.get(year, {}).get(cell.address, ())
        others = tuple(one for one in named if one.key != place.key)
        if cell.is_open or cell.column.kind.is_words:
            content = cell_content(cell, notes, others)
        else:
            content = figure(cell, with_unit=bool(cell.unit), notes=notes)
            if alone:
                content = content._replace(other_year=year)
            else:
                macros = self.edition.macros(f"bao-cao/{year}/index.md")
                content = content._replace(earlier=macros.earlier(cell, year, bool(cell.unit)))
        return html(content, partial(relative_url, uri))

    def beside(self, mates: list[str], place: NamedPlace, one: PlacesOfYear) -> dict[str, object]:
        """The places that belong together now, as columns; a row for each comparison."""
        uri = place_page(place.key)
        return {
            "now": escape(self.now[place.key].text),
            "places": self.links(uri, mates, own=place.key),
            "rows": [
                (escape(table.title), [escape(table.of(key)) for key in mates])
                for table in one.comparisons
            ],
        }

    def comparison_view(self, uri: str, place: NamedPlace, one: Comparison) -> dict[str, object]:
        """The groups of a table with their places."""
        groups = [*one.groups.items()]
        groups += [(one.others_are, one.others)] if one.others else []
        return {
            "title": escape(self.edition.title_among_years(one.title, table_page(one.table))),
            "url": relative_url(uri, table_page(one.table)),
            "groups": [
                {
                    "name": escape(name),
                    "count": len(members),
                    "own": place.key in members,
                    "marks": [key == place.key for key in members],
                    "places": ", ".join(self.links(uri, members, own=place.key)),
                }
                for name, members in groups
            ],
        }

    def index(self) -> MadePage:
        """The page that lists all places, by what they belong to now."""
        title = all_places(self.edition)
        newest = self.years[:1]
        named = dict.fromkeys(cell.text for cell in self.now.values())
        groups = [(name, self.together.get(name, [])) for name in named]
        groups += [("", [key for key in self.places if key not in self.now])]
        body = render(
            "site/templates/place_index.html",
            groups=[
                {
                    "id": slug(name),
                    "name": escape(name[:1].upper() + name[1:]),
                    "places": [self.index_view(key, newest) for key in keys],
                }
                for name, keys in groups
                if keys
            ],
            year=newest[0].year if newest else None,
            now=escape(next((cell.table.description for cell in self.now.values()), "")),
        )
        description = (
            f"{len(self.places)} trang, mỗi nơi một trang: báo cáo nói gì về nơi ấy, "
            "nay thuộc về đâu, và so với những nơi khác."
        )
        return MadePage(title, description, body)

    def index_view(self, key: str, years: Iterable[PlacesOfYear]) -> dict[str, object]:
        """A place in the list: its name, and what the newest year says of it in a few words."""
        (link,) = self.links(PLACES_PAGE, [key])
        facts = [
            escape(one.table.title if LISTED in one.groups else f"{one.table.title}: {one.of(key)}")
            for year in years
            for one in year.comparisons
            if key not in one.others
        ]
        return {"link": link, "facts": facts}


def all_places(edition: Edition) -> str:
    """What places there are, those that are most first: "Từng xã, thị trấn"."""
    kinds = [place.type for place in edition.places.values() if place.type]
    named = sorted(dict.fromkeys(kinds), key=lambda kind: -kinds.count(kind))
    return f"Từng {', '.join(named)}" if named else ANYWHERE


def page_link(edition: Edition, uri: str, page: FilledPage) -> tuple[str, str]:
    """Title and address of a page."""
    title = edition.title_among_years(str(page.page.meta.get("title", "")), page.page.uri)
    return escape(title), relative_url(uri, page.page.uri)


def row_is_on(row: Naming, page: FilledPage) -> bool:
    """Whether a page shows a cell of a row."""
    return not frozenset(row.cells.values()).isdisjoint(page.used)


def place_pages(edition: Edition) -> dict[str, MadePage]:
    """The pages of all places by their paths under docs/."""
    return PlacePages(edition).pages()
