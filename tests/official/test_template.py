"""An office's own Word file gives looks, margins and lines of pages, and can do nothing else."""

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from xml.etree.ElementTree import Element

import docx
import pytest
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm, Pt

from report.__main__ import main
from report.edition.office_template import (
    LETTER_FORMS,
    PARAGRAPH_FORMS,
    TEMPLATE_STYLES,
    left_behind,
    look_of,
    margin_lines,
    read_template,
)
from report.official.files import official_files
from report.sources.paths import OFFICE_TEMPLATE
from tests.office import PRINTED, office

DOCX = "tai-ve/2022/bao-cao-2022.docx"
RELATIONS = "word/_rels/document.xml.rels"


def written(folder: Path) -> docx.document.Document:
    """The DOCX of the office in a folder."""
    made, problems = official_files(folder, office(folder, PRINTED), [2022], ["docx"])
    assert problems == []
    return docx.Document(io.BytesIO(made[DOCX]))


def template(folder: Path, change: Callable[[docx.document.Document], None]) -> Path:
    """The office's own file, made from its DOCX as the manual says."""
    edited = written(folder)
    change(edited)
    edited.save(str(folder / OFFICE_TEMPLATE))
    return folder / OFFICE_TEMPLATE


def own_look(edited: docx.document.Document) -> None:
    edited.styles["Body Text"].font.size = Pt(12)
    edited.styles["Body Text"].font.name = "Arial"
    edited.styles["Nơi nhận"].font.italic = True
    for section in edited.sections:
        section.left_margin = Mm(35)
    header = edited.sections[0].header.paragraphs[0]
    for field in list(header._p):
        header._p.remove(field)
    header.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    header.add_run("UBND xã Mẫu – trang ")
    header._p.append(
        parse_xml(
            f'<w:fldSimple {nsdecls("w")} w:instr="PAGE"><w:r><w:t>9</w:t></w:r></w:fldSimple>'
        )
    )


def test_the_docx_takes_looks_margins_and_lines_of_pages(tmp_path: Path) -> None:
    template(tmp_path, own_look)
    edited = written(tmp_path)
    assert edited.styles["Body Text"].font.size == Pt(12)
    assert edited.styles["Body Text"].font.name == "Arial"
    assert edited.styles["Nơi nhận"].font.italic
    assert {round(section.left_margin.mm) for section in edited.sections} == {35}
    (line,) = edited.sections[0].header.paragraphs
    assert line.text == "UBND xã Mẫu – trang "
    assert line.alignment == WD_ALIGN_PARAGRAPH.RIGHT
    assert "PAGE" in line._p.xml
    assert "Nơi nhận:" in "".join(
        cell.text for table in edited.tables for row in table.rows for cell in row.cells
    )


def test_the_check_tells_of_a_header_that_is_too_long(tmp_path: Path) -> None:
    def change(edited: docx.document.Document) -> None:
        for _ in range(7):
            edited.sections[0].footer.add_paragraph("UBND xã Mẫu")

    template(tmp_path, change)
    (said,) = read_template(tmp_path)[1]
    assert (said.code, said.message[:10]) == ("mau-qua-dai", "chân trang")


def test_a_file_from_the_docx_of_the_site_has_all_that_is_needed(tmp_path: Path) -> None:
    template(tmp_path, lambda _: None)
    found, problems = read_template(tmp_path)
    assert problems == []
    assert found
    assert {name.casefold() for name in TEMPLATE_STYLES} <= {*found.looks, "heading 3", "heading 4"}


def test_the_check_says_which_styles_are_missing_and_what_they_are_for(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    office(tmp_path, PRINTED)
    docx.Document().save(str(tmp_path / OFFICE_TEMPLATE))
    main(["check", "--root", str(tmp_path)])
    said = [
        line for line in capsys.readouterr().out.splitlines() if line.startswith(OFFICE_TEMPLATE)
    ]
    assert any("“Nơi nhận” (nơi nhận)" in line for line in said)
    assert any(line.endswith("[mau-khong-a4]") for line in said)  # python-docx makes Letter


def repacked(path: Path, change: Callable[[dict[str, bytes]], None]) -> None:
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    change(parts)
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)


def relation(kind: str, mode: str = ' TargetMode="External"') -> Callable[[dict[str, bytes]], None]:
    def change(parts: dict[str, bytes]) -> None:
        one = (
            '<Relationship Id="rIdX" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
            f'relationships/{kind}" Target="http://example.com/x"{mode}/></Relationships>'
        )
        parts[RELATIONS] = parts[RELATIONS].replace(b"</Relationships>", one.encode())

    return change


ACTIVE: dict[str, Callable[[dict[str, bytes]], None]] = {
    "macro": lambda parts: parts.update({"word/vbaProject.bin": b"x"}),
    "object": lambda parts: parts.update({"word/embeddings/oleObject1.bin": b"x"}),
    "control": lambda parts: parts.update({"word/activeX/activeX1.xml": b"<a/>"}),
    "attached template": relation("attachedTemplate"),
    "picture from elsewhere": relation("image"),
    "chunk": relation("aFChunk", ""),
}


@pytest.mark.parametrize("change", ACTIVE.values(), ids=ACTIVE)
def test_what_runs_or_fetches_is_refused(
    tmp_path: Path, change: Callable[[dict[str, bytes]], None]
) -> None:
    repacked(template(tmp_path, own_look), change)
    found, (said,) = read_template(tmp_path)
    assert found is None
    assert (said.path, said.code) == (OFFICE_TEMPLATE, "mau-co-thanh-phan-chay")
    assert written(tmp_path).styles["Body Text"].font.size != Pt(12)


def test_a_bomb_and_a_broken_file_are_refused(tmp_path: Path) -> None:
    path = template(tmp_path, own_look)
    repacked(path, lambda parts: parts.update({"word/styles.xml": b"<a>" + b" " * 60_000_000}))
    assert [one.code for one in read_template(tmp_path)[1]] == ["phan-no-qua-lon"]
    path.write_bytes(b"PK\x03\x04 no zip")
    assert [one.code for one in read_template(tmp_path)[1]] == ["tep-nhap-hong"]


def test_values_of_no_known_form_are_left_behind(tmp_path: Path) -> None:
    def change(parts: dict[str, bytes]) -> None:
        styles = parts["word/styles.xml"]
        parts["word/styles.xml"] = styles.replace(b'w:ascii="Arial"', b'w:ascii="&lt;x&gt;"')

    repacked(template(tmp_path, own_look), change)
    found, _ = read_template(tmp_path)
    assert found
    assert "<x>" not in repr(found)


def header_of(*lines: str) -> Element:
    """A header of paragraphs."""
    paragraphs = "".join(f"<w:p>{line}</w:p>" for line in lines)
    return parse_xml(f"<w:hdr {nsdecls('w')}>{paragraphs}</w:hdr>")


def words(text: str) -> str:
    """A run of words."""
    return f"<w:r><w:t>{text}</w:t></w:r>"


PAGE_FIELD = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>9</w:t></w:r></w:fldSimple>'


def test_a_line_that_word_has_cut_into_runs_keeps_its_page_number() -> None:
    (line,) = margin_lines(header_of("".join(map(words, "UBND xã Mẫu – ")) + PAGE_FIELD))
    assert line.pieces == ("UBND xã Mẫu – ", "PAGE")


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([words("UBND xã Mẫu") + PAGE_FIELD] * 6, []),
        ([words("UBND xã Mẫu") + PAGE_FIELD] * 7, ["mau-qua-dai"]),
        ([words("a" * 200), words("b" * 300)], []),
        ([words("a" * 200) * 2 + PAGE_FIELD], ["mau-qua-dai"]),
        (["<w:r><w:drawing/></w:r>", words("UBND xã Mẫu")], ["mau-co-hinh"]),
        (["<w:r><w:pict/></w:r>"], ["mau-co-hinh"]),
    ],
)
def test_what_of_a_header_does_not_come_into_documents_is_told(
    lines: list[str], told: list[str]
) -> None:
    part = header_of(*lines)
    assert [one.code for one in left_behind(part, "đầu trang")] == told
    kept = margin_lines(part)
    assert len(kept) <= 6
    assert sum(len(piece) for line in kept for piece in line.pieces) <= 6 * 304
    assert ("PAGE" in kept[-1].pieces if kept else False) is (PAGE_FIELD in lines[-1])


@pytest.mark.parametrize(
    ("value", "name", "key"),
    [
        ('w:before="-20"', "spacing", "before"),
        ('w:line="-240"', "spacing", "line"),
        ('w:before="٢٤"', "spacing", "before"),
        ('w:hanging="-5"', "ind", "hanging"),
    ],
)
def test_a_number_that_word_does_not_know_is_left_behind(value: str, name: str, key: str) -> None:
    properties = parse_xml(
        f'<w:pPr {nsdecls("w")}><w:{name} {value}/><w:ind w:left="-70"/></w:pPr>'
    )
    look = look_of(properties, PARAGRAPH_FORMS)
    assert key not in look.get(name, {})
    assert look["ind"] == {"left": "-70"}


@pytest.mark.parametrize("size", ["٢٤", "0", "-2"])
def test_a_size_of_letters_is_a_number_in_ascii(size: str) -> None:
    properties = parse_xml(f'<w:rPr {nsdecls("w")}><w:sz w:val="{size}"/></w:rPr>')
    assert look_of(properties, LETTER_FORMS) == {}


def test_a_link_to_a_file_elsewhere_is_not_followed(tmp_path: Path) -> None:
    path = template(tmp_path, own_look)
    path.rename(tmp_path / "ngoai.docx")
    path.symlink_to(tmp_path / "ngoai.docx")
    assert read_template(tmp_path) == (None, [])
