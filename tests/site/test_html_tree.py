"""The HTML of the site is read as Python's parser reads it, whichever of the two ways it takes."""

import pytest

from report.site.html_tree import TreeElement, html_tree, own_tree, parsed_tree

AS_THE_SITE_WRITES = [
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
]


def plain(element: TreeElement | str) -> object:
    """A tree as lists, pieces of text that stand together as one."""
    if isinstance(element, str):
        return element
    children: list[object] = []
    for child in map(plain, element.children):
        if isinstance(child, str) and children and isinstance(children[-1], str):
            children[-1] += child
        else:
            children.append(child)
    return element.name, dict(element.attributes), children


@pytest.mark.parametrize("html", [*AS_THE_SITE_WRITES, *OTHERWISE_WRITTEN])
def test_both_ways_read_the_same(html: str) -> None:
    assert plain(html_tree(html)) == plain(parsed_tree(html))


@pytest.mark.parametrize("html", AS_THE_SITE_WRITES)
def test_what_the_site_writes_takes_the_short_way(html: str) -> None:
    assert own_tree(html)
