"""Registers the macros of the report with mkdocs-macros, nothing else."""

from typing import Any

from report.figures.macros import USAGE


def define_env(env: Any) -> None:
    """Register each name that editors write; what stands behind it is the build's (hooks.py)."""
    for name in USAGE:
        env.macro(lambda: "", name)


def on_pre_page_macros(env: Any) -> None:
    """Evaluate the page as the check has done it."""
    env.conf.hooks["hooks.py"].Engine.build.evaluate(env)
