"""What the macros of a page give: figures, tables, charts, citations, with the way back to a cell.

In come the tables of the years and a call; out goes what a page shows for it.
"""
