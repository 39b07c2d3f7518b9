"""What stands in a folder of the project."""

import os
from pathlib import Path

import pytest

from report.sources.folders import ListedFile, found_in


def test_what_stands_in_a_folder_comes_before_what_stands_below_it(tmp_path: Path) -> None:
    for path in ("docs/b/c/x.md", "docs/b/y.md", "docs/a.md", "docs/c.md", "other/z.md"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).touch()
    assert [one.path for one in found_in(tmp_path, "docs")] == [
        *("docs/a.md", "docs/b", "docs/c.md"),
        *("docs/b/c", "docs/b/y.md", "docs/b/c/x.md"),
    ]
    assert [*found_in(tmp_path, "nowhere")] == []


@pytest.mark.skipif(os.name == "nt", reason="needs links")
def test_links_are_told_and_not_followed(tmp_path: Path) -> None:
    (tmp_path / "docs" / "a").mkdir(parents=True)
    (tmp_path / "docs" / "a" / "x.md").touch()
    (tmp_path / "docs" / "file").symlink_to("a/x.md")
    (tmp_path / "docs" / "folder").symlink_to("a")
    (tmp_path / "docs" / "loop").symlink_to("loop")
    os.mkfifo(tmp_path / "docs" / "pipe")
    (tmp_path / "linked").symlink_to("docs")
    assert [*found_in(tmp_path, "docs")] == [
        ListedFile("docs/a", is_link=False, is_folder=True, is_plain=False),
        ListedFile("docs/file", is_link=True, is_folder=False, is_plain=False),
        ListedFile("docs/folder", is_link=True, is_folder=True, is_plain=False),
        ListedFile("docs/loop", is_link=True, is_folder=False, is_plain=False),
        ListedFile("docs/pipe", is_link=False, is_folder=False, is_plain=False),
        ListedFile("docs/a/x.md", is_link=False, is_folder=False, is_plain=True),
    ]
    below = [one for one in found_in(tmp_path, "linked") if one.is_plain]
    assert below == [], "a file below a link is asked for with its folders"
