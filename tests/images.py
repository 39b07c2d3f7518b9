"""Pictures made in tests, with what a telephone writes into them."""

import io

from PIL import Image

CAMERA, AUTHOR = "Máy-ảnh-X9", "Nguyen Van Chup"  # in the metadata
MODEL, ARTIST, ORIENTATION, GPS, LATITUDE = 0x0110, 0x013B, 0x0112, 0x8825, 2
KINDS = {".png": "PNG", ".jpg": "JPEG", ".webp": "WEBP", ".avif": "AVIF"}
TURNED = 6  # the camera stood on its side
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 30">'
    '<!-- Nguyen Van Chup --><path fill="#060" d="M0 0h40v30z"/></svg>'
)


def picture(ending: str, size: tuple[int, int] = (60, 40), orientation: int = 1) -> bytes:
    """A picture of four fields of which two are white, with place, camera and author in it."""
    image = Image.new("RGB", size, "white")
    image.paste((0, 90, 0), (0, 0, size[0] // 2, size[1]))
    image.paste((200, 0, 0), (0, 0, size[0] // 2, size[1] // 2))
    exif = Image.Exif()
    exif[MODEL], exif[ARTIST], exif[ORIENTATION] = CAMERA, AUTHOR, orientation
    exif.get_ifd(GPS)[LATITUDE] = (22.0, 38.0, 54.0)
    output = io.BytesIO()
    xmp = f"<x>{AUTHOR}</x>".encode()
    more = {} if ending == ".png" else {"xmp": xmp}
    image.save(output, KINDS[ending], exif=exif, **more)
    return output.getvalue()


def tells(content: bytes) -> bool:
    """Whether a file has anything of the metadata in its bytes."""
    return any(word.encode() in content for word in (CAMERA, AUTHOR)) or b"Exif" in content
