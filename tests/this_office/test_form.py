"""The form of the office is where its pages lead, and asks the same on the net."""

from pathlib import Path

import pytest
import yaml

from report.downloads import form
from report.edition.edition import Edition, read_edition
from tests.sites import ROOT


@pytest.fixture(scope="module")
def edition() -> Edition:
    return read_edition(ROOT)


def test_the_form_is_published_where_the_page_links_to_it(edition: Edition) -> None:
    page = edition.pages["huong-dan/guong-dien-hinh.md"].page
    assert f"({Path(form.FORM_PATH).name})" in page.text
    assert [*form.forms(edition)] == [form.FORM_PATH]


def test_the_issue_form_asks_the_same_as_the_form_on_paper(edition: Edition) -> None:
    name = edition.pages["huong-dan/guong-dien-hinh.md"].page.meta["bieu_mau"]
    content = yaml.safe_load((ROOT / ".github" / "ISSUE_TEMPLATE" / name).read_text("utf-8"))
    rows = edition.common.table(form.FORM_TABLE).rows.values()
    asked = [row["ten"].text for row in rows]
    labels = [one["attributes"]["label"] for one in content["body"] if one["type"] != "markdown"]
    assert labels == asked, f"bring .github/ISSUE_TEMPLATE/{name} in line with the table"
