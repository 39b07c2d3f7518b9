"""For pytest under `make mutants`, where many runs are copies of one process."""

import json
import os
import resource
import sys
import time
from pathlib import Path

import pytest

MEMORY = 4 * 2**30  # bytes: a mutant that never ends may also never stop to grow
TIMES = Path("mutmut-stats.json")  # how long each test takes
LEAST, FACTOR = 10, 3  # seconds a mutant may take, and how often what its tests take


def pytest_sessionstart() -> None:
    """Forget what the code that is not changed has worked out; keep the machine alive."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for name, module in list(sys.modules.items()):
        if name.startswith("report."):
            for value in vars(module).values():
                if callable(forget := getattr(value, "cache_clear", None)):
                    forget()


def pytest_collection_finish(session: pytest.Session) -> None:
    """End a mutant that takes much longer than its tests do: it would never end."""
    if "__mutmut_" in os.environ.get("MUTANT_UNDER_TEST", ""):
        times = json.loads(TIMES.read_text("utf-8"))["duration_by_test"]
        usual = sum(times.get(item.nodeid, 0) for item in session.items)
        limit = int(time.process_time() + LEAST + FACTOR * usual)
        resource.setrlimit(resource.RLIMIT_CPU, (limit, limit + 1))
