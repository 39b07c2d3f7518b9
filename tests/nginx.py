"""Debian's nginx with the files of deploy/, on loopback."""

import os
import re
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.server import free_port
from tests.sites import ROOT

DEPLOY = ROOT / "deploy"
MODULE = Path("/usr/lib/nginx/modules/ngx_http_brotli_static_module.so")
STARTS_WITHIN = 60  # seconds


def has_nginx() -> bool:
    """Whether the machine has the server and the module that deploy/site.conf names."""
    return shutil.which("nginx") is not None and MODULE.exists()


@contextmanager
def nginx(folder: Path, root: Path, *, plain: bool = False) -> Iterator[str]:
    """Serve `root` with the container's configuration, its places moved below `folder`; gives the
    address. A `plain` server has the same files and none of the settings of the site."""
    port = free_port()
    moved = {
        r"/etc/nginx/bao-cao": str(folder),
        r"/var/log/nginx": str(folder),
        r"/tmp/nginx": str(folder / "nginx"),  # noqa: S108 - of the container
        r"/srv/bao-cao/hien-tai": str(root),
        r"listen 8080": f"listen 127.0.0.1:{port}",
        r"include /etc/nginx/modules-enabled/\*\.conf": f"load_module {MODULE}",
    }
    if plain:
        moved[r"include \S+site\.conf"] = "include /etc/nginx/mime.types; access_log off"
    folder.mkdir(parents=True, exist_ok=True)
    for name in ("maps.conf", "site.conf", "container.conf"):
        text = (DEPLOY / name).read_text("utf-8")
        for old, new in reversed(moved.items()):
            text = re.sub(old, new, text)
        (folder / name).write_text(text, "utf-8")
    if os.geteuid() == 0:  # else the workers become a user who may not read a test's folder
        text = (folder / "container.conf").read_text("utf-8")
        (folder / "container.conf").write_text(f"user root;\n{text}", "utf-8")
    command = ["nginx", "-p", folder, "-c", folder / "container.conf", "-e", folder / "start.log"]
    with subprocess.Popen([*command, "-g", "daemon off;"]) as server:
        try:
            wait_for(port, server)
            yield f"http://127.0.0.1:{port}/"
        finally:
            server.send_signal(signal.SIGQUIT)  # what was asked last is in the log, too


def wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    """Wait until the server answers; it may have refused its configuration."""
    until = time.monotonic() + STARTS_WITHIN
    while server.poll() is None and time.monotonic() < until:
        with socket.socket() as one:
            if one.connect_ex(("127.0.0.1", port)) == 0:
                return
    raise RuntimeError("nginx does not start: see its start.log")
