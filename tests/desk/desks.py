"""A desk in tests: an invented office in a real repository with a bare remote, and who asks it."""

import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from flask.testing import FlaskClient

from report.desk.app import create_app
from report.desk.desk import Desk
from report.desk.draft import DeskDraft
from report.desk.safety import Doors
from tests.office import site_files
from tests.sites import make_office

HOST = "http://127.0.0.1:8010"
PAGE = "bao-cao/2022/trang.md"
EDITOR = {"name": "Nguyễn Văn A", "email": "a@vi-du.vn"}
WRITER = ("-c", "user.name=Người đầu", "-c", "user.email=dau@vi-du.vn")


def run_git(folder: Path, *arguments: str) -> str:
    """What git prints in a folder."""
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def make_repository(folder: Path, files: Mapping[str, str] | None = None) -> Path:
    """The invented office with its sources in a repository on the branch main; its remote
    `origin` is the bare repository origin.git beside it."""
    root = folder / "kho"
    root.mkdir()
    make_office(root, {**site_files(), **(files or {}), ".gitignore": ".ban-bien-tap/\n"})
    remote = folder / "origin.git"
    subprocess.run(["git", "init", "-q", "--bare", "-b", "main", str(remote)], check=True)
    run_git(root, "init", "-q", "-b", "main")
    run_git(root, "add", "data", "docs", "mkdocs.yml", ".gitignore")
    run_git(root, *WRITER, "commit", "-q", "-m", "Bản đầu")
    run_git(root, "remote", "add", "origin", str(remote))
    run_git(root, "push", "-q", "origin", "main")
    return root


def copy_repository(source: Path, folder: Path) -> Path:
    """A copy of such a repository and its remote, to be changed."""
    shutil.copytree(source.parent, folder / "ban-sao", symlinks=True)
    root = folder / "ban-sao" / source.name
    run_git(root, "remote", "set-url", "origin", str(root.parent / "origin.git"))
    return root


def remote_of(repository: Path) -> Path:
    """The bare repository that is the remote of one."""
    return repository.parent / "origin.git"


def publish(repository: Path, path: str, old: str, new: str) -> str:
    """Another person's change on the branch main of the remote; returns its commit."""
    other = repository.parent / "nguoi-khac"
    if not other.exists():
        run_git(repository.parent, "clone", "-q", str(remote_of(repository)), str(other))
    text = (other / path).read_text("utf-8")
    assert old in text
    (other / path).write_text(text.replace(old, new, 1), "utf-8")
    run_git(other, *WRITER, "commit", "-q", "-a", "-m", "Việc của người khác")
    run_git(other, "push", "-q", "origin", "main")
    return run_git(other, "rev-parse", "HEAD").strip()


class Asked:
    """Who asks a desk as its page does."""

    def __init__(self, root: Path) -> None:
        self.doors = Doors()
        app = create_app(DeskDraft(root), self.doors)
        self.desk: Desk = app.extensions["desk"]
        self.client: FlaskClient = app.test_client()
        self.client.set_cookie(self.doors.cookie, self.doors.key, domain="127.0.0.1")

    def close(self) -> None:
        """Close the desk."""
        self.desk.close()

    def get(self, address: str) -> Any:
        """What the interface answers to a question; it has to be a good answer."""
        answer = self.client.get(f"/ban/api/{address}", base_url=HOST)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return answer.get_json()

    def post(self, address: str, content: object = None, status: int = 200) -> Any:
        """What the interface answers to a change, with the status that it has to have."""
        answer = self.client.post(
            f"/ban/api/{address}",
            json=content or {},
            base_url=HOST,
            headers={"Origin": HOST, "X-Ban-Bien-Tap": "1"},
        )
        assert answer.status_code == status, answer.get_data(as_text=True)
        return answer.get_json() if answer.is_json else answer.get_data()

    def page(self, address: str) -> bytes:
        """What stands at an address of the site, or of the desk."""
        answer = self.client.get(f"/{address}", base_url=HOST)
        assert answer.status_code == 200, answer.get_data(as_text=True)
        return answer.get_data()
