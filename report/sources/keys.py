"""The keys of descriptions and front matter: one rule of language, and what they were called.

A key of a standard or tool is written as the standard writes it (Frictionless; MkDocs and its
theme); every other key is ours: Vietnamese without diacritics, lower case, words joined by `_`.
Keys that had another name before are still read; `report tidy` writes the names of now.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from report.problems.problem import Mistake, Problem, near_miss, problem
from report.sources.files import parse_yaml
from report.sources.markdown.front_matter import FRONT_MATTER


@dataclass(frozen=True)
class Vocabulary:
    """The keys of one kind of entry: those of a standard, and ours.

    `former` has for a name of before the one of now, `former_values` the same for the values
    of a key, by its name of now.
    """

    standard: frozenset[str]
    own: frozenset[str]
    former: Mapping[str, str]
    former_values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def known(self) -> frozenset[str]:
        """Every key that means something, by its name of now or of before."""
        return self.standard | self.own | self.former.keys()


# https://specs.frictionlessdata.io/data-resource/ and /table-schema/
NAMED = ("name", "title", "description", "format")
OF_A_FILE = ("path", "data", "mediatype", "encoding", "bytes", "hash", "dialect")
NOTATION = ("decimalChar", "groupChar", "bareNumber", "trueValues", "falseValues")
TABLE_KEYS = Vocabulary(
    standard=frozenset((*NAMED, *OF_A_FILE, "profile", "sources", "licenses", "schema")),
    own=frozenset(
        (
            *("muc", "ky", "thoi_diem", "co_quan", "o_trong", "nam_sau"),
            *("khac_nam_truoc", "khoa_nam_truoc"),
        )
    ),
    former={
        "section": "muc",
        "period": "ky",
        "date": "thoi_diem",
        "office": "co_quan",
        "empty": "o_trong",
        "nextYear": "nam_sau",
    },
    former_values={"nam_sau": {"copy": "chep", "fill": "dien", "rewrite": "viet_lai"}},
)
COLUMN_KEYS = Vocabulary(
    standard=frozenset(
        (*NAMED, *NOTATION, "type", "example", "rdfType", "constraints", "missingValues")
    ),
    own=frozenset(
        (
            *("don_vi", "cot_don_vi", "thap_phan", "dia_ban"),
            *("nam_truoc_cua", "thay_doi_cua", "khac_nam_truoc"),
        )
    ),
    former={"unit": "don_vi", "unitField": "cot_don_vi", "previousOf": "nam_truoc_cua"},
)
# The keys of the theme that a page may have stand in edition/heads.py.
PAGE_KEYS = Vocabulary(
    standard=frozenset(),
    own=frozenset(("cong_cu",)),
    former={"script": "cong_cu"},
    former_values={"cong_cu": {"reward.js": "tien-thuong"}},
)


@dataclass(frozen=True, order=True)
class FormerName:
    """A key, or a value of one, under the name of before: its place in the text, its name now."""

    start: int
    end: int
    line: int
    old: str
    new: str


def present(entry: Mapping[Any, Any], words: Vocabulary) -> dict[Any, Any]:
    """The entry with keys and values as they are called now; where a key stands there under
    both names, that of now counts."""
    result = {}
    for key, value in entry.items():
        name = words.former.get(key, key)
        if name == key or name not in entry:
            values = words.former_values.get(name, {})
            result[name] = values.get(value, value) if isinstance(value, str) else value
    return result


def described_entries(root: yaml.Node) -> Iterator[tuple[yaml.Node, Vocabulary]]:
    """The tables and columns in the tree of a datapackage.yaml."""
    for resource in items(value_of(root, "resources")):
        yield resource, TABLE_KEYS
        for column in items(value_of(value_of(resource, "schema"), "fields")):
            yield column, COLUMN_KEYS


def items(node: yaml.Node | None) -> list[yaml.Node]:
    """The entries of a list; none of anything else."""
    return list(node.value) if isinstance(node, yaml.SequenceNode) else []


def pairs(node: yaml.Node | None) -> list[tuple[yaml.ScalarNode, yaml.Node]]:
    """Keys that are words, and values, of a mapping; none of anything else."""
    found = node.value if isinstance(node, yaml.MappingNode) else []
    return [(key, value) for key, value in found if isinstance(key, yaml.ScalarNode)]


def value_of(node: yaml.Node | None, name: str) -> yaml.Node | None:
    """What a mapping has under a key."""
    return next((value for key, value in pairs(node) if key.value == name), None)


def former_names(entry: yaml.Node, words: Vocabulary) -> Iterator[FormerName]:
    """The names of before in an entry; not those of keys that stand there under both names."""
    written = {key.value for key, _ in pairs(entry)}
    for key, value in pairs(entry):
        name = words.former.get(key.value, key.value)
        if name == key.value or name not in written:
            if name != key.value:
                yield at(key, name)
            values = words.former_values.get(name, {})
            if isinstance(value, yaml.ScalarNode) and value.value in values:
                yield at(value, values[value.value])


def at(node: yaml.ScalarNode, name: str) -> FormerName:
    """The name of now for what a node says."""
    start, end = node.start_mark, node.end_mark
    return FormerName(start.index, end.index, start.line + 1, node.value, name)


def renamed(text: str, names: Iterable[FormerName]) -> str:
    """The text with the names of now, quotation marks and all else as they were.

    A name with an escape in it stays, for somebody to look at.
    """
    for name in sorted(set(names), reverse=True):
        written = text[name.start : name.end]
        if written.strip("\"'") == name.old:
            written = written.replace(name.old, name.new)
        text = text[: name.start] + written + text[name.end :]
    return text


def description_names(text: str) -> set[FormerName]:
    """The names of before in the text of a datapackage.yaml; none where it cannot be read."""
    try:
        root = parse_yaml(text).root
    except Mistake:
        return set()
    return {name for entry in described_entries(root) for name in former_names(*entry)}


def page_names(text: str) -> set[FormerName]:
    """The names of before in the front matter of a page; none where it cannot be read."""
    head = FRONT_MATTER.match(text)
    try:
        root = parse_yaml(head[1]).root if head else None
    except Mistake:
        root = None
    if not head or root is None:
        return set()
    first = head.start(1)  # on the second line
    return {
        FormerName(name.start + first, name.end + first, name.line + 1, name.old, name.new)
        for name in former_names(root, PAGE_KEYS)
    }


def names_are_present(path: str, names: Iterable[FormerName]) -> Iterator[Problem]:
    """Each name of before is told of once in a file, at the first line that has it."""
    ordered = sorted(names)
    counts = Counter((name.old, name.new) for name in ordered)
    for name in ordered:
        count = counts.pop((name.old, name.new), 0)
        if count:
            yield problem(path, name.line, "ten-muc-cu", old=name.old, new=name.new, count=count)


def description_keys_are_known(path: str, root: yaml.Node) -> Iterator[Problem]:
    """A table or column has keys of the standard and ours, by their names of now."""
    entries = list(described_entries(root))
    names = {name for entry in entries for name in former_names(*entry)}
    yield from names_are_present(path, names)
    for entry, words in entries:
        lines = {key.value: key.start_mark.line + 1 for key, _ in pairs(entry)}
        yield from keys_stand_once(path, lines, words)
        for key in lines.keys() - words.known:
            guess = near_miss(key, sorted(words.standard | words.own))
            known = ", ".join(sorted(words.own))
            yield problem(path, lines[key], "muc-mo-ta-la", guess=guess, key=key, known=known)


def keys_stand_once(path: str, lines: Mapping[str, int], words: Vocabulary) -> Iterator[Problem]:
    """No key stands in an entry under both its names; `lines` has the line of each key."""
    for old, new in words.former.items():
        if old in lines and new in lines:
            yield problem(path, lines[old], "muc-hai-ten", old=old, new=new)
