"""Templates as they are compiled: once for all states of the sources, and for all builds.

What they are compiled to is code. It is kept where Python keeps modules as it has compiled them,
and is trusted as these are; nothing of it stands in `.cache/`, which a build takes from others.
"""

import marshal
import sys
from importlib.util import cache_from_source
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from report.kept.store import Store

COMPILED = "templates"  # the folder beside compiled modules, and what is kept in it


class CompiledTemplates(BytecodeCache):
    """What templates are compiled to, by Jinja's names of them; Jinja compares their texts."""

    def __init__(self, ground: str = "") -> None:
        """With what a build that rests on the same `ground`, code and settings, has kept; where
        that is empty, nothing is known to be the same, and the templates are kept in memory."""
        self.kept, self.ground = Store(code_folder() if ground else None), ground
        content = self.kept.get(COMPILED, ground)
        self.codes: dict[str, bytes] = marshal.loads(content) if content else {}  # noqa: S302 - see above
        self.is_changed = False

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template what it was compiled to."""
        if bucket.key in self.codes:
            bucket.bytecode_from_string(self.codes[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Note what a template was compiled to."""
        self.codes[bucket.key] = bucket.bytecode_to_string()
        self.is_changed = True

    def keep(self) -> None:
        """Keep what has been compiled, if anything, for the next build."""
        if self.is_changed:
            self.kept.put(COMPILED, self.ground, marshal.dumps(self.codes))
            self.kept.keep()


def code_folder() -> Path | None:
    """The folder for what is compiled; None where Python is not to write compiled code."""
    return None if sys.dont_write_bytecode else Path(cache_from_source(__file__)).parent / COMPILED
