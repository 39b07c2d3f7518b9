"""What is still to be filled in a table and on a page: generators of Problem."""

from collections.abc import Iterator

from report.edition.table_checks import TABLE_PROPERTIES
from report.figures.macros import CAN_VIET
from report.problems.problem import Problem, problem
from report.sources.open_places import has_mark
from report.sources.pages import Page, calls
from report.sources.tables import DESCRIPTION, Table


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
