"""Abbreviations in the text of a page lead to their explanation.

The first one of each kind on a page becomes a link to its row in the glossary, with the
explanation as its title, which report.js shows on touch, hover and focus. This is done to
the finished HTML: the Markdown converter would look for every abbreviation in every piece
of text.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from report.edition.abbreviations import AFTER, PART_OF_WORD, TABLE
from report.edition.edition import Edition
from report.sources.addresses import relative_url
from report.text.markup import escape

GLOSSARY_PAGE = f"{TABLE}.md"  # the page that shows it, each row with its key as anchor


@dataclass(frozen=True)
class Glossary:
    """The abbreviations by the way they are written: key of the row and explanation."""

    terms: Mapping[str, tuple[str, str]]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Any abbreviation in a text.

        Each alternative begins with a character, for which Python's engine searches fast; what
        may not stand before an abbreviation is therefore looked at afterwards.
        """
        longest_first = sorted(self.terms, key=len, reverse=True)
        return re.compile("|".join(f"{re.escape(escape(term))}{AFTER}" for term in longest_first))

    def of_page(self, page: str) -> "Explanations":
        """What explains the abbreviations of the page at `page`."""
        target = relative_url(page, GLOSSARY_PAGE)
        return Explanations(self, target, {escape(term) for term in self.terms})


@dataclass
class Explanations:
    """Makes the first of each abbreviation on a page a link; `waiting` are those to come."""

    glossary: Glossary
    target: str
    waiting: set[str]

    def explain(self, text: str) -> str:
        """A piece of text of the page's HTML, between two tags."""
        return self.glossary.pattern.sub(self.link, text) if self.waiting else text

    def link(self, found: re.Match[str]) -> str:
        """The link to the row of an abbreviation, where it is the first and stands for itself."""
        written = found[0]
        before = found.string[found.start() - 1 : found.start()] if found.start() else ""
        if written not in self.waiting or re.match(PART_OF_WORD, before):
            return written
        self.waiting.remove(written)
        key, explanation = self.glossary.terms[html.unescape(written)]
        return (
            f'<a class="viet-tat" href="{self.target}#{key}" title="{escape(explanation)}">'
            f"{written}</a>"
        )


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
