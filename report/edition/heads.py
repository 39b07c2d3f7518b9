"""What the front matter of a page may say.

MkDocs, its theme and its plugins read more keys than these: a template, a switch for macros, a
weight in the search, an address to lead on to. Content chooses none of that.
"""

import re
from collections.abc import Iterator, Mapping

from report.problems.problem import Problem, near_miss, problem
from report.sources.keys import PAGE_KEYS
from report.sources.pages import Page
from report.sources.shapes import HAS_SHAPE, YamlShape, wrong_shape

HEAD_SHAPES: Mapping[str, YamlShape] = {
    **dict.fromkeys(("title", "description", "lang", "template", "bieu_mau"), YamlShape.TEXT),
    **dict.fromkeys(("muc", "cong_cu", "trang_moi"), YamlShape.TEXT),
    "hide": YamlShape.TEXTS,
}
GUIDANCE_KEYS = ("can_cu", "kiem_tra", "hieu_luc_den", "thay_bang")  # see edition/guidance.py
LANGUAGE = re.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")  # BCP 47, such as vi, en, tyz
TEMPLATES = ("so-do.html",)  # in site/theme/overrides/, for a page to name
HIDDEN = ("navigation", "toc", "path", "footer")  # parts of the theme


def head_is_known(page: Page) -> Iterator[Problem]:
    """The front matter has keys that the site knows, each with a value of its kind."""
    known = [*HEAD_SHAPES, *GUIDANCE_KEYS]
    for key, value in page.meta.items():
        line = page.key_line(key)
        name = PAGE_KEYS.former.get(key, key)  # see edition/tools.py
        shape = HEAD_SHAPES.get(name)
        if name not in known:
            guess, names = near_miss(key, known), ", ".join(known)
            yield problem(page.path, line, "muc-dau-trang-la", guess=guess, key=key, known=names)
        elif shape and value is not None and not HAS_SHAPE[shape](value):
            yield wrong_shape(page.path, line, key, shape)
        else:
            yield from value_is_known(page, key, line)


def value_is_known(page: Page, key: str, line: int) -> Iterator[Problem]:
    """The language, the template and the hidden parts of a page are ones that there are."""
    value = page.meta[key] or ""
    if key == "lang" and value and not LANGUAGE.fullmatch(value):
        yield problem(page.path, line, "ma-ngon-ngu-sai", value=value)
    choices = {"template": TEMPLATES, "hide": HIDDEN}.get(key, ())
    for one in (value or ()) if isinstance(value, list) else filter(None, [value]):
        if choices and one not in choices:
            guess, names = near_miss(one, choices), ", ".join(choices)
            yield problem(
                page.path,
                line,
                "gia-tri-dau-trang-la",
                guess=guess,
                key=key,
                value=one,
                known=names,
            )
