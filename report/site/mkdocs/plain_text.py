"""Plain sentences on their short way through Python-Markdown.

It asks each block nineteen times what it is, and each text fifteen times whether something stands
in it; most are plain. Where an office has extensions that are not known here, all are asked.
"""

import re
from collections.abc import Collection, Iterator
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor
from markdown.treeprocessors import InlineProcessor
from markdown.util import AtomicString, Registry

# What takes part in the conversion of a block, and of a text within one: Python-Markdown's own,
# and what the extensions of base.yml bring.
KNOWN_BLOCKS = "abbr admonition code defindent deflist details empty footnote hashheader hr indent"
KNOWN_BLOCKS += " markdown_block olist paragraph quote reference setextheader table ulist"
KNOWN_PATTERNS = "autolink automail backtick em_strong em_strong2 entity escape footnote html"
KNOWN_PATTERNS += " image_link image_reference linebreak link reference short_image_ref"
KNOWN_PATTERNS += " short_reference"
# A block all of whose lines begin with a letter: for each of these processors, a paragraph.
SENTENCES = re.compile(r"(?:[^\W\d_].*+\n?)++")
# What each of these patterns begins with, but for the break of a line.
PATTERN_SIGN = re.compile(r"[`\\\[<&*_!]")
HARD_BREAK = "  \n"


# The elements that most pages consist of.
MOST = {"p", "h2", "h3", "li", "ul", "div"}


def shorten(markdown: Markdown) -> None:
    """Have a converter take plain sentences as such, and find at once what it asks for each."""
    # A list, which it goes along for each element.
    markdown.block_level_elements.sort(key=lambda name: name not in MOST)
    markdown.postprocessors = Ordered(markdown.postprocessors)
    markdown.parser.blockprocessors = Ordered(markdown.parser.blockprocessors)
    if has_only(markdown.parser.blockprocessors, KNOWN_BLOCKS.split()):
        sentences = Sentences(markdown.parser)
        markdown.parser.blockprocessors.register(sentences, "sentences", 1000)
    if has_only(markdown.inlinePatterns, KNOWN_PATTERNS.split()):
        markdown.treeprocessors.register(SignedTexts(markdown), "inline", 20)


def has_only(registry: Registry[Any], names: Collection[str]) -> bool:
    """Whether only parts of these names are registered."""
    return len(registry) == sum(name in registry for name in names)


class Ordered(Registry[Any]):
    """A registry that puts its parts in order once, and not each time that they are gone through,
    until there is another one."""

    def __init__(self, registry: Registry[Any]) -> None:
        """With the parts of another one."""
        super().__init__()
        vars(self).update(vars(registry))
        self.order: list[Any] | None = None

    def __iter__(self) -> Iterator[Any]:
        """The parts, that of the highest priority first."""
        if self.order is None:
            self.order = [*super().__iter__()]
        return iter(self.order)

    def register(self, item: Any, name: str, priority: float) -> None:
        """Add a part, as Python-Markdown does."""
        super().register(item, name, priority)
        self.order = None

    def deregister(self, name: str, strict: bool = True) -> None:
        """Remove a part, as Python-Markdown does. Raises ValueError for an unknown one."""
        super().deregister(name, strict)
        self.order = None


class Sentences(BlockProcessor):
    """Takes blocks that can be nothing but a paragraph, before any other part is asked."""

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - Python-Markdown's
        """Whether a block is one."""
        return SENTENCES.fullmatch(block) is not None

    def run(self, parent: Element, blocks: list[str]) -> bool | None:
        """Add it to its parent."""
        return self.parser.blockprocessors["paragraph"].run(parent, blocks)


class SignedTexts(InlineProcessor):
    """Looks for patterns only in texts with a sign that one begins with."""

    def run(self, tree: Element, ancestors: list[str] | None = None) -> Element:
        """Convert the texts of a page."""
        plain = [(one, one.text) for one in tree.iter() if has_no_pattern(one.text)]
        for element, text in plain:
            element.text = AtomicString(text)  # which is left as it is
        done = super().run(tree, ancestors)
        for element, text in plain:
            element.text = text
        return done


def has_no_pattern(text: str | None) -> bool:
    """Whether no pattern can be in a text, which is not to be left alone anyhow."""
    if text is None or isinstance(text, AtomicString):
        return False
    return not PATTERN_SIGN.search(text) and HARD_BREAK not in text
