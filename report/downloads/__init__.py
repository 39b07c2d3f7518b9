"""The figures as files: CSV, workbook, Data Package, JSON, ZIP, and a form.

In comes an Edition; out go names of files and their bytes, the same on any day.
"""
