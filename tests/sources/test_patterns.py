"""No pattern of the package takes long over hostile text: the time of one that goes back again and
again grows with the cube of its length or faster, and a line has 10,000 characters."""

import importlib
import pkgutil
import re
import time
from collections.abc import Iterator

import pytest

import report

LENGTH = 800
PREFIXES = ("", "a", "[", "<a ", "{{ ")
UNITS = (
    *(" ", "a", "0", ".", ",", "`", "~", "[", "]", "(", "<", ">", "{", "}", "{{", "{%", "*", "_"),
    *("-", "#", ":", "|", "/", '"', "\\", "!", "&", "=", "\n", "\r", "\t", "\u00a0", "\ue000", "Đ"),
    *("a ", "0.", "0,", "0/", "1-", "[a", "](", "![", "[^", "<a ", "<img ", "<!--", "<code>", "` "),
    *("{{ a ", "{% raw %}", "{%raw", "a=", 'a="', "a@", "a.", "A", "A-", "AĐ", "Số ", "Điều 1 "),
    *(
        "01/QĐ-",
        "\n\n",
        "\n- ",
        "\n# ",
        "\n```\n",
        "\n    ",
        "---\n",
        "---",
        "a:",
        "a: b\n",
        "<svg",
    ),
    *("{{}}", "{}", "[]", "()", "<>", '"a"', "a='b' ", "'", "a b"),
    *("<p>", "<h1", 'id="', 'class="', "\ue0001", "\ue0001\ue001", " \n", "a\n", "|a", "\n|", "a,"),
)


def patterns() -> Iterator[tuple[str, re.Pattern[str]]]:
    """Every compiled pattern that a module of the package holds."""
    for module in pkgutil.walk_packages(report.__path__, "report."):
        if module.name.endswith("__main__"):
            continue
        for name, value in vars(importlib.import_module(module.name)).items():
            held = value if isinstance(value, tuple | list) else [value]
            held = value.values() if isinstance(value, dict) else held
            for one in held:
                for pattern in one if isinstance(one, tuple) else (one,):
                    if isinstance(pattern, re.Pattern) and isinstance(pattern.pattern, str):
                        yield f"{module.name}.{name}", pattern


PATTERNS = {pattern: name for name, pattern in patterns()}


@pytest.mark.parametrize("pattern", PATTERNS, ids=PATTERNS.values())
def test_a_pattern_ends_soon_on_text_that_was_made_against_it(pattern: re.Pattern[str]) -> None:
    assert len(PATTERNS) > 80
    slow = []
    for unit in UNITS:
        for prefix in PREFIXES:
            hostile = f"{prefix}{unit * (LENGTH // len(unit))}\x00"
            begin = time.process_time()
            for _ in pattern.finditer(hostile):
                pass
            if time.process_time() - begin > 0.25:
                slow.append(unit)
    assert slow == []
