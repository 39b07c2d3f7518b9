"""What editors type that Markdown does not take as they mean it: each at its line, with the mend.

A list directly below a sentence, a bullet of Word, a space inside the stars of bold words, one
brace instead of two, a paragraph that its indentation turns into code: the page would be built,
and readers would see the signs.
"""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise
from typing import NamedTuple

from report.figures.macros import USAGE
from report.problems.problem import Problem
from report.sources.cells import INVISIBLE, named
from report.sources.markdown.boxes import BOXES, SIGNS_OF_BOXES
from report.sources.markdown.rows import has_border, parted_at_pipes
from report.sources.page_bounds import TAB_WIDTH
from report.sources.pages import Page

AROUND_ROWS = " \t>"  # where they stand in a list or a quote
TYPED_BLOCKS = ("p", "li", "dd")  # kinds of paragraphs whose lines are read
GLUED_ITEM = re.compile(r"[ ]{0,3}(?:[-*+]|1\.|[0-9]{1,2}\)|[a-zđ]\))[ \t]+\S")
NESTED_ITEM = re.compile(r"[ ]{2,3}(?:[-*+]|[0-9]{1,3}[.)])[ \t]+\S")
OUTER_ITEM = re.compile(r"(?:[-*+]|[0-9]{1,3}[.)])[ \t]+\S")
# Bullets as Word and its fonts of signs leave them, and a dash with a no-break space behind it.
WORD_BULLET = re.compile(
    r"[ \t]*([•●▪◦○■□‣∙➢➤✓✔\uf0b7\uf0a7]|[–—·§ü](?=[ \t\u00a0])|o(?=\t)|[-*+](?=\u00a0))"
)
MEANT_ALONE = "○■□✓✔–—·§ü"  # one such line is no list: who said something, a box that is ticked
KEPT_LINE_END = re.compile(r"(?:[ ]{2}|<br[ ]*/?>[ \t]*)\Z", re.IGNORECASE)
LINE_OF_TABLE = re.compile(r"[ ]{0,3}\|.*\|[ \t]*$")
# Signs of other programs, which stay as they are typed; one of the texts below is in each, and
# one of the signs.
FOREIGN_SIGN = re.compile(
    r"~~(?=\S)|(?<![=\w])==(?=[^\s=])|[｛｝]|^[ \t]*\[TOC\]|^[ \t]*--8<--|^[ \t>]*```"
    r"|!?\[\[(?![^\[\]\n]{1,200}\][^\[\]\n]{0,200}\]\()"  # but no link whose words are [1]
    r"|(?<=^- )\[[ xX]\](?= )|\[![A-Z]{3,12}\]|\[[^\[\]\n]{1,200}\] (?=\([^()\s]{1,200}\.md)",
    re.M,
)
IN_FOREIGN_SIGNS = (
    *("~~", "==", "｛", "｝", "[TOC]", "--8<--", "```", "[["),
    *("[ ]", "[x]", "[X]", "[!", "] ("),
)
FOREIGN_LETTERS = "~=｛｝[<`"
# A pattern that begins with a plain sign is searched for fast: what may not stand before it is
# asked behind it, here and in others. (**) is the mark of a remark.
STARS = re.compile(r"\*\*(?:(?<![\\(*]\*\*)\**|(?<=\(\*\*)\**(?!\)))")
BEHIND_WORDS = ".,:;)”…"  # no bold words begin with these
# A single star or low line around words, with a space inside: the signs stay as they are typed.
LOOSE_SLANT = re.compile(
    r"(?<![\w*\\])\*[^\s*.,:;)][^*\n]{0,200}[ \t]\*(?![\w*]|\.\w)"
    r"|(?<![\w\\])_[^\s_][^_\n]{0,200}[ \t]_(?!\w)"
)
# An item without the space behind its sign, which makes no list.
TIGHT_ITEM = re.compile(r"[ ]{0,3}(?:[-+]|[0-9]{1,2}[.)])(?=[^\W\d_])")
BARE_ADDRESS = re.compile(r"http(?<![\w<(\[\"'/=]http)s?://[^\s<>]+")
BOX_OPENING = re.compile(r"([ ]*)((?:!!!|\?\?\?)[ +]*[\w\"“'(][^\n]*)")
QUOTED_TITLE = re.compile('"[^"\n]*"')
NOTE_IN_PLACE = re.compile(r"\^\[(?=[^\]\n])")
NAMED_SIGN = re.compile(r":(?<![\w:]:)[a-z][a-z0-9_+-]*:(?![\w:])")
LONGEST_TAG = 2000  # characters before an address, among which the tag of its link stands
TIMES = re.compile(r"(?<=[0-9}])\*(?=[0-9{])")
TIMES_OR_MARK = re.compile(rf"{TIMES.pattern}|(?<=\()\*(?=\))")  # what makes a pair with it
DOUBLE_MARK = re.compile(r"(?<=\()\*\*(?=\))")
LOOSE_LIST = re.compile(r"\{:?[ ]*[.#][\w-][^{}\n]*\}")
IN_CALLS = ('("', "(“")  # one of them is in each call
NO_BRACE = re.compile(rf"(?<![\w.])({'|'.join(USAGE)})\([\"“]")
ONE_BRACE = re.compile(rf"\{{(?<!\{{\{{)[ \t]*({'|'.join(USAGE)})[ \t]*\(")


def text_is_typed_as_meant(page: Page) -> Iterator[Problem]:
    """Every slip on a page; code is shown as it is."""
    yield from lines_are_of_one_kind(page)
    for block in page.content.paragraphs:
        if block.kind in TYPED_BLOCKS:
            yield from stars_hug_their_words(page, block.offset, block.end)
            yield from slants_hug_their_words(page, block.offset, block.end)
        if block.kind == "table":
            yield from rows_have_heads(page, block.offset, block.end)
        yield from stars_stay_alone(page, block.offset, block.end, block.kind == "table")
    for heading in page.content.headings:
        end = page.text.find("\n", heading.offset)
        yield from stars_stay_alone(page, heading.offset, end if end >= 0 else len(page.text))
    yield from items_below_items_are_indented(page)
    yield from code_is_fenced(page)
    yield from headings_have_words(page)
    yield from boxes_hold_something(page)
    for found in ONE_BRACE.finditer(page.content.prose, page.start):
        yield page.problem(found.start(), "macro-mot-ngoac", name=found[1])
    yield from signs_are_known(page)


class SignedLine(NamedTuple):
    """A line of a paragraph that does not begin with a word: the numbers of the paragraph and of
    the line in it, where it begins, and the line above it."""

    paragraph: int
    number: int
    offset: int
    text: str
    above: str


def signed_lines(page: Page) -> Iterator[SignedLine]:
    """The lines of a page that may be meant as items of a list, as no two letters begin them."""
    for paragraph, block in enumerate(page.content.paragraphs):
        if block.kind in TYPED_BLOCKS:
            above = ""
            lines = placed_lines(page.content.prose, block.offset, block.end)
            for number, (offset, line) in enumerate(lines):
                if not line[:2].isalpha():
                    yield SignedLine(paragraph, number, offset, line, above)
                above = line


def rows_of_bullets(lines: Iterable[SignedLine]) -> set[int]:
    """Where the lines begin that are one of several with the same bullet of Word: below one
    another in a paragraph, or each a paragraph."""
    found = [
        (line, bullet[1]) for line in lines if (bullet := WORD_BULLET.match(line.text)) is not None
    ]
    rows = set()
    for (line, sign), (other, same) in pairwise(found):
        are_first = line.paragraph + 1 == other.paragraph and line.number == other.number == 0
        if sign == same and (line.paragraph == other.paragraph or are_first):
            rows |= {line.offset, other.offset}
    return rows


def lines_are_of_one_kind(page: Page) -> Iterator[Problem]:
    """No line of a paragraph is meant as an item of a list; the first tells of all.

    Python-Markdown begins a list after an empty line only; other programs show one anyway. Below a
    line whose end is kept, a line begins as it is typed.
    """
    lines = [*signed_lines(page)]
    rows, told = rows_of_bullets(lines), set[int]()
    for line in lines:
        found = meant_as_item(page, line, rows) if line.paragraph not in told else None
        if found:
            told.add(line.paragraph)
            yield found


def meant_as_item(page: Page, line: SignedLine, rows: set[int]) -> Problem | None:
    """The problem of a line that is meant as an item of a list, or as the row of a table; `rows`
    are those of rows_of_bullets."""
    bullet = WORD_BULLET.match(line.text)
    if bullet and (line.offset in rows or bullet[1] not in MEANT_ALONE):
        return page.problem(line.offset, "dau-dong-kieu-word", sign=bullet[1])
    if LINE_OF_TABLE.match(line.text):
        return page.problem(line.offset, "bang-khong-thanh")
    if TIGHT_ITEM.match(line.text):
        return page.problem(line.offset, "dau-dong-thieu-cach", sign=line.text.split()[0][:12])
    if line.number and GLUED_ITEM.match(line.text) and not KEPT_LINE_END.search(line.above):
        return page.problem(line.offset, "danh-sach-dinh-dong-tren")
    return None


def rows_have_heads(page: Page, start: int, end: int) -> Iterator[Problem]:
    """No row of a table has more cells with words than its head: the last ones are not shown."""
    (_, first), *rows = placed_lines(page.content.prose, start, end)
    border = has_border(first.strip(AROUND_ROWS))
    columns = len(parted_at_pipes(first.strip(AROUND_ROWS), border))
    for offset, line in rows:
        row = line.strip(AROUND_ROWS)
        if any(row[a:b].strip() for a, b in parted_at_pipes(row, border)[columns:]):
            yield page.problem(offset, "bang-thua-o", columns=columns)


def placed_lines(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    """The lines of a stretch of text, each with its offset."""
    for line in text[start:end].splitlines(keepends=True):
        yield start, line.rstrip("\r\n")
        start += len(line)


def stars_hug_their_words(page: Page, start: int, end: int) -> Iterator[Problem]:
    """Bold words begin and end directly at their stars (CommonMark, 6.2), and both are there.

    Stars behind a word alone are the mark of a remark; stars between spaces are a slip where
    others open or close what they should.
    """
    opened: int | None = None
    spaced: int | None = None
    for found in STARS.finditer(page.content.prose, start, end):
        place, before = found.start(), page.text[found.start() - 1]
        is_behind_space = before.isspace()
        behind = page.text[found.end() : found.end() + 1].strip()
        if not behind:
            if is_behind_space and opened is None:
                spaced = place if spaced is None else spaced
                continue
            loose = place if is_behind_space else spaced if opened is None else None
            opened = None
        else:
            loose = place if is_behind_space and opened is not None else None
            can_open = opened is None and not before.isalnum() and behind not in BEHIND_WORDS
            opened = place if can_open else None
        if loose is not None:
            yield page.problem(loose, "dau-sao-roi-chu")
            return
    if opened is not None:
        yield page.problem(opened, "dau-sao-le")


def slants_hug_their_words(page: Page, start: int, end: int) -> Iterator[Problem]:
    """Slanted words begin and end directly at their signs."""
    prose = page.content.prose
    if prose.find("*", start, end) < 0 and prose.find("_", start, end) < 0:
        return
    for loose in LOOSE_SLANT.finditer(prose, start, end):
        yield page.problem(loose.start(), "dau-nghieng-roi-chu", sign=loose[0][0])


def stars_stay_alone(page: Page, start: int, end: int, is_table: bool = False) -> Iterator[Problem]:
    """Two stars for “times”, or two marks (*) of remarks, vanish in one paragraph or cell and make
    slanted what stands between them; one alone stays."""
    if page.content.prose.find("*", start, end) < 0:
        return
    spans = cells_of_rows(page.content.prose, start, end) if is_table else [(start, end)]
    for begin, stop in spans:
        for pattern in (TIMES_OR_MARK, DOUBLE_MARK):
            signs = [
                one
                for one in pattern.finditer(page.text, begin, stop)
                if page.content.prose[one.start()] == "*"
            ]
            for found in signs if len(signs) > 1 else ():
                if TIMES.match(page.text, found.start()):
                    yield page.problem(found.start(), "dau-sao-giua-so")
                else:
                    yield page.problem(found.start(), "dau-sao-trong-ngoac", sign=f"({found[0]})")


def cells_of_rows(prose: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where each cell of a table begins and ends."""
    for offset, line in placed_lines(prose, start, end):
        row = line.strip(AROUND_ROWS)
        at = offset + line.index(row)
        yield from ((at + a, at + b) for a, b in parted_at_pipes(row, has_border(row)))


def items_below_items_are_indented(page: Page) -> Iterator[Problem]:
    """An item that is meant to stand below another is indented by four spaces.

    With fewer, Python-Markdown makes it an item of the outer list.
    """
    above, offset = "", page.start
    for line in page.content.prose[offset:].splitlines(keepends=True):
        if line.startswith("  ") and NESTED_ITEM.match(line):
            if OUTER_ITEM.match(above):
                yield page.problem(offset, "muc-con-thut-it")
        elif line.strip():
            above = line
        offset += len(line)


def code_is_fenced(page: Page) -> Iterator[Problem]:
    """No paragraph is code for its indentation alone, which an editor hardly ever means."""
    for code in page.content.codes:
        if code.kind == "indented":
            yield page.problem(code.offset, "thut-thanh-ma")


def headings_have_words(page: Page) -> Iterator[Problem]:
    """No heading is empty: contents and search would have a line without a name."""
    for heading in page.content.headings:
        if not page.text[heading.offset :].partition("\n")[0].strip(" \t#>-*+\r"):
            yield page.problem(heading.offset, "de-muc-trong")


def boxes_hold_something(page: Page) -> Iterator[Problem]:
    """A box has its kind, its title between straight quotes, and what is in it below, four spaces
    further in: words, a macro, code."""
    if not has(page.text, SIGNS_OF_BOXES):
        return
    lines = [*placed_lines(page.text, page.start, len(page.text))]
    for number, (offset, _) in enumerate(lines):
        opening = BOX_OPENING.match(page.text, offset)
        if not opening or not page.content.prose[offset : opening.end()].strip():
            continue
        is_read = any(form.match(opening[2].rstrip("\r")) for _, form in BOXES)
        if not is_read or not QUOTED_TITLE.sub("", opening[2]).isascii():
            yield page.problem(offset, "khung-sai-dang")
            continue
        below = next((after for _, after in lines[number + 1 :] if after.strip()), "")
        below = below.expandtabs(TAB_WIDTH)
        if len(below) - len(below.lstrip(" ")) < len(opening[1]) + TAB_WIDTH:
            yield page.problem(offset, "khung-trong")


def signs_are_known(page: Page) -> Iterator[Problem]:
    """No sign of other programs: a note typed in its place, a picture by its name; no attributes
    of nothing."""
    prose = page.content.prose
    for found in NOTE_IN_PLACE.finditer(prose, page.start):
        yield page.problem(found.start(), "chu-thich-trong-cau")
    for found in NAMED_SIGN.finditer(prose, page.start):
        yield page.problem(found.start(), "bieu-tuong-goi-ten", sign=found[0])
    is_foreign = has(prose, FOREIGN_LETTERS) and has(prose, IN_FOREIGN_SIGNS)
    for found in FOREIGN_SIGN.finditer(prose, page.start) if is_foreign else ():
        yield page.problem(found.start(), "dau-khong-hieu", sign=found[0].strip())
    for found in NO_BRACE.finditer(prose, page.start) if has(prose, IN_CALLS) else ():
        if "{" not in page.text[max(0, found.start() - 3) : found.start()]:
            yield page.problem(found.start(), "macro-khong-ngoac", name=found[1])
    for found in BARE_ADDRESS.finditer(prose, page.start):
        if not is_in_link(page.text, found.start()):
            yield page.problem(found.start(), "dia-chi-tran", address=found[0][:60])
    for hidden in INVISIBLE.finditer(prose, page.start):
        yield page.problem(hidden.start(), "ky-tu-an-trong-bai", letter=named(hidden[0]))
    for found in LOOSE_LIST.finditer(prose, page.start):
        yield page.problem(found.start(), "thuoc-tinh-khong-gan", written=found[0])


def has(text: str, signs: Iterable[str]) -> bool:
    """Whether one of the signs stands in a text: asked at once, before a pattern of them is."""
    return any(sign in text for sign in signs)


def is_in_link(text: str, place: int) -> bool:
    """Whether a place stands between the tags of a link."""
    before = text[max(0, place - LONGEST_TAG) : place]
    return before.rfind("<a ") > before.rfind("</a")
