"""Pictures written anew: without what they tell of place, camera and author, and fit for print."""

import io
import struct

import pytest
from bs4 import BeautifulSoup
from PIL import Image, ImageChops, ImageCms, ImageOps, ImageStat

from report.problems.problem import Mistake
from report.sources.pictures import PrintedPicture, printed, published
from report.sources.pictures.segments import jpeg, png, webp
from tests.images import KINDS, SVG, TURNED, picture, tells

GREEN, RED = (0, 90, 0), (200, 0, 0)


def pixels(content: bytes) -> bytes:
    """What a picture shows."""
    return Image.open(io.BytesIO(content)).convert("RGB").tobytes()


@pytest.mark.parametrize("ending", [".png", ".jpg", ".webp"])
def test_the_pixels_of_an_upright_picture_stay_as_they_are(ending: str) -> None:
    content = picture(ending)
    assert pixels(published(f"a{ending}", content)) == pixels(content)
    assert tells(content)
    assert not tells(published(f"a{ending}", content))


def test_a_webp_announces_no_metadata_that_it_has_not() -> None:
    served = published("a.webp", picture(".webp"))
    assert served[12:16] == b"VP8X"
    assert served[20] & 0b1100 == 0, "the flags of EXIF and XMP (RFC 9649)"


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("ending", KINDS)
def test_a_turned_picture_stands_as_it_was_seen(ending: str, orientation: int) -> None:
    content = picture(ending, orientation=orientation)
    expected = ImageOps.exif_transpose(Image.open(io.BytesIO(content))).convert("RGB")
    served = Image.open(io.BytesIO(published(f"a{ending}", content))).convert("RGB")
    assert served.size == expected.size
    apart = ImageStat.Stat(ImageChops.difference(served, expected)).mean
    assert max(apart) < 4, "but for what compression changes"


def test_colours_stay_those_of_the_profile() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for kind, strip in (("PNG", png), ("JPEG", jpeg), ("WEBP", webp)):
        output = io.BytesIO()
        Image.new("RGB", (9, 9)).save(output, kind, icc_profile=profile)
        made = Image.open(io.BytesIO(strip(output.getvalue())))
        assert made.info["icc_profile"] == profile


def test_nothing_stands_behind_the_end_of_a_served_picture() -> None:
    for ending in KINDS:
        content = picture(ending) + b"<script>alert(1)</script>"
        assert b"<script>" not in published(f"a{ending}", content)


def with_segment(marker: int, data: bytes) -> bytes:
    """A JPEG with one more segment behind its beginning."""
    content = picture(".jpg")
    return (
        content[:2] + bytes((0xFF, marker)) + struct.pack(">H", 2 + len(data)) + data + content[2:]
    )


@pytest.mark.parametrize("marker", [0xE0, 0xE2, 0xED, 0xEE, 0xFE])
def test_a_jpeg_keeps_no_segment_that_does_not_draw(marker: int) -> None:
    content = with_segment(marker, b"MPF\0Nguyen Van Chup")
    assert b"Nguyen" in content
    assert b"Nguyen" not in published("a.jpg", content)
    assert b"Nguyen" not in published("a.jpg", with_segment(0xE1, b"ICC_PROFILE\0Nguyen"))


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP"])
def test_a_picture_that_tells_nothing_stays_the_same_byte_for_byte(kind: str) -> None:
    content = drawn(Image.effect_mandelbrot((90, 60), (-2, -1, 1, 1), 50), kind)
    assert published(f"a.{kind.lower()}", content) == content


def test_a_jpeg_may_have_bytes_that_only_fill_it() -> None:
    content = picture(".jpg")
    stuffed = content[:2] + b"\xff\xff" + content[2:-2] + b"\xff" + content[-2:]
    assert pixels(published("a.jpg", stuffed)) == pixels(content)


# In documents


def in_documents(name: str, content: bytes) -> tuple[PrintedPicture, Image.Image]:
    """A picture as documents take it in, and what a program reads in it."""
    made = printed(name, content)
    return made, Image.open(io.BytesIO(made.content))


def drawn(image: Image.Image, kind: str, **more: object) -> bytes:
    """A picture file without metadata."""
    output = io.BytesIO()
    image.save(output, kind, **more)
    return output.getvalue()


@pytest.mark.parametrize(
    ("name", "ending"),
    [("a.png", ".png"), ("a.jpg", ".jpg"), ("a.webp", ".jpg"), ("a.avif", ".jpg")],
)
def test_documents_take_in_png_and_jpeg_only(name: str, ending: str) -> None:
    content = picture(f".{name[2:]}", orientation=TURNED)
    made, shown = in_documents(name, content)
    assert made.ending == ending
    assert shown.format == {".png": "PNG", ".jpg": "JPEG"}[ending]
    assert shown.size == (40, 60), "upright"
    assert shown.mode == "RGB"
    assert not tells(made.content)


@pytest.mark.parametrize("ending", [".png", ".jpg"])
def test_a_picture_that_print_can_take_keeps_its_pixels(ending: str) -> None:
    content = picture(ending)
    assert pixels(printed(f"a{ending}", content).content) == pixels(content)


@pytest.mark.parametrize(
    ("size", "shown", "dots"),
    [
        ((60, 40), (60, 40), 150),  # it is not blown up
        ((930, 40), (930, 40), 150),
        ((1240, 40), (1240, 40), 200),  # as wide as the text, 6.2 inches
        ((40, 1500), (40, 1500), 200),  # three quarters as high, 7.5 inches
        ((1860, 40), (1860, 40), 300),
        ((3720, 60), (1860, 30), 300),  # no more dots than print shows
        ((60, 4500), (30, 2250), 300),
        ((5000, 1), (1860, 1), 300),
        ((1, 5000), (1, 2250), 300),
    ],
)
@pytest.mark.parametrize(("ending", "kind"), [(".png", "PNG"), (".jpg", "JPEG")])
def test_a_picture_fits_on_a_page_with_no_more_dots_than_print_shows(
    size: tuple[int, int], shown: tuple[int, int], dots: int, ending: str, kind: str
) -> None:
    _, image = in_documents(f"a{ending}", drawn(Image.new("RGB", size, GREEN), kind))
    assert image.size == shown
    assert image.info["dpi"] == pytest.approx((dots, dots), abs=0.1)
    assert image.getpixel((0, 0)) == pytest.approx(GREEN, abs=3)


@pytest.mark.parametrize(
    ("kind", "mode", "written", "ending"),
    [
        ("PNG", "L", "L", ".png"),
        ("PNG", "LA", "LA", ".png"),
        ("PNG", "RGBA", "RGBA", ".png"),
        ("PNG", "1", "L", ".png"),
        ("PNG", "I;16", "L", ".png"),
        ("PNG", "P", "RGB", ".png"),
        ("JPEG", "L", "L", ".jpg"),
        ("JPEG", "CMYK", "RGB", ".jpg"),
        ("WEBP", "RGB", "RGB", ".jpg"),
        ("WEBP", "RGBA", "RGBA", ".png"),
    ],
)
def test_documents_know_grey_colours_of_the_screen_and_what_is_see_through(
    kind: str, mode: str, written: str, ending: str
) -> None:
    name = f"a.{'jpg' if kind == 'JPEG' else kind.lower()}"
    made, image = in_documents(name, drawn(Image.new(mode, (9, 9)), kind))
    assert (image.mode, made.ending) == (written, ending)


def test_what_is_see_through_in_a_picture_of_few_colours_stays_so() -> None:
    few = Image.new("P", (9, 9), 1)
    few.putpalette([*GREEN, *RED])
    few.paste(0, (0, 0, 4, 9))
    _, image = in_documents("a.png", drawn(few, "PNG", transparency=0))
    assert image.mode == "RGBA"
    assert image.getpixel((0, 0))[3] == 0
    assert image.getpixel((8, 0)) == (*RED, 255)


def test_a_picture_in_printing_inks_keeps_no_profile_of_them() -> None:
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    for mode, kept in (("CMYK", False), ("RGB", True)):
        content = drawn(Image.new(mode, (9, 9)), "JPEG", icc_profile=profile)
        _, image = in_documents("a.jpg", content)
        assert ("icc_profile" in image.info) == kept


def test_an_svg_has_the_size_it_is_printed_in_and_no_remarks() -> None:
    for width, height, printed_size in ((40, 30, ("580", "435")), (30, 60, ("290", "580"))):
        source = SVG.replace("0 0 40 30", f"5 6 {width} {height}")
        made = printed("a.SVG", source.encode())
        root = BeautifulSoup(made.content, "xml").svg
        assert made.ending == ".svg"
        assert (root.get("width"), root.get("height")) == printed_size
        assert root.get("viewBox") == f"5 6 {width} {height}"
        assert not tells(made.content)
        assert not tells(published("a.svg", source.encode()))
        assert b"#060" in published("a.svg", source.encode())


def test_what_was_not_examined_is_examined_before_it_is_printed() -> None:
    with pytest.raises(Mistake) as refused:
        printed("a.png", b"<script>alert(1)</script>")
    assert refused.value.code == "hinh-khac-duoi"
