"""Registers the macros of the report with mkdocs-macros. An office's macros.py hands them on."""

from typing import Any

from report.figures.macros import USAGE
from report.site.mkdocs.events import Run


def define_env(env: Any) -> None:
    """Register each name that editors write; what stands behind it is the build's."""
    for name in USAGE:
        env.macro(lambda: "", name)


def on_pre_page_macros(env: Any) -> None:
    """Evaluate the page as the check has done it."""
    Run.build.evaluate(env)
