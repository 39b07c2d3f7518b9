"""Documents as trees of pandoc: read, looked through, written as Markdown.

A node has a type `t` and mostly content `c`; https://hackage.haskell.org/package/pandoc-types.
"""

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from report.downloads.archive import any_clock
from report.drafting.importing.marks import FREE, KEPT_FREE
from report.official.pandoc import Node, run_pandoc, tree
from report.sources.cells import clean

MARKDOWN = "markdown_strict+footnotes-raw_html"
PART_ENDS = "hết phần"
PANDOC_MEGABYTES = 768  # of its heap, the bulk of what `confined` gives it
HEAP_IS_FULL = ("Heap exhausted", "out of memory")  # as Haskell's runtime says it


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


def markdown_of(blocks: list[Node]) -> str:
    """The Markdown of blocks, a paragraph on one line."""
    return pandoc("json", MARKDOWN, tree(blocks)).decode()


def markdown_of_each(parts: Sequence[list[Node]]) -> list[str]:
    """The Markdown of each of several parts. Those without footnotes, which pandoc counts through
    and puts to the end, are written at once: a process for each of a thousand pages takes long."""
    plain = [at for at, blocks in enumerate(parts) if not has_notes(blocks)]
    together = [block for at in plain for block in [*parts[at], placeholder(PART_ENDS)]]
    written = markdown_of(together).split(f"{FREE}{PART_ENDS}{KEPT_FREE}\n") if plain else []
    found = {at: text.lstrip("\n") for at, text in zip(plain, written, strict=False)}
    return [
        f"{found[at].rstrip()}\n" if at in found else markdown_of(blocks)
        for at, blocks in enumerate(parts)
    ]


def has_notes(blocks: list[Node]) -> bool:
    """Whether a footnote hangs on something in blocks."""
    return any(node["t"] == "Note" for node in every_node(blocks))


def placeholder(what: str) -> Node:
    """A paragraph that keeps a place free, in letters that no document has."""
    return {"t": "Para", "c": [{"t": "Str", "c": f"{FREE}{what}{KEPT_FREE}"}]}


def every_node(content: Any) -> Iterator[Node]:
    """Every node of a pandoc tree."""
    if isinstance(content, dict) and "t" in content:
        yield content
        yield from every_node(content.get("c"))
    elif isinstance(content, list):
        for part in content:
            yield from every_node(part)


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


def rows_of_table(table: list[Any]) -> list[Any]:
    """The rows of a pandoc table: head, bodies, foot."""
    _, _, _, head, bodies, foot = table
    return [*head[1], *(row for body in bodies for row in (*body[2], *body[3])), *foot[1]]
