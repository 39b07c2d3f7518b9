"""The templates of the theme as they are compiled, once a build; texts of pages come later."""

from collections.abc import Callable, Iterable
from functools import cache
from types import SimpleNamespace
from typing import Any

from jinja2 import BytecodeCache, Environment, pass_context
from jinja2.bccache import Bucket
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


class CompiledTemplates(BytecodeCache):
    """The templates of the theme, compiled once for all states of the sources."""

    def __init__(self) -> None:
        self.codes: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template what it was compiled to; Jinja compares its text."""
        if bucket.key in self.codes:
            bucket.bytecode_from_string(self.codes[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep what a template was compiled to."""
        self.codes[bucket.key] = bucket.bytecode_to_string()


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


class MenuEntries:
    """The entries of a part of the navigation as they stand in menus: those that a page does not
    stand in are made once for all pages from which the same ways lead to them.

    These are the pages of one folder, but for one that has pages below it: `folders` are the
    addresses of such pages, and of folders.
    """

    def __init__(self, urls: Iterable[str]) -> None:
        """`urls` are the addresses of all pages."""
        self.folders = {"", ".", "./"}
        for url in urls:
            steps = url.split("/")[:-2]
            self.folders.update("/".join([*steps[:end], ""]) for end in range(1, len(steps) + 1))
        self.made: dict[tuple[int, str], dict[int, str]] = {}

    def __call__(
        self, part: Any, index: Any, page: Any, path: str, level: int, render: Callable[..., str]
    ) -> str:
        """The entries of `part`, without its `index`, in the menu of `page`; `render` makes one,
        and `path` and `level` are what the theme calls the part by."""
        written = []
        made = self.made.setdefault((id(part), self.place_of(page)), {})
        for number, item in enumerate(part.children, 1):
            if item is index:
                continue
            if item.active:
                written.append(render(item, f"{path}_{number}", level + 1, part))
                continue
            if number not in made:
                made[number] = render(item, f"{path}_{number}", level + 1, part)
            written.append(made[number])
        return "".join(written)

    def place_of(self, page: Any) -> str:
        """What tells from where the ways of a page lead; the page for addresses that do not exist
        is none."""
        if not page:
            return "404"
        url: str = page.url
        return url if url in self.folders else url[: url.rstrip("/").rfind("/") + 1] + "*"


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


def prepare(env: Environment, urls: Iterable[str]) -> None:
    """Set the environment of the theme's templates up; `urls` are those of all pages. Raises Abort
    where a mend does not fit: a page with the fault that it mends would be published without a
    word."""
    env.trim_blocks = env.lstrip_blocks = True
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    env.globals.update(
        menu_link=MenuLinks(),
        menu_entries=MenuEntries(urls),
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
