"""Blocks of HTML in a page, as Python-Markdown's md_in_html takes them out of the text.

Each becomes a line with a stand-in (`report.sources.markdown.fences`); in an element with
`markdown="1"` the content is Markdown again.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from report.sources.markdown.brackets import Span
from report.sources.markdown.fences import STAND_IN, Fence, SourceLine

SPAN_TAGS = "address dd dt h1 h2 h3 h4 h5 h6 legend li p summary td th"
RAW_TAGS = "canvas math option pre script style textarea"
OTHER_TAGS = (
    "article aside blockquote details div dl fieldset figcaption figure footer form header hgroup"
    " main menu nav ol section table ul colgroup body group html iframe map noscript output object"
    " progress tbody tfoot thead tr video center"
)
SPANS = frozenset(SPAN_TAGS.split())  # their Markdown has no blocks
BLOCKS = frozenset(OTHER_TAGS.split())
BLOCK_TAGS = SPANS | BLOCKS | frozenset(RAW_TAGS.split()) | {"hr"}
HTML_MARKUP = re.compile(
    r"<!--|<\?|<!(?=[a-zA-Z\[])"
    r"|<(?P<close>/)?(?P<tag>[a-zA-Z][^\s`/<>\x00]*)"
    r"(?P<attributes>(?:[^\"'<>`]|\"[^\"]*\"|'[^']*')*+)>"
)
ENDS = {"<!--": "-->", "<?": "?>", "<!": ">"}  # of what is no tag
ATTRIBUTE = re.compile(r"([^\s\"'=<>/]+)(?:\s*=\s*(\"[^\"]*\"|'[^']*'|[^\s\"'=<>`]+))?")
ATTRIBUTES_OF_WORDS = ("alt", "title")  # what a reader sees or hears of a tag


class Markup(NamedTuple):
    """A tag, or, without a name, a comment or declaration."""

    start: int
    end: int
    tag: str = ""
    closes: bool = False
    attributes: str = ""


@dataclass
class HtmlElement:
    """An HTML element. `state` says how its content is read: "block" and "span" are Markdown,
    "off" is HTML; `lines` are its content, children in it as stand-ins."""

    start: int
    end: int
    tag: str = ""
    attributes: dict[str, str] = field(default_factory=dict)
    state: str = "off"
    lines: list[SourceLine] = field(default_factory=list)


Taken = list[Fence | HtmlElement]


def without_html(lines: list[SourceLine], taken: Taken) -> list[SourceLine]:
    """The lines with a stand-in for each block of HTML, which is added to `taken`."""
    if not any("<" in line.text for line in lines):
        return lines
    return HtmlReader(lines, taken).read()


class HtmlReader:
    """Goes through a text from tag to tag and takes its blocks of HTML out."""

    def __init__(self, lines: list[SourceLine], taken: Taken) -> None:
        """The lines to read, and the list that takes what is found."""
        self.lines, self.taken = lines, taken
        self.text = "\n".join(line.text for line in lines)
        self.starts = [0]
        for line in lines:
            self.starts.append(self.starts[-1] + len(line.text) + 1)
        self.outer: list[SourceLine] = []  # what is left of the page
        self.open: list[HtmlElement] = []  # elements whose content is Markdown
        self.done = 0
        self.tail = -1  # a block ended in the line that ends here

    def read(self) -> list[SourceLine]:
        """The text without its blocks of HTML."""
        position = 0
        while found := next_markup(self.text, position):
            position = self.read_tag(found)
        self.keep(len(self.text))
        if self.open:
            self.close(0, len(self.text))
        return self.outer

    def read_tag(self, found: Markup) -> int:
        """Take a tag or leave it in the text; where to read on."""
        begins = self.begins_line(found.start) or found.start <= self.tail
        if found.closes:
            return self.closing(found)
        if found.tag and found.tag not in BLOCK_TAGS:
            return found.end
        if not begins and not (found.tag and self.is_fresh(found.start)):
            return found.end
        if not found.tag or found.tag == "hr" or found.attributes.endswith("/"):
            return self.take(found.start, found.end)
        attributes = attributes_of(found.attributes)
        state = state_of(found.tag, attributes, self.open)
        if state == "off" and not self.open:
            return self.take(found.start, self.end_of_raw(found))
        self.keep(found.start)
        self.open.append(HtmlElement(self.origin(found.start), 0, found.tag, attributes, state))
        self.done = found.end
        return found.end

    def is_fresh(self, position: int) -> bool:
        """Whether nothing stands between a place and the start of the open element."""
        return bool(self.open) and not self.open[-1].lines and position == self.done

    def closing(self, found: Markup) -> int:
        """An end tag: it closes the elements of that name and all in it."""
        names = [element.tag for element in self.open]
        if found.tag in names:
            self.keep(found.start)
            self.close(len(names) - 1 - names[::-1].index(found.tag), found.end)
        return found.end

    def close(self, index: int, end: int) -> None:
        """End the open elements from `index` on."""
        for element in reversed(self.open[index:]):
            element.end = self.origin(end)
            self.open.pop()
            self.stand_in(element)
        self.done = end
        if not self.open:
            self.tail = self.end_of_line(end)

    def end_of_raw(self, found: Markup) -> int:
        """Where a block that stays HTML ends: with its first element, or never."""
        stack, position = [found.tag], found.end
        while inner := next_markup(self.text, position):
            position = inner.end
            if stack[-1] in ("script", "style") and not (inner.closes and inner.tag == stack[-1]):
                continue
            if inner.closes and inner.tag in stack:
                while stack.pop() != inner.tag:
                    pass
            elif inner.tag and not inner.closes and not inner.attributes.endswith("/"):
                stack.append(inner.tag)
            if not stack:
                return position
        return len(self.text)

    def take(self, start: int, end: int) -> int:
        """Take a block of HTML out; where to read on."""
        self.keep(start)
        self.stand_in(
            HtmlElement(self.origin(start), self.origin(end), lines=self.slice(start, end))
        )
        self.done = end
        self.tail = self.end_of_line(end)
        return end

    def stand_in(self, element: HtmlElement) -> None:
        """Put a stand-in for an element, as a block of its own."""
        place = SourceLine(STAND_IN.format(len(self.taken)), element.start)
        self.taken.append(element)
        target = self.open[-1].lines if self.open else self.outer
        if target and not target[-1].text.strip():
            target.pop()
        target += [SourceLine("", element.start), place, SourceLine("", element.end)]

    def keep(self, end: int) -> None:
        """Leave the text up to `end` where it is: on the page or in the open element."""
        if end > self.done:
            target = self.open[-1].lines if self.open else self.outer
            target += self.slice(self.done, end)
            self.done = end

    def slice(self, start: int, end: int) -> list[SourceLine]:
        """A stretch of the text as lines."""
        lines = []
        number = bisect_right(self.starts, start) - 1
        for piece in self.text[start:end].split("\n"):
            base = self.starts[number] if number < len(self.lines) else start
            place = self.lines[min(number, len(self.lines) - 1)].at
            lines.append(SourceLine(piece, place + max(0, start - base)))
            start = self.starts[number + 1] if number + 1 < len(self.starts) else end
            number += 1
        return lines

    def origin(self, position: int) -> int:
        """Where a position of the joined text stands in the marked text."""
        number = min(bisect_right(self.starts, position), len(self.lines)) - 1
        return self.lines[number].at + position - self.starts[number]

    def begins_line(self, position: int) -> bool:
        """Whether at most three spaces stand before a place in its line."""
        start = self.text.rfind("\n", 0, position) + 1
        return position - start <= 3 and not self.text[start:position].strip(" ")

    def end_of_line(self, position: int) -> int:
        """Where the line of a place ends, -1 where nothing follows in it."""
        end = self.text.find("\n", position)
        end = len(self.text) if end < 0 else end
        return end if self.text[position:end].strip() else -1


def attributes_of(text: str) -> dict[str, str]:
    """The attributes of a tag; one without a value has its name for one."""
    return {
        name.lower(): value[1:-1] if value[:1] in ("'", '"') else value or name
        for name, value in ATTRIBUTE.findall(text)
    }


def state_of(tag: str, attributes: dict[str, str], outer: Sequence[HtmlElement]) -> str:
    """How the content of an element is read, by its attribute `markdown`."""
    wish = attributes.get("markdown", "0")
    wish = "1" if wish == "markdown" else wish
    above = outer[-1].state if outer else ""
    if above == "off" or (above == "span" and wish != "0"):
        wish = above
    if (wish == "1" and tag in BLOCKS) or (wish == "block" and tag in BLOCKS | SPANS):
        return "block"
    if (wish == "1" and tag in SPANS) or (wish == "span" and tag in BLOCKS | SPANS):
        return "span"
    return "off"


def next_markup(text: str, position: int) -> Markup | None:
    """The next tag, comment or declaration from a position on."""
    while found := HTML_MARKUP.search(text, position):
        if found["tag"]:
            name = found["tag"].lower()
            return Markup(*found.span(), name, bool(found["close"]), found["attributes"])
        end = text.find(ENDS[found[0]], found.end())
        if end >= 0:
            return Markup(found.start(), end + len(ENDS[found[0]]))
        position = found.end()
    return None


def markups(text: str) -> Iterator[Markup]:
    """All of them in a stretch of HTML."""
    position = 0
    while found := next_markup(text, position):
        yield found
        position = found.end


def without_words(text: str, start: int, end: int) -> Iterator[Span]:
    """The stretches of a tag, from `start` to `end`, that are no words for a reader."""
    for one in ATTRIBUTE.finditer(text, start, end):
        if one[1].lower() in ATTRIBUTES_OF_WORDS and one[2]:
            yield start, one.start(2)
            start = one.end(2)
    yield start, end
