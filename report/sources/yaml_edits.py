"""A YAML file with one entry more, every other byte as it was."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import yaml

from report.problems.problem import Mistake
from report.sources.csv_rows import ANY_LINE_END
from report.sources.files import parse_yaml

NodePlace = Sequence[str | int]  # the keys and numbers that lead to a node
END_OF_DOCUMENT = re.compile(r"\n(?:\.\.\.\n)?\Z")
WIDEST = 1_000_000  # characters of a line: none is folded


def with_entry(
    text: str, place: NodePlace, entry: Mapping[str, Any], behind: int | None = None
) -> str:
    """The text with an entry in the list at a place: at its end, or behind the entry of that
    number (-1: before the first). The list is begun where the mapping has none.

    Raises Mistake where the text is no YAML, or there is no such place.
    """
    body = text.removeprefix("\ufeff")
    found = node_at(parse_yaml(body).root, place[:-1])
    if found is None:
        raise Mistake("yaml-khong-co-cho", list=".".join(map(str, place)))
    old = node_at(found, place[-1:])
    end_of_line = "\r\n" if "\r\n" in body else "\n"
    if isinstance(old, yaml.SequenceNode) and old.value:
        at, new = beside_entry(body, old, entry, len(old.value) - 1 if behind is None else behind)
    else:
        at, new = as_first(body, found, str(place[-1]), entry, old)
    new = new.replace("\n", end_of_line)
    if at and new.endswith("\n") and body[at - 1] not in "\r\n":
        new = end_of_line + new
    mark = text[: len(text) - len(body)]
    return mark + body[:at] + new + body[at:]


def node_at(root: yaml.Node | None, place: NodePlace) -> yaml.Node | None:
    """The node that keys and numbers lead to; None where they lead nowhere."""
    for step in place:
        children: dict[str | int, yaml.Node] = {}
        if isinstance(root, yaml.SequenceNode):
            children = dict(enumerate(root.value))
        if isinstance(root, yaml.MappingNode):
            children = {key.value: value for key, value in root.value}
        root = children.get(step)
    return root


def beside_entry(
    text: str, old: yaml.SequenceNode, entry: Mapping[str, Any], behind: int
) -> tuple[int, str]:
    """Where an entry goes in a list that has some, and what stands there then."""
    first = old.value[0].start_mark.index
    if old.flow_style:
        if behind < 0:
            return first, f"{yaml_value(entry)}, "
        return end_index(old.value[behind]), f", {yaml_value(entry)}"
    lines = "\n".join(entry_lines(entry, old.start_mark.column)) + "\n"
    if behind < 0:
        return line_begin(text, first), lines
    return line_end(text, end_index(old.value[behind])), lines


def as_first(
    text: str, mapping: yaml.Node, key: str, entry: Mapping[str, Any], old: yaml.Node | None
) -> tuple[int, str]:
    """Where the first entry of a list goes, and what stands there then. Raises Mistake where
    the mapping stands in one line, or the key has something else."""
    if not isinstance(mapping, yaml.MappingNode) or mapping.flow_style or old is not None:
        raise Mistake("yaml-khong-co-cho", list=key)
    column = mapping.value[0][0].start_mark.column
    lines = [f"{' ' * column}{key}:", *entry_lines(entry, column + 2)]
    return line_end(text, end_index(mapping)), "\n".join(lines) + "\n"


def entry_lines(entry: Mapping[str, Any], indent: int) -> list[str]:
    """An entry of a list on lines of its own."""
    first, *more = mapping_lines(entry, indent + 2)
    return [f"{' ' * indent}- {first.lstrip()}", *more]


def mapping_lines(entry: Mapping[str, Any], indent: int) -> Iterator[str]:
    """The lines of a mapping: what holds only words and numbers stands on one."""
    for key, value in entry.items():
        head = f"{' ' * indent}{key}:"
        inner = value if isinstance(value, Mapping) else {}
        if any(isinstance(one, Mapping | list) for one in inner.values()):
            yield from (head, *mapping_lines(inner, indent + 2))
        elif isinstance(value, list) and any(isinstance(one, Mapping) for one in value):
            yield head
            for one in value:
                yield from entry_lines(one, indent + 2)
        else:
            yield f"{head} {yaml_value(value)}"


def yaml_value(value: object) -> str:
    """A value as it stands on a line."""
    text = yaml.safe_dump(
        value, default_flow_style=True, allow_unicode=True, sort_keys=False, width=WIDEST
    )
    return END_OF_DOCUMENT.sub("", text)


def end_index(node: yaml.Node) -> int:
    """Where the last value in a node ends: what is nested by its indentation alone reaches to
    the next key for YAML, comments included."""
    if isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        return end_index(last[1] if isinstance(node, yaml.MappingNode) else last)
    return int(node.end_mark.index)


def line_begin(text: str, place: int) -> int:
    """Where the line of a place begins."""
    return max(text.rfind("\n", 0, place), text.rfind("\r", 0, place)) + 1


def line_end(text: str, place: int) -> int:
    """Where the line ends that has the last word before a place, its line break included."""
    found = ANY_LINE_END.search(text, len(text[:place].rstrip()))
    return found.end() if found else len(text)
