"""Pictures of the real screens for the editors' manual: `make pictures`.

The site is built as it is published and opened in Chromium, which writes WebP itself. Each
picture is as wide as its page shows it at most, so that letters stay sharp on a phone.
"""

import base64
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.chromium import FLAGS, chromium
from tests.server import serving
from tests.sites import PUBLISHED, ROOT, build

FOLDER = ROOT / "docs/bien-tap/hinh"
WIDTH, SCALE = 900, 4 / 3  # a window without side columns; 1200 pixels of the picture
QUALITY = 0.7
TO_WEBP = """async ([png, quality]) => {
  const image = new Image();
  image.src = `data:image/png;base64,${png}`;
  await image.decode();
  const canvas = Object.assign(document.createElement("canvas"),
    { width: image.width, height: image.height });
  canvas.getContext("2d").drawImage(image, 0, 0);
  return canvas.toDataURL("image/webp", quality).split(",")[1];
}"""


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
    Picture("cuoi-trang", "bao-cao/2022/hoi-dong/", 240, ".ve-trang"),
    Picture(
        "so-lieu-tren-trang",
        "bao-cao/2022/an-ninh-trat-tu/",
        450,
        ".so-lieu-trang",
        click=".so-lieu-trang summary",
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
          const header = document.querySelector(".md-header").offsetHeight;
          const place = document.querySelector(top).getBoundingClientRect().top + scrollY;
          scrollTo(0, Math.max(0, place - header - 8));
        }""",
        picture.top,
    )


def take(browser: Browser, address: str, picture: Picture) -> tuple[bytes, float]:
    """The picture as WebP, and the height of its window."""
    with browser.new_context(
        base_url=address,
        viewport={"width": WIDTH, "height": picture.height},
        device_scale_factor=SCALE,
        locale="vi-VN",
        color_scheme="light",
        reduced_motion="reduce",
    ) as context:
        page = context.new_page()
        prepare(page, picture)
        png = base64.b64encode(page.screenshot()).decode()
        blank = context.new_page()
        webp: str = blank.evaluate(TO_WEBP, [png, QUALITY])
    return base64.b64decode(webp), picture.height * SCALE


def main() -> None:
    """Take all pictures, or those that are named."""
    wanted = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        result = build(ROOT, Path(folder) / "site", PUBLISHED)
        assert result.status == 0, result.output
        with serving(result.site) as address, sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
            for picture in PICTURES:
                if not wanted or picture.name in wanted:
                    content, height = take(browser, address, picture)
                    (FOLDER / f"{picture.name}.webp").write_bytes(content)
                    size = f"width=1200 height={height:.0f}"
                    print(f"{picture.name}.webp: {{ {size} loading=lazy }}, {len(content)} bytes")
            browser.close()


if __name__ == "__main__":
    main()
