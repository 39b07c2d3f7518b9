"""From a changed figure to the branch on the remote, and what others changed meanwhile."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from report.desk.draft import OLD_DRAFTS
from tests.desk.desks import make_repository, publish, remote_of, run_git
from tests.desk.windows import Window, open_desk, window_of
from tests.office import site_files

PAGE = "docs/bao-cao/2022/trang.md"
CSV = "data/2022/cay-trong.csv"
FIGURE = "2022/cay-trong.lua.so_ho"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    page = site_files()[PAGE]
    sentence = 'Có {{ so("cay-trong.lua.so_ho") }} trồng lúa.'
    return make_repository(tmp_path, {PAGE: page.replace("Được mùa.", sentence)})


@pytest.fixture
def window(browser: Browser, root: Path) -> Iterator[Window]:
    with open_desk(root) as desk, window_of(browser, desk) as window:
        yield window


def change_figure(window: Window) -> None:
    """Change a figure, and wait until that is kept."""
    window.open(FIGURE)
    window.type("956")
    window.press("Enter")
    window.said("Đã lưu")


def fill_and_send(window: Window) -> None:
    """Fill the dialog of sending, and send."""
    window.page.get_by_role("button", name="Gửi đề nghị").click()
    dialog = window.page.get_by_role("dialog", name="Gửi đề nghị")
    dialog.get_by_label("Sửa gì").fill("Sửa số hộ trồng lúa")
    dialog.get_by_label("Tên của anh, chị").fill("Nông Thị Mẫu")
    dialog.get_by_label("Thư điện tử").fill("mau@xa.vi-du.vn")
    dialog.get_by_role("button", name="Gửi đề nghị").click()


def test_a_changed_figure_gets_to_the_remote_under_the_name_of_the_editor(
    window: Window, root: Path
) -> None:
    change_figure(window)
    page = window.page
    page.get_by_role("tab", name="Thay đổi").click()
    expect(page.locator("#o-thay-doi .doi").first).to_contain_text("955")
    expect(page.locator("#o-thay-doi mark").first).to_contain_text("956")
    window.shows_site = True
    page.get_by_role("button", name="Xem trước và sau").first.click()
    both = page.get_by_role("dialog").locator("iframe")
    expect(both.nth(0).content_frame.locator("[value='955']").first).to_be_visible()
    expect(both.nth(1).content_frame.locator("[value='956']").first).to_be_visible()
    window.press("Escape")
    page.get_by_role("button", name="Gửi đề nghị").click()
    dialog = page.get_by_role("dialog", name="Gửi đề nghị")
    dialog.get_by_label("Sửa gì").fill("Sửa số hộ trồng lúa")
    dialog.get_by_label("Tên của anh, chị").fill("Nông Thị Mẫu")
    dialog.get_by_label("Thư điện tử").fill("không phải thư")
    dialog.get_by_role("button", name="Gửi đề nghị").click()
    expect(dialog.get_by_label("Thư điện tử")).to_have_attribute("aria-invalid", "true")
    dialog.get_by_label("Thư điện tử").fill("mau@xa.vi-du.vn")
    dialog.get_by_role("button", name="Gửi đề nghị").click()
    result = page.get_by_role("dialog", name="Đã gửi nhánh, còn một bước")
    branch = result.locator("b").text_content()
    with page.expect_download() as download:
        result.get_by_role("link", name="Tải de-nghi.zip").click()
    assert download.value.suggested_filename == "de-nghi.zip"
    with zipfile.ZipFile(download.value.path()) as archive:
        assert "lua,Lúa,956," in archive.read(CSV).decode()
        assert "+lua,Lúa,956," in archive.read("thay-doi.patch").decode()
    result.get_by_role("button", name="Bắt đầu bản nháp mới").click()
    sure = page.get_by_role("dialog", name="Bắt đầu bản nháp mới?")
    expect(sure).to_contain_text("thư mục .ban-bien-tap-cu")
    sure.get_by_role("button", name="Sửa tiếp bản này").click()
    expect(sure).to_be_hidden()
    remote = remote_of(root)
    shown = run_git(remote, "log", "-1", "--format=%an <%ae> %s", str(branch))
    assert shown.strip() == "Nông Thị Mẫu <mau@xa.vi-du.vn> Sửa số hộ trồng lúa"
    assert "lua,Lúa,956," in run_git(remote, "show", f"{branch}:{CSV}")
    assert "lua,Lúa,955," in run_git(remote, "show", f"main:{CSV}")


def test_a_new_draft_begins_with_what_is_published_and_the_old_one_is_kept(
    window: Window, root: Path
) -> None:
    run_git(root, "remote", "remove", "origin")
    change_figure(window)
    page = window.page
    fill_and_send(window)
    result = page.get_by_role("dialog", name="Chưa gửi được, còn một bước")
    result.get_by_role("button", name="Bắt đầu bản nháp mới").click()
    sure = page.get_by_role("dialog", name="Bắt đầu bản nháp mới?")
    expect(sure).to_contain_text("chưa gửi đi được: hãy tải de-nghi.zip trước")
    sure.get_by_role("button", name="Cất đi, bắt đầu bản mới").click()
    expect(page.locator("#thong-bao")).to_contain_text("Đã bắt đầu bản nháp mới.")
    expect(window.cell(0, "so_ho")).to_have_text("955")
    expect(page.locator("#so-thay-doi")).to_have_text("0")
    expect(page.get_by_role("button", name="Hoàn tác")).to_be_disabled()
    (kept,) = [one for one in (root / OLD_DRAFTS).iterdir() if one.is_dir()]
    assert "lua,Lúa,956," in (kept / "cay" / CSV).read_text("utf-8")


def test_what_others_published_is_chosen_before_the_proposal_is_sent(
    window: Window, root: Path
) -> None:
    change_figure(window)
    published = publish(root, CSV, "Lúa,955", "Lúa,700")
    fill_and_send(window)
    page = window.page
    choice = page.get_by_role("dialog", name="Người khác cũng sửa chỗ này")
    choice.get_by_role("radio", name="của anh, chị, 956").check()
    choice.get_by_role("button", name="Dùng các giá trị đã chọn").click()
    dialog = page.get_by_role("dialog", name="Gửi đề nghị")
    expect(dialog.get_by_label("Sửa gì")).to_have_value("Sửa số hộ trồng lúa")
    dialog.get_by_role("button", name="Gửi đề nghị").click()
    branch = page.get_by_role("dialog", name="Đã gửi nhánh").locator("b").text_content()
    assert "lua,Lúa,956," in run_git(remote_of(root), "show", f"{branch}:{CSV}")
    assert run_git(remote_of(root), "rev-parse", f"{branch}^").strip() == published


def test_what_others_changed_beside_the_desk_is_chosen_in_the_window(
    window: Window, root: Path
) -> None:
    change_figure(window)
    file = root / CSV
    file.write_text(file.read_text("utf-8").replace("Lúa,955", "Lúa,700"), "utf-8")
    window.open(FIGURE)
    window.page.get_by_role("button", name="Người khác cũng sửa: 1 chỗ").click()
    dialog = window.page.get_by_role("dialog")
    expect(dialog).to_contain_text("955")
    dialog.get_by_role("radio", name="người kia, 700").check()
    dialog.get_by_role("button", name="Dùng các giá trị đã chọn").click()
    expect(window.cell(0, "so_ho")).to_have_text("700")
    expect(window.page.locator("#xung-dot")).to_be_hidden()
