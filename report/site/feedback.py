"""How readers are heard: where “Có ích”, “Chưa có ích” and “Báo một chỗ sai” lead to.

The office's own form comes first, then its mail: neither asks for an account. An issue is what is
left. Where an office has none of them, a page has no such links, nor what speaks of them.
"""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple
from urllib.parse import quote

FORM, MAIL = "bieu_mau_gop_y", "thu_dien_tu"  # of data/don-vi.yaml
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
        "issue": "Mở một biểu mẫu trên mạng: cần có tài khoản ở đó, ai cũng đọc được.",
    },
    "en": {
        "form": "Opens the office's form; no account is needed.",
        "mail": "Opens a prepared e-mail; no account is needed.",
        "issue": "Opens a public form; an account is needed there.",
    },
}
# What a prepared message asks for, and the form of an issue with its field for it.
QUESTIONS = (
    ("Điều có ích: ", "cau-hoi.yml", "noi_dung"),
    ("Điều còn thiếu hoặc khó hiểu: ", "cau-hoi.yml", "noi_dung"),
    ("Chỗ sai, chép lại như trên trang: ", "so-lieu-sai.yml", ""),
)


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
    for name, answer, (asked, form, field) in zip(names, ASKED["vi"][1:], QUESTIONS, strict=True):
        subject = f"{answer}: {title}"
        if way == "form":
            link = filled_form(str(office[FORM]), address, answer)
        elif way == "mail":
            body = quote(f"Trang: {address}\r\n\r\n{asked}", safe="")
            link = f"mailto:{office[MAIL]}?subject={quote(subject, safe='')}&body={body}"
        else:
            content = f"&{field}={quote(asked, safe='')}" if field else ""
            link = f"{issues}?template={form}&title={quote(subject, safe='')}"
            link += f"&trang={quote(address, safe='')}{content}"
        links.append((name, link))
    return Feedback(question, links, WHAT_OPENS.get(language, WHAT_OPENS["vi"])[way])


def filled_form(form: str, address: str, answer: str) -> str:
    """The address of an office's form with the page and the answer where it has places for them."""
    return form.replace("{trang}", quote(address, safe="")).replace(
        "{y_kien}", quote(answer, safe="")
    )


def only_what_holds(html: str, heard: bool) -> str:
    """The HTML of a page without the paragraphs and entries that speak of links it has not."""
    untrue = NOT_HEARD if heard else HEARD
    return re.sub(rf'<(p|li) class="{untrue}">.*?</\1>\n?', "", html, flags=re.DOTALL)
