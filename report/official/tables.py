"""Tables as nodes of pandoc's tree, with the widths of their columns."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from report.official.pandoc import (
    Node,
    attributes,
    inlines,
    para,
    plain_block,
    rewritten,
    tree_text,
)

LEFT, RIGHT = "AlignLeft", "AlignRight"
LETTERS_A_LINE = 84  # letters of a table's line on a page
SHORT_HEAD = 14  # letters of the head of a column that are not broken
NARROW_TABLE = 0.8  # of the page: a table that would be wider takes all of it


def data_table(
    title: list[Node],
    heads: Sequence[list[Node]],
    right: Sequence[bool],
    rows: Sequence[tuple[str, list[list[Node]]]],
) -> Node:
    """A table of a title, heads of columns, which of them stand right, and rows: the name of
    their place in the document, or none, and their cells, of which the first is the header."""
    first = [attributes(), [cell_node(head, "col") for head in heads]]
    body = [attributes(), 1, [], [data_row(*row) for row in rows]]
    columns = [[{"t": RIGHT if side else LEFT}, {"t": "ColWidthDefault"}] for side in right]
    caption = [None, [plain_block(title)]]
    foot = [attributes(), []]
    return with_widths(
        {"t": "Table", "c": [attributes(), caption, columns, [attributes(), [first]], [body], foot]}
    )


def data_row(name: str, cells: Sequence[list[Node]]) -> list[Any]:
    """A row of a table whose place in the document has that name, or none."""
    first, *others = cells
    if name:
        first = [{"t": "Span", "c": [attributes(name), first]}]
    return [attributes(), [cell_node(first, "row"), *map(cell_node, others)]]


def cell_node(content: list[Node], scope: str = "") -> list[Any]:
    """A cell of a table; `scope` says what a header cell is the header of."""
    attr = attributes(scope=scope) if scope else attributes()
    return [attr, {"t": "AlignDefault"}, 1, 1, [plain_block(content)] if content else []]


def table_by_hand(node: Node, label: Callable[[str], str]) -> Node:
    """A table that stands on a page as such: numbers stand right where its heads say so; a row's
    anchor moves to its text, and each cell has its own row and column."""
    for rows in (node["c"][3][1], *(part for body in node["c"][4] for part in body[2:])):
        rows[:] = without_spans(rows)
    rows = list(rows_of(node))
    for row in rows:
        name, row[0] = row[0][0], attributes()
        for cell in row[1]:
            cell[4] = [plain_block(words_line_by_line(cell[4]))] if cell[4] else []
        if name:
            first = row[1][0]
            words = words_line_by_line(first[4])
            first[4] = [plain_block([{"t": "Span", "c": [attributes(label(name)), words]}])]
    sides = [RIGHT if "o-so" in one[0][1] else LEFT for one in rows[0][1]]
    node["c"][2] = [[{"t": side}, {"t": "ColWidthDefault"}] for side in sides]
    node["c"][0] = attributes()
    return node


def without_spans(rows: Sequence[list[Any]]) -> list[list[Any]]:
    """Rows in which a cell over several rows or columns stands in the first of them, with empty
    cells in the others."""
    result = []
    covered: dict[int, int] = {}  # column → rows below that a cell reaches into
    for attr, cells in rows:
        waiting = list(cells)
        filled: list[Any] = []
        while waiting or covered.get(len(filled), 0):
            column = len(filled)
            if covered.get(column, 0):
                covered[column] -= 1
                filled.append(cell_node([]))
                continue
            name, side, down, across, content = waiting.pop(0)
            filled.append([name, side, 1, 1, content])
            filled += [cell_node([]) for _ in range(across - 1)]
            covered.update(dict.fromkeys(range(column, column + across), down - 1))
        result.append([attr, filled])
    return result


def words_line_by_line(blocks: Sequence[Node]) -> list[Node]:
    """The words of blocks in one paragraph, a line for each paragraph or item."""
    result: list[Node] = []
    for block in leaves(blocks):
        words = inlines(block["c"][1]) if block["t"] == "CodeBlock" else block["c"]
        result += [{"t": "LineBreak"}, *words] if result else words
    return result


def leaves(content: Any) -> Iterator[Node]:
    """The blocks in a tree that have words of their own, in order."""
    match content:
        case {"t": "Para" | "Plain" | "CodeBlock"}:
            yield content
            return
        case {"t": "Header", "c": [_, _, words]}:
            yield para(words)
            return
        case {"t": "LineBlock", "c": lines}:
            yield from map(para, lines)
            return
        case {"t": "DefinitionList", "c": entries}:
            for term, definitions in entries:
                yield para(term)
                yield from leaves(definitions)
            return
        case dict():
            content = list(content.values())
    if isinstance(content, list):
        for item in content:
            yield from leaves(item)


def rows_of(node: Node) -> Iterator[list[Any]]:
    """The rows of a table, those of its head first."""
    head, bodies = node["c"][3], node["c"][4]
    yield from head[1]
    for body in bodies:  # rows of header cells alone come as heads of the body
        yield from [*body[2], *body[3]]


def with_widths(node: Node) -> Node:
    """A table with the widths of its columns."""
    attr, caption, columns, *rest = node["c"]
    texts = [[text_of_cell(one[4]) for one in row[1]] for row in rows_of(node)]
    widths = [{"t": "ColWidth", "c": width} for width in column_widths(texts)]
    sides = [[side, width] for (side, _), width in zip(columns, widths, strict=True)]
    return {"t": "Table", "c": [attr, caption, sides, *rest]}


def text_of_cell(content: list[Node]) -> str:
    """The text of a cell, with a letter for the number of each note."""

    def number(node: Node) -> list[Node] | None:
        return inlines("1") if node["t"] == "Note" else None

    return tree_text(rewritten(content, number))


def column_widths(rows: Sequence[Sequence[str]]) -> list[float]:
    """The share of the page's width that each column gets: its longest word and more.

    Widths are counted in letters, of which a line of a table has about LETTERS_A_LINE. A table
    whose cells have one line each is no wider than they are; the first row, its head, may break.
    """
    columns = [*zip(*rows, strict=True)]
    words = [max(map(longest_word, column)) + 3 for column in columns]
    lines = [
        max(
            word,
            min(len(head), max(len(head) / 2, SHORT_HEAD)) + 3,
            max(map(len, cells), default=0) + 3,
        )
        for word, (head, *cells) in zip(words, columns, strict=True)
    ]
    if sum(lines) < LETTERS_A_LINE * NARROW_TABLE:
        return [round(line / LETTERS_A_LINE, 4) for line in lines]
    wanted = [
        max(0.1, min(longest, 8 + (longest * usual) ** 0.5) - word)
        for word, longest, usual in (
            (word, max(map(len, column)) + 3, sum(map(len, column)) / len(column))
            for word, column in zip(words, columns, strict=True)
        )
    ]
    rest = max(LETTERS_A_LINE - sum(words), 0) / sum(wanted)
    widths = [word + more * rest for word, more in zip(words, wanted, strict=True)]
    return [round(width / sum(widths), 4) for width in widths]


def longest_word(text: str) -> int:
    """How many letters the longest word of a text has."""
    return max(map(len, text.split(" ")))
