"""The macros, as mkdocs-macros asks for them; nothing of an office stands here."""

from report.site.mkdocs.macros_plugin import define_env, on_pre_page_macros

__all__ = ["define_env", "on_pre_page_macros"]
