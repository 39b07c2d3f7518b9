"""The HTML of the site is read as Python's parser reads it, whichever of the two ways it takes."""

import random

import pytest

from report.site.html_tree import TreeElement, html_tree, own_tree, parsed_tree
from report.site.markdown_twins import MarkdownWriter

FIGURE = '<data class="so" value="5" data-nguon="a.b.c" data-nam="2021">05</data>'
LINK = '<a class="headerlink" href="#a" title="x">&para;</a>'
AS_THE_SITE_WRITES = [
    f"<p>a_{FIGURE}_b &amp; {FIGURE}{FIGURE}</p>\n<h2>{FIGURE}{LINK}</h2>",
    f'<code>{FIGURE}{LINK}</code><li>a<a href="../&amp;b/">c</a>{FIGURE}<a>d</a></li>',
    f"<td>{FIGURE}<br>a{LINK}</br></td>",
    '<h2 id="a">Vụ &amp; mùa<a class="headerlink" href="#a" title="x">&para;</a></h2>\n<p>Được<br>',
    '<p>a<br />b<img alt="&lt;c&gt;" src="d.png" />e</p> f &#8211; g',
    "chữ <b>đậm</b> <i>nghiêng <u>cả hai</i></u></b> sau",
    '<p hidden>x<!-- ghi chú --></p><input type="checkbox" checked>y',
    '<svg viewbox="0 0 1 1"><path d="M0 0"/><text x1="1%">a</text></svg>',
]
OTHERWISE_WRITTEN = [
    "<p title='a > b'>c</p>",
    '<P CLASS="x">a</P>',
    '<a href=b title="c > d">e</a>',
    "a < b, 1 <2",
    "<script>if (a < b) { '</p>' }</script><p>x</p>",
    "<!-- a > b --><p>c</p>",
    "<!--><p>a</p>-->",
    '<p a="1" a="2">b</p>',
    "<textarea><b>a</b></textarea>",
    "a<",
    '<p title="<b>">a</p>',
]
# What a page may be put together of, in any order, so that ends have no beginnings and the reverse.
NAMES = ("p", "div", "span", "pre", "code", "ul", "li", "td", "svg", "b", "a", "br", "hr", "data")
PIECES = [
    *(FIGURE, FIGURE.replace(" value", " hidden value"), f'<h2 id="a">a *{LINK}</h2>', LINK),
    *('<a href="../b/">', '<a href="../c/">d</a>', '<a class="footnote-ref" href="#fn:1">1</a>'),
    *('<div class="admonition">', '<p class="nguon">', '<span aria-hidden="true">', "<a>b</a>"),
    *("<span hidden>", "<!-- a -->", "<br/>", "<i></i>", "a_b", "&amp;", "&lt", "1. ", "chữ"),
    *(f"<{name}>" for name in NAMES),
    *(f"</{name}>" for name in NAMES),
    *"#*_|;& \n\t\v\f\r",
]


def plain(element: TreeElement | str) -> object:
    """A tree as lists, pieces of text that stand together as one, and figures as their text."""
    if isinstance(element, str):
        return element
    children: list[object] = []
    for child in map(plain, element.children):
        if isinstance(child, str) and children and isinstance(children[-1], str):
            children[-1] += child
        else:
            children.append(child)
    if element.get("class") == "so":
        return "".join(map(str, children))
    return element.name, dict(element.attributes), children


@pytest.mark.parametrize("html", [*AS_THE_SITE_WRITES, *OTHERWISE_WRITTEN])
def test_both_ways_read_the_same(html: str) -> None:
    assert plain(html_tree(html)) == plain(parsed_tree(html))


@pytest.mark.parametrize("html", AS_THE_SITE_WRITES)
def test_what_the_site_writes_takes_the_short_way(html: str) -> None:
    assert own_tree(html)


def test_both_ways_give_the_same_markdown() -> None:
    chance, short = random.Random(2022), 0
    for _ in range(600):
        html = "".join(chance.choices(PIECES, k=chance.randint(1, 12)))
        tree, parsed = own_tree(html), parsed_tree(html)
        if tree:
            short += 1
            written = [MarkdownWriter("", "a/b/").blocks(one) for one in (tree, parsed)]
            assert written[0] == written[1], html
    assert short > 300
