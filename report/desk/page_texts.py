"""The pages of the draft: their Markdown, and where which figure stands in it."""

import difflib
import re
from collections.abc import Iterator
from typing import Any

from flask import Blueprint, Response, jsonify
from werkzeug.exceptions import NotFound

from report.desk.answers import (
    Body,
    address_of,
    asked_text,
    body,
    problems_json,
    refused,
    table_address,
)
from report.desk.desk import Desk
from report.desk.journal import DIGEST, digest_of
from report.desk.merging import Merged, merge
from report.desk.table_edits import new_problems
from report.edition.edition import FilledPage
from report.figures.results import Citation, Figure, Result, is_block
from report.problems.problem import Mistake
from report.sources.addresses import url_of

KINDS_OF_CHIPS = {"van_ban": "document", "can_viet": "open", "nam": "year", "nguon": "source"}
KINDS_OF_BLOCKS = {"bang": "table", "bieu_do": "chart"}
LINE_WITH_END = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)|[^\r\n]+\Z")


def page_routes(desk: Desk) -> Blueprint:
    """The routes of pages."""
    routes = Blueprint("page_texts", __name__, url_prefix="/ban/api/page/<path:uri>")

    @routes.get("")
    def show(uri: str) -> Response:
        with desk.lock:
            return jsonify(page_json(desk, uri))

    @routes.post("/try")
    def try_out(uri: str) -> Response:
        with desk.lock:
            return try_page(desk, uri, asked_text(body(), "text"))

    @routes.post("")
    def write(uri: str) -> Response:
        with desk.lock:
            return write_page(desk, uri, body())

    return routes


def page_content(desk: Desk, uri: str) -> bytes:
    """The bytes of a page of the draft. Raises NotFound where there is none."""
    content = desk.draft.read(f"docs/{uri}") if uri.endswith(".md") else None
    if content is None:
        raise NotFound
    return content


def page_json(desk: Desk, uri: str) -> dict[str, Any]:
    """A page as an editor of text needs it."""
    content = page_content(desk, uri)
    examination = desk.examination()
    edition, path = examination.edition, f"docs/{uri}"
    filled = edition.pages.get(uri)
    return {
        "uri": uri,
        "path": path,
        "title": edition.titles.get(uri, uri),
        "url": f"/{url_of(uri)}",
        "text": plain_lines(content.decode("utf-8", "replace")),
        "hash": digest_of(content),
        "chips": list(chips(filled)) if filled else [],
        "problems": problems_json(
            (one for one in examination.problems if one.path == path), edition
        ),
    }


def plain_lines(text: str) -> str:
    """A text as an editor in a browser has it: without byte-order mark, lines end in LF."""
    return re.sub("\r\n?", "\n", text.removeprefix("\ufeff"))


def chips(filled: FilledPage) -> Iterator[dict[str, Any]]:
    """The calls of a page with what they show. Places count as JavaScript counts the text that
    `plain_lines` gives: a letter beyond the first 65,536 is two."""
    text = filled.page.text
    for placed, result in zip(filled.calls, filled.results, strict=False):
        start, end = placed.stands.offset, placed.stands.end
        yield {
            "start": units(text[:start]),
            "end": units(text[:end]),
            "call": text[start:end],
            "macro": placed.call.name,
            "shown": result.plain,
            **kind_and_address(placed.call.name, result),
        }


def units(text: str) -> int:
    """How long JavaScript finds a text when its lines end in LF."""
    return len(plain_lines(text).encode("utf-16-le")) // 2


def kind_and_address(macro: str, result: Result) -> dict[str, str]:
    """What a call shows, and the address of the one cell, or the table, that it is."""
    if isinstance(result, Figure):
        address = {"address": address_of(result.cells[0])} if len(result.cells) == 1 else {}
        return {"kind": "figure", **address}
    if is_block(result):
        table = result.cells[0].table if macro in KINDS_OF_BLOCKS and result.cells else None
        address = {"address": table_address(table)} if table else {}
        return {"kind": KINDS_OF_BLOCKS.get(macro, "block"), **address}
    if isinstance(result, Citation):
        return {"kind": "document"}
    return {"kind": KINDS_OF_CHIPS.get(macro, "words")}


def write_page(desk: Desk, uri: str, asked: Body) -> Response:
    """Write the text of a page as one step, where the editor saw the text as it is."""
    content = page_content(desk, uri)
    text, was = asked_text(asked, "text"), asked_text(asked, "was")
    new = with_line_ends(content, text)
    if was != digest_of(content):
        seen = desk.draft.journal.content(was) if DIGEST.fullmatch(was) else None
        made = None if seen is None else merge(f"docs/{uri}", seen, new, content)
        if made is None or made.clashes or made.content is None:
            return text_conflict(content, made)
        new = made.content
    title = desk.examination().edition.titles.get(uri, uri)
    step = desk.draft.write({f"docs/{uri}": new}, asked_text(asked, "label", f"Sửa bài “{title}”"))
    return jsonify({"step": step, **page_json(desk, uri)})


def text_conflict(now: bytes, made: Merged | None) -> Response:
    """The answer where somebody else changed the same lines of a page, or it is not known what the
    editor saw."""
    conflicts = [
        {"line": one.line, "was": one.old, "now": one.theirs, "yours": one.ours}
        for one in (made.clashes if made else ())
    ]
    text = plain_lines(now.decode("utf-8", "replace"))
    return refused([], 409, now=text, hash=digest_of(now), conflicts=conflicts)


def try_page(desk: Desk, uri: str, text: str) -> Response:
    """What would be wrong with another text of a page, in it and, by it, elsewhere; and its chips.
    Nothing is kept."""
    new = with_line_ends(page_content(desk, uri), text)
    before = desk.examination().problems
    path = f"docs/{uri}"
    then = desk.examined_with({path: new})
    filled = then.edition.pages.get(uri)
    mine = [one for one in then.problems if one.path == path]
    others = [one for one in new_problems(before, then.problems) if one.path != path]
    return jsonify(
        {
            "problems": problems_json(mine, then.edition),
            "elsewhere": problems_json(others, then.edition),
            "chips": list(chips(filled)) if filled else [],
        }
    )


def with_line_ends(old: bytes, text: str) -> bytes:
    """A new text of a page in the bytes of a file: lines that stay keep their ends, new ones have
    that of most; a byte-order mark stays. Raises Mistake where the old one cannot be read."""
    try:
        before = old.decode("utf-8")
    except UnicodeDecodeError:
        raise Mistake("khong-phai-utf-8") from None
    mark = "\ufeff" if before.startswith("\ufeff") else ""
    lines = LINE_WITH_END.findall(before.removeprefix("\ufeff"))
    plain = [line.rstrip("\r\n") for line in lines]
    new = text.split("\n")
    end = "\r\n" if before.count("\r\n") * 2 > before.count("\n") else "\n"
    last = new.pop()
    ends = [end] * len(new)
    matcher = difflib.SequenceMatcher(None, plain, new, autojunk=False)
    for at, into, count in matcher.get_matching_blocks():
        for number in range(count):
            kept = lines[at + number][len(plain[at + number]) :]
            ends[into + number] = kept or end
    return (mark + "".join(map("".join, zip(new, ends, strict=True))) + last).encode()
