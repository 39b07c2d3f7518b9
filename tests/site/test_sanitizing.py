"""The second line behind the check of HTML: what a browser would make of a page's HTML."""

import pytest

from report.site.sanitizing import is_sanitary


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
