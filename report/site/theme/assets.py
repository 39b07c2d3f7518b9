"""Stylesheets and scripts of a built site, joined so that a first view asks for few files."""

from collections.abc import Iterable, Set
from pathlib import Path

from rjsmin import jsmin  # type: ignore[import-untyped]

from report.kept.steps import KeptSteps, kept_steps
from report.site.theme.stylesheets import asked_for, names_of_site, reduced

OVERRIDES = Path(__file__).parent / "overrides"  # templates, styles, scripts and fonts of this site
STYLESHEET = "assets/stylesheets/site.css"  # those of the theme, then `extra_css` of mkdocs.yml
SCRIPT = "assets/javascripts/site.js"  # `extra_javascript` of mkdocs.yml
# They stand apart: they run before the theme's.
APART = ("assets/javascripts/search.js", "assets/javascripts/header.js")


def join_stylesheets(
    site: Path, patterns: Iterable[str], tags: Set[str] | None, steps: KeptSteps | None = None
) -> None:
    """Write the files that match `patterns` as one.

    With the `tags` of all pages, as a published site has them, the rules that no page or
    script can use are left out, and the single files removed.
    """
    sheets = [next(site.glob(pattern)) for pattern in patterns]
    css = "".join(path.read_text("utf-8") for path in sheets)
    if tags is not None:
        scripts = [path for path in site.rglob("*.js") if "lunr" not in path.parts]
        of_site = names_of_site(tags, (path.read_text("utf-8") for path in scripts))
        names, whole, steps = asked_for(css, of_site), css, steps or kept_steps(None)
        css = steps.text(STYLESHEET, (whole, names), lambda: reduced(whole, names))
        for path in sheets:
            path.unlink()
    (site / STYLESHEET).write_text(css, "utf-8")


def join_scripts(site: Path, names: Iterable[str], publish: bool) -> None:
    """Write the scripts called `names` as one.

    In a published site they have no comments and indents, nor have those that
    stand apart, and the single files are removed.
    """
    parts = [site / name for name in names]
    (site / SCRIPT).write_text("".join(path.read_text("utf-8") for path in parts), "utf-8")
    if publish:
        for path in parts:
            path.unlink()
        for name in (SCRIPT, *APART):
            (site / name).write_text(jsmin((site / name).read_text("utf-8")), "utf-8")
