"""Where readers are heard: a form, a mail, an issue, or nowhere."""

from urllib.parse import parse_qs, urlsplit

import pytest

from report.site.feedback import FORM, MAIL_WAY, feedback, only_what_holds, way_of

PAGE = "https://x.example/bao-cao/a b/?c&d"
ISSUES = "https://host.example/issues/new"


def asked(link: str) -> dict[str, str]:
    """The values in the query of an address."""
    return {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}


@pytest.mark.parametrize(
    ("office", "issues", "way"),
    [
        ({FORM: "https://a.example", MAIL_WAY: "a@b.example"}, ISSUES, "form"),
        ({MAIL_WAY: "a@b.example"}, ISSUES, "mail"),
        ({}, ISSUES, "issue"),
        ({}, "", ""),
    ],
)
def test_who_has_no_account_is_heard_first(office: dict[str, str], issues: str, way: str) -> None:
    assert way_of(office, issues) == way


def test_a_mail_names_the_page_whatever_its_title_holds() -> None:
    found = feedback({MAIL_WAY: "a@b.example"}, "", "Được & mất?", PAGE)
    assert found
    mail = asked(found.link)
    assert PAGE in mail["body"]
    assert mail["subject"] == "Báo một chỗ sai: Được & mất?"


def test_a_form_gets_the_page_and_the_answer_where_it_has_places_for_them() -> None:
    found = feedback({FORM: "https://a.example/f?t={trang}&y={y_kien}"}, "", "A", PAGE, "en")
    assert found
    assert found.name == "Report a mistake"
    assert asked(found.link) == {"t": PAGE, "y": "Báo một chỗ sai"}
    plain = feedback({FORM: "https://a.example/f"}, "", "A", PAGE)
    assert plain
    assert plain.link == "https://a.example/f"


def test_an_issue_has_the_page_in_the_field_of_its_form() -> None:
    found = feedback({}, ISSUES, "A", PAGE)
    assert found
    assert asked(found.link) == {"template": "so-lieu-sai.yml", "trang": PAGE}


def test_a_page_speaks_only_of_the_links_that_it_has() -> None:
    html = '<p class="khi-co-gop-y">A</p>\n<ul><li class="khi-khong-gop-y">B</li></ul><p>C</p>'
    assert only_what_holds(html, True) == '<p class="khi-co-gop-y">A</p>\n<ul></ul><p>C</p>'
    assert "A" not in only_what_holds(html, False)
    assert "B" in only_what_holds(html, False)
    assert feedback({}, "", "A", PAGE) is None
