"""Tables in Typst's markup: heads that repeat, numbers one below the other at their comma."""

import json
import re
from collections.abc import Sequence
from itertools import zip_longest
from math import ceil
from typing import Any

from report.official.pandoc import Node, nodes, plain_block, raw, raw_block, tree_text
from report.official.tables import LETTERS_A_LINE, rows_of, words_line_by_line

TEXT = "#none;"  # so that "1. " or "- " at the beginning of a text is not taken for a list
ALIGNMENTS = {"AlignLeft": "left", "AlignRight": "right", "AlignCenter": "center"}
FULL = 0.995  # of the page's width: a table that fills it
DECIMAL = re.compile(r"[−+–-]?[0-9.]*(,[0-9]+)?")
WHOLE_LINES = 16  # of a table that is not parted: before a longer one half a page may stay empty
LONGEST_ROW = 28  # lines of a row that is not parted
LED_TO = ("BulletList", "OrderedList", "Table", "Figure")  # what a sentence may lead to
ROW_EDGE = "row-edge"  # the cell of the template that keeps rows together
RAISED_NODES = ("Superscript", "Note")  # stand behind a number and are no part of it


def kept_together(blocks: Sequence[Node]) -> list[Node]:
    """The blocks with each table, chart or list of figures in one piece with the lines below it
    that say where it comes from; a table too long for that says it with its title. A sentence that
    leads to them, or to a list, stays on the page where they begin."""
    result: list[Node] = []
    waiting = [*blocks]
    while waiting:
        block = waiting.pop(0)
        has_source = bool(waiting) and is_source(waiting[0])
        result += leading_words(result) if block["t"] in LED_TO else []
        if block["t"] not in ("Table", "Figure") and not (
            block["t"] == "BulletList" and has_source
        ):
            result.append(block)
            continue
        below = []
        while waiting and is_source(waiting[0]):
            below.append(waiting.pop(0))
        if block["t"] == "Table" and not stays_whole(block):
            result.append(with_source_above(block, below))
        else:
            above = [result.pop()] if result and is_caption(result[-1]) else []
            result += leading_words(result)
            kept = [*above, block, *below]
            result += [raw_block("typst", "#kept["), *kept, raw_block("typst", "]")]
    return result


def leading_words(blocks: list[Node]) -> list[Node]:
    """The last of some blocks, taken from them, in the piece that begins with it, where it is a
    sentence that leads to what follows; nothing where it is not."""
    if not blocks or blocks[-1]["t"] != "Para" or not tree_text(blocks[-1]).rstrip().endswith(":"):
        return []
    return [raw_block("typst", "#leading["), blocks.pop(), raw_block("typst", "]")]


def is_source(block: Node) -> bool:
    """Whether a block is a line below a table or chart."""
    return bool(block["t"] == "Div" and block["c"][0][1][:1] == ["Nguon"])


def is_caption(block: Node) -> bool:
    """Whether a block is the title of a list of figures."""
    return bool(block["t"] == "Div" and block["c"][0][1][:1] == ["Table Caption"])


def stays_whole(table: Node) -> bool:
    """Whether a table is short enough to stand on one page."""
    shares = [width["c"] for _, width in table["c"][2]]
    return sum(row_lines(row, shares) for row in rows_of(table)) <= WHOLE_LINES


def row_lines(row: list[Any], shares: Sequence[float]) -> int:
    """How many lines a row of a table has, about."""
    return max(
        (
            max(1, ceil(len(tree_text(cell[4])) / max(1, round(share * LETTERS_A_LINE) - 3)))
            for cell, share in zip(row[1], shares, strict=False)
        ),
        default=1,
    )


def with_source_above(table: Node, sources: Sequence[Node]) -> Node:
    """A table with the lines below it in its caption."""
    words = [raw("typst", "#caption-source["), *words_line_by_line(sources), raw("typst", "]")]
    if not tree_text(words).strip():
        return table
    attr, (short, caption), *rest = table["c"]
    return {"t": "Table", "c": [attr, [short, [*caption, plain_block(words)]], *rest]}


def typst_table(node: Node) -> list[Node]:
    """A table: its head is repeated on each page. Of one that may be parted neither the first nor
    the last row stands alone: a column without width, which `structure` takes out of what a reader
    hears, has a cell over the first two and one over the last two."""
    _, caption, columns, head, _, _ = node["c"]
    shares = [width["c"] for _, width in columns]
    unit, part = ("fr", 1) if sum(shares) > FULL else ("%", 100)
    widths = ", ".join(f"{share * part:.4g}{unit}" for share in shares)
    sides = ", ".join(ALIGNMENTS[align["t"]] for align, _ in columns)
    whole = stays_whole(node)
    rows_whole = max(row_lines(row, shares) for row in rows_of(node)) <= LONGEST_ROW
    edges = [] if whole else row_edges([row_lines(row, shares) for row in body_rows(node)])
    widths, sides = (f"{widths}, 0pt", f"{sides}, left") if edges else (widths, sides)
    options = f"whole: {str(whole).lower()}, rows-whole: {str(rows_whole).lower()}"
    title, *below = caption[1] or [plain_block([])]
    begin = raw(
        "typst", f"#data-table(columns: ({widths}), align: ({sides}), {options}, caption: ["
    )
    words = [{"t": "Strong", "c": inline([title])}, *inline(below)]
    result = [begin, *words, raw("typst", "], table.header(")]
    for row in head[1]:
        result += row_arguments([inline(cell[4]) for cell in row[1]], bold=True)
        result += [raw("typst", f"{ROW_EDGE}(1), ")] if edges else []
    result.append(raw("typst", "), "))
    rows = [[inline(cell[4]) for cell in row[1]] for row in body_rows(node)]
    aligned = aligned_rows(rows, [align["t"] for align, _ in columns])
    for row, edge in zip(aligned, edges or [""] * len(aligned), strict=True):
        result += row_arguments(row)
        result += [raw("typst", edge)] if edge else []
    return [*result, raw("typst", ")")]


def row_edges(lines: Sequence[int]) -> list[str]:
    """What stands in the column without width behind each row of so many lines: a cell over the
    rows that stay together, nothing behind the second. None where all are too few or too long."""
    ends = [lines[:2], lines[-2:]]
    if len(lines) < len(ends) * 2 or max(map(sum, ends)) > LONGEST_ROW:
        return []
    pair = [f"{ROW_EDGE}(2), ", ""]
    return [*pair, *[f"{ROW_EDGE}(1), "] * (len(lines) - 4), *pair]


def body_rows(table: Node) -> list[list[Any]]:
    """The rows of a table below its head."""
    return [row for body in table["c"][4] for row in [*body[2], *body[3]]]


def row_arguments(row: Sequence[list[Node]], bold: bool = False) -> list[Node]:
    """The cells of a row as arguments of a Typst function."""
    result = []
    for content in row:
        inner = [{"t": "Strong", "c": content}] if bold else content
        result += [raw("typst", f"[{TEXT}"), *inner, raw("typst", "], ")]
    return result


def inline(blocks: list[Node]) -> list[Node]:
    """The inlines of the only block of a cell or caption."""
    return [node for block in blocks for node in block["c"]]


def aligned_rows(rows: Sequence[list[list[Node]]], sides: Sequence[str]) -> list[list[list[Node]]]:
    """Rows of cells with room behind each number, so that those of a column, which stand right,
    have their commas one below the other."""
    columns = [list(column) for column in zip_longest(*rows, fillvalue=[])]
    aligned = [
        aligned_column(column) if side == "AlignRight" else column
        for column, side in zip(columns, sides, strict=False)
    ]
    return [list(row) for row in zip(*aligned, strict=True)]


def aligned_column(cells: Sequence[list[Node]]) -> list[list[Node]]:
    """The cells of a column of numbers with room for the longest decimals and marks of it."""
    values = [[one for one in cell if one["t"] not in RAISED_NODES] for cell in cells]
    marks = [[one for one in cell if one["t"] in RAISED_NODES] for cell in cells]
    found = [DECIMAL.fullmatch(tree_text(value).strip()) for value in values]
    decimals = max((len(one[1] or "") for one in found if one), default=0)
    widest = max((mark_words(mark) for mark in marks), key=len, default="")
    result = []
    for value, number, mark in zip(values, found, marks, strict=True):
        missing = ",00000000"[len(number[1] or "") : decimals] if number else ""
        room = [raw("typst", f"#hide[{missing}]")] if missing else []
        result.append([*value, *room, *mark_room(mark, widest)])
    return result


def mark_room(mark: list[Node], widest: str) -> list[Node]:
    """The marks behind a number in the room of the widest of the column."""
    if not widest:
        return []
    return [raw("typst", f"#beside({string(widest)})["), *mark, raw("typst", "]")]


def string(text: str) -> str:
    """A text as a Typst string, whose escapes are those of JSON."""
    return json.dumps(text, ensure_ascii=False)


def mark_words(marks: list[Node]) -> str:
    """What stands raised: the number of a note is not known yet and has at most two digits."""
    return tree_text(marks) + "00" * len([*nodes(marks, "Note")])
