"""A result is written for the place where its mark stands."""

from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.figures.results import Figure, Note, TableView, Words, mark
from report.site.finishing import Finishing, printed_footnotes

YEAR = Words("2022")
CASES = Figure("955", "955", (), "vụ")
SHARP = Words("<b> \"a\" & 'b'")
TABLE = TableView("bang", "Bảng", 1, (), (), False, "", "", (), ())
RESULTS = (YEAR, CASES, SHARP, TABLE)
ONE, TWO, THREE, BLOCK = map(mark, range(4))
FIGURE = '<data class="so" value="955" data-nguon="">955</data>\u00a0vụ'


def finished(source: str) -> str:
    return Finishing(RESULTS, str).page(source)


@pytest.mark.parametrize(
    ("source", "written"),
    [
        (f"<p>Năm {ONE}, {TWO}.</p>", f"<p>Năm 2022, {FIGURE}.</p>"),
        (f"<p>{TWO}</p>", f"<p>{FIGURE}</p>"),
        (f'<a href="x" title="Có {TWO}">a</a>', '<a href="x" title="Có 955\u00a0vụ">a</a>'),
        (f"<img alt='{TWO}'>", "<img alt='955\u00a0vụ'>"),
        (f"<pre><code>x = {TWO}</code></pre>", "<pre><code>x = 955\u00a0vụ</code></pre>"),
        (f"<!-- {TWO} --><p>a</p>", "<!-- 955\u00a0vụ --><p>a</p>"),
    ],
)
def test_a_figure_is_elements_in_a_sentence_and_words_in_a_tag_or_code(
    source: str, written: str
) -> None:
    assert finished(source) == written


def test_who_writes_of_a_mark_of_the_search_is_read() -> None:
    """The marks themselves are taken out of a page before it is written, wherever they stand."""
    page = finished(
        '<p data-search-exclude>a <code>data-search-x="1"</code> data-search-exclude</p>'
    )
    assert page.count("data-search-") == 1
    assert unescape(page).count("data-search-") == 3


def test_no_text_of_a_cell_leaves_an_attribute() -> None:
    page = finished(f'<img alt="{THREE}">')
    assert page.count('"') == 2
    assert "<b>" not in page


@pytest.mark.parametrize("element", ["li", "dd", "blockquote", "div"])
def test_a_block_takes_the_place_of_its_paragraph(element: str) -> None:
    page = finished(f"<{element}>\n<p>{BLOCK}</p>\n</{element}>")
    assert page.startswith(f'<{element}>\n<figure class="bang">')
    assert "<p>" not in page
    assert finished(f"<{element}>{BLOCK}</{element}>").startswith(f"<{element}><figure")


def test_two_blocks_of_one_paragraph_stand_one_below_the_other() -> None:
    page = finished(f"<p>{BLOCK}\n{BLOCK}</p>")
    assert page.count("<figure") == 2
    assert "<p>" not in page


def test_the_way_back_of_a_footnote_stands_below_its_table() -> None:
    back = '<a class="footnote-backref" href="#fnref:k" title="Trở lại">&#8617;</a>'
    page = finished(f"<li>\n<p>{BLOCK}&#160;{back}</p>\n</li>")
    assert page.endswith(f"</figure>\n<p>{back}</p>\n</li>")


def test_a_mark_without_a_result_that_came_with_content_is_left_out() -> None:
    assert finished(f"<p>a{mark(99)}b</p><p>{mark(99)}</p>") == "<p>ab</p><p></p>"


def test_a_result_within_a_link_has_no_link_of_its_own() -> None:
    noted = Figure("04", "4", (), notes=(Note("2022", "ngo-it", "Ngô ít."),))
    page = Finishing((noted,), str).page(f'<a href="x">Có {ONE}</a> {ONE}')
    within, _, after = page.partition("</a> ")
    assert 'title="Ghi chú của người biên tập: Ngô ít."' in within
    assert (within.count("<a"), after.count("<a")) == (1, 1)
    assert "※" in within


PIECES = ["chữ ", "<p>", "</p>", "<b>", "</code>", "<code>", "<h1>", "</h1>", "&lt;", " < ", '"']


@given(st.lists(st.sampled_from(PIECES), max_size=15))
def test_what_has_no_marks_stays_as_it_is(pieces: list[str]) -> None:
    page = "".join(pieces)
    assert finished(page) == page


@pytest.mark.parametrize("warned", [{}, {"y": "hết hạn"}])
def test_signs_have_the_numbers_of_their_footnotes_and_the_same_words_one_number(
    warned: dict[str, str],
) -> None:
    sign = '<sup class="luu-y"><a href="x" aria-label="{0}">※</a></sup>'
    page = Finishing((), str, warned=warned)
    signs = [sign.format(words) for words in ("Một", "Hai", "Một")]
    written = page.page(f'<p>{"; ".join(signs)} <a href="y" title="Ba">khác</a></p>')
    assert [part[0] for part in written.split('data-so="')[1:]] == ["1", "2", "1"]
    assert printed_footnotes(page.footnotes).count("<li>") == 2
    assert written.count("hết hạn") == len(warned)
    assert printed_footnotes({}) == ""
