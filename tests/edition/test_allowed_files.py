"""What may stand in docs/ and data/: each rule, and the message that breaks it."""

import io
import os
import re
import struct
import zlib
from pathlib import Path

import pytest
from PIL import Image

from report.edition.allowed_files import MADE_BY_THE_SITE, may_be_published
from report.edition.checks import check
from report.problems.problem import Problem, Severity
from report.sources.addresses import url_of
from report.sources.pictures import LARGEST_PICTURE
from report.sources.pictures.pixels import MOST_PIXELS, MOST_SCANS, SCAN
from tests.images import KINDS, SVG, picture
from tests.office import CROPS_CSV, HEAD, office, site_files
from tests.sites import build, make_office

PAGE = f"{HEAD}# A\n"
INKSCAPE = "http://www.inkscape.org/namespaces/inkscape"


def problems(folder: Path, files: dict[str, bytes]) -> list[Problem]:
    """What the check says of the miniature office with these files in it."""
    office(folder)
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    edition = office(folder)
    return [one for one in check(edition) if one.path in files]


def codes(folder: Path, path: str, content: bytes = b"a") -> list[str]:
    """The codes of what is wrong with one more file."""
    return [one.code for one in problems(folder, {path: content})]


def svg(inner: str = "", attributes: str = 'viewBox="0 0 40 30"') -> bytes:
    """An SVG file."""
    return f'<svg xmlns="http://www.w3.org/2000/svg" {attributes}>\n{inner}\n</svg>'.encode()


@pytest.mark.parametrize(
    ("path", "code"),
    [
        ("docs/gia.html", "tep-khong-nhan"),
        ("docs/xau.js", "tep-khong-nhan"),
        ("docs/kieu.css", "tep-khong-nhan"),
        ("docs/hinh.gif", "tep-khong-nhan"),
        ("docs/so.csv", "tep-khong-nhan"),
        ("docs/khong-duoi", "tep-khong-nhan"),
        ("docs/bao-cao/2022/viec-lam.md.moi", "tep-khong-nhan"),
        ("docs/.gitkeep", "tep-khong-nhan"),
        ("docs/bao-cao-goc.docx", "tep-van-phong"),
        ("docs/bao-cao/2022/Bao-cao.PDF", "tep-van-phong"),
        ("docs/~$moi.docx", "tep-khoa"),
        ("docs/.~lock.moi.odt#", "tep-khoa"),
        ("data/2022/~$so-lieu.xlsx", "tep-khoa"),
        ("data/2022/so-lieu.xlsx", "tep-la-trong-data"),
        ("data/2022/ghi-chu.md", "tep-la-trong-data"),
        ("data/2022/cu/cay-trong.csv", "tep-la-trong-data"),
        ("data/nam-2022/cay-trong.csv", "tep-la-trong-data"),
        ("data/2022/bo-cuc.yml", "tep-la-trong-data"),
        ("data/don-vi.yaml.moi", "tep-la-trong-data"),
    ],
)
def test_a_file_of_another_kind_is_refused(tmp_path: Path, path: str, code: str) -> None:
    assert codes(tmp_path, path) == [code]


@pytest.mark.parametrize(
    "path",
    [
        *("docs/Thumbs.db", "docs/a/desktop.ini", "docs/.DS_Store", "data/2022/.DS_Store"),
        *("docs/._anh.png", "data/2022/._so-lieu.xlsx"),
    ],
)
def test_what_a_system_leaves_behind_is_a_warning(tmp_path: Path, path: str) -> None:
    (found,) = problems(tmp_path, {path: b"a"})
    assert (found.code, found.severity) == ("tep-cua-may", Severity.WARNING)


@pytest.mark.parametrize(
    "name",
    [
        *("a (1).md", "a - Copy.md", "a - Copy (2).md"),
        *("Copy of a.md", "Bản sao của a.md", "a - Sao chép.md"),
    ],
)
def test_a_copy_beside_its_original_is_a_problem(tmp_path: Path, name: str) -> None:
    page = b"---\ntitle: A\n---\n\nA.\n"
    both = problems(tmp_path, {"docs/a.md": page, f"docs/{name}": page})
    assert ("tep-ban-sao", f"docs/{name}") in [(one.code, one.path) for one in both]


def test_a_name_like_that_of_a_copy_without_an_original_is_none(tmp_path: Path) -> None:
    assert codes(tmp_path, "docs/le-ky-ket (1).png", picture(".png")) == []


@pytest.mark.parametrize("ending", [*KINDS, ".jpeg", ".JPG"])
def test_a_picture_of_a_page_is_welcome(tmp_path: Path, ending: str) -> None:
    kind = ".jpg" if ending.lower().startswith(".jp") else ending
    assert codes(tmp_path, f"docs/bao-cao/2022/le-ky-ket{ending}", picture(kind)) == []


def test_a_picture_may_have_vietnamese_letters_and_spaces_in_its_name(tmp_path: Path) -> None:
    assert codes(tmp_path, "docs/Lễ ký kết (1), sáng.png", picture(".png")) == []


@pytest.mark.parametrize(
    "path",
    [
        "docs/assets/javascripts/search.png",
        "docs/Assets/x.png",
        "docs/search/x.md",
        "docs/feed.xml.md",
        "docs/404.html",
        "docs/robots.txt",
        "docs/sitemap.xml",
        "docs/templates/a.md",
    ],
)
def test_no_file_stands_where_theme_search_or_engine_have_theirs(tmp_path: Path, path: str) -> None:
    content = picture(".png") if path.endswith(".png") else PAGE.encode()
    assert codes(tmp_path, path, content) == ["cho-cua-trang-web"]


def test_every_other_file_of_a_built_site_stands_in_a_place_that_is_kept_free(
    tmp_path: Path,
) -> None:
    files = site_files()
    folder = make_office(tmp_path, files)
    result = build(folder, folder / "site", {"SITE_URL": "https://vi-du.example/"})
    assert result.status == 0, result.output
    pages = {url_of(path.removeprefix("docs/")) for path in files if path.startswith("docs/")}
    written = [
        path.relative_to(result.site).as_posix()
        for path in result.site.rglob("*")
        if path.is_file()
    ]
    others = [
        path
        for path in written
        if re.sub(r"(index\.(html|md)|nguon\.html)$", "", path) not in pages
    ]
    kept = tuple(f"{place}/" for place in MADE_BY_THE_SITE)
    assert [path for path in others if not f"{path}/".startswith(kept)] == []


@pytest.mark.parametrize("sign", "#[]%\\:*?\"<>|`$&'")
def test_a_sign_with_a_meaning_elsewhere_is_refused_in_a_name(tmp_path: Path, sign: str) -> None:
    (found,) = problems(tmp_path, {f"docs/a{sign}b.png": picture(".png")})
    assert (found.code, dict(found.fields)["sign"]) == ("ten-co-dau-la", sign)


@pytest.mark.parametrize("folder", ["docs/a#b", "docs/.an", "docs/a.", "docs/a "])
def test_a_folder_has_a_plain_name_too(tmp_path: Path, folder: str) -> None:
    office(tmp_path)
    (tmp_path / folder).mkdir()
    found = [one.path for one in check(office(tmp_path))]
    assert found == [folder]


def test_a_name_with_parted_letters_is_refused(tmp_path: Path) -> None:
    assert codes(tmp_path, "docs/Le\u0302.png", picture(".png")) == ["ten-to-hop"]


def test_two_names_that_some_systems_take_for_one_are_refused(tmp_path: Path) -> None:
    files = {f"docs/{name}.png": picture(".png") for name in ("Anh", "anh", "LỄ", "lễ")}
    found = {one.path: dict(one.fields)["other"] for one in problems(tmp_path, files)}
    assert found == {"docs/anh.png": "docs/Anh.png", "docs/lễ.png": "docs/LỄ.png"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("docs/ho-so.md", "docs/ho-so/index.md"),
        ("docs/Ho-so.md", "docs/ho-so/index.md"),
    ],
)
def test_two_pages_with_one_address_are_refused(tmp_path: Path, first: str, second: str) -> None:
    found = problems(tmp_path, {first: PAGE.encode(), second: PAGE.encode()})
    assert [one.code for one in found] == ["dia-chi-trung"]


@pytest.mark.parametrize("name", ["docs/README.md", "docs/ho/README.md"])
def test_the_first_page_of_a_folder_has_one_name(tmp_path: Path, name: str) -> None:
    """MkDocs takes README.md for index.md, and so would put another page in its place."""
    assert codes(tmp_path, name, PAGE.encode()) == ["ten-readme"]
    assert codes(tmp_path / "b", "docs/ho/readme.md", PAGE.encode()) == []


def test_a_page_at_the_address_of_a_picture_is_refused(tmp_path: Path) -> None:
    files = {"docs/a.png": picture(".png"), "docs/a.png.md": PAGE.encode()}
    assert [one.code for one in problems(tmp_path, files)] == ["dia-chi-trung"]


# Pictures


def cut(content: bytes) -> bytes:
    """The first half of a file."""
    return content[: len(content) // 2]


def claimed(width: int, height: int) -> bytes:
    """A PNG of some bytes that claims a size."""
    header = b"IHDR" + struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunk = struct.pack(">I", 13) + header + struct.pack(">I", zlib.crc32(header))
    return (
        b"\x89PNG\r\n\x1a\n" + chunk + b"\0\0\0\0IDAT\x35\xaf\x06\x1e\0\0\0\0IEND\xae\x42\x60\x82"
    )


def moving(kind: str) -> bytes:
    """A picture of two frames."""
    output = io.BytesIO()
    frames = [Image.new("RGB", (9, 9), colour) for colour in ("red", "blue")]
    frames[0].save(output, kind, save_all=True, append_images=frames[1:])
    return output.getvalue()


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        *((f"a{ending}", cut(picture(ending)), "hinh-hong") for ending in KINDS),
        ("a.png", picture(".jpg"), "hinh-khac-duoi"),
        ("a.jpg", picture(".webp"), "hinh-khac-duoi"),
        ("a.webp", b"GIF89a" + bytes(40), "hinh-khac-duoi"),
        ("a.png", b"<script>alert(1)</script>", "hinh-khac-duoi"),
        ("a.svg", picture(".png"), "hinh-khac-duoi"),
        ("a.png", SVG.encode(), "hinh-khac-duoi"),
        ("a.png", b"", "hinh-khac-duoi"),
        ("a.png", claimed(30_000, 30_000), "hinh-qua-to"),
        ("a.png", claimed(6_001, MOST_PIXELS // 6_000), "hinh-qua-to"),
        ("a.jpg", picture(".jpg") + bytes(LARGEST_PICTURE), "hinh-qua-nang"),
        ("a.jpg", picture(".jpg") + SCAN * MOST_SCANS, "hinh-hong"),
        ("a.png", moving("PNG"), "hinh-dong"),
        ("a.webp", moving("WEBP"), "hinh-dong"),
        ("a.avif", moving("AVIF"), "hinh-dong"),
    ],
)
def test_what_is_not_one_whole_picture_within_the_bounds_is_refused(
    tmp_path: Path, name: str, content: bytes, code: str
) -> None:
    assert codes(tmp_path, f"docs/{name}", content) == [code]


def test_a_huge_picture_is_not_even_read(tmp_path: Path) -> None:
    office(tmp_path)
    with (tmp_path / "docs/a.png").open("wb") as file:
        os.truncate(file.fileno(), 10**12)  # a file of holes
    assert [one.code for one in check(office(tmp_path))] == ["hinh-qua-nang"]


INERT = (
    '<title>Bản đồ</title><g transform="scale(2)"><path d="M0 0h9v9z" fill="url(#a)"/></g>',
    '<defs><linearGradient id="a"><stop offset="0" stop-color="#060"/></linearGradient></defs>',
    '<text x="1" y="9" style="font-size: 4px; fill: #000" xml:space="preserve">Xã</text>',
    '<path d="M0 0" aria-label="hình minh họa (image)"/>',
)


@pytest.mark.parametrize("inner", INERT)
def test_an_svg_that_only_draws_is_welcome(tmp_path: Path, inner: str) -> None:
    assert codes(tmp_path, "docs/a.svg", svg(inner)) == []


@pytest.mark.parametrize("box", ["0 0 1 1", "-5, 0, 0.5 .5", " 0 0 20 1 ", "0 0 1 20"])
def test_an_svg_may_have_any_measure_that_is_no_strip(tmp_path: Path, box: str) -> None:
    assert codes(tmp_path, "docs/a.svg", svg("", f"viewBox='{box}'")) == []


@pytest.mark.parametrize(
    ("inner", "what"),
    [
        ("<script>alert(1)</script>", "<script>"),
        ("<foreignObject><p/></foreignObject>", "<foreignObject>"),
        ("<style>@import url(//a.b)</style>", "<style>"),
        ('<image href="a.png"/>', "<image>"),
        ('<use href="#a"/>', "<use>"),
        ('<animate attributeName="x"/>', "<animate>"),
        ('<set attributeName="onclick"/>', "<set>"),
        ('<a href="javascript:alert(1)"><path d=""/></a>', "<a>"),
        ('<x:script xmlns:x="http://www.w3.org/1999/xhtml"/>', "<script>"),
        ('<path xmlns="http://www.w3.org/1999/xhtml"/>', "<path>"),
        ("<svg/>", "<svg>"),
        ('<path onclick="alert(1)"/>', "onclick="),
        ('<path fill="url(//a.b/c#d)"/>', "fill="),
        ('<path fill="u&#x72;l(a.svg#b)"/>', "fill="),
        ('<path style="fill: \\75 rl(a)"/>', "style="),
        ('<path style="background: image-set(&quot;a.png&quot;)"/>', "style="),
        ('<path href="#a"/>', "href="),
        ('<linearGradient href="a.svg#b"/>', "href="),
        (f'<path xmlns:i="{INKSCAPE}" i:export="C:\\An\\a.svg"/>', "export="),
        ("<?xml-stylesheet href='a.css'?>", "<?xml-stylesheet?>"),
    ],
)
def test_an_svg_that_does_more_is_refused_at_its_line(
    tmp_path: Path, inner: str, what: str
) -> None:
    (found,) = problems(tmp_path, {"docs/a.svg": svg(inner)})
    assert (found.code, found.line) == ("svg-khong-tro", 2)
    assert dict(found.fields)["what"] == what


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b'<!DOCTYPE svg [<!ENTITY a "b">]>' + svg("&a;"), "svg-khong-tro"),
        (b'<!DOCTYPE svg SYSTEM "file:///etc/passwd">' + svg(), "svg-khong-tro"),
        (b"<html><svg/></html>", "svg-khong-tro"),
        (svg("<g>" * 40 + "</g>" * 40), "svg-qua-phuc-tap"),
        (svg("<g/>" * 5000), "svg-qua-phuc-tap"),
        (svg("<g>"), "svg-viet-sai"),
        (svg("<g>" * 100_000), "svg-qua-phuc-tap"),
        (svg("").decode().encode("utf-16"), "hinh-khac-duoi"),
        (svg("<text>\xff</text>").decode().encode("latin-1"), "khong-phai-utf-8"),
        (svg("", "width='4' height='3'"), "svg-thieu-kho"),
        (svg("", "viewBox='0 0 nan 3'"), "svg-thieu-kho"),
        (svg("", "viewBox='0 0 1e9 3'"), "svg-thieu-kho"),
        (svg("", "viewBox='0 0 20.1 1'"), "svg-thieu-kho"),
        (svg("", "viewBox='0 0 1 20.1'"), "svg-thieu-kho"),
        (svg("", "viewBox='0 0 0 3'"), "svg-thieu-kho"),
        (svg("", "viewBox='0 0 4 -3'"), "svg-thieu-kho"),
        (svg("", "viewBox='0 0 4'"), "svg-thieu-kho"),
    ],
)
def test_an_svg_that_would_cost_a_program_its_time_is_refused(
    tmp_path: Path, content: bytes, code: str
) -> None:
    assert codes(tmp_path, "docs/a.svg", content) == [code]


def test_what_the_check_has_not_seen_is_no_page_and_no_picture() -> None:
    names = ["a.md", "a/b.png", "a.js", "a.html", "a.markdown", "png", ".md.moi"]
    assert [name for name in names if may_be_published(Path(name))] == ["a.md", "a/b.png"]


def test_a_copy_of_a_table_draws_one_message(tmp_path: Path) -> None:
    found = check(office(tmp_path, {"data/2022/cay-trong (1).csv": CROPS_CSV}))
    assert [(one.code, one.path) for one in found] == [
        ("tep-ban-sao", "data/2022/cay-trong (1).csv")
    ]
