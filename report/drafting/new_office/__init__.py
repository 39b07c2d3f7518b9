"""A repository for another office, and what it gets from a newer version of this package.

All of this needs Python's standard library alone: who has nothing but Python and the code can
make a repository (`python3 -m report new-office DIR`), and `make build` there installs the rest.
"""
