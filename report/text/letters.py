"""The letters that the typeface of the documents has."""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path

WITHOUT_GLYPH = set("\n\r\t\u200b\ufeff")


@contextmanager
def font_folder() -> Iterator[Path]:
    """The folder of the fonts that the package brings along."""
    with as_file(files("report") / "text" / "fonts") as folder:
        yield Path(folder)


@cache
def letters() -> frozenset[str]:
    """The letters that all faces of the typeface have, also as capitals, and those that need no
    shape."""
    from fontTools.ttLib import TTFont  # slow to import; only documents need it

    faces = []
    with font_folder() as folder:
        for path in folder.glob("*.ttf"):
            with TTFont(path, lazy=True) as face:
                faces.append(set(face.getBestCmap()))
    found = {*map(chr, set.intersection(*faces)), *WITHOUT_GLYPH}
    return frozenset(letter for letter in found if found.issuperset(letter.upper()))
