"""Figures are put aside for the conversion and come back just as they were."""

from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from report.site.shelf import put_aside, put_back

FIGURE = '<data class="so" value="955" data-nguon="a.b.c">955</data>'
CARD = '<svg class="bieu-do-nho" role="img"><title id="a">CSV *sao*</title></svg>'
WORDS = '<span class="so" data-nguon="a.b.d">Chữ &#42;sao&#42;</span>'


def test_a_page_is_the_same_as_if_its_figures_had_been_converted() -> None:
    table = f"| a |\n|---|\n| {FIGURE} |\n"
    page = f"# Năm {FIGURE}\n\nCó {FIGURE} người, **{WORDS}**.\n\n- {FIGURE}\n\n{table}"
    converter = Markdown(extensions=["tables", "attr_list"])
    aside, figures = put_aside(page)
    assert len(figures) == 4
    assert put_back(converter.convert(aside), figures) == converter.convert(page)


def test_a_small_chart_comes_back_untouched() -> None:
    aside, figures = put_aside(f"- Một thẻ\n\n    {CARD}\n")
    assert figures == [CARD]
    converted = put_back(Markdown().convert(aside), figures)
    assert f"<p>{CARD}</p>" in converted


def test_headings_keep_their_figures_for_anchors_and_contents() -> None:
    aside, figures = put_aside(f"## Có {FIGURE} người\n")
    assert figures == []
    assert FIGURE in aside


@given(
    st.lists(
        st.sampled_from([FIGURE, WORDS, CARD, "chữ ", "\n\n", "<b>đậm</b>", "# "]), max_size=20
    )
)
def test_nothing_is_lost_or_changed_on_the_way(pieces: list[str]) -> None:
    page = "".join(pieces)
    assert put_back(*put_aside(page)) == page
