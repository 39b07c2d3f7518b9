"""A step of a draft, and what its journal tells of one."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from report.desk.draft_paths import safe_path
from report.desk.journal import DIGEST
from report.desk.merging import Clash
from report.edition.allowed_files import made_visible
from report.problems.problem import Mistake

Digests = dict[str, str]  # of files by their paths
FileChanges = Mapping[str, tuple[str | None, str | None]]  # digests before and after, by path


@dataclass(frozen=True)
class DraftStep:
    """What one action changed: the digests of each file before and after; None where it was or is
    not there. `clash` is what it settled: that is there again while the step is undone."""

    number: int
    label: str
    files: FileChanges
    clash: Clash | None = None


def step_told(entry: Mapping[str, Any]) -> DraftStep:
    """A step that the journal tells. Raises Mistake where it has another form."""
    clash = entry.get("clash")  # of a step that settled one
    return DraftStep(
        int(entry["number"]),
        str(entry["label"]),
        changes_told(entry["files"]),
        clash_told(clash) if clash else None,
    )


def changes_told(entry: Mapping[str, Any]) -> FileChanges:
    """The changes of files that an entry of the journal tells. Raises Mistake where it has another
    form."""
    return {safe_path(path): (maybe(old), maybe(new)) for path, (old, new) in entry.items()}


def clash_told(entry: Mapping[str, Any]) -> Clash:
    """A clash that the journal tells. Raises Mistake where it leads out of the sources."""
    clash = Clash(**entry)
    safe_path(clash.path)
    if clash.digest:
        known(clash.digest)
    return clash


def known(digest: object) -> str:
    """A digest of the journal. Raises Mistake where it is none."""
    if not isinstance(digest, str) or not DIGEST.fullmatch(digest):
        raise Mistake("nhap-hong", where=made_visible(str(digest)))
    return digest


def maybe(digest: object) -> str | None:
    """A digest, or None for no file. Raises Mistake where it is neither."""
    return None if digest is None else known(digest)


def same_clash(clash: Clash | None, among: Sequence[Clash]) -> Clash | None:
    """The one of these clashes that is of the same thing; lines may have come to another place."""
    if clash is None:
        return None
    alike = (one for one in among if one.path == clash.path and one.ours == clash.ours)
    return next((one for one in alike if one.place[1:3] == clash.place[1:3]), None)


def without_nothing(steps: Sequence[DraftStep]) -> list[DraftStep]:
    """The steps without the files that they leave as they find them, and without those that change
    nothing any more."""
    changes = (
        {path: change for path, change in one.files.items() if change[0] != change[1]}
        for one in steps
    )
    left = (replace(one, files=files) for one, files in zip(steps, changes, strict=True))
    return [one for one in left if one.files]
