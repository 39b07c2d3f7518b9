"""The templates of the theme, mended, and what they ask of the build: menus and shared parts."""

from collections import Counter
from collections.abc import Callable, Collection, Container, Iterable, Iterator
from functools import cache
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment
from jinja2.ext import Extension
from mkdocs.exceptions import Abort
from mkdocs.utils import get_relative_url

from report.site.navigation import is_menu_of_years
from report.site.theme.mends import MENDS, MendDoesNotFit, mended, shared, trimmed
from report.sources.pages import EDITORS

ENTRIES_MARK = "<entries>"  # in a menu; no name has such signs: they are escaped
# What the theme's macro makes an entry of the navigation of: the item, what it is called by, its
# level, and the part that it stands in.
Asked = tuple[Any, str, int, Any]
Render = Callable[[Any, str, int, Any], str]
Ways = tuple[Any, ...]
# Entries of a part with their numbers there, the part, what their ids begin with, their level.
EntriesOfPart = tuple[list[tuple[int, Any]], Any, str, int]


class MendedTemplates(Extension):
    """Templates without their faults and needless characters."""

    def preprocess(self, source: str, name: str | None, filename: Any = None) -> str:  # noqa: ARG002 - Jinja passes it
        """The source of one template."""
        return shared(trimmed(mended(name or "", source)))


class Menu:
    """The entries of the navigation as they stand in the menu of a page.

    An entry that the page does not stand in is made once for all pages from which the same way
    leads to it. What is made for a page is kept for the next ones that have the same ways: those of
    its folder, but for pages that have ways of their own (`own_ways`). Where they stand in one part
    of the navigation, only its entries differ: what stands around these is kept whole.
    """

    def __init__(self, alone: Container[str], *, prunes: bool, has_indexes: bool) -> None:
        """`alone` are the addresses of pages that have ways of their own, `prunes` says that an
        entry that a page does not stand in is but one link, and `has_indexes` that a part can have
        a page of its own."""
        self.alone = alone
        self.prunes, self.has_indexes = prunes, has_indexes
        self.page: Any  # whose menu is made
        self.render: Render
        self.place: Ways = ()  # of the pages that have the ways of the page
        # The navigation holds its entries as long as the build lasts: they are told by their ids.
        self.links: dict[tuple[int, str], str] = {}
        self.made: dict[int, str] = {}
        self.around: dict[int, tuple[str, EntriesOfPart | None, str]] = {}
        self.left_open: Any = None  # the part whose entries are not made now
        self.found: EntriesOfPart | None = None  # these entries

    def of_page(self, page: Any, place: Ways, items: Iterable[Any], render: Render) -> str:
        """The menu of `page` at a `place`, with these entries at its first level, each made by
        `render`."""
        self.page, self.render = page, render
        if place != self.place:
            self.place, self.made, self.around = place, {}, {}
        part = page.parent if page else None
        if part and self.has_indexes and page.is_index and index_of(part) is page:
            part = part.parent  # what stands around the entries of its own part is its own, too
        if id(part) not in self.around:
            self.around[id(part)] = self.around_entries(part, items)
        begin, listed, end = self.around[id(part)]
        return f"{begin}{self.written(*listed)}{end}" if listed else begin

    def around_entries(
        self, part: Any, items: Iterable[Any]
    ) -> tuple[str, EntriesOfPart | None, str]:
        """What stands before the entries of a part that the page stands in, these, and what stands
        behind them; all of the menu and None where it leaves the part out."""
        listed: EntriesOfPart = [*enumerate(items, 1)], None, "__nav", 1
        if part is None:
            return "", listed, ""
        self.left_open, self.found = part, None
        try:
            begin, _, end = self.written(*listed).partition(ENTRIES_MARK)
        finally:
            self.left_open = None
        return begin, self.found, end

    def entries(self, part: Any, index: Any, path: str, level: int) -> str:
        """The entries of `part`, but for its page of its own, `index`."""
        items = [one for one in enumerate(part.children, 1) if one[1] is not index]
        listed: EntriesOfPart = items, part, path, level + 1
        if part is self.left_open:
            self.found = listed
            return ENTRIES_MARK
        return self.written(*listed)

    def written(self, items: list[tuple[int, Any]], part: Any, path: str, level: int) -> str:
        """Entries of one part, which have numbers there."""
        texts = []
        for number, item in items:
            text = None if item.active else self.made.get(id(item))
            if text is None:
                text = self.entry((item, f"{path}_{number}", level, part))
            texts.append(text)
        return "".join(texts)

    def entry(self, asked: Asked) -> str:
        """An entry that is not kept."""
        item = asked[0]
        if item.active:
            return self.render(*asked)
        self.made[id(item)] = text = self.link(asked)
        return text

    def link(self, asked: Asked) -> str:
        """An entry that the page does not stand in."""
        item = asked[0]
        if not self.page or (item.children and not self.prunes):
            return self.render(*asked)
        known = id(item), get_relative_url(first_page(item).url or "", self.page.url)
        if known not in self.links:
            self.links[known] = self.render(*asked)
        return self.links[known]

    def place_of(self, page: Any, items: Iterable[Any], root: str) -> Ways:
        """What tells from where the ways of a page lead, and in which of the entries of the first
        level it stands; a page for addresses that do not exist is none, and its ways begin at
        `root`."""
        if not page:
            return None, root
        url: str = page.url
        folder = url if url in self.alone else url[: url.rstrip("/").rfind("/") + 1] + "*"
        return folder, *(item.active for item in items)


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


def own_ways(menu: Iterable[str], frame: Iterable[str], files: Iterable[str]) -> set[str]:
    """The addresses of pages and folders from which other ways lead than from those beside them.

    They are: what the frame of all pages leads to, for from there it is the page itself; what has
    several places in the menu, for it stands in one of them, and the others lead to it; and what
    has other files of the site below it.
    """
    own = {"", ".", "./", *frame}
    own.update(url for url, places in Counter(menu).items() if places > 1)
    for folder in {url.rstrip("/").rpartition("/")[0] for url in (*menu, *files)}:
        steps = folder.split("/")
        own.update("/".join([*steps[:end], ""]) for end in range(1, len(steps) + 1))
    return own


class SharedParts:
    """The parts of templates that stand on many pages alike, or more than once on a page."""

    def __init__(self) -> None:
        """Nothing made yet."""
        self.made: dict[str, tuple[Any, str]] = {}

    def __call__(self, name: str, given: Any, caller: Callable[[], str]) -> str:
        """The part called `name`, as `caller` makes it of what is `given`; what was made last is
        kept, for the pages of a folder come one after the other."""
        known = self.made.get(name)
        if known is None or known[0] != given:
            known = self.made[name] = given, caller()
        return known[1]


def made_anew(_name: str, _given: Any, caller: Callable[[], str]) -> str:
    """A part of a template that may be another on each page: an office's own may print anything."""
    return caller()


def prepare(
    env: Environment, alone: Container[str], features: Collection[str], *, own_templates: bool
) -> None:
    """Set the environment of the theme's templates up; `alone` are the addresses of pages that have
    ways of their own, `features` those of the theme that are used; an office may have
    `own_templates`. Raises Abort where a mend does not fit: a page with the fault that it mends
    would be published without a word."""
    parts = SharedParts()
    prunes = "navigation.prune" in features and "navigation.sections" not in features
    env.trim_blocks = env.lstrip_blocks = True
    env.policies["json.dumps_kwargs"] = {"ensure_ascii": False, "separators": (",", ":")}
    env.globals.update(
        menu=Menu(alone, prunes=prunes, has_indexes="navigation.indexes" in features),
        menu_items=menu_items,
        index_of=index_of,
        first_page=first_page,
        is_menu_of_years=is_menu_of_years,
        shared=parts,
        shared_if_ours=made_anew if own_templates else parts,
        own_templates=own_templates,
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
