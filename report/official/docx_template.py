"""What a DOCX takes from the office's own Word file: looks, margins, lines at top and foot."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section, _BaseHeaderFooter
from docx.text.paragraph import Paragraph

from report.edition.office_template import (
    LETTER_FORMS,
    PAGE_FIELDS,
    PARAGRAPH_FORMS,
    Look,
    MarginLine,
    OfficeTemplate,
)

# What Word shows of the styles that it does not have itself, by their ids.
SHOWN_NAMES = {
    "Letterhead": "Tiêu đề văn bản",
    "Recipients": "Nơi nhận",
    "TableCaption": "Tên bảng",
    "Bang": "Chữ trong bảng",
    "Loiket": "Lời kết",
    "Ghichu": "Ghi chú",
    "Attached": "Dòng kèm theo",
    "Nguon": "Nguồn",
    "Heading1kieu-0": "Đề mục Phần",
    "Heading1kieu-mo-dau": "Đề mục mở đầu",
    "Heading1kieu-phu-luc": "Tên phụ lục",
}
NUMBERED_LOOK = re.compile(r"Heading(\d)kieu-(\d)")
PROPERTY_NAMES = {"pPr": PARAGRAPH_FORMS, "rPr": LETTER_FORMS}
PROPERTY_ORDER = {
    "pPr": (
        *("pStyle", "keepNext", "keepLines", "pageBreakBefore", "framePr", "widowControl", "numPr"),
        *("suppressLineNumbers", "pBdr", "shd", "tabs", "suppressAutoHyphens", "kinsoku"),
        *("wordWrap", "overflowPunct", "topLinePunct", "autoSpaceDE", "autoSpaceDN", "bidi"),
        *("adjustRightInd", "snapToGrid", "spacing", "ind", "contextualSpacing", "mirrorIndents"),
        *("suppressOverlap", "jc", "textDirection", "textAlignment", "textboxTightWrap"),
        *("outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange"),
    ),
    "rPr": (
        *("rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike"),
        *("outline", "shadow", "emboss", "imprint", "noProof", "snapToGrid", "vanish"),
        *("webHidden", "color", "spacing", "w", "kern", "position", "sz", "szCs", "highlight"),
        *("u", "effect", "bdr", "shd", "fitText", "vertAlign", "rtl", "cs", "em", "lang"),
    ),
}


def name_styles(edited: WordDocument) -> None:
    """Give the styles that are this project's own the names that an office reads."""
    for one in edited.styles.element.iter(qn("w:style")):
        own = one.get(qn("w:styleId"))
        other = NUMBERED_LOOK.fullmatch(own)
        name = SHOWN_NAMES.get(own) or (
            f"Đề mục {other[1]} (kiểu {int(other[2]) + 1})" if other else ""
        )
        if name:
            one.find(qn("w:name")).set(qn("w:val"), name)


def take_looks(edited: WordDocument, template: OfficeTemplate) -> None:
    """Give the styles the looks that the template has for them; a heading with the number of
    another level has the look of that level."""
    for one in edited.styles.element.iter(qn("w:style")):
        numbered = NUMBERED_LOOK.fullmatch(one.get(qn("w:styleId")))
        name = (
            f"heading {int(numbered[2]) + 1}"
            if numbered
            else one.find(qn("w:name")).get(qn("w:val"))
        )
        look = template.looks.get(name.casefold())
        if look:
            put_look(one.get_or_add_pPr(), "pPr", look.paragraph)
            put_look(one.get_or_add_rPr(), "rPr", look.letters)


def put_look(properties: Any, kind: str, look: Look) -> None:
    """Replace the properties that a template may set with those that it sets."""
    for name in PROPERTY_NAMES[kind]:
        for old in properties.findall(qn(f"w:{name}")):
            properties.remove(old)
    order = PROPERTY_ORDER[kind]
    for name, attributes in look.items():
        behind = {qn(f"w:{other}") for other in order[order.index(name) + 1 :]}
        follower = next((one for one in properties if one.tag in behind), None)
        made = look_element(name, attributes)
        if follower is None:
            properties.append(made)
        else:
            follower.addprevious(made)


def look_element(name: str, attributes: Mapping[str, str]) -> Any:
    """An element of a look; `edition.office_template` lets in values of known forms only."""
    made = parse_xml(f"<w:{name} {nsdecls('w')}/>")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), value)
    return made


def take_margins(section: Section, template: OfficeTemplate) -> None:
    """Give a section the margins of the template."""
    for name, value in template.margins.items():
        section._sectPr.get_or_add_pgMar().set(qn(f"w:{name}"), str(value))


def add_lines(part: _BaseHeaderFooter, lines: Sequence[MarginLine]) -> None:
    """Put lines of the template above or below the pages, behind what stands there."""
    for line in lines:
        first = part.paragraphs[0]
        is_free = not first.text and not [*first._p.iter(qn("w:fldSimple"))]
        paragraph = first if is_free else part.add_paragraph()
        write_line(paragraph, line)


def write_line(paragraph: Paragraph, line: MarginLine) -> None:
    """Write a line into an empty paragraph."""
    paragraph._p.get_or_add_pPr().append(look_element("jc", {"val": line.side}))
    for piece in line.pieces:
        if piece in PAGE_FIELDS:
            paragraph._p.append(page_field(piece))
        else:
            paragraph.add_run(piece)


def page_field(name: str, size: int | None = None) -> Any:
    """A field of Word that shows a number of pages."""
    look = f'<w:rPr><w:sz w:val="{size * 2}"/></w:rPr>' if size else ""
    shown = f"<w:r>{look}<w:t>2</w:t></w:r>"
    return parse_xml(f'<w:fldSimple {nsdecls("w")} w:instr=" {name} ">{shown}</w:fldSimple>')
