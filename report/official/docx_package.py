"""What Word expects of every file and pandoc leaves out: its mode, its own styles, true counts."""

import re

from docx.document import Document as WordDocument
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn

WORD_LANGUAGE = "vi-VN"
# Of Word 2013 and later; without it Word opens the file in a mode of 2007, with other tables.
MODE = 15
COMPATIBILITY = {
    "compatibilityMode": MODE,
    "overrideTableStyleFontSizeAndJustification": 1,
    "enableOpenTypeFeatures": 1,
    "doNotFlipMirrorIndents": 1,
    "differentiateMultirowTableHeaders": 1,
}
BEHIND_COMPATIBILITY = tuple(
    f"w:{name}"
    for name in (
        *("docVars", "rsids", "attachedSchema", "themeFontLang", "clrSchemeMapping"),
        *("doNotIncludeSubdocsInStats", "captions", "readModeInkLockDown", "smartTagType"),
        *("shapeDefaults", "doNotEmbedSmartTags", "decimalSymbol", "listSeparator"),
    )
)
MISSING_STYLES = (
    '<w:style {w} w:type="table" w:default="1" w:styleId="TableNormal">'
    '<w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr>'
    '<w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
    '<w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
    '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>',
    *(
        f'<w:style {{w}} w:type="paragraph" w:styleId="{name}"><w:name w:val="{name.lower()}"/>'
        '<w:basedOn w:val="Normal"/><w:uiPriority w:val="99"/><w:unhideWhenUsed/><w:pPr><w:tabs>'
        '<w:tab w:val="center" w:pos="4677"/><w:tab w:val="right" w:pos="9354"/></w:tabs>'
        "</w:pPr></w:style>"
        for name in ("Header", "Footer")
    ),
)
APP_PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/'
    'extended-properties"><Application>Microsoft Office Word</Application>'
    "<DocSecurity>0</DocSecurity><Words>{words}</Words><Characters>{letters}</Characters>"
    "<CharactersWithSpaces>{signs}</CharactersWithSpaces><Paragraphs>{paragraphs}</Paragraphs>"
    "<AppVersion>16.0000</AppVersion></Properties>"
)
APP_PART = "/docProps/app.xml"


def add_missing_styles(edited: WordDocument) -> None:
    """The styles that Word has in each file, where pandoc's has none of that name."""
    styles = edited.styles.element
    there = {one.get(qn("w:styleId")) for one in styles.iter(qn("w:style"))}
    for markup in MISSING_STYLES:
        added = parse_xml(markup.format(w=nsdecls("w")))
        if added.get(qn("w:styleId")) not in there:
            styles.append(added)
    for table in styles.iter(qn("w:style")):
        is_table = table.get(qn("w:type")) == "table"
        if is_table and table.get(qn("w:styleId")) != "TableNormal":
            table.attrib.pop(qn("w:default"), None)  # a file has one default of a kind


def set_settings(edited: WordDocument) -> None:
    """The mode of today's Word; Vietnamese as the language of the theme and of numbers."""
    settings = edited.settings.element
    for old in settings.findall(qn("w:compat")):
        settings.remove(old)
    entries = "".join(
        f'<w:compatSetting w:name="{name}" w:uri="http://schemas.microsoft.com/office/word" '
        f'w:val="{value}"/>'
        for name, value in COMPATIBILITY.items()
    )
    compatibility = parse_xml(f"<w:compat {nsdecls('w')}>{entries}</w:compat>")
    behind = (settings.find(qn(name)) for name in BEHIND_COMPATIBILITY)
    follower = next((one for one in behind if one is not None), None)
    if follower is None:
        settings.append(compatibility)
    else:
        follower.addprevious(compatibility)
    for name, value in (
        ("themeFontLang", WORD_LANGUAGE),
        ("decimalSymbol", ","),
        ("listSeparator", ";"),
    ):
        for found in settings.findall(qn(f"w:{name}")):
            found.set(qn("w:val"), value)


def count_words(edited: WordDocument) -> None:
    """How many words, letters and paragraphs the text has, as Word counts: without notes. Pages
    are not said: only the program that lays them out knows."""
    texts = [counted_text(one) for one in edited.element.body.iter(qn("w:p"))]
    written = [text for text in texts if text.strip()]
    signs = sum(map(len, written))
    counts = {
        "words": sum(len(text.split()) for text in written),
        "letters": sum(len(re.sub(r"\s", "", text)) for text in written),
        "signs": signs,
        "paragraphs": len(written),
    }
    part = next(part for part in edited.part.package.iter_parts() if part.partname == APP_PART)
    part._blob = APP_PROPERTIES.format(**counts).encode()


def counted_text(paragraph: object) -> str:
    """The text of a paragraph, with a space for each line break and tab."""
    breaks = {qn("w:br"), qn("w:tab")}
    found = paragraph.iter(qn("w:t"), *breaks)  # type: ignore[attr-defined]
    return "".join(" " if one.tag in breaks else one.text or "" for one in found)
