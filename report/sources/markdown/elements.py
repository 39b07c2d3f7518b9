"""What a page is made of. Places are offsets in the file, lines count from 1 at its top.

What a page has by the dozen has slots: a site of thousands of pages holds all of it at once. Calls
and paragraphs, of which it has most, are named tuples, made in a third of the time.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any, NamedTuple, Protocol

from report.sources.markdown.marks import Tag


class CallPlace(Enum):
    """Where a macro call stands: its result is written as the place asks for."""

    BLOCK = "block"  # alone on its line of a paragraph, an item, a note or HTML
    INLINE = "inline"
    HEADING = "heading"
    CELL = "cell"  # of a table
    ATTRIBUTE = "attribute"  # alternative text, title of a link or an abbreviation, in an HTML tag
    TARGET = "target"  # the address of a link or picture
    CODE = "code"
    HTML = "html"  # between tags that Markdown leaves alone
    FRONT_MATTER = "front matter"


class Element(Protocol):
    """A stretch of a page."""

    @property
    def line(self) -> int:
        """Where it begins, as an editor's program counts."""

    @property
    def offset(self) -> int:
        """Where it begins in the file."""

    @property
    def end(self) -> int:
        """Where it ends in the file."""


@dataclass(frozen=True, slots=True)
class RareElement:
    """An element of which a page has few."""

    line: int
    offset: int
    end: int


@dataclass(frozen=True, slots=True)
class Heading(RareElement):
    """A heading: `text` are its plain words with the marks of its calls, `anchor` is the one
    that is written (`{: #name }`), if any."""

    level: int
    text: str
    anchor: str | None


@dataclass(frozen=True, slots=True)
class PageLink(RareElement):
    """A link, also `<https://…>` or one by reference; `html` where it is a tag `<a href>`,
    whose address nobody completes."""

    text: str
    target: str
    title: str
    html: bool


@dataclass(frozen=True)
class Image(RareElement):
    """A picture; `html` where it is a tag `<img>`."""

    alt: str
    target: str
    title: str
    html: bool


@dataclass(frozen=True)
class FootnoteReference(RareElement):
    """`[^label]`; without a definition it stays text."""

    label: str
    defined: bool


@dataclass(frozen=True)
class FootnoteDefinition(RareElement):
    """`[^label]: …`; the last one of a label counts, earlier ones are never shown. One that is
    `nested` stands in the text of another note, and is never shown either."""

    label: str
    repeated: bool
    nested: bool


@dataclass(frozen=True)
class Abbreviation(RareElement):
    """`*[ABC]: …`; `meaning` is the title of each ABC on the page."""

    meaning: str


@dataclass(frozen=True)
class Code(RareElement):
    """Code: "fenced", "indented" or a "span" within a sentence."""

    kind: str


@dataclass(frozen=True)
class Html(RareElement):
    """A block of HTML that Markdown leaves alone."""


@dataclass(frozen=True)
class HtmlTag(RareElement):
    """A tag that begins an element, or, without a name, a comment or declaration."""

    name: str
    attributes: Mapping[str, str]


@dataclass(frozen=True)
class AttributeList(RareElement):
    """`{: .class #name key=value }` behind an element, or braces behind the sign of a fence."""

    attributes: Mapping[str, str]


class MacroCall(NamedTuple):
    """A macro call: what stands between the braces, and where."""

    line: int
    offset: int
    end: int
    source: str
    place: CallPlace


@dataclass(frozen=True)
class StrayTag(RareElement):
    """A template tag that is no call: `{%`, `{#`, `{{` or `}}`."""

    tag: str


class Paragraph(NamedTuple):
    """A block of words; `kind` is the HTML tag: p, li, dt, dd, table, summary (of a box)."""

    line: int
    offset: int
    end: int
    kind: str


@dataclass(frozen=True)
class Markdown:
    """A page. Elements are in the order of the file; `headings` in that of the finished page,
    where those in footnotes come last.

    `template_tags` are those of the body. `prose` is the file with everything blank that is no
    text of the page: front matter, calls, code, addresses, labels. `ids` are the anchors that are
    written anywhere on the page.
    """

    meta: Mapping[str, Any]
    key_lines: Mapping[str, int]
    start: int
    headings: tuple[Heading, ...]
    links: tuple[PageLink, ...]
    images: tuple[Image, ...]
    references: tuple[FootnoteReference, ...]
    notes: tuple[FootnoteDefinition, ...]
    abbreviations: tuple[Abbreviation, ...]
    codes: tuple[Code, ...]
    html: tuple[Html, ...]
    tags: tuple[HtmlTag, ...]
    attribute_lists: tuple[AttributeList, ...]
    calls: tuple[MacroCall, ...]
    strays: tuple[StrayTag, ...]
    template_tags: tuple[Tag, ...]
    paragraphs: tuple[Paragraph, ...]
    ids: frozenset[str]
    prose: str

    @cached_property
    def marked_calls(self) -> tuple[MacroCall, ...]:
        """The calls by the numbers of their marks: all but those in the front matter."""
        return tuple(call for call in self.calls if call.place is not CallPlace.FRONT_MATTER)
