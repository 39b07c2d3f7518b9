"""Templates as they are compiled: once for all states of the sources, and for all builds.

What they are compiled to is code: it is kept with code (report.kept.steps), and nothing of it
stands in `.cache/`, which a build takes from others.
"""

import marshal
from functools import cached_property

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from report.kept.store import Store

COMPILED = "templates"  # what is kept


class CompiledTemplates(BytecodeCache):
    """What templates are compiled to, by Jinja's names of them; Jinja compares their texts."""

    def __init__(self, kept: Store | None = None, ground: str = "") -> None:
        """With what a build that rests on the same `ground`, code and settings, has `kept`; where
        that is empty, nothing is known to be the same, and the templates are held in memory."""
        self.kept = kept if kept and ground else Store(None)
        self.ground = ground
        self.is_changed = False

    @cached_property
    def codes(self) -> dict[str, bytes]:
        """What was compiled, by Jinja's names."""
        content = self.kept.get(COMPILED, self.ground)
        known: dict[str, bytes] = marshal.loads(content) if content else {}  # noqa: S302 - see above
        return known

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template what it was compiled to."""
        if bucket.key in self.codes:
            bucket.bytecode_from_string(self.codes[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Note what a template was compiled to."""
        self.codes[bucket.key] = bucket.bytecode_to_string()
        self.is_changed = True

    def put(self) -> None:
        """Have what has been compiled, if anything, kept for the next build."""
        if self.is_changed:
            self.kept.put(COMPILED, self.ground, marshal.dumps(self.codes))
