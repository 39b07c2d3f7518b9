"""Reads the Markdown sources: front matter, macro calls, links, typed digits, with true lines."""

import ast
import posixpath
import re
import warnings
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import unquote

from report.problems.problem import AlreadyReported, Mistake, Problem, problem
from report.sources.markdown import (
    CallPlace,
    Heading,
    Image,
    MacroCall,
    Markdown,
    PageLink,
    read_markdown,
)
from report.sources.markdown.marks import CALL_MARK, LINE_BREAK, Tag, line_ends
from report.sources.page_bounds import keep_page_bounds
from report.sources.paths import year_of

REPORT = "bao-cao"  # the folder of report pages under docs/
EDITORS = "bien-tap"  # the folder of the manual for editors
MESSAGES = f"{EDITORS}/thong-bao"  # made by report.site.message_pages
ELSEWHERE = re.compile(r"[A-Za-z][\w+.-]*:|.*\\")  # an address, or a path of Windows
SCHEME = re.compile(r"[a-z]+:")  # of an address outside the site
ANY_DIGIT = re.compile(r"\d")
DIGITS = re.compile(r"\d[\d.,/–-]*\d|\d")


@dataclass(frozen=True)
class Call:
    """A macro call as it is written: name and literal arguments."""

    name: str
    args: tuple[Any, ...]
    kwargs: dict[str, Any]


@dataclass(frozen=True, eq=False)  # a page is itself: it is remembered by which one it is
class Page:
    """A Markdown file. `uri` is its path under docs/, `text` the whole file; `heads` are the
    texts of its front matter that had calls, with their words; `target_words` are the words of
    the calls in addresses of links and pictures, by the numbers of their marks."""

    uri: str
    text: str
    heads: Mapping[str, str] = field(default_factory=dict)
    target_words: Mapping[int, str] = field(default_factory=dict)

    @cached_property
    def content(self) -> Markdown:
        """What the page is made of, read once. Raises Mistake where the front matter is
        wrong; `read_page` makes no such page."""
        return read_markdown(self.text)

    def named(self, heads: Mapping[str, str], target_words: Mapping[int, str]) -> "Page":
        """The page with the words of calls in its front matter and addresses, read no second
        time."""
        page = replace(self, heads=heads, target_words=target_words)
        vars(page)["content"] = self.content  # as a cached_property keeps it
        return page

    @cached_property
    def meta(self) -> Mapping[str, Any]:
        """The front matter."""
        return {**self.content.meta, **self.heads}

    @cached_property
    def links(self) -> list[PageLink]:
        """The links of the page with their whole addresses: `bao-cao/{{ nam }}/index.md` leads
        to the year that the page shows."""
        return [replace(one, target=self.whole_target(one.target)) for one in self.content.links]

    @cached_property
    def images(self) -> list[Image]:
        """The pictures of the page with their whole addresses."""
        return [replace(one, target=self.whole_target(one.target)) for one in self.content.images]

    def whole_target(self, target: str) -> str:
        """An address with the words of its calls in the places of their marks."""
        return CALL_MARK.sub(lambda mark: self.target_words.get(int(mark[1]), mark[0]), target)

    @cached_property
    def start(self) -> int:
        """The offset where the front matter ends."""
        return self.content.start

    @cached_property
    def first_digit(self) -> int:
        """The offset of the first digit in `content.prose`, where it ends if there is none:
        numbers, dates and names of documents are looked for from there on."""
        prose = self.content.prose
        found = ANY_DIGIT.search(prose, self.start)
        return found.start() if found else len(prose)

    @property
    def path(self) -> str:
        """The path in messages, from the project's folder."""
        return f"docs/{self.uri}"

    @cached_property
    def year(self) -> int | None:
        """The year whose folder the page stands in; None where it belongs to no year."""
        return year_of(self.uri)

    @property
    def in_report(self) -> bool:
        """Whether its digits must all come from data."""
        return self.uri.startswith(f"{REPORT}/")

    @property
    def for_editors(self) -> bool:
        """Whether it belongs to the manual: its calls are examples, no publication of a figure."""
        return self.uri.startswith(f"{EDITORS}/")

    def line(self, offset: int) -> int:
        """The line of an offset in `text`, as an editor's program counts."""
        return bisect_right(self.line_ends, offset) + 1

    @cached_property
    def line_ends(self) -> list[int]:
        """The offsets behind all line breaks; a page asks for the line of each of its calls."""
        return line_ends(self.text)

    def call_at(self, offset: int) -> MacroCall:
        """The call that begins at an offset."""
        return self.calls_by_offset[offset]

    @cached_property
    def calls_by_offset(self) -> Mapping[int, MacroCall]:
        """All calls of the page; filling it asks for each."""
        return {call.offset: call for call in self.content.calls}

    def key_line(self, key: str) -> int:
        """The line of an entry of the front matter."""
        return self.content.key_lines.get(key, 1)

    def problem(
        self, offset: int, code: str, /, *, guess: str | None = None, **fields: Any
    ) -> Problem:
        """A Problem at an offset of the text."""
        return problem(self.path, self.line(offset), code, guess=guess, **fields)

    def key_problem(self, key: str, found: Mistake) -> Problem:
        """A Mistake in an entry of the front matter as a Problem."""
        return found.at(self.path, self.key_line(key), f"mục “{key}”")


def read_page(uri: str, text: str) -> Page:
    """The page in `text`. Raises Mistake where it goes beyond the bounds, or where its front
    matter is not YAML."""
    keep_page_bounds(text)
    page = Page(uri, text)
    page.content  # noqa: B018 - read here, kept there
    return page


@lru_cache(maxsize=4096)
def parse_call(source: str) -> Call:
    """The call written between `{{` and `}}`. Raises Mistake where it is not one.

    Only a name with literal arguments is a call: what a page shows can then be known,
    checked and listed without running a template engine.
    """
    malformed = Mistake("macro-viet-sai", source=source)
    try:
        with warnings.catch_warnings():  # Python warns of "\d" in a text
            warnings.simplefilter("ignore")
            node = ast.parse(source.strip(), mode="eval").body
        if isinstance(node, ast.Name):
            return Call(node.id, (), {})
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
            raise malformed
        args = tuple(literal(argument) for argument in node.args)
        kwargs = {str(keyword.arg): literal(keyword.value) for keyword in node.keywords}
    except (SyntaxError, TypeError, ValueError, RecursionError, MemoryError):
        raise malformed from None
    return Call(node.func.id, args, kwargs)


def literal(node: ast.expr) -> Any:
    """The value of a literal; Jinja's true and false are Python's. Raises ValueError otherwise."""
    if isinstance(node, ast.Name) and node.id in ("true", "false"):
        return node.id == "true"
    return ast.literal_eval(node)


@dataclass(frozen=True)
class Filled:
    """The Markdown of a page down to its title, which is nothing where it has none, and below
    it; and what is wrong in its calls."""

    above: str
    below: str
    problems: tuple[Problem, ...]


def fill(page: Page, evaluate: Callable[[Call, Tag], str]) -> Filled:
    """The page's Markdown without front matter, each call replaced by what it gives.

    Blocks of `{% raw %}` are unwrapped, as the template engine does. A call with a mistake
    stays in the text, and its Problem goes with the page.
    """
    problems: list[Problem] = []

    def written(tag: Tag) -> str:
        try:
            if tag.kind == "stray":
                raise stray_tag(page.text[tag.start : tag.end])
            return evaluate(parse_call(tag.words), tag)
        except AlreadyReported:
            return page.text[tag.start : tag.end]
        except Mistake as mistake:
            problems.append(mistake.at(page.path, page.line(tag.start)))
            return page.text[tag.start : tag.end]

    end, above, below = title_end(page), [], []
    for start, piece in filled_parts(page, written):
        if start >= end:
            below.append(piece)
        elif start + len(piece) <= end or page.text[start : start + len(piece)] != piece:
            above.append(piece)
        else:
            above.append(piece[: end - start])
            below.append(piece[end - start :])
    return Filled("".join(above), "".join(below), tuple(problems))


def title_heading(page: Page) -> Heading | None:
    """The title, the first heading of the first level that no list, quote or box holds; None
    where there is none."""
    for heading in page.content.headings:
        before = page.text[: heading.offset]
        if heading.level == 1 and (not before or before[-1] in "\r\n"):
            return heading
    return None


def title_end(page: Page) -> int:
    """The offset below the title; where the text begins if there is none."""
    title = title_heading(page)
    if title is None:
        return page.start
    found = LINE_BREAK.match(page.text, title.end)
    return found.end() if found else title.end


def filled_parts(page: Page, replace: Callable[[Tag], str]) -> Iterator[tuple[int, str]]:
    """The body in pieces, each with its offset in the file; raw text is unwrapped."""
    position = page.start
    for tag in page.content.template_tags:
        yield position, page.text[position : tag.start]
        if tag.kind == "raw":
            yield tag.inner[0], page.text[tag.inner[0] : tag.inner[1]]
        else:
            yield tag.start, replace(tag)
        position = tag.end
    yield position, page.text[position:]


def calls(page: Page, name: str) -> Iterator[tuple[int, Call]]:
    """The calls of one macro on a page, each with its line; what cannot be read is left out."""
    for call in page.content.calls:
        if name in call.source and call.place is not CallPlace.FRONT_MATTER:
            with suppress(Mistake):
                parsed = parse_call(call.source)
                if parsed.name == name:
                    yield call.line, parsed


def stray_tag(written: str) -> Mistake:
    """A template mark that is no macro call."""
    if written == "{#":
        return Mistake("chu-thich-khuon-mau")
    if written.startswith("{%"):
        return Mistake("lenh-trong-trang")
    return Mistake("dau-macro-le", mark=written)


def typed_digits(page: Page) -> Iterator[Problem]:
    """Digits in the text that come from no macro, one problem a line."""
    reported = 0
    for digits in DIGITS.finditer(page.content.prose, page.first_digit):
        line = page.line(digits.start())
        if line != reported:
            reported = line
            yield problem(page.path, line, "so-go-tay", number=digits[0])


def links(page: Page) -> Iterator[tuple[int, str, str]]:
    """Every link to a page, written in the text: where it stands, page and anchor it leads to.

    Addresses are read as MkDocs reads them: %20 is a space, HTML is left alone.
    """
    for link in page.links:
        path, _, anchor = link.target.partition("#")
        path = unquote(path.partition("?")[0])
        if link.html or SCHEME.match(path) or not (path.endswith(".md") or (anchor and not path)):
            continue
        uri = posixpath.normpath(posixpath.join(posixpath.dirname(page.uri), path))
        yield link.offset, uri if path else page.uri, anchor
