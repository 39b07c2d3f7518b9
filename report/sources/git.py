"""The one place that calls git, in the same way whatever the settings of the user are."""

import os
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

# A user's own settings may put signatures into a log, or leave its first commit out.
SETTINGS = ("-c", "log.showRoot=true", "-c", "log.showSignature=false")


@dataclass(frozen=True)
class Answer:
    """What a command of git printed, what it complained of, and whether it succeeded."""

    succeeded: bool
    output: bytes
    trouble: str


def git(
    root: Path,
    *arguments: str,
    given: bytes = b"",
    environment: Mapping[str, str] | None = None,
    seconds: float | None = None,
) -> Answer | None:
    """The answer of git in the folder `root`; None where there is no git on this machine.

    It reads `given`, finds `environment` beside the variables of this process, and is stopped
    after some `seconds`, which is an answer too.
    """
    program = shutil.which("git")
    if program is None:
        return None
    command = [program, "-C", str(root), *SETTINGS, *arguments]
    variables = {**os.environ, **(environment or {})}
    try:
        result = subprocess.run(  # noqa: S603 - no shell
            command, input=given, capture_output=True, check=False, env=variables, timeout=seconds
        )
    except subprocess.TimeoutExpired:
        return Answer(False, b"", f"no answer after {seconds:.0f} s")
    trouble = result.stderr.decode("utf-8", "replace")
    return Answer(result.returncode == 0, result.stdout, trouble)


def git_text(root: Path, *arguments: str) -> str:
    """What git prints; nothing where it cannot be run or fails."""
    answer = git(root, *arguments)
    return answer.output.decode("utf-8", "replace") if answer and answer.succeeded else ""


def commit_of(root: Path, revision: str) -> str:
    """The id of the commit that a revision is; empty where there is none."""
    return git_text(root, "rev-parse", "--verify", "--quiet", f"{revision}^{{commit}}").strip()


def file_at(root: Path, revision: str, path: str) -> bytes | None:
    """A file of a revision as git would write it, with the line ends of this system; None where it
    has none."""
    answer = git(root, "cat-file", "--filters", f"{revision}:./{path}")
    return answer.output if answer and answer.succeeded else None


def last_commit_time(root: Path) -> str:
    """The time of the last commit in seconds since 1970; empty where there is none."""
    return git_text(root, "log", "-1", "--format=%ct").strip()
