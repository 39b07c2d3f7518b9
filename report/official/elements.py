"""What stands on a page by hand, made fit for paper: footnotes in their places, figures.

Functions of pandoc's tree; none changes what it is given.
"""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

from report.official.pandoc import (
    Node,
    attributes,
    div,
    holds,
    inlines,
    joined,
    nodes,
    para,
    plain_block,
    rewritten,
    tree_text,
)
from report.official.tables import rows_of, words_line_by_line

PAGE_NUMBER = "so-trang"  # the class of a link that says on paper which page it leads to
CHART, CHART_WIDTH = "bieu-do-", "11cm"  # how the names of charts begin; in DOCX and ODT


def anchors_in(blocks: list[Node]) -> Iterator[str]:
    """The places of a page that links may lead to: headings and rows of tables."""
    for header in nodes(blocks, "Header"):
        yield header["c"][1][0]
    for found in nodes(blocks, "Table"):
        yield from (row[0][0] for row in rows_of(found) if row[0][0])


def without_sections(blocks: list[Node], left_out: Collection[str]) -> list[Node]:
    """The blocks without the sections whose heading has one of the classes that are left out; the
    texts of the footnotes, which stand behind the last section, belong to all of them."""
    result: list[Node] = []
    hidden = 0  # level of the heading of the section that is left out
    for block in blocks:
        if block["t"] == "Header":
            level, (_, classes, _), _ = block["c"]
            if not hidden or level <= hidden:
                hidden = level if {*left_out} & {*classes} else 0
        if not hidden or holds_footnotes(block):
            result.append(block)
    return result


def holds_footnotes(block: Node) -> bool:
    """Whether a block has the texts of the footnotes of a page."""
    return block["t"] == "Div" and "footnote" in block["c"][0][1]


def headings_above(blocks: list[Node]) -> list[Node]:
    """The blocks with headings in lists, quotes, boxes and notes as bold lines: a document has
    numbers and contents for those alone that stand by themselves."""

    def line(node: Node) -> list[Node] | None:
        return [para([{"t": "Strong", "c": node["c"][2]}])] if node["t"] == "Header" else None

    return [
        rewritten(block, line) if block["t"] != "Header" and holds(block, "Header") else block
        for block in blocks
    ]


def with_footnotes(blocks: list[Node]) -> list[Node]:
    """The blocks with the footnotes in the places of the links that lead to them."""
    footnotes = {
        found["c"][0][0]: without_back_links(found["c"][1])
        for found in nodes(blocks, "Div")
        if found["c"][0][0].startswith("fn:")
    }

    def place(node: Node) -> list[Node] | None:
        if node["t"] == "Div" and (holds_footnotes(node) or node["c"][0][0] in footnotes):
            return []
        name = note_named(node)
        if name not in footnotes:
            return None
        return [{"t": "Note", "c": notes_in_brackets(footnotes[name], footnotes, {name})}]

    if not footnotes and not any(map(holds_footnotes, nodes(blocks, "Div"))):
        return blocks
    placed: list[Node] = rewritten(blocks, place)
    return placed


def note_named(node: Node) -> str:
    """The name of the footnote that a raised number leads to; nothing where it is none."""
    if node["t"] != "Superscript" or [child["t"] for child in node["c"]] != ["Link"]:
        return ""
    (_, classes, _), _, (target, _) = node["c"][0]["c"]
    return str(target[1:]) if "footnote-ref" in classes else ""


def notes_in_brackets(
    content: list[Node], footnotes: Mapping[str, list[Node]], within: set[str]
) -> list[Node]:
    """A footnote with the notes in it in brackets, as no note can stand in another; one that
    leads back to a note that it stands in is left out."""

    def bracketed(node: Node) -> list[Node] | None:
        name = note_named(node)
        if name in within:
            return []
        if name not in footnotes:
            return None
        words = words_line_by_line(notes_in_brackets(footnotes[name], footnotes, {*within, name}))
        return joined([{"t": "Space"}, *inlines("("), *words, *inlines(")")])

    result: list[Node] = rewritten(content, bracketed)
    return result


def without_back_links(blocks: list[Node]) -> list[Node]:
    """A footnote without the link back and the space before it."""

    def drop(node: Node) -> list[Node] | None:
        back = node["t"] == "Link" and "footnote-backref" in node["c"][0][1]
        return [] if back else None

    cleaned: list[Node] = rewritten(blocks, drop)
    for block in cleaned:
        if block["t"] not in ("Para", "Plain"):
            continue
        while block["c"] and not tree_text(block["c"][-1:]).strip():
            block["c"].pop()
        if block["c"] and block["c"][-1]["t"] == "Str":
            block["c"][-1] = {"t": "Str", "c": block["c"][-1]["c"].rstrip("\u00a0")}
    return [block for block in cleaned if block["c"] or block["t"] not in ("Para", "Plain")]


def commas_between_notes(blocks: list[Node]) -> list[Node]:
    """The blocks with a raised comma between two notes, whose numbers would read as one."""
    return [with_commas(block) if holds(block, "Note") else block for block in blocks]


def with_commas(content: Any) -> Any:
    """A part of a tree with a raised comma between two notes."""
    if isinstance(content, dict):
        if isinstance(content.get("c", ""), str):
            return content  # a word
        return {key: with_commas(value) for key, value in content.items()}
    if not isinstance(content, list):
        return content
    result: list[Any] = []
    for item in content:
        kinds = [node.get("t") if isinstance(node, dict) else "" for node in (*result[-1:], item)]
        if kinds == ["Note", "Note"]:
            result.append({"t": "Superscript", "c": [{"t": "Str", "c": ","}]})
        result.append(with_commas(item))
    return result


def figure_block(node: Node) -> list[Node]:
    """A picture with its caption and what stands below it; where it begins with no picture, the
    blocks below their caption."""
    _, caption, content = node["c"]
    title = words_line_by_line(caption[1])
    if content and is_lone_picture(content[0]):
        above = [None, [plain_block(title)]]
        return [{"t": "Figure", "c": [attributes(), above, content[:1]]}, *content[1:]]
    return [div("Table Caption", [para([{"t": "Strong", "c": title}])]), *content]


def is_lone_picture(block: Node) -> bool:
    """Whether a block is a picture and nothing else."""
    return block["t"] in ("Para", "Plain") and [one["t"] for one in block["c"]] == ["Image"]


def captions_above(node: Node) -> list[Node]:
    """A chart with its caption in a paragraph above it, as the tables have theirs."""
    _, caption, blocks = node["c"]
    title = div("Table Caption", [para(block["c"]) for block in caption[1]])
    return [title, *(para(block["c"]) for block in blocks)]
