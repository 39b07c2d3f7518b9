"""The nodes of a document in the simple forms that a page of this project has."""

import re
from bisect import bisect_left, bisect_right
from itertools import accumulate
from typing import Any

from report.drafting.importing.equations import RAISED
from report.drafting.importing.nodes import raw_text, rows_of_table
from report.sources.cells import clean

# Braces, spaces and hyphens as they can stand on a page, where “{{” opens a macro.
SAFE = str.maketrans(
    {"{": "(", "}": ")", "\u00a0": " ", "\u202f": " ", "\u2010": "-", "\u2011": "-"}
    | dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff", "")
)
WHOLE_NUMBER = re.compile(r"\d[\d.,]*\d")
OUTSIDE_ADDRESS = ("https://", "http://", "mailto:")  # of a link that leads out of the document


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
            return {"t": "BulletList", "c": walk(without_tables(inner[1]))}
        case "BulletList" | "Note":
            inner = without_tables(inner)
    return {**content, "c": walk(inner)} if "c" in content else content


def without_tables(content: Any) -> Any:
    """Blocks of a note or of lines of a list, in which each row of a table is a paragraph: Markdown
    has no place for a table there."""
    if not isinstance(content, list):
        return content
    changed: list[Any] = []
    for part in content:
        if isinstance(part, dict) and part["t"] == "Table":
            changed += map(row_as_paragraph, rows_of_table(part["c"]))
        elif isinstance(part, dict) and part["t"] in ("BlockQuote", "Div"):
            inner = part["c"] if part["t"] == "BlockQuote" else part["c"][1]
            changed += without_tables(inner)
        else:
            changed.append(without_tables(part))
    return changed


def row_as_paragraph(row: Any) -> dict[str, Any]:
    """A row of a table as a paragraph, with a bar between its cells."""
    cells = [clean(raw_text(cell[4]).replace("\n", " ")) for cell in row[1]]
    return {"t": "Para", "c": [{"t": "Str", "c": " | ".join(cells)}]}


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
