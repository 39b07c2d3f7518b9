"""What stands in the words of a block: code, links, pictures, references of notes, HTML.

One pass for each kind, in the order of Python-Markdown's inline patterns; what a pass takes is
blotted out for the next ones, so that places stay.
"""

import html
import re
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from report.sources.markdown.brackets import Span, Targets, closings, code_spans
from report.sources.markdown.elements import CallPlace
from report.sources.markdown.html_blocks import attributes_of, without_words
from report.sources.markdown.marks import CALL_MARK
from report.sources.markdown.nodes import SourceLines
from report.sources.markdown.scanner import Definition

BLOT = "\x04"
ESCAPE = re.compile(r"\\([\\`*_{}\[\]()>#+.!|-])")
LABEL = re.compile(r"\s?\[([^\]]*)\]")
LINK, IMAGE = re.compile(r"(?<!!)\["), re.compile(r"!\[")
AUTOLINK = re.compile(r"<([A-Za-z][A-Za-z0-9+.-]*://[^<>]*)>|<([^<> !]+@[^@<> ]+)>")
INLINE_HTML = re.compile(
    r"<(?:/?+(?P<tag>[a-zA-Z][^\s\"'<>@]*+)(?P<attributes>(?:\s+[^\s\"'=<>]++"
    r"(?:\s*+=\s*+(?:\"[^\"]*+\"|'[^']*+'|[^\s\"'=<>]++))?+)*+)\s*+/?"
    r"|!--(?:(?!<!--|-->).)*--|[?](?:(?!<[?]|[?]>).)*[?])>",
    re.S,
)
ATTRIBUTE_LIST = re.compile(r"(?<=[\])`*_>])\{:?[ ]*([^{}\n ][^\n{}]*)\}")
SIGNS_OF_MARKUP = re.compile(f"[<&\\\\*_{BLOT}]")  # one of them is in whatever is no plain word
EMPHASIS = re.compile(r"\\.|\*+|_+", re.S)  # its signs, and what is none after a backslash


@dataclass(frozen=True)
class InlineElement:
    """An inline element: kind, place in the words, and its parts. For a link or a picture
    `words`, `target` and `title`; for a note its label in `words`."""

    kind: str
    start: int
    end: int
    words: str = ""
    target: str = ""
    title: str = ""
    inner: Span = (0, 0)  # where the words of a link stand
    html: bool = False


@dataclass(frozen=True)
class InlineTag:
    """A tag that begins an element, or, without a name, a comment or declaration."""

    start: int
    end: int
    name: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class InlineText:
    """The words of a block and what is found in them."""

    text: str
    starts: list[int]
    places: list[int]
    found: list[InlineElement] = field(default_factory=list)
    blank: list[Span] = field(default_factory=list)  # what is no text of the page
    calls: dict[int, CallPlace] = field(default_factory=dict)
    ids: list[str] = field(default_factory=list)
    tags: list[InlineTag] = field(default_factory=list)

    def at(self, position: int) -> int:
        """The place in the marked text of a position in the words."""
        number = bisect_right(self.starts, position) - 1
        return self.places[number] + position - self.starts[number]

    def drop(self, start: int, end: int) -> None:
        """Forget what was found within a stretch, as it turns out to be part of a tag."""
        self.found = [one for one in self.found if one.start < start or one.end > end]


def words_of(lines: SourceLines) -> InlineText:
    """The words in lines."""
    if len(lines) == 1:
        return InlineText(lines[0].text, [0], [lines[0].at])
    starts = [0]
    for line in lines[:-1]:
        starts.append(starts[-1] + len(line.text) + 1)
    text = "\n".join([line.text for line in lines])
    return InlineText(text, starts, [line.at for line in lines])


class InlineScanner:
    """Finds the elements in the words of one block."""

    def __init__(
        self, words: InlineText, notes: Collection[str], references: Mapping[str, Definition]
    ) -> None:
        """The words, the labels of all notes and references of the page."""
        self.words, self.notes, self.references = words, notes, references
        self.text = words.text  # what earlier passes have left
        self.blots: list[Span] = []

    def scan(self) -> None:
        """All passes that have their sign in the words."""
        for sign, passes in PASSES.items():
            for one_pass in passes if sign in self.text else ():
                one_pass(self)
                self.blot()

    def blot(self) -> None:
        """Blot out what a pass has taken."""
        if self.blots:
            pieces, done = [], 0
            for start, end in sorted(self.blots):
                pieces += [self.text[done:start], BLOT * (end - start)]
                done = end
            self.text = "".join([*pieces, self.text[done:]])
            self.blots = []

    def take(self, start: int, end: int, place: CallPlace | None = None) -> None:
        """Take a stretch; the calls in it stand in such a place."""
        self.blots.append((start, end))
        if place:
            for call in CALL_MARK.finditer(self.words.text, start, end):
                self.words.calls[int(call[1])] = place

    def codes(self) -> None:
        """Code between backticks."""
        for start, end, size in code_spans(self.text):
            self.take(start, end, CallPlace.CODE)
            self.words.blank.append((start, end))
            code = self.words.text[start + size : end - size].strip()
            self.words.found.append(InlineElement("code", start, end, code))

    def escapes(self) -> None:
        """Characters after a backslash."""
        for found in re.finditer(r"\\(.)", self.text, re.S):
            if ESCAPE.match(found[0]):
                self.take(*found.span())

    def footnotes(self) -> None:
        """`[^label]`; those without a definition are left for other passes."""
        start = self.text.find("[^")
        while start >= 0 and (close := self.text.find("]", start)) >= 0:
            label = self.text[start + 2 : close]
            kind = "note" if label in self.notes else "undefined note"
            self.words.found.append(InlineElement(kind, start, close + 1, label))
            self.words.blank.append((start, close + 1))
            if kind == "note":
                self.take(start, close + 1)
            start = self.text.find("[^", close)

    def brackets(self, opening: re.Pattern[str]) -> Iterator[tuple[int, int, int]]:
        """Where brackets open, where their words begin, and where they close.

        Those before `done`, which the caller sets, are part of what it has taken.
        """
        self.done = 0
        pairs = closings(self.text)
        for found in opening.finditer(self.text) if pairs else ():
            if found.start() >= self.done and found.end() - 1 in pairs:
                yield found.start(), found.end(), pairs[found.end() - 1]

    def links(self) -> None:
        """`[words](address "title")`."""
        targets = Targets(self.text)
        for start, inner, close in self.brackets(LINK):
            target = targets.at(close + 1)
            if target:
                self.take(start, inner)
                self.take(close, close + 1)
                self.add("link", start, (inner, close), *target)

    def images(self) -> None:
        """`![words](address "title")`."""
        targets = Targets(self.text)
        for start, inner, close in self.brackets(IMAGE) if "![" in self.text else ():
            target = targets.at(close + 1)
            if target:
                self.take(start, inner)
                self.take(inner, close + 1, CallPlace.ATTRIBUTE)
                self.add("image", start, (inner, close), *target)

    def add(
        self, kind: str, start: int, words: Span, target: Span, title: Span | None, end: int
    ) -> None:
        """A link or a picture with its address."""
        self.done = end
        self.take(words[1] + 1, target[1], CallPlace.TARGET)
        self.take(target[1], end, CallPlace.ATTRIBUTE)
        self.words.blank.append(target)
        texts = (self.plain(*words), self.plain(*target).strip(), self.plain(*title or (0, 0)))
        self.words.found.append(InlineElement(kind, start, end, *texts, words))

    def plain(self, start: int, end: int) -> str:
        """A stretch of the words without backslashes."""
        return ESCAPE.sub(r"\1", self.words.text[start:end])

    def reference_links(self) -> None:
        """`[words][label]`, `[label][]`."""
        self.by_label("link", LINK, long=True)

    def reference_images(self) -> None:
        """`![words][label]`."""
        self.by_label("image", IMAGE, long=True)

    def short_links(self) -> None:
        """`[label]`."""
        self.by_label("link", LINK, long=False)

    def short_images(self) -> None:
        """`![label]`."""
        self.by_label("image", IMAGE, long=False)

    def by_label(self, kind: str, opening: re.Pattern[str], *, long: bool) -> None:
        """Links or pictures whose address is defined elsewhere."""
        for start, inner, close in self.brackets(opening) if self.references else ():
            label = LABEL.match(self.text, close + 1) if long else None
            if long and not label:
                continue
            self.done = end = label.end() if label else close + 1
            name = (label[1] if label else "") or self.words.text[inner:close]
            definition = self.references.get(re.sub(r"\s+", " ", name.lower()))
            if definition is None:
                continue
            self.take(start, inner)
            if kind == "image":
                self.take(inner, close, CallPlace.ATTRIBUTE)
            self.take(close, end)
            self.words.blank.append((close, end))
            texts = self.plain(inner, close), definition.target, definition.title
            self.words.found.append(InlineElement(kind, start, end, *texts, (inner, close)))

    def autolinks(self) -> None:
        """`<https://…>` and `<name@place>`."""
        for found in AUTOLINK.finditer(self.text):
            address = self.plain(found.start() + 1, found.end() - 1)
            target = address if found[1] else f"mailto:{address.removeprefix('mailto:')}"
            self.take(*found.span(), CallPlace.TARGET)
            self.words.blank.append(found.span())
            inner = found.start() + 1, found.end() - 1
            self.words.found.append(
                InlineElement("link", *found.span(), address, target, "", inner)
            )

    def tags(self) -> None:
        """HTML within the words."""
        for found in INLINE_HTML.finditer(self.text):
            self.words.drop(*found.span())
            self.take(*found.span(), CallPlace.ATTRIBUTE)
            if found["tag"] is None:
                self.words.blank.append(found.span())
                self.words.tags.append(InlineTag(*found.span()))
                continue
            source = self.words.text[found.start("attributes") : found.end("attributes")]
            if found[0].startswith("</"):
                self.words.blank.append(found.span())
            else:
                html_tag(self.words, found["tag"].lower(), source, found.span())


PASSES: Mapping[str, tuple[Callable[[InlineScanner], None], ...]] = {
    "`": (InlineScanner.codes,),
    "\\": (InlineScanner.escapes,),
    "[": (
        InlineScanner.footnotes,
        InlineScanner.reference_links,
        InlineScanner.links,
        InlineScanner.images,
        InlineScanner.reference_images,
        InlineScanner.short_links,
        InlineScanner.short_images,
    ),
    "<": (InlineScanner.autolinks, InlineScanner.tags),
}


def html_tag(words: InlineText, tag: str, source: str, span: Span) -> None:
    """Keep an HTML tag, its link, picture and anchor."""
    attributes = {name: html.unescape(value) for name, value in attributes_of(source).items()}
    words.tags.append(InlineTag(*span, tag.removesuffix("/"), attributes))
    words.blank += without_words(words.text, *span)
    title = attributes.get("title", "")
    if tag == "a" and "href" in attributes:
        words.found.append(
            InlineElement("link", *span, "", attributes["href"], title, (span[1], span[1]), True)
        )
    if tag == "img":
        texts = attributes.get("alt", ""), attributes.get("src", ""), title
        words.found.append(InlineElement("image", *span, *texts, html=True))
    for name in ("id", "name") if tag == "a" else ("id",):
        if name in attributes:
            words.ids.append(attributes[name])


def plain_words(words: InlineText) -> str:
    """The words of a heading as the table of contents has them, with the marks of calls."""
    return " ".join(without_markup(words, left_out(words)).split())


def words_to_read(words: InlineText) -> str:
    """The words as they are read, with the marks of calls; a picture is what it shows."""
    pictures = [(one.start, one.end, one.words) for one in words.found if one.kind == "image"]
    return without_markup(words, [*pictures, *left_out(words)])


def left_out(words: InlineText) -> Iterator[tuple[int, int, str]]:
    """What of the words is no text, and what is shown instead of it."""
    for one in words.found:
        if one.kind == "code":
            yield one.start, one.end, one.words
        elif one.kind in ("image", "note", "attributes"):
            yield one.start, one.end, ""
        elif one.kind == "link":
            yield one.start, one.inner[0], ""
            yield one.inner[1], one.end, ""


def without_markup(words: InlineText, without: Iterable[tuple[int, int, str]]) -> str:
    """The words without HTML, emphasis and backslashes; of two things that are left out at one
    place, the first one counts."""
    pieces, instead, done = [], [], 0
    for start, end, piece in sorted(without, key=lambda one: one[0]):
        if start >= done:
            pieces += [words.text[done:start], BLOT if piece else ""]
            instead += [piece] if piece else []
            done = end
    text = "".join([*pieces, words.text[done:]])
    if not SIGNS_OF_MARKUP.search(text):
        return text
    text = INLINE_HTML.sub("", text)
    text = html.unescape(ESCAPE.sub(r"\1", without_emphasis(text)))
    return re.sub(BLOT, lambda _: instead.pop(0) if instead else "", text)


def without_emphasis(text: str) -> str:
    """A text without the stars and underscores of emphasis, found in one pass: a sign before a
    word opens, one behind a word closes what was opened last by the same sign."""
    opened: dict[str, list[Span]] = {"*": [], "_": []}
    signs: list[Span] = []
    for found in EMPHASIS.finditer(text):
        sign, (start, end) = found[0][0], found.span()
        if sign == "\\":
            continue
        before, after = text[start - 1 : start] if start else " ", text[end : end + 1] or " "
        in_word = sign == "_" and before.isalnum() and after.isalnum()
        while not before.isspace() and not in_word and start < end and opened[sign]:
            first, last = opened[sign].pop()
            size = min(last - first, end - start)
            signs += [(last - size, last), (start, start + size)]
            start += size
            if last - size > first:
                opened[sign].append((first, last - size))
        if start < end and not after.isspace() and not in_word:
            opened[sign].append((start, end))
    pieces, done = [], 0
    for start, end in sorted(signs):
        pieces.append(text[done:start])
        done = end
    return "".join([*pieces, text[done:]])
