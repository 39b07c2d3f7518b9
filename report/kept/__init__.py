"""What a build leaves for later ones in `.cache/`, under all that it was made of.

In come bytes and the values that they were made of; out go the same bytes where those are the same.
"""
