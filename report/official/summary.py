"""What stands on the first page of a reading copy: key figures and charts, from the summary."""

import re
from collections.abc import Sequence

from report.official.pandoc import Node, joined, para, tree_text

KEY_NUMBER = re.compile(r"(?<![\w./,-])\d+(?:\.\d+)*(?:,\d+)?(?:\u00a0%)?(?![\w/-])")


def summary_parts(summary: Sequence[Node]) -> tuple[list[Node], list[list[Node]], list[Node]]:
    """What leads to the summary, the items of its lists, its charts with what belongs to them."""
    leading: list[Node] = []
    items: list[list[Node]] = []
    charts: list[Node] = []
    for block in summary:
        if block["t"] == "BulletList":
            items += block["c"]
        elif block["t"] == "Figure" or charts:
            charts.append(block)
        else:
            leading.append(block)
    return leading, items, charts


def parts_of_item(item: Sequence[Node]) -> tuple[str, str, list[Node]]:
    """The name of a key figure, its number, empty where it has none, and what it says; a number
    at its beginning is not said twice. What does not begin with words is only said."""
    if not item or item[0]["t"] not in ("Para", "Plain"):
        return "", "", [*item]
    first, *rest = item
    words = [*first["c"]]
    name = tree_text(words.pop(0)) if words and words[0]["t"] == "Strong" else ""
    while words and words[0]["t"] == "Space":
        words.pop(0)
    found = KEY_NUMBER.search(tree_text(words))
    number = found[0] if found else ""
    if found and not found.start() and words[0]["t"] == "Str" and words[0]["c"].startswith(number):
        words[0] = {"t": "Str", "c": words[0]["c"][len(number) :].lstrip("\u00a0")}
    return name.rstrip(": "), number, [para(joined(words)), *rest]
