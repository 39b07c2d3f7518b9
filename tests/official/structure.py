"""The structure of a PDF as tests read it."""

import io
from collections.abc import Iterator
from typing import Any

import pikepdf


def elements(pdf: pikepdf.Pdf) -> list[tuple[str, Any, str]]:
    """The elements of an open PDF's structure in order: type, element, type of what it is in."""
    return [*below(pdf.Root.StructTreeRoot, "")]


def below(node: Any, kind: str) -> Iterator[tuple[str, Any, str]]:
    """The elements below a node of the structure, which is of a type."""
    kids = node.get("/K", [])
    for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
        if isinstance(kid, pikepdf.Dictionary) and "/S" in kid:
            yield str(kid.S), kid, kind
            yield from below(kid, str(kid.S))


def kinds(content: bytes) -> list[str]:
    """The types of all elements in order."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        return [kind for kind, _, _ in elements(pdf)]


def table_attributes(cell: Any) -> Any:
    """What a cell says of its place in the table."""
    (found,) = (one for one in cell.A if str(one.O) == "/Table")
    return found
