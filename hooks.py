"""MkDocs events → functions of the package, nothing else."""

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort

from report.checks import check
from report.edition import read_edition
from report.problems import listing


@dataclass
class Publication:
    """A build that replaces the published site only when all of it has succeeded."""

    site: Path
    complete: bool = False

    @property
    def draft(self) -> Path:
        """Where the site is written until all of it is known to be good."""
        return self.site.with_name(f"{self.site.name}.new")

    def publish(self) -> None:
        """Put the draft in the place of the site, or throw it away where it is not complete."""
        if self.complete:
            shutil.rmtree(self.site, ignore_errors=True)
            self.draft.rename(self.site)
        else:
            shutil.rmtree(self.draft, ignore_errors=True)


publication: Publication | None = None
command = ""


def on_startup(command: str, dirty: bool) -> None:
    """Remember what was asked for: only `build` publishes."""
    globals()["command"] = command


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """Read and check the sources; stop with all problems before anything is written."""
    global publication
    edition = read_edition(Path(config.config_file_path).parent)
    problems = check(edition)
    if problems:
        raise Abort(f"\n{listing(problems)}")
    config.edition = edition  # type: ignore[attr-defined] # for macros.py
    name_office(config, edition.office)
    if command == "build":
        publication = Publication(Path(config.site_dir))
        config.site_dir = str(publication.draft)
    return config


def name_office(config: MkDocsConfig, office: Any) -> None:
    """The names of the site come from data/don-vi.yaml, so that another office edits data only."""
    config.site_name = office["trang"]
    config.site_description = office["mo_ta"]
    config.site_author = office["ten"]
    config.copyright = office["ten"]
    config.extra["don_vi"] = {key: value for key, value in office.items() if key != "__line__"}


def on_post_build(config: MkDocsConfig) -> None:
    """All pages are written; warnings of a strict build may still stop it."""
    if publication:
        publication.complete = True


def on_build_error(error: Exception) -> None:
    """Whatever went wrong, nothing half-made is published."""
    if publication:
        publication.complete = False


def on_shutdown() -> None:
    """The build is over: publish it or leave the site as it was."""
    if publication:
        publication.publish()
