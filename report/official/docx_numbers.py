"""Numbers of headings as Word's own: one multilevel list, bound to the styles of headings.

Who moves a heading in Word gets new numbers. ECMA-376-1, 17.9.
"""

from collections.abc import Sequence

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

from report.official.heading_numbers import HeadingNumber
from report.text.markup import escape

NUMBER_LIST = 77  # the id of the list; pandoc's are 990 and higher
FIRST_NUMBER = 1  # the id of the first instance of it; pandoc's are 1000 and higher
NO_NUMBER = 0  # the instance that says: no number
FIRST_LINE = 'w:firstLine="720"'
# Format, text, what follows, indent of each level. Word's Vietnamese numbers count một, hai, ba.
WORD_LEVELS = (
    ("vietnameseCounting", "Phần thứ %1", "nothing", 'w:firstLine="0"'),
    ("upperRoman", "%2.", "space", FIRST_LINE),
    ("decimal", "%3.", "space", FIRST_LINE),
    ("lowerLetter", "%4)", "space", FIRST_LINE),
)


def number_headings(
    edited: WordDocument,
    paragraphs: Sequence[Paragraph],
    numbers: Sequence[HeadingNumber | None],
) -> None:
    """Give the headings their numbers; `paragraphs` are all of them, whose words have none."""
    linked = linked_styles(paragraphs, numbers)
    numbering = edited.part.numbering_part.element
    first = numbering.find(qn("w:num"))
    abstract = parse_xml(abstract_list(linked))
    if first is None:
        numbering.append(abstract)
    else:
        first.addprevious(abstract)
    instance = FIRST_NUMBER
    numbering.append(parse_xml(list_instance(instance)))
    for level, linked_style in linked.items():
        set_number(linked_style.element.get_or_add_pPr(), level, instance)
    used = instance
    for paragraph, number in zip(paragraphs, numbers, strict=True):
        if number is None:
            set_number(heading_look(paragraph).element.get_or_add_pPr(), 0, NO_NUMBER)
            continue
        properties = paragraph._p.get_or_add_pPr()
        if number.is_anew and number.count == 1:
            used += 1
            instance = used
            numbering.append(parse_xml(list_instance(instance, anew=number.style)))
        if number.is_plain and not (number.is_anew and number.count != 1):
            is_bound = linked[number.style].style_id == heading_look(paragraph).style_id
            if not is_bound or instance != FIRST_NUMBER:
                set_number(properties, number.style, instance)
            continue
        used += 1
        numbering.append(parse_xml(list_instance(used, said=number)))
        set_number(properties, number.style, used)


def linked_styles(
    paragraphs: Sequence[Paragraph], numbers: Sequence[HeadingNumber | None]
) -> dict[int, ParagraphStyle]:
    """The style of headings that a level of the list belongs to: the first with such a number,
    but a built-in one where there is one."""
    linked: dict[int, ParagraphStyle] = {}
    for paragraph, number in zip(paragraphs, numbers, strict=True):
        if number is not None:
            own = heading_look(paragraph)
            if own.builtin:
                linked.setdefault(number.style, own)
    for paragraph, number in zip(paragraphs, numbers, strict=True):
        if number is not None:
            linked.setdefault(number.style, heading_look(paragraph))
    return linked


def heading_look(paragraph: Paragraph) -> ParagraphStyle:
    """The style of a heading."""
    assert isinstance(paragraph.style, ParagraphStyle)  # noqa: S101 - set by set_headings
    return paragraph.style


def abstract_list(linked: dict[int, ParagraphStyle]) -> str:
    """The list: a level for each kind of number."""
    levels = "".join(
        level_markup(level, linked[level].style_id if level in linked else "")
        for level in range(len(WORD_LEVELS))
    )
    return (
        f'<w:abstractNum {nsdecls("w")} w:abstractNumId="{NUMBER_LIST}">'
        f'<w:nsid w:val="0000B077"/><w:multiLevelType w:val="multilevel"/>'
        f'<w:tmpl w:val="0000C077"/>{levels}</w:abstractNum>'
    )


def level_markup(level: int, style_id: str = "", said: HeadingNumber | None = None) -> str:
    """A level of the list; where a number is `said`, its text is that, not a count."""
    form, text, behind, indent = WORD_LEVELS[level]
    text = escape(said.text) if said else text
    bound = f'<w:pStyle w:val="{escape(style_id)}"/>' if style_id else ""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="{said.count if said else 1}"/>'
        f'<w:numFmt w:val="{form}"/>{bound}<w:suff w:val="{behind}"/><w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="0" {indent}/></w:pPr></w:lvl>'
    )


def list_instance(
    number: int, *, anew: int | None = None, said: HeadingNumber | None = None
) -> str:
    """An instance of the list: one that counts `anew` at a level, or one with a `said` number."""
    inside = ""
    if anew is not None:
        inside = f'<w:lvlOverride w:ilvl="{anew}"><w:startOverride w:val="1"/></w:lvlOverride>'
    if said is not None:
        level = level_markup(said.style, said=said)
        inside = f'<w:lvlOverride w:ilvl="{said.style}">{level}</w:lvlOverride>'
    opened = f'<w:num {nsdecls("w")} w:numId="{number}"><w:abstractNumId w:val="{NUMBER_LIST}"/>'
    return f"{opened}{inside}</w:num>"


def set_number(properties: object, level: int, instance: int) -> None:
    """Say in the properties of a paragraph or style which number it has."""
    number = properties.get_or_add_numPr()  # type: ignore[attr-defined]
    number.get_or_add_ilvl().val = level
    number.get_or_add_numId().val = instance
