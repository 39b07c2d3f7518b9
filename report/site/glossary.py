"""Abbreviations and concepts in the text of a page lead to their explanation.

The first one of each kind on a page becomes a link to its row in the glossary. That of an
abbreviation has the explanation as its title, which report.js shows on touch, hover and focus;
for a concept, whose explanation is longer, the script reads it in the glossary. This is done to
the finished HTML: the Markdown converter would look for every abbreviation in every piece
of text.
"""

import html
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from report.edition.abbreviations import AFTER, CONCEPTS, PART_OF_WORD, TABLE
from report.edition.edition import Edition
from report.sources.addresses import relative_url
from report.sources.pages import EDITORS
from report.text.markup import escape

GLOSSARY_PAGE = f"{TABLE}.md"  # the page that shows it, each row with its key as anchor


@dataclass(frozen=True)
class Glossary:
    """The abbreviations by the way they are written: key of the row and explanation; and the
    concepts, each with the key of its row."""

    terms: Mapping[str, tuple[str, str]]
    concepts: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """Any abbreviation or concept in a text; the words of a concept may stand on two lines.

        Each alternative begins with a character, for which Python's engine searches fast; what
        may not stand before an abbreviation is therefore looked at afterwards.
        """
        longest_first = sorted({*self.terms, *self.concepts}, key=len, reverse=True)
        written = (re.escape(escape(term)).replace(r"\ ", r"\s+") for term in longest_first)
        return re.compile("|".join(f"{term}{AFTER}" for term in written))

    def of_page(self, page: str) -> "Explanations":
        """What explains the words of the page at `page`; the staff knows the concepts."""
        target = relative_url(page, GLOSSARY_PAGE)
        concepts = () if page.startswith(f"{EDITORS}/") else self.concepts
        return Explanations(self, target, {escape(term) for term in (*self.terms, *concepts)})


@dataclass
class Explanations:
    """Makes the first of each word on a page a link; `waiting` are those to come."""

    glossary: Glossary
    target: str
    waiting: set[str]

    def explain(self, text: str) -> str:
        """A piece of text of the page's HTML, between two tags."""
        return self.glossary.pattern.sub(self.link, text) if self.waiting else text

    def link(self, found: re.Match[str]) -> str:
        """The link to the row of a word, where it is the first and stands for itself."""
        written = " ".join(found[0].split())
        before = found.string[found.start() - 1 : found.start()] if found.start() else ""
        if written not in self.waiting or re.match(PART_OF_WORD, before):
            return found[0]
        self.waiting.remove(written)
        term = html.unescape(written)
        if term in self.glossary.concepts:
            key = self.glossary.concepts[term]
            others = (one for one, row in self.glossary.concepts.items() if row == key)
            self.waiting.difference_update(map(escape, others))
            return f'<a class="viet-tat khai-niem" href="{self.target}#{key}">{found[0]}</a>'
        key, explanation = self.glossary.terms[term]
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
        },
        concepts_of(edition),
    )


def concepts_of(edition: Edition) -> dict[str, str]:
    """The concepts of an office with the keys of their rows, also as they begin a sentence."""
    table = edition.common.tables.get(CONCEPTS)
    names = {row["ten"].text: key for key, row in table.rows.items()} if table else {}
    return {written: key for name, key in names.items() for written in (name, upper_first(name))}


def upper_first(text: str) -> str:
    """A text as it begins a sentence."""
    return text[:1].upper() + text[1:]


def is_explained(uri: str, meta: Mapping[str, Any]) -> bool:
    """Whether abbreviations of a page become links: not in the glossary itself, nor in English."""
    return not uri.endswith(GLOSSARY_PAGE) and meta.get("lang", "vi") == "vi"
