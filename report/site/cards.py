"""The picture that a chat or a network shows of a shared page: 1200 × 630 pixels, PNG.

It is drawn from the page's title, its first figure or its description, the emblem and the font
of the site; the card of a place has a tile for each place, its own filled. FreeType and the font
give the same pixels on every machine.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import groupby

from PIL import Image, ImageDraw, ImageFont

from report.site.emblem import Emblem, png_bytes
from report.site.theme.assets import OVERRIDES

CARD_WIDTH, CARD_HEIGHT = 1200, 630
MARGIN, BAND = 72, 20
PAPER, INK, QUIET = "#fffaf3", "#1f1a17", "#5d544e"
TERRACES = "#f6e7cf"  # the emblem, large and pale
# Tiles: that of the page, of those that it belongs together with now, of all others.
TILE_COLOURS = {"own": "", "beside": "#dd938c", "other": "#f0d9bb"}  # its own has the accent
TILE_SIDE, TILES_ACROSS, TILE_ROWS = 50, 20, 3
LAST_BASELINE = 556  # the lowest baseline above the foot
TITLE_SIZES = (68, 60, 52, 46)  # the largest in which a title takes three lines
PALETTE_SIZE = 48  # of the palette: two of ink, their edges, the ground
FONTS = "assets/fonts/noto-sans-{}-{}-normal.woff2"
# Latin first; what it lacks is Vietnamese. The font of the site comes in these two parts.
FONT_PARTS = ("latin", "vietnamese")
ELLIPSIS = "…"


@dataclass(frozen=True)
class CardText:
    """The words of a card. `figure` is a number with its unit and `caption` what it says; a page
    without one has its `description` there, below its `tiles` (keys of TILE_COLOURS) where it is
    about a place; `key` says what these are."""

    kicker: str
    title: str
    foot: str
    figure: str = ""
    caption: str = ""
    description: str = ""
    tiles: tuple[str, ...] = ()
    key: str = ""


class Typeface:
    """One weight of the font of the site: text in both of its parts."""

    def __init__(self, weight: int) -> None:
        self.files = [str(OVERRIDES / FONTS.format(part, weight)) for part in FONT_PARTS]
        self.has: dict[str, bool] = {}

    @cache  # noqa: B019 - two typefaces, as long as the build lasts
    def at(self, size: int) -> tuple[ImageFont.FreeTypeFont, ...]:
        """The two parts in a size of pixels."""
        plain = ImageFont.Layout.BASIC  # the same with and without libraqm
        return tuple(ImageFont.truetype(path, size, layout_engine=plain) for path in self.files)

    def runs(self, text: str, size: int) -> Iterator[tuple[str, ImageFont.FreeTypeFont]]:
        """Pieces of a text, each with the part of the font that has its letters."""
        latin, vietnamese = self.at(size)
        for of_latin, letters in groupby(text, lambda letter: self.in_latin(letter, latin)):
            yield "".join(letters), latin if of_latin else vietnamese

    def in_latin(self, letter: str, latin: ImageFont.FreeTypeFont) -> bool:
        """Whether the Latin part has a letter: what it lacks looks like what no font has."""
        if letter not in self.has:
            missing, drawn = latin.getmask("\uffff"), latin.getmask(letter)
            same = (missing.size, bytes(missing)) == (drawn.size, bytes(drawn))
            self.has[letter] = letter == " " or not same
        return self.has[letter]

    def width(self, text: str, size: int) -> float:
        """How wide a text is, in pixels."""
        return sum(self.length(run, font) for run, font in self.runs(text, size))

    @cache  # noqa: B019 - as above; a line is measured with each of its words
    def length(self, run: str, font: ImageFont.FreeTypeFont) -> float:
        """How wide a piece of a text is."""
        return font.getlength(run)


class Cards:
    """Draws the cards of a site; fonts and emblem are read once."""

    def __init__(self) -> None:
        self.emblem = Emblem()
        self.plain, self.bold = Typeface(400), Typeface(700)

    @property
    def accent(self) -> str:
        """The colour of the emblem's ground, that of the site."""
        return self.emblem.ground

    @cache  # noqa: B019 - one Cards a build
    def blank(self) -> Image.Image:
        """What all cards have behind their words."""
        picture = Image.new("RGB", (CARD_WIDTH * 2, CARD_HEIGHT * 2), PAPER)
        draw = ImageDraw.Draw(picture)
        self.emblem.draw(draw, CARD_WIDTH * 2 - 1000, CARD_HEIGHT * 2 - 900, 1160, TERRACES)
        draw.rectangle((0, 0, BAND * 2, CARD_HEIGHT * 2), self.accent)
        draw.rounded_rectangle((MARGIN * 2, 108, MARGIN * 2 + 128, 236), 28, self.accent)
        self.emblem.draw(draw, MARGIN * 2, 108, 128, self.emblem.colour)
        return picture.resize((CARD_WIDTH, CARD_HEIGHT), Image.Resampling.BOX)

    def card(self, text: CardText) -> bytes:
        """The picture, as a PNG."""
        picture = self.blank().copy()
        draw = ImageDraw.Draw(picture)
        room = CARD_WIDTH - 2 * MARGIN
        self.line(draw, (MARGIN + 84, 96), text.kicker, self.plain, 30, QUIET, room - 84)
        size, lines = self.title_lines(text.title, room)
        y = 148
        for line in lines:
            y += round(size * 1.3)
            self.line(draw, (MARGIN, y), line, self.bold, size, INK, room)
        if text.figure:
            self.line(draw, (MARGIN, 500), text.figure, self.bold, 96, self.accent, room)
            self.line(draw, (MARGIN, 548), text.caption, self.plain, 30, QUIET, room)
        else:
            if text.tiles:
                y = self.tiles(draw, max(y + 40, 272), text, room)
            first = max(y + 60, 420)
            count = 1 + (LAST_BASELINE - first) // 48
            for line in wrapped(text.description, self.plain, 32, room, count):
                self.line(draw, (MARGIN, first), line, self.plain, 32, QUIET, room)
                first += 48
        self.line(draw, (MARGIN, 600), text.foot, self.bold, 24, self.accent, room)
        return png_bytes(
            picture.quantize(PALETTE_SIZE, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE)
        )

    def tiles(self, draw: ImageDraw.ImageDraw, top: int, text: CardText, room: int) -> int:
        """Draw the tiles in lines below `top`, and what they are; returns the last baseline."""
        rows = min(TILE_ROWS, -(-len(text.tiles) // TILES_ACROSS))
        across = -(-len(text.tiles) // rows)
        step = min(TILE_SIDE * 1.25, room / across)
        for number, kind in enumerate(text.tiles):
            row, place = divmod(number, across)
            x, y = MARGIN + place * step, top + row * step
            box = (x, y, x + step * 0.8, y + step * 0.8)
            draw.rounded_rectangle(box, step / 8, TILE_COLOURS[kind] or self.accent)
        bottom = round(top + rows * step + 28)
        self.line(draw, (MARGIN, bottom), text.key, self.plain, 26, QUIET, room)
        return bottom

    def title_lines(self, title: str, room: float) -> tuple[int, list[str]]:
        """The size of a title and its lines, three at the most."""
        for size in TITLE_SIZES:
            lines = wrapped(title, self.bold, size, room, 9)
            if len(lines) <= (2 if size == TITLE_SIZES[0] else 3):
                return size, lines
        return TITLE_SIZES[-1], wrapped(title, self.bold, TITLE_SIZES[-1], room, 3)

    def line(
        self,
        draw: ImageDraw.ImageDraw,
        at: tuple[float, float],
        text: str,
        face: Typeface,
        size: int,
        fill: str,
        room: float,
    ) -> None:
        """Write a line whose baseline begins at a point, cut where it is wider than its room."""
        x, y = at
        for run, font in face.runs(clipped(text, face, size, room), size):
            draw.text((x, y), run, fill, font, anchor="ls")
            x += face.length(run, font)


def wrapped(text: str, face: Typeface, size: int, room: float, count: int) -> list[str]:
    """A text in lines of a width, `count` of them at the most; the last one says that more is
    missing."""
    lines: list[str] = []
    words = text.split()
    while words and len(lines) < count:
        taken = words_in_line(words, face, size, room)
        lines.append(" ".join(words[:taken]))
        words = words[taken:]
    if words:
        lines[-1] = clipped(f"{lines[-1]} {ELLIPSIS}", face, size, room)
    return lines


def words_in_line(words: list[str], face: Typeface, size: int, room: float) -> int:
    """How many words, one at least, stand in a line."""
    taken = 1
    while taken < len(words) and face.width(" ".join(words[: taken + 1]), size) <= room:
        taken += 1
    return taken


def clipped(text: str, face: Typeface, size: int, room: float) -> str:
    """A text as wide as its room at the most."""
    if face.width(text, size) <= room:
        return text
    while text and face.width(text + ELLIPSIS, size) > room:
        text = text[:-1]
    return text.rstrip() + ELLIPSIS
