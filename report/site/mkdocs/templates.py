"""The templates of the theme as they are compiled, once a build; texts of pages come later."""

from collections.abc import Callable, Iterable
from functools import cache
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, pass_context
from jinja2.ext import Extension
from jinja2.runtime import Context
from mkdocs.exceptions import Abort

from report.site.navigation import is_menu_of_years
from report.site.theme.mends import MENDS, MendDoesNotFit, mended, shared, trimmed
from report.sources.pages import EDITORS


class MendedTemplates(Extension):
    """Templates without their faults and needless characters."""

    def preprocess(self, source: str, name: str | None, filename: Any = None) -> str:  # noqa: ARG002 - Jinja passes it
        """The source of one template."""
        return shared(trimmed(mended(name or "", source)))


class MenuLinks:
    """The links to other pages as they stand in menus: each is made once for all pages from
    which the same way leads to its page."""

    def __init__(self) -> None:
        self.made: dict[tuple[int, str], str] = {}

    def __call__(self, item: Any, href: str, render: Callable[..., str]) -> str:
        """The link to `item`, an entry of the navigation, which `render` makes; `href` is the way
        from the page at hand."""
        known = id(item), href  # the navigation holds its entries as long as the build lasts
        if known not in self.made:
            self.made[known] = render(item)
        return self.made[known]


def first_page(item: Any) -> Any:
    """The page, or the link, that an entry of the navigation leads to."""
    while item.children:
        item = item.children[0]
    return item


def menu_items(items: Iterable[Any], page: Any) -> list[Any]:
    """The entries of the navigation that the menus of a page show: all, but the manual for the
    staff on pages that are not of it."""
    manual = f"{EDITORS}/"
    if page and page.file.src_uri.startswith(manual):
        return [*items]
    return [item for item in items if not (first_page(item).url or "").startswith(manual)]


class SharedParts:
    """The parts of templates that stand on all pages alike, or more than once on a page."""

    def __init__(self) -> None:
        """Nothing made yet."""
        self.made: dict[str, tuple[Any, str]] = {}

    @pass_context
    def __call__(self, context: Context, name: str, page: Any = None) -> str:
        """What the template called `name` makes; once for each `page` where one is given."""
        known = self.made.get(name)
        if known is None or known[0] is not page:
            text = context.environment.get_template(name).render(context.get_all())
            known = self.made[name] = page, text
        return known[1]


def prepare(env: Environment) -> None:
    """Set the environment of the theme's templates up. Raises Abort where a mend does not fit:
    a page with the fault that it mends would be published without a word."""
    env.trim_blocks = env.lstrip_blocks = True
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    env.globals.update(
        menu_link=MenuLinks(),
        menu_items=menu_items,
        first_page=first_page,
        is_menu_of_years=is_menu_of_years,
        shared=SharedParts(),
    )
    env.add_extension(MendedTemplates)
    wording: Any = env.get_template("partials/language.html").module
    env.globals["wording"] = SimpleNamespace(t=cache(wording.t))
    for name in MENDS:
        try:
            env.get_template(name)
        except MendDoesNotFit:
            raise Abort(
                f"Khuôn mẫu “{name}” của giao diện đã đổi, không sửa được như trước. "
                "Báo người phụ trách: xem report/site/theme/mends.py."
            ) from None
