"""The sections of a document → pages of the report, each with its headings and macro calls."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import yaml

from report.drafting.importing.grids import ProposedTable
from report.drafting.importing.sentences import Figures
from report.drafting.importing.word import ImportedSection, markdown_of
from report.figures.macros import CAN_VIET
from report.official.pandoc import Node
from report.sources.open_places import MARK
from report.text.slugs import slug

WORDS_OF_NAME = 6  # of a title in the name of its page
PLACEHOLDER = re.compile("\ue000(?:bang (?P<table>\\d+)|(?P<text>[^\ue000\ue001]*))\ue001")


@dataclass
class DraftedPage:
    """A page to be: its sections, the first one its own, and the numbering that leads to it."""

    name: str
    number: str
    sections: list[ImportedSection] = field(default_factory=list)


def pages_of(sections: Sequence[ImportedSection]) -> list[DraftedPage]:
    """The pages of a document, the index first.

    Headings of the two highest levels begin a page, if something stands below them. What
    stands before the first of them is the index; a level with a single heading is the title of
    the document.
    """
    levels = sorted({section.level for section in sections if section.level})
    title = [section for section in sections if levels and section.level == levels[0]]
    index = ImportedSection(0, "", "")
    if len(title) == 1:
        index.title = title[0].title
        title[0].level = 0
        del levels[0]
    pages = [DraftedPage("index", "", [index])]
    numbers: dict[int, str] = {}
    for section in sections:
        if section.level not in levels[:2]:
            pages[-1].sections.append(section)
            continue
        numbers = {level: one for level, one in numbers.items() if level < section.level}
        numbers[section.level] = section.number
        taken = {page.name for page in pages}
        number = ", ".join(filter(None, numbers.values()))
        pages.append(DraftedPage(page_name(section.title, taken), number, [section]))
    return [page for page in pages if page.name == "index" or has_text(page)]


def has_text(page: DraftedPage) -> bool:
    """Whether something stands below the headings of a page."""
    return any(section.blocks for section in page.sections)


def page_name(title: str, taken: set[str]) -> str:
    """The name of the file of a page that no other page has."""
    plain = "-".join(slug(title).split("-")[:WORDS_OF_NAME]) or "trang"
    name, count = plain, 1
    while name in taken:
        count += 1
        name = f"{plain}-{count}"
    return name


def page_text(page: DraftedPage, figures: Figures, tables: Sequence[ProposedTable]) -> str:
    """The page with its front matter; numbers found are added to `figures`."""
    title = page.sections[0].title or f"Báo cáo năm {figures.year}"
    head = {"title": title, "description": MARK} | ({"muc": page.number} if page.number else {})
    text = figures.replace(markdown_of(blocks_of(page, title)), page.name)
    body = PLACEHOLDER.sub(lambda place: call_for(place, tables), text)
    return f"---\n{dump(head)}---\n\n{body}"


def blocks_of(page: DraftedPage, title: str) -> list[Node]:
    """The blocks of a page below its heading, those of lower levels in steps of one."""
    first, *others = page.sections
    levels = sorted({section.level for section in others if section.level})
    blocks = [heading_node(1, title), *first.blocks]
    for section in others:
        if section.level:
            blocks.append(heading_node(min(levels.index(section.level) + 2, 6), section.title))
        blocks += section.blocks
    return blocks


def heading_node(level: int, title: str) -> Node:
    """A heading as pandoc has it."""
    return {"t": "Header", "c": [level, ["", [], []], [{"t": "Str", "c": title}]]}


def call_for(place: re.Match[str], tables: Sequence[ProposedTable]) -> str:
    """The macro call at a place that was kept free: a table, or something to be written."""
    if place["table"]:
        return f'{{{{ bang("{tables[int(place["table"]) - 1].name}") }}}}'
    return f'{{{{ {CAN_VIET}("{place["text"]}") }}}}'


def links_to(texts: dict[str, str]) -> str:
    """A list of links to pages, by their headings."""
    lines = []
    for name, text in texts.items():
        title = next(line for line in text.splitlines() if line.startswith("# "))
        lines.append(f"- [{title.removeprefix('# ')}]({name}.md)\n")
    return "".join(lines)


def dump(content: Mapping[str, object]) -> str:
    """YAML as editors read it."""
    return str(yaml.safe_dump(dict(content), allow_unicode=True, sort_keys=False, width=1000))
