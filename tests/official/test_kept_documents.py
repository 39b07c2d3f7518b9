"""What is kept of documents is never stale, never damaged, and changes no byte."""

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from report.__main__ import main
from report.edition.edition import read_edition
from report.kept.store import PACK, Store, opened_pack
from report.official import files
from report.official.files import KEPT_DOCUMENTS, official_files
from tests.images import picture
from tests.office import HEAD, PRINTED, office

TEXT = "tai-ve/2022/bao-cao-2022.txt"
GUIDE = "docs/huong-dan/index.md"
REPORT = "docs/bao-cao/2022/trang.md"
CHECKED = HEAD.replace("---\n\n", "kiem_tra: 10/01/2023\ncan_cu: []\n---\n\n")
FIGURE = {  # a page with a figure, a picture, and another page beside it
    REPORT: f"{HEAD}# Trồng lúa\n\nĐược mùa: {{{{ so('bao-cao.loai.noi_dung') }}}}.\n\n"
    "![Cây lúa](hinh.png)\n",
    GUIDE: f"{CHECKED}# Hướng dẫn\n\nNộp ở xã.\n",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """An office with a report and a handbook, whose last change was in 2023."""
    office(tmp_path, {**PRINTED, **FIGURE})
    (tmp_path / "docs/bao-cao/2022/hinh.png").write_bytes(picture(".png", (4, 4)))
    return tmp_path


def made(folder: Path, address: str = "", *, keep: bool = True) -> dict[str, bytes]:
    """The documents of an office as it stands in its folder."""
    kept = Store(folder / KEPT_DOCUMENTS) if keep else None
    edition = read_edition(folder)
    found, problems = official_files(folder, edition, [2022], ["pdf", "txt"], address, kept)
    assert problems == []
    assert len(found) == 5
    return found


def kept_names(folder: Path) -> set[str]:
    return {*opened_pack(folder / KEPT_DOCUMENTS / PACK).extents}


def not_again(*_: object) -> bytes:
    raise AssertionError("made anew")


def test_what_is_kept_is_taken_and_is_the_same(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = made(folder)
    assert first == made(folder, keep=False)
    monkeypatch.setattr(files, "written_file", not_again)
    assert made(folder) == first
    assert [*made(folder)] == [*first], "in the same order"


def replaced(path: str, old: str, new: str) -> Callable[[Path], None]:
    """A change of a text of the sources."""

    def change(folder: Path) -> None:
        text = (folder / path).read_text("utf-8")
        assert old in text
        (folder / path).write_text(text.replace(old, new), "utf-8")

    return change


def new_picture(folder: Path) -> None:
    (folder / "docs/bao-cao/2022/hinh.png").write_bytes(picture(".png", (5, 4)))


CHANGES = {
    "words of a page": replaced(REPORT, "Được mùa", "Mất mùa"),
    "title of a page": replaced(REPORT, "# Trồng lúa", "# Trồng ngô"),
    "a cell that a figure is of": replaced("data/2022/bao-cao.csv", "Báo cáo", "Tờ trình"),
    "letterhead": replaced("data/2022/bao-cao.csv", "07/BC", "08/BC"),
    "kind of the text": replaced("data/2022/bao-cao.csv", "nguyên văn", "biên tập"),
    "recipients": replaced("data/2022/noi-nhan.csv", "VT", "VP"),
    "outline": replaced("data/2022/bo-cuc.yaml", "Kết quả", "Kết luận"),
    "name of the office": replaced("data/don-vi.yaml", "huyện Mẫu", "huyện Khác"),
    "picture": new_picture,
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_documents_of_other_sources_are_made_anew(
    folder: Path, change: Callable[[Path], None]
) -> None:
    before = made(folder)
    change(folder)
    after = made(folder)
    assert after == made(folder, keep=False)
    report = [path for path in after if "2022" in path]
    assert any(after[path] != before[path] for path in report)


def test_a_change_of_the_handbook_leaves_the_report_kept(folder: Path) -> None:
    before = made(folder)
    replaced(GUIDE, "Nộp ở xã", "Nộp ở huyện")(folder)
    names = kept_names(folder)
    after = made(folder)
    changed = {path for path in after if after[path] != before[path]}
    assert changed == {"tai-ve/so-tay.pdf"}
    assert after == made(folder, keep=False)
    assert len(kept_names(folder) - names) == 2  # with its note


def test_documents_that_come_out_the_same_are_not_written_again(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = made(folder)
    with (folder / "data/2022/datapackage.yaml").open("a", encoding="utf-8") as file:
        file.write("\n# Một ghi chú không văn bản nào có.\n")
    with monkeypatch.context() as taken:
        taken.setattr(files, "written_file", not_again)
        assert made(folder) == first
    assert first == made(folder, keep=False)


def test_address_and_time_of_the_sources_count(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = made(folder)
    other = made(folder, "https://vi-du.example/")
    assert other != first
    assert other == made(folder, "https://vi-du.example/", keep=False)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    later = made(folder)
    assert later["tai-ve/so-tay.pdf"] != first["tai-ve/so-tay.pdf"]
    assert later == made(folder, keep=False)


def test_another_code_or_library_takes_nothing_kept(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made(folder)
    names = kept_names(folder)
    monkeypatch.setattr(files, "code_and_tools", lambda: "khác")
    made(folder)
    assert len(kept_names(folder) - names) == len(names) > 0


def test_files_that_changed_while_documents_were_made_keep_nothing(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = files.written_file

    def slow(*arguments: object) -> bytes:
        new_picture(folder)
        return real(*arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(files, "written_file", slow)
    made(folder)
    monkeypatch.setattr(files, "written_file", real)
    assert made(folder) == made(folder, keep=False)


def test_what_is_damaged_is_left_aside(folder: Path) -> None:
    first = made(folder)
    pack = folder / KEPT_DOCUMENTS / PACK
    content = bytearray(pack.read_bytes())
    for extent in opened_pack(pack).extents.values():
        content[extent.start] ^= 1
    pack.write_bytes(content)
    assert made(folder) == first


def test_where_nothing_can_be_kept_the_documents_are_made(folder: Path) -> None:
    (folder / ".cache").write_text("không phải thư mục", "utf-8")
    assert made(folder) == made(folder, keep=False)


def test_two_runs_at_once_take_and_keep_whole_files(folder: Path) -> None:
    with ThreadPoolExecutor(3) as pool:
        one, two, three = pool.map(made, [folder] * 3)
    assert one == two == three == made(folder)
    assert [path.name for path in (folder / KEPT_DOCUMENTS).iterdir()] == [PACK]


def test_the_shell_keeps_documents_and_says_how_far_it_is(
    folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    command = ["export", "2022", "--root", str(folder), "--output", str(folder / "ra")]
    monkeypatch.setattr(files, "SLOW", 0)
    assert main([*command, "--only", "txt"]) == 0
    said = capsys.readouterr()
    assert re.findall(r"Đang tạo văn bản: (\d+)/(\d+) tệp…", said.err) == [("0", "1")]
    assert "Đang tạo" not in said.out
    assert len(kept_names(folder)) == 2  # with a note of its sources
    assert main([*command, "--only", "txt"]) == 0
    assert capsys.readouterr().err == "", "nothing is made"
