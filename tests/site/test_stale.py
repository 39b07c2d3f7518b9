"""After any edits, the site is the one that comes of a clean build, byte for byte.

`make stale` makes 200 edits, one after the other, of an office with documents; the suite most
kinds in two goes, of one without.
"""

import os
import random
import shutil
from pathlib import Path

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config

from tests.edits import CONFIG, EDITS, office_to_edit
from tests.faults import contents

EVERYTHING = "STALE" in os.environ  # set by `make stale`
EDITS_OF_ALL = 200
SOME = (  # what an editor may do between two builds; then what changes all pages
    ("cell", "row", "sentence", "rule", "heading and link", "commit", "touched site"),
    (
        "renamed table",
        "deleted page",
        "title",
        "name of the office",
        "order of the navigation",
        "address",
        "title of a table",
        "damaged cache",
    ),
)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The office."""
    monkeypatch.setenv("SITE_URL", "https://vi-du.example/0/")
    return office_to_edit(tmp_path / "office", printed=EVERYTHING)


def published(folder: Path, site: Path) -> bool:
    """Whether a build in this process publishes the office, or leaves its site as it is."""
    config = load_config(str(folder / CONFIG), site_dir=str(site))
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build(config)
    except SystemExit as end:
        return not end.code
    finally:
        config.plugins.on_shutdown()
    return True


def made_clean(folder: Path) -> dict[str, bytes] | None:
    """The files of a site of which nothing was there before; None where there is a mistake."""
    kept, site = folder.with_name("kept"), folder.with_name("clean")
    (folder / ".cache").rename(kept)
    made = published(folder, site)
    shutil.rmtree(folder / ".cache", ignore_errors=True)
    kept.rename(folder / ".cache")
    files = contents(site) if made else None
    shutil.rmtree(site, ignore_errors=True)
    return files


def must_be_clean(folder: Path, edits: tuple[str, ...]) -> bool:
    """Build after edits, and once more from nothing; returns whether a site came of it."""
    made = published(folder, folder / "site")
    clean = made_clean(folder)
    assert made == (clean is not None), edits
    if clean is not None:
        site = contents(folder / "site")
        assert site.keys() == clean.keys(), edits
        assert [path for path in site if site[path] != clean[path]] == [], edits
    return made


@pytest.mark.skipif(EVERYTHING, reason="the other test has them, too")
def test_after_some_edits_the_site_is_that_of_a_clean_build(folder: Path) -> None:
    assert published(folder, folder / "site")
    chance = random.Random(19)
    for names in SOME:
        for name in names:
            EDITS[name](chance, folder)
        assert must_be_clean(folder, names), f"{names} make a mistake"


@pytest.mark.skipif(not EVERYTHING, reason="takes minutes: make stale")
def test_after_each_of_many_edits_the_site_is_that_of_a_clean_build(folder: Path) -> None:
    assert published(folder, folder / "site")
    chance = random.Random(19)
    made = 0
    for number in range(EDITS_OF_ALL):
        before = folder.with_name("before")
        shutil.copytree(folder, before, symlinks=True)
        name = [*EDITS][number % len(EDITS)]
        EDITS[name](chance, folder)
        if must_be_clean(folder, (str(number), name)):
            made += 1
        else:  # an editor would take it back
            shutil.rmtree(folder)
            before.rename(folder)
        shutil.rmtree(before, ignore_errors=True)
    assert made > EDITS_OF_ALL * 3 / 4, "most edits make no mistake"
