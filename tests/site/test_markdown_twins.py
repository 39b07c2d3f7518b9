"""Pages as Markdown: read again by a real parser, they say what the page says and no more."""

import random
from pathlib import Path
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup
from markdown_it import MarkdownIt

from report.site.html_tree import own_children
from report.site.linked_data import PublishedPage
from report.site.markdown_twins import MarkdownWriter, html_as_markdown, llms, twin
from report.sources.addresses import FIGURES_FILE
from tests.office import office

SITE = "https://x.example/bao-cao/"
PAGE, PLACE = "bao-cao/2022/trang.md", "bao-cao/2022/trang/"
NASTY = r"""*a* _b_ `c` [d](e) <i>f</i> \g ~~h~~ a_b_c | &lt; &amp;copy; 1. # x"""

# What may stand in an element that is read as one piece, in any order.
SIMPLE = [*(chr(code) for code in range(128) if chr(code) != "<"), *(["ạ", " "] * 40), "&amp;"]
SIMPLE += [
    '<data class="so" value="5" data-nguon="a.b.c">_5</data>',
    "&lt;",
    "\u00a0",
    "\u2028",
] * 9
SIMPLE += [
    '<a class="headerlink" href="#a">&para;</a>',
    '<a href="../b/(c)">d_</a>',
    "<a>e</a>",
] * 9


def markdown(html: str, root: str = SITE) -> str:
    return html_as_markdown(html, root, PLACE)


def again(text: str) -> BeautifulSoup:
    """Markdown as a host shows it."""
    parser = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])
    return BeautifulSoup(parser.render(text), "html.parser")


def text_of(soup: BeautifulSoup) -> str:
    return " ".join(soup.get_text(" ", strip=True).split())


@pytest.mark.parametrize(
    "html",
    [
        "<h2>Vụ <em>xuân</em></h2><p>Được <strong>mùa</strong>.<br>Tốt.</p>",
        "<ul><li>Một</li><li>Hai<ul><li>Trong hai</li></ul></li></ul>",
        "<ol><li><p>Một</p><p>Nữa</p></li><li><p>Hai</p></li></ol>",
        "<blockquote><p>Lời</p></blockquote><pre><code>a\n  b</code></pre>",
        "<table><caption>Bảng</caption><thead><tr><th>A</th><th>B</th></tr></thead>"
        "<tbody><tr><th>1</th><td>x | y<br>z</td></tr>"
        '<tr><td><code>a|b</code></td><td><a href="https://y.example/?a|b">c</a></td></tr>'
        "</tbody></table><p><code>a|b</code></p>",
    ],
)
def test_the_words_and_the_elements_come_back(html: str) -> None:
    read, source = again(markdown(html)), BeautifulSoup(html, "html.parser")
    assert text_of(read) == text_of(source)
    names = ("h2", "ul", "ol", "li", "em", "blockquote", "pre", "table", "th", "td")
    for name in names[:-3]:
        assert len(read.select(name)) == len(source.select(name)), name
    assert len(read.select("td, th")) == len(source.select("td, th"))


@pytest.mark.parametrize("place", ["<p>{}</p>", "<h2>{}</h2>", "<ul><li>{}</li></ul>"])
@pytest.mark.parametrize("text", [NASTY, "- x", "1. x", "# x", "+ x", "=== x", "&lt;script&gt;x"])
def test_a_text_of_content_makes_no_markup(place: str, text: str) -> None:
    escaped = text.replace("<i>", "&lt;i&gt;").replace("</i>", "&lt;/i&gt;")
    source = BeautifulSoup(place.format(escaped), "html.parser")
    read = again(markdown(place.format(escaped)))
    assert text_of(read) == text_of(source)
    assert [tag.name for tag in read.find_all(True)] == [tag.name for tag in source.find_all(True)]


def test_simple_html_is_written_as_all_other() -> None:
    chance, writer = random.Random(2022), MarkdownWriter(SITE, PLACE)
    for _ in range(2000):
        html = "".join(chance.choices(SIMPLE, k=chance.randint(1, 8)))
        assert writer.simple(html) == "".join(map(writer.inline, own_children(html))), html


def test_links_lead_to_the_same_places_and_end_where_they_should() -> None:
    html = '<p><a href="../a/#b">A</a> <a href="https://y.example/(x) y">B</a></p>'
    assert [tag["href"] for tag in again(markdown(html)).select("a")] == [
        f"{SITE}bao-cao/2022/a/#b",
        "https://y.example/%28x%29%20y",
    ]
    assert "(../a/#b)" in markdown(html, "")


@pytest.mark.parametrize("way", ["a/b/?c=d#e", "", "x:y", "/a", "../a", "?a", "#a", "a/../b", "./"])
def test_a_link_over_the_root_of_the_site_leads_as_any_other(way: str) -> None:
    link = f"../../../{way}"
    assert markdown(f'<a href="{link}">A</a>') == f"[A]({urljoin(f'{SITE}{PLACE}', link)})"


def test_notes_are_footnotes_and_what_is_for_a_screen_is_left_out() -> None:
    html = (
        '<h2 id="a">A<a class="headerlink" href="#a">¶</a></h2><button>Hiện</button>'
        '<p>Mùa<sup id="fnref:1"><a class="footnote-ref" href="#fn:1">1</a></sup> '
        '<span aria-hidden="true">–</span><svg><title>x</title></svg></p><p hidden>ẩn</p>'
        '<div class="footnote"><hr><ol><li id="fn:1"><p>Theo dõi. '
        '<a class="footnote-backref" href="#fnref:1">↩</a></p></li></ol></div>'
    )
    assert markdown(html) == "## A\n\nMùa[^1]\n\n[^1]: Theo dõi."


def test_every_page_has_a_twin_with_its_heading_and_its_figures(
    site: Path, pages: dict[str, BeautifulSoup]
) -> None:
    for path, page in pages.items():
        if path == "404.html":
            continue
        link = page.select_one('link[rel=alternate][type="text/markdown"]')
        assert link, path
        twin_of = (site / path).parent / link["href"]
        read = again(twin_of.read_text("utf-8").partition("\n---\n\n")[2])
        heading = page.select_one("h1")
        for mark in heading.select(".headerlink"):
            mark.decompose()
        assert text_of(read.select_one("h1")) == text_of(heading), path
        for figure in page.select("article data.so"):
            assert figure.get_text() in read.get_text(), (path, figure)


def test_the_list_has_every_page_but_the_manual(
    site: Path, pages: dict[str, BeautifulSoup]
) -> None:
    read = again((site / "llms.txt").read_text("utf-8"))
    root = pages["index.html"].select_one("link[rel=canonical]")["href"]
    listed = {tag["href"].removeprefix(root) for tag in read.select("a")}
    for path in pages:
        manual = path.startswith("bien-tap/")
        assert (path.replace("index.html", "index.md") in listed) is (
            not manual and path != "404.html"
        ), path
    assert all((site / path).is_file() for path in listed)
    assert FIGURES_FILE in listed
    assert len(read.select("h1")) == 1


def test_a_twin_says_what_it_is_and_nothing_in_a_title_breaks_out(tmp_path: Path) -> None:
    edition = office(tmp_path)
    page = PublishedPage(PAGE, 'A "b"\n---\nx: y', "C [d](e)", "vi", part="P\n# Q")
    text = twin(page, "# A", edition, SITE)
    head, body = text.removeprefix("---\n").split("\n---\n", 1)
    assert 'title: "A \\"b\\"\\n---\\nx: y"' in head.splitlines()
    assert f'url: "{SITE}bao-cao/2022/trang/"' in head.splitlines()
    assert body.strip() == "# A"
    listed = again(llms([page], edition, SITE, []))
    assert [tag["href"] for tag in listed.select("a")] == [f"{SITE}bao-cao/2022/trang/index.md"]
    assert len(listed.select("h1, h2")) == 2
