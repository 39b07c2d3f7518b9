"""After any edits, the site is the one that comes of a clean build, byte for byte; and what a
server shows, page by page, is what MkDocs builds when it begins to serve.

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

from report.site.mkdocs.events import Run
from report.site.mkdocs.view import SiteView
from tests.edits import CONFIG, EDITS, office_to_edit
from tests.faults import contents
from tests.sites import built_to_serve

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


def must_be_shown(view: SiteView, edits: tuple[str, ...]) -> bool:
    """Look at the sources after edits, and at each file; returns whether a site can be shown."""
    site, served = view.root.with_name("served"), Run.served
    try:
        Run.served = None  # a server that begins knows nothing
        built_to_serve(view.root, site)
    except SystemExit:
        shutil.rmtree(site, ignore_errors=True)
    finally:
        Run.served = served
    try:
        view.read()
    except SystemExit:
        assert not site.exists(), edits
        return False
    for path, content in contents(site).items():
        shown = view.file(path.removesuffix("index.html"))
        is_served = not path.endswith(".gz")
        assert (shown.content if shown else None) == (content if is_served else None), (path, edits)
    shutil.rmtree(site)
    return True


def view_of(folder: Path) -> SiteView:
    """The site of an office as a server shows it."""
    return SiteView(folder, folder, policy=False, site_url="http://127.0.0.1/")


@pytest.mark.skipif(EVERYTHING, reason="the other test has them, too")
def test_after_some_edits_the_site_is_that_of_a_clean_build(folder: Path) -> None:
    assert published(folder, folder / "site")
    view, chance = view_of(folder), random.Random(19)
    view.read()
    for names in SOME:
        for name in names:
            EDITS[name](chance, folder)
        assert must_be_shown(view, names), f"{names} make a mistake"
        assert must_be_clean(folder, names)
    view.close()


@pytest.mark.skipif(not EVERYTHING, reason="takes minutes: make stale")
def test_after_each_of_many_edits_the_site_is_that_of_a_clean_build(folder: Path) -> None:
    assert published(folder, folder / "site")
    view, chance = view_of(folder), random.Random(19)
    made = 0
    for number in range(EDITS_OF_ALL):
        before = folder.with_name("before")
        shutil.copytree(folder, before, symlinks=True)
        name = [*EDITS][number % len(EDITS)]
        EDITS[name](chance, folder)
        what = (str(number), name)
        can_be_shown = must_be_shown(view, what)
        if must_be_clean(folder, what):
            assert can_be_shown, what
            made += 1
        else:  # an editor would take it back
            shutil.rmtree(folder)
            before.rename(folder)
        shutil.rmtree(before, ignore_errors=True)
    assert made > EDITS_OF_ALL * 3 / 4, "most edits make no mistake"
    view.close()
