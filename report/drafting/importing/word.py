"""A Word report → its sections, read by pandoc; footnotes stay, tables are set apart."""

import io
import json
import re
import zipfile
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import accumulate
from typing import Any

from report.downloads.archive import any_clock
from report.drafting.importing.balance import SourcePassage, passages_of_file
from report.drafting.importing.equations import RAISED
from report.drafting.importing.grids import Grid, counts_up, numbers_columns
from report.drafting.importing.left_out import LeftOut
from report.drafting.importing.package import Package
from report.drafting.importing.preparing import (
    FREE,
    HEADING_MARK,
    KEPT_FREE,
    LONGEST_HEADING,
    TITLE,
    prepared,
)
from report.drafting.importing.readings import NUMBER_CELL, WRITTEN_YEAR
from report.drafting.importing.sheet_balance import SheetText
from report.official.pandoc import Node, run_pandoc, tree
from report.problems.problem import Mistake
from report.sources.cells import clean
from report.text.encodings import (
    SOFT_HYPHEN,
    damage,
    decode_as,
    decode_legacy,
    in_one_byte,
    letters_of_old_fonts,
)

MARKDOWN = "markdown_strict+footnotes-raw_html"
OPENING_LINE = re.compile(
    r"(?P<part>(?:Phần|Chương) (?:thứ )?\S+|(?:PHẦN|CHƯƠNG) (?:THỨ )?\S+)[:.\s]*"
    r"|(?P<letter>[A-HĐ])[.)]\s+|(?P<roman>[IVX]{1,6})[.)]\s+"
    r"|(?P<deep>\d{1,2}(?:\.\d{1,2})+)\.?\s+|(?P<number>\d{1,2})[.)]\s+"
)
HEADING_LEVELS = {"part": 1, "letter": 2, "roman": 3, "number": 4, "deep": 5}
# Braces, spaces and hyphens as they can stand on a page, where “{{” opens a macro.
SAFE = str.maketrans(
    {"{": "(", "}": ")", "\u00a0": " ", "\u202f": " ", "\u2010": "-", "\u2011": "-"}
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
)
OLD_LETTERS = "đoạn có chữ sai bảng mã, xem bản gốc"
SHOWN_MARKS = str.maketrans({FREE: "(", KEPT_FREE: ")"})  # in the original as Markdown
WHOLE_NUMBER = re.compile(r"\d[\d.,]*\d")
OUTLINE_MARK = re.compile(f"{HEADING_MARK}([1-9]){KEPT_FREE}")
LINES_OF_NUMBERS = re.compile(r"(?<=\d)\s*\n\s*(?=\d)")
MARKS = re.compile(f"{FREE}[^{KEPT_FREE}]*{KEPT_FREE}")
LAYOUT = re.compile("CỘNG HÒA XÃ HỘI CHỦ NGHĨA|CỘNG HOÀ XÃ HỘI CHỦ NGHĨA|Nơi nhận")
PICTURES_LEFT = "Hình trong bản gốc chưa được đưa vào: chỗ có hình ghi “chờ viết”."
BULLETS_MADE = "Danh sách đánh số đã thành gạch đầu dòng: nếu cần thứ tự, ghi bằng lời."
PANDOC_MEGABYTES = 768  # of its heap, the bulk of what `confined` gives it
HEAP_IS_FULL = ("Heap exhausted", "out of memory")  # as Haskell's runtime says it
OUTSIDE_ADDRESS = ("https://", "http://", "mailto:")  # of a link that leads out of the document


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
    parts = dict(package.parts)
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
        passages_of_file(package),
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


def readable(names: list[str], parts: Mapping[str, bytes]) -> bytes:
    """The document as pandoc is to see it: the parts that were looked at, under their names, and
    other parts, such as pictures, without content."""
    content = io.BytesIO()
    with any_clock(), zipfile.ZipFile(content, "w") as archive:
        for name in dict.fromkeys(names):
            archive.writestr(name, parts.get(name, b""))
    return content.getvalue()


def pandoc(source: str, target: str, content: bytes) -> bytes:
    """What pandoc makes of a document. Raises MemoryError where it would need more than its bound,
    RuntimeError where it cannot read it: `confined` makes a message of both."""
    bound = ["+RTS", f"-M{PANDOC_MEGABYTES}m", "-RTS"]
    try:
        return run_pandoc([*bound, "-f", source, "-t", target, "--wrap=none", "--eol=lf"], content)
    except RuntimeError as error:
        if any(words in str(error) for words in HEAP_IS_FULL):
            raise MemoryError from None
        raise


def flat(blocks: list[Node]) -> Iterator[Node]:
    """The blocks without the quotes and divisions that Word's indents and styles make, and
    without the tables that only place words: letterhead, signatures, a box around a note."""
    for block in blocks:
        if block["t"] == "BlockQuote":
            yield from flat(block["c"])
        elif block["t"] == "Div":
            yield from flat(block["c"][1])
        elif block["t"] == "Header" and not raw_text(block["c"][2]).strip():
            yield from notes_in(block)
        elif block["t"] == "Table" and (is_box(block) or LAYOUT.search(raw_text(block))):
            yield from text_of_box(block["c"])
        else:
            yield block


def text_of_box(table: list[Any]) -> Iterator[Node]:
    """The text of a table that only places words; a row of short texts is one paragraph, as they
    belong together."""
    cells = [list(flat(cell[4])) for cell in cells_of_table(table) if cell[4]]
    paragraphs = [block for cell in cells for block in cell if block["t"] in ("Para", "Plain")]
    if (
        len(rows_of_table(table)) == 1
        and all(
            len(cell) == 1 and cell[0] is block
            for cell, block in zip(cells, paragraphs, strict=False)
        )
        and len(paragraphs) == len(cells)
    ):
        pieces = [[*cell[0]["c"], {"t": "Str", "c": ","}, {"t": "Space"}] for cell in cells]
        yield {"t": "Para", "c": [node for piece in pieces for node in piece][:-2]}
    else:
        for cell in cells:
            yield from cell


def is_box(table: Node) -> bool:
    """Whether a table is of one row or one column, which relates nothing to anything."""
    return len(rows_of_table(table["c"])) < 2 or len(table["c"][2]) < 2


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
        node["t"] in kinds or (node["t"] == "Str" and not node["c"].strip(".:")) for node in inlines
    )


def notes_in(block: Node) -> list[Node]:
    """The footnotes of a heading or a table, as paragraphs to stand below it."""
    return [part for node in every_node(block) if node["t"] == "Note" for part in node["c"]]


def grid_of_table(table: list[Any]) -> Grid:
    """The texts of a pandoc table; a merged cell stands in each place that it covers."""
    _, caption, columns, head, _, _ = table
    rows = rows_of_table(table)
    texts, wide = spread(rows, len(columns))
    first = next((line for line, row in enumerate(texts) if any(row)), 0)
    # A header that is merged downwards is as high as its highest cell.
    last = max((first + cell[2] for cell in rows[first][1]), default=first + 1) if rows else 0
    below = max(last, len(head[1]))
    if len(head[1]) < 2 and has_figures(texts[first:below]):
        below = first  # a table without titles begins with its figures
    numbers = {line for line in range(first + 1, below) if numbers_columns(texts[line])}
    heads = [row for line, row in enumerate(texts[:below]) if line >= first and line not in numbers]
    titles = [
        " – ".join(dict.fromkeys(filter(None, column))) for column in zip(*heads, strict=True)
    ]
    kept = [line for line in range(below, len(texts)) if any(texts[line])]
    return Grid(
        text_of([node for block in caption[1] for node in block.get("c", [])]),
        titles or [""] * len(columns),
        [texts[line] for line in kept],
        wide={(row, column) for row, line in enumerate(kept) for column in wide.get(line, ())},
        left_out=[" ".join(texts[line]) for line in sorted(numbers)],
        written="\n".join(
            [text_of(caption[1]), *(text_of_grid_cell(cell[4]) for cell in cells_of_table(table))]
        ),
    )


def has_figures(heads: list[list[str]]) -> bool:
    """Whether the first row of a table has figures in it, and so is no row of titles."""
    (*others, row) = heads or [[]]
    numbers = [text for text in row if NUMBER_CELL.fullmatch(text)]
    return (
        not others
        and any(not WRITTEN_YEAR.fullmatch(text) for text in numbers)
        and not counts_up(numbers)
    )


def cells_of_table(table: list[Any]) -> Iterator[list[Any]]:
    """The cells of a pandoc table, row by row."""
    for row in rows_of_table(table):
        yield from row[1]


def rows_of_table(table: list[Any]) -> list[Any]:
    """The rows of a pandoc table: head, bodies, foot."""
    _, _, _, head, bodies, foot = table
    return [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]


def spread(rows: list[Any], width: int) -> tuple[list[list[str]], dict[int, list[int]]]:
    """Rows of cells as a full rectangle of texts, and by row the columns of cells that are merged
    sideways."""
    filled: list[list[str | None]] = [[None] * width for _ in rows]
    wide: dict[int, list[int]] = {}
    for line, (_, cells) in enumerate(rows):
        for _, _, height, length, blocks in cells:
            if None not in filled[line]:
                break
            column = filled[line].index(None)
            text = text_of_grid_cell(blocks)
            for below in range(line, min(line + height, len(rows))):
                covered = range(column, min(column + length, width))
                if len(covered) > 1:
                    wide.setdefault(below, []).extend(covered)
                for beside in covered:
                    filled[below][beside] = text
    return [[text or "" for text in row] for row in filled], wide


def text_of_grid_cell(blocks: list[Node]) -> str:
    """The text in a cell of a table; a table within it as text, a picture without its mark.

    Numbers on lines of their own stay apart: with a space alone they could be one.
    """
    text = "\n".join(raw_text(block.get("c", [])) for block in flat(blocks))
    apart = LINES_OF_NUMBERS.sub("; ", MARKS.sub("", text).strip())
    return clean(apart.replace("\n", " "))


def text_of(node: Any) -> str:
    """The plain text of inlines or blocks, without footnotes."""
    if isinstance(node, list):
        return clean("".join(map(raw_text, node)).replace("\n", " "))
    return clean(raw_text(node).replace("\n", " "))


def raw_text(node: Any) -> str:
    """The text of a node as it stands, with line ends."""
    if isinstance(node, list):
        return "".join(map(raw_text, node))
    if not isinstance(node, dict) or node["t"] == "Note":
        return ""
    if node["t"] == "Str":
        return str(node["c"])
    if node["t"] in ("Space", "SoftBreak", "LineBreak"):
        return " " if node["t"] == "Space" else "\n"
    inner = raw_text(node.get("c", []))
    return f"{inner}\n" if node["t"] in ("Para", "Plain") else inner


def every_node(content: Any) -> Iterator[Node]:
    """Every node of a pandoc tree."""
    if isinstance(content, dict) and "t" in content:
        yield content
        yield from every_node(content.get("c"))
    elif isinstance(content, list):
        for part in content:
            yield from every_node(part)


def walk(content: Any) -> Any:
    """A pandoc tree in the simple forms that a page of this project has; a node may become
    several."""
    if isinstance(content, list):
        changed: list[Any] = []
        for part in content:
            new = walk(part)
            changed += new if isinstance(part, dict) and isinstance(new, list) else [new]
        return with_whole_numbers(changed)
    if not isinstance(content, dict) or "t" not in content:
        return content
    inner: Any = content.get("c")
    match content["t"]:
        case "Str":
            return {"t": "Str", "c": inner.translate(SAFE)}
        case "LineBreak":
            return {"t": "SoftBreak"}
        case "Superscript":
            raised = raw_text(inner)
            return {"t": "Str", "c": raised.translate(RAISED) if raised.isdigit() else raised}
        case "Underline" | "SmallCaps" | "Subscript":
            return walk(inner)
        case "Span":
            return walk(inner[1])
        case "Link" if not inner[2][0].startswith(OUTSIDE_ADDRESS):
            return walk(inner[1])
        case "OrderedList":
            return {"t": "BulletList", "c": walk(inner[1])}
    return {**content, "c": walk(inner)} if "c" in content else content


def with_whole_numbers(inlines: list[Any]) -> list[Any]:
    """Inlines without the bold and italic letters that begin or end within a number: a digit set
    apart from its neighbours would be a figure of its own."""
    while split := set_within_numbers(inlines):
        inlines = [
            one
            for place, node in enumerate(inlines)
            for one in (node["c"] if place in split else [node])
        ]
    return inlines


def set_within_numbers(inlines: list[Any]) -> set[int]:
    """The places of the bold and italic inlines that share a number with one beside them."""
    kinds = ("Strong", "Emph", "Strikeout")
    places = [i for i, one in enumerate(inlines) if isinstance(one, dict) and one.get("t") in kinds]
    if not places:
        return set()
    texts = [raw_text(node) for node in inlines]
    ends = [0, *accumulate(map(len, texts))]
    within = {
        end
        for number in WHOLE_NUMBER.finditer("".join(texts))
        for end in ends[bisect_right(ends, number.start()) : bisect_left(ends, number.end())]
    }
    return {place for place in places if {ends[place], ends[place + 1]} & within}


def legible(blocks: list[Node]) -> tuple[list[Node], str, list[str]]:
    """The blocks in Unicode, the old encoding that some were in, and what is to be known of it.

    A paragraph with letters that are lost is left to be typed anew; those in a table are found
    cell by cell.
    """
    blocks, encoding, remarks = in_unicode(blocks)
    lost = [block for block in blocks if block["t"] != "Table" and damage(raw_text(block))]
    if lost:
        remarks.append(f"{len(lost)} đoạn có chữ mất dấu hoặc sai bảng mã: gõ lại theo bản gốc.")
    readable_blocks = [placeholder(OLD_LETTERS) if block in lost else block for block in blocks]
    return readable_blocks, encoding, remarks


def in_unicode(blocks: list[Node]) -> tuple[list[Node], str, list[str]]:
    """The blocks with the letters typed for an old font (TCVN3, VNI) as Unicode, the encoding of
    that font, and a remark.

    Blocks with letters that no Vietnamese word has are read together: one encoding alone must
    make Vietnamese of all of them. Where none does, a block is left to be typed anew.
    """
    letters = {id(block): letters_of_old_fonts(raw_text(block)) for block in blocks}
    if set().union(*letters.values()) <= {SOFT_HYPHEN}:  # it is ư in TCVN3, but never alone
        return blocks, "", []
    old = [block for block in blocks if letters[id(block)]]
    if all(in_one_byte(raw_text(block)) for block in blocks):
        old = blocks  # nothing of the document is in Unicode
    try:
        text = "\n".join(map(raw_text, old))
        encoding = decode_legacy(text.encode("cp1252")).encoding
    except Mistake:
        remark = (
            f"{len(old)} đoạn có chữ của bảng mã cũ mà máy không đổi được: gõ lại theo bản gốc."
        )
        return (
            [placeholder(OLD_LETTERS) if block in old else block for block in blocks],
            "",
            [remark],
        )
    remark = (
        f"{len(old)} đoạn gõ bằng bảng mã cũ {encoding} đã được đổi: đọc lại chữ có dấu, chữ hoa."
    )
    return (
        [recoded(block, encoding) if block in old else block for block in blocks],
        encoding,
        [remark],
    )


def recoded(content: Any, encoding: str) -> Any:
    """A pandoc tree with each word read in `encoding`."""
    if isinstance(content, list):
        return [recoded(part, encoding) for part in content]
    if not isinstance(content, dict) or "c" not in content:
        return content
    if content["t"] == "Str":
        return {"t": "Str", "c": decode_as(encoding, content["c"].encode("cp1252"))}
    return {**content, "c": recoded(content["c"], encoding)}


def placeholder(what: str) -> Node:
    """A paragraph that keeps a place free, in letters that no document has."""
    return {"t": "Para", "c": [{"t": "Str", "c": f"{FREE}{what}{KEPT_FREE}"}]}


def markdown_of(blocks: list[Node]) -> str:
    """The Markdown of blocks, a paragraph on one line."""
    return pandoc("json", MARKDOWN, tree(blocks)).decode()
