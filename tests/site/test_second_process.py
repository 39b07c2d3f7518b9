"""A site of which two processes made the pages is the one that a single process makes."""

import os
import signal
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import cast

import pytest
from mkdocs.structure.pages import Page

from report.kept.store import Store
from report.site.mkdocs import build, kept_pages, second_process
from report.site.mkdocs.kept_pages import MADE_ALONE, KeptPages, warnings_counted
from report.site.mkdocs.second_process import SecondProcess
from tests.edits import office_to_edit
from tests.faults import contents, unix
from tests.office import HEAD
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


@contextmanager
def two_processes(kind: type[SecondProcess] = SlowFirst, *, alone: bool = False) -> Iterator[None]:
    """Builds that have a second process of this kind soon, unless they are to be `alone`."""
    with pytest.MonkeyPatch.context() as context:
        context.setenv("SITE_URL", "https://vi-du.example/0/")
        context.setattr(kept_pages, "may_have_another", lambda: not alone)
        context.setattr(kept_pages, "MADE_ALONE", 2)
        context.setattr(kept_pages, "SecondProcess", kind)
        SlowFirst.taken = []
        yield


def made(root: Path, *, alone: bool) -> dict[str, bytes]:
    """The site of an office, made by one process, or by two of which the second is the faster."""
    with two_processes(alone=alone):
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
    assert steps == {"text", "page"}
    assert len(SlowFirst.taken) > len(steps) * 3


def test_what_the_second_process_cannot_make_is_made_by_the_first(
    made_alone: dict[str, bytes], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise OSError("no space left on device")

    monkeypatch.setattr(SlowFirst, "hand_over", fail)
    assert made(tmp_path / "office", alone=False) == made_alone
    assert not SlowFirst.taken


def test_where_no_copy_can_be_had_the_first_goes_on(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of no process more, and of no file: it stays the first one, whose build is published."""

    def refuse() -> int:
        raise BlockingIOError("too many processes")

    for place, name in ((os, "fork"), (tempfile, "TemporaryFile")):
        with monkeypatch.context() as context:
            context.setattr(second_process, "run_and_leave", pytest.fail)
            context.setattr(place, name, refuse)
            second = SecondProcess()
            second.begin(lambda: None)
        assert not second.is_this
        assert not second.has("a.md")
        second.end()


@pytest.mark.parametrize("link", ["khong-co.md", "index.md#khong-co"])
def test_a_page_with_a_wrong_link_stops_the_build_where_the_second_process_came_to_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, link: str
) -> None:
    monkeypatch.setattr(build, "errors", lambda _: ())  # the check tells of such a link, too
    office = office_to_edit(tmp_path / "office", printed=False)
    for number in range(9):
        (office / f"docs/trang-{number}.md").write_text(
            f"{HEAD}# Trang\n\n[Trang]({link if number == 8 else 'index.md'})\n", "utf-8"
        )
    with two_processes(), warnings_counted() as count:
        assert not published(office, office / "site")
    assert SlowFirst.taken
    assert count() == 1
    assert not (office / "site").exists()


def test_a_build_that_is_broken_off_leaves_no_process_behind(tmp_path: Path) -> None:
    begun: list[int] = []

    class Endless(SecondProcess):
        def begin(self, work: Callable[[], None]) -> None:
            super().begin(lambda: (signal.alarm(20), signal.pause(), work()))
            begun.append(self.pid)
            raise KeyboardInterrupt

    office = office_to_edit(tmp_path / "office", printed=False)
    with two_processes(Endless), pytest.raises(KeyboardInterrupt):
        published(office, office / "site")
    with pytest.raises(ProcessLookupError):
        os.kill(begun[0], 0)


def test_where_a_plugin_of_another_sort_takes_part_no_second_process_calls_it() -> None:
    """Nobody knows what it does, or writes."""
    pages = KeptPages(Store(None), ground="", own_templates=False)
    pages.made_alone = MADE_ALONE
    pages.share_rest(cast(Page, None), list, pytest.fail)
    assert not pages.second.file


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
