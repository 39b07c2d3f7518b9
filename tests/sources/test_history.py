"""The dates of files, read from real repositories."""

import os
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from report.sources.history import COMMIT, Dates, last_change, last_day, parse_log, read_history

PAGE, TABLE = "docs/bao-cao/2022/viec-lam.md", "data/2022/viec-lam.csv"
WHO = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    **{
        f"GIT_{who}_{what}": "a@b.c"
        for who in ("AUTHOR", "COMMITTER")
        for what in ("NAME", "EMAIL")
    },
}


def git(folder: Path, *arguments: str, day: str = "2023-01-05") -> None:
    when = f"{day}T23:30:00 +0700"
    dates = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when}
    command = ["git", "-C", str(folder), *arguments]
    subprocess.run(command, env={**os.environ, **WHO, **dates}, check=True, capture_output=True)


def dates(first: date, last: date) -> Dates:
    """What `git` above leaves: half past eleven in the evening, where it is seven hours later."""
    return Dates(first, last, datetime(last.year, last.month, last.day, 16, 30, tzinfo=UTC))


def commit(folder: Path, day: str, **files: str) -> None:
    """Commit a content for each file, named by the constants above."""
    for name, text in files.items():
        path = folder / {"page": PAGE, "table": TABLE}[name]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    git(folder, "add", ".", day=day)
    git(folder, "commit", "-m", "Sửa", day=day)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A project that got a page, then its table, then another text of the page."""
    git(tmp_path, "init", "-b", "main")
    commit(tmp_path, "2023-01-05", page="a")
    commit(tmp_path, "2023-02-01", table="b")
    commit(tmp_path, "2023-03-04", page="c")
    return tmp_path


def test_a_file_has_the_days_on_which_it_came_and_changed_last(project: Path) -> None:
    assert read_history(project) == {
        PAGE: dates(date(2023, 1, 5), date(2023, 3, 4)),
        TABLE: dates(date(2023, 2, 1), date(2023, 2, 1)),
    }


def test_the_days_are_those_of_the_commits_wherever_the_site_is_built(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    here = read_history(project)
    monkeypatch.setenv("TZ", "Pacific/Kiritimati")
    assert read_history(project) == here


def test_the_newest_day_is_that_of_the_last_commit_in_its_own_time_zone(project: Path) -> None:
    assert last_day(project) == date(2023, 3, 4), "23.30 o'clock there, another day elsewhere"


def test_a_change_counts_from_the_day_it_was_merged(project: Path) -> None:
    git(project, "checkout", "-b", "de-nghi")
    commit(project, "2023-04-01", table="d")
    git(project, "checkout", "main")
    commit(project, "2023-04-02", page="e")
    git(project, "merge", "--no-ff", "-m", "Nhận đề nghị", "de-nghi", day="2023-05-06")
    history = read_history(project)
    assert history[TABLE].last == date(2023, 5, 6)
    assert history[PAGE].last == date(2023, 4, 2)


def test_names_with_diacritics_and_spaces_are_read(project: Path) -> None:
    path = "docs/Tệp của huyện.md"
    (project / path).write_text("a", "utf-8")
    commit(project, "2023-06-07")
    assert read_history(project)[path].first == date(2023, 6, 7)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such names")
@pytest.mark.parametrize("name", ["a\x01b.txt", "a\x01b\n2022-01-01.md", "\n2022-01-01\n.md"])
def test_no_name_is_taken_for_a_day(project: Path, name: str) -> None:
    (project / "docs" / name).write_text("a", "utf-8")
    commit(project, "2023-06-07")
    history = read_history(project)
    assert history[f"docs/{name}"].first == date(2023, 6, 7)
    assert history[PAGE].last == date(2023, 3, 4)


def test_a_project_may_be_a_folder_of_a_larger_repository(tmp_path: Path) -> None:
    git(tmp_path, "init")
    commit(tmp_path / "huyen", "2023-01-05", page="a")
    assert list(read_history(tmp_path / "huyen")) == [PAGE]


def test_without_a_history_there_are_no_dates_and_no_errors(
    project: Path, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path_factory.mktemp("none")
    assert read_history(folder) == {}
    assert last_day(folder) is None
    git(folder, "init")
    assert read_history(folder) == {}
    monkeypatch.setenv("PATH", str(folder))  # no git to be found
    assert read_history(project) == {}


def test_a_shallow_clone_dates_nothing(project: Path, tmp_path: Path) -> None:
    clone = tmp_path / "clone"
    git(tmp_path, "clone", "--depth", "1", project.as_uri(), str(clone))
    assert (clone / PAGE).is_file()
    assert read_history(clone) == {}


def test_the_log_is_read_without_git() -> None:
    later, sooner = "1677947400 2023-03-04", "1672936200 2023-01-05"
    log = f"{COMMIT}{later}\0\na.md\0b.csv\0{COMMIT}{sooner}\0\na.md\0"
    march = date(2023, 3, 4)
    assert parse_log(log) == {"a.md": dates(date(2023, 1, 5), march), "b.csv": dates(march, march)}
    assert parse_log("") == {}


def test_the_newest_of_several_files_counts() -> None:
    first, last = date(2023, 1, 5), date(2023, 3, 4)
    history = {"a": dates(first, first), "b": dates(first, last)}
    assert last_change(history, ["a", "b", "not there"]) == last
    assert last_change(history, ["not there"]) is None
