"""Places that are still to be filled: how editors mark them and what readers see there.

A cell, a property of a description or the front matter of a page has the words of MARK; in
the text of a page stands the macro `can_viet`. A year with such places is a draft: it can be
built, with every place listed and visible, and cannot be frozen.
"""

MARK = "cần điền"
NO_FIGURE = "(chờ số liệu)"
NO_TEXT = "(chờ viết)"


def is_mark(text: str) -> bool:
    """Whether a cell holds the mark and nothing else."""
    return text.casefold() == MARK


def has_mark(text: str) -> bool:
    """Whether the mark stands somewhere in a text."""
    return MARK in text.casefold()
