"""Where a text is the office's own, its documents end with recipients and signature block."""

import io
from pathlib import Path

import pdfplumber

from report.edition.edition import Edition
from report.official.files import official_files
from tests.office import ABOUT_CSV, PRINTED, office

MM = 72 / 25.4
PDF = "tai-ve/2022/bao-cao-2022.pdf"


def printed(folder: Path, edition: Edition) -> pdfplumber.PDF:
    made, problems = official_files(folder, edition, [2022], ["pdf"])
    assert problems == []
    return pdfplumber.open(io.BytesIO(made[PDF]))


def test_nothing_stands_where_seal_and_signature_belong(tmp_path: Path) -> None:
    with printed(tmp_path, office(tmp_path, PRINTED)) as pdf:
        page = pdf.pages[-1]
        (post,) = page.search("CHỦ TỊCH")
        (name,) = page.search("Nguyễn Văn Mẫu")
        assert name["top"] - post["bottom"] > 20 * MM
        things = (*page.chars, *page.images, *page.curves)
        between = [
            thing
            for thing in things
            if post["bottom"] < thing["top"] < name["top"] - 1 and thing["x0"] > 112 * MM
        ]
        assert between == []
        (recipients,) = page.search("Nơi nhận:")
        assert {round(letter["size"]) for letter in recipients["chars"]} == {12}
        (last,) = page.search("- Lưu: VT.")
        assert {round(letter["size"]) for letter in last["chars"]} == {11}


def test_an_edited_text_keeps_no_room_to_sign(tmp_path: Path) -> None:
    files = {**PRINTED, "data/2022/bao-cao.csv": ABOUT_CSV.replace("nguyên văn", "biên tập")}
    with printed(tmp_path, office(tmp_path, files)) as pdf:
        page = pdf.pages[-1]
        assert page.search("CHỦ TỊCH") == []
        (signed,) = page.search("Người ký bản chính")
        (received,) = page.search("Nơi nhận của bản chính")
        assert 0 < received["top"] - signed["bottom"] < 20 * MM
