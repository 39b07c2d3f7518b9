"""The site as GitHub Pages serves it: under the name of a repository, texts compressed."""

import gzip
import os
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from threading import Thread
from urllib.parse import urlsplit

NAME = "/bao-cao/"
# For servers that are told their port: some for each process of a run, below those that the system
# gives to whoever asks for any.
PORTS = count(20_000 + os.getpid() * 16 % 12_000)
TEXTS = {".html", ".css", ".js", ".json", ".svg", ".xml", ".txt", ".csv"}


@cache
def compressed(path: Path) -> bytes:
    """A file as it crosses the line."""
    return gzip.compress(path.read_bytes(), 9, mtime=0)


class Pages(SimpleHTTPRequestHandler):
    """Answers below NAME; all else, and what is not there, is the site's page 404."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        asked = urlsplit(self.path).path
        path = Path(self.directory) / asked.removeprefix(NAME)
        if path.is_dir() and asked.endswith("/"):
            path /= "index.html"
        status = HTTPStatus.OK
        if not asked.startswith(NAME) or not path.is_file():
            status, path = HTTPStatus.NOT_FOUND, Path(self.directory) / "404.html"
        packed = path.suffix in TEXTS
        body = compressed(path) if packed else path.read_bytes()
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(path))
        self.send_header("Content-Length", str(len(body)))
        self.send_header("Cache-Control", "max-age=600")
        if packed:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args: object) -> None:
        """Say nothing of each request."""


@contextmanager
def serving(site: Path) -> Iterator[str]:
    """Serve the folder while the block runs; gives the address of its front page."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Pages, directory=str(site))) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}{NAME}"
        server.shutdown()


def free_port() -> int:
    """A port at which nobody listens until a server that is told of it does."""
    for port in PORTS:
        with socket.socket() as one, suppress(OSError):
            one.bind(("127.0.0.1", port))
            return port
    raise AssertionError("no port is free")
