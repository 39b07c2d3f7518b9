"""A repository for all tests of the desk, copied by each that changes it."""

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.desk.desks import Asked, copy_repository, make_repository


@pytest.fixture(scope="session")
def first_repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_repository(tmp_path_factory.mktemp("desk"))


@pytest.fixture
def repository(first_repository: Path, tmp_path: Path) -> Path:
    """A repository of the invented office, with a remote."""
    return copy_repository(first_repository, tmp_path)


@pytest.fixture
def desk(repository: Path) -> Iterator[Asked]:
    """A desk on it, and who asks it."""
    with closing(Asked(repository)) as asked:
        yield asked
