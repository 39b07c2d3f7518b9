"""A report typed the way an office types it, from its Word file to pages that can be published.

Numbers typed in bold before headings, no styles, tables, years and documents between figures: each
figure arrives with its value in its section, and each word.
"""

import io
import re
from collections import Counter
from pathlib import Path

import docx as python_docx
import pytest

from report.__main__ import main
from report.edition.checks import check
from report.edition.edition import Edition, read_edition
from report.figures.values import machine_value
from report.problems.problem import errors
from tests.office import FILES, HEAD, MORE_OF_REGISTER, WHOLE_REGISTER, office, package
from tests.sites import build, html_pages, make_office

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
# What a clerk needs for one entry of the list of decisions: to name a figure and its unit, with
# its sentence beside it; to describe a page or table; to look at what was left out.
MINUTES = {"name": 0.5, "text": 1.0, "remark": 0.25}
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


def answered(made: Path) -> dict[str, str]:
    """The files of an office with the draft in them, each decision answered by a script."""
    files = {path: text for path, text in FILES.items() if "van-ban.csv" not in path}
    files["data/chung/van-ban.csv"] = FILES["data/chung/van-ban.csv"] + DOCUMENTS
    for path in [*made.glob("data/2023/*"), *made.glob("docs/bao-cao/2023/*")]:
        text = path.read_text("utf-8").replace("cần điền", "Đã điền")
        files[path.relative_to(made).as_posix()] = text
    return files


def test_answered_it_can_be_published(made: Path, tmp_path: Path) -> None:
    office(tmp_path, answered(made))
    assert errors(check(read_edition(tmp_path))) == []


def test_answered_and_built_each_figure_is_read_in_its_section(made: Path, tmp_path: Path) -> None:
    """The whole way of a clerk: import, decisions, build. What is read is the page of the site."""
    (tmp_path / "du-an").mkdir()
    files = answered(made)
    header, *rows = files["data/chung/van-ban.csv"].splitlines()
    more = ",".join(one["name"] for one in MORE_OF_REGISTER)
    lines = [f"{header},{more}", *(row + "," * len(MORE_OF_REGISTER) for row in rows)]
    files |= {
        "data/chung/van-ban.csv": "\n".join(lines) + "\n",
        "data/chung/datapackage.yaml": package({"van-ban": WHOLE_REGISTER}),
        "docs/van-ban/index.md": f"{HEAD}# Văn bản\n\n{{{{ danh_muc_van_ban() }}}}\n",
    }
    root = make_office(tmp_path / "du-an", files)
    result = build(root, tmp_path / "site")
    assert result.status == 0, result.output
    pages = html_pages(tmp_path / "site")
    for name, expected in FIGURES.items():
        place = "" if name == "index" else f"{name}/"
        page = pages[f"bao-cao/2023/{place}index.html"]
        found = Counter(one["value"] for one in page.select("article data.so"))
        assert Counter(expected) - found == Counter(), name


def test_a_clerk_has_less_to_do_than_to_type_it(made: Path) -> None:
    """Each decision costs its minutes (MINUTES); the report has some 30 figures, typed into a CSV,
    named and called in three minutes each."""
    listed = (made / "can-quyet-dinh.md").read_text("utf-8")
    names = len(re.findall(r"^- \[ \] data/", listed, re.MULTILINE))
    texts = len(re.findall(r"^- \[ \] docs/", listed, re.MULTILINE))
    remarks = len(re.findall(r"^- \[ \] (?!data/|docs/)", listed, re.MULTILINE))
    minutes = names * MINUTES["name"] + texts * MINUTES["text"] + remarks * MINUTES["remark"]
    figures = sum(map(len, FIGURES.values()))
    assert minutes < 3 * figures, (names, texts, remarks, minutes)
