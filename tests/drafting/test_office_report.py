"""A report typed the way an office types it, from its Word file to pages that can be published.

Numbers typed in bold before headings, no styles, tables, years and documents between figures: each
figure arrives with its value in its section, and each word.
"""

import io
import re
import shutil
from pathlib import Path

import docx as python_docx
import pytest

from report.__main__ import main
from report.edition.checks import check
from report.edition.edition import Edition, read_edition
from report.figures.values import machine_value
from report.problems.problem import errors
from tests.office import office

# A heading in bold is in asterisks; a list is a table. The figures of a section stand below it.
REPORT: list[str | list[list[str]]] = [
    "**BÁO CÁO**",
    "Thực hiện Chỉ thị số 05-CT/TW ngày 15/5/2016, xã Mẫu có 12 thôn, 1.234.567 m2 đất.",
    "**I. KẾT QUẢ NĂM 2023**",
    "**1. Giảm nghèo**",
    "Hỗ trợ 15.864 hộ, số tiền 2.636.596.800 đồng, đạt 98,5% (cùng kỳ 2022: 94,25%).",
    "Giai đoạn 2021-2025 theo Điều 5 Nghị định số 07/2021/NĐ-CP, quý 3 đạt 41.800 lượt.",
    [
        ["STT", "Thôn", "Số hộ nghèo (hộ)", "Tỷ lệ (%)"],
        ["(1)", "(2)", "(3)", "(4)"],
        ["1", "Nà Mẫu", "1.045", "5,25"],
        ["2", "Bản Mới", "-", "0"],
        ["3", "Lũng Xa", "37", "12,5"],
    ],
    "**2. Trật tự an toàn xã hội**",
    "Xảy ra 33 vụ/70 đối tượng, tăng 07 vụ so với năm 2022. Đường dây nóng 0206.3870.001.",
    "**II. PHƯƠNG HƯỚNG NĂM 2024**",
    "Phấn đấu 100% thôn đạt chuẩn; giải quyết việc làm 955 người, tổ 4 có 06 người.",
]
FIGURES = {
    "index": ["2016-05-15", "12", "1234567"],
    "giam-ngheo": [
        *("15864", "2636596800", "98.5", "94.25", "41800"),
        *("1", "1045", "5.25", "2", "0", "3", "37", "12.5"),
    ],
    "trat-tu-an-toan-xa-hoi": ["33", "70", "7"],
    "phuong-huong-nam-2024": ["100", "955", "6"],
}
# What the office adds to its register of documents, as the report names them.
DOCUMENTS = """\
ct-05,Chỉ thị,05-CT/TW,15/05/2016,Bộ Chính trị,học tập
nd-07,Nghị định,07/2021/NĐ-CP,27/01/2021,Chính phủ,chuẩn nghèo
"""
NAMES = {"05-CT/TW", "2022", "2021-2025", "5", "07/2021/NĐ-CP", "3", "0206.3870.001", "4"}


def typed(report: list[str | list[list[str]]]) -> bytes:
    """The report as a Word file."""
    document = python_docx.Document()
    for part in report:
        if isinstance(part, str):
            document.add_paragraph().add_run(part.strip("*")).bold = part.startswith("**")
            continue
        table = document.add_table(0, len(part[0]))
        for row in part:
            for cell, text in zip(table.add_row().cells, row, strict=True):
                cell.text = text
    content = io.BytesIO()
    document.save(content)
    return content.getvalue()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The draft of the report."""
    folder = tmp_path_factory.mktemp("office")
    office(folder)
    path = folder / "Báo cáo.docx"
    path.write_bytes(typed(REPORT))
    assert main(["import", str(path), "--year", "2023", "--root", str(folder)]) == 0
    return folder / "ban-thao/bao-cao-2023"


def figures_of(edition: Edition, page: str) -> list[str]:
    """The values that a page shows, in order, without those of names."""
    shown = edition.pages[f"bao-cao/2023/{page}.md"].results
    values = [machine_value(figure.value) for one in shown for figure in one.figures]
    return [str(value) for value in values if value is not None]


def test_each_figure_arrives_with_its_value_in_its_section(made: Path) -> None:
    edition = read_edition(made)
    for page, expected in FIGURES.items():
        found = figures_of(edition, page)
        assert [one for one in expected if one not in found] == [], page
        assert len([one for one in found if one not in NAMES]) <= len(expected), page


def test_what_is_no_figure_arrives_as_it_was_written(made: Path) -> None:
    rows = read_edition(made).years[2023].tables["ten-goi"].rows.values()
    assert {row["ten"].text for row in rows} == NAMES


def test_no_word_is_missed_and_what_was_left_out_is_told(made: Path) -> None:
    listed = (made / "can-quyet-dinh.md").read_text("utf-8")
    told = re.findall(r"^- \[ \] Chưa có trong bản thảo \((.*?)\)", listed, re.MULTILINE)
    assert set(told) == {
        *("phần ngoài bài", "dòng đánh số các cột"),  # what python-docx calls its files
        "dấu trong cột số, ô được để trống",
    }


def test_answered_it_can_be_published(made: Path, tmp_path: Path) -> None:
    office(tmp_path)
    for part in ("data", "docs/bao-cao"):
        shutil.copytree(made / part / "2023", tmp_path / part / "2023")
    for path in [*tmp_path.glob("data/2023/*"), *tmp_path.glob("docs/bao-cao/2023/*")]:
        path.write_text(path.read_text("utf-8").replace("cần điền", "Đã điền"), "utf-8")
    register = tmp_path / "data/chung/van-ban.csv"
    register.write_text(register.read_text("utf-8") + DOCUMENTS, "utf-8")
    assert errors(check(read_edition(tmp_path))) == []
