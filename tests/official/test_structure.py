"""What a screen reader gets of a PDF: headers of rows, levels of headings, paragraphs."""

import io
import json
import re
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pdfplumber
import pikepdf
import pypdfium2
import pytest

from report.official.files import official_files
from report.official.structure import finished
from tests.office import CROPS, HEAD, PRINTED, office, package
from tests.official.structure import elements, kinds, table_attributes

SIGNED = "tai-ve/2022/bao-cao-2022.pdf"
READING = "tai-ve/2022/bao-cao-2022-ban-doc.pdf"
WIDTH_OF_LONG = 112.0  # points: 20 of 84 letters of 166 mm
PACKAGE = PRINTED["data/2022/datapackage.yaml"]
BY_HAND = "| Xã | Hộ |\n|---|---|\n| Tĩnh Mẫu | 3 |\n| Vũ Mẫu | 4 |\n"


def made(folder: Path, text: str, **files: str) -> dict[str, bytes]:
    page = {"docs/bao-cao/2022/trang.md": f"{HEAD}# Trồng lúa\n\n{text}\n"}
    documents, problems = official_files(
        folder, office(folder, {**PRINTED, **page, **files}), [2022], ["pdf"]
    )
    assert problems == []
    return documents


@pytest.mark.parametrize("file", [SIGNED, READING])
def test_each_cell_of_a_table_leads_to_the_headers_of_its_column_and_its_row(
    tmp_path: Path, file: str
) -> None:
    with pikepdf.open(io.BytesIO(made(tmp_path, BY_HAND)[file])) as pdf:
        cells = [(kind, cell) for kind, cell, _ in elements(pdf) if kind in ("/TH", "/TD")]
        assert [kind for kind, _ in cells] == ["/TH", "/TH", "/TH", "/TD", "/TH", "/TD"]
        scopes = [str(table_attributes(cell).get("/Scope", "")) for _, cell in cells]
        assert scopes == ["/Column", "/Column", "/Row", "", "/Row", ""]
        column, *rows = (str(cell.ID) for kind, cell in cells[1:] if kind == "/TH")
        for row, (_, value) in zip(rows, (cells[3], cells[5]), strict=True):
            assert [*map(str, table_attributes(value).Headers)] == [column, row]
        found = pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)
        assert {column, *rows} <= {*found}
        assert all(str(found[name].S) == "/TH" for name in (column, *rows))


def test_a_table_of_one_column_has_no_headers_of_rows(tmp_path: Path) -> None:
    pdf = made(tmp_path, "| Xã |\n|---|\n| Tĩnh Mẫu |\n")[SIGNED]
    assert [kind for kind in kinds(pdf) if kind in ("/TH", "/TD")] == ["/TH", "/TD"]


# Tables that pages part at different rows: with nothing to keep rows together, two have a single
# one on a page, the first of one and the last of another.
LONG = "\n\n".join(
    "Đoạn.\n\n" * before
    + "| Dòng | Lời |\n|---|---|\n"
    + "".join(f"| {table}d{row} | lời |\n" for row in range(rows))
    for table, (before, rows) in enumerate([(4, 20), (9, 20), (14, 20), (6, 31), (7, 32)])
)


@pytest.fixture(scope="module")
def long_tables(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    return made(tmp_path_factory.mktemp("long"), LONG)[SIGNED]


def test_no_page_has_a_single_row_of_a_table(long_tables: bytes) -> None:
    parts = Counter[tuple[str, int]]()
    with pypdfium2.PdfDocument(long_tables) as pdf:
        for number, page in enumerate(pdf):
            text = page.get_textpage().get_text_bounded()
            parts.update((table, number) for table in re.findall(r"(\d+)d\d+", text))
    assert len(parts) > 5  # tables are parted, of course
    assert min(parts.values()) > 1


def test_a_parted_table_below_a_longer_line_has_the_width_of_its_words_in_the_middle(
    tmp_path: Path,
) -> None:
    tables = package({"cay-trong": CROPS[:3]}, co_quan="Xã Mẫu và mọi thôn của xã " * 3)
    resources = [*json.loads(tables)["resources"], *json.loads(str(PACKAGE))["resources"]]
    files = {
        "data/2022/datapackage.yaml": json.dumps({"resources": resources}),
        "data/2022/cay-trong.csv": "khoa,ten,so_ho\n"
        + "".join(f"d{row},Dòng,{row}\n" for row in range(50)),
    }
    pdf = made(tmp_path, '{{ bang("cay-trong", cot=["ten", "so_ho"]) }}', **files)
    with pdfplumber.open(io.BytesIO(pdf[READING])) as opened:
        found = [(page, table.bbox) for page in opened.pages for table in page.find_tables()]
        assert len(found) > 1
        for page, (left, _, right, _) in found:
            assert left + right == pytest.approx(page.width, abs=1)
            assert right - left == pytest.approx(WIDTH_OF_LONG, abs=1)


def test_what_keeps_rows_together_is_nothing_that_a_screen_reader_finds(
    long_tables: bytes,
) -> None:
    with pikepdf.open(io.BytesIO(long_tables)) as pdf:
        found = elements(pdf)
        rows = [row for kind, row, _ in found if kind == "/TR"]
        cells = [cell for kind, cell, _ in found if kind in ("/TH", "/TD")]
        names = {*pikepdf.NameTree(pdf.Root.StructTreeRoot.IDTree)}
        assert {len(row.K) for row in rows} == {2}
        assert not any("/RowSpan" in table_attributes(cell) for cell in cells)
        assert names == {str(cell.ID) for cell in cells if "/ID" in cell}


def test_the_tables_of_a_file_and_those_of_its_tree_are_the_same(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="argument"):
        finished(made(tmp_path, BY_HAND)[SIGNED], [], "")


def test_headings_skip_no_level_and_have_no_more_than_six(tmp_path: Path) -> None:
    outline = (
        "phan:\n  - ten: Một\n    muc:\n      - ten: Hai\n        muc:\n          - ten: Ba\n"
        "            muc:\n              - trang: trang.md\n"
    )
    text = "## Một\n\nA.\n\n### Hai\n\nB.\n\n#### Ba\n\nC.\n\n##### Bốn\n\nD."
    pdf = made(tmp_path, text, **{"data/2022/bo-cuc.yaml": outline})[READING]
    levels = [int(kind[2:]) for kind in kinds(pdf) if kind[:2] == "/H"]
    assert levels[0] == 1
    assert max(levels) == 6
    assert len(levels) == 8
    assert all(after <= before + 1 for before, after in pairwise(levels))


@pytest.mark.parametrize("file", [SIGNED, READING])
def test_notice_and_letterhead_are_paragraphs_and_no_table(tmp_path: Path, file: str) -> None:
    """Words that stand right in the document or in a part of it belong to no element else."""
    with pikepdf.open(io.BytesIO(made(tmp_path, "Được mùa.")[file])) as pdf:
        found = [(kind, parent) for kind, _, parent in elements(pdf)]
    assert "/Table" not in {kind for kind, _ in found}
    groups = ("/Document", "/Div", "/Sect", "/Part")
    assert [parent for kind, parent in found if kind == "/Span" and parent in groups] == []


def test_the_same_sources_give_the_same_bytes(tmp_path: Path) -> None:
    first, second = (made(tmp_path / name, BY_HAND) for name in ("a", "b"))
    assert first == second
