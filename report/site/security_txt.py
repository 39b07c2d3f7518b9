"""Where to report a vulnerability, for programs that look for it: security.txt (RFC 9116).

https://www.rfc-editor.org/rfc/rfc9116
"""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any
from urllib.parse import quote, urlsplit

PATH = ".well-known/security.txt"
LANGUAGES = "vi, en"  # as SECURITY.md says
# Less than a year, as the standard recommends: who leaves a site alone for longer may not answer.
HOLDS = timedelta(days=364)
MAIL = re.compile(r"[^\s@<>\"]{1,64}@[^\s@<>\"]{1,255}\.[^\s@<>\"]+")


def security_txt(
    office: Mapping[str, Any], report: str, site_url: str, day: date | None
) -> dict[str, str]:
    """The file by its path in the site; none where the site has no address, nobody to report to,
    or no history.

    `report` is the page for private reports, the office's mail address comes second. `day` is that
    of the newest commit: it holds from then on, so that the same sources give the same bytes.
    """
    contacts = [*page(report), *mail(office.get("thu_dien_tu"))]
    if not (contacts and site_url and day):
        return {}
    fields = [
        *(f"Contact: {contact}" for contact in contacts),
        f"Expires: {day + HOLDS}T00:00:00Z",
        f"Preferred-Languages: {LANGUAGES}",
        f"Canonical: {site_url.rstrip('/')}/{PATH}",
    ]
    return {PATH: "".join(f"{field}\n" for field in fields)}


def page(address: str) -> list[str]:
    """The address of a page as a contact, where it is one: the standard wants https."""
    return (
        [address] if urlsplit(address).scheme == "https" and not re.search(r"\s", address) else []
    )


def mail(address: object) -> list[str]:
    """A mail address of data/don-vi.yaml as a contact, where it is one."""
    text = address.strip() if isinstance(address, str) else ""
    return [f"mailto:{quote(text, safe='@+')}"] if MAIL.fullmatch(text) else []
