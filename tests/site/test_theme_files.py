"""The theme's files that come into a site."""

from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files
from mkdocs.theme import Theme

from report.site.mkdocs.theme_files import pass_icons_by
from report.site.theme.assets import OVERRIDES


def test_without_a_look_at_icons_the_files_of_the_theme_are_the_same(tmp_path: Path) -> None:
    (tmp_path / "a/.hidden").mkdir(parents=True)
    for name in ("a/.hidden/x.css", "a/b.css", "a/.c.css", ".d.css", "e.html", "f.js"):
        (tmp_path / name).write_text("", "utf-8")
    theme = Theme(name="material", custom_dir=str(tmp_path))
    theme.dirs.insert(1, str(OVERRIDES))
    as_it_comes = copied(theme)
    pass_icons_by(theme)
    assert copied(theme) == as_it_comes
    assert ("a/b.css", str(tmp_path / "a/b.css")) in as_it_comes


def copied(theme: Theme) -> list[tuple[str, str | None]]:
    """The files that MkDocs copies of a theme, and where each comes from."""
    config = MkDocsConfig()
    config.load_dict({"site_name": "A", "theme": theme, "site_dir": "site"})
    files = Files([])
    files.add_files_from_theme(theme.get_env(), config)
    return [(file.src_uri, file.abs_src_path) for file in files]
