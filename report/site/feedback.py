"""How readers are heard: where “Có ích”, “Chưa có ích” and “Báo một chỗ sai” lead to.

The office's own form comes first, then its mail: neither asks for an account. An issue is what is
left. Where an office has none of them, a page has no such links, nor what speaks of them.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

FORM, MAIL = "bieu_mau_gop_y", "thu_dien_tu"  # of data/don-vi.yaml
ASCII = 127  # the last of its characters
# What a page of docs/ says only where readers are heard, or only where they are not.
HEARD, NOT_HEARD = "khi-co-gop-y", "khi-khong-gop-y"
ASKED = {
    "vi": ("Trang này có ích không?", "Có ích", "Chưa có ích", "Báo một chỗ sai"),
    "en": ("Is this page useful?", "Useful", "Not useful", "Report a mistake"),
}
WHAT_OPENS = {
    "vi": {
        "form": "Mở biểu mẫu của cơ quan, không cần tài khoản.",
        "mail": "Mở một thư đã soạn sẵn, không cần tài khoản.",
        "issue": "Mở biểu mẫu trên mạng: cần tài khoản, ai cũng đọc được.",
    },
    "en": {
        "form": "Opens the office's form; no account is needed.",
        "mail": "Opens a prepared e-mail; no account is needed.",
        "issue": "Opens a public form; an account is needed there.",
    },
}
# The form of an issue for each answer (.github/ISSUE_TEMPLATE/).
WRONG = "so-lieu-sai.yml"  # has a title of its own
ISSUE_FORMS = ("cau-hoi.yml", "cau-hoi.yml", WRONG)


class Feedback(NamedTuple):
    """What stands at the foot of a page: the question, the links with their names, what opens."""

    question: str
    links: list[tuple[str, str]]
    note: str


def way_of(office: Mapping[str, Any], issues: str) -> str:
    """How readers of an office are heard; empty where they are not. `issues` is the address
    where a new issue is opened."""
    kinds = (("form", office.get(FORM)), ("mail", office.get(MAIL)), ("issue", issues))
    return next((kind for kind, address in kinds if address), "")


def feedback(
    office: Mapping[str, Any], issues: str, title: str, address: str, language: str = "vi"
) -> Feedback | None:
    """The links of a page with its `title` and `address`; None where readers are not heard."""
    way = way_of(office, issues)
    if not way:
        return None
    question, *names = ASKED.get(language, ASKED["vi"])
    links = []
    for name, answer, form in zip(names, ASKED["vi"][1:], ISSUE_FORMS, strict=True):
        subject, page = in_query(f"{answer}: {title}"), in_query(address)
        if way == "form":
            link = filled_form(str(office[FORM]), address, answer)
        elif way == "mail":
            link = f"mailto:{office[MAIL]}?subject={subject}&body=Trang:%20{page}%0D%0A%0D%0A"
        else:
            link = f"{issues}?template={form}&trang={page}"
            link += "" if form == WRONG else f"&title={in_query(answer)}"
        links.append((name, link))
    return Feedback(question, links, WHAT_OPENS.get(language, WHAT_OPENS["vi"])[way])


def in_query(text: str) -> str:
    """A text as a value of a query. What need not be encoded is not, for then it stands elsewhere
    on the page, too, and costs few bytes: letters with marks (a browser does it), / and :."""
    return "".join(one if ord(one) > ASCII else quote(one, safe="/:") for one in text)


def filled_form(form: str, address: str, answer: str) -> str:
    """The address of an office's form with the page and the answer where it has places for them."""
    return form.replace("{trang}", in_query(address)).replace("{y_kien}", in_query(answer))


def only_what_holds(html: str, heard: bool) -> str:
    """The HTML of a page without the paragraphs and entries that speak of links it has not."""
    untrue = NOT_HEARD if heard else HEARD
    return re.sub(rf'<(p|li) class="{untrue}">.*?</\1>\n?', "", html, flags=re.DOTALL)
