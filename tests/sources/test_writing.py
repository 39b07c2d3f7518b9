"""Files are written whole or not at all, whatever happens in the middle."""

import errno
import multiprocessing
import os
from itertools import count
from pathlib import Path

import pytest

from report.sources.writing import (
    WORKING_FOLDER,
    disk_mistake,
    disk_trouble,
    finish_killed_run,
    locked,
    working_folder,
    write_files,
)
from tests.faults import contents, fill, fixed, killed_at, read_only, small_disk, unix

__all__ = ["small_disk"]
OLD = {"data/2022/a.csv": b"old\n", "mkdocs.yml": b"old\n" * 9}
NEW = {"data/2023/a.csv": b"new\n" * 9, "data/2023/b.csv": b"b\n", "docs/2023/a.md": b"a\n"}
CHANGED = {**NEW, "mkdocs.yml": b"new\n" * 9}


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A folder with some files."""
    return make(tmp_path / "project")


def make(folder: Path) -> Path:
    """A folder with some files, written the plain way."""
    for path, content in OLD.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def test_files_are_written_and_nothing_else_stays(project: Path) -> None:
    write_files(project, CHANGED)
    assert contents(project) == {**OLD, **CHANGED}
    assert not (project / WORKING_FOLDER).exists()


def test_a_file_keeps_its_rights(project: Path) -> None:
    (project / "mkdocs.yml").chmod(0o640)
    write_files(project, CHANGED)
    assert (project / "mkdocs.yml").stat().st_mode & 0o777 == 0o640


@unix
def test_a_run_killed_at_any_moment_has_written_all_or_nothing(tmp_path: Path) -> None:
    seen = set()
    for number in count(1):
        folder = make(tmp_path / str(number))
        if not killed_at(number, folder, lambda folder=folder: write_files(folder, CHANGED)):
            break
        finish_killed_run(folder)
        after = contents(folder)
        assert after in (OLD, {**OLD, **CHANGED}), number
        assert not (folder / WORKING_FOLDER).exists(), number
        seen.add(len(after))
        write_files(folder, CHANGED)
        assert contents(folder) == {**OLD, **CHANGED}, number
    assert number > 15
    assert len(seen) == 2, "it was killed before and after the moment that counts"


@unix
def test_what_was_killed_while_it_was_put_in_order_is_put_in_order(tmp_path: Path) -> None:
    for number in count(1):
        folder = make(tmp_path / str(number))
        written = folder / WORKING_FOLDER / "xong"
        for path, content in CHANGED.items():
            (written / path).parent.mkdir(parents=True, exist_ok=True)
            (written / path).write_bytes(content)
        killed = killed_at(number, folder, lambda folder=folder: finish_killed_run(folder))
        finish_killed_run(folder)
        assert contents(folder) == {**OLD, **CHANGED}, number
        if not killed:
            break
    assert number > 3


def test_what_cannot_be_placed_takes_the_new_files_back(project: Path) -> None:
    with fixed(project / "mkdocs.yml"), pytest.raises(PermissionError) as raised:
        write_files(project, CHANGED)
    assert "mkdocs.yml" in str(raised.value)
    assert contents(project) == OLD
    assert not (project / "docs").exists()
    assert not (project / WORKING_FOLDER).exists()


def test_ctrl_c_takes_the_new_files_back(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    replace = Path.replace

    def interrupted(self: Path, target: Path) -> Path:
        if target.name == "mkdocs.yml":
            raise KeyboardInterrupt
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", interrupted)
    with pytest.raises(KeyboardInterrupt):
        write_files(project, CHANGED)
    assert contents(project) == OLD


def test_a_full_disk_changes_nothing_and_names_the_file(small_disk: Path) -> None:
    folder = make(small_disk)
    write_files(folder, {"large": bytes(4 * 1024**2 - 200_000)})
    before = contents(folder)
    with pytest.raises(OSError, match="No space left") as raised:
        write_files(folder, {**CHANGED, "data/2023/c.csv": bytes(400_000)})
    assert raised.value.filename == str(folder / "data/2023/c.csv")
    assert contents(folder) == before
    fill(folder)
    with pytest.raises(OSError, match="No space left"):
        write_files(folder, CHANGED)


def test_a_project_that_can_only_be_read_is_left_as_it_is(small_disk: Path) -> None:
    folder = make(small_disk)
    (folder / WORKING_FOLDER / "xong").mkdir(parents=True)
    with read_only(small_disk):
        assert finish_killed_run(folder) == []
        with pytest.raises(OSError, match="Read-only"):
            write_files(folder, CHANGED)
    assert contents(folder) == OLD


def test_one_run_at_a_time_has_a_working_folder(tmp_path: Path) -> None:
    folder, log = tmp_path / "work", tmp_path / "log"
    context = multiprocessing.get_context("spawn")
    runs = [context.Process(target=enter_and_leave, args=(folder, log)) for _ in range(4)]
    for run in runs:
        run.start()
    for run in runs:
        run.join()
        assert run.exitcode == 0
    lines = log.read_text().split()
    assert len(lines) == 4 * 20 * 2
    pairs = zip(lines[::2], lines[1::2], strict=True)
    assert all(came == gone for came, gone in pairs), "no other run came in between"
    assert not folder.exists()


def enter_and_leave(folder: Path, log: Path) -> None:
    """Note each time when a working folder is had and when it is left."""
    for _ in range(20):
        with working_folder(folder, folder.parent):
            for _ in range(2):
                with log.open("a") as file:
                    file.write(f"{os.getpid()}\n")


def test_a_run_that_only_reads_does_not_wait(project: Path) -> None:
    with locked(project / WORKING_FOLDER):
        assert finish_killed_run(project) == []


@pytest.mark.parametrize(
    ("number", "code"),
    [
        (errno.ENOSPC, "o-dia-day"),
        (errno.EDQUOT, "o-dia-day"),
        (errno.EROFS, "khong-co-quyen"),
        (errno.EACCES, "khong-co-quyen"),
        (errno.EPERM, "khong-co-quyen"),
        (errno.EIO, "khong-doc-ghi-duoc"),
    ],
)
def test_what_the_disk_refuses_is_told_with_its_cure(number: int, code: str) -> None:
    mistake = disk_mistake(OSError(number, "refused"))
    assert mistake.code == code
    said = disk_trouble(OSError(number, "refused", "data/a.csv", None, "data/b.csv"))
    start = mistake.message[0].upper() + mistake.message[1:]
    assert said == f"{start}: data/b.csv. {mistake.mend} [{code}]", "the file that was to be made"


@pytest.mark.parametrize(
    ("name", "place"),
    [("data/a.csv", ": data/a.csv."), (b"data/\xc3\xa1.csv", ": data/á.csv."), (None, "")],
)
def test_a_trouble_of_the_disk_names_the_file_where_it_is_known(
    name: str | bytes | None, place: str
) -> None:
    said = disk_trouble(OSError(errno.EIO, "refused", name))
    assert place in said
    assert ("data" in said) == bool(place)
    assert "None" not in said
