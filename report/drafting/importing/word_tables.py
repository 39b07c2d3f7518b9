"""The tables of a Word document: those that relate figures, and those that only place words."""

import re
from collections.abc import Iterator
from typing import Any

from report.drafting.importing.grids import Grid, counts_up, numbers_columns
from report.drafting.importing.marks import FREE, KEPT_FREE, TAB_MARK
from report.drafting.importing.nodes import every_node, raw_text, rows_of_table, text_of
from report.drafting.importing.readings import NUMBER_CELL, WRITTEN_YEAR
from report.official.pandoc import Node
from report.sources.cells import clean

LAYOUT = re.compile("CỘNG HÒA XÃ HỘI CHỦ NGHĨA|CỘNG HOÀ XÃ HỘI CHỦ NGHĨA|Nơi nhận")
LINES_OF_NUMBERS = re.compile(rf"(?<=\d)\s*[\n{TAB_MARK}]\s*(?=\d)")
MARKS = re.compile(f"{FREE}[^{KEPT_FREE}]*{KEPT_FREE}")


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
