"""Files tried in a copy of the draft before they are written: what mistakes they would bring."""

import shutil
from collections import Counter
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory

from report.desk.desk import Desk
from report.edition.examination import examine
from report.problems.problem import Problem, errors


def mistakes_left(desk: Desk, files: Mapping[str, bytes]) -> list[Problem]:
    """The mistakes that files would bring. Lines move, so those that were there before are known
    by what they say. Raises OSError."""
    before = Counter(without_line(one) for one in errors(desk.examination().problems))
    with TemporaryDirectory() as folder:
        copy = Path(folder) / "nhap"
        shutil.copytree(desk.draft.tree, copy)
        for path, content in files.items():
            (copy / path).parent.mkdir(parents=True, exist_ok=True)
            (copy / path).write_bytes(content)
        found = errors(examine(copy).problems)
    now = Counter(map(without_line, found)) - before
    return [one for one in found if without_line(one) in now]


def without_line(found: Problem) -> tuple[object, ...]:
    """What a problem says, wherever it stands in its file."""
    return found.path, found.code, found.fields, found.place, found.guess
