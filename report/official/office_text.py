"""How an office writes: short lists in their sentence, small headings before their paragraph,
tables with numbers.

Functions of pandoc's tree for the print that is signed; none changes what it is given. A text that
is the office's own stays as it is but for the numbers of its tables.
"""

from collections.abc import Iterator, Sequence
from typing import Any

from report.official.pandoc import Node, inlines, joined, para, rewritten, tree_text
from report.official.tables import cell_node, rows_of, with_widths
from report.sources.outline import NUMBER_STYLES

LONGEST_ITEM, LONGEST_LIST = 260, 1000  # letters of what is read in one sentence
FEWEST_NUMBERED = 3  # rows of a table that are counted
SENTENCE_ENDS = ".?!…:"
RUN_IN = len(NUMBER_STYLES) + 1  # the look of the headings of a page that have no number


def office_text(blocks: Sequence[Node]) -> list[Node]:
    """The blocks of a document as an office writes them; a table that it does without leaves an
    empty paragraph."""
    there = [block for block in blocks if block["t"] != "Para" or block["c"]]
    return run_in([*in_sentences(there)])


def in_sentences(blocks: Sequence[Node]) -> Iterator[Node]:
    """The blocks with each short list as the end of the sentence that leads to it."""
    waiting: Node | None = None  # a paragraph that a list may continue
    for block in blocks:
        if waiting and is_short_list(block):
            yield para(one_sentence(waiting["c"], block["c"]))
            waiting = None
            continue
        if waiting:
            yield waiting
        leads = block["t"] == "Para" and tree_text(block).rstrip().endswith(":")
        waiting = block if leads else None
        if not leads:
            yield block
    if waiting:
        yield waiting


def is_short_list(block: Node) -> bool:
    """Whether a block is a list of phrases, short enough to be read in one sentence."""
    if block["t"] != "BulletList":
        return False
    texts = [tree_text(item).strip() for item in block["c"]]
    phrases = (is_phrase(item, text) for item, text in zip(block["c"], texts, strict=True))
    return (
        all(phrases)
        and sum(map(len, texts)) <= LONGEST_LIST
        and all(not text.endswith(".") for text in texts[:-1])
    )


def is_phrase(item: Sequence[Node], text: str) -> bool:
    """Whether an item of a list is one short phrase without a stop within."""
    within = text.rstrip(";.")
    one = len(item) == 1 and item[0]["t"] in ("Para", "Plain")
    return one and len(text) <= LONGEST_ITEM and ";" not in within and ". " not in within


def one_sentence(leading: list[Node], items: Sequence[Sequence[Node]]) -> list[Node]:
    """A sentence with the items of its list behind it, between semicolons."""
    words = [*leading]
    for number, item in enumerate(items, 1):
        end = "." if number == len(items) else ";"
        words += [{"t": "Space"}, *without_end(item[0]["c"]), {"t": "Str", "c": end}]
    return joined(words)


def without_end(content: list[Node]) -> list[Node]:
    """The words of an item without the mark at their end."""
    last = content[-1] if content else {"t": ""}
    if last["t"] != "Str" or last["c"][-1:] not in (";", "."):
        return content
    return [*content[:-1], {"t": "Str", "c": last["c"][:-1]}]


def run_in(blocks: Sequence[Node]) -> list[Node]:
    """The blocks with each heading that has no number before its paragraph, on the same line; one
    without a paragraph stays, no more than a level below the heading before it, and one without
    anything is left out."""
    result: list[Node] = []
    level = 0  # of the heading before
    for place, block in enumerate(blocks):
        before = blocks[place - 1] if place else block
        if is_small_heading(before) and place and block["t"] == "Para":
            result.append(para([*run_in_words(before), *block["c"]]))
            continue
        if not is_small_heading(block):
            level = block["c"][0] if block["t"] == "Header" else level
            result.append(block)
            continue
        after = blocks[place + 1] if place + 1 < len(blocks) else None
        if after is None or after["t"] == "Para" or is_above(after, block):
            continue
        level = min(block["c"][0], level + 1)
        result.append({"t": "Header", "c": [level, *block["c"][1:]]})
    return result


def is_small_heading(block: Node) -> bool:
    """Whether a block is a heading of a page that has no number."""
    return block["t"] == "Header" and look_number(block) >= RUN_IN


def is_above(block: Node, heading: Node) -> bool:
    """Whether a block is a heading as large as another one, or larger."""
    return block["t"] == "Header" and look_number(block) <= look_number(heading)


def look_number(heading: Node) -> int:
    """Which of the looks a heading has, 0 where it has one without number."""
    (name, *_) = heading["c"][1][1] or ["kieu-0"]
    look = name.removeprefix("kieu-")
    return int(look) if look.isdigit() else 0


def run_in_words(heading: Node) -> list[Node]:
    """A heading as the first words of a paragraph: in italics, the smallest behind a dash."""
    words = heading["c"][2]
    ended = tree_text(words).rstrip()[-1:] in SENTENCE_ENDS
    if look_number(heading) == RUN_IN:
        return [
            {"t": "Emph", "c": joined([*words, *inlines("" if ended else ".")])},
            {"t": "Space"},
        ]
    end = "" if ended else ":"
    return [*inlines("- "), *joined([*words, *inlines(end)]), {"t": "Space"}]


def numbered_tables(parts: Sequence[list[Node]]) -> list[list[Node]]:
    """The parts of a document with the number of each table before its title, counted through all
    of them, and the numbers of its rows."""
    count = 0

    def numbered(node: Node) -> list[Node] | None:
        nonlocal count
        if node["t"] != "Table" or not node["c"][1][1]:
            return None
        count += 1
        return [numbered_table(node, f"Bảng {count}.")]

    return [rewritten(part, numbered) for part in parts]


def numbered_table(node: Node, name: str) -> Node:
    """A table with its name before its title and the number of each row before the row."""
    attr, (short, caption), columns, (head_attr, heads), bodies, foot = node["c"]
    first, *rest = caption
    words = [*inlines(name.replace(" ", "\u00a0")), {"t": "Space"}, *first["c"]]
    caption = [short, [{"t": first["t"], "c": words}, *rest]]
    if len([*rows_of(node)]) - len(heads) < FEWEST_NUMBERED or any(body[2] for body in bodies):
        return {"t": "Table", "c": [attr, caption, columns, [head_attr, heads], bodies, foot]}
    columns = [[{"t": "AlignCenter"}, {"t": "ColWidthDefault"}], *columns]
    heads = [[row[0], [cell_node(inlines("STT"), "col"), *row[1]]] for row in heads]
    bodies = [[body[0], body[1], body[2], counted_rows(body[3])] for body in bodies]
    return with_widths(
        {"t": "Table", "c": [attr, caption, columns, [head_attr, heads], bodies, foot]}
    )


def counted_rows(rows: Sequence[list[Any]]) -> list[list[Any]]:
    """Rows with their numbers before them."""
    return [
        [attr, [cell_node(inlines(str(number))), *cells]]
        for number, (attr, cells) in enumerate(rows, 1)
    ]
