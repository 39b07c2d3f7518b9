"""The emblem of the site as polygons, from its drawing, and the icons for screens that take PNG.

The drawing has a ground and one path of straight lines: its commands are those that it needs.
"""

import io
import re
from pathlib import Path

from PIL import Image, ImageDraw

from report.site.theme.assets import OVERRIDES

EMBLEM_FILE = OVERRIDES / "assets" / "images" / "favicon.svg"
SIDE = 32  # of its viewBox
PATH_TAG = re.compile(r'<path fill="(#[0-9a-f]{6})" d="([^"]+)"')
GROUND_TAG = re.compile(r'<rect [^>]*\brx="([\d.]+)" fill="(#[0-9a-f]{6})"')
COMMAND = re.compile(r"([MmLlHhVvz])([^MmLlHhVvz]*)")
COORDINATE = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
ICON_COLOURS = 32  # two, their edges and the ground: a phone fetches icons with the first page
NO_DITHER = Image.Dither.NONE
FINER = 4  # drawn larger and reduced, so that edges are smooth
COVERED = 255  # of a mask, which takes a third of the time of a picture with colours

Point = tuple[float, float]


class Emblem:
    """The polygons of the drawing, in its own units, and its two colours."""

    def __init__(self, path: Path = EMBLEM_FILE) -> None:
        """Read the drawing. Raises ValueError where it has changed its
        form: an emblem half drawn would be published without a word."""
        source = path.read_text("utf-8")
        ground, outline = GROUND_TAG.search(source), PATH_TAG.search(source)
        if not ground or not outline:
            raise ValueError(f"{path.name}: no ground, or no path with a colour")
        self.corner, self.ground = float(ground[1]), ground[2]
        self.colour, self.polygons = outline[1], polygons(outline[2])

    def icon(self, size: int, whole: bool) -> bytes:
        """A PNG with `size` pixels a side. A `whole` one fills its square, so that a phone can
        cut it into its own form; the emblem is smaller there."""
        fine = size * FINER
        share = 0.72 if whole else 1.0
        start = fine * (1 - share) / 2
        emblem, ground = Image.new("L", (fine, fine)), Image.new("L", (fine, fine))
        self.draw(ImageDraw.Draw(emblem), start, start, fine * share, COVERED)
        corner = 0.0 if whole else self.corner * fine / SIDE
        outline = (0, 0, fine - 1, fine - 1)
        ImageDraw.Draw(ground).rounded_rectangle(outline, corner, fill=COVERED)
        icon = Image.new("RGBA", (size, size), self.ground)
        icon.paste(self.colour, mask=emblem.reduce(FINER))
        icon.putalpha(ground.reduce(FINER))
        return png_bytes(icon.quantize(ICON_COLOURS, Image.Quantize.FASTOCTREE, dither=NO_DITHER))

    def draw(
        self, draw: ImageDraw.ImageDraw, x: float, y: float, side: float, fill: str | int
    ) -> None:
        """Draw the polygons into a square of `side` whose corner is at x, y."""
        for polygon in self.polygons:
            points = [(x + a * side / SIDE, y + b * side / SIDE) for a, b in polygon]
            draw.polygon(points, fill=fill)


def png_bytes(picture: Image.Image) -> bytes:
    """The bytes of a picture; nothing in them but pixels."""
    content = io.BytesIO()
    picture.save(content, "PNG", compress_level=6)  # 9 costs twenty times as long for a tenth
    return content.getvalue()


def polygons(path: str) -> list[list[Point]]:
    """The closed outlines of a path of straight lines."""
    found: list[list[Point]] = []
    at: Point = (0.0, 0.0)
    for command, arguments in COMMAND.findall(path):
        if command == "z":
            at = found[-1][0]
            continue
        moves = command in "Mm"
        for point in points(command, [float(one) for one in COORDINATE.findall(arguments)], at):
            at = point
            if moves:
                found.append([])
                moves = False
            found[-1].append(at)
    return found


def points(command: str, numbers: list[float], at: Point) -> list[Point]:
    """The points that a command leads to, from where the pen is."""
    x, y = at
    if command in "Hh":
        return [(numbers[0] + (x if command == "h" else 0), y)]
    if command in "Vv":
        return [(x, numbers[0] + (y if command == "v" else 0))]
    reached = []
    for across, down in zip(numbers[::2], numbers[1::2], strict=True):
        x, y = (x + across, y + down) if command.islower() else (across, down)
        reached.append((x, y))
    return reached
