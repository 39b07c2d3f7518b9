"""Word files written part by part, so that no test of what is read rests on what pandoc writes."""

import io
import zipfile
from collections.abc import Mapping, Sequence

SCHEMAS = "http://schemas.openxmlformats.org"
RELATION = f"{SCHEMAS}/officeDocument/2006/relationships"
NAMESPACES = " ".join(
    f'xmlns:{prefix}="{address}"'
    for prefix, address in {
        "w": f"{SCHEMAS}/wordprocessingml/2006/main",
        "r": RELATION,
        "m": f"{SCHEMAS}/officeDocument/2006/math",
        "mc": f"{SCHEMAS}/markup-compatibility/2006",
        "wp": f"{SCHEMAS}/drawingml/2006/wordprocessingDrawing",
        "a": f"{SCHEMAS}/drawingml/2006/main",
        "c": f"{SCHEMAS}/drawingml/2006/chart",
        "pic": f"{SCHEMAS}/drawingml/2006/picture",
        "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
        "v": "urn:schemas-microsoft-com:vml",
    }.items()
)
BOLD = "<w:b/>"
Parts = dict[str, bytes]


def run(text: str, properties: str = "") -> str:
    """Letters of one form."""
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def paragraph(*content: str, style: str = "", properties: str = "") -> str:
    """A paragraph of runs; a text that is no XML becomes one."""
    runs = "".join(one if one.startswith("<") else run(one) for one in content)
    named = f'<w:pStyle w:val="{style}"/>' if style else ""
    return f"<w:p><w:pPr>{named}{properties}</w:pPr>{runs}</w:p>"


def bold(text: str, properties: str = "") -> str:
    """A bold paragraph, which is a heading where it is numbered."""
    return paragraph(run(text, BOLD), properties=properties)


def numbered(level: int, number: int = 1) -> str:
    """The properties of a paragraph that Word numbers."""
    return f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'


def cell(*content: str, columns: int = 1) -> str:
    """A cell of a table, over so many columns."""
    inner = "".join(
        one if one.startswith(("<w:p>", "<w:tbl>")) else paragraph(one) for one in content
    )
    return f'<w:tc><w:tcPr><w:gridSpan w:val="{columns}"/></w:tcPr>{inner}</w:tc>'


def table(*rows: Sequence[str]) -> str:
    """A table of texts; a text that is a cell stays one."""
    lines = ("".join(one if one.startswith("<w:tc>") else cell(one) for one in row) for row in rows)
    return f"<w:tbl><w:tblPr/>{''.join(f'<w:tr>{line}</w:tr>' for line in lines)}</w:tbl>"


def part(name: str, content: str) -> str:
    """A part of a document, by the name of its root."""
    return f"<w:{name} {NAMESPACES}>{content}</w:{name}>"


def styles(*content: tuple[str, str, str]) -> str:
    """The styles of paragraphs: id, name, and what else they say."""
    return part(
        "styles",
        "".join(
            f'<w:style w:type="paragraph" w:styleId="{key}">'
            f'<w:name w:val="{name}"/>{more}</w:style>'
            for key, name, more in content
        ),
    )


def numbering(*levels: tuple[str, str]) -> str:
    """One list, by the form and look of its levels."""
    inner = "".join(
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{form}"/>'
        f'<w:lvlText w:val="{look}"/></w:lvl>'
        for level, (form, look) in enumerate(levels)
    )
    kind = f'<w:abstractNum w:abstractNumId="0">{inner}</w:abstractNum>'
    return part("numbering", f'{kind}<w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>')


def docx(
    *body: str, parts: Mapping[str, str] | None = None, main: str = "word/document.xml"
) -> bytes:
    """A Word file with that body. `parts` are others in word/, related by their names without
    digits (`styles.xml`, `charts/chart1.xml`); those of other folders begin with a slash."""
    contents = {main: part("document", f"<w:body>{''.join(body)}<w:sectPr/></w:body>")}
    relations = ""
    for number, (name, content) in enumerate((parts or {}).items()):
        if name.startswith("/"):
            contents[name[1:]] = content
            continue
        contents[f"word/{name}"] = content
        kind = name.rpartition("/")[2].removesuffix(".xml").rstrip("0123456789")
        relations += f'<Relationship Id="r{number}" Type="{RELATION}/{kind}" Target="{name}"/>'
    folder, _, base = main.rpartition("/")
    opening = f'<Relationships xmlns="{SCHEMAS}/package/2006/relationships">'
    contents[f"{folder}/_rels/{base}.rels"] = f"{opening}{relations}</Relationships>"
    contents["_rels/.rels"] = (
        f'{opening}<Relationship Id="r" Type="{RELATION}/officeDocument" Target="{main}"/>'
        "</Relationships>"
    )
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, text in contents.items():
            archive.writestr(name, text)
    return content.getvalue()


def parts_of(content: bytes) -> Parts:
    """The parts of a file by name."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(parts: Parts) -> bytes:
    """A file of the parts."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return content.getvalue()
