"""Numbers of headings as OpenDocument's own: items of one list, each level a kind of number.

LibreOffice counts them anew when a heading moves. OpenDocument 1.3, part 3, 5.3.
"""

import re
from collections.abc import Sequence

from report.official.heading_numbers import HeadingNumber
from report.official.pandoc import Node
from report.text.markup import escape

ODT_HEADING = re.compile(r'<text:h text:style-name="[^"]*"([^>]*)>(.*?)</text:h>', re.S)
NUMBER_LIST_STYLE = "So_20_de_20_muc"
SAID_STYLE = "So_20_rieng"  # begins the names of lists for numbers that no program counts to
# What stands before the count, how it counts, what stands behind, what follows, and the indent.
ODT_LEVELS = (
    ("Phần thứ ", "1", "", "nothing", "0cm"),
    ("", "I", ".", "space", "1.27cm"),
    ("", "1", ".", "space", "1.27cm"),
    ("", "a", ")", "space", "1.27cm"),
)


def with_headings(
    content: str, headings: Sequence[Node], numbers: Sequence[HeadingNumber | None]
) -> str:
    """The content with its headings in their styles and as items of the list of numbers."""
    found = iter(zip(headings, numbers, strict=True))
    previous = 0

    def written(match: re.Match[str]) -> str:
        nonlocal previous
        heading, number = next(found)
        look = heading["c"][1][1][0]
        before = f"<text:number>{escape(number.text)}</text:number>" if number else ""
        inside = f'<text:h text:style-name="{look}"{match[1]}>{before}{match[2]}</text:h>'
        if number is None:
            return inside
        previous += 1
        return in_list(inside, number, previous)

    return ODT_HEADING.sub(written, content)


def in_list(heading: str, number: HeadingNumber, place: int) -> str:
    """A heading as an item of the list, which goes on from the heading before."""
    on = f' text:continue-list="de-muc-{place - 1}"' if place > 1 else ""
    opened = f'<text:list xml:id="de-muc-{place}"{on} text:style-name="{NUMBER_LIST_STYLE}">'
    item = "<text:list-item"
    if not number.is_plain:
        item += f' text:style-override="{said_style(number)}"'
    if number.is_anew:
        item += f' text:start-value="{number.count}"'
    above = "<text:list-item><text:list>" * number.style
    below = "</text:list></text:list-item>" * number.style
    return f"{opened}{above}{item}>{heading}</text:list-item>{below}</text:list>"


def list_styles(numbers: Sequence[HeadingNumber | None]) -> str:
    """The list of numbers, and one for each number that no program counts to."""
    levels = "".join(level_style(level) for level in range(len(ODT_LEVELS)))
    said = {said_style(one): one for one in numbers if one and not one.is_plain}
    return list_style(NUMBER_LIST_STYLE, levels) + "".join(
        list_style(name, level_style(one.style, one)) for name, one in said.items()
    )


def said_style(number: HeadingNumber) -> str:
    """The name of the list of a number that no program counts to."""
    return f"{SAID_STYLE}_{number.style}_{number.count}"


def list_style(name: str, levels: str) -> str:
    """A list of the automatic styles."""
    return f'<text:list-style style:name="{name}">{levels}</text:list-style>'


def level_style(level: int, said: HeadingNumber | None = None) -> str:
    """A level of the list; where a number is `said`, its text is that, not a count."""
    before, form, behind, follows, indent = ODT_LEVELS[level]
    if said:
        before, form, behind = said.text, "", ""
    return (
        f'<text:list-level-style-number text:level="{level + 1}" '
        f'style:num-prefix="{escape(before)}" style:num-suffix="{behind}" '
        f'style:num-format="{form}"><style:list-level-properties '
        'text:list-level-position-and-space-mode="label-alignment">'
        f'<style:list-level-label-alignment text:label-followed-by="{follows}" '
        f'fo:text-indent="{indent}" fo:margin-left="0cm"/></style:list-level-properties>'
        "</text:list-level-style-number>"
    )
