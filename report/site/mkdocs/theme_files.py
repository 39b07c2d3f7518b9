"""The files of the theme that MkDocs copies into the site, without a look at its icons."""

import os
from functools import partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader
from mkdocs.theme import Theme


class ThemeLoader(FileSystemLoader):
    """The templates of the theme. MkDocs asks for the names of all, copies those that are none, and
    nothing in a folder whose name begins with a dot: there the theme has 14,000 icons."""

    def list_templates(self) -> list[str]:
        """The names of all templates and files beside them, but for those in such folders."""
        found: set[str] = set()
        for folder in self.searchpath:
            for place, below, names in os.walk(folder, followlinks=self.followlinks):
                below[:] = [name for name in below if not name.startswith(".")]
                below_folder = Path(place).relative_to(folder)
                found.update((below_folder / name).as_posix() for name in names)
        return sorted(found)


def pass_icons_by(theme: Any) -> None:
    """Have MkDocs look for the theme's files so."""
    theme.get_env = partial(environment, theme)  # it has no setting for it


def environment(theme: Theme) -> Environment:
    """What the theme makes of its templates, with our loader of them."""
    env = Theme.get_env(theme)
    env.loader = ThemeLoader(theme.dirs)
    return env
