"""What a page may have of each thing, so that Python-Markdown takes no minutes and no stack.

Measured with the extensions of mkdocs.yml: time grows with the square of the open brackets, tags
and abbreviations of a page, with more than that of `<![`, and each quote, list or box inside
another takes some of the stack. A page at all its bounds takes a few seconds, one without them
had not ended after minutes. The largest page of a report has a tenth of each.
"""

import re
from collections.abc import Mapping

from report.problems.problem import Mistake

# As often as these may stand on a page; `markdown` opens Markdown inside an HTML element.
MAX_SIGNS: Mapping[str, int] = {
    "[": 1000,
    "](": 500,
    "[^": 300,
    "*[": 200,
    "<": 1000,
    "<![": 20,
    "markdown": 100,
    "`": 2000,
    "\n:": 150,  # definitions: those without a blank line between them take the stack
}
MAX_LINES = 2000  # of a page: headings and fences, too, take the square of their number
MAX_MARKERS = 20  # of quotes and lists at the beginning of a line
TAB_WIDTH = 4
MAX_INDENT = 20 * TAB_WIDTH  # columns before the first word: twenty levels of lists or boxes

# The beginning of a line that may have more markers than these; its sign is searched for fast.
MANY_MARKERS = re.compile(rf"\n[ \t>*+:\d.)-]{{{MAX_MARKERS + 1}}}")
MARKERS = re.compile(r"(?:[ \t]*(?:>|(?:[-*+:]|\d{1,9}[.)])(?=[ \t])))*[ \t]*")
MARKER = re.compile(r"[>*+:-]|\d{1,9}[.)]")
END_OF_LINE = re.compile(r"\r\n|\r|\n")


def keep_page_bounds(text: str) -> None:
    """Raise Mistake at the first line of a page that goes beyond a bound."""
    lines = "\n" + (END_OF_LINE.sub("\n", text) if "\r" in text else text)
    if lines.count("\n") > MAX_LINES + 1:  # the first one is ours
        raise Mistake("bai-qua-nhieu-dong", line=MAX_LINES + 1, limit=MAX_LINES)
    for found in MANY_MARKERS.finditer(lines):
        before = MARKERS.match(lines, found.start() + 1)
        if before and len(before[0]) > MAX_MARKERS:  # fewer are not too many columns either
            refuse_depth(before[0], lines.count("\n", 0, found.end()))
    for sign, limit in MAX_SIGNS.items():
        if text.count(sign) > limit:
            line = line_of_sign(text, sign, limit)
            raise Mistake("qua-nhieu-dau", line=line, sign=sign.strip(), limit=limit)


def refuse_depth(before: str, line: int) -> None:
    """Raise Mistake where what stands before the words of a line makes it lie too deep."""
    if len(MARKER.findall(before)) > MAX_MARKERS:
        raise Mistake("long-qua-sau", line=line, limit=MAX_MARKERS)
    spaces = before.expandtabs(TAB_WIDTH)
    if len(spaces) - len(spaces.lstrip()) > MAX_INDENT:
        raise Mistake("long-qua-sau", line=line, limit=MAX_INDENT // TAB_WIDTH)


def line_of_sign(text: str, sign: str, number: int) -> int:
    """The line of the sign that stands behind `number` others."""
    found = list(re.finditer(re.escape(sign), text))
    return len(END_OF_LINE.findall(text, 0, found[number].start())) + 1
