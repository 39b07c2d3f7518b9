"""The second line behind the check: the HTML of a page holds nothing but what is listed.

The check reads Markdown, a browser the HTML that is made of it. nh3 parses that as browsers do
(https://html.spec.whatwg.org/#parsing) and leaves out what is not listed: a page that differs
from what is left has HTML that the check has not seen.
"""

import re
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

# HTML as Markdown writes most pages: each `<` begins a whole tag of the list, its attributes are
# of the list and between double quotes, no address has a scheme but the listed ones. There is one
# way to read it, so that it need not be parsed; what is written otherwise may be listed, too.
WORD_ATTRIBUTE = rf" (?:{'|'.join((ATTRIBUTES | MADE_ATTRIBUTES) - ADDRESSES)})=\"[^\"<>]*+\""
PLAIN_TARGET = r"(?:#[^\"<>&]*+|(?:https?://|mailto:|tel:)?[^\"<>:&\\\0-\x20]*+)"
PLAIN_ADDRESS = rf" (?:{'|'.join(ADDRESSES)})=\"{PLAIN_TARGET}\""
ALIGNMENT = rf" style=\"(?:{'|'.join(ALIGNED)})\""
PLAIN_HTML = re.compile(
    rf"(?:[^<]++|</(?:{'|'.join(CONTENT_ELEMENTS)})>"
    rf"|<(?:t[dh](?:{ALIGNMENT})?|(?:{'|'.join(CONTENT_ELEMENTS)}))"
    rf"(?:{WORD_ATTRIBUTE}|{PLAIN_ADDRESS})*+(?: /)?>)*+"
)


def is_sanitary(html: str) -> bool:
    """Whether the HTML of a page, with the marks of its results, has only what is listed."""
    return bool(PLAIN_HTML.fullmatch(html)) or parsed(html) == sanitized(html)


def sanitized(html: str) -> str:
    """The HTML without what is not listed, as nh3 writes it."""
    return nh3.clean(
        html,
        tags=CONTENT_ELEMENTS,
        clean_content_tags=set(),
        attributes={"*": ATTRIBUTES | MADE_ATTRIBUTES},
        tag_attribute_values={tag: {"style": ALIGNED} for tag in ("td", "th")},
        url_schemes=set(SCHEMES),
        strip_comments=False,
        link_rel=None,
    )


def parsed(html: str) -> str:
    """The HTML with all its elements, attributes and addresses, as nh3 writes it."""
    return nh3.clean(
        html,
        tags=CONTENT_ELEMENTS | {name.lower() for name in TAG_NAME.findall(html)},
        clean_content_tags=set(),
        attributes={},
        generic_attribute_prefixes={""},
        url_schemes=set(ANY_SCHEME.findall(UNSEEN.sub("", unescape(html)).lower())),
        strip_comments=False,
        link_rel=None,
    )
