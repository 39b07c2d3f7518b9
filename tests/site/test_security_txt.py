"""The file by which finders of a vulnerability know whom to tell (RFC 9116)."""

import re
import subprocess
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from report.site.security_txt import security_txt
from report.sources.history import last_day
from tests.office import FILES, HEAD
from tests.sites import PUBLISHED, build, make_office

REPORT = "https://vi-du.example/kho/security/advisories/new"
SITE = "https://vi-du.example/kho/"
DAY = date(2023, 3, 1)
PATH = ".well-known/security.txt"


def fields(text: str) -> list[tuple[str, str]]:
    """Names and values, each line one field."""
    return [(name, value) for name, _, value in (x.partition(": ") for x in text.splitlines())]


def test_it_names_the_private_page_first_and_then_the_mail_of_the_office() -> None:
    (text,) = security_txt({"thu_dien_tu": "bt@xa.example"}, REPORT, SITE, DAY).values()
    assert fields(text) == [
        ("Contact", REPORT),
        ("Contact", "mailto:bt@xa.example"),
        ("Expires", "2024-02-28T00:00:00Z"),
        ("Preferred-Languages", "vi, en"),
        ("Canonical", f"{SITE}{PATH}"),
    ]


def test_it_holds_less_than_a_year_from_the_newest_commit() -> None:
    (text,) = security_txt({}, REPORT, SITE, DAY).values()
    expires = datetime.fromisoformat(dict(fields(text))["Expires"])
    assert 300 < (expires - datetime(2023, 3, 1, tzinfo=UTC)).days < 365


@pytest.mark.parametrize(
    ("report", "site", "day"),
    [("", SITE, DAY), ("http://a.example/", SITE, DAY), (REPORT, "", DAY), (REPORT, SITE, None)],
)
def test_there_is_none_where_a_fact_is_missing(report: str, site: str, day: date | None) -> None:
    assert security_txt({}, report, site, day) == {}


@pytest.mark.parametrize(
    "mail",
    [
        "a@b.example\nContact: https://evil.example",
        "a@b",
        "@b.example",
        "",
        None,
        5,
        ["a@b.example"],
    ],
)
def test_what_is_no_mail_address_is_no_contact(mail: object) -> None:
    assert security_txt({"thu_dien_tu": mail}, "", SITE, DAY) == {}


def test_the_published_site_has_it(tmp_path: Path) -> None:
    files = {name: text for name, text in FILES.items() if "van-ban" not in name + text}
    office = make_office(tmp_path, files | {"docs/index.md": f"{HEAD}# Xã Mẫu\n"})
    author = ("-c", "user.name=a", "-c", "user.email=a@a.example", "-c", "commit.gpgsign=false")
    for command in (("init", "--quiet"), ("add", "data"), ("commit", "--quiet", "-m", "a")):
        subprocess.run(["git", "-C", office, *author, *command], check=True)
    built = build(office, tmp_path / "site", {**PUBLISHED, "SECURITY_URL": REPORT})
    assert built.status == 0, built.output
    text = (built.site / PATH).read_text("utf-8")
    assert re.match(f"Contact: {REPORT}\nExpires: ", text)
    day = last_day(office)
    assert day
    assert dict(fields(text))["Expires"] > f"{day}T"
