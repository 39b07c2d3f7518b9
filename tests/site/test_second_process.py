"""A site of which two processes made the pages is the one that a single process makes."""

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from report.site.mkdocs import kept_pages
from report.site.mkdocs.second_process import SecondProcess
from tests.edits import office_to_edit
from tests.faults import contents, unix
from tests.site.test_stale import published

pytestmark = unix


class SlowFirst(SecondProcess):
    """A second process that the first one waits for; `taken` is what that has of it."""

    taken: list[str]

    def begin(self, work: Callable[[], None]) -> None:
        super().begin(work)
        if self.pid:
            os.waitid(os.P_PID, self.pid, os.WEXITED | os.WNOWAIT)

    def take(self, path: str) -> tuple[str, bytes] | None:
        found = super().take(path)
        if found:
            self.taken.append(path)
        return found


def made(root: Path, *, alone: bool) -> dict[str, bytes]:
    """The site of an office, made by one process, or by two of which the second is the faster."""
    with pytest.MonkeyPatch.context() as context:
        context.setenv("SITE_URL", "https://vi-du.example/0/")
        context.setattr(kept_pages, "may_have_another", lambda: not alone)
        context.setattr(kept_pages, "MADE_ALONE", 2)
        context.setattr(kept_pages, "SecondProcess", SlowFirst)
        SlowFirst.taken = []
        assert published(office_to_edit(root, printed=False), root / "site")
    return contents(root / "site")


@pytest.fixture(scope="module")
def made_alone(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site that one process makes."""
    site = made(tmp_path_factory.mktemp("alone") / "office", alone=True)
    assert not SlowFirst.taken
    return site


def test_what_two_processes_make_is_the_same(made_alone: dict[str, bytes], tmp_path: Path) -> None:
    assert made(tmp_path / "office", alone=False) == made_alone
    steps = {path.partition("#")[2] for path in SlowFirst.taken}
    assert steps == {"text", "page", "beside"}
    assert len(SlowFirst.taken) > len(steps) * 3


def test_what_the_second_process_cannot_make_is_made_by_the_first(
    made_alone: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(SlowFirst, "hand_over", fail)
    assert made(tmp_path / "office", alone=False) == made_alone
    assert not SlowFirst.taken


def test_half_of_what_was_handed_over_is_not_taken() -> None:
    second = SecondProcess()

    def work() -> None:
        second.hand_over("a.md", "key", b"whole")
        second.hand_over("b.md", "key", b"half")
        assert second.file
        second.file.truncate(second.file.tell() - 1)

    second.begin(work)
    os.waitid(os.P_PID, second.pid, os.WEXITED | os.WNOWAIT)
    assert not second.has("b.md")
    assert second.take("a.md") == ("key", b"whole")
    second.end()


def test_the_end_of_a_build_is_the_end_of_its_second_process() -> None:
    second = SecondProcess()
    reading, writing = os.pipe()

    def work() -> None:
        os.close(writing)
        os.read(reading, 1)  # until the first process closes its end

    second.begin(work)
    pid = second.pid
    second.end()
    with suppress(ChildProcessError):
        pytest.fail(f"still there: {os.waitpid(pid, os.WNOHANG)}")
    os.close(reading)
    os.close(writing)
