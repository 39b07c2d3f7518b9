"""Vietnamese writing: numbers, dates, old encodings, slugs, templates.

In come characters and bytes; out go values and written forms, with no knowledge of any file.
"""
