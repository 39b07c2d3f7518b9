"""The rows of a table in Word made equally wide, before pandoc reads it."""

from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from report.drafting.importing.wordml import W, w_value

MOST_WORD_COLUMNS = 63  # of a table in Word
COLUMN_WIDTH = "1000"  # the width of a column, which pandoc counts but nobody sees


def square(table: Element) -> None:
    """Make each row of a table as wide as the widest, as pandoc cuts off what goes beyond."""
    rows = table.findall(f"{W}tr")
    for row in rows:
        before = row.find(f"{W}trPr/{W}gridBefore")
        first = next((place for place, one in enumerate(row) if one.tag == f"{W}tc"), 0)
        for _ in range(number_in(before, 0)):
            row.insert(first, empty_cell())
    widths = [sum(width_of(cell) for cell in row.findall(f"{W}tc")) for row in rows]
    for row, width in zip(rows, widths, strict=True):
        row.extend(empty_cell() for _ in range(max(widths) - width))
    for grid in table.findall(f"{W}tblGrid"):
        table.remove(grid)
    grid = ElementTree.Element(f"{W}tblGrid")
    for _ in range(max(widths, default=0)):
        SubElement(grid, f"{W}gridCol", {f"{W}w": COLUMN_WIDTH})
    properties = table.find(f"{W}tblPr")
    table.insert(0 if properties is None else list(table).index(properties) + 1, grid)


def width_of(cell: Element) -> int:
    """How many columns a cell covers."""
    return max(number_in(cell.find(f"{W}tcPr/{W}gridSpan"), 1), 1)


def number_in(element: Element | None, default: int) -> int:
    """A number of columns, bounded by what Word allows."""
    said = w_value(element)
    return min(int(said), MOST_WORD_COLUMNS) if said.isdecimal() and len(said) < 6 else default


def empty_cell() -> Element:
    """A cell with nothing in it."""
    cell = ElementTree.Element(f"{W}tc")
    SubElement(cell, f"{W}p")
    return cell
