"""A public office's yearly report: data, figures, pages and checks, without MkDocs."""

__version__ = "1.0.0"
