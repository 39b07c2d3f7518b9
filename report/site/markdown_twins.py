"""Each page as Markdown with its figures filled in, `…/index.md`, and `llms.txt`, their list.

People paste them, programs read them. They are made from the finished page, so that they say
what it says; the form is CommonMark with the tables and footnotes of GitHub. A text of content
is escaped: it means the same in Markdown and makes no markup of its own.
https://spec.commonmark.org, https://github.github.com/gfm/, https://llmstxt.org
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from html import unescape
from urllib.parse import urljoin

from report.edition.edition import Edition
from report.site.html_tree import SIMPLE_LINKS, TreeElement, html_tree, own_attributes, own_texts
from report.site.linked_data import PublishedPage
from report.sources.addresses import TWIN, url_of
from report.sources.pages import EDITORS

LLMS = "llms.txt"
FIRST_PAGE = "Bắt đầu từ đây"
OTHER_PAGES = "Trang khác"
# What has no words of its own, or a use on a screen only.
NOT_WRITTEN = {
    "button",
    "form",
    "input",
    "noscript",
    "script",
    "select",
    "style",
    "svg",
    "template",
}
HEADING_SIGNS = {f"h{level}": "#" * level for level in range(1, 7)}
BLOCK_ELEMENTS = {
    "address",
    "article",
    "aside",
    "blockquote",
    "details",
    "div",
    "dl",
    "dd",
    "dt",
    "figure",
}
BLOCK_ELEMENTS |= {"figcaption", "footer", "header", "hr", "li", "nav", "ol", "p", "pre", "section"}
BLOCK_ELEMENTS |= {"summary", "table", "ul", *HEADING_SIGNS}
HOLDING_ONLY = {"p", "dd", "div", "section"}  # unless a class says more
EMPHASIS_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "del": "~~", "s": "~~"}
ANY_SIGN = re.compile(r"[\\`*\[\]<>|~_&]")
SIGN_OR_BREAK = re.compile(r"[\\`*\[\]<>|~_&\n]")
SAYS_NOTHING = re.compile(r'<data [^>]*>|</data>|<a class="headerlink"[^>]*>[^<]*</a>')
ESCAPED_SIGNS = re.compile(r"[\\`*\[\]<>|~]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)")
ANY_SPACE = " \t\r\f\n"
WIDE_SPACE = re.compile(r"[ \t\r\f]+")
LINE_START = re.compile(r"(?:[#+\-=]+(?=\s|$)|\d+(?=[.)](?:\s|$)))")
ENDING_LINKS = re.compile(r"[()<>|\s\\]")
NOTE_ID = "fn:"
QUOTED = json.JSONEncoder(ensure_ascii=False)
TABLE_ROW = "| {} |"

Child = TreeElement | str


def twin(page: PublishedPage, words: str, edition: Edition, root: str) -> str:
    """A page as Markdown: what it is, then its `words`. `root` is the address of the site; where
    it has none, links stay as they stand in the page, whose folder is the same."""
    address = root + url_of(page.uri) if root else ""
    stated = edition.office.get("giay_phep") or {}
    about = {
        "title": page.title,
        "description": page.description,
        "language": page.language,
        "url": address,
        "updated": page.changed.isoformat() if page.changed else "",
        "publisher": edition.publisher,
        "license": stated.get("dia_chi"),
        "note": edition.ending.sentence if edition.ending else "",
    }
    head = (f"{key}: {QUOTED.encode(str(said))}\n" for key, said in about.items() if said)
    return f"---\n{''.join(head)}---\n\n{words}\n"


def html_as_markdown(html: str, root: str = "", page: str = "") -> str:
    """The words of a page at the address `page` from `root`, that of the site, which its links go
    from; nothing else goes into them."""
    return "\n\n".join(MarkdownWriter(root, page).blocks(html_tree(html)))


class MarkdownWriter:
    """Writes elements as Markdown; links go from their page at the address `page` from `root`, and
    stay as they stand where the site has no address."""

    def __init__(self, root: str = "", page: str = "") -> None:
        self.root = root
        self.address = root and root + page
        self.up = "../" * page.count("/")  # the way to the root, which most links begin with
        self.within_cell = False  # where a | ends the cell, in code, too

    def blocks(self, element: TreeElement) -> list[str]:
        """The blocks among the children of an element, and paragraphs of what stands between."""
        if element.source is not None:
            return one_paragraph(in_lines(self.simple(element.source)))
        found: list[str] = []
        run: list[Child] = []
        for child in element.children:
            if isinstance(child, str):
                if run or child.strip(ANY_SPACE):  # a paragraph begins with no space
                    run.append(child)
            elif is_block_element(child):
                if run:
                    found += one_paragraph(self.words(run))
                    run = []
                found += self.block(child)
            else:
                run.append(child)
        return found + one_paragraph(self.words(run)) if run else found

    def block(self, element: TreeElement) -> list[str]:
        """The Markdown of a block."""
        name = element.name
        if name in HOLDING_ONLY and not element.given:  # most blocks
            return self.blocks(element)
        if is_left_out(element):
            return []
        if name in HEADING_SIGNS:
            return [f"{HEADING_SIGNS[name]} {self.line(element)}"]
        if name in ("ul", "ol"):
            return [self.listed(element)]
        if name == "table":
            return [self.table(element)]
        if name == "pre":
            return [code_block(text_within(element))]
        if name == "hr":
            return ["---"]
        classes = element.classes
        if name == "blockquote" or "admonition" in classes:
            return [prefixed("\n\n".join(self.blocks(element)), "> ")]
        if is_title(element):
            words = self.line(element)
            return [f"**{words.replace('**', '')}**"] if words else []
        if name == "div" and "footnote" in classes:
            return self.footnotes(element)
        return self.blocks(element)

    def listed(self, element: TreeElement) -> str:
        """A list; an item with more than one block is indented as its sign asks."""
        items = list(element.all("li"))
        signs = [f"{n}. " if element.name == "ol" else "- " for n in range(1, len(items) + 1)]
        written = []
        for sign, item in zip(signs, items, strict=True):
            text = "\n\n".join(self.blocks(item))
            lines = text.replace("\n\n-", "\n-") if self.is_tight(item) else text
            written.append(sign + prefixed(lines, " " * len(sign)).lstrip(" "))
        return "\n".join(written)

    def is_tight(self, item: TreeElement) -> bool:
        """Whether an item has words and lists only, no paragraphs between them."""
        return not any(isinstance(one, TreeElement) and one.name == "p" for one in item.children)

    def table(self, element: TreeElement) -> str:
        """A table of GitHub's form, its name above it; merged cells stand once."""
        rows = [
            [cell for one in row.all("th", "td") for cell in self.cells(one)]
            for row in element.all("tr")
        ]
        width = max(map(len, rows), default=0)
        head, *body = [[*row, *[""] * (width - len(row))] for row in rows] or [[]]
        lines = [TABLE_ROW.format(" | ".join(row)) for row in (head, ["---"] * width, *body)]
        name = [f"**{self.line(one)}**\n" for one in element.all("caption")]
        return "\n".join([*name, *lines])

    def cells(self, cell: TreeElement) -> list[str]:
        """A cell, and empty ones beside it where it is as wide as more."""
        span = cell.get("colspan")
        more = int(span) - 1 if span.isdecimal() else 0
        outer, self.within_cell = self.within_cell, True
        text = " ".join(block.replace("\n", " ") for block in self.blocks(cell))
        self.within_cell = outer
        return [text, *[""] * min(more, 50)]

    def footnotes(self, element: TreeElement) -> list[str]:
        """The notes at the end of a page."""
        found = []
        for item in element.all("li"):
            key = item.get("id").removeprefix(NOTE_ID)
            text = "\n\n".join(self.blocks(item))
            found.append(f"[^{key}]: {prefixed(text, '    ').lstrip()}")
        return found

    def line(self, element: TreeElement) -> str:
        """The words of an element in one line."""
        return in_lines(self.within(element)).replace("\n", " ")

    def words(self, children: Sequence[Child]) -> str:
        """Inline elements and texts, white space as a browser shows it; `<br>` is a line break."""
        return in_lines("".join(map(self.inline, children)))

    def within(self, element: TreeElement) -> str:
        """What stands in an inline element."""
        if element.source is not None:
            return self.simple(element.source)
        return "".join(map(self.inline, element.children))

    def simple(self, source: str) -> str:
        """Texts, figures and links as they stand in HTML."""
        text = SAYS_NOTHING.sub("", source) if "<" in source else source
        if not SIGN_OR_BREAK.search(text):  # as most
            return text
        parts = iter(SIMPLE_LINKS.split(source))
        written = written_texts(next(parts))
        for given, words, behind in zip(parts, parts, parts, strict=True):
            written += self.anchor(own_attributes(given), written_texts(words)) + written_texts(
                behind
            )
        return written

    def inline(self, child: Child) -> str:
        """A text or an inline element."""
        if isinstance(child, str):
            return inline_text(child)
        name = child.name
        if is_left_out(child):
            return ""
        if name == "br":
            return "\v"
        if name == "img":
            return f"![{escaped_text(child.get('alt'))}]({self.link(child.get('src'))})"
        if name == "code":
            code = inline_code(text_within(child))
            return code.replace("|", "\\|") if self.within_cell else code
        inner = self.within(child)
        if name == "a":
            return self.anchor(child.attributes, inner)
        return marked(inner, EMPHASIS_MARKS[name]) if name in EMPHASIS_MARKS else inner

    def anchor(self, attributes: Mapping[str, str], words: str) -> str:
        """A link; those that lead to a heading itself, or back from a note, are of a screen."""
        target = attributes.get("href", "")
        if "class" in attributes:
            classes = attributes["class"].split()
            if "headerlink" in classes or "footnote-backref" in classes:
                return ""
            if "footnote-ref" in classes:
                return f"[^{target.partition(NOTE_ID)[2]}]"
        return linked(words, self.link(target)) if target else words

    def link(self, target: str) -> str:
        """Where a link leads, in a form that ends at its bracket."""
        from_root = target.removeprefix(self.up)
        if self.root and target != from_root and from_root[:1].isalnum() and ":" not in from_root:
            return link_target(self.root, from_root)  # the same on all pages
        return link_target(self.address, target)


def in_markdown(html: str) -> str:
    """Words of one line without links."""
    return MarkdownWriter().line(html_tree(html))


def linked(words: str, target: str) -> str:
    """Words that lead somewhere, if there are any."""
    named = words.strip()
    return f"[{named}]({target})" if named else words


@lru_cache(maxsize=8192)
def link_target(base: str, target: str) -> str:
    """Where a link leads from `base`, in a form that ends at its bracket; as it stands where that
    is empty."""
    whole = urljoin(base, target) if base else target
    return ENDING_LINKS.sub(lambda sign: f"%{ord(sign[0]):02X}", whole)


def is_block_element(child: Child) -> bool:
    """Whether a child is an element that stands by itself: by its name, or by what it has in it."""
    if isinstance(child, str):
        return False
    if child.name in BLOCK_ELEMENTS:
        return True
    is_simple = child.source is not None or child.name in NOT_WRITTEN
    return not is_simple and any(map(is_block_element, child.children))


def is_left_out(element: TreeElement) -> bool:
    """Whether an element is for a screen only: by its name, or not shown or not spoken."""
    return element.name in NOT_WRITTEN or element.is_hidden


def is_title(element: TreeElement) -> bool:
    """Whether a block names what follows; a caption with a source names nothing."""
    named = element.name in ("summary", "dt", "figcaption") and "nguon" not in element.classes
    return named or "admonition-title" in element.classes


def written_texts(source: str) -> str:
    """Texts and figures as they stand in HTML."""
    if "<" in source:
        return "".join(map(inline_text, own_texts(source)))
    return inline_text(unescape(source)) if source else ""


def inline_text(text: str) -> str:
    """A text among inline elements."""
    return escaped_text(text.replace("\n", " "))


def in_lines(text: str) -> str:
    """Inline Markdown with white space as a browser shows it; `<br>` is a line break."""
    text = one_space_each(text)
    if "\v" not in text:
        return text.strip(" ")
    return "\n".join(filter(None, (line.strip(" ") for line in text.split("\v"))))


def one_paragraph(words: str) -> list[str]:
    """A paragraph, if there are words in it."""
    if "\n" in words:
        return ["  \n".join(map(at_line_start, words.split("\n")))]
    return [at_line_start(words)] if words else []


def one_space_each(text: str) -> str:
    """A text with one space for each run of white space; most have no other."""
    if "  " in text or "\t" in text or "\r" in text or "\f" in text:
        return WIDE_SPACE.sub(" ", text)
    return text


def escaped_text(text: str) -> str:
    """A text that Markdown shows as it is."""
    if not ANY_SIGN.search(text):
        return text
    return ESCAPED_SIGNS.sub(lambda sign: "&amp;" if sign[0] == "&" else f"\\{sign[0]}", text)


def in_a_line(text: str) -> str:
    """A text that Markdown shows as it is, in one line."""
    return escaped_text(" ".join(text.split()))


def at_line_start(line: str) -> str:
    """A line that begins with nothing that would make it a heading or a list."""
    found = LINE_START.match(line)
    if not found:
        return line
    sign = found[0]
    return (f"{sign}\\" if sign.isdecimal() else f"\\{sign}") + line[found.end() :]


def marked(words: str, mark: str) -> str:
    """Words between marks, with the spaces around them outside."""
    inner = words.strip()
    if not inner:
        return words
    before, _, after = words.partition(inner)
    return f"{before}{mark}{inner}{mark}{after}"


def text_within(element: TreeElement) -> str:
    """All text in an element as it stands."""
    return "".join(one if isinstance(one, str) else text_within(one) for one in element.children)


def inline_code(text: str) -> str:
    """Code in a sentence, between more accents than it has."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence, room = "`" * (longest + 1), " " if "`" in text else ""
    return f"{fence}{room}{text}{room}{fence}"


def code_block(text: str) -> str:
    """Lines of code between a fence that they do not have."""
    longest = max(map(len, re.findall("`+", text)), default=0)
    fence = "`" * max(3, longest + 1)
    return f"{fence}\n{text.strip(chr(10))}\n{fence}"


def prefixed(text: str, by: str) -> str:
    """Each line behind `by`."""
    return "\n".join(f"{by}{line}".rstrip() for line in text.split("\n"))


def llms(pages: Iterable[PublishedPage], edition: Edition, root: str, files: Sequence[str]) -> str:
    """The list of the twins by the parts of the site, without the manual for the staff; `files`
    are paths of what describes the data as a whole."""
    ended = edition.ending.sentence if edition.ending else ""
    parts: dict[str, list[str]] = {}
    for page in pages:
        if not page.uri.startswith(f"{EDITORS}/"):
            entry = f"- [{in_a_line(page.title)}]({root}{url_of(page.uri)}{TWIN})"
            about = f": {in_a_line(page.description)}" if page.description else ""
            part = FIRST_PAGE if page.uri == "index.md" else page.part or OTHER_PAGES
            parts.setdefault(part, []).append(entry + about)
    others = parts.pop(OTHER_PAGES, [])
    parts["Dữ liệu cho máy"] = [f"- [{path}]({root}{path})" for path in files]
    parts[OTHER_PAGES] = others
    lists = (
        f"## {in_a_line(name)}\n\n{chr(10).join(rows)}" for name, rows in parts.items() if rows
    )
    about = " ".join(filter(None, (str(edition.office["mo_ta"]), ended)))
    head = [f"# {in_a_line(str(edition.office['trang']))}", f"> {in_a_line(about)}"]
    return "\n\n".join([*head, *lists]) + "\n"
