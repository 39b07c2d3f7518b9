"""What a site is made of, as MkDocs' settings tell: whether a build has anything to do."""

import json
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.utils.yaml import yaml_load

from report.site.standing import Making, StandingSite

# Whose code may hear events: it makes a site of its sources alone. What another plugin reads, or
# asks of a clock or a host, nobody knows here.
KNOWN_LISTENERS = (
    "report.site.mkdocs.",
    "mkdocs_macros.plugin",
    "material.plugins.search.",
    "mkdocs.contrib.search",
)
MACROS_PLUGIN = "macros"
READ_BY_MACROS = ("include_yaml", "include_dir", "modules")  # what else its settings bring in


def standing_site(config: MkDocsConfig) -> StandingSite | None:
    """The site that stands where this one is to be published; None where a build must be done in
    any case, as something takes part that is not known to read the sources alone."""
    path = Path(config.config_file_path).absolute()  # with `-f` it is as it was written
    if not is_of_sources_alone(config, path.parent):
        return None
    with path.open(encoding="utf-8") as file:
        stated = yaml_load(file)  # with what it inherits, and the variables that it names
    asked = [config.strict, config.use_directory_urls, config.theme.name]
    settings = json.dumps([stated, asked], default=name_of_value)
    return StandingSite(Making(path.parent, settings, own_code(config, path)), site_of(config))


def is_of_sources_alone(config: MkDocsConfig, root: Path) -> bool:
    """Whether nothing but the sources in `root`, settings and code can come into the site."""
    events: dict[str, list[Any]] = config.plugins.events
    listeners = {one.__module__ for event in events.values() for one in event}
    macros: Any = config.plugins.get(MACROS_PLUGIN)
    return (
        all(one.startswith(KNOWN_LISTENERS) for one in listeners)
        and macros is not None
        and not any(macros.config.get(key) for key in READ_BY_MACROS)
        and Path(config.docs_dir) == root / "docs"
    )


def site_of(config: MkDocsConfig) -> Path:
    """Where the site is published."""
    return Path(config.site_dir).resolve()


def own_code(config: MkDocsConfig, path: Path) -> tuple[Path, ...]:
    """The files and folders of an office that say how its site is made: the settings at `path`,
    what the check reads of them, hooks, macros, extensions, and its own templates."""
    root = path.parent
    named = [path, root / "mkdocs.yml", *root.glob("*.py")]
    macros: Any = config.plugins[MACROS_PLUGIN].config
    for module in (macros["module_name"], *config.markdown_extensions):
        named.append(root / str(module).partition(".")[0])
    hooks: Any = config.hooks  # modules by their names
    named += [Path(hook.__file__) for hook in hooks.values()]
    named += [Path(config.theme.custom_dir)] if config.theme.custom_dir else []
    return tuple(sorted({one for one in named if one.exists()}))


def name_of_value(value: Any) -> str:
    """A setting that is no plain text: a function by its name, as its code counts by itself."""
    name = getattr(value, "__qualname__", None)
    return f"{value.__module__}.{name}" if name else repr(value)
