"""What is printed is Vietnamese in UTF-8, whatever the system's language is."""

import sys


def print_utf_8() -> None:
    """Print every letter: a console of Windows or of LANG=C has only some. Letters of file names
    that no encoding has are shown as numbers."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
