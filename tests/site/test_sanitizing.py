"""The second line behind the check of HTML: what a browser would make of a page's HTML."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.site.sanitizing import CONTENT, is_sanitary, parsed, sanitized


@pytest.mark.parametrize(
    "html",
    [
        "<p><script>x</script></p>",
        "<p onclick=x>a</p>",
        "<p/onclick=x>",
        '<a href="java&#9;script:x">y</a>',
        '<a href="&#1;javascript:x">y</a>',
        '<a href="data:text/html,x">y</a>',
        "<!--><img src=x onerror=y>-->",
        "<img src=x onerror=y <b>",
        '<svg><style><img title="</style><img onerror=x>">',
        "<math><mi>x",
        "<form action=x>",
        '<p style="position: fixed">x</p>',
        "<x-y>a</x-y>",
        "<title>x",
    ],
)
def test_html_with_more_than_what_is_listed_is_found(html: str) -> None:
    assert not is_sanitary(html)


@pytest.mark.parametrize(
    "html",
    [
        '<p class="a">a &amp; b&#160;<br /><img alt="" src="a.webp" /></p>',
        '<table><tr><td style="text-align: right;">a</table>',
        "<p>a<div><b>b<p>c</b>d</div></p>",
        '<a href="#\ue0000\ue001" title="\ue0001\ue001">\ue0002\ue001</a>',
        '<a href="https://a.vn">a</a> <a href="mailto:a@b.vn">b</a> <a href="c.md#d">c</a>',
        "1 &lt; 2 <!-- a -->",
    ],
)
def test_listed_html_is_welcome_however_it_is_written(html: str) -> None:
    assert is_sanitary(html)


def test_html_as_markdown_writes_it_is_not_parsed_again() -> None:
    html = (
        '<h2 id="muc">Mục<a class="headerlink" href="#muc" title="Liên kết">&para;</a></h2>\n'
        '<sup id="fnref:k"><a class="footnote-ref" href="#fn:k">1</a></sup>'
        '<p>A &amp; B: <a href="https://a.vn/b">c</a><br /> <code>&lt;x&gt;</code></p>\n'
        '<td style="text-align: right;">1</td>'
    )
    assert CONTENT.plain.fullmatch(html)
    assert parsed(html) == sanitized(html)


PIECES = [
    *('<p class="a">', '<a href="#x">', '<td style="text-align: left;">', "<br />", '<i id="a">'),
    *("<p>", "</p>", "<p", "<a", "</a>", "<td", "<img", "<svg>", "<script>", "</script>", "<!--"),
    *(' href="', ' src="', ' title="', ' style="', " onclick=", ' onclick="', " alt='", ' id="'),
    *("text-align: left;", "position: fixed", "javascript:", "java\tscript:", "https://", "data:"),
    *("&#58;", "&Tab;", "&quot;", '"', "'", ">", "<", "/", " ", " /", "\n", "\0", "=", "x", "\\"),
    *("<title>", "<math>", "<style>", "-->", "<table>", "<P>", "<p/", "</script", "\ue0000\ue001"),
]


@given(st.lists(st.sampled_from(PIECES), max_size=12).map("".join))
def test_html_that_is_not_parsed_has_only_what_is_listed(html: str) -> None:
    """The shorter way lets nothing through that a parser would find."""
    if CONTENT.plain.fullmatch(html):
        assert parsed(html) == sanitized(html)
