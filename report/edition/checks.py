"""Checks of an edition: those of each kind of thing, and those of the whole.

Each check is a generator of Problem; its docstring is its rule.
"""

from collections.abc import Iterator
from itertools import chain

from report.edition.abbreviations import abbreviations_are_explained
from report.edition.edition import OFFICE, Edition
from report.edition.ending import ending_is_sound
from report.edition.heads import head_is_known
from report.edition.misplaced_markup import markup_is_made_of_all_signs
from report.edition.office_checks import (
    license_is_described,
    office_can_be_read,
    office_is_described,
)
from report.edition.open_place_checks import open_rows, open_text, open_texts
from report.edition.page_checks import (
    guidance_is_sound,
    heads_are_text,
    html_is_listed,
    links_lead_to_pages,
    links_lead_to_places,
    notes_are_defined,
    notes_are_defined_once,
    notes_are_shown,
    page_has_one_title,
    page_is_described,
    places_of_pages,
)
from report.edition.slips import text_is_typed_as_meant
from report.edition.synonyms import SYNONYMS, synonyms_are_sound
from report.edition.table_checks import (
    common_tables_are_whole,
    days_of_the_register_are_days,
    former_keys_are_known,
    names_are_plain,
    places_are_known,
    places_have_their_own_keys,
    rows_are_sound,
    table_is_described,
)
from report.edition.text_kind import text_kind_is_stated
from report.edition.tools import tool_is_known
from report.edition.typed_dates import dates_are_written_one_way
from report.figures.register import (
    documents_are_cited,
    tables_name_registered_documents,
    written_documents_are_registered,
)
from report.figures.results import Chart
from report.figures.validity import register_is_in_order
from report.problems.problem import Problem, problem
from report.sources.corrections import publication_is_kept
from report.sources.memory import remembered
from report.sources.pages import Page, typed_digits
from report.sources.rules import Audit, Verdict
from report.sources.tables import COMMON, Table
from report.text.numbers import simplest, write_normal


def check(edition: Edition) -> list[Problem]:
    """All problems of an edition, sorted by place, each once."""
    datasets = [edition.common, *edition.years.values()]
    places = places_of_pages(edition)
    tables = [table for dataset in datasets for table in dataset.tables.values()]
    return sorted(
        set(
            chain(
                edition.problems,
                there_is_a_year(edition),
                office_is_described(edition),
                office_can_be_read(edition),
                license_is_described(edition),
                ending_is_sound(OFFICE, edition.office, edition.common, edition.titles),
                *map(text_kind_is_stated, edition.years.values()),
                *map(names_are_plain, tables),
                *map(rows_are_sound, tables),
                *map(former_keys_are_known, edition.years.values()),
                *map(table_is_described, tables),
                common_tables_are_whole(edition.common),
                days_of_the_register_are_days(edition.common),
                *(
                    places_are_known(data, {**edition.common.tables, **data.tables})
                    for data in edition.years.values()
                ),
                *map(places_have_their_own_keys, edition.years.values()),
                places_are_known(edition.common, {table.name: table for table in tables}),
                tables_are_used(edition, tables),
                places_are_filled(edition, tables),
                charts_have_their_own_addresses(edition),
                *(tables_name_registered_documents(table, edition.common) for table in tables),
                *map(rules_hold, (edition.common_audit, *edition.audits.values())),
                documents_are_cited(
                    edition.common,
                    {
                        key: pages
                        for key, pages in edition.citations.items()
                        if not edition.may_mention(key, None)
                    },
                ),
                register_is_in_order(edition.common),
                synonyms_are_sound(edition.common, texts_of_site(edition)),
                *(
                    publication_is_kept(edition.publications[year], data)
                    for year, data in edition.years.items()
                ),
                *(page_is_sound(filled.page) for filled in edition.pages.values()),
                *(links_lead_to_pages(filled.page, places) for filled in edition.pages.values()),
                *(links_lead_to_places(filled.page, places) for filled in edition.pages.values()),
                *(
                    abbreviations_are_explained(filled.page, edition.common)
                    for filled in edition.pages.values()
                    if filled.page.in_report
                ),
                *(
                    written_documents_are_registered(filled.page, edition.common)
                    for filled in edition.pages.values()
                ),
                *(
                    guidance_is_sound(filled.guidance, edition)
                    for filled in edition.pages.values()
                    if filled.guidance
                ),
            )
        )
    )


@remembered
def page_is_sound(page: Page) -> tuple[Problem, ...]:
    """All that is wrong in a page whatever else the office has."""
    return (
        *dates_are_written_one_way(page),
        *(typed_digits(page) if page.in_report else ()),
        *page_is_described(page),
        *page_has_one_title(page),
        *head_is_known(page),
        *html_is_listed(page),
        *tool_is_known(page),
        *text_is_typed_as_meant(page),
        *markup_is_made_of_all_signs(page),
        *heads_are_text(page),
        *notes_are_defined(page),
        *notes_are_defined_once(page),
        *notes_are_shown(page),
    )


def there_is_a_year(edition: Edition) -> Iterator[Problem]:
    """An office publishes the data of one year at least."""
    if not edition.years:
        yield problem("data", 1, "chua-co-nam-nao")


def rules_hold(audit: Audit) -> Iterator[Problem]:
    """A declared rule holds, or its note acknowledges just the two numbers that differ; what a
    report says of the year before is as last year's report has it."""
    for verdict in audit.verdicts:
        rule, stated = verdict.rule, verdict.stated
        computed = write_normal(simplest(verdict.expected))
        path, line = stated.table.path, stated.line
        fields = {
            "sentence": rule.sentence,
            "address": stated.address,
            "stated": stated.text,
            "computed": computed,
            "rule": f"{audit.path}:{rule.line}",
        }
        if not rule.declared:
            if not verdict.holds:
                yield stated.problem(
                    "so-nam-truoc-khac", stated=stated.text, computed=computed, kind=rule.kind
                )
        elif verdict.holds and rule.note:
            yield problem(audit.path, rule.line, "ghi-chu-thua", id=rule.id)
        elif verdict.holds or (rule.note and rule.acknowledged == (stated.text, computed)):
            continue
        elif rule.note:
            yield problem(path, line, "ghi-chu-cu", **fields)
        else:
            places = ", ".join(places_of(verdict))
            yield problem(path, line, "quy-tac-khong-dung", places=places, **fields)


def places_of(verdict: Verdict) -> list[str]:
    """Where the numbers stand that a rule computes from: file and first line of each table."""
    first: dict[str, str] = {}
    for term in verdict.terms:
        first.setdefault(term.table.path, f"{term.table.path}:{term.line}")
    return list(first.values())


def tables_are_used(edition: Edition, tables: list[Table]) -> Iterator[Problem]:
    """Each table stands on some page, as a figure, a table or a chart; one that a page asks for
    in vain has its own problem there, and a page that could not be read may show any. The search
    reads its own."""
    search = edition.common.tables.get(SYNONYMS)
    used = {search.path} if search else set()
    used |= {cell.table.path for filled in edition.pages.values() for cell in filled.used}
    used.update(*(filled.asked for filled in edition.pages.values()))
    for table in tables:
        is_told = table.damaged or edition.may_mention(table.name, table.year)
        if table.path not in used and not is_told:
            yield problem(table.path, 1, "bang-khong-duoc-dung", name=table.name)


def charts_have_their_own_addresses(edition: Edition) -> Iterator[Problem]:
    """Charts of one address, wherever they stand, are one chart: what is shared of it, pictures,
    citation and frame, is that of the first."""
    first: dict[tuple[str, str], tuple[str, Chart]] = {}
    for filled in edition.pages.values():
        for placed, result in zip(filled.calls, filled.called, strict=False):
            if not isinstance(result, Chart):
                continue
            page, offset = filled.page, placed.stands.offset
            folder = result.cells[0].table.folder
            here = f"{page.path}:{page.line(offset)}"
            other, shown = first.setdefault((folder, result.key), (here, result))
            if (shown.plain, shown.plot) != (result.plain, result.plot):
                yield page.problem(offset, "bieu-do-trung-dia-chi", other=other)


def texts_of_site(edition: Edition) -> Iterator[str]:
    """What citizens find: pages but those for editors, tables but that of synonyms; no keys."""
    for filled in edition.pages.values():
        if not filled.page.for_editors:
            yield str(filled.page.meta.get("title", ""))
            yield filled.plain
    for dataset in (edition.common, *edition.years.values()):
        for table in dataset.tables.values():
            if table.name != SYNONYMS or table.folder != COMMON:
                yield table.title
                yield from (column.title for column in table.columns.values())
                for row in table.rows.values():
                    yield from (cell.text for name, cell in row.items() if name != table.key)


def places_are_filled(edition: Edition, tables: list[Table]) -> Iterator[Problem]:
    """Open places are listed as what is still to be done; in a frozen year each is an error."""
    frozen = {str(year) for year, one in edition.publications.items() if one.frozen is not None}
    for table in tables:
        for place in chain(open_texts(table), open_rows(table)):
            yield late(place) if table.folder in frozen else place
    for filled in edition.pages.values():
        for place in open_text(filled.page):
            yield late(place) if str(filled.page.year) in frozen else place


def late(place: Problem) -> Problem:
    """An open place as an error."""
    return problem(place.path, place.line, "da-chot-con-cho-dien", what=place.message)
