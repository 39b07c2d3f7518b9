"""pandoc and its document tree, in the JSON form that pandoc reads and writes.

A node is a dict with its type under "t" and its content under "c"
(https://hackage.haskell.org/package/pandoc-types, module Text.Pandoc.Definition).
"""

import datetime
import json
import subprocess
from base64 import b64encode
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cache
from mimetypes import guess_type
from typing import Any

import pypandoc

Node = dict[str, Any]
# What a stretch of words ends with: 0 no word, 1 the first, 2 a space, 3 another word, 4 a space.
AFTER_WORD, AFTER_SPACE, LATER_WORD = (1, 1, 3, 1, 3), (0, 2, 0, 4, 0), 4
WORD_NODES = frozenset({"Str", "Space", "SoftBreak"})
TEXTS = {"Space": " ", "SoftBreak": " ", "LineBreak": "\n"}
MOMENT = b"1970-01-01T00:00:00Z"
API = [1, 23, 1]  # of pandoc-types; pandoc 3.x refuses trees of another major version


def dated(content: bytes, moment: datetime.datetime) -> bytes:
    """A part of a file with `moment` as the time it was made."""
    utc = moment.astimezone(datetime.UTC)
    return content.replace(MOMENT, f"{utc:%Y-%m-%dT%H:%M:%SZ}".encode())


def run_pandoc(arguments: Sequence[str], content: bytes) -> bytes:
    """What pandoc makes of `content`.

    In its sandbox it opens no file and no address, whatever the content names, and knows
    no time: what it writes into files is MOMENT. Raises RuntimeError with what pandoc said.
    """
    result = subprocess.run(  # noqa: S603 - no shell
        [pandoc_path(), "--sandbox", *arguments],
        input=content,
        capture_output=True,
        check=False,
    )
    if result.returncode:
        raise RuntimeError(result.stderr.decode("utf-8", "replace"))
    return result.stdout


@cache
def pandoc_path() -> str:
    """The pandoc that the package brings along."""
    return str(pypandoc.get_pandoc_path())


def read_html(html: str) -> list[Node]:
    """The tree of an HTML document. Equal words are one node, never to be changed in place."""
    words: dict[str, Node] = {}

    def shared(node: Node) -> Node:
        if node.get("t") == "Str":
            return words.setdefault(node["c"], node)
        return words.setdefault(f" {node['t']}", node) if [*node] == ["t"] else node

    content = run_pandoc(["-f", "html", "-t", "json"], html.encode())
    blocks: list[Node] = json.loads(content, object_hook=shared)["blocks"]
    return blocks


def tree(blocks: Sequence[Node], meta: dict[str, Node] | None = None) -> bytes:
    """A whole document for a writer of pandoc."""
    content = {"pandoc-api-version": API, "meta": meta or {}, "blocks": list(blocks)}
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def with_images(blocks: list[Node], images: Mapping[str, bytes]) -> list[Node]:
    """The blocks with the images themselves in place of their names, as pandoc in its
    sandbox reads no file; an image that is not among them is left with its name."""

    def embedded(node: Node) -> list[Node] | None:
        if node["t"] != "Image" or node["c"][2][0] not in images:
            return None
        attr, alternative, (name, title) = node["c"]
        kind = guess_type(name, strict=False)[0] or "application/octet-stream"
        address = f"data:{kind};base64,{b64encode(images[name]).decode()}"
        return [{"t": "Image", "c": [attr, alternative, [address, title]]}]

    result: list[Node] = rewritten(blocks, embedded)
    return result


def rewritten(content: Any, change: Callable[[Node], list[Node] | None]) -> Any:
    """`content` with each node replaced by what `change` returns, from the leaves upwards.

    None leaves a node as it is. `change` is not asked of words and the spaces between them, and
    attributes are not gone into: they are most of a tree.
    """
    if isinstance(content, dict):
        if isinstance(content.get("c", ""), str):
            return content  # a word
        return {key: rewritten(value, change) for key, value in content.items()}
    if not isinstance(content, list):
        return content
    result: list[Any] = []
    for item in content:
        if type(item) is dict:
            kind = item.get("t")
            if kind in WORD_NODES:
                result.append(item)
                continue
            inner = item.get("c", "")
            if type(inner) is list:
                item = {**item, "c": rewritten(inner, change)}
            elif type(inner) is not str:
                item = {key: rewritten(one, change) for key, one in item.items()}
            instead = change(item) if kind else None
            if instead is None:
                result.append(item)
            else:
                result += instead
        elif type(item) is list and item and type(item[0]) is not str:
            result.append(rewritten(item, change))
        else:  # attributes and targets begin with a text
            result.append(item)
    return result


def may_have_nodes(item: Any) -> bool:
    """Whether a list of a tree may have nodes in it: attributes and targets begin with a text."""
    return isinstance(item, list) and bool(item) and not isinstance(item[0], str)


def nodes(content: Any, *kinds: str) -> Iterator[Node]:
    """The nodes of some types in a tree, in order; words and the spaces between them have none."""
    waiting = [content]
    while waiting:
        item = waiting.pop()
        if type(item) is dict:
            if item.get("t") in kinds:
                yield item
            inner = item.get("c") if "t" in item else [*item.values()]
            if type(inner) is list or type(inner) is dict:
                waiting.append(inner)
        elif type(item) is list and item and type(item[0]) is not str:
            waiting += [
                one
                for one in reversed(item)
                if type(one) is list or (type(one) is dict and one.get("t") not in WORD_NODES)
            ]


def holds(content: Any, *kinds: str) -> bool:
    """Whether a tree has a node of one of the types."""
    return any(True for _ in nodes(content, *kinds))


def tree_text(content: Any) -> str:
    """The text of a tree without notes."""
    texts: list[str] = []
    waiting = [content]
    while waiting:
        item = waiting.pop()
        if type(item) is list:
            waiting += item[::-1]
        elif type(item) is dict:
            kind = item.get("t", "")
            if kind == "Str":
                texts.append(item["c"])
            elif kind in TEXTS:
                texts.append(TEXTS[kind])
            elif kind == "Code":
                texts.append(item["c"][1])
            elif kind != "Note":
                waiting.append(item.get("c"))
    return "".join(texts)


def inlines(text: str) -> list[Node]:
    """A text as inlines; no-break spaces stay inside words."""
    result: list[Node] = []
    for word in text.split(" "):
        result += [{"t": "Space"}] if result else []
        result += [{"t": "Str", "c": word}] if word else []
    return result


def attributes(name: str = "", classes: Iterable[str] = (), **more: str) -> list[Any]:
    """The attributes of a node: its name, classes and the rest."""
    return [name, list(classes), [list(pair) for pair in more.items()]]


def para(content: list[Node]) -> Node:
    """A paragraph."""
    return {"t": "Para", "c": content}


def plain_block(content: list[Node]) -> Node:
    """Inlines without a paragraph of their own."""
    return {"t": "Plain", "c": content}


def with_long_words(content: Any) -> Any:
    """A tree with words and the spaces between them as one, for a writer that breaks no lines:
    half of the nodes, and of the time to read them. The first word of each stretch stays alone:
    what it would mean at the beginning of a line, such as `1.`, its writer sees by that."""
    if isinstance(content, dict):
        inner = content.get("c")
        return {**content, "c": with_long_words(inner)} if may_have_nodes(inner) else content
    result: list[Any] = []
    ending = 0
    for item in content:
        kind = item.get("t") if isinstance(item, dict) else None
        if kind == "Str":
            if ending == LATER_WORD:
                result[-2:] = [{"t": "Str", "c": f"{result[-2]['c']} {item['c']}"}]
            else:
                result.append(item)
            ending = AFTER_WORD[ending]
        elif kind == "Space":
            result.append(item)
            ending = AFTER_SPACE[ending]
        else:
            has_nodes = isinstance(item, dict) or may_have_nodes(item)
            result.append(with_long_words(item) if has_nodes else item)
            ending = 0
    return result


def joined(content: list[Node]) -> list[Node]:
    """Inlines with words that touch each other as one."""
    result: list[Node] = []
    for node in content:
        if node["t"] == "Str" and result and result[-1]["t"] == "Str":
            result[-1] = {"t": "Str", "c": result[-1]["c"] + node["c"]}
        else:
            result.append(node)
    return result


def div(style: str, blocks: list[Node]) -> Node:
    """Blocks in a paragraph style of Word and of OpenDocument, which is a class elsewhere."""
    return {"t": "Div", "c": [attributes("", [style], **{"custom-style": style}), blocks]}


def note(content: list[Node]) -> Node:
    """A footnote of one paragraph."""
    return {"t": "Note", "c": [para(content)]}


def raw(kind: str, text: str) -> Node:
    """Inline markup of one output format, which its writer passes on."""
    return {"t": "RawInline", "c": [kind, text]}


def raw_block(kind: str, text: str) -> Node:
    """Block markup of one output format."""
    return {"t": "RawBlock", "c": [kind, text]}
