"""Signs of Markdown where nothing is made of them: readers would see them, or hear them read out.

In the title of a page, in what describes a picture or link, between HTML tags, within a link:
each at its line. The docstring of each generator is its rule.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator

from report.edition.edition import HEAD_TEXTS
from report.problems.problem import Problem, problem
from report.sources.markdown import Markdown
from report.sources.pages import Page

LONGEST_LINK = 2000  # characters between its tags, in which another is looked for
SPOKEN = ("alt", "title")  # attributes whose words a reader hears or sees
LINKED_WORDS = r"!?\[[^\[\]\n]*\](?:\(|\[)[^\s()\[\]]*[)\]]"
TYPED_SIGNS = re.compile(
    rf"{LINKED_WORDS}|\[\^[^\]\s]+\]|\^\[|`[^`\n]+`|\*\*|(?<![\w*])\*(?=[^\s*).,:;])[^*\n]*[^\s*]\*(?![\w*])"
    r"|\{:?[ ]*[.#][\w-][^{}\n]*\}|\\[*_\[\]`|]"
)
TYPED_TAG = re.compile(r"</?[a-zA-Z][^<>\n]*>|<!--")
TYPED_BEGIN = re.compile(r"</?[a-zA-Z][^<>\n]*>?|<!--")  # what stands behind may close it
ENTITY = re.compile(r"&(?:[a-zA-Z]+[0-9]*|#[0-9]+|#x[0-9a-fA-F]+);")
SHOWN_AS_TYPED = ("pre", "code", "kbd")  # in these elements
PICTURE_IN_WORDS = re.compile(r"!\[[^\[\]]*\](?:\([^()]*\)|\[[^\[\]]*\])")
ANOTHER_LINK = re.compile(rf"(?<!!){LINKED_WORDS}|\[\](?=\()|\]\(")


def markup_is_made_of_all_signs(page: Page) -> Iterator[Problem]:
    """Every place of a page that shows signs of Markdown as they are typed."""
    yield from heads_are_plain(page)
    yield from descriptions_are_plain(page)
    yield from html_is_without_markdown(page)
    yield from links_hold_no_links(page)


def heads_are_plain(page: Page) -> Iterator[Problem]:
    """Title and description of a page are words alone: menus, search and feeds show them so."""
    for key in HEAD_TEXTS:
        text = str(page.content.meta.get(key, ""))
        found = TYPED_SIGNS.search(text) or TYPED_BEGIN.search(text) or ENTITY.search(text)
        if found:
            line = page.key_line(key)
            yield problem(page.path, line, "danh-dau-o-dau-trang", key=key, mark=found[0])


def descriptions_are_plain(page: Page) -> Iterator[Problem]:
    """What describes a picture, a link or an abbreviation is words alone."""
    for offset, text in descriptions(page.content):
        found = TYPED_SIGNS.search(text) or TYPED_TAG.search(text)
        if found:
            yield page.problem(offset, "danh-dau-trong-loi-ta", mark=found[0])


def descriptions(content: Markdown) -> Iterator[tuple[int, str]]:
    """The words on a page that become an attribute, each with the place of its element."""
    for link in content.links:
        yield link.offset, link.title
    for image in content.images:
        yield image.offset, image.alt
        yield image.offset, image.title
    for one in content.abbreviations:
        yield one.offset, one.meaning
    for tag in content.tags:
        yield from ((tag.offset, tag.attributes.get(name, "")) for name in SPOKEN)


def html_is_without_markdown(page: Page) -> Iterator[Problem]:
    """Between HTML tags stand words and tags: Markdown is read where the tag says so only."""
    typed = list(as_typed(page))
    for html in page.content.html:
        for found in TYPED_SIGNS.finditer(page.content.prose, html.offset, html.end):
            if not any(start <= found.start() < end for start, end in typed):
                yield page.problem(found.start(), "danh-dau-trong-html", mark=found[0])
                break


def as_typed(page: Page) -> Iterator[tuple[int, int]]:
    """Where the elements begin and end whose words are shown as they are typed."""
    done = page.start
    for tag in page.content.tags:
        if tag.name in SHOWN_AS_TYPED and tag.offset >= done:
            close = page.text.find(f"</{tag.name}", tag.end)
            done = close if close >= 0 else len(page.text)
            yield tag.end, done


def links_hold_no_links(page: Page) -> Iterator[Problem]:
    """No link and no sign of a footnote stands in the words of a link: it would lead to two
    places. What a macro gives there is words."""
    places = sorted(one.offset for one in (*page.content.links, *page.content.references))
    for link in page.content.links:
        end = page.text.find("</a", link.end, link.end + LONGEST_LINK) if link.html else link.end
        following = bisect_right(places, link.offset)
        inner = following < len(places) and places[following] < end
        if inner or ANOTHER_LINK.search(PICTURE_IN_WORDS.sub("", link.text)):
            yield page.problem(link.offset, "lien-ket-trong-lien-ket")
