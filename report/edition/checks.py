"""Checks of an edition: generators of Problem over data, then over pages.

Each check's docstring is its rule.
"""

import posixpath
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import chain

from report.edition.abbreviations import abbreviations_are_explained
from report.edition.edition import HEAD_TEXTS, OFFICE, Edition
from report.edition.guidance import (
    FOLDER,
    Guidance,
    at_key,
    cites_only_its_basis,
    law_has_its_basis,
)
from report.figures.macros import CAN_VIET
from report.figures.register import (
    documents_are_cited,
    tables_name_registered_documents,
    written_documents_are_registered,
)
from report.problems.problem import Problem, did_you_mean, near_miss
from report.sources.addresses import DATA
from report.sources.corrections import publication_is_kept
from report.sources.open_places import MARK, has_mark, open_place
from report.sources.pages import MESSAGES, Page, calls, links, typed_digits
from report.sources.rules import Audit, Verdict
from report.sources.tables import COMMON, DESCRIPTION, NEXT_YEAR, Cell, Table

MADE_WITH_THE_SITE = (f"{DATA}/", f"{MESSAGES}/")  # pages without a source in docs/
TEMPLATE_MARK = re.compile(r"\{[{%#]")
KEY = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
COLUMN = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")
TABLE_PROPERTIES = {
    "title": "tiêu đề",
    "description": "mô tả",
    "section": "mục trong báo cáo",
    "period": "kỳ số liệu",
    "date": "ngày số liệu",
    "office": "cơ quan phụ trách",
}
LICENSE = "giay_phep"
LICENSE_PROPERTIES = {"ma": "mã SPDX", "ten": "tên", "dia_chi": "địa chỉ"}
OFFICE_PROPERTIES = {"ten": "tên cơ quan", "trang": "tên trang", "mo_ta": "mô tả trang"}
LETTERHEAD_PROPERTIES = ("dau_van_ban", "co_quan_chu_quan")  # of official documents
OPTIONAL_OFFICE_PROPERTIES = (
    *LETTERHEAD_PROPERTIES,
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
                *(heads_are_text(filled.page) for filled in edition.pages.values()),
                *(links_lead_to_pages(filled.page, edition) for filled in edition.pages.values()),
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
        yield Problem("data", 1, "chưa có số liệu năm nào", "Thêm thư mục data/2022 và các bảng")


def office_is_described(edition: Edition) -> Iterator[Problem]:
    """don-vi.yaml names the office and its site."""
    for key, meaning in OFFICE_PROPERTIES.items():
        if edition.office and not edition.office.get(key):
            yield Problem(OFFICE, 1, f"thiếu {meaning}", f"Thêm dòng “{key}: …”")


def office_can_be_read(edition: Edition) -> Iterator[Problem]:
    """What don-vi.yaml says has a name that the site knows, and is text, or a list of texts.

    YAML reads a telephone number without quotes as a number and drops its first 0.
    """
    known = [*OFFICE_PROPERTIES, *OPTIONAL_OFFICE_PROPERTIES, *LINKED_OFFICE_PROPERTIES, LICENSE]
    for key, value in edition.office.items():
        if key in ("__line__", LICENSE) or value is None:
            continue
        line = edition.office_lines.get(key, 1)
        if key not in known:
            fix = did_you_mean(str(key), known, f"Các mục: {', '.join(known)}")
            yield Problem(
                OFFICE, line, f"không có mục “{key}”, mục này bị bỏ qua", fix, warning=True
            )
        elif not isinstance(value, str | list):
            yield Problem(
                OFFICE, line, f"“{key}” không phải là chữ", f'Đặt trong nháy kép: {key}: "…"'
            )
        elif key in LINKED_OFFICE_PROPERTIES:
            form, example = LINKED_OFFICE_PROPERTIES[key]
            if not isinstance(value, str) or not form.fullmatch(value):
                yield Problem(OFFICE, line, f"“{key}”: “{value}” viết sai", f'Viết như "{example}"')


def license_is_described(edition: Edition) -> Iterator[Problem]:
    """A licence in don-vi.yaml has the code, the name and the address that downloads give."""
    if LICENSE in edition.office:
        declared = edition.office[LICENSE]
        stated = declared if isinstance(declared, dict) else {}
        for key, meaning in LICENSE_PROPERTIES.items():
            if not stated.get(key):
                line = stated.get("__line__", 1)
                fix = f"Thêm dòng “{key}: …” vào dưới “giay_phep:”, lùi vào hai dấu cách"
                yield Problem(OFFICE, line, f"giấy phép thiếu {meaning}", fix)


def names_are_plain(table: Table) -> Iterator[Problem]:
    """Names and keys are ASCII, lower case: hyphens in tables and rows, underscores in columns.

    They are typed in pages, and stand in addresses of the site and in downloaded files.
    """
    path = f"data/{table.folder}/{DESCRIPTION}"
    wrong = "Chỉ dùng chữ thường không dấu, chữ số và dấu gạch"
    if not KEY.fullmatch(table.name):
        yield Problem(path, table.line, f"tên bảng “{table.name}” viết sai", f"{wrong} ngang")
    for column in table.columns.values():
        if not COLUMN.fullmatch(column.name):
            yield Problem(path, column.line, f"tên cột “{column.name}” viết sai", f"{wrong} dưới")
    for key, row in table.rows.items():
        if not KEY.fullmatch(key):
            line = row[table.key].line
            yield Problem(table.path, line, f"khóa “{key}” viết sai", f"{wrong} ngang")


def table_is_described(table: Table) -> Iterator[Problem]:
    """A table has title, description, place in the report, period, date and office."""
    path = f"{table.path.rpartition('/')[0]}/{DESCRIPTION}"
    needed = TABLE_PROPERTIES if f"/{COMMON}/" not in table.path else ("title", "description")
    for key in needed:
        if not getattr(table, key):
            yield Problem(
                path,
                table.line,
                f"bảng “{table.name}” thiếu {TABLE_PROPERTIES[key]}",
                f"Thêm dòng “{key}: …”",
            )
    if table.next_year not in NEXT_YEAR:
        fix = f"Dùng một trong: {', '.join(NEXT_YEAR)}"
        message = f"bảng “{table.name}” có “nextYear: {table.next_year}” không dùng được"
        yield Problem(path, table.line, message, fix)
    for column in table.columns.values():
        if not column.title:
            yield Problem(
                path, column.line, f"cột “{column.name}” thiếu tiêu đề", "Thêm “title: …”"
            )


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
            yield at(cell, "không được để trống", "Điền số liệu vào ô")
        return
    if column.enum and cell.text not in column.enum:
        guess = near_miss(cell.text, column.enum)
        fix = f"Có phải là “{guess}”?" if guess else f"Chọn một trong: {', '.join(column.enum)}"
        yield at(cell, f"“{cell.text}” không có trong danh sách", fix)
    if isinstance(value, int | Decimal):
        if column.minimum is not None and value < column.minimum:
            yield at(cell, f"{cell.text} nhỏ hơn mức thấp nhất {column.minimum}", "Kiểm tra lại số")
        if column.maximum is not None and value > column.maximum:
            yield at(cell, f"{cell.text} lớn hơn mức cao nhất {column.maximum}", "Kiểm tra lại số")


def at(cell: Cell, message: str, fix: str) -> Problem:
    """A problem of one cell."""
    return Problem(cell.table.path, cell.line, f"cột “{cell.column.name}”: {message}", fix)


def columns_are_unique(table: Table) -> Iterator[Problem]:
    """No value stands twice in a column described as unique (keys are compared on reading)."""
    for column in table.columns.values():
        if not column.unique or column.name == table.key:
            continue
        seen: dict[str, int] = {}
        for row in table.rows.values():
            cell = row[column.name]
            if cell.text in seen:
                yield at(
                    cell, f"“{cell.text}” đã có ở dòng {seen[cell.text]}", "Mỗi dòng một giá trị"
                )
            elif cell.value is not None:
                seen[cell.text] = cell.line


def rules_hold(audit: Audit) -> Iterator[Problem]:
    """A declared rule holds, or its note acknowledges just the two numbers that differ."""
    for verdict in audit.verdicts:
        rule, stated = verdict.rule, verdict.stated
        numbers = (stated.text, plain(verdict.expected))
        pinned = f"“neu: {numbers[0]}”, “tinh_ra: {numbers[1]}”"
        place = f"{audit.path}:{rule.line}"
        found = f"ô “{stated.address}” là {numbers[0]}, tính ra {numbers[1]}"
        if verdict.holds and rule.note:
            yield Problem(
                audit.path,
                rule.line,
                f"quy tắc “{rule.id}” nay đã đúng",
                "Xóa “ghi_chu”, “neu” và “tinh_ra” của quy tắc",
            )
        elif verdict.holds or (rule.note and rule.acknowledged == numbers):
            continue
        elif rule.note:
            yield Problem(
                stated.table.path,
                stated.line,
                f"{rule.sentence} Ghi chú cũ không còn đúng: {found}",
                f"Sửa số liệu, hoặc xem lại ghi chú và ghi {pinned} ở {place}",
            )
        else:
            yield Problem(
                stated.table.path,
                stated.line,
                f"{rule.sentence} Nhưng {found} từ {', '.join(places_of(verdict))}",
                "Sửa số liệu; nếu báo cáo gốc đúng là như vậy, "
                f"thêm “ghi_chu”, {pinned} vào quy tắc ở {place}",
            )


def places_of(verdict: Verdict) -> list[str]:
    """Where the numbers stand that a rule computes from: file and first line of each table."""
    first = {term.table.path: f"{term.table.path}:{term.line}" for term in verdict.terms[::-1]}
    return list(first.values())[::-1]


def plain(value: Decimal) -> str:
    """A computed number as it would be written in a cell."""
    text = f"{value.normalize():f}" if value == value.to_integral_value() else f"{value:f}"
    return text.replace(".", ",")


def tables_are_used(edition: Edition, tables: list[Table]) -> Iterator[Problem]:
    """Each table stands on some page, as a figure, a table or a chart; one that a page asks for
    in vain has its own problem there."""
    used = {cell.table.path for filled in edition.pages.values() for cell in filled.used}
    used.update(*(filled.asked for filled in edition.pages.values()))
    for table in tables:
        if table.path not in used and not table.damaged:
            yield Problem(
                table.path,
                1,
                f"bảng “{table.name}” không được dùng trên trang nào",
                f'Gọi {{{{ bang("{table.name}") }}}} ở một trang, hoặc xóa bảng',
            )


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
    message = f"năm này đã chốt khi công bố mà còn chờ điền: {place.message}"
    return replace(place, message=message, is_open=False)


def open_texts(table: Table) -> Iterator[Problem]:
    """What is still to be filled in the description of a table."""
    path = f"data/{table.folder}/{DESCRIPTION}"
    for key, text in table.texts.items():
        if has_mark(text):
            what = f"{TABLE_PROPERTIES[key]} của bảng “{table.name}”"
            yield open_place(path, table.line, what, f"Thay chữ “{MARK}” ở dòng “{key}: …”")
    for column in table.columns.values():
        if has_mark(column.title):
            what = f"tiêu đề cột “{column.name}” của bảng “{table.name}”"
            yield open_place(path, column.line, what, f"Thay chữ “{MARK}” ở dòng “title: …”")


def open_rows(table: Table) -> Iterator[Problem]:
    """The rows of a table that have cells still to be filled."""
    for key, row in table.rows.items():
        columns = [cell.column.name for cell in row.values() if cell.is_open]
        if columns:
            what = f"dòng “{key}”, cột {', '.join(columns)}"
            fix = f"Thay chữ “{MARK}” bằng nội dung, hoặc để trống nếu báo cáo không nêu"
            yield open_place(table.path, row[table.key].line, what, fix)


def open_text(page: Page) -> Iterator[Problem]:
    """The places of a page where text is still to be written."""
    for key, value in page.meta.items():
        if has_mark(str(value)):
            what = f"mục “{key}” ở đầu trang"
            yield open_place(page.path, page.key_line(key), what, f"Thay chữ “{MARK}”")
    for line, call in calls(page, CAN_VIET):
        hint = str(next(iter((*call.args, *call.kwargs.values())), "một đoạn"))
        fix = f"Viết rồi xóa {{{{ {CAN_VIET}(…) }}}}"
        yield open_place(page.path, line, hint, fix)


def page_is_described(page: Page) -> Iterator[Problem]:
    """A page has a title and a description in its front matter."""
    for key, meaning in (("title", "tiêu đề"), ("description", "mô tả")):
        if not page.meta.get(key):
            yield Problem(
                page.path, 1, f"trang thiếu {meaning}", f"Thêm dòng “{key}: …” giữa hai dòng ---"
            )


def heads_are_text(page: Page) -> Iterator[Problem]:
    """No macro runs in the front matter, but for title and description: a reader would see its
    braces."""
    for key, value in page.meta.items():
        found = TEMPLATE_MARK.search(str(value))
        if found and key not in HEAD_TEXTS:
            yield Problem(
                page.path,
                page.key_line(str(key)),
                f"mục “{key}” ở đầu trang có dấu “{found[0]}”, macro chỉ chạy trong title và "
                "description",
                "Viết thẳng nội dung, không dùng macro",
            )


def links_lead_to_pages(page: Page, edition: Edition) -> Iterator[Problem]:
    """A link to a page names one that is there, or one that is made with the site."""
    folder = posixpath.dirname(page.uri) or "."
    for place, uri, _ in links(page):
        if uri not in edition.pages and not uri.startswith(MADE_WITH_THE_SITE):
            target = posixpath.relpath(uri, folder)
            known = [posixpath.relpath(one, folder) for one in edition.pages]
            fix = did_you_mean(target, known, "Sửa địa chỉ trong ngoặc tròn")
            yield page.problem(place, f"liên kết “{target}” không dẫn đến trang nào", fix)


def guidance_is_sound(guidance: Guidance, edition: Edition) -> Iterator[Problem]:
    """A guidance page names what it cites, states law with its basis, and its successor exists."""
    yield from cites_only_its_basis(guidance, edition.common)
    yield from law_has_its_basis(guidance.page)
    if guidance.successor and f"{FOLDER}/{guidance.successor}" not in edition.pages:
        names = [uri.removeprefix(f"{FOLDER}/") for uri in edition.pages if uri.startswith(FOLDER)]
        yield at_key(
            guidance.page,
            "trang_moi",
            f"không có trang docs/{FOLDER}/{guidance.successor}",
            did_you_mean(guidance.successor, names, "Ghi tên tệp của một trang cùng thư mục"),
        )
