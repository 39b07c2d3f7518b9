"""The HTML of a page, converted from Markdown with marks, finished in one pass.

Each mark gives way to its result, written for the place where it stands: plain words in a tag
or in code, elements in a sentence, a block in place of the paragraph that holds nothing else.
"""

import re
from collections.abc import Callable, Mapping, Sequence

from report.edition.text_kind import ADDED_SECTION
from report.figures.results import EDITORS_NOTE, RESULT_MARK, Result, is_block, put_in
from report.site.html import Link, attribute, html, without_links
from report.site.passages import Passages
from report.text.markup import MARK_BEGIN

# Where words stay as they are: what is a link or control already, headings and names of tables
# (they are spoken as labels), code and drawings.
LEFT_ALONE = {"h1", "h2", "h3", "h4", "h5", "h6", "a", "abbr", "button", "caption", "code"}
LEFT_ALONE |= {"figcaption", "kbd", "label", "pre", "script", "style", "summary", "svg", "thead"}
LINK_TARGET = re.compile(r' href="([^"]*)"')
# The marks of what is not searched are taken out of a page wherever they stand; who writes of one
# in a text is read.
MARK_OF_SEARCH, WRITTEN_OF_IT = "data-search-", "data&#45;search-"
WORDS_ONLY = {"code", "pre", "script", "style"}
BACK = r'(?:&#160;<a class="footnote-backref"[^<>]*>[^<]*</a>)*'  # what a footnote ends with
# On an edited page: what begins a box, and the headings of sections that are no part of the report.
BOX_TITLE = re.compile(r'<p class="admonition-title">|<summary>')
ADDED_HEADING = re.compile(r'<h[2-6][^>]* class="(?:[^"]* )?(?:chi-tren-web|phu-luc)[ "]')
# The sign behind a figure, as report/site/html.py writes it, with what it says.
SIGN_BEGIN = '<sup class="luu-y"'
SIGN = re.compile(r'<(?:a|span) [^<>]*(?:aria-label|title)="([^"]*)"[^<>]*')
WHOSE_SECTION = f'<p class="cua-nguoi-bien-tap" data-search-exclude>{ADDED_SECTION}</p>'
HTML_TOKEN = re.compile(
    rf"<p>(?P<marks>(?:{RESULT_MARK.pattern}\s*)+)(?P<back>{BACK})</p>"
    r"|<!--(?:(?!<!--).)*?-->"
    r"|<(?P<close>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*+)[^<>\"']*+(?:(?:\"[^\"]*+\"|'[^']*+')[^<>\"']*+)*+>"
    rf"|{RESULT_MARK.pattern.replace('(', '(?P<mark>', 1)}",
    re.S,
)


class Finishing:
    """One pass over a page. `explain` may change a piece of text that is not left alone; `below`
    is HTML to stand below the first heading; `edited` is a page of a report whose text is
    edited: its boxes and added sections say whose they are. `warned` has words that end the
    links to some addresses. `written` are the results as HTML. `passages` are what the search
    finds of the page, `footnotes` what its signs say, as HTML, with the number that each has on
    paper."""

    def __init__(
        self,
        results: Sequence[Result],
        link: Link,
        explain: Callable[[str], str] = str,
        below: str = "",
        edited: bool = False,
        warned: Mapping[str, str] | None = None,
        shared: bool = True,
        written: Sequence[str] = (),
    ) -> None:
        self.results = results
        self.written = written or [html(result, link, shared) for result in results]
        self.link = link
        self.explain = explain
        self.below = below
        self.edited = edited
        self.warned = warned or {}
        self.shared = shared
        self.warning = ""  # what the open link ends with
        self.added = False  # whether an added section begins with the heading at hand
        self.within: list[str] = []  # the open elements that are left alone
        self.passages = Passages()
        self.footnotes: dict[str, int] = {}
        self.signed = False  # whether a sign begins with the next tag

    def page(self, source: str) -> str:
        """The finished HTML."""
        return "".join(self.pieces(source))

    def pieces(self, source: str) -> list[str]:
        """The HTML, token by token."""
        done: list[str] = []
        position = 0
        for token in HTML_TOKEN.finditer(source):
            begin, end = token.span()
            if begin > position:
                done.append(self.text(source[position:begin]))
            done.append(self.token(token))
            position = end
        if position < len(source):
            done.append(self.text(source[position:]))
        return done

    def text(self, text: str) -> str:
        """A piece of text between tags."""
        self.passages.text(text)
        text = text.replace(MARK_OF_SEARCH, WRITTEN_OF_IT)
        return text if self.within else self.explain(text)

    def token(self, token: re.Match[str]) -> str:
        """A tag, comment, mark, or paragraph of marks."""
        if token["marks"]:
            return self.paragraph(token["marks"], token["back"])
        if token["mark"]:
            return self.result(int(token["mark"]))
        tag = put_in(token[0], self.results, attribute) if MARK_BEGIN in token[0] else token[0]
        if name := token["name"]:
            self.element(name.lower(), tag, closes=bool(token["close"]))
        if self.below and tag == "</h1>":
            below, self.below = self.below, ""
            return tag + self.page(f"\n{below}")
        if self.edited:
            tag = self.owned(tag)
        if self.signed:
            tag = self.numbered(tag)
        self.signed = tag.startswith(SIGN_BEGIN)
        if self.warned and name == "a":
            return self.link_end(tag, closes=bool(token["close"]))
        return tag

    def numbered(self, tag: str) -> str:
        """The tag of a sign with the number of its footnote, the same for the same words."""
        sign = SIGN.match(tag)
        if not sign:
            return tag
        number = self.footnotes.setdefault(sign[1], len(self.footnotes) + 1)
        return f'{sign[0]} data-so="{number}">'

    def link_end(self, tag: str, closes: bool) -> str:
        """A tag of a link; before its end stands what a reader must know before following it."""
        if closes:
            warning, self.warning = self.warning, ""
            return f" {warning}{tag}" if warning else tag
        target = LINK_TARGET.search(tag)
        self.warning = self.warned.get(target[1].partition("#")[0], "") if target else ""
        return tag

    def owned(self, tag: str) -> str:
        """A tag of an edited page, with whose words follow where they are not the report's."""
        if BOX_TITLE.fullmatch(tag):
            return f"{tag}{EDITORS_NOTE}: "
        if ADDED_HEADING.match(tag):
            self.added = True
        elif self.added and tag.startswith("</h"):
            self.added = False
            return f"{tag}\n{WHOSE_SECTION}"
        return tag

    def element(self, name: str, tag: str, closes: bool) -> None:
        """Note that an element begins or ends."""
        self.passages.tag(name, tag, closes)
        if name in LEFT_ALONE:
            self.enter_or_leave(name, closes)

    def enter_or_leave(self, name: str, closes: bool) -> None:
        """Note that an element begins or ends whose words stay as they are."""
        if not closes:
            self.within.append(name)
        elif name in self.within:
            while self.within.pop() != name:
                pass

    def paragraph(self, marks: str, back: str) -> str:
        """A paragraph of results alone: blocks take its place."""
        numbers = [int(number) for number in RESULT_MARK.findall(marks)]
        if not any(is_block(self.results[number]) for number in numbers if self.has(number)):
            return "".join(map(self.page, ("<p>", marks + back, "</p>")))
        blocks = "".join(self.result(number) + self.text("\n") for number in numbers)
        below = f"<p>{back.removeprefix('&#160;')}</p>"
        return blocks + self.page(below) if back else blocks.removesuffix("\n")

    def has(self, number: int) -> bool:
        """Whether a mark has a result: characters of marks may have come with content."""
        return number < len(self.results)

    def result(self, number: int) -> str:
        """The HTML of a result in its place."""
        if not self.has(number):
            return ""
        if WORDS_ONLY.intersection(self.within):
            words = attribute(self.results[number])
            self.passages.text(words)
            return words
        edited, self.edited = self.edited, False  # a result says itself what it is
        source = self.written[number]
        leads = self.shared and "a" not in self.within  # examples have no pages of data
        written = self.page(source if leads else without_links(source))
        self.edited = edited
        return written


def printed_footnotes(footnotes: Mapping[str, int]) -> str:
    """What the signs of a page say, as a list that only paper shows; empty where there is none."""
    if not footnotes:
        return ""
    lines = "".join(f"<li>{words}</li>\n" for words in footnotes)
    return f'\n<ol class="ghi-chu-in">\n{lines}</ol>'
