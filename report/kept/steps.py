"""Steps of a build whose outcome is known from before: it is kept under all that goes into them.

What a step makes must come of what it is given, of this package and of its libraries alone: then
what is kept cannot be stale, whatever else has changed. It is kept by its path (`store.py`).
"""

import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from importlib.util import cache_from_source
from pathlib import Path
from typing import Any

from report.kept.fingerprint import code_and_tools, fingerprint
from report.kept.store import Store

KEPT_STEPS = ".cache/buoc"
STEPS_OF_CODE = "steps"  # beside compiled modules
MOST_OF_STEPS = 256 * 1024 * 1024  # bytes: pages and pictures of some thousands of pages


@dataclass
class KeptSteps:
    """The kept outcomes of a project."""

    kept: Store

    def made(
        self, paths: Sequence[str], given: Any, make: Callable[[], Mapping[str, bytes]]
    ) -> dict[str, bytes]:
        """What `make` makes of `given`, by its `paths`: taken where all of it is kept.

        Raises TypeError where something of what is given is not known by its value.
        """
        if self.kept.folder is None:
            return {**make()}
        key = fingerprint(given, code_and_tools())
        found = {path: self.kept.get(path, key) for path in paths}
        known = {path: content for path, content in found.items() if content is not None}
        if len(known) == len(found):
            return known
        new = {**make()}
        for path in paths:
            self.kept.put(path, key, new[path])
        return new

    def file(self, path: str, given: Any, make: Callable[[], bytes]) -> bytes:
        """The one file that `make` makes of `given`. Raises what `made` raises."""
        return self.made([path], given, lambda: {path: make()})[path]

    def text(self, path: str, given: Any, make: Callable[[], str]) -> str:
        """The text that `make` makes of `given`. Raises what `made` raises."""
        return self.file(path, given, lambda: make().encode()).decode()

    def keep(self) -> None:
        """Keep what has been made, for later runs."""
        self.kept.keep()


def kept_steps(root: Path | None) -> KeptSteps:
    """The steps kept beside the sources in `root`; where that is None, none are kept."""
    return KeptSteps(Store(root / KEPT_STEPS if root else None, MOST_OF_STEPS))


def steps_of_code() -> KeptSteps:
    """The steps whose outcome comes of code alone, the same for all sources. It is kept where
    Python keeps modules as it has compiled them, and is trusted as these are; where Python is told
    to write none, none is kept."""
    compiled = Path(cache_from_source(__file__)).parent
    return KeptSteps(Store(None if sys.dont_write_bytecode else compiled / STEPS_OF_CODE))
