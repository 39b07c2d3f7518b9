"""The keys of this office's files have their names of now; `tidy` gets there from those before."""

import re
from pathlib import Path

import pytest

from report.sources.keys import (
    COLUMN_KEYS,
    TABLE_KEYS,
    description_names,
    page_names,
    renamed,
)
from tests.sites import ROOT

DESCRIPTIONS = sorted(ROOT.glob("data/*/datapackage.yaml"))
BLOCK_KEY = re.compile("(?m)^( +)([a-z_]+)(?=: )")  # as these files are written


def test_no_key_has_a_name_of_before() -> None:
    for path in DESCRIPTIONS:
        assert description_names(path.read_text("utf-8")) == set(), path
    for path in ROOT.glob("docs/**/*.md"):
        assert page_names(path.read_text("utf-8")) == set(), path


@pytest.mark.parametrize("path", DESCRIPTIONS, ids=lambda path: path.parent.name)
def test_the_description_with_its_names_of_before_becomes_the_one_of_now(path: Path) -> None:
    old = {new: old for words in (TABLE_KEYS, COLUMN_KEYS) for old, new in words.former.items()}
    now = path.read_bytes().decode()
    before = BLOCK_KEY.sub(lambda key: key[1] + old.get(key[2], key[2]), now)
    before = before.replace("nextYear: chep", "nextYear: copy")
    before = before.replace("nextYear: viet_lai", "nextYear: rewrite")
    assert before.count("    office: ") == now.count("    co_quan: ") > 5
    assert renamed(before, description_names(before)) == now
