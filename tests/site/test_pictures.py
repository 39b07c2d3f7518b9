"""Pictures as the site serves them, and files that it does not serve."""

import io
from pathlib import Path

import pytest
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from PIL import Image, ImageChops, ImageCms, ImageOps, ImageStat

from report.site.mkdocs.build import Build
from report.sources.pictures import published
from report.sources.pictures.segments import jpeg, png, webp
from tests.images import KINDS, SVG, TURNED, picture, tells
from tests.office import site_files
from tests.sites import build, make_office


def pixels(content: bytes) -> bytes:
    """What a picture shows."""
    return Image.open(io.BytesIO(content)).convert("RGB").tobytes()


def test_a_served_picture_tells_nothing_of_place_camera_and_author(tmp_path: Path) -> None:
    files = site_files()
    names = [f"le-ky-ket{ending}" for ending in (*KINDS, ".svg")]
    page = "docs/bao-cao/2022/trang.md"
    shown = "\n\n".join(f"![Lễ ký kết]({name})" for name in names)
    folder = make_office(tmp_path, {**files, page: f"{files[page]}\n{shown}\n"})
    for name in names:
        ending = Path(name).suffix
        content = SVG.encode() if ending == ".svg" else picture(ending, orientation=TURNED)
        (folder / "docs/bao-cao/2022" / name).write_bytes(content)
    result = build(folder, folder / "site")
    assert result.status == 0, result.output
    served = {name: (result.site / "bao-cao/2022" / name).read_bytes() for name in names}
    assert [name for name, content in served.items() if tells(content)] == []
    for ending in KINDS:
        assert Image.open(io.BytesIO(served[f"le-ky-ket{ending}"])).size == (40, 60)
    files_of_site = [path for path in result.site.rglob("*") if path.is_file()]
    assert [path for path in files_of_site if tells(path.read_bytes())] == []


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


def test_a_file_that_came_after_the_check_is_not_published(tmp_path: Path) -> None:
    config = MkDocsConfig()
    config.load_dict({"site_name": "A", "docs_dir": str(tmp_path), "site_dir": str(tmp_path / "s")})
    files = Files(
        [
            File(name, str(place), config.site_dir, True)
            for place, name in (
                (tmp_path, "a.md"),
                (tmp_path, "b.js"),
                (tmp_path, "c.html"),
                (tmp_path / "theme", "d.js"),
            )
        ]
    )
    config.docs_dir = str(tmp_path)
    guarded = Build.__new__(Build)
    guarded.config = config
    guarded.guard_files(files)
    assert list(files.src_uris) == ["a.md", "d.js"]
