"""The Jinja templates of the rooms: HTML fragments and SVG, markup of documents.

A template is named by its path in the package, `site/templates/table.html`.

Nothing is escaped by itself: a text goes through the filter `e`, which is `escape`, so that
one rule holds for Markdown, HTML and Jinja alike, or comes in already escaped.
"""

from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from report.text.markup import escape

ENVIRONMENT = Environment(
    loader=FileSystemLoader(Path(__file__).parent.parent),
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    autoescape=False,  # noqa: S701 - see the module's docstring
)
ENVIRONMENT.filters.update(e=escape)


def render(template: str, **context: object) -> str:
    """The template filled in, without blank lines, which would end an HTML block in Markdown."""
    text = ENVIRONMENT.get_template(template).render(**context)
    return without_blank_lines(text)


def without_blank_lines(text: str) -> str:
    """The lines of a text that have something in them."""
    return "\n".join(line for line in text.splitlines() if line.strip())
