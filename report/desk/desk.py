"""The desk itself: one draft, one lock, and the examination of the draft as it stands."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import RLock

from report.changes.revisions import unpack
from report.desk.draft import DeskDraft, put_aside
from report.desk.sender import known_sender, remember_sender
from report.edition.edition import Edition, read_edition
from report.edition.examination import Examination
from report.edition.warm import WarmOffice
from report.problems.problem import errors
from report.site.mkdocs.view import SiteView
from report.sources.corrections import Publication
from report.sources.descriptions import DescribedTable, Description, read_description
from report.sources.tables import DESCRIPTION, Table


@dataclass
class Before:
    """The sources before the draft: the commit that they are of (nothing where git keeps none),
    the folder that they stand in, what they are read as, and the site of them once it was asked
    for."""

    commit: str
    folder: TemporaryDirectory[str]
    edition: Edition
    view: SiteView | None = None

    def close(self) -> None:
        """Remove what stands on the disk."""
        self.folder.cleanup()
        if self.view:
            self.view.close()


@dataclass
class Desk:
    """What all requests work on. Who reads or writes the draft holds the `lock`."""

    draft: DeskDraft
    lock: RLock = field(default_factory=RLock)
    office: WarmOffice = field(init=False)
    examined: tuple[int, Examination] | None = None
    view: SiteView | None = None  # the site of the draft, once it was asked for
    seen: int | None = None  # the state of the draft that it shows
    before: Before | None = None  # the sources before the draft, once they were asked for
    described: dict[str, Description] = field(default_factory=dict)
    told: dict[tuple[str, ...], Publication] = field(default_factory=dict)  # by what it is read of

    def __post_init__(self) -> None:
        self.office = WarmOffice(self.draft.tree)

    def examination(self) -> Examination:
        """The draft as it stands, read and checked."""
        with self.lock:
            self.draft.settle_if_possible()
            if self.examined is None or self.examined[0] != self.draft.state:
                self.examined = (self.draft.state, self.office.examine())
            return self.examined[1]

    def examined_with(self, files: Mapping[str, bytes]) -> Examination:
        """The draft as it would be with other contents of files, which are not kept. Raises
        Mistake, OSError."""
        with self.draft.trying(files):
            return self.office.examine()

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

    def sources_before(self) -> Before:
        """The sources before the draft: those of its commit, or in a folder that git does not keep
        those that it began with. Raises Mistake, OSError."""
        draft = self.draft
        if self.before is None or self.before.commit != draft.base:
            self.close_before()
            folder = TemporaryDirectory(prefix="truoc-ban-nhap-")
            if draft.base:
                unpack(draft.root, draft.base, Path(folder.name))
            else:
                self.unpack_first(Path(folder.name))
            self.before = Before(draft.base, folder, read_edition(Path(folder.name)))
        return self.before

    def unpack_first(self, folder: Path) -> None:
        """Write the files that the draft began with."""
        for path in self.draft.began:
            file = folder / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(self.draft.first(path) or b"")

    def site_before(self) -> SiteView:
        """The site before the draft. Raises Mistake, OSError."""
        before = self.sources_before()
        if before.view is None:
            before.view = SiteView(self.draft.root, Path(before.folder.name))
            before.view.show(before.edition, is_sound=True)
        return before.view

    def close_before(self) -> None:
        """Remove the sources before the draft."""
        if self.before:
            self.before.close()
            self.before = None

    def begin_anew(self) -> None:
        """Put the draft aside and begin another one. Raises Mistake, OSError."""
        sender = known_sender(self.draft.folder)
        self.draft = put_aside(self.draft)
        if sender:
            remember_sender(self.draft.folder, sender)
        self.examined = self.seen = None
        self.close_before()

    def close(self) -> None:
        """Remove all that was only made to be shown, and let another desk have the draft."""
        self.close_before()
        if self.view:
            self.view.close()
        self.draft.close()

    def resource(self, table: Table) -> DescribedTable:
        """What the description says of a table, as it is read; read once for each content."""
        path = f"data/{table.folder}/{DESCRIPTION}"
        digest = self.draft.now.get(path, "")
        if digest not in self.described:
            self.described[digest] = read_description(self.draft.tree, f"data/{table.folder}")
        return next(one for one in self.described[digest].tables if one.name == table.name)
