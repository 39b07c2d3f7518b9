"""What is installed for a build, and for the tests; when it is installed anew."""

import os
import re
import subprocess
import sys
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tests.project.test_rooms import imports
from tests.sites import ROOT

SITE, TOOLS = "requirements", "requirements-dev"
PROGRAM = [*sorted(ROOT.glob("report/**/*.py")), ROOT / "hooks.py", ROOT / "macros.py"]
OWN = {"report", "hooks", "macros"}
# Stands for Python: notes how it was called; what it calls a new environment is itself.
FAKE = """\
#!/bin/sh
echo "$*" >> "{log}"
if [ "$2" = venv ]; then
  [ "$3" != --clear ] || rm -rf .venv
  mkdir -p .venv/bin && cp "$0" .venv/bin/python
fi
"""


def normal(name: str) -> str:
    """The name of a package as a lock writes it."""
    return re.sub(r"[-_.]+", "-", name).lower()


def wanted(name: str) -> set[str]:
    """The direct dependencies."""
    text = (ROOT / f"{name}.in").read_text("utf-8")
    return {normal(one) for one in re.findall(r"^[A-Za-z][\w.-]*", text, re.M)}


def locked(name: str) -> dict[str, str]:
    """Each package of a lock and its version."""
    return dict(re.findall(r"^([\w-]+)==(\S+)", (ROOT / f"{name}.txt").read_text("utf-8"), re.M))


@pytest.mark.parametrize("name", [SITE, TOOLS])
def test_a_lock_has_every_direct_dependency(name: str) -> None:
    assert wanted(name) - set(locked(name)) == set(), "run `make lock`"


@pytest.mark.parametrize("name", [SITE, TOOLS])
def test_every_direct_dependency_says_why_it_is_there(name: str) -> None:
    lines = (ROOT / f"{name}.in").read_text("utf-8").splitlines()
    assert [line for line in lines if re.match(r"[A-Za-z]", line) and "  # " not in line] == []


@pytest.mark.parametrize("name", [SITE, TOOLS])
def test_every_locked_package_is_held_against_a_hash(name: str) -> None:
    text = (ROOT / f"{name}.txt").read_text("utf-8")
    for entry in re.split(r"^(?=[\w-]+==)", text, flags=re.M)[1:]:
        assert "--hash=sha256:" in entry, entry.splitlines()[0]


def test_what_the_program_imports_is_installed_for_a_build() -> None:
    modules = {name.split(".")[0] for path in PROGRAM for _, name in imports(path)}
    makers = packages_distributions()
    for module in sorted(modules - OWN - set(sys.stdlib_module_names)):
        assert {normal(name) for name in makers[module]} & set(locked(SITE)), (
            f"add what has {module} to requirements.in"
        )


def test_nothing_of_the_tests_is_installed_for_a_build() -> None:
    assert wanted(TOOLS) & set(locked(SITE)) == set()


def test_both_locks_have_the_same_version_of_what_both_have() -> None:
    site, tools = locked(SITE), locked(TOOLS)
    both = set(site) & set(tools)
    assert {name: tools[name] for name in both} == {name: site[name] for name in both}


class Workplace:
    """A folder with the Makefile, two locks and a Python that installs nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "log"
        self.python = folder / "python"
        self.python.write_text(FAKE.format(log=self.log))
        self.python.chmod(0o755)
        (folder / "Makefile").write_bytes((ROOT / "Makefile").read_bytes())
        for name in (SITE, TOOLS):
            self.write(name, "a==1\n")

    def write(self, name: str, text: str) -> None:
        """Write a lock anew."""
        (self.folder / f"{name}.txt").write_text(text)

    def age(self) -> None:
        """Make everything an hour older: what is written next is newer on any file system."""
        for path in (*self.folder.glob("*.txt"), *self.folder.glob(".venv/.ready*")):
            date = path.stat().st_mtime_ns - 3600 * 10**9
            os.utime(path, ns=(date, date))

    def make(self, target: str) -> list[str]:
        """What Python was called for: `venv`, or the lock that was installed."""
        self.log.write_text("")
        command = ["make", "--silent", target, f"PYTHON={self.python}"]
        subprocess.run(command, cwd=self.folder, check=True)
        self.age()
        return re.findall(r"(?<=^-m )venv|(?<= -r )\S+", self.log.read_text(), re.M)


@pytest.fixture
def workplace(tmp_path: Path) -> Workplace:
    return Workplace(tmp_path)


@pytest.mark.parametrize("target", ["build", "serve", "check", "diff"])
def test_who_builds_installs_only_the_first_lock(workplace: Workplace, target: str) -> None:
    assert workplace.make(target) == ["venv", "requirements.txt"]
    assert workplace.make(target) == []


def test_the_tools_come_on_top(workplace: Workplace) -> None:
    workplace.make("check")
    assert workplace.make("bench") == ["requirements-dev.txt"]
    assert workplace.make("bench") == []


def test_another_lock_of_the_tools_leaves_the_first_environment(workplace: Workplace) -> None:
    workplace.make("bench")
    workplace.write(TOOLS, "a==2\n")
    assert workplace.make("check") == []
    assert workplace.make("bench") == ["requirements-dev.txt"]


def test_another_first_lock_makes_all_anew(workplace: Workplace) -> None:
    workplace.make("bench")
    workplace.write(SITE, "a==2\n")
    assert workplace.make("bench") == ["venv", "requirements.txt", "requirements-dev.txt"]


def test_a_lock_written_again_without_a_change_installs_nothing(workplace: Workplace) -> None:
    workplace.make("bench")
    for name in (SITE, TOOLS):
        workplace.write(name, "a==1\n")
    assert workplace.make("bench") == []


def test_an_installation_that_failed_is_made_again(workplace: Workplace) -> None:
    whole = workplace.python.read_text()
    workplace.python.write_text(whole + '[ "$2" != pip ]\n')
    with pytest.raises(subprocess.CalledProcessError):
        workplace.make("check")
    workplace.python.write_text(whole)
    assert workplace.make("check") == ["venv", "requirements.txt"]
