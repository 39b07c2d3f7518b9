"""Reads a page: its front matter, then its blocks, then the words of each block."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from html import unescape
from typing import TypeVar

from report.sources.markdown.blocks import read_blocks
from report.sources.markdown.brackets import Span
from report.sources.markdown.elements import (
    Abbreviation,
    AttributeList,
    CallPlace,
    Code,
    Element,
    FootnoteDefinition,
    FootnoteReference,
    Heading,
    Html,
    HtmlTag,
    Image,
    MacroCall,
    Markdown,
    PageLink,
    Paragraph,
    StrayTag,
)
from report.sources.markdown.fences import STAND_IN, STANDS_IN, Fence, SourceLine
from report.sources.markdown.front_matter import read_front_matter
from report.sources.markdown.html_blocks import (
    HTML_MARKUP,
    HtmlElement,
    Taken,
    markups,
    without_words,
)
from report.sources.markdown.inlines import (
    ATTRIBUTE_LIST,
    PASSES,
    InlineElement,
    InlineScanner,
    InlineTag,
    InlineText,
    html_tag,
    plain_words,
    words_of,
)
from report.sources.markdown.marks import (
    CALL_MARK,
    Marked,
    line_ends,
    template_tags,
    with_marks,
)
from report.sources.markdown.nodes import BlockNode, SourceLines
from report.text.markup import MARK_BEGIN
from report.text.slugs import slug

NOT_BREAK = re.compile(r"[^\r\n]+")
LAST_OF_HEADING = re.compile(r"(?<! )[ ]+\{:?[ ]*([^}\n ][^\n]*)\}[ ]*$")
LAST_LINE = re.compile(r"\n[ ]*\{:?[ ]*([^}\n ][^\n]*)\}[ ]*$")
WRITTEN_NAME = re.compile(r"(?:^|\s)#([^\s=}]+)|(?:^|\s)id=[\"']?([^\s\"'}]+)")
# As markdown.extensions.attr_list parts a list: `key=value`, or a word alone.
LISTED_ATTRIBUTE = re.compile(r"([^ =}]+)=(\".*?\"|'.*?'|[^ =}]+)|([^ =}]+)")
TAG_BEGIN = re.compile(r"<(/?[a-zA-Z!?][^\s<>]*)")
FENCE_LIST = re.compile(r"[^{\n]*+\{([^\n]*)\}")
NUMBERED = re.compile(r"(.*)_([0-9]+)")
ElementKind = TypeVar("ElementKind", bound=Element)
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
WORDED = ("p", "li", "dt", "dd", "summary", "note")  # blocks that are paragraphs of the page
HOLDS_BLOCKS = ("p", "li", "dd", "note")  # whose lines a table or chart may have for itself


def read_markdown(text: str) -> Markdown:
    """The page in a text. Raises Mistake where its front matter cannot be read."""
    return Reader(text).read()


class Reader:
    """Gathers the elements of one page."""

    def __init__(self, text: str) -> None:
        """The text of a file."""
        self.text = text
        self.front = read_front_matter(text)
        self.marked: Marked = with_marks(text, self.front.end)
        self.line_starts = [0, *line_ends(text)]
        self.headings: list[Heading] = []
        self.links: list[PageLink] = []
        self.images: list[Image] = []
        self.references: list[FootnoteReference] = []
        self.abbreviations: list[Abbreviation] = []
        self.codes: list[Code] = []
        self.html: list[Html] = []
        self.tags: list[HtmlTag] = []
        self.attribute_lists: list[AttributeList] = []
        self.paragraphs: list[Paragraph] = []
        self.ids: set[str] = set()
        self.worded: list[tuple[InlineText, CallPlace]] = []  # with the place of its calls
        self.places: dict[int, CallPlace] = {}
        self.blank: list[Span] = []  # places in the file that are no text of the page

    def read(self) -> Markdown:
        """The page."""
        page, self.scanner = read_blocks(self.marked.text)
        self.walk(page)
        self.opened_tags()
        notes = tuple(self.notes())
        self.define()
        return Markdown(
            meta=self.front.meta,
            key_lines=self.front.lines,
            start=self.front.end,
            headings=tuple(self.headings),
            links=in_order(self.links),
            images=in_order(self.images),
            references=in_order(self.references),
            notes=notes,
            abbreviations=in_order(self.abbreviations),
            codes=in_order(self.codes),
            html=in_order(self.html),
            tags=in_order(self.tags),
            attribute_lists=in_order(self.attribute_lists),
            calls=tuple(self.calls()),
            strays=tuple(
                StrayTag(self.line(tag.start), tag.start, tag.end, self.text[tag.start : tag.end])
                for tag in self.marked.of_kind("stray")
            ),
            template_tags=self.marked.tags,
            paragraphs=in_order(self.paragraphs),
            ids=frozenset(self.ids),
            prose=self.prose(),
        )

    def line(self, offset: int) -> int:
        """The line of an offset in the file."""
        return bisect_right(self.line_starts, offset)

    def stretch(self, start: int, end: int) -> tuple[int, int, int]:
        """Line, offset and end in the file of a stretch of the marked text."""
        offset, last = self.marked.origin(start), self.marked.origin(end)
        last -= self.text[last - 1 : last] == "\r"
        return self.line(offset), offset, max(offset, last)

    def walk(self, node: BlockNode) -> None:
        """Gather what stands in a block and in those below it."""
        if isinstance(node.taken, HtmlElement):
            self.element(node, node.taken)
        elif node.tag == "h":
            self.heading(node)
        elif node.tag == "code":
            self.code("indented", node.at, node.end)
        elif node.text:
            self.words(node, node.text)
        if node.tag == "table":
            self.paragraphs.append(Paragraph(*self.stretch(node.at, node.end), "table"))
        for child in node.children:
            self.walk(child)
            if child.tail:
                self.words(node, child.tail)

    def words(self, node: BlockNode, lines: SourceLines) -> InlineText:
        """Gather what stands in the words of a block."""
        words = self.scanned(lines)
        is_stand_in = False
        if STAND_IN[0] in words.text:
            self.gather(self.stands_in(words))
            is_stand_in = bool(STANDS_IN.fullmatch(words.text.strip()))
        if node.tag in WORDED and not is_stand_in:
            place = self.stretch(lines[0].at, lines[-1].at + len(lines[-1].text))
            self.paragraphs.append(Paragraph(*place, node.tag))
        self.attributes(words, list_at_end(words.text, last_line=node.tag not in ("td", "dt")))
        if node.tag in HOLDS_BLOCKS:
            lone_calls(words)
        self.keep(words, CallPlace.CELL if node.tag == "td" else CallPlace.INLINE)
        return words

    def scanned(self, lines: SourceLines) -> InlineText:
        """The words in lines and what is found in them."""
        words = words_of(lines)
        if any(sign in words.text for sign in PASSES):
            InlineScanner(words, self.scanner.notes, self.scanner.references).scan()
        for found in ATTRIBUTE_LIST.finditer(words.text) if "{" in words.text else ():
            if not any(start < found.start() < end for start, end in code_in(words)):
                self.attributes(words, found)
        return words

    def attributes(self, words: InlineText, found: re.Match[str] | None) -> str | None:
        """Keep the name in an attribute list; the list is no text of the page."""
        if not found:
            return None
        words.blank.append(found.span())
        words.found.append(InlineElement("attributes", *found.span()))
        place = self.stretch(words.at(found.start()), words.at(found.end()))
        self.attribute_lists.append(AttributeList(*place, listed_attributes(found[1])))
        name = WRITTEN_NAME.search(found[1])
        if name:
            words.ids.append(name[1] or name[2])
        return words.ids[-1] if name else None

    def heading(self, node: BlockNode) -> None:
        """Gather a heading and what stands in it."""
        words = self.scanned(node.text)
        self.gather(self.stands_in(words))
        names = list_at_end(words.text, last_line=False)
        anchor = self.attributes(words, names)
        self.keep(words, CallPlace.HEADING)
        if names:
            words.text = words.text[: names.start()].rstrip("#").rstrip()
            words.found = [one for one in words.found if one.end <= len(words.text)]
        place, text = self.stretch(node.at, node.end), STANDS_IN.sub("", plain_words(words))
        self.headings.append(Heading(*place, node.level, text, anchor))

    def element(self, node: BlockNode, taken: HtmlElement) -> None:
        """Gather an HTML element with Markdown in it, or one below such an element."""
        name = taken.attributes.get("id")
        self.ids |= {name} if name else set()
        if taken.state == "off":
            self.gather([taken])
        words = self.words(node, node.text) if node.text else words_of([SourceLine("", node.at)])
        if taken.tag in HEADINGS:
            text = plain_words(
                words if node.text else words_of(taken.lines or [SourceLine("", node.at)])
            )
            place = self.stretch(taken.start, taken.end)
            self.headings.append(Heading(*place, int(taken.tag[1]), text, name))

    def gather(self, pending: Taken) -> None:
        """Gather code and HTML, and what stands in that HTML again."""
        while pending:
            taken = pending.pop()
            if isinstance(taken, Fence):
                self.code("fenced", taken.start, taken.end)
                self.fence_list(taken)
            else:
                pending += self.raw(taken)

    def stands_in(self, words: InlineText) -> Taken:
        """What stand-ins in words stand for."""
        numbers = STANDS_IN.findall(words.text) if "\x02" in words.text else ()
        return [self.scanner.taken[int(number)] for number in numbers]

    def fence_list(self, taken: Fence) -> None:
        """Keep the attributes behind the sign of a fence."""
        first = taken.lines[0]
        found = FENCE_LIST.match(first.text)
        if found:
            place = self.stretch(first.at + found.start(1) - 1, first.at + found.end())
            self.attribute_lists.append(AttributeList(*place, listed_attributes(found[1])))

    def opened_tags(self) -> None:
        """Gather the tags of elements whose content is Markdown, and of those below them."""
        for taken in self.scanner.taken:
            if isinstance(taken, HtmlElement) and taken.tag:
                self.tag(taken.start, taken.end, taken.tag, taken.attributes)
                self.tags_are_blank(taken)

    def tags_are_blank(self, taken: HtmlElement) -> None:
        """The tags around an element are no text of the page, but for the words in the first."""
        text = self.marked.text
        for place in (taken.start, text.rfind("</", taken.start, taken.end)):
            found = HTML_MARKUP.match(text, place) if place >= 0 else None
            for start, end in without_words(text, *found.span()) if found else ():
                self.blank.append(self.stretch(start, end)[1:])

    def tag(self, start: int, end: int, name: str, attributes: Mapping[str, str]) -> None:
        """Keep a tag that stands in a stretch of the marked text."""
        self.tags.append(HtmlTag(*self.stretch(start, end), name, attributes))

    def code(self, kind: str, start: int, end: int) -> None:
        """Keep a block of code."""
        code = Code(*self.stretch(start, end), kind)
        self.codes.append(code)
        self.blank.append((code.offset, code.end))
        for call in CALL_MARK.finditer(self.marked.text, start, end):
            self.places[int(call[1])] = CallPlace.CODE

    def raw(self, taken: HtmlElement) -> Taken:
        """Gather what stands in HTML that Markdown leaves alone; what stands for more of it."""
        if not taken.lines:
            return []
        self.html.append(Html(*self.stretch(taken.start, taken.end)))
        words = words_of(taken.lines)
        for one in markups(words.text):
            for call in CALL_MARK.finditer(words.text, one.start, one.end):
                words.calls[int(call[1])] = CallPlace.ATTRIBUTE
            if one.closes:
                words.blank.append((one.start, one.end))
            elif one.tag:
                html_tag(words, one.tag, one.attributes, (one.start, one.end))
            else:
                words.blank.append((one.start, one.end))
                words.tags.append(InlineTag(one.start, one.end))
        words.tags += half_tags(words.text)
        lone_calls(words)
        self.keep(words, CallPlace.HTML)
        return self.stands_in(words)

    def keep(self, words: InlineText, default: CallPlace) -> None:
        """Keep what was found in words; `default` is the place of calls in their text."""
        self.worded.append((words, default))
        self.ids.update(words.ids)
        for tag in words.tags:
            self.tag(words.at(tag.start), words.at(tag.end), tag.name, tag.attributes)
        for one in words.found:
            self.add(one, self.stretch(words.at(one.start), words.at(one.end)))
        for start, end in words.blank:
            _, *blank = self.stretch(words.at(start), words.at(end))
            self.blank.append((blank[0], blank[1]))
        for call in map(int, CALL_MARK.findall(words.text)):
            self.places[call] = words.calls.get(call, default)

    def add(self, one: InlineElement, place: tuple[int, int, int]) -> None:
        """Keep an inline element."""
        if one.kind == "link":
            self.links.append(PageLink(*place, one.words, one.target, one.title, one.html))
        elif one.kind == "image":
            self.images.append(Image(*place, one.words, one.target, one.title, one.html))
        elif one.kind == "code":
            self.codes.append(Code(*place, "span"))
        elif one.kind in ("note", "undefined note"):
            self.references.append(FootnoteReference(*place, one.words, one.kind == "note"))

    def notes(self) -> Iterator[FootnoteDefinition]:
        """The definitions of footnotes; their labels are no text of the page."""
        seen: set[str] = set()
        nested = {note.at for note in self.scanner.all_notes[self.scanner.shown_notes :]}
        for note in sorted(self.scanner.all_notes, key=lambda note: note.at):
            start = self.marked.text.index("[^", note.at)
            place = self.stretch(start, start + len(note.label) + len("[^]:"))
            self.blank.append(place[1:])
            yield FootnoteDefinition(*place, note.label, note.label in seen, note.at in nested)
            seen.add(note.label)

    def define(self) -> None:
        """Definitions of links and abbreviations are no text of the page."""
        for one in self.scanner.definitions:
            place = self.stretch(one.start, one.end)
            self.blank.append(place[1:])
            if not one.target:
                self.abbreviations.append(Abbreviation(*place, one.title))
            for call in CALL_MARK.finditer(self.marked.text, one.start, one.end):
                self.places[int(call[1])] = CallPlace.TARGET if one.target else CallPlace.ATTRIBUTE

    def calls(self) -> Iterator[MacroCall]:
        """Every call of the page, those in its front matter first."""
        for tag in template_tags(self.text, 0, self.front.end):
            if tag.kind == "call":
                place = CallPlace.FRONT_MATTER
                yield MacroCall(self.line(tag.start), tag.start, tag.end, tag.words, place)
        for number, call in enumerate(self.marked.of_kind("call")):
            place = self.places.get(number, CallPlace.CODE)
            yield MacroCall(self.line(call.start), call.start, call.end, call.words, place)

    def prose(self) -> str:
        """The file with everything blank that is no text of the page."""
        tags = ((tag.start, tag.end) for tag in self.marked.tags)
        pieces, done = [], 0
        for start, end in sorted([(0, self.front.end), *self.blank, *tags]):
            if end > done:
                pieces.append(self.text[done:start] if start > done else "")
                pieces.append(made_blank(self.text[max(start, done) : end]))
                done = end
        return "".join([*pieces, self.text[done:]])


def list_at_end(text: str, *, last_line: bool) -> re.Match[str] | None:
    """The attribute list at the end of a text: of its line, or on a line of its own."""
    text = text.rstrip(" \n")
    if not text.endswith("}"):
        return None
    if last_line:
        return LAST_LINE.search(text)
    return LAST_OF_HEADING.search(text, text.rfind("\n") + 1)


def listed_attributes(source: str) -> dict[str, str]:
    """The attributes of a list; a word with a dot is a class, one with # a name."""
    attributes: dict[str, str] = {}
    for key, value, word in LISTED_ATTRIBUTE.findall(source):
        if word.startswith("."):
            attributes["class"] = f"{attributes.get('class', '')} {word[1:]}".strip()
        elif word.startswith("#"):
            attributes["id"] = word[1:]
        else:
            name = (key or word).lower()
            attributes[name] = value.strip("\"'") if key else name
    return attributes


def lone_calls(words: InlineText) -> None:
    """Note the calls that have a line of the words for themselves, if no tag or code has them."""
    for line in words.text.split("\n") if MARK_BEGIN in words.text else ():
        line = line.strip(" ")
        alone = CALL_MARK.fullmatch(line) if line.startswith(MARK_BEGIN) else None
        if alone:
            words.calls.setdefault(int(alone[1]), CallPlace.BLOCK)


def code_in(words: InlineText) -> Iterator[tuple[int, int]]:
    """Where the code of a sentence begins and ends: braces in it are no attributes."""
    return ((one.start, one.end) for one in words.found if one.kind == "code")


def half_tags(source: str) -> Iterator[InlineTag]:
    """What begins as a tag in HTML that Markdown leaves alone, and does not end as one: a
    browser makes one tag of it and of all that follows, up to the next `>`."""
    done = 0
    for start, end in [*((one.start, one.end) for one in markups(source)), (len(source),) * 2]:
        while found := TAG_BEGIN.search(source, done, start):
            yield InlineTag(*found.span(), f"{found[1]} …")
            close = source.find(">", found.end(), start)
            done = close + 1 if close >= 0 else start
        done = end


def made_blank(text: str) -> str:
    """A text with spaces instead of all but its line breaks."""
    if "\n" in text or "\r" in text:
        return NOT_BREAK.sub(lambda found: " " * len(found[0]), text)
    return " " * len(text)


def in_order(found: Sequence[ElementKind]) -> tuple[ElementKind, ...]:
    """Elements in the order of the file."""
    return tuple(sorted(found, key=lambda one: (one.offset, -one.end)))


def anchors(page: Markdown, plain: Callable[[MacroCall], str]) -> list[tuple[Heading, str]]:
    """The headings of a page with their anchors, as the table of contents makes them.

    An anchor is what is written, or made of the words with `plain`, the words of a call's
    result, in place of the calls; a number follows where it is taken.
    """
    taken, result = set(page.ids), []

    def words(found: re.Match[str]) -> str:
        return plain(page.marked_calls[int(found[1])])

    for heading in page.headings:
        anchor = heading.anchor or unique(slug(unescape(CALL_MARK.sub(words, heading.text))), taken)
        taken.add(anchor)
        result.append((heading, anchor))
    return result


def unique(anchor: str, taken: set[str]) -> str:
    """An anchor that is not taken: with _1, _2 … where it must be."""
    if anchor and anchor not in taken:
        return anchor
    numbered = NUMBERED.fullmatch(anchor)
    base, number = (numbered[1], int(numbered[2])) if numbered else (anchor, 0)
    while f"{base}_{number + 1}" in taken:
        number += 1
    return f"{base}_{number + 1}"
