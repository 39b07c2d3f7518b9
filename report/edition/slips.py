"""What editors type that Markdown does not take as they mean it: each at its line, with the mend.

A list directly below a sentence, a bullet of Word, a space inside the stars of bold words, one
brace instead of two, a paragraph that its indentation turns into code: the page would be built,
and readers would see the signs.
"""

import re
from collections.abc import Iterator

from report.figures.macros import USAGE
from report.problems.problem import Problem
from report.sources.cells import INVISIBLE, named
from report.sources.markdown.boxes import BOXES
from report.sources.markdown.rows import has_border, parted_at_pipes
from report.sources.pages import Page

AROUND_ROWS = " \t>"  # where they stand in a list or a quote
TYPED_BLOCKS = ("p", "li", "dd")  # kinds of paragraphs whose lines are read
GLUED_ITEM = re.compile(r"[ ]{0,3}(?:[-*+]|1\.|[0-9]{1,2}\)|[a-zđ]\))[ \t]+\S")
NESTED_ITEM = re.compile(r"[ ]{1,3}(?:[-*+]|[0-9]{1,3}[.)])[ \t]+\S")
OUTER_ITEM = re.compile(r"(?:[-*+]|[0-9]{1,3}[.)])[ \t]+\S")
# Bullets as Word and its fonts of signs leave them, and a dash with a no-break space behind it.
WORD_BULLET = re.compile(
    r"[ \t]*([•●▪◦○■□‣∙➢➤✓✔\uf0b7\uf0a7]|[–—·§ü](?=[ \t\u00a0])|o(?=\t)|[-*+](?=\u00a0))"
)
LINE_OF_TABLE = re.compile(r"[ ]{0,3}\|.*\|[ \t]*$")
# Signs of other programs, which stay as they are typed.
FOREIGN_SIGN = re.compile(
    r"~~(?=\S)|(?<![=\w])==(?=[^\s=])|!?\[\[|[｛｝]|^[ \t]*\[TOC\]|^[ \t]*--8<--|^[ \t>]*```"
    r"|(?<=^- )\[[ xX]\](?= )|\[![A-Z]{3,12}\]|\[[^\[\]\n]{1,200}\] (?=\([^()\s]{1,200}\.md)",
    re.M,
)
STARS = re.compile(r"(?<!\\)\*\*+")
# A single star or low line around words, with a space inside: the signs stay as they are typed.
LOOSE_SLANT = re.compile(
    r"(?<![\w*\\])\*[^\s*][^*\n]{0,200}[ \t]\*(?![\w*])|(?<![\w\\])_[^\s_][^_\n]{0,200}[ \t]_(?!\w)"
)
# An item without the space behind its sign, which makes no list.
TIGHT_ITEM = re.compile(r"[ ]{0,3}(?:[-+]|[0-9]{1,2}[.)])(?=[^\W\d_])")
BARE_ADDRESS = re.compile(r"(?<![\w<(\[\"'/=])https?://[^\s<>]+")
BOX_OPENING = re.compile(r"([ ]*)((?:!!!|\?\?\?)[ +]*[\w\"“'(][^\n]*)")
QUOTED_TITLE = re.compile('"[^"\n]*"')
NOTE_IN_PLACE = re.compile(r"\^\[(?=[^\]\n])")
NAMED_SIGN = re.compile(r"(?<![\w:]):[a-z][a-z0-9_+-]*:(?![\w:])")
TIMES = re.compile(r"(?<=[0-9}])\*(?=[0-9{])")
LOOSE_LIST = re.compile(r"\{:?[ ]*[.#][\w-][^{}\n]*\}")
NO_BRACE = re.compile(rf"(?<![\w.])({'|'.join(USAGE)})\([\"“]")
ONE_BRACE = re.compile(rf"(?<!\{{)\{{[ \t]*({'|'.join(USAGE)})[ \t]*\(")


def text_is_typed_as_meant(page: Page) -> Iterator[Problem]:
    """Every slip on a page; code is shown as it is."""
    for block in page.content.paragraphs:
        if block.kind in TYPED_BLOCKS:
            yield from lines_are_of_one_kind(page, block.offset, block.end)
            yield from stars_hug_their_words(page, block.offset, block.end)
            for loose in LOOSE_SLANT.finditer(page.content.prose, block.offset, block.end):
                yield page.problem(loose.start(), "dau-nghieng-roi-chu", sign=loose[0][0])
        if block.kind == "table":
            yield from rows_have_heads(page, block.offset, block.end)
    yield from items_below_items_are_indented(page)
    yield from code_is_fenced(page)
    yield from headings_have_words(page)
    yield from boxes_hold_something(page)
    for found in ONE_BRACE.finditer(page.content.prose, page.start):
        yield page.problem(found.start(), "macro-mot-ngoac", name=found[1])
    yield from signs_are_known(page)


def lines_are_of_one_kind(page: Page, start: int, end: int) -> Iterator[Problem]:
    """No line of a paragraph is meant as an item of a list; the first tells of all.

    Python-Markdown begins a list after an empty line only; other programs show one anyway.
    """
    for number, (offset, line) in enumerate(placed_lines(page.content.prose, start, end)):
        bullet = WORD_BULLET.match(line)
        if bullet:
            yield page.problem(offset, "dau-dong-kieu-word", sign=bullet[1])
            return
        if LINE_OF_TABLE.match(line):
            yield page.problem(offset, "bang-khong-thanh")
            return
        if TIGHT_ITEM.match(line):
            yield page.problem(offset, "dau-dong-thieu-cach", sign=line.split()[0][:12])
            return
        if number and GLUED_ITEM.match(line):
            yield page.problem(offset, "danh-sach-dinh-dong-tren")
            return


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
    """Bold words begin and end directly at their stars (CommonMark, 6.2), and both are there."""
    opened: int | None = None
    for found in STARS.finditer(page.content.prose, start, end):
        if opened is None:
            opened = found.start()
            loose = page.text[found.end() : found.end() + 1].strip() == ""
        else:
            loose = page.text[found.start() - 1].isspace()
            opened = None if not loose else opened
        if loose:
            yield page.problem(found.start(), "dau-sao-roi-chu")
            return
    if opened is not None:
        yield page.problem(opened, "dau-sao-le")


def items_below_items_are_indented(page: Page) -> Iterator[Problem]:
    """An item that is meant to stand below another is indented by four spaces.

    With fewer, Python-Markdown makes it an item of the outer list.
    """
    above = ""
    for offset, line in placed_lines(page.content.prose, page.start, len(page.content.prose)):
        if NESTED_ITEM.match(line) and OUTER_ITEM.match(above):
            yield page.problem(offset, "muc-con-thut-it")
        above = line if line.strip() and not NESTED_ITEM.match(line) else above


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
        if len(below) - len(below.lstrip(" ")) < len(opening[1]) + 4:
            yield page.problem(offset, "khung-trong")


def signs_are_known(page: Page) -> Iterator[Problem]:
    """No sign of other programs: a note typed in its place, a picture by its name, a star for
    “times”, of which two in one paragraph vanish and make their words slanted; no attributes of
    nothing."""
    prose = page.content.prose
    for found in NOTE_IN_PLACE.finditer(prose, page.start):
        yield page.problem(found.start(), "chu-thich-trong-cau")
    for found in NAMED_SIGN.finditer(prose, page.start):
        yield page.problem(found.start(), "bieu-tuong-goi-ten", sign=found[0])
    for found in FOREIGN_SIGN.finditer(prose, page.start):
        yield page.problem(found.start(), "dau-khong-hieu", sign=found[0].strip())
    for found in NO_BRACE.finditer(prose, page.start):
        if "{" not in page.text[max(0, found.start() - 3) : found.start()]:
            yield page.problem(found.start(), "macro-khong-ngoac", name=found[1])
    for found in BARE_ADDRESS.finditer(prose, page.start):
        yield page.problem(found.start(), "dia-chi-tran", address=found[0][:60])
    for hidden in INVISIBLE.finditer(prose, page.start):
        yield page.problem(hidden.start(), "ky-tu-an-trong-bai", letter=named(hidden[0]))
    for found in LOOSE_LIST.finditer(prose, page.start):
        yield page.problem(found.start(), "thuoc-tinh-khong-gan", written=found[0])
    for found in TIMES.finditer(page.text, page.start):
        if prose[found.start()] == "*":
            yield page.problem(found.start(), "dau-sao-giua-so")
