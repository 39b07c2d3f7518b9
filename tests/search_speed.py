"""How soon the search answers on a middling phone: part of `make audit`. Fails past the limit.

The engine runs in the page itself, since a browser slows a page to a quarter of its speed, but
none of its workers. Each round opens the front page anew: nothing is compiled yet. All queries of
tests/this_office/search.csv count from their last letter. The index is read when the box is first
used, before anything is typed; with the first query it must hold the limit too, as where a query is
pasted. What the network takes is not counted.
"""

import csv
import os
import statistics
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, CDPSession, Page, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
from tests.chromium import FLAGS, chromium  # noqa: E402 - run as a script
from tests.server import serving  # noqa: E402
from tests.sites import build  # noqa: E402

SLOWER = 4
ROUNDS = 5
LIMIT = 300  # milliseconds from the last letter of a query to its results
INDEX = "index, while one begins to type"  # it is read when the box is first used
MADE = """async () => {
  const [{ createSearch }, data] = await Promise.all([
    import(new URL("assets/javascripts/search-engine.js", location.href)),
    fetch("search/search_index.json").then((response) => response.json()),
  ]);
  window.search = createSearch(data);
}"""
ASKED = "(query) => { window.search(query); }"


def cost(page: Page, session: CDPSession, script: str, query: str) -> float:
    """The milliseconds that the page's processor is busy with a script: other processes of this
    machine take none of them."""

    def busy() -> float:
        metrics = session.send("Performance.getMetrics")["metrics"]
        return next(float(one["value"]) for one in metrics if one["name"] == "TaskDuration")

    before = busy()
    page.evaluate(script, query)
    return (busy() - before) * 1000


def visit(browser: Browser, address: str, queries: list[str]) -> dict[str, float]:
    """The times of one visit, in milliseconds."""
    page = browser.new_page()
    page.goto(address)
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    page.evaluate("() => {}")  # what the browser makes of the first script of a test is not ours
    made = cost(page, session, MADE, "")
    first, *later = [cost(page, session, ASKED, query) for query in queries]
    page.close()
    return {
        INDEX: made,
        "first query": first,
        "index and first query": made + first,
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
    print(f"search on a processor {SLOWER} times slower; limit of a query: {LIMIT} ms")
    for name, time in times.items():
        print(f"{name}: {time:.0f} ms")
    if max(times.values()) > LIMIT:
        sys.exit("the search answers too late")


if __name__ == "__main__":
    main()
