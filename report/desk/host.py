"""The pull request of a proposal at the host of the repository, by its REST interface.

<https://docs.github.com/en/rest/pulls/pulls#create-a-pull-request>; a host of the same kind at an
office's own address has it, too.
"""

import json
import os
import re
import shutil
import subprocess
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from report.sources.git import git_text

ANSWER_SECONDS = 30.0
INTERFACE_VERSION = "2022-11-28"  # of the interface
REMOTE = re.compile(
    r"(?:(?:https|ssh)://(?:[^@/]*@)?|[^@/:]+@)(?P<host>[^:/]+)(?::\d+)?[:/]"
    r"(?P<owner>[\w.-]+)/(?P<name>[\w.-]+?)(?:\.git)?/?"
)
PUBLIC = "github.com"


@dataclass(frozen=True)
class HostedRepository:
    """A repository at a host: the address of its interface, and its name there."""

    api: str
    owner: str
    name: str

    @property
    def address(self) -> str:
        """The repository in the interface."""
        return f"{self.api}/repos/{self.owner}/{self.name}"


@dataclass(frozen=True)
class PullRequest:
    """The address of a pull request; or why there is none."""

    url: str = ""
    why: str = ""


def hosted(
    root: Path, remote: str, environment: Mapping[str, str] = os.environ
) -> HostedRepository | None:
    """The repository that a remote leads to, where its host is one that the token is for; None
    elsewhere: nobody else is to see it."""
    found = REMOTE.fullmatch(git_text(root, "remote", "get-url", remote).strip())
    host = urlsplit(environment.get("GITHUB_SERVER_URL", "")).hostname or PUBLIC
    if not found or found["host"] != host:
        return None
    other = f"https://{host}/api/v3"
    api = environment.get("GITHUB_API_URL") or (
        "https://api.github.com" if host == PUBLIC else other
    )
    return HostedRepository(api.rstrip("/"), found["owner"], found["name"])


def token(environment: Mapping[str, str] = os.environ) -> str:
    """The token at hand: of the environment, as in a Codespace, or of the host's own command;
    empty where there is none."""
    given = environment.get("GH_TOKEN") or environment.get("GITHUB_TOKEN")
    program = shutil.which("gh")
    if given or program is None:
        return given or ""
    asked = [program, "auth", "token"]
    try:
        result = subprocess.run(asked, capture_output=True, check=False, timeout=ANSWER_SECONDS)  # noqa: S603 - no shell
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return result.stdout.decode("utf-8", "replace").strip() if result.returncode == 0 else ""


def open_pull_request(
    repository: HostedRepository, key: str, branch: str, title: str, text: str
) -> PullRequest:
    """Open the pull request of a branch, into the branch that the site is published from; that
    which is open already is as good."""
    try:
        base = asked_of(key, "GET", repository.address)["default_branch"]
        wanted = {"title": title, "body": text, "head": branch, "base": base}
        try:
            made = asked_of(key, "POST", f"{repository.address}/pulls", wanted)
        except urllib.error.HTTPError as error:
            if error.code != 422:  # there is one already
                raise
            head = quote(f"{repository.owner}:{branch}", safe="")
            made = asked_of(key, "GET", f"{repository.address}/pulls?state=open&head={head}")[0]
        return PullRequest(str(made["html_url"]))
    except urllib.error.HTTPError as error:
        return PullRequest(why=f"Nơi lưu kho trả lời {error.code}, chưa tạo được đề nghị.")
    except (OSError, ValueError, KeyError, IndexError, TypeError):
        return PullRequest(why="Không gọi được nơi lưu kho, chưa tạo được đề nghị.")


def asked_of(key: str, method: str, address: str, content: object = None) -> Any:
    """What the interface answers. Raises OSError, ValueError where it is no JSON."""
    asked = urllib.request.Request(  # noqa: S310 - an address of https, or of the environment
        address,
        None if content is None else json.dumps(content).encode(),
        {
            "Accept": "application/vnd.github+json",
            "Authorization": f"Bearer {key}",
            "Content-Type": "application/json",
            "User-Agent": "bao-cao",
            "X-GitHub-Api-Version": INTERFACE_VERSION,
        },
        method=method,
    )
    with urllib.request.urlopen(asked, timeout=ANSWER_SECONDS) as answer:  # noqa: S310
        return json.load(answer)
