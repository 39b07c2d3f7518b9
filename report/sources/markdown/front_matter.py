"""The front matter of a page: YAML between two lines of dashes at its top."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from report.sources.files import FAST_LOADER

FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(.*?)^---[ \t]*(?:\r?\n|\Z)", re.S | re.M)
IMPOSSIBLE = (yaml.YAMLError, ValueError, KeyError, AttributeError, TypeError)  # what YAML raises


@dataclass(frozen=True)
class FrontMatter:
    """Keys and values, the line of each key, and the offset where the text begins."""

    meta: Mapping[str, Any]
    lines: Mapping[str, int]
    end: int


def read_front_matter(text: str) -> FrontMatter:
    """The front matter of a file; empty where it has none. Raises ValueError where it is no
    list of keys and values."""
    found = FRONT_MATTER.match(text)
    if not found:
        return FrontMatter({}, {}, 0)
    loader = FAST_LOADER(found[1])
    try:
        node = loader.get_single_node()
        if not isinstance(node, yaml.MappingNode):
            raise ValueError("no mapping")
        lines = {key.value: key.start_mark.line + 2 for key, _ in node.value}
        meta = loader.construct_document(node)
    except IMPOSSIBLE as error:
        raise ValueError(str(error)) from None
    finally:
        loader.dispose()
    return FrontMatter(meta, lines, found.end())
