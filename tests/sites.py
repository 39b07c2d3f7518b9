"""Building sites in tests: offices in folders of their own, with the project's code."""

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bs4 import BeautifulSoup
from mkdocs.commands.build import build as build_by_mkdocs
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig

from report.site.theme.search_index import PACKED_FIELDS
from report.sources.addresses import FRAMES, SOURCES
from tests.server import NAME

ROOT = Path(__file__).resolve().parent.parent
# The variables of the workflow, for a site published under a sub-path.
HOST = "https://vi-du.example"
PUBLISHED = {
    "SITE_URL": f"{HOST}{NAME}",
    "EDIT_URI": f"{HOST}/edit/main/docs/",
    "FEEDBACK_URL": f"{HOST}/issues/new",
}
CODE = ("macros.py", "hooks.py", "report")


@dataclass(frozen=True)
class Build:
    """A finished build: exit status, what was printed, and where the site is."""

    status: int
    output: str
    site: Path


def build(
    folder: Path, site: Path, variables: Mapping[str, str] | None = None, *options: str
) -> Build:
    """Run `mkdocs build` in `folder` as the Makefile does, with the `variables` of the workflow."""
    result = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--site-dir", str(site), *options],
        cwd=folder,
        env={
            **os.environ,
            **(variables or {}),
            "PYTHONUTF8": "1",
            "PYTHONPATH": ".",
            "NO_MKDOCS_2_WARNING": "1",
        },
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    return Build(result.returncode, result.stdout + result.stderr, site)


def built_to_serve(folder: Path, site: Path, mount: str = "/") -> MkDocsConfig:
    """The settings of a site that MkDocs has built in this process, to be served at `mount`, as
    `mkdocs serve` builds it when it begins. Raises Abort."""
    config = load_config(str(folder / "mkdocs.yml"), site_dir=str(site), strict=False)
    config.site_url = f"http://127.0.0.1{mount}"
    config.plugins.on_startup(command="serve", dirty=False)
    build_by_mkdocs(config, serve_url=config.site_url)
    return config


def make_office(folder: Path, files: dict[str, str]) -> Path:
    """An office whose data and pages are `files`, with this project's code and theme."""
    for name in CODE:
        (folder / name).symlink_to(ROOT / name)
    config = (ROOT / "mkdocs.yml").read_text("utf-8").partition("\nnav:")[0]
    for path, text in {"mkdocs.yml": config + "\n", **files}.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(text, "utf-8")
    return folder


def search_entries(index: str) -> list[dict[str, Any]]:
    """The entries of an index of the search, their texts as they are read."""
    content = json.loads(index)
    pieces = dict(zip(content["signs"], content["pieces"].split(), strict=True))
    return [
        {
            name: " ".join(pieces[sign] for sign in value) if name in PACKED_FIELDS else value
            for name, value in entry.items()
        }
        for entry in content["docs"]
    ]


def html_pages(site: Path) -> dict[str, BeautifulSoup]:
    """Every HTML page of a site by its path, but those without the frame of the site: for frames
    of other sites, and lists of the figures of a page."""
    return {
        path.relative_to(site).as_posix(): BeautifulSoup(path.read_text("utf-8"), "html.parser")
        for path in sorted(site.rglob("*.html"))
        if path.relative_to(site).parts[0] != FRAMES and path.name != SOURCES
    }
