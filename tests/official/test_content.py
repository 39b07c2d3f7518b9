"""Whatever the check lets an editor write comes out in a document."""

import datetime
import re
import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from report.edition.examination import examine
from report.official.document import Document
from report.official.docx import word
from report.official.pandoc import inlines, para, read_html, tree_text
from report.official.pdf import label, pdf, printed_parts, typst_texts
from report.official.tables import rows_of, table_by_hand
from report.problems.problem import errors
from tests.office import HEAD, site_files
from tests.official.plans import planned_files

PAGE = "docs/bao-cao/2022/trang.md"
NEXT = "docs/bao-cao/2022/sau.md"
MOMENT = datetime.datetime(2022, 12, 31, tzinfo=datetime.UTC)
SMALL_CHART = '{{ bieu_do("cay-trong", cot="so_ho", nho=True) }}'
OUTLINE = "phan:\n  - ten: Kết quả\n    muc:\n      - trang: trang.md\n      - trang: sau.md\n"


def printed(folder: Path, text: str) -> Document:
    """The report with `text` below a page that another one follows; it passed its check."""
    files = site_files()
    files |= {
        PAGE: f"{files[PAGE]}\n{text}\n",
        NEXT: f"{HEAD}# Trang sau\n\nChữ của trang sau.\n",
        "data/2022/bo-cuc.yaml": OUTLINE,
    }
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(content, "utf-8")
    examination = examine(folder, 2022)
    assert errors(examination.problems) == []
    document = next(planned_files(folder, examination.edition, [2022], ["docx"], "")).document
    assert document
    return document


def word_text(document: Document) -> str:
    """The words of the DOCX, those of its notes last."""
    with zipfile.ZipFile(BytesIO(word(document, MOMENT))) as archive:
        parts = [archive.read(f"word/{name}.xml").decode() for name in ("document", "footnotes")]
    return re.sub("<[^>]+>", "", "\n".join(parts))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("trước\n\n---\n\nsau", "sau"),
        ("- trước\n\n    ---\n\n    sau", "sau"),
        ("[](index.md) sau", "sau"),
        ('Xem [đầu](index.md "tên").', "đầu"),
        ("Xem [mục](#van-ban-khong-in).\n\n## Văn bản không in {: .chi-tren-web }\n\nA", "mục"),
        ("## A {: #x }\n\n## B {: #x }\n\nXem [chỗ](#x).", "chỗ"),
        ("- ## Đề mục\n\n    sau", "Đề mục"),
        ("> ## Đề mục\n>\n> sau", "Đề mục"),
        ('!!! note "A"\n\n    ## Đề mục\n\n    sau', "Đề mục"),
        ("Chữ[^a].\n\n[^a]: Ghi[^b].\n\n[^b]: lời trong lời", "Ghi (lời trong lời)."),
        ("Chữ[^a].\n\n[^a]: Ghi một[^a].", "Ghi một."),
        ("Chữ[^a].\n\n[^a]:\n    - mục một\n    - mục hai", "mục hai"),
        ("Chữ[^a].\n\n[^a]:\n    | cột |\n    |---|\n    | ô |", "ô"),
        ("<table><tr><td><ul><li>ô một</li><li>ô hai</li></ul></td></tr></table>", "ô hai"),
        ('<table><tr id="x"><td></td><td>ô</td></tr></table>', "ô"),
        ('<div class="admonition"><ul><li>mục</li></ul></div>', "mục"),
        ('<div id="fn:la">lạ</div>', ""),
        ('<sup><a class="footnote-ref" href="#fn:la">lạ</a></sup>', "lạ"),
        ("<div>hở", "hở"),
        ("chữ </div> thừa", "thừa"),
        ('</div><div class="x">giả', "giả"),
        (f"Chữ {SMALL_CHART} giữa câu.", "giữa câu."),
        (f"## Đề mục {SMALL_CHART}", "Đề mục"),
        (f"| cột |\n|---|\n| {SMALL_CHART} |", "cột"),
    ],
)
def test_what_passes_the_check_comes_out_in_documents(
    tmp_path: Path, text: str, shown: str
) -> None:
    document = printed(tmp_path, text)
    assert pdf(document, MOMENT).startswith(b"%PDF")
    words = word_text(document)
    assert shown in words
    assert "Chữ của trang sau." in words


@pytest.mark.parametrize(
    "text",
    [
        "<pre><code class='x```#read(\"main\")'>chữ</code></pre>",
        'Chữ #read("main") và `#read("main")`.',
    ],
)
def test_nothing_on_a_page_is_code_of_the_typesetter(tmp_path: Path, text: str) -> None:
    document = printed(tmp_path, text)
    (source,) = typst_texts([printed_parts(document)])
    assert not re.search(r'(?<![\\`])#read\("', source)
    assert pdf(document, MOMENT).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("1. Một hai ba 2. bốn", r"\1. Một hai ba 2. bốn"),
        ("- một hai - ba", r"\- một hai - ba"),
        ("/ một: hai", r"\/ một: hai"),
        ("một #hai ba *bốn* năm_sáu", r"một \#hai ba \*bốn\* năm\_sáu"),
    ],
)
def test_words_that_go_to_the_typesetter_together_stay_words(text: str, source: str) -> None:
    assert typst_texts([[para(inlines(text))]]) == [source]


@pytest.mark.parametrize(
    "name", ['a>#read("main")<b', "a]#read", "a b", 'a"b', "<a>", "đ", "", "a.b_c-d:1"]
)
def test_a_place_has_a_name_that_code_has_made(name: str) -> None:
    assert re.fullmatch(r"[A-Za-z0-9_.:-]*", label(name))


def test_a_cell_over_rows_and_columns_keeps_the_others_in_their_places() -> None:
    (table,) = read_html(
        '<table><tr><th colspan="2">a</th><th>b</th></tr>'
        '<tr><td rowspan="2">c</td><td>d</td><td>e</td></tr><tr><td>f</td><td>g</td></tr></table>'
    )
    rows = [[tree_text(cell[4]) for cell in row[1]] for row in rows_of(table_by_hand(table, str))]
    assert rows == [["a", "", "b"], ["c", "d", "e"], ["", "f", "g"]]
