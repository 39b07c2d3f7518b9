"""The published site is the old one or the new one, whatever happens to a build."""

import logging
import os
import subprocess
import sys
from collections.abc import Callable
from itertools import count
from pathlib import Path

import pytest

from report.site import publication
from report.site.publication import StagedSite, exchange_at_once, working_place
from report.sources.writing import locked
from tests.faults import contents, fill, fixed, killed_at, read_only, small_disk, unix
from tests.site.test_site import OFFICE, year_files
from tests.sites import Build, build, make_office

__all__ = ["small_disk"]
OLD = {"index.html": b"old", "bao-cao/index.html": b"old", "gone/index.html": b"old"}
NEW = {"index.html": b"new", "bao-cao/index.html": b"new", "more/index.html": b"new"}
FILES = {**OFFICE, **year_files(2030, "7"), **year_files(2031, "8")}
ABSOLUTE = "\nnav:\n  - index.md\n  - A: /tuyet-doi/\n"  # what the engine alone warns of


def write(folder: Path, files: dict[str, bytes]) -> Path:
    """A folder with files."""
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    return folder


def publish(site: Path, *, complete: bool = True) -> None:
    """What a build does, without the engine."""
    one = StagedSite(logging.getLogger("tests"))
    write(one.begin(site), NEW)
    one.complete = complete
    one.end()


def two_steps(monkeypatch: pytest.MonkeyPatch) -> None:
    """A system that cannot exchange two folders at once."""
    monkeypatch.setattr(publication, "exchange_at_once", lambda *_: False)


SYSTEMS = pytest.mark.parametrize("system", [lambda _: None, two_steps], ids=["linux", "others"])


@SYSTEMS
def test_the_new_site_replaces_the_old_one_and_nothing_else_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: Callable[[object], None]
) -> None:
    system(monkeypatch)
    site = tmp_path / "site"
    publish(site)
    assert contents(site) == NEW
    write(site, OLD)
    publish(site)
    assert contents(site) == NEW
    publish(site, complete=False)
    assert contents(site) == NEW
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@unix
@SYSTEMS
def test_killed_at_any_moment_the_site_is_the_old_or_the_new_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: Callable[[object], None]
) -> None:
    system(monkeypatch)
    seen = set()
    for number in count(1):
        site = write(tmp_path / str(number) / "site", OLD)
        if not killed_at(number, site.parent, lambda site=site: publish(site)):
            break
        if system is not two_steps:
            assert contents(site) in (OLD, NEW), number
        publish(site, complete=False)  # a build that fails puts it in order, too
        assert contents(site) in (OLD, NEW), number
        seen.add(contents(site) == NEW)
        assert [path.name for path in site.parent.iterdir()] == ["site"], number
    assert seen == {False, True}


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux exchanges folders at once")
def test_this_system_exchanges_two_folders_at_once(tmp_path: Path) -> None:
    old, new = write(tmp_path / "old", OLD), write(tmp_path / "new", NEW)
    assert exchange_at_once(old, new)
    assert (contents(old), contents(new)) == (NEW, OLD)
    assert not exchange_at_once(old, tmp_path / "not there")


@SYSTEMS
def test_a_file_that_cannot_be_removed_keeps_no_site_from_its_place(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    system: Callable[[object], None],
    capsys: pytest.CaptureFixture[str],
) -> None:
    system(monkeypatch)
    site = write(tmp_path / "site", OLD)
    with fixed(site / "gone/index.html"):
        publish(site)
        assert "Bản cũ chưa xóa hết" in capsys.readouterr().err
        assert contents(site) == NEW
        publish(site)
        assert contents(site) == NEW
    publish(site)
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@SYSTEMS
def test_a_site_that_cannot_be_moved_stays_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, system: Callable[[object], None]
) -> None:
    system(monkeypatch)
    site = write(tmp_path / "site", OLD)
    with fixed(site), pytest.raises(PermissionError):
        publish(site)
    assert contents(site) == OLD
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An invented office."""
    return make_office(tmp_path_factory.mktemp("office"), FILES)


@pytest.mark.parametrize("options", [["-q"], ["-q", "--no-strict"], ["--dirty"]])
def test_no_option_publishes_what_a_strict_build_refuses(
    tmp_path: Path, options: list[str]
) -> None:
    folder = make_office(tmp_path, FILES)
    with (folder / "mkdocs.yml").open("a", encoding="utf-8") as config:
        config.write(ABSOLUTE)
    write(folder / "site", OLD)
    result = build(folder, folder / "site", None, *options)
    assert result.status == 1
    said = "[dung-tung-phan]" if "--dirty" in options else "/tuyet-doi/"
    assert said in result.output, "it says why"
    assert ("[dung-con-canh-bao]" in result.output) == ("--no-strict" in options)
    assert contents(folder / "site") == OLD
    assert not working_place(folder / "site").exists()


def test_a_site_is_not_pushed_past_the_workflow(tmp_path: Path) -> None:
    (tmp_path / "office").mkdir()
    folder = make_office(tmp_path / "office", FILES)
    remote = tmp_path / "remote.git"
    for place, *command in (
        (tmp_path, "init", "-q", "--bare", str(remote)),
        (folder, "init", "-q"),
        (folder, "remote", "add", "origin", str(remote)),
    ):
        subprocess.run(["git", *command], cwd=place, check=True)
    write(folder / "site", OLD)
    result = subprocess.run(
        [sys.executable, "-m", "mkdocs", "gh-deploy", "--site-dir", str(folder / "site")],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": ".", "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert result.returncode == 1
    assert "[dung-gh-deploy]" in result.stdout + result.stderr
    assert "Traceback" not in result.stdout + result.stderr
    assert contents(folder / "site") == OLD
    assert not list((remote / "refs/heads").iterdir())


def test_warnings_of_a_logger_that_says_nothing_are_counted() -> None:
    quiet = logging.Logger("quiet", logging.ERROR)
    one = StagedSite(quiet)
    quiet.warning("a")
    quiet.error("b")
    quiet.info("c")
    assert one.warnings.count == 2


@pytest.fixture(scope="module")
def alone(office: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The site of the office, built as usual and with nobody else at work."""
    result = build(office, tmp_path_factory.mktemp("alone") / "site")
    assert result.status == 0, result.output
    return contents(result.site)


def start(office: Path, site: Path) -> subprocess.Popen[bytes]:
    """A build with the options above, which publishes what a strict build would."""
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "--no-strict", "--site-dir", site]
    environment = {**os.environ, "PYTHONPATH": "."}
    return subprocess.Popen(command, cwd=office, env=environment, stderr=subprocess.PIPE)


def test_a_second_build_waits_for_the_first_and_says_so(
    office: Path, alone: dict[str, bytes], tmp_path: Path
) -> None:
    site = write(tmp_path / "site", OLD)
    with locked(working_place(site)):
        second = start(office, site)
        assert second.stderr is not None
        lines = iter(second.stderr.readline, b"")
        assert any("chờ nó xong" in line.decode() for line in lines)
        assert contents(site) == OLD
    second.communicate()
    assert second.returncode == 0
    assert contents(site) == alone


def test_two_builds_at_once_leave_one_whole_site(
    office: Path, alone: dict[str, bytes], tmp_path: Path
) -> None:
    runs = [start(office, tmp_path / "site") for _ in range(2)]
    said = [run.communicate() for run in runs]
    assert [run.returncode for run in runs] == [0, 0], said
    assert contents(tmp_path / "site") == alone
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


def failed(result: Build) -> bool:
    """Whether a build failed with a message and no traceback."""
    return result.status == 1 and "Traceback" not in result.output


def test_on_a_full_disk_the_site_stays_and_it_is_said(office: Path, small_disk: Path) -> None:
    site = write(small_disk / "site", OLD)
    (small_disk / "large").write_bytes(bytes(3_500_000))
    result = build(office, site)
    assert failed(result), result.output
    assert "Ổ đĩa đã đầy, không ghi được tệp" in result.output
    assert contents(site) == OLD
    assert not working_place(site).exists()


def test_where_not_a_byte_is_left_the_site_stays(small_disk: Path) -> None:
    site = write(small_disk / "site", OLD)
    fill(small_disk)
    with pytest.raises(OSError, match="No space left"):
        publish(site)
    assert contents(site) == OLD


def test_where_nothing_can_be_written_it_is_said(office: Path, small_disk: Path) -> None:
    site = write(small_disk / "site", OLD)
    with read_only(small_disk):
        result = build(office, site)
    assert failed(result), result.output
    assert f"Không có quyền đọc hoặc ghi tệp: {small_disk}" in result.output
