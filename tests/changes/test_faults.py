"""`tidy`, `freeze` and `set` leave each file as it was or as it should be, whatever happens."""

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from report.__main__ import main
from report.sources.writing import WORKING_FOLDER
from tests.faults import (
    changes_nothing_on_a_full_disk,
    contents,
    fixed,
    killed_at,
    read_only,
    small_disk,
    unix,
)
from tests.office import CROPS_CSV, FILES, office

__all__ = ["small_disk"]
BOM = b"\xef\xbb\xbf"
UNTIDY = ("docs/index.md", "data/2022/cay-trong.csv")


def make(folder: Path) -> Path:
    """The miniature office with two files that are not in the normal form."""
    office(folder)
    for path in UNTIDY:
        (folder / path).write_bytes(BOM + FILES[path].encode())
    return folder


def tidy(folder: Path) -> int:
    return main(["tidy", "--root", str(folder)])


def freeze(folder: Path) -> int:
    return main(["freeze", "2022", "--root", str(folder)])


def set_cell(folder: Path) -> int:
    return main(["set", "cay-trong.lua.so_ho", "956", "--yes", "--root", str(folder)])


COMMANDS = pytest.mark.parametrize("command", [tidy, freeze, set_cell])


@unix
@COMMANDS
def test_killed_at_any_moment_each_file_is_the_old_or_the_new_one(
    tmp_path: Path, command: Callable[[Path], int]
) -> None:
    before = contents(make(tmp_path / "whole"))
    assert command(tmp_path / "whole") == 0
    whole = contents(tmp_path / "whole")
    for number in count(1):
        folder = make(tmp_path / str(number))
        if not killed_at(number, folder, lambda folder=folder: command(folder)):
            break
        assert set(contents(folder / "docs")) == {
            path[5:] for path in before if path.startswith("docs/")
        }, "nothing in docs/ is only on its way"
        assert main(["check", "--root", str(folder)]) == 0
        after = contents(folder)
        assert after.keys() in (before.keys(), whole.keys()), number
        assert all(after[path] in (before.get(path), whole[path]) for path in after), number
        assert not (folder / WORKING_FOLDER).exists(), number
        command(folder)
        assert contents(folder) == whole, number
    assert number > 8


@COMMANDS
def test_on_a_full_disk_every_file_stays_and_it_is_said(
    small_disk: Path, command: Callable[[Path], int], capsys: pytest.CaptureFixture[str]
) -> None:
    make(small_disk)
    changes_nothing_on_a_full_disk(small_disk, command, capsys)


@COMMANDS
def test_what_can_only_be_read_stays_and_it_is_said(
    small_disk: Path, command: Callable[[Path], int], capsys: pytest.CaptureFixture[str]
) -> None:
    make(small_disk)
    with read_only(small_disk):
        assert command(small_disk) == 1
    assert "ông có quyền đọc hoặc ghi tệp" in capsys.readouterr().out


def test_a_file_that_cannot_be_rewritten_keeps_the_others_from_nothing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make(tmp_path)
    csv = tmp_path / UNTIDY[1]
    with fixed(csv):
        assert tidy(tmp_path) == 1
    assert f"{UNTIDY[1]}:1: không có quyền đọc hoặc ghi tệp. " in capsys.readouterr().out
    assert csv.read_bytes() == BOM + CROPS_CSV.encode()
    assert (tmp_path / UNTIDY[0]).read_bytes() == FILES[UNTIDY[0]].encode()


def test_ctrl_c_is_no_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("report.changes.tidy.write_files", interrupted)
    assert tidy(make(tmp_path)) == 130
    assert "Đã dừng." in capsys.readouterr().out
