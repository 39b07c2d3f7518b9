"""The files of an EPUB and its contents: a file for each page of the report.

pandoc begins a file at each heading of one level, and pages stand at several. So headings that
begin a file go to pandoc at the first level, and get back their own in what it writes.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from report.official.heading_numbers import HEADING_NUMBER
from report.official.pandoc import Node, tree_text
from report.text.markup import escape

CONTENTS = "EPUB/nav.xhtml"
UNNAMED = "de-muc-"  # begins the names of headings that have none
OWN_LEVEL = "cap"  # the attribute of a heading that has its own level
LOWEST = 6  # of the levels that HTML has
SECTION = re.compile(
    r'<section id="([^"]+)" class="([^"]*)"[^>]*>\s*<(h\d|p)([^>]*)>(.*?)</\3>', re.S
)
CONTENTS_LIST = re.compile(r"<ol class=\"toc\">.*</ol>", re.S)


@dataclass(frozen=True)
class ContentsEntry:
    """A heading: its place, its level in the report, its words, whether the contents have it."""

    name: str
    level: int
    words: str
    is_listed: bool


def in_files(blocks: Sequence[Node]) -> list[Node]:
    """The blocks with headings as pandoc parts them: the first of a file at level 1, all others
    below. A part and its chapters stand in the file of the page that follows them."""
    result: list[Node] = []
    opened = False  # whether the block before is a heading that begins, or goes on, a file
    for place, block in enumerate(blocks):
        if block["t"] != "Header":
            opened = False
            result.append(block)
            continue
        level, (name, classes, more), words = block["c"]
        kept = [pair for pair in more if pair[0] != HEADING_NUMBER]
        attr = [name or f"{UNNAMED}{place}", classes, [*kept, [OWN_LEVEL, str(min(level, LOWEST))]]]
        begins = is_listed(name, level) and not opened
        below = level if level > 1 else 2
        result.append({"t": "Header", "c": [1 if begins else below, attr, words]})
        opened = is_listed(name, level)
    return result


def is_listed(name: str, level: int) -> bool:
    """Whether the contents have a heading: of a part, a page, or on the first page. Headings
    within a page are named after it: `page.heading`."""
    return level == 1 or "." not in name


def entries_of(blocks: Sequence[Node]) -> dict[str, ContentsEntry]:
    """The headings by their places, in order; `blocks` are as `in_files` leaves them."""
    entries = {}
    for block in blocks:
        if block["t"] == "Header":
            _, (name, _, more), words = block["c"]
            level = int(dict(more)[OWN_LEVEL])
            said = " ".join(tree_text(words).split())
            entries[name] = ContentsEntry(name, level, said, is_listed(name, level))
    return entries


def with_own_levels(chapter: str, entries: Mapping[str, ContentsEntry]) -> str:
    """A file of pandoc's with the levels that headings have in the report, and the first of them
    as its title."""

    def own(match: re.Match[str]) -> str:
        entry = entries.get(match[1])
        if entry is None:
            return match[0]
        classes = re.sub(r"\blevel\d", f"level{entry.level}", match[2])
        more = re.sub(r' data-cap="\d"', "", match[4])
        tag = f"h{entry.level}"
        return f'<section id="{match[1]}" class="{classes}">\n<{tag}{more}>{match[5]}</{tag}>'

    found = next(
        (entries[one] for one in re.findall(r'id="([^"]+)"', chapter) if one in entries), None
    )
    named = SECTION.sub(own, chapter)
    if found is None:
        return named
    return re.sub("<title>.*?</title>", lambda _: f"<title>{escape(found.words)}</title>", named)


def contents(page: str, entries: Mapping[str, ContentsEntry], places: Mapping[str, str]) -> str:
    """pandoc's page of contents with all pages of the report under their parts."""
    listed = [entry for entry in entries.values() if entry.is_listed and entry.name in places]
    return CONTENTS_LIST.sub(lambda _: list_of(listed, places), page, count=1)


def list_of(entries: Sequence[ContentsEntry], places: Mapping[str, str]) -> str:
    """Entries of the contents as a list; those of a lower level stand in the one before."""
    items = []
    place = 0
    while place < len(entries):
        entry = entries[place]
        end = place + 1
        while end < len(entries) and entries[end].level > entry.level:
            end += 1
        address = escape(f"{places[entry.name]}#{entry.name}")
        below = list_of(entries[place + 1 : end], places) if end > place + 1 else ""
        items.append(f'<li><a href="{address}">{escape(entry.words)}</a>{below}</li>')
        place = end
    return f'<ol class="toc">{"".join(items)}</ol>'
