"""What an editor's program and a development container are told is true."""

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.sites import ROOT

EXACT = ("tests/broken/", "tests/golden/", "docs/bien-tap/hinh/")  # each byte is meant


def tracked(*folders: str) -> list[Path]:
    """The files there that are text and no record of mistakes."""
    names = subprocess.run(
        ["git", "ls-files", "-z", *folders], cwd=ROOT, capture_output=True, text=True, check=True
    ).stdout.split("\0")
    paths = [ROOT / name for name in names if name and not name.startswith(EXACT)]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()]


@pytest.mark.skipif(not (ROOT / ".git").exists(), reason="not a clone")
def test_every_text_file_of_the_code_is_as_the_editorconfig_says() -> None:
    assert_tidy(tracked(":!data", ":!docs"))


def assert_tidy(paths: list[Path]) -> None:
    """What .editorconfig asks of each file."""
    for path in paths:
        content = path.read_bytes()
        text = content.decode("utf-8")
        assert "\r" not in text, path
        assert not content or text.endswith("\n"), path
        if path.suffix in (".py", ".yml", ".yaml", ".csv"):
            assert not re.search(r"[ \t]$", text, re.M), path
        if path.suffix == ".py":
            assert "\t" not in text, path


def test_the_check_before_a_commit_is_the_check_of_everybody() -> None:
    path = ROOT / ".pre-commit-config.yaml"
    subprocess.run([sys.executable, "-m", "pre_commit", "validate-config", str(path)], check=True)
    (repo,) = yaml.safe_load(path.read_text("utf-8"))["repos"]
    (hook,) = repo["hooks"]
    assert repo["repo"] == "local"  # nothing is downloaded
    told = subprocess.run(
        ["make", "--dry-run", *hook["entry"].split()[1:]],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert hook["entry"].split()[0] == "make"
    assert "-m report check" in told.stdout
    assert all(re.search(hook["files"], name) for name in ("data/2022/a.csv", "docs/index.md"))


def test_the_container_has_the_python_of_the_publication() -> None:
    text = (ROOT / ".devcontainer/devcontainer.json").read_text("utf-8")
    container = json.loads(re.sub(r"^\s*//.*$", "", text, flags=re.M))
    workflow = (ROOT / ".github/workflows/site.yml").read_text("utf-8")
    version = re.search(r'python-version: "([\d.]+)"', workflow)
    assert version
    assert f"-{version[1]}-" in container["image"]
    assert "make check .venv/.ready-dev &&" in container["postCreateCommand"]  # has pre-commit
