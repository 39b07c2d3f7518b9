"""Texts of content as the theme's templates may print them: Jinja escapes nothing there.

Names, titles and descriptions are escaped where they enter, once; a filter `e` in a template
leaves what is escaped alone.
"""

from typing import Any

from markupsafe import escape


def escaped(value: Any) -> Any:
    """A value of YAML with every text in it escaped, in lists and mappings, too."""
    if isinstance(value, str):
        return escape(value)
    if isinstance(value, dict):
        return {key: escaped(one) for key, one in value.items()}
    return [escaped(one) for one in value] if isinstance(value, list) else value
