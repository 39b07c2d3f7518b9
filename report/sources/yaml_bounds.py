"""What a YAML text may be made of, seen to before a loader builds anything of it.

A loader follows aliases and nested lists by calling itself: 400 bytes of aliases take all
memory, and libyaml's ends the program with signal 11 on 100,000 brackets. Its parser only
gives events, one after the other, and needs neither.
"""

import re
from typing import Any

import yaml

from report.problems.problem import Mistake

MAX_DEPTH = 30  # lists and groups in one another; the deepest of a report, an outline, has 14
FAST_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # libyaml where it was compiled in
MERGE = "<<"  # a key that copies another mapping
# One of these begins each anchor, alias, tag, merge key and further document, of which a loader
# reads no more than that there is one; the others begin each list and mapping.
SIGNS_BEYOND = re.compile(r"[&*!<]|---|\.\.\.")
SIGNS_OF_DEPTH = re.compile(r"[-?:\[{]")


def keep_yaml_bounds(text: str) -> None:
    """Raise Mistake at the first line with an anchor, an alias, a merge key or a tag, or below
    the bound of depth, YAMLError where it is no YAML. A text without signs of these is left to
    the loader, which reads it safely and finds out whether it is YAML."""
    if not may_go_beyond(text):
        return
    depth = 0
    for event in yaml.parse(text, FAST_LOADER):
        if isinstance(event, yaml.NodeEvent):
            is_plain(event)
            depth += isinstance(event, yaml.CollectionStartEvent)
            if depth > MAX_DEPTH:
                raise Mistake("yaml-qua-sau", line=event_line(event), limit=MAX_DEPTH)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1


def may_go_beyond(text: str) -> bool:
    """Whether a text has signs of what is out of bounds, or enough of them for such a depth: most
    front matter has neither, and its events need not be looked at."""
    return bool(SIGNS_BEYOND.search(text)) or len(SIGNS_OF_DEPTH.findall(text)) > MAX_DEPTH


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
