"""Tables of a DOCX: lines, widths, and what stays together on a page."""

from collections.abc import Sequence
from typing import Any

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Length, Pt
from docx.text.paragraph import Paragraph

CELL_STYLE = "Bang"
SPACE_BEHIND = Pt(8)  # between a table and the text behind it
TWIPS = 635  # English metric units in a twentieth of a point
NARROWEST = 13  # of a column: this part of the text's width, in which the head “STT” has room
WHOLE = 5  # a table with at most so many rows stands on one page
BORDERS = (
    f"<w:tblBorders {nsdecls('w')}>"
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders>"
)
# Word wants the properties of tables and sections in the order of the standard (ISO 29500-1).
BEHIND_BORDERS = tuple(
    f"w:{name}"
    for name in ("shd", "tblLayout", "tblCellMar", "tblLook", "tblCaption", "tblDescription")
)


def set_tables(edited: WordDocument) -> None:
    """Lines, small text, the width of the page's text, and rows that stay whole, in the tables
    that pandoc wrote; text behind them stands apart."""
    section = edited.sections[0]
    sides = (section.left_margin, section.right_margin)
    width = (section.page_width or 0) - sum(side or 0 for side in sides)
    for found in edited.element.body.iterchildren(qn("w:tbl")):
        if found.tblPr.find(qn("w:tblStyle")) is None:
            continue  # letterhead and signature block
        found.tblPr.insert_element_before(parse_xml(BORDERS), *BEHIND_BORDERS)
        set_widths(found, width // TWIPS)
        rows = [*found.iterchildren(qn("w:tr"))]
        for row in rows:
            set_row(row)
        for row in together(rows):
            for paragraph in row.iter(qn("w:p")):
                paragraph.get_or_add_pPr().get_or_add_keepNext()
        stand_apart(edited, found)


def set_widths(table: Any, width: int) -> None:
    """The widths of the columns, which together are that of the text, in twentieths of a point:
    in the grid and in each cell, as programs read one or the other."""
    columns = [*table.tblGrid.iterchildren(qn("w:gridCol"))]
    old = [int(column.get(qn("w:w"))) for column in columns]
    new = with_room_for_words([one * width // (sum(old) or 1) for one in old], width // NARROWEST)
    new[-1] += width - sum(new)
    for column, wanted in zip(columns, new, strict=True):
        column.set(qn("w:w"), str(wanted))
    whole = table.tblPr.find(qn("w:tblW"))
    whole.set(qn("w:type"), "dxa")
    whole.set(qn("w:w"), str(width))
    for row in table.iterchildren(qn("w:tr")):
        for cell, wanted in zip(row.iterchildren(qn("w:tc")), new, strict=False):
            cell.get_or_add_tcPr().get_or_add_tcW().width = Length(wanted * TWIPS)


def with_room_for_words(widths: Sequence[int], least: int) -> list[int]:
    """Widths of columns, together as before, of which none is narrower than the `least`, where so
    many have room; the widest gives first."""
    least = min(least, sum(widths) // len(widths))
    result = [max(one, least) for one in widths]
    surplus = sum(result) - sum(widths)
    for column in sorted(range(len(result)), key=lambda place: -result[place]):
        given = min(surplus, result[column] - least)
        result[column] -= given
        surplus -= given
    return result


def set_row(row: Any) -> None:
    """A row that no page break parts, in the style of tables; bold where it is a header."""
    properties = row.get_or_add_trPr()
    header = properties.find(qn("w:tblHeader")) is not None
    properties.insert(0, parse_xml(f"<w:cantSplit {nsdecls('w')}/>"))
    for paragraph in row.iter(qn("w:p")):
        paragraph.get_or_add_pPr().style = CELL_STYLE
        for run in paragraph.iter(qn("w:r")) if header else ():
            run.get_or_add_rPr().get_or_add_b()


def together(rows: Sequence[Any]) -> Sequence[Any]:
    """The rows that stay on the page of the row behind them: all of a small table; of a long one
    the first two, so that no header stands alone, and the last but one."""
    if len(rows) <= WHOLE + 1:
        return rows[:-1]
    return [*rows[:2], rows[-2]]


def stand_apart(edited: WordDocument, table: Any) -> None:
    """Space above the text that follows a table; headings and captions have their own. The empty
    paragraph that pandoc puts before a caption goes."""
    behind = paragraph_behind(table)
    if behind is not None and not [*behind.iter(qn("w:r"))]:
        empty, behind = behind, paragraph_behind(behind)
        if behind is not None:
            empty.getparent().remove(empty)
    if behind is None:
        return
    paragraph = Paragraph(behind, edited._body)
    form = paragraph.style.paragraph_format if paragraph.style else None
    if form is None or (form.space_before or 0) < SPACE_BEHIND:
        paragraph.paragraph_format.space_before = SPACE_BEHIND


def paragraph_behind(block: Any) -> Any:
    """The paragraph that follows a block, None where something else does; places that links lead
    to stand between them."""
    places = (qn("w:bookmarkStart"), qn("w:bookmarkEnd"))
    behind = block.getnext()
    while behind is not None and behind.tag in places:
        behind = behind.getnext()
    return behind if behind is not None and behind.tag == qn("w:p") else None
