"""What changes between two revisions, and what a command changes in the sources.

In come revisions or files; out go a summary for readers, or the files rewritten.
"""
