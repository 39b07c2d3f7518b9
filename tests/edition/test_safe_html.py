"""Nothing of what a page's HTML, attributes and addresses can do passes the check but the listed.

Each body is a variant of what was once published; its line is the fifth after the front matter.
"""

import pytest

from report.edition.page_checks import html_is_listed
from report.sources.pages import read_page
from tests.office import HEAD


def codes(body: str) -> list[str]:
    """The codes of what the check says of a page with that body, each with its line in it."""
    page = read_page("trang.md", f"{HEAD}{body}\n")
    return [f"{one.line - HEAD.count(chr(10))} {one.code}" for one in html_is_listed(page)]


@pytest.mark.parametrize(
    "body",
    [
        "<script>a()</script>",
        "Câu <script src=x.js></script>",
        "<SCRIPT>a()</SCRIPT>",
        '<meta http-equiv="refresh" content="5">',
        "<p>a</p><iframe src=x></iframe>",
        "> <form action=x></form>",
        "[^1]: a <object data=x>",
        '??? note "<style>p{}</style>"',
        "<b/onclick=x>a</b>",
        "<?php x ?>",
        "<!DOCTYPE x>",
        "<div><!--><img src=x>--></div>",
        "<div><img src=x onerror=x <b></div>",
    ],
)
def test_an_element_that_is_not_listed_is_a_problem(body: str) -> None:
    assert set(codes(body)) == {"1 the-html-khong-nhan"}


@pytest.mark.parametrize(
    "body",
    [
        'Câu <b onclick="x">b</b>',
        "<div markdown onmouseover=x>\n\n**a**\n\n</div>",
        '<div markdown><p markdown style="x">a</p></div>',
        "`x`{: onclick=x }",
        "[a](b.md){ onclick }",
        "## A {: onclick='x' }",
        "Câu\n{: onclick=x }",
        "| a | b |\n|---|---|\n| c | d {onclick=x} |",
        "``` { .py onclick=x }\na\n```",
    ],
)
def test_an_attribute_that_is_not_listed_is_a_problem(body: str) -> None:
    assert [one.partition(" ")[2] for one in codes(body)] == ["thuoc-tinh-khong-nhan"]


def test_what_follows_a_tag_that_does_not_end_is_part_of_it() -> None:
    for body in ("<p>a <b c <i d <u e</p>", "<p><table <tr <td</p>", "<div><!-- <b <i> </div>"):
        assert codes(body) == ["1 the-html-khong-nhan"]
    assert len(codes("<div><a x <b>c</b> <i y <u>d</u></div>")) == 2


def test_a_lost_quotation_mark_is_one_problem_that_names_every_word_behind_it() -> None:
    page = read_page("trang.md", f'{HEAD}<p class="a title="Một hai ba" lang=vi">Câu</p>\n')
    (one,) = html_is_listed(page)
    assert "“một”, “hai”, “ba”" in one.message


@pytest.mark.parametrize(
    "address",
    [
        "javascript:a()",
        "JavaScript:a()",
        "java&#115;cript:a()",
        "&#x6A;avascript&colon;a()",
        "&#1;javascript:a()",
        "data:text/html,a",
        "vbscript:a",
        "file:///etc/passwd",
    ],
)
@pytest.mark.parametrize(
    "form",
    [
        "[a]({})",
        "[a](<{}>)",
        "![a]({})",
        "[a][b]\n\n[b]: {}",
        '<a href="{}">a</a>',
        '<div><img src="{}"></div>',
        '[a](b.md){{ href="{}" }}',
    ],
)
def test_an_address_with_a_scheme_that_is_not_listed_is_a_problem(form: str, address: str) -> None:
    assert codes(form.format(address)) == ["1 dia-chi-khong-nhan"]


def test_browsers_drop_tabs_and_line_breaks_in_an_address_and_so_does_the_check() -> None:
    assert codes('<a href="java\tscript:a()">a</a>') == ["1 dia-chi-khong-nhan"]
    assert codes('<a href="java\nscript:a()">a</a>') == ["1 dia-chi-khong-nhan"]


def test_a_macro_decides_no_scheme() -> None:
    for body in ("[a]({{ nam }}:b)", "[a](java{{ nam }})", '<a href="{{ nam }}">a</a>'):
        assert codes(body) == ["1 dia-chi-bat-dau-bang-macro"]
    assert codes("[a](./{{ nam }}/b.md)") == []


def test_no_element_takes_the_name_of_a_control_of_the_theme() -> None:
    for body in ("## A {#__config}", '<a id="__search"></a>', "Câu\n{: id=__toc }"):
        assert [one.partition(" ")[2] for one in codes(body)] == ["ten-neo-khong-nhan"]


def test_what_an_editor_needs_is_no_problem() -> None:
    body = """\
<div class="grid cards" markdown>

- [A](a.md#b){ .md-button } ![](a.webp){ width=1200 height=320 loading=lazy }

</div>

<details markdown open><summary>Thêm</summary>Chữ <kbd>Ctrl</kbd><br>m<sup>2</sup></details>

<a id="cho"></a> <https://a.vn> <a@b.vn> [số](tel:0123) [trang](http://a.vn) 1 < 2, a <b

<!-- lời của người viết <b> -->

`<script>` trong câu

    <script>trong mã</script>

```html
<script>trong mã</script>
```
"""
    assert codes(body) == []


@pytest.mark.parametrize(
    "body", ['<svg viewBox="0 0 1 1"></svg>', "Câu <SVG></SVG> chữ", "- <svg/>"]
)
def test_a_drawing_on_the_page_itself_is_to_be_a_file(body: str) -> None:
    assert codes(body) == ["1 svg-trong-bai"]
