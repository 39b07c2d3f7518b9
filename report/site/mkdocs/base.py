"""What an office's mkdocs.yml begins with: the settings of the package, which it inherits.

    INHERIT: !!python/name:report.site.mkdocs.base.BASE

MkDocs takes the path of a file there. The tag gives it that of the installed package, wherever it
is, as the one of `slugify` gives it a function; what an office writes itself counts before it.
"""

from pathlib import Path

BASE = str(Path(__file__).parent / "base.yml")
