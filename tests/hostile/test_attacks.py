"""Each attack of the corpus ends in a message at its line or in harmless text, at every door.

Nothing of it runs, asks a server or brings a file of the machine into what is made.
`make hostile` takes every input through every door; otherwise each goes through the check, and
the first of each attack through another, too: all of them examine as the check does.
"""

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from shutil import rmtree

import pikepdf
import pytest
from markdown_it import MarkdownIt

from tests.hostile.conftest import EVERYTHING
from tests.hostile.corpus import PRIVATE, Attack, Office, Traps, attacks
from tests.hostile.doors import BUILDS, SITE, builds, command

ALL = list(attacks())
HARMLESS = [attack for attack in ALL if attack.is_harmless]
REFUSED = [attack for attack in ALL if not attack.is_harmless]
CHOSEN = [attack for attack in REFUSED if EVERYTHING or attack.name.endswith("-1")]


def is_told(problem: str, said: str) -> bool:
    """Whether a listing has a problem: `path:line code`."""
    place, code = problem.rsplit(" ", 1)
    lines = said.splitlines()
    return any(line.startswith(f"{place}: ") and line.endswith(f" [{code}]") for line in lines)


def refuses(attack: Attack, status: int, said: str) -> bool:
    """Whether a door says what is wrong, and where, and nothing more happens."""
    told = all(is_told(problem, said) for problem in attack.ends)
    return status != 0 and told and "Traceback" not in said


@pytest.mark.parametrize("attack", REFUSED, ids=lambda attack: attack.name)
def test_check_and_export_refuse_it_at_its_line(
    attack: Attack, attacked: Office, traps: Traps
) -> None:
    folder = attacked.by(attack)
    output = folder / "ra"
    status, said = command(folder, "check")
    assert refuses(attack, status, said), said
    if attack in CHOSEN:
        status, said = command(folder, "export", "2022", "--output", str(output))
        assert refuses(attack, status, said), said
    assert not output.exists()
    assert traps.are_untouched()
    rmtree(folder)


def test_a_build_and_a_server_refuse_it_at_its_line(attacked: Office, traps: Traps) -> None:
    """All of MkDocs' commands in `make hostile`; otherwise in turn one for each attack."""
    folders = [attacked.by(attack) for attack in CHOSEN]
    every = list(product(zip(CHOSEN, folders, strict=True), BUILDS))
    runs = every if EVERYTHING else every[:: len(BUILDS) + 1]
    answers = builds([(folder, door) for (_, folder), door in runs])
    for ((attack, _), door), (status, said) in zip(runs, answers, strict=True):
        told = attack if door != "build --dirty" else Attack(attack.name, {}, ())
        assert refuses(told, status, said), f"{attack.name}, {door}: {said}"
    assert [folder for folder in folders if (folder / SITE).exists()] == []
    assert traps.are_untouched()


@pytest.mark.parametrize("attack", CHOSEN, ids=lambda attack: attack.name)
def test_a_comparison_with_the_time_before_shows_it_as_text(
    attack: Attack, attacked: Office, traps: Traps
) -> None:
    folder = attacked.by(attack)
    _, annotations = command(folder, "check", "--format", "github")
    assert commands_of(annotations, but=("::error ", "::warning ")) == []
    status, said = command(folder, "diff", "HEAD")
    assert status == 0
    assert commands_of(said) == []
    assert traps.are_untouched()
    rmtree(folder)


def commands_of(said: str, but: tuple[str, ...] = ()) -> list[str]:
    """Lines that the runner of the host would obey."""
    lines = [line.lstrip() for line in said.splitlines()]
    return [line for line in lines if line.startswith("::") and not line.startswith(but or "\n")]


@pytest.mark.parametrize("attack", HARMLESS, ids=lambda attack: attack.name)
def test_the_check_passes_what_is_text(attack: Attack, attacked: Office) -> None:
    status, said = command(attacked.by(attack), "check")
    assert status == 0, said


def test_what_is_text_brings_nothing_of_the_machine_into_a_site_or_a_document(
    harmless: Path, traps: Traps
) -> None:
    status, said = command(harmless, "export", "2022", "--output", str(harmless / "ra"))
    assert status == 0, said
    for folder in (harmless / SITE, harmless / "ra"):
        for name, content in everything_in(folder):
            assert PRIVATE.encode() not in content, name
            assert b"root:x:0:0" not in content, name  # of /etc/passwd
    assert traps.are_untouched()


def everything_in(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Each file below a folder by its name, and what is packed in it."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield from unpacked(path.name, path.read_bytes())


def unpacked(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
    """A file, and what stands in an archive or a PDF; the letters of a PDF are numbers there."""
    yield name, content
    if content.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            for part in archive.namelist():
                yield from unpacked(f"{name}/{part}", archive.read(part))
    elif content.startswith(b"%PDF"):
        with pikepdf.open(io.BytesIO(content)) as document:
            for one in document.objects:
                if isinstance(one, pikepdf.Stream):
                    yield name, one.read_bytes()


def test_a_comparison_shows_what_is_text_as_text(harmless: Path, traps: Traps) -> None:
    status, said = command(harmless, "diff", "HEAD")
    assert status == 0
    assert commands_of(said) == []
    shown = re.sub("<code>.*?</code>", "", MarkdownIt("commonmark").render(said))
    assert not re.search(r"<(script|img|svg|b)\b|@octocat|href=.javascript", shown), shown
    assert traps.are_untouched()
