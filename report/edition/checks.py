"""Checks of an edition: generators of Problem over data, then over pages.

Each check's docstring is its rule.
"""

import posixpath
import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain
from urllib.parse import unquote

from report.edition import abbreviations
from report.edition.abbreviations import abbreviations_are_explained
from report.edition.edition import HEAD_TEXTS, LETTERHEAD, LICENSE, OFFICE, Edition
from report.edition.guidance import (
    FORM_TABLE,
    GUIDANCE_FOLDER,
    Guidance,
    cites_only_its_basis,
    law_has_its_basis,
)
from report.edition.heads import head_is_known
from report.edition.tools import tool_is_known
from report.figures.citations import CITATION_COLUMNS, REGISTER
from report.figures.macros import CAN_VIET
from report.figures.register import (
    documents_are_cited,
    tables_name_registered_documents,
    written_documents_are_registered,
)
from report.problems.problem import Problem, near_miss, problem
from report.sources.addresses import DATA
from report.sources.corrections import publication_is_kept
from report.sources.markdown import Image, PageLink
from report.sources.open_places import has_mark
from report.sources.pages import MESSAGES, Page, calls, links, typed_digits
from report.sources.rules import Audit, Verdict
from report.sources.safe_html import unlisted, unlisted_address, unlisted_attributes
from report.sources.shapes import UNREAD
from report.sources.tables import COMMON, DESCRIPTION, NEXT_YEAR, Cell, Dataset, Table
from report.text.numbers import simplest, write_normal

MADE_WITH_THE_SITE = (f"{DATA}/", f"{MESSAGES}/")  # pages without a source in docs/
TEMPLATE_MARK = re.compile(r"\{[{%#]")
KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
COLUMN = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
TABLE_PROPERTIES = {
    "title": "tiêu đề",
    "description": "mô tả",
    "muc": "mục trong báo cáo",
    "ky": "kỳ số liệu",
    "thoi_diem": "ngày số liệu",
    "co_quan": "cơ quan phụ trách",
}
# What the site itself reads of common tables, beside what pages ask for.
COMMON_COLUMNS = {
    REGISTER: CITATION_COLUMNS,
    abbreviations.TABLE: abbreviations.COLUMNS,
    FORM_TABLE: ("ten", "goi_y", "so_dong"),
}
LICENSE_PROPERTIES = {"ma": "mã SPDX", "ten": "tên", "dia_chi": "địa chỉ"}
OFFICE_PROPERTIES = {"ten": "tên cơ quan", "trang": "tên trang", "mo_ta": "mô tả trang"}
OPTIONAL_OFFICE_PROPERTIES = (
    LETTERHEAD,
    "co_quan_chu_quan",
    "ten_ngan",
    "dia_danh",
    "tinh",
    "dia_chi",
    "dien_thoai",
    "luu_y_huong_dan",
)
# Those that become addresses of links.
LINKED_OFFICE_PROPERTIES = {
    "thu_dien_tu": (
        re.compile(r"[^\s@<>\"?&]+@[^\s@<>\"?&]+\.[^\s@<>\"?&]+"),
        "ten@co-quan.gov.vn",
    ),
    "cong_thong_tin": (re.compile(r"https?://[^\s<>\"]+"), "https://co-quan.gov.vn"),
}


def check(edition: Edition) -> list[Problem]:
    """All problems of an edition, sorted by place, each once."""
    datasets = [edition.common, *edition.years.values()]
    tables = [table for dataset in datasets for table in dataset.tables.values()]
    return sorted(
        set(
            chain(
                edition.problems,
                there_is_a_year(edition),
                office_is_described(edition),
                office_can_be_read(edition),
                license_is_described(edition),
                *map(names_are_plain, tables),
                *map(table_is_described, tables),
                common_tables_are_whole(edition.common),
                *map(cells_keep_their_limits, tables),
                *map(columns_are_unique, tables),
                tables_are_used(edition, tables),
                places_are_filled(edition, tables),
                *(tables_name_registered_documents(table, edition.common) for table in tables),
                *map(rules_hold, (edition.common_audit, *edition.audits.values())),
                documents_are_cited(edition.common, edition.citations),
                *(
                    publication_is_kept(edition.publications[year], data)
                    for year, data in edition.years.items()
                ),
                *(
                    typed_digits(filled.page)
                    for filled in edition.pages.values()
                    if filled.page.in_report
                ),
                *(page_is_described(filled.page) for filled in edition.pages.values()),
                *(page_has_one_title(filled.page) for filled in edition.pages.values()),
                *(head_is_known(filled.page) for filled in edition.pages.values()),
                *(html_is_listed(filled.page) for filled in edition.pages.values()),
                *(tool_is_known(filled.page) for filled in edition.pages.values()),
                *(heads_are_text(filled.page) for filled in edition.pages.values()),
                *(links_lead_to_pages(filled.page, edition) for filled in edition.pages.values()),
                *(links_lead_to_places(filled.page, edition) for filled in edition.pages.values()),
                *(notes_are_defined(filled.page) for filled in edition.pages.values()),
                *(notes_are_defined_once(filled.page) for filled in edition.pages.values()),
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


def there_is_a_year(edition: Edition) -> Iterator[Problem]:
    """An office publishes the data of one year at least."""
    if not edition.years:
        yield problem("data", 1, "chua-co-nam-nao")


def office_is_described(edition: Edition) -> Iterator[Problem]:
    """don-vi.yaml names the office and its site."""
    for key, what in OFFICE_PROPERTIES.items():
        if edition.office and not edition.office.get(key):
            yield problem(OFFICE, 1, "co-quan-thieu-muc", what=what, key=key)


def office_can_be_read(edition: Edition) -> Iterator[Problem]:
    """What don-vi.yaml says has a name that the site knows; an address can be one."""
    known = [*OFFICE_PROPERTIES, *OPTIONAL_OFFICE_PROPERTIES, *LINKED_OFFICE_PROPERTIES, LICENSE]
    for key, value in edition.office.items():
        if key in ("__line__", LICENSE) or value is None:
            continue
        line = edition.office_lines.get(key, 1)
        if key not in known:
            guess, names = near_miss(str(key), known), ", ".join(known)
            yield problem(OFFICE, line, "muc-co-quan-la", guess=guess, key=key, known=names)
        elif key in LINKED_OFFICE_PROPERTIES and value != UNREAD:
            form, example = LINKED_OFFICE_PROPERTIES[key]
            if not form.fullmatch(value):
                yield problem(OFFICE, line, "lien-he-viet-sai", key=key, value=value, form=example)


def license_is_described(edition: Edition) -> Iterator[Problem]:
    """A licence in don-vi.yaml has the code, the name and the address that downloads give."""
    if LICENSE in edition.office:
        stated = edition.office[LICENSE] or {}
        for key, what in LICENSE_PROPERTIES.items():
            if not stated.get(key):
                line = stated.get("__line__", 1)
                yield problem(OFFICE, line, "giay-phep-thieu-muc", what=what, key=key)
        form, example = LINKED_OFFICE_PROPERTIES["cong_thong_tin"]
        address = str(stated.get("dia_chi") or "")
        if address and not form.fullmatch(address):
            key, line = f"{LICENSE}.dia_chi", stated.get("__line__", 1)
            yield problem(OFFICE, line, "lien-he-viet-sai", key=key, value=address, form=example)


def names_are_plain(table: Table) -> Iterator[Problem]:
    """Names and keys are ASCII, lower case: hyphens in tables and rows, underscores in columns.

    They are typed in pages, and stand in addresses of the site and in downloaded files.
    """
    path = f"data/{table.folder}/{DESCRIPTION}"
    if not KEY.fullmatch(table.name):
        yield problem(path, table.line, "ten-bang-viet-sai", name=table.name)
    for column in table.columns.values():
        if not COLUMN.fullmatch(column.name):
            yield problem(path, column.line, "ten-cot-viet-sai", name=column.name)
    for key, row in table.rows.items():
        if not KEY.fullmatch(key):
            yield problem(table.path, row[table.key].line, "khoa-viet-sai", key=key)


def table_is_described(table: Table) -> Iterator[Problem]:
    """A table has title, description, place in the report, period, date and office."""
    path = f"{table.path.rpartition('/')[0]}/{DESCRIPTION}"
    needed = TABLE_PROPERTIES if f"/{COMMON}/" not in table.path else ("title", "description")
    for key in needed:
        if not table.texts[key]:
            what = TABLE_PROPERTIES[key]
            yield problem(path, table.line, "bang-thieu-muc", name=table.name, what=what, key=key)
    if table.next_year not in NEXT_YEAR:
        yield problem(
            path,
            table.line,
            "nam-sau-khong-dung-duoc",
            name=table.name,
            value=table.next_year,
            known=", ".join(NEXT_YEAR),
        )
    for column in table.columns.values():
        if not column.title:
            yield problem(path, column.line, "cot-thieu-tieu-de", column=column.name)


def common_tables_are_whole(common: Dataset) -> Iterator[Problem]:
    """A common table that the site makes something of has the columns that it needs for that."""
    for name, needed in COMMON_COLUMNS.items():
        table = common.tables.get(name)
        missing = [column for column in needed if table and column not in table.columns]
        if table and missing:
            path = f"data/{COMMON}/{DESCRIPTION}"
            fields = {"path": table.path, "column": missing[0], "needed": ", ".join(needed)}
            yield problem(path, table.line, "danh-muc-thieu-cot", **fields)


def cells_keep_their_limits(table: Table) -> Iterator[Problem]:
    """A cell is filled where it must be, within its bounds, and one of the listed values."""
    for row in table.rows.values():
        for cell in row.values():
            yield from cell_keeps_its_limits(cell)


def cell_keeps_its_limits(cell: Cell) -> Iterator[Problem]:
    """The limits that the description sets for one cell."""
    column, value = cell.column, cell.value
    if cell.is_open:
        return
    if value is None:
        if column.required:
            yield cell.problem("o-bat-buoc")
        return
    if column.enum and cell.text not in column.enum:
        guess, known = near_miss(cell.text, column.enum), ", ".join(column.enum)
        yield cell.problem("gia-tri-ngoai-danh-sach", guess=guess, text=cell.text, known=known)
    if isinstance(value, int | Decimal):
        if column.minimum is not None and value < column.minimum:
            yield cell.problem("nho-hon-muc", text=cell.text, minimum=column.minimum)
        if column.maximum is not None and value > column.maximum:
            yield cell.problem("lon-hon-muc", text=cell.text, maximum=column.maximum)


def columns_are_unique(table: Table) -> Iterator[Problem]:
    """No value stands twice in a column described as unique (keys are compared on reading)."""
    for column in table.columns.values():
        if not column.unique or column.name == table.key:
            continue
        seen: dict[str, int] = {}
        for row in table.rows.values():
            cell = row[column.name]
            if cell.text in seen:
                yield cell.problem("gia-tri-trung", text=cell.text, first=seen[cell.text])
            elif cell.value is not None:
                seen[cell.text] = cell.line


def rules_hold(audit: Audit) -> Iterator[Problem]:
    """A declared rule holds, or its note acknowledges just the two numbers that differ."""
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
        if verdict.holds and rule.note:
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
    first = {term.table.path: f"{term.table.path}:{term.line}" for term in verdict.terms[::-1]}
    return list(first.values())[::-1]


def tables_are_used(edition: Edition, tables: list[Table]) -> Iterator[Problem]:
    """Each table stands on some page, as a figure, a table or a chart; one that a page asks for
    in vain has its own problem there."""
    used = {cell.table.path for filled in edition.pages.values() for cell in filled.used}
    used.update(*(filled.asked for filled in edition.pages.values()))
    for table in tables:
        if table.path not in used and not table.damaged:
            yield problem(table.path, 1, "bang-khong-duoc-dung", name=table.name)


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


def open_texts(table: Table) -> Iterator[Problem]:
    """What is still to be filled in the description of a table."""
    path = f"data/{table.folder}/{DESCRIPTION}"
    for key, text in table.texts.items():
        if has_mark(text):
            what = TABLE_PROPERTIES[key]
            yield problem(path, table.line, "bang-cho-dien", what=what, name=table.name, key=key)
    for column in table.columns.values():
        if has_mark(column.title):
            names = {"column": column.name, "name": table.name}
            yield problem(path, column.line, "tieu-de-cot-cho-dien", **names)


def open_rows(table: Table) -> Iterator[Problem]:
    """The rows of a table that have cells still to be filled."""
    for key, row in table.rows.items():
        columns = ", ".join(cell.column.name for cell in row.values() if cell.is_open)
        if columns:
            line = row[table.key].line
            yield problem(table.path, line, "o-cho-dien", row=key, columns=columns)


def open_text(page: Page) -> Iterator[Problem]:
    """The places of a page where text is still to be written."""
    for key, value in page.meta.items():
        if has_mark(str(value)):
            yield problem(page.path, page.key_line(key), "dau-trang-cho-dien", key=key)
    for line, call in calls(page, CAN_VIET):
        hint = str(next(iter((*call.args, *call.kwargs.values())), "một đoạn"))
        yield problem(page.path, line, "bai-cho-viet", hint=hint)


def page_is_described(page: Page) -> Iterator[Problem]:
    """A page has a title and a description in its front matter."""
    for key, what in (("title", "tiêu đề"), ("description", "mô tả")):
        if not page.meta.get(key):
            yield problem(page.path, 1, "trang-thieu-muc", what=what, key=key)


def heads_are_text(page: Page) -> Iterator[Problem]:
    """No macro runs in the front matter, but for title and description: a reader would see its
    braces."""
    for key, value in page.meta.items():
        found = TEMPLATE_MARK.search(str(value))
        if found and key not in HEAD_TEXTS:
            line = page.key_line(str(key))
            yield problem(page.path, line, "macro-o-dau-trang", key=key, mark=found[0])


def page_has_one_title(page: Page) -> Iterator[Problem]:
    """A page has one heading of the first level: documents and search name it by that title."""
    titles = [one for one in page.content.headings if one.level == 1]
    for title in titles[1:]:
        yield problem(page.path, title.line, "trang-hai-ten", first=titles[0].line)


def html_is_listed(page: Page) -> Iterator[Problem]:
    """A page has only the HTML, attributes and addresses of report.sources.safe_html."""
    for tag in page.content.tags:
        source = page.text[tag.offset : tag.end]
        for mistake in unlisted(tag.name, tag.attributes, source):
            yield mistake.at(page.path, tag.line)
    for listed in page.content.attribute_lists:
        for mistake in unlisted_attributes(listed.attributes):
            yield mistake.at(page.path, listed.line)
    addressed: tuple[PageLink | Image, ...] = (*page.content.links, *page.content.images)
    for one in addressed:
        for mistake in unlisted_address(one.target) if not one.html else ():
            yield mistake.at(page.path, one.line)


def links_lead_to_pages(page: Page, edition: Edition) -> Iterator[Problem]:
    """A link to a page names one that is there, or one that is made with the site."""
    folder = posixpath.dirname(page.uri) or "."
    for place, uri, _ in links(page):
        if uri not in edition.pages and not uri.startswith(MADE_WITH_THE_SITE):
            target = posixpath.relpath(uri, folder)
            known = [posixpath.relpath(one, folder) for one in edition.pages]
            guess = near_miss(target, known)
            yield page.problem(place, "lien-ket-khong-den-trang", guess=guess, target=target)


def links_lead_to_places(page: Page, edition: Edition) -> Iterator[Problem]:
    """A link with an anchor leads to a heading, a row or another named place of its page."""
    for place, uri, anchor in links(page):
        target = edition.pages.get(uri)
        if anchor and target and unquote(anchor) not in target.places:
            yield page.problem(place, "khong-co-de-muc", page=uri, anchor=anchor)


def notes_are_defined(page: Page) -> Iterator[Problem]:
    """Each sign of a footnote has its text on the page."""
    known = {note.label for note in page.content.notes}
    for note in page.content.references:
        if not note.defined:
            guess = near_miss(note.label, known)
            yield page.problem(note.offset, "chu-thich-khong-loi", guess=guess, label=note.label)


def notes_are_defined_once(page: Page) -> Iterator[Problem]:
    """No two footnotes of a page have one label: only the last text would be shown."""
    for note in page.content.notes:
        if note.repeated:
            yield page.problem(note.offset, "chu-thich-hai-loi", label=note.label)


def guidance_is_sound(guidance: Guidance, edition: Edition) -> Iterator[Problem]:
    """A guidance page names what it cites, states law with its basis, and its successor exists."""
    yield from cites_only_its_basis(guidance, edition.common)
    yield from law_has_its_basis(guidance.page)
    if guidance.successor and f"{GUIDANCE_FOLDER}/{guidance.successor}" not in edition.pages:
        names = [
            uri.removeprefix(f"{GUIDANCE_FOLDER}/")
            for uri in edition.pages
            if uri.startswith(GUIDANCE_FOLDER)
        ]
        yield problem(
            guidance.page.path,
            guidance.page.key_line("trang_moi"),
            "trang-moi-khong-co",
            guess=near_miss(guidance.successor, names),
            path=f"docs/{GUIDANCE_FOLDER}/{guidance.successor}",
        )
