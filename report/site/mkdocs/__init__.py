"""The adapter of MkDocs, the only modules of the package that know the engine."""
