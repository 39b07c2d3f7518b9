"""The front matter of a page: YAML between two lines of dashes at its top."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from report.problems.problem import Mistake
from report.sources.files import parse_yaml
from report.sources.shapes import line_of

FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.S | re.M)
NO_KEYS_AND_VALUES = ("yaml-viet-sai", "yaml-gia-tri-la", "yaml-trong")


@dataclass(frozen=True)
class FrontMatter:
    """Keys and values, the line of each key, and the offset where the text begins."""

    meta: Mapping[str, Any]
    lines: Mapping[str, int]
    end: int


def read_front_matter(text: str) -> FrontMatter:
    """The front matter of a file; empty where it has none. Raises Mistake, with the line of the
    file, where it is no list of keys and values, or goes beyond the bounds of YAML."""
    found = FRONT_MATTER.match(text)
    if not found:
        return FrontMatter({}, {}, 0)
    try:
        content = parse_yaml(found[1]).content
    except Mistake as mistake:
        line = (mistake.line or 0) + 1  # it begins on the second line
        if mistake.code in NO_KEYS_AND_VALUES:
            raise Mistake("dau-trang-sai", line=line) from None
        mistake.line = line
        raise
    meta = {key: value for key, value in content.items() if key != "__line__"}
    return FrontMatter(meta, {key: line_of(key) + 1 for key in meta}, found.end())
