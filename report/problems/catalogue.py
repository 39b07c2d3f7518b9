"""The catalogue: for each message its code, severity, wording, mend and meaning.

Each YAML file of report/problems/catalogue/ is a sheet, and a page of the manual for editors:
`title`, `description` and `groups` of messages. A message has a `code` that no other has, the
`severity` (an error where none is given), `urgent: true` where lists have it before all others,
the templates of `message` and `mend` with `$placeholders` for the fields that code passes, the
`meaning`, an `example` (a value for each placeholder, and `place` or `guess` where the message
comes with one), and what is `wrong` and `right` in a file. Sentences stand without the final full
stop.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from functools import cache
from pathlib import Path
from string import Template
from typing import Any

import yaml

SHEETS_FOLDER = Path(__file__).parent / "catalogue"
LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where it was compiled in

# As sheets are written: a test holds these against what the sheets say.
CODE_OF_ENTRY = re.compile(r"^ {6}- code: ([a-z0-9-]+)$", re.M)
GROUP_TITLE = re.compile(r"^ {2}- title: (.+)$", re.M)


class Severity(Enum):
    """What a problem keeps from happening; the value is the word that editors see."""

    ERROR = "lỗi"  # stops a publication
    WARNING = "cảnh báo"  # the site can be built: what was meant is certain, or it is advice
    OPEN = "chờ điền"  # no mistake: a place marked as still to be filled


@dataclass(frozen=True)
class Entry:
    """A message of the catalogue, and what an editor needs to know about it."""

    code: str
    message: Template
    mend: Template
    severity: Severity
    meaning: str
    wrong: str
    right: str
    example: Mapping[str, str]
    is_urgent: bool  # it stands before all others


@dataclass(frozen=True)
class Group:
    """The messages about one thing."""

    title: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Sheet:
    """The groups of one file; `name` is that of the file."""

    name: str
    title: str
    description: str
    groups: tuple[Group, ...]

    @property
    def entries(self) -> list[Entry]:
        """The messages of all groups."""
        return [entry for group in self.groups for entry in group.entries]


@cache
def sheets() -> tuple[Sheet, ...]:
    """All files of the catalogue, in order of their names."""
    return tuple(read_sheet(path) for path in sorted(SHEETS_FOLDER.glob("*.yaml")))


@cache
def entries() -> Mapping[str, Entry]:
    """The messages of all sheets by their codes."""
    return {entry.code: entry for sheet in sheets() for entry in sheet.entries}


@cache
def places_of_sheets() -> Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]]:
    """The codes and the titles of groups of each sheet, by its name: found in the text, as a check
    that meets no problem needs no more, and reading the sheets would be a twentieth of it."""
    found = {}
    for path in sorted(SHEETS_FOLDER.glob("*.yaml")):
        text = path.read_text("utf-8")
        found[path.stem] = (tuple(CODE_OF_ENTRY.findall(text)), tuple(GROUP_TITLE.findall(text)))
    return found


def read_sheet(path: Path) -> Sheet:
    """The messages of one file."""
    content = yaml.load(path.read_text("utf-8"), LOADER)  # noqa: S506 - a SafeLoader
    groups = tuple(
        Group(group["title"], tuple(map(read_entry, group["messages"])))
        for group in content["groups"]
    )
    return Sheet(path.stem, content["title"], content["description"], groups)


def read_entry(content: Mapping[str, Any]) -> Entry:
    """One message of a sheet. Raises KeyError where a part of it is missing."""
    return Entry(
        code=content["code"],
        message=Template(content["message"]),
        mend=Template(content["mend"]),
        severity=Severity(content.get("severity", Severity.ERROR.value)),
        meaning=content["meaning"],
        wrong=content["wrong"],
        right=content["right"],
        example=content.get("example", {}),
        is_urgent=content.get("urgent", False),
    )
