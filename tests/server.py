"""The built site behind HTTP, as GitHub Pages serves it: under a sub-path, gzipped."""

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from threading import Thread
from urllib.parse import unquote, urlsplit

PREFIX = "/bao-cao-nb/"
TYPES = {".js": "text/javascript", ".json": "application/json", ".woff2": "font/woff2"}
PACKED = {".html", ".css", ".js", ".json", ".svg", ".xml", ".csv", ".txt"}


@cache
def _body(file: Path) -> bytes:
    return gzip.compress(file.read_bytes()) if file.suffix in PACKED else file.read_bytes()


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve the folder on a free port; the address of its front page, ending in a slash."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            path = unquote(urlsplit(self.path).path)
            file = site / path.removeprefix(PREFIX)
            file = file / "index.html" if path.endswith("/") else file
            found = path.startswith(PREFIX) and file.is_file()
            self.answer(file if found else site / "404.html", HTTPStatus(200 if found else 404))

        def answer(self, file: Path, status: HTTPStatus) -> None:
            body = _body(file)
            kind = TYPES.get(file.suffix) or guess_type(file.name)[0] or "application/octet-stream"
            text = kind.startswith("text/") or file.suffix in {".json", ".xml"}
            self.send_response(status)
            self.send_header("Content-Type", f"{kind}; charset=utf-8" if text else kind)
            self.send_header("Content-Length", str(len(body)))
            if file.suffix in PACKED:
                self.send_header("Content-Encoding", "gzip")
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *args: object) -> None:
            """Say nothing: requests that fail are found in the browser."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{PREFIX}"
    finally:
        server.shutdown()
        server.server_close()
