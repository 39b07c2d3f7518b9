"""The form to tell the office of an exemplary person, as a Word document to fill in.

Its lines are the rows of the table `phieu-gioi-thieu`, which the guidance page shows, too.
The heads of the page follow Nghị định 30/2020/NĐ-CP, Phụ lục I, as far as they concern a
letter of a citizen: national title and motto, typeface, margins.
"""

import datetime
import io
import zipfile
from collections.abc import Mapping
from typing import Any

from docx import Document
from docx.document import Document as DocumentObject
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.table import Table as WordTable

from report.downloads.archive import any_clock, pack
from report.edition.edition import Edition
from report.edition.guidance import FORM_TABLE, GUIDANCE_FOLDER
from report.sources.tables import Cell, Table

FORM_PATH = f"{GUIDANCE_FOLDER}/{FORM_TABLE}.docx"
FORM_TITLE = "PHIẾU GIỚI THIỆU GƯƠNG ĐIỂN HÌNH TIÊN TIẾN"
TYPEFACE = "Times New Roman"
ROOM_TO_WRITE = "…" * 24  # to write on
STAMP = datetime.date(2000, 1, 1)  # the same bytes on any day
MARGINS = {"top_margin": 20, "bottom_margin": 20, "left_margin": 30, "right_margin": 15}  # mm
LONGEST_PROPERTY = 255  # characters of a property of a DOCX, for the library that writes it
WIDTHS = (Mm(62), Mm(103))  # of the columns


def forms(edition: Edition) -> dict[str, bytes]:
    """Path in the site → content of the form; nothing where the office has no lines for it."""
    blank = edition.common.tables.get(FORM_TABLE)
    return {FORM_PATH: form(blank, edition.office)} if blank else {}


def form(table: Table, office: Mapping[str, Any]) -> bytes:
    """The DOCX of the form; `office` is its author.

    To whom it goes and where it is signed is left open: the writer's own commune receives it.
    """
    document = Document()
    set_document(document, str(office["ten"]))
    line(document, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", bold=True)
    line(document, "Độc lập - Tự do - Hạnh phúc", bold=True, after=18)
    document.add_heading(FORM_TITLE, 1).alignment = WD_ALIGN_PARAGRAPH.CENTER
    line(document, f"Kính gửi: {ROOM_TO_WRITE}", after=12)
    fill_grid(document.add_table(1, 2, "Table Grid"), table)
    signed = document.add_paragraph(f"{ROOM_TO_WRITE[:16]}, ngày …… tháng …… năm ………")
    signed.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    signed.runs[0].italic = True
    signed.paragraph_format.space_before = Pt(12)
    signer = document.add_paragraph("Người giới thiệu")
    signer.alignment = WD_ALIGN_PARAGRAPH.RIGHT
    signer.runs[0].bold = True
    return docx_bytes(document)


def set_document(document: DocumentObject, author: str) -> None:
    """A4 upright, the typeface of administrative documents, Vietnamese, and the properties."""
    section = document.sections[0]
    section.orientation = WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Mm(210), Mm(297)
    for side, width in MARGINS.items():
        setattr(section, side, Mm(width))
    for name, size in (("Normal", 13), ("Heading 1", 14)):
        style = document.styles[name]
        style.font.name, style.font.size = TYPEFACE, Pt(size)
        fonts = style.element.get_or_add_rPr().get_or_add_rFonts()
        for script in ("ascii", "hAnsi", "eastAsia", "cs"):
            fonts.set(qn(f"w:{script}"), TYPEFACE)
        for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
            fonts.attrib.pop(qn(f"w:{theme}"), None)
        language = OxmlElement("w:lang")
        language.set(qn("w:val"), "vi-VN")
        style.element.get_or_add_rPr().append(language)
    heading = document.styles["Heading 1"]
    heading.font.color.rgb = None
    about = document.core_properties
    about.title = FORM_TITLE.capitalize()
    about.author = about.last_modified_by = author[:LONGEST_PROPERTY]
    about.language, about.comments = "vi-VN", ""
    about.created = about.modified = datetime.datetime.combine(STAMP, datetime.time())


def line(document: DocumentObject, text: str, bold: bool = False, after: int = 0) -> None:
    """A centred line."""
    paragraph = document.add_paragraph()
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(text).bold = bold
    paragraph.paragraph_format.space_after = Pt(after)


def fill_grid(grid: WordTable, table: Table) -> None:
    """The head, and a row for each line of the form, with room to write."""
    grid.autofit = False
    for cell, text in zip(grid.rows[0].cells, ("Mục", "Nội dung"), strict=True):
        cell.paragraphs[0].add_run(text).bold = True
    repeat = OxmlElement("w:tblHeader")
    grid.rows[0]._tr.get_or_add_trPr().append(repeat)
    for row in table.rows.values():
        label, room = grid.add_row().cells  # type: ignore[no-untyped-call]
        label.paragraphs[0].add_run(row["ten"].text).bold = True
        hint = label.add_paragraph().add_run(row["goi_y"].text)
        hint.italic, hint.font.size = True, Pt(11)
        for _ in range(blank_lines(row["so_dong"]) - 1):
            room.add_paragraph()
    for row_of_grid in grid.rows:
        for cell, width in zip(row_of_grid.cells, WIDTHS, strict=True):
            cell.width = width


def blank_lines(cell: Cell) -> int:
    """How many lines a row leaves to write on, one at least."""
    return cell.value if isinstance(cell.value, int) else 1


def docx_bytes(document: DocumentObject) -> bytes:
    """The file, with one timestamp everywhere instead of the time of writing."""
    draft = io.BytesIO()
    with any_clock():
        document.save(draft)
    with zipfile.ZipFile(draft) as archive:
        return pack({name: archive.read(name) for name in archive.namelist()}, STAMP)
