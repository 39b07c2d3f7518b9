"""An office to attack, and the traps that show whether an attack had success."""

import os
import subprocess
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from shutil import copytree
from threading import Thread

import pytest

from tests.hostile.corpus import PRIVATE, Attack, Office, Traps, attacks, together
from tests.hostile.doors import SITE, builds
from tests.images import picture
from tests.office import site_files
from tests.sites import make_office

GIT = ("git", "-c", "user.name=Xã", "-c", "user.email=xa@mau.vn", "-c", "commit.gpgsign=false")
EVERYTHING = "HOSTILE" in os.environ  # set by `make hostile`


@pytest.fixture(scope="session")
def traps(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Traps]:
    """A server, a secret and a place for the trace of a command."""
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_error(404)

        def log_message(self, *args: object) -> None:
            """Say nothing of each request."""

    folder = tmp_path_factory.mktemp("ngoai")
    (folder / "mat.txt").write_text(PRIVATE, "utf-8")
    with ThreadingHTTPServer(("127.0.0.1", 0), Listener) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}/"
        yield Traps(address, folder / "mat.txt", folder / "da-chay", asked)
        server.shutdown()


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The office as it was before the attack, with its history."""
    folder = make_office(tmp_path_factory.mktemp("truoc"), site_files())
    (folder / "docs/bao-cao/2022/anh.png").write_bytes(picture(".png"))
    for arguments in (
        ("init", "--quiet", "--template="),
        ("add", "docs", "data", "mkdocs.yml"),
        ("commit", "--quiet", "--message=Trước"),
    ):
        subprocess.run([*GIT, *arguments], cwd=folder, check=True, capture_output=True)
    return folder


@pytest.fixture
def attacked(base: Path, traps: Traps, tmp_path: Path) -> Office:
    """Makes an office with the files of an attack in it."""
    return Office(lambda name: copytree(base, tmp_path / name, symlinks=True), traps)


@pytest.fixture(scope="session")
def harmless(base: Path, traps: Traps, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An office with all harmless attacks at once, and its site, published."""
    files = together(attack for attack in attacks() if attack.is_harmless)
    place = tmp_path_factory.mktemp("vo-hai")
    office = Office(lambda name: copytree(base, place / name, symlinks=True), traps)
    folder = office.by(Attack("tat-ca", files, ()))
    ((status, said),) = builds([(folder, "build")])
    assert status == 0, said
    assert (folder / SITE / "index.html").is_file()
    return folder
