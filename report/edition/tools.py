"""The tools that a page may have, such as a calculator: a script of the site each.

The front matter names the tool (`cong_cu`) and not the file, for content chooses no code.
"""

from collections.abc import Iterator, Mapping

from report.problems.problem import Problem, near_miss, problem
from report.sources.keys import PAGE_KEYS, keys_stand_once, names_are_present, page_names, present
from report.sources.pages import Page

TOOL_KEY = "cong_cu"
TOOLS: Mapping[str, str] = {"tien-thuong": "reward.js"}  # → in theme/overrides/assets/javascripts/


def script_of(page: Page) -> str:
    """The script of the page's tool; empty where it has none."""
    return TOOLS.get(tool_of(page), "")


def tool_of(page: Page) -> str:
    """The name of the page's tool; empty where it names none, or none that is text."""
    tool = present(page.meta, PAGE_KEYS).get(TOOL_KEY)
    return tool if isinstance(tool, str) else ""


def tool_is_known(page: Page) -> Iterator[Problem]:
    """The tool that a page names is there, under the key that it has now."""
    if not page.meta.keys() & PAGE_KEYS.known:
        return
    yield from names_are_present(page.path, page_names(page.text))
    lines = {key: page.key_line(key) for key in page.meta.keys() & PAGE_KEYS.known}
    yield from keys_stand_once(page.path, lines, PAGE_KEYS)
    tool = tool_of(page)
    if tool and tool not in TOOLS:
        line = next(lines[key] for key in (TOOL_KEY, *PAGE_KEYS.former) if key in lines)
        guess, known = near_miss(tool, TOOLS), ", ".join(TOOLS)
        yield problem(page.path, line, "cong-cu-la", guess=guess, tool=tool, known=known)
