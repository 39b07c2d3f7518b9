"""What of HTML a page may hold: the one list, for the check and for the sanitizer of the site.

Content is anybody's. What is not listed may run code (`script`, `onclick`), fetch (`iframe`,
`style`), ask for input (`form`) or stand over the page (`dialog`).
"""

import html
import re
from collections.abc import Iterator, Mapping

from report.problems.problem import Mistake
from report.text.markup import MARK_BEGIN

# What an editor may write; `md_in_html`, cards and the theme's buttons need no more. The manual
# lists the same (docs/bien-tap/sua-bai.md).
TAGS = (
    "a abbr b blockquote br caption code dd details div dl dt em figcaption figure h2 h3 h4 h5 h6"
    " hr i img kbd li mark ol p pre s small span strong sub summary sup table tbody td tfoot th"
    " thead tr u ul"
)
ELEMENTS = frozenset(TAGS.split())
ADDRESSES = frozenset({"href", "src"})
# In tags and in attribute lists `{: … }`, which may stand behind any element.
PLAIN_ATTRIBUTES = (
    "alt class colspan height hreflang id lang loading markdown open rowspan scope start tabindex"
    " title width"
)
ATTRIBUTES = ADDRESSES | frozenset(PLAIN_ATTRIBUTES.split())
SCHEMES = frozenset({"http", "https", "mailto", "tel"})
# Names that begin with _ are those of the theme's own controls: its scripts would take an
# element of the page for one of them.
PLAIN_ID = re.compile(r"[^\W_][\w.:-]*")
# A comment that ends for a browser where it ends for Markdown.
WHOLE_COMMENT = re.compile(r"<!--(?!-?>)(?:(?!--!?>|<!--).)*-->", re.S)
# Of an address: browsers leave out what nobody sees before they look for its scheme
# (https://url.spec.whatwg.org/#concept-basic-url-parser).
LEADING_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)
BEGINS_WITH_CALL = re.compile(rf"[^/?#:]*{MARK_BEGIN}")


def unlisted(tag: str, attributes: Mapping[str, str], source: str) -> Iterator[Mistake]:
    """What is wrong in a tag; without a name it is a comment or declaration, as in `source`."""
    if tag in ELEMENTS:
        yield from unlisted_attributes(attributes)
    elif tag == "svg":
        yield Mistake("svg-trong-bai")
    elif tag or not WHOLE_COMMENT.fullmatch(source):
        yield Mistake("the-html-khong-nhan", tag=tag or source[1:4])


def unlisted_attributes(attributes: Mapping[str, str]) -> Iterator[Mistake]:
    """What is wrong in the attributes of a tag or of an attribute list; those that are not
    listed are one mistake, for each word behind a lost quotation mark is taken for one."""
    foreign = [name for name in attributes if name not in ATTRIBUTES]
    if foreign:
        yield Mistake("thuoc-tinh-khong-nhan", names=", ".join(f"“{name}”" for name in foreign))
    for name, value in attributes.items():
        if name in ADDRESSES:
            yield from unlisted_address(value)
        elif name == "id" and not PLAIN_ID.fullmatch(html.unescape(value)):
            yield Mistake("ten-neo-khong-nhan", name=value)


def unlisted_address(address: str) -> Iterator[Mistake]:
    """What is wrong in the address of a link or picture: a scheme that is not listed, or one
    that nobody knows before a macro is evaluated."""
    seen = visible(address)
    scheme = LEADING_SCHEME.match(seen)
    if scheme and scheme[1].lower() not in SCHEMES:
        yield Mistake("dia-chi-khong-nhan", address=seen, scheme=scheme[1])
    elif BEGINS_WITH_CALL.match(seen):
        yield Mistake("dia-chi-bat-dau-bang-macro")


def visible(address: str) -> str:
    """An address as a browser reads it: entities are characters; spaces, line breaks and
    control characters are left out."""
    return "".join(one for one in html.unescape(address) if one > " ")
