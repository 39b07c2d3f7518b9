"""Where something new goes on a page."""

import pytest

from report.desk.page_places import with_block, with_note

TEXT = """\
# Trang

Một.
Hai.

## Mục

!!! note "Lưu ý"

    Dặn dò.

- dòng
- dòng

[^1]: Lời.

    Còn lời.
"""


@pytest.mark.parametrize(
    ("line", "before", "behind"),
    [
        (3, "Hai.", "## Mục"),
        (4, "Hai.", "## Mục"),
        (5, "Hai.", "## Mục"),
        (8, "    Dặn dò.", "- dòng"),
        (12, "- dòng", "[^1]: Lời."),
        (None, "- dòng", "[^1]: Lời."),
        (1, "# Trang", "Một."),
    ],
)
def test_a_block_stands_apart_behind_the_paragraph_of_a_line(
    line: int | None, before: str, behind: str
) -> None:
    assert f"{before}\n\nBẢNG\n\n{behind}" in with_block(TEXT, line, "BẢNG")
    assert with_block(TEXT, line, "BẢNG").replace("BẢNG\n\n", "") == TEXT


def test_a_block_at_the_end_of_a_page_without_notes_ends_it() -> None:
    assert with_block("# Trang\n\nMột.\n", None, "BẢNG") == "# Trang\n\nMột.\n\nBẢNG\n"


def test_the_mark_of_a_note_ends_its_line_and_notes_stand_together() -> None:
    text = "# Trang\n\nMột.  \nHai.\n\n[^a]: Lời.\n"
    assert with_note(text, 3, "b", "Khác.") == (
        "# Trang\n\nMột.[^b]\nHai.\n\n[^a]: Lời.\n[^b]: Khác.\n"
    )
