"""Drafts for an editor to finish: a new year, an office's own Word or Excel file.

In comes last year or a file; out go pages and tables with the places to be filled.
"""
