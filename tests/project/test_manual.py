"""The manual for editors: an office may go without, and its examples publish nothing."""

from pathlib import Path

from report.edition.checks import check
from report.edition.edition import sample_edition
from report.edition.examination import examine
from report.site.message_pages import INDEX, message_pages
from report.sources.addresses import SOURCES
from tests.office import HEAD, office
from tests.pictures import PICTURES
from tests.sample_office import make_sample_office


def test_an_office_without_a_manual_has_no_pages_of_messages(tmp_path: Path) -> None:
    assert message_pages(office(tmp_path)) == {}
    assert INDEX in message_pages(office(tmp_path, {"docs/bien-tap/index.md": f"{HEAD}# Sửa\n"}))


def test_an_example_of_the_manual_is_no_use_of_a_table_and_no_citation(tmp_path: Path) -> None:
    calls = '{{ bang("viec-lam", nam=2022) }}\n\n{{ van_ban("qd-629-2022") }}\n'
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


def test_the_examples_of_the_manual_show_its_own_tables_in_every_office(
    tmp_path: Path,
) -> None:
    calls = ('so("viec-lam.giai-quyet.so_lao_dong", nam=2022)', "nam", "nam(-1)")
    text = "\n\n".join(f"{{{{ {call} }}}}" for call in calls)
    page = office(tmp_path, {"docs/bien-tap/macro.md": f"{HEAD}# Macro\n\n{text}\n"}).pages[
        "bien-tap/macro.md"
    ]
    assert page.problems == ()
    assert page.plain.split("\n\n")[1:] == ["955", "2022", "2021\n"]


def test_the_tables_of_the_examples_have_no_problem_but_that_no_page_shows_them() -> None:
    sample = sample_edition()
    codes = {one.code for one in check(sample) if one.path.startswith("data/2022")}
    assert len(sample.years[2022].tables) > 10
    assert codes <= {"bang-khong-duoc-dung"}


def test_the_office_of_the_pictures_is_whole_and_has_their_pages(tmp_path: Path) -> None:
    root = make_sample_office(tmp_path)
    assert examine(root).problems == ()
    for picture in PICTURES:
        if picture.path.startswith(("bao-cao/", "huong-dan/", "bien-tap/")):
            page = picture.path.removesuffix(SOURCES).strip("/")
            assert (root / f"docs/{page}.md").is_file(), picture.name
