"""The desk itself: one draft, one lock, and the examination of the draft as it stands."""

from dataclasses import dataclass, field
from threading import RLock
from typing import Any

from report.desk.draft import DeskDraft
from report.desk.safety import Doors
from report.edition.examination import Examination, examine
from report.sources.descriptions import Description, read_description
from report.sources.tables import DESCRIPTION, Table


@dataclass
class Desk:
    """What all requests work on. Who reads or writes the draft holds the `lock`."""

    draft: DeskDraft
    doors: Doors
    lock: RLock = field(default_factory=RLock)
    view: Any = None  # the site of the draft, where it is shown
    examined: tuple[int, Examination] | None = None
    described: dict[str, Description] = field(default_factory=dict)

    def examination(self) -> Examination:
        """The draft as it stands, read and checked."""
        with self.lock:
            self.draft.settle()
            if self.examined is None or self.examined[0] != self.draft.state:
                self.examined = (self.draft.state, examine(self.draft.tree))
            return self.examined[1]

    def resource(self, table: Table) -> dict[str, Any]:
        """What the description says of a table, as it is read; read once for each content."""
        path = f"data/{table.folder}/{DESCRIPTION}"
        digest = self.draft.now.get(path, "")
        if digest not in self.described:
            self.described[digest] = read_description(self.draft.tree, f"data/{table.folder}")
        resources = self.described[digest].resources
        return next(one for one in resources if one["name"] == table.name)
