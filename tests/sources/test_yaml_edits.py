"""A YAML file with one entry more, every other byte as it was."""

import difflib

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from report.problems.problem import Mistake
from report.sources.yaml_edits import with_entry

OUTLINE = """\
# Bố cục
phan:
  - ten: Kết quả  # phần một
    muc:
      - trang: mot.md

      - ten: Hai
        trang: hai.md   # ghi chú
  # chú thích của phần hai
  - ten: Phương hướng
ket: Hết
"""
TABLE = {
    "name": "moi",
    "title": "Bảng: mới",
    "schema": {
        "primaryKey": "khoa",
        "fields": [
            {"name": "khoa", "constraints": {"required": True, "unique": True}},
            {"name": "so", "decimalChar": ","},
        ],
    },
}


def added(old: str, new: str) -> list[str]:
    """The lines that came; none may go."""
    diff = [one for one in difflib.ndiff(old.splitlines(), new.splitlines()) if one[0] in "+-"]
    assert all(one.startswith("+ ") for one in diff), diff
    return [one[2:] for one in diff]


@pytest.mark.parametrize(
    ("place", "behind", "where"),
    [
        (["phan", 0, "muc"], None, 8),
        (["phan", 0, "muc"], 0, 5),
        (["phan", 0, "muc"], -1, 4),
        (["phan", 1, "muc"], None, 10),
        (["phan"], 0, 8),
    ],
)
def test_an_entry_comes_and_all_else_stays(
    place: list[str | int], behind: int | None, where: int
) -> None:
    new = with_entry(OUTLINE, place, {"trang": "moi.md"}, behind)
    came = added(OUTLINE, new)
    assert new.splitlines()[where : where + len(came)] == came
    node = yaml.safe_load(new)
    for step in place:
        node = node[step]
    assert {"trang": "moi.md"} in node


def test_a_whole_table_is_written_as_the_manual_has_it() -> None:
    old = "resources:\n  - name: cu\n    path: cu.csv"
    new = with_entry(old, ["resources"], TABLE)
    assert new == (
        f"{old}\n  - name: moi\n    title: 'Bảng: mới'\n    schema:\n      primaryKey: khoa\n"
        "      fields:\n        - name: khoa\n"
        "          constraints: {required: true, unique: true}\n"
        "        - name: so\n          decimalChar: ','\n"
    )
    assert yaml.safe_load(new)["resources"][1] == TABLE


def test_a_list_on_one_line_stays_on_it() -> None:
    old = '{"resources": [{"name": "cu"}], "name": "x"}'
    new = with_entry(old, ["resources"], TABLE)
    assert yaml.safe_load(new)["resources"] == [{"name": "cu"}, TABLE]
    assert new.startswith('{"resources": [{"name": "cu"}, ')
    assert new.endswith('], "name": "x"}')


def test_line_ends_and_byte_order_mark_stay() -> None:
    old = "\ufeffphan:\r\n  - trang: mot.md\r\n"
    new = with_entry(old, ["phan"], {"trang": "hai.md", "ten": "Hai"})
    assert new == f"{old}  - trang: hai.md\r\n    ten: Hai\r\n"


def alike_first(one: str, other: str) -> int:
    """How many characters two texts begin alike with."""
    pairs = zip(one, other, strict=False)
    return next((at for at, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


@settings(max_examples=60)
@given(
    st.text(st.characters(codec="utf-8"), max_size=40),
    st.sampled_from([OUTLINE, OUTLINE.replace("\n", "\r\n"), '{"phan": [{"muc": [1]}]}']),
)
def test_whatever_an_entry_says_it_says_it_in_the_file(words: str, old: str) -> None:
    entry = {"ten": words, "muc": [{"trang": words}]}
    new = with_entry(old, ["phan", 0, "muc"], entry)
    assert entry in yaml.safe_load(new)["phan"][0]["muc"]
    before = alike_first(old, new)
    behind = alike_first(old[::-1], new[::-1])
    assert before + behind >= len(old), "something came, and nothing else is another"


@pytest.mark.parametrize("place", [["muc"], ["phan", 5, "muc"], ["ket"], ["phan", 0, "ten"]])
def test_where_there_is_no_such_list_it_says_so(place: list[str | int]) -> None:
    text = "[1]" if place == ["muc"] else OUTLINE
    with pytest.raises(Mistake):
        with_entry(text, place, {"trang": "moi.md"})
