"""Tables of the documents: what stands in a cell has words, and each column has room."""

import pytest

from report.official.docx_tables import with_room_for_words
from report.official.handbook_parts import definitions_in_lines
from report.official.pandoc import Node, inlines, plain_block, read_html, tree_text
from report.official.tables import words_line_by_line

TERM: Node = {"t": "DefinitionList", "c": [[inlines("Lúa"), [[plain_block(inlines("cây"))]]]]}


def test_all_blocks_of_a_cell_have_their_words_in_it() -> None:
    blocks = read_html(
        "<h3>Đề mục</h3><dl><dt>Lúa</dt><dd>cây</dd></dl><pre>mã</pre><ul><li>mục</ul>"
    )
    blocks.append({"t": "LineBlock", "c": [inlines("dòng một"), inlines("dòng hai")]})
    words = ["Đề mục", "Lúa", "cây", "mã", "mục", "dòng một", "dòng hai"]
    assert tree_text(words_line_by_line(blocks)) == "\n".join(words)


def test_a_definition_with_a_list_is_one_line_of_the_handbook() -> None:
    items = {"t": "BulletList", "c": [[plain_block(inlines("hạt"))], [plain_block(inlines("cây"))]]}
    (line,) = definitions_in_lines({"t": "DefinitionList", "c": [[inlines("Lúa"), [[items]]]]})
    assert tree_text(line) == "Lúa: hạt\ncây."


@pytest.mark.parametrize(
    ("widths", "least", "wanted"),
    [
        ([8000, 600, 400], 700, [7600, 700, 700]),
        ([5000, 4000, 500, 500], 2400, [2400, 2800, 2400, 2400]),
        ([450] * 20, 692, [450] * 20),  # no room for the least in twenty columns
        ([9000] + [10] * 19, 692, [469] + [459] * 19),
    ],
)
def test_columns_of_a_word_table_have_room_for_words_and_none_is_less_than_nothing(
    widths: list[int], least: int, wanted: list[int]
) -> None:
    assert with_room_for_words(widths, least) == wanted
