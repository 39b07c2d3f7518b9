"""The pages under so-lieu/ that are made from data: tables, index, audit, corrections."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from functools import partial
from itertools import chain

from report.downloads.cell_lines import Line, LinesByYear, cell_lines, is_figure, over_years
from report.edition.edition import Edition, FilledPage
from report.edition.notes import draft_note
from report.figures.results import EDITORS_NOTE, ComputedNumber, computed
from report.figures.tables import Notes, table_view
from report.figures.values import cell_title, shown_value, shown_with, write_value
from report.figures.years import is_of_last_year, years_alike, years_in_words
from report.problems.problem import AlreadyReported, Mistake
from report.site.html import COMPUTED_AT, html
from report.site.made_page import MadePage
from report.site.provenance import computed_line
from report.site.shared_figures import SharedFigure, shared_figures, uses_of
from report.sources.addresses import (
    DATA,
    audit_page,
    cell_url,
    corrections_page,
    csv_file,
    data_index,
    relative_url,
    table_page,
    workbook_file,
)
from report.sources.corrections import FROZEN, Correction
from report.sources.history import Dates
from report.sources.places import Mentions
from report.sources.rules import RULE_KINDS, Audit, Verdict
from report.sources.tables import COMMON, Cell, Column, Dataset, Table
from report.text.markup import escape
from report.text.numbers import (
    simplest,
    write_date,
    write_decimal,
    write_long_date,
    write_with_unit,
)
from report.text.templates import render


def data_pages(
    edition: Edition, site_address: str = "", history: Mapping[str, Dates] | None = None
) -> dict[str, MadePage]:
    """All generated pages by their paths under docs/. `site_address` is where the site will be,
    where that is known; the `history` of the files, where there is one, tells since when a year
    is frozen. Raises ValueError where two pages have one path, which the check does not let
    happen: one would be lost."""
    figures, lines = shared_figures(edition), cell_lines(edition)
    pages: dict[str, MadePage] = {}
    all_pages = chain(pages_of_years(edition, lines, history or {}), pages_of_rules(edition))
    for uri, page in chain(all_pages, pages_of_tables(edition, lines, figures, site_address)):
        if uri in pages:
            raise ValueError(f"two pages at {uri}")
        pages[uri] = page
    for year in edition.drafts:
        drafts = [uri for uri in pages if uri.startswith(f"{DATA}/{year}/")]
        pages |= {uri: replace(pages[uri], note=draft_note(year)) for uri in drafts}
    return pages


def pages_of_years(
    edition: Edition, lines: list[Line], history: Mapping[str, Dates]
) -> Iterator[tuple[str, MadePage]]:
    """The index and the corrections of each year."""
    for year in edition.years:
        yield data_index(year), index_of_figures(edition, year, lines)
        since = frozen_on(edition, year, history)
        yield corrections_page(year), corrected_page(edition, year, since)


def pages_of_rules(edition: Edition) -> Iterator[tuple[str, MadePage]]:
    """The rules of each year, and those of the tables of no year where there are some."""
    numbers = computed(one for filled in edition.pages.values() for one in filled.results)
    for year in edition.years:
        yield audit_page(str(year)), rules_page(edition.audits[year], str(year), numbers)
    if edition.common_audit.verdicts:
        yield audit_page(COMMON), rules_page(edition.common_audit, COMMON, numbers)


def pages_of_tables(
    edition: Edition, lines: list[Line], figures: list[SharedFigure], site_address: str
) -> Iterator[tuple[str, MadePage]]:
    """A page for each table; what tables of no year name are the places of the year shown."""
    by_table = users(edition)
    for year, dataset in (*edition.years.items(), (None, edition.common)):
        notes = edition.notes[year] if year else {}
        others = over_years(lines, {*edition.finished_years, year}) if year else {}
        shared = by_table_of_year(lines, year, others)
        mentions = edition.mentions.get(year or edition.shown_year, {})
        for table in dataset.tables.values():
            uses = uses_of(edition, table, figures, site_address)
            using = used_on(table_page(table), by_table.get(table.path, []), edition)
            courses = courses_view(edition, table, shared.get(table.name, []), others)
            yield table_page(table), one_table(table, notes, using, uses, mentions, courses)


def by_table_of_year(
    lines: Iterable[Line], year: int | None, courses: LinesByYear
) -> Mapping[str, list[Line]]:
    """The lines of a year that stand in `courses`, by the names of their tables."""
    found: dict[str, list[Line]] = {}
    for line in lines:
        if line.year == year and line.course in courses:
            found.setdefault(line.table, []).append(line)
    return found


def table_pages(edition: Edition, year: int) -> list[str]:
    """The paths under docs/ of the pages of a year's tables, in the order of the report."""
    groups = by_section(edition.years[year].tables.values())
    return [table_page(table) for tables in groups.values() for table in tables]


def by_section(tables: Iterable[Table]) -> dict[str, list[Table]]:
    """The tables by the sections of the report that they come from, in the order of its
    datapackage.yaml."""
    groups: dict[str, list[Table]] = {}
    for table in tables:
        groups.setdefault(table.section, []).append(table)
    return groups


def one_table(
    table: Table,
    notes: Notes,
    using: list[tuple[str, str]],
    uses: list[dict[str, object]],
    mentions: Mentions,
    courses: Mapping[str, object] | None = None,
) -> MadePage:
    """The page of one table: what it is, the table with an anchor a row, the `courses` of its
    figures over the years, the pages that are `using` it, and how others use it and its charts."""
    page = table_page(table)
    view = table_view(table, None, 1, anchors=True, notes=notes, mentions=mentions)
    facts = {
        "Mục của báo cáo": table.section,
        "Kỳ số liệu": table.period,
        "Thời điểm số liệu": table.date,
        "Cơ quan phụ trách": table.office,
    }
    body = render(
        "site/templates/table_page.html",
        description=escape(table.description),
        facts=[(name, escape(text)) for name, text in facts.items() if text],
        table=html(view, partial(relative_url, page)),
        editors_note=EDITORS_NOTE,
        notes=dict.fromkeys(  # one may be of several cells
            escape(notes[cell.address].text) for cell in cells_of(table) if cell.address in notes
        ),
        courses=courses,
        columns=[column_view(column) for column in table.columns.values()],
        downloads=downloads_of(page, table),
        used=using,
        uses=render("site/templates/uses.html", uses=uses),
    )
    return MadePage(table.title, table.description, body)


def courses_view(
    edition: Edition, table: Table, own: list[Line], courses: LinesByYear
) -> dict[str, object] | None:
    """The `own` figures of a table that other years have, too, with theirs from `courses`; None
    where there are none. What a column says of the year before is left out."""
    shown = [one for one in own if not is_of_last_year(table.columns[one.column])]
    if not shown:
        return None
    known = {one.course: courses[one.course] for one in own if one.course}
    page, years = (
        table_page(table),
        sorted({year for by_year in known.values() for year in by_year}),
    )
    columns = {one.column for one in shown}
    return {
        "id": f"qua-nam-{table.name}",
        "title": escape(f"{table.title}, các năm {years_in_words(years)}"),
        "years": [
            (one, relative_url(page, table_page(edition.years[one].tables[table.name])))
            for one in years
        ],
        "rows": [
            (
                escape(one.title if len(columns) > 1 else one.row_title),
                f"#{one.row}",
                [shown_in(known[one.course or ""], of) for of in years],
            )
            for one in shown
        ],
        "remark": escape(years_remark(edition.years[max(years)], table.name)),
    }


def shown_in(by_year: Mapping[int, Line], year: int) -> str:
    """What a figure was in a year, as HTML; nothing where that has none."""
    return escape(by_year[year].shown) if year in by_year else ""


def years_remark(dataset: Dataset, name: str) -> str:
    """Where the years of a table differ, as a remark of the editors."""
    try:
        return years_alike(dataset, name, None, None).remark
    except (Mistake, AlreadyReported):
        return ""


def cells_of(table: Table) -> Iterable[Cell]:
    """All cells of a table, row by row."""
    return (cell for row in table.rows.values() for cell in row.values())


def column_view(column: Column) -> dict[str, str]:
    """A column as its description says it, for a reader."""
    unit = column.unit or ("ghi ở từng dòng" if column.unit_field else "")
    return {
        "name": escape(column.name),
        "title": escape(column.title),
        "type": column.kind.title,
        "unit": escape(unit),
    }


def downloads_of(page: str, table: Table) -> list[tuple[str, str]]:
    """The files that hold this table: label and address. The workbook of a year comes first, as
    people can open it; a program takes the CSV."""
    files = [("Bảng này, tệp CSV", relative_url(page, csv_file(table)))]
    if table.year is None:
        return files
    workbook = relative_url(page, workbook_file(table.year))
    return [("Mọi bảng của năm, tệp Excel (XLSX)", workbook), *files]


def users(edition: Edition) -> dict[str, list[FilledPage]]:
    """The pages that show a cell of each table, by the path of its CSV."""
    found: dict[str, list[FilledPage]] = {}
    for filled in edition.pages.values():
        for path in dict.fromkeys(cell.table.path for cell in filled.used):
            found.setdefault(path, []).append(filled)
    return found


def used_on(page: str, users_of_table: list[FilledPage], edition: Edition) -> list[tuple[str, str]]:
    """Title and address of the pages that show a table."""
    uris = [filled.page.uri for filled in users_of_table]
    return [
        (
            escape(edition.title_among_years(edition.titles[uri], uri)),
            relative_url(page, uri),
        )
        for uri in uris
    ]


def index_of_figures(edition: Edition, year: int, lines: Iterable[Line]) -> MadePage:
    """The index of a year: its tables, its files, and every figure, to be filtered in the page."""
    page, dataset = data_index(year), edition.years[year]
    urls = {table.name: relative_url(page, table_page(table)) for table in dataset.tables.values()}
    figures: dict[str, list[Line]] = {}
    for line in lines:
        if line.year == year and is_figure(line.value, line.is_key):
            figures.setdefault(line.table, []).append(line)
    body = render(
        "site/templates/data_index.html",
        year=year,
        finished=bool(edition.finished_years),
        groups=[
            {
                "section": escape(section[:1].upper() + section[1:]),
                "tables": [
                    {
                        "title": escape(table.title),
                        "url": urls[table.name],
                        "rows": len(table.rows),
                    }
                    for table in tables
                ],
                "figures": [
                    figure_row(figure, urls[table.name])
                    for table in tables
                    for figure in figures.get(table.name, ())
                ],
            }
            for section, tables in by_section(dataset.tables.values()).items()
        ],
    )
    title = f"Số liệu năm {year}"
    description = (
        f"Mọi bảng số liệu của báo cáo năm {year}: tra từng con số, xem nguồn và cơ quan "
        "phụ trách, tải tệp Excel và CSV."
    )
    return MadePage(title, description, body)


def figure_row(figure: Line, table_url: str) -> dict[str, str]:
    """A line of the index; `table_url` leads to the table's page."""
    return {
        "url": f"{table_url}#{figure.row}",
        "title": escape(figure.title),
        "value": escape(figure.shown),
        "table": escape(figure.table_title),
    }


def rules_page(audit: Audit, folder: str, numbers: Iterable[ComputedNumber] = ()) -> MadePage:
    """Every rule with its terms and values, those that do not hold first, then the remarks, and
    of the `numbers` that no cell has those computed from cells of the folder.

    `folder` under data/ is a year, or that of the tables of no year.
    """
    page = audit_page(folder)
    views = [rule_view(page, verdict) for verdict in audit.verdicts]
    whole = "các bảng dùng chung" if folder == COMMON else f"báo cáo năm {folder}"
    body = render(
        "site/templates/rules.html",
        whole=whole,
        stated="Bảng ghi" if folder == COMMON else "Báo cáo nêu",
        failing=[view for view in views if not view["holds"] and not view["across"]],
        revised=[view for view in views if not view["holds"] and view["across"]],
        year=folder,
        holding=[view for view in views if view["holds"]],
        remarks=[
            {
                "id": escape(remark.id),
                "title": escape(cell_title(remark.cell)),
                "url": cell_url(page, remark.cell),
                "value": escape(shown_value(remark.cell)),
                "note": escape(remark.note),
            }
            for remark in audit.remarks
        ],
        computed_at=COMPUTED_AT,
        computed=[
            computed_line(page, number)
            for number in numbers
            if number.cells[0].table.folder == folder
        ],
    )
    title = f"Đối chiếu {whole}" if folder == COMMON else f"Đối chiếu số liệu năm {folder}"
    description = (
        f"Các con số của {whole} được tính lại và so với nhau: "
        "quy tắc nào khớp, chỗ nào chưa khớp và vì sao."
    )
    return MadePage(title, description, body)


def rule_view(page: str, verdict: Verdict) -> dict[str, object]:
    """A rule as the template shows it."""
    unit = verdict.stated.unit
    expected = write_decimal(simplest(verdict.expected))
    return {
        "id": escape(verdict.rule.id),
        "sentence": escape(verdict.rule.sentence),
        "holds": verdict.holds,
        "across": verdict.rule.is_across,
        "operation": RULE_KINDS[verdict.rule.kind].operation,
        "expected": escape(write_with_unit(expected, unit) if unit else expected),
        "stated": term_view(page, verdict.stated),
        "terms": [term_view(page, term) for term in verdict.terms],
        "note": escape(verdict.rule.note),
    }


def term_view(page: str, cell: Cell) -> dict[str, str]:
    """A cell that takes part in a rule; a counted row stands for itself."""
    words = cell.column.kind.is_words
    title = write_value(cell) if words else cell_title(cell)
    other = cell.table.year is not None and not page.startswith(f"{DATA}/{cell.table.year}/")
    return {
        "title": escape(f"{title}, năm {cell.table.year}" if other else title),
        "value": "" if words else escape(shown_value(cell)),
        "url": cell_url(page, cell),
    }


def frozen_on(edition: Edition, year: int, history: Mapping[str, Dates]) -> date | None:
    """The day since which the figures of a year are frozen; None where that is not known."""
    came = history.get(f"{edition.publications[year].path}/{FROZEN}")
    return came.first if came and edition.publications[year].frozen is not None else None


def corrected_page(edition: Edition, year: int, since: date | None = None) -> MadePage:
    """The corrections of a year, newest first; it says since when its figures are frozen, and
    that nothing else was changed, and leads to the notes on what does not fit together."""
    page = corrections_page(year)
    publication, audit = edition.publications[year], edition.audits[year]
    body = render(
        "site/templates/corrections.html",
        year=year,
        frozen=publication.frozen is not None,
        since=write_long_date(since) if since else "",
        since_iso=since.isoformat() if since else "",
        corrected=len({one.address for one in publication.corrections}),
        failing=sum(not verdict.holds for verdict in audit.verdicts),
        remarks=len(audit.remarks),
        audit=relative_url(page, audit_page(str(year))),
        corrections=[
            correction_view(page, edition.years[year], one) for one in publication.newest_first()
        ],
    )
    title = f"Đính chính năm {year}"
    description = (
        f"Những số liệu của báo cáo năm {year} đã sửa sau khi công bố: "
        "ngày sửa, giá trị cũ, giá trị mới, lý do và người quyết định."
    )
    return MadePage(title, description, body)


def correction_view(page: str, dataset: Dataset, one: Correction) -> dict[str, str | None]:
    """A correction for the template; a figure that is gone has no row to lead to."""
    cell = dataset.cells.get(one.address)
    old, new = (shown_with(cell, text) if cell else text for text in (one.old, one.new))
    return {
        "day": write_date(one.day),
        "iso": one.day.isoformat(),
        "title": escape(cell_title(cell) if cell else one.address),
        "url": cell_url(page, cell) if cell else None,
        "old": escape(old) or "chưa có",
        "new": escape(new) or "bỏ",
        "reason": escape(one.reason),
        "decided_by": escape(one.decided_by),
    }
