"""Abbreviations in the text of a page lead to their explanation.

The first one of each kind on a page becomes a link to its row in the glossary, with the
explanation as its title, which report.js shows on touch, hover and focus. This is done to
the finished HTML: the Markdown converter would look for every abbreviation in every piece
of text.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from report.edition.abbreviations import AFTER, PART_OF_WORD, TABLE
from report.edition.edition import Edition
from report.figures.values import escape
from report.sources.pages import relative_url

GLOSSARY_PAGE = f"{TABLE}.md"  # the page that shows it, each row with its key as anchor
# Where no abbreviation is explained: what is a link or control already, headings and names of
# tables (they are spoken as labels), code and drawings.
LEFT_ALONE = (
    "a|abbr|button|caption|code|figcaption|h[1-6]|kbd|label|pre|script|style|summary|svg|thead"
)


@dataclass(frozen=True)
class Glossary:
    """The abbreviations by the way they are written: key of the row and explanation."""

    terms: Mapping[str, tuple[str, str]]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """What must be looked at in HTML: elements left alone, tags, and abbreviations.

        Each alternative begins with a character, for which Python's engine searches fast; what
        may not stand before an abbreviation is therefore looked at afterwards.
        """
        longest_first = sorted(self.terms, key=len, reverse=True)
        words = "".join(f"|{re.escape(escape(term))}{AFTER}" for term in longest_first)
        return re.compile(rf"<({LEFT_ALONE})\b.*?</\1>|<!--.*?-->|<[^>]+>{words}", re.S)

    def explain(self, html: str, page: str) -> str:
        """The HTML of the page at `page` with the first of each abbreviation made a link."""
        absent = {term for term in self.terms if escape(term) not in html}
        if len(absent) == len(self.terms):
            return html
        waiting = {escape(term): term for term in self.terms if term not in absent}
        target = relative_url(page, GLOSSARY_PAGE)

        def link(found: re.Match[str]) -> str:
            written = found[0]
            if written not in waiting or re.match(
                PART_OF_WORD, html[found.start() - 1 : found.start()]
            ):
                return written
            term = waiting.pop(written)
            key, explanation = self.terms[term]
            return (
                f'<a class="viet-tat" href="{target}#{key}" title="{escape(explanation)}">'
                f"{written}</a>"
            )

        return self.pattern.sub(link, html)


def read_glossary(edition: Edition) -> Glossary | None:
    """The glossary of an office; None where it has no table or no page of abbreviations.

    Words of one capital at most (ha, m²) are signs of units and need no explanation.
    """
    table = edition.common.tables.get(TABLE)
    if table is None or GLOSSARY_PAGE not in edition.pages:
        return None
    return Glossary(
        {
            row["ten"].text: (key, f"{row['day_du'].text}. {row['giai_thich'].text}")
            for key, row in table.rows.items()
            if sum(map(str.isupper, row["ten"].text)) > 1
        }
    )


def is_explained(uri: str, meta: Mapping[str, Any]) -> bool:
    """Whether abbreviations of a page become links: not in the glossary itself, nor in English."""
    return not uri.endswith(GLOSSARY_PAGE) and meta.get("lang", "vi") == "vi"
