"""Adding the pages of a year to `nav` in mkdocs.yml, as text: comments and order stay."""

from collections.abc import Iterator

import yaml

from report.drafting.new_year.years import Step
from report.problems.problem import Mistake
from report.sources.paths import year_of
from report.sources.yaml_bounds import FAST_LOADER

CONFIG = "mkdocs.yml"


def with_year(config: str, step: Step) -> str:
    """The configuration in which each part of `nav` about the last year is followed by the same
    of the new one. A site without `nav` lists its pages by itself.

    Raises Mistake where the file cannot be read or `nav` says nothing of the last year.
    """
    try:
        root = yaml.compose(config, Loader=FAST_LOADER)
    except yaml.YAMLError:
        raise Mistake("cau-hinh-viet-sai") from None
    found = [value for key, value in mapping(root) if key.value == "nav"]
    if not found:
        return config
    lines = config.splitlines(keepends=True)
    runs = list(runs_of(found[0], step.before))
    if not runs:
        raise Mistake("nav-khong-co-nam", year=step.before)
    for first, last in reversed(runs):
        end = last
        while end > first and not is_content(lines[end - 1]):
            end -= 1
        copy = step.text("".join(line.rstrip("\n") + "\n" for line in lines[first:end]))
        lines[end - 1] = lines[end - 1].rstrip("\n") + "\n"
        lines.insert(end, copy)
    return "".join(lines)


def mapping(node: yaml.Node | None) -> list[tuple[yaml.Node, yaml.Node]]:
    """The pairs of a mapping; none of anything else."""
    return node.value if isinstance(node, yaml.MappingNode) else []


def is_content(line: str) -> bool:
    """Whether a line is neither blank nor a comment."""
    return bool(line.strip()) and not line.lstrip().startswith("#")


def runs_of(sequence: yaml.Node, year: int) -> Iterator[tuple[int, int]]:
    """First line and the line behind of each run of entries that are only about `year`."""
    entries = sequence.value if isinstance(sequence, yaml.SequenceNode) else []
    ends = [entry.start_mark.line for entry in entries[1:]] + [end_line(sequence)]
    run: tuple[int, int] | None = None
    for entry, end in zip(entries, ends, strict=True):
        years = set(map(year_of, pages_in(entry)))
        if years == {year}:
            run = (run[0] if run else entry.start_mark.line, end)
            continue
        if run:
            yield run
            run = None
        if year in years:
            for _, value in mapping(entry):
                yield from runs_of(value, year)
    if run:
        yield run


def end_line(node: yaml.Node) -> int:
    """The line behind a sequence in block style."""
    return node.end_mark.line + (1 if node.end_mark.column else 0)


def pages_in(node: yaml.Node) -> Iterator[str]:
    """The pages that an entry of `nav` leads to."""
    if isinstance(node, yaml.ScalarNode):
        yield str(node.value)
    elif isinstance(node, yaml.SequenceNode):
        for entry in node.value:
            yield from pages_in(entry)
    for _, value in mapping(node):
        yield from pages_in(value)
