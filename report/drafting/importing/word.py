"""A Word report → its sections, read by pandoc; footnotes stay, tables are set apart."""

import io
import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from report.downloads.archive import any_clock
from report.drafting.importing.grids import Grid
from report.drafting.importing.package import Package
from report.official.pandoc import Node, run_pandoc, tree
from report.problems.problem import Mistake
from report.sources.csv_rows import clean
from report.text.encodings import LEGACY_LETTERS, damage, decode_as, decode_legacy

MARKDOWN = "markdown_strict+footnotes-raw_html"
OPENING_LINE = re.compile(
    r"(?P<part>Phần (?:thứ )?\S+|PHẦN (?:THỨ )?\S+)[:.\s]*"
    r"|(?P<roman>[IVX]{1,6})[.)]\s+|(?P<deep>\d{1,2}(?:\.\d{1,2})+)\.?\s+|(?P<number>\d{1,2})[.)]\s+"
)
HEADING_LEVELS = {"part": 1, "roman": 2, "number": 3, "deep": 4}
LONGEST_HEADING = 220
RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
# Braces and spaces as they can stand on a page, where “{{” opens a macro.
SAFE = str.maketrans({"{": "(", "}": ")", "\u00a0": " "})
OLD_LETTERS = "đoạn có chữ sai bảng mã, xem bản gốc"
LAYOUT = re.compile("CỘNG HÒA XÃ HỘI CHỦ NGHĨA|CỘNG HOÀ XÃ HỘI CHỦ NGHĨA|Nơi nhận")
PICTURE = "hình trong bản gốc"
REMARKS = {
    "Image": "Hình trong bản gốc chưa được đưa vào: chỗ có hình ghi “chờ viết”.",
    "OrderedList": "Danh sách đánh số đã thành gạch đầu dòng: nếu cần thứ tự, ghi bằng lời.",
}
PANDOC_MEGABYTES = 768  # of its heap, the bulk of what `confined` gives it
HEAP_IS_FULL = ("Heap exhausted", "out of memory")  # as Haskell's runtime says it
OUTSIDE_ADDRESS = ("https://", "http://", "mailto:")  # of a link that leads out of the document


@dataclass
class ImportedSection:
    """A heading with what stands below it, up to the next heading.

    `number` is the numbering in front of the heading, `level` counts from 1, `blocks` are
    pandoc's.
    """

    level: int
    number: str
    title: str
    blocks: list[Node] = field(default_factory=list)


@dataclass
class ImportedDocument:
    """A document: sections in order, tables, remarks on what could not be taken over.

    `original` is all of it in Markdown; `written` its text below the headings, as it was typed.
    """

    sections: list[ImportedSection]
    grids: list[Grid]
    remarks: list[str]
    original: str = ""
    written: str = ""


def read_word(package: Package) -> ImportedDocument:
    """Read a .docx. Raises Mistake where a part is broken, and what `pandoc` does."""
    for part in package.parts:
        package.refuse_broken(part)
    read = pandoc("docx", "json", readable(package))
    content = json.loads(read)
    original = pandoc("json", "markdown", read).decode()
    remarks: list[str] = []
    blocks: list[Node] = walk(legible(list(flat(content["blocks"])), remarks))
    grids: list[Grid] = []
    sections = [ImportedSection(0, "", "")]
    for block in blocks:
        found = heading_of(block)
        if found:
            sections.append(found)
        elif block["t"] == "Table":
            grids.append(grid_of_table(block["c"]))
            sections[-1].blocks.append(placeholder(f"bang {len(grids)}"))
        else:
            sections[-1].blocks.append(block)
            continue
        sections[-1].blocks += notes_in(block)
    kinds = {node["t"] for node in every_node(content["blocks"])}
    remarks += [remark for kind, remark in REMARKS.items() if kind in kinds]
    texts = [raw_text(section.blocks) for section in sections]
    texts += [text for grid in grids for row in grid.rows for text in row]
    return ImportedDocument(sections, grids, remarks, original, "\n".join(texts))


def readable(package: Package) -> bytes:
    """The document as pandoc is to see it: the parts that were looked at, under their names, and
    other parts, such as pictures, without content."""
    content = io.BytesIO()
    with any_clock(), zipfile.ZipFile(content, "w") as archive:
        for name in dict.fromkeys(package.names):
            archive.writestr(name, package.parts.get(name, b""))
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
    without the tables that only place letterhead and signature side by side."""
    for block in blocks:
        if block["t"] == "BlockQuote":
            yield from flat(block["c"])
        elif block["t"] == "Div":
            yield from flat(block["c"][1])
        elif block["t"] == "Table" and LAYOUT.search(raw_text(block)):
            for node in cells_of_table(block["c"]):
                yield from flat(node[4])
        else:
            yield block


def heading_of(block: Node) -> ImportedSection | None:
    """The heading that a block is: by its style, or a bold paragraph that is numbered."""
    if block["t"] == "Header":
        return section_heading(block["c"][0], text_of(block["c"][2]))
    if block["t"] != "Para" or not is_bold(block["c"]):
        return None
    text = text_of(block["c"])
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
    """Whether all words of a paragraph are bold."""
    return bool(inlines) and all(
        node["t"] in ("Strong", "Space", "SoftBreak", "LineBreak", "Note") for node in inlines
    )


def notes_in(block: Node) -> list[Node]:
    """The footnotes of a heading or a table, as paragraphs to stand below it."""
    return [part for node in every_node(block) if node["t"] == "Note" for part in node["c"]]


def grid_of_table(table: list[Any]) -> Grid:
    """The texts of a pandoc table; a merged cell stands in each place that it covers."""
    _, caption, columns, head, _, _ = table
    rows = rows_of_table(table)
    texts = spread(rows, len(columns))
    first = next((line for line, row in enumerate(texts) if any(row)), 0)
    # A header that is merged downwards is as high as its highest cell.
    last = max((first + cell[2] for cell in rows[first][1]), default=first + 1) if rows else 0
    heads = texts[first : max(last, len(head[1]))]
    titles = [
        " – ".join(dict.fromkeys(filter(None, column))) for column in zip(*heads, strict=True)
    ]
    title = text_of([node for block in caption[1] for node in block.get("c", [])])
    return Grid(title, titles, [row for row in texts[first + len(heads) :] if any(row)])


def cells_of_table(table: list[Any]) -> Iterator[list[Any]]:
    """The cells of a pandoc table, row by row."""
    for row in rows_of_table(table):
        yield from row[1]


def rows_of_table(table: list[Any]) -> list[Any]:
    """The rows of a pandoc table: head, bodies, foot."""
    _, _, _, head, bodies, foot = table
    return [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]


def spread(rows: list[Any], width: int) -> list[list[str]]:
    """Rows of cells as a full rectangle of texts."""
    filled: list[list[str | None]] = [[None] * width for _ in rows]
    for line, (_, cells) in enumerate(rows):
        for _, _, height, length, blocks in cells:
            if None not in filled[line]:
                break
            column = filled[line].index(None)
            text = clean(" ".join(text_of(block.get("c", [])) for block in flat(blocks)))
            for below in range(line, min(line + height, len(rows))):
                for beside in range(column, min(column + length, width)):
                    filled[below][beside] = text
    return [[text or "" for text in row] for row in filled]


def text_of(node: Any) -> str:
    """The plain text of inlines or blocks, without footnotes."""
    if isinstance(node, list):
        return clean("".join(map(raw_text, node)))
    return clean(raw_text(node))


def raw_text(node: Any) -> str:
    """The text of a node as it stands."""
    if isinstance(node, list):
        return "".join(map(raw_text, node))
    if not isinstance(node, dict) or node["t"] == "Note":
        return ""
    if node["t"] == "Str":
        return str(node["c"])
    if node["t"] in ("Space", "SoftBreak", "LineBreak"):
        return " "
    inner = raw_text(node.get("c", []))
    return f"{inner} " if node["t"] in ("Para", "Plain") else inner


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
        return changed
    if not isinstance(content, dict) or "t" not in content:
        return content
    inner: Any = content.get("c")
    match content["t"]:
        case "Str":
            return {"t": "Str", "c": inner.translate(SAFE)}
        case "LineBreak" | "SoftBreak":
            return {"t": "Space"}
        case "Image":
            return {"t": "Str", "c": f"\ue000{PICTURE}\ue001"}
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


def legible(blocks: list[Node], remarks: list[str]) -> list[Node]:
    """The blocks in Unicode; a paragraph with letters that are lost is left to be typed anew.

    Lost letters in a table are found cell by cell.
    """
    blocks = in_unicode(blocks, remarks)
    lost = [block for block in blocks if block["t"] != "Table" and damage(raw_text(block))]
    if lost:
        remarks.append(f"{len(lost)} đoạn có chữ mất dấu hoặc sai bảng mã: gõ lại theo bản gốc.")
    return [placeholder(OLD_LETTERS) if block in lost else block for block in blocks]


def in_unicode(blocks: list[Node], remarks: list[str]) -> list[Node]:
    """The blocks with the letters typed for an old font (TCVN3, VNI) as Unicode.

    Blocks with letters that no Vietnamese word has are read together: one encoding alone must
    make Vietnamese of all of them. Where none does, a block is left to be typed anew.
    """
    old = [block for block in blocks if has_letters_of_old_fonts(raw_text(block))]
    if not old:
        return blocks
    if all(in_one_byte(raw_text(block)) for block in blocks):
        old = blocks  # nothing of the document is in Unicode
    try:
        text = "\n".join(map(raw_text, old))
        encoding = decode_legacy(text.encode("cp1252")).encoding
    except Mistake as mistake:
        remarks.append(f"{len(old)} đoạn gõ bằng bảng mã cũ không đọc được: {mistake.message}.")
        return [placeholder(OLD_LETTERS) if block in old else block for block in blocks]
    remarks.append(
        f"{len(old)} đoạn gõ bằng bảng mã cũ {encoding} đã được đổi: đọc lại chữ có dấu, chữ hoa."
    )
    return [recoded(block, encoding) if block in old else block for block in blocks]


def has_letters_of_old_fonts(text: str) -> bool:
    """Whether a text has letters of an old encoding and none that only Unicode has."""
    return in_one_byte(text) and any(char in LEGACY_LETTERS for char in text)


def in_one_byte(text: str) -> bool:
    """Whether each letter is one of those that old fonts draw otherwise."""
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


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
    return {"t": "Para", "c": [{"t": "Str", "c": f"\ue000{what}\ue001"}]}


def markdown_of(blocks: list[Node]) -> str:
    """The Markdown of blocks, a paragraph on one line."""
    return pandoc("json", MARKDOWN, tree(blocks)).decode()
