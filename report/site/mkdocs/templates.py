"""The templates of the theme, mended, and what they ask of the build: menus and shared parts."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import cache
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, pass_context
from jinja2.ext import Extension
from jinja2.runtime import Context
from mkdocs.exceptions import Abort
from mkdocs.utils import get_relative_url

from report.site.navigation import is_menu_of_years
from report.site.theme.mends import MENDS, MendDoesNotFit, mended, shared, trimmed
from report.sources.pages import EDITORS

ENTRIES_MARK = "\0"  # in the frame of a part of a menu
# What the theme's macro makes an entry of the navigation of: the item, what it is called by, its
# level, and the part that it stands in.
Asked = tuple[Any, str, int, Any]
Render = Callable[[Any, str, int, Any], str]


class MendedTemplates(Extension):
    """Templates without their faults and needless characters."""

    def preprocess(self, source: str, name: str | None, filename: Any = None) -> str:  # noqa: ARG002 - Jinja passes it
        """The source of one template."""
        return shared(trimmed(mended(name or "", source)))


class Menu:
    """The entries of the navigation as they stand in the menu of a page.

    An entry that the page does not stand in is made once for all pages from which the same way
    leads to it. What is made for a page is kept for the next ones that have the same ways: those of
    its folder, but for one that has entries below it, or several places in the navigation: it
    stands in one of them, and the others lead to it. `alone` are the addresses of such pages, and
    of folders. What stands around the entries of a part that they stand in is kept with it.
    """

    def __init__(self, urls: Iterable[str], *, prunes: bool, has_indexes: bool) -> None:
        """`urls` are the addresses of all entries, `prunes` says that an entry that a page does not
        stand in is but one link, and `has_indexes` that a part can have a page of its own."""
        self.alone = {"", ".", "./"}
        for url, places in Counter(urls).items():
            steps = url.rstrip("/").split("/")[:-1]
            self.alone.update("/".join([*steps[:end], ""]) for end in range(1, len(steps) + 1))
            self.alone.update([url] if places > 1 else [])
        self.prunes, self.has_indexes = prunes, has_indexes
        self.page: Any  # whose menu is made
        self.render: Render
        self.place = ""  # of the pages that have the ways of the page
        # The navigation holds its entries as long as the build lasts: they are told by their ids.
        self.links: dict[tuple[int, str], str] = {}
        self.made: dict[int, str] = {}
        self.frames: dict[int, tuple[str, str]] = {}
        self.makes_frame = False

    def of_page(self, page: Any, items: Iterable[Any], render: Render) -> str:
        """The menu of `page`, with these entries at its first level, each made by `render`."""
        self.page, self.render = page, render
        place = self.place_of(page)
        if place != self.place:
            self.place, self.made, self.frames = place, {}, {}
        return "".join(self.written(enumerate(items, 1), None, "__nav", 1))

    def entries(self, part: Any, index: Any, path: str, level: int) -> str:
        """The entries of `part`, but for its page of its own, `index`."""
        if self.makes_frame:
            return ENTRIES_MARK
        items = (one for one in enumerate(part.children, 1) if one[1] is not index)
        return "".join(self.written(items, part, path, level + 1))

    def written(
        self, items: Iterable[tuple[int, Any]], part: Any, path: str, level: int
    ) -> Iterator[str]:
        """Entries of one part, which have numbers there."""
        for number, item in items:
            if not item.active and id(item) in self.made:
                yield self.made[id(item)]
                continue
            asked = item, f"{path}_{number}", level, part
            if item.active:
                yield self.way(asked)
            else:
                yield self.made.setdefault(id(item), self.link(asked))

    def link(self, asked: Asked) -> str:
        """An entry that the page does not stand in."""
        item = asked[0]
        if not self.page or (item.children and not self.prunes):
            return self.render(*asked)
        known = id(item), get_relative_url(first_page(item).url or "", self.page.url)
        if known not in self.links:
            self.links[known] = self.render(*asked)
        return self.links[known]

    def way(self, asked: Asked) -> str:
        """An entry that the page stands in, or that it is."""
        item, path, level, _ = asked
        index = index_of(item) if self.has_indexes else None
        if not item.children or index is self.page:
            return self.render(*asked)
        if id(item) not in self.frames:
            self.frames[id(item)] = self.frame(asked)
        begin, end = self.frames[id(item)]
        return begin + self.entries(item, index, path, level) + end

    def frame(self, asked: Asked) -> tuple[str, str]:
        """What stands before and behind the entries of a part."""
        self.makes_frame = True
        try:
            begin, _, end = self.render(*asked).partition(ENTRIES_MARK)
        finally:
            self.makes_frame = False
        return begin, end

    def ways(self, page: Any, items: Sequence[Any]) -> tuple[Any, ...]:
        """What tells from where the ways of a page lead, and in which of the tabs it stands; a page
        that a tab leads to has its own."""
        is_first = any(first_page(item) is page for item in items)
        return page.url if is_first else self.place_of(page), *(item.active for item in items)

    def place_of(self, page: Any) -> str:
        """What tells from where the ways of a page lead; the page for addresses that do not exist
        is none."""
        if not page:
            return "404"
        url: str = page.url
        return url if url in self.alone else url[: url.rstrip("/").rfind("/") + 1] + "*"


def index_of(part: Any) -> Any:
    """The page of a part of the navigation itself; None where it has none."""
    return next((one for one in part.children or () if getattr(one, "is_index", False)), None)


def first_page(item: Any) -> Any:
    """The page, or the link, that an entry of the navigation leads to."""
    while item.children:
        item = item.children[0]
    return item


def addresses(items: Iterable[Any]) -> Iterator[str]:
    """Where entries of the navigation lead, with those in them: to pages, files and other sites."""
    for item in items:
        if item.children:
            yield from addresses(item.children)
        elif item.url:
            yield item.url


def menu_items(items: Iterable[Any], page: Any) -> list[Any]:
    """The entries of the navigation that the menus of a page show: all, but the manual for the
    staff on pages that are not of it."""
    manual = f"{EDITORS}/"
    if page and page.file.src_uri.startswith(manual):
        return [*items]
    return [item for item in items if not (first_page(item).url or "").startswith(manual)]


class SharedParts:
    """The parts of templates that stand on many pages alike, or more than once on a page."""

    def __init__(self) -> None:
        """Nothing made yet."""
        self.made: dict[str, tuple[Any, str]] = {}

    @pass_context
    def __call__(self, context: Context, name: str, place: Any = None) -> str:
        """What the template called `name` makes; anew for each `place` where one is given."""
        known = self.made.get(name)
        if known is None or known[0] != place:
            text = context.environment.get_template(name).render(context.get_all())
            known = self.made[name] = place, text
        return known[1]


def prepare(env: Environment, urls: Iterable[str], features: Collection[str]) -> None:
    """Set the environment of the theme's templates up; `urls` are those of the navigation,
    `features` those of the theme that are used. Raises Abort where a mend does not fit: a page with
    the fault that it mends would be published without a word."""
    prunes = "navigation.prune" in features and "navigation.sections" not in features
    env.trim_blocks = env.lstrip_blocks = True
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    env.globals.update(
        menu=Menu(urls, prunes=prunes, has_indexes="navigation.indexes" in features),
        menu_items=menu_items,
        index_of=index_of,
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
