"""Adding the pages of a year to `nav` in mkdocs.yml, as text: comments and order stay."""

from collections.abc import Iterator

import yaml

from report.drafting.new_year.years import Step
from report.edition.navigation import nav_of, pages_listed, pairs_of
from report.problems.problem import Mistake
from report.sources.paths import year_of


def with_year(config: str, step: Step) -> str:
    """The configuration in which each part of `nav` about the last year is followed by the same
    of the new one. A site without `nav` lists its pages by itself.

    Raises Mistake where the file cannot be read or `nav` says nothing of the last year.
    """
    nav = nav_of(config)
    if nav is None:
        return config
    lines = config.splitlines(keepends=True)
    runs = list(runs_of(nav, step.before))
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


def is_content(line: str) -> bool:
    """Whether a line is neither blank nor a comment."""
    return bool(line.strip()) and not line.lstrip().startswith("#")


def runs_of(sequence: yaml.Node, year: int) -> Iterator[tuple[int, int]]:
    """First line and the line behind of each run of entries that are only about `year`."""
    entries = sequence.value if isinstance(sequence, yaml.SequenceNode) else []
    ends = [entry.start_mark.line for entry in entries[1:]] + [end_line(sequence)]
    run: tuple[int, int] | None = None
    for entry, end in zip(entries, ends, strict=True):
        years = {year_of(uri) for uri, _ in pages_listed(entry)}
        if years == {year}:
            run = (run[0] if run else entry.start_mark.line, end)
            continue
        if run:
            yield run
            run = None
        if year in years:
            for _, value in pairs_of(entry):
                yield from runs_of(value, year)
    if run:
        yield run


def end_line(node: yaml.Node) -> int:
    """The line behind a sequence in block style."""
    return node.end_mark.line + (1 if node.end_mark.column else 0)
