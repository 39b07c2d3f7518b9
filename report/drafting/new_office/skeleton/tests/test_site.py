"""What must hold of this office's site: it has no error, and readers get what they were promised.

Run by `make test`, with Python's own unittest. The package has tests of its own.
"""

import os
import re
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ENVIRONMENT = {**os.environ, "PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1"}


def run(*command: str) -> subprocess.CompletedProcess[str]:
    """A finished command of this Python, with what it printed."""
    return subprocess.run(  # noqa: S603 - no shell
        [sys.executable, "-m", *command],
        cwd=ROOT,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


class Site(unittest.TestCase):
    """The check passes, and the site is built from what is committed."""

    folder: "tempfile.TemporaryDirectory[str]"

    @classmethod
    def setUpClass(cls) -> None:
        """Build the site once, beside the one that is looked at."""
        cls.folder = tempfile.TemporaryDirectory()
        cls.site = Path(cls.folder.name) / "site"
        cls.built = run("mkdocs", "build", "--site-dir", str(cls.site))

    @classmethod
    def tearDownClass(cls) -> None:
        """Remove it."""
        cls.folder.cleanup()

    def test_the_check_finds_no_error(self) -> None:
        checked = run("report", "check")
        self.assertEqual(checked.returncode, 0, checked.stdout)

    def test_the_site_is_built(self) -> None:
        self.assertEqual(self.built.returncode, 0, self.built.stdout + self.built.stderr)

    def test_every_year_has_its_report_and_its_tables(self) -> None:
        years = [path.name for path in (ROOT / "data").glob("[0-9]*")]
        self.assertTrue(years)
        for year in years:
            for page in (f"bao-cao/{year}/index.html", f"so-lieu/{year}/index.html"):
                self.assertTrue((self.site / page).is_file(), page)

    def test_each_page_names_the_office(self) -> None:
        described = (ROOT / "data" / "don-vi.yaml").read_text("utf-8")
        found = re.search(r"^ten: *\"?(.+?)\"? *$", described, re.M)
        assert found
        self.assertIn(found[1], (self.site / "index.html").read_text("utf-8"))


if __name__ == "__main__":
    unittest.main()
