"""What is wrong in a file, where, and how to mend it.

In come findings of all rooms above; out go lists that an editor reads.
"""
