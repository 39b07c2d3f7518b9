"""The same sources give the same site: in any folder, time zone and language, on any day."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from report.site.sitemap import UNKNOWN_DAY, last_modified, without_unknown_days
from report.sources.history import Dates, read_history
from tests.faults import contents, unix
from tests.office import FILES, HEAD, PRINTED, WHOLE_REGISTER, column, package
from tests.sites import PUBLISHED, make_office
from tests.sources.test_history import git

FORM = [column("khoa"), column("ten"), column("goi_y"), column("so_dong", "integer")]
SOURCES = {
    **FILES,
    **PRINTED,
    "data/chung/datapackage.yaml": package({"van-ban": WHOLE_REGISTER, "phieu-gioi-thieu": FORM}),
    "data/chung/van-ban.csv": "khoa,loai,so_ky_hieu,ngay,co_quan,trich_yeu,nam,"
    "hieu_luc_tu,hieu_luc_den,thay_bang,ghi_chu\n"
    "qd-1,Quyết định,01/QĐ-UBND,05/03/2022,UBND huyện Mẫu,giao chỉ tiêu trồng lúa,2022,,,,\n"
    "kh-2,Kế hoạch,,,UBND xã Mẫu,Phong trào trồng ngô,2022,,,,\n",
    "data/chung/phieu-gioi-thieu.csv": "khoa,ten,goi_y,so_dong\nten,Họ và tên,Viết hoa,1\n",
    "docs/van-ban/index.md": f"{HEAD}# Văn bản\n\n{{{{ danh_muc_van_ban() }}}}\n\n"
    '{{ bang("phieu-gioi-thieu") }}\n',
}
# A clock for Python's code that stands still; MkDocs and the libraries ask these.
CLOCK = """
import datetime, os, time
import pandas  # compiled with the real datetime: with another it crashes

MOMENT = float(os.environ["MOMENT"])

class Day(datetime.datetime):
    @classmethod
    def now(cls, tz=None):
        return cls.fromtimestamp(MOMENT, tz)

    utcnow = today = now

localtime, gmtime = time.localtime, time.gmtime
datetime.datetime = Day
time.time = lambda: MOMENT
time.localtime = lambda seconds=None: localtime(MOMENT if seconds is None else seconds)
time.gmtime = lambda seconds=None: gmtime(MOMENT if seconds is None else seconds)
"""
FIRST_DAY, LATER = 3600, 1_900_000_000  # in 1970 and in 2030
ELSEWHERE = "Báo cáo huyện Mẫu"
PLACES = {
    ELSEWHERE: {
        "LC_ALL": "C",
        "TZ": "Pacific/Kiritimati",
        "MOMENT": str(FIRST_DAY),
    },
    "plain": {
        "LC_ALL": "C.UTF-8",
        "TZ": "America/Los_Angeles",
        "MOMENT": str(LATER),
        "PYTHONUTF8": "1",
    },
}
BUILD = ["mkdocs", "build", "-q", "--site-dir", "site"]
CHECK = ["report", "check"]
EXPORT = ["report", "export", "2022", "--output", "ra"]


def project(folder: Path) -> Path:
    """The office with two commits."""
    (folder / "goc").mkdir(parents=True)
    files = {path: text for path, text in SOURCES.items() if text is not None}
    office = make_office(folder / "goc", files)
    (office / ".gitignore").write_text("/site/\n/ra/\n")
    git(office, "init", "-b", "main")
    git(office, "add", "data", "docs", day="2023-01-05")
    git(office, "commit", "-m", "Một", day="2023-01-05")
    page = office / "docs/bao-cao/2022/trang.md"
    page.write_text(page.read_text("utf-8") + "\nThêm.\n", "utf-8")
    git(office, "commit", "-am", "Hai", day="2023-02-01")
    return office


def run(
    folder: Path, clock: Path, variables: dict[str, str], *commands: list[str]
) -> dict[str, bytes]:
    """The site that commands make in a folder, without a word of trouble."""
    kept = {name: value for name, value in os.environ.items() if name not in ("PYTHONUTF8", "LANG")}
    paths = os.pathsep.join([".", str(clock)])
    environment = {**kept, **PUBLISHED, "PYTHONPATH": paths, "NO_MKDOCS_2_WARNING": "1"}
    for command in commands:
        done = subprocess.run(
            [sys.executable, "-m", *command],
            cwd=folder,
            env={**environment, **variables},
            capture_output=True,
            text=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
    return contents(folder / "site")


@pytest.fixture
def clock(tmp_path: Path) -> Path:
    """A folder with which Python gets the clock above."""
    (tmp_path / "clock").mkdir()
    (tmp_path / "clock/sitecustomize.py").write_text(CLOCK, "utf-8")
    return tmp_path / "clock"


@unix
def test_the_site_is_the_same_wherever_and_whenever_it_is_built(
    tmp_path: Path, clock: Path
) -> None:
    office = project(tmp_path)
    made = []
    for name, variables in PLACES.items():
        shutil.copytree(office, tmp_path / name, symlinks=True)
        made.append(run(tmp_path / name, clock, variables, BUILD))
    one, other = made
    assert [path for path in one if one[path] != other.get(path)] == []
    assert one.keys() == other.keys()
    assert {Path(path).suffix for path in one} > {".pdf", ".docx", ".epub", ".xlsx", ".zip", ".gz"}
    sitemap = one["sitemap.xml"].decode()
    assert "2023-02-01" in sitemap
    assert "2023-01-05" in sitemap
    assert UNKNOWN_DAY not in sitemap


@unix
def test_without_git_and_a_clock_all_is_made(tmp_path: Path, clock: Path) -> None:
    office = project(tmp_path)
    variables = {**PLACES[ELSEWHERE], "PATH": str(tmp_path)}
    made = run(office, clock, variables, BUILD, CHECK, EXPORT)
    assert "lastmod" not in made["sitemap.xml"].decode()
    exported = contents(office / "ra")
    assert {path: made[path] for path in exported} == exported
    assert "tai-ve/2022/bao-cao-2022.docx" in exported


def test_a_page_has_the_day_of_its_newest_file(tmp_path: Path) -> None:
    history: dict[str, Dates] = read_history(project(tmp_path))
    page, table = "docs/bao-cao/2022/trang.md", "data/2022/bao-cao.csv"
    assert last_modified(history, [table, page]) == "2023-02-01"
    assert last_modified(history, [table]) == "2023-01-05"
    unknown = last_modified(history, [])
    assert without_unknown_days(f"<url><lastmod>{unknown}</lastmod></url>") == "<url></url>"
