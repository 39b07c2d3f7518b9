"""One issue of the repository says what a file says, as long as it says something.

    python issue.py TITLE FILE

Opens the issue, edits it in place, or closes it when FILE is empty; leaves it as it is where there
is no FILE, because what writes that broke down. The text is passed on as it is: who writes it sees
to mentions. Uses the `gh` of GitHub's machines, with GH_TOKEN and GH_REPO in the environment.
"""

import json
import subprocess
import sys
from pathlib import Path

LIMIT = 60_000  # characters; GitHub takes 65,536


def gh(*arguments: str, text: str | None = None) -> str:
    """What a command of gh prints. Raises CalledProcessError where it fails."""
    command = ["gh", "issue", *arguments]
    return subprocess.run(  # noqa: S603 - no shell
        command, input=text, stdout=subprocess.PIPE, encoding="utf-8", check=True
    ).stdout


def main(title: str, text: str) -> None:
    """Bring the issue of that title to `text`."""
    mine = gh("list", "--app", "github-actions", "--limit", "500", "--json", "number,title")
    numbers = [str(one["number"]) for one in json.loads(mine) if one["title"] == title]
    if len(text) > LIMIT:
        text = text[:LIMIT].rsplit("\n", 1)[0] + "\n\n… danh sách còn dài."
    if not text.strip():
        for number in numbers:
            gh("close", number, "--comment", "Không còn mục nào.")
    elif numbers:
        gh("edit", numbers[0], "--body-file", "-", text=text)
    else:
        gh("create", "--title", title, "--body-file", "-", text=text)


if __name__ == "__main__":
    source = Path(sys.argv[2])
    if source.is_file():
        main(sys.argv[1], source.read_text("utf-8"))
