"""An office that is examined again and again in one process: serve and the editing desk.

Only what has changed is read again, by what the files say and not by their dates; what depends on
the whole office is done each time. So the outcome is that of `examine`, whatever was there before.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Lock

from report.edition.examination import Examination, examine
from report.sources.memory import Memory


@dataclass
class WarmOffice:
    """The office in `root`, and what is remembered of its last examination. Its pages, tables and
    problems are shared with that one: nobody changes them. Threads take turns."""

    root: Path
    memory: Memory = field(default_factory=Memory)
    turn: Lock = field(default_factory=Lock)

    def examine(self, draft: int | None = None) -> Examination:
        """What `examine` gives of the office as it stands now."""
        with self.remembering():
            return examine(self.root, draft)

    @contextmanager
    def remembering(self) -> Iterator[None]:
        """Have whatever is read meanwhile, here or in a copy, take what is remembered."""
        with self.turn, self.memory.opened():
            yield
