"""A public office's yearly report: data, figures, pages and checks, without MkDocs."""
