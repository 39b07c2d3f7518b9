"""The bench of imports counts what a draft has lost, and sees a traceback behind a message."""

import io
from collections import Counter
from pathlib import Path

import pytest
from openpyxl import Workbook

from tests import import_bench
from tests.drafting import original_text
from tests.drafting.docx import docx, paragraph, table
from tests.import_bench import Outcome, main, summary

pytest.importorskip("resource", reason="Windows does not measure a process so")


def workbook() -> bytes:
    """A small workbook."""
    book = Workbook()
    sheet = book.worksheets[0]
    for row in (["Xã", "Số hộ"], ["An", 955], ["Bình", 1234.5]):
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_a_folder_is_imported_file_by_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = table(["Xã", "Số hộ"], ["An", "1.045"], ["Bình", "37"])
    (tmp_path / "a.docx").write_bytes(docx(paragraph("Có 15.864 hộ, đạt 98,50%."), rows))
    (tmp_path / "b.xlsx").write_bytes(workbook())
    (tmp_path / "c.docx").write_bytes(b"no file of Word")
    assert main([str(tmp_path)]) == 0
    said = capsys.readouterr().out
    assert "3 files, 2 drafts" in said
    assert "1  tep-nhap-hong" in said
    assert "numbers lost in silence        0" in said


def test_what_a_draft_does_not_have_is_counted_once_for_each_time() -> None:
    content = docx(paragraph("Có 15 hộ, 15 xã, 7 thôn."))
    lost = original_text.lost_of_word(content, Counter({"có": 1, "hộ": 1, "15": 1, "xã": 1}))
    assert [token for token, _ in lost] == ["15", "7", "thôn"]
    lost = original_text.lost_of_workbook(workbook(), Counter(["xã", "số", "hộ", "an", "12345"]))
    assert [token for token, _ in lost] == ["955", "bình", "openpyxl"]


def test_a_number_in_a_chart_or_box_that_is_not_told_is_lost() -> None:
    box = f"<w:txbxContent>{paragraph('Thu 245 triệu.')}</w:txbxContent>"
    content = docx(paragraph(f"<w:r><w:pict><v:shape>{box}</v:shape></w:pict></w:r>"))
    assert ("245", "Thu 245 triệu.") in original_text.lost_of_word(content, Counter())


def test_an_aim_that_is_missed_is_seen() -> None:
    good = Outcome("a.docx", 2.0, 100.0)
    assert summary([good])[1]
    for one in (
        Outcome("b.docx", 2.0, 100.0, is_traceback=True),
        Outcome("b.docx", 21.0, 100.0),
        Outcome("b.docx", 2.0, 1025.0),
        Outcome("b.docx", 2.0, 100.0, numbers=[("5", "Có 5 hộ.")]),
    ):
        assert not summary([good, one])[1]


def test_a_folder_without_such_files_is_said(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert import_bench.main([str(tmp_path)]) == 2
    assert "no Word or Excel file" in capsys.readouterr().out
