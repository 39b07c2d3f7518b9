"""A picture that was found sound is not decoded again, and nothing else is taken for it."""

import shutil
from pathlib import Path

import pytest

from report.edition import allowed_files
from report.edition.allowed_files import files_can_be_published
from report.edition.sound_pictures import KEPT_SOUND, lend_sound_pictures
from tests.images import picture

CONTENT = picture(".png")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A project of one picture, which has been examined."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "data").mkdir()
    (tmp_path / "docs/a.png").write_bytes(CONTENT)
    assert list(files_can_be_published(tmp_path)) == []
    return tmp_path


def decoded(folder: Path, monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the pictures that are examined now."""
    names: list[str] = []
    monkeypatch.setattr(allowed_files, "examine_picture", lambda name, _: names.append(name))
    assert list(files_can_be_published(folder)) == []
    return names


def test_a_sound_picture_is_decoded_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert decoded(folder, monkeypatch) == []


def test_it_is_not_decoded_in_a_copy_or_another_revision_either(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = folder / "copy"
    for name in ("docs", "data"):
        shutil.copytree(folder / name, copy / name)
    lend_sound_pictures(folder, copy)
    assert decoded(copy, monkeypatch) == []


@pytest.mark.parametrize("damage", [b"", b"\xff", b"9.9 abc\n"])
def test_a_list_of_other_code_or_a_damaged_one_is_left(
    folder: Path, monkeypatch: pytest.MonkeyPatch, damage: bytes
) -> None:
    kept = folder / KEPT_SOUND
    kept.write_bytes(damage + kept.read_bytes().partition(b"\n")[2])
    assert decoded(folder, monkeypatch) == ["a.png"]


def test_other_bytes_and_another_ending_are_examined(folder: Path) -> None:
    (folder / "docs/a.png").write_bytes(CONTENT[:-20])
    (folder / "docs/b.jpg").write_bytes(CONTENT)
    found = [one.code for one in files_can_be_published(folder)]
    assert found == ["hinh-hong", "hinh-khac-duoi"]
    assert [one.code for one in files_can_be_published(folder)] == found


def test_where_nothing_can_be_kept_pictures_are_examined_each_time(folder: Path) -> None:
    (folder / KEPT_SOUND).unlink()
    (folder / KEPT_SOUND).parent.rmdir()
    (folder / KEPT_SOUND).parent.write_text("no folder", "utf-8")
    assert list(files_can_be_published(folder)) == []
    (folder / "docs/a.png").write_bytes(CONTENT[:-20])
    assert [one.code for one in files_can_be_published(folder)] == ["hinh-hong"]
