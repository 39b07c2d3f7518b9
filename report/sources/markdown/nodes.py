"""The tree of a page's blocks, and the lines that it is made of."""

from dataclasses import dataclass, field

from report.sources.markdown.fences import Fence, SourceLine
from report.sources.markdown.html_blocks import HtmlElement

TAB = "    "
SourceLines = list[SourceLine]


@dataclass(slots=True)
class BlockNode:
    """A block, named by its HTML tag. `text` are its own words, `tail` those after its last
    child in a tight list; `taken` is the code or HTML that it stands for."""

    tag: str
    at: int
    text: SourceLines = field(default_factory=list)
    children: list["BlockNode"] = field(default_factory=list)
    tail: SourceLines = field(default_factory=list)
    level: int = 0
    end: int = 0
    taken: Fence | HtmlElement | None = None

    def add(self, tag: str, at: int, text: SourceLines | None = None) -> "BlockNode":
        """A new last child."""
        child = BlockNode(tag, at, text or [])
        self.children.append(child)
        return child

    @property
    def last(self) -> "BlockNode | None":
        """The last child."""
        return self.children[-1] if self.children else None

    @property
    def last_tag(self) -> str:
        """What the last child is."""
        return self.children[-1].tag if self.children else ""

    def wrap_text(self) -> None:
        """Make its own words its first paragraph."""
        if self.text:
            self.children.insert(0, BlockNode("p", self.text[0].at, self.text))
            self.text = []


def detab(block: SourceLines, width: int = 4) -> tuple[SourceLines, SourceLines]:
    """The indented lines at the beginning of a block without their indentation, and the rest."""
    inner: SourceLines = []
    for line in block:
        if line.text.startswith(" " * width):
            inner.append(line.cut(width))
        elif not line.text.strip():
            inner.append(SourceLine("", line.at))
        else:
            break
    return inner, block[len(inner) :]


def loose_detab(block: SourceLines, width: int = 4) -> SourceLines:
    """A block with the indentation of its indented lines taken away."""
    return [line.cut(width) if line.text.startswith(" " * width) else line for line in block]


def chunks(lines: SourceLines) -> list[SourceLines]:
    """Lines parted where Python-Markdown parts a text, at each "\\n\\n"."""
    result: list[SourceLines] = []
    current: SourceLines = []
    number = 0
    while number < len(lines):
        current.append(lines[number])
        if number + 2 < len(lines) and not lines[number + 1].text:
            result.append(current)
            current = []
            number += 1
        number += 1
    return [*result, current] if current else result


def without_edges(block: SourceLines) -> SourceLines:
    """A block without empty lines at its beginning and end."""
    start, end = 0, len(block)
    while start < end and not block[start].text:
        start += 1
    while end > start and not block[end - 1].text:
        end -= 1
    return block[start:end]


def stripped(block: SourceLines) -> SourceLines:
    """A block without the spaces at its beginning."""
    text = block[0].text
    return [block[0].cut(len(text) - len(text.lstrip())), *block[1:]]


def has_words(block: SourceLines) -> bool:
    """Whether anything but spaces stands in a block."""
    return any(line.text.strip() for line in block)


def end_of(block: SourceLines) -> int:
    """Where a block ends."""
    return block[-1].at + len(block[-1].text)
