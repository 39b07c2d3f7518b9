"""Files whose names say something else than they are: read by their content, and told."""

import io
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook

from report.__main__ import main
from report.drafting.importing.content_kinds import ending_by_content
from report.sources.odd_names import original_of_copy
from report.sources.office_package import OLD_CONTAINER
from tests.drafting.docx import docx, paragraph
from tests.office import office

Printed = pytest.CaptureFixture[str]
HTML = """\
<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta charset="utf-8">
<style>td {width: 77px}</style><title>88</title></head><body>
<table><tr><td>Xã</td><td>Số hộ</td><td>Tỷ lệ</td></tr>
<tr><td>Ba Đồi</td><td x:num>1.045</td><td>5,25</td></tr>
<tr><td>Vũ Mẫu</td><td>37</td><td>12,5</td></tr></table><p>Ngày 05/08/2022.</p></body></html>
"""
CSV = "sep=;\nXã;Số hộ;Thu\nBa Đồi;1.045;2.636.596.800\nVũ Minh;37;1.250.000\n"


def workbook() -> bytes:
    """A small workbook."""
    book = Workbook()
    for row in (["Xã", "Số hộ"], ["Ba Đồi", 1045], ["Vũ Mẫu", 37]):
        book.worksheets[0].append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def opendocument(kind: str) -> bytes:
    """The beginning of a file of LibreOffice."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}")
    return content.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "ending"),
    [
        ("a.doc", docx(paragraph("Có.")), ".docx"),
        ("a.docm", docx(paragraph("Có.")), ".docm"),
        ("a", docx(paragraph("Có.")), ".docx"),
        ("a.xls", workbook(), ".xlsx"),
        ("a.csv", workbook(), ".xlsx"),
        ("a.xlsx", HTML.encode(), ".html"),
        ("a.xls", HTML.encode("utf-16"), ".html"),
        ("a.xls", CSV.encode(), ".csv"),
        ("a.txt", CSV.encode(), ".txt"),
        ("a.doc", b"{\\rtf1}", ".rtf"),
        ("a.docx", OLD_CONTAINER + "WordDocument".encode("utf-16-le"), ".doc"),
        ("a.xlsx", OLD_CONTAINER + "Workbook".encode("utf-16-le"), ".xls"),
        ("a.doc", opendocument("text"), ".odt"),
        ("a.xlsx", opendocument("spreadsheet"), ".ods"),
        ("a.xls", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:'
         b'spreadsheet">', ".xml-excel"),
        ("a.docx", b"some words", ".docx"),
        ("a.pdf", b"%PDF-1.7", ".pdf"),
    ],
)  # fmt: skip
def test_the_content_tells_what_a_file_is(name: str, content: bytes, ending: str) -> None:
    assert ending_by_content(name, content) == ending


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.xls", HTML), ("a.html", HTML), ("a.xls", CSV), ("a.xlsx", CSV), ("a.csv", CSV)],
)
def test_a_table_of_text_keeps_its_figures(tmp_path: Path, name: str, content: str) -> None:
    """LibreOffice would read 1.045 by the language of the machine."""
    draft = imported(tmp_path, name, content.encode())
    table = (draft / "data/2023/bang-1.csv").read_text("utf-8")
    assert "ba-doi,Ba Đồi,1045," in table
    decisions = (draft / "can-quyet-dinh.md").read_text("utf-8")
    assert "Chưa có trong bản thảo" not in decisions
    assert ("đã đọc theo nội dung bên trong" in decisions) is (name.endswith((".xls", ".xlsx")))
    assert (draft / "goc" / name).read_bytes() == content.encode()


@pytest.mark.parametrize("name", ["a.doc", "a.xlsx", "a.rtf"])
def test_a_word_file_is_read_under_any_name(tmp_path: Path, name: str) -> None:
    draft = imported(tmp_path, name, docx(paragraph("Có 955 hộ.")))
    assert "955" in (draft / "data/2023/so-nguyen.csv").read_text("utf-8")


def test_a_page_of_html_keeps_its_sentences(tmp_path: Path) -> None:
    draft = imported(tmp_path, "a.xls", HTML.encode("utf-16"))
    assert "05/08/2022" in (draft / "data/2023/ngay-thang.csv").read_text("utf-8")
    pages = "".join(one.read_text("utf-8") for one in draft.glob("docs/**/*.md"))
    assert "77px" not in pages


@pytest.mark.parametrize(
    ("name", "original"),
    [
        ("Báo cáo (1).docx", "Báo cáo.docx"),
        ("Báo cáo - Copy (2).docx", "Báo cáo.docx"),
        ("Báo cáo - Sao chép.docx", "Báo cáo.docx"),
        ("Bản sao của Báo cáo.docx", "Báo cáo.docx"),
        ("Copy of Báo cáo.xlsx", "Báo cáo.xlsx"),
        ("Báo cáo.docx", ""),
        ("Báo cáo (2022).docx", ""),
        ("Copy", ""),
    ],
)
def test_the_name_of_a_copy_names_its_original(name: str, original: str) -> None:
    assert original_of_copy(name) == original


@pytest.mark.parametrize("name", ["._Báo cáo.docx", "ehthumbs.db"])
def test_what_systems_leave_behind_is_answered(tmp_path: Path, capsys: Printed, name: str) -> None:
    office(tmp_path / "du-an")
    (tmp_path / name).write_bytes(b"\0\5\x16\7")
    status = main(
        ["import", str(tmp_path / name), "--year", "2023", "--root", str(tmp_path / "du-an")]
    )
    assert (status, "[nhap-tep-cua-may]" in capsys.readouterr().out) == (1, True)


def imported(folder: Path, name: str, content: bytes) -> Path:
    """The draft of a file."""
    project = folder / "du-an"
    office(project)
    (folder / name).write_bytes(content)
    assert main(["import", str(folder / name), "--year", "2023", "--root", str(project)]) == 0
    (draft,) = (project / "ban-thao").iterdir()
    return draft
