"""`make mutants` changes what pyproject.toml names, and says how sure its share is."""

from pathlib import Path

import pytest

from tests.mutants import ROOT, named, range_of, spread, without_a_module

NAMES = [f"{module}.{number}" for module in "abcd" for number in range(25)]


def test_every_module_that_is_named_to_be_changed_is_there() -> None:
    assert named()
    assert without_a_module(named(), ROOT) == []


def test_a_module_that_was_moved_is_named_and_not_left_out_in_silence(tmp_path: Path) -> None:
    (tmp_path / "report" / "inner").mkdir(parents=True)
    (tmp_path / "report" / "inner" / "a.py").touch()
    found = without_a_module(["report/*.py", "report/b.py", "report/inner/*a*.py"], tmp_path)
    assert found == ["report/b.py"]


def test_a_sample_is_the_same_each_time_and_from_all_modules_alike() -> None:
    sample = spread(NAMES, 20, seed=1)
    assert sample == spread(NAMES, 20, seed=1)
    assert sample != spread(NAMES, 20, seed=2)
    assert [[name[0] for name in sample].count(module) for module in "abcd"] == [5] * 4
    assert sorted(set(spread(NAMES, 1000, seed=1))) == sorted(NAMES)


@pytest.mark.parametrize(("caught", "low", "high"), [(85, 0.767, 0.907), (100, 0.963, 1)])
def test_the_share_of_a_sample_of_a_hundred_is_known_to_some_points(
    caught: int, low: float, high: float
) -> None:
    assert range_of(caught, 100) == pytest.approx((low, high), abs=0.001)
