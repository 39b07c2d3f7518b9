"""In a document, a result stands in the place of its mark as the place allows."""

import re
import zipfile
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree

import pytest

from report.figures.plots import BarPlot, Plot, TilePlot
from report.figures.results import (
    Chart,
    Citation,
    CitationList,
    Drawing,
    Figure,
    Head,
    Label,
    Note,
    Panel,
    Panels,
    Register,
    RegisterRow,
    Result,
    TableCell,
    TableRow,
    TableView,
    Words,
    mark,
)
from report.official.files import official_files
from report.official.pandoc import Node, inlines, nodes, para, tree_text
from report.official.printing import Printing, standalone
from report.official.prints import Print
from report.official.remarks import Remarks
from tests.office import HEAD, office, site_files

REMARK = Note("2022", "ngo-it", "Ngô ít.")
YEAR, CASES = Words("2022"), Figure("955", "955", (), "vụ")
NOTED = Figure("04", "4", (), notes=(REMARK,))
LAW = Citation("qd-1", "Quyết định số 1", "về lúa", ())
ROWS = tuple(
    TableRow(key, (TableCell(Words(key), False), TableCell(content, True)))
    for key, content in (("lua", CASES), ("ngo", NOTED), ("mia", None))
)
TABLE = TableView(
    *("bang", "Bảng", 1, (Head("Cây", "", False, False), Head("Số hộ", "hộ", True, False)), ROWS),
    *(True, "Nguồn: xã.", "", (), ()),
)
DOCUMENT = RegisterRow(
    "qd-1", "Quyết định", "", "1", "", "", "Xã", "lúa", "mới", "01/7/2025", "", (), ()
)
PANELS = Panels("Đóng góp", (Panel("Đất", Figure("13", "13", ()), "m²"),), "Nguồn.", ())
DRAWING = Drawing("Số vụ", "Hai thanh.", 360, 20, (Label("Đ", 1, 2),), 1)
CHART = Chart("bang-so-ho", DRAWING, BarPlot(()), "", "Nguồn: xã.", TABLE, ())


def printing(
    *results: Result, shown: str = "lua ngo mia qd-1", kind: Print = Print.HANDBOOK
) -> Printing:
    def lead(key: str, words: list[Node]) -> list[Node]:
        return [{"t": "Link", "c": [["", [], []], words, [f"#{key}", ""]]}]

    def picture(drawing: Drawing, said: str) -> Node:
        return {"t": "Image", "c": [["", [], []], inlines(said), [drawing.title, ""]]}

    shows = shown.split().count
    return Printing(kind, results, "t1.{}".format, lead, picture, shows, Remarks())


def placed(block: Node, *results: Result, kind: Print = Print.HANDBOOK) -> list[Node]:
    return printing(*results, kind=kind).placed([block])


def table_texts(table: Node) -> list[list[str]]:
    """The text of each cell, row by row."""
    _, _, _, head, (body,), _ = table["c"]
    return [[tree_text(cell[4]) for cell in row[1]] for row in (*head[1], *body[3])]


def test_a_figure_stands_in_its_sentence_and_in_the_middle_of_a_word() -> None:
    (block,) = placed(para(inlines(f"Có ({mark(1)}, năm{mark(0)}.")), YEAR, CASES)
    assert block == para(inlines("Có (955\u00a0vụ, năm2022."))


def test_where_only_words_can_stand_there_are_words() -> None:
    image = {"t": "Image", "c": [["", [], [["a", mark(0)]]], inlines(mark(1)), ["x", mark(0)]]}
    code = {"t": "Code", "c": [["", [], []], f"x = {mark(1)}"]}
    (block,) = placed(para([image, code]), YEAR, CASES)
    assert block["c"][0]["c"] == [["", [], [["a", "2022"]]], inlines("955\u00a0vụ"), ["x", "2022"]]
    assert block["c"][1]["c"][1] == "x = 955\u00a0vụ"


def test_a_citation_leads_to_its_row_but_not_within_another_link() -> None:
    link = {"t": "Link", "c": [["", [], []], inlines(f"xem {mark(0)}"), ["#a", ""]]}
    (block,) = placed(para([*inlines(mark(0)), {"t": "Space"}, link]), LAW)
    assert [one["c"][2][0] for one in nodes(block, "Link")] == ["#qd-1", "#a"]
    assert tree_text(block) == "Quyết định số 1 về lúa xem Quyết định số 1 về lúa"


def test_a_block_takes_the_place_of_its_paragraph_and_parts_a_longer_one() -> None:
    alone = placed(para(inlines(mark(0))), TABLE)
    assert [block["t"] for block in alone] == ["Table", "Div"]
    longer = placed(para(inlines(f"Trước {mark(0)} sau")), TABLE)
    assert [block["t"] for block in longer] == ["Para", "Table", "Div", "Para"]
    two = placed(para(inlines(f"{mark(0)} {mark(1)}")), TABLE, CitationList((LAW,)))
    assert [block["t"] for block in two] == ["Table", "Div", "BulletList"]


def test_a_block_within_other_inlines_is_its_words() -> None:
    strong = {"t": "Strong", "c": inlines(mark(0))}
    assert placed(para([strong]), TABLE) == [para([{"t": "Strong", "c": inlines("Bảng")}])]


def test_a_mark_without_a_result_is_left_out() -> None:
    assert placed(para(inlines(f"a{mark(9)}b"))) == [para(inlines("ab"))]


def test_a_remark_is_one_note_of_a_page() -> None:
    (block,) = placed(para(inlines(f"{mark(0)} {mark(0)}")), NOTED)
    assert [tree_text(one["c"]) for one in nodes(block, "Note")] == [
        "Ghi chú của người biên tập: Ngô ít."
    ]
    assert tree_text(block) == "04 04"


def test_what_is_signed_has_no_remark_no_source_and_no_chart() -> None:
    sentence, table = (
        placed(para(inlines(f"{mark(0)}")), NOTED, kind=Print.SIGNED),
        placed(para(inlines(mark(0))), CHART, kind=Print.SIGNED),
    )
    assert sentence == [para(inlines("04"))]
    assert [block["t"] for block in table] == ["Table"]
    assert [*nodes(table, "Image")] == []


def test_in_a_reading_copy_a_chart_stands_for_its_table_and_says_its_values() -> None:
    write = printing(CHART, NOTED, kind=Print.READING)
    figure, source = write.placed([para(inlines(mark(0)))])
    (image,) = nodes(figure, "Image")
    assert tree_text(image["c"][1]) == "Số vụ. Hai thanh. lua: 955\u00a0vụ; ngo: 04"
    assert tree_text(source) == "Nguồn: xã."
    assert tree_text(figure["c"][1]) == "Số vụ[1]"
    assert write.placed([para(inlines(mark(1)))]) == [para([*inlines("04"), marked(1)])]
    assert [tree_text([*remark.blocks]) for remark in write.collected.entries] == ["Ngô ít."]


@pytest.mark.parametrize(
    ("height", "plot", "shown"),
    [
        (500, BarPlot(()), "Table"),
        (500, TilePlot("", (), ()), "Figure"),
        (90, BarPlot(()), "Figure"),
    ],
)
@pytest.mark.parametrize("kind", [Print.READING, Print.HANDBOOK])
def test_a_chart_of_half_a_page_gives_way_to_its_table_but_a_map(
    height: int, plot: Plot, shown: str, kind: Print
) -> None:
    chart = CHART._replace(drawing=DRAWING._replace(height=height), plot=plot)
    assert placed(para(inlines(mark(0))), chart, kind=kind)[0]["t"] == shown


def marked(number: int) -> Node:
    """The number of a remark in the text."""
    target = [f"#ghi-chu-{number}", f"Ghi chú của người biên tập {number}"]
    link = {"t": "Link", "c": [["", [], []], inlines(f"[{number}]"), target]}
    place = [f"dau-ghi-chu-{number}", [], []]  # where the remark leads back to
    return {"t": "Superscript", "c": [{"t": "Span", "c": [place, [link]]}]}


def test_a_remark_within_a_note_stands_in_brackets() -> None:
    (block,) = placed(para([{"t": "Note", "c": [para(inlines(mark(0)))]}]), NOTED)
    (note,) = nodes(block, "Note")
    assert tree_text(note["c"]) == "04 (Ghi chú của người biên tập: Ngô ít.)"
    assert [*nodes(note["c"], "Note")] == []


def test_a_table_has_titles_units_sides_and_the_places_of_its_rows() -> None:
    table, source = placed(para(inlines(mark(0))), TABLE)
    assert table_texts(table) == [
        ["Cây", "Số hộ (hộ)"],
        ["lua", "955\u00a0vụ"],
        ["ngo", "04"],
        ["mia", "–"],
    ]
    assert [side["t"] for side, _ in table["c"][2]] == ["AlignLeft", "AlignRight"]
    assert sum(width["c"] for _, width in table["c"][2]) < 0.3  # no wider than its words
    places = [one["c"][0][0] for one in nodes(table, "Span")]
    assert places == ["t1.lua", "t1.ngo", "t1.mia"]
    assert tree_text(source) == "Nguồn: xã."


def test_a_table_by_hand_is_as_wide_as_its_results() -> None:
    def by_hand(text: str) -> Node:
        columns = [[{"t": "AlignLeft"}, {"t": "ColWidthDefault"}]] * 2
        cells = [[["", [], []], {}, 1, 1, [para(inlines(one))]] for one in (text, "a")]
        head = [["", [], []], [[["", [], []], cells]]]
        return {"t": "Table", "c": [["", [], []], [None, []], columns, head, [], []]}

    (marked,) = placed(by_hand(mark(0)), Words("một câu rất là dài"))
    (written,) = placed(by_hand("một câu rất là dài"))
    assert marked == written


def test_the_register_has_the_rows_that_are_to_be_shown() -> None:
    other = RegisterRow(
        *("lu-2", "Luật", "Đất đai", "", "2013", "", "Quốc hội", "", "", "", "30/6/2014"),
        (("qd-1", "Quyết định số 1"),),
        (),
    )
    result = Register((DOCUMENT, other), ())
    table, _ = printing(result, shown="qd-1").placed([para(inlines(mark(0)))])
    assert table_texts(table)[1:] == [
        ["Quyết định số 1", "–", "Xã", "lúa\nmới\nhiệu lực từ 01/7/2025"]
    ]
    table, _ = printing(result, shown="lu-2").placed([para(inlines(mark(0)))])
    assert table_texts(table)[1:] == [
        [
            "Luật Đất đai",
            "2013",
            "Quốc hội",
            "hiệu lực đến hết 30/6/2014; thay bằng Quyết định số 1",
        ]
    ]


def test_large_figures_are_a_list_of_names_and_values() -> None:
    title, values, source = placed(para(inlines(mark(0))), PANELS)
    assert [tree_text(title), tree_text(values), tree_text(source)] == [
        "Đóng góp",
        "Đất: 13 m²",
        "Nguồn.",
    ]


def test_a_chart_is_an_svg_file_of_its_own() -> None:
    root = ElementTree.fromstring(standalone(DRAWING))  # noqa: S314 - own file
    assert (root.get("width"), root.get("height")) == ("360", "20")
    assert root.find("{http://www.w3.org/2000/svg}text") is not None


# Where a block may stand on a page

BLOCKS = '{{ bang("cay-trong", cot=["ten", "so_ho"]) }}', '{{ bieu_do("cay-trong", cot="so_ho") }}'
PLACES = {
    "box": '!!! note "Năm {{{{ nam }}}}"\n\n    {block}\n',
    "list": "- Một\n\n    {block}\n",
    "quote": "> {block}\n",
    "footnote": "Câu.[^k]\n\n[^k]:\n    {block}\n",
    "definition": "Tên\n:   {block}\n",
}
REMARKS = "luu_y:\n  - id: ngo-it\n    so_lieu: cay-trong.ngo.so_ho\n    ghi_chu: Ngô ít.\n"


@pytest.mark.parametrize("place", PLACES)
def test_tables_and_charts_come_out_in_every_format_wherever_they_stand(
    tmp_path: Path, place: str
) -> None:
    page = "\n".join(
        PLACES[place].format(block=block).replace("k]", f"k{number}]")
        for number, block in enumerate(BLOCKS)
    )
    files = site_files() | {
        "docs/bao-cao/2022/trang.md": f"{HEAD}# Trồng lúa\n\n{page}",
        "data/2022/doi-chieu.yaml": REMARKS,
    }
    made, problems = official_files(tmp_path, office(tmp_path, files), [2022])
    assert problems == []
    for kind, part in (("docx", "word/"), ("odt", "content.xml"), ("epub", "EPUB/text/")):
        with zipfile.ZipFile(BytesIO(made[f"tai-ve/2022/bao-cao-2022.{kind}"])) as archive:
            names = [name for name in archive.namelist() if name.startswith(part)]
            texts = [archive.read(name).decode() for name in names if name.endswith("ml")]
        text = " ".join(re.sub(r"<[^>]*>", " ", "".join(texts)).split())
        for wanted in ("Lúa 955", "Bảng cay-trong"):
            assert wanted in text, f"{kind}: {wanted}"
        is_read = kind == "epub"
        assert text.count("Ngô ít.") == is_read  # the remark, once, in what is read alone
        assert ("Nguồn: Mục I" in text, "Bảng cay-trong: số hộ" in text) == (is_read, is_read)
        assert not re.search("[\ue000-\uf8ff]", text)


@pytest.mark.parametrize(
    ("heading", "anchor"),
    [("Vụ {{ nam }}", "vu-2022"), ('Có {{ so("cay-trong.lua.so_ho") }} hộ', "co-955-ho")],
)
def test_the_anchor_of_a_heading_has_the_words_of_its_results(
    tmp_path: Path, heading: str, anchor: str
) -> None:
    page = f"{HEAD}# Trồng lúa\n\n## {heading}\n\nXem [mục](#{anchor}).\n"
    files = site_files() | {"docs/bao-cao/2022/trang.md": page}
    edition = office(tmp_path, files)
    made, problems = official_files(tmp_path, edition, [2022], ["docx"])
    assert problems == []
    with zipfile.ZipFile(BytesIO(made["tai-ve/2022/bao-cao-2022.docx"])) as archive:
        text = archive.read("word/document.xml").decode()
    assert f'.{anchor}"' in text
