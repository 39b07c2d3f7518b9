"""The parts that picture files are made of, as they are compressed: those that draw, no others.

Comments, dates, places, cameras, thumbnails and all that stands behind the end are left out.
A PNG and a JPEG can be given a number of `dots` an inch, from which documents take their size.
"""

import struct
import zlib
from collections.abc import Callable, Iterator, Mapping

PNG_BEGIN = b"\x89PNG\r\n\x1a\n"
PNG_PARTS = frozenset(
    (*(b"IHDR", b"PLTE", b"IDAT", b"IEND"), *(b"tRNS", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP"))
)
METERS_AN_INCH = 0.0254
WEBP_PARTS = frozenset((b"VP8X", b"ICCP", b"ALPH", b"VP8 ", b"VP8L"))
METADATA_FLAGS = 0b1100  # in VP8X: EXIF, XMP
# Markers of JPEG (ITU-T T.81, table B.1): frames, scans and their tables.
SOI, EOI, SOS = 0xD8, 0xD9, 0xDA
DRAWING = frozenset((*range(0xC0, 0xD0), 0xDA, 0xDB, 0xDD)) - {0xC8}
JFIF, ICC, ADOBE = 0xE0, 0xE2, 0xEE
PROFILE, COLOURS = b"ICC_PROFILE\0", b"Adobe"
RESTARTS = range(0xD0, 0xD8)


def png(content: bytes, dots: int | None = None) -> bytes:
    """A PNG (https://www.w3.org/TR/png-3/). Raises ValueError or struct.error where it is cut."""
    result = [PNG_BEGIN]
    for kind, data in png_chunks(content):
        if kind in PNG_PARTS:
            result.append(png_chunk(kind, data))
        if kind == b"IHDR" and dots:
            per_meter = round(dots / METERS_AN_INCH)
            result.append(png_chunk(b"pHYs", struct.pack(">IIB", per_meter, per_meter, 1)))
    return b"".join(result)


def png_chunks(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    """Name and content of the chunks to the end of the picture."""
    place, kind = len(PNG_BEGIN), b""
    while kind != b"IEND":
        length, kind = struct.unpack_from(">I4s", content, place)
        yield kind, content[place + 8 : place + 8 + length]
        place += length + 12


def png_chunk(kind: bytes, data: bytes) -> bytes:
    """A chunk with its length and check sum."""
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def webp(content: bytes) -> bytes:
    """A WebP (RFC 9649). Raises struct.error where it is cut."""
    parts = []
    place, end = 12, 8 + int.from_bytes(content[4:8], "little")
    while place < min(end, len(content)):
        kind, length = struct.unpack_from("<4sI", content, place)
        data = content[place + 8 : place + 8 + length]
        if kind == b"VP8X":
            data = bytes([data[0] & ~METADATA_FLAGS]) + data[1:]
        if kind in WEBP_PARTS:
            parts.append(struct.pack("<4sI", kind, length) + data + b"\0" * (length % 2))
        place += 8 + length + length % 2
    body = b"WEBP" + b"".join(parts)
    return b"RIFF" + struct.pack("<I", len(body)) + body


def jpeg(content: bytes, dots: int | None = None) -> bytes:
    """A JPEG. Raises ValueError, IndexError or struct.error where it is cut.

    One with Adobe's colours gets no mark of JFIF, which would change them.
    """
    parts = list(jpeg_segments(content))
    has_adobe = any(marker == ADOBE and data.startswith(COLOURS) for marker, data in parts)
    has_jfif = any(marker == JFIF and data.startswith(b"JFIF\0") for marker, data in parts)
    result = [bytes((0xFF, SOI))]
    if has_jfif or (dots and not has_adobe):
        unit = (1, dots, dots) if dots else (0, 1, 1)
        result.append(jpeg_segment(JFIF, b"JFIF\0" + struct.pack(">HBHHBB", 0x0101, *unit, 0, 0)))
    for marker, data in parts:
        if (
            marker in DRAWING
            or (marker == ICC and data.startswith(PROFILE))
            or (marker == ADOBE and data.startswith(COLOURS))
        ):
            result.append(jpeg_segment(marker, data))
    return b"".join([*result, bytes((0xFF, EOI))])


def jpeg_segments(content: bytes) -> Iterator[tuple[int, bytes]]:
    """Marker and content of the segments to the end of the picture; behind the content of a scan
    stands its compressed part."""
    place = 2
    while True:
        place = content.index(b"\xff", place)
        while content[place] == 0xFF:  # bytes to fill
            place += 1
        marker = content[place]
        if marker == EOI:
            return
        (length,) = struct.unpack_from(">H", content, place + 1)
        end = place + 1 + length
        data = content[place + 3 : end]
        if marker == SOS:
            begin, end = end, end_of_scan(content, end)
            yield marker, data + content[begin:end]
        else:
            yield marker, data
        place = end


def end_of_scan(content: bytes, place: int) -> int:
    """Where the next marker stands that does not belong to the compressed part of a scan."""
    while True:
        place = content.index(b"\xff", place)
        following = content[place + 1]
        if following and following not in RESTARTS and following != 0xFF:
            return place
        place += 1 if following == 0xFF else 2


def jpeg_segment(marker: int, data: bytes) -> bytes:
    """A segment; the compressed part of a scan does not count in its length."""
    length = 2 + len(data)
    if marker == SOS:
        length = 6 + 2 * data[0]
    return bytes((0xFF, marker)) + struct.pack(">H", length) + data


STRIPPED: Mapping[str, Callable[[bytes], bytes]] = {"PNG": png, "JPEG": jpeg, "WEBP": webp}
