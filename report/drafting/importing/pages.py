"""The sections of a document → pages of the report, each with its headings and macro calls."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

import yaml

from report.drafting.importing.grids import ProposedTable
from report.drafting.importing.marks import TAB_MARK
from report.drafting.importing.nodes import markdown_of, markdown_of_each, placeholder
from report.drafting.importing.sentences import Figures
from report.drafting.importing.word import ImportedSection
from report.figures.macros import CAN_VIET
from report.official.pandoc import Node
from report.sources.open_places import MARK
from report.text.slugs import slug

NO_TEXT_BELOW = "nội dung của đề mục này: bản gốc không có đoạn nào ở dưới"
WORDS_OF_NAME = 6  # of a title in the name of its page
TABS = re.compile(rf"[ {TAB_MARK}]*{TAB_MARK}[ {TAB_MARK}]*")
OPENING_TABS = re.compile(rf"^([ >-]*){TABS.pattern}", re.MULTILINE)
PLACEHOLDER = re.compile("\ue000(?:bang (?P<table>\\d+)|(?P<text>[^\ue000\ue001]*))\ue001")


@dataclass
class DraftedPage:
    """A page to be: its sections, the first one its own, the numbering that leads to it, and how
    deep its heading is; a group has no text, and pages that stand below it."""

    name: str
    number: str
    level: int = 0
    sections: list[ImportedSection] = field(default_factory=list)
    is_group: bool = False


def pages_of(sections: Sequence[ImportedSection]) -> list[DraftedPage]:
    """The pages of a document, the index first.

    Headings of the two highest levels begin a page; one that has nothing below it but such pages
    is their group. What stands before the first of them is the index, which has the title of the
    document: Word's own, or the heading that is alone on its level.
    """
    levels = sorted({section.level for section in sections if section.level})
    highest = [section for section in sections if levels and section.level == levels[0]]
    title = next((section.title for section in sections if not section.level and section.title), "")
    pages = [DraftedPage("index", "", 0, [ImportedSection(0, "", title)])]
    is_first = highest[:1] == [section for section in sections if section.level][:1]
    if len(highest) == 1 and is_first and not title:
        pages[0].sections[0].title = highest[0].title
        highest[0].level = 0
        del levels[0]
    numbers: dict[int, str] = {}
    for section in sections:
        if section.level not in levels[:2]:
            pages[-1].sections.append(section)
            continue
        numbers = {level: one for level, one in numbers.items() if level < section.level}
        numbers[section.level] = section.number
        taken = {page.name for page in pages}
        number = ", ".join(filter(None, numbers.values()))
        name = page_name(section.title, taken)
        pages.append(DraftedPage(name, number, section.level, [section]))
    for page, following in pairwise(pages):
        is_above = page.level and page.level < following.level
        page.is_group = bool(is_above) and len(page.sections) == 1 and not page.sections[0].blocks
    for page in pages[1:]:
        if not page.is_group and not any(section.blocks for section in page.sections):
            page.sections[0].blocks.append(placeholder(NO_TEXT_BELOW))
    return pages


def page_name(title: str, taken: set[str]) -> str:
    """The name of the file of a page that no other page has."""
    plain = "-".join(slug(title).split("-")[:WORDS_OF_NAME]) or "trang"
    name, count = plain, 1
    while name in taken:
        count += 1
        name = f"{plain}-{count}"
    return name


def page_texts(
    pages: Sequence[DraftedPage], figures: Figures, tables: Sequence[ProposedTable]
) -> dict[str, str]:
    """The pages by name, each with its front matter; numbers found are added to `figures`."""
    shown = [page for page in pages if not page.is_group]
    markdown = markdown_of_each([blocks_of(page, title_of_page(page, figures)) for page in shown])
    return {
        page.name: page_text(page, text, figures, tables)
        for page, text in zip(shown, markdown, strict=True)
    }


def title_of_page(page: DraftedPage, figures: Figures) -> str:
    """The heading of a page; an index that has none is called by its year."""
    return page.sections[0].title or f"Báo cáo năm {figures.year}"


def page_text(
    page: DraftedPage, markdown: str, figures: Figures, tables: Sequence[ProposedTable]
) -> str:
    """A page with its front matter; numbers found are added to `figures`."""
    title = title_of_page(page, figures)
    head = {"title": title, "description": MARK} | ({"muc": page.number} if page.number else {})
    text = figures.replace(OPENING_TABS.sub(r"\1", markdown), page.name)
    text = TABS.sub(" ", text)
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


def links_to(pages: Sequence[DraftedPage], texts: Mapping[str, str], figures: Figures) -> str:
    """A list of links to pages, by their headings; below the headings of groups where they are
    in one."""
    lines = []
    above: DraftedPage | None = None
    for page in pages:
        if above and page.level <= above.level:
            above = None
        indent = "    " if above else ""
        if page.is_group:
            above = page
            lines.append(
                f"{indent}- {figures.replace(as_markdown(page.sections[0].title), page.name)}\n"
            )
        else:
            title = next(line for line in texts[page.name].splitlines() if line.startswith("# "))
            lines.append(f"{indent}- [{title.removeprefix('# ')}]({page.name}.md)\n")
    return "".join(lines)


def as_markdown(title: str) -> str:
    """A heading as Markdown, with no sign of it taken for markup."""
    return markdown_of([{"t": "Para", "c": [{"t": "Str", "c": title}]}]).strip()


def dump(content: Mapping[str, object]) -> str:
    """YAML as editors read it."""
    return str(yaml.safe_dump(dict(content), allow_unicode=True, sort_keys=False, width=1000))
