"""The document as a DOCX, to be edited and signed in Word.

pandoc writes text, notes, lists and tables; letterhead and signature block are Word's own
markup (templates/*_docx.xml); styles, page numbers and sections are set with python-docx.
"""

import datetime
import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from textwrap import shorten
from typing import Any

import docx
from docx.document import Document as WordDocument
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.section import Section
from docx.shared import Cm, Mm, Pt, RGBColor
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from report.downloads.archive import any_clock, pack
from report.downloads.form import LONGEST_PROPERTY
from report.edition.office_template import OfficeTemplate
from report.official.document import Document, headings
from report.official.docx_numbers import number_headings
from report.official.docx_package import add_missing_styles, count_words, set_settings
from report.official.docx_tables import set_tables
from report.official.docx_template import (
    add_lines,
    name_styles,
    page_field,
    take_looks,
    take_margins,
)
from report.official.elements import CHART, CHART_WIDTH, captions_above
from report.official.frame import DRAFT, closing_style, in_frame
from report.official.heading_numbers import (
    HeadingNumber,
    heading_numbers,
    without_number,
)
from report.official.pandoc import (
    Node,
    nodes,
    raw_block,
    rewritten,
    run_pandoc,
    tree,
    with_images,
    with_long_words,
)
from report.official.pdf import MAIN_FILE, typeset
from report.sources.pictures import svg
from report.text.templates import ENVIRONMENT

WORD_FONT = "Times New Roman"
WORD_SIZE = 13  # as in the PDF that is signed
NUMBER_SIZE = 13  # of page numbers
WORD_INDENT = Cm(1.27)
PIXELS_PER_INCH = 220  # of the picture that stands for a chart in programs without SVG
BEHIND_NUMBERS = ("w:cols", "w:formProt", "w:vAlign", "w:noEndnote", "w:titlePg", "w:docGrid")
SECTION_END = '<w:p><w:pPr><w:pStyle w:val="Letterhead"/><w:sectPr/></w:pPr></w:p>'
SVG_EXTENSION = (
    '<a:ext {a} uri="{{96DAC541-7B7A-43D3-8B79-37D633B846F1}}"><asvg:svgBlip '
    'xmlns:asvg="http://schemas.microsoft.com/office/drawing/2016/SVG/main" '
    '{r} r:embed="{id}"/></a:ext>'
)
# Looks of headings (document.heading): bold, italic, centred, space above in points.
LOOKS: Mapping[str, tuple[bool, bool, bool, int]] = {
    "kieu-0": (True, False, True, 18),
    "kieu-phu-luc": (True, False, True, 0),
    "kieu-mo-dau": (True, False, False, 8),
    **{f"kieu-{number}": (True, False, False, 8) for number in (1, 2)},
    "kieu-3": (False, False, False, 8),
    "kieu-4": (True, True, False, 8),
    **{f"kieu-{number}": (False, True, False, 8) for number in (5, 6)},
}


def word(document: Document, moment: datetime.datetime) -> bytes:
    """The DOCX of a document; `moment` stands in the file."""
    blocks = [*document.blocks]
    if document.letterhead:
        blocks = in_frame(
            document,
            document.letterhead,
            "openxml",
            "docx.xml",
            closing_style(document),
            [raw_block("openxml", SECTION_END)],
        )
    found = headings(document)
    numbers = [*heading_numbers(found)]
    fitting = partial(for_word, images=document.images, numbers=iter(numbers))
    written = write_docx(rewritten(blocks, fitting), document.images)
    edited = docx.Document(io.BytesIO(written))
    add_missing_styles(edited)
    set_styles(edited)
    number_headings(edited, set_headings(edited, found), numbers)
    set_lists(edited)
    add_charts(edited, blocks, document.images)
    set_sections(edited, document)
    name_styles(edited)
    if document.template:
        take_looks(edited, document.template)
    set_tables(edited)
    set_settings(edited)
    count_words(edited)
    set_document_properties(edited, document, moment)
    result = io.BytesIO()
    with any_clock():
        edited.save(result)
    return repacked(result.getvalue(), moment.date())


def for_word(
    node: Node, images: Mapping[str, bytes], numbers: Iterator[HeadingNumber | None]
) -> list[Node] | None:
    """Captions above charts, as above tables, a PNG for each chart and other SVG, in its size,
    and headings without their numbers, which Word counts."""
    if node["t"] == "Header":
        level, attr, _ = node["c"]
        return [{"t": "Header", "c": [level, attr, without_number(node, next(numbers))]}]
    if node["t"] == "Figure":
        return captions_above(node)
    if node["t"] == "Image" and node["c"][2][0].endswith(".svg"):
        name = node["c"][2][0]
        width = CHART_WIDTH if name.startswith(CHART) else f"{svg.printed_width(images[name])}px"
        node["c"][0] = ["", [], [["width", width]]]
        node["c"][2] = [f"{name}.png", ""]
    return None


def write_docx(blocks: list[Node], images: Mapping[str, bytes]) -> bytes:
    """What pandoc makes of the blocks, with pictures for charts."""
    content = tree(with_long_words(with_images(blocks, {**images, **pictures(images)})))
    return run_pandoc(["-f", "json", "-t", "docx", "-o", "-"], content)


def pictures(images: Mapping[str, bytes]) -> dict[str, bytes]:
    """Each chart as PNG, under its name with .png behind it."""
    charts = [name for name in images if name.endswith(".svg")]
    if not charts:
        return {}
    pages = [f'#image("{name}", alt: "-")' for name in charts]
    main = "#set page(width: auto, height: auto, margin: 2pt)\n" + "\n#pagebreak()\n".join(pages)
    sources = {MAIN_FILE: main.encode(), **{name: images[name] for name in charts}}
    made = typeset(sources, format="png", ppi=PIXELS_PER_INCH)
    files = made if isinstance(made, list) else [made]
    return {f"{name}.png": bytes(file) for name, file in zip(charts, files, strict=True)}


def set_styles(edited: WordDocument) -> None:
    """Font, sizes and spacing of the text (Nghị định 30/2020/NĐ-CP, Phụ lục I)."""
    styles = edited.styles.element
    defaults = styles.find(qn("w:docDefaults")).find(qn("w:rPrDefault"))
    defaults.getparent().replace(
        defaults,
        parse_xml(
            f'<w:rPrDefault {nsdecls("w")}><w:rPr><w:rFonts w:ascii="{WORD_FONT}" '
            f'w:hAnsi="{WORD_FONT}" w:cs="{WORD_FONT}" w:eastAsia="{WORD_FONT}"/>'
            f'<w:sz w:val="{WORD_SIZE * 2}"/>'
            f'<w:szCs w:val="{WORD_SIZE * 2}"/><w:lang w:val="vi-VN" w:eastAsia="vi-VN" '
            'w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        ),
    )
    for theme in styles.iter(qn("w:rFonts")):
        for name in [name for name in theme.attrib if name.endswith("Theme")]:
            del theme.attrib[name]
    centred, left = WD_ALIGN_PARAGRAPH.CENTER, WD_ALIGN_PARAGRAPH.LEFT
    text = style(edited, "Body Text")
    format_style(text, align=WD_ALIGN_PARAGRAPH.JUSTIFY, after=6, first=WORD_INDENT, lines=1.0)
    format_style(style(edited, "First Paragraph"), after=6, first=WORD_INDENT, lines=1.0)
    closing = style(edited, "Loi ket")  # on the page of the signature, as Word breaks pages
    format_style(closing, align=WD_ALIGN_PARAGRAPH.JUSTIFY, after=6, first=WORD_INDENT, lines=1.0)
    closing.paragraph_format.keep_with_next = True
    format_style(style(edited, "Compact"), after=6, first=Cm(0), lines=1.0)
    format_style(style(edited, "Title"), WORD_SIZE, bold=True, align=centred, before=12, after=3)
    format_style(style(edited, "Subtitle"), WORD_SIZE, bold=True, align=centred, after=3)
    format_style(style(edited, "Table Caption"), 13, bold=True, align=centred, before=8, after=4)
    style(edited, "Table Caption").paragraph_format.keep_with_next = True
    format_style(style(edited, "Footnote Text"), 11, after=2)
    format_style(style(edited, "Letterhead"), WORD_SIZE, align=centred)
    format_style(style(edited, "Attached"), WORD_SIZE, align=centred, after=6)
    format_style(style(edited, "Recipients"), 11)
    format_style(style(edited, "Bang"), 12, align=left, before=1, after=1)
    format_style(style(edited, "Nguon"), 11, italic=True, align=left, before=3, after=10)
    edited.styles["Hyperlink"].font.color.rgb = RGBColor(0, 0, 0)
    format_style(style(edited, "Ghi chu"), 13, align=WD_ALIGN_PARAGRAPH.JUSTIFY, after=6)


def style(edited: WordDocument, name: str) -> ParagraphStyle:
    """The paragraph style of that name, made where the document has none."""
    if name not in edited.styles:
        made = edited.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
        made.quick_style = True
    found: ParagraphStyle = edited.styles[name]
    return found


def format_style(
    changed: ParagraphStyle,
    size: int | None = None,
    *,
    bold: bool = False,
    italic: bool = False,
    align: WD_ALIGN_PARAGRAPH | None = None,
    before: int = 0,
    after: int = 0,
    first: Any = 0,
    lines: float = 1.0,
) -> None:
    """Set a paragraph style, black and in the font of the document."""
    font, form = changed.font, changed.paragraph_format
    for spread in [*changed.element.iter(qn("w:rPr"))]:
        for tag in ("w:spacing", "w:kern"):  # letters of pandoc's titles stand apart
            for found in spread.findall(qn(tag)):
                spread.remove(found)
    font.name, font.color.rgb = WORD_FONT, RGBColor(0, 0, 0)
    font.bold, font.italic = bold, italic
    if size:
        font.size = Pt(size)
    if align is not None:
        form.alignment = align
    form.space_before, form.space_after = Pt(before), Pt(after)
    form.first_line_indent, form.left_indent, form.right_indent = first, 0, 0
    form.line_spacing_rule, form.line_spacing = WD_LINE_SPACING.MULTIPLE, lines


def set_headings(edited: WordDocument, found: Sequence[Node]) -> list[Paragraph]:
    """Give each heading the look that its place in the report asks for; all of them in order.

    A look that differs from the usual one of its level is a style of its own, based on
    the level's, so that Word's navigation shows the levels.
    """
    usual = usual_looks(found)
    levels = {one.style_id for one in edited.styles if (one.name or "").startswith("Heading ")}
    paragraphs = [one for one in edited.paragraphs if one._p.style in levels]
    looks: dict[str, ParagraphStyle] = {}
    for paragraph, heading in zip(paragraphs, found, strict=True):
        level, (_, (look, *_), _), _ = heading["c"]
        base = f"Heading {level}"
        name = base if usual[level] == look else f"{base} {look}"
        if name not in looks:
            looks[name] = heading_style(edited, name, base, look)
        paragraph._p.style = looks[name].style_id
    return paragraphs


def heading_style(edited: WordDocument, name: str, base: str, look: str) -> ParagraphStyle:
    """The style of headings with a look, made of another one where the document has none."""
    if name not in edited.styles:
        style(edited, name).base_style = edited.styles[base]
    bold, italic, centre, above = LOOKS[look]
    changed = style(edited, name)
    format_style(
        changed,
        WORD_SIZE,
        bold=bold,
        italic=italic,
        align=WD_ALIGN_PARAGRAPH.CENTER if centre else WD_ALIGN_PARAGRAPH.LEFT,
        before=above,
        after=6,
        first=Cm(0) if centre else WORD_INDENT,
    )
    changed.paragraph_format.keep_with_next = True
    return changed


def usual_looks(found: Sequence[Node]) -> dict[int, str]:
    """The look that headings of a level have: the one with the number of that level where a
    heading has it, else that of the first."""
    usual: dict[int, str] = {}
    for heading in found:
        level, (_, (look, *_), _), _ = heading["c"]
        if look == f"kieu-{level - 1}":
            usual[level] = look
        usual.setdefault(level, look)
    return usual


def set_lists(edited: WordDocument) -> None:
    """Dashes instead of dots, as in administrative documents."""
    numbering = edited.part.numbering_part.element
    for level in numbering.iter(qn("w:lvl")):
        if level.find(qn("w:numFmt")).get(qn("w:val")) == "bullet":
            level.find(qn("w:lvlText")).set(qn("w:val"), "-")
            for fonts_of_it in level.iter(qn("w:rFonts")):
                fonts_of_it.getparent().remove(fonts_of_it)


def add_charts(edited: WordDocument, blocks: list[Node], images: Mapping[str, bytes]) -> None:
    """Put the chart itself, as SVG, behind each picture of one in the text; those in notes
    stand in another part of the file, which python-docx does not read."""
    names = [node["c"][2][0] for node in nodes(rewritten(blocks, without_note), "Image")]
    blips = list(edited.element.body.iter(qn("a:blip")))
    for picture in edited.element.body.iter(qn("pic:cNvPr")):
        picture.set("descr", "")  # pandoc leaves the path of the build here
    for number, (name, blip) in enumerate(zip(names, blips, strict=True), 1):
        if not name.endswith(".svg"):
            continue
        place = PackURI(f"/word/media/chart{number}.svg")
        part = Part(place, "image/svg+xml", images[name], edited.part.package)
        relation = edited.part.relate_to(part, RELATIONSHIP_TYPE.IMAGE)
        extension = SVG_EXTENSION.format(a=nsdecls("a"), r=nsdecls("r"), id=relation)
        for old in blip.findall(qn("a:extLst")):
            blip.remove(old)
        blip.append(parse_xml(f"<a:extLst {nsdecls('a')}>{extension}</a:extLst>"))


def without_note(node: Node) -> list[Node] | None:
    """Nothing in place of a note."""
    return [] if node["t"] == "Note" else None


def set_sections(edited: WordDocument, document: Document) -> None:
    """A4, margins, page numbers from the second page of each section on."""
    for number, section in enumerate(edited.sections):
        section.page_width, section.page_height = Mm(210), Mm(297)
        section.top_margin = section.bottom_margin = Mm(20)
        section.left_margin, section.right_margin = Mm(30), Mm(15)
        section.header_distance = section.footer_distance = Mm(10)
        if document.template:
            take_margins(section, document.template)
        section.different_first_page_header_footer = True
        restart = parse_xml(f'<w:pgNumType {nsdecls("w")} w:start="1"/>')
        section._sectPr.insert_element_before(restart, *BEHIND_NUMBERS)
        for notes in section._sectPr.findall(qn("w:footnotePr")):
            section._sectPr.remove(notes)
        if not number:
            number_pages(section, document.template)
            if document.letterhead:
                notice(section, document.letterhead.foot_notice)
            if document.draft:
                mark_as_draft(section)
        elif number == 1:
            section.first_page_footer.is_linked_to_previous = False


def number_pages(section: Section, template: OfficeTemplate | None) -> None:
    """The number in the middle of the top margin, or what the office's own file has there and at
    the foot; where that has no number, the number stands above it."""
    lines = [*template.header, *template.footer] if template else []
    if not any("PAGE" in line.pieces for line in lines):
        paragraph = section.header.paragraphs[0]
        paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        paragraph._p.append(page_field("PAGE", NUMBER_SIZE))
    if template:
        add_lines(section.header, template.header)
        add_lines(section.footer, template.footer)


def mark_as_draft(section: Section) -> None:
    """The word across each page, as Word's own watermarks are made."""
    template = ENVIRONMENT.get_template("official/templates/watermark_docx.xml")
    for number, part in enumerate((section.header, section.first_page_header), 1):
        part.paragraphs[0]._p.append(parse_xml(template.render(number=number, word=DRAFT)))


def notice(section: Section, text: str) -> None:
    """What the file is, at the foot of its first page."""
    paragraph = section.first_page_footer.paragraphs[0]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    run = paragraph.add_run(text)
    run.italic, run.font.size = True, Pt(11)


def set_document_properties(
    edited: WordDocument, document: Document, moment: datetime.datetime
) -> None:
    """What Word shows as the properties of the file."""
    about = edited.core_properties
    about.title = fitting(document.title)
    about.author = about.last_modified_by = fitting(document.office)
    about.comments = fitting(document.description)
    about.language = "vi-VN"
    about.created = about.modified = moment.replace(tzinfo=None)
    about.revision = 1


def fitting(text: str) -> str:
    """A text as a property of a file, which has a limit."""
    return shorten(text, LONGEST_PROPERTY, placeholder=" …")


def repacked(content: bytes, stamp: datetime.date) -> bytes:
    """The same ZIP without the time of its making."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return pack({name: archive.read(name) for name in archive.namelist()}, stamp)
