"""What a document is made of as one short text: another one wherever any of it is another.

Everything counts that could reach a document: what the sources say once they are read, files
that a document takes as they are, this package with its templates and fonts, every library and
Python itself. What is not known by its value (a function, an open file) is refused.
"""

import datetime
import os
import sys
import zlib
from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from decimal import Decimal
from enum import Enum
from functools import cache
from hashlib import sha256
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

from report.sources.paths import SOURCE_FOLDERS

PLAIN_TYPES = (str, int, float, bool, bytes, type(None), Decimal, datetime.date, Path)
LIBRARY_ENDINGS = (".dist-info", ".egg-info")  # of the folders that say name and version


def fingerprint(*values: Any) -> str:
    """A text that differs where any of the values does: plain ones, collections, dataclasses.

    Raises TypeError for anything else.
    """
    found: list[str] = []
    add_tokens(values, found, {})
    text = "".join([f"{len(token)} {token}" for token in found])
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def add_tokens(value: Any, found: list[str], met: dict[int, int]) -> None:
    """Add a value to those `found`, as texts, in its order; `met` numbers the collections and
    dataclasses, which are gone into once: a cell knows its table, and the table its cells. Raises
    TypeError."""
    if type(value) is str:
        found.append(f"str {value}")  # quoted, it takes four times as long
    elif isinstance(value, Enum):
        found.append(f"{type(value).__qualname__} {value.name}")
    elif isinstance(value, str):
        found.append(f"{type(value).__qualname__} {value}")
    elif isinstance(value, PLAIN_TYPES):
        found.append(f"{type(value).__qualname__} {value!r}")
    elif id(value) in met:
        found.append(f"met {met[id(value)]}")
    else:
        met[id(value)] = len(met)
        parts = parts_of_value(value)
        found.append(f"{type(value).__qualname__} {len(parts)}")
        for part in parts:
            add_tokens(part, found, met)


def parts_of_value(value: Any) -> list[Any]:
    """What a value consists of; a set of plain ones in the order of their texts. Raises TypeError
    for what is not known by its value."""
    if isinstance(value, list | tuple):
        return [*value]
    if is_dataclass(value) and not isinstance(value, type):
        return [getattr(value, field.name) for field in fields(value)]
    if isinstance(value, Mapping):
        return [part for pair in value.items() for part in pair]
    if isinstance(value, set | frozenset) and all(isinstance(one, PLAIN_TYPES) for one in value):
        return sorted(value, key=repr)
    raise TypeError(f"not known by its value: {type(value).__qualname__}")


def files_taken_whole(root: Path) -> str:
    """What the files of the sources that are no pages say: a document may take them as they are."""
    paths = [path for name in SOURCE_FOLDERS for path in files_below(root / name)]
    return digest_of_files(root, [path for path in paths if path.suffix != ".md"])


@cache
def code_and_tools() -> str:
    """What makes documents: this package, every library beside it, Python and its compression."""
    with as_file(files("report")) as package:
        code = [path for path in files_below(package) if "__pycache__" not in path.parts]
        own = digest_of_files(package, code)
    libraries = {
        path.name
        for folder in sys.path
        if Path(folder).is_dir()
        for path in Path(folder).iterdir()
        if path.name.endswith(LIBRARY_ENDINGS)
    }
    return fingerprint(own, libraries, sys.version, sys.platform, zlib.ZLIB_RUNTIME_VERSION)


def files_below(folder: Path) -> list[Path]:
    """The files in a folder and those below it, in order; no link is followed."""
    found = []
    for path in sorted(folder.iterdir()) if folder.is_dir() and not folder.is_symlink() else []:
        if path.is_dir() and not path.is_symlink():
            found += files_below(path)
        elif path.is_file() and not path.is_symlink():
            found.append(path)
    return found


def tree_digest(folder: Path) -> str:
    """What a folder holds: all names, and what files say. Raises OSError where something cannot
    be read, ValueError for what is neither file nor folder: where a link leads is not known.

    A built site has thousands of files, and each build asks: strings and few calls do it in less
    than half the time of paths."""
    digest, begin = sha256(), len(os.fspath(folder))
    waiting = [os.fspath(folder)]
    while waiting:
        with os.scandir(waiting.pop()) as found:
            entries = sorted(found, key=lambda entry: entry.name)
        for entry in entries:
            name = os.fsencode(entry.path[begin:])
            if entry.is_dir(follow_symlinks=False):
                digest.update(b"%b/\0" % name)
                waiting.append(entry.path)
            elif entry.is_file(follow_symlinks=False):
                with open(entry.path, "rb", buffering=0) as file:  # noqa: PTH123
                    content = file.read()
                digest.update(b"%b\0%d\0" % (name, len(content)))
                digest.update(content)
            else:
                raise ValueError(f"neither file nor folder: {entry.path}")
    return digest.hexdigest()


def digest_of_files(root: Path, paths: list[Path]) -> str:
    """What files say, and what they are called. Raises OSError."""
    hashes = {path.relative_to(root).as_posix(): file_digest(path) for path in paths}
    return fingerprint(hashes)


def file_digest(path: Path) -> str:
    """The digest of a file's bytes. Raises OSError."""
    return sha256(path.read_bytes()).hexdigest()
