"""What is signed reads as an office writes it: sentences for short lists, numbers for tables."""

import io
from pathlib import Path

import pdfplumber
import pytest

from report.official.files import official_files
from report.official.office_text import in_sentences, numbered_tables, run_in
from report.official.pandoc import Node, attributes, inlines, para, plain_block, tree_text
from report.official.tables import column_widths, data_table
from tests.office import ABOUT_CSV, PRINTED, column, office, package

PAGE = "docs/bao-cao/2022/trang.md"
FOLDER = "tai-ve/2022"


def items(*texts: str) -> Node:
    return {"t": "BulletList", "c": [[plain_block(inlines(text))] for text in texts]}


def texts(blocks: list[Node]) -> list[str]:
    return [tree_text(block) for block in blocks]


def heading(look: str, text: str, level: int = 3) -> Node:
    return {"t": "Header", "c": [level, attributes("", [look]), inlines(text)]}


@pytest.mark.parametrize(
    ("listed", "sentence"),
    [
        (("trồng lúa;", "trồng ngô."), "Xã đã: trồng lúa; trồng ngô."),
        (("trồng lúa;", "và trồng ngô"), "Xã đã: trồng lúa; và trồng ngô."),
    ],
)
def test_a_short_list_ends_its_sentence(listed: tuple[str, ...], sentence: str) -> None:
    assert texts([*in_sentences([para(inlines("Xã đã:")), items(*listed)])]) == [sentence]


@pytest.mark.parametrize(
    "listed",
    [
        ("Xã đã trồng lúa.", "Xã đã trồng ngô."),  # sentences
        ("trồng lúa; trồng khoai;", "trồng ngô."),  # two in one
        ("trồng lúa, " * 30 + "hết;", "trồng ngô."),  # long
    ],
)
def test_other_lists_stay_lists(listed: tuple[str, ...]) -> None:
    blocks = [para(inlines("Xã đã:")), items(*listed)]
    assert [*in_sentences(blocks)] == blocks


def test_a_list_that_no_sentence_leads_to_stays() -> None:
    blocks = [para(inlines("Xã đã làm.")), items("trồng lúa;", "trồng ngô.")]
    assert [*in_sentences(blocks)] == blocks


def test_headings_without_number_begin_their_paragraph() -> None:
    blocks = [
        heading("kieu-5", "Vụ xuân"),
        para(inlines("Được mùa.")),
        heading("kieu-6", "Lúa", 4),
        para(inlines("Tốt.")),
    ]
    assert texts(run_in(blocks)) == ["Vụ xuân. Được mùa.", "- Lúa: Tốt."]


def test_a_heading_before_a_list_stays_and_one_without_anything_goes() -> None:
    blocks = [heading("kieu-3", "a) Lúa"), heading("kieu-5", "Vụ xuân", 5), items("Tốt.")]
    stays = run_in([*blocks, heading("kieu-5", "Vụ mùa", 5), heading("kieu-3", "b) Ngô")])
    assert texts(stays) == ["a) Lúa", "Vụ xuân", "Tốt.", "b) Ngô"]
    assert [block["c"][0] for block in stays if block["t"] == "Header"] == [3, 4, 3]


def table(title: str, count: int) -> Node:
    rows = [("", [inlines(f"Xã {number}"), inlines("xã")]) for number in range(count)]
    return data_table(inlines(title), [inlines("Tên"), inlines("Loại")], [False, False], rows)


def test_tables_are_numbered_through_the_document_and_long_ones_row_by_row() -> None:
    first, second = numbered_tables([[table("Xã", 3)], [table("Thôn", 2)]])
    assert texts(first)[0].startswith("Bảng\u00a01. Xã")
    assert "STTTênLoại1Xã 0xã2Xã 1xã3Xã 2xã" in texts(first)[0]
    assert texts(second)[0].startswith("Bảng\u00a02. Thôn")
    assert "STT" not in texts(second)[0]


def test_two_short_columns_are_as_wide_as_their_words_and_long_ones_fill_the_page() -> None:
    assert sum(column_widths([["Xã", "Loại"], ["Hoa Mẫu", "xã"]])) < 0.4
    long = "tổ chức triển khai và cụ thể hóa các văn bản chỉ đạo của cấp trên " * 2
    assert sum(column_widths([["Xã", "Việc"], ["Hoa Mẫu", long]])) == pytest.approx(1, abs=0.01)


NUMBERS = package(
    {
        "bao-cao": [column(name) for name in ("khoa", "ten", "noi_dung")],
        "noi-nhan": [column("khoa"), column("ten")],
        "tien": [
            column("khoa"),
            column("ten", title="Loại"),
            column("so", "number", "Số tiền"),
            column("dem", "integer", "Đếm"),
        ],
    }
)
MONEY = 'khoa,ten,so,dem\na,Đất,"27,568",01\nb,Công,1000,0\nc,Vốn,"3,5",12\n'


def printed(folder: Path, text: str, kind: str = "biên tập") -> dict[str, bytes]:
    files = {
        **PRINTED,
        "data/2022/datapackage.yaml": NUMBERS,
        "data/2022/tien.csv": MONEY,
        "data/2022/bao-cao.csv": ABOUT_CSV.replace("nguyên văn", kind),
        PAGE: f"---\ntitle: Trang\ndescription: Trang mẫu.\n---\n\n# Tiền\n\n{text}\n",
    }
    made, problems = official_files(folder, office(folder, files), [2022], ["pdf"])
    assert problems == []
    return made


def words_of(pdf: bytes) -> list[dict]:
    with pdfplumber.open(io.BytesIO(pdf)) as opened:
        return [word for page in opened.pages for word in page.extract_words()]


def test_numbers_of_a_column_stand_with_their_commas_one_below_the_other(tmp_path: Path) -> None:
    with pdfplumber.open(
        io.BytesIO(printed(tmp_path, '{{ bang("tien") }}')[f"{FOLDER}/bao-cao-2022.pdf"])
    ) as opened:
        letters = [one for page in opened.pages for one in page.chars]
    commas = [
        one["x0"]
        for before, one, after in zip(letters, letters[1:], letters[2:], strict=False)
        if one["text"] == "," and before["text"].isdigit() and after["text"].isdigit()
    ]
    text = "".join(one["text"] for one in letters)
    last_of_thousand = letters[text.index("1.000") + 4]
    assert len(commas) == 2
    assert max(commas) - min(commas) < 0.2
    assert last_of_thousand["x1"] == pytest.approx(commas[0], abs=0.2)


def test_nought_has_two_digits_beside_numbers_with_two(tmp_path: Path) -> None:
    pdf = printed(tmp_path, '{{ bang("tien") }}')[f"{FOLDER}/bao-cao-2022.pdf"]
    found = [word["text"] for word in words_of(pdf)]
    assert "00" in found


def test_a_table_whose_figures_stand_in_the_sentences_is_not_printed_to_be_signed(
    tmp_path: Path,
) -> None:
    said = " ".join(f'{{{{ so("tien.{key}.{name}") }}}}' for key in "abc" for name in ("so", "dem"))
    whole = printed(tmp_path / "1", f'Có {said}.\n\n{{{{ bang("tien") }}}}')
    part = printed(tmp_path / "2", 'Có {{ so("tien.a.so") }}.\n\n{{ bang("tien") }}')
    for made, there in ((whole, False), (part, True)):
        names = {
            path: "Bảng" in [one["text"] for one in words_of(pdf)] for path, pdf in made.items()
        }
        assert names[f"{FOLDER}/bao-cao-2022.pdf"] is there
        assert names[f"{FOLDER}/bao-cao-2022-ban-doc.pdf"]


def test_a_table_that_a_sentence_leads_to_is_printed(tmp_path: Path) -> None:
    said = " ".join(f'{{{{ so("tien.{key}.{name}") }}}}' for key in "abc" for name in ("so", "dem"))
    made = printed(tmp_path, f'Có {said} như sau:\n\n{{{{ bang("tien") }}}}')
    assert "Bảng" in [one["text"] for one in words_of(made[f"{FOLDER}/bao-cao-2022.pdf"])]


def test_a_text_of_the_office_itself_keeps_its_lists_its_headings_and_its_tables(
    tmp_path: Path,
) -> None:
    said = " ".join(f'{{{{ so("tien.{key}.{name}") }}}}' for key in "abc" for name in ("so", "dem"))
    text = f'Xã có {said}.\n\nXã đã:\n\n- trồng lúa;\n- trồng ngô.\n\n{{{{ bang("tien") }}}}'
    found = " ".join(
        word["text"]
        for word in words_of(printed(tmp_path, text, "nguyên văn")[f"{FOLDER}/bao-cao-2022.pdf"])
    )
    assert "Xã đã: - trồng lúa; - trồng ngô." in found
    assert "Bảng 1. Bảng tien" in found


def test_a_draft_says_so_behind_each_page_of_each_print(tmp_path: Path) -> None:
    """An open place makes a draft; the command makes it all the same, as the year is named."""
    made = printed(tmp_path, 'Có {{ can_viet("một đoạn") }}.\n\n{{ bang("tien") }}')
    assert len(made) >= 3
    for path, pdf in made.items():
        with pdfplumber.open(io.BytesIO(pdf)) as opened:
            for page in opened.pages:
                large = [one["text"] for one in page.chars if one["matrix"][1]]  # turned
                assert "".join(large).replace(" ", "") == "Dựthảo", path
