"""A Word report → its sections, read by pandoc; footnotes stay, tables are set apart."""

import json
import re
from dataclasses import dataclass, field

from report.drafting.importing.balance import SourcePassage, passages_of_file
from report.drafting.importing.embedded import embedded_passages
from report.drafting.importing.grids import Grid
from report.drafting.importing.left_out import LeftOut
from report.drafting.importing.marks import FREE, HEADING_MARK, KEPT_FREE, TAB_MARK, TITLE
from report.drafting.importing.nodes import (
    every_node,
    pandoc,
    placeholder,
    raw_text,
    readable,
    text_of,
)
from report.drafting.importing.old_letters import legible
from report.drafting.importing.preparing import LONGEST_HEADING, prepared
from report.drafting.importing.sheet_balance import SheetText
from report.drafting.importing.simple_nodes import walk
from report.drafting.importing.word_tables import flat, grid_of_table, notes_in
from report.drafting.importing.wordml import in_common_names
from report.official.pandoc import Node
from report.sources.cells import clean
from report.sources.office_package import Package

OPENING_LINE = re.compile(
    r"(?P<part>(?:Phần|Chương) (?:thứ )?\S+|(?:PHẦN|CHƯƠNG) (?:THỨ )?\S+)[:.\s]*"
    r"|(?P<letter>[A-HĐ])[.)]\s+|(?P<roman>[IVX]{1,6})[.)]\s+"
    r"|(?P<deep>\d{1,2}(?:\.\d{1,2})+)\.?\s+|(?P<number>\d{1,2})[.)]\s+"
)
HEADING_LEVELS = {"part": 1, "letter": 2, "roman": 3, "number": 4, "deep": 5}
SHOWN_MARKS = str.maketrans(
    {FREE: "(", KEPT_FREE: ")", TAB_MARK: " "}
)  # in the original as Markdown
OUTLINE_MARK = re.compile(f"{HEADING_MARK}([1-9]){KEPT_FREE}")
PICTURES_LEFT = "Hình trong bản gốc chưa được đưa vào: chỗ có hình ghi “chờ viết”."
BULLETS_MADE = "Danh sách đánh số đã thành gạch đầu dòng: nếu cần thứ tự, ghi bằng lời."


@dataclass
class ImportedSection:
    """A heading with what stands below it, up to the next heading.

    Level 0 is what stands before the first heading, or the title of the document. `number` is the
    numbering in front of the heading, `level` counts from 1, `blocks` are pandoc's.
    """

    level: int
    number: str
    title: str
    blocks: list[Node] = field(default_factory=list)


@dataclass
class ImportedDocument:
    """A document: sections in order, tables, remarks on what could not be taken over.

    `original` is all of it in Markdown; `written` its text below the headings, as it was typed.
    `passages` is what stands in the file by a reading of its own, `left_out` what is known not to
    be in the draft; `typed` are automatic numbers that were put into the text, `encoding` is the
    old one that was read as Unicode. `cells` is what the sheets of a workbook say, by a reading of
    its own.
    """

    sections: list[ImportedSection]
    grids: list[Grid]
    remarks: list[str]
    original: str = ""
    written: str = ""
    passages: list[SourcePassage] = field(default_factory=list)
    left_out: list[LeftOut] = field(default_factory=list)
    typed: list[str] = field(default_factory=list)
    encoding: str = ""
    cells: list[SheetText] = field(default_factory=list)


def read_word(package: Package) -> ImportedDocument:
    """Read a .docx. Raises Mistake where a part is broken, and what `pandoc` does."""
    for part in package.parts:
        package.refuse_broken(part)
    parts = {name: in_common_names(content) for name, content in package.parts.items()}
    preparation = prepared(package, parts)
    read = pandoc("docx", "json", readable(package.names, parts))
    content = json.loads(read)
    blocks, encoding, remarks = legible(list(flat(content["blocks"])))
    sections, grids = in_sections(walk(blocks))
    if preparation.has_pictures:
        remarks.append(PICTURES_LEFT)
    if any(node["t"] == "OrderedList" for node in every_node(content["blocks"])):
        remarks.append(BULLETS_MADE)
    texts = [raw_text(section.blocks) for section in sections]
    texts += [text for grid in grids for row in grid.rows for text in row]
    return ImportedDocument(
        sections,
        grids,
        remarks,
        pandoc("json", "markdown", read).decode().translate(SHOWN_MARKS),
        "\n".join(texts),
        [*passages_of_file(package), *embedded_passages(package)],
        preparation.left_out,
        preparation.typed,
        encoding,
    )


def in_sections(blocks: list[Node]) -> tuple[list[ImportedSection], list[Grid]]:
    """The sections that the headings make of blocks, and the tables, set apart."""
    grids: list[Grid] = []
    sections = [ImportedSection(0, "", "")]
    for block in blocks:
        found = heading_of(block)
        if found and is_more_of_title(found, sections):
            sections[-1].title += f" {found.title}"
        elif found:
            if not found.level and any(one.title for one in sections):
                found.level = 1  # a title further down opens a part, such as an appendix
            sections.append(found)
        elif block["t"] == "Table":
            grids.append(grid_of_table(block["c"]))
            sections[-1].blocks.append(placeholder(f"bang {len(grids)}"))
        else:
            sections[-1].blocks.append(block)
            continue
        sections[-1].blocks += notes_in(block)
    return sections, grids


def is_more_of_title(found: ImportedSection, sections: list[ImportedSection]) -> bool:
    """Whether a line in Word's style for titles goes on with the title above it."""
    above = sections[-1]
    return found.level == above.level == 0 and bool(above.title) and not above.blocks


def heading_of(block: Node) -> ImportedSection | None:
    """The heading that a block is: by its style, or a bold paragraph that is numbered."""
    if block["t"] == "Header":
        return section_heading(block["c"][0], text_of(block["c"][2]))
    if block["t"] != "Para":
        return None
    text = text_of(block["c"])
    if text.startswith(TITLE):
        return ImportedSection(0, "", clean(text.removeprefix(TITLE)))
    if marked := OUTLINE_MARK.match(text):
        return section_heading(int(marked[1]), clean(text[marked.end() :]))
    if not is_bold(block["c"]):
        return None
    found = OPENING_LINE.match(text)
    if not found or len(text) > LONGEST_HEADING:
        return None
    return section_heading(HEADING_LEVELS[str(found.lastgroup)], text)


def section_heading(level: int, text: str) -> ImportedSection:
    """A heading with its numbering apart."""
    found = OPENING_LINE.match(text)
    if not found:
        return ImportedSection(level, "", text)
    rest = text[found.end() :].strip()
    number = found[0].strip(" .:)")
    return ImportedSection(level, number, rest or number)


def is_bold(inlines: list[Node]) -> bool:
    """Whether all words of a paragraph are bold, whatever its full stop or colon is."""
    kinds = ("Strong", "Space", "SoftBreak", "LineBreak", "Note")
    return any(node["t"] == "Strong" for node in inlines) and all(
        node["t"] in kinds or (node["t"] == "Str" and not node["c"].strip(f".:{TAB_MARK}"))
        for node in inlines
    )
