"""The office that the pictures of the manual show: no real one, as the manual goes to all.

Its repository is what `report new-office` writes; its figures are those of the manual's examples
(report/edition/sample), with a page and rules of its own in this folder.
"""

import json
import os
import shutil
import subprocess
from pathlib import Path

import yaml

from report.edition.edition import SAMPLE
from tests.communes import fill_year, make_commune
from tests.sites import CODE, ROOT

YEAR = 2022
OFFICE = {
    "ten": "Ủy ban nhân dân huyện Mẫu",
    "tinh": "tỉnh Mẫu",
    "nam": str(YEAR),
    "dia_ban": ["xóm Một", "xóm Hai", "tổ dân phố Ba"],
}
TABLES = ("an-ninh-tong-hop", "toi-pham", "vi-pham-khac", "tai-nan-giao-thong")
REPLACED = "an-ninh-trat-tu"  # of a new office, by these
# What `fill_year` says of a commune.
WORDS = {
    "Xã làm tốt việc này.": "Huyện thực hiện tốt nhiệm vụ này.",
    "Khuổi Mẫu, ngày": "Mẫu, ngày",
    "Người ký,Mẫu": "Người ký,Nguyễn Văn Mẫu",
}
COMMITTED = "2023-02-05T08:00:00+07:00"  # the day that its pages changed last


def make_sample_office(folder: Path) -> Path:
    """The repository of the office, whose year is filled in and committed."""
    root = make_commune(folder, OFFICE)
    for name in CODE:
        (root / name).unlink(missing_ok=True)
        (root / name).symlink_to(ROOT / name)
    add_tables(root)
    fill_year(root, YEAR)
    data, pages = root / f"data/{YEAR}", root / f"docs/bao-cao/{YEAR}"
    for path in [*data.glob("*.csv"), *pages.glob("*.md")]:
        text = path.read_text("utf-8")
        for old, new in WORDS.items():
            text = text.replace(old, new)
        path.write_text(text, "utf-8")
    own = Path(__file__).parent
    shutil.copy(own / "an-ninh-trat-tu.md", pages)
    shutil.copy(own / "doi-chieu.yaml", data)
    commit(root)
    return root


def add_tables(root: Path) -> None:
    """Take the tables of the manual's examples that the page on public order shows."""
    source, target = SAMPLE / f"data/{YEAR}", root / f"data/{YEAR}"
    described, sample = (
        yaml.safe_load((folder / "datapackage.yaml").read_text("utf-8"))
        for folder in (target, source)
    )
    left = (*TABLES, REPLACED)
    kept = [one for one in described["resources"] if one["name"] not in left]
    taken = [one for one in sample["resources"] if one["name"] in TABLES]
    described["resources"] = [*kept, *taken]
    text = json.dumps(described, ensure_ascii=False, indent=1)  # JSON is YAML
    (target / "datapackage.yaml").write_text(text, "utf-8")
    (target / f"{REPLACED}.csv").unlink()
    for name in TABLES:
        shutil.copy(source / f"{name}.csv", target)


def commit(root: Path) -> None:
    """Give the pages a day of their last change."""
    who = ("-c", "user.name=a", "-c", "user.email=a@example.org")
    dates = {"GIT_AUTHOR_DATE": COMMITTED, "GIT_COMMITTER_DATE": COMMITTED}
    for command in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "a"]):
        subprocess.run(["git", *who, *command], cwd=root, env={**os.environ, **dates}, check=True)
