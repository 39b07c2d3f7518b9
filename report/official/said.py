"""What the sentences of a page say already, so that an office needs no table for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from report.figures.results import (
    RESULT_MARK,
    Chart,
    Figure,
    Panels,
    Result,
    TableCell,
    TableView,
    is_block,
    plain_text,
)
from report.official.pandoc import Node, tree_text
from report.sources.tables import Cell

POINTING = ("bảng", "biểu")  # a sentence with one of the words leads to the table behind it


@dataclass(frozen=True)
class Said:
    """The cells whose figures stand in the sentences of a page, the words of the sentences, and
    the tables that a sentence leads to."""

    cells: frozenset[tuple[str, str]] = frozenset()
    words: str = ""
    needed: tuple[Result, ...] = ()

    def all_of(self, view: TableView | Panels) -> bool:
        """Whether the sentences say all that a table or large figures would."""
        if any(
            one is view or (isinstance(one, Chart) and one.table is view) for one in self.needed
        ):
            return False
        if isinstance(view, Panels):
            return all(self.says_figure(panel.figure) for panel in view.panels)
        counted = [cell for row in view.rows for cell in row.cells[1:]]
        if not any(isinstance(cell.content, Figure) for cell in counted):
            counted = [cell for row in view.rows for cell in row.cells]  # names are all it has
        return bool(counted) and all(map(self.says, counted))

    def says(self, cell: TableCell) -> bool:
        """Whether a sentence has the number or the words of a cell."""
        if isinstance(cell.content, Figure):
            return self.says_figure(cell.content)
        return cell.content is None or cell.content.plain.casefold() in self.words

    def says_figure(self, figure: Figure) -> bool:
        """Whether a sentence has a figure, of the same cell; words may stand anywhere."""
        if figure.value is None:
            return figure.plain.casefold() in self.words
        return bool(figure.cells) and {*map(cell_place, figure.cells)} <= self.cells


def said_in(blocks: Sequence[Node], results: Sequence[Result]) -> Said:
    """What the sentences in the blocks of a page say, with the marks of its results in them."""
    texts = [*paragraph_texts(blocks)]
    shown = [one for text in texts for one in results_in(text, results) if not is_block(one)]
    words = "".join(plain_text(text, results) for text in texts).casefold()
    needed = [
        one
        for before, block in pairwise(blocks)
        if leads_to_table(plain_text(tree_text(before), results))
        for one in results_in(tree_text(block), results)
        if is_block(one)
    ]
    return Said(
        frozenset(cell_place(cell) for one in shown for cell in one.cells), words, tuple(needed)
    )


def results_in(text: str, results: Sequence[Result]) -> Iterator[Result]:
    """The results whose marks stand in a text."""
    for number in RESULT_MARK.findall(text):
        if int(number) < len(results):
            yield results[int(number)]


def leads_to_table(text: str) -> bool:
    """Whether a sentence needs the table behind it."""
    words = text.casefold().rstrip()
    return words.endswith(":") or any(word in words for word in POINTING)


def paragraph_texts(content: Any) -> Iterator[str]:
    """The text of each paragraph in a tree, but of tables."""
    if isinstance(content, dict):
        if content.get("t") == "Table":
            return
        if content.get("t") in ("Para", "Plain"):
            yield f"{tree_text(content['c'])} "
            yield from paragraph_texts([one for one in content["c"] if one["t"] == "Note"])
            return
        content = list(content.values())
    if isinstance(content, list):
        for item in content:
            yield from paragraph_texts(item)


def cell_place(cell: Cell) -> tuple[str, str]:
    """Where a cell stands: the file and the address."""
    return cell.table.path, cell.address
