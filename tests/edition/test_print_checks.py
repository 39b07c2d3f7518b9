"""What would not come out in print is found without making anything."""

import subprocess
import sys
from pathlib import Path

import pytest

from report.edition.print_checks import documents_can_be_made
from tests.office import HEAD, office
from tests.sites import ROOT

URI = "huong-dan/index.md"  # a page of the handbook
SLOW = ("pypandoc", "markdown", "typst", "docx", "openpyxl")


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
