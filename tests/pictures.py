"""Pictures of real screens and sheets for the editors' manual: `make pictures`.

They are of the sample office (tests/sample_office), as every office has the manual. Its site is
built as it is published; its screens are taken in Chromium, its sheets from the PDF.
Each picture is as wide as its page shows it at most, so that letters stay sharp on a phone.
"""

import io
import sys
import tempfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from report.__main__ import main as freeze
from tests.chromium import FLAGS, chromium
from tests.desk.windows import Window, open_desk, window_of
from tests.sample_office import commit, make_sample_office
from tests.server import serving
from tests.sites import PUBLISHED, ROOT, build

FOLDER = ROOT / "docs/bien-tap/hinh"
WIDTH, SCALE = 900, 4 / 3  # a window without side columns; 1200 pixels of the picture
QUALITY = 70
GAP, TABLE = 16, "#e7e2de"  # between pictures side by side, in pixels, and its colour
REPORT = "bao-cao/2022/an-ninh-trat-tu/"
SIGNED, READ = "tai-ve/2022/bao-cao-2022.pdf", "tai-ve/2022/bao-cao-2022-ban-doc.pdf"
DESK_SIZE = 1200, 720  # a window of the editing desk, its pictures as large
FIGURE = "2022/an-ninh-tong-hop.pham-phap-hinh-su.so_vu"
SHEET = 540  # width of a sheet in pixels


@dataclass(frozen=True)
class Picture:
    """A window of `height` CSS pixels, scrolled to an element, after something was opened, or a
    word typed in a field and something found."""

    name: str
    path: str
    height: int
    top: str = "body"
    click: str = ""
    field: str = ""
    word: str = ""
    found: str = "body"


PICTURES = [
    Picture("cuoi-trang", "bao-cao/2022/hoi-dong/", 300, ".ve-trang"),
    Picture(
        "so-lieu-tren-trang",
        f"{REPORT}nguon.html",
        450,
    ),
    Picture(
        "tra-con-so",
        "so-lieu/2022/",
        450,
        "#moi-con-so",
        field=".loc input",
        word="tai nạn",
        found=".loc-ket-qua:not(:empty)",
    ),
    Picture("trang-bang", "so-lieu/2022/tai-nan-giao-thong/", 675),
    Picture("doi-chieu", "so-lieu/2022/doi-chieu/", 450, ".quy-tac.khong-khop"),
    Picture("trang-huong-dan", "huong-dan/tien-thuong/", 675),
    Picture("danh-muc-van-ban", "van-ban/", 560, ".loc"),
    Picture(
        "tim-thong-bao",
        "bien-tap/khi-bi-do/",
        560,
        click=".md-header button[for=__search]",
        field="[data-md-component=search-query]",
        word="khong phai la so",
        found=".md-search-result__item",
    ),
]


def prepare(page: Page, picture: Picture) -> None:
    """Bring the page to where the picture is taken."""
    page.goto(picture.path)
    if picture.click:
        page.click(picture.click)
    if picture.field:
        page.locator(picture.field).first.focus()
        page.locator(picture.field).first.fill(picture.word)
        page.wait_for_selector(picture.found)
    page.evaluate(
        """(top) => {
          const header = document.querySelector(".md-header")?.offsetHeight ?? 0;
          const place = document.querySelector(top).getBoundingClientRect().top + scrollY;
          scrollTo(0, Math.max(0, place - header - 8));
        }""",
        picture.top,
    )


def take(
    browser: Browser, address: str, picture: Picture, width: int = WIDTH, scale: float = SCALE
) -> Image.Image:
    """The picture of a window `width` CSS pixels wide."""
    with browser.new_context(
        base_url=address,
        viewport={"width": width, "height": picture.height},
        device_scale_factor=scale,
        locale="vi-VN",
        color_scheme="light",
        reduced_motion="reduce",
    ) as context:
        page = context.new_page()
        prepare(page, picture)
        return Image.open(io.BytesIO(page.screenshot()))


def sheets(site: Path, passages: Iterable[tuple[str, str]]) -> Iterator[Image.Image]:
    """The sheets of PDFs on which the passages stand, each on the first that has it."""
    for pdf, passage in passages:
        document = pypdfium2.PdfDocument(site / pdf)
        sheet = next(page for page in document if page.get_textpage().search(passage).get_next())
        yield sheet.render(scale=SHEET / sheet.get_width()).to_pil()


def side_by_side(images: Iterable[Image.Image]) -> Image.Image:
    """The pictures in a row, as if they lay on a table."""
    row = list(images)
    size = (sum(one.width + GAP for one in row) + GAP, max(one.height for one in row) + 2 * GAP)
    table = Image.new("RGB", size, TABLE)
    left = GAP
    for one in row:
        table.paste(one, (left, GAP))
        left += one.width + GAP
    return table


def published_office(folder: Path) -> Path:
    """The office, its figures published."""
    root = make_sample_office(folder)
    assert freeze(["freeze", "2022", "--root", str(root)]) == 0
    commit(root)
    return root


def desk_pictures(browser: Browser) -> Iterator[tuple[str, Image.Image]]:
    """The editing desk, from a typed figure to its proposal."""
    with (
        tempfile.TemporaryDirectory() as folder,
        open_desk(published_office(Path(folder))) as desk,
        window_of(browser, desk, *DESK_SIZE) as window,
    ):
        page = window.page
        page.set_default_timeout(60_000)
        window.open(FIGURE, f"/{REPORT}")
        page.frame_locator("#trang").locator(".dang-sua").first.wait_for()
        window.type("24")
        page.locator("#tin-o .tin").first.wait_for()
        yield "ban-con-so", shot(window)
        window.press("Enter")
        page.get_by_label("Lý do").fill("Đếm sót hai vụ")
        page.get_by_label("Ai quyết định").fill("Trưởng Công an huyện")
        page.get_by_label("Ngày quyết định").fill("05/12/2022")
        yield "ban-dinh-chinh", shot(window)
        page.get_by_role("button", name="Ghi đính chính").click()
        window.said("Đã lưu")
        page.frame_locator("#trang").locator(".admonition").first.wait_for()
        page.get_by_role("tab", name="Thay đổi").click()
        page.locator("#o-thay-doi mark").first.wait_for()
        yield "ban-thay-doi", shot(window)
        page.get_by_role("tab", name="Bài viết").click()
        page.locator("#o-bai-viet .cm-content").wait_for()
        yield "ban-bai-viet", shot(window)
        page.get_by_role("button", name="Gửi đề nghị").click()
        page.get_by_label("Sửa gì").fill("Sửa số vụ phạm pháp hình sự")
        page.get_by_label("Tên của anh, chị").fill("Nông Thị Mẫu")
        page.get_by_label("Thư điện tử").fill("mau@vi-du.vn")
        yield "ban-gui", shot(window)


def shot(window: Window) -> Image.Image:
    """What a window of the desk shows."""
    return Image.open(io.BytesIO(window.page.screenshot()))


def pictures(site: Path) -> Iterator[tuple[str, Image.Image]]:
    """Each picture with its name."""
    with serving(site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        for picture in PICTURES:
            yield picture.name, take(browser, address, picture)
        phone = Picture("", REPORT, 900, "#pham-phap-hinh-su")
        desktop = Picture("", REPORT, 900)
        screens = take(browser, address, phone, 390, 1), take(browser, address, desktop, 1280, 1)
        yield "trang-bao-cao", side_by_side(screens)
        yield from desk_pictures(browser)
        browser.close()
    passages = (
        (SIGNED, "Độc lập - Tự do - Hạnh phúc"),
        (READ, "Số liệu chính"),
        (READ, "Tai nạn giao thông: kết quả"),
    )
    yield "van-ban-pdf", side_by_side(sheets(site, passages))


def main() -> None:
    """Take all pictures, or those that are named."""
    wanted = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        result = build(make_sample_office(Path(folder)), Path(folder) / "site", PUBLISHED)
        assert result.status == 0, result.output
        for name, image in pictures(result.site):
            if not wanted or name in wanted:
                path = FOLDER / f"{name}.webp"
                image.convert("RGB").save(path, quality=QUALITY, method=6)
                size = f"width={image.width} height={image.height}"
                print(f"{path.name}: {{ {size} loading=lazy }}, {path.stat().st_size} bytes")


if __name__ == "__main__":
    main()
