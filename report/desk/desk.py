"""The desk itself: one draft, one lock, and the examination of the draft as it stands."""

from dataclasses import dataclass, field
from threading import RLock
from typing import Any

from report.desk.draft import DeskDraft
from report.desk.safety import Doors
from report.edition.examination import Examination, examine


@dataclass
class Desk:
    """What all requests work on. Who reads or writes the draft holds the `lock`."""

    draft: DeskDraft
    doors: Doors
    lock: RLock = field(default_factory=RLock)
    view: Any = None  # the site of the draft, where it is shown
    examined: tuple[int, Examination] | None = None

    def examination(self) -> Examination:
        """The draft as it stands, read and checked."""
        with self.lock:
            self.draft.settle()
            if self.examined is None or self.examined[0] != self.draft.state:
                self.examined = (self.draft.state, examine(self.draft.tree))
            return self.examined[1]
