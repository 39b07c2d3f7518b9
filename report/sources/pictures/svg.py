"""SVG that is inert: shapes, colours and words, by lists of elements and attributes.

What is not on the lists could run, fetch or read something, or take a program endless time: a
style sheet, a script, an animation, an element that repeats others, a DTD with entities.
"""

import math
import re
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree
from xml.parsers import expat

from report.problems.problem import Mistake

SVG_NAMESPACE = "http://www.w3.org/2000/svg"
XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"
HREF = "http://www.w3.org/1999/xlink href"
SHAPES = """
    svg g defs title desc path rect circle ellipse line polyline polygon text tspan stop
    linearGradient radialGradient
"""
GRADIENTS = ("linearGradient", "radialGradient")
# What programs call things by, and what is read aloud; an address in it leads nowhere.
NAMES = "id class lang role aria-label aria-labelledby aria-describedby aria-hidden"
DRAWN_WITH = """
    version viewBox preserveAspectRatio width height style transform
    x y x1 y1 x2 y2 cx cy r rx ry fx fy fr dx dy d points pathLength rotate
    gradientUnits gradientTransform spreadMethod offset stop-color stop-opacity
    fill fill-opacity fill-rule stroke stroke-width stroke-opacity stroke-linecap
    stroke-linejoin stroke-miterlimit stroke-dasharray stroke-dashoffset opacity color
    display visibility vector-effect paint-order shape-rendering text-rendering
    font-family font-size font-style font-weight font-variant text-anchor text-decoration
    letter-spacing word-spacing dominant-baseline alignment-baseline baseline-shift
    textLength lengthAdjust
"""
SVG_ELEMENTS = frozenset(SHAPES.split())
WORD_ATTRIBUTES = frozenset((*NAMES.split(), f"{XML_NAMESPACE} space", f"{XML_NAMESPACE} lang"))
SVG_ATTRIBUTES = frozenset(DRAWN_WITH.split())
# A value that leads out of the picture; an escape or a comment could hide one.
LEADS_OUT = re.compile(r"url\s*\((?!\s*[\"']?#)|image|src\s*\(|element\s*\(|[\\@]|/\*", re.I)
MOST_ELEMENTS = 5000  # a map with every commune has some hundred
DEEPEST_SVG = 30
SIDES = re.compile(r"[\s,]+")
ElementTree.register_namespace("", SVG_NAMESPACE)  # written without a prefix
LONGEST_RATIO = 20  # of width to height
PRINTED_SIDE = 580  # pixels of the longer side in documents, 15 cm


class Examiner:
    """Follows a parser through a picture and raises Mistake at what is not on the lists."""

    def __init__(self) -> None:
        self.parser: Any = expat.ParserCreate("utf-8", " ")
        self.depth = self.count = 0
        self.parser.StartElementHandler = self.element
        self.parser.EndElementHandler = self.end
        self.parser.StartDoctypeDeclHandler = self.doctype
        self.parser.ProcessingInstructionHandler = self.instruction

    def element(self, name: str, attributes: dict[str, str]) -> None:
        """An element begins."""
        namespace, _, local = name.rpartition(" ")
        if (
            namespace != SVG_NAMESPACE
            or local not in SVG_ELEMENTS
            or (self.depth and local == "svg")
        ):
            raise self.mistake(f"<{local}>")
        if not self.depth and local != "svg":
            raise self.mistake(f"<{local}>")
        self.depth, self.count = self.depth + 1, self.count + 1
        if self.depth > DEEPEST_SVG or self.count > MOST_ELEMENTS:
            raise Mistake(
                "svg-qua-phuc-tap", line=self.parser.CurrentLineNumber, most=MOST_ELEMENTS
            )
        for key, value in attributes.items():
            if not is_inert(local, key, value):
                raise self.mistake(f"{key.rpartition(' ')[2]}=")
        if self.depth == 1:
            view_box(attributes)

    def end(self, _: str) -> None:
        """An element ends."""
        self.depth -= 1

    def doctype(self, *_: Any) -> None:
        """A DTD, in which entities may stand."""
        raise self.mistake("<!DOCTYPE>")

    def instruction(self, target: str, _: str) -> None:
        """An instruction, such as one to fetch a style sheet."""
        raise self.mistake(f"<?{target}?>")

    def mistake(self, what: str) -> Mistake:
        """What may not stand in a picture, with its line."""
        return Mistake("svg-khong-tro", line=self.parser.CurrentLineNumber, what=what)


def is_inert(element: str, attribute: str, value: str) -> bool:
    """Whether an attribute is on the list, and its value stays inside the picture."""
    if attribute in (HREF, "href"):
        return element in GRADIENTS and value.startswith("#")
    if attribute in WORD_ATTRIBUTES:
        return True
    return attribute in SVG_ATTRIBUTES and not LEADS_OUT.search(value)


def is_svg(content: bytes) -> bool:
    """Whether the file seems to be SVG at all."""
    return b"<svg" in content or SVG_NAMESPACE.encode() in content


def examine_svg(content: bytes) -> None:
    """Raise Mistake, with its line, where the picture has what is not on the lists."""
    examiner = Examiner()
    try:
        content.decode("utf-8")
        examiner.parser.Parse(content, True)
    except UnicodeDecodeError:
        raise Mistake("khong-phai-utf-8") from None
    except expat.ExpatError as error:
        raise Mistake("svg-viet-sai", line=error.lineno) from None


def view_box(attributes: dict[str, str]) -> list[float]:
    """The part of the plane that the picture shows. Raises Mistake where it is not said."""
    try:
        sides = [float(side) for side in SIDES.split(attributes["viewBox"].strip())]
    except (KeyError, ValueError):
        raise Mistake("svg-thieu-kho") from None
    known = len(sides) == 4 and all(map(math.isfinite, sides)) and min(sides[2:]) > 0
    if not known or max(sides[2:]) > LONGEST_RATIO * min(sides[2:]):
        raise Mistake("svg-thieu-kho")
    return sides


def published_svg(content: bytes) -> bytes:
    """The picture in the normal form of XML (https://www.w3.org/TR/xml-c14n2/), without the
    comments of the program that drew it."""
    return ElementTree.canonicalize(content.decode("utf-8-sig")).encode()


def printed_width(content: bytes) -> str:
    """How many pixels wide a picture of `printed` is."""
    return ElementTree.fromstring(content).attrib["width"]  # noqa: S314 - as above


@lru_cache(maxsize=32)
def printed_svg(content: bytes) -> bytes:
    """The picture as documents take it in, with the size that it is printed in."""
    root = ElementTree.fromstring(published_svg(content))  # noqa: S314 - it has no entities
    _, _, width, height = view_box(root.attrib)
    scale = PRINTED_SIDE / max(width, height)
    root.attrib |= {"width": f"{width * scale:.6g}", "height": f"{height * scale:.6g}"}
    return ElementTree.tostring(root)
