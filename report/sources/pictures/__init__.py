"""Pictures of pages: what may be one, and its copies for the site and for documents.

A published copy is written anew without what the file knows of place, camera and author.
What reads pictures is imported when one is to be read: a check that has met all of them before
(`edition.sound_pictures`) reads none.
"""

from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePosixPath

from report.problems.problem import Mistake
from report.text.numbers import write_decimal

SVG_ENDING = ".svg"
ENDINGS = {
    ".png": "PNG",
    ".jpg": "JPEG",
    ".jpeg": "JPEG",
    ".webp": "WEBP",
    ".avif": "AVIF",
    SVG_ENDING: "SVG",
}
MILLION_BYTES = 1_000_000
# What a reader in a commune with slow mobile data waits for at most; a photo of a telephone
# keeps every detail that a screen shows.
LARGEST_PICTURE = 2 * MILLION_BYTES


@dataclass(frozen=True)
class PrintedPicture:
    """A picture as documents take it in: PNG, JPEG or SVG, with the ending of its name."""

    ending: str
    content: bytes


def ending_of(name: str) -> str:
    """The ending of a file's name in small letters: cameras write .JPG."""
    return PurePosixPath(name).suffix.lower()


def is_picture(name: str) -> bool:
    """Whether a file's name says that it is a picture that pages may show."""
    return ending_of(name) in ENDINGS


def examine_picture(name: str, content: bytes) -> None:
    """Raise Mistake where the file is not the whole picture that its name says, within the
    bounds on bytes and pixels, or where it does more than show a picture."""
    from report.sources.pictures import pixels, svg

    if len(content) > LARGEST_PICTURE:
        raise too_heavy(len(content))
    ending = ending_of(name)
    found = format_of(content)
    if found != ENDINGS[ending]:
        raise Mistake("hinh-khac-duoi", ending=ending, format=found or "tệp khác")
    if ending == SVG_ENDING:
        svg.examine_svg(content)
    else:
        pixels.examine_pixels(content)


def too_heavy(size: int) -> Mistake:
    """A file of more bytes than the bound."""
    shown = write_decimal(round(Decimal(size) / MILLION_BYTES, 1))
    return Mistake("hinh-qua-nang", size=shown, limit=LARGEST_PICTURE // MILLION_BYTES)


def format_of(content: bytes) -> str:
    """The format that the first bytes of a file tell; empty where it is no picture of a page."""
    from report.sources.pictures import pixels, svg

    return pixels.pixel_format(content) or ("SVG" if svg.is_svg(content) else "")


def published(name: str, content: bytes) -> bytes:
    """A picture that has passed `examine_picture` as the site serves it, without metadata."""
    from report.sources.pictures import pixels, svg

    return (
        svg.published_svg(content)
        if ending_of(name) == SVG_ENDING
        else pixels.published_pixels(content)
    )


def printed(name: str, content: bytes) -> PrintedPicture:
    """A picture as documents take it in, of the size that it is printed in.

    Raises Mistake where `examine_picture` does, for a document may be asked of what has not
    passed it.
    """
    from report.sources.pictures import pixels, svg

    examine_picture(name, content)
    if ending_of(name) == SVG_ENDING:
        return PrintedPicture(SVG_ENDING, svg.printed_svg(content))
    return PrintedPicture(*pixels.printed_pixels(content))
