"""Everything of an office, read and filled in once, and all that is wrong in it.

In comes the folder of a project; out go an Edition and its problems.
"""
