"""The files of an office, read: tables, pages, rules, corrections, outline, history.

In come `data/` and `docs/`; out go tables and pages that know file and line.
"""
