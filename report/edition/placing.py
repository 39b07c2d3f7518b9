"""Where the result of a macro can stand on a page, and the Markdown made ready for it."""

import re
from collections.abc import Collection, Sequence

from report.figures.results import RESULT_MARK, Result, is_block
from report.sources.markdown import CallPlace, MacroCall, Markdown
from report.text.markup import escape

# Quotes and indents, and after them nothing but marks.
LINES_OF_MARKS = re.compile(f"^([ \\t>]*)(?:{RESULT_MARK.pattern}[ \\t]*)+$", re.M)


def stands_alone(call: MacroCall, content: Markdown) -> bool:
    """Whether a table or a chart can stand in the place of a call: on a line of its own, or in a
    comment, where nobody sees it."""
    return call.place is CallPlace.BLOCK or any(
        tag.offset < call.offset < tag.end for tag in content.tags if not tag.name
    )


def blocks_apart(markdown: str, results: Sequence[Result]) -> str:
    """The page with blank lines around each line of blocks, which text would draw to itself."""
    if not any(map(is_block, results)):
        return markdown

    def apart(found: re.Match[str]) -> str:
        numbers = RESULT_MARK.findall(found[0])
        if not all(is_block(results[int(number)]) for number in numbers):
            return found[0]
        blank = found[1].rstrip()
        return f"{blank}\n{found[0]}\n{blank}"

    return LINES_OF_MARKS.sub(apart, markdown)


def targets_written(markdown: str, results: Sequence[Result], targets: Collection[int]) -> str:
    """The page with plain words in the addresses of links, which must be known before it is
    converted: there stand the results of the numbers in `targets`."""

    def written(found: re.Match[str]) -> str:
        number = int(found[1])
        return escape(results[number].plain) if number in targets else found[0]

    return RESULT_MARK.sub(written, markdown) if targets else markdown
