"""A site that replaces the published one only when all of it has been built."""

import shutil
from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class StagedSite:
    """Where a build writes, beside the `site` that it is to replace; `tags` are those of its
    pages, which decide what styles are needed."""

    site: Path
    complete: bool = False
    tags: set[str] = field(default_factory=set)

    @property
    def folder(self) -> Path:
        """Where the site is written until all of it is known to be good."""
        return self.site.with_name(f"{self.site.name}.new")

    def publish(self) -> None:
        """Put it in the place of the site, or throw it away where it is not complete."""
        if self.complete:
            shutil.rmtree(self.site, ignore_errors=True)
            self.folder.rename(self.site)
        else:
            shutil.rmtree(self.folder, ignore_errors=True)
