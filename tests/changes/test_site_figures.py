"""What the published site tells is held against a proposal, as data of which nothing is known."""

import json
from pathlib import Path
from typing import Any

import pytest

from report.__main__ import main
from report.changes.site_figures import figures_now, read_site_year
from report.downloads.files import downloads
from report.sources.corrections import frozen_text
from tests.changes.test_diff import commit, git, write
from tests.changes.test_published import CORRECTIONS, CSV, FROZEN, PUBLISHED, RICE, ROW, replace
from tests.changes.test_published import HEAD as HEAD_OF_CORRECTIONS
from tests.office import CROPS_CSV, FILES, office

SITE = "figures.json"


@pytest.fixture(autouse=True)
def _own_git(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No settings but those of the test."""
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(tmp_path / "none"))
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")


def figures_of(values: dict[str, object]) -> dict[str, Any]:
    """The content of a figures.json; a value is a number, or a number and its unit."""
    listed = [
        {"so_lieu": address, "gia_tri": value, "don_vi": "hộ"} for address, value in values.items()
    ]
    return {"nam": 2022, "danh_sach": listed}


@pytest.fixture
def published(tmp_path: Path) -> Path:
    """The miniature office, published as “cu”, where the site has other figures than the freeze
    says: its last publication failed."""
    text = frozen_text(office(tmp_path).years[2022])
    write(tmp_path, {**FILES, FROZEN: text, CSV: PUBLISHED, CORRECTIONS: HEAD_OF_CORRECTIONS + ROW})
    git(tmp_path, "init", "--quiet")
    commit(tmp_path, "cu")
    return tmp_path


def check(
    folder: Path, content: object, capsys: pytest.CaptureFixture[str], *base: str
) -> tuple[int, str]:
    """The check of a proposal against a site that has this figures.json."""
    text = content if isinstance(content, str) else json.dumps(content)
    (folder / SITE).write_text(text, "utf-8")
    arguments = ["--published", str(folder / SITE), "--root", str(folder), *base]
    status = main(["check", *arguments])
    return status, capsys.readouterr().out


@pytest.mark.parametrize("base", [(), ("--base", "cu")])
def test_what_readers_have_is_told_where_nothing_tells_of_it(
    published: Path, base: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    site = figures_of({"cay-trong.lua.so_ho": 954, "cay-trong.ngo.so_ho": 4})
    status, listed = check(published, site, capsys, *base)
    first, *more = listed.splitlines()
    assert status == 1
    assert first.startswith(f"{CSV}:2: trang đang công bố ghi “cay-trong.lua.so_ho” là “954 hộ”")
    assert "nay là “955 hộ”" in first
    assert [line for line in more if line.startswith("data/")] == []  # a correction tells of 4
    with (published / CORRECTIONS).open("a", encoding="utf-8") as file:
        file.write(RICE.replace("955,956", "955,954") + RICE.replace("955,956", "954,955"))
    assert check(published, site, capsys, *base)[0] == 0


def test_a_figure_that_the_data_has_no_longer_is_told(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = figures_of({"cay-trong.san.so_ho": 7, "cay-trong.mia.so_ho": 8})
    status, listed = check(published, site, capsys, "--base", "cu")
    assert status == 1
    assert listed.startswith(f"{FROZEN}:1: trang đang công bố có 2 số liệu mà dữ liệu không có")
    assert "cay-trong.san.so_ho, cay-trong.mia.so_ho." in listed


def test_another_unit_and_another_key_are_seen_as_they_are(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = figures_of({"cay-trong.lua.so_ho": 955})
    site["danh_sach"][0]["don_vi"] = "người"
    assert "là “955 người”, nay là “955 hộ”" in check(published, site, capsys)[1]
    rows = {"so_ho": (5, "hộ"), "san_luong": (1000, "tấn"), "tang_giam": (5, "hộ")}
    more = {"ngay": ("2022-03-05", None), "tu_nam": (2020, None), "von": (200, "triệu đồng")}
    renamed = {
        "nam": 2022,
        "danh_sach": [
            {"so_lieu": f"cay-trong.bap.{column}", "gia_tri": value, "don_vi": unit}
            for column, (value, unit) in (rows | more).items()
        ],
    }
    assert check(published, renamed, capsys) == (0, "Không có lỗi.\n")


def test_one_change_draws_one_message(published: Path, capsys: pytest.CaptureFixture[str]) -> None:
    site = figures_of({"cay-trong.lua.so_ho": 955})
    replace(published, CSV, "955", "956")
    replace(published, FROZEN, "so_ho,955", "so_ho,956")
    status, listed = check(published, site, capsys, "--base", "cu")
    assert (status, listed.count("\n", 0, listed.index("\n\n"))) == (1, 0)
    assert "[chot-bi-doi]" in listed


def test_a_year_that_is_not_frozen_may_change(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Readers saw it as a draft; who freezes it now need not tell of what it was."""
    site = figures_of({"cay-trong.lua.so_ho": 1}) | {"nam": 2021}
    assert check(published, site, capsys, "--base", "cu") == (0, "Không có lỗi.\n")
    assert main(["freeze", "2021", "--root", str(published)]) == 0
    capsys.readouterr()
    assert check(published, site, capsys, "--base", "cu") == (0, "Không có lỗi.\n")
    assert check(published, site | {"nam": 2031}, capsys)[0] == 0


def test_the_comment_of_a_proposal_has_it_first(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    check(published, figures_of({"cay-trong.lua.so_ho": 954}), capsys)
    arguments = ["--published", str(published), "--root", str(published)]
    (published / "khac.json").write_text("[]", "utf-8")  # a folder of files, one of them odd
    assert main(["diff", "cu", *arguments]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "## Sửa vào những gì đã công bố"
    assert lines[2].startswith(f"- `{CSV}:2`: trang đang công bố ghi")
    assert lines[3].startswith("- `khac.json:1`: cảnh báo: không so được")


DEEP = "[" * 200_000
ODD = [
    "",
    "<!doctype html>",
    "\x00",
    "[]",
    "7",
    DEEP,
    '{"nam": NaN, "danh_sach": []}',
    '{"nam": true, "danh_sach": []}',
    '{"nam": 2022, "danh_sach": {}}',
    '{"nam": 2022, "danh_sach": [7]}',
    '{"nam": 2022, "danh_sach": [{}]}',
    f'{{"nam": 2022, "danh_sach": [{{"so_lieu": "a.b.c", "gia_tri": {"9" * 5000}}}]}}',
    '{"nam": 2022, "danh_sach": [{"so_lieu": "a.b.c", "gia_tri": 1e999999}]}',
    '{"nam": 2022, "danh_sach": [{"so_lieu": "a.b.c", "gia_tri": 1e-9999999999}]}',
    '{"nam": 2022, "danh_sach": [{"so_lieu": "a.b.c", "gia_tri": null}]}',
    '{"nam": 2022, "danh_sach": [{"so_lieu": "a.b", "gia_tri": 1}]}',
    '{"nam": 2022, "danh_sach": [{"so_lieu": ["a.b.c"], "gia_tri": 1}]}',
    '{"nam": 2022, "danh_sach": [{"so_lieu": "a.b.c", "gia_tri": 1, "don_vi": 7}]}',
    f'{{"nam": 2022, "danh_sach": [{{"so_lieu": "a.b.{"c" * 501}", "gia_tri": 1}}]}}',
]


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_a_file_of_another_form_is_a_remark(
    published: Path, text: str, capsys: pytest.CaptureFixture[str]
) -> None:
    status, listed = check(published, text, capsys, "--base", "cu")
    assert status == 0
    assert listed.startswith(f"{SITE}:1: cảnh báo: không so được với trang đang công bố: ")


def test_a_file_that_is_not_there_or_too_large_is_a_remark(
    published: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    assert main(["check", "--published", "khong-co.json", "--root", str(published)]) == 0
    assert "không mở được tệp" in capsys.readouterr().out
    monkeypatch.setattr("report.changes.site_figures.MAX_SITE_BYTES", 1)
    assert "tệp quá lớn" in check(published, figures_of({}), capsys)[1]


def test_what_the_site_says_stays_in_its_line(
    published: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    site = figures_of({"cay-trong.lua.so_ho": "1\n::error::x\x1b[31m"})
    listed = check(published, site, capsys)[1]
    assert "\n::error" not in listed
    assert "\x1b" not in listed


def test_the_file_that_the_build_makes_is_as_the_data(tmp_path: Path) -> None:
    """Every figure of a year comes back as it was, with decimals and days."""
    text = CROPS_CSV.replace("27,568", "27568,123456789").replace('"1,5"', '"0,10"')
    edition = office(tmp_path, {CSV: text})
    made = downloads(edition, 2022)[SITE]
    (tmp_path / SITE).write_bytes(made)
    assert read_site_year(tmp_path / SITE).figures == figures_now(edition.years[2022])
