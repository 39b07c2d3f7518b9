"""What is installed for a build, and for the tests; when it is installed anew."""

import os
import re
import subprocess
import sys
from collections.abc import Iterable
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from report.__main__ import main
from tests.office import office
from tests.project.test_rooms import imports
from tests.sites import ROOT

LOCKS = SITE, DESK, TOOLS = "requirements", "requirements-desk", "requirements-dev"
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


@pytest.mark.parametrize("name", LOCKS)
def test_a_lock_has_every_direct_dependency(name: str) -> None:
    assert wanted(name) - set(locked(name)) == set(), "run `make lock`"


@pytest.mark.parametrize("name", LOCKS)
def test_every_direct_dependency_says_why_it_is_there(name: str) -> None:
    lines = (ROOT / f"{name}.in").read_text("utf-8").splitlines()
    assert [line for line in lines if re.match(r"[A-Za-z]", line) and "  # " not in line] == []


@pytest.mark.parametrize("name", LOCKS)
def test_every_locked_package_is_held_against_a_hash(name: str) -> None:
    text = (ROOT / f"{name}.txt").read_text("utf-8")
    for entry in re.split(r"^(?=[\w-]+==)", text, flags=re.M)[1:]:
        assert "--hash=sha256:" in entry, entry.splitlines()[0]


def test_what_the_program_imports_is_installed_for_a_build() -> None:
    desk = {path for path in PROGRAM if path.is_relative_to(ROOT / "report/desk")}
    assert lacking({*PROGRAM} - desk, [SITE]) == []
    assert lacking(desk, [SITE, DESK]) == []


def lacking(program: Iterable[Path], names: list[str]) -> list[str]:
    """The modules that a program imports and that no lock of these names installs."""
    modules = {name.split(".")[0] for path in program for _, name in imports(path)}
    makers, installed = packages_distributions(), {one for name in names for one in locked(name)}
    others = sorted(modules - OWN - set(sys.stdlib_module_names))
    return [one for one in others if not {normal(name) for name in makers[one]} & installed]


def test_who_has_not_installed_the_desk_is_told_how(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    office(tmp_path)
    for module in [name for name in sys.modules if name.startswith("report.desk")]:
        monkeypatch.delitem(sys.modules, module)
    monkeypatch.delattr("report.desk", raising=False)  # comes back with the modules
    monkeypatch.setitem(sys.modules, "waitress.server", None)
    assert main(["desk", "--root", str(tmp_path)]) == 1
    assert "requirements-desk.txt" in capsys.readouterr().out


def test_nothing_of_the_tests_or_the_desk_is_installed_for_a_build() -> None:
    assert (wanted(TOOLS) | wanted(DESK)) & set(locked(SITE)) == set()


def test_all_locks_have_the_same_version_of_what_two_have() -> None:
    versions: dict[str, set[str]] = {}
    for name in LOCKS:
        for package, version in locked(name).items():
            versions.setdefault(package, set()).add(version)
    assert [package for package, found in versions.items() if len(found) > 1] == []


class Workplace:
    """A folder with the Makefile, two locks and a Python that installs nothing."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.log = folder / "log"
        self.python = folder / "python"
        self.python.write_text(FAKE.format(log=self.log))
        self.python.chmod(0o755)
        (folder / "Makefile").write_bytes((ROOT / "Makefile").read_bytes())
        for name in LOCKS:
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


def test_the_desk_comes_on_top(workplace: Workplace) -> None:
    assert workplace.make("desk") == ["venv", "requirements.txt", "requirements-desk.txt"]
    assert workplace.make("desk") == []
    workplace.write(DESK, "a==2\n")
    assert workplace.make("check") == []
    assert workplace.make("desk") == ["requirements-desk.txt"]


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
