"""What `mkdocs serve` answers a browser: each file of the site is made when it is asked for.

So a change costs what reading it costs, and the page that somebody looks at, however many there
are. MkDocs itself builds all of them once, when it begins to serve, and tells of links that lead
nowhere; then it watches the sources and tells browsers when to ask again.
"""

from collections.abc import Callable, Iterable
from http import HTTPStatus
from pathlib import Path
from threading import Lock
from typing import Any
from urllib.parse import quote

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import Abort, ConfigurationError
from mkdocs.livereload import LiveReloadServer

from report.edition.navigation import CONFIG, listed_pages
from report.problems.listing import listing
from report.problems.problem import Mistake
from report.site.mkdocs.publishing import log
from report.site.mkdocs.serving import problem_box, with_box
from report.site.mkdocs.view import HTML, ShownFile, SiteView

NEWS = "/livereload/"  # where a page asks MkDocs whether it is to be loaded again
NOT_FOUND_PAGE = "404.html"
NO_PAGE = ShownFile(b"404 Not Found", HTML)


class PagesOnDemand:
    """The answers of a server, by the rules of WSGI: pages of the sources without mistakes that it
    has seen last, with what is wrong with them now in their corner. Requests take turns."""

    def __init__(self, server: LiveReloadServer, config: MkDocsConfig) -> None:
        """The answers for the site that MkDocs has built by these settings."""
        settings = Path(config.config_file_path)
        self.server, self.turn, self.box = server, Lock(), ""
        self.view = SiteView(
            settings.parent,
            Path(config.docs_dir).parent,
            settings.name,
            policy=False,  # MkDocs adds a script in the page
            site_url=config.site_url,
        )
        self.read()

    def read(self) -> None:
        """Look at the sources again."""
        with self.turn:
            try:
                self.view.read()
                self.box = ""
            except Abort as stopped:
                self.box = logged_box(stopped)
            except ConfigurationError as refused:
                self.box = logged_box(unread_settings(self.view.root, refused))

    def __call__(
        self, environ: dict[str, Any], start_response: Callable[..., Any]
    ) -> Iterable[bytes]:
        """The answer to one request."""
        path = environ["PATH_INFO"].encode("latin-1").decode("utf-8", "ignore")
        root = self.server.mount_path
        if path.startswith(NEWS) or not path.startswith(root):
            return self.server.serve_request(environ, start_response)
        # Asked first: a page that says it is newer than it is would not be loaded again.
        epoch = self.server._visible_epoch
        with self.turn:
            status, shown = self.found(path.removeprefix(root))
        content, headers = shown.content, [("Content-Type", shown.media_type)]
        if status is HTTPStatus.FOUND:
            headers.append(("Location", quote(f"{path}/")))
        if shown.media_type == HTML:
            inject: Any = self.server._inject_js_into_html
            content = inject(content, epoch)
        start_response(f"{status} {status.phrase}", headers)
        return [content]

    def found(self, address: str) -> tuple[HTTPStatus, ShownFile]:
        """What stands at an address of the site, with the box; the page for addresses that do not
        exist where nothing does."""
        try:
            shown, status = self.view.file(address), HTTPStatus.OK
            if shown is None and self.view.file(f"{address}/"):
                return HTTPStatus.FOUND, NO_PAGE
            if shown is None:
                shown, status = self.view.file(NOT_FOUND_PAGE) or NO_PAGE, HTTPStatus.NOT_FOUND
        except Abort as stopped:  # where a build refuses the page
            status = HTTPStatus.INTERNAL_SERVER_ERROR
            return status, ShownFile(with_box("", logged_box(stopped)).encode(), HTML)
        if self.box and shown.media_type == HTML:
            page = with_box(shown.content.decode(), self.box)
            shown = ShownFile(page.encode(), HTML)
        return status, shown


def unread_settings(root: Path, refused: ConfigurationError) -> Abort:
    """What stops a build whose settings MkDocs cannot read: what the check says of them, if it
    knows."""
    try:
        listed_pages(root)
    except Mistake as mistake:
        return Abort(f"\n{listing([mistake.at(CONFIG)])}")
    return Abort(str(refused))


def logged_box(stopped: Abort) -> str:
    """The box for what stopped a build, which the log tells, too."""
    log.error("%s", stopped)
    return problem_box(str(stopped))
