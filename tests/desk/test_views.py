"""Each view of the desk's window: no barrier that axe knows, at the widths that are used."""

from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.desk.windows import RULES, OpenDesk, Window, make_published, open_desk, window_of

FIGURE = "2022/cay-trong.lua.so_ho"
PAGE = "/bao-cao/2022/trang/"


@pytest.fixture(scope="module")
def desk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenDesk]:
    """A desk with a change and a mistake in its draft."""
    with open_desk(make_published(tmp_path_factory.mktemp("desk"))) as desk:
        text = desk.text("data/2022/cay-trong.csv")
        desk.write("data/2022/cay-trong.csv", text.replace("955", "9x"))
        yield desk


def start(window: Window) -> None:
    window.open()
    if window.page.locator("#mo-bang").is_visible():  # a phone
        window.page.locator("#mo-bang").click()
    window.page.get_by_label("Tìm con số, bảng").wait_for()


def grid(window: Window) -> None:
    window.open(FIGURE)
    window.page.locator("#tin-o:not([hidden])").wait_for()


def editing(window: Window) -> None:
    grid(window)
    window.cell(0, "so_ho").focus()
    window.type("8y")
    window.page.locator("#tin-o", has_text="8y").wait_for()


def unread(window: Window) -> None:
    window.open("2022/cay-trong.lua.ten")
    window.cell(0, "ten").focus()
    window.paste(text="L?a\t5")
    window.page.get_by_role("dialog", name="Có ô không ghi được").wait_for()


def problems(window: Window) -> None:
    window.page.keyboard.press("Escape")
    window.page.get_by_role("tab", name="Lỗi").click()
    window.page.get_by_role("button", name="Tới ô").first.wait_for()


def changes(window: Window) -> None:
    window.page.get_by_role("tab", name="Thay đổi").click()
    window.page.get_by_role("heading", name="Người đọc sẽ thấy khác").wait_for()


def new_row(window: Window) -> None:
    window.page.get_by_role("tab", name="Số liệu").click()
    window.page.get_by_role("button", name="Thêm dòng").click()
    window.page.get_by_role("dialog").wait_for()


def correction(window: Window) -> None:
    window.open("2021/cay-trong.lua.so_ho")
    window.type("901")
    window.press("Enter")
    window.page.get_by_role("dialog", name="Đính chính số đã công bố").wait_for()


def sending(window: Window) -> None:
    window.open(FIGURE)
    window.page.get_by_role("button", name="Gửi đề nghị").click()
    window.page.get_by_role("button", name="Vẫn gửi").click()
    window.page.get_by_label("Thư điện tử").wait_for()


VIEWS: list[Callable[[Window], None]] = [
    start,
    grid,
    editing,
    unread,
    problems,
    changes,
    new_row,
    correction,
    sending,
]


# What another size and other colours can change; all else is the same.
LOOK = ["color-contrast", "target-size", "scrollable-region-focusable"]


@pytest.mark.parametrize(
    ("width", "scheme", "rules"), [(1024, "light", RULES), (390, "dark", LOOK)]
)
def test_axe_finds_no_barrier_in_any_view(
    browser: Browser, desk: OpenDesk, width: int, scheme: str, rules: list[str]
) -> None:
    found = {}
    with window_of(browser, desk, width, scheme=scheme) as window:
        for view in VIEWS:
            view(window)
            found[view.__name__] = window.barriers(rules=rules)
            assert window.page.evaluate("document.documentElement.scrollWidth") == width
    assert found == {view.__name__: [] for view in VIEWS}


def test_on_a_phone_the_cell_comes_up_from_below_and_goes_again(
    browser: Browser, desk: OpenDesk
) -> None:
    with window_of(browser, desk, 390, 844) as window:
        window.open(page=PAGE)
        panel = window.page.locator("#bang-lam-viec")
        expect(panel).to_be_hidden()
        figure = '.so[data-nguon="cay-trong.lua.san_luong"]'
        window.page.frame_locator("#trang").locator(figure).click()
        expect(panel).to_be_visible()
        field = window.page.get_by_label("Giá trị, tính bằng tấn")
        field.fill("30")
        field.press("Enter")
        window.said("Đã lưu: Sản lượng · Lúa, 30")
        assert window.page.evaluate("document.documentElement.scrollWidth") == 390
        window.page.get_by_role("button", name="Đóng").click()
        expect(panel).to_be_hidden()
