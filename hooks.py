"""MkDocs' events, as the package takes them; nothing of an office stands here."""

from report.site.mkdocs.events import *  # noqa: F403 - MkDocs looks for each on_… by its name
