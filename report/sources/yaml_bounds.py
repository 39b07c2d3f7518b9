"""What a YAML text may be made of, seen to before a loader builds anything of it.

A loader follows aliases and nested lists by calling itself: 400 bytes of aliases take all
memory, and libyaml's ends the program with signal 11 on 100,000 brackets. Its parser only
gives events, one after the other, and needs neither.
"""

from typing import Any

import yaml

from report.problems.problem import Mistake

MAX_DEPTH = 30  # lists and groups in one another; the deepest of a report, an outline, has 14
FAST_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where it was compiled in
MERGE = "<<"  # a key that copies another mapping


def keep_yaml_bounds(text: str) -> None:
    """Raise Mistake at the first line with an anchor, an alias, a merge key or a tag, or below
    the bound of depth. Raises YAMLError where the text is no YAML."""
    depth = 0
    for event in yaml.parse(text, FAST_LOADER):
        if isinstance(event, yaml.NodeEvent):
            is_plain(event)
            depth += isinstance(event, yaml.CollectionStartEvent)
            if depth > MAX_DEPTH:
                raise Mistake("yaml-qua-sau", line=event_line(event), limit=MAX_DEPTH)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def is_plain(event: Any) -> None:
    """Raise Mistake where a value is named for later use, is copied, or says its own type."""
    if event.anchor is not None:  # an alias has the one that it copies
        raise Mistake("yaml-dan-lai", line=event_line(event))
    if isinstance(event, yaml.ScalarEvent) and event.value == MERGE and event.implicit[0]:
        raise Mistake("yaml-dan-lai", line=event_line(event))
    if event.tag is not None:
        tag = event.tag.rpartition(":")[2]
        raise Mistake("yaml-kieu-la", line=event_line(event), tag=tag)


def event_line(event: Any) -> int:
    """The line where an event begins."""
    return event.start_mark.line + 1 if event.start_mark else 1
