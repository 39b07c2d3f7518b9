"""Places still to be filled: listed with their line, seen by readers, never published for good."""

from pathlib import Path

import pytest

from report.__main__ import main
from report.downloads.files import site_files
from report.edition.checks import check
from report.edition.edition import Edition
from report.problems.listing import listing
from report.problems.problem import errors, open_places
from report.site.passages import Passage
from report.site.theme.search_index import SearchIndex
from tests.office import CROPS, CROPS_CSV, FILES, HEAD, PAGE, office, package, show

CSV = "data/2022/cay-trong.csv"
OPEN_CSV = CROPS_CSV.replace("lua,Lúa,955", "lua,Lúa,cần điền")
FROZEN = "so_lieu,gia_tri\ncay-trong.lua.ten,Lúa\n"


def opened(folder: Path, files: dict[str, str | None] | None = None) -> Edition:
    return office(folder, {CSV: OPEN_CSV, **(files or {})})


def places(edition: Edition) -> list[tuple[str, int]]:
    return [(one.path, one.line) for one in open_places(check(edition))]


def test_a_marked_cell_is_an_open_place_and_no_error(tmp_path: Path) -> None:
    edition = opened(tmp_path)
    (place,) = check(edition)
    assert (place.path, place.line) == (CSV, 2)
    assert "so_ho" in place.message
    assert errors([place]) == []
    assert listing([place]).endswith("Không có lỗi. Còn 1 chỗ chờ điền.")


@pytest.mark.parametrize("kind", ["string", "integer", "number", "date", "year"])
@pytest.mark.parametrize("written", ["cần điền", "Cần điền", " cần điền "])
def test_a_cell_of_every_kind_can_be_marked(tmp_path: Path, kind: str, written: str) -> None:
    columns = [{"name": "khoa"}, {"name": "ten", "title": "Tên"}]
    columns.append({"name": "so", "type": kind, "constraints": {"required": True, "enum": ["1"]}})
    csv = f"khoa,ten,so\na,A,{written}\n"
    titled = [{"title": "Cột", **column} for column in columns]
    edition = office(
        tmp_path, {CSV: csv, "data/2022/datapackage.yaml": package({"cay-trong": titled})}
    )
    assert not errors(check(edition))
    assert places(edition) == [(CSV, 2)]


@pytest.mark.parametrize(
    "call",
    [
        'so("cay-trong.lua.so_ho")',
        'so("cay-trong.lua.so_ho", don_vi=True)',
        'thay_doi("cay-trong.lua.so_ho")',
        'ty_le("cay-trong.lua.so_ho", "cay-trong.ngo.so_ho")',
        'ty_le("cay-trong.ngo.so_ho", "cay-trong.lua.so_ho")',
        'bang("cay-trong")',
        'bieu_do("cay-trong", cot="so_ho")',
        'bieu_do("cay-trong", cot="so_ho", nho=True)',
        'bieu_do("cay-trong", cot=["so_ho", "san_luong"])',
        'bieu_do("cay-trong", cot="so_ho", thay_doi="tang_giam")',
        'bieu_do("cay-trong", cot="san_luong", thay_doi="so_ho")',
        'bieu_do("cay-trong", cot="so_ho", toan_bo="lua")',
        'bieu_do("cay-trong", cot="san_luong", thuc_hien="cay-trong.lua.so_ho")',
        'bieu_do("cay-trong", cot="so_ho", xep_o="cay-trong")',
        'bieu_do("cay-trong", cot="so_ho", so_lon=True)',
    ],
)
def test_a_reader_sees_that_a_figure_is_still_to_come(tmp_path: Path, call: str) -> None:
    html = show(opened(tmp_path), call)
    assert "(chờ số liệu" in html
    assert "cần điền" not in html


@pytest.mark.parametrize("more", ["", ", so_lon=True", ', toan_bo="lua"', ', thay_doi="so_ho"'])
def test_a_chart_waits_for_the_names_of_its_rows(tmp_path: Path, more: str) -> None:
    edition = office(tmp_path, {CSV: CROPS_CSV.replace("lua,Lúa", "lua,cần điền")})
    html = show(edition, f'bieu_do("cay-trong", cot="so_ho"{more})')
    assert "(chờ số liệu" in html
    assert "cần điền" not in html


@pytest.mark.parametrize(
    "call",
    [
        'bieu_do("cay-trong", cot="so_ho", xep_o="xa")',
        'bieu_do("cay-trong", cot="so_ho", thuc_hien="xa.lua.so_ho")',
        'bieu_do("xa", cot="so_ho", thuc_hien="cay-trong.lua.so_ho")',
    ],
)
def test_a_chart_still_to_come_uses_all_of_its_tables(tmp_path: Path, call: str) -> None:
    files = {
        "data/2022/datapackage.yaml": package({"cay-trong": CROPS, "xa": CROPS}),
        "data/2022/xa.csv": CROPS_CSV,
        "docs/bao-cao/2022/index.md": f"{HEAD}# A\n\n{{{{ {call} }}}}\n",
    }
    assert errors(check(opened(tmp_path, dict(files)))) == []


def test_a_call_of_an_open_cell_is_no_mistake_and_uses_its_table(tmp_path: Path) -> None:
    page = f'{HEAD}# A\n\n{{{{ bieu_do("cay-trong", cot="so_ho") }}}}\n'
    edition = opened(tmp_path, {"docs/bao-cao/2022/index.md": page})
    assert errors(check(edition)) == []


def test_text_still_to_be_written_is_listed_with_its_line_and_hint(tmp_path: Path) -> None:
    page = f'{HEAD}# A\n\n{{{{ can_viet("một đoạn về ngô") }}}}\n'
    edition = office(tmp_path, {f"docs/{PAGE}": page})
    (place,) = check(edition)
    assert (place.path, place.line, place.message) == (f"docs/{PAGE}", 8, "một đoạn về ngô")
    assert "(chờ viết)" in edition.pages[PAGE].plain


def test_open_descriptions_are_listed(tmp_path: Path) -> None:
    page = "---\ntitle: A\ndescription: cần điền\n---\n\n# A\n"
    description = package({"cay-trong": CROPS}, ky="tính đến cần điền")
    files = {f"docs/{PAGE}": page, "data/2022/datapackage.yaml": description}
    edition = office(tmp_path, files)
    assert errors(check(edition)) == []
    assert places(edition) == [("data/2022/datapackage.yaml", 3), (f"docs/{PAGE}", 3)]


def test_a_rule_waits_for_its_figures(tmp_path: Path) -> None:
    rules = """\
quy_tac:
  - {id: tong, cau: Cộng., loai: tong, bang: cay-trong.ngo.so_ho, so_hang: cay-trong.*.so_ho}
  - {id: hon, cau: Hơn., loai: khong_qua, bang: cay-trong.ngo.so_ho, toi_da: cay-trong.lua.so_ho}
  - {id: so, cau: Là., loai: bang_nhau, bang: cay-trong.lua.so_ho, voi: cay-trong.ngo.so_ho}
"""
    edition = opened(tmp_path, {"data/2022/doi-chieu.yaml": rules})
    assert errors(check(edition)) == []
    assert edition.audits[2022].verdicts == ()


def test_counting_the_rows_of_a_list_waits_for_their_names(tmp_path: Path) -> None:
    rules = """\
quy_tac:
  - {id: dem, cau: Đếm., loai: dem, bang: cay-trong.ngo.so_ho, dong_cua: cay-trong}
"""
    csv = CROPS_CSV.replace("ngo,Ngô", "ngo,cần điền")
    edition = office(tmp_path, {CSV: csv, "data/2022/doi-chieu.yaml": rules})
    assert errors(check(edition)) == []


def test_a_page_of_a_draft_says_so_and_no_other_does(tmp_path: Path) -> None:
    edition = opened(tmp_path)
    assert "Bản thảo" in edition.pages["bao-cao/2022/index.md"].plain
    assert "Bản thảo" not in edition.pages["bao-cao/2021/index.md"].plain


@pytest.mark.parametrize(
    ("files", "year"),
    [
        ({}, "2022"),
        ({CSV: OPEN_CSV}, "2021"),
        ({f"docs/{PAGE}": f"{HEAD}# A\n\n{{{{ can_viet() }}}}\n"}, "2021"),
        ({"data/2021/cong-bo.csv": FROZEN}, "2021"),
        ({CSV: OPEN_CSV, "data/2021/cay-trong.csv": OPEN_CSV}, "2022"),
    ],
)
def test_the_front_page_shows_the_newest_year_that_is_published_or_finished(
    tmp_path: Path, files: dict[str, str], year: str
) -> None:
    edition = office(tmp_path, files)
    assert f"Năm {year}." in edition.pages["index.md"].plain


def test_a_year_with_open_places_cannot_be_frozen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    opened(tmp_path)
    assert main(["freeze", "2022", "--root", str(tmp_path)]) == 1
    assert f"{CSV}:2" in capsys.readouterr().out
    assert not (tmp_path / "data/2022/cong-bo.csv").exists()
    assert main(["freeze", "2021", "--root", str(tmp_path)]) == 0


def test_a_year_that_the_front_page_cannot_show_is_not_frozen(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    front = f'{HEAD}# A\n\n{{{{ so("cay-trong.bong.so_ho") }}}} {{{{ van_ban("qd-1") }}}}\n'
    older = {"docs/index.md": front, "data/2021/cay-trong.csv": f"{CROPS_CSV}bong,Bông,7,,,,,,\n"}
    opened(tmp_path, dict(older))
    assert main(["freeze", "2021", "--root", str(tmp_path)]) == 0
    (tmp_path / CSV).write_text(CROPS_CSV, "utf-8")
    capsys.readouterr()
    assert main(["freeze", "2022", "--root", str(tmp_path)]) == 1
    assert "docs/index.md:8: không có số liệu “cay-trong.bong”" in capsys.readouterr().out
    assert not (tmp_path / "data/2022/cong-bo.csv").exists()
    mended = front.replace("bong", "lua")
    (tmp_path / "docs/index.md").write_text(mended, "utf-8")
    assert main(["freeze", "2022", "--root", str(tmp_path)]) == 0


def test_a_front_page_that_fits_the_year_to_be_frozen_alone_does_not_hinder_it(
    tmp_path: Path,
) -> None:
    front = f'{HEAD}# A\n\n{{{{ so("cay-trong.bong.so_ho") }}}} {{{{ van_ban("qd-1") }}}}\n'
    opened(tmp_path, {"docs/index.md": front})
    assert main(["freeze", "2021", "--root", str(tmp_path)]) == 1
    (tmp_path / CSV).write_text(f"{CROPS_CSV}bong,Bông,7,,,,,,\n", "utf-8")
    assert main(["freeze", "2022", "--root", str(tmp_path)]) == 0


@pytest.mark.parametrize(
    ("path", "text", "line"),
    [(CSV, OPEN_CSV, 2), (f"docs/{PAGE}", f"{HEAD}# A\n\n{{{{ can_viet() }}}}\n", 8)],
)
def test_an_open_place_in_a_frozen_year_stops_the_publication(
    tmp_path: Path, path: str, text: str, line: int
) -> None:
    office(tmp_path)
    assert main(["freeze", "2022", "--root", str(tmp_path)]) == 0
    found = errors(check(office(tmp_path, {path: text})))
    assert (path, line) in [(one.path, one.line) for one in found]


def test_downloads_tell_an_open_cell_from_one_the_report_does_not_state(tmp_path: Path) -> None:
    files = site_files(opened(tmp_path))
    rows = bytes(files["so-lieu/2022/cay-trong.csv"]).decode().splitlines()
    assert rows[1].startswith("lua,Lúa,cần điền,")
    assert rows[3].startswith("mia,Mía,,")
    assert '"cần điền"' in bytes(files["so-lieu/2022/datapackage.json"]).decode()
    assert "cần điền" not in bytes(files["so-lieu/2021/datapackage.json"]).decode()


def test_the_search_finds_no_drafts(tmp_path: Path) -> None:
    edition = opened(tmp_path)
    made = SearchIndex(edition)
    for year in (2021, 2022):
        made.add(f"bao-cao/{year}/", "A", [Passage(anchor="", title=["A"], text=["B"])])
    index = made.written()
    assert "bao-cao/2021/" in index
    assert "bao-cao/2022/" not in index


def test_the_miniature_office_has_no_open_places(tmp_path: Path) -> None:
    assert not any("cần điền" in text for text in FILES.values())
    assert check(office(tmp_path)) == []
