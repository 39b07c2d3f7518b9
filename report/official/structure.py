"""What the structure of a PDF has beyond what Typst writes: headers of rows, a field to sign.

The structure is what a screen reader reads (ISO 32000-1, 14.8). Typst knows headers of columns
alone, has its texts outside of paragraphs as spans, and writes no form fields.
"""

import io
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pikepdf
from pikepdf import Dictionary, Name, NameTree, Pdf

# What holds blocks: a span that stands in one as a block is a paragraph.
GROUPING = frozenset({"/Document", "/Part", "/Sect", "/Div"})
SIGNATURE_ADDRESS = "signature:"  # where the template leads to from the room of the signature
FIELD_NAME = "chu-ky"
SIGNATURES_EXIST = 1  # of the form: it has a field to sign (ISO 32000-1, table 219)
PRINT_FLAG = 4  # of an annotation: without it PDF/A takes none (ISO 19005-3, 6.3.2)


@dataclass(frozen=True)
class TableShape:
    """What a table is: how many columns it has, and for each row of its body those that hold its
    headers."""

    columns: int
    headers: Sequence[set[int]]


@dataclass(frozen=True)
class Tagged:
    """An element of the structure: its type, itself, and those below it in order."""

    kind: str
    node: Any
    below: tuple["Tagged", ...]

    def all(self, kind: str) -> Iterator["Tagged"]:
        """This element and those below it of a type, in order."""
        if self.kind == kind:
            yield self
        for one in self.below:
            yield from one.all(kind)


def finished(content: bytes, shapes: Sequence[TableShape], sign_here: str) -> bytes:
    """A PDF of Typst with its structure finished: `shapes` are those of its tables in order;
    `sign_here` says what the field of the signature is for, where the document has one. The same
    bytes for the same document.

    Raises ValueError where the PDF has other tables.
    """
    with pikepdf.open(io.BytesIO(content)) as pdf:
        root = pdf.Root.StructTreeRoot
        elements = [*elements_of(root)]
        identities = NameTree(root.IDTree) if "/IDTree" in root else NameTree.new(pdf)
        root.IDTree = identities.obj
        tables = [table for element in elements for table in element.all("/Table")]
        for number, (table, shape) in enumerate(zip(tables, shapes, strict=True), 1):
            remove_row_edges(table, shape.columns, identities)
            name_row_headers(table, shape.headers, f"R{number}", identities)
        for element in elements:
            mark_paragraphs(element)
        if sign_here:
            add_signature_field(pdf, elements, sign_here)
        return packed(pdf)


def packed(pdf: Pdf) -> bytes:
    """A PDF as a file, with its objects packed: half of the bytes."""
    file = io.BytesIO()
    pdf.save(
        file,
        deterministic_id=True,
        fix_metadata_version=False,  # it stays the one that Typst has written there
        object_stream_mode=pikepdf.ObjectStreamMode.generate,
    )
    return file.getvalue()


def elements_of(node: Any) -> Iterator[Tagged]:
    """The elements right below a node of the structure, or its root."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, Dictionary) and "/S" in kid:
            yield Tagged(str(kid.S), kid, tuple(elements_of(kid)))


def remove_row_edges(table: Tagged, columns: int, identities: NameTree) -> None:
    """Take the cells behind the last column out of the rows of a table: they hold nothing, and keep
    rows on one page (report/official/typst_tables.py)."""
    for row in table.all("/TR"):
        for edge in row.below[columns:]:
            if str(edge.node.get("/ID", "")) in identities:
                del identities[str(edge.node.ID)]
            row.node.K.remove(edge.node)


def name_row_headers(
    table: Tagged, rows: Sequence[set[int]], name: str, identities: NameTree
) -> None:
    """Make the cells that hold the headers of rows header cells, and name them in the cells that
    they are the headers of: what a cell names is all that a reader takes for its headers."""
    found = [row for body in table.below if body.kind == "/TBody" for row in body.all("/TR")]
    for number, (row, columns) in enumerate(zip(found, rows, strict=True), 1):
        names = []
        for column in sorted(columns):
            cell = row.below[column].node
            names.append(f"{name}c{column + 1}r{number}")
            cell.S, cell.ID = Name.TH, names[-1]
            table_attributes(cell).Scope = Name.Row
            identities[names[-1]] = cell
        for column, one in enumerate(row.below):
            if column not in columns:
                table_attributes(one.node).Headers.extend(map(pikepdf.String, names))


def table_attributes(cell: Any) -> Any:
    """The attributes of a cell that say what it is in its table."""
    return next(one for one in cell.A if str(one.O) == "/Table")


def mark_paragraphs(element: Tagged) -> None:
    """Make paragraphs of spans that stand as blocks: notice, letterhead, lines of the imprint."""
    for one in element.below:
        if (
            element.kind in GROUPING
            and one.kind == "/Span"
            and stands_as_block(one.node.get("/A", ()))
        ):
            one.node.S = Name.P
        mark_paragraphs(one)


def stands_as_block(attributes: Iterable[Any]) -> bool:
    """Whether an element with these attributes stands as a block."""
    return any(one.get("/Placement") == Name.Block for one in attributes)


def add_signature_field(pdf: Pdf, elements: Iterable[Tagged], sign_here: str) -> None:
    """Make an empty signature field, which signing programs find and fill, of the link by which
    the template keeps its place: its rectangle, its page and its place in the reading order.

    Nothing is signed. The field looks like nothing, so that the sheet can be signed by hand.
    """
    (link,) = (
        one for element in elements for one in element.all("/Link") if leads_to_signature(one.node)
    )
    (reference,) = references(link.node)
    field = reference.Obj
    left, bottom, right, top = map(float, field.Rect)
    del field["/A"], field["/Border"]
    look = pdf.make_stream(b"")
    look.Type, look.Subtype = Name.XObject, Name.Form
    look.BBox, look.Resources = [0, 0, round(right - left, 4), round(top - bottom, 4)], Dictionary()
    field.Subtype, field.FT, field.F = Name.Widget, Name.Sig, PRINT_FLAG
    field.T, field.TU, field.Contents = FIELD_NAME, sign_here, sign_here
    field.P, field.AP = reference.Pg, Dictionary(N=look)
    link.node.S, link.node.Alt, link.node.K = Name.Form, sign_here, [reference]
    pdf.Root.AcroForm = pdf.make_indirect(Dictionary(Fields=[field], SigFlags=SIGNATURES_EXIST))


def leads_to_signature(node: Any) -> bool:
    """Whether an element is the link that keeps the place of the signature."""
    actions = [one.Obj.get("/A", {}) for one in references(node)]
    return any(str(action.get("/URI", "")) == SIGNATURE_ADDRESS for action in actions)


def references(node: Any) -> list[Any]:
    """What an element has of the annotations of a page."""
    return [one for one in node.K if isinstance(one, Dictionary) and one.get("/Type") == Name.OBJR]
