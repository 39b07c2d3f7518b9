"""The catalogue of messages, each with its meaning, as pages for editors.

Each sheet is a page under docs/bien-tap/thong-bao/, each message on it has its code as anchor.
"""

from report.edition.edition import Edition
from report.problems.catalogue import Entry, Group, Sheet, sheets
from report.problems.problem import example
from report.site.made_page import front_matter
from report.sources.pages import EDITORS, MESSAGES
from report.text.markup import escape
from report.text.templates import render

INDEX = f"{MESSAGES}/index.md"


def message_pages(edition: Edition) -> dict[str, str]:
    """The pages of an office that has a manual for its editors: path under docs/ → Markdown."""
    if f"{EDITORS}/index.md" not in edition.pages:
        return {}
    pages = {f"{MESSAGES}/{sheet.name}.md": sheet_page(sheet) for sheet in sheets()}
    return {INDEX: index_of_messages()} | pages


def sheet_page(sheet: Sheet) -> str:
    """Every message of a sheet: what it means, how to mend it, wrong and right."""
    head = f"{front_matter(sheet.title, sheet.description)}# {escape(sheet.title)}\n"
    return "\n".join([head, *map(section, sheet.groups)])


def section(group: Group) -> str:
    """The messages of a group below its heading."""
    messages = render("site/templates/messages.html", messages=map(view, group.entries))
    return f"## {escape(group.title)}\n\n{messages}\n"


def view(entry: Entry) -> dict[str, str]:
    """A message as the template shows it."""
    printed = example(entry)
    return {
        "code": entry.code,
        "kind": entry.severity.value.capitalize(),
        "message": escape(printed.message),
        "mend": escape(printed.mend),
        "meaning": escape(entry.meaning),
        "wrong": lines(entry.wrong),
        "right": lines(entry.right),
    }


def lines(text: str) -> str:
    """A piece of a file; its line breaks stay where templates drop blank lines."""
    return escape(text.rstrip("\n")).replace("\n", "&#10;")


def index_of_messages() -> str:
    """All messages by their codes, each leading to its explanation."""
    title = "Mọi thông báo của máy kiểm tra"
    description = (
        "Danh sách đầy đủ mã của các lỗi và cảnh báo mà máy kiểm tra có thể in ra, "
        "mỗi mã dẫn đến lời giải thích và cách sửa."
    )
    views = [
        {
            "title": escape(sheet.title),
            "url": f"{sheet.name}/",
            "codes": sorted(one.code for one in sheet.entries),
        }
        for sheet in sheets()
    ]
    body = render("site/templates/message_index.html", sheets=views)
    return f"{front_matter(title, description)}# {title}\n\n{body}\n"
