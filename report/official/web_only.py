"""What the source of a page marks as not for every print, left out of the converted page.

A paragraph, an item of a list, a link or a whole element with the class WEB_ONLY stands on the
website alone; one with the class SUMMARY not in the print that is signed either. A link goes
with the comma, semicolon or dash that leads to it. Sections, whose headings have the class, are
left out by `elements.without_sections`.
"""

from collections.abc import Collection, Iterator
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.treeprocessors import Treeprocessor

SUMMARY = "tom-tat"  # the class of what is for readers, and no part of what is signed
LEADING_MARKS = (",", ";", ":", "–")  # before a link that is left out
HEADING_TAGS = frozenset(f"h{level}" for level in range(1, 7))
BEHIND_ATTRIBUTES = 7  # priority: attr_list, which gives the classes, has 8


class LeavingOut(Treeprocessor):
    """Leaves out the elements that have one of some classes."""

    def __init__(self, md: Markdown, classes: Collection[str]) -> None:
        super().__init__(md)
        self.classes = frozenset(classes)

    def run(self, root: Element) -> None:
        """Take them out of the tree of a page; the words behind them stay."""
        for parent, child in reversed([*self.marked(root)]):
            remove(parent, child)

    def marked(self, parent: Element) -> Iterator[tuple[Element, Element]]:
        """The elements to leave out, each behind the one that it stands in."""
        for child in parent:
            named = self.classes & {*child.get("class", "").split()}
            if named and child.tag not in HEADING_TAGS:
                yield parent, child
            else:
                yield from self.marked(child)


def remove(parent: Element, child: Element) -> None:
    """Take an element out, with the mark that leads to a link."""
    place = [*parent].index(child)
    before = parent[place - 1] if place else None
    words = (before.tail if before is not None else parent.text) or ""
    if child.tag == "a":
        words = without_mark(words)
    words += child.tail or ""
    if before is not None:
        before.tail = words
    else:
        parent.text = words
    parent.remove(child)


def without_mark(words: str) -> str:
    """Words without the mark at their end that leads to what follows."""
    rest = words.rstrip()
    return rest[:-1].rstrip() if rest.endswith(LEADING_MARKS) else rest


def leave_out(converter: Markdown, classes: Collection[str]) -> Markdown:
    """A converter that leaves out the elements with one of the classes."""
    processor = LeavingOut(converter, classes)
    converter.treeprocessors.register(processor, "leaving_out", BEHIND_ATTRIBUTES)
    return converter
