"""The second line behind the check: the HTML of a page holds nothing but what is listed.

The check reads Markdown, a browser the HTML that is made of it. nh3 parses that as browsers do
(https://html.spec.whatwg.org/#parsing) and leaves out what is not listed: a page that differs
from what is left has HTML that the check has not seen.
"""

import re
from collections.abc import Set
from dataclasses import dataclass
from functools import cached_property
from html import unescape

import nh3

from report.sources.safe_html import ADDRESSES, ATTRIBUTES, ELEMENTS, SCHEMES

# What Markdown, the results in headings and the notes above a page bring besides; an editor
# does not write it.
CONTENT_ELEMENTS = ELEMENTS | {"h1", "data"}
MADE_ATTRIBUTES = frozenset(
    {"aria-label", "data-nam", "data-nguon", "data-search-exclude", "value"}
)
ALIGNED = {f"text-align: {side};" for side in ("left", "center", "right")}  # columns of a table
TAG_NAME = re.compile(r"<([a-zA-Z][^\s/>\0]*)")
ANY_SCHEME = re.compile(r"(?<![a-z0-9+.-])[0-9+.-]*+([a-z][a-z0-9+.-]*+):")
UNSEEN = re.compile(r"[\0-\x20]")

# HTML as Markdown and the templates write most pages: each `<` begins a whole tag of the list, its
# attributes are of the list and between double quotes, no address has a scheme but the listed ones.
# There is one way to read it, so that it need not be parsed; what is written otherwise may be
# listed, too.
PLAIN_TARGET = r"(?:#[^\"<>&]*+|(?:https?://|mailto:|tel:)?[^\"<>:&\\\0-\x20]*+)"
PLAIN_ADDRESS = rf" (?:{'|'.join(ADDRESSES)})=\"{PLAIN_TARGET}\""
ALIGNMENT = rf" style=\"(?:{'|'.join(ALIGNED)})\""


@dataclass(frozen=True)
class Listed:
    """What the HTML of a kind of pages may hold."""

    elements: Set[str]
    attributes: Set[str]

    @cached_property
    def plain(self) -> re.Pattern[str]:
        """HTML that has only that, as most pages write it."""
        elements = "|".join(self.elements)
        word = rf" (?:{'|'.join(self.attributes - ADDRESSES)})(?:=\"[^\"<>]*+\"|(?=[ >]))"
        return re.compile(
            rf"(?:[^<]++|</(?:{elements})>|<(?:t[dh](?:{ALIGNMENT})?|(?:{elements}))"
            rf"(?:{word}|{PLAIN_ADDRESS})*+(?: /)?>)*+"
        )


CONTENT = Listed(CONTENT_ELEMENTS, ATTRIBUTES | MADE_ATTRIBUTES)
# What the templates of pages made from data bring besides: filters of a table, citations, days.
MADE = Listed(
    CONTENT.elements | {"input", "label", "q", "section", "time"},
    CONTENT.attributes
    | {"aria-hidden", "aria-labelledby", "autocomplete", "data-bang", "data-don-vi", "data-nhan"}
    | {"datetime", "download", "hidden", "role", "type"},
)


def is_sanitary(html: str, listed: Listed = CONTENT) -> bool:
    """Whether the HTML of a page, with the marks of its results, has only what is listed."""
    return bool(listed.plain.fullmatch(html)) or parsed(html, listed) == sanitized(html, listed)


def sanitized(html: str, listed: Listed = CONTENT) -> str:
    """The HTML without what is not listed, as nh3 writes it."""
    return nh3.clean(
        html,
        tags={*listed.elements},
        clean_content_tags=set(),
        attributes={"*": {*listed.attributes}},
        tag_attribute_values={tag: {"style": ALIGNED} for tag in ("td", "th")},
        url_schemes=set(SCHEMES),
        strip_comments=False,
        link_rel=None,
    )


def parsed(html: str, listed: Listed = CONTENT) -> str:
    """The HTML with all its elements, attributes and addresses, as nh3 writes it."""
    return nh3.clean(
        html,
        tags={*listed.elements} | {name.lower() for name in TAG_NAME.findall(html)},
        clean_content_tags=set(),
        attributes={},
        generic_attribute_prefixes={""},
        url_schemes=set(ANY_SCHEME.findall(UNSEEN.sub("", unescape(html)).lower())),
        strip_comments=False,
        link_rel=None,
    )
