"""Where the result of a macro can stand on a page, and the Markdown made ready for it."""

import re
from collections.abc import Sequence

from report.figures.results import RESULT_MARK, Result, is_block, put_in
from report.sources.pages import LINE_BREAK
from report.text.markup import escape

# What may stand on the line of a block: quotes and indents, the sign of a list item, of a
# definition or of a footnote.
BEFORE_BLOCK = re.compile(r"[ \t>]*(?:(?:[-*+]|\d+[.)]|:|\[\^[^\]\s]+\]:)[ \t]+)?")
LINES_OF_MARKS = re.compile(f"^([ \\t>]*)(?:{RESULT_MARK.pattern}[ \\t]*)+$", re.M)
# What becomes an address: the target of a link, and that of a reference.
ADDRESS = re.compile(r"\]\(\s*<?[^)\s>]*|^[ ]{0,3}\[(?!\^)[^\]\n]+\]:[ \t]*\S+", re.M)


def stands_alone(text: str, start: int, end: int) -> bool:
    """Whether a call, from `start` to `end`, has its line for itself."""
    before = LINE_BREAK.split(text[:start])[-1]
    after = LINE_BREAK.split(text[end:], maxsplit=1)[0]
    return bool(BEFORE_BLOCK.fullmatch(before)) and not after.strip()


def blocks_apart(markdown: str, results: Sequence[Result]) -> str:
    """The page with blank lines around each line of blocks, which text would draw to itself."""

    def apart(found: re.Match[str]) -> str:
        numbers = RESULT_MARK.findall(found[0])
        if not all(is_block(results[int(number)]) for number in numbers):
            return found[0]
        blank = found[1].rstrip()
        return f"{blank}\n{found[0]}\n{blank}"

    return LINES_OF_MARKS.sub(apart, markdown)


def targets_written(markdown: str, results: Sequence[Result]) -> str:
    """The page with plain words in the addresses of links, which must be known before it is
    converted."""

    def written(found: re.Match[str]) -> str:
        return put_in(found[0], results, lambda result: escape(result.plain))

    return ADDRESS.sub(written, markdown) if results else markdown
