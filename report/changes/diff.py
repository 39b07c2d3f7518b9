"""What a reader will see change between two revisions: figures, sentences, pages and rules."""

import sys
from datetime import date
from pathlib import Path

from report.changes.comparison import compare
from report.changes.revisions import examine_revision, read_revision
from report.changes.summary import markdown
from report.problems.problem import Mistake, errors


def diff(root: Path, base: str, head: str | None, today: date) -> int:
    """Print what changes from `base` to `head` (the working tree where None).

    Returns the exit status: 2, with a message, where a revision cannot be read.
    """
    try:
        old, new = read_revision(root, base), examine_revision(root, head)
    except Mistake as mistake:
        said = str(mistake)
        print(said[:1].upper() + said[1:], file=sys.stderr)
        return 2
    print(markdown(compare(old, new.edition, today), base, len(errors(new.problems))))
    return 0
