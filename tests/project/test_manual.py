"""The manual for editors: an office may go without, and its examples publish nothing."""

from pathlib import Path

from report.edition.checks import check
from report.site.message_pages import INDEX, message_pages
from tests.office import HEAD, office


def test_an_office_without_a_manual_has_no_pages_of_messages(tmp_path: Path) -> None:
    assert message_pages(office(tmp_path)) == {}
    assert INDEX in message_pages(office(tmp_path, {"docs/bien-tap/index.md": f"{HEAD}# Sửa\n"}))


def test_an_example_of_the_manual_is_no_use_of_a_table_and_no_citation(tmp_path: Path) -> None:
    calls = '{{ bang("cay-trong", nam=2021) }}\n\n{{ van_ban("kh-2") }}\n'
    files = {
        "docs/bien-tap/index.md": f"{HEAD}# Sửa\n\n{calls}",
        "docs/bao-cao/2021/index.md": f"{HEAD}# Báo cáo\n",
        "docs/van-ban/index.md": f"{HEAD}# Văn bản\n",
    }
    problems = check(office(tmp_path, files))
    assert [one.message for one in problems] == [
        "bảng “cay-trong” không được dùng trên trang nào",
        "văn bản “kh-2” không được dẫn ở trang nào",
    ]
