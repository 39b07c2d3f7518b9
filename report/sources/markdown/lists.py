"""Lists with bullets, with numbers, and of terms with their definitions."""

import re

from report.sources.markdown.nodes import TAB, BlockNode, SourceLines, detab, loose_detab
from report.sources.markdown.scanner import BlockReading

ORDERED = re.compile(r" {0,3}\d+\. +(.*)")
BULLET_ITEM = re.compile(r" {0,3}[*+-] +(.*)")
ITEM = re.compile(r" {0,3}(?:\d+\.|[*+-]) +(.*)")
INNER_ITEM = re.compile(r" {4,7}(?:\d+\.|[*+-]) +")
DEFINITION = re.compile(r" {0,3}: {1,3}(.*)$")
NOT_INDENTED = re.compile(r" {0,3}[^ :]")
LISTS = ("ul", "ol")


def indented(now: BlockReading) -> bool:
    """More of the content of an item of a list."""
    if not now.block[0].text.startswith(TAB) or now.scanner.state == "detabbed":
        return False
    for items, lists in ((("li",), LISTS), (("dd", "li"), ("dl", *LISTS))):
        if now.parent.tag in items or now.parent.last_tag in lists:
            read_in_item(now, items, lists)
            return True
    return False


def read_in_item(now: BlockReading, items: tuple[str, ...], lists: tuple[str, ...]) -> None:
    """Read an indented block in the item that it belongs to."""
    level, node = level_of(now, items, lists)
    block, scanner = loose_detab(now.block, len(TAB) * level), now.scanner
    with scanner.within("detabbed"):
        if now.parent.tag in items:
            last = now.parent.last
            scanner.blocks(last if last and last.tag in lists else now.parent, [block])
        elif node.tag in items:
            scanner.blocks(node, [block])
        elif node.last and node.last.tag in items:
            node.last.wrap_text()
            scanner.chunk(node.last, block)
        else:
            scanner.blocks(node.add(items[0], block[0].at), [block])


def level_of(
    now: BlockReading, items: tuple[str, ...], lists: tuple[str, ...]
) -> tuple[int, BlockNode]:
    """How deep a block stands in lists, and the list or item there."""
    text, node = now.block[0].text, now.parent
    indent = (len(text) - len(text.lstrip(" "))) // len(TAB)
    level = 1 if now.scanner.state == "list" else 0
    while indent > level and node.last and node.last.tag in (*items, *lists):
        node = node.last
        level += node.tag in lists
    return level, node


def plain_list(now: BlockReading) -> bool:
    """Items of a list, with numbers or without."""
    bullet = BULLET_ITEM.match(now.block[0].text)
    if not bullet and not ORDERED.match(now.block[0].text):
        return False
    items = list_items(now.block)
    node = now.parent.last
    if node and node.tag in LISTS:
        loosen(node)
        with now.scanner.within("looselist"):
            now.scanner.blocks(node.add("li", items[0][0].at), [items.pop(0)])
    elif now.parent.tag in LISTS:
        node = now.parent
    else:
        node = now.parent.add("ul" if bullet else "ol", now.block[0].at)
    with now.scanner.within("list"):
        for item in items:
            above = node.last if item[0].text.startswith(TAB) else None
            now.scanner.blocks(above or node.add("li", item[0].at), [item])
    return True


def list_items(block: SourceLines) -> list[SourceLines]:
    """The items in a block, nested ones with their indentation."""
    items: list[SourceLines] = []
    for line in block:
        found = ITEM.match(line.text)
        if found:
            items.append([line.cut(found.start(1))])
        elif INNER_ITEM.match(line.text) and not items[-1][0].text.startswith(TAB):
            items.append([line])
        else:
            items[-1].append(line)
    return items


def loosen(node: BlockNode) -> None:
    """Make the words of the last item paragraphs, as another item comes after a gap."""
    item = node.last
    if item is None:
        return
    item.wrap_text()
    if item.last and item.last.tail:
        tail, item.last.tail = item.last.tail, []
        item.add("p", tail[0].at, tail)


def definition_list(now: BlockReading) -> bool:
    """Terms, and `:   ` before what they mean."""
    found = now.first(DEFINITION)
    if not found:
        return False
    number, colon = found
    terms = [line for line in now.block[:number] if line.text.strip()]
    last = now.parent.last
    if not terms and last is None:
        return False
    loose = not terms and last is not None and last.tag == "p"
    if loose and last:
        terms = last.text
        now.parent.children.pop()
    node = now.parent.last if now.parent.last_tag == "dl" else None
    loose |= bool(not terms and node and node.last_tag == "dd" and node.children[-1].children)
    meaning, after = meaning_of(now.block[number:], colon.start(1))
    node = node or now.parent.add("dl", (terms or meaning)[0].at)
    for term in terms:
        node.add("dt", term.at, [term])
    with now.scanner.within("looselist" if loose else "list"):
        now.scanner.blocks(node.add("dd", meaning[0].at), [meaning])
    now.read_next(after)
    return True


def meaning_of(lines: SourceLines, start: int) -> tuple[SourceLines, SourceLines]:
    """The lines of a definition, whose first has its words from `start` on, and the rest."""
    inner = lines[1:]
    after: SourceLines = []
    if inner and not NOT_INDENTED.match(inner[0].text):
        inner, after = detab(inner)
    return [lines[0].cut(start), *inner], after
