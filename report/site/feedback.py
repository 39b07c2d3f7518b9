"""How readers are heard: where “Báo một chỗ sai” leads to. Beside it notes.js asks “Trang này có
ích không?” and makes the links of the two answers from this one, which keeps pages light.

The office's own form comes first, then its mail: neither asks for an account. An issue is what is
left. Where an office has none of them, a page has no such links, nor what speaks of them.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

FORM, MAIL_WAY = "bieu_mau_gop_y", "thu_dien_tu"  # of data/don-vi.yaml
ASCII = 127  # the last of its characters
# What a page of docs/ says only where readers are heard, or only where they are not.
HEARD, NOT_HEARD = "khi-co-gop-y", "khi-khong-gop-y"
WRONG = {"vi": "Báo một chỗ sai", "en": "Report a mistake"}
ISSUE_FORM = "so-lieu-sai.yml"  # in .github/ISSUE_TEMPLATE/; it has a title of its own


class Feedback(NamedTuple):
    """What stands at the foot of a page: a link and its name."""

    name: str
    link: str


def way_of(office: Mapping[str, Any], issues: str) -> str:
    """How readers of an office are heard; empty where they are not. `issues` is the address
    where a new issue is opened."""
    kinds = (("form", office.get(FORM)), ("mail", office.get(MAIL_WAY)), ("issue", issues))
    return next((kind for kind, address in kinds if address), "")


def feedback(
    office: Mapping[str, Any], issues: str, title: str, address: str, language: str = "vi"
) -> Feedback | None:
    """The link of a page with its `title` and `address`; None where readers are not heard."""
    way = way_of(office, issues)
    if not way:
        return None
    answer, page = in_query(WRONG["vi"]), in_query(address)
    if way == "form":
        form = str(office[FORM])
        link = form.replace("{trang}", page).replace("{y_kien}", answer)
    elif way == "mail":
        subject = f"{answer}:%20{in_query(title)}"
        link = f"mailto:{office[MAIL_WAY]}?subject={subject}&body=Trang:%20{page}%0D%0A%0D%0A"
    else:
        link = f"{issues}?template={ISSUE_FORM}&trang={page}"
    return Feedback(WRONG.get(language, WRONG["vi"]), link)


def in_query(text: str) -> str:
    """A text as a value of a query. What need not be encoded is not, for then it stands elsewhere
    on the page, too, and costs few bytes: letters with marks (a browser does it), / and :."""
    return "".join(one if ord(one) > ASCII else quote(one, safe="/:") for one in text)


def only_what_holds(html: str, heard: bool) -> str:
    """The HTML of a page without the paragraphs and entries that speak of links it has not."""
    untrue = NOT_HEARD if heard else HEARD
    return re.sub(rf'<(p|li) class="{untrue}">.*?</\1>\n?', "", html, flags=re.DOTALL)
