"""What reading the blocks of a page has to remember."""

import re
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import NamedTuple

from report.sources.markdown.html_blocks import Taken
from report.sources.markdown.nodes import BlockNode, SourceLines, chunks

DEEPEST_BLOCK = 40  # boxes, lists and quotes in one another; what is deeper is a paragraph


@dataclass(frozen=True)
class NoteText:
    """A definition of a footnote: label, place and text."""

    label: str
    at: int
    lines: SourceLines


@dataclass(frozen=True)
class Definition:
    """Where links by a label lead; an abbreviation has no target."""

    label: str
    target: str
    title: str
    start: int
    end: int


Known = dict[re.Pattern[str], int | None]


class BlockReading(NamedTuple):
    """A block that is to be read: where it belongs, and the blocks after it, the next one last.

    `known` remembers where a pattern first fits a line, counted from the end, so that the rest
    of a block is not searched again: long blocks would take the square of their length.
    """

    scanner: "Scanner"
    parent: BlockNode
    block: SourceLines
    known: Known
    rest: list[tuple[SourceLines, Known]]

    def first(self, pattern: re.Pattern[str]) -> tuple[int, re.Match[str]] | None:
        """The first line that a pattern matches from its beginning."""
        size = len(self.block)
        place = self.known.get(pattern, size + 1)
        if place is None:
            return None
        for number in range(max(size - place, 0), size):
            found = pattern.match(self.block[number].text)
            if found:
                self.known[pattern] = size - number
                return number, found
        self.known[pattern] = None
        return None

    def read_first(self, lines: SourceLines) -> None:
        """Read lines that stand before what is read now."""
        if lines:
            self.scanner.blocks(self.parent, [lines])

    def read_next(self, lines: SourceLines) -> None:
        """Read lines right after this."""
        if lines:
            self.rest.append((lines, {}))

    def read_from(self, number: int) -> None:
        """Read the rest of this block, from a line on, right after this."""
        if number < len(self.block):
            self.rest.append((self.block[number:], self.known))


BlockKind = Callable[[BlockReading], bool]


class Scanner:
    """Reads blocks, each by the first kind that it fits, and keeps what holds for the page."""

    def __init__(self, kinds: Sequence[BlockKind], shallow: Sequence[BlockKind]) -> None:
        """All kinds of blocks, in order, and those that are read however deep they stand; the
        last of each is the paragraph."""
        self.kinds, self.shallow = kinds, shallow
        self.taken: Taken = []
        self.notes: dict[str, NoteText] = {}
        self.all_notes: list[NoteText] = []
        self.shown_notes = 0  # how many of them; the others stand in the text of one
        self.references: dict[str, Definition] = {}
        self.definitions: list[Definition] = []
        self.states = [""]
        self.depth = 0

    @property
    def state(self) -> str:
        """What is being read: "list" (a tight one), "looselist", "detabbed" or "blockquote"."""
        return self.states[-1]

    @contextmanager
    def within(self, state: str) -> Iterator[None]:
        """Read in a state."""
        self.states.append(state)
        yield
        self.states.pop()

    def chunk(self, parent: BlockNode, lines: SourceLines) -> None:
        """Read lines with empty lines between the blocks."""
        self.blocks(parent, chunks(lines))

    def blocks(self, parent: BlockNode, blocks: list[SourceLines]) -> None:
        """Read blocks."""
        rest: list[tuple[SourceLines, Known]] = [(block, {}) for block in reversed(blocks)]
        self.depth += 1
        kinds = self.shallow if self.depth > DEEPEST_BLOCK else self.kinds
        while rest:
            block, known = rest.pop()
            if self.state != "list" and is_of_words(block):
                parent.add("p", block[0].at, block)
                continue
            now = BlockReading(self, parent, block, known, rest)
            for kind in kinds:
                if kind(now):
                    break
        self.depth -= 1

    def add_note(self, note: NoteText) -> None:
        """Keep the definition of a footnote; a later one of the same label counts."""
        self.notes[note.label] = note
        self.all_notes.append(note)

    def define(self, definition: Definition) -> None:
        """Keep where links by a label lead."""
        self.definitions.append(definition)
        if definition.target:
            self.references[definition.label] = definition


def is_of_words(block: SourceLines) -> bool:
    """Whether a block is a paragraph, whatever else there is: all other kinds begin with a sign,
    a digit or spaces in one of their lines."""
    return block[0].text[:1].isalpha() and (
        len(block) == 1 or all(line.text[:1].isalpha() for line in block)
    )
