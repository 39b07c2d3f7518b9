"""Each page as Markdown with its figures filled in, `…/index.md`, and `llms.txt`, their list.

People paste them, programs read them. They are made from the finished page, so that they say
what it says; the form is CommonMark with the tables and footnotes of GitHub. A text of content
is escaped: it means the same in Markdown and makes no markup of its own.
https://spec.commonmark.org, https://github.github.com/gfm/, https://llmstxt.org
"""

import json
import re
from collections.abc import Iterable, Iterator, Sequence
from urllib.parse import urljoin

from report.edition.edition import Edition
from report.site.html_tree import TreeElement, html_tree
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
EMPHASIS_MARKS = {"strong": "**", "b": "**", "em": "*", "i": "*", "del": "~~", "s": "~~"}
ANY_SIGN = re.compile(r"[\\`*\[\]<>|~_&]")
ESCAPED_SIGNS = re.compile(r"[\\`*\[\]<>|~]|(?<!\w)_|_(?!\w)|&(?=#?\w+;)")
WIDE_SPACE = re.compile(r"[ \t\r\f]+")
LINE_START = re.compile(r"(?:[#+\-=]+(?=\s|$)|\d+(?=[.)](?:\s|$)))")
NOTE_ID = "fn:"
TABLE_ROW = "| {} |"

Child = TreeElement | str


def twin(page: PublishedPage, html: str, edition: Edition, root: str) -> str:
    """A page as Markdown: what it is, then its words. `root` is the address of the site; where
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
    head = (
        f"{key}: {json.dumps(str(words), ensure_ascii=False)}\n"
        for key, words in about.items()
        if words
    )
    return f"---\n{''.join(head)}---\n\n{html_as_markdown(html, address)}\n"


def html_as_markdown(html: str, address: str) -> str:
    """The words of a page, whose links go from `address`; nothing else goes into them."""
    return "\n\n".join(MarkdownWriter(address).blocks(html_tree(html).children))


class MarkdownWriter:
    """Writes elements as Markdown; `address` is that of their page, from which links go."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.within_cell = False  # where a | ends the cell, in code, too

    def blocks(self, children: Sequence[Child]) -> Iterator[str]:
        """The blocks among the children of an element, and paragraphs of what stands between."""
        run: list[Child] = []
        for child in children:
            if not (isinstance(child, TreeElement) and is_block_element(child)):
                run.append(child)
                continue
            yield from self.paragraph(run)
            run = []
            yield from self.block(child)
        yield from self.paragraph(run)

    def paragraph(self, children: Sequence[Child]) -> Iterator[str]:
        """A paragraph, if there are words in it."""
        words = self.words(children)
        if words:
            yield "  \n".join(at_line_start(line) for line in words.split("\n"))

    def block(self, element: TreeElement) -> Iterator[str]:
        """The Markdown of a block."""
        name, children = element.name, element.children
        if is_left_out(element):
            return
        if name in HEADING_SIGNS:
            yield f"{HEADING_SIGNS[name]} {self.line(children)}"
        elif name in ("ul", "ol"):
            yield self.listed(element)
        elif name == "table":
            yield self.table(element)
        elif name == "pre":
            yield code_block(text_within(element))
        elif name == "hr":
            yield "---"
        elif name == "blockquote" or "admonition" in element.classes:
            yield prefixed("\n\n".join(self.blocks(children)), "> ")
        elif is_title(element):
            words = self.line(children)
            if words:
                yield f"**{words.replace('**', '')}**"
        elif name == "div" and "footnote" in element.classes:
            yield from self.footnotes(element)
        else:
            yield from self.blocks(children)

    def listed(self, element: TreeElement) -> str:
        """A list; an item with more than one block is indented as its sign asks."""
        items = list(element.all("li"))
        signs = [f"{n}. " if element.name == "ol" else "- " for n in range(1, len(items) + 1)]
        written = []
        for sign, item in zip(signs, items, strict=True):
            text = "\n\n".join(self.blocks(item.children))
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
        name = [f"**{self.line(one.children)}**\n" for one in element.all("caption")]
        return "\n".join([*name, *lines])

    def cells(self, cell: TreeElement) -> list[str]:
        """A cell, and empty ones beside it where it is as wide as more."""
        span = cell.get("colspan")
        more = int(span) - 1 if span.isdecimal() else 0
        outer, self.within_cell = self.within_cell, True
        text = " ".join(block.replace("\n", " ") for block in self.blocks(cell.children))
        self.within_cell = outer
        return [text, *[""] * min(more, 50)]

    def footnotes(self, element: TreeElement) -> Iterator[str]:
        """The notes at the end of a page."""
        for item in element.all("li"):
            text = "\n\n".join(self.blocks(item.children))
            yield f"[^{item.get('id').removeprefix(NOTE_ID)}]: {prefixed(text, '    ').lstrip()}"

    def line(self, children: Sequence[Child]) -> str:
        """Words in one line."""
        return self.words(children).replace("\n", " ")

    def words(self, children: Sequence[Child]) -> str:
        """Inline elements and texts, white space as a browser shows it; `<br>` is a line break."""
        text = "".join(map(self.inline, children))
        lines = [one_space_each(line).strip(" ") for line in text.split("\v")]
        return "\n".join(filter(None, lines))

    def inline(self, child: Child) -> str:
        """A text or an inline element."""
        if isinstance(child, str):
            return escaped_text(child.replace("\n", " "))
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
        inner = "".join(map(self.inline, child.children))
        if name == "a":
            return self.anchor(child, inner)
        return marked(inner, EMPHASIS_MARKS[name]) if name in EMPHASIS_MARKS else inner

    def anchor(self, link: TreeElement, words: str) -> str:
        """A link; those that lead to a heading itself, or back from a note, are of a screen."""
        target = link.get("href")
        if {"headerlink", "footnote-backref"}.intersection(link.classes):
            return ""
        if "footnote-ref" in link.classes:
            return f"[^{target.partition(NOTE_ID)[2]}]"
        return f"[{words.strip()}]({self.link(target)})" if target and words.strip() else words

    def link(self, target: str) -> str:
        """Where a link leads, in a form that ends at its bracket."""
        whole = urljoin(self.address, target) if self.address else target
        return re.sub(r"[()<>|\s\\]", lambda sign: f"%{ord(sign[0]):02X}", whole)


def is_block_element(element: TreeElement) -> bool:
    """Whether an element stands by itself: by its name, or by what it has in it."""
    if element.name in BLOCK_ELEMENTS:
        return True
    return element.name not in NOT_WRITTEN and any(
        is_block_element(one) for one in element.children if isinstance(one, TreeElement)
    )


def is_left_out(element: TreeElement) -> bool:
    """Whether an element is for a screen only: by its name, or not shown or not spoken."""
    if element.name in NOT_WRITTEN:
        return True
    attributes = element.attributes  # most elements have none
    return bool(attributes) and ("hidden" in attributes or attributes.get("aria-hidden") == "true")


def is_title(element: TreeElement) -> bool:
    """Whether a block names what follows; a caption with a source names nothing."""
    named = element.name in ("summary", "dt", "figcaption") and "nguon" not in element.classes
    return named or "admonition-title" in element.classes


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
