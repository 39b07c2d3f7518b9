"""The messages of the check, each with its meaning, as pages for editors.

Each YAML file of report/problems/catalogue/ is a page under docs/bien-tap/thong-bao/: `title`,
`description` and `groups` of messages. A message is an example of what editors see (`message`
and `fix`, as in a Problem), with what it means and what is wrong and right in a file.
tests/problems/test_catalogue.py holds them against the code: each message that the package can
print stands here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

from report.edition.edition import Edition
from report.problems.problem import sentence
from report.site.data_pages import front_matter
from report.sources.files import FAST_LOADER
from report.sources.pages import EDITORS, MESSAGES
from report.text.markup import escape
from report.text.slugs import slug
from report.text.templates import render

INDEX = f"{MESSAGES}/index.md"
WORDS_OF_ANCHOR = 9
CATALOGUE = Path(__file__).parent.parent / "problems" / "catalogue"


@dataclass(frozen=True)
class Message:
    """A message as the check prints it, and what an editor needs to know about it."""

    message: str
    fix: str
    meaning: str
    wrong: str
    right: str
    kind: str = "lỗi"  # or “cảnh báo”, “chờ điền”, as the check prints it before the message

    @property
    def anchor(self) -> str:
        """Its address on its page: the words that it begins with."""
        return "-".join(slug(self.message).split("-")[:WORDS_OF_ANCHOR])


@dataclass(frozen=True)
class Group:
    """The messages about one thing."""

    title: str
    messages: tuple[Message, ...]


@dataclass(frozen=True)
class Sheet:
    """The groups that make a page; `name` is that of its file."""

    name: str
    title: str
    description: str
    groups: tuple[Group, ...]

    @property
    def uri(self) -> str:
        """The path of its page under docs/."""
        return f"{MESSAGES}/{self.name}.md"


def read_sheets() -> list[Sheet]:
    """All files of the catalogue, in order of their names."""
    return [read_sheet(path) for path in sorted(CATALOGUE.glob("*.yaml"))]


def read_sheet(path: Path) -> Sheet:
    """The messages of one file."""
    content = yaml.load(path.read_text("utf-8"), FAST_LOADER)  # noqa: S506 - a SafeLoader
    groups = tuple(
        Group(group["title"], tuple(Message(**entry) for entry in group["messages"]))
        for group in content["groups"]
    )
    return Sheet(path.stem, content["title"], content["description"], groups)


def message_pages(edition: Edition) -> dict[str, str]:
    """The pages of an office that has a manual for its editors: path under docs/ → Markdown."""
    if f"{EDITORS}/index.md" not in edition.pages:
        return {}
    sheets = read_sheets()
    return {INDEX: index_page(sheets)} | {sheet.uri: sheet_page(sheet) for sheet in sheets}


def sheet_page(sheet: Sheet) -> str:
    """Every message of a sheet: what it means, how to mend it, wrong and right."""
    head = f"{front_matter(sheet.title, sheet.description)}# {escape(sheet.title)}\n"
    return "\n".join([head, *map(section, sheet.groups)])


def section(group: Group) -> str:
    """The messages of a group below its heading."""
    views = [
        {
            "anchor": message.anchor,
            "kind": message.kind.capitalize(),
            "message": escape(message.message),
            "fix": escape(sentence(message.fix)),
            "meaning": escape(message.meaning),
            "wrong": example(message.wrong),
            "right": example(message.right),
        }
        for message in group.messages
    ]
    return f"## {escape(group.title)}\n\n{render('site/templates/messages.html', messages=views)}\n"


def example(text: str) -> str:
    """A piece of a file; its line breaks stay where templates drop blank lines."""
    return escape(text.rstrip("\n")).replace("\n", "&#10;")


def index_page(sheets: list[Sheet]) -> str:
    """All messages by the words that they begin with, each leading to its explanation."""
    title = "Mọi thông báo của máy kiểm tra"
    description = (
        "Danh sách đầy đủ các lỗi và cảnh báo mà máy kiểm tra có thể in ra, "
        "mỗi thông báo dẫn đến lời giải thích và cách sửa."
    )
    groups = [
        {
            "title": escape(sheet.title),
            "url": f"{sheet.name}/",
            "messages": [(one.anchor, escape(one.message)) for one in messages(sheet)],
        }
        for sheet in sheets
    ]
    body = render("site/templates/message_index.html", sheets=groups)
    return f"{front_matter(title, description)}# {title}\n\n{body}\n"


def messages(sheet: Sheet) -> Iterator[Message]:
    """The messages of all groups of a sheet."""
    return (message for group in sheet.groups for message in group.messages)
