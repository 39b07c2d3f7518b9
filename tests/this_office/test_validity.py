"""The Nu Html Checker finds nothing on any page."""

import json
import subprocess
from pathlib import Path

from tests.sites import ROOT

CHECKER = ROOT / "node_modules/vnu-jar/build/dist/vnu.jar"
# The checker reads files, which have no origin that 'self' could mean, and takes the data
# of the theme for a script; the real policy is held against a real browser.
POLICY = "Content Security Policy"
# What Markdown writes; the same to a browser.
SLASH = "Trailing slash on void elements"


def test_every_page_is_valid_html(site: Path) -> None:
    result = subprocess.run(
        ["java", "-jar", CHECKER, "--stdout", "--format", "json", "--skip-non-html", site],
        capture_output=True,
        check=False,
    )
    messages = json.loads(result.stdout)["messages"]
    found = {
        f"{Path(m['url']).relative_to(f'file:{site}')}:{m.get('lastLine')}: {m['message']}"
        for m in messages
        if not (m["type"] == "info" and (POLICY in m["message"] or SLASH in m["message"]))
    }
    assert found == set()
