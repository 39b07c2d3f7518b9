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
        lines = text.replace("\r\n", "\n") if path.suffix == ".cmd" else text
        assert "\r" not in lines, path
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


def test_a_double_click_on_windows_opens_the_desk() -> None:
    content = (ROOT / "ban-bien-tap.cmd").read_bytes()
    lines = content.decode("utf-8").split("\r\n")
    assert not [line for line in lines if "\n" in line]  # cmd.exe reads no other line ends
    assert r".venv\Scripts\python -m report desk %*" in lines
    labels = {line[1:] for line in lines if line.startswith(":")}
    assert set(re.findall(r"goto (\w+)", content.decode("utf-8"))) <= labels
    (installing,) = [line for line in lines if "pip install" in line]
    assert {"--require-hashes", "requirements.txt", "requirements-desk.txt"} <= {
        *installing.split()
    }


CONTAINERS = (".devcontainer/devcontainer.json", ".devcontainer/ban-bien-tap/devcontainer.json")


@pytest.mark.parametrize("name", CONTAINERS)
def test_the_container_has_the_python_of_the_publication(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    container = json.loads(re.sub(r"^\s*//.*$", "", text, flags=re.M))
    workflow = (ROOT / ".github/workflows/site.yml").read_text("utf-8")
    version = re.search(r'python-version: "([\d.]+)"', workflow)
    assert version
    assert f"-{version[1]}-" in container["image"]
    made = container["postCreateCommand"]
    assert ".venv/.ready-desk" in made
    assert "pre-commit" not in made or "make check .venv/.ready-dev " in made  # which brings it
    assert "8010" in container["portsAttributes"]
