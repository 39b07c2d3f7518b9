"""A step is taken from before where all that goes into it is the same, and made anew otherwise."""

from pathlib import Path

import pytest

from report.kept import steps as module
from report.kept.steps import KEPT_STEPS, KeptSteps, kept_steps, steps_of_code
from report.kept.store import PACK


class Step:
    """A step that writes what it is given twice, and counts how often it has been asked."""

    def __init__(self, steps: KeptSteps) -> None:
        self.steps, self.asked = steps, 0

    def __call__(self, given: str) -> dict[str, bytes]:
        """The outcome, made or kept."""

        def make() -> dict[str, bytes]:
            self.asked += 1
            return {"a": given.encode(), "b": given.upper().encode()}

        return self.steps.made(["a", "b"], given, make)


@pytest.fixture
def step(tmp_path: Path) -> Step:
    return Step(kept_steps(tmp_path))


def test_it_is_made_once_for_what_it_is_given(step: Step) -> None:
    first = step("lúa")
    assert first == step("lúa") == {"a": "lúa".encode(), "b": "LÚA".encode()}
    assert step.asked == 1
    assert step("ngô")["a"] == "ngô".encode()
    assert step.asked == 2


def test_code_and_tools_go_into_it(step: Step, monkeypatch: pytest.MonkeyPatch) -> None:
    step("lúa")
    monkeypatch.setattr(module, "code_and_tools", lambda: "another version")
    step("lúa")
    assert step.asked == 2


def test_what_is_damaged_is_made_anew(step: Step, tmp_path: Path) -> None:
    first = step("lúa")
    step.steps.keep()
    pack = tmp_path / KEPT_STEPS / PACK
    pack.write_bytes(b"?" + pack.read_bytes()[1:])
    assert step("lúa") == first
    assert step("lúa") == first
    assert step.asked == 2


def test_what_is_not_known_by_its_value_is_refused(tmp_path: Path) -> None:
    with pytest.raises(TypeError):
        kept_steps(tmp_path).text("a", object(), str)


def test_where_nothing_is_kept_all_is_made(tmp_path: Path) -> None:
    step = Step(kept_steps(None))
    assert step("lúa") == step("lúa")
    assert step.asked == 2
    assert [*tmp_path.iterdir()] == []


def test_what_comes_of_code_is_kept_where_python_keeps_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", False)
    assert "__pycache__" in str(steps_of_code().kept.folder)
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    assert steps_of_code().kept.folder is None
