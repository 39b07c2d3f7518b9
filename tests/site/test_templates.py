"""What the templates print as it is, without the filter `e`: each was read to be HTML already, an
address that the site makes, a key, a number or a word of ours (tests/site/unescaped.txt)."""

import re
from collections.abc import Iterator
from pathlib import Path

from tests.sites import ROOT

EXPRESSION = re.compile(r"\{\{-?\s*(.*?)\s*-?\}\}", re.S)
ESCAPED = re.compile(r"\|\s*e\b")
LISTED = Path(__file__).parent / "unescaped.txt"


def unescaped() -> Iterator[str]:
    """Each expression that no filter escapes, once a template: `path: expression`."""
    package = ROOT / "report"
    for path in sorted(package.rglob("*.html")):
        expressions = EXPRESSION.findall(path.read_text("utf-8"))
        for one in sorted({" ".join(found.split()) for found in expressions}):
            if not ESCAPED.search(one):
                yield f"{path.relative_to(package).as_posix()}: {one}"


def test_what_is_printed_as_it_is_was_read_to_be_html() -> None:
    """Where this fails: add `| e`, or see what fills the new expression, and list it."""
    assert [*unescaped()] == LISTED.read_text("utf-8").splitlines()
