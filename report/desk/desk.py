"""The desk itself: one draft, one lock, and the examination of the draft as it stands."""

from dataclasses import dataclass, field
from threading import RLock

from report.desk.draft import DeskDraft
from report.desk.safety import Doors
from report.edition.edition import Edition
from report.edition.examination import Examination
from report.edition.warm import WarmOffice
from report.problems.problem import errors
from report.site.mkdocs.view import SiteView
from report.sources.descriptions import DescribedTable, Description, read_description
from report.sources.tables import DESCRIPTION, Table


@dataclass
class Desk:
    """What all requests work on. Who reads or writes the draft holds the `lock`."""

    draft: DeskDraft
    doors: Doors
    lock: RLock = field(default_factory=RLock)
    office: WarmOffice = field(init=False)
    examined: tuple[int, Examination] | None = None
    view: SiteView | None = None  # the site of the draft, once it was asked for
    seen: int | None = None  # the state of the draft that it shows
    old: tuple[str, Edition] | None = None  # a commit and its sources, once they were asked for
    described: dict[str, Description] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.office = WarmOffice(self.draft.tree)

    def examination(self) -> Examination:
        """The draft as it stands, read and checked."""
        with self.lock:
            self.draft.settle()
            if self.examined is None or self.examined[0] != self.draft.state:
                self.examined = (self.draft.state, self.office.examine())
            return self.examined[1]

    def shown_site(self) -> SiteView:
        """The site of the draft as it stands."""
        examination = self.examination()
        if self.view is None:
            self.view = SiteView(self.draft.root, self.draft.tree)
        if self.seen != self.draft.state:
            is_sound = not errors(examination.problems)
            self.view.show(examination.edition, is_sound=is_sound)
            self.seen = self.draft.state
        return self.view

    def resource(self, table: Table) -> DescribedTable:
        """What the description says of a table, as it is read; read once for each content."""
        path = f"data/{table.folder}/{DESCRIPTION}"
        digest = self.draft.now.get(path, "")
        if digest not in self.described:
            self.described[digest] = read_description(self.draft.tree, f"data/{table.folder}")
        return next(one for one in self.described[digest].tables if one.name == table.name)
