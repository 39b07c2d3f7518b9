"""What stands on a page by hand, made fit for paper: footnotes in their places, figures.

Functions of pandoc's tree; none changes what it is given.
"""

from collections.abc import Iterator
from typing import Any

from report.official.pandoc import Node, attributes, div, nodes, para, plain, rewritten
from report.official.tables import rows_of

WEB_ONLY = "chi-tren-web"  # the class of what is for the screen
CHART_WIDTH = "11cm"  # in DOCX and ODT


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
                hidden = level if WEB_ONLY in classes else 0
        if not hidden:
            result.append(block)
    return result


def with_footnotes(blocks: list[Node]) -> list[Node]:
    """The blocks with the footnotes in the places of the links that lead to them."""
    footnotes = {
        found["c"][0][0]: without_back_links(found["c"][1])
        for found in nodes(blocks, "Div")
        if found["c"][0][0].startswith("fn:")
    }

    def place(node: Node) -> list[Node] | None:
        if node["t"] == "Div" and "footnote" in node["c"][0][1]:
            return []
        if node["t"] != "Superscript" or {child["t"] for child in node["c"]} != {"Link"}:
            return None
        return [instead for link in node["c"] for instead in note_of(link)]

    def note_of(link: Node) -> list[Node]:
        (_, classes, _), _, (target, _) = link["c"]
        if "footnote-ref" not in classes:
            return [{"t": "Superscript", "c": [link]}]
        return [{"t": "Note", "c": footnotes[target[1:]]}]

    placed: list[Node] = rewritten(blocks, place)
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
    """A picture with its caption and what stands below it; without a picture, the blocks below
    their caption."""
    _, caption, content = node["c"]
    pictures = [block for block in content if any(nodes(block, "Image"))]
    others = [block for block in content if block not in pictures]
    if pictures:
        return [{"t": "Figure", "c": [attributes(), caption, pictures]}, *others]
    title = [{"t": "Strong", "c": block["c"]} for block in caption[1]]
    return [div("Table Caption", [para(title)]), *others]
