"""The corpus of attacks: tests/hostile/attacks/, one file an attack, and how each is written.

`attack` says what somebody wants; `ends` how it ends, `harmless` or line and code of the
problem, each of several in a list. `inputs` are ways to do the same. One is

- a text, put below the end of the file `below` (the report page where it is not named; lines of
  `ends` count from its first one), or in the place of the whole file `whole`;
- files of their own by their paths, each a text or one of the KINDS of things that are none.

Where there is an `import`, the inputs are parts of that file (a good one otherwise): a new one is a
text, in one that it has a first text stands for a second; `ends` is then a code alone.

In a text, @SERVER@ is the address of a server that must not be asked, @SECRET@ the path of a file
outside of the project that must not be read, @RUN@ a command that must not be run, and `<<x*9>>`
stands for xxxxxxxxx.
"""

import base64
import os
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.office import site_files

ATTACKS = Path(__file__).parent / "attacks"
PAGE = "docs/bao-cao/2022/trang.md"
OUTLINE = "data/2022/bo-cuc.yaml"
HARMLESS = "harmless"
PRIVATE = "chuyện riêng của máy"  # what stands in the file outside
REPEATED = re.compile(r"<<(.+?)\*(\d+)>>", re.S)


@dataclass(frozen=True)
class Attack:
    """One input of an attack: files by their paths, and how it ends: `path:line code`."""

    name: str
    files: Mapping[str, Any]
    ends: tuple[str, ...]

    @property
    def is_harmless(self) -> bool:
        """Whether the check passes it, and the office is published with it."""
        return self.ends == ()


@dataclass(frozen=True)
class Traps:
    """What stands for success: a server, a file outside of the project, a command's trace."""

    server: str
    secret: Path
    marker: Path
    asked: list[str] = field(default_factory=list)

    def are_untouched(self) -> bool:
        """Whether no command ran, and nobody asked the server."""
        return not self.marker.exists() and self.asked == []

    def set_in(self, text: str) -> str:
        """A text of the corpus with the traps in it."""
        command = f"touch {self.marker}"
        for name, trap in (("SERVER", self.server), ("SECRET", self.secret), ("RUN", command)):
            text = text.replace(f"@{name}@", str(trap))
        return REPEATED.sub(lambda found: found[1] * int(found[2]), text)


def attacks() -> Iterator[Attack]:
    """Every input of every attack."""
    for path in sorted(ATTACKS.glob("*.yaml")):
        written = yaml.safe_load(path.read_text("utf-8"))
        for number, put in enumerate(written["inputs"], start=1):
            if "import" in written:
                continue
            files, place, line = placed(put, written)
            yield Attack(f"{path.stem}-{number}", files, endings(written["ends"], place, line))


@dataclass(frozen=True)
class ImportAttack:
    """One input of an attack by a file of an office: what stands in its parts instead, and the
    code of the message by which it is refused; None where it becomes a draft."""

    name: str
    file: str
    parts: Mapping[str, str | list[str]]
    code: str | None


def import_attacks() -> Iterator[ImportAttack]:
    """Every input of every attack that has an `import`."""
    for path in sorted(ATTACKS.glob("import-*.yaml")):
        written = yaml.safe_load(path.read_text("utf-8"))
        code = None if written["ends"] == HARMLESS else written["ends"]
        for number, parts in enumerate(written["inputs"], start=1):
            yield ImportAttack(f"{path.stem}-{number}", written["import"], parts, code)


def placed(put: Any, written: Mapping[str, Any]) -> tuple[Mapping[str, Any], str, int]:
    """The files of an input, the one that problems are expected in, and the line before it."""
    if isinstance(put, dict):
        return put, next(iter(put)), 0
    if "whole" in written:
        return {written["whole"]: put}, written["whole"], 0
    place = written.get("below", PAGE)
    before = site_files()[place] + "\n"
    return {place: before + put}, place, before.count("\n")


def endings(ends: str | list[str], place: str, before: int) -> tuple[str, ...]:
    """How an input ends, with the path and the line in the whole file."""
    if ends == HARMLESS:
        return ()
    found = []
    for one in [ends] if isinstance(ends, str) else ends:
        where, code = one.split()
        path, _, line = where.rpartition(":")
        found.append(f"{path or place}:{int(line) + before} {code}")
    return tuple(found)


def link(path: Path, target: str) -> None:
    """A symbolic link."""
    path.symlink_to(target)


def binary(path: Path, content: str) -> None:
    """A file of bytes."""
    path.write_bytes(base64.b64decode(content))


def pipe(path: Path, _: Any) -> None:
    """A pipe, from which nothing ever comes."""
    os.mkfifo(path)


KINDS: Mapping[str, Callable[[Path, Any], None]] = {"link": link, "base64": binary, "pipe": pipe}


def write(folder: Path, files: Mapping[str, Any], traps: Traps) -> None:
    """Put the files of an attack into an office."""
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.is_symlink() or path.is_file():
            path.unlink()
        if isinstance(content, str):
            path.write_text(traps.set_in(content), "utf-8", newline="")
        elif content is not None:
            ((kind, value),) = content.items()
            KINDS[kind](path, traps.set_in(value) if isinstance(value, str) else value)


def together(harmless: Iterable[Attack]) -> dict[str, Any]:
    """The files of one office that all harmless attacks have been made on; each that is a text
    of the report page has a page of its own."""
    files: dict[str, Any] = {}
    pages = []
    for attack in harmless:
        for path, content in attack.files.items():
            if path == PAGE:
                pages.append(f"{attack.name}.md")
                files[f"docs/bao-cao/2022/{pages[-1]}"] = content
            else:
                assert path not in files, f"{attack.name}: {path} has been attacked already"
                files[path] = content
    outline = yaml.safe_load(files[OUTLINE])
    outline["phan"][0]["muc"] += [{"trang": page} for page in pages]
    return {**files, OUTLINE: yaml.safe_dump(outline, allow_unicode=True)}


@dataclass(frozen=True)
class Office:
    """Makes an office by its name in the folder of the tests, with an attack in it."""

    made: Callable[[str], Path]
    traps: Traps

    def by(self, attack: Attack) -> Path:
        """The office with the files of an attack."""
        folder = self.made(attack.name)
        write(folder, attack.files, self.traps)
        return folder
