"""What pure functions made before, for whoever reads the same office again in one process.

A function marked `remembered` makes its outcome of its arguments alone: texts, bytes and what they
are part of by value, a page or a description by which one it is. Nobody changes what it gave. Where
no Memory is open, it is called as it stands, so that a single run costs nothing more.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, ParamSpec, TypeVar

Given = ParamSpec("Given")
Outcome = TypeVar("Outcome")
NOT_KNOWN = object()  # no function gives it


@dataclass
class Memory:
    """The outcomes of one run, and of the run before: what was not asked for again is gone."""

    before: dict[tuple[Any, ...], Any] = field(default_factory=dict)
    now: dict[tuple[Any, ...], Any] = field(default_factory=dict)

    @contextmanager
    def opened(self) -> Iterator[None]:
        """For one run of this thread, take the outcomes of the run before and keep those of now."""
        self.before, self.now = self.now, {}
        token = MEMORY.set(self)
        try:
            yield
        finally:
            MEMORY.reset(token)
            self.before = {}

    def outcome(self, function: Callable[..., Any], given: tuple[Any, ...]) -> Any:
        """What a function gives of these arguments. Raises what it raises, each time anew."""
        key = (function, *given)
        found = self.now.get(key, NOT_KNOWN)
        if found is NOT_KNOWN:
            found = self.before.get(key, NOT_KNOWN)
            self.now[key] = function(*given) if found is NOT_KNOWN else found
        return self.now[key]


MEMORY: ContextVar[Memory | None] = ContextVar("memory", default=None)


def remembered(function: Callable[Given, Outcome]) -> Callable[Given, Outcome]:
    """The function, which asks the open Memory first. Its arguments are given by their places."""

    @wraps(function)
    def asking(*given: Given.args, **named: Given.kwargs) -> Outcome:
        memory = MEMORY.get()
        if memory is None:
            return function(*given, **named)
        outcome: Outcome = memory.outcome(function, given)
        return outcome

    return asking
