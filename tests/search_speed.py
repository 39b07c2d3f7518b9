"""How soon the search answers on a middling phone: part of `make audit`. Fails past the limit.

The engine runs in the page itself, since a browser slows a page to a quarter of its speed, but
none of its workers. Each round opens the front page anew: nothing is compiled yet. The first
result is timed from the use of the box (index fetched from this machine, read and asked), all
queries of tests/this_office/search.csv from their last letter.
"""

import csv
import os
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from tests.chromium import FLAGS, chromium  # noqa: E402 - run as a script
from tests.server import serving  # noqa: E402
from tests.sites import build  # noqa: E402

SLOWER = 4
ROUNDS = 5
LIMIT = 300  # milliseconds
TIMED = """async (queries) => {
  const begun = performance.now();
  const [{ createSearch }, data] = await Promise.all([
    import(new URL("assets/javascripts/search-engine.js", location.href)),
    fetch("search/search_index.json").then((response) => response.json()),
  ]);
  const search = createSearch(data);
  const made = performance.now();
  const times = queries.map((query) => {
    const asked = performance.now();
    search(query);
    return performance.now() - asked;
  });
  return { made: made - begun, times };
}"""


def visit(browser: Browser, address: str, queries: list[str]) -> dict[str, float]:
    """The times of one visit, in milliseconds."""
    page = browser.new_page()
    page.goto(address)
    session = page.context.new_cdp_session(page)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    found = page.evaluate(TIMED, queries)
    page.close()
    first, *later = found["times"]
    return {
        "first result": found["made"] + first,
        "median query": statistics.median(later),
        "slowest query": max(later),
    }


def measured(address: str) -> dict[str, float]:
    """The medians of all visits."""
    rows = csv.DictReader((ROOT / "tests/this_office/search.csv").read_text("utf-8").splitlines())
    queries = [row["query"] for row in rows]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        visits = [visit(browser, address, queries) for _ in range(ROUNDS)]
        browser.close()
    return {name: statistics.median(one[name] for one in visits) for name in visits[0]}


def main() -> None:
    """Build, measure, print, and say with the exit status whether the limit holds."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder) / "site") as address:
        os.environ["SITE_URL"] = address
        result = build(ROOT, Path(folder) / "site")
        if result.status:
            sys.exit(result.output)
        times = measured(address)
    for name, time in times.items():
        print(f"search, processor {SLOWER} times slower: {name} {time:.0f} ms (limit {LIMIT})")
    if max(times.values()) > LIMIT:
        sys.exit("the search answers too late")


if __name__ == "__main__":
    main()
