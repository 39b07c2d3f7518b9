"""The doors to the content of an office: each gives its exit status and what it printed.

MkDocs runs in a process of its own, that takes one folder after the other:
`python -m tests.hostile.doors FOLDER COMMAND …` prints what each gave as JSON.
"""

import contextlib
import io
import json
import os
import signal
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from click.testing import CliRunner

from report.__main__ import main
from tests.sites import ROOT

Answer = tuple[int, str]
SITE = "site"
# A build that refuses an office has nothing to serve either: `serve` ends as it begins.
BUILDS = {
    "build": ("build",),
    "build -q": ("build", "-q"),
    "build --no-strict": ("build", "--no-strict"),
    "build --dirty": ("build", "--dirty"),
    "serve": ("serve", "--no-strict", "--dev-addr", "127.0.0.1:0"),
}
SECONDS = 300  # of one command that is to refuse


def command(folder: Path, *arguments: str) -> Answer:
    """A command of `python -m report`."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
        status = main([*arguments, "--root", str(folder)])
    return status, said.getvalue()


def builds(asked: Sequence[tuple[Path, str]]) -> list[Answer]:
    """What MkDocs' commands say, each of a folder and by its name in BUILDS."""
    arguments = [argument for folder, name in asked for argument in (str(folder), name)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.doors", *arguments],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": ".", "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return [(status, said) for status, said in json.loads(done.stdout.splitlines()[-1])]


def of_mkdocs(folder: str, name: str) -> Answer:
    """What one of MkDocs' commands says of a folder."""
    from mkdocs.__main__ import cli  # not in the process of the tests

    os.chdir(folder)
    place = ["--site-dir", SITE] if name != "serve" else []
    signal.alarm(SECONDS)
    ran = CliRunner().invoke(cli, [*BUILDS[name], *place])
    signal.alarm(0)
    trouble = f"Traceback: {ran.exception!r}" if unforeseen(ran.exception) else ""
    return ran.exit_code, ran.output + trouble


def unforeseen(error: BaseException | None) -> bool:
    """Whether a command ended otherwise than by its exit status."""
    return error is not None and not isinstance(error, SystemExit)


if __name__ == "__main__":
    places, names = sys.argv[1::2], sys.argv[2::2]
    print(json.dumps(list(map(of_mkdocs, places, names))))
