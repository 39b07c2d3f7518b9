"""An office's own text in LibreOffice: letterhead, signature beside recipients, tables."""

import io
from pathlib import Path

import pdfplumber
import pytest

from report.official.files import official_files
from tests.libreoffice import convert, needs
from tests.office import HEAD, PRINTED, office

MM = 72 / 25.4
ROWS = "".join(f"| Vụ {number} | {number} |\n" for number in range(4))
PAGE = (
    f"{HEAD}# Trồng lúa\n\nĐược mùa.[^1]\n\n## Vụ xuân\n\nTốt.\n\n| Vụ | Tấn |\n|---|---|\n{ROWS}\n"
    "Sau bảng.\n\n## Vụ mùa\n\nTốt.\n\n[^1]: Theo dõi.\n"
)


def converted(folder: Path, kind: str, files: dict[str, str | None]) -> pdfplumber.PDF:
    made, problems = official_files(folder, office(folder, files), [2022], [kind])
    assert problems == []
    file = folder / f"tep.{kind}"
    file.write_bytes(made[f"tai-ve/2022/bao-cao-2022.{kind}"])
    convert(file, "pdf", folder / "pdf")
    return pdfplumber.open(io.BytesIO((folder / "pdf" / "tep.pdf").read_bytes()))


@needs("Writer")
@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_letterhead_text_and_signature_stand_on_one_page(tmp_path: Path, kind: str) -> None:
    with converted(tmp_path, kind, {**PRINTED, "docs/bao-cao/2022/trang.md": PAGE}) as pdf:
        (page,) = pdf.pages
        text = " ".join((page.extract_text() or "").split())
        for wanted in ("Số: 07/BC-UBND", "Phần thứ nhất", "I. TRỒNG LÚA", "2. Vụ mùa", "./."):
            assert wanted in text
        (post,) = page.search("CHỦ TỊCH")
        (name,) = page.search("Nguyễn Văn Mẫu")
        (recipients,) = page.search("Nơi nhận:")
        assert name["top"] - post["bottom"] > 20 * MM
        centres = [(one["x0"] + one["x1"]) / 2 for one in (post, name)]
        assert centres[0] == pytest.approx(centres[1], abs=2)
        assert recipients["x1"] < min(post["x0"], name["x0"])


@needs("Writer")
@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_text_stands_apart_from_the_table_before_it(tmp_path: Path, kind: str) -> None:
    with converted(tmp_path, kind, {**PRINTED, "docs/bao-cao/2022/trang.md": PAGE}) as pdf:
        page = pdf.pages[0]
        (behind,) = page.search("Sau bảng")
        lowest = max(
            one["bottom"] for one in (*page.rects, *page.lines) if one["top"] < behind["top"]
        )
        assert behind["top"] - lowest > 6


@needs("Writer")
@pytest.mark.parametrize("kind", ["docx", "odt"])
def test_a_draft_says_so_on_its_pages(tmp_path: Path, kind: str) -> None:
    waiting = f'{HEAD}# Trồng lúa\n\n{{{{ can_viet("về vụ xuân") }}}}\n'
    files = {**PRINTED, "docs/bao-cao/2022/trang.md": waiting}
    with converted(tmp_path, kind, files) as pdf:
        page = pdf.pages[0]
        text = page.extract_text() or ""
        assert "Dự thảo" in text or len(page.curves) > 5  # the watermark of Word is drawn
