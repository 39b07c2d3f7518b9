"""PNG, JPEG, WebP and AVIF: read within bounds, and written anew without metadata."""

import io
import math
import struct
import warnings
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from typing import Any

from PIL import AvifImagePlugin, Image, JpegImagePlugin, PngImagePlugin, WebPImagePlugin

from report.problems.problem import Mistake
from report.sources.pictures.segments import STRIPPED, jpeg, png

# Where one of them is not there, the library loads the readers of forty formats to find it.
READERS = (PngImagePlugin, JpegImagePlugin, WebPImagePlugin, AvifImagePlugin)
PIXEL_FORMATS = ("PNG", "JPEG", "WEBP", "AVIF")  # no other reader of the library is asked
SIGNATURES = {b"\x89PNG\r\n\x1a\n": "PNG", b"\xff\xd8\xff": "JPEG"}
MILLION = 1_000_000
# A photo of 6,000 × 4,000, 100 MB in memory: a small file can claim any number.
MOST_PIXELS = 24 * MILLION
# A JPEG is decoded once for each of its scans, which may be a few bytes long; ten are usual.
MOST_SCANS = 50
SCAN = b"\xff\xda"
# What the readers of a damaged file raise.
DAMAGED = (
    *(OSError, SyntaxError, ValueError, TypeError, KeyError, IndexError, EOFError),
    *(struct.error, zlib.error, ArithmeticError, MemoryError, RuntimeError),
)
ORIENTATION = 0x0112  # in EXIF: how the camera was held, and what turns the picture upright
TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
# In documents: at most as wide as the text, and three quarters as high.
PRINTED_INCHES = (6.2, 7.5)
MOST_DOTS, FEWEST_DOTS = 300, 150  # an inch: what print shows; a small picture is not blown up
PLAIN_MODES = ("L", "RGB", "RGBA", "LA")  # those that every program reads
WRITING: dict[str, dict[str, Any]] = {  # equal pixels give equal bytes
    "PNG": {"optimize": True},
    "JPEG": {"quality": 92, "subsampling": 0, "optimize": True},
    "WEBP": {"quality": 92},
    "AVIF": {"quality": 90, "speed": 8, "max_threads": 1, "autotiling": False},
}


def pixel_format(content: bytes) -> str:
    """The format that the first bytes tell; empty where it is none of these."""
    for signature, name in SIGNATURES.items():
        if content.startswith(signature):
            return name
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "WEBP"
    return "AVIF" if content[4:8] == b"ftyp" and content[8:11] == b"avi" else ""


def examine_pixels(content: bytes) -> None:
    """Raise Mistake where the picture is damaged, moves, or has more pixels than the bound."""
    if pixel_format(content) == "JPEG" and content.count(SCAN) > MOST_SCANS:
        raise Mistake("hinh-hong")
    try:
        with opened_picture(content) as image, without_warnings():
            refuse_unbounded(image)
            image.load()
        if image.format != "AVIF":  # it is written anew, which takes longest
            published_pixels(content)
    except Mistake:
        raise
    except Image.DecompressionBombError:
        raise Mistake("hinh-qua-to", limit=MOST_PIXELS // MILLION) from None
    except DAMAGED:
        raise Mistake("hinh-hong") from None


def refuse_unbounded(image: Image.Image) -> None:
    """Raise Mistake where the header tells of too many pixels, or of a picture that moves."""
    width, height = image.size
    if width * height > MOST_PIXELS:
        raise Mistake("hinh-qua-to", limit=MOST_PIXELS // MILLION)
    if getattr(image, "is_animated", False) and image_kind(image) != "JPEG":
        raise Mistake("hinh-dong")


def opened_picture(content: bytes) -> Image.Image:
    """The picture, its header read. Raises Image.DecompressionBombError, or one of DAMAGED."""
    with without_warnings():
        return Image.open(io.BytesIO(content), formats=PIXEL_FORMATS)


@contextmanager
def without_warnings() -> Iterator[None]:
    """What the library remarks on damaged metadata, which is left out, and on pixels, whose bound
    here is lower, is nothing to tell."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def image_kind(image: Image.Image) -> str:
    """The format of a picture; an MPO is a JPEG with others behind its end."""
    return "JPEG" if image.format == "MPO" else str(image.format)


def turn_of(image: Image.Image) -> Image.Transpose | None:
    """What turns a picture upright; None where it is."""
    try:
        with without_warnings():
            return TURNS.get(image.getexif().get(ORIENTATION, 1))
    except DAMAGED:
        return None


def published_pixels(content: bytes) -> bytes:
    """The picture upright and without metadata. Where it is not turned, its pixels stay as they
    are compressed; but for AVIF, which is written anew."""
    with opened_picture(content) as image:
        kind = image_kind(image)
        if kind in STRIPPED and turn_of(image) is None:
            return STRIPPED[kind](content)
        return encoded_image(upright(image), kind)


def upright(image: Image.Image) -> Image.Image:
    """The picture as the camera was held, knowing nothing but its colours."""
    turn = turn_of(image)
    result = image.transpose(turn) if turn is not None else image.copy()
    kept = ("icc_profile", "transparency")
    result.info = {key: value for key, value in image.info.items() if key in kept}
    return result


def encoded_image(image: Image.Image, kind: str) -> bytes:
    """The picture in a format."""
    output = io.BytesIO()
    image.save(output, kind, **WRITING[kind])
    return output.getvalue()


@lru_cache(maxsize=32)  # of a build: the check and the documents ask for the same
def printed_pixels(content: bytes) -> tuple[str, bytes]:
    """The ending and the content of the picture in documents: a PNG or JPEG with no more dots
    than print shows, and so many an inch that it fits on a page."""
    with opened_picture(content) as image:
        size, dots = printed_size(image.size)
        kind = image_kind(image)
        as_it_is = (
            kind in ("PNG", "JPEG")
            and image.mode in PLAIN_MODES
            and size == image.size
            and turn_of(image) is None
            and "adobe" not in image.info
        )
        if not as_it_is:
            plain = in_plain_mode(upright(image))
            size, dots = printed_size(plain.size)
            shrunk = plain if size == plain.size else plain.resize(size, Image.Resampling.LANCZOS)
            kind = "PNG" if kind == "PNG" or "A" in shrunk.mode else "JPEG"
            content = encoded_image(shrunk, kind)
    return (".png", png(content, dots)) if kind == "PNG" else (".jpg", jpeg(content, dots))


def printed_size(size: tuple[int, int]) -> tuple[tuple[int, int], int]:
    """The pixels of a picture in documents, and how many stand on an inch."""
    width, height = size
    dots = max(width / PRINTED_INCHES[0], height / PRINTED_INCHES[1], FEWEST_DOTS)
    if dots <= MOST_DOTS:
        return size, math.ceil(dots)
    scale = MOST_DOTS / dots
    return (max(1, round(width * scale)), max(1, round(height * scale))), MOST_DOTS


def in_plain_mode(image: Image.Image) -> Image.Image:
    """The picture in grey or in colours of the screen, see-through where it was."""
    if image.mode in PLAIN_MODES:
        return image
    see_through = "transparency" in image.info or "A" in image.mode or "a" in image.mode
    grey = image.mode in ("1", "I", "F") or image.mode.startswith("I;16")
    result = image.convert("RGBA" if see_through else "L" if grey else "RGB")
    if image.mode == "CMYK":
        result.info.pop("icc_profile", None)  # of printing inks
    return result
