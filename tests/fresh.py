"""For pytest under `make mutants`, where many runs are copies of one process."""

import resource
import sys

MEMORY = 4 * 2**30  # bytes: a mutant that never ends may also never stop to grow


def pytest_sessionstart() -> None:
    """Forget what the code that is not changed has worked out; keep the machine alive."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    for name, module in list(sys.modules.items()):
        if name.startswith("report."):
            for value in vars(module).values():
                if callable(forget := getattr(value, "cache_clear", None)):
                    forget()
