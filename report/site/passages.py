"""The text of a finished page, passage by passage: what the search finds, and where.

It hears of every tag and text of a page while that is finished. A passage begins at a heading
with a name and is cut where the theme's own index cuts it (material/plugins/search).
"""

import re
from dataclasses import dataclass, field
from html import unescape
from math import inf

ELEMENT_ANCHOR = re.compile(r"\sid\s*=\s*([\"']?)([^\"'\s>]+)\1", re.I)
PASSAGE_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
VOID_TAGS = "area base br col embed hr img input link meta param source track wbr"
VOID = frozenset(VOID_TAGS.split())  # https://html.spec.whatwg.org/#void-elements
NEVER_SEARCHED = frozenset({"object", "script", "style"})
UNSEARCHED = " data-search-exclude"
PERMALINK = ' class="headerlink"'
# Elements that part no words: H<sub>2</sub>O is one.
INLINE_TAGS = "a abbr b code data em i kbd mark s small span strong sub sup u"
WITHIN_WORDS = frozenset(INLINE_TAGS.split())


@dataclass
class Passage:
    """A heading and the text below it, as pieces; `anchor` is empty at the top of a page.

    `element` is the one that holds its title, `depth` how many are open within it.
    """

    element: str = ""
    depth: float = 0
    anchor: str = ""
    hidden: bool = False
    title: list[str] = field(default_factory=list)
    text: list[str] = field(default_factory=list)


class Passages:
    """The passages of a page, and the `anchors` of all its elements."""

    def __init__(self) -> None:
        """Nothing heard yet."""
        self.found: list[Passage] = []
        self.latest = Passage()
        self.anchors: set[str] = set()
        self.open: list[str] = []
        self.hidden: set[str] = set()  # elements that are not searched
        self.permalink = False

    def tag(self, name: str, source: str, closes: bool) -> None:
        """A tag of the page."""
        if closes:
            self.end(name)
            return
        named = ELEMENT_ANCHOR.search(source) if "id" in source else None
        anchor = unescape(named[2]) if named else ""
        if anchor:
            self.anchors.add(anchor)
        if name not in VOID:
            self.begin(name, source, anchor)
            if source.endswith("/>"):
                self.end(name)

    def begin(self, name: str, source: str, anchor: str) -> None:
        """An element begins."""
        self.open.append(name)
        if anchor and name in PASSAGE_HEADINGS:
            self.heading(name, anchor, UNSEARCHED in source)
        if UNSEARCHED in source or name in NEVER_SEARCHED:
            self.now()
            self.hidden.add(name)
        elif name == "a":
            self.permalink = PERMALINK in source
        elif name not in WITHIN_WORDS:
            self.text(" ")

    def heading(self, name: str, anchor: str, hidden: bool) -> None:
        """A heading begins; what stands above the first one, or below a title, has no anchor."""
        if name != "h1" and not self.found:
            self.now().depth = len(self.open)
        anchor = anchor if self.found else ""
        self.latest = Passage(name, len(self.open), anchor, hidden)
        self.found.append(self.latest)

    def now(self) -> Passage:
        """The passage at hand."""
        if not self.found:
            self.found.append(self.latest)
        return self.latest

    def end(self, name: str) -> None:
        """An element ends; an end tag that closes nothing is left alone, as by the theme."""
        if not self.open or self.open[-1] != name:
            return
        if self.now().depth > len(self.open):
            self.leave()
        self.open.pop()
        if name in self.hidden:
            self.hidden.remove(name)
        elif name == "a":
            self.permalink = False
        elif name not in WITHIN_WORDS:
            self.text(" ")

    def leave(self) -> None:
        """The element ends in which the heading stood: the passage before goes on."""
        for passage in reversed(self.found):
            if passage.depth <= len(self.open):
                self.latest.depth = inf
                self.latest = passage
                return

    def text(self, text: str) -> None:
        """A piece of text, as HTML writes it."""
        if not text or self.hidden:
            return
        passage = self.latest if self.found else self.now()
        if passage.element not in self.open:
            passage.text.append(unescape(text))
        elif not self.permalink:
            passage.title.append(unescape(text))
