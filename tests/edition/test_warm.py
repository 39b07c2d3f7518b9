"""An office that is examined again in one process is examined as if nothing had been before."""

import random
import shutil
from pathlib import Path

import pytest

from report.edition.examination import examine
from report.edition.warm import WarmOffice
from report.kept.fingerprint import fingerprint
from report.problems.problem import errors
from report.sources.memory import Memory, remembered
from tests.edits import DESCRIPTION, EDITS, FRONT, PAGE, TABLE, Edit, in_file, office_to_edit
from tests.images import picture

TIMES = 30
OF_THE_SITE = ("commit", "address", "touched site", "damaged cache")


def removed(path: str) -> Edit:
    """An edit that removes a file."""
    return lambda _, folder: (folder / path).unlink(missing_ok=True)


def picture_of_a_page(chance: random.Random, folder: Path) -> None:
    """A picture that comes, is damaged, or is another one."""
    whole = picture(".png", (chance.randrange(1, 9), 9))
    content = chance.choice([whole, whole[:-9], b"", b"<svg/>"])
    (folder / "docs/hinh.png").write_bytes(content)


# What leaves a mistake behind, which an editor takes back.
MISTAKES: dict[str, Edit] = {
    "words in a cell": in_file(TABLE, lambda _, text: text.replace("Lúa,", "Lúa,nhiều")),
    "a cell more": in_file(TABLE, lambda _, text: text.replace("Lúa,", "Lúa,1,")),
    "no head": in_file(PAGE, lambda _, text: text.replace("title:", "title: [")),
    "a call of nothing": in_file(FRONT, lambda _, text: text + '\n{{ so("khong.co.gi") }}\n'),
    "a table of nothing": in_file(PAGE, lambda _, text: text + '\n{{ bang("khong-co") }}\n'),
    "a description of nothing": in_file(DESCRIPTION, lambda _, text: text[: len(text) // 2]),
    "a column less": in_file(DESCRIPTION, lambda _, text: text.replace('"name": "so_ho"', "")),
    "a slip": in_file(PAGE, lambda _, text: text + "\nLúa\n- ngô\n"),
    "no table": removed(TABLE),
    "no description": removed(DESCRIPTION),
    "no front page": removed(FRONT),
    "a picture": picture_of_a_page,
}


def test_after_each_of_many_edits_an_examination_is_as_the_first_one_would_be(
    tmp_path: Path,
) -> None:
    folder = office_to_edit(tmp_path / "office", printed=True)
    office = WarmOffice(folder)
    edits = {name: edit for name, edit in EDITS.items() if name not in OF_THE_SITE} | MISTAKES
    chance = random.Random(20)
    sound = 0
    for _ in range(TIMES):
        name = chance.choice([*edits])
        if name in MISTAKES:
            shutil.rmtree(tmp_path / "before", ignore_errors=True)
            shutil.copytree(folder, tmp_path / "before", symlinks=True)
        edits[name](chance, folder)
        warm, cold = office.examine(), examine(folder)
        assert warm.problems == cold.problems, name
        assert fingerprint(warm) == fingerprint(cold), name
        sound += not errors(warm.problems)
        if name in MISTAKES:
            shutil.rmtree(folder)
            (tmp_path / "before").rename(folder)
    assert TIMES / 4 < sound < TIMES * 3 / 4, "some edits make mistakes"


def test_what_has_not_changed_is_not_made_again() -> None:
    made: list[str] = []

    @remembered
    def length(text: str) -> int:
        made.append(text)
        return len(text)

    memory = Memory()
    for texts in ("ab", "bc", "c", "a"):
        with memory.opened():
            assert [length(text) for text in texts] == [1] * len(texts)
    assert made == ["a", "b", "c", "a"], "of the run before, and of no older one"
    assert length("a") == 1
    assert made[-2:] == ["a", "a"], "nothing is remembered where nobody asks for it"


def test_a_mistake_is_raised_each_time() -> None:
    @remembered
    def refused(text: str) -> str:
        raise ValueError(text)

    memory = Memory()
    for _ in range(2):
        with memory.opened(), pytest.raises(ValueError, match="a"):
            refused("a")
