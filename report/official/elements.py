"""What stands on a page, made fit for paper: notes at the foot, tables, charts as files.

Functions of pandoc's tree; none changes what it is given, but for tables.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any

from report.official.pandoc import (
    Node,
    attributes,
    div,
    inlines,
    nodes,
    note,
    para,
    plain,
    rewritten,
)
from report.text.templates import ENVIRONMENT

WEB_ONLY = {"chi-tren-web", "chi-doc"}  # for the screen, and for screen readers on a page
CHART_WIDTH = "11cm"  # in DOCX and ODT
NOTE_MARK = "※"  # leads to the note on a figure (report.provenance)
SVG = re.compile(r"<svg\b([^>]*)>(.*?)</svg>", re.S)
SUMMARY = re.compile(r'(<details class="bieu-do-bang">\s*)<summary>.*?</summary>', re.S)
LETTERS_A_LINE = 84  # letters of a table's line on a page


def anchors_in(blocks: list[Node]) -> Iterator[str]:
    """The places of a page that links may lead to: headings and rows of tables."""
    for header in nodes(blocks, "Header"):
        yield header["c"][1][0]
    for found in nodes(blocks, "Table"):
        yield from (row[0][0] for row in rows_of(found) if row[0][0])


def without_web_sections(blocks: list[Node]) -> list[Node]:
    """The blocks without the sections whose heading says that they are for the website."""
    result: list[Node] = []
    hidden = 0  # level of the heading of the section that is left out
    for block in blocks:
        if block["t"] == "Header":
            level, (_, classes, _), _ = block["c"]
            if not hidden or level <= hidden:
                hidden = level if WEB_ONLY & set(classes) else 0
        if not hidden:
            result.append(block)
    return result


def with_notes(blocks: list[Node]) -> list[Node]:
    """The blocks with footnotes in their places, and with each remark on a figure once."""
    footnotes = {
        found["c"][0][0]: without_back_links(found["c"][1])
        for found in nodes(blocks, "Div")
        if found["c"][0][0].startswith("fn:")
    }
    seen: set[str] = set()

    def place(node: Node) -> list[Node] | None:
        if node["t"] == "Div" and "footnote" in node["c"][0][1]:
            return []
        if node["t"] != "Superscript" or {child["t"] for child in node["c"]} != {"Link"}:
            return None
        return [instead for link in node["c"] for instead in note_for(link)]

    def note_for(link: Node) -> list[Node]:
        (_, classes, _), content, (target, title) = link["c"]
        if "footnote-ref" in classes:
            return [{"t": "Note", "c": footnotes[target[1:]]}]
        if plain(content) != NOTE_MARK:
            return [{"t": "Superscript", "c": [link]}]
        if title in seen:
            return []
        seen.add(title)
        return [note(inlines(title))]

    placed: list[Node] = commas_between_notes(rewritten(blocks, place))
    return placed


def without_back_links(blocks: list[Node]) -> list[Node]:
    """A footnote without the link back and the space before it."""

    def drop(node: Node) -> list[Node] | None:
        back = node["t"] == "Link" and "footnote-backref" in node["c"][0][1]
        return [] if back else None

    cleaned: list[Node] = rewritten(blocks, drop)
    for block in cleaned:
        if block["t"] not in ("Para", "Plain"):
            continue
        while block["c"] and not plain(block["c"][-1:]).strip():
            block["c"].pop()
        if block["c"] and block["c"][-1]["t"] == "Str":
            block["c"][-1] = {"t": "Str", "c": block["c"][-1]["c"].rstrip("\u00a0")}
    return [block for block in cleaned if block["c"] or block["t"] not in ("Para", "Plain")]


def commas_between_notes(content: Any) -> Any:
    """A raised comma between two notes, whose numbers would read as one."""
    if isinstance(content, dict):
        if isinstance(content.get("c", ""), str):
            return content  # a word
        return {key: commas_between_notes(value) for key, value in content.items()}
    if not isinstance(content, list):
        return content
    result: list[Any] = []
    for item in content:
        kinds = [node.get("t") if isinstance(node, dict) else "" for node in (*result[-1:], item)]
        if kinds == ["Note", "Note"]:
            result.append({"t": "Superscript", "c": [{"t": "Str", "c": ","}]})
        result.append(commas_between_notes(item))
    return result


def figure_block(node: Node) -> list[Node]:
    """A table with its source line, or a chart or large figures with what stands below them."""
    attr, caption, content = node["c"]
    inner = list(content)
    if "bang" in attr[1]:
        source = plain(caption[1])
        tables = [block for block in inner if block["t"] == "Table"]
        return [*tables, div("Nguon", [{"t": "Para", "c": inlines(source)}])]
    pictures = [block for block in inner if any(nodes(block, "Image"))]
    others = [block for block in inner if block not in pictures]
    sources = [plain(block) for block in others if block["t"] == "Div"]  # below data tables
    below = [
        div("Nguon", [block]) if block["t"] == "Para" else block
        for block in others
        if block["t"] != "Para" or plain(block) not in sources
    ]
    if pictures:
        return [{"t": "Figure", "c": [attributes(), caption, pictures]}, *below]
    title = [{"t": "Strong", "c": block["c"]} for block in caption[1]]
    return [div("Table Caption", [para(title)]), *map(large_figures, below)]


def large_figures(block: Node) -> Node:
    """Large figures as a list of names with their values, which no page break tears apart."""
    if block["t"] != "DefinitionList":
        return block
    items = []
    for name, values in block["c"]:
        value = [node for value in values for inner in value for node in inner["c"]]
        items.append([{"t": "Plain", "c": [*name, *inlines(": "), *value]}])
    return {"t": "BulletList", "c": items}


def rows_of(node: Node) -> Iterator[list[Any]]:
    """The rows of a table, those of its head first."""
    head, bodies = node["c"][3], node["c"][4]
    yield from head[1]
    for body in bodies:  # rows of header cells alone come as heads of the body
        yield from [*body[2], *body[3]]


def without_web_columns(rows: list[list[Any]]) -> None:
    """Take the columns out whose head says that they are for the website."""
    kept = [not WEB_ONLY & set(cell[0][1]) for cell in rows[0][1]]
    for row in rows:
        row[1] = [cell for cell, stays in zip(row[1], kept, strict=True) if stays]


def with_rows(node: Node, wanted: Callable[[str], bool]) -> Node:
    """A table with those of its rows that have no name, or one that is `wanted`."""
    bodies = [
        [*body[:3], [row for row in body[3] if not row[0][0] or wanted(row[0][0])]]
        for body in node["c"][4]
    ]
    return {"t": "Table", "c": [*node["c"][:4], bodies, node["c"][5]]}


def table(node: Node, label: Callable[[str], str]) -> Node:
    """A table with the widths and alignments of its columns; a row's anchor moves to its text."""
    rows = list(rows_of(node))
    without_web_columns(rows)
    for row in rows:
        name = row[0][0]
        if name:
            row[0] = attributes()
            first = row[1][0][4][0]
            first["c"] = [{"t": "Span", "c": [attributes(label(name)), first["c"]]}]
    sides = ["AlignRight" if "o-so" in cell[0][1] else "AlignLeft" for cell in rows[0][1]]
    widths = [{"t": "ColWidth", "c": width} for width in column_widths(rows)]
    node["c"][2] = [[{"t": side}, width] for side, width in zip(sides, widths, strict=True)]
    node["c"][0] = attributes()
    return node


def column_widths(rows: list[list[Any]]) -> list[float]:
    """The share of the page's width that each column gets: its longest word and more.

    Widths are counted in letters, of which a line of a table has about LETTERS_A_LINE.
    """
    texts = [[plain(cell[4]) for cell in row[1]] for row in rows]
    words, widths_wanted = [], []
    for column in zip(*texts, strict=True):
        words.append(max(len(word) for text in column for word in text.split(" ")) + 3)
        longest, usual = max(map(len, column)) + 3, sum(map(len, column)) / len(column)
        widths_wanted.append(max(0.1, min(longest, 8 + (longest * usual) ** 0.5) - words[-1]))
    rest = max(LETTERS_A_LINE - sum(words), 0) / sum(widths_wanted)
    widths = [word + wanted * rest for word, wanted in zip(words, widths_wanted, strict=True)]
    return [round(width / sum(widths), 4) for width in widths]


def standalone(svg: re.Match[str]) -> str:
    """A chart as a file of its own, in the colours of print."""
    box = re.search(r'viewBox="0 0 ([\d.]+) ([\d.]+)"', svg[1])
    size = f'width="{box[1]}" height="{box[2]}"' if box else ""
    view = box[0] if box else ""
    style = ENVIRONMENT.get_template("official/templates/chart_print.css").render()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" {view} {size} color="#000">'
        f"<style>{style}</style>{svg[2]}</svg>"
    )


def chart_text(content: str) -> str:
    """What a chart says to those who do not see it: its title and description."""
    parts = (re.search(rf"<{tag}\b[^>]*>(.*?)</{tag}>", content, re.S) for tag in ("title", "desc"))
    return ". ".join(found[1].strip() for found in parts if found).replace('"', "&quot;")
