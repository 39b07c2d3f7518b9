"""What differs from the freeze though no reader saw another value is renewed, not corrected."""

from pathlib import Path

import pytest

from report.__main__ import main
from report.problems.problem import errors
from report.sources.corrections import frozen_text
from report.text.spelling import is_respelled
from tests.office import CROPS, CROPS_CSV, column, office, package

FROZEN = "data/2022/cong-bo.csv"
CORRECTIONS = "data/2022/dinh-chinh.csv"
CSV = "data/2022/cay-trong.csv"
DESCRIPTION = "data/2022/datapackage.yaml"
HEAD = "ngay,so_lieu,cu,moi,ly_do,nguoi_quyet_dinh\n"
ROW = "05/03/2023,cay-trong.lua.so_ho,955,956,Đếm sót một hộ,Chủ tịch UBND xã\n"
WIDER = CROPS_CSV.replace("don_vi\n", "don_vi,nu\n")
WIDER = WIDER.replace("tỷ đồng\n", "tỷ đồng,7\n").replace("triệu đồng\n", "triệu đồng,\n")
WIDER = WIDER.replace(",,,,\n", ",,,,,\n")
MORE = [*CROPS, column("nu", "integer", "Nữ", don_vi="người")]
OTHER = [column("khoa"), column("ten"), column("so", "integer", "Số", don_vi="con")]


@pytest.mark.parametrize(
    ("old", "new", "same"),
    [
        ("Ma tuý", "Ma túy", True),
        ("Hồ  Sơ", "Hồ sơ", True),
        ("Trộm cắp tải sản", "Trộm cắp tài sản", True),
        ("Tai nạn gioa thông", "Tai nạn giao thông", True),
        ("Khen htưởng", "Khen thưởng", True),
        ("Giai đoạn 2021–2025", "Giai đoạn 2021-2025", True),
        ("Lúa", "Lúa nước", False),
        ("Lúa", "Ngô", False),
        ("Loại II", "Loại III", False),
        ("Mục XVIII", "Mục XXIII", False),
        ("Từ 10 hộ", "Từ 12 hộ", False),
        ("Từ 1,5 ha", "Từ 1.5 ha", False),
        ("Xóm 3A", "Xóm 3B", False),
        ("Ông Lý Kiến Sơn", "Ông Lý Kiên Sơn", False),
        ("Ông Hoà Bình", "Ông Hòa Bình", True),
        ("tăng", "giảm", False),
    ],
)
def test_a_spelling_mend_has_the_same_words(old: str, new: str, *, same: bool) -> None:
    assert is_respelled(old, new) == same
    assert is_respelled(new, old) == same


def frozen(folder: Path, files: dict[str, str | None]) -> Path:
    """The miniature office, frozen, and then with other files."""
    text = frozen_text(office(folder).years[2022])
    office(folder, {FROZEN: text, **files})
    return folder


def checked(folder: Path, capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    status = main(["check", "--root", str(folder)])
    return status, capsys.readouterr().out


RENEWED = {
    "a label": ({CSV: CROPS_CSV.replace("Mía", "Miá")}, "chot-chinh-ta"),
    "a row": ({CSV: CROPS_CSV.replace("lua,", "lua-nuoc,")}, "“cay-trong.lua.*”"),
    "a column": (
        {
            CSV: CROPS_CSV.replace("so_ho", "ho"),
            DESCRIPTION: package({"cay-trong": CROPS}).replace("so_ho", "ho"),
        },
        "“cay-trong.*.so_ho” nay là “cay-trong.*.ho”",
    ),
    "a table": (
        {
            CSV: None,
            "data/2022/trong-cay.csv": CROPS_CSV,
            DESCRIPTION: package({"trong-cay": CROPS}),
            "docs/bao-cao/2022/index.md": "---\ntitle: Trang\ndescription: Trang mẫu.\n---\n\n"
            '# Báo cáo\n\n{{ bang("trong-cay") }}\n',
        },
        "“cay-trong.*.*” nay là “trong-cay.*.*”",
    ),
    "a new column": (
        {CSV: WIDER, DESCRIPTION: package({"cay-trong": MORE})},
        "“cay-trong.*.nu” chưa có khi công bố",
    ),
    "a new table": (
        {
            "data/2022/vat-nuoi.csv": "khoa,ten,so\nbo,Bò,5\n",
            DESCRIPTION: package({"cay-trong": CROPS, "vat-nuoi": OTHER}),
            "docs/bao-cao/2022/index.md": "---\ntitle: Trang\ndescription: Trang mẫu.\n---\n\n"
            '# Báo cáo\n\n{{ bang("cay-trong") }}\n\n{{ bang("vat-nuoi") }}\n',
        },
        "“vat-nuoi.*.*” chưa có khi công bố",
    ),
}


@pytest.mark.parametrize("kind", RENEWED)
def test_one_command_renews_what_no_reader_saw_otherwise(
    tmp_path: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    files, said = RENEWED[kind]
    if files.get(CSV, "") is None:
        (tmp_path / CSV).parent.mkdir(parents=True)
    frozen(tmp_path, files)
    if files.get(CSV, "") is None:
        (tmp_path / CSV).unlink()
    status, listed = checked(tmp_path, capsys)
    assert status == 0
    assert said in listed
    assert listed.count("python -m report freeze 2022") == 1
    before = (tmp_path / FROZEN).read_text("utf-8").splitlines()
    assert main(["freeze", "2022", "--root", str(tmp_path)]) == 0
    assert "giá trị đã công bố giữ nguyên" in capsys.readouterr().out
    assert checked(tmp_path, capsys) == (0, "Không có lỗi.\n")
    after = (tmp_path / FROZEN).read_text("utf-8").splitlines()
    assert after != before
    assert len(after) == len(before) + kind.startswith("a new") * (1 if "column" in kind else 2)


def test_a_renamed_row_keeps_its_corrections(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    csv = CROPS_CSV.replace("955", "956").replace("lua,", "lua-nuoc,")
    frozen(tmp_path, {CSV: csv, CORRECTIONS: HEAD + ROW})
    assert checked(tmp_path, capsys)[0] == 0
    assert main(["freeze", "2022", "--root", str(tmp_path)]) == 0
    record = (tmp_path / CORRECTIONS).read_text("utf-8")
    assert record == HEAD + ROW.replace(".lua.", ".lua-nuoc.")
    assert "cay-trong.lua-nuoc.so_ho,955\n" in (tmp_path / FROZEN).read_text("utf-8")
    capsys.readouterr()
    assert checked(tmp_path, capsys) == (0, "Không có lỗi.\n")


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("lua,Lúa,955", "lua-nuoc,Lúa,956"),  # another key, and another value
        ("lua,Lúa,955", "lua-nuoc,Lúa nước,955"),
        ("mia,Mía,,0", "mia,Mía,7,0"),  # the column was there, the cell empty
        ("mia,Mía,,0,0,,,,\n", "mia,Mía,,0,0,,,,\ndau,Đậu,7,0,0,,,,\n"),
        ("tỷ đồng", "tỉ đồng"),  # no name of a row: a unit that stands behind a figure
    ],
)
def test_what_a_reader_saw_otherwise_needs_a_correction(
    tmp_path: Path, old: str, new: str, capsys: pytest.CaptureFixture[str]
) -> None:
    frozen(tmp_path, {CSV: CROPS_CSV.replace(old, new)})
    status, listed = checked(tmp_path, capsys)
    assert status == 1
    assert CORRECTIONS in listed
    before = (tmp_path / FROZEN).read_bytes()
    assert main(["freeze", "2022", "--root", str(tmp_path)]) == 1
    assert (tmp_path / FROZEN).read_bytes() == before


def test_a_label_that_was_corrected_keeps_to_its_correction(tmp_path: Path) -> None:
    told = "05/03/2023,cay-trong.mia.ten,Mía,Mía tím,Ghi thiếu,Chủ tịch UBND xã\n"
    csv = CROPS_CSV.replace("Mía", "Miá tím")
    edition = office(
        frozen(tmp_path, {}), {FROZEN: (tmp_path / FROZEN).read_text("utf-8"), CSV: csv}
    )
    assert errors(edition.problems) == []
    frozen_again = {CORRECTIONS: HEAD + told, CSV: csv}
    (tmp_path / "b").mkdir()
    assert main(["check", "--root", str(frozen(tmp_path / "b", frozen_again))]) == 1
