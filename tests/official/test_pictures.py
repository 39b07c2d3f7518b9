"""Pictures of pages in the official documents: shown, described, without their metadata."""

import io
import zipfile
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from bs4 import BeautifulSoup
from PIL import Image

from report.edition.edition import read_edition
from report.official.files import official_files
from tests.images import KINDS, SVG, TURNED, picture, tells
from tests.office import HEAD, PRINTED, office

ALT = "Lễ ký kết ở xã “Mẫu”, #read"
MEDIA = ("word/media/", "Pictures/", "EPUB/media/")
FOLDER = "docs/bao-cao/2022"


def documents(folder: Path, page: str, files: dict[str, bytes]) -> dict[str, bytes]:
    """The documents of an office whose report page has that text, by their endings."""
    office(folder, {**PRINTED, f"{FOLDER}/trang.md": f"{HEAD}# Trồng lúa\n\n{page}\n"})
    for name, content in files.items():
        (folder / FOLDER / name).write_bytes(content)
    made, problems = official_files(folder, read_edition(folder), [2022])
    assert problems == []
    return {path.rpartition(".")[2]: content for path, content in made.items()}


def parts(content: bytes) -> dict[str, bytes]:
    """The files in a ZIP."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def media(content: bytes) -> dict[str, bytes]:
    """The pictures in a DOCX, ODT or EPUB."""
    return {name: data for name, data in parts(content).items() if name.startswith(MEDIA)}


def alternatives(content: bytes) -> list[str]:
    """What a PDF says of its figures."""
    with pikepdf.open(io.BytesIO(content)) as opened:
        return [
            str(one.Alt)
            for one in opened.objects
            if isinstance(one, pikepdf.Dictionary) and "/Alt" in one and one.get("/S") == "/Figure"
        ]


def images(content: bytes) -> list[tuple[Image.Image, float]]:
    """The pictures on the pages of a PDF, with their widths in points."""
    opened = pypdfium2.PdfDocument(content)
    found = [
        (one.get_bitmap().to_pil(), one.get_bounds()[2] - one.get_bounds()[0])
        for page in opened
        for one in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
    ]
    opened.close()
    return found


@pytest.mark.parametrize("ending", KINDS)
def test_a_picture_is_in_every_document_with_its_words_and_without_its_metadata(
    tmp_path: Path, ending: str
) -> None:
    content = picture(ending, orientation=TURNED)
    assert tells(content)
    made = documents(tmp_path, f"![{ALT}](le-ky-ket{ending})", {f"le-ky-ket{ending}": content})
    ((shown, _),) = images(made["pdf"])
    assert shown.size == (40, 60), "upright, as the camera was held"
    assert alternatives(made["pdf"]) == [ALT]
    for kind in ("docx", "odt", "epub"):
        ((name, file),) = media(made[kind]).items()
        assert "le-ky-ket" not in name, "the name is given by the code"
        assert Image.open(io.BytesIO(file)).format in ("PNG", "JPEG")
        assert Image.open(io.BytesIO(file)).size == (40, 60)
        assert not any(map(tells, parts(made[kind]).values()))
    assert not tells(made["pdf"])


def test_the_words_of_a_picture_stand_where_each_format_has_them(tmp_path: Path) -> None:
    made = documents(tmp_path, f"![{ALT}](a.png)", {"a.png": picture(".png")})
    word = BeautifulSoup(parts(made["docx"])["word/document.xml"], "xml")
    assert [one["descr"] for one in word.find_all("docPr")] == [ALT]
    text = BeautifulSoup(parts(made["odt"])["content.xml"], "xml")
    assert [one.text for one in text.find_all("desc")] == [ALT]
    pages = [data for name, data in parts(made["epub"]).items() if name.endswith(".xhtml")]
    shown = [one["alt"] for page in pages for one in BeautifulSoup(page, "xml").find_all("img")]
    assert shown == [ALT]


def test_an_svg_is_drawn_in_every_document(tmp_path: Path) -> None:
    made = documents(tmp_path, f"![{ALT}](a.svg)", {"a.svg": SVG.encode()})
    assert alternatives(made["pdf"]) == [ALT]
    for kind in ("docx", "odt", "epub"):
        drawn = [data for name, data in media(made[kind]).items() if name.endswith(".svg")]
        assert [b"#060" in data for data in drawn] == [True]
        assert not any(map(tells, parts(made[kind]).values()))


@pytest.mark.parametrize(
    "page",
    [
        "Xem ![{0}](a.png) ở đây.",
        "- ![{0}](a.png)",
        "> ![{0}](a.png)",
        "| A |\n|---|\n| ![{0}](a.png) |",
        "!!! note\n\n    ![{0}](a.png)",
        "[![{0}](a.png)](https://vi-du.example/)",
        "![{0}](a.png){{ width=1200 height=320 loading=lazy }}",
        '<figure markdown="span">\n![{0}](a.png)\n<figcaption>Lễ</figcaption>\n</figure>',
        "![{0}][a]\n\n[a]: a.png",
    ],
)
def test_a_picture_may_stand_where_words_may(tmp_path: Path, page: str) -> None:
    made = documents(tmp_path, page.format("Lễ"), {"a.png": picture(".png")})
    assert len(images(made["pdf"])) == 1
    assert alternatives(made["pdf"]) == ["Lễ"]
    assert [len(media(made[kind])) for kind in ("docx", "odt", "epub")] == [1, 1, 1]


@pytest.mark.parametrize("size", [(3000, 1500), (300, 3600), (8, 8)])
def test_a_picture_fits_on_the_page_and_has_no_more_dots_than_print_shows(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    made = documents(tmp_path, f"![{ALT}](a.png)", {"a.png": picture(".png", size)})
    ((shown, width),) = images(made["pdf"])
    height = width * shown.height / shown.width
    assert width <= 160 / 25.4 * 72
    assert height <= 200 / 25.4 * 72
    assert max(shown.size) <= 2250
    if size == (8, 8):
        assert width < 8, "it is not blown up"


def test_the_documents_are_the_same_from_one_time_to_the_next(tmp_path: Path) -> None:
    files = {f"a{ending}": picture(ending) for ending in KINDS}
    page = "\n\n".join(f"![Lễ]({name})" for name in files)
    first = documents(tmp_path / "1", page, files)
    assert documents(tmp_path / "2", page, files) == first


def sizes(made: dict[str, bytes]) -> dict[str, tuple[float, float]]:
    """Width and height in centimetres of the one picture of each document that says them."""
    word = BeautifulSoup(parts(made["docx"])["word/document.xml"], "xml").find("extent")
    text = BeautifulSoup(parts(made["odt"])["content.xml"], "xml").find("frame")
    return {
        "docx": (int(word["cx"]) / 360_000, int(word["cy"]) / 360_000),
        "odt": (centimetres(text["svg:width"]), centimetres(text["svg:height"])),
    }


def centimetres(written: str) -> float:
    """A length of an ODT."""
    return float(written.removesuffix("pt")) / 72 * 2.54


@pytest.mark.parametrize("name", ["a.png", "a.svg"])
@pytest.mark.parametrize("size", [(1200, 300), (300, 1200), (2000, 4000), (40, 40)])
def test_a_picture_has_one_size_in_all_documents_within_the_text(
    tmp_path: Path, name: str, size: tuple[int, int]
) -> None:
    drawn = SVG.replace("0 0 40 30", f"0 0 {size[0]} {size[1]}").encode()
    content = drawn if name == "a.svg" else picture(".png", size)
    found = sizes(documents(tmp_path, f"![{ALT}]({name})", {name: content}))
    assert all(width <= 16 and height <= 20 for width, height in found.values())
    (word_width, word_height), (width, height) = found["docx"], found["odt"]
    assert word_width == pytest.approx(width, rel=0.1)
    assert word_height == pytest.approx(height, rel=0.1)
    assert width / height == pytest.approx(size[0] / size[1], rel=0.05)
