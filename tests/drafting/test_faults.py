"""A new year and a draft are made whole or not at all, whatever happens in the middle."""

from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest
from openpyxl import Workbook

from report.__main__ import main
from report.drafting import importing
from report.sources.writing import WORKING_FOLDER
from tests.faults import (
    changes_nothing_on_a_full_disk,
    contents,
    killed_at,
    read_only,
    small_disk,
    unix,
)
from tests.office import office

__all__ = ["small_disk"]
FILE = "Biểu.xlsx"


def make(folder: Path) -> Path:
    """The miniature office with a navigation and a workbook of its own."""
    office(folder, {"mkdocs.yml": "nav:\n  - bao-cao/2022/index.md\n"})
    book = Workbook()
    for row in (["Xã", "Số hộ"], ["Ba Đồi", 955], ["Vũ Mẫu", 4]):
        book.worksheets[0].append(row)
    book.save(folder / FILE)
    return folder


def new_year(folder: Path) -> int:
    return main(["new-year", "2023", "--root", str(folder)])


def import_file(folder: Path) -> int:
    return main(["import", str(folder / FILE), "--year", "2023", "--root", str(folder)])


COMMANDS = pytest.mark.parametrize("command", [new_year, import_file])


@unix
@COMMANDS
def test_killed_at_any_moment_it_is_there_or_not(
    tmp_path: Path,
    command: Callable[[Path], int],
    capfd: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Reading in a process of its own writes nothing and would cost a second at each moment.
    monkeypatch.setattr(importing, "confined", lambda _, work, *arguments: work(*arguments))
    assert command(make(tmp_path / "whole")) == 0
    whole, before = contents(tmp_path / "whole"), contents(make(tmp_path / "before"))
    seen = set()
    for number in count(1):
        folder = make(tmp_path / str(number))
        if not killed_at(number, folder, lambda folder=folder: command(folder)):
            break
        assert not set(contents(folder / "docs")) - {
            path.removeprefix("docs/") for path in whole
        }, "nothing in docs/ is only on its way"
        capfd.readouterr()
        assert main(["check", "--root", str(folder)]) == 0
        said = capfd.readouterr().err
        after = contents(folder)
        assert without_workbook(after) in map(without_workbook, (before, whole)), number
        assert not (folder / WORKING_FOLDER).exists(), number
        seen.add(("Đã ghi nốt việc dở" in said, len(after)))
        if len(after) == len(before):
            assert command(folder) == 0, number
            assert without_workbook(contents(folder)) == without_workbook(whole), number
    assert {finished for finished, _ in seen} == {False, True}


def without_workbook(files: dict[str, bytes]) -> dict[str, bytes]:
    """The files but for those whose bytes tell when they were made."""
    return {path: content for path, content in files.items() if not path.endswith(FILE)}


@COMMANDS
def test_on_a_full_disk_nothing_is_made_and_it_is_said(
    small_disk: Path, command: Callable[[Path], int], capsys: pytest.CaptureFixture[str]
) -> None:
    make(small_disk)
    changes_nothing_on_a_full_disk(small_disk, command, capsys)
    (small_disk / "day.bin").unlink()
    assert command(small_disk) == 0


@COMMANDS
def test_in_a_folder_that_can_only_be_read_it_is_said(
    small_disk: Path, command: Callable[[Path], int], capsys: pytest.CaptureFixture[str]
) -> None:
    make(small_disk)
    with read_only(small_disk):
        assert main(["check", "--root", str(small_disk)]) == 0
        assert command(small_disk) == 1
    assert f"Không có quyền đọc hoặc ghi tệp: {small_disk}" in capsys.readouterr().out
