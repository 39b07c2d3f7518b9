"""The letters that the typeface of the documents has."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

LETTERS_FILE = Path(__file__).with_name("letters.txt")
WITHOUT_GLYPH = frozenset("\n\r\t\u200b\ufeff")


@contextmanager
def font_folder() -> Iterator[Path]:
    """The folder of the fonts that the package brings along."""
    from importlib.resources import as_file, files  # slow to import; only documents need it

    with as_file(files("report") / "text" / "fonts") as folder:
        yield Path(folder)


@cache
def letters() -> frozenset[str]:
    """The letters that all faces of the typeface have, also as capitals, and those that need no
    shape. They are listed in a file, for a check would wait longer for the fonts to be read than
    for all pages' letters to be compared."""
    ranges = (line.split("-") for line in LETTERS_FILE.read_text("ascii").split())
    return WITHOUT_GLYPH.union(
        chr(point) for first, last in ranges for point in range(int(first, 16), int(last, 16) + 1)
    )
