"""Where a text is the office's own, its documents end with recipients and signature block."""

import io
from pathlib import Path
from typing import Any

import pdfplumber
import pikepdf
import pytest

from report.edition.edition import Edition
from report.official.files import official_files
from tests.office import ABOUT_CSV, PRINTED, office
from tests.official.structure import kinds

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


def fields(content: bytes) -> list[dict[str, Any]]:
    """The fields of a PDF with their pages' numbers of annotations."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        form = pdf.Root.get("/AcroForm", {"/Fields": []})
        return [{key: str(field[key]) for key in field if key != "/P"} for field in form["/Fields"]]


def files(folder: Path, changes: dict[str, str] | None = None) -> dict[str, bytes]:
    edition = office(folder, {**PRINTED, **(changes or {})})
    made, problems = official_files(folder, edition, [2022], ["pdf"])
    assert problems == []
    return made


def test_signing_programs_find_an_empty_field_between_post_and_name(tmp_path: Path) -> None:
    made = files(tmp_path)
    (field,) = fields(made[PDF])
    assert (field["/FT"], field["/Subtype"]) == ("/Sig", "/Widget")
    assert field["/TU"] == "Chữ ký số của Chủ tịch: Nguyễn Văn Mẫu"
    assert "/V" not in field, "nothing is signed"
    with pdfplumber.open(io.BytesIO(made[PDF])) as pdf:
        page = pdf.pages[-1]
        (post,) = page.search("CHỦ TỊCH")
        (name,) = page.search("Nguyễn Văn Mẫu")
        (room,) = [one for one in page.annots if one["data"]["Subtype"].name == "Widget"]
    assert post["bottom"] <= room["top"] < room["bottom"] <= name["top"] + 1
    assert 25 * MM <= room["height"] <= 30 * MM
    middle = (room["x0"] + room["x1"]) / 2
    assert abs(middle - (name["x0"] + name["x1"]) / 2) < 1


def test_the_field_is_printed_read_aloud_and_in_its_place_among_the_texts(tmp_path: Path) -> None:
    """What PDF/A (ISO 19005-3, 6.3 and 6.4) and PDF/UA (ISO 14289-1, 7.18) ask of a field."""
    content = files(tmp_path)[PDF]
    with pikepdf.open(io.BytesIO(content)) as pdf:
        form = pdf.Root.AcroForm
        assert {*form} == {"/Fields", "/SigFlags"}
        (field,) = form.Fields
        assert int(field.F) == 4
        assert "/A" not in field
        assert "/AA" not in field
        assert field.AP.N.Subtype == pikepdf.Name.Form
        assert all(page.Tabs == pikepdf.Name.S for page in pdf.pages if "/Annots" in page)
        (page,) = [one for one in pdf.pages if field.P.objgen == one.obj.objgen]
        assert field.objgen in [one.objgen for one in page.Annots]
        tree = pikepdf.NumberTree(pdf.Root.StructTreeRoot.ParentTree)
        element = tree[int(field.StructParent)]
        assert (str(element.S), str(element.Alt)) == ("/Form", str(field.TU))
        (reference,) = element.K
        assert reference.Obj.objgen == field.objgen
    assert "/Link" not in kinds(content)[-4:]


@pytest.mark.parametrize(
    "changes",
    [
        {"data/2022/bao-cao.csv": ABOUT_CSV.replace("nguyên văn", "biên tập")},
        {"data/2022/noi-nhan.csv": "khoa,ten\nluu,cần điền\n"},
    ],
)
def test_what_nobody_is_to_sign_has_no_field(tmp_path: Path, changes: dict[str, str]) -> None:
    assert all(fields(content) == [] for content in files(tmp_path, changes).values())


def test_no_other_file_has_a_field(tmp_path: Path) -> None:
    assert [name for name, content in files(tmp_path).items() if fields(content)] == [PDF]
