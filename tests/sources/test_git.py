"""One place calls git; where it is missing or fails, the callers hear of it."""

import os
import subprocess
from pathlib import Path

import pytest

from report.sources.git import git, git_text, last_commit_time

TIME = "1672531200"  # 2023-01-01


def repository(folder: Path) -> Path:
    """A repository with one commit of a known time."""
    identity = ["-c", "user.name=A", "-c", "user.email=a@b.example"]
    environment = {**os.environ, "GIT_COMMITTER_DATE": f"{TIME} +0000"}
    for command in (["init", "-q"], [*identity, "commit", "-q", "--allow-empty", "-m", "Begin"]):
        subprocess.run(["git", *command], cwd=folder, env=environment, check=True)
    return folder


def test_the_time_of_the_last_commit(tmp_path: Path) -> None:
    assert last_commit_time(repository(tmp_path)) == TIME


def test_a_folder_without_history_has_no_time(tmp_path: Path) -> None:
    assert last_commit_time(tmp_path) == ""


def test_a_failure_is_told_and_has_no_text(tmp_path: Path) -> None:
    answer = git(tmp_path, "rev-parse", "--verify", "nowhere")
    assert answer is not None
    assert not answer.succeeded
    assert "nowhere" in answer.trouble or "repository" in answer.trouble
    assert git_text(tmp_path, "rev-parse", "--verify", "nowhere") == ""


def test_a_machine_without_git_gives_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert git(tmp_path, "--version") is None
    assert last_commit_time(tmp_path) == ""
