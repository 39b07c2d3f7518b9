"""What would not come out in print is found without making anything."""

import subprocess
import sys
from pathlib import Path

import pytest

from report.edition.edition import read_edition
from report.edition.print_checks import documents_can_be_made
from tests.office import CROPS_CSV, HEAD, PRINTED, office
from tests.sites import ROOT

URI = "huong-dan/index.md"  # a page of the handbook
SLOW = (
    *("pypandoc", "markdown", "typst", "docx", "openpyxl", "jinja2", "fontTools.ttLib"),
    *("PIL.Image", "babel", "zipfile"),  # for pictures, dates in English, an office's Word file
)


@pytest.mark.parametrize(
    ("text", "line", "code"),
    [
        ("#### Nhảy", 8, "de-muc-nhay-cap"),
        ("Nhảy\n-----\n\n#### Nữa", 11, "de-muc-nhay-cap"),
        ("#liền", None, ""),
        ("```\n#### mã\n```", None, ""),
        ("![](hinh.png)", 8, "hinh-thieu-mo-ta"),
        ("![Cây](Hình%20ảnh/cây.png)", None, ""),
        ("![Cây](hinh.png)", 8, "khong-co-hinh"),
        ("![Cây](../../hinh.png)", 8, "khong-co-hinh"),  # outside docs/
        ("![Cây](index.md)", 8, "khong-co-hinh"),
        ("![Cây](https://vi-du.example/cay.png)", 8, "khong-co-hinh"),
        ("![Cây](Hình%20ảnh/cây.png) ![Cây](/hinh.png)", 8, "khong-co-hinh"),
        ("    ![](hinh.png)", None, ""),
        ("Được mùa 🌾.", 8, "ky-tu-khong-in-duoc"),
    ],
)
def test_a_page_of_a_document_can_be_printed(
    tmp_path: Path, text: str, line: int | None, code: str
) -> None:
    edition = office(tmp_path, {f"docs/{URI}": f"{HEAD}# Hướng dẫn\n\n{text}\n"})
    picture = tmp_path / "docs/huong-dan/Hình ảnh/cây.png"
    picture.parent.mkdir()
    picture.write_bytes(b"")
    found = documents_can_be_made(tmp_path, edition, [])
    assert [(one.line, one.code) for one in found] == ([(line, code)] if line else [])


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Chữ trước.\n\n# Trang\n\nChữ.\n", [(6, "chu-truoc-ten-trang")]),
        ("\n\n- mục\n\n# Trang\n", [(8, "chu-truoc-ten-trang")]),
        ("{{ van_ban(moi=1) }}\n\n# Trang\n", [(6, "chu-truoc-ten-trang")]),
        ("## Mục\n\n# Trang\n", [(6, "chu-truoc-ten-trang"), (6, "de-muc-nhay-cap")]),
        ("\nChữ.\n", [(7, "trang-khong-ten")]),
        ("> # Trang\n\nChữ.\n", [(6, "trang-khong-ten")]),
        ("- # Trang\n", [(6, "trang-khong-ten")]),
        ("", [(4, "trang-khong-ten")]),
        ("<!-- nhắc\nviệc -->\n[a]: index.md\n*[UBND]: Ủy ban\n\n# Trang\n\nChữ.\n", []),
        ("Trang\n=====\n\nChữ.\n", []),
    ],
)
def test_a_page_of_a_document_begins_with_its_title(
    tmp_path: Path, text: str, told: list[tuple[int, str]]
) -> None:
    edition = office(tmp_path, {f"docs/{URI}": f"{HEAD}{text}"})
    found = documents_can_be_made(tmp_path, edition, [])
    assert [(one.line, one.code) for one in found] == told


def test_the_check_loads_nothing_that_makes_documents_or_pages(tmp_path: Path) -> None:
    office(tmp_path)
    code = (
        "import sys; from report.__main__ import main; "
        f"main(['check', '--root', {str(tmp_path)!r}]); "
        f"print(sorted(set({SLOW!r}) & set(sys.modules)))"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert result.stdout.splitlines()[-1] == "[]"


OUTLINE = "data/2022/bo-cuc.yaml"
PARTS = "phan:\n  - ten: Kết quả\n    muc:\n      - trang: trang.md\n"
ANOTHER = "docs/bao-cao/2022/khac.md"


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ("", [(ANOTHER, 1, "trang-ngoai-bo-cuc", f"“trang: khac.md” vào {OUTLINE}")]),
        ("      - trang: khac.md\n", []),
        ("phu_luc: [khac.md]\n", []),
        (
            "      - trang: khac.md\n      - trang: trang.md\n",
            [(OUTLINE, 6, "trang-hai-lan", "“docs/bao-cao/2022/trang.md”")],
        ),
        (
            "      - trang: khac.md\n      - trang: index.md\n",
            [(OUTLINE, 6, "trang-hai-lan", "“docs/bao-cao/2022/index.md”")],
        ),
        (
            "      - trang: khac.md\n      - trang: khacc.md\n",
            [(OUTLINE, 6, "bo-cuc-khong-co-trang", "“docs/bao-cao/2022/khacc.md”")],
        ),
        (
            "phu_luc:\n  - khac.md\n  - khacc.md\n",
            [(OUTLINE, 5, "bo-cuc-khong-co-trang", "“docs/bao-cao/2022/khacc.md”")],
        ),
        (
            "      - trang: khac.md\ntom_tat:\n  - khac.md\n  - khacc.md\n",
            [(OUTLINE, 6, "tom-tat-ngoai-bo-cuc", "“docs/bao-cao/2022/khacc.md”")],
        ),
        (
            "      - trang: khac.md\ntom_tat:\n  - ../2023/trang.md\n",
            [(OUTLINE, 6, "tom-tat-ngoai-bo-cuc", "“docs/bao-cao/2023/trang.md”")],
        ),
    ],
)
def test_an_outline_names_each_page_of_its_year_once(
    tmp_path: Path, more: str, told: list[tuple[str, int, str, str]]
) -> None:
    pages = {
        ANOTHER: f"{HEAD}# Khác\n\nChữ.\n",
        "docs/bao-cao/2023/trang.md": f"{HEAD}# Năm khác\n\nChữ.\n",
    }
    edition = office(tmp_path, {**PRINTED, **pages, OUTLINE: f"{PARTS}{more}"})
    found = documents_can_be_made(tmp_path, edition, [2022])
    assert [(one.path, one.line, one.code) for one in found] == [one[:3] for one in told]
    for one, (*_, named) in zip(found, told, strict=True):
        assert named in str(one)
        if "khacc.md" in named:
            assert "“bao-cao/2022/khac.md”?" in str(one), "the page that is meant"


def test_a_page_that_cannot_be_read_is_not_called_missing_from_the_outline_as_well(
    tmp_path: Path,
) -> None:
    office(tmp_path, PRINTED)
    (tmp_path / "docs/bao-cao/2022/trang.md").write_bytes(b"\xff\xfe\x00")
    edition = read_edition(tmp_path)
    assert [one.path for one in edition.problems] == ["docs/bao-cao/2022/trang.md"]
    assert documents_can_be_made(tmp_path, edition, [2022]) == []


def test_the_pages_of_a_document_are_examined_in_its_order_each_once(tmp_path: Path) -> None:
    outline = "phan:\n  - trang: khac.md\n  - ten: A\n    muc:\n      - trang: trang.md\n"
    pages = {
        path: f"{HEAD}# Trang\n\n![]({name}.png)\n"
        for path, name in ((ANOTHER, "a"), ("docs/bao-cao/2022/trang.md", "b"))
    }
    edition = office(tmp_path, {**PRINTED, **pages, OUTLINE: outline})
    found = documents_can_be_made(tmp_path, edition, [2022])
    assert [one.path for one in found] == [ANOTHER, "docs/bao-cao/2022/trang.md"]


def test_a_letter_that_cannot_be_printed_is_found_in_the_cell_it_stands_in(tmp_path: Path) -> None:
    files = {
        "data/2022/cay-trong.csv": CROPS_CSV.replace("Ngô", "Ngô 🌽"),
        f"docs/{URI}": f'{HEAD}# Hướng dẫn\n\n{{{{ bang("cay-trong", nam=2022) }}}}\n',
    }
    (found,) = documents_can_be_made(tmp_path, office(tmp_path, files), [])
    assert (found.path, found.line) == ("data/2022/cay-trong.csv", 3)
    assert found.code == "ky-tu-khong-in-duoc"
    assert "🌽" in found.message
    assert "U+1F33D" in found.message


def test_a_letter_is_looked_for_below_the_front_matter_and_told_at_each_place(
    tmp_path: Path,
) -> None:
    page = HEAD.replace("Trang mẫu", "Mẫu 🌾") + "# Hướng dẫn\n\nMột 🌾.\n\nHai 🌾 ba 🌾.\n"
    found = documents_can_be_made(tmp_path, office(tmp_path, {f"docs/{URI}": page}), [])
    assert [(one.line, one.code) for one in found] == [
        (8, "ky-tu-khong-in-duoc"),
        (10, "ky-tu-khong-in-duoc"),
    ]
