"""A drawing → SVG, for paper and pictures; the styles of print say what its classes look like."""

from report.figures.results import Drawing, Label, Lines, Rect, Shape, Stroke
from report.text.markup import escape


def drawn(drawing: Drawing) -> list[str]:
    """What stands in the `<svg>` of a drawing: its name, its description and its shapes."""
    name = f"bieu-do-{drawing.number}"
    return [
        f'<title id="{name}-ten">{escape(drawing.title)}</title>',
        f'<desc id="{name}-mo-ta">{escape(drawing.description)}</desc>',
        *map(shape_svg, drawing.shapes),
    ]


def shape_svg(shape: Shape) -> str:
    """One shape."""
    match shape:
        case Rect():
            return rect_svg(shape)
        case Label():
            return f"<text{text_attributes(shape, 'class x y')}>{escape(shape.text)}</text>"
        case Stroke():
            ends = ((name, getattr(shape, name)) for name in ("x1", "y1", "x2", "y2"))
            places = "".join(f' {name}="{short(place)}"' for name, place in ends)
            return f'<line class="{shape.style}"{places}/>'
        case Lines():
            lines = "".join(
                f"<tspan{text_attributes(line, 'x y class')}>{escape(line.text)}</tspan>"
                for line in shape.lines
            )
            return f'<text class="{shape.style}">{lines}</text>'


def rect_svg(rect: Rect) -> str:
    """A rectangle; corners that are not round need no word."""
    x = f' x="{short(rect.x)}"' if rect.x else ""
    corners = f' rx="{rect.round}"' if rect.round else ""
    return (
        f'<rect class="{rect.style}"{x} y="{short(rect.y)}" width="{short(rect.width)}" '
        f'height="{short(rect.height)}"{corners}/>'
    )


def text_attributes(text: Label, order: str) -> str:
    """Style and place of a text; what is the default needs no word."""
    values = {"class": text.style, "x": short(text.x) if text.x else "", "y": short(text.y)}
    return "".join(f' {name}="{values[name]}"' for name in order.split() if values[name])


def short(length: float) -> str:
    """A length with one decimal at most: each page has hundreds of them."""
    return f"{round(length, 1):g}"
