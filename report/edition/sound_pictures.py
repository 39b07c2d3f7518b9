"""The pictures that were found sound before, kept in `.cache/` beside the sources: decoding one
takes as long as checking ten pages.

What is kept are digests of contents with the ending of their names, and only under a first line
that says by which code and library they were examined; a list that begins otherwise counts as
none. It is trusted as the code beside it is, can be removed at any time, and where it cannot be
written, nothing is kept.
"""

from contextlib import suppress
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from pathlib import Path

import PIL

from report.sources import pictures
from report.sources.pictures import ending_of

KEPT_SOUND = ".cache/hinh"


@dataclass
class SoundPictures:
    """The digests that are kept in `root`, and those that a run has met, which replace them."""

    root: Path
    known: frozenset[str]
    met: set[str] = field(default_factory=set)

    def has(self, name: str, content: bytes) -> bool:
        """Whether the picture was found sound before, and is met now."""
        digest = picture_digest(name, content)
        if digest in self.known:
            self.met.add(digest)
        return digest in self.known

    def add(self, name: str, content: bytes) -> None:
        """Take note that a picture has been found sound."""
        self.met.add(picture_digest(name, content))

    def keep(self) -> None:
        """Write what the run has met, where that is something else, whole or not at all."""
        if self.met == self.known:
            return
        import secrets  # nothing else of a check needs what it brings

        kept = self.root / KEPT_SOUND
        draft = kept.with_name(f".{secrets.token_hex(8)}")
        with suppress(OSError):
            kept.parent.mkdir(exist_ok=True)
            try:
                draft.write_text("\n".join([examined_by(), *sorted(self.met)]), "ascii")
                draft.replace(kept)
            finally:
                draft.unlink(missing_ok=True)


def picture_digest(name: str, content: bytes) -> str:
    """What tells a picture and the format that its name says from all others."""
    return sha256(ending_of(name).encode() + b"\0" + content).hexdigest()


def sound_pictures(root: Path) -> SoundPictures:
    """Those that are kept in `root`."""
    try:
        first, *digests = (root / KEPT_SOUND).read_text("ascii").split("\n")
    except (OSError, ValueError):
        return SoundPictures(root, frozenset())
    return SoundPictures(root, frozenset(digests if first == examined_by() else ()))


def lend_sound_pictures(root: Path, copy: Path) -> None:
    """What is kept in `root` counts in a copy of its sources, too, and in those of another
    revision."""
    kept = copy / KEPT_SOUND
    with suppress(OSError):
        known = (root / KEPT_SOUND).read_bytes()
        kept.parent.mkdir(exist_ok=True)
        kept.write_bytes(known)


@cache
def examined_by() -> str:
    """The version of the library, and a digest of the code that examines pictures."""
    whole = sha256()
    for path in sorted(Path(pictures.__file__).parent.glob("*.py")):
        whole.update(path.read_bytes())
    return f"{PIL.__version__} {whole.hexdigest()}"
