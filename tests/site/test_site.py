"""The site of an invented office, as its readers get it."""

from pathlib import Path
from urllib.parse import parse_qs

import pytest
from bs4 import BeautifulSoup

from report.site.publication import working_place
from tests.sites import Build, build, make_office

OFFICE = {
    "data/don-vi.yaml": "ten: Ủy ban nhân dân xã Mẫu\ntrang: Báo cáo xã Mẫu\nmo_ta: Trang mẫu.\n"
    'dien_thoai: "0206 000 0000"\nthu_dien_tu: vp@mau.example\n',
    "docs/index.md": "---\ntitle: Trang chủ\ndescription: Trang mẫu.\ncong_cu: tien-thuong\n---\n\n"
    "# Xã Mẫu\n\n"
    'Năm {{ nam }}: {{ so("ket-qua.lua.san_luong", don_vi=True) }}.\n',
}


def year_files(year: int, harvest: str) -> dict[str, str]:
    """Data and a page of one year of the invented office."""
    return {
        f"data/{year}/ket-qua.csv": f"khoa,ten,san_luong\nlua,Lúa,{harvest}\n",
        f"data/{year}/datapackage.yaml": "name: mau\ntitle: Mẫu\nresources:\n"
        "  - name: ket-qua\n    path: ket-qua.csv\n    title: Sản lượng\n    description: Mẫu.\n"
        "    muc: Mục I\n    ky: năm\n    thoi_diem: tháng mười hai\n    co_quan: Xã Mẫu\n"
        "    schema:\n      primaryKey: khoa\n      fields:\n"
        "        - {name: khoa, title: Khóa, type: string}\n"
        "        - {name: ten, title: Cây trồng, type: string}\n"
        "        - {name: san_luong, title: Sản lượng, type: number, don_vi: tấn}\n",
        f"docs/bao-cao/{year}/index.md": "---\ntitle: Báo cáo\ndescription: Trang mẫu.\n"
        "muc: Phần <b>một</b>, mục I\n---\n\n"
        "# Báo cáo năm {{ nam }}\n\n"
        'Sản lượng {{ so("ket-qua.lua.san_luong", don_vi=True) }}, '
        'năm sau {{ so("ket-qua.lua.san_luong", nam=2031) }}.\n\n{{ bang("ket-qua") }}\n',
    }


@pytest.fixture(scope="module")
def other_office(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Another office with two years: data and pages only, no line of code."""
    files = {**OFFICE, **year_files(2030, '"1234,5"'), **year_files(2031, "988")}
    folder = make_office(tmp_path_factory.mktemp("office"), files)
    return build(folder, folder / "site")


def test_another_office_with_two_years_needs_data_and_pages_alone(other_office: Build) -> None:
    assert other_office.status == 0, other_office.output
    first = (other_office.site / "bao-cao/2030/index.html").read_text("utf-8")
    second = (other_office.site / "bao-cao/2031/index.html").read_text("utf-8")
    assert ">1.234,5</data>\u00a0tấn" in first
    assert 'data-nguon="ket-qua.lua.san_luong" data-nam="2031">988</data>' in first
    assert ">988</data>\u00a0tấn" in second


def test_without_an_address_there_are_no_feeds_and_no_links_to_them(other_office: Build) -> None:
    assert not list(other_office.site.glob("feed.*"))
    front = (other_office.site / "index.html").read_text("utf-8")
    assert "application/rss" not in front
    assert "RSS" not in front


def test_a_reader_finds_the_place_of_a_page_in_the_printed_report(other_office: Build) -> None:
    report = (other_office.site / "bao-cao/2031/index.html").read_text("utf-8")
    foot = BeautifulSoup(report, "html.parser").select_one(".ve-trang")
    assert foot is not None
    assert "Trong báo cáo: Phần <b>một</b>, mục I" in foot.get_text()
    front = (other_office.site / "index.html").read_text("utf-8")
    assert "Trong báo cáo:" not in front


def test_a_page_that_names_a_tool_has_its_script(other_office: Build) -> None:
    front = (other_office.site / "index.html").read_text("utf-8")
    report = (other_office.site / "bao-cao/2031/index.html").read_text("utf-8")
    assert 'src="assets/javascripts/reward.js"' in front
    assert "reward.js" not in report


def test_a_page_outside_the_years_shows_the_newest(other_office: Build) -> None:
    front = (other_office.site / "index.html").read_text("utf-8")
    assert "Năm 2031: " in front
    assert ">988</data>" in front


def test_the_name_of_the_office_comes_from_its_data(other_office: Build) -> None:
    front = (other_office.site / "index.html").read_text("utf-8")
    assert "Ủy ban nhân dân xã Mẫu" in front


def test_an_office_with_an_address_for_letters_gets_feedback_by_e_mail(other_office: Build) -> None:
    front = BeautifulSoup((other_office.site / "index.html").read_text("utf-8"), "html.parser")
    feedback = front.select_one(".ve-trang a[href^=mailto]")
    assert feedback is not None
    to, _, prepared = feedback["href"].partition("?")
    assert to == "mailto:vp@mau.example"
    assert parse_qs(prepared)["subject"] == ["Báo một chỗ sai: Trang chủ"]
    foot = front.select_one(".chan-trang")
    assert foot is not None
    assert foot.select_one('a[href="tel:02060000000"]') is not None
    assert "Muốn liên hệ" not in foot.get_text()


SPOILED = {
    "a broken link": ("docs/index.md", "# Xã Mẫu\n\n[hỏng](khong-co.md)\n"),
    "a broken anchor": ("docs/index.md", "# Xã Mẫu\n\n[hỏng](#khong-co)\n"),
    "an unknown macro": ("docs/index.md", "# Xã Mẫu\n\n{{ soo('a') }}\n"),
    "an unknown figure": ("docs/index.md", "# Xã Mẫu\n\n{{ so('ket-qua.lua.x') }}\n"),
    "a name in braces": ("docs/index.md", "# Xã Mẫu\n\n{{ ten }}\n"),
    "an open brace": ("docs/index.md", "# Xã Mẫu\n\n{{ so('ket-qua.lua.san_luong')\n"),
    "an empty cell": ("data/2030/ket-qua.csv", "khoa,ten,san_luong\nlua,Lúa,\n"),
    "nan for a number": ("data/2030/ket-qua.csv", "khoa,ten,san_luong\nlua,Lúa,nan\n"),
    "None for a number": ("data/2030/ket-qua.csv", "khoa,ten,san_luong\nlua,Lúa,None\n"),
    "a typed digit": ("docs/bao-cao/2030/them.md", "# Thêm 5\n"),
}


@pytest.mark.parametrize("mistake", SPOILED)
def test_no_build_with_a_mistake_replaces_the_published_site(tmp_path: Path, mistake: str) -> None:
    files = {**OFFICE, **year_files(2030, "7"), **year_files(2031, "8")}
    path, text = SPOILED[mistake]
    head = "---\ntitle: Trang\ndescription: Trang mẫu.\n---\n\n" if path.endswith(".md") else ""
    folder = make_office(tmp_path, {**files, path: head + text})
    (folder / "site").mkdir()
    (folder / "site" / "index.html").write_text("bản đang công bố", "utf-8")
    result = build(folder, folder / "site")
    assert result.status != 0
    assert [file.name for file in (folder / "site").iterdir()] == ["index.html"]
    assert not working_place(folder / "site").exists()
    assert "Traceback" not in result.output


def test_text_of_a_cell_is_never_markup_or_code(tmp_path: Path) -> None:
    nasty = "<script>alert(1)</script> **đậm** {{ nam }} [x](http://a.b) {% raw %}"
    files = {**OFFICE, **year_files(2031, "8"), **year_files(2030, "7")}
    files["data/2030/ket-qua.csv"] = f'khoa,ten,san_luong\nlua,"{nasty}",7\n'
    files["docs/bao-cao/2030/index.md"] += '\nCây {{ so("ket-qua.lua.ten") }}.\n'
    folder = make_office(tmp_path, files)
    result = build(folder, folder / "site")
    assert result.status == 0, result.output
    page = BeautifulSoup(
        (result.site / "bao-cao/2030/index.html").read_text("utf-8"), "html.parser"
    )
    for place in (page.select_one("td, tbody th"), page.select_one("span.so")):
        assert place is not None
        assert place.get_text(strip=True) == nasty


def test_addresses_that_no_link_leads_to_are_refused(tmp_path: Path) -> None:
    folder = make_office(tmp_path, {**OFFICE, **year_files(2022, "1")})
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write("use_directory_urls: false\n")
    line = len((folder / "mkdocs.yml").read_text("utf-8").splitlines())
    result = build(folder, folder / "site")
    assert result.status
    assert f"mkdocs.yml:{line}: trang web cần “use_directory_urls”" in result.output
    assert not result.site.exists()
