"""What a reader will see change between two revisions: figures, sentences, pages and rules."""

import sys
from dataclasses import replace
from datetime import date
from pathlib import Path

from report.changes.comparison import compare
from report.changes.revisions import examine_revision, read_revision
from report.changes.site_figures import site_is_kept
from report.changes.summary import markdown
from report.problems.problem import Mistake, errors, most_urgent_first
from report.sources.memory import Memory


def diff(root: Path, base: str, head: str | None, today: date, published: Path | None) -> int:
    """Print what changes from `base` to `head` (the working tree where None), before it what
    differs from the published site where files of that are given.

    Returns the exit status: 2, with a message, where a revision cannot be read.
    """
    try:
        with Memory().opened():  # most pages and tables are the same in both
            old, new = read_revision(root, base), examine_revision(root, head)
    except Mistake as mistake:
        said = str(mistake)
        print(said[:1].upper() + said[1:], file=sys.stderr)
        return 2
    changes = compare(old, new.edition, today)
    if published:
        reported = (*changes.record, *new.problems)
        site = site_is_kept(published, old, new.edition, reported)
        changes = replace(changes, record=tuple(most_urgent_first((*changes.record, *site))))
    print(markdown(changes, base, len(errors(new.problems))))
    return 0
