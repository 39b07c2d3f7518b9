"""Everything can be reached and used by the keyboard alone."""

import re

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from tests.this_office.browser.conftest import open_context

REPORT = "bao-cao/2022/giam-ngheo/"
TABLES = "bao-cao/2022/an-ninh-trat-tu/"

WIDER = """() => {
  for (const table of document.querySelectorAll("article .bang-khung table")) {
    table.style.minWidth = "60rem";
  }
}"""

# Where the keyboard is: a name to tell it by, whether it can be seen and whether a ring shows it.
# The theme gives its sidebars their place in the frame after the page has moved.
FOCUS = """async () => {
  await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)));
  const element = document.activeElement;
  if (!element || element === document.body) return null;
  const box = element.getBoundingClientRect();
  const style = getComputedStyle(element);
  const middle = document.elementFromPoint(
    Math.min(Math.max(box.x + box.width / 2, 0), innerWidth - 1),
    Math.min(Math.max(box.y + Math.min(box.height, innerHeight) / 2, 0), innerHeight - 1),
  );
  return {
    name: element.textContent.trim() || element.getAttribute("aria-label") || element.outerHTML,
    index: [...document.querySelectorAll("*")].indexOf(element),
    isSeen: box.width > 1 && box.height > 1 && style.visibility === "visible"
      && box.right > 0 && box.left < innerWidth && box.bottom > 0 && box.top < innerHeight,
    isOnTop: Boolean(middle && (element.contains(middle) || middle.contains(element))),
    hasRing: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
  };
}"""

# Everything a mouse can press: what is not hidden and takes the keyboard, or opens something.
CONTROLS = """() => [
  ...document.querySelectorAll("a[href], button, input, summary, [tabindex='0']"),
].filter((element) => !element.matches("[type=checkbox], [type=reset], [disabled]")
    && element.checkVisibility({ checkVisibilityCSS: true, checkOpacity: true })
    && element.tabIndex >= 0 && element.getBoundingClientRect().width > 1)
  .map((element) => [...document.querySelectorAll("*")].indexOf(element))"""


def walk(page: Page) -> list[dict[str, object]]:
    """All that the Tab key reaches, until it leaves the page."""
    stops = []
    for _ in range(300):
        page.keyboard.press("Tab")
        stop = page.evaluate(FOCUS)
        if stop is None:
            return stops
        stops.append(stop)
    raise AssertionError(f"the Tab key does not leave the page: {stops[-3:]}")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["", REPORT, "so-lieu/2022/toi-pham/"])
def test_the_tab_key_reaches_every_control_and_one_sees_where_it_is(
    browser: Browser, address: str, path: str, width: int
) -> None:
    # What is kept for later comes to the foot of a page while the keyboard goes through it.
    with open_context(browser, address, service_workers="block") as context:
        page = context.new_page()
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(path)
        controls = page.evaluate(CONTROLS)
        stops = walk(page)
    assert set(controls) <= {stop["index"] for stop in stops}
    order = [stop["index"] for stop in stops]
    assert order == sorted(order), "the keyboard goes as the page reads"
    assert [stop["name"] for stop in stops if not stop["isSeen"]] == []
    assert [stop["name"] for stop in stops if not stop["isOnTop"]] == []
    assert [stop["name"] for stop in stops if not stop["hasRing"]] == []


def test_the_first_key_offers_to_skip_to_the_text(page: Page) -> None:
    page.goto(REPORT)
    page.keyboard.press("Tab")
    skip = page.locator(".md-skip")
    expect(skip).to_be_focused()
    expect(skip).to_have_css("opacity", "1")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('article') !== null")


def test_a_wide_table_scrolls_by_arrow_keys_in_a_named_region(phone: Page) -> None:
    phone.goto(TABLES)
    phone.evaluate(WIDER)  # all tables of this office fit or stack
    regions = phone.locator("article .bang-khung:visible")
    wide = [r for r in regions.all() if r.evaluate("(r) => r.scrollWidth > r.clientWidth")]
    assert wide
    for region in wide:
        name = region.get_attribute("aria-labelledby")
        assert region.get_attribute("role") == "region"
        assert phone.locator(f"[id='{name}']").text_content()
    wide[0].focus()
    phone.keyboard.press("ArrowRight")
    phone.wait_for_function("(r) => r.scrollLeft > 0", arg=wide[0].element_handle())


def menu_button(page: Page) -> Locator:
    return page.get_by_role("button", name="Danh mục")


def test_the_menu_of_a_phone_opens_and_closes_by_the_keyboard(phone: Page) -> None:
    phone.goto(REPORT)
    button = menu_button(phone)
    expect(button).to_have_attribute("aria-expanded", "false")
    button.focus()
    phone.keyboard.press("Enter")
    expect(button).to_have_attribute("aria-expanded", "true")
    assert phone.evaluate("document.activeElement.closest('.md-sidebar--primary') !== null")
    phone.keyboard.press("Escape")
    expect(button).to_have_attribute("aria-expanded", "false")
    expect(button).to_be_focused()


def test_the_menu_of_a_phone_leads_up_a_level_and_down_again(phone: Page) -> None:
    phone.goto(REPORT)
    menu_button(phone).press("Space")
    back = phone.get_by_role("button", name=re.compile("trở lại mục trên"))
    expect(back).to_be_focused()  # the only level that is not covered
    phone.keyboard.press("Enter")
    opener = phone.get_by_role("button", name=re.compile("Phong trào thi đua$"))
    expect(opener).to_be_focused()
    expect(opener).to_have_attribute("aria-expanded", "false")
    phone.keyboard.press("Enter")
    expect(back).to_be_focused()
    link = phone.locator(".md-sidebar--primary").get_by_role("link", name="Văn hóa công sở")
    link.press("Enter")
    expect(phone).to_have_url(re.compile("/van-hoa-cong-so/$"))


def test_the_menu_of_a_phone_closes_when_the_keyboard_leaves_it(phone: Page) -> None:
    phone.goto(REPORT)
    menu_button(phone).press("Enter")
    phone.keyboard.press("Shift+Tab")
    expect(menu_button(phone)).to_have_attribute("aria-expanded", "false")


def test_no_single_key_leaves_the_page_or_opens_the_search(page: Page) -> None:
    """WCAG 2.1.4: who dictates, or rests a hand on the keys, stays where he is."""
    page.goto(REPORT)
    here = page.url
    for key in "pn,.fs/":
        page.keyboard.press(key)
    expect(page.locator("#__search")).not_to_be_checked()
    page.keyboard.press("Tab")  # the page still answers, and it is the same page
    assert page.url == here


def test_colours_can_be_changed_by_the_keyboard(page: Page) -> None:
    page.goto(REPORT)
    page.get_by_role("button", name="Chuyển sang giao diện sáng").press("Enter")
    dark = page.get_by_role("button", name="Chuyển sang giao diện tối")
    expect(dark).to_be_focused()
    dark.press("Space")
    expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
